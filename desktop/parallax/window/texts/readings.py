"""What *Side by side* draws of a comparison: marks, partners, who else reports a sentence. Without Qt."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from typing import Any

from parallax.values import ArticleSpan, Comparison, linked_articles
from parallax.window.state import ReadingState
from parallax.window.texts.links_at import links_at
from parallax.window.texts.marks import Mark, NoteSign, Speech


def marks_of(state: ReadingState, article: int) -> list[Mark]:
    """The shown differences of one article as marks in its text, each with its explanation."""
    found = []
    for k, d in enumerate(state.differences):
        if d.family not in state.families:
            continue
        for number, start, end in d.spans:
            if number == article:
                done = state.checked.get(k) == "checked"
                found.append(Mark(start, end, d.kind, d.family, k, done, f"{d.kind}: {d.explanation}"))
    return found


def difference_at(state: ReadingState, place: ArticleSpan) -> int | None:
    """The shown difference with a reading at a place: of several the one not checked, with the fewest words."""
    article, start, end = place
    best: tuple[bool, int, int] | None = None
    for k, d in enumerate(state.differences):
        for a, s, e in d.spans if d.family in state.families else ():
            if a == article and s <= start and end <= max(e, s + 1):
                found = state.checked.get(k) == "checked", e - s, k
                best = min(best or found, found)
    return best[2] if best else None


def reports(comparison: Comparison) -> list[list[tuple[bool, ...]]]:
    """Per article and sentence: which of the other articles, in order, have a sentence linked with it."""
    count = len(comparison.articles)
    partners = linked_articles(comparison.links)
    return [
        [
            tuple(other in partners.get((number, s.index), ()) for other in range(count) if other != number)
            for s in comparison.sentences[number]
        ]
        for number in range(count)
    ]


def by_hand(comparison: Comparison, article: int) -> frozenset[tuple[int, int]]:
    """The links of an article that the reader made: (sentence, which of the other articles in order)."""
    found = set()
    for link in comparison.links:
        if link.made_by == "reader":
            for (a, i), b in (((link.a, link.i), link.b), ((link.b, link.j), link.a)):
                if a == article:
                    found.add((i, b - (b > article)))
    return frozenset(found)


def linked_by_hand(comparison: Comparison, article: int, sentence: int, partners: Mapping[int, int | None]) -> set[int]:
    """Those other articles whose partner the reader linked with a sentence."""
    made = {(p.article, p.sentence) for p in links_at(comparison).of(article, sentence) if p.by_reader}
    return {b for b, j in partners.items() if j is not None and (b, j) in made}


def note_signs(state: ReadingState, article: int) -> list[NoteSign]:
    """The notes of an article, each where its first words begin."""
    return [
        NoteSign(min(s for a, s, _ in note.spans if a == article), note.mark, note.text)
        for note in state.notes
        if any(a == article for a, _, _ in note.spans)
    ]


def partners_of(comparison: Comparison, article: int, sentence: int) -> dict[int, int | None]:
    """For each other article the sentence that is linked most surely, or None."""
    best: dict[int, tuple[float, int]] = {}
    for p in links_at(comparison).of(article, sentence):
        best[p.article] = max(best.get(p.article, (0.0, 0)), (p.confidence, -p.sentence))
    best = {n: surest for n, surest in best.items() if surest > (0.0, 0)}
    return {n: -best[n][1] if n in best else None for n in range(len(comparison.articles)) if n != article}


def sentence_at(comparison: Comparison, article: int, start: int) -> int | None:
    """The sentence of an article that holds a code point, or None."""
    sentences = comparison.sentences[article]
    k = bisect_right(sentences, start, key=lambda s: s.start) - 1
    return sentences[k].index if k >= 0 and start < sentences[k].end else None


def speech_of_plain(plain: dict[str, Any]) -> Speech:
    """An attribution as the analyst sends it, before the speakers have names."""
    spans = {part: tuple((s, e) for s, e in plain[part]) for part in ("source", "cue", "content")}
    return Speech(spans["source"], spans["cue"], spans["content"])
