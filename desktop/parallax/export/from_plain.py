"""From plain values, which another process or a file gave, back to a Comparison; nothing is taken on trust."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Any, Literal, TypeVar, cast, get_args

from parallax.article import Article, Sentence, Span
from parallax.article_json import article_from_plain
from parallax.export.to_plain import FORMAT, OFFSET_UNIT
from parallax.values import (
    FAMILY_OF_KIND,
    ArticleSpan,
    Attribution,
    Comparison,
    Correction,
    CorrectionKind,
    Coverage,
    Difference,
    Edit,
    EditKind,
    FactRelation,
    Group,
    Label,
    LabelKind,
    Link,
    MadeBy,
    QuotationKind,
    Relation,
    RelationKind,
    Retelling,
    Speaker,
    SpeakerKind,
    Stance,
    Utterance,
    Wording,
)

_T = TypeVar("_T")

_RELATIONS: tuple[RelationKind, ...] = get_args(RelationKind)
_MAKERS: tuple[MadeBy, ...] = get_args(MadeBy)
_QUOTATIONS: tuple[QuotationKind, ...] = get_args(QuotationKind)
_STANCES: tuple[Stance, ...] = get_args(Stance)
_SPEAKERS: tuple[SpeakerKind, ...] = get_args(SpeakerKind)
_LABELS: tuple[LabelKind, ...] = get_args(LabelKind)
_WORDINGS: tuple[Wording, ...] = get_args(Wording)
_EDITS: tuple[EditKind, ...] = get_args(EditKind)
_FACTS: tuple[FactRelation, ...] = get_args(FactRelation)
_KINDS: tuple[str, ...] = tuple(FAMILY_OF_KIND)

_LISTS = frozenset(
    "languages articles relations links groups differences coverage attributions speakers utterances labels "
    "refused".split()
)
_TOP = _LISTS | {"format", "offset_unit", "tool", "parsed"}
_TOOL = frozenset({"version", "models"})
_RELATION = frozenset({"a", "b", "relation"})
_LINK = frozenset({"a", "i", "b", "j", "confidence", "moved", "made_by"})
_GROUP = frozenset({"members"})
_DIFFERENCE = frozenset({"kind", "family", "relation", "group", "spans", "explanation", "confidence"})
_COVERAGE = frozenset({"group", "reported", "missing"})
_ATTRIBUTION = frozenset(
    {"article", "kind", "stance", "negated", "within", "source", "cue", "content", "speaker", "confidence"}
)
_NAMED = frozenset({"id", "name", "kind", "mentions"})
_UTTERANCE = frozenset({"id", "members", "wording", "base", "retellings"})
_RETELLING = frozenset({"member", "wording", "delta"})
_CORRECTION = frozenset({"kind", "spans", "value", "id"})


def from_plain(plain: Any) -> Comparison:
    """The comparison that `to_plain` was given.

    Raises ValueError, with the place and the reason, on anything that the format does not allow: a missing or unknown
    key, a value of the wrong type, a span outside its text, an index or id of something that is not there, a text that
    does not have its digest.
    """
    _object(plain, _TOP)
    if plain["format"] != FORMAT:
        raise ValueError(f"the format is not {FORMAT} but {str(plain['format'])[:80]!r}")
    if plain["offset_unit"] != OFFSET_UNIT:
        raise ValueError(f"the offsets are not in {OFFSET_UNIT}s")
    _tool(plain["tool"])
    for name in _LISTS:
        _items(plain[name], name)
    parsed = _flag(plain["parsed"])
    articles = tuple(_each(plain, "articles", _article))
    sentences: tuple[tuple[Sentence, ...], ...] = ()
    if parsed:
        sentences = tuple(
            _sentences(item["sentences"], number, article)
            for number, (item, article) in enumerate(zip(plain["articles"], articles, strict=True))
        )
    elif any(item["sentences"] for item in plain["articles"]):
        raise ValueError("there are sentences, though the articles are not parsed")
    languages = tuple(_string(language) for language in plain["languages"])
    if languages and len(languages) != len(articles):
        raise ValueError(f"{len(articles)} articles have languages for {len(languages)}")
    rest = _Rest(articles, sentences, plain)
    return Comparison(
        articles=articles,
        sentences=sentences,
        languages=languages,
        relations=tuple(_each(plain, "relations", rest.relation)),
        links=tuple(_each(plain, "links", rest.link)),
        groups=tuple(_each(plain, "groups", rest.group)),
        attributions=tuple(_each(plain, "attributions", rest.attribution)),
        speakers=tuple(_each(plain, "speakers", rest.speaker)),
        utterances=tuple(_each(plain, "utterances", rest.utterance)),
        labels=tuple(_each(plain, "labels", rest.label)),
        differences=tuple(_each(plain, "differences", rest.difference)),
        coverage=tuple(_each(plain, "coverage", rest.coverage)),
        refused=tuple(_each(plain, "refused", _refused)),
    )


def attribution_from_plain(plain: Any, *, length: int | None = None) -> Attribution:
    """The attribution that `attribution_to_plain` was given; `length` is that of the article's text, in code points,
    when it is known. Raises ValueError on a wrong shape or a span past the text; what `article`, `within` and
    `speaker` name is for the caller to check."""
    _object(plain, _ATTRIBUTION)
    within = plain["within"]
    speaker = plain["speaker"]
    return Attribution(
        article=_count(plain["article"]),
        source=_spans(plain["source"], length),
        cue=_spans(plain["cue"], length),
        content=_spans(plain["content"], length),
        kind=_one(plain["kind"], _QUOTATIONS),
        stance=_one(plain["stance"], _STANCES),
        negated=_flag(plain["negated"]),
        within=None if within is None else _count(within),
        speaker=None if speaker is None else _string(speaker),
        confidence=_share(plain["confidence"]),
    )


def correction_from_plain(plain: Any) -> Correction:
    """The correction that `correction_to_plain` was given; raises ValueError on a wrong shape. Neither spans nor the
    kind are held against anything, since a correction may have outlived its text or come from a newer version:
    `compare` refuses, with a reason, what it cannot honour."""
    _object(plain, _CORRECTION)
    spans = []
    for item in _items(plain["spans"], "spans"):
        if not isinstance(item, list | tuple) or [type(number) for number in item] != [int, int, int]:
            raise ValueError("this is not a list of 3 whole numbers")
        spans.append((item[0], item[1], item[2]))
    kind = cast(CorrectionKind, _string(plain["kind"]))
    return Correction(kind, tuple(spans), _string(plain["value"]), id=_string(plain["id"]))


class _Rest:
    """Builds everything that refers to articles, sentences and other parts, and checks that these are there."""

    def __init__(self, articles: Sequence[Article], sentences: Sequence[Sequence[Sentence]], plain: Any) -> None:
        self._lengths = [len(article.text) for article in articles]
        self._paragraphs = [len(article.paragraphs) for article in articles]
        self._sentences = [len(found) for found in sentences] or [0] * len(articles)
        self._groups = len(plain["groups"])
        self._said = plain["attributions"]
        self._attributions = len(self._said)
        self._speakers = _ids(plain, "speakers")
        _ids(plain, "utterances")
        _ids(plain, "labels")

    def _article(self, value: Any) -> int:
        return _index(value, len(self._lengths), "article")

    def _pair(self, item: Any) -> tuple[int, int]:
        a, b = self._article(item["a"]), self._article(item["b"])
        if a >= b:
            raise ValueError(f"article {a} does not come before article {b}")
        return a, b

    def _mentions(self, value: Any) -> tuple[ArticleSpan, ...]:
        found = []
        for item in _items(value, "spans"):
            article, start, end = _numbers(item, 3)
            if not start <= end <= self._lengths[self._article(article)]:
                raise ValueError(f"{start} to {end} is no span of the text of article {article}")
            found.append((article, start, end))
        return tuple(found)

    def relation(self, item: Any) -> Relation:
        _object(item, _RELATION)
        return Relation(*self._pair(item), _one(item["relation"], _RELATIONS))

    def link(self, item: Any) -> Link:
        _object(item, _LINK)
        a, b = self._pair(item)
        return Link(
            a,
            _index(item["i"], self._sentences[a], "sentence"),
            b,
            _index(item["j"], self._sentences[b], "sentence"),
            _share(item["confidence"]),
            _flag(item["moved"]),
            _one(item["made_by"], _MAKERS),
        )

    def group(self, item: Any) -> Group:
        _object(item, _GROUP)
        members = []
        for member in _items(item["members"], "members"):
            article, sentence = _numbers(member, 2)
            members.append((article, _index(sentence, self._sentences[self._article(article)], "sentence")))
        if not members:
            raise ValueError("a group has no members")
        return Group(tuple(members))

    def attribution(self, item: Any) -> Attribution:
        _object(item, _ATTRIBUTION)
        found = attribution_from_plain(item, length=self._lengths[self._article(item["article"])])
        if found.within is not None:
            _index(found.within, self._attributions, "attribution")
        if found.speaker is not None and found.speaker not in self._speakers:
            raise ValueError(f"there is no speaker {found.speaker!r}")
        return found

    def speaker(self, item: Any) -> Speaker:
        _object(item, _NAMED)
        kind = _one(item["kind"], _SPEAKERS)
        return Speaker(_string(item["id"]), _string(item["name"]), kind, self._mentions(item["mentions"]))

    def label(self, item: Any) -> Label:
        _object(item, _NAMED)
        kind = _one(item["kind"], _LABELS)
        return Label(_string(item["id"]), _string(item["name"]), kind, self._mentions(item["mentions"]))

    def utterance(self, item: Any) -> Utterance:
        _object(item, _UTTERANCE)
        members = tuple(_index(m, self._attributions, "attribution") for m in _items(item["members"], "members"))
        base = self._member(item["base"], members)
        told = tuple(self._retelling(r, base, members) for r in _items(item["retellings"], "retellings"))
        return Utterance(_string(item["id"]), members, _one(item["wording"], _WORDINGS), base, told)

    def _member(self, value: Any, members: Sequence[int]) -> int:
        if type(value) is not int or value not in members:
            raise ValueError(f"attribution {str(value)[:80]} is no member of the utterance")
        return value

    def _retelling(self, item: Any, base: int, members: Sequence[int]) -> Retelling:
        _object(item, _RETELLING)
        member = self._member(item["member"], members)
        delta = tuple(self._edit(edit, base, member) for edit in _items(item["delta"], "delta"))
        return Retelling(member, _one(item["wording"], _WORDINGS), delta)

    def _edit(self, item: Any, base: int, member: int) -> Edit:
        if not isinstance(item, list | tuple) or len(item) != 3:
            raise ValueError("a step of a delta is not a list of its kind and two spans")
        kind = _one(item[0], _EDITS)
        words, own = self._side(item[1], base), self._side(item[2], member)
        if (not words, not own) != (kind in ("insert", "further"), kind in ("delete", "cut")):
            raise ValueError(f"a step of kind {kind} has spans that are not its own")
        return Edit(kind, words, own)

    def _side(self, value: Any, attribution: int) -> Span | tuple[()]:
        if isinstance(value, list | tuple) and not value:
            return ()
        start, end = _numbers(value, 2)
        if not start < end <= self._lengths[self._said[attribution]["article"]]:
            raise ValueError(f"{start} to {end} is no span of the text of attribution {attribution}")
        return start, end

    def difference(self, item: Any) -> Difference:
        _object(item, _DIFFERENCE)
        kind = _one(item["kind"], _KINDS)
        if item["family"] != FAMILY_OF_KIND[kind]:
            raise ValueError(f"a difference of kind {kind} is not of family {str(item['family'])[:80]!r}")
        group = item["group"]
        return Difference(
            kind,
            _one(item["relation"], _FACTS),
            None if group is None else _index(group, self._groups, "group"),
            self._mentions(item["spans"]),
            _string(item["explanation"]),
            _share(item["confidence"]),
        )

    def coverage(self, item: Any) -> Coverage:
        _object(item, _COVERAGE)
        reported = []
        for place in _items(item["reported"], "reported"):
            article, paragraph = _numbers(place, 2)
            reported.append((article, _index(paragraph, self._paragraphs[self._article(article)], "paragraph")))
        missing = tuple(self._article(article) for article in _items(item["missing"], "missing"))
        return Coverage(_index(item["group"], self._groups, "group"), tuple(reported), missing)


def _article(item: Any) -> Article:
    if not isinstance(item, dict) or not {"title", "sentences"} <= item.keys():
        raise ValueError("title or sentences are missing")
    plain = {key: value for key, value in item.items() if key not in ("title", "sentences")}
    article = article_from_plain(plain, joined=True)
    if item["title"] != article.title:
        raise ValueError("the title is not the headline in the text")
    _items(item["sentences"], "sentences")
    return article


def _sentences(items: Any, number: int, article: Article) -> tuple[Sentence, ...]:
    starts = [paragraph.start for paragraph in article.paragraphs]
    found = []
    last = 0
    for index, (start, end) in enumerate(_spans(items, len(article.text))):
        paragraph = bisect_right(starts, start) - 1
        if paragraph < 0 or end > article.paragraphs[paragraph].end:
            raise ValueError(f"article {number}: sentence {index} does not lie in one paragraph")
        if start < last:
            raise ValueError(f"article {number}: sentence {index} is out of order")
        found.append(Sentence(number, index, start, end, paragraph))
        last = end
    return tuple(found)


def _refused(item: Any) -> tuple[Correction, str]:
    _object(item, _CORRECTION | {"reason"})
    reason = _string(item["reason"])
    return correction_from_plain({key: value for key, value in item.items() if key != "reason"}), reason


def _tool(value: Any) -> None:
    _object(value, _TOOL)
    _string(value["version"])
    models = value["models"]
    if not isinstance(models, dict) or not all(isinstance(part, str) for pair in models.items() for part in pair):
        raise ValueError("models are not names with versions")


def _each(plain: Any, name: str, build: Callable[[Any], _T]) -> list[_T]:
    found = []
    for number, item in enumerate(plain[name]):
        try:
            found.append(build(item))
        except ValueError as error:
            raise ValueError(f"{name}, number {number}: {error}") from error
    return found


def _ids(plain: Any, name: str) -> frozenset[str]:
    """The ids of a list; wrong shapes are left for the item's own turn, where they are named."""
    ids = [item["id"] for item in plain[name] if isinstance(item, dict) and isinstance(item.get("id"), str)]
    unique = frozenset(ids)
    if len(unique) < len(ids):
        raise ValueError(f"{name}: an id occurs twice")
    return unique


