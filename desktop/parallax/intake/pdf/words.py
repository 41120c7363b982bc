"""The words of a PDF with their places, fonts and sizes, and the pictures on its pages: all that PDFium is asked for.

Nothing in the file is run or fetched: scripts, forms, attachments and links are never asked for, and PDFium is built
without a script engine.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2_raw as pdfium

from parallax.errors import Damaged, TooLarge
from parallax.intake.limits import MAX_TEXT
from parallax.intake.pdf.frame import FAR, Box, Frame
from parallax.intake.pdf.pictures import pictures_on

MAX_PAGES = 1_000
"""The most pages that are read."""
_WORD = re.compile(r"[^\s\u200b\x02\ufffe]+[\x02\ufffe]?|[\x02\ufffe]")  # the hyphen of a broken word ends it
_BACKWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_UNKNOWN = re.compile("[\x00\x01\x03-\x1f\ufffd\ue000-\uf8ff\ud800-\udfff\U000f0000-\U0010ffff]")
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\x02": "-", "\ufffe": "-"}
)
_PASSWORD, _SECURITY = 4, 5


class Word(NamedTuple):
    """Letters without a space between them. `base` is the line they stand on, `size` that of their font in points,
    `font` an index into `Book.fonts`, `order` their place in the order of drawing; `glued` says that no space parts
    them from the word drawn before them."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    size: float
    font: int
    order: int
    glued: bool


@dataclass(slots=True)
class Page:
    """One page, its size in points, the words that run along it, those that run in another direction (each run of
    words as one text, with its box), its pictures, and how many of its letters could not be told."""

    number: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    turned: list[tuple[str, Box]] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    letters: int = 0
    unknown: int = 0


@dataclass(slots=True)
class Book:
    """What a PDF says of itself, how many pages it has, and the names of the fonts met so far."""

    handle: Any
    pages: int
    title: str
    author: str
    fonts: list[str] = field(default_factory=list)


@contextmanager
def opened(raw: bytes, name: str) -> Iterator[Book]:
    """The PDF in these bytes. Raises Damaged for what cannot be opened, TooLarge for more than `MAX_PAGES`."""
    _start()
    handle = pdfium.FPDF_LoadMemDocument64(raw, len(raw), None)
    if not handle:
        raise _closed(pdfium.FPDF_GetLastError(), name)
    try:
        pages = pdfium.FPDF_GetPageCount(handle)
        if pages > MAX_PAGES:
            what = (
                f"the PDF has {pages:,} pages, and no more than {MAX_PAGES:,} are read; split it, or paste the article."
            )
            raise TooLarge(name, what)
        if pages < 1:
            raise Damaged(name, "the PDF has no page that can be found; open it in a PDF reader and save it anew.")
        yield Book(handle, pages, _said(handle, b"Title"), _said(handle, b"Author"))
    finally:
        pdfium.FPDF_CloseDocument(handle)


def page_of(book: Book, number: int, name: str) -> Page | None:
    """A page, by its number from 0; None for one that is damaged. Raises TooLarge for more letters than are read."""
    handle = pdfium.FPDF_LoadPage(book.handle, number)
    if not handle:
        return None
    try:
        frame = Frame.of(handle)
        page = Page(number, frame.width, frame.height)
        text = pdfium.FPDFText_LoadPage(handle)
        if text:
            try:
                _read(book, page, frame, text, name)
            finally:
                pdfium.FPDFText_ClosePage(text)
        page.pictures += pictures_on(handle, frame)
    finally:
        pdfium.FPDF_ClosePage(handle)
    return page


_started = False


def _start() -> None:
    global _started
    if not _started:
        pdfium.FPDF_InitLibrary()
        _started = True


def _closed(error: int, name: str) -> Damaged:
    if error == _PASSWORD:
        return Damaged(name, "the PDF asks for a password; save a copy without one, or copy the article and paste it.")
    if error == _SECURITY:
        what = "the PDF is locked in a way that is not known; save a copy without it, or copy the article and paste it."
        return Damaged(name, what)
    return Damaged(name, "the PDF is damaged and cannot be opened; get another copy, or copy the article and paste it.")


def _said(handle: Any, key: bytes) -> str:
    size = pdfium.FPDF_GetMetaText(handle, key, None, 0)
    if not 2 < size <= 4_000:
        return ""
    room = ctypes.create_string_buffer(size)
    pdfium.FPDF_GetMetaText(handle, key, room, size)
    return room.raw[: size - 2].decode("utf-16-le", "replace")


