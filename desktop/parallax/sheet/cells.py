"""What the lines of the *Story sheet* are made of: cells, lines, and the clipping of readings to a cell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from parallax.article import Span
from parallax.outlets import clipped, outlet_names
from parallax.sheet.marked_words import MarkedWords, MarkIndex, are_versions
from parallax.values import ArticleSpan, Attribution, Comparison, Difference, Family, Utterance

SHOWN = 12
"""Lines of a list that are shown before the rest is folded to *n more*."""
UNFOLDED = 40
"""Lines that *n more* shows at a time."""
WORDS = 90
"""Code points of a reading that a cell shows."""
_REACH = 24  # how far from that count a space is looked for to cut at


@dataclass(frozen=True, slots=True)
class SheetCell:
    """What one outlet has in one line: `text` as shown, `marks` in it (difference -1 for the line's own), `spoken`
    where signs must become words, `place` to which it leads."""

    text: str = ""
    marks: tuple[MarkedWords, ...] = ()
    spoken: str = ""
    place: ArticleSpan | None = None
    faint: bool = False


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line. `key` is stable while its subject is in the story. A heading (`cells` empty) spans all columns;
    `count` stands at its end. `differences` are indices of what it tells of, the first is gone to when it opens;
    `folded` says whether its children are hidden at first."""

    key: str
    what: str
    cells: tuple[SheetCell, ...] = ()
    count: str = ""
    spoken: str = ""
    family: Family | None = None
    differences: tuple[int, ...] = ()
    children: tuple[SheetLine, ...] = ()
    folded: bool = True
    section: bool = False

    @property
    def places(self) -> tuple[ArticleSpan, ...]:
        """One place per outlet that has it, in the order of the columns."""
        return tuple(c.place for c in self.cells if c.place is not None)


class SheetWriter:
    """What every list needs: the comparison, its names and marks, and readings cut to a cell. With `whole` nothing is
    cut and no list is folded to *n more*."""

    def __init__(self, comparison: Comparison, *, whole: bool = False) -> None:
        self.c = comparison
        self.whole = whole
        self.names = outlet_names(comparison.articles)
        self.marks = MarkIndex(comparison)
        self.versions = are_versions(comparison)
        self.starts = [[s.start for s in sentences] for sentences in comparison.sentences]
        self.utterance_of: dict[int, Utterance] = {m: u for u in comparison.utterances for m in u.members}

    def _section(self, key: str, title: str, lines: list[SheetLine], count: str, none: str) -> SheetLine:
        """A heading; where its list is empty a line says so in words."""
        if none and (not lines or key == "disagree"):
            waiting = "" if self.c.groups or self.c.attributions else " (not analysed yet)"
            lines = [SheetLine(f"{key}:none", none + waiting), *lines]
        return SheetLine(f"section:{key}", title, count=count, children=tuple(lines), folded=False, section=True)

    def _first(self, lines: list[SheetLine], key: str, most: int = SHOWN) -> list[SheetLine]:
        """The first lines, the others below one that counts them and unfolds some at a time, so that unfolding a long
        list is quick; a rest of two is not worth folding."""
        if self.whole or len(lines) <= most + 2:
            return lines
        below = self._first(lines[most:], f"{key}+", UNFOLDED)
        rest = SheetLine(f"more:{key}", f"{len(lines) - most} more", children=tuple(below))
        return [*lines[:most], rest]

    def _short(self, text: str, most: int) -> str:
        """The text on one line, cut to `most` code points but where the whole of it is wanted."""
        return " ".join(text.split()) if self.whole else clipped(text, most)

    def _words(self, article: int, spans: Iterable[Span]) -> str:
        return " … ".join(self.c.articles[article].text[s:e] for s, e in spans)

    def _utterance(self, k: int) -> str:
        u = self.utterance_of.get(k)
        return u.id if u else ""

    def _begin(self, k: int) -> int:
        a = self.c.attributions[k]
        return min((s for s, _ in (*a.content, *a.cue, *a.source)), default=0)

    def _place(self, a: Attribution) -> ArticleSpan | None:
        spans = a.content or a.cue or a.source
        return (a.article, *spans[0]) if spans else None

    def _attribution_key(self, k: int) -> str:
        return f"{self.c.articles[self.c.attributions[k].article].id}:{self._begin(k)}"

    def _sentence(self, article: int, start: int) -> Span:
        """The sentence at `start`, else its line."""
        index = bisect_right(self.starts[article], start) - 1 if article < len(self.starts) else -1
        if index >= 0 and start < self.c.sentences[article][index].end:
            return self.c.sentences[article][index].start, self.c.sentences[article][index].end
        text = self.c.articles[article].text
        end = text.find("\n", start)
        return text.rfind("\n", 0, start) + 1, end if end >= 0 else len(text)

    def _clip(
        self, article: int, start: int, end: int, spans: Sequence[Span] = (), d: Difference | None = None
    ) -> tuple[str, tuple[MarkedWords, ...]]:
        """Some 90 code points of `start` to `end`, cut at words, around the first of `spans` where there are some,
        and the marks in them: `spans` as those of a difference, else all that are known. The whole, where that is
        wanted."""
        text = self.c.articles[article].text
        first, last = start, end
        if end - start > WORDS and not self.whole:
            wanted = min(spans[0][1], spans[0][0] + WORDS) if spans else start
            if spans:
                room = WORDS - (wanted - spans[0][0])
                first = max(start, min(spans[0][0] - room // 2, end - WORDS))
                cut = text.find(" ", first, min(first + _REACH, spans[0][0]))
                first = cut + 1 if cut >= 0 and first > start else first
            last = min(end, first + WORDS)
            cut = text.rfind(" ", max(first + 1, wanted, last - _REACH), last)
            last = cut if cut >= 0 and last < end else last
        before, after = "… " if first > start else "", " …" if last < end else ""
        if d is None:
            marks = self.marks.marks(article, first, last, len(before))
        else:
            marks = tuple(
                MarkedWords(max(s, first) - first + len(before), min(e, last) - first + len(before), d.family, -1)
                for s, e in spans
                if s < last and e > first
            )
        return before + text[first:last].replace("\n", " ") + after, marks