def _object(value: Any, keys: frozenset[str]) -> None:
    if not isinstance(value, dict):
        raise ValueError("this is not an object")
    if value.keys() != keys:
        odd = ", ".join(sorted(str(key)[:80] for key in value.keys() ^ keys))
        raise ValueError(f"these keys are missing or unknown: {odd}")


def _items(value: Any, name: str) -> Sequence[Any]:
    if not isinstance(value, list | tuple):
        raise ValueError(f"{name} is not a list")
    return value


def _spans(value: Any, length: int | None) -> tuple[Span, ...]:
    found = []
    for item in _items(value, "spans"):
        start, end = _numbers(item, 2)
        if start > end or (length is not None and end > length):
            raise ValueError(f"{start} to {end} is no span of the text")
        found.append((start, end))
    return tuple(found)


def _numbers(value: Any, count: Literal[2, 3]) -> Sequence[int]:
    if not isinstance(value, list | tuple) or len(value) != count:
        raise ValueError(f"this is not a list of {count} numbers")
    for number in value:
        _count(number)
    return value


def _count(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise ValueError("this is not a whole number from 0")
    return value


def _index(value: Any, count: int, what: str) -> int:
    if _count(value) >= count:
        raise ValueError(f"there is no {what} {value}")
    return int(value)


def _share(value: Any) -> float:
    if type(value) not in (float, int) or not 0 <= value <= 1:
        raise ValueError("a confidence is not a number from 0 to 1")
    return float(value)


def _flag(value: Any) -> bool:
    if type(value) is not bool:
        raise ValueError("this is neither true nor false")
    return value


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("this is not a string")
    return value


def _one(value: Any, known: tuple[_T, ...]) -> _T:
    for one in known:
        if value == one:
            return one
    raise ValueError(f"this is none of the known words: {str(value)[:80]!r}")
