"""How sure an attribution is: the share of its kind that the annotators of PolNeAR marked too, with the same source.

Measured on a quarter of its training part (208 articles, some 4,000 attributions found); the benchmark prints how well
it holds on other articles. A frame is a construction of `indirect` or `speech`.
"""

from __future__ import annotations

from parallax.attribution.lexicon import PLAIN
from parallax.values import QuotationKind

_SHARES: dict[str, tuple[float, float]] = {
    # frame: (nothing in marks, something in marks)
    "plain clause": (0.89, 0.93),
    "clause": (0.61, 0.77),
    "small clause": (0.45, 0.55),
    "plain quotation": (0.88, 0.88),
    "quotation": (0.74, 0.74),
    "inserted": (0.75, 0.82),
    "according to": (0.81, 0.92),
    "infinitive": (0.51, 0.7),
    "preposition": (0.53, 0.71),
    "object": (0.55, 0.6),
    "passive by": (0.41, 0.5),
    "passive raising": (0.6, 0.6),
    "passive it": (0.6, 0.6),
    "passive clause": (0.5, 0.6),
    "raising": (0.47, 0.5),
    "noun that": (0.4, 0.5),
    "noun to": (0.55, 0.55),
    "noun of": (0.47, 0.5),
    "adjective": (0.59, 0.6),
    "label": (0.7, 0.8),
    "signature": (0.8, 0.8),
    "adverb": (0.5, 0.5),
    "marks": (0.17, 0.17),
}
_NO_SOURCE = 0.05
"""For marks beside which nobody stands who could have spoken."""


def confidence(frame: str, lemma: str, kind: QuotationKind, named: bool) -> float:
    """0 to 1. `lemma` is that of the cue's main word, folded; `named` says that a source was found."""
    if frame == "marks" and not named:
        return _NO_SOURCE
    plain = f"plain {frame}" if lemma in PLAIN else frame
    return _SHARES.get(plain, _SHARES[frame])[kind != "indirect"]
