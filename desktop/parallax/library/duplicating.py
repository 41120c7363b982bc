"""A second story of all that a story holds, with articles of its own."""

from __future__ import annotations

from parallax.article import new_id
from parallax.errors import LibraryError
from parallax.library.changes import DuplicateStory
from parallax.library.renaming import renamed_position, renamed_readings
from parallax.library.storing import (
    Row,
    position_of,
    readings_of,
    stored,
    stored_position,
    stored_readings,
    text_of,
)
from parallax.library.writing import Writing


def write_duplicate(change: DuplicateStory, writing: Writing, source: str, time: str) -> None:
    """Write the copy; only that it is there is undone, as with a story that is begun. Removed articles are copied too:
    marks may speak of them. Raises LibraryError where the copy's id is taken."""
    if _rows(writing, "story", "id", change.copy):
        raise LibraryError(source, "there is a story of this id already")
    (story,) = _rows(writing, "story", "id", change.story)
    title = change.title if change.title.strip() else f"{text_of(story['title'])} (copy)"
    head: Row = {"title": stored(title), "created": time, "changed": time, "changes": 0, "binned": "", "origin": ""}
    writing.insert("story", {**story, **head, "id": change.copy}, undone={"binned": time})
    articles = _rows(writing, "article", "story", change.story)
    named = {str(article["id"]): new_id() for article in articles}
    for article in articles:
        original = str(article["id"])
        row: Row = {"id": named[original], "story": change.copy, "origin": article["origin"] or original}
        writing.insert("article", {**article, **row}, quietly=True)
        writing.connection.execute(
            "INSERT INTO revision (article, text_sha256, text, paragraphs, cleaning, made)"
            " SELECT ?, text_sha256, text, paragraphs, cleaning, made FROM revision WHERE article = ? ORDER BY number",
            (named[original], original),
        )
    for table in ("mark", "correction"):
        for item in _rows(writing, table, "story", change.story):
            there = renamed_readings(readings_of(item["readings"]), named)
            row = {"id": new_id(), "story": change.copy, "readings": stored_readings(there)}
            writing.insert(table, {**item, **row}, quietly=True)
    kept = writing.connection.execute("SELECT value FROM position WHERE story = ?", (change.story,)).fetchone()
    if kept:
        position = renamed_position(position_of(kept[0]), named)
        writing.connection.execute("INSERT INTO position VALUES (?, ?)", (change.copy, stored_position(position)))


def _rows(writing: Writing, table: str, column: str, value: str) -> list[Row]:
    """The rows of a table in their order, without their numbers."""
    cursor = writing.connection.execute(f"SELECT * FROM {table} WHERE {column} = ? ORDER BY rowid", (value,))
    names = [name for name, *_ in cursor.description]
    return [
        {name: column for name, column in zip(names, row, strict=True) if name != "number"} for row in cursor.fetchall()
    ]
