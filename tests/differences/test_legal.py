from __future__ import annotations

import pytest
from compared import article, compared

from parallax.values import Difference

FILLER = "The council will meet in the town hall to hear what the engineers have found out so far."
CHARGED = "Ellen Brandvold was charged with theft."


def apart(a: str, b: str) -> tuple[Difference, ...]:
    """The differences of two reports between which nothing is linked."""
    return compared([article(f"{a} {FILLER}", "Tribune"), article(f"{FILLER} {b}", "Courier")], "reports", [])


@pytest.mark.parametrize("guilt", ["pleaded guilty to theft", "was convicted of theft", "has been jailed for theft"])
def test_guilt_here_and_a_charge_there_is_marked(guilt: str) -> None:
    (found,) = apart(f"Ellen Brandvold {guilt}.", CHARGED)
    assert found.kind == "certainty"
    assert found.explanation == (
        f"Tribune says that Ellen Brandvold “{guilt}”, Courier speaks only of a charge, “was charged with theft”."
    )
    assert len({n for n, _, _ in found.spans}) == 2


def test_a_clause_behind_an_office_is_about_the_person() -> None:
    a = "People asked about Ellen Brandvold, the former mayor of the town, who was convicted of theft."
    assert [d.kind for d in apart(a, CHARGED)] == ["certainty"]


def test_what_a_court_did_with_somebody_is_said_of_them() -> None:
    (found,) = apart("The court jailed Ellen Brandvold for theft.", CHARGED.replace("charged with", "arrested for"))
    assert found.explanation == (
        "Tribune says of Ellen Brandvold “jailed Ellen Brandvold for theft”, Courier speaks only of an arrest, “was"
        " arrested for theft”."
    )


@pytest.mark.parametrize(
    "told",
    [
        "Ellen Brandvold pleaded not guilty to theft.",
        "Ellen Brandvold was not convicted of theft.",
        "Ellen Brandvold could be jailed for theft.",
        "Ellen Brandvold will be sentenced for theft.",
        "Ellen Brandvold was initially convicted of theft, and later set free.",
        "Ellen Brandvold was convicted of arson.",
        "Ellen Brandvold was convicted of attempted theft.",
        "Henrik Solvanger was convicted of theft. Ellen Brandvold saw it.",
        'Ellen Brandvold said: "I was convicted of theft."',
    ],
)
def test_no_guilt_or_that_of_something_or_somebody_else_is_no_difference(told: str) -> None:
    assert apart(told, CHARGED) == ()


def test_a_report_that_tells_of_guilt_in_any_way_is_no_less_sure() -> None:
    a = "Ellen Brandvold was convicted of theft."
    assert apart(a, f"{CHARGED} A court found Ellen Brandvold guilty.") == ()
    assert apart(a, f"{CHARGED} She pleaded guilty.") == ()
