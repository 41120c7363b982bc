"""One story into another: a copy that went its own way comes home, and nothing that either holds is lost."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from parallax.article import new_id
from parallax.errors import LibraryError
from parallax.library.anchors import Crossing
from parallax.library.changes import MergeStories
from parallax.library.importing import article_row, correction_row, mark_row, text_row
from parallax.library.loading import article_count, load_corrections, load_marks
from parallax.library.opposing import contradicts, is_same
from parallax.library.records import MOST_ARTICLES, KeptCorrection, Mark, Reading
from parallax.library.storing import Row, json_of, stored, stored_json, stored_readings
from parallax.library.story_file import FiledArticle
from parallax.library.story_file_writing import filed_articles
from parallax.library.writing import Writing

_Place = tuple[str, str, int, int]
_Beginning = tuple[str, str, int]


def write_merge(change: MergeStories, writing: Writing, source: str, time: str) -> None:
    """Bring `other` into the story, then put it into the bin, as it was. All is one step to undo.

    Articles correspond that come from one (by id and origin, over any number of imports and copies), else those of one
    outlet that have a revision of their text in common; the rest are added. The text that the story has stays its
    text: the other's is kept under the article, and what was marked on it is carried, or goes to the tray. An article
    that is in either story is in it afterwards. A judgement that both hold stands once, the larger set of readings of
    two checks stays, notes that differ are both kept. Of two corrections that contradict each other the story's own
    stays, and the other goes to the tray. Raises LibraryError for a story with itself, and for more than
    `MOST_ARTICLES` together.
    """
    if change.story == change.other:
        raise LibraryError(source, "a story cannot be merged with itself; nothing was changed")
    _Merging(writing, change.story, change.other, time).merge()
    count = article_count(writing.connection, change.story)
    if count > MOST_ARTICLES:
        together = f"together these stories have {count} articles, and one holds up to {MOST_ARTICLES}"
        raise LibraryError(source, f"{together}; nothing was changed, so take some out first")


@dataclass(frozen=True, slots=True)
class _Way:
    """From an article of the other story to the one of this story that it became: its id, and its text as it is now."""

    other: FiledArticle
    article: str
    revision: str
    text: str
    crossings: dict[str, Crossing] = field(default_factory=dict)

    def crossing(self, revision: str) -> Crossing:
        if revision not in self.crossings:
            old = next(text.text for text in self.other.texts if text.text_sha256 == revision)
            self.crossings[revision] = Crossing(old, self.text)
        return self.crossings[revision]


@dataclass(slots=True)
class _Merging:
    writing: Writing
    story: str
    other: str
    time: str
    ways: dict[str, _Way] = field(default_factory=dict)

    def merge(self) -> None:
        self._articles()
        self._marks()
        self._corrections()
        own, tags = (json_of(self._of_story("tags", story)) for story in (self.story, self.other))
        self.writing.update("story", (self.story,), {"tags": stored_json(list(dict.fromkeys([*own, *tags])))})
        # One that lies there already goes in anew, so that the step names it, and ends with it when it is deleted.
        self.writing.update("story", (self.other,), {"binned": self.time})

    def _of_story(self, column: str, story: str) -> str | bytes:
        found = self.writing.connection.execute(f"SELECT {column} FROM story WHERE id = ?", (story,)).fetchone()
        value: str | bytes = found[0]
        return value

    def _articles(self) -> None:
        own = filed_articles(self.writing.connection, self.story)
        others = filed_articles(self.writing.connection, self.other)
        partner = self._partners(own, others)
        place = self.writing.connection.execute(
            "SELECT coalesce(max(place) + 1, 0) FROM article WHERE story = ?", (self.story,)
        ).fetchone()[0]
        for other in others:
            if other.article.id in partner:
                self._join(partner[other.article.id], other)
            else:
                self._add(other, place)
                place += 1

    def _partners(self, own: tuple[FiledArticle, ...], others: tuple[FiledArticle, ...]) -> dict[str, FiledArticle]:
        """The article of this story for articles of the other, by their ids; none stands for two."""
        free = sorted(own, key=lambda filed: bool(filed.removed))
        lineage = {filed.article.id: self._lineage(filed) for filed in (*own, *others)}
        found: dict[str, FiledArticle] = {}

        def parent(one: FiledArticle, two: FiledArticle) -> bool:
            return one.origin == two.article.id or two.origin == one.article.id

        def kin(one: FiledArticle, two: FiledArticle) -> bool:
            return bool(lineage[one.article.id] & lineage[two.article.id])

        def alike(one: FiledArticle, two: FiledArticle) -> bool:
            shared = {text.text_sha256 for text in one.texts} & {text.text_sha256 for text in two.texts}
            return one.article.outlet == two.article.outlet and bool(shared)

        for belongs in (parent, kin, alike):
            for other in others:
                fitting = next((filed for filed in free if belongs(filed, other)), None)
                if other.article.id not in found and fitting is not None:
                    found[other.article.id] = fitting
                    free.remove(fitting)
        return found

    def _lineage(self, filed: FiledArticle) -> set[str]:
        """The ids of an article and of all that it was made from, as far as the library knows."""
        names, origin = {filed.article.id}, filed.origin
        while origin and origin not in names:
            names.add(origin)
            row = self.writing.connection.execute("SELECT origin FROM article WHERE id = ?", (origin,)).fetchone()
            origin = row[0] if row else ""
        return names

    def _join(self, own: FiledArticle, other: FiledArticle) -> None:
        """The other's texts under the story's own article, and of its particulars those that are not known here."""
        mine, theirs = own.article, other.article
        kept = {text.text_sha256 for text in own.texts}
        for text in other.texts:
            if text.text_sha256 not in kept:
                self.writing.insert("revision", text_row(text, mine.id), quietly=True)
        row: Row = {}
        for name in ("outlet", "author", "published"):
            if not getattr(mine, name) and getattr(theirs, name):
                row[name] = stored(getattr(theirs, name))
        if theirs.raw_sha256 and not mine.raw_sha256 and mine.text_sha256 == theirs.text_sha256:
            row["raw_sha256"], row["file_name"] = theirs.raw_sha256, stored(other.file_name)
            row["location"], row["retrieved"] = stored(theirs.location), stored(theirs.retrieved)
            row["sources"] = stored_json(theirs.sources)
        if own.removed and not other.removed:
            row["removed"] = ""
        if row:
            self.writing.update("article", (mine.id,), row)
        self.ways[theirs.id] = _Way(other, mine.id, mine.text_sha256, mine.text)

    def _add(self, other: FiledArticle, place: int) -> None:
        """A copy of the other's article: the other story stays whole in the bin."""
        name = new_id()
        row = article_row(other, name, self.story, place, other.article.id)
        self.writing.insert("article", row, undone={"removed": other.removed or self.time})
        for text in other.texts:
            self.writing.insert("revision", text_row(text, name), quietly=True)
        self.ways[other.article.id] = _Way(other, name, other.article.text_sha256, other.article.text)

    def _marks(self) -> None:
        own = _Marks()
        for known in load_marks(self.writing.connection, self.story):
            own.add(known)
        for mark in load_marks(self.writing.connection, self.other):
            readings, aside = self._carried(mark.readings, mark.aside, whole=False)
            carried = replace(mark, id=new_id(), readings=readings, aside=aside)
            if mark.kind != "note":
                self._judge(carried, own)
            elif not own.has_note(carried):
                self.writing.insert("mark", mark_row(carried, self.story))
                own.add(carried)

    def _judge(self, mark: Mark, own: _Marks) -> None:
        """Add what was seen or checked. One set of readings within another is one judgement, of the larger set; two
        that only overlap stay two, as together they would say more than was judged."""
        judged = _places(mark)
        alike = own.judgements_on(mark)
        if any(judged <= _places(known) and (mark.aside or not known.aside) for known in alike):
            return
        for known in alike:
            if _places(known) < judged and mark.kind == "checked" and not (mark.aside or known.aside):
                self.writing.update("mark", (known.id,), {"readings": stored_readings(mark.readings)})
                own.add(replace(known, readings=mark.readings))
                return
        if mark.kind == "checked" or not mark.aside:  # what was seen and does not fit is no longer seen
            self.writing.insert("mark", mark_row(mark, self.story))
            own.add(mark)

    def _corrections(self) -> None:
        own: dict[_Beginning, list[KeptCorrection]] = {}
        for known in load_corrections(self.writing.connection, self.story):
            _put(known, own)
        for correction in load_corrections(self.writing.connection, self.other):
            whole = correction.kind == "relation"
            readings, aside = self._carried(correction.readings, correction.aside, whole=whole)
            kind, value = correction.kind, correction.value
            near = _near(readings, own)
            same = [known for known in near if is_same(kind, readings, value, known)]
            if any(not known.aside for known in same):
                continue
            if not aside and any(not known.aside and contradicts(kind, readings, known) for known in near):
                aside = f"the other copy says {_said(correction)}, and this story says otherwise"
            if aside and same:
                continue
            carried = replace(correction, id=new_id(), readings=readings, aside=aside)
            self.writing.insert("correction", correction_row(carried, self.story))
            _put(carried, own)

    def _carried(self, readings: tuple[Reading, ...], aside: str, *, whole: bool) -> tuple[tuple[Reading, ...], str]:
        """The readings in the texts of this story, and why they are for the tray, or an empty string. What lay in the
        other's tray stays in it, unless it fits the text that this story still has."""
        carried: list[Reading] = []
        reasons: list[str] = []
        regained = False
        for reading in readings:
            way = self.ways[reading.article]
            here = replace(reading, article=way.article)
            if reading.revision == way.revision:
                regained = regained or reading.revision != way.other.article.text_sha256
                carried.append(here)
                continue
            crossing = way.crossing(reading.revision)
            found = None if aside else crossing.whole(here) if whole else crossing.carry(here)
            carried.append(found or here)
            if found is None:
                reasons.append(crossing.why_not(here))
        if aside and not (regained and not reasons):
            return tuple(carried), aside
        return tuple(carried), "; ".join(dict.fromkeys(reasons))


