"""The colours of the five families and of what lies around them, in the window and on a written page.

Blue and orange carry the meaning (Okabe and Ito's colours, safe for the common kinds of colour blindness), and never
alone: each family has a glyph and a style of underline of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from parallax.values import Family

ThemeName = Literal["light", "dark", "high contrast"]


@dataclass(frozen=True, slots=True)
class FamilyColours:
    """`tint` lies behind the words, `line` under them; `pale` and `pale_line` are for what was checked; `strong`
    lies behind the difference in view, with `on_strong` as the colour of its letters."""

    tint: str
    line: str
    pale: str
    pale_line: str
    strong: str
    on_strong: str


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one kind of desktop, as #rrggbb."""

    name: ThemeName
    paper: str
    ink: str
    quiet: str
    header: str
    edge: str
    accent: str
    sentence: str
    partner: str
    speech: str
    speech_line: str
    dot: str
    families: dict[Family, FamilyColours]


LIGHT = Theme(
    name="light",
    paper="#ffffff",
    ink="#1b1b1b",
    quiet="#5f6368",
    header="#f3f4f6",
    edge="#d0d4da",
    accent="#0b62a8",
    sentence="#dbe9fa",
    partner="#e9f1fb",
    speech="#f5f3ee",
    speech_line="#a39a86",
    dot="#4a5563",
    families={
        "facts": FamilyColours("#ffe3b3", "#ac6200", "#fff6e6", "#dcbf96", "#f5a623", "#1b1b1b"),
        "voice": FamilyColours("#cfe4f7", "#0b62a8", "#eef5fb", "#9fc0dc", "#0b62a8", "#ffffff"),
        "force": FamilyColours("#fbd3bf", "#c04a00", "#fdeee6", "#e0b39b", "#c04a00", "#ffffff"),
        "coverage": FamilyColours("#d3eef5", "#1f7a94", "#eef8fb", "#a5ccd7", "#1f7a94", "#ffffff"),
        "wording": FamilyColours("#ebebeb", "#6b6b6b", "#f6f6f6", "#bdbdbd", "#5f5f5f", "#ffffff"),
    },
)
DARK = Theme(
    name="dark",
    paper="#1e1f22",
    ink="#e6e6e6",
    quiet="#a3a8b0",
    header="#2a2c30",
    edge="#44474d",
    accent="#6cb6f5",
    sentence="#26384d",
    partner="#232f3d",
    speech="#292724",
    speech_line="#8d8470",
    dot="#b8c0cb",
    families={
        "facts": FamilyColours("#563c0f", "#f5b041", "#32291a", "#8a6a35", "#f5b041", "#1b1b1b"),
        "voice": FamilyColours("#173f63", "#6cb6f5", "#1f2b38", "#41688c", "#6cb6f5", "#101418"),
        "force": FamilyColours("#5e2c12", "#ff8f4d", "#33241c", "#94583a", "#ff8f4d", "#1b1b1b"),
        "coverage": FamilyColours("#164550", "#5fc4dd", "#1e2d31", "#3f7885", "#5fc4dd", "#101418"),
        "wording": FamilyColours("#3d3f43", "#b5b5b5", "#2a2b2e", "#737578", "#c4c4c4", "#1b1b1b"),
    },
)
_BOLD = FamilyColours("#000000", "#ffffff", "#000000", "#bfbfbf", "#ffffff", "#000000")
HIGH_CONTRAST = Theme(
    name="high contrast",
    paper="#000000",
    ink="#ffffff",
    quiet="#ffffff",
    header="#000000",
    edge="#ffffff",
    accent="#ffd700",
    sentence="#00264d",
    partner="#001a33",
    speech="#1a1a1a",
    speech_line="#ffffff",
    dot="#ffffff",
    families={
        "facts": FamilyColours("#4d3300", "#ffb000", "#000000", "#ffb000", "#ffb000", "#000000"),
        "voice": FamilyColours("#00335c", "#7cc4ff", "#000000", "#7cc4ff", "#7cc4ff", "#000000"),
        "force": FamilyColours("#5c2000", "#ff9d5c", "#000000", "#ff9d5c", "#ff9d5c", "#000000"),
        "coverage": FamilyColours("#00404d", "#66e0ff", "#000000", "#66e0ff", "#66e0ff", "#000000"),
        "wording": _BOLD,
    },
)
THEMES: dict[ThemeName, Theme] = {theme.name: theme for theme in (LIGHT, DARK, HIGH_CONTRAST)}
