"""Where words stand in a text, as Qt finds them. Without Qt."""

from __future__ import annotations

import re

from parallax.window.texts.offsets import shown


def sought(text: str) -> str:
    """Words as they are looked for, and a text as it is searched: spaces that keep words together are plain ones to
    Qt."""
    return shown(text).replace("\u00a0", " ")


class Places:
    """Of one text. The last answer is kept: the same words are gone through again and again."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._last: tuple[str, list[int]] = ("", [])

    def of(self, words: str) -> list[int]:
        """Where some words begin, whatever their case, one after another from the beginning on: in code points."""
        if words != self._last[0]:
            pattern = re.compile(re.escape(sought(words)), re.IGNORECASE)
            self._last = words, [found.start() for found in pattern.finditer(sought(self._text))]
        return self._last[1]
