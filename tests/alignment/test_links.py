"""Links of a pair: the same whichever article is named first, whatever the typography."""

from __future__ import annotations

import pytest
from alignment_texts import OTHER_REPORT, REPORT, STRANGER, sentences
from hypothesis import given, settings
from hypothesis import strategies as st

from parallax.alignment import pair_links, relation
from parallax.article import Role
from parallax.values import RelationKind

RELATIONS: tuple[RelationKind, ...] = ("versions", "reports")

_POOL = (*REPORT, *OTHER_REPORT, *STRANGER, "He agreed.", "***", "Twelve people were hurt, police say.")
texts = st.lists(st.sampled_from(_POOL), max_size=9)
TYPESET = str.maketrans({"'": "’", " ": "\u00a0", "-": "–", '"': "“"})


def pairs(a: list[str] | tuple[str, ...], b: list[str] | tuple[str, ...], kind: RelationKind = "reports", **by_hand: object) -> set[tuple[int, int]]:  # fmt: skip  # noqa: E501
    return {(k.i, k.j) for k in pair_links(sentences(a), sentences(b), kind, **by_hand)}  # type: ignore[arg-type]


@settings(max_examples=60, deadline=None)
@given(texts, texts, st.sampled_from(RELATIONS))
def test_swapping_the_articles_swaps_the_links_and_nothing_else(a: list[str], b: list[str], kind: RelationKind) -> None:
    there = pair_links(sentences(a), sentences(b), kind)
    back = pair_links(sentences(b), sentences(a), kind)
    assert sorted((k.j, k.i, k.confidence, k.moved) for k in back) == [tuple(k) for k in there]
    assert relation(sentences(a), sentences(b)) == relation(sentences(b), sentences(a))


@settings(max_examples=60, deadline=None)
@given(texts, st.sampled_from(RELATIONS))
def test_a_text_against_itself_links_each_sentence_with_itself(text: list[str], kind: RelationKind) -> None:
    found = pair_links(sentences(text), sentences(text), kind)
    assert [(k.i, k.j, k.moved) for k in found] == [(i, i, False) for i in range(len(text))]


@settings(max_examples=40, deadline=None)
@given(texts, texts, st.sampled_from(RELATIONS))
def test_typography_changes_no_link(a: list[str], b: list[str], kind: RelationKind) -> None:
    typeset = [s.translate(TYPESET).replace("fl", "ﬂ").upper() for s in b]
    assert pair_links(sentences(a), sentences(b), kind) == pair_links(sentences(a), sentences(typeset), kind)


@settings(max_examples=40, deadline=None)
@given(texts, texts, st.sampled_from(RELATIONS))
def test_confidence_is_between_0_and_1(a: list[str], b: list[str], kind: RelationKind) -> None:
    found = pair_links(sentences(a), sentences(b), kind)
    assert all(0 < k.confidence <= 1 for k in found)
    assert len({(k.i, k.j) for k in found}) == len(found)


@settings(max_examples=40, deadline=None)
@given(texts.filter(bool), texts.filter(bool), st.sampled_from(RELATIONS), st.data())
def test_what_the_reader_joined_and_took_apart_holds(
    a: list[str], b: list[str], kind: RelationKind, data: st.DataObject
) -> None:
    place = st.tuples(st.integers(0, len(a) - 1), st.integers(0, len(b) - 1))
    linked = data.draw(st.frozensets(place, max_size=2))
    unlinked = data.draw(st.frozensets(place, max_size=3))
    found = pairs(a, b, kind, linked=linked, unlinked=unlinked)
    assert linked - unlinked <= found
    assert not unlinked & found
    back = pairs(b, a, kind, linked={(j, i) for i, j in linked}, unlinked={(j, i) for i, j in unlinked})
    assert back == {(j, i) for i, j in found}


def test_two_reports_link_what_they_both_say_and_nothing_else() -> None:
    assert pairs(REPORT, OTHER_REPORT) == {(0, 0), (1, 1), (3, 3)}


def test_reports_of_two_stories_have_no_link() -> None:
    assert pairs(REPORT, STRANGER) == set()


def test_a_verbatim_copy_is_certain() -> None:
    (link,) = pair_links(sentences([REPORT[3]]), sentences([*STRANGER, REPORT[3]]), "reports")
    assert link == (0, 3, 1.0, False)


def test_a_phrase_that_any_two_reports_may_share_is_not_sure() -> None:
    (link,) = pair_links(sentences(["He agreed."]), sentences(["He agreed."]), "reports")
    assert link.confidence < 0.8


def test_repeated_sentences_link_to_the_copy_with_the_same_neighbours() -> None:
    echo = "Nobody was to blame, the company repeated."
    before = [REPORT[0], echo, REPORT[1], REPORT[2], echo, REPORT[3]]
    after = [REPORT[2], echo, REPORT[3], REPORT[0], echo, REPORT[1]]
    found = pairs(before, after, "versions")
    assert {(1, 4), (4, 1)} <= found
    assert not {(1, 1), (4, 4)} & found


