"""The reader's sentences: where each begins, all of them, for a second parse that keeps to it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from parallax.article import Span
from parallax.correcting.cut import Cut
from parallax.language import Parse
from parallax.values import Correction, Refuse


def starts_of(parse: Parse, asked: Sequence[Correction], refuse: Refuse) -> frozenset[int] | None:
    """Where the sentences of an article begin, in code points, once the corrections of kinds "join sentences" and
    "split sentence" are made in the order given, on the sentences that the program found; None where nothing changes.
    So a correction moves the boundary that it names and no other."""
    if not asked:
        return None
    cut = _Cut(parse)
    for c in asked:
        reason = cut.join(c) if c.kind == "join sentences" else cut.split(c)
        if reason:
            refuse(c, reason)
    starts = frozenset(cut.starts)
    return None if starts == frozenset(s.start for s in parse.sentences) else starts


class _Cut(Cut):
    """The sentences of one parse while they are joined and split."""

    def __init__(self, parse: Parse) -> None:
        super().__init__(parse.text, "sentence", parse.sentence_spans())
        self._tokens = [t.start for t in parse.tokens]
        self._paragraphs = [s.paragraph for s in parse.sentences]

    def apart(self, first: int, second: int) -> str:
        if second != first + 1 or self._paragraphs[first] != self._paragraphs[second]:
            return "its sentences do not stand beside each other in one paragraph"
        return ""

    def begins_word(self, at: int) -> bool:
        n = bisect_left(self._tokens, at)
        return n < len(self._tokens) and self._tokens[n] == at and super().begins_word(at)

    def replaced(self, first: int, last: int, spans: list[Span]) -> None:
        self._paragraphs[first : last + 1] = [self._paragraphs[first]] * len(spans)
