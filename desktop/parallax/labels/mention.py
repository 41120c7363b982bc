"""One mention of somebody or something by name; what several of them together are called."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from parallax.attribution.spelling import folded_name
from parallax.labels.countries import country_of
from parallax.values import ArticleSpan, LabelKind

_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:[.'’&-][^\W_]+)*\.?")


@dataclass(frozen=True, slots=True)
class Name:
    """One mention: where it stands, its words in small letters without titles, its kind. A person who is meant by an
    office has no words there. `apart` says in words what tells its thing from another that is called the same."""

    span: ArticleSpan
    text: str
    words: tuple[str, ...]
    kind: LabelKind
    apart: str = ""

    @property
    def wording(self) -> tuple[str, ...]:
        """The words as they are written, folded: for a country not its name but the word used for it."""
        return self.words if self.kind == "person" and self.words else tuple(folded(self.text))


def folded(text: str) -> list[str]:
    """The words of a name in small letters, without accents, dots and the possessive."""
    return [folded_name(w).rstrip(".") for w in _WORD.findall(_POSSESSIVE.sub("", text))]


def called(cluster: Sequence[Name]) -> tuple[str, LabelKind]:
    """The name shown for a cluster: of the wordings with the most words the commonest, the first in the alphabet of
    equals; its kind is the commonest kind."""
    kinds = Counter(n.kind for n in cluster)
    kind = min(kinds, key=lambda k: (-kinds[k], k))
    if kind == "country":
        country = next((c for n in cluster if (c := country_of(n.text)) is not None), None)
        if country is not None:
            return country, kind
    wordings = Counter(n.text for n in cluster)
    if kind in ("thing", "event", "group"):
        name = min(wordings, key=lambda w: (-wordings[w], len(w), w))
        reasons = Counter(n.apart for n in cluster)
        reason = min(reasons, key=lambda r: (-reasons[r], r))
        return f"{name} ({reason})" if reason else name, kind
    longest = max(len(n.words) for n in cluster)
    named = {n.text for n in cluster if len(n.words) == longest}
    return min(named, key=lambda w: (-wordings[w], w.isascii(), w)), kind


def label_id(kind: LabelKind, name: str) -> str:
    """The id of a label, made of its kind and name alone."""
    digest = hashlib.sha256(f"{kind} {name.casefold()}".encode("utf-8", "surrogatepass")).hexdigest()
    return f"label-{digest[:12]}"
