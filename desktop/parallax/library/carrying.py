"""Carrying the readings of marks and corrections from one revision of an article's text to another."""

from __future__ import annotations

from dataclasses import dataclass, field

from parallax.library.anchors import Crossing
from parallax.library.loading import load_corrections, load_marks, revision_text
from parallax.library.records import KeptCorrection, Mark, Reading
from parallax.library.storing import stored, stored_readings, text_of
from parallax.library.writing import Writing


def carry_all(writing: Writing, story: str, article: str) -> None:
    """After a new text: carry the readings of every mark and correction of the story on this article, each from the
    revision that it still fits. What does not fit goes to the tray; what fits again comes out of it."""
    _Carrying(writing, article).all_of(story, again=False)


def carry_again(writing: Writing, story: str, article: str) -> None:
    """After an undo or redo that changed the article's revision, which wrote back what its own change had carried:
    carry whatever in sight still names another revision. Nothing of it is logged."""
    _Carrying(writing, article).all_of(story, again=True)


@dataclass(slots=True)
class _Carrying:
    writing: Writing
    article: str
    revision: str = ""
    text: str = ""
    crossings: dict[str, Crossing] = field(default_factory=dict)

    def all_of(self, story: str, *, again: bool) -> None:
        self.revision, text = self.writing.connection.execute(
            "SELECT r.text_sha256, r.text FROM article a JOIN revision r"
            " ON r.article = a.id AND r.text_sha256 = a.revision WHERE a.id = ?",
            (self.article,),
        ).fetchone()
        self.text = text_of(text)
        for mark in load_marks(self.writing.connection, story):
            if mark.kind == "seen":
                self._see(mark)
            elif not (again and mark.aside):
                self._carry("mark", mark, whole=False, quietly=again)
        for correction in load_corrections(self.writing.connection, story):
            if not (again and correction.aside):
                self._carry("correction", correction, whole=correction.kind == "relation", quietly=again)

    def _see(self, mark: Mark) -> None:
        """What was seen is carried whole or not at all: with the text it was seen in, it comes back."""
        carried, reasons = self._carried(mark.readings, whole=False)
        if carried != mark.readings and not reasons:
            self.writing.update("mark", (mark.id,), {"readings": stored_readings(carried)}, quietly=True)

    def _carry(self, table: str, item: Mark | KeptCorrection, *, whole: bool, quietly: bool) -> None:
        if all(reading.article != self.article for reading in item.readings):
            return
        carried, reasons = self._carried(item.readings, whole=whole)
        if quietly and carried == item.readings and not reasons:
            return
        row = {"readings": stored_readings(carried)}
        if reasons or not item.aside:
            row["aside"] = stored("; ".join(dict.fromkeys(reasons)))
        elif self._all_fit(carried):
            row["aside"] = ""  # an earlier text came back, and with it the words
        self.writing.update(table, (item.id,), {**row}, quietly=quietly)

    def _carried(self, readings: tuple[Reading, ...], *, whole: bool) -> tuple[tuple[Reading, ...], list[str]]:
        """The readings in the new text, those that do not fit as they were, and why these do not."""
        carried: list[Reading] = []
        reasons: list[str] = []
        for reading in readings:
            if reading.article != self.article or reading.revision == self.revision:
                carried.append(reading)
                continue
            way = self._crossing(reading.revision)
            found = way.whole(reading) if whole else way.carry(reading)
            carried.append(found or reading)
            if found is None:
                reasons.append(way.why_not(reading))
        return tuple(carried), reasons

    def _crossing(self, revision: str) -> Crossing:
        if revision not in self.crossings:
            old = revision_text(self.writing.connection, self.article, revision)
            self.crossings[revision] = Crossing(old or "", self.text)
        return self.crossings[revision]

    def _all_fit(self, readings: tuple[Reading, ...]) -> bool:
        for reading in readings:
            now = self.writing.connection.execute("SELECT revision FROM article WHERE id = ?", (reading.article,))
            if now.fetchone() != (reading.revision,):
                return False
        return True