class _Marks:
    """The marks that the story has by now, found by what they are about: a story may hold thousands."""

    def __init__(self) -> None:
        self._notes: dict[object, bool] = {}
        self._judged: dict[object, dict[str, Mark]] = {}

    def add(self, mark: Mark) -> None:
        """Take in a mark, in place of one of the same id."""
        if mark.kind == "note":
            key = mark.note, mark.difference, frozenset(_places(mark))
            self._notes[key] = self._notes.get(key, False) or not mark.aside
        for place in _places(mark):
            self._judged.setdefault((mark.kind, mark.difference, place), {})[mark.id] = mark

    def has_note(self, mark: Mark) -> bool:
        """Whether a note stands there already: in sight, or in the tray like this one."""
        in_sight = self._notes.get((mark.note, mark.difference, frozenset(_places(mark))))
        return in_sight is not None and (bool(mark.aside) or in_sight)

    def judgements_on(self, mark: Mark) -> list[Mark]:
        """The marks of this kind, about this kind of difference, that share a reading with it."""
        found: dict[str, Mark] = {}
        for place in sorted(_places(mark)):
            found.update(self._judged.get((mark.kind, mark.difference, place), {}))
        return list(found.values())


def _places(mark: Mark) -> set[_Place]:
    return {reading.place for reading in mark.readings}


