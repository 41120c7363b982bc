"""Roles of paragraphs by their words and place."""

from __future__ import annotations

import pytest

from parallax.intake.roles import has_dateline_lead, is_dateline, roles_of

BODY = (
    "The footbridge at Ostwick will stay closed until the end of September, the county said, after divers found one of "
    "its piers hollowed out by the floods of this spring."
)


def test_a_short_first_paragraph_without_a_full_stop_is_the_headline() -> None:
    assert roles_of(["Bridge at Ostwick stays shut until autumn", BODY, BODY]) == ["headline", "body", "body"]


def test_a_short_first_paragraph_with_a_full_stop_is_the_headline_above_longer_ones() -> None:
    assert roles_of(["Bridge at Ostwick to stay shut until autumn.", BODY, BODY, BODY])[0] == "headline"


@pytest.mark.parametrize(
    "first",
    [
        BODY,
        "OSTWICK, Marle — The bridge stays shut",
        "The bridge stays shut, the mayor said.",
        "Dana Orrel spoke first:",
    ],
)
def test_a_first_paragraph_that_reads_like_a_report_is_body(first: str) -> None:
    assert roles_of([first, BODY, BODY, BODY])[0] == "body"


def test_a_single_paragraph_is_body() -> None:
    assert roles_of(["Bridge at Ostwick stays shut"]) == ["body"]


def test_the_top_of_a_report_is_told_line_by_line() -> None:
    top = ["Bridge stays shut", "Council blames the floods of spring.", "By Dana Orrel", "27 April 2031", BODY]
    assert roles_of(top) == ["headline", "standfirst", "byline", "dateline", "body"]


def test_a_date_above_the_headline_does_not_hide_it() -> None:
    assert roles_of(["April 27, 2031", "Bridge stays shut until autumn", BODY]) == ["dateline", "headline", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "April 27, 2031",
        "27 April 2031",
        "2031-04-27",
        "Updated 3:41 PM, 27 April 2031",
        "Mon 27 Apr 2031 14.02 BST",
        "Published: 27/04/2031",
    ],
)
def test_a_line_that_is_only_a_date_is_a_dateline(line: str) -> None:
    assert is_dateline(line)


@pytest.mark.parametrize("line", ["May will tell", "On 27 April 2031 the bridge was shut", "12", "March", "2031"])
def test_a_line_with_other_words_or_no_date_is_none(line: str) -> None:
    assert not is_dateline(line)


@pytest.mark.parametrize(
    "line", ["OSTWICK — The bridge", "OSTWICK, Marle — The", "Ostwick (APX) – The", "OSTWICK, April 3 (Wire) - The"]
)
def test_agency_copy_is_known_by_its_lead(line: str) -> None:
    assert has_dateline_lead(line)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Photo: Dana Orrel", "caption"),
        ("Image caption The bridge in April", "caption"),
        ("Correction: An earlier version of this article named the wrong pier.", "correction"),
        ("This article was amended on 2 May 2031 to correct the name of the mayor.", "correction"),
        ("An earlier version of this story gave the wrong date.", "correction"),
        ("Share this article", "furniture"),
        ("Advertisement", "furniture"),
        ("Read more: Ferry to Ostwick starts on Monday", "furniture"),
        ("Sign up for our daily newsletter", "furniture"),
        ("Follow us on Facebook and Instagram", "furniture"),
        ("Related", "furniture"),
    ],
)
def test_what_is_plainly_not_body_gets_its_role(text: str, role: str) -> None:
    assert roles_of(["Bridge stays shut until autumn", BODY, text, BODY])[2] == role


@pytest.mark.parametrize(
    "text",
    [
        "Share this burden, the mayor told the county, or the bridge will never be built again.",
        "Related costs, such as the ferry, were left out of the sum.",
        "Follow us, she told the children, and the ferry will wait.",
        "By Tuesday the water had fallen.",
        "Read more slowly, the teacher said.",
        "Subscribe to that view and you must pay for it, he said.",
        "Photographs of the pier were shown to the council.",
        "The story was updated by hand for years before anyone noticed.",
    ],
)
def test_a_sentence_that_only_begins_like_furniture_is_body(text: str) -> None:
    assert roles_of(["Bridge stays shut until autumn", BODY, text, BODY])[2] == "body"


def test_a_role_that_the_format_gives_is_kept() -> None:
    assert roles_of(["One", "Two words", BODY], ["body", "headline", None]) == ["body", "headline", "body"]
