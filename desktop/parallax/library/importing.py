"""A story out of a file into the library, beside all that is there already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from parallax.article import new_id
from parallax.article_json import cleaning_to_plain
from parallax.library.changes import ImportStory
from parallax.library.records import KeptCorrection, Mark, Position
from parallax.library.renaming import renamed_position, renamed_readings
from parallax.library.storing import Row, stored, stored_json, stored_position, stored_readings
from parallax.library.story_file import FiledArticle, KeptText
from parallax.library.writing import Writing, logged_names

IMPORTED = " (imported)"
"""What is put behind the title of a story that the library has already."""


def write_import(change: ImportStory, writing: Writing, time: str) -> None:
    """Write the story of a file. Every id keeps its name where the library has none like it, and none that undo could
    bring back; one that is taken gets a new name wherever it stands, and an article or story the old one as its origin,
    so that the state in the library stays as it is.

    Only the story itself is logged: undone, it lies in the bin, whole.
    """
    file = change.file
    known = _taken(writing, "story", [file.id])
    story = next(name for name in (file.id, change.story, new_id()) if not _taken(writing, "story", [name]))
    articles = [filed.article.id for filed in file.articles]
    renamed = _renamed(articles, _taken(writing, "article", articles))
    row: Row = {
        "id": story,
        "title": stored(file.title + IMPORTED if known else file.title),
        "created": file.created,
        "changed": time,
        "changes": 0,
        "binned": "",
        "tags": stored_json(list(file.tags)),
        "origin": file.id if known else file.origin,
    }
    writing.insert("story", row, undone={"binned": time})
    writing.connection.executemany("INSERT OR IGNORE INTO raw VALUES (?, ?)", list(file.raw.items()))
    for place, filed in enumerate(file.articles):
        name = renamed[filed.article.id]
        origin = filed.origin if name == filed.article.id else filed.article.id
        writing.insert("article", article_row(filed, name, story, place, origin), quietly=True)
        for text in filed.texts:
            writing.insert("revision", text_row(text, name), quietly=True)
    items = [mark.id for mark in file.marks] + [correction.id for correction in file.corrections]
    logged = logged_names(writing.connection, ("mark", "correction")) if items else set()
    names = _renamed(items, logged | _taken(writing, "mark", items) | _taken(writing, "correction", items))
    for mark in file.marks:
        here = renamed_readings(mark.readings, renamed)
        writing.insert("mark", mark_row(replace(mark, id=names[mark.id], readings=here), story), quietly=True)
    for correction in file.corrections:
        here = renamed_readings(correction.readings, renamed)
        moved = replace(correction, id=names[correction.id], readings=here)
        writing.insert("correction", correction_row(moved, story), quietly=True)
    if file.position != Position():
        writing.connection.execute(
            "INSERT INTO position VALUES (?, ?)", (story, stored_position(renamed_position(file.position, renamed)))
        )


def article_row(filed: FiledArticle, name: str, story: str, place: int, origin: str) -> Row:
    """The row of an article under the id `name`; its raw bytes must be kept already."""
    article = filed.article
    return {
        "id": name,
        "story": story,
        "place": place,
        "outlet": stored(article.outlet),
        "author": stored(article.author),
        "published": stored(article.published),
        "location": stored(article.location),
        "retrieved": stored(article.retrieved),
        "role": article.role,
        "raw_sha256": article.raw_sha256 or None,
        "file_name": stored(filed.file_name),
        "title": stored(article.title),
        "revision": article.text_sha256,
        "removed": filed.removed,
        "origin": origin,
        "sources": stored_json(article.sources),
    }


def text_row(text: KeptText, article: str) -> Row:
    """The row of a text as a revision of `article`."""
    return {
        "article": article,
        "text_sha256": text.text_sha256,
        "text": stored(text.text),
        "paragraphs": stored_json([[p.start, p.end, p.role] for p in text.paragraphs]),
        "cleaning": stored_json(cleaning_to_plain(text.cleaning)),
        "made": text.made,
    }


def mark_row(mark: Mark, story: str) -> Row:
    """The row of a mark of `story`."""
    return {
        "id": mark.id,
        "story": story,
        "kind": mark.kind,
        "difference": mark.difference,
        "readings": stored_readings(mark.readings),
        "note": stored(mark.note),
        "time": mark.time,
        "aside": stored(mark.aside),
    }


def correction_row(correction: KeptCorrection, story: str) -> Row:
    """The row of a correction of `story`."""
    return {
        "id": correction.id,
        "story": story,
        "kind": correction.kind,
        "readings": stored_readings(correction.readings),
        "value": stored(correction.value),
        "time": correction.time,
        "aside": stored(correction.aside),
    }


def _taken(writing: Writing, table: str, names: Iterable[str]) -> set[str]:
    find = f"SELECT 1 FROM {table} WHERE id = ?"
    return {name for name in names if writing.connection.execute(find, (name,)).fetchone()}


def _renamed(names: Iterable[str], taken: set[str]) -> dict[str, str]:
    """Each id and its name in the library: a new one where it is taken."""
    return {name: new_id() if name in taken else name for name in names}
