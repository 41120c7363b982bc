"""The one dialog in which the reader chooses a name from a list, or writes a new one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from parallax.window.frame.dialog_buttons import in_words_alone
from parallax.window.texts.offsets import in_label, shown


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen: the number of a name in the list, or None and the new name that was written; and the number of
    the scope."""

    number: int | None
    name: str
    scope: int = 0


class ChooseDialog(QDialog):
    """Asks `question` with `names` to choose from. With `free` another name may be written. `scopes` say how far it
    goes, the first is chosen at first."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        question: str,
        names: Sequence[str],
        *,
        free: bool = False,
        scopes: Sequence[str] = (),
        text: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._names = [shown(" ".join(name.split())) for name in names]
        asked = QLabel(shown(question))
        asked.setTextFormat(Qt.TextFormat.PlainText)
        asked.setWordWrap(True)
        self.box = QComboBox()
        self.box.setEditable(free)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.addItems(self._names)
        self.box.setMinimumWidth(320)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(30)
        self.box.setAccessibleName(question)
        asked.setBuddy(self.box)
        if free:
            self.box.setCurrentIndex(-1)
            self.box.setEditText(text)
            line = self.box.lineEdit()
            assert line is not None
            line.setAccessibleName(question)
            line.setPlaceholderText("Choose, or write a name")
            line.selectAll()
            completer = QCompleter(self._names, self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self.box.setCompleter(completer)
        self._scopes = QButtonGroup(self)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        in_words_alone(buttons)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(asked)
        layout.addWidget(self.box)
        for number, words in enumerate(scopes):
            scope = QRadioButton(in_label(words))
            scope.setChecked(number == 0)
            self._scopes.addButton(scope, number)
            layout.addWidget(scope)
        layout.addWidget(buttons)
        self.box.currentTextChanged.connect(self._enable)
        self._enable()

    def _enable(self) -> None:
        self.ok.setEnabled(bool(self.box.currentText().strip()))

    def choose_scope(self, number: int) -> None:
        """Choose how far it goes."""
        self._scopes.button(number).setChecked(True)

    def choice(self) -> Choice:
        """What is chosen now."""
        text = " ".join(self.box.currentText().split())
        folded = [name.casefold() for name in self._names]
        index = self.box.currentIndex()
        number = index if index >= 0 and self._names[index] == text else None
        if number is None and text.casefold() in folded:
            number = folded.index(text.casefold())
        return Choice(number, text, max(self._scopes.checkedId(), 0))

    def ask(self, take: Callable[[Choice], None]) -> None:
        """Show it; `take` is told when the reader has chosen."""
        self.accepted.connect(lambda: take(self.choice()))
        self.finished.connect(self.deleteLater)
        self.open()
        self.box.setFocus()
