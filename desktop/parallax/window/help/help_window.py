"""The help page in a window of its own: contents at the left, the text at the right, a line to search in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QPoint, QSignalBlocker, Qt, QUrl, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPalette,
    QShortcut,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QSplitter,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from parallax.values import FAMILIES
from parallax.window import palette
from parallax.window.actions import by_name
from parallax.window.announcing import announce
from parallax.window.frame.scroll_bars import PlainBars
from parallax.window.help.help_text import family_shown, help_text

if TYPE_CHECKING:
    from parallax.window.main_window import MainWindow


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the text and the position of its block in the document."""

    title: str
    position: int

    @property
    def anchor(self) -> str:
        """The name by which links go to it."""
        return re.sub(r"\W+", "-", self.title.casefold()).strip("-")


class _Sealed(QTextDocument):
    """A document that loads nothing, neither from the network nor from a file. Each picture is one clear pixel: Qt's
    own code opens local files where a document has nothing to give."""

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        nothing = QImage(1, 1, QImage.Format.Format_ARGB32)
        nothing.fill(Qt.GlobalColor.transparent)
        return nothing if kind == QTextDocument.ResourceType.ImageResource.value else ""


class HelpText(QTextEdit):
    """The text, to be read, selected and copied. A link leads to a section of the text itself, or nowhere:
    `section_asked(anchor)`."""

    section_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed = QPoint()
        PlainBars(self)
        self.setDocument(_Sealed(self))
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.viewport().setMouseTracking(True)
        self.setAccessibleName("Help")

    def show_markdown(self, text: str) -> None:
        """Show a text, its families in their own looks."""
        self.document().setDocumentMargin(14)
        self.document().setMarkdown(text, QTextDocument.MarkdownFeature.MarkdownNoHTML)
        self._colour_links()
        for family in FAMILIES:
            found = self.document().find(family_shown(family), 0, QTextDocument.FindFlag.FindCaseSensitively)
            while not found.isNull():
                form = QTextCharFormat()
                palette.mark_format(form, family)
                form.setForeground(self.palette().color(QPalette.ColorRole.Text))
                found.mergeCharFormat(form)
                found = self.document().find(family_shown(family), found, QTextDocument.FindFlag.FindCaseSensitively)

    def _colour_links(self) -> None:
        """Qt gives links the colour that the desktop has for them, which a dark page may hide."""
        form = QTextCharFormat()
        form.setForeground(QColor(palette.desktop_theme().accent))
        cursor, block = QTextCursor(self.document()), self.document().begin()
        while block.isValid():
            for span in block.textFormats():
                if span.format.isAnchor():
                    cursor.setPosition(block.position() + span.start)
                    cursor.setPosition(block.position() + span.start + span.length, QTextCursor.MoveMode.KeepAnchor)
                    cursor.mergeCharFormat(form)
            block = block.next()

    def sections(self) -> list[Section]:
        """The headings of the second level, in order."""
        found, block = [], self.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() == 2:
                found.append(Section(block.text(), block.position()))
            block = block.next()
        return found

    def go_to(self, position: int) -> None:
        """Bring a place to the top of the window, with the caret there."""
        cursor = self.textCursor()
        cursor.setPosition(position)
        self.setTextCursor(cursor)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect().top() - 6)

    def find_words(self, words: str, *, backwards: bool) -> tuple[int, int]:
        """Select the next place of some words, or the one before, and over the end of the text round again. Which of
        how many it is, from 1; (0, 0) where there is none."""
        places, found = [], self.document().find(words)
        while not found.isNull():
            places.append(found)
            found = self.document().find(words, found)
        if not places:
            return 0, 0
        cursor = self.textCursor()
        if backwards:
            before = [k for k, p in enumerate(places) if p.selectionEnd() <= cursor.selectionStart()]
            at = before[-1] if before else len(places) - 1
        else:
            at = next((k for k, p in enumerate(places) if p.selectionStart() >= cursor.selectionEnd()), 0)
        self.setTextCursor(places[at])
        bar, y = self.verticalScrollBar(), self.cursorRect().top()
        if not self.viewport().height() // 6 < y < self.viewport().height() * 5 // 6:
            bar.setValue(bar.value() + y - self.viewport().height() // 3)  # what stands around it is seen too
        return at + 1, len(places)

    def follow(self, link: str) -> None:
        """Go where a link leads, if that is within the text."""
        if link.startswith("#"):
            self.section_asked.emit(link[1:])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return follows the link at the caret."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            beside = QTextCursor(self.textCursor())
            beside.movePosition(QTextCursor.MoveOperation.NextCharacter)
            self.follow(self.textCursor().charFormat().anchorHref() or beside.charFormat().anchorHref())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click began."""
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click follows a link; drawing over it selects."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self.follow(self.anchorAt(self._pressed))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The pointer is a hand over a link."""
        super().mouseMoveEvent(event)
        over = self.anchorAt(event.position().toPoint())
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor)


