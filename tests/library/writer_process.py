"""A process that changes a library until it is killed: it says what it will do, does it, and says what is so now.

python writer_process.py LIBRARY STORY SEED COUNT
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
from dataclasses import replace
from pathlib import Path

from parallax.article import Article
from parallax.library import (
    AddArticle,
    AddCorrection,
    Change,
    ClearChecked,
    Library,
    Position,
    RemoveArticle,
    RenameStory,
    ReviseArticle,
    SetChecked,
    SetNote,
    SetPosition,
    Story,
    anchor,
)

TOWNS = ["Sorrel Point", "Marrow Bay", "Upper Lanning", "Quill Harbour"]


def state(story: Story) -> str:
    """A digest of all that undo restores."""
    bare = replace(story, changes=0, changed="", position=Position())
    return hashlib.sha256(repr(bare).encode("utf-8", "surrogatepass")).hexdigest()


def news(chance: random.Random) -> str:
    lines = [f"The ferry from {chance.choice(TOWNS)} was {chance.randint(2, 99)} minutes late." for _ in range(8)]
    return "\n".join(lines)


def some_change(story: Story, chance: random.Random) -> Change:
    """A change that does something, of a random kind."""
    if len(story.articles) < 2 or chance.random() < 0.05:
        return AddArticle(story.id, Article.from_text(news(chance), outlet="Wire"), chance.randbytes(20000))
    article = chance.choice(story.articles)
    start = chance.randrange(len(article.text) - 20)
    readings = (anchor(article, start, start + chance.randint(1, 20)),)
    kind = chance.choice(["note", "note", "check", "clear", "revise", "rename", "correct", "remove"])
    if kind == "check":
        return SetChecked(story.id, "number", readings)
    if kind == "clear" and story.marks:
        return ClearChecked(story.id, chance.choice(story.marks).id)
    if kind == "revise":
        return ReviseArticle(story.id, replace(Article.from_text(f"{article.text}\n{news(chance)}"), id=article.id))
    if kind == "rename":
        return RenameStory(story.id, f"Ferries, {chance.random()}")
    if kind == "correct":
        return AddCorrection(story.id, "name of a speaker", readings, "Ines Calloway")
    if kind == "remove" and len(story.articles) > 2:
        return RemoveArticle(story.id, article.id)
    return SetNote(story.id, f"Note {chance.random()}", readings)


def say(**words: object) -> None:
    print(json.dumps(words), flush=True)


def main(path: str, name: str, seed: str, count: str) -> None:
    chance = random.Random(int(seed))
    with Library.open(Path(path)) as library:
        for number in range(int(count)):
            story = library.story(name)
            way = chance.choice(["apply"] * 4 + ["undo", "redo", "position"])
            if way == "undo" and library.next_undo(name):
                say(will="undo")
                library.undo(name)
            elif way == "redo" and library.next_redo(name):
                say(will="redo")
                library.redo(name)
            elif way == "position":
                library.apply(SetPosition(name, Position(view=f"{seed} {number:06d}")))
                say(position=f"{seed} {number:06d}")
                continue
            else:
                change = some_change(story, chance)
                say(will="apply")
                library.apply(change)
            now = library.story(name)
            say(changes=now.changes, state=state(now))


if __name__ == "__main__":
    main(*sys.argv[1:])
