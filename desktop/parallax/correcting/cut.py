"""Runs of a text, sentences or paragraphs, while the reader joins and splits them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_right
from collections.abc import Sequence

from parallax.article import Span
from parallax.correcting.words import cuts_a_word, first_word, has_words
from parallax.values import Correction


class Cut(ABC):
    """What joining and splitting have in common; `what` is what a run is called. Where an earlier correction lets a run
    begin (`_begun`) or takes a beginning away (`_taken`), a later one must not undo it."""

    def __init__(self, text: str, what: str, spans: Sequence[Span]) -> None:
        self.text = text
        self.gone = f"its {what} is no longer in the text"
        self.starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]
        self._what = what
        self._begun: set[int] = set()
        self._taken: set[int] = set()

    def at(self, offset: int) -> int | None:
        """The number of the run that holds the first word from an offset on."""
        offset = first_word(self.text, offset)
        k = bisect_right(self.starts, offset) - 1
        return k if k >= 0 and offset < self._ends[k] else None

    def join(self, c: Correction) -> str:
        """Join two neighbouring runs; the reason why they cannot be, or an empty string."""
        found = [self.at(start) for _, start, _ in c.spans]
        numbers = sorted(k for k in found if k is not None)
        if len(numbers) < 2:
            return self.gone
        first, second = numbers
        if first == second:
            return ""
        reason = self.apart(first, second)
        if reason:
            return reason
        boundary = self.starts[second]
        if boundary in self._begun:
            return f"an earlier correction lets a {self._what} begin there"
        self._taken.add(boundary)
        self._put(first, second, [(self.starts[first], self._ends[second])])
        return ""

    def split(self, c: Correction) -> str:
        """Let a run begin; the reason why it cannot, or an empty string."""
        at = first_word(self.text, c.spans[0][1])
        k = self.at(at)
        if k is None:
            return self.gone
        if at in self._taken:
            return f"an earlier correction joins the {self._what}s there"
        start, end = self.starts[k], self._ends[k]
        if at > start:
            if not self.begins_word(at):
                return "it cuts a word in two"
            if not (has_words(self.text, start, at) and has_words(self.text, at, end)):
                return f"it leaves a {self._what} without words"
            self._put(k, k, [(start, start + len(self.text[start:at].rstrip())), (at, end)])
        self._begun.add(at)
        return ""

    @abstractmethod
    def apart(self, first: int, second: int) -> str:
        """Why these two different runs, the earlier first, are no neighbours that can be joined, or an empty string."""

    def begins_word(self, at: int) -> bool:
        """Whether a word may begin at an offset."""
        return not cuts_a_word(self.text, at)

    def _put(self, first: int, last: int, spans: list[Span]) -> None:
        """These runs in the place of numbers `first` to `last`."""
        self.starts[first : last + 1] = [start for start, _ in spans]
        self._ends[first : last + 1] = [end for _, end in spans]
        self.replaced(first, last, spans)

    @abstractmethod
    def replaced(self, first: int, last: int, spans: list[Span]) -> None:
        """Runs `first` to `last` are now these: what is known of run `first` goes for each of them."""
