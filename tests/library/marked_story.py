"""A story with a bit of everything that can be done to one: what a story file has to carry."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from ferry_story import BEACON, COURIER, GAZETTE, words

from parallax.article import Article, new_id
from parallax.library import (
    AddArticle,
    AddCorrection,
    Change,
    ImportStory,
    KeptCorrection,
    LayAside,
    Library,
    Mark,
    NewStory,
    Place,
    Position,
    RemoveArticle,
    ReviseArticle,
    SetChecked,
    SetNote,
    SetPosition,
    SetSeen,
    SetTags,
    Story,
    read_story_file,
)


def marked(library: Library) -> str:
    """The id of a new story: three reports, one of them removed and one revised, marks of every kind, corrections in
    sight and in the tray, tags, a position, and words that UTF-8 proper cannot hold."""
    beacon = Article.from_text(BEACON, outlet="Sorrel Beacon", published="2026-03-05")
    courier = Article.from_text(COURIER, outlet="Coast Courier")
    gazette = Article.from_text(GAZETTE, outlet="Northern Gazette")
    begun = NewStory("The ferry at Sorrel Point")
    story = begun.story
    lost = words(beacon, "Ines Calloway")
    steps: list[Change] = [
        begun,
        AddArticle(story, beacon, b"the beacon's bytes", "beacon.txt"),
        AddArticle(story, courier, b"the courier's bytes", "courier.html"),
        AddArticle(story, gazette),
        SetTags(story, ("ferries", "to check")),
        SetChecked(story, "number", (words(beacon, "Twelve people"), words(courier, "At least 14 people"))),
        SetNote(story, "Who is she? \ud83d\ude00 \ud800", (lost,)),
        SetNote(story, "Counted when?", (words(courier, "About 200"),), "number"),
        SetSeen(story, "number", (words(courier, "officials"),)),
        SetNote(story, "Ask the master.", (words(gazette, "three hours"),)),
        AddCorrection(story, "link", (words(beacon, "Twelve people"), words(courier, "At least 14 people"))),
        AddCorrection(story, "name of speaker", (words(courier, "officials"),), "Harbour officials"),
        AddCorrection(story, "same speaker", (words(courier, "officials"), words(beacon, "harbour master"))),
    ]
    for step in steps:
        library.apply(step)
    (laid,) = library.apply(SetNote(story, "Not needed?", (words(courier, "coast guard"),))).marks
    library.apply(LayAside(story, laid, "it was a thought only"))
    revised = Article.from_text(BEACON.replace("Ines Calloway", "I. C. Marlow"), outlet="Sorrel Beacon")
    library.apply(ReviseArticle(story, replace(revised, id=beacon.id), b"the beacon's later bytes", "beacon.txt"))
    library.apply(RemoveArticle(story, gazette.id))
    where = Place(beacon.id, revised.text_sha256, 54)
    now = library.story(story).articles[0]
    library.apply(SetPosition(story, Position("rows", (where,), "number", (words(now, "Twelve people"),), courier.id)))
    return story


@contextmanager
def fresh(folder: Path) -> Iterator[Library]:
    """A new library, which is gone afterwards: for tests that need hundreds."""
    path = folder / f"{new_id()}.sqlite"
    with Library.open(path) as opened:
        yield opened
    for beside in folder.glob(f"{path.name}*"):
        beside.unlink()


def but_for_times(story: Story) -> Story:
    """A story less what is the library's own: when and how often it was changed there, and whether it is in the bin."""
    return replace(story, changed="", changes=0, binned="")


def exported(library: Library, story: str, folder: Path, name: str = "story.parallax") -> Path:
    path = folder / name
    library.export_story(story, path)
    return path


def came_back(library: Library, story: str, folder: Path) -> str:
    """The id of the story once more, as it comes out of its file beside itself."""
    return library.apply(ImportStory(read_story_file(exported(library, story, folder)))).stories[0]


def rewritten(path: Path, alter: Callable[[Any], Any] | None = None, text: str | None = None) -> Path:
    """The story file with its JSON altered, under another name, as a sound archive."""
    with zipfile.ZipFile(path) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    plain = json.loads(parts[0][1].decode("utf-8", "surrogatepass"))
    if alter is not None:
        plain = alter(plain) or plain
    body = json.dumps(plain, ensure_ascii=False).encode("utf-8", "surrogatepass") if text is None else text.encode()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in [(parts[0][0], body), *parts[1:]]:
            archive.writestr(name, content)
    other = path.with_name("altered.parallax")
    other.write_bytes(made.getvalue())
    return other


def all_items(story: Story) -> list[Mark | KeptCorrection]:
    """Every mark and correction, in sight or in the tray."""
    return [*story.marks, *story.corrections, *(item.item for item in story.tray)]