def _read(book: Book, page: Page, frame: Frame, text: Any, name: str) -> None:
    """Put the letters of a page into words."""
    count = pdfium.FPDFText_CountChars(text)
    if count > MAX_TEXT:
        raise TooLarge(name, f"one page has more than {MAX_TEXT:,} letters; copy the article and paste it.")
    letters = _letters(text, count)
    pen = _written(book, page, frame, text, letters)
    if pen.turned_letters > 2 * sum(len(word.text) for word in page.words):
        # The page lies on its side.
        page.words, page.letters, page.unknown, page.outside = [], 0, 0, []
        frame.quarter = (frame.quarter + pen.turned_direction) % 4
        page.width, page.height = frame.width, frame.height
        pen = _written(book, page, frame, text, letters)
    page.turned = pen.turned_runs()


def _written(book: Book, page: Page, frame: Frame, text: Any, letters: str) -> _Pen:
    pen = _Pen(book, page, frame, text)
    for found in _WORD.finditer(letters):
        pen.word(found.group(), found.start())
    return pen


def _letters(text: Any, count: int) -> str:
    """The letters of a page, one for each that PDFium counts."""
    room = (ctypes.c_ushort * (count + 1))()
    pdfium.FPDFText_GetText(text, 0, count, room)
    letters = bytes(room)[: 2 * count].decode("utf-16-le", "surrogatepass")
    if len(letters) == count and "\0" not in letters:
        return letters
    # Letters above the first plane, and those that stand for nothing, take another number of places there.
    unicode_of = pdfium.FPDFText_GetUnicode
    return "".join(map(_letter, (unicode_of(text, index) for index in range(count))))


