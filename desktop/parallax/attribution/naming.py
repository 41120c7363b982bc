"""Names and ids of speakers, once every source of a story has been told."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from parallax.article import Article, Span
from parallax.attribution.mentions import PLACES
from parallax.attribution.names import Named, People, Person, form_of
from parallax.values import ArticleSpan, Speaker, SpeakerKind

Key = tuple[str, ...]
"""What makes two wordings one speaker: the kind, then what tells it from others of that kind."""

_KIND: dict[str, SpeakerKind] = {
    "person": "person",
    "organisation": "organisation",
    "place": "place",
    "document": "document",
    "group": "group",
    "unnamed": "unnamed",
}


class Standing(NamedTuple):
    """Where in an article a name stands that tells a speaker, and its words, folded."""

    start: int
    words: str


@dataclass(frozen=True, slots=True)
class Told:
    """How the speaker of one attribution was told: the `key`, the `name` that this goes back to (for a pronoun
    somebody else's), the `wording` that was counted for the key, and the spans that mention the speaker here.
    `alone` is true where the words say who it is in this place only: a pronoun, a bare role, "the statement", no
    source at all; `through` names the attribution whose speaker was taken over, where there is no source."""

    key: Key
    name: Standing
    wording: str = ""
    spans: tuple[Span, ...] = ()
    alone: bool = False
    through: int | None = None


@dataclass
class Heard:
    """How often each wording was heard for a key, while the speakers of a story are being told apart."""

    wordings: dict[Key, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


@dataclass
class Sides:
    """The speakers of a story told apart, before they get their ids: for each attribution the key that stands `of`
    its speaker; for each such key the spans that mention it, its name and its kind; and the key of the speaker whom
    a person's name means, if that person speaks."""

    of: dict[int, Key]
    spans: dict[Key, set[ArticleSpan]]
    names: dict[Key, str]
    kinds: dict[Key, SpeakerKind]
    meant: Callable[[Named], Key | None]


def nobody(article: Article) -> Key:
    """The key of all pronouns of an article that mean nobody who is named in it."""
    return ("unnamed", article.text_sha256, "")


def words_of(key: Key, text: str) -> str:
    """A wording without case, articles and the possessive; a person's without titles too."""
    form = form_of(text)[0] if key[0] == "person" else ()
    return " ".join(form) or re.sub(r"^(?:the|an?)\s+|['’]s?$", "", text.casefold())


def merged_keys(heard: Heard) -> dict[Key, Key]:
    """Organisations whose short name fits exactly one long one, its initials, its first or its last word; and last
    names that the pipeline did not know for a person's, when exactly one speaker is called so."""
    merged: dict[Key, Key] = {}
    names = {key: min(w, key=lambda x: (-w[x], x)) for key, w in heard.wordings.items() if key[0] == "organisation"}
    by_initials: dict[str, set[Key]] = defaultdict(set)
    by_end: dict[str, set[Key]] = defaultdict(set)
    for key, name in names.items():
        words = [w for w in re.findall(r"[^\W\d_]+", name) if w.casefold() not in ("the", "s")]
        initials = "".join(w[0] for w in words if w[0].isupper())
        if initials and len(words) > 1:
            by_initials[initials].add(key)
        if len(key) > 2 and words:
            by_end[words[-1].casefold()].add(key)
            if words[0][0].isupper():
                by_end[words[0].casefold()].add(key)
    for key, name in sorted(names.items()):
        fitting = by_initials.get(_acronym(name), set()) | (by_end.get(key[1], set()) if len(key) == 2 else set())
        if len(fitting - {key}) == 1:
            merged[key] = min(fitting - {key})
    people = sorted(key for key in heard.wordings if key[0] == "person")
    by_ending: dict[str, set[Key]] = defaultdict(set)
    for key in people:
        by_ending[key[1]].add(key)
        for space in re.finditer(" ", key[1]):
            by_ending[key[1][space.end() :]].add(key)
    for key in people:
        fuller = by_ending[key[1]] - {key}
        if len(key) == 2 and len(fuller) == 1:
            merged[key] = min(fuller)
    for key in list(merged):
        seen = {key}
        while merged[key] in merged and merged[key] not in seen:
            seen.add(merged[key])
            merged[key] = merged[merged[key]]
    return merged


def _acronym(name: str) -> str:
    """The name of an organisation as initials of a longer one, or an empty string."""
    plain = re.sub(r"^the\s+|['’]s$|\.", "", name, flags=re.IGNORECASE).strip(" '’‘\"“”")
    return plain if len(plain) >= 2 and plain.isupper() else ""


def slug(name: str) -> str:
    """A name as an id: lower-case letters and digits with hyphens between, "speaker" where nothing is left."""
    folded = unicodedata.normalize("NFKD", name.casefold())
    kept = re.sub(r"[^\w]+", "-", "".join(c for c in folded if not unicodedata.combining(c))).strip("-_")
    return kept[:60] or "speaker"


def speakers_of_keys(sides: Sides, people: People) -> tuple[dict[Key, str], tuple[Speaker, ...]]:
    """The id of every key in `sides.of`, and the speakers, sorted by id; names of people outside attributions become
    mentions of those who speak."""
    spans = {key: set(found) for key, found in sides.spans.items()}
    covered: dict[tuple[Key, int], set[int]] = defaultdict(set)
    for speaker, mentioned in spans.items():
        for article, start, end in mentioned:
            covered[speaker, article].update(range(start, end))
    for mentions in people.mentions:
        for named in mentions:
            key = sides.meant(named)
            if key is not None and named.start not in covered[key, named.article]:
                spans[key].add((named.article, named.start, named.end))
                covered[key, named.article].update(range(named.start, named.end))
    ids: dict[Key, str] = {}
    taken: set[str] = set()
    counts: Counter[str] = Counter()
    for key in sorted(spans, key=lambda k: (slug(sides.names[k]), k)):
        base = slug(sides.names[key])
        ids[key] = base
        while ids[key] in taken:
            counts[base] += 1
            ids[key] = f"{base}-{counts[base] + 1}"
        taken.add(ids[key])
    speakers = [Speaker(ids[key], sides.names[key], sides.kinds[key], tuple(sorted(spans[key]))) for key in spans]
    return ids, tuple(sorted(speakers, key=lambda s: s.id))


def kind_of(key: Key) -> SpeakerKind:
    """The kind of speaker that a key stands for."""
    return _KIND[key[0]]


def name_of(key: Key, wordings: Mapping[Key, Counter[str]], full: Mapping[Key, Person]) -> str:
    """The name that a speaker is given."""
    person = full.get(key)
    if person is not None:
        return person.name()
    if key[0] == "place":
        known = next((p for p in PLACES.values() if p.casefold() == key[1]), None)
        if known:
            return known
    counted = wordings.get(key)
    if not counted:
        return " ".join(key[1:])
    name = min(counted, key=lambda w: (-counted[w], len(w), w))
    return re.sub(r"['’]s$", "", name)
