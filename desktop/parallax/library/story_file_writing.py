"""Writing a story file: a story out of the tables, as JSON and raw bytes, into an archive."""

from __future__ import annotations

import io
import json
import sqlite3
from pathlib import Path
from typing import Any, cast

from parallax.article import Article, ArticleRole, Paragraph
from parallax.article_json import cleaning_from_plain, cleaning_to_plain, sources_from_plain
from parallax.errors import LibraryError, StoryMissing, WriteError
from parallax.library.loading import load_corrections, load_marks
from parallax.library.plain_marks import correction_plain, mark_plain, position_plain
from parallax.library.records import Position
from parallax.library.storing import json_of, position_of, text_of
from parallax.library.story_archive import Unfit, packed
from parallax.library.story_file import STORY_FORMAT, FiledArticle, KeptText, StoryFile
from parallax.library.story_file_reading import story_of_archive
from parallax.whole_files import write_bytes_whole


def write_story_file(connection: sqlite3.Connection, source: str, story: str, path: Path) -> None:
    """Write a story of the library `source` to `path`, as a whole or not at all; read again before it is written, so
    that what was exported can be imported. All reads are of the caller's transaction.

    Raises StoryMissing, WriteError (also where `path` is the library itself), and LibraryError for a story too large
    for a file.
    """
    if any(_is_same_file(path, Path(source + end)) for end in ("", "-wal", "-shm", "-journal")):
        raise WriteError(str(path), "this is the library itself. Choose another place.")
    file = story_file(connection, source, story)
    try:
        archive = packed(story_json(file), file.raw)
        story_of_archive(io.BytesIO(archive))
    except Unfit as unfit:
        raise LibraryError(source, f"the story cannot be exported: {unfit}") from unfit
    write_bytes_whole(path, archive)


def _is_same_file(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except (OSError, ValueError):  # one of them is not there
        return False


def story_file(connection: sqlite3.Connection, source: str, story: str) -> StoryFile:
    """A story out of the tables, whole. Raises StoryMissing."""
    head = connection.execute(
        "SELECT id, title, created, changed, tags, origin FROM story WHERE id = ?", (story,)
    ).fetchone()
    if head is None:
        raise StoryMissing(source, f"there is no story {story} in it")
    articles = filed_articles(connection, story)
    kept = connection.execute("SELECT value FROM position WHERE story = ?", (story,)).fetchone()
    position = _fitting(position_of(kept[0]), articles) if kept else Position()
    raw = {
        digest: bytes(content)
        for digest, content in connection.execute(
            "SELECT DISTINCT r.sha256, r.bytes FROM raw r JOIN article a ON a.raw_sha256 = r.sha256 WHERE a.story = ?",
            (story,),
        )
    }
    return StoryFile(
        id=head[0],
        title=text_of(head[1]),
        created=head[2],
        changed=head[3],
        tags=tuple(json_of(head[4])),
        origin=head[5],
        articles=articles,
        marks=tuple(load_marks(connection, story)),
        corrections=tuple(load_corrections(connection, story)),
        position=position,
        raw=raw,
    )


def story_json(file: StoryFile) -> bytes:
    """The `parallax-story/2` object in UTF-8. Offsets are code points of the text that `text_sha256` names. A lone
    surrogate, which UTF-8 proper cannot hold, stands as its three bytes."""
    plain = {
        "format": STORY_FORMAT,
        "offset_unit": "code point",
        "tool": {"version": file.tool},
        "story": {
            "id": file.id,
            "title": file.title,
            "created": file.created,
            "changed": file.changed,
            "tags": list(file.tags),
            "origin": file.origin,
        },
        "articles": [_article_plain(filed) for filed in file.articles],
        "marks": [{**mark_plain(mark), "aside": mark.aside} for mark in file.marks],
        "corrections": [{**correction_plain(kept), "aside": kept.aside} for kept in file.corrections],
        "position": position_plain(file.position),
    }
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def filed_articles(connection: sqlite3.Connection, story: str) -> tuple[FiledArticle, ...]:
    """The articles of a story in their order, removed ones too, with every text kept of them."""
    texts: dict[str, list[KeptText]] = {}
    for row in connection.execute(
        "SELECT r.article, r.text, r.text_sha256, r.paragraphs, r.cleaning, r.made FROM revision r"
        " JOIN article a ON a.id = r.article WHERE a.story = ? ORDER BY r.number",
        (story,),
    ):
        text, paragraphs = text_of(row[1]), tuple(Paragraph(*fields) for fields in json_of(row[3]))
        texts.setdefault(row[0], []).append(
            KeptText(text, row[2], paragraphs, cleaning_from_plain(json_of(row[4]), text), row[5])
        )
    found = connection.execute(
        "SELECT id, outlet, author, published, location, retrieved, role, raw_sha256, file_name, revision, removed,"
        " origin, sources FROM article WHERE story = ? ORDER BY place, number",
        (story,),
    )
    articles = []
    for row in found:
        now = next(text for text in texts[row[0]] if text.text_sha256 == row[9])
        article = Article(
            id=row[0],
            outlet=text_of(row[1]),
            author=text_of(row[2]),
            published=text_of(row[3]),
            location=text_of(row[4]),
            retrieved=text_of(row[5]),
            role=cast(ArticleRole, row[6]),
            raw_sha256=row[7] or "",
            text=now.text,
            text_sha256=now.text_sha256,
            paragraphs=now.paragraphs,
            cleaning=now.cleaning,
            sources=sources_from_plain(json_of(row[12])),
        )
        articles.append(FiledArticle(article, tuple(texts[row[0]]), text_of(row[8]), row[10], row[11]))
    return tuple(articles)


def _fitting(position: Position, articles: tuple[FiledArticle, ...]) -> Position:
    """The position less what names a text that is not kept: it is set unchecked, and is no reason to export nothing."""
    texts = {(filed.article.id, kept.text_sha256): kept.text for filed in articles for kept in filed.texts}

    def there(article: str, revision: str, start: int, end: int) -> bool:
        return 0 <= start <= end <= len(texts.get((article, revision), "")) and (article, revision) in texts

    places = tuple(p for p in position.places if there(p.article, p.revision, p.at, p.at))
    whole = all(there(*r.place) and texts[r.article, r.revision][r.start : r.end] == r.exact for r in position.readings)
    return Position(
        position.view,
        places,
        position.difference if whole else "",
        position.readings if whole else (),
        position.base if any(filed.article.id == position.base for filed in articles) else "",
    )


def _article_plain(filed: FiledArticle) -> dict[str, Any]:
    article = filed.article
    return {
        "id": article.id,
        "origin": filed.origin,
        "outlet": article.outlet,
        "author": article.author,
        "published": article.published,
        "location": article.location,
        "retrieved": article.retrieved,
        "role": article.role,
        "raw_sha256": article.raw_sha256,
        "file_name": filed.file_name,
        "removed": filed.removed,
        "sources": [list(source) for source in article.sources],
        "text_sha256": article.text_sha256,
        "texts": [
            {
                "text_sha256": text.text_sha256,
                "made": text.made,
                "text": text.text,
                "paragraphs": [[p.start, p.end, p.role] for p in text.paragraphs],
                "cleaning": cleaning_to_plain(text.cleaning),
            }
            for text in filed.texts
        ],
    }