def _letter(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 else "\ufffd"


class _Pen:
    """Takes letters one after another and makes words of them."""

    def __init__(self, book: Book, page: Page, frame: Frame, text: Any) -> None:
        self._book, self._page, self._frame, self._text = book, page, frame, text
        self._room = pdfium.FS_RECTF()
        self._at = ctypes.byref(self._room)
        self._glued = False
        self._style = _Style(0, 0.0, 0)
        self._object: int | None = None
        self._turned: list[tuple[int, str, Box]] = []
        self._seen: dict[str, set[tuple[int, int]]] = {}
        self._matrix = pdfium.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()

    def word(self, letters: str, first: int) -> None:
        """Letters without a space between them, the first of them PDFium's letter number `first`."""
        self._glued = False
        start = self._box_of(first)
        end = start if len(letters) == 1 else self._box_of(first + len(letters) - 1)
        if start and end:
            high = start[3] - start[1]
            level = abs(start[1] - end[1]) <= 0.1 * high and abs(start[3] - end[3]) <= 0.1 * high
            if level and (letters.isascii() or not _BACKWARD.search(letters)):
                self._add(letters, first, _around(start, end))
                return
        self._by_letters(letters, first)

    def _by_letters(self, letters: str, first: int) -> None:
        """Part the letters of a word where they change their size or their line, and all that run from right to left:
        their order is told from their places."""
        begun, whole, one = 0, None, None
        level = (self._style_at(first).direction + self._frame.quarter) % 2 == 0  # in the file's own directions
        for place in range(len(letters)):
            box = self._box_of(first + place)
            if box is None:
                continue
            if whole is None or one is None:
                begun, whole, one = place, box, box
            elif (parted := _parted(one, whole, box, level)) or _BACKWARD.match(letters[place]):
                self._add(letters[begun:place], first + begun, whole)
                self._glued = parted != "place"
                begun, whole, one = place, box, box
            else:
                whole = _around(whole, box)
        if whole is not None:
            self._add(letters[begun:], first + begun, whole)

    def _box_of(self, index: int) -> Box | None:
        """The box of a letter in the file's own directions: left, bottom, right, top."""
        if not pdfium.FPDFText_GetLooseCharBox(self._text, index, self._at):
            return None
        box = self._room
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
        return (left, bottom, right, top) if -FAR < left <= right < FAR and -FAR < bottom <= top < FAR else None

    def _add(self, letters: str, first: int, box: Box) -> None:
        page = self._page
        page.letters += len(letters)
        word = letters
        if not letters.isascii() or "\x02" in letters or not letters.isprintable():
            page.unknown += len(_UNKNOWN.findall(letters))
            word = letters.translate(_LIGATURES)
        style = self._style_at(first)
        left, top, right, bottom = self._frame.box(*box)
        glued, self._glued = self._glued, True
        if not (-1 <= (left + right) / 2 <= page.width + 1 and -1 <= (top + bottom) / 2 <= page.height + 1):
            page.outside.append(word)
        elif style.direction:
            self._turned.append((style.direction, word, (left, top, right, bottom)))
        else:
            size = self._size(style.size, bottom - top)
            base = self._base(first, bottom - 0.22 * (bottom - top))
            top, bottom = base - 0.75 * size, base + 0.25 * size
            key = (word, round(left / size * 3), round(base / size * 3))
            # Letters painted twice, a hair apart, look bold.
            if self._is_repeated(key):
                return
            page.words.append(Word(word, left, top, right, bottom, base, size, style.font, len(page.words), glued))

    def _is_repeated(self, key: tuple[str, int, int]) -> bool:
        word, x, y = key
        places = self._seen.setdefault(word, set())
        if places:
            for near in (x - 1, x, x + 1):
                if (near, y) in places or (near, y - 1) in places or (near, y + 1) in places:
                    return True
        places.add((x, y))
        return False

    @property
    def turned_letters(self) -> int:
        """How many letters run along none of the page's lines."""
        return sum(len(word) for _, word, _ in self._turned)

    @property
    def turned_direction(self) -> int:
        """How many quarters most of these are turned."""
        letters = Counter[int]()
        for direction, word, _ in self._turned:
            letters[direction] += len(word)
        return letters.most_common(1)[0][0]

    def turned_runs(self) -> list[tuple[str, Box]]:
        """The words that run another way, those that follow one another put together."""
        runs: list[tuple[int, str, Box]] = []
        for direction, word, box in self._turned:
            if runs and runs[-1][0] == direction and _follows(runs[-1][2], box):
                _, text, whole = runs[-1]
                runs[-1] = (direction, f"{text} {word}", _around(whole, box))
            else:
                runs.append((direction, word, box))
        return [(text, box) for _, text, box in runs]

    def _style_at(self, index: int) -> _Style:
        drawn = pdfium.FPDFText_GetTextObject(self._text, index)
        key = ctypes.cast(drawn, ctypes.c_void_p).value if drawn else None
        if key is None or key != self._object:
            self._object = key
            self._style = self._new_style(index)
        return self._style

    def _new_style(self, index: int) -> _Style:
        matrix = self._matrix
        if not pdfium.FPDFText_GetMatrix(self._text, index, matrix):
            matrix.a = matrix.d = 1.0
            matrix.b = matrix.c = 0.0
        size = abs(pdfium.FPDFText_GetFontSize(self._text, index)) * math.hypot(matrix.c, matrix.d)
        room = ctypes.create_string_buffer(128)
        flags = ctypes.c_int()
        length = pdfium.FPDFText_GetFontInfo(self._text, index, room, 128, flags)
        font = room.value.decode("utf-8", "replace") if 0 < length <= 128 else ""
        name = font.split("+", 1)[-1]
        fonts = self._book.fonts
        if name not in fonts:
            fonts.append(name)
        return _Style(fonts.index(name), size, self._frame.direction(matrix.a, matrix.b))

    def _size(self, said: float, height: float) -> float:
        """The size of the font; from the height of its letters where what the file says cannot be."""
        usual = max(height / 1.2, 0.1)
        return said if math.isfinite(said) and 0.4 * usual < said < 2.5 * usual else usual

    def _base(self, first: int, guessed: float) -> float:
        if pdfium.FPDFText_GetCharOrigin(self._text, first, self._x, self._y):
            base = self._frame.point(self._x.value, self._y.value)[1]
            if abs(base - guessed) < FAR:
                return base
        return guessed


class _Style(NamedTuple):
    font: int
    size: float
    direction: int


def _parted(one: Box, whole: Box, box: Box, level: bool) -> str:
    """How a letter stands apart from the word before it, whose first letter has the box `one`: by its "size", by its
    "place", or not at all."""
    wide, high = one[2] - one[0], one[3] - one[1]
    if max(box[0] - whole[2], whole[0] - box[2], box[1] - whole[3], whole[1] - box[3]) > max(wide, high):
        return "place"
    if level:
        return "size" if abs(box[3] - box[1] - high) > 0.15 * high else ""
    return "size" if abs(box[2] - box[0] - wide) > 0.15 * wide else ""


def _around(one: Box, other: Box) -> Box:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _follows(before: Box, after: Box) -> bool:
    gap = max(after[0] - before[2], before[0] - after[2], after[1] - before[3], before[1] - after[3])
    return gap < 2 * min(max(1.0, before[2] - before[0]), max(1.0, before[3] - before[1]))


SMALLEST = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 199 199]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj "
    b"4 0 obj<</Length 88>>stream\nBT /F 9 Tf 9 150 Td (A ferry runs each half hour to the lan-) Tj 0 -11 Td (ding.)"
    b" Tj ET\nendstream endobj 5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj trailer<</Root 1 0 R>>"
)
"""A PDF of two lines and a broken word."""
