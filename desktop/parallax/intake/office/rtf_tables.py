"""What the head of an RTF text tells: its fonts' code pages, its styles, its title and author."""

from __future__ import annotations

from parallax.intake.office.document import Properties, day_of
from parallax.intake.office.rtf_words import PAGES, code_page
from parallax.intake.office.style_names import PLAIN, Style, style_of

_MOST_BASES = 20
_MOST_STYLES = 10_000
_LONGEST_NAME = 200
_LONGEST_INFO = 2_000


class Fonts:
    """The code page of each font."""

    def __init__(self) -> None:
        self._pages: dict[int, str] = {}
        self._font = 0
        self._default = 0

    def hear(self, word: str, number: int | None) -> None:
        """A control word of the table of fonts."""
        if word == "f":
            self._font = number or 0
        elif word == "fcharset" and len(self._pages) < _MOST_STYLES:
            self._pages[self._font] = PAGES.get(number or 0, "")
        elif word == "cpg" and number and (page := code_page(number)):
            self._pages[self._font] = page

    def page(self, font: int) -> str:
        """The code page of a font; empty where it is that of the text."""
        return self._pages.get(font, "")

    def set_default(self, font: int | None) -> None:
        """The font of words that name none."""
        self._default = font or 0

    def default_page(self) -> str:
        """The code page of words that name no font."""
        return self.page(self._default)


class StyleSheet:
    """The styles of paragraphs by their numbers."""

    def __init__(self) -> None:
        self._names: dict[int, str] = {}
        self._bases: dict[int, int] = {}
        self._number = 0
        self._name = bytearray()

    def hear(self, word: str, number: int | None) -> None:
        """A control word of the table of styles."""
        if word == "s":
            self._number = number or 0
        elif word == "sbasedon" and number is not None:
            self._bases[self._number] = number

    def name(self, letters: bytes) -> None:
        """Letters of the name of the style at hand."""
        if len(self._name) < _LONGEST_NAME:
            self._name += letters

    def end_style(self) -> None:
        """The style at hand ends."""
        name = self._name.decode("latin-1").partition(";")[0].strip()
        if name and len(self._names) < _MOST_STYLES:
            self._names[self._number] = name
        self._number = 0
        self._name.clear()

    def style(self, number: int, level: int | None) -> Style:
        """What a style, or else the level in an outline (from 0), says that a paragraph is."""
        names: list[str] = []
        while number in self._names and len(names) < _MOST_BASES:
            names.append(self._names[number])
            number = self._bases.get(number, -1)
        found = style_of(names)
        if found == PLAIN and level is not None and 0 <= level < 9:
            return Style(level=level + 1)
        return found


class Info:
    """What an RTF text says of itself."""

    def __init__(self) -> None:
        self._said: dict[str, str] = {}
        self._day = {"yr": 0, "mo": 0, "dy": 0}

    def hear(self, word: str, number: int | None) -> None:
        """A part of the day on which it was made."""
        if word in self._day:
            self._day[word] = number or 0

    def say(self, kind: str, words: str) -> None:
        """Words of the "title" or the "author"."""
        said = self._said.get(kind, "")
        if len(said) < _LONGEST_INFO:
            self._said[kind] = said + words[:_LONGEST_INFO]

    def properties(self) -> Properties:
        """All of it."""
        made = f"{self._day['yr']:04}-{self._day['mo']:02}-{self._day['dy']:02}"
        return Properties(self._said.get("title", ""), self._said.get("author", ""), day_of(made))
