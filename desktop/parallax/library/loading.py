"""Reading stories out of the tables."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain, islice
from typing import cast

from parallax.article import Article, ArticleRole, Paragraph
from parallax.article_json import cleaning_from_plain, sources_from_plain
from parallax.errors import LibraryError, StoryMissing
from parallax.library.anchors import Crossing
from parallax.library.records import (
    Held,
    KeptCorrection,
    Mark,
    MarkKind,
    Place,
    Position,
    Reading,
    Story,
    StoryHead,
    TrayItem,
)
from parallax.library.storing import beginning_of_stored, json_of, position_of, readings_of, text_of

_ARTICLE = """
SELECT a.id, a.outlet, a.author, a.published, a.location, a.retrieved, a.role, a.raw_sha256,
       r.text, r.text_sha256, r.paragraphs, r.cleaning, r.made, a.sources
FROM article a JOIN revision r ON r.article = a.id AND r.text_sha256 = a.revision
"""
_MARK = "SELECT id, kind, difference, readings, note, time, aside FROM mark"
_MOST_SOUGHT = 20
"""Readings up to which SQLite looks for them."""


def story_heads(
    connection: sqlite3.Connection, *, binned: bool = False, tag: str = "", limit: int | None = None
) -> list[StoryHead]:
    """The stories, the last changed first: those in the bin, or those that are not; with a tag only those that have
    it, and no more than `limit`."""
    chosen = "binned <> ''" if binned else "binned = ''"
    rows = connection.execute(
        f"SELECT id, title, changed, tags, origin FROM story WHERE {chosen} ORDER BY changed DESC, number DESC"
    )
    found = ((*row[:3], tuple(json_of(row[3])), text_of(row[4])) for row in rows)
    some = list(islice((row for row in found if not tag or tag in row[3]), limit))
    outlets = _outlets(connection, [row[0] for row in some] if limit is not None else None)
    heads = []
    for story, title, changed, tags, origin in some:
        names = outlets.get(story, [])
        named = tuple(dict.fromkeys(name for name in names if name))
        heads.append(StoryHead(story, text_of(title), len(names), named, changed, tags, origin))
    return heads


def _outlets(connection: sqlite3.Connection, stories: list[str] | None) -> dict[str, list[str]]:
    """The outlet of each article, in order, by story: of these stories, each looked up, or of all in one go."""
    chosen = "SELECT story, outlet FROM article WHERE removed = ''"
    if stories is None:
        found: Iterable[tuple[str, str]] = connection.execute(f"{chosen} ORDER BY place")
    else:
        one = f"{chosen} AND story = ? ORDER BY place"
        found = chain.from_iterable(connection.execute(one, (story,)).fetchall() for story in stories)
    outlets: dict[str, list[str]] = {}
    for story, outlet in found:
        outlets.setdefault(story, []).append(text_of(outlet))
    return outlets


def story_count(connection: sqlite3.Connection, *, binned: bool = False) -> int:
    """How many stories there are, or lie in the bin."""
    chosen = "binned <> ''" if binned else "binned = ''"
    count: int = connection.execute(f"SELECT count(*) FROM story WHERE {chosen}").fetchone()[0]
    return count


def is_listed(connection: sqlite3.Connection, story: str) -> bool:
    """Whether there is such a story, and not in the bin."""
    return connection.execute("SELECT 1 FROM story WHERE id = ? AND binned = ''", (story,)).fetchone() is not None


def article_count(connection: sqlite3.Connection, story: str) -> int:
    """How many articles a story has, without those that were taken out."""
    found = connection.execute("SELECT count(*) FROM article WHERE story = ? AND removed = ''", (story,))
    count: int = found.fetchone()[0]
    return count


def tag_counts(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    """Each tag of the stories that are not in the bin with the number of stories that have it, most used first."""
    count: Counter[str] = Counter()
    for (tags,) in connection.execute("SELECT tags FROM story WHERE binned = '' AND tags <> '[]'"):
        count.update(json_of(tags))
    return sorted(count.items(), key=lambda one: (-one[1], one[0].casefold(), one[0]))


def load_held(connection: sqlite3.Connection) -> list[Held]:
    """The pasted texts that are no articles yet, the oldest first."""
    found = connection.execute("SELECT id, text, html, time, address, title FROM held ORDER BY time, rowid")
    return [
        Held(name, text_of(text), text_of(html), time, text_of(address), text_of(title))
        for name, text, html, time, address, title in found
    ]


def load_story(connection: sqlite3.Connection, source: str, story: str) -> Story:
    """One story whole. Raises StoryMissing."""
    head = connection.execute(
        "SELECT id, title, created, changed, changes, binned, tags, origin FROM story WHERE id = ?", (story,)
    ).fetchone()
    if head is None:
        raise StoryMissing(source, f"there is no story {story} in it")
    found = connection.execute(f"{_ARTICLE} WHERE a.story = ? AND a.removed = '' ORDER BY a.place", (story,))
    rows = found.fetchall()
    articles = tuple(_article(row) for row in rows)
    now = {article.id: article.text_sha256 for article in articles}
    marks = [mark for mark in load_marks(connection, story) if mark.kind != "seen" or _fits(mark, now)]
    corrections = load_corrections(connection, story)
    all_items: list[Mark | KeptCorrection] = [*marks, *corrections]
    kept = connection.execute("SELECT value FROM position WHERE story = ?", (story,)).fetchone()
    return Story(
        id=head[0],
        title=text_of(head[1]),
        created=head[2],
        changed=head[3],
        changes=head[4],
        binned=head[5],
        articles=articles,
        position=_position_now(connection, position_of(kept[0]), articles) if kept else Position(),
        marks=tuple(mark for mark in marks if not mark.aside),
        corrections=tuple(correction for correction in corrections if not correction.aside),
        tray=tuple(TrayItem(item, item.aside) for item in all_items if item.aside),
        tags=tuple(json_of(head[6])),
        origin=text_of(head[7]),
        came=tuple(row[12] for row in rows),
    )


def _fits(mark: Mark, now: dict[str, str]) -> bool:
    """Whether the words that were seen are those of the articles as they are `now`, by their revisions."""
    return not mark.aside and all(now.get(r.article, r.revision) == r.revision for r in mark.readings)


def load_marks(connection: sqlite3.Connection, story: str) -> list[Mark]:
    """All marks of a story, those in the tray too, the oldest first."""
    return _marks(connection.execute(f"{_MARK} WHERE story = ? ORDER BY time, number", (story,)))


def load_marks_on(
    connection: sqlite3.Connection, story: str, kind: MarkKind, difference: str, readings: tuple[Reading, ...]
) -> list[Mark]:
    """The marks of this kind, and about this kind of difference, that hold at least one of these readings, the oldest
    first. Of few readings SQLite looks for them in the stored JSON, so that saving one mark stays cheap among
    hundreds."""
    chosen, given = f"{_MARK} WHERE story = ? AND kind = ? AND difference = ?", (story, kind, difference)
    if len(readings) > _MOST_SOUGHT:
        places = {reading.place for reading in readings}
        marks = _marks(connection.execute(f"{chosen} ORDER BY time, number", given))
        return [mark for mark in marks if any(reading.place in places for reading in mark.readings)]
    holds = " OR ".join(["instr(readings, ?)"] * len(readings))
    sought = [beginning_of_stored(reading) for reading in readings]
    return _marks(connection.execute(f"{chosen} AND ({holds}) ORDER BY time, number", (*given, *sought)))


def _marks(found: sqlite3.Cursor) -> list[Mark]:
    return [
        Mark(name, cast(MarkKind, kind), difference, readings_of(places), text_of(note), time, text_of(aside))
        for name, kind, difference, places, note, time, aside in found
    ]


def load_corrections(connection: sqlite3.Connection, story: str) -> list[KeptCorrection]:
    """All corrections of a story, those in the tray too, the oldest first."""
    found = connection.execute(
        "SELECT id, kind, readings, value, time, aside FROM correction WHERE story = ? ORDER BY time, rowid", (story,)
    )
    return [
        KeptCorrection(name, kind, readings_of(places), text_of(value), time, text_of(aside))
        for name, kind, places, value, time, aside in found
    ]


def load_article(connection: sqlite3.Connection, source: str, article: str, revision: str = "") -> Article:
    """An article as it is now, or with the text of an earlier revision. Raises LibraryError for one not kept."""
    row = connection.execute(f"{_ARTICLE} WHERE a.id = ?", (article,)).fetchone()
    if row is not None and revision and row[9] != revision:
        earlier = connection.execute(
            "SELECT text, text_sha256, paragraphs, cleaning FROM revision WHERE article = ? AND text_sha256 = ?",
            (article, revision),
        ).fetchone()
        row = None if earlier is None else (*row[:8], *earlier, "", row[13])
    if row is None:
        raise LibraryError(source, f"there is no article {article} in it" + (" with this text" if revision else ""))
    return _article(row)


def revision_text(connection: sqlite3.Connection, article: str, revision: str) -> str | None:
    """The text of a revision, or None for one not kept."""
    row = connection.execute(
        "SELECT text FROM revision WHERE article = ? AND text_sha256 = ?", (article, revision)
    ).fetchone()
    return None if row is None else text_of(row[0])


def _article(row: tuple[str | bytes | None, ...]) -> Article:
    return Article(
        id=text_of(row[0]),
        outlet=text_of(row[1]),
        author=text_of(row[2]),
        published=text_of(row[3]),
        location=text_of(row[4]),
        retrieved=text_of(row[5]),
        role=cast(ArticleRole, row[6]),
        raw_sha256=text_of(row[7]) if row[7] else "",
        text=text_of(row[8]),
        text_sha256=text_of(row[9]),
        paragraphs=tuple(Paragraph(*fields) for fields in json_of(row[10])),
        cleaning=cleaning_from_plain(json_of(row[11]), text_of(row[8])),
        sources=sources_from_plain(json_of(row[13])),
    )


def _position_now(connection: sqlite3.Connection, position: Position, articles: tuple[Article, ...]) -> Position:
    """A position in the texts as they are now. Places of articles that are gone are left out; the current difference
    is, when one of its readings is."""
    now = {article.id: article for article in articles}
    crossings: dict[tuple[str, str], Crossing | None] = {}

    def crossing(article: str, revision: str) -> Crossing | None:
        if (article, revision) not in crossings:
            old = revision_text(connection, article, revision)
            crossings[article, revision] = None if old is None else Crossing(old, now[article].text)
        return crossings[article, revision]

    places: list[Place] = []
    for place in position.places:
        if place.article in now and place.revision == now[place.article].text_sha256:
            places.append(place)
        elif place.article in now and (way := crossing(place.article, place.revision)):
            places.append(way.place(place))
    readings: list[Reading] = []
    for reading in position.readings:
        if reading.article in now and reading.revision == now[reading.article].text_sha256:
            readings.append(reading)
        elif reading.article in now and (way := crossing(reading.article, reading.revision)):
            readings.extend([carried] if (carried := way.carry(reading)) else [])
    whole = len(readings) == len(position.readings)
    return replace(
        position,
        places=tuple(places),
        readings=tuple(readings) if whole else (),
        difference=position.difference if whole else "",
        base=position.base if position.base in now else "",
    )
