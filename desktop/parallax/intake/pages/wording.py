"""Words without case and marks, and whether a passage stands among others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from parallax.raised import lowered

_WORD = re.compile(r"\w+")
_RUN = 4


def words_of(text: str) -> list[str]:
    """The words of a text, without case, and with raised figures in the line."""
    return _WORD.findall(lowered(text).casefold())


class Wording:
    """The words of some lines, in runs of four, to tell whether a passage stands among them."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines: set[str] = set()
        self._runs: set[tuple[str, ...]] = set()
        for line in lines:
            if words := words_of(line):
                self._lines.add(" ".join(words))
                self._runs.update(_runs(words))

    def __bool__(self) -> bool:
        return bool(self._lines)

    def share(self, words: Sequence[str]) -> float:
        """The share of a passage that stands in these lines: all of it where it is one of them, else by its runs."""
        if not words:
            return 0.0
        if " ".join(words) in self._lines:
            return 1.0
        if len(words) < _RUN or not self._runs:
            return 0.0
        runs = _runs(words)
        return sum(run in self._runs for run in runs) / len(runs)


def _runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[k : k + _RUN]) for k in range(max(1, len(words) - _RUN + 1))}
