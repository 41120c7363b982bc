"""Lines of a column put together, with the words that were broken at their ends made whole.

A hyphen at the end of a line is the typesetter's where the word is known in one piece: to the text itself, or to the
table of words that the program ships. It is the writer's where the text has it elsewhere within a line, where a figure
or a capital letter follows, or where only its two halves are known as words.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from functools import cache

from parallax.intake.unwrap import is_unspaced_break
from parallax.paths import resource

_TABLE = "word-weights.npz"
_ARRAY = re.compile(rb"\x93NUMPY.{4}\{[^}]*\} *\n", re.DOTALL)
_COMMON = 128
_HYPHENS = "-\u2010\u00ad"
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_HEAD = re.compile(rf"([^\W_]*(?:[-\u2010][^\W_]+)*)[{_HYPHENS}]$")
_TAIL = re.compile(r"[^\W_]+(?:[-\u2010][^\W_]+)*")
_SUSPENDED = frozenset({"and", "or", "to", "und", "oder", "bis", "et", "ou", "en", "of"})


class Joiner:
    """Joins lines. `broken` lists the words that were put together, as (before, after) the break."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._words: set[str] = set()
        for line in lines:
            found = _WORD.findall(line.casefold())
            if line.rstrip()[-1:] in _HYPHENS:
                found = found[:-1]
            self._words.update(found)
        self.broken: list[tuple[str, str]] = []

    def join(self, lines: Sequence[str]) -> str:
        """The lines as one."""
        whole = lines[0]
        for line in lines[1:]:
            whole = self._joined(whole, line)
        return whole.replace("\u00ad", "")

    def _joined(self, before: str, after: str) -> str:
        head, tail = _HEAD.search(before[-80:]), _TAIL.match(after)
        if not head or not tail or not head[1]:
            clings = is_unspaced_break(before, after) or (before.endswith("—") and before[-2:-1].strip())
            return before + after if clings else f"{before} {after}"
        if before.endswith("\u00ad"):
            self._note(head[1], tail[0])
            return before[:-1] + after
        if tail[0].casefold() in _SUSPENDED:
            return f"{before} {after}"
        if tail[0][0].islower() and head[1][-1].isalpha() and self._is_broken(head[1], tail[0]):
            self._note(head[1], tail[0])
            return before[:-1] + after
        return before + after

    def _note(self, head: str, tail: str) -> None:
        self.broken.append((f"{head}-", tail))

    def _is_broken(self, head: str, tail: str) -> bool:
        head, tail = head.casefold().replace("\u2010", "-"), tail.casefold().replace("\u2010", "-")
        if f"{head}-{tail}" in self._words:
            return False
        # The parts next to the break are what it may have broken: "well-consid-" "ered".
        left, right = head.rsplit("-", 1)[-1], tail.split("-", 1)[0]
        known = known_words()
        if left + right in self._words or left + right in known or not known:
            return True
        return not (self._is_common(left) and self._is_common(right))

    def _is_common(self, part: str) -> bool:
        return len(part) > 1 and (known_words().get(part, 255) < _COMMON or (len(part) > 3 and part in self._words))


@cache
def known_words() -> dict[str, int]:
    """The table of words that alignment uses, each with how rare it is (0 to 255), read once; empty where it is
    missing. It is read without numpy, which would take a tenth of a second and start threads."""
    try:
        with zipfile.ZipFile(resource("models", _TABLE)) as table:
            words, weights = (_ARRAY.sub(b"", table.read(f"{name}.npy"), count=1) for name in ("words", "weights"))
    except (OSError, KeyError, zipfile.BadZipFile):
        return {}
    return dict(zip(words.decode("utf-8", "replace").split("\n"), weights, strict=False))
