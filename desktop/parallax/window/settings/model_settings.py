"""The part of the settings about the language model: which one it is, and whether its files are sound."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGroupBox, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from parallax.errors import ModelError
from parallax.model_files import NAME, pipeline
from parallax.window.settings.model_check import ModelCheck
from parallax.window.settings.settings_parts import Outcome, explained
from parallax.window.texts.offsets import shown

_WHAT = (
    "The English pipeline of spaCy: it finds sentences, names and speakers, on this computer. Models of "
    "other names are not used: what Parallax concludes was learned with this one."
)
_CHECK = "Reads every file of the models and compares it with the sum that was published for it."


class ModelSettings(QGroupBox):
    """Shows the model in use, and checks all models in the background."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Language model", parent)
        self._check: ModelCheck | None = None
        self.about = QLabel(_about())
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setWordWrap(True)
        self.button = QPushButton("Check the &model's files")
        self.button.setAutoDefault(False)
        self.button.setAccessibleDescription(_CHECK)
        self.button.clicked.connect(self._start)
        self.bar = QProgressBar()
        self.bar.setAccessibleName("Progress of the check")
        self.bar.hide()
        self.outcome = Outcome("Result of the check")
        layout = QVBoxLayout(self)
        layout.addWidget(self.about)
        layout.addWidget(explained(_WHAT))
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(explained(_CHECK))
        layout.addWidget(self.bar)
        layout.addWidget(self.outcome)

    def stop(self) -> None:
        """Give up a check that is under way."""
        if self._check is not None:
            self._check.stop()

    def _start(self) -> None:
        if self._check is not None:
            return
        self._check = ModelCheck()
        self._check.went_on.connect(self._went_on)
        self._check.found.connect(self._found)
        self._found_all: list[tuple[str, bool]] = []
        self.outcome.clear()
        self.bar.setRange(0, 0)
        self.bar.show()
        self._check.start(self._ended)

    def _went_on(self, done: int, total: int, name: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.bar.setAccessibleDescription(shown(name))

    def _found(self, sentence: str, good: bool) -> None:
        self._found_all.append((sentence, good))

    def _ended(self) -> None:
        self._check = None
        self.bar.hide()
        lines = [f"{'✓' if good else '⚠'} {sentence}" for sentence, good in self._found_all]
        self.outcome.tell("\n".join(lines))


def _about() -> str:
    try:
        found = pipeline()
    except ModelError as error:
        return str(error)
    name = NAME.rpartition("-")[0]
    return shown(f"{name} {found.version} by {found.author} (package {found.package}). Licence: {found.licence}.")
