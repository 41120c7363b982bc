"""Reading a story file: every part of it is checked before anything is made of it."""

from __future__ import annotations

import json
import re
from array import array
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, TypeVar, get_args

from parallax.article import Article
from parallax.article_json import article_from_plain
from parallax.errors import NotAStoryFile
from parallax.library.anchors import CONTEXT
from parallax.library.records import MOST_ARTICLES, KeptCorrection, Mark, MarkKind, Place, Position, Reading
from parallax.library.story_archive import Unfit, damaged, not_ours, too_large, unpacked
from parallax.library.story_file import READ_FORMATS, STORY_FORMAT, FiledArticle, KeptText, StoryFile
from parallax.regular_files import not_readable, open_file, shown
from parallax.values import CorrectionKind

MAX_VALUES = 4_000_000
"""Numbers, strings, lists and objects in the JSON of a story: what they take in memory is bounded by their number."""
MAX_SEARCHED = 5_000_000_000
"""Code points searched for words that equal those of a reading, and four for each of these words at each find."""
MAX_EQUAL = 4_000_000
"""Equal words found in that search."""
MAX_NAME = 200
"""Code points of an id or a kind."""

_FORMAT = re.compile(r"parallax-story/([1-9]\d{0,8})")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z", re.ASCII)
_DIGEST = re.compile(r"[0-9a-f]{64}")
_NOT_IN_A_TEXT = re.compile("[\r\v\f\x1c-\x1e\x85\u2028\u2029\ud800-\udfff]")
"""What `article.normal` takes out of every text: line ends that are no line feeds, and lone surrogates."""
_MARK_KINDS: tuple[MarkKind, ...] = get_args(MarkKind)
_CORRECTION_KINDS: tuple[CorrectionKind, ...] = get_args(CorrectionKind)
_PARTICULARS = ("id", "outlet", "author", "published", "location", "retrieved", "role", "raw_sha256", "sources")
_Part = TypeVar("_Part")


def read_story_file(path: Path) -> StoryFile:
    """The story in a `.parallax` file, all of it checked; nothing is written anywhere.

    A mark or correction whose words are in an earlier revision than its article has now, and a correction of a kind
    that this version does not know, are given a reason in `aside`: they are for the tray. Raises NotFound and
    NotReadable as `open_file` does, and NotAStoryFile, each with one sentence. Takes memory for `MAX_FILE` bytes
    and `MAX_VALUES` values at most. May be called in any thread.
    """
    try:
        with open_file(path) as file:
            return story_of_archive(file)
    except Unfit as unfit:
        raise NotAStoryFile(shown(path), str(unfit)) from unfit
    except OSError as error:
        raise not_readable(path, error) from error


def story_of_archive(file: BinaryIO) -> StoryFile:
    """The story in an open file. Raises Unfit, and OSError where it cannot be read."""
    content, raw = unpacked(file)
    plain = _plain(content)
    _check_format(plain)
    return _Reading().story(plain, raw)


def _plain(content: bytes) -> Any:
    """The JSON as plain values without fractions. Its size is known; how many values it has is counted first."""
    if content.count(b",") + content.count(b"[") + content.count(b"{") > MAX_VALUES:
        raise too_large("it has too many parts")
    try:
        return json.loads(
            content.decode("utf-8", "surrogatepass"),
            object_pairs_hook=_object_once,
            parse_int=_whole_number,
            parse_float=_no_number,
            parse_constant=_no_number,
        )
    except (ValueError, RecursionError) as error:
        raise damaged("its JSON cannot be read") from error


def _object_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a field stands twice")
    return made


def _whole_number(digits: str) -> int:
    if len(digits) > 12:
        raise ValueError("a number is larger than any text")
    return int(digits)


def _no_number(digits: str) -> float:
    raise ValueError(f"{digits[:20]} is no whole number")


def _check_format(plain: Any) -> None:
    told = plain.get("format") if isinstance(plain, dict) else None
    found = _FORMAT.fullmatch(told) if isinstance(told, str) else None
    if found is None:
        raise not_ours()
    if told not in READ_FORMATS:
        raise Unfit("a newer version of Parallax wrote this story file; update Parallax, then import it again.")


