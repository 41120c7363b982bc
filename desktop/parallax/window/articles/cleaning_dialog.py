"""The dialog with all that reading did to a text: what is told, each piece to be put back, and the file as it was."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
)

from parallax.article import Article, Cleaning
from parallax.cleaning import is_joined, place_of, to_take_back
from parallax.errors import WriteError
from parallax.outlets import clipped, outlet_names
from parallax.particulars import source_of, told_source
from parallax.whole_files import write_bytes_whole
from parallax.window.articles.pieces_list import PiecesList
from parallax.window.corrections.done_line import DoneLine
from parallax.window.corrections.told import in_quotes
from parallax.window.frame.dialog_buttons import in_words_alone
from parallax.window.frame.scroll_bars import PlainBars
from parallax.window.texts.offsets import in_title, shown

if TYPE_CHECKING:
    from parallax.window.main_window import MainWindow

_MOST_LINES = 6
"""Lines of what is told that are seen at once."""


class CleaningDialog(QDialog):
    """Of one article of the open story, by its id: it follows the article while it is open."""

    def __init__(self, window: MainWindow, article: Article) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self._article = article
        self._back: Cleaning | None = None  # the first piece of those that were put back last
        self.told = QPlainTextEdit()
        PlainBars(self.told)
        self.told.setReadOnly(True)
        self.told.setTabChangesFocus(True)
        self.told.setAccessibleName("What was done to the text as a whole, and where its particulars were found")
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Show only pieces with these words")
        self.filter.setAccessibleName("Show only pieces with these words")
        self.filter.setClearButtonEnabled(True)
        self.pieces = PiecesList()
        self.words = QPlainTextEdit()
        PlainBars(self.words)
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName("The words of the piece")
        self.place = _quiet_label()
        self.nothing = _quiet_label()
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        self.said = DoneLine(window.acts["undo"])
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)  # Return is for the pieces
        self.back = self._button("&Put back")
        self.all_back = self._button("Put &all back")
        self.save = self._button("Save the &original file…")
        in_words_alone(self.buttons)
        self._lay_out()
        self.filter.textChanged.connect(self._list)
        self.pieces.chosen.connect(self._show_chosen)
        self.pieces.currentItemChanged.connect(self._show_chosen)
        self.pieces.asked.connect(lambda: self._take_back(self.pieces.chosen_pieces))
        self.back.clicked.connect(lambda: self._take_back(self.pieces.chosen_pieces))
        self.all_back.clicked.connect(lambda: self._take_back(self.pieces.shown_pieces))
        self.save.clicked.connect(self._choose_place)
        self.buttons.rejected.connect(self.reject)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self).activated.connect(self._undo)
        self._session.articles_changed.connect(self._follow)
        self._session.failed.connect(self._say)
        self._show()

    def ask(self) -> None:
        """Show it, with the focus on the pieces."""
        self.finished.connect(self._show_what_came)
        self.finished.connect(self.deleteLater)
        self.open()
        (self.pieces if self.pieces.isVisible() else self.told).setFocus(Qt.FocusReason.OtherFocusReason)

    def _button(self, text: str) -> QPushButton:
        return self.buttons.addButton(text, QDialogButtonBox.ButtonRole.ActionRole)

    def _lay_out(self) -> None:
        self.parts = QSplitter(Qt.Orientation.Vertical)
        self.parts.setChildrenCollapsible(False)
        self.parts.setAccessibleName("Pieces and words")
        self.parts.addWidget(self.pieces)
        self.parts.addWidget(self.words)
        self.parts.setStretchFactor(0, 3)
        self.parts.setStretchFactor(1, 1)
        self.parts.setSizes([300, 90])
        layout = QVBoxLayout(self)
        layout.addWidget(self.told)
        layout.addWidget(self.filter)
        layout.addWidget(self.nothing)
        layout.addWidget(self.parts, 1)
        layout.addWidget(self.place)
        layout.addWidget(self.said)
        layout.addWidget(self.buttons)
        self.resize(QSize(720, 600).boundedTo(self.screen().availableSize() * 0.94))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return presses the button that has the focus, and no other; from the filter it goes on to the pieces."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or isinstance(self.focusWidget(), QPushButton):
            super().keyPressEvent(event)
        elif self.filter.hasFocus() and self.pieces.isVisible():
            self.pieces.setFocus(Qt.FocusReason.TabFocusReason)

    # what is shown

    def _follow(self) -> None:
        """The article was changed, here or elsewhere, or has left the story."""
        found = self._session.article(self._article.id)
        if found is None:
            self.reject()
        elif found != self._article:
            self._article = found
            self._show()

    def _show(self) -> None:
        name = outlet_names(self._session.articles)[self._session.articles.index(self._article)]
        self.setWindowTitle(f"What reading did to the text of {in_title(name)}")
        lines = [done.what for done in self._article.cleaning if not done.was] + self._sources()
        self.told.setPlainText(shown("\n".join(lines)))
        seen = min(len(lines), _MOST_LINES)
        margins = 2 * (self.told.frameWidth() + int(self.told.document().documentMargin()))
        self.told.setFixedHeight(seen * self.told.fontMetrics().lineSpacing() + margins + 2)
        self.save.setEnabled(bool(self._article.raw_sha256))
        self._list()

    def _sources(self) -> list[str]:
        article = self._article
        values = (
            ("Headline", article.title, source_of(article, "title")),
            ("Outlet", article.outlet, source_of(article, "outlet")),
            ("Author", article.author, source_of(article, "author")),
            ("Date", article.published, source_of(article, "published")),
        )
        return [f"{name}: {clipped(value, 60)} – {told_source(value, s)}" for name, value, s in values if value]

    def _list(self) -> None:
        wanted = self.filter.text().casefold().split()
        every = [self._article.cleaning[n] for n in to_take_back(self._article)]
        some = [p for p in every if all(word in f"{p.what} {p.was}".casefold() for word in wanted)]
        had_focus = self.pieces.hasFocus()
        self.pieces.show_pieces(some)
        self.filter.setVisible(len(every) > 1)
        self.parts.setVisible(bool(some))
        self.nothing.setVisible(not some)
        self.nothing.setText(
            "No piece has these words."
            if every
            else "There is nothing to put back: no piece is left out and kept, and no lines are joined."
        )
        self.all_back.setText("Put &all shown back" if len(some) < len(every) else "Put &all back")
        self.all_back.setEnabled(bool(some))
        if had_focus and not some:
            (self.filter if every else self.buttons.button(QDialogButtonBox.StandardButton.Close)).setFocus()
        self._show_chosen()

    def _show_chosen(self) -> None:
        piece, chosen = self.pieces.current_piece, self.pieces.chosen_pieces
        self.words.setPlainText(shown(piece.was) if piece is not None else "")
        where = self._where(piece) if piece is not None else ""
        self.place.setText(where)
        self.words.setAccessibleDescription(where)
        count = f" ({len(chosen):,})" if len(chosen) > 1 else ""
        parted = bool(chosen) and all(map(is_joined, chosen))
        self.back.setText(f"&Part the lines{count}" if parted else f"&Put back{count}")
        self.back.setEnabled(bool(chosen))

    def _where(self, piece: Cleaning) -> str:
        """Where a piece stood, by the paragraphs around it."""
        text, paragraphs = self._article.text, self._article.paragraphs
        if is_joined(piece):
            return f"Now one paragraph: {in_quotes(text[piece.start : piece.end])}"
        before = next((p for p in reversed(paragraphs) if p.end <= piece.start), None)
        if before is not None:
            return f"Stood after {in_quotes(text[before.start : before.end])}"
        return "Stood at the beginning, before all that is shown"

    def _say(self, words: str) -> None:
        self.said.show_done(words)
        self.said.undo.setVisible(False)

    # what is done

    def _take_back(self, pieces: list[Cleaning]) -> None:
        if pieces:
            done = self._window.marks.revising.take_back(self._article, pieces)
            if done:
                self._back = pieces[0]
                self._say(done)
                self.said.undo.setVisible(True)

    def _show_what_came(self) -> None:
        """Bring what was put back into view, where the reader is in the texts."""
        articles = self._session.articles
        if self._back is None or self._article not in articles or self._window.page.view != "side":
            return
        place = place_of(self._article, self._back)
        if place is not None:
            self._window.page.side.go_to(articles.index(self._article), *place)

    def _undo(self) -> None:
        """Only what was done here, which is seen."""
        if self.said.isVisible() and self.said.undo.isVisible():
            self.said.undo.click()

    def _choose_place(self) -> None:
        raw = self._session.attempt(lambda: self._session.library.raw(self._article.id))
        name = self._session.attempt(lambda: self._session.library.file_name(self._article.id))
        if raw is None or name is None:
            return
        pasted = "Pasted page.html" if raw.lstrip()[:1] == b"<" else "Pasted text.txt"
        dialog = QFileDialog(self, "Save the original file", str(self._window.preferences.folder))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(PurePath(name.replace("\\", "/")).name or pasted)
        dialog.fileSelected.connect(lambda chosen: self._save(Path(chosen), raw))
        dialog.open()

    def _save(self, path: Path, raw: bytes) -> None:
        self._window.preferences.folder = path.parent
        try:
            write_bytes_whole(path, raw)
        except WriteError as error:
            words = str(error)
        else:
            words = f"The original file was written to {path.name}, {len(raw):,} bytes"
        self._say(words)
        self._window.say(words)


def _quiet_label() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