class HelpWindow(QWidget):
    """The help of one window, which it closes with; its letters are as large as those of the texts there."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, Qt.WindowType.Window)
        self._window = window
        self.setWindowTitle("Help")
        self.contents = QListWidget()
        PlainBars(self.contents)
        self.contents.setAccessibleName("Contents")
        self.contents.setWordWrap(True)
        self.contents.setSpacing(2)
        self.contents.setMinimumWidth(150)
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text = HelpText()
        self.text.setMinimumWidth(240)
        self.wanted = QLineEdit()
        self.wanted.setPlaceholderText("Find in the help")
        self.wanted.setAccessibleName("Find in the help")
        self.wanted.setClearButtonEnabled(True)
        self.wanted.setMaximumWidth(340)
        self.said = QLabel()
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        before, after = QPushButton("Previous"), QPushButton("Next")
        line = QHBoxLayout()
        line.setContentsMargins(8, 6, 8, 0)
        for widget in (self.wanted, before, after, self.said):
            line.addWidget(widget, int(widget is self.wanted))
        line.addStretch(1)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.contents)
        parts.addWidget(self.text)
        parts.setStretchFactor(1, 1)
        parts.setSizes([220, 660])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(line)
        layout.addWidget(parts, 1)
        self._sections: list[Section] = []
        self._going = False
        self.resize(880, 680)
        self.resize(self.size().boundedTo(window.screen().availableSize()))
        self._connect(before, after)
        self._dress()

    @classmethod
    def of(cls, window: MainWindow) -> HelpWindow:
        """The help of a window, which is made when it is asked for first."""
        return window.findChild(cls, options=Qt.FindChildOption.FindDirectChildrenOnly) or cls(window)

    def come(self) -> None:
        """Show it, in front, with the focus in the contents."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.contents.setFocus(Qt.FocusReason.OtherFocusReason)

    def search(self, *, backwards: bool = False) -> None:
        """Go to the next place of what stands in the line to search in, or the one before, and say which it is."""
        words = self.wanted.text()
        if not words.strip():
            self.said.clear()
            return
        at, count = self.text.find_words(words, backwards=backwards)
        self._mark(self.text.textCursor().position())
        said = f"{at} of {count}" if count else "Not found"
        self.said.setText(said)
        around = self.text.textCursor().block().text() if count else ""
        announce(self, f"{said}. {around}")

    def _connect(self, before: QPushButton, after: QPushButton) -> None:
        self.contents.currentRowChanged.connect(self._go)
        self.contents.itemClicked.connect(lambda item: self._go(self.contents.row(item)))
        self.contents.itemActivated.connect(lambda _: self.text.setFocus(Qt.FocusReason.OtherFocusReason))
        self.text.section_asked.connect(self._go_to_anchor)
        self.text.verticalScrollBar().valueChanged.connect(lambda _: self._scrolled())
        self.wanted.textChanged.connect(lambda _: self.said.clear())
        self.wanted.returnPressed.connect(self.search)
        before.clicked.connect(lambda: self.search(backwards=True))
        after.clicked.connect(lambda: self.search())
        self._window.page.sheet.installEventFilter(self)
        keys = {
            "find": self._open_find,
            "find_next": self.search,
            "find_previous": lambda: self.search(backwards=True),
            "next_pane": self._next_pane,
            "previous_pane": lambda: self._next_pane(backwards=True),
            "bigger": self._window.acts["bigger"].trigger,
            "smaller": self._window.acts["smaller"].trigger,
            "close": self.close,
            "help": self.close,
        }
        for name, do in keys.items():
            for key in by_name(name).keys:
                QShortcut(QKeySequence(key), self).activated.connect(do)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.close)

    def _open_find(self) -> None:
        self.wanted.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.wanted.selectAll()

    def _next_pane(self, *, backwards: bool = False) -> None:
        panes: list[QWidget] = [self.wanted, self.contents, self.text]
        at = next((k for k, pane in enumerate(panes) if pane.hasFocus()), 0)
        panes[(at + (-1 if backwards else 1)) % len(panes)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _go(self, row: int) -> None:
        if 0 <= row < len(self._sections):
            self._going = True  # the list is there already: the last sections cannot come to the top
            self.text.go_to(self._sections[row].position)
            self._going = False

    def _go_to_anchor(self, anchor: str) -> None:
        row = next((k for k, section in enumerate(self._sections) if section.anchor == anchor), -1)
        self.contents.setCurrentRow(row if row >= 0 else self.contents.currentRow())
        self._go(row)

    def _scrolled(self) -> None:
        """The contents show in which section the top of the window is."""
        if self._going:
            return
        self._mark(self.text.cursorForPosition(QPoint(20, 24)).position())

    def _mark(self, position: int) -> None:
        """Make the section of a place the current one of the contents, without going there."""
        row = max((k for k, section in enumerate(self._sections) if section.position <= position), default=0)
        with QSignalBlocker(self.contents):
            self.contents.setCurrentRow(row)

    def _dress(self) -> None:
        """Draw all in the desktop's colours and in letters of the size that the texts have."""
        top = self.text.cursorForPosition(QPoint(20, 24)).position() if self._sections else 0
        font = self.font()
        font.setPointSizeF(self._window.page.sheet.font().pointSizeF())
        for part in (self.contents, self.text):
            part.setPalette(palette.widget_palette(palette.desktop_theme()))
            part.setFont(font)
        self.text.show_markdown(help_text())
        self._sections = self.text.sections()
        with QSignalBlocker(self.contents):
            self.contents.clear()
            self.contents.addItems([section.title for section in self._sections])
        self.text.go_to(top)
        self._scrolled()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The texts of the window became larger or smaller."""
        if event.type() == QEvent.Type.FontChange:
            self._dress()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the desktop from light to dark and back."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_sections"):
            self._dress()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The reader is back in the window that it was opened from."""
        super().closeEvent(event)
        self._window.activateWindow()
