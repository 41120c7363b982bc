"""A small writer of PDFs for tests: words at given places in the standard fonts, so that every layout can be made."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

FONTS = ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Times-Roman")
# The widths of Helvetica from the space to the tilde, in thousandths of its size.
_WIDTHS = [
    *(278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278),
    *(556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556),
    *(1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778),
    *(667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556),
    *(333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556),
    *(556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584),
]
_SIGNS = {"’": 222, "‘": 222, "“": 333, "”": 333, "–": 556, "—": 1000, "•": 350}
_SYLLABLE = re.compile(r"[aeiouy][bcdfghjklmnpqrstvwxz](?=[aeiouy])")


def width_of(text: str, size: float) -> float:
    """How wide a text is in Helvetica, in points."""
    thousandths = (_SIGNS.get(c) or (_WIDTHS[ord(c) - 32] if 32 <= ord(c) < 127 else 556) for c in text)
    return sum(thousandths) * size / 1000


@dataclass
class Sheet:
    """One page: its size and what is drawn on it. Places are points from the left and from the top."""

    width: float = 595
    height: float = 842
    drawn: list[str] = field(default_factory=list)

    def text(self, left: float, top: float, words: str, size: float = 10, font: int = 0, gap: float = 0) -> None:
        """Words with their baseline at `top`; `gap` widens each space."""
        self._draw(f"1 0 0 1 {left:.2f} {self.height - top:.2f}", words, size, font, f"{gap:.3f} Tw")

    def turned(self, left: float, top: float, words: str, size: float = 6) -> None:
        """Words that run up the page."""
        self._draw(f"0 1 -1 0 {left:.2f} {self.height - top:.2f}", words, size, 0, "0 Tw")

    def apart(self, left: float, top: float, words: str, size: float, between: float, font: int = 0) -> None:
        """Words whose letters are set apart."""
        self._draw(f"1 0 0 1 {left:.2f} {self.height - top:.2f}", words, size, font, f"0 Tw {between:.2f} Tc")
        self.drawn.append("0 Tc")

    def unseen(self, left: float, top: float, words: str, size: float = 10) -> None:
        """Words that are not painted: what text recognition lays under a scan."""
        self.drawn.append("3 Tr")
        self.text(left, top, words, size)
        self.drawn.append("0 Tr")

    def rule(self, left: float, top: float, right: float, bottom: float) -> None:
        """A line."""
        self.drawn.append(f"{left} {self.height - top} m {right} {self.height - bottom} l S")

    def picture(self, left: float, top: float, width: float, height: float) -> None:
        """A grey picture."""
        self.drawn.append(f"q {width} 0 0 {height} {left} {self.height - top - height} cm /Im Do Q")

    def _draw(self, matrix: str, words: str, size: float, font: int, spacing: str) -> None:
        shown = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        self.drawn.append(f"BT /F{font} {size} Tf {spacing} {matrix} Tm ({shown}) Tj ET")


@dataclass
class Column:
    """A column of text on a page, filled from its top; what does not fit is left for the next one."""

    sheet: Sheet
    left: float
    top: float
    width: float
    bottom: float = 790
    size: float = 9
    leading: float = 11
    font: int = 0
    justified: bool = True
    indent: float = 10
    between: float = 0
    goes_on: bool = False

    def fill(self, lines: Sequence[Line]) -> list[Line]:
        """Draw the lines as far as there is room; the others."""
        for number, line in enumerate(lines):
            if line.opens and line.indent == 0 and self.between and number:
                self.top += self.between
            if self.top > self.bottom:
                return list(lines[number:])
            spaces = line.words.count(" ")
            room = self.width - line.indent - self._wide(line.words)
            gap = room / spaces if self.justified and not line.last and spaces else 0
            self.sheet.text(self.left + line.indent, self.top, line.words, self.size, self.font, gap)
            self.top += self.leading
        return []

    def lines(self, paragraphs: Sequence[str], hyphens: bool = True) -> list[Line]:
        """The paragraphs as lines of this column's width, words broken at some syllables."""
        made: list[Line] = []
        for paragraph in paragraphs:
            goes_on = self.goes_on and not made
            indent = 0 if goes_on else self.indent
            opens, line = not goes_on, ""
            waiting = paragraph.split(" ")
            while waiting:
                word = waiting.pop(0)
                longer = f"{line} {word}" if line else word
                if self._wide(longer) <= self.width - indent:
                    line = longer
                    continue
                head = self._head(line, word, self.width - indent) if hyphens else ""
                if head:
                    line = f"{line} {head}-".strip()
                    word = word[len(head) :]
                made.append(Line(line, indent, opens))
                opens, indent, line = False, 0, ""
                waiting.insert(0, word)
            made.append(Line(line, indent, opens, True))
        return made

    def _wide(self, words: str) -> float:
        return width_of(words, self.size) * (1.1 if self.font == 1 else 1)

    def _head(self, line: str, word: str, width: float) -> str:
        if not word.isalpha() or len(word) < 7:
            return ""
        for found in reversed(list(_SYLLABLE.finditer(word, 1, len(word) - 2))):
            head = word[: found.start() + 1]
            if len(head) >= 3 and self._wide(f"{line} {head}-") <= width:
                return head
        return ""


@dataclass(frozen=True)
class Line:
    """A line of a column; whether it opens its paragraph, and whether it is its last."""

    words: str
    indent: float = 0
    opens: bool = False
    last: bool = False


def pdf_of(sheets: Sequence[Sheet], title: str = "", author: str = "", pack: bool = False) -> bytes:
    """The bytes of a PDF of these pages."""
    objects: list[bytes] = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    fonts = []
    for number, font in enumerate(FONTS):
        objects.append(f"<</Type/Font/Subtype/Type1/BaseFont/{font}/Encoding/WinAnsiEncoding>>".encode())
        fonts.append(f"/F{number} {len(objects)} 0 R")
    grey = b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>"
    objects.append(grey + b"stream\n\x80\nendstream")
    resources = f"<</Font<<{' '.join(fonts)}>>/XObject<</Im {len(objects)} 0 R>>>>"
    pages = []
    for sheet in sheets:
        content = "\n".join(sheet.drawn).encode("cp1252")
        packed = zlib.compress(content) if pack else content
        kind = "/Filter/FlateDecode" if pack else ""
        objects.append(f"<</Length {len(packed)}{kind}>>stream\n".encode() + packed + b"\nendstream")
        box = f"[0 0 {sheet.width} {sheet.height}]"
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox{box}/Resources{resources}/Contents {len(objects)} 0 R>>".encode()
        )
        pages.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Kids[{' '.join(pages)}]/Count {len(pages)}>>".encode()
    said = "".join(f"/{key}({value})" for key, value in (("Title", title), ("Author", author)) if value)
    objects.append(f"<<{said}>>".encode("cp1252"))
    return of_objects(objects, f"/Info {len(objects)} 0 R")


def of_objects(objects: Sequence[bytes], trailer: str = "") -> bytes:
    """The bytes of a PDF of these objects, the first of them the catalogue."""
    made = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj".encode() + body + b"\nendobj\n"
    table = len(made)
    made += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    for place in places:
        made += f"{place:010} 00000 n \n".encode()
    made += f"trailer<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(made)
