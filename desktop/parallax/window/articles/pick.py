"""The articles of one file from which the reader chooses: which are listed, in which order, and which are chosen.
Without Qt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

from parallax.article import Article
from parallax.duplicates import Copy
from parallax.outlets import clipped

Column = Literal["number", "headline", "outlet", "date", "words", "copy"]
COLUMNS: tuple[Column, ...] = get_args(Column)
_LONGEST = 200
_PREVIEW = 2_500
"""Code points of an article that are shown before it is chosen."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is listed of an article; `number` counts from 1, in the order of the file."""

    number: int
    headline: str
    outlet: str
    date: str
    words: int

    @classmethod
    def of(cls, number: int, article: Article) -> Entry:
        """The entry of an article; one without a headline is listed by its first words."""
        first = article.paragraphs[0] if article.paragraphs else None
        line = article.title or (article.line(first) if first else "")
        words = article.text.count(" ") + len(article.paragraphs)  # the words of a text are one space apart
        return cls(number, clipped(line, _LONGEST), clipped(article.outlet, _LONGEST), article.published[:10], words)


class Pick:
    """Articles are named by their number in the file, from 0; `listed` are those that fit what is sought, in order.
    `names` are those of the articles `before`, with which they are compared. Where `one` is to be chosen, none is
    ticked."""

    def __init__(
        self, articles: Sequence[Article], before: Sequence[Article] = (), names: Sequence[str] = (), *, one: bool
    ) -> None:
        self.articles = tuple(articles)
        self.before = tuple(before)
        self.one = one
        self.entries = tuple(Entry.of(k + 1, article) for k, article in enumerate(articles))
        self.listed = list(range(len(self.articles)))
        self.ticked: set[int] = set()
        self.copies: dict[int, str] = {}
        self.nearest: int | None = None
        self._names = tuple(names)
        self._sought: tuple[str, ...] = ()
        self._order: tuple[Column, bool] = ("number", False)

    @property
    def order(self) -> tuple[Column, bool]:
        """By which column the list is ordered, and whether downwards."""
        return self._order

    @property
    def chosen(self) -> list[Article]:
        """The articles that are ticked, in the order of the file, listed now or not."""
        return [self.articles[k] for k in sorted(self.ticked)]

    def seek(self, words: str) -> None:
        """List only those that hold each of these words, or parts of words, in outlet or text."""
        self._sought = tuple(words.casefold().split())
        self._list()

    def order_by(self, column: Column, downwards: bool = False) -> None:
        """Put the list in order; what is equal stays as in the file."""
        self._order = column, downwards
        self._list()

    def tick(self, numbers: Iterable[int], ticked: bool) -> None:
        """Choose these, or choose them no more."""
        if ticked:
            self.ticked.update(numbers)
        else:
            self.ticked.difference_update(numbers)

    def turn(self, numbers: Sequence[int]) -> None:
        """Choose these, or, where all of them are chosen, none of them."""
        self.tick(numbers, not self.ticked.issuperset(numbers))

    def take_copies(self, found: Sequence[Copy]) -> None:
        """Mark which are copies: of one of the story, or of an earlier one in the file."""
        first = len(self.before)
        self.copies = {copy.text - first: _told(copy, self._name(copy.of)) for copy in found}
        like = [copy for copy in found if copy.of < first]
        self.nearest = max(like, key=lambda copy: copy.share).text - first if like else None
        if self._order[0] == "copy":
            self._list()

    def said(self, room: int) -> str:
        """How many are chosen, whether there is room for them, and how many are listed."""
        count, total = len(self.ticked), len(self.articles)
        listed = f"{len(self.listed):,} of {total:,} shown" if len(self.listed) < total else f"{total:,} in the file"
        if self.one:
            return listed
        hidden = len(self.ticked.difference(self.listed))
        chosen = f"{count:,} chosen" + (f", {hidden:,} of them not shown" if hidden else "")
        return f"{chosen} · room for {room} · {listed}"

    def trouble(self, room: int) -> str:
        """Why what is chosen cannot be added, in a sentence; empty where it can, and where nothing is chosen."""
        more = len(self.ticked) - room
        if self.one or more <= 0:
            return ""
        return f"{len(self.ticked):,} are chosen, and there is room for {room}: take {more:,} out."

    def preview(self, number: int) -> str:
        """The beginning of an article, a blank line between paragraphs."""
        article = self.articles[number]
        parts: list[str] = []
        length = 0
        for paragraph in article.paragraphs:
            parts.append(article.line(paragraph)[:_PREVIEW])
            length += len(parts[-1])
            if length > _PREVIEW:
                parts.append("…")
                break
        return "\n\n".join(parts)

    def spoken(self, number: int) -> str:
        """The whole entry in words, for a screen reader."""
        entry = self.entries[number]
        ticked = "" if self.one else "chosen" if number in self.ticked else "not chosen"
        words = f"{entry.words:,} words"
        told = (ticked, f"{entry.number:,}", entry.headline, entry.outlet, entry.date, words, self.copies.get(number))
        return ", ".join(part for part in told if part)

    def _name(self, of: int) -> str:
        if of >= len(self.before):
            return str(of - len(self.before) + 1)
        return f"{self._names[of]} in the story"

    def _list(self) -> None:
        sought = self._sought
        self.listed = [
            k for k in range(len(self.articles)) if not sought or all(word in self._folded[k] for word in sought)
        ]
        column, downwards = self._order
        if column == "number":
            self.listed.sort(reverse=downwards)
        elif column == "words":
            self.listed.sort(key=lambda k: self.entries[k].words, reverse=downwards)
        else:
            folded = {k: self.cell(k, column).casefold() for k in self.listed}
            empty = [k for k in self.listed if not folded[k]]
            self.listed = sorted((k for k in self.listed if folded[k]), key=folded.__getitem__, reverse=downwards)
            self.listed += empty  # what is not known comes last either way

    def cell(self, number: int, column: Column) -> str:
        """What stands in a column."""
        entry = self.entries[number]
        if column == "copy":
            return self.copies.get(number, "")
        value = getattr(entry, column)
        return f"{value:,}" if isinstance(value, int) else str(value)

    @cached_property
    def _folded(self) -> list[str]:
        return [f"{article.outlet}\n{article.text}".casefold() for article in self.articles]


def _told(copy: Copy, name: str) -> str:
    return {
        "same": f"same text as {name}",
        "same body": f"same as {name} but for the headline",
        "near": f"{copy.percent} the same as {name}",
        "part": f"{copy.percent} of it is in {name}",
    }[copy.kind]
