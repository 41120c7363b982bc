"""A difference on its way: with what it takes to rank it and to find its group."""

from __future__ import annotations

from dataclasses import dataclass

from parallax.differences.reading import Reading
from parallax.values import FAMILY_OF_KIND, ArticleSpan, FactRelation

_WEIGHTS = {
    "number": 90, "negation": 88, "speaker": 82, "date": 80, "name": 78, "quotation": 74, "unnamed-source": 72,
    "certainty": 70, "attribution-verb": 66, "omission": 55, "directness": 50, "moved": 25, "wording": 20,
    "punctuation": 5,
}  # fmt: skip
_RELATION_WEIGHTS = {
    "": 0,
    "contradicts": 12,
    "unclear": -10,
    "more precise": -35,
    "converted": -45,
    "later report": -5,
}
_HEADLINE, _LEAD = 14, 8


@dataclass(frozen=True, slots=True)
class Found:
    """A difference before it has a number: `places` are the (article, sentence) pairs it stands in, `depth` how far
    down the texts it begins (0 the first sentence, 1 the last), `headline` whether it touches one."""

    kind: str
    spans: tuple[ArticleSpan, ...]
    explanation: str
    confidence: float
    places: tuple[tuple[int, int], ...]
    depth: float
    headline: bool = False
    relation: FactRelation = ""
    size: int = 1

    def severity(self) -> float:
        """How much it matters: by kind, relation, place in the text, sureness and, for words alone, their number."""
        weight = _WEIGHTS[self.kind] + _RELATION_WEIGHTS[self.relation]
        place = _HEADLINE if self.headline else _LEAD * (1 - self.depth)
        size = min(self.size, 12) if FAMILY_OF_KIND[self.kind] in ("wording", "coverage") else 0
        return (weight + place + size) * (0.4 + 0.6 * self.confidence)


def found_between(
    kind: str,
    x: Reading,
    y: Reading,
    a: tuple[int, int],
    b: tuple[int, int],
    told: str,
    sure: float,
    relation: FactRelation = "",
) -> Found:
    """What tokens `a` of `x` and tokens `b` of `y` differ in, each as (first, last excluded)."""
    i, j = x.tokens[a[0]].sentence, y.tokens[b[0]].sentence
    return Found(
        kind,
        tuple(sorted((x.span(*a), y.span(*b)))),
        told,
        sure,
        ((x.number, i), (y.number, j)),
        depth(x, y, i, j),
        "headline" in (x.role(i), y.role(j)),
        relation,
    )


def depth(x: Reading, y: Reading, i: int, j: int) -> float:
    """How far down its text the earlier of two sentences stands: 0 for the first, 1 for the last."""
    return min(i / max(1, len(x.parse.sentences) - 1), j / max(1, len(y.parse.sentences) - 1))
