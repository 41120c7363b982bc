"""What can be done with one story: its menu, and the questions that are asked on the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QInputDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from parallax.library import STORY_SUFFIX
from parallax.window.frame.dialog_buttons import in_words_alone
from parallax.window.frame.popping_up import pop_up
from parallax.window.frame.scroll_bars import PlainBars
from parallax.window.stories.lines import named, tags_in
from parallax.window.texts.offsets import in_label

if TYPE_CHECKING:
    from parallax.window.main_window import MainWindow
    from parallax.window.stories.shelf import Shelf

STORY_FILES = f"Stories of Parallax (*{STORY_SUFFIX})"


class StoryMenu:
    """Asks and does, for the stories of one window."""

    def __init__(self, window: MainWindow, shelf: Shelf) -> None:
        self._window = window
        self._shelf = shelf

    def show(self, place: QPoint, entries: Sequence[tuple[str, str, Callable[[], object]] | None]) -> None:
        """A menu at a point of the screen; each entry is its text, its keys and what it does, None a divider."""
        menu = QMenu(self._window)
        menu.setAccessibleName("Story")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for entry in entries:
            if entry is None:
                menu.addSeparator()
                continue
            text, keys, do = entry
            action = menu.addAction(f"{text}\t{keys}" if keys else text)
            action.triggered.connect(lambda _=False, do=do: do())
        pop_up(menu, place)

    def rename(self, story: str, title: str) -> None:
        """Ask for another name."""
        dialog = QInputDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle("Rename the story")
        dialog.setLabelText("Name of the story:")
        dialog.setTextValue(title)
        dialog.setOkButtonText("Rename")
        dialog.resize(480, dialog.sizeHint().height())
        buttons = dialog.findChild(QDialogButtonBox)
        assert isinstance(buttons, QDialogButtonBox)
        in_words_alone(buttons)
        dialog.textValueSelected.connect(partial(self._shelf.rename, story))
        dialog.open()

    def tags(self, story: str, title: str, tags: Sequence[str], used: Sequence[str]) -> None:
        """Ask for the tags of a story; `used` are those of the library."""
        dialog = TagsDialog(title, tags, used, self._window)
        dialog.accepted.connect(lambda: self._shelf.set_tags(story, dialog.tags(), tags))
        dialog.open()

    def export(self, story: str, title: str) -> None:
        """Ask where to write a story to."""
        words = "".join(c if c.isalnum() or c in " -_" else " " for c in title)
        dialog = QFileDialog(self._window, "Export the story", str(self._window.preferences.folder), STORY_FILES)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(STORY_SUFFIX.lstrip("."))
        dialog.selectFile((" ".join(words.split())[:60].rstrip() or "Story") + STORY_SUFFIX)
        dialog.fileSelected.connect(lambda name: self._export_to(story, Path(name)))
        dialog.open()

    def _export_to(self, story: str, path: Path) -> None:
        self._window.preferences.folder = path.parent
        self._shelf.export(story, path)

    def choose_stories(self, take: Callable[[Sequence[Path]], object]) -> None:
        """Ask for story files to import."""
        files = f"{STORY_FILES};;All files (*)"
        dialog = QFileDialog(self._window, "Import a story", str(self._window.preferences.folder), files)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)

        def chosen(names: list[str]) -> None:
            self._window.preferences.folder = Path(names[0]).parent
            take([Path(name) for name in names])

        dialog.filesSelected.connect(chosen)
        dialog.open()

    def delete(self, stories: Sequence[str], title: str) -> None:
        """Ask once, saying what is lost, before stories are deleted for ever. Cancel is what Return does."""
        whole = f"“{named(title)}”" if len(stories) == 1 else f"{len(stories):,} stories"
        loss = self._shelf.loss(stories)
        self.ask(
            "Delete for ever",
            f"Delete {whole} for ever?",
            f"{loss[0].upper()}{loss[1:]} will be lost. This cannot be undone.",
            "&Delete for ever",
            lambda: self._shelf.delete(stories),
        )

    def ask(self, title: str, question: str, loss: str, text: str, do: Callable[[], object]) -> None:
        """Ask before something that cannot be undone; Cancel is what Return and Escape do."""
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(title)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(question)
        box.setInformativeText(loss)
        yes = box.addButton(text, QMessageBox.ButtonRole.DestructiveRole)
        cancel = box.addButton(QMessageBox.StandardButton.Cancel)
        in_words_alone(box)
        box.setDefaultButton(cancel)
        box.setEscapeButton(cancel)
        box.buttonClicked.connect(lambda button: do() if button is yes else None)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()


class TagsDialog(QDialog):
    """A line to type tags in, and the tags of the library to tick."""

    def __init__(self, title: str, tags: Sequence[str], used: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Tags")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        label = QLabel(f"&Tags of “{in_label(named(title))}”, with commas between them:")
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        self.line = QLineEdit(", ".join(tags))
        self.line.setAccessibleName("Tags")
        self.line.setPlaceholderText("dam, elections")
        self.line.textEdited.connect(self._tick)
        label.setBuddy(self.line)
        self.used = QListWidget()
        PlainBars(self.used)
        self.used.setAccessibleName("Tags of the library")
        for tag in used:
            item = QListWidgetItem(tag)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            self.used.addItem(item)
        self.used.itemChanged.connect(self._ticked)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        in_words_alone(buttons)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(label)
        layout.addWidget(self.line)
        if used:
            layout.addWidget(QLabel("Used before:"))
            layout.addWidget(self.used, 1)
        layout.addWidget(buttons)
        self.resize(440, 320 if used else 130)
        self._tick()
        self.line.setFocus()
        self.line.end(False)

    def tags(self) -> tuple[str, ...]:
        """What stands in the line."""
        return tags_in(self.line.text())

    def _tick(self) -> None:
        """Tick what stands in the line."""
        there = {tag.casefold() for tag in self.tags()}
        self.used.blockSignals(True)
        for row in range(self.used.count()):
            item = self.used.item(row)
            on = item.text().casefold() in there
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.used.blockSignals(False)

    def _ticked(self, item: QListWidgetItem) -> None:
        """Write what was ticked into the line, and take out of it what was unticked."""
        others = [tag for tag in self.tags() if tag.casefold() != item.text().casefold()]
        if item.checkState() == Qt.CheckState.Checked:
            others.append(item.text())
        self.line.setText(", ".join(others))
