"""What the help says, with its keys, menu entries and signs filled in from the tables that the program itself uses."""

from __future__ import annotations

import re

from parallax.paths import resource
from parallax.sheet.signs import FAMILY_NAMES, GLYPHS, SAID_SIGNS
from parallax.values import Family
from parallax.window.actions import by_name, key_sheet
from parallax.window.palette import SIGNS, Underline

_BLANK = re.compile(r"\{(\w+)(?::(\w+))?\}")
_LINES: dict[Underline, str] = {
    Underline.SingleUnderline: "a line",
    Underline.WaveUnderline: "a wavy line",
    Underline.DashUnderline: "dashes",
    Underline.DashDotLine: "dashes and dots",
    Underline.DotLine: "dots",
}


def help_text() -> str:
    """The whole help page, in Markdown."""
    return filled(resource("help", "help.md").read_text(encoding="utf-8"))


def filled(text: str) -> str:
    """A text with its blanks filled in. `{key:next}` is the first key of an action, `{action:export}` its place in the
    menus, `{sign:same}` how words stand to those of others, `{family:facts}` glyph and name of a family,
    `{underline:facts}` what lies under its words, `{keys}` all keys. Raises KeyError for what the tables do not have,
    IndexError for an action without a key."""
    return _BLANK.sub(lambda found: _FILL[found[1]](found[2] or ""), text)


def family_shown(family: Family) -> str:
    """A family as its filter shows it: glyph and name."""
    return f"{GLYPHS[family]} {FAMILY_NAMES[family]}"


def _key(name: str) -> str:
    return by_name(name).keys[0]


def _action(name: str) -> str:
    action = by_name(name)
    return f"{action.menu} → {action.text}".replace("&", "")


def _sign(state: str) -> str:
    return {str(known): sign for known, sign in SAID_SIGNS.items()}[state]


def _family(name: str) -> Family:
    return {str(family): family for family in SIGNS}[name]


def _keys(_: str) -> str:
    """All keys as a list with a heading for each menu."""
    lines, menu = list[str](), ""
    for name, what, keys in key_sheet():
        if name != menu:
            lines += ["", f"**{name}**", ""]
            menu = name
        lines.append(f"- {what}: {keys}")
    return "\n".join(lines)


_FILL = {
    "key": _key,
    "action": _action,
    "sign": _sign,
    "family": lambda name: f"**{family_shown(_family(name))}**",
    "underline": lambda name: _LINES[SIGNS[_family(name)].underline],
    "keys": _keys,
}
