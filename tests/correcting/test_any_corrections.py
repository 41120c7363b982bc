"""Whatever corrections come: none raises, each is honoured or refused, and replaying them changes nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import permutations
from typing import Any, get_args

import pytest
from ferry_reports import MEMORY, STORY, compared
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parallax.article import ROLES, Article
from parallax.comparison import compare
from parallax.export import correction_from_plain, correction_to_plain, from_plain, to_plain
from parallax.values import FAMILY_OF_KIND, ArticleSpan, Comparison, Correction, CorrectionKind

KINDS: tuple[CorrectionKind, ...] = get_args(CorrectionKind)
NONE = compared()
FOREIGN = (
    Article.from_text(
        "Die Fähre nach Ostrey fuhr am Dienstag nicht.\n„Wir hörten einen Schlag, dann nichts“, sagte Marit Solberg.\n"
        "Der Hafenmeister sagte: „Die Maschine fiel aus.“ Zwölf Menschen wurden verletzt. Die Fähre bleibt im Hafen.\n"
        "Die Reederei wurde erst am Mittag unterrichtet.",
        title="Fähre vor Ostrey",
        outlet="Bote",
    ),
    Article.from_text(
        "渡轮星期二停航。十二名乘客受伤。\n“我们听到一声巨响，”她说。\n港务长说发动机坏了。" * 4, outlet="时报"
    ),
    Article.from_text(
        "Ferry 🚢\n\n\n \n“”\n...\nA\u0301 said: “no”.\n(…)\n'Twas “said” he said she said.", outlet="Odd"
    ),
)
"""What no pipeline reads, and what hardly is a text; corrections meant for the other story fall anywhere in it."""
SETTINGS = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])

_WORDS = [(n, m.start, m.end) for n in range(len(STORY)) for m in (*STORY[n].paragraphs, *NONE.sentences[n])]
_MENTIONS = [m for s in NONE.speakers for m in s.mentions] + [m for x in NONE.labels for m in x.mentions]
_PARTS = [(a.article, *span) for a in NONE.attributions for part in (a.source, a.cue, a.content) for span in part]
_VALUES = st.one_of(
    st.sampled_from(["", "versions", "reports", "content", "source cue content", "cue content", "Ada Ferrand", "kind"]),
    st.sampled_from(ROLES),
    st.sampled_from([*FAMILY_OF_KIND, *(f"{a} {b}" for a in ("number", "quotation") for b in FAMILY_OF_KIND)]),
    st.text(max_size=8),
)


@st.composite
def words(draw: st.DrawFn) -> ArticleSpan:
    """A word or several anywhere in the story, now and then ending in the middle of one."""
    article = draw(st.integers(0, len(STORY) - 1))
    text = STORY[article].text
    start = draw(st.integers(0, len(text) - 1))
    while start and not text[start - 1].isspace() and draw(st.integers(0, 9)):
        start -= 1
    end = min(len(text), start + draw(st.integers(1, 60)))
    return article, start, end


PLACES = st.one_of(st.sampled_from(_WORDS), st.sampled_from(_MENTIONS), st.sampled_from(_PARTS), words())
NUMBERS = st.integers(-3, 900) | st.integers()


@st.composite
def sensible(draw: st.DrawFn) -> Correction:
    """A correction of the shape that its kind wants, of any words."""
    kind = draw(st.sampled_from(KINDS))
    if kind == "relation":
        numbers = draw(st.permutations(range(len(STORY))))
        return Correction(
            kind, ((numbers[0], 0, 0), (numbers[1], 0, 0)), draw(st.sampled_from(["versions", "reports"]))
        )
    if kind in ("not a difference", "another kind"):
        d = draw(st.sampled_from(NONE.differences))
        wanted = f" {draw(st.sampled_from(sorted(FAMILY_OF_KIND)))}" if kind == "another kind" else ""
        return Correction(kind, d.spans, d.kind + wanted)
    if kind in ("add attribution", "delete attribution", "resize attribution"):
        return draw(attributed(kind))
    if kind == "role of paragraph":
        return Correction(kind, (draw(PLACES),), draw(st.sampled_from(ROLES)))
    if kind in ("split sentence", "split paragraph", "name of speaker"):
        place = draw(st.sampled_from(_PARTS) if kind == "name of speaker" else PLACES)
        return Correction(kind, (place,), "Ada Ferrand" if kind == "name of speaker" else "")
    if kind in ("join sentences", "join paragraphs"):
        article = draw(st.integers(0, len(STORY) - 1))
        parts: Sequence[Any] = NONE.sentences[article] if kind == "join sentences" else STORY[article].paragraphs
        k = draw(st.integers(0, len(parts) - 2))
        return Correction(kind, tuple((article, p.start, p.end) for p in parts[k : k + 2]))
    if kind in ("link", "unlink"):
        a, b = draw(st.permutations(range(len(STORY))))[:2]
        ends = [draw(st.sampled_from(NONE.sentences[number])) for number in (a, b)]
        return Correction(kind, tuple((s.article, s.start, s.end) for s in ends))
    places = st.sampled_from(_MENTIONS) | st.sampled_from(_PARTS)
    return Correction(kind, (draw(places), draw(places)))


@st.composite
def attributed(draw: st.DrawFn, kind: CorrectionKind) -> Correction:
    """An attribution of the program with its content moved a little, or any words of one article."""
    if draw(st.booleans()):
        a = draw(st.sampled_from(NONE.attributions))
        grown = draw(st.integers(-5, 12))
        spans = [*a.source, *a.cue, *((s, max(s + 1, e + grown)) for s, e in a.content)]
        names = ["source"] * len(a.source) + ["cue"] * len(a.cue) + ["content"] * len(a.content)
        return Correction(kind, tuple((a.article, s, e) for s, e in spans), " ".join(names))
    first, *more = draw(st.lists(PLACES, min_size=1, max_size=3))
    spans_here = [first, *(p for p in more if p[0] == first[0])]
    names = ["content", "cue", "source"][: len(spans_here)]
    return Correction(kind, tuple(spans_here), " ".join(names))


@st.composite
def hostile(draw: st.DrawFn) -> Correction:
    """What a damaged library might hold: any kind, any numbers, any value."""
    kind = draw(st.sampled_from([*KINDS, "of a newer version", ""]))
    spans = draw(st.lists(PLACES | st.tuples(NUMBERS, NUMBERS, NUMBERS), max_size=4))
    return Correction(kind, tuple(spans), draw(_VALUES))  # type: ignore[arg-type]


def numbered(found: list[Correction]) -> list[Correction]:
    return [replace(c, id=f"c{k}") for k, c in enumerate(found)]


ANY = st.lists(st.one_of(sensible(), sensible(), sensible(), hostile()), min_size=1, max_size=8).map(numbered)


def begin(article: Article, start: int) -> int:
    """Where the first word from an offset on begins."""
    return start + len(article.text[start:]) - len(article.text[start:].lstrip())


def trimmed(article: Article, start: int, end: int) -> tuple[int, int]:
    first = begin(article, start)
    return first, first + len(article.text[first:end].rstrip())


def holder(parts: Sequence[Any], at: int) -> int | None:
    """The number of the sentence or paragraph that holds a place."""
    return next((k for k, p in enumerate(parts) if p.start <= at < p.end), None)


def _one_paragraph(c: Comparison, asked: Correction) -> bool:
    article = c.articles[asked.spans[0][0]]
    return len({holder(article.paragraphs, begin(article, s)) for _, s, _ in asked.spans}) == 1


def _one_sentence(c: Comparison, asked: Correction) -> bool:
    number = asked.spans[0][0]
    return len({holder(c.sentences[number], begin(c.articles[number], s)) for _, s, _ in asked.spans}) == 1


def _has_parts(c: Comparison, asked: Correction) -> bool:
    number = asked.spans[0][0]
    wanted: dict[str, list[tuple[int, int]]] = {"source": [], "cue": [], "content": []}
    for name, (_, start, end) in zip(asked.value.split(), asked.spans, strict=True):
        wanted[name].append(trimmed(c.articles[number], start, end))
    return any(
        a.article == number and all(sorted(getattr(a, name)) == sorted(spans) for name, spans in wanted.items())
        for a in c.attributions
    )


def _ends(c: Comparison, asked: Correction) -> tuple[tuple[int, int | None], tuple[int, int | None]]:
    (a, s, _), (b, t, _) = sorted(asked.spans)
    return (a, holder(c.sentences[a], s)), (b, holder(c.sentences[b], t))


def _is_linked(c: Comparison, asked: Correction) -> bool:
    return _ends(c, asked) in [((k.a, k.i), (k.b, k.j)) for k in c.links if k.made_by == "reader"]


def _is_unlinked(c: Comparison, asked: Correction) -> bool:
    ends = _ends(c, asked)
    together = any(set(ends) <= set(g.members) for g in c.groups)
    return not together and ends not in [((k.a, k.i), (k.b, k.j)) for k in c.links]


def _has_relation(c: Comparison, asked: Correction) -> bool:
    pair = {asked.spans[0][0], asked.spans[1][0]}
    return [r.relation for r in c.relations if {r.a, r.b} == pair] == [asked.value]


def _has_role(c: Comparison, asked: Correction) -> bool:
    article = c.articles[asked.spans[0][0]]
    k = holder(article.paragraphs, begin(article, asked.spans[0][1]))
    return k is not None and article.paragraphs[k].role == asked.value


def _begins_paragraph(c: Comparison, asked: Correction) -> bool:
    article = c.articles[asked.spans[0][0]]
    return begin(article, asked.spans[0][1]) in [p.start for p in article.paragraphs]


def _begins_sentence(c: Comparison, asked: Correction) -> bool:
    number = asked.spans[0][0]
    return begin(c.articles[number], asked.spans[0][1]) in [s.start for s in c.sentences[number]]


def _is_no_difference(c: Comparison, asked: Correction) -> bool:
    return not [d for d in c.differences if d.kind == asked.value and set(d.spans) == set(asked.spans)]


def _is_of_kind(c: Comparison, asked: Correction) -> bool:
    wanted = asked.value.split(" ", 1)[1]
    return bool([d for d in c.differences if d.kind == wanted and set(d.spans) == set(asked.spans)])


HONOURED: dict[str, Callable[[Comparison, Correction], bool]] = {
    "relation": _has_relation,
    "link": _is_linked,
    "unlink": _is_unlinked,
    "not a difference": _is_no_difference,
    "another kind": _is_of_kind,
    "add attribution": _has_parts,
    "resize attribution": _has_parts,
    "delete attribution": lambda c, asked: not _has_parts(c, asked),
    "join sentences": _one_sentence,
    "split sentence": _begins_sentence,
    "join paragraphs": _one_paragraph,
    "split paragraph": _begins_paragraph,
    "role of paragraph": _has_role,
}
"""For each kind whether a correction holds, so far as nothing given later concerns the same place."""

_LATER: dict[str, tuple[str, ...]] = {
    "not a difference": ("another kind",),
    "another kind": ("another kind", "not a difference"),
    "add attribution": ("add attribution", "resize attribution", "delete attribution"),
    "resize attribution": ("add attribution", "resize attribution", "delete attribution"),
    "delete attribution": ("add attribution", "resize attribution"),
    "join sentences": ("split sentence",),
    "join paragraphs": ("split paragraph",),
}
"""Kinds of which a later correction may go further than an earlier one."""


@SETTINGS
@given(ANY)
def test_any_corrections_are_each_honoured_or_refused_with_a_reason(asked: list[Correction]) -> None:
    c = compared(*asked)
    refused = [correction for correction, _ in c.refused]
    assert [correction for correction in asked if correction in refused] == refused
    assert all(reason and not reason.endswith(".") and "\n" not in reason for _, reason in c.refused)
    honoured = [correction for correction in asked if correction not in refused]
    for k, correction in enumerate(honoured):
        later = {o.kind for o in honoured[k + 1 :] if {a for a, _, _ in o.spans} & {a for a, _, _ in correction.spans}}
        if correction.kind in HONOURED and not later & set(_LATER.get(correction.kind, ())):
            assert HONOURED[correction.kind](c, correction), correction


@SETTINGS
@given(ANY)
def test_texts_without_a_pipeline_and_texts_of_other_words_take_any_corrections_too(asked: list[Correction]) -> None:
    c = compare(FOREIGN, asked, memory=MEMORY)
    refused = [correction for correction, _ in c.refused]
    assert compare(FOREIGN, [o for o in asked if o not in refused], memory=MEMORY) == replace(c, refused=())
    assert from_plain(json.loads(json.dumps(to_plain(c)))) == c


@SETTINGS
@given(ANY)
def test_replaying_gives_the_same_and_what_is_refused_changes_nothing(asked: list[Correction]) -> None:
    c = compared(*asked)
    assert compare(STORY, asked) == c
    refused = [correction for correction, _ in c.refused]
    honoured = [correction for correction in asked if correction not in refused]
    assert compared(*honoured) == replace(c, refused=())


@SETTINGS
@given(ANY)
def test_a_comparison_with_any_corrections_crosses_the_pipe(asked: list[Correction]) -> None:
    crossed = [correction_from_plain(json.loads(json.dumps(correction_to_plain(correction)))) for correction in asked]
    assert crossed == asked
    c = compared(*crossed)
    assert from_plain(json.loads(json.dumps(to_plain(c)))) == c


@SETTINGS
@given(ANY, st.sampled_from(list(permutations(range(len(STORY))))))
def test_the_order_of_the_articles_changes_only_the_numbering(asked: list[Correction], order: tuple[int, ...]) -> None:
    to = {old: new for new, old in enumerate(order)}
    moved = [replace(o, spans=tuple((to.get(a, a), s, e) for a, s, e in o.spans)) for o in asked]
    one = named(compared(*asked))
    other = named(compare([STORY[k] for k in order], moved, memory=MEMORY))
    assert one == other


def named(c: Comparison) -> dict[str, object]:
    """All of a comparison with articles by their ids, in no order."""
    ids = [a.id for a in c.articles]

    def spans(found: Sequence[ArticleSpan]) -> frozenset[object]:
        return frozenset((ids[a], s, e) for a, s, e in found)

    said = [(ids[a.article], a.source, a.cue, a.content, a.kind, a.speaker) for a in c.attributions]
    return {
        "articles": {a.id: a.paragraphs for a in c.articles},
        "sentences": {ids[n]: [(s.start, s.end) for s in found] for n, found in enumerate(c.sentences)},
        "relations": {(frozenset({ids[r.a], ids[r.b]}), r.relation) for r in c.relations},
        "links": {(frozenset({(ids[k.a], k.i), (ids[k.b], k.j)}), k.confidence, k.moved, k.made_by) for k in c.links},
        "groups": {frozenset((ids[a], i) for a, i in g.members) for g in c.groups},
        "attributions": set(said),
        "speakers": {(s.id, s.name, s.kind, spans(s.mentions)) for s in c.speakers},
        "utterances": {(frozenset(said[m] for m in u.members), u.wording) for u in c.utterances},
        "labels": {(x.name, x.kind, spans(x.mentions)) for x in c.labels},
        "differences": {(d.kind, d.relation, d.confidence, spans(d.spans)) for d in c.differences},
        "refused": [(correction.id, reason) for correction, reason in c.refused],
    }


def test_without_corrections_all_is_as_the_program_finds_it() -> None:
    assert NONE.refused == ()
    assert all(link.made_by == "program" for link in NONE.links)
    assert max(a.confidence for a in NONE.attributions) < 1.0


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("span", [(0, 5, 10**9), (0, -9, 4), (0, 40, 20)], ids=["past", "before", "reversed"])
def test_a_span_outside_its_text_is_refused_as_such(kind: CorrectionKind, span: ArticleSpan) -> None:
    spans = (
        (span,)
        if kind in ("name of speaker", "split sentence", "split paragraph", "role of paragraph")
        else (
            (0 if kind in _LATER or "attribution" in kind else 1, 0, 5),
            span,
        )
    )
    ((_, reason),) = compared(Correction(kind, spans, "content source")).refused
    assert reason == "its words are no longer in the text"


def test_damaged_corrections_are_refused_and_not_raised() -> None:
    damaged: list[Any] = [
        Correction("link", [(0, 1, 2), (1, 2, 3)]),  # type: ignore[arg-type]
        Correction("link", ((0, 1), (1, 2))),  # type: ignore[arg-type]
        Correction("link", ((0, 1, "2"), (1, 2, 3))),  # type: ignore[arg-type]
        Correction("name of speaker", ((0, 1, 2),), None),  # type: ignore[arg-type]
        Correction(["link"], ((0, 1, 2), (1, 2, 3))),  # type: ignore[arg-type]
    ]
    c = compared(*damaged)
    assert [correction for correction, _ in c.refused] == damaged
    assert replace(c, refused=()) == NONE
