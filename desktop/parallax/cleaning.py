"""What reading did to a text, piece by piece, and a text with pieces of it taken back.

A piece that was left out becomes paragraphs of its role at its place, lines that were joined become paragraphs of
their own again. All offsets are code points of the article that is given.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from parallax.article import Article, Cleaning, Paragraph, Role, Span, normal, paragraph_spans, sha256


def is_left_out(done: Cleaning) -> bool:
    """Whether words were left out of the text there, and can be put back."""
    return done.start == done.end and _can_come_back(done)


def is_joined(done: Cleaning) -> bool:
    """Whether lines were joined there, and can be parted again."""
    return done.start < done.end and _can_come_back(done)


def left_out(article: Article) -> int:
    """How many pieces were left out that can be put back."""
    return sum(map(is_left_out, article.cleaning))


def to_take_back(article: Article) -> tuple[int, ...]:
    """The indices, in `article.cleaning`, of all that can be taken back."""
    return tuple(n for n, done in enumerate(article.cleaning) if _can_come_back(done))


def indices_of(article: Article, pieces: Iterable[Cleaning]) -> tuple[int, ...]:
    """Where these pieces stand in `article.cleaning`: each once, those that do not stand there left out."""
    wanted = Counter(pieces)
    found = []
    for number, done in enumerate(article.cleaning):
        if wanted[done] > 0:
            wanted[done] -= 1
            found.append(number)
    return tuple(found)


def place_of(article: Article, piece: Cleaning) -> Span | None:
    """Where the first paragraph of a piece that was taken back stands: the one nearest to where the piece was; None
    where there is none."""
    lines = paragraph_spans(normal(piece.was))
    first = normal(piece.was)[slice(*lines[0])] if lines else ""
    found = [p for p in article.paragraphs if article.text[p.start : p.end] == first]
    nearest = min(found, key=lambda p: abs(p.start - piece.start), default=None)
    return None if nearest is None else (nearest.start, nearest.end)


def taken_back(article: Article, indices: Collection[int]) -> Article:
    """The article with these pieces, named by their indices in `article.cleaning`, as they were before reading, and
    no longer in its cleaning. What is only told is passed over. The text stays in normal form C.

    Where the place of what was left out lies within a paragraph, it comes behind it: no word is cut. Raises IndexError
    for an index that is not there.
    """
    wanted = {n for n in indices if _can_come_back(article.cleaning[n])}
    while wanted:
        edits = _apart(article, wanted)
        article, wanted = _edited(article, edits, wanted)
    return article


def _can_come_back(done: Cleaning) -> bool:
    return bool(done.was) and bool(paragraph_spans(normal(done.was)))


@dataclass(frozen=True, slots=True)
class _Edit:
    """`lines` come in the place of `start` to `end`, as paragraphs of a role; `index` is that of the cleaning."""

    start: int
    end: int
    index: int
    lines: tuple[str, ...]
    role: Role


def _apart(article: Article, wanted: Collection[int]) -> list[_Edit]:
    """As many of the wanted edits as do not overlap, in the order of the text."""
    starts = [p.start for p in article.paragraphs]
    all_of_them = sorted((_edit(article, n, starts) for n in wanted), key=lambda e: (e.start, e.end, e.index))
    found: list[_Edit] = []
    for edit in all_of_them:
        if not found or edit.start >= found[-1].end:
            found.append(edit)
    return found


def _edit(article: Article, index: int, starts: list[int]) -> _Edit:
    done = article.cleaning[index]
    was = normal(done.was)
    lines = tuple(was[s:e] for s, e in paragraph_spans(was))
    start, end, role = done.start, done.end, done.role
    number = bisect_right(starts, start) - 1
    around = article.paragraphs[number] if number >= 0 else None
    if start < end:
        within = around is not None and start < around.end
        after = article.paragraphs[number + 1] if number + 1 < len(starts) else None
        if within and around is not None:
            role = around.role
        elif after is not None and after.start < end:
            role = after.role
    elif around is not None and around.start < start < around.end and article.text[start - 1] != "\n":
        start = end = around.end
    return _Edit(start, end, index, lines, role)


def _edited(article: Article, edits: list[_Edit], wanted: set[int]) -> tuple[Article, set[int]]:
    """The article after these edits, and which of the wanted pieces are still to be taken back, by their new
    indices."""
    made = _Made(article.text, edits)
    text = "".join(made.parts)
    paragraphs = _kept_paragraphs(article, edits, made)
    for edit, (at, _) in zip(edits, made.places, strict=True):
        for line in edit.lines:
            paragraphs.append(Paragraph(at, at + len(line), edit.role))
            at += len(line) + 1
    done = {edit.index for edit in edits}
    kept = [n for n in range(len(article.cleaning)) if n not in done]
    changed = replace(
        article,
        text=text,
        text_sha256=sha256(text),
        paragraphs=tuple(sorted(paragraphs, key=lambda p: p.start)),
        cleaning=tuple(made.moved(article.cleaning[n], n) for n in kept),
    )
    return changed, {k for k, n in enumerate(kept) if n in wanted}


class _Made:
    """The new text in `parts`, where each edit stands in it (`places`), and the way from old offsets to new ones."""

    def __init__(self, text: str, edits: list[_Edit]) -> None:
        self.parts: list[str] = []
        self.places: list[tuple[int, int]] = []
        self._edits = edits
        self._starts = [edit.start for edit in edits]
        self._shifts = [0]  # of what stands before the first edit, after the first one, …
        self._old = len(text)
        self._length = 0
        at, after_edit = 0, False
        for edit in edits:
            self._copy(text[at : edit.start], after_edit)
            if self.parts and not self.parts[-1].endswith("\n"):
                self._add("\n")
            start = self._length
            self._add("\n".join(edit.lines))
            self.places.append((start, self._length))
            at, after_edit = edit.end, True
            breaks = 0 if text[at : at + 1] in ("", "\n") else 1
            self._shifts.append(self._length + breaks - at)
        self._copy(text[at:], after_edit)

    def _copy(self, words: str, after_edit: bool) -> None:
        if words and after_edit and not words.startswith("\n"):
            self._add("\n")
        self._add(words)

    def _add(self, words: str) -> None:
        if words:
            self.parts.append(words)
            self._length += len(words)

    def letter(self, at: int) -> int:
        """Where the character at an old offset is now; it is in no edit."""
        return at + self._shifts[bisect_right(self._starts, at)]

    def moved(self, done: Cleaning, index: int) -> Cleaning:
        """A cleaning that was not taken back, at its place in the new text."""
        if not done.was:
            return replace(done, start=0, end=0)
        if done.start == done.end:
            at = self._place(done.start, index)
            return replace(done, start=at, end=at)
        return replace(done, start=self._start(done.start), end=self._end(done.end))

    def _place(self, at: int, index: int) -> int:
        """The place of a piece that was left out: before those at the same place that come after it."""
        here = bisect_right(self._starts, at)
        first = here
        while first and self._starts[first - 1] == at:
            first -= 1
        for k in range(first, here):
            if self._edits[k].end > at or self._edits[k].index > index:
                return self.places[k][0]
        return self._length if at == self._old else self._start(at)

    def _start(self, at: int) -> int:
        number = self._around(at)
        if number is None:
            return self.letter(at)
        start, end = self.places[number]
        return start if self._edits[number].start == at else end

    def _end(self, at: int) -> int:
        number = self._around(at - 1)
        return self.letter(at - 1) + 1 if number is None else self.places[number][1]

    def _around(self, at: int) -> int | None:
        """The number of the edit in whose place a character stood."""
        number = bisect_right(self._starts, at) - 1
        return number if number >= 0 and at < self._edits[number].end else None


def _kept_paragraphs(article: Article, edits: list[_Edit], made: _Made) -> list[Paragraph]:
    """The paragraphs as far as no edit took their place, cut where one lies within them."""
    found = []
    number = 0
    for p in article.paragraphs:
        while number < len(edits) and edits[number].end <= p.start:
            number += 1
        at, k = p.start, number
        while k < len(edits) and edits[k].start < p.end:
            found.extend(_cut(article.text, at, edits[k].start, p.role, made))
            at, k = max(at, edits[k].end), k + 1
        found.extend(_cut(article.text, at, p.end, p.role, made))
    return found


def _cut(text: str, start: int, end: int, role: Role, made: _Made) -> list[Paragraph]:
    words = text[start:end]
    if not words.strip():
        return []
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    return [Paragraph(made.letter(start), made.letter(end - 1) + 1, role)]