def _put(correction: KeptCorrection, into: dict[_Beginning, list[KeptCorrection]]) -> None:
    for beginning in _beginnings(correction.readings):
        into.setdefault(beginning, []).append(correction)


def _near(readings: tuple[Reading, ...], among: dict[_Beginning, list[KeptCorrection]]) -> list[KeptCorrection]:
    """The corrections that say something of words that begin where these do: no other can be the same or contradict."""
    found = [known for beginning in _beginnings(readings) for known in among.get(beginning, ())]
    return list({known.id: known for known in found}.values())


def _beginnings(readings: tuple[Reading, ...]) -> list[_Beginning]:
    """Where readings begin; one place for those of a correction that has none."""
    return sorted({(reading.article, reading.revision, reading.start) for reading in readings}) or [("", "", 0)]


def _said(correction: KeptCorrection) -> str:
    """What a correction says, as a clause that begins with "that"."""
    value = " ".join(correction.value.split())
    match correction.kind:
        case "relation":
            return f"that these are {value}"
        case "link":
            return "that these sentences report the same"
        case "unlink":
            return "that these sentences do not report the same"
        case "same speaker":
            return "that this is one speaker"
        case "other speaker":
            return "that these are two speakers"
        case "name of speaker":
            return f"that this speaker is called “{value}”"
        case "same thing":
            return "that this is one thing"
        case "other thing":
            return "that these are two things"
        case "not a difference":
            return "that this is no difference"
        case "another kind":
            return f"that this is a difference of the kind “{value.partition(' ')[2]}”"
        case "add attribution" | "resize attribution":
            return "that somebody says this here"
        case "delete attribution":
            return "that nobody says this here"
        case "join sentences":
            return "that this is one sentence"
        case "split sentence":
            return "that these are two sentences"
        case "join paragraphs":
            return "that this is one paragraph"
        case "split paragraph":
            return "that these are two paragraphs"
        case "role of paragraph":
            return f"that the role of this paragraph is {value}"
    return f"“{correction.kind}”"
