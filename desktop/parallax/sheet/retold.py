"""A quotation word by word: what a report has for the words of the base of one act of speech."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from parallax.article import Span
from parallax.sheet.marked_words import MarkedWords
from parallax.values import Comparison, EditKind, Retelling, Utterance

CUT = "[…]"
"""Stands for words of the base that a report leaves out openly."""

_WHAT: dict[EditKind, str] = {
    "equal": "quoted", "further": "quoted", "cut": "cut", "delete": "changed", "insert": "changed",
}  # fmt: skip
_KEPT = 6
"""Equal words that are shown on either side of a change, where not all are wanted."""


@dataclass(frozen=True, slots=True)
class Changed:
    """Words of the base (`base`) for which a report has others (`own`); one of them may be empty."""

    base: str
    own: str

    def told(self) -> str:
        """The change in words: *“never” → “hardly”*, *left out: “never”*, *put in: “hardly”*."""
        if self.base and self.own:
            return f"“{self.base}” → “{self.own}”"
        return f"left out: “{self.base}”" if self.base else f"put in: “{self.own}”"


class Retold:
    """The words of one report against those of the base."""

    def __init__(self, comparison: Comparison, utterance: Utterance, retelling: Retelling) -> None:
        said = comparison.attributions
        self._base = comparison.articles[said[utterance.base].article].text
        self._own = comparison.articles[said[retelling.member].article].text
        self._delta = retelling.delta

    def changes(self) -> list[Changed]:
        """What the report changed inside the quotation without showing it, in the order of its words. What it only
        quotes less of, or more, is no change."""
        return [part for part in self._parts() if isinstance(part, Changed)]

    def marked(self, *, whole: bool) -> tuple[str, tuple[MarkedWords, ...]]:
        """The report's words with each change in brackets and marked: *never [left → quit] the dam […]*. Unless
        `whole`, long runs of equal words are cut."""
        text, marks = "", list[MarkedWords]()
        parts = list(self._parts())
        for k, part in enumerate(parts):
            text += " " if text else ""
            if isinstance(part, Changed):
                shown = f"[{part.base} → {part.own or '–'}]" if part.base else f"[+ {part.own}]"
                marks.append(MarkedWords(len(text), len(text) + len(shown), "voice", -1))
            else:
                shown = part if whole else _short(part, k > 0, k < len(parts) - 1)
            text += shown
        return text, tuple(marks)

    def _parts(self) -> Iterator[str | Changed]:
        """Equal words and what is quoted further, cuts and changes, in order."""
        for what, run in groupby(self._delta, key=lambda edit: _WHAT[edit.kind]):
            edits = list(run)
            base = _words(self._base, [edit.base for edit in edits if edit.base])
            own = _words(self._own, [edit.own for edit in edits if edit.own])
            yield Changed(base, own) if what == "changed" else own if what == "quoted" else CUT


def _words(text: str, spans: Sequence[Span]) -> str:
    return " ".join(" ".join(text[start:end].split()) for start, end in spans)


def _short(words: str, begun: bool, goes_on: bool) -> str:
    """Equal words without those far from a change."""
    each = words.split(" ")
    before, after = (_KEPT if begun else 0), (_KEPT if goes_on else 0)
    if len(each) <= before + after + 2 or not (begun or goes_on):
        return words
    first, last = each[:before], each[len(each) - after :] if after else []
    return " ".join([*first, "…", *last])
