"""Deeds on a library at random, of every kind there is."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import get_args

from edited_texts import edited

from parallax.article import Article
from parallax.library import (
    MOST_ARTICLES,
    AddArticle,
    AddCorrection,
    BinStory,
    ClearChecked,
    DuplicateStory,
    EditArticle,
    HoldPaste,
    ImportStory,
    LayAside,
    Library,
    MergeStories,
    NewStory,
    Place,
    Position,
    PutBack,
    Reading,
    ReleasePaste,
    RemoveArticle,
    RemoveCorrection,
    RenameStory,
    RestoreStory,
    ReviseArticle,
    SetChecked,
    SetNote,
    SetPosition,
    SetSeen,
    SetTags,
    Story,
    Together,
    anchor,
    read_story_file,
)
from parallax.values import CorrectionKind

Deed = Callable[[], object]
_TOWNS = ("Sorrel Point", "Marrow Bay", "Upper Lanning", "Quill Harbour", "Cafe\u0301 Row", "Dock 🛟")
_MOST_STORIES = 7


class RandomDeeds:
    """Deeds on a library, chosen at random among those of `ALL` that do something now. Files lie in `folder`."""

    def __init__(self, library: Library, chance: random.Random, folder: Path) -> None:
        self.library = library
        self.chance = chance
        self.file = folder / "story.parallax"

    def next(self) -> tuple[str, Deed]:
        """The name of a kind, and what does it."""
        heads = self.library.stories()
        if len(heads) > _MOST_STORIES:
            return "bin", self._apply(BinStory(heads[-1].id))
        while True:
            name = self.chance.choice((*ALL, "undo", "redo", "redo"))
            deed = getattr(self, f"_{name}")()
            if deed is not None:
                return name, deed

    def _apply(self, change: object) -> Deed:
        return lambda: self.library.apply(change)  # type: ignore[arg-type]

    def _story(self, *, articles: int = 1) -> Story | None:
        heads = [head for head in self.library.stories() if head.articles >= articles]
        return self.library.story(self.chance.choice(heads).id) if heads else None

    def _number(self) -> str:
        return f"{self.chance.randrange(10**9):09d}"

    def _news(self) -> Article:
        chance = self.chance
        lines = [f"The ferry from {chance.choice(_TOWNS)} was {chance.randint(2, 99)} minutes late." for _ in range(6)]
        return Article.from_text(
            "\n".join(lines), title=f"Ferries {self._number()}", outlet=chance.choice(["Wire", ""])
        )

    def _reading(self, article: Article) -> Reading:
        start = self.chance.randrange(len(article.text))
        return anchor(article, start, min(start + self.chance.randint(0, 30), len(article.text)))

    def _readings(self, story: Story) -> tuple[Reading, ...]:
        return tuple(
            self._reading(article) for article in self.chance.sample(story.articles, min(2, len(story.articles)))
        )

    def _new(self) -> Deed:
        return self._apply(NewStory(f"Ferries, {self._number()}"))

    def _rename(self) -> Deed | None:
        story = self._story(articles=0)
        # A lone half of a character pair is no text to SQLite, and must be kept all the same.
        return story and self._apply(RenameStory(story.id, f"Late ferries \ud83d {self._number()}"))

    def _tag(self) -> Deed | None:
        story = self._story(articles=0)
        return story and self._apply(SetTags(story.id, ("ferries", self._number())))

    def _duplicate(self) -> Deed | None:
        story = self._story()
        return story and self._apply(DuplicateStory(story.id))

    def _export_and_import(self) -> Deed | None:
        story = self._story()
        if story is None:
            return None
        self.library.export_story(story.id, self.file)
        return self._apply(ImportStory(read_story_file(self.file)))

    def _merge(self) -> Deed | None:
        heads = self.library.stories()
        if len(heads) < 2:
            return None
        one, other = self.chance.sample(heads, 2)
        if one.articles + other.articles > MOST_ARTICLES:
            return None
        return self._apply(MergeStories(one.id, other.id))

    def _bin(self) -> Deed | None:
        heads = self.library.stories()
        return self._apply(BinStory(self.chance.choice(heads).id)) if len(heads) > 2 else None

    def _restore(self) -> Deed | None:
        binned = self.library.stories(binned=True)
        return self._apply(RestoreStory(self.chance.choice(binned).id)) if binned else None

    def _empty_bin(self) -> Deed | None:
        return self.library.empty_bin if len(self.library.stories(binned=True)) > 3 else None

    def _add(self) -> Deed | None:
        story = self._story(articles=0)
        if story is None or len(story.articles) > 3:
            return None
        raw = self.chance.randbytes(self.chance.choice([0, 300, 20000]))
        return self._apply(AddArticle(story.id, self._news(), raw, "news.txt"))

    def _add_held(self) -> Deed | None:
        story, held = self._story(articles=0), self.library.held_pastes()
        if story is None or not held or len(story.articles) > 3:
            return None
        return self._apply(AddArticle(story.id, Article.from_text(held[0].text), held=held[0].id))

    def _remove(self) -> Deed | None:
        story = self._story(articles=2)
        return story and self._apply(RemoveArticle(story.id, self.chance.choice(story.articles).id))

    def _revise(self) -> Deed | None:
        story = self._story()
        if story is None:
            return None
        article = self.chance.choice(story.articles)
        change = edited(article.text, self.chance, self.chance.randint(1, 4))
        text = change.new if change.new.strip() and len(change.new) < 4000 else f"{article.text[:900]} {self._number()}"
        return self._apply(ReviseArticle(story.id, replace(Article.from_text(text), id=article.id), text.encode()[:99]))

    def _edit(self) -> Deed | None:
        story = self._story()
        return story and self._apply(EditArticle(story.id, story.articles[0].id, author=f"O. Fenn {self._number()}"))

    def _position(self) -> Deed | None:
        story = self._story()
        if story is None:
            return None
        article = self.chance.choice(story.articles)
        place = Place(article.id, article.text_sha256, self.chance.randint(0, len(article.text)))
        return self._apply(SetPosition(story.id, Position(self._number(), (place,), base=article.id)))

    def _check(self) -> Deed | None:
        story = self._story()
        return story and self._apply(SetChecked(story.id, "number", self._readings(story)))

    def _uncheck(self) -> Deed | None:
        story = self._story()
        checked = [mark for mark in story.marks if mark.kind == "checked"] if story else []
        return self._apply(ClearChecked(story.id, checked[0].id)) if story and checked else None

    def _see(self) -> Deed | None:
        story = self._story()
        return story and self._apply(SetSeen(story.id, "", self._readings(story)))

    def _note(self) -> Deed | None:
        story = self._story()
        return story and self._apply(SetNote(story.id, f"Ask \udc00 {self._number()}", self._readings(story), "number"))

    def _rewrite(self) -> Deed | None:
        story = self._story()
        notes = [mark for mark in story.marks if mark.kind == "note"] if story else []
        text = self.chance.choice(["", f"Asked {self._number()}"])
        return self._apply(SetNote(story.id, text, mark=self.chance.choice(notes).id)) if story and notes else None

    def _correct(self) -> Deed | None:
        story = self._story(articles=2)
        kind = self.chance.choice(get_args(CorrectionKind))
        value = {"relation": "versions", "another kind": "number date"}.get(
            kind, self.chance.choice(["", "Ines Calloway"])
        )
        return story and self._apply(AddCorrection(story.id, kind, self._readings(story), value))

    def _correct_together(self) -> Deed | None:
        story = self._story(articles=2)
        if story is None:
            return None
        parts: list[AddCorrection | RemoveCorrection] = [
            RemoveCorrection(story.id, kept.id) for kept in story.corrections[:1]
        ]
        parts += [AddCorrection(story.id, kind, self._readings(story)) for kind in ("other speaker", "same speaker")]
        return self._apply(Together(story.id, "correct a speaker", tuple(parts)))

    def _uncorrect(self) -> Deed | None:
        story = self._story()
        if story is None or not story.corrections:
            return None
        return self._apply(RemoveCorrection(story.id, self.chance.choice(story.corrections).id))

    def _lay_aside(self) -> Deed | None:
        story = self._story()
        items = [mark for mark in story.marks if mark.kind != "seen"] if story else []
        return self._apply(LayAside(story.id, items[-1].id, "it no longer applies")) if story and items else None

    def _put_back(self) -> Deed | None:
        story = self._story()
        if story is None or not story.tray:
            return None
        return self._apply(PutBack(story.id, self.chance.choice(story.tray).item.id, self._readings(story)))

    def _hold(self) -> Deed:
        return self._apply(HoldPaste(self._number(), f"Pasted: {self._news().text}", "<p>Pasted"))

    def _release(self) -> Deed | None:
        held = self.library.held_pastes()
        return self._apply(ReleasePaste(held[0].id)) if held else None

    def _keep(self) -> Deed:
        story, key = self._story(articles=0), f"key {self.chance.randrange(20)}"
        return lambda: self.library.keep(key, "1.0", self.chance.randbytes(2000), story.id if story else "")

    def _undo(self) -> Deed | None:
        story = self._story(articles=0)
        return (lambda: self.library.undo(story.id)) if story and self.library.next_undo(story.id) else None

    def _redo(self) -> Deed | None:
        heads = [head.id for head in self.library.stories() if self.library.next_redo(head.id)]
        return (lambda: self.library.redo(heads[0])) if heads else None


ALL = tuple(
    name[1:]
    for name, member in vars(RandomDeeds).items()
    if callable(member) and name[0] == "_" and name[1] != "_"
    if name not in {"_apply", "_story", "_number", "_news", "_reading", "_readings"}
)
"""The names of all kinds of deeds."""
