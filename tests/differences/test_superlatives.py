from __future__ import annotations

import pytest
from compared import article, compared

FILLER = "The council will hear on another day what the engineers have found out so far. It was a long and cold winter."


def told(a: str, b: str) -> list[str]:
    """What is said of names in two reports between which nothing is linked."""
    articles = [article(f"{a} {FILLER}", "Tribune"), article(f"{FILLER} {b}", "Courier")]
    return [
        d.explanation for d in compared(articles, "reports", []) if d.kind == "name" and d.relation == "contradicts"
    ]


def test_two_names_cannot_both_be_the_largest() -> None:
    a = "Canada is the largest exporter of steel to Norway."
    assert told(a, "Brazil, the biggest exporter of steel to Norway, was not named.") == [
        "Courier calls “Brazil” “biggest exporter”, Tribune “Canada”."
    ]


@pytest.mark.parametrize(
    "b",
    [
        "Brazil is the second largest exporter of steel to Norway.",
        "Brazil is one of the largest exporters of steel to Norway.",
        "Brazil is the largest exporter of coal to Norway.",
        "Brazil is the largest importer of steel.",
        "Brazil is not the largest exporter of steel to Norway.",
        "Brazil could become the largest exporter of steel to Norway.",
        "Canada is the biggest exporter of steel to Norway. Brazil is the largest exporter of steel to Norway.",
    ],
)
def test_other_rows_and_places_and_what_agrees_are_no_difference(b: str) -> None:
    assert told("Canada is the largest exporter of steel to Norway.", b) == []
