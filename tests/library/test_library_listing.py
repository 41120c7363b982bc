"""The library as JSON: exactly the fields that are promised, and nothing that needs a window or a parser."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace

from ferry_story import BEACON, words

from parallax.article import Article
from parallax.library import (
    AddCorrection,
    BinStory,
    EditArticle,
    HoldPaste,
    Library,
    NewStory,
    Place,
    Position,
    Reading,
    ReviseArticle,
    SetChecked,
    SetNote,
    SetPosition,
    SetTags,
    as_json,
)


def plain(reading: Reading) -> dict[str, object]:
    return {
        "article": reading.article,
        "text_sha256": reading.revision,
        "start": reading.start,
        "end": reading.end,
        "exact": reading.exact,
    }


def test_an_empty_library_is_an_object_without_stories(library: Library) -> None:
    assert as_json(library) == {"format": "parallax-library/1", "stories": [], "binned": [], "held": []}


def test_a_library_is_told_whole(library: Library, story: str, beacon: Article, courier: Article) -> None:
    one, two, lost = words(beacon, "Twelve people"), words(courier, "At least 14 people"), words(beacon, "late on")
    library.apply(SetChecked(story, "number", (one, two)))
    library.apply(SetNote(story, "Counted when?", (two,)))
    library.apply(SetNote(story, "How late?", (lost,)))
    library.apply(AddCorrection(story, "link", (one, two)))
    library.apply(ReviseArticle(story, replace(Article.from_text(BEACON.replace("late on ", "")), id=beacon.id)))
    new = library.story(story).articles[0]
    library.apply(SetPosition(story, Position("rows", (Place(new.id, new.text_sha256, 7),), base=courier.id)))
    gone = NewStory("In the bin")
    library.apply(gone)
    library.apply(BinStory(gone.story))
    library.apply(SetTags(story, ("ferries", "to be checked")))
    library.apply(EditArticle(story, courier.id, author="Petra Vane", published="2026-03-05"))
    library.apply(HoldPaste("p1", "Pasted", "<p>Pasted", "https://vellmar.example/", "Ferry late"))

    kept, binned = library.story(story), library.story(gone.story)
    times = {mark.id: mark.time for mark in kept.marks}
    (checked, note), (link,), (item,) = kept.marks, kept.corrections, kept.tray
    one = words(new, "Twelve people")
    told = as_json(library)
    assert json.loads(json.dumps(told)) == told
    assert told == {
        "format": "parallax-library/1",
        "stories": [
            {
                "id": story,
                "title": "The ferry at Sorrel Point",
                "tags": ["ferries", "to be checked"],
                "origin": "",
                "created": kept.created,
                "changed": kept.changed,
                "binned": "",
                "articles": [
                    {
                        "id": beacon.id,
                        "title": "",
                        "outlet": "Sorrel Beacon",
                        "author": "",
                        "published": "2026-03-05",
                        "location": "",
                        "retrieved": "",
                        "role": "report",
                        "raw_sha256": "",
                        "text_sha256": new.text_sha256,
                        "cleaning": [],
                        "sources": [],
                    },
                    {
                        "id": courier.id,
                        "title": "",
                        "outlet": "Coast Courier",
                        "author": "Petra Vane",
                        "published": "2026-03-05",
                        "location": "",
                        "retrieved": "",
                        "role": "report",
                        "raw_sha256": "",
                        "text_sha256": courier.text_sha256,
                        "cleaning": [],
                        "sources": [["author", "you"], ["published", "you"]],
                    },
                ],
                "position": {
                    "view": "rows",
                    "places": [{"article": new.id, "text_sha256": new.text_sha256, "at": 7}],
                    "difference": "",
                    "readings": [],
                    "base": courier.id,
                },
                "marks": [
                    {
                        "id": checked.id,
                        "kind": "checked",
                        "difference": "number",
                        "readings": [plain(one), plain(two)],
                        "note": "",
                        "time": times[checked.id],
                    },
                    {
                        "id": note.id,
                        "kind": "note",
                        "difference": "",
                        "readings": [plain(two)],
                        "note": "Counted when?",
                        "time": times[note.id],
                    },
                ],
                "corrections": [
                    {
                        "id": link.id,
                        "kind": "link",
                        "readings": [plain(one), plain(two)],
                        "value": "",
                        "time": link.time,
                    }
                ],
                "tray": [
                    {
                        "what": "mark",
                        "id": item.item.id,
                        "kind": "note",
                        "difference": "",
                        "readings": [plain(lost)],
                        "note": "How late?",
                        "time": item.item.time,
                        "reason": item.reason,
                    }
                ],
            }
        ],
        "binned": [
            {
                "id": gone.story,
                "title": "In the bin",
                "tags": [],
                "origin": "",
                "created": binned.created,
                "changed": binned.changed,
                "binned": binned.binned,
                "articles": [],
                "position": {},
                "marks": [],
                "corrections": [],
                "tray": [],
            }
        ],
        "held": [
            {
                "id": "p1",
                "text": "Pasted",
                "html": "<p>Pasted",
                "time": library.held_pastes()[0].time,
                "address": "https://vellmar.example/",
                "title": "Ferry late",
            }
        ],
    }
    assert binned.binned


def test_the_library_loads_neither_the_parser_nor_the_window() -> None:
    program = "import sys, parallax.library; print([m for m in sys.modules if m.split('.')[0] in ('spacy', 'PySide6')])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
