"""The whole machine: order, promises of the public names, corrections, cancelling."""

from __future__ import annotations

import unicodedata
from itertools import groupby, permutations

import pytest

import parallax
from parallax.article import Article, Paragraph
from parallax.comparison import Begun, Memory, Read
from parallax.values import Correction, Difference

PORT = [
    "A crane fell into the harbour at Sall on Monday, the port authority said.",
    "Two workers were hurt and taken to hospital in Brenn.",
    "“We heard a crack and ran,” said Ole Vestby, a docker.",
    "The crane was built in 1968.",
]
DOCKS = [
    "On Monday a crane fell into the harbour at Sall, according to the port authority.",
    "The crane had been inspected in March.",
    "Three workers were hurt and taken to hospital in Brenn.",
    "“We heard a crack and ran,” said Ole Vestby, who works on the docks.",
]
LATER = [PORT[0], PORT[1].replace("Two", "Three"), *PORT[2:], "The port will stay closed until Friday."]
OTHER = ["The library in Sall opens an hour earlier from June, the council decided."]


def article(sentences: list[str], outlet: str = "") -> Article:
    return Article.from_text("\n".join(sentences), outlet=outlet)


def ends(link: parallax.Link) -> tuple[int, int, int, int, float, bool]:
    return link.a, link.i, link.b, link.j, link.confidence, link.moved


@pytest.mark.parametrize("texts", [[PORT, DOCKS], [PORT, LATER], [PORT, DOCKS, OTHER], [DOCKS, LATER, PORT]])
def test_align_gives_the_links_that_compare_gives(texts: list[list[str]]) -> None:
    aligned = parallax.align(texts)
    compared = parallax.compare([article(t) for t in texts])
    assert [len(s) for s in compared.sentences] == [len(t) for t in texts]
    assert sorted(map(ends, aligned)) == sorted(map(ends, compared.links))
    assert aligned


def test_a_blank_sentence_keeps_its_number_and_has_no_link() -> None:
    gaps = [PORT[0], "  ", *PORT[1:]]
    links = parallax.align([gaps, PORT])
    assert {(k.i, k.j) for k in links} >= {(0, 0), (2, 1)}
    assert all(k.i != 1 for k in links)


def test_a_sentence_of_several_sentences_stays_one() -> None:
    links = parallax.align([[PORT[0] + " " + PORT[1]], [PORT[0] + " " + PORT[1]]])
    assert [(k.a, k.i, k.b, k.j) for k in links] == [(0, 0, 1, 0)]


def test_the_order_of_the_articles_changes_only_the_numbering() -> None:
    articles = [article(PORT, "Port"), article(DOCKS, "Docks"), article(LATER, "Later")]

    def named(order: tuple[int, ...]) -> tuple[set[object], set[object], set[object]]:
        c = parallax.compare([articles[k] for k in order])
        ids = [a.id for a in c.articles]
        links = {(frozenset({(ids[k.a], k.i), (ids[k.b], k.j)}), k.confidence, k.moved) for k in c.links}
        groups = {frozenset((ids[a], i) for a, i in g.members) for g in c.groups}
        differences = {
            (d.kind, d.relation, d.confidence, frozenset((ids[a], s, e) for a, s, e in d.spans)) for d in c.differences
        }
        return links, groups, differences

    first = named((0, 1, 2))
    assert all(first)
    assert all(named(order) == first for order in permutations(range(3)))


def test_a_text_against_itself_is_versions_without_a_difference() -> None:
    compared = parallax.compare([article(PORT), article(PORT)])
    assert [r.relation for r in compared.relations] == ["versions"]
    assert compared.differences == ()
    assert {(k.i, k.j) for k in compared.links} == {(k, k) for k in range(len(PORT))}


@pytest.mark.parametrize("spelt", ["NFC", "NFD"])
@pytest.mark.parametrize("gap", ["\n", "\r\n\r\n", "\n \n\n"])
def test_offsets_are_those_of_the_text_as_it_was_given(spelt: str, gap: str) -> None:
    text = gap.join(["Zoë Lindqvist 🦊 left.", "“The bridge is closed,” said Zoë Lindqvist.", "Nobody was hurt."])
    text = unicodedata.normalize(spelt, text)
    (found,) = parallax.attribute(text)
    assert "".join(text[s:e] for s, e in found.content) == "“The bridge is closed,”"
    assert "".join(text[s:e] for s, e in found.cue) == "said"
    assert unicodedata.normalize("NFC", "".join(text[s:e] for s, e in found.source)) == "Zoë Lindqvist"
    assert [text[s:e] for s, e in parallax.sentences(text)][-1] == "Nobody was hurt."


def test_nothing_and_one_article_are_comparisons_too() -> None:
    assert parallax.compare([]).articles == ()
    assert parallax.attribute("") == []
    assert parallax.sentences(" \n ") == []
    alone = parallax.compare([article(PORT)])
    assert (alone.links, alone.differences, len(alone.groups)) == ((), (), len(PORT))
    assert [s.name for s in alone.speakers if "Vestby" in s.name]
    empty = parallax.compare([article([]), article(PORT)])
    assert empty.links == ()


def test_the_relation_can_be_said_for_all_pairs() -> None:
    articles = [article(PORT), article(LATER)]
    assert [r.relation for r in parallax.compare(articles).relations] == ["versions"]
    assert [r.relation for r in parallax.compare(articles, relation="reports").relations] == ["reports"]


def span(a: Article, words: str, number: int) -> tuple[int, int, int]:
    start = a.text.index(words)
    return number, start, start + len(words)


