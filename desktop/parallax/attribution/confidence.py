"""How sure an attribution is that the program found beside what the network heard: the share of its kind that the
annotators of PolNeAR marked too, with the same source.

Measured on training articles; what stands inside what is said (frames "clause" and "noun that") they seldom marked, so
its figure is lower than a reader would say. What the network heard is calibrated in `fitting`. A frame is a
construction of `speech`, `layout` or `nominal`.
"""

from __future__ import annotations

from parallax.attribution.lexicon import PLAIN

_SHARES = {
    "plain quotation": 0.88,
    "quotation": 0.74,
    "clause": 0.4,
    "noun that": 0.5,
    "label": 0.8,
    "signature": 0.8,
    "adverb": 0.5,
    "marks": 0.17,
}
_NO_SOURCE = 0.05
"""For marks beside which nobody stands who could have spoken."""


def confidence(frame: str, lemma: str, named: bool) -> float:
    """0 to 1. `lemma` is that of the cue's main word, folded; `named` says that a source was found."""
    if frame == "marks" and not named:
        return _NO_SOURCE
    plain = f"plain {frame}" if lemma in PLAIN else frame
    return _SHARES.get(plain, _SHARES[frame])
