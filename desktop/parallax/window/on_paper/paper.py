"""A view drawn on paper or into a PDF, page by page, with what stands above and below each page."""

from __future__ import annotations

from collections.abc import Collection, Generator

from PySide6.QtCore import QBuffer, QDate, QIODevice, QLocale, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)

from parallax.errors import WriteError
from parallax.window.on_paper.page_layout import PAPER, UNITS, PageLayout
from parallax.window.on_paper.printed import Printed
from parallax.window.state import VIEW_NAMES
from parallax.window.texts.offsets import shown

_EDGE = UNITS * 22 / 72
"""Height of what stands above and below the text, with the gap to it, in units of the layout."""
MARGINS = QMarginsF(15, 13, 15, 13)
"""In millimetres, unless the reader sets others for a printer."""
LAID = 0.6
"""What part of the work is done when all pages are laid out and the first is drawn."""


def page_layout(what: Printed) -> QPageLayout:
    """The paper of this country, upright for few columns and lying for many."""
    imperial = QLocale.system().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
    size = QPageSize(QPageSize.PageSizeId.Letter if imperial else QPageSize.PageSizeId.A4)
    return QPageLayout(size, orientation(what), MARGINS, QPageLayout.Unit.Millimeter)


def orientation(what: Printed) -> QPageLayout.Orientation:
    """Upright for up to three columns, else lying."""
    return QPageLayout.Orientation.Portrait if what.columns <= 3 else QPageLayout.Orientation.Landscape


class Pdf:
    """A PDF that is made in memory, so that what lies on the disk stays until the new one is whole."""

    def __init__(self, what: Printed) -> None:
        self._what = what
        self._buffer = QBuffer()
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly)

    def make(self) -> Generator[float, None, None]:
        """Make it; after each small step what part of the work is done, from 0 to 1."""
        writer = QPdfWriter(self._buffer)
        writer.setTitle(f"{shown(self._what.title)} · {VIEW_NAMES[self._what.view]}")
        writer.setCreator("Parallax")
        writer.setResolution(UNITS)
        writer.setPageLayout(page_layout(self._what))
        yield from draw(self._what, writer, "the PDF")

    def content(self) -> bytes:
        """What was made."""
        return bytes(self._buffer.data().data())


def draw(
    what: Printed, device: QPagedPaintDevice, name: str, pages: Collection[int] = ()
) -> Generator[float, None, None]:
    """Draw all pages, or those numbered `pages` from 1, on a device; after each small step what part of the work is
    done. Raises WriteError of `name` where the device does not take them."""
    room = device.pageLayout().paintRect(QPageLayout.Unit.Point).size() * (UNITS / 72)
    layout = PageLayout(what, QSizeF(room.width(), room.height() - 2 * _EDGE))
    for part in layout.lay():
        yield part * LAID
    count = len(layout.pages)
    wanted = [n for n in range(count) if not pages or n + 1 in pages]
    painter = QPainter()
    if not painter.begin(device):
        raise WriteError(name, "cannot be made. Choose another printer, or save it as a PDF.")
    try:
        scale = painter.device().logicalDpiX() / UNITS
        for k, n in enumerate(wanted):
            if k and not device.newPage():
                raise WriteError(name, "broke off. Look whether the printer is ready, and print again.")
            painter.resetTransform()  # not saved and restored: work that is given up would leave it saved
            painter.scale(scale, scale)
            _draw_edges(painter, what, layout, room, f"page {n + 1} of {count}")
            painter.translate(0, _EDGE)
            for _ in layout.pages[n].draw(painter):
                yield LAID + (1 - LAID) * k / len(wanted)
            yield LAID + (1 - LAID) * (k + 1) / len(wanted)
    finally:
        painter.end()


def _draw_edges(painter: QPainter, what: Printed, layout: PageLayout, room: QSizeF, page: str) -> None:
    """The title and the day above, where it was made and the number of the page below."""
    day = QLocale(QLocale.Language.English).toString(QDate.currentDate(), "d MMMM yyyy")
    font = layout.font("quiet")
    painter.setFont(font)
    line = QFontMetricsF(font).height()
    below = room.height() - line
    right = Qt.AlignmentFlag.AlignRight
    for y, first, last in (
        (0.0, f"{what.title} · {VIEW_NAMES[what.view]}", day),
        (below, f"Made with Parallax on {day}. The texts belong to their outlets.", page),
    ):
        painter.setPen(QColor(PAPER.quiet))
        flag = int(Qt.TextFlag.TextSingleLine)
        painter.drawText(QRectF(0, y, room.width(), line), int(right) | flag, last)
        least = QFontMetricsF(font).horizontalAdvance(last) + line
        words = QFontMetricsF(font).elidedText(shown(first), Qt.TextElideMode.ElideRight, room.width() - least)
        painter.drawText(QRectF(0, y, room.width() - least, line), flag, words)
    painter.setPen(QPen(QColor(PAPER.edge), UNITS / 144))
    for y in (line * 1.25, below - line * 0.25):
        painter.drawLine(0, round(y), round(room.width()), round(y))
