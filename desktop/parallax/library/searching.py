"""Searching the library: SQLite's full-text indexes say which rows hold the words, the texts themselves say where.

The words are looked for in any order, without regard to case and diacritics, the last of them as the beginning of a
word. All of them must stand in one title, text or note. The ranking is Okapi BM25 (Robertson et al. 1994) as SQLite's
FTS5 has it, weighted by where the words stand.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections import Counter, deque
from typing import Any

from parallax.library.records import Hit, HitKind
from parallax.library.storing import json_of, text_of

_AROUND = 60
"""Code points shown on either side of what was found."""
_TOGETHER = 200
"""Code points within which several words count as standing together."""
_MOST_WORDS = 32
"""Words looked for; further ones are left out."""
_WORD = re.compile(r"[^\W_][^\W_\u0300-\u036f]*")
_MARKS = "[\u0300-\u036f]*"

_HEAD = "s.id, s.title"
_QUERIES: tuple[tuple[HitKind, float, str], ...] = (
    (
        "story",
        4.0,
        f"""SELECT w.rank, {_HEAD}, '', '', '', s.title, s.tags FROM story_words w
        JOIN story s ON s.number = w.rowid
        WHERE story_words MATCH ? AND s.binned = '' ORDER BY w.rank LIMIT ?""",
    ),
    (
        "note",
        2.0,
        f"""SELECT w.rank, {_HEAD}, '', '', m.id, m.note, '' FROM note_words w
        JOIN mark m ON m.number = w.rowid JOIN story s ON s.id = m.story
        WHERE note_words MATCH ? AND s.binned = '' ORDER BY w.rank LIMIT ?""",
    ),
    (
        "text",
        1.0,
        f"""SELECT w.rank, {_HEAD}, a.id, a.outlet, '', r.number, '' FROM text_words w
        JOIN revision r ON r.number = w.rowid
        JOIN article a ON a.id = r.article AND a.revision = r.text_sha256 AND a.removed = ''
        JOIN story s ON s.id = a.story
        WHERE text_words MATCH ? AND s.binned = '' ORDER BY w.rank LIMIT ?""",
    ),
    (
        "article",
        1.0,
        f"""SELECT w.rank, {_HEAD}, a.id, a.outlet, '', a.outlet, a.author FROM article_words w
        JOIN article a ON a.number = w.rowid AND a.removed = '' JOIN story s ON s.id = a.story
        WHERE article_words MATCH ? AND s.binned = '' ORDER BY w.rank LIMIT ?""",
    ),
)
"""Where to look, how much it counts, and the rows there: rank, story, title, article, outlet, mark, and two places of
words (of a text, its number)."""


def search(connection: sqlite3.Connection, words: str, limit: int) -> list[Hit]:
    """The best places of these words in the stories that are not in the bin, at most `limit`, one for each title, text,
    note or outlet, the best first. Whatever is typed is looked for as words; nothing is an operator. No words, no
    hits."""
    sought = list(dict.fromkeys(_WORD.findall(words)))[:_MOST_WORDS]
    if not sought or limit < 1:
        return []
    asked = " ".join(f'"{word}"' for word in sought) + "*"
    rows = []
    for order, (kind, weight, query) in enumerate(_QUERIES):
        found = connection.execute(query, (asked, limit)).fetchall()
        rows += [(round(row[0] * weight, 3), order, place, kind, row) for place, row in enumerate(found)]
    rows.sort(key=lambda row: row[:3])
    pattern = _pattern(sought)
    return [_hit(connection, kind, row, pattern) for *_, kind, row in rows[:limit]]


def _hit(connection: sqlite3.Connection, kind: HitKind, row: tuple[Any, ...], pattern: re.Pattern[str]) -> Hit:
    _, story, title, article, outlet, mark, first, second = row
    if kind == "text":
        held = connection.execute("SELECT text FROM revision WHERE number = ?", (first,)).fetchone()
        places = [text_of(held[0])]
    elif kind == "story":
        places = [text_of(first), ", ".join(json_of(second))]
    else:
        places = [text_of(first), text_of(second)]
    text, (start, end) = max(((text, _best(text, pattern)) for text in places), key=lambda one: one[1] != (0, 0))
    before, after = text[max(start - _AROUND, 0) : start], text[end : end + _AROUND]
    return Hit(
        story=str(story),
        title=text_of(title),
        kind=kind,
        article=str(article),
        outlet=text_of(outlet),
        mark=str(mark),
        start=start if kind == "text" else 0,
        end=end if kind == "text" else 0,
        before=before.rpartition("\n")[2],
        found=text[start:end],
        after=after.partition("\n")[0],
    )


def _best(text: str, pattern: re.Pattern[str]) -> tuple[int, int]:
    """(start, end) of the shortest place that holds the most of the words within one line, the earliest of equal ones;
    (0, 0) where none stands."""
    near: deque[tuple[int, int, int]] = deque()
    count: Counter[int] = Counter()
    best, place = (0, 0), (0, 0)
    for match in pattern.finditer(text.translate(_FOLDS)):
        number, (start, end) = match.lastindex or 0, match.span()
        near.append((number, start, end))
        count[number] += 1
        while count[near[0][0]] > 1 or end - near[0][1] > _TOGETHER or "\n" in text[near[0][1] : start]:
            count[near.popleft()[0]] -= 1
        worth = (sum(1 for times in count.values() if times), near[0][1] - end)
        if worth > best or not best[0]:
            best, place = worth, (near[0][1], end)
        if pattern.groups == 1:
            break
    return place


def _pattern(sought: list[str]) -> re.Pattern[str]:
    """The words in a folded text, each a group of its own, the last with what follows it in its word."""
    folded = [_MARKS.join(map(re.escape, word.translate(_FOLDS))) + _MARKS for word in sought]
    words = "|".join(f"({word})" for word in [*folded[:-1], folded[-1] + r"[^\W_]*"])
    return re.compile(rf"(?<![^\W_])(?:{words})(?![^\W_])")


class _Folds(dict[int, str]):
    """Each character without case and diacritics, still as one character, so that places stay what they are."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        base = unicodedata.normalize("NFD", character.lower())[:1]
        self[code] = base if base.isalnum() else character
        return self[code]


_FOLDS = _Folds()
