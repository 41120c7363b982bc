"""*Print* and *Save as PDF* of one window: which printer or file, the work in small steps, and what came of it."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Generator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QPageLayout
from PySide6.QtWidgets import QFileDialog, QProgressDialog, QWidget

from parallax.errors import ParallaxError
from parallax.whole_files import write_bytes_whole
from parallax.window.on_paper.paper import LAID, MARGINS, Pdf, draw, orientation
from parallax.window.on_paper.printed import Printed, printed
from parallax.window.stories.lines import named

Steps = Generator[float, None, None]

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from parallax.window.main_window import MainWindow

_TURN = 0.02
"""Seconds of work in one turn of the event loop."""
_QUIET = 400
"""Milliseconds of work that need no word."""


class Printing(QObject):
    """Prints the view on screen as it is now; what is changed afterwards is not waited for."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def save_pdf(self, name: str) -> None:
        """Ask for a file, `name` at first, and write the view to it."""
        dialog = QFileDialog(self._window, "Save as PDF", str(self._window.preferences.folder), "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.write(Path(chosen)))
        dialog.open()

    def write(self, path: Path) -> None:
        """Write the view on screen to a PDF."""
        what = self._what()
        if what is not None:
            self._window.preferences.folder = path.parent
            pdf = Pdf(what)
            self._begin(pdf.make(), "Making the PDF", partial(self._keep, path, pdf))

    def _keep(self, path: Path, pdf: Pdf) -> None:
        write_bytes_whole(path, pdf.content())
        self._window.say(f"Written to {path.name}")

    def ask_printer(self) -> None:
        """Ask for a printer, and print the view on it; where there is none, offer a PDF."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo  # when it is asked for

        what = self._what()
        if what is None:
            return
        if not QPrinterInfo.availablePrinterNames():
            self._window.notice.show_word(
                "No printer is installed on this computer. You can save the pages as a PDF instead.",
                ("Save as &PDF…", self._window.acts["save_pdf"].trigger),
            )
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(what.title)
        printer.setPageOrientation(orientation(what))
        printer.setPageMargins(MARGINS, QPageLayout.Unit.Millimeter)
        dialog = QPrintDialog(printer, self._window)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, False)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.print_on(printer, what))
        dialog.show()  # its own `open` wants a slot

    def print_on(self, printer: QPrinter, what: Printed) -> None:
        """Print on a printer that was chosen."""
        from PySide6.QtPrintSupport import QPrinter  # when it is asked for

        some = printer.printRange() == QPrinter.PrintRange.PageRange
        pages = range(printer.fromPage(), printer.toPage() + 1) if some else ()
        name = printer.printerName() or printer.outputFileName()
        self._begin(draw(what, printer, name, pages), "Printing", lambda: self._window.say("Printed"), LAID)

    def _what(self) -> Printed | None:
        session, rows = self._window.session, self._window.page.rows
        if session.story is None or session.state.comparison is None:
            return None
        return printed(named(session.story.title), session.state, rows.book, rows.lines)

    def _begin(self, steps: Steps, what: str, done: Callable[[], None], until: float = 1.0) -> None:
        work = _Work(steps, what, self._window)
        work.finished = partial(self._end, done)
        work.failed = self._window.notice.show_error
        work.until = until
        self._window.closed.connect(work.stop)
        work.begin()

    def _end(self, done: Callable[[], None]) -> None:
        try:
            done()
        except ParallaxError as error:
            self._window.notice.show_error(str(error))


class _Work(QObject):
    """Steps that are taken some a turn of the event loop, with a line that says how far they are and can stop them,
    `until` a part of them is done: half a story is not printed."""

    def __init__(self, steps: Steps, what: str, window: QWidget) -> None:
        super().__init__(window)
        self.finished: Callable[[], None] = lambda: None
        self.failed: Callable[[str], None] = lambda _: None
        self.until = 1.0
        self._part = 0.0
        self._steps = steps
        self._turn = QTimer(self)
        self._turn.timeout.connect(lambda: self._go_on())
        self._dialog = QProgressDialog(f"{what} …", "Cancel", 0, 1000, window)
        self._dialog.setWindowTitle(what)
        self._dialog.setWindowModality(Qt.WindowModality.NonModal)
        self._dialog.setMinimumDuration(_QUIET)
        self._dialog.setAutoReset(False)
        self._dialog.canceled.connect(self.stop)

    def begin(self) -> None:
        self._turn.start(0)

    def stop(self) -> None:
        """Leave the rest undone; where it is too late for that, do it at once."""
        if self._part >= self.until:
            self._go_on(math.inf)
        else:
            self._leave()

    def _leave(self) -> None:
        self._turn.stop()
        self._steps.close()
        self._dialog.deleteLater()
        self.deleteLater()

    def _go_on(self, seconds: float = _TURN) -> None:
        end = time.monotonic() + seconds
        try:
            for part in self._steps:
                self._part = part
                if time.monotonic() > end:
                    self._dialog.setValue(int(part * 1000))
                    return
        except ParallaxError as error:
            self._leave()
            self.failed(str(error))
            return
        except Exception as error:
            self._leave()  # else the next turn would find no more steps, and take what there is for the whole
            self.failed(f"The pages could not be made because of a fault in Parallax ({type(error).__name__}).")
            raise
        self._leave()
        self.finished()
