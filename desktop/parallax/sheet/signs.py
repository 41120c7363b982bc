"""The signs and words that stand for families of differences and for ways of saying, the same wherever they appear."""

from __future__ import annotations

from typing import Literal

from parallax.values import Family, Wording

GLYPHS: dict[Family, str] = {"facts": "#", "voice": "❞", "force": "±", "coverage": "∅", "wording": "≈"}
"""The one character that stands for each family, beside its colour and its underline."""

FAMILY_NAMES: dict[Family, str] = {
    "facts": "Facts",
    "voice": "Voice",
    "force": "Force",
    "coverage": "Coverage",
    "wording": "Wording",
}

SaidState = Literal["same", "changed", "paraphrased", "alone", "silent"]
SAID_SIGNS: dict[SaidState, str] = {"same": "✓", "changed": "≠", "paraphrased": "~", "alone": "○", "silent": "–"}
"""How the words of a speaker in one outlet stand to those in the others."""
SAID_WORDS: dict[SaidState, str] = {
    "same": "same words",
    "changed": "changed words",
    "paraphrased": "paraphrased",
    "alone": "in no other outlet",
    "silent": "silent",
}
LEGEND = "   ".join(f"{sign} {SAID_WORDS[state]}" for state, sign in SAID_SIGNS.items())

WORDING_WORDS: dict[Wording, str] = {
    "same": "same words",
    "trimmed": "trimmed",
    "altered": "altered",
    "paraphrased": "paraphrased",
    "stitched": "stitched from two places",
}
"""How the words of one act of speech stand to each other over all outlets."""
