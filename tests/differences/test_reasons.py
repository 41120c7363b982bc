from __future__ import annotations

import pytest
from compared import article, compared, said

from parallax.values import Difference

FILLER = "The council will meet in the town hall to hear what the engineers have found out so far."
SAID = "she cancelled the visit because the bridge of the town was unsafe"


def apart(a: str, source: str = "Ellen Brandvold", kind: str = "indirect") -> tuple[Difference, ...]:
    """The differences between a report and one in which somebody gives the reason."""
    b = f"{FILLER} {source} said {SAID}."
    own = said(1, b, source, "said", SAID, kind=kind, speaker="a")
    return compared([article(f"{a} {FILLER}", "Tribune"), article(b, "Courier")], "reports", [], [own])


def test_a_reason_from_hearsay_here_and_from_a_named_source_there_is_marked() -> None:
    (found,) = apart("Ellen Brandvold cancelled a visit to Dunmere, reportedly due to the state of the bridge.")
    assert found.kind == "unnamed-source"
    assert found.explanation == (
        "Of the visit, Tribune gives the reason as hearsay (“reportedly”), Courier as Ellen Brandvold's own."
    )


@pytest.mark.parametrize(
    "told",
    [
        "Ellen Brandvold cancelled a visit to Dunmere, reportedly due to a cold.",
        "Ellen Brandvold cancelled a visit to Dunmere due to the state of the bridge.",
        "Ellen Brandvold cancelled a speech in Dunmere, reportedly due to the state of the bridge.",
        "Henrik Solvanger cancelled a visit to Dunmere, reportedly due to the state of the bridge.",
    ],
)
def test_another_reason_plan_or_party_and_a_plain_reason_hide_no_source(told: str) -> None:
    assert [d for d in apart(told) if d.kind == "unnamed-source"] == []


def test_a_reason_from_an_unnamed_source_there_is_no_better() -> None:
    a = "Ellen Brandvold cancelled a visit to Dunmere, reportedly due to the state of the bridge."
    assert apart(a, "An official") == ()
