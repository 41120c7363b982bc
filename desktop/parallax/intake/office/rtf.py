"""Rich Text Format: what a reader sees, once, in the letters that its code pages mean.

Read here rather than by a library: striprtf (BSD) shows hidden and deleted words, loses styles, footnotes' places and
the font of an outer group, and takes time with the square of the length for hostile groups.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from parallax.intake.draft import Draft
from parallax.intake.office.archives import damaged, too_large
from parallax.intake.office.document import COMMENT, DELETED, FOOTER, HEADER, HIDDEN, Document, draft_of
from parallax.intake.office.flow import Block, Flow, row_of
from parallax.intake.office.rtf_groups import Group, Row
from parallax.intake.office.rtf_tables import Fonts, Info, StyleSheet
from parallax.intake.office.rtf_words import ENTERED, SIGNS, SKIPPED, SYMBOLS, code_page
from parallax.raised import raised

MAX_DEPTH = 1_000
"""The most groups within one another."""
MAX_MARKS = 1_500_000
"""The most control words, groups and runs of letters."""

_TOKEN = re.compile(
    rb"\\([A-Za-z]{1,32})(-?\d{1,9})?\d* ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|([^\\{}\r\n\x00]+)"
    rb"|[\r\n\x00]+|\\"
)
_WORD, _NUMBER, _CODE, _SYMBOL, _BRACE, _LETTERS = range(1, 7)
_PRIVATE = range(0xF000, 0xF100)
_MOST_FALLBACK = 16
_IN_INFO = frozenset({"title", "author", "creatim"})
_PLACES = {
    "footnote": "",
    "shptxt": "",
    "dptxbxtext": "",
    "annotation": COMMENT,
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), HEADER),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), FOOTER),
}
"""Groups that are a text of their own, and why they are no part of the article."""
_DESTINATIONS = frozenset({"fonttbl", "stylesheet", "info", "title", "author", "creatim", "fldinst"})
"""Groups without words for a reader that are listened to."""


def drafts_of(raw: bytes, name: str) -> list[Draft]:
    """The draft of an RTF text. Raises Damaged for one that is nested too deeply, TooLarge for one of too many marks.

    A text that was cut short is read as far as it goes, and that is said.
    """
    return [draft_of(_Reading(raw, name).document(), name)]


class _Reading:
    """One pass over the bytes."""

    def __init__(self, raw: bytes, name: str) -> None:
        self._raw = raw.removeprefix(b"\xef\xbb\xbf").lstrip()
        self._name = name
        self._flow = Flow()
        self._counts: Counter[str] = Counter()
        self._groups = [Group()]
        self._now = self._groups[0]
        self._rows = [Row()]
        self._page = "cp1252"
        self._fonts = Fonts()
        self._styles = StyleSheet()
        self._letters = bytearray()
        self._skip = 0
        self._high = 0
        self._changed = ""
        self._notes: list[Block] = []
        self._margins: list[Block] = []
        self._info = Info()
        self._words: dict[str, Callable[[int | None], None]] = {
            **dict.fromkeys(("par", "sect", "page", "column"), lambda _: self._end_paragraph()),
            "cell": lambda _: self._end_cell(),
            "nestcell": lambda _: self._end_paragraph(),
            "row": lambda _: self._end_row(),
            "u": self._unicode,
            "uc": self._set_fallback,
            "f": self._set_font,
            "plain": self._set_plain,
            "pard": self._set_pard,
            "s": self._set_style,
            "outlinelevel": self._set_level,
            "intbl": self._set_in_row,
            "dropcapli": self._set_goes_on,
            "v": self._set_hidden,
            "super": self._set_raised,
            "up": self._set_raised,
            "nosupersub": lambda _: self._set_raised(0),
            "sub": lambda _: self._set_raised(0),
            "deleted": self._set_deleted,
            "revised": self._set_inserted,
            "ansicpg": self._set_page,
            "mac": lambda _: self._set_page(10000),
            "pc": lambda _: self._set_page(437),
            "pca": lambda _: self._set_page(850),
            "deff": self._fonts.set_default,
        }

    def document(self) -> Document:
        """Raises Damaged past `MAX_DEPTH`, TooLarge past `MAX_MARKS`."""
        whole = self._read()
        while len(self._groups) > 1:
            self._close()
        self._end_paragraph()
        self._end_row()
        told = () if whole else ("The file ends before its text does; it was read as far as it goes.",)
        properties = self._info.properties()
        return Document(self._flow.shut(), self._notes, self._margins, properties, self._counts, told)

    def _read(self) -> bool:
        """Go over the bytes. Whether the outermost group was closed; what follows it is no part of the text."""
        marks = 0
        binary = 0
        tokens = _TOKEN.finditer(self._raw)
        while binary >= 0:
            binary = -1
            for found in tokens:
                marks += 1
                if marks > MAX_MARKS:
                    raise too_large(self._name, "too many marks")
                kind = found.lastindex
                if kind == _LETTERS:
                    self._add_letters(found[_LETTERS])
                elif kind in (_WORD, _NUMBER):
                    if found[_WORD] == b"bin":
                        binary = found.end() + max(int(found[_NUMBER] or 0), 0)
                        tokens = _TOKEN.finditer(self._raw, binary)
                        break
                    self._word(found[_WORD].decode("ascii"), int(found[_NUMBER]) if kind == _NUMBER else None)
                elif kind == _BRACE and found[_BRACE] == b"{":
                    self._open()
                elif kind == _BRACE:
                    self._close()
                    if len(self._groups) == 1:
                        return True
                elif kind == _CODE:
                    self._add_code(int(found[_CODE], 16))
                elif kind == _SYMBOL:
                    self._symbol(found[_SYMBOL])
        return False

    def _open(self) -> None:
        self._flush()
        if len(self._groups) > MAX_DEPTH:
            raise damaged(self._name, "it is nested too deeply")
        self._now = self._now.inner()
        self._groups.append(self._now)
        self._skip = 0

    def _close(self) -> None:
        self._flush()
        ended = self._groups.pop()
        outer = self._groups[-1] if self._groups else Group()
        if not self._groups:
            self._groups.append(outer)
        self._skip = 0
        if ended.place:
            self._shut(ended)
        self._now = outer
        if ended.kind == "stylesheet":
            self._styles.end_style()
        elif ended.kind == "fonttbl" != outer.kind and not outer.page:
            outer.page = self._fonts.default_page()

    def _shut(self, ended: Group) -> None:
        """A text of its own ends, and goes where it belongs."""
        self._now = ended
        self._end_paragraph()
        self._end_row()
        self._rows.pop()
        blocks = self._flow.shut()
        if ended.place == "footnote":
            self._notes += blocks
        elif ended.why in (HEADER, FOOTER):
            self._margins += blocks
        else:
            self._flow.put_after(blocks)

    def _word(self, word: str, number: int | None) -> None:
        now = self._now
        fresh, now.fresh = now.fresh, False
        if fresh and self._begins(word):
            return
        if now.kind == "text":
            if word in SIGNS:
                self._say_sign(SIGNS[word])
                return
            self._flush()
            if word != "u":
                self._skip = 0
            if (does := self._words.get(word)) is not None:
                does(number)
        elif now.kind == "fonttbl":
            self._fonts.hear(word, number)
        elif now.kind == "stylesheet":
            self._styles.hear(word, number)
        elif now.kind == "creatim":
            self._info.hear(word, number)
        elif word == "u" and now.kind in ("title", "author"):
            self._flush()
            self._unicode(number)

    def _begins(self, word: str) -> bool:
        """Whether the first word of a group says what becomes of what is in it."""
        now = self._now
        if word == "ud":  # the same words in Unicode, beside those that are skipped
            now.kind = self._groups[-3].kind if len(self._groups) > 2 else "text"
            return True
        if now.kind == "skipped":
            return True
        if word in _DESTINATIONS and (now.kind != "text" or word not in _IN_INFO):
            now.kind = word
            return True
        if word in SKIPPED or word == "upr" or (now.starred and word not in ENTERED and word not in _PLACES):
            if word in ("shppict", "pict", "objdata") and now.kind == "text":
                self._counts["pictures"] += 1
            now.kind = "skipped"
            return True
        if word in _PLACES and now.kind == "text":
            now.place, now.why = word, now.why or _PLACES[word]
            now.style, now.level, now.in_row, now.goes_on = 0, None, False, False
            now.hidden = now.deleted = now.inserted = now.raised = False
            self._flow.open()
            self._rows.append(Row())
            return True
        return False

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self._now.starred = True
            return
        self._now.fresh = False
        if self._now.kind != "text":
            return
        if symbol in SYMBOLS:
            self._say_sign(SYMBOLS[symbol])
        elif symbol in b"\r\n":
            self._flush()
            self._end_paragraph()

    def _say_sign(self, sign: str) -> None:
        if self._skip:
            self._skip -= 1
        else:
            self._flush()
            self._say(sign)

    def _add_letters(self, letters: bytes) -> None:
        now = self._now
        now.fresh = False
        if now.kind == "skipped":
            return
        if now.kind == "fldinst":
            self._counts["links"] += letters.count(b"HYPERLINK")
        elif now.kind == "stylesheet":
            self._styles.name(letters)
        elif now.kind in ("text", "title", "author"):
            skipped = min(self._skip, len(letters))
            self._skip -= skipped
            self._letters += letters[skipped:]

    def _add_code(self, code: int) -> None:
        self._now.fresh = False
        if self._skip:
            self._skip -= 1
        elif self._now.kind in ("text", "title", "author"):
            self._letters.append(code)

    def _flush(self) -> None:
        """Say the letters that were collected, in the code page that holds for them."""
        if self._letters:
            letters = self._letters.decode(self._now.page or self._page, "replace")
            self._letters.clear()
            self._say(letters)

    def _say(self, words: str) -> None:
        now = self._now
        if now.kind != "text":
            self._info.say(now.kind, words)
            return
        if now.raised:
            words = raised(words)
        changed = "deletions" if now.deleted else "insertions" if now.inserted else ""
        if changed != self._changed:
            self._changed = changed
            self._counts[changed] += 1
            self._flow.part_asides()
        why = now.why or (DELETED if now.deleted else HIDDEN if now.hidden else "")
        if why:
            self._flow.say_aside(words, why)
        else:
            self._flow.say(words)

    def _unicode(self, number: int | None) -> None:
        if number is None or not -0x8000 <= number <= 0x10FFFF:
            return
        self._skip = self._now.fallback
        code = number + 0x10000 if number < 0 else number
        high, self._high = self._high, 0
        if 0xD800 <= code < 0xDC00:
            self._high = code
        elif 0xDC00 <= code < 0xE000:
            if high:
                self._say(chr(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00))
        elif code in _PRIVATE:
            self._counts["signs"] += 1
        elif code:
            self._say(chr(code))

    def _end_paragraph(self) -> None:
        now = self._now
        if now.goes_on:
            now.goes_on = False
            return
        blocks = self._flow.ended(self._styles.style(now.style, now.level))
        if now.in_row:
            self._rows[-1].cell += blocks
        else:
            self._end_row()
            self._flow.put(blocks)

    def _end_cell(self) -> None:
        row = self._rows[-1]
        row.cells.append([*row.cell, *self._flow.ended(self._styles.style(self._now.style, self._now.level))])
        row.cell = []

    def _end_row(self) -> None:
        row = self._rows[-1]
        if row.cell:
            row.cells.append(row.cell)
        if row.cells:
            self._flow.put(row_of(row.cells))
        self._rows[-1] = Row()

    def _set_fallback(self, number: int | None) -> None:
        self._now.fallback = min(max(1 if number is None else number, 0), _MOST_FALLBACK)

    def _set_font(self, number: int | None) -> None:
        self._now.page = self._fonts.page(number or 0)

    def _set_plain(self, _: int | None) -> None:
        self._now.page = self._fonts.default_page()
        self._now.hidden = self._now.deleted = self._now.inserted = self._now.raised = False

    def _set_pard(self, _: int | None) -> None:
        self._now.style, self._now.level, self._now.in_row, self._now.goes_on = 0, None, False, False

    def _set_style(self, number: int | None) -> None:
        self._now.style = number or 0

    def _set_level(self, number: int | None) -> None:
        self._now.level = number

    def _set_in_row(self, _: int | None) -> None:
        self._now.in_row = True

    def _set_goes_on(self, number: int | None) -> None:
        self._now.goes_on = bool(number)

    def _set_raised(self, number: int | None) -> None:
        self._now.raised = number != 0

    def _set_hidden(self, number: int | None) -> None:
        self._now.hidden = number != 0

    def _set_deleted(self, number: int | None) -> None:
        self._now.deleted = number != 0

    def _set_inserted(self, number: int | None) -> None:
        self._now.inserted = number != 0

    def _set_page(self, number: int | None) -> None:
        self._page = code_page(number or 0) or self._page
