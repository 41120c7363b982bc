"""Links, relations and judgements of the reader, whatever else the reader corrects."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ferry_reports import BEACON, LATER, STORY, at, compared, correction, reasons, sentences

from parallax.article import Article
from parallax.comparison import compare
from parallax.values import Comparison, Correction, Difference


def linked(c: Comparison) -> set[tuple[str, str]]:
    """The sentences that the reader linked."""
    return {(sentences(c, k.a)[k.i], sentences(c, k.b)[k.j]) for k in c.links if k.made_by == "reader"}


def test_a_link_to_furniture_holds_and_joins_the_two_in_a_group() -> None:
    furniture = correction("role of paragraph", (0, "Share this"), value="furniture")
    c = compared(furniture, correction("link", (0, "Share this"), (1, "A new ferry")))
    assert c.refused == ()
    assert linked(c) == {("Share this report with your friends.", "A new ferry will cost 40 million crowns.")}
    ((a, i), (b, j)) = [(0, len(c.sentences[0]) - 1), (1, len(c.sentences[1]) - 1)]
    assert any({(a, i), (b, j)} <= set(g.members) for g in c.groups)


def test_a_link_between_far_ends_of_two_versions_holds() -> None:
    c = compared(correction("link", (0, "Ferry stopped"), (2, "Share this")))
    assert c.refused == ()
    assert linked(c) == {("Ferry stopped off Ostrey", "Share this report with your friends.")}
    assert next(k for k in c.links if k.made_by == "reader").confidence == 1.0


def test_a_link_between_texts_of_which_nothing_else_is_alike_holds() -> None:
    other = Article.from_text("Die Bibliothek in Halm schließt am Montag.", outlet="Bote")
    here = (STORY[0], other)
    c = compare(here, [Correction("link", (at(1, "Bibliothek", of=here), at(0, "Ferry", of=here)))])
    assert [(k.a, k.i, k.b, k.j, k.made_by) for k in c.links] == [(0, 0, 1, 0, "reader")]


def test_a_link_is_told_by_the_first_words_of_a_reading_whatever_space_stands_before_them() -> None:
    article, start, end = at(0, "He declined")
    c = compared(Correction("link", ((article, start - 1, end), at(1, "A new ferry"))))
    assert c.refused == ()
    ((one, other),) = linked(c)
    assert one.startswith("He declined")
    assert other.startswith("A new ferry")


def test_which_of_two_copies_stands_first_changes_no_link_beside_one_made_by_hand() -> None:
    text = "The pier at Ostrey is shut.\nPolice said nobody was hurt.\nPolice said nobody was hurt.\nIt opens in May."
    second, third = text.index("Police"), text.rindex("Police")
    found = []
    for copies in (("Post", "Voice"), ("Voice", "Post")):
        here = tuple(Article.from_text(text, outlet=outlet) for outlet in copies)
        post, voice = copies.index("Post"), copies.index("Voice")
        asked = Correction("link", ((post, second, second + 6), (voice, third, third + 6)))
        links = compare(here, [asked], "versions").links
        found.append({(frozenset({(copies[k.a], k.i), (copies[k.b], k.j)}), k.moved, k.made_by) for k in links})
    assert found[0] == found[1]
    assert {made_by for _, _, made_by in found[0]} == {"program", "reader"}


def test_of_two_corrections_that_contradict_each_other_the_later_is_refused() -> None:
    link = correction("link", (0, "The ferry to"), (1, "A new ferry"))
    unlink = replace(link, kind="unlink", spans=link.spans[::-1])
    assert reasons(compared(link, unlink)) == ["an earlier correction says the opposite of these two sentences"]
    assert len(linked(compared(link, unlink))) == 1
    assert linked(compared(unlink, link)) == set()
    one = Correction("relation", ((0, 0, 0), (1, 0, 0)), "versions")
    other = Correction("relation", ((1, 0, 0), (0, 0, 0)), "reports")
    c = compared(one, other, one)
    assert c.refused == ((other, "an earlier correction says otherwise of these two articles"),)
    assert c.relations[0].relation == "versions"


def test_the_same_correction_twice_is_honoured_once() -> None:
    link = correction("link", (0, "The ferry to"), (1, "A new ferry"))
    number = difference(compared(), "number")
    denied = Correction("not a difference", number.spans, "number")
    assert compared(link, link, denied, denied) == compared(link, denied)


def difference(c: Comparison, kind: str) -> Difference:
    return next(d for d in c.differences if d.kind == kind)


OTHERS = [
    correction("join paragraphs", (1, "police said"), (1, "The harbour master claimed")),
    correction("split sentence", (0, "until noon")),
    correction("add attribution", (0, "The company"), (0, "of the damage until"), value="source content"),
    correction("delete attribution", (1, "the engine failed near the pier"), value="content"),
    correction("name of speaker", (0, "Marit Solberg"), value="Marit Solberg of Ostrey"),
    correction("link", (0, "Share this"), (1, "A new ferry")),
]


@pytest.mark.parametrize("other", OTHERS, ids=[c.kind for c in OTHERS])
def test_a_judgement_holds_for_a_difference_that_other_corrections_did_not_touch(other: Correction) -> None:
    number = next(d for d in compared().differences if d.kind == "number" and {a for a, _, _ in d.spans} == {0, 2})
    for judgement in (
        Correction("not a difference", number.spans, "number"),
        Correction("another kind", number.spans[::-1], "number wording"),
    ):
        c = compared(judgement, other)
        assert judgement not in [refused for refused, _ in c.refused]
        kinds = [d.kind for d in c.differences if set(d.spans) == set(number.spans)]
        assert "number" not in kinds
        assert ("wording" in kinds) == (judgement.kind == "another kind")


def test_a_difference_whose_kind_the_reader_gave_is_sure_and_relates_no_facts() -> None:
    number = next(d for d in compared().differences if (d.kind, d.relation) == ("number", "contradicts"))
    c = compared(Correction("another kind", number.spans, "number wording"))
    (given,) = [d for d in c.differences if d.spans == number.spans]
    assert (given.kind, given.family, given.relation, given.confidence) == ("wording", "wording", "", 1.0)
    assert (given.group, given.explanation) == (number.group, number.explanation)


def test_a_kind_given_by_the_reader_can_be_judged_again() -> None:
    number = difference(compared(), "number")
    renamed = Correction("another kind", number.spans, "number wording")
    denied = Correction("not a difference", number.spans, "wording")
    c = compared(renamed, denied)
    assert c.refused == ()
    assert not [d for d in c.differences if set(d.spans) == set(number.spans)]
    assert reasons(compared(denied, renamed)) == ["the difference that it judged is no longer found"]
    second = Correction("another kind", number.spans, "number date")
    assert reasons(compared(renamed, second)) == ["the difference that it judged is no longer found"]


def test_a_relation_given_for_all_pairs_gives_way_to_that_of_one_pair() -> None:
    asked = Correction("relation", ((2, 0, 0), (0, 0, 0)), "reports")
    assert [r.relation for r in compare([STORY[0], BEACON, LATER], [asked], "versions").relations] == [
        "versions",
        "reports",
        "versions",
    ]
