from __future__ import annotations

import pytest
from compared import NEWS, reports


def told(a: str, b: str) -> list[str]:
    """What is told of names between two reports."""
    return [d.explanation for d in reports(f"{NEWS} {a}", f"{NEWS} {b}") if d.kind == "name"]


NAMED = "The French ambassador to Norway, Karina Mortensen, saw the dam on Monday."


def test_an_office_whose_holder_only_one_report_names_is_told_once() -> None:
    b = "Later the French ambassador to Norway saw the dam. The French ambassador was moved."
    assert told(NAMED, b) == [
        "Tribune names “Karina Mortensen”; Courier gives only the office, “French ambassador to Norway”."
    ]


@pytest.mark.parametrize(
    "other",
    [
        "Later the French ambassador to Norway saw the dam. Mortensen was moved.",
        "Later the Spanish ambassador to Norway saw the dam.",
        "Later the former French ambassador to Norway saw the dam.",
        "Later the French ambassador to Poland saw the dam.",
        "Later the French minister saw the dam.",
        "Later the ambassador saw the dam.",
        "Later the French ambassador's office saw the dam.",
        "Later the French ambassador, K. mortensen-Lind, saw the dam.",
    ],
)
def test_another_office_or_a_name_elsewhere_is_no_difference(other: str) -> None:
    assert told(NAMED, other) == []


def test_any_holder_of_an_office_that_several_have_is_nobody_in_particular() -> None:
    a = "A Telegraph editor, Karina Mortensen, saw the dam on Monday."
    padding = " ".join(f"Gauge number {k} stood dry." for k in range(3))
    assert told(a, f"{padding} A Telegraph editor was moved.") == []


def test_a_name_that_begins_the_next_line_is_not_that_of_the_holder() -> None:
    a = "Kremlin receives the French ambassador to Norway\nKarina Mortensen saw the dam on Monday."
    assert told(a, "Later the French ambassador to Norway saw the dam.") == []


def test_two_holders_of_one_office_in_a_report_leave_open_who_is_meant() -> None:
    a = f"{NAMED} The French ambassador to Norway, Ellen Brandvold, was ill."
    assert told(a, "Later the French ambassador to Norway saw the dam.") == []
