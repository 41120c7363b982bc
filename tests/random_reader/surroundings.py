"""What a random reader does around the stories: command palette, help, guided look, settings, libraries, paper."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from shiboken6 import isValid

from parallax.window.actions import ACTIONS
from parallax.window.help.command_palette import CommandPalette
from parallax.window.help.guided_look import GuidedLook
from parallax.window.help.help_window import HelpWindow
from parallax.window.main_window import MainWindow
from parallax.window.on_paper.printed import printed
from parallax.window.on_paper.printing import Printing
from parallax.window.preferences import THEME_CHOICES
from parallax.window.settings.settings_dialog import SettingsDialog
from parallax.window.stories.lines import named
from random_reader.eyes import hold
from random_reader.hands import NOT_CHOSEN, Hands

_LIBRARIES = 3


class Surroundings(QObject):
    """`windows` gives the open windows, the one used last at the end; libraries lie in `folder`."""

    def __init__(self, hands: Hands, windows: Callable[[], tuple[MainWindow, ...]], folder: Path) -> None:
        super().__init__()
        self._hands = hands
        self._rng: random.Random = hands.rng
        self._log = hands.log
        self._windows = windows
        self._folders = _folders(folder)
        for scheme in ("file", "http", "https"):  # else another program would be started
            QDesktopServices.setUrlHandler(scheme, self, "opened")  # type: ignore[arg-type]  # it says bytes, and takes words alone
        self.weights: dict[Callable[[], None], int] = {
            self.palette: 5, self.help: 2, self.guided_look: 2, self.settings: 3, self.library: 1, self.paper: 1,
        }  # fmt: skip

    @Slot(QUrl)
    def opened(self, url: QUrl) -> None:
        """A file or page would be opened by another program."""
        self._log(f"opened {url.toString()}")

    @property
    def _window(self) -> MainWindow:
        return self._windows()[-1]

    def palette(self) -> None:
        """The palette, words in it, and what it then offers."""
        hands, window = self._hands, self._window
        action = self._rng.choice(ACTIONS).words
        words = self._rng.choice(("", action, action[: self._rng.randint(1, 6)], hands.words()))
        steps = self._rng.choice((0, 0, 1, 2, 7, 30))
        last = self._rng.choices((Qt.Key.Key_Return, Qt.Key.Key_Escape, None), (7, 2, 1))[0]
        self._log(f"palette: {words!r}, Down × {steps}, {last.name if last is not None else 'left open'}")
        hands.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        hands.type_words(words)
        for _ in range(steps):
            hands.press(Qt.Key.Key_Down)
        if not isValid(window):  # what took long was ended, and that chose to close it
            return
        shown = [p for p in window.findChildren(CommandPalette) if p.isVisible()]
        offer = shown[0].offer if shown else None
        if offer is not None and last == Qt.Key.Key_Return:
            self._log(f"palette chooses {offer.kind} {offer.name}")
            last = Qt.Key.Key_Escape if offer.name in NOT_CHOSEN else last
        if last is not None:
            hands.press(last)

    def help(self) -> None:
        """The help window: a search, the contents, the text; it may stay open."""
        self._log("help")
        window, hands = self._window, self._hands
        window.acts["help"].trigger()
        shown = HelpWindow.of(window)
        QTest.qWait(1)
        for _ in range(self._rng.randint(1, 4)):
            part = self._rng.choice((shown.wanted, shown.contents, shown.text))
            part.setFocus()
            if part is shown.wanted:
                part.setText(self._rng.choice(("difference", "undo", "zzz", "", hands.words())))
                shown.search(backwards=self._rng.random() < 0.3)
            else:
                QTest.keyClick(part, self._rng.choice((Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Return)))
        if self._rng.random() < 0.7:
            shown.close()

    def guided_look(self) -> None:
        """The guided look, asked for, gone through or skipped."""
        window = self._window
        look = window.findChild(GuidedLook)
        step = look.step if look is not None else None
        self._log(f"guided look at step {step}")
        if look is None or step is None:
            window.acts["guided_look"].trigger()
            return
        for _ in range(self._rng.randint(1, 3)):
            buttons = [b for b in look.bubble.findChildren(QPushButton) if b.isVisible()]
            if buttons:
                self._rng.choice(buttons).click()

    def settings(self) -> None:
        """Any of the settings; the dialog may stay open."""
        window = self._window
        window.acts["settings"].trigger()
        dialog = window.findChild(SettingsDialog)
        if dialog is None:
            return
        for _ in range(self._rng.randint(1, 3)):
            what = self._rng.choice(("theme", "theme", "size", "family", "restore", "model", "folder", "open"))
            if not isValid(dialog):  # what took long was ended
                return
            self._log(f"settings: {what}")
            if what == "theme":
                dialog.looks.theme.setCurrentIndex(self._rng.randrange(len(THEME_CHOICES)))
            elif what == "size":
                dialog.looks.points.setValue(self._rng.randint(-4, 16))
            elif what == "family":
                self._rng.choice(list(dialog.looks.families.values())).click()
            elif what == "folder":
                dialog.library.another.click()
                break
            else:
                {"restore": dialog.looks.restore, "model": dialog.model.button, "open": dialog.library.open}[
                    what
                ].click()
            QTest.qWait(self._rng.choice((0, 1, 20)))
        if self._rng.random() < 0.7 and isValid(dialog) and QApplication.activeModalWidget() is dialog:
            self._hands.press(Qt.Key.Key_Escape)

    def library(self) -> None:
        """Another library, or one that cannot be used; all windows agree on which it is."""
        folder, window = self._rng.choice(self._folders), self._window
        window.acts["settings"].trigger()
        dialog = window.findChild(SettingsDialog)
        if dialog is None:
            return
        dialog.library.choose(folder)
        self._log(f"library in {folder.name}: {dialog.library.outcome.text()}")
        paths = {w.session.library.path for w in self._windows()} | {window.preferences.library}
        hold(len(paths) == 1, f"the windows have several libraries: {paths}")
        self._hands.press(Qt.Key.Key_Escape)

    def paper(self) -> None:
        """Print to a file what is on screen."""
        window, rows = self._window, self._window.page.rows
        session = window.session
        self._log("print to a file")
        if session.story is None or session.state.comparison is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self._hands.pool.folder / "printed.pdf"))
        printing = window.findChild(Printing) or Printing(window)
        printing.print_on(printer, printed(named(session.story.title), session.state, rows.book, rows.lines))

    def all_once(self) -> None:
        """Open and close what is kept for the next time, so that each sample counts it."""
        window = self._window
        for name in ("help", "palette", "settings", "shortcuts"):
            window.acts[name].trigger()
            QTest.qWait(20)
            if name == "help":
                HelpWindow.of(window).close()
            else:
                self._hands.press(Qt.Key.Key_Escape)
            QTest.qWait(20)
        GuidedLook.of(window).end()


def _folders(folder: Path) -> tuple[Path, ...]:
    """Of libraries: the first one, others that are begun when they are chosen, and two that cannot be."""
    others = [folder / f"library {n}" for n in range(1, _LIBRARIES + 1)]
    broken = folder / "broken library"
    for made in (*others, broken):
        made.mkdir(exist_ok=True)
    (broken / "library.sqlite").mkdir(exist_ok=True)
    return folder, *others, broken, folder / "not there"
