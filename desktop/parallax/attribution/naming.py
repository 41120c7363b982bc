"""Names and ids of speakers, once every source of a story has been told."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from parallax.attribution.mentions import PLACES
from parallax.attribution.names import People, Person
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


@dataclass
class Heard:
    """What is known of the speakers of a story while they are being told apart."""

    wordings: dict[Key, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    spans: dict[Key, set[ArticleSpan]] = field(default_factory=lambda: defaultdict(set))


def merged_keys(heard: Heard) -> dict[Key, Key]:
    """Organisations whose short name fits exactly one long one, its initials or its last word; and last names that
    the pipeline did not know for a person's, when exactly one speaker is called so."""
    merged: dict[Key, Key] = {}
    names = {key: min(w, key=lambda x: (-w[x], x)) for key, w in heard.wordings.items() if key[0] == "organisation"}
    for key, name in sorted(names.items()):
        fitting = [k for k, long in sorted(names.items()) if k != key and _short_for(name, long, key, k)]
        if len(fitting) == 1:
            merged[key] = fitting[0]
    people = sorted(key for key in heard.wordings if key[0] == "person")
    for key in people:
        if len(key) == 2:
            fuller = [k for k in people if k != key and (k[1] == key[1] or k[1].endswith(f" {key[1]}"))]
            if len(fuller) == 1:
                merged[key] = fuller[0]
    for key in list(merged):
        seen = {key}
        while merged[key] in merged and merged[key] not in seen:
            seen.add(merged[key])
            merged[key] = merged[merged[key]]
    return merged


def _short_for(short: str, long: str, short_key: Key, long_key: Key) -> bool:
    """Whether one name of an organisation abbreviates another."""
    plain = re.sub(r"^the\s+|['’]s$|\.", "", short, flags=re.IGNORECASE).strip()
    words = [w for w in re.findall(r"[^\W\d_]+", long) if w.casefold() not in ("the", "s")]
    initials = "".join(w[0] for w in words if w[0].isupper())
    if len(plain) >= 2 and plain.isupper() and plain == initials and len(words) > 1:
        return True
    return len(short_key) == 2 and len(long_key) > 2 and bool(words) and words[-1].casefold() == short_key[1]


def slug(name: str) -> str:
    """A name as an id: lower-case letters and digits with hyphens between, "speaker" where nothing is left."""
    folded = unicodedata.normalize("NFKD", name.casefold())
    kept = re.sub(r"[^\w]+", "-", "".join(c for c in folded if not unicodedata.combining(c))).strip("-_")
    return kept[:60] or "speaker"


def speakers_of_keys(
    heard: Heard, merged: dict[Key, Key], people: People
) -> tuple[dict[Key, str], tuple[Speaker, ...]]:
    """Ids and speakers of all keys that were heard."""
    spans: dict[Key, set[ArticleSpan]] = defaultdict(set)
    wordings: dict[Key, Counter[str]] = defaultdict(Counter)
    for key, found in heard.spans.items():
        spans[merged.get(key, key)] |= found
    for key, counted in heard.wordings.items():
        if key in heard.spans:
            wordings[key].update(counted)
    full: dict[Key, Person] = {person.key(): person for person in people.persons if person.forms}
    names = {key: _name(key, wordings, full) for key in spans}
    for mentions in people.mentions:
        for named in mentions:
            who = people.person(named.form, named.article, named.start)
            if who is not None:
                key = people.persons[who].key()
                if key in spans and not any(s <= named.start < e for a, s, e in spans[key] if a == named.article):
                    spans[key].add((named.article, named.start, named.end))
    ids: dict[Key, str] = {}
    counts: Counter[str] = Counter()
    for key in sorted(spans, key=lambda k: (slug(names[k]), k)):
        base = slug(names[key])
        counts[base] += 1
        ids[key] = base if counts[base] == 1 else f"{base}-{counts[base]}"
    speakers = [Speaker(ids[key], names[key], _KIND[key[0]], tuple(sorted(spans[key]))) for key in spans]
    return ids, tuple(sorted(speakers, key=lambda s: s.id))


def _name(key: Key, wordings: Mapping[Key, Counter[str]], full: Mapping[Key, Person]) -> str:
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