def test_a_link_made_by_hand_is_there_and_one_cut_by_hand_is_not() -> None:
    one, two = article(PORT), article(DOCKS)
    by_hand = Correction("link", (span(one, PORT[3], 0), span(two, DOCKS[1], 1)))
    cut = Correction("unlink", (span(two, DOCKS[0], 1), span(one, PORT[0], 0)))
    links = {(k.i, k.j): k for k in parallax.compare([one, two], [by_hand, cut]).links}
    assert links[3, 1].made_by == "reader"
    assert (0, 0) not in links
    groups = parallax.compare([one, two], [by_hand, cut]).groups
    assert any({(0, 3), (1, 1)} <= set(g.members) for g in groups)
    assert not any({(0, 0), (1, 0)} <= set(g.members) for g in groups)


def differences(corrections: list[Correction]) -> tuple[Difference, ...]:
    return parallax.compare([FIRST, SECOND], corrections).differences


FIRST, SECOND = article(PORT, "Monday"), article(LATER, "Tuesday")


def test_what_the_reader_denies_is_gone_and_what_he_renames_is_renamed() -> None:
    number = next(d for d in differences([]) if d.kind == "number")
    denied = differences([Correction("not a difference", number.spans, number.kind)])
    assert number not in denied
    assert len(denied) == len(differences([])) - 1
    renamed = differences([Correction("another kind", number.spans, f"{number.kind} wording")])
    assert {d.kind for d in renamed if d.spans == number.spans} == {"wording"}


@pytest.mark.parametrize(
    ("correction", "reason"),
    [
        (Correction("link", ((0, 0, 1), (7, 0, 1))), "no longer in the story"),
        (Correction("link", ((0, 0, 1), (0, 5, 6))), "two articles"),
        (Correction("unlink", ((0, 0, 1), (1, 90_000, 90_001))), "no longer in the text"),
        (Correction("relation", ((0, 0, 0), (1, 0, 0)), "cousins"), "cousins"),
        (Correction("not a difference", ((0, 0, 1),), "number"), "no longer found"),
        (Correction("another kind", ((0, 0, 1),), "number nonsense"), "nonsense"),
    ],
)
def test_a_correction_that_no_longer_applies_comes_back_with_its_reason(correction: Correction, reason: str) -> None:
    ((refused, why),) = parallax.compare([FIRST, SECOND], [correction]).refused
    assert refused.kind == correction.kind
    assert reason in why


def test_a_memory_saves_the_parses_and_changes_nothing() -> None:
    memory = Memory()
    parallax.compare([FIRST], memory=memory)
    kept = dict(memory.parses)
    again = parallax.compare([FIRST, SECOND], memory=memory)
    assert len(memory.parses) == 2
    assert all(memory.parses[key] is parsed for key, parsed in kept.items())
    assert again == parallax.compare([FIRST, SECOND])


def test_a_memory_mixes_up_neither_relations_nor_corrections_nor_roles() -> None:
    memory = Memory()
    moved = article([*LATER[2:], *LATER[:2]], "Tuesday")
    cut = [Correction("unlink", (span(FIRST, PORT[0], 0), span(moved, LATER[0], 1)))]
    captions = tuple(Paragraph(p.start, p.end, "caption") for p in moved.paragraphs)
    photographs = Article.of(moved.text, captions, outlet="Tuesday")
    told = [
        parallax.compare([FIRST, moved], corrections, relation, memory=memory)
        for corrections in ([], cut)
        for relation in (None, "reports")
    ]
    told.append(parallax.compare([FIRST, photographs], memory=memory))
    assert told == [
        *(parallax.compare([FIRST, moved], c, relation) for c in ([], cut) for relation in (None, "reports")),
        parallax.compare([FIRST, photographs]),
    ]
    assert len({c.links for c in told}) == 5


def test_what_is_said_inside_another_saying_points_into_the_attributions_of_all_articles() -> None:
    nested = "The minister said the mayor had claimed that the harbour was safe."
    alone = parallax.attribute(nested)
    assert any(a.within is not None for a in alone)
    among = parallax.compare([article(PORT), article(DOCKS), article([nested])]).attributions
    before = len(among) - len(alone)
    assert before > 1
    assert [a.within for a in among[before:]] == [None if a.within is None else a.within + before for a in alone]


def test_a_memory_forgets_the_oldest() -> None:
    memory = Memory(most=2)
    for words in (LATER, DOCKS, OTHER):
        parallax.compare([article(words), FIRST], memory=memory)
    assert len(memory.parses) == 2
    assert len(memory.alignments) == 3
    parallax.compare([FIRST, article(OTHER)], memory=memory)
    assert len(memory.alignments) == 3, "the same pair in the other order is the same pair"


def test_a_watch_hears_every_step_and_cancels_by_raising() -> None:
    heard: list[Read | Begun] = []
    parallax.compare([FIRST, SECOND], watch=heard.append)
    begun = [s for s in heard if isinstance(s, Begun)]
    assert [done for done, _ in groupby(s.done for s in begun)] == list(range(begun[0].total))
    assert begun.count(begun[-1]) > 4, "the last step can be cancelled while it lasts"
    assert [s.article for s in heard if isinstance(s, Read)] == [0, 1]

    class Enough(Exception):
        pass

    def stop(step: Read | Begun) -> None:
        if isinstance(step, Read):
            raise Enough

    with pytest.raises(Enough):
        parallax.compare([FIRST, SECOND], watch=stop)