@dataclass(slots=True)
class _Reading:
    """The parts of one file, each checked against those read before it."""

    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    now: dict[str, str] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    equal: dict[tuple[str, str], array[int]] = field(default_factory=dict)
    searched: int = 0
    found: int = 0

    def story(self, plain: Any, raw: dict[str, bytes]) -> StoryFile:
        top = _fields(plain, "the file", "format offset_unit tool story articles marks corrections position")
        if top["offset_unit"] != "code point":
            raise damaged("its offsets are not counted in code points")
        tool = _fields(top["tool"], "the tool", "version")
        head = _fields(top["story"], "the story", "id title created changed tags origin")
        if top["format"] != STORY_FORMAT:
            top["articles"] = list(_list(top["articles"], "the articles", _with_sources))
        articles = _list(top["articles"], "the articles", self._article)
        if sum(not filed.removed for filed in articles) > MOST_ARTICLES:
            raise too_large(f"it has more than {MOST_ARTICLES} articles")
        named = {filed.article.raw_sha256 for filed in articles} - {""}
        if named != set(raw):
            raise damaged("its original files are not those that its articles name")
        tags = _list(head["tags"], "the tags", _text)
        if len(set(tags)) != len(tags) or not all(tag.strip() for tag in tags):
            raise damaged("a tag is empty or stands twice")
        return StoryFile(
            id=_name(head["id"], "the story's id"),
            title=_text(head["title"], "the title"),
            created=_time(head["created"], "the time it was begun"),
            changed=_time(head["changed"], "the time it was changed"),
            tags=tags,
            origin=_name(head["origin"], "the story's origin", empty=True),
            articles=articles,
            marks=_list(top["marks"], "the marks", self._mark),
            corrections=_list(top["corrections"], "the corrections", self._correction),
            position=self._position(top["position"]),
            raw=raw,
            tool=_text(tool["version"], "the version"),
        )

    def _article(self, plain: Any, what: str) -> FiledArticle:
        names = "id origin outlet author published location retrieved role raw_sha256 file_name removed sources"
        filed = _fields(plain, what, f"{names} text_sha256 texts")
        name = _name(filed["id"], f"the id of {what}")
        if name in self.now:
            raise damaged(f"{what} has the id of another")
        if filed["raw_sha256"] and not _DIGEST.fullmatch(_text(filed["raw_sha256"], "a digest")):
            raise damaged(f"{what} names an original file by no digest")
        particulars = {particular: filed[particular] for particular in _PARTICULARS}
        texts: list[KeptText] = []
        now: Article | None = None
        for number, each in enumerate(_elements(filed["texts"], f"the texts of {what}"), 1):
            this = f"text {number} of {what}"
            kept = _fields(each, this, "text_sha256 made text paragraphs cleaning")
            made = _time(kept.pop("made"), f"the time of {this}")
            try:
                article = article_from_plain({**particulars, **kept})
            except ValueError as error:
                raise damaged(f"{this}: {_excerpt(str(error))}") from error
            if _NOT_IN_A_TEXT.search(article.text):
                raise damaged(f"{this} has line ends or halves of characters that are in no text of Parallax")
            if (name, article.text_sha256) in self.texts:
                raise damaged(f"{this} stands there twice")
            self.texts[name, article.text_sha256] = article.text
            texts.append(KeptText(article.text, article.text_sha256, article.paragraphs, article.cleaning, made))
            if article.text_sha256 == filed["text_sha256"]:
                now = article
        if now is None:
            raise damaged(f"the text of {what} as it is now is not in it")
        self.now[name] = now.text_sha256
        return FiledArticle(
            now,
            tuple(texts),
            _text(filed["file_name"], f"the file name of {what}"),
            _time(filed["removed"], f"the time of removal of {what}", empty=True),
            _name(filed["origin"], f"the origin of {what}", empty=True),
        )

    def _mark(self, plain: Any, what: str) -> Mark:
        mark = _fields(plain, what, "id kind difference readings note time aside")
        kind = next((known for known in _MARK_KINDS if known == mark["kind"]), None)
        if kind is None:
            raise damaged(f"{what} is of a kind that does not exist")
        readings = _list(mark["readings"], f"the readings of {what}", self._reading)
        note = _text(mark["note"], f"the note of {what}")
        if kind == "note" and not note.strip():
            raise damaged(f"{what} is a note without words")
        if kind != "note" and not readings:
            raise damaged(f"{what} is on no words")
        made = Mark(
            id=self._new_id(mark["id"], what),
            kind=kind,
            difference=_name(mark["difference"], f"the difference of {what}", empty=True),
            readings=readings,
            note=note,
            time=_time(mark["time"], f"the time of {what}"),
            aside=_text(mark["aside"], f"the reason of {what}"),
        )
        # What was seen in an earlier text is out of sight, and comes back with that text.
        keeps = made.aside or kind == "seen" or self._fits(readings)
        return made if keeps else replace(made, aside=_EARLIER)

    def _correction(self, plain: Any, what: str) -> KeptCorrection:
        correction = _fields(plain, what, "id kind readings value time aside")
        made = KeptCorrection(
            id=self._new_id(correction["id"], what),
            kind=_name(correction["kind"], f"the kind of {what}"),
            readings=_list(correction["readings"], f"the readings of {what}", self._reading),
            value=_text(correction["value"], f"the value of {what}"),
            time=_time(correction["time"], f"the time of {what}"),
            aside=_text(correction["aside"], f"the reason of {what}"),
        )
        if made.aside:
            return made
        if made.kind not in _CORRECTION_KINDS:
            reason = f"this version of Parallax knows no correction called “{_excerpt(made.kind)}”"
            return replace(made, aside=reason)
        return made if self._fits(made.readings) else replace(made, aside=_EARLIER)

    def _position(self, plain: Any) -> Position:
        position = _fields(plain, "the position", "view places difference readings base")
        base = _name(position["base"], "the base column", empty=True)
        if base and base not in self.now:
            raise damaged("the base column is of an unknown article")
        return Position(
            view=_name(position["view"], "the view", empty=True),
            places=_list(position["places"], "the places", self._place),
            difference=_name(position["difference"], "the current difference", empty=True),
            readings=_list(position["readings"], "the readings of the current difference", self._reading),
            base=base,
        )

    def _place(self, plain: Any, what: str) -> Place:
        place = _fields(plain, what, "article text_sha256 at")
        article, revision, text = self._text_of(place, what)
        return Place(article, revision, _offset(place["at"], 0, len(text), what))

    def _reading(self, plain: Any, what: str) -> Reading:
        reading = _fields(plain, what, "article text_sha256 start end exact")
        article, revision, text = self._text_of(reading, what)
        start = _offset(reading["start"], 0, len(text), what)
        end = _offset(reading["end"], start, len(text), what)
        exact = text[start:end]
        if exact != reading["exact"]:
            raise damaged(f"the words of {what} are not those of the text")
        before, after = text[max(start - CONTEXT, 0) : start], text[end : end + CONTEXT]
        return Reading(
            article, revision, start, end, exact, before, after, self._equal_before(revision, text, start, exact)
        )

    def _text_of(self, plain: dict[str, Any], what: str) -> tuple[str, str, str]:
        article, revision = plain["article"], plain["text_sha256"]
        known = isinstance(article, str) and isinstance(revision, str) and (article, revision) in self.texts
        if not known:
            raise damaged(f"{what} is on a text that is not in it")
        return article, revision, self.texts[article, revision]

    def _equal_before(self, revision: str, text: str, start: int, exact: str) -> int:
        """How many places before `start` have the same words, overlapping ones too; each text is searched once."""
        if not exact:
            return 0
        if (revision, exact) not in self.equal:
            places = array("I")
            self._search(len(text))
            at = text.find(exact)
            while at >= 0:
                places.append(at)
                self._search(4 * len(exact), 1)  # Python prepares the words for each find anew
                at = text.find(exact, at + 1)
            self.equal[revision, exact] = places
        return bisect_left(self.equal[revision, exact], start)

    def _search(self, work: int, found: int = 0) -> None:
        self.searched += work
        self.found += found
        if self.searched > MAX_SEARCHED or self.found > MAX_EQUAL:
            raise too_large("it has too many marks on words that stand there too often")

    def _fits(self, readings: tuple[Reading, ...]) -> bool:
        return all(self.now[reading.article] == reading.revision for reading in readings)

    def _new_id(self, plain: Any, what: str) -> str:
        name = _name(plain, f"the id of {what}")
        if name in self.ids:
            raise damaged(f"{what} has the id of another")
        self.ids.add(name)
        return name


