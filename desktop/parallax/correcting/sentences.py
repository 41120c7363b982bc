"""The reader's sentences: where each begins, all of them, for a second parse that keeps to it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from parallax.article import Span
from parallax.correcting.words import cuts_a_word, first_word, has_words
from parallax.language import Parse
from parallax.values import Correction, Refuse

GONE = "its sentence is no longer in the text"


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


class _Cut:
    """The sentences of one parse while they are joined and split; where an earlier correction lets one begin
    (`_begun`) or takes a beginning away (`_taken`), a later one must not undo it."""

    def __init__(self, parse: Parse) -> None:
        self._text = parse.text
        self._tokens = [t.start for t in parse.tokens]
        self._spans: list[tuple[Span, int]] = [((s.start, s.end), s.paragraph) for s in parse.sentences]
        self._begun: set[int] = set()
        self._taken: set[int] = set()
        self.starts = [s.start for s in parse.sentences]

    def join(self, c: Correction) -> str:
        """Join two neighbouring sentences; the reason why they cannot be, or an empty string."""
        found = [self._at(start) for _, start, _ in c.spans]
        numbers = sorted(k for k in found if k is not None)
        if len(numbers) < 2:
            return GONE
        first, second = numbers
        if first == second:
            return ""
        (start, _), paragraph = self._spans[first]
        (boundary, end), other = self._spans[second]
        if second != first + 1 or paragraph != other:
            return "its sentences do not stand beside each other in one paragraph"
        if boundary in self._begun:
            return "an earlier correction lets a sentence begin there"
        self._taken.add(boundary)
        self._put(first, second, [(start, end)], paragraph)
        return ""

    def split(self, c: Correction) -> str:
        """Let a sentence begin; the reason why it cannot, or an empty string."""
        at = first_word(self._text, c.spans[0][1])
        k = self._at(at)
        if k is None:
            return GONE
        (start, end), paragraph = self._spans[k]
        if at in self._taken:
            return "an earlier correction joins the sentences there"
        if at > start:
            n = bisect_left(self._tokens, at)
            if n == len(self._tokens) or self._tokens[n] != at or cuts_a_word(self._text, at):
                return "it cuts a word in two"
            if not (has_words(self._text, start, at) and has_words(self._text, at, end)):
                return "it leaves a sentence without words"
            last = start + len(self._text[start:at].rstrip())
            self._put(k, k, [(start, last), (at, end)], paragraph)
        self._begun.add(at)
        return ""

    def _at(self, offset: int) -> int | None:
        """The number of the sentence that holds the first word from an offset on."""
        offset = first_word(self._text, offset)
        k = bisect_right(self.starts, offset) - 1
        return k if k >= 0 and offset < self._spans[k][0][1] else None

    def _put(self, first: int, last: int, spans: list[Span], paragraph: int) -> None:
        """These sentences in the place of numbers `first` to `last`."""
        self._spans[first : last + 1] = [(span, paragraph) for span in spans]
        self.starts[first : last + 1] = [start for start, _ in spans]
