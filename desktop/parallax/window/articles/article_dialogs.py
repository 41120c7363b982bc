"""The dialogs about one article: its particulars, and another text in its place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from parallax.article import Article
from parallax.particulars import READER, Particular, source_of, told_source
from parallax.window.frame.dialog_buttons import in_words_alone
from parallax.window.frame.scroll_bars import PlainBars
from parallax.window.palette import desktop_theme
from parallax.window.settings.settings_parts import Outcome
from parallax.window.texts.offsets import copied, in_title, shown


class ParticularsDialog(QDialog):
    """Outlet, author and date of an article, and where each came from; its headline is that of the text."""

    def __init__(self, parent: QWidget, article: Article) -> None:
        super().__init__(parent)
        self.setWindowTitle("Particulars of this article")
        self.title = QLineEdit(shown(article.title))
        self.title.setReadOnly(True)
        self.title.setCursorPosition(0)
        self.outlet = QLineEdit(article.outlet)
        self.author = QLineEdit(article.author)
        self.published = QLineEdit(article.published)
        self.published.setPlaceholderText("2026-03-14, or 2026-03-14T18:30")
        self.sources: dict[Particular, QLabel] = {}
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        fields: tuple[tuple[Particular, str, QLineEdit], ...] = (
            ("title", "&Headline", self.title),
            ("outlet", "&Outlet", self.outlet),
            ("author", "&Author", self.author),
            ("published", "&Published", self.published),
        )
        for name, words, field in fields:
            field.setAccessibleName(words.replace("&", ""))
            field.setMinimumWidth(280)
            called = QLabel(words)
            called.setBuddy(field)
            form.addRow(called, self._with_source(article, name, field))
        self.wrong = QLabel()
        self.wrong.setTextFormat(Qt.TextFormat.PlainText)
        self.wrong.setWordWrap(True)
        self.wrong.hide()
        about = QLabel(f"From {article.location}" if article.location else "Pasted")
        about.setTextFormat(Qt.TextFormat.PlainText)
        about.setWordWrap(True)
        about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        in_words_alone(buttons)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.wrong)
        layout.addWidget(about)
        layout.addWidget(buttons)
        self.outlet.setFocus()

    def _with_source(self, article: Article, name: Particular, field: QLineEdit) -> QVBoxLayout:
        """A field with where its words came from below it, which follows what is written."""
        label = self.sources[name] = QLabel()
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        quiet = label.palette()
        quiet.setColor(QPalette.ColorRole.WindowText, QColor(desktop_theme().quiet))
        label.setPalette(quiet)
        before = field.text()

        def tell() -> None:
            words = " ".join(field.text().split())
            changed = words != " ".join(before.split())
            source = told_source(words, READER if changed else source_of(article, name))
            if name == "title" and not source_of(article, name):
                source = "the first headline of the text" if words else "the text has no headline"
            label.setText(shown(source[:1].upper() + source[1:]))
            field.setAccessibleDescription(label.text())

        tell()
        field.textChanged.connect(tell)
        rows = QVBoxLayout()
        rows.setSpacing(1)
        rows.addWidget(field)
        rows.addWidget(label)
        return rows

    def accept(self) -> None:
        """A date that cannot be read is said, and nothing closes."""
        published = self.published.text().strip()
        try:
            if published:
                datetime.fromisoformat(published)
        except ValueError:
            self.wrong.setText(f"“{published}” is no date: write 2026-03-14, or leave it empty.")
            self.wrong.show()
            self.published.setFocus()
            return
        super().accept()

    def ask(self, take: Callable[[str, str, str], None]) -> None:
        """Show it; `take` is told outlet, author and date when the reader is done."""
        self.accepted.connect(
            lambda: take(*(" ".join(f.text().split()) for f in (self.outlet, self.author, self.published)))
        )
        self.finished.connect(self.deleteLater)
        self.open()


class ReplaceDialog(QDialog):
    """The text of an article, to be edited, pasted over, or replaced by a file."""

    def __init__(self, parent: QWidget, name: str, article: Article, folder: Path, files: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Replace the text of {in_title(name)}")
        self._folder, self._files = folder, files
        # a blank line between paragraphs: reading would take single line ends for those of a hard-wrapped text
        self._before = "\n\n".join(article.text[p.start : p.end] for p in article.paragraphs)
        word = QLabel(
            "Edit the text, or put a newer version in its place. Marks, notes and corrections are carried to the new "
            "text; what does not fit goes to the tray. Undo brings this text back."
        )
        word.setWordWrap(True)
        self.edit = QPlainTextEdit(self._before)
        PlainBars(self.edit)
        self.edit.setTabChangesFocus(True)
        self.edit.setAccessibleName(f"Text of {name}")
        self.told = Outcome("What came of pasting")
        self.paste = QPushButton("Replace by the &clipboard")
        self.paste.setAutoDefault(False)
        self.paste.clicked.connect(self._paste)
        self.file = QPushButton("Replace by a &file…")
        self.file.setAutoDefault(False)
        self.file.clicked.connect(self._choose_file)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        in_words_alone(buttons)
        self.ok = buttons.addButton("&Replace", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.paste, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.file, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(word)
        layout.addWidget(self.edit, 1)
        layout.addWidget(self.told)
        layout.addWidget(buttons)
        self.resize(680, 560)
        self.edit.textChanged.connect(self._enable)
        self._enable()
        self.chosen: Callable[[Path], None] = lambda _: None

    @property
    def text(self) -> str:
        """What is in the field."""
        return copied(self.edit.toPlainText())

    def _enable(self) -> None:
        self.ok.setEnabled(bool(self.text.strip()) and self.text != self._before)

    def _paste(self) -> None:
        mime: QMimeData = QGuiApplication.clipboard().mimeData()
        if mime.hasText() and mime.text().strip():
            self.edit.selectAll()
            self.edit.insertPlainText(mime.text())
            self.told.clear()
        else:
            self.told.tell("There is no plain text on the clipboard: copy the article first.")

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, "The newer version", str(self._folder), self._files)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setOption(QFileDialog.Option.HideNameFilterDetails)
        dialog.filesSelected.connect(lambda names: self._file_chosen(Path(names[0])))
        dialog.open()

    def _file_chosen(self, path: Path) -> None:
        self.reject()
        self.chosen(path)

    def ask(self, take: Callable[[str], None], take_file: Callable[[Path], None]) -> None:
        """Show it; `take` is told the new text, or `take_file` the file that holds it."""
        self.chosen = take_file
        self.accepted.connect(lambda: take(self.text))
        self.finished.connect(self.deleteLater)
        self.open()
        self.edit.setFocus()