_EARLIER = "its words are in an earlier text of the article"


def _with_sources(plain: Any, what: str) -> Any:
    """An article of the first format, which says nothing of where its particulars were found."""
    return {"sources": [], **plain} if isinstance(plain, dict) else plain


def _fields(plain: Any, what: str, names: str) -> dict[str, Any]:
    """An object with these fields, and no others: what is not known would be lost."""
    if not isinstance(plain, dict):
        raise damaged(f"{what} is not an object")
    odd = sorted(set(plain) ^ set(names.split()))
    if odd:
        raise damaged(f"{what} has no field, or should have none, called {_excerpt(odd[0])}")
    return dict(plain)


def _elements(plain: Any, what: str) -> list[Any]:
    if not isinstance(plain, list):
        raise damaged(f"{what} are not a list")
    return plain


def _list(plain: Any, what: str, of: Callable[[Any, str], _Part]) -> tuple[_Part, ...]:
    """A list whose elements are read by `of`, and named by their number from 1: "number 3 of the marks"."""
    return tuple(of(each, f"number {number} of {what}") for number, each in enumerate(_elements(plain, what), 1))


def _text(plain: Any, what: str) -> str:
    if not isinstance(plain, str):
        raise damaged(f"{what} is not a string")
    return plain


def _name(plain: Any, what: str, *, empty: bool = False) -> str:
    """An id or a kind: one short line without control characters, and empty only where it may be."""
    name = _text(plain, what)
    if len(name) > MAX_NAME or not name.isprintable() or not (name.strip() or (empty and not name)):
        raise damaged(f"{what} is empty, too long or holds odd characters")
    return name


def _time(plain: Any, what: str, *, empty: bool = False) -> str:
    """A time in UTC, as the library writes it."""
    time = _text(plain, what)
    if empty and not time:
        return time
    try:
        if _TIME.fullmatch(time):
            datetime.fromisoformat(time)
            return time
    except ValueError as error:
        raise damaged(f"{what} is no ISO time in UTC") from error
    raise damaged(f"{what} is no ISO time in UTC")


def _offset(plain: Any, least: int, most: int, what: str) -> int:
    if type(plain) is not int:
        raise damaged(f"an offset of {what} is not a whole number")
    if not least <= plain <= most:
        raise damaged(f"an offset of {what} lies outside the text")
    return plain


def _excerpt(words: str) -> str:
    """The beginning of words out of the file, fit for one line of a message."""
    return "".join(c if c.isprintable() else "?" for c in words[:80])
