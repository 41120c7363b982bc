"""The styles of an OpenDocument text: each by its own name, the name it is shown by, and its parents."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from parallax.intake.office.style_names import PLAIN, Style, style_of
from parallax.intake.office.xml_parts import child, local, value

_MOST_PARENTS = 20
_ABOVE = re.compile(r"0*[1-9][0-9]*(?:\.[0-9]+)?%")


class Styles:
    """The styles of paragraphs and words in the roots of the parts that hold some."""

    def __init__(self, roots: Iterable[Any]) -> None:
        self._known: dict[str, Any] = {}
        for root in roots:
            for group in root:
                if local(group.tag) in ("styles", "automatic-styles"):
                    for one in group:
                        if local(one.tag) == "style":
                            self._known.setdefault(value(one, "name"), one)
        self._meant: dict[str, Style] = {"": PLAIN}
        self._hidden: dict[str, bool] = {"": False}
        self._raised: dict[str, bool] = {"": False}

    def style(self, name: str) -> Style:
        """What a style says that its paragraph is."""
        if name not in self._meant:
            names = [name]
            for style in self._chain(name):
                names += [value(style, "display-name"), value(style, "parent-style-name")]
            self._meant[name] = style_of(map(_plain, names))
        return self._meant[name]

    def hides(self, name: str) -> bool:
        """Whether a style hides its words."""
        if name not in self._hidden:
            self._hidden[name] = self._said(name, "display") == "none"
        return self._hidden[name]

    def raises(self, name: str) -> bool:
        """Whether the words of a style stand raised."""
        if name not in self._raised:
            place = self._said(name, "text-position").partition(" ")[0]
            self._raised[name] = place == "super" or bool(_ABOVE.fullmatch(place))
        return self._raised[name]

    def _said(self, name: str, property_: str) -> str:
        """What a style, or else the nearest of its parents, says of its words."""
        shown = (child(style, "text-properties") for style in self._chain(name))
        return next((said for one in shown if one is not None and (said := value(one, property_))), "")

    def _chain(self, name: str) -> list[Any]:
        chain: list[Any] = []
        while (one := self._known.get(name)) is not None and len(chain) < _MOST_PARENTS:
            chain.append(one)
            name = value(one, "parent-style-name")
        return chain


def _plain(name: str) -> str:
    """A style's name as people write it: programs write a space as _20_."""
    return name.replace("_20_", " ")