def test_after_a_copy_is_linked_by_hand_the_other_copies_pair_among_themselves() -> None:
    echo = "Nobody was to blame, the company repeated."
    text = [REPORT[0], echo, REPORT[1], REPORT[2], echo, REPORT[3]]
    found = pairs(text, text, "versions", linked=frozenset({(1, 4)}))
    assert {(1, 4), (4, 1)} <= found
    assert not {(1, 1), (4, 4)} & found


def test_a_sentence_that_was_split_keeps_both_halves() -> None:
    whole = "The dam gave way early on Tuesday, and the mayor ordered the lower town to be evacuated."
    halves = ["The dam gave way early on Tuesday.", "The mayor ordered the lower town to be evacuated."]
    found = pairs([*REPORT[2:6], whole, *REPORT[6:]], [*REPORT[2:6], *halves, *REPORT[6:]], "versions")
    assert {(4, 4), (4, 5)} <= found
    assert pairs([*REPORT[2:6], *halves, *REPORT[6:]], [*REPORT[2:6], whole, *REPORT[6:]], "versions") >= {
        (4, 4),
        (5, 4),
    }


def test_a_moved_sentence_is_marked_between_versions_only() -> None:
    after = [*REPORT[1:6], REPORT[0], *REPORT[6:]]
    moves = [(k.i, k.j) for k in pair_links(sentences(REPORT), sentences(after), "versions") if k.moved]
    assert moves == [(0, 5)]
    assert not any(k.moved for k in pair_links(sentences(REPORT), sentences(after), "reports"))


def test_an_edited_sentence_of_a_version_is_still_linked() -> None:
    after = list(REPORT)
    after[2] = (
        "At least 14 people were taken to the regional hospital, two of them with serious injuries, officials said."
    )
    del after[8]
    assert pairs(REPORT, after, "versions") == {(i, i if i < 8 else i - 1) for i in range(10) if i != 8}


def test_headlines_align_with_headlines_first() -> None:
    roles: list[Role] = ["headline", "body", "body"]
    headline = "Dam above Orrin Lake gives way and floods 340 homes"
    lead = "A dam above Orrin Lake gave way and flooded 340 homes on Tuesday."
    a = sentences([headline, lead, REPORT[3]], roles)
    b = sentences(["Orrin Lake dam gives way, flooding 340 homes", headline + ".", REPORT[3]], roles)
    found = {(k.i, k.j) for k in pair_links(a, b, "reports")}
    assert (0, 0) in found and (0, 1) not in found


def test_a_caption_never_aligns_with_body() -> None:
    for role in ("caption", "furniture"):
        a = sentences([REPORT[0], REPORT[1]], [role, "body"])  # type: ignore[list-item]
        assert [(k.i, k.j) for k in pair_links(a, sentences(REPORT[:2]), "versions")] == [(1, 1)]
        b = sentences([REPORT[4], REPORT[0]], ["body", role])  # type: ignore[list-item]
        assert [(k.i, k.j) for k in pair_links(a, b, "reports")] == [(0, 1)]


def test_a_headline_that_became_the_lead_still_aligns() -> None:
    a = sentences([REPORT[0], *REPORT[2:]], ["headline", *["body"] * 8])
    assert (0, 0) in {(k.i, k.j) for k in pair_links(a, sentences(REPORT), "versions")}


def test_a_pair_outside_the_articles_is_refused() -> None:
    with pytest.raises(IndexError):
        pair_links(sentences(REPORT), sentences(REPORT), "versions", linked=frozenset({(0, 99)}))


def test_an_article_without_sentences_has_no_links() -> None:
    assert pair_links(sentences([]), sentences(REPORT), "reports") == ()
    assert relation(sentences([]), sentences([])) == "reports"


def test_many_copies_of_one_sentence_pair_off_in_order() -> None:
    text = ["The inquiry goes on."] * 200
    assert pairs(text, text, "versions") == {(i, i) for i in range(200)}


@pytest.mark.parametrize("kept", [slice(None), slice(0, 2), slice(3, 8)])
def test_a_version_cut_short_is_a_version(kept: slice) -> None:
    assert relation(sentences(REPORT), sentences(REPORT[kept])) == "versions"


def test_two_outlets_are_reports() -> None:
    assert relation(sentences(REPORT), sentences(OTHER_REPORT)) == "reports"


def test_a_report_that_took_half_of_a_text_is_a_report() -> None:
    assert relation(sentences(REPORT), sentences([*REPORT[:3], *STRANGER])) == "reports"


def test_one_sentence_does_not_make_a_version_of_a_text() -> None:
    assert relation(sentences(REPORT), sentences(REPORT[:1])) == "reports"
