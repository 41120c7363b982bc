"""What the style of a paragraph says that it is. Programs name their own styles in English, whatever they show."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from parallax.article import Role

_HEADING = re.compile(r"heading ([1-9])")
_CONTENTS = re.compile(r"(?:toc|contents) (?:[1-9]|heading)")
_ROLES: dict[str, Role] = {
    "subtitle": "standfirst",
    "standfirst": "standfirst",
    "byline": "byline",
    "dateline": "dateline",
    "caption": "caption",
}


@dataclass(frozen=True, slots=True)
class Style:
    """`level` of a heading: 0 for the title, 1 and more below it, None for what is none; `role` where the style names
    one; `why` it is no part of the article."""

    level: int | None = None
    role: Role | None = None
    why: str = ""


PLAIN = Style()


def style_of(names: Iterable[str]) -> Style:
    """The meaning of a style, by its own name and then by those of the styles it is based on."""
    for name in names:
        folded = " ".join(name.casefold().split())
        if folded in ("title", "headline"):
            return Style(level=0)
        if found := _HEADING.fullmatch(folded):
            return Style(level=int(found[1]))
        if _CONTENTS.fullmatch(folded):
            return Style(why="a line of the table of contents")
        if folded in _ROLES:
            return Style(role=_ROLES[folded])
    return PLAIN
