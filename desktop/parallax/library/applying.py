"""What each change writes. Every function here runs inside the one transaction of its change."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import assert_never, get_args

from parallax.article import Article, new_id, sha256
from parallax.article_json import cleaning_to_plain, sources_from_plain
from parallax.cleaning import indices_of, taken_back
from parallax.errors import CorrectionError, LibraryError, NoteChanged, StoryMissing
from parallax.library.carrying import carry_all
from parallax.library.changes import (
    AddArticle,
    AddCorrection,
    BinStory,
    Change,
    ClearChecked,
    DuplicateStory,
    EditArticle,
    HoldPaste,
    ImportStory,
    LayAside,
    MergeStories,
    NewStory,
    PutBack,
    ReleasePaste,
    RemoveArticle,
    RemoveCorrection,
    RenameStory,
    RestoreStory,
    ReviseArticle,
    SetAsked,
    SetChecked,
    SetNote,
    SetPosition,
    SetSeen,
    SetTags,
    TakeBack,
    Together,
)
from parallax.library.duplicating import write_duplicate
from parallax.library.loading import article_count, load_article, load_corrections, load_marks_on, revision_text
from parallax.library.opposing import contradicts, is_same
from parallax.library.records import MOST_ARTICLES, KeptCorrection, MarkKind, Reading
from parallax.library.storing import Column, json_of, stored, stored_json, stored_position, stored_readings
from parallax.library.writing import Writing
from parallax.particulars import ASKED, READER, Sources, with_source
from parallax.values import CorrectionKind


def write(change: Change, writing: Writing, source: str, time: str) -> None:
    """Write a change. Raises StoryMissing, LibraryError and CorrectionError; the caller then rolls back."""
    _Applying(writing, source, time).write(change)


@dataclass(frozen=True, slots=True)
class _Applying:
    writing: Writing
    source: str
    time: str

    def write(self, change: Change) -> None:
        if not isinstance(change, NewStory | ImportStory | HoldPaste | ReleasePaste):
            self._must_exist("story", change.story, change.story)
        match change:
            case NewStory():
                self._new_story(change)
            case DuplicateStory():
                write_duplicate(change, self.writing, self.source, self.time)
            case ImportStory():
                from parallax.library.importing import write_import

                write_import(change, self.writing, self.time)
            case MergeStories():
                from parallax.library.merging import write_merge

                self._must_exist("story", change.other, change.other)
                write_merge(change, self.writing, self.source, self.time)
            case SetTags():
                self.writing.update("story", (change.story,), {"tags": stored_json(_tidy(change.tags))})
            case HoldPaste():
                self.writing.connection.execute(
                    "INSERT INTO held (id, text, html, time, address, title) VALUES (?, ?, ?, ?, ?, ?)"
                    " ON CONFLICT (id) DO UPDATE SET text = excluded.text, html = excluded.html,"
                    " address = excluded.address, title = excluded.title",
                    (
                        change.id,
                        *map(stored, (change.text, change.html)),
                        self.time,
                        *map(stored, (change.address, change.title)),
                    ),
                )
            case ReleasePaste():
                self._release(change.id)
            case RenameStory():
                self.writing.update("story", (change.story,), {"title": stored(change.title)})
            case BinStory():
                if not self._column("story", "binned", change.story):
                    self.writing.update("story", (change.story,), {"binned": self.time})
            case RestoreStory():
                self.writing.update("story", (change.story,), {"binned": ""})
            case AddArticle():
                self._add_article(change)
            case RemoveArticle():
                self._must_exist("article", change.article, change.story)
                if not self._column("article", "removed", change.article):
                    self.writing.update("article", (change.article,), {"removed": self.time})
            case ReviseArticle():
                self._revise(change)
            case EditArticle():
                self._edit(change)
            case TakeBack():
                self._take_back(change)
            case SetAsked():
                self._keep_asked(change)
            case SetPosition():
                self.writing.connection.execute(
                    "INSERT INTO position VALUES (?, ?) ON CONFLICT (story) DO UPDATE SET value = excluded.value",
                    (change.story, stored_position(change.position)),
                )
            case SetChecked():
                self._check(change)
            case SetSeen():
                self._see(change)
            case ClearChecked():
                self._must_exist("mark", change.mark, change.story)
                self.writing.delete("mark", (change.mark,))
            case SetNote():
                self._note(change)
            case AddCorrection():
                self._correct(change)
            case RemoveCorrection():
                self._must_exist("correction", change.correction, change.story)
                self.writing.delete("correction", (change.correction,))
            case LayAside():
                table = self._table_of(change.item, change.story)
                self.writing.update(table, (change.item,), {"aside": stored(change.reason or "it no longer applies")})
            case PutBack():
                self._put_back(change)
            case Together():
                if any(one.story != change.story for one in change.changes):
                    raise ValueError("only changes of one story are made together")
                for one in change.changes:
                    self.write(one)
            case _:
                assert_never(change)

    def _new_story(self, change: NewStory) -> None:
        if self._column("story", "id", change.story):
            raise LibraryError(self.source, "there is a story of this id already")
        row: dict[str, Column] = {
            "id": change.story,
            "title": stored(change.title),
            "created": self.time,
            "changed": self.time,
            "changes": 0,
            "binned": "",
        }
        self.writing.insert("story", row, undone={"binned": self.time})

    def _add_article(self, change: AddArticle) -> None:
        article = change.article
        if self._column("article", "id", article.id):
            raise LibraryError(self.source, "this article is in the library already")
        if article_count(self.writing.connection, change.story) >= MOST_ARTICLES:
            raise LibraryError(self.source, f"a story holds up to {MOST_ARTICLES} articles; nothing was added")
        self._keep_revision(article)
        found = self.writing.connection.execute(
            "SELECT coalesce(max(place) + 1, 0) FROM article WHERE story = ?", (change.story,)
        )
        row: dict[str, Column] = {
            "id": article.id,
            "story": change.story,
            "place": found.fetchone()[0],
            "outlet": stored(article.outlet),
            "author": stored(article.author),
            "published": stored(article.published),
            "role": article.role,
            "removed": "",
            "sources": stored_json(article.sources),
            **self._of_text(article, change.raw, change.file_name),
        }
        self.writing.insert("article", row, undone={"removed": self.time})
        if change.held:
            self._release(change.held)

    def _release(self, held: str) -> None:
        self.writing.connection.execute("DELETE FROM held WHERE id = ?", (held,))

    def _revise(self, change: ReviseArticle) -> None:
        article = change.article
        self._must_exist("article", article.id, change.story)
        before = str(self._column("article", "revision", article.id))
        self._keep_revision(article)
        row = self._of_text(article, change.raw, change.file_name)
        title = [source for source in article.sources if source[0] == "title"]
        row["sources"] = stored_json([source for source in self._sources(article.id) if source[0] != "title"] + title)
        self.writing.update("article", (article.id,), row)
        if article.text_sha256 != before:
            carry_all(self.writing, change.story, article.id)

    def _take_back(self, change: TakeBack) -> None:
        self._must_exist("article", change.article, change.story)
        before = load_article(self.writing.connection, self.source, change.article)
        indices = indices_of(before, change.pieces)
        if before.text_sha256 != change.revision or len(indices) < len(change.pieces):
            raise LibraryError(self.source, "the text was changed by another window; look at it again first")
        article = taken_back(before, indices)
        self._keep_revision(article)
        row: dict[str, Column] = {"title": stored(article.title), "revision": article.text_sha256}
        self.writing.update("article", (article.id,), row)
        if article.text_sha256 != before.text_sha256:
            carry_all(self.writing, change.story, article.id)

    def _edit(self, change: EditArticle) -> None:
        self._must_exist("article", change.article, change.story)
        given = {"outlet": change.outlet, "author": change.author, "published": change.published}
        row: dict[str, Column] = {name: stored(text) for name, text in given.items() if text is not None}
        sources = self._sources(change.article)
        for name, text in row.items():
            if text != self._column("article", name, change.article):
                sources = with_source(sources, name, READER)
        self.writing.update("article", (change.article,), {**row, "sources": stored_json(sources)})

    def _keep_asked(self, change: SetAsked) -> None:
        self._must_exist("article", change.article, change.story)
        sources = self._sources(change.article)
        for name in change.names:
            if name not in dict(sources):
                sources = with_source(sources, name, ASKED)
        self.writing.update("article", (change.article,), {"sources": stored_json(sources)}, quietly=True)

    def _sources(self, article: str) -> Sources:
        return sources_from_plain(json_of(self._column("article", "sources", article)))

    def _of_text(self, article: Article, raw: bytes, file_name: str) -> dict[str, Column]:
        """The columns of an article that come with its text; raw bytes are kept once for all articles."""
        digest = hashlib.sha256(raw).hexdigest() if raw else None
        if digest:
            self.writing.connection.execute("INSERT OR IGNORE INTO raw VALUES (?, ?)", (digest, raw))
        return {
            "title": stored(article.title),
            "location": stored(article.location),
            "retrieved": stored(article.retrieved),
            "raw_sha256": digest,
            "file_name": stored(file_name),
            "revision": article.text_sha256,
        }

    def _keep_revision(self, article: Article) -> None:
        """A text is kept for ever; of a text that is kept already only the paragraphs and the cleaning may differ."""
        if sha256(article.text) != article.text_sha256:
            raise ValueError(f"text_sha256 of article {article.id} is not that of its text")
        spans = stored_json([[p.start, p.end, p.role] for p in article.paragraphs])
        row: dict[str, Column] = {"paragraphs": spans, "cleaning": stored_json(cleaning_to_plain(article.cleaning))}
        if revision_text(self.writing.connection, article.id, article.text_sha256) is not None:
            self.writing.update("revision", (article.id, article.text_sha256), row)
            return
        self.writing.connection.execute(
            "INSERT INTO revision (article, text_sha256, text, paragraphs, cleaning, made) VALUES (?, ?, ?, ?, ?, ?)",
            (article.id, article.text_sha256, stored(article.text), row["paragraphs"], row["cleaning"], self.time),
        )

    def _check(self, change: SetChecked) -> None:
        judged = self._judged(change)
        for mark in load_marks_on(self.writing.connection, change.story, "checked", change.difference, change.readings):
            if mark.aside:
                continue
            known = {reading.place for reading in mark.readings}
            if judged <= known:
                if mark.time < self._last_text(change.story):
                    self.writing.update("mark", (mark.id,), {"time": self.time})
                return
            if known < judged:
                row: dict[str, Column] = {"readings": stored_readings(change.readings), "time": self.time}
                self.writing.update("mark", (mark.id,), row)
                return
        self._insert_mark(change.story, "checked", change.difference, change.readings, "")

    def _last_text(self, story: str) -> str:
        """When the text came that came last to a story."""
        found = self.writing.connection.execute(
            "SELECT max(r.made) FROM article a JOIN revision r ON r.article = a.id AND r.text_sha256 = a.revision"
            " WHERE a.story = ? AND a.removed = ''",
            (story,),
        )
        return str(found.fetchone()[0] or "")

    def _see(self, change: SetSeen) -> None:
        judged = self._judged(change)
        for mark in load_marks_on(self.writing.connection, change.story, "seen", change.difference, change.readings):
            if judged <= {reading.place for reading in mark.readings}:
                return
        self._insert_mark(change.story, "seen", change.difference, change.readings, "", quietly=True)

    def _judged(self, change: SetChecked | SetSeen) -> set[tuple[str, str, int, int]]:
        if not change.readings:
            raise ValueError("nothing can be checked or seen without readings")
        self._must_fit(change.readings, change.story)
        return {reading.place for reading in change.readings}

    def _note(self, change: SetNote) -> None:
        if change.before is not None and self._text_of_note(change) != stored(change.before):
            raise NoteChanged(self.source, "the note was changed by another window meanwhile; nothing was written")
        if not change.mark:
            self._must_fit(change.readings, change.story)
            if change.text.strip():
                self._insert_mark(change.story, "note", change.difference, change.readings, change.text)
            return
        self._must_exist("mark", change.mark, change.story)
        if not change.text.strip():
            self.writing.delete("mark", (change.mark,))
        elif self._column("mark", "note", change.mark) != stored(change.text):
            self.writing.update("mark", (change.mark,), {"note": stored(change.text), "time": self.time})

    def _text_of_note(self, change: SetNote) -> Column:
        """The text of the note that is to be written, or of one that stands on its readings; empty where none is."""
        if change.mark:
            return self._column("mark", "note", change.mark) or ""
        if not change.readings:
            return ""
        places = {reading.place for reading in change.readings}
        found = load_marks_on(self.writing.connection, change.story, "note", change.difference, change.readings)
        same = [mark.note for mark in found if not mark.aside and {r.place for r in mark.readings} == places]
        return stored(same[0]) if same else ""

    def _insert_mark(
        self,
        story: str,
        kind: MarkKind,
        difference: str,
        readings: tuple[Reading, ...],
        note: str,
        *,
        quietly: bool = False,
    ) -> None:
        row: dict[str, Column] = {
            "id": new_id(),
            "story": story,
            "kind": kind,
            "difference": difference,
            "readings": stored_readings(readings),
            "note": stored(note),
            "time": self.time,
            "aside": "",
        }
        self.writing.insert("mark", row, quietly=quietly)

    def _correct(self, change: AddCorrection) -> None:
        if change.kind not in get_args(CorrectionKind):
            raise CorrectionError(f"There is no correction of the kind {change.kind!r}; nothing was changed.")
        self._must_fit(change.readings, change.story)
        opposed = self._opposed(change.story, change.kind, change.readings)
        if any(is_same(change.kind, change.readings, change.value, other) for other in opposed):
            return
        for other in opposed:
            self.writing.delete("correction", (other.id,))
        row: dict[str, Column] = {
            "id": new_id(),
            "story": change.story,
            "kind": change.kind,
            "readings": stored_readings(change.readings),
            "value": stored(change.value),
            "time": self.time,
            "aside": "",
        }
        self.writing.insert("correction", row)

    def _opposed(self, story: str, kind: str, readings: tuple[Reading, ...]) -> list[KeptCorrection]:
        """The corrections in force that cannot stand beside one of this kind on these readings."""
        kept = load_corrections(self.writing.connection, story)
        return [other for other in kept if not other.aside and contradicts(kind, readings, other)]

    def _put_back(self, change: PutBack) -> None:
        table = self._table_of(change.item, change.story)
        self._must_fit(change.readings, change.story)
        if table == "correction":
            kind = str(self._column("correction", "kind", change.item))
            for other in self._opposed(change.story, kind, change.readings):
                if other.id != change.item:
                    self.writing.delete("correction", (other.id,))
        row: dict[str, Column] = {"readings": stored_readings(change.readings), "aside": ""}
        self.writing.update(table, (change.item,), row)

    def _must_fit(self, readings: tuple[Reading, ...], story: str) -> None:
        """Another window may have changed the text: a mark on words that are no more would be lost from sight."""
        for reading in readings:
            found = self.writing.connection.execute(
                "SELECT story, revision FROM article WHERE id = ?", (reading.article,)
            )
            place, revision = found.fetchone() or ("", "")
            if place != story:
                raise LibraryError(self.source, "the story has no such article any more; nothing was changed")
            if revision != reading.revision:
                raise LibraryError(self.source, "the text was changed by another window; look at it again first")

    def _table_of(self, item: str, story: str) -> str:
        table = "mark" if self._column("mark", "id", item) else "correction"
        self._must_exist(table, item, story)
        return table

    def _must_exist(self, table: str, key: str, story: str) -> None:
        if table == "story" and not self._column("story", "id", key):
            raise StoryMissing(self.source, f"there is no story {key} in it")
        if table != "story" and self._column(table, "story", key) != story:
            raise LibraryError(self.source, f"the story has no such {table} any more; nothing was changed")

    def _column(self, table: str, column: str, key: str) -> Column:
        row = self.writing.connection.execute(f"SELECT {column} FROM {table} WHERE id = ?", (key,)).fetchone()
        return row[0] if row else None


def _tidy(tags: tuple[str, ...]) -> list[str]:
    folded = (" ".join(tag.split()) for tag in tags)
    return list(dict.fromkeys(tag for tag in folded if tag))
