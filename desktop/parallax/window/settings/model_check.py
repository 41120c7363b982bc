"""Compares the models' files with their published sums on a thread of its own, and says in words what it found."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance

from parallax.errors import ModelError
from parallax.model_files import FileState, Model, checked_files, language_model, own_models
from parallax.window.listed import listed
from parallax.window.threads import beside

_MOST_NAMED = 4
_WRONG = {
    "missing": "is missing",
    "changed": "differs from what was published",
    "unreadable": "cannot be read",
    "added": "was never published",
}


class ModelCheck(QObject):
    """One check, made to be started once. It may outlive the window that asked for it, which `stop` ends soon.

    went_on(done, total, name)   so many files are done; that of this name is being read
    found(sentence, good)        one model is done
    ended()                      all are
    """

    went_on = Signal(int, int, str)
    found = Signal(str, bool)
    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._stopped = threading.Event()

    def start(self, done: Callable[[], object]) -> None:
        """Begin; `done` is called in the thread of the caller when all is checked."""
        self.ended.connect(done, Qt.ConnectionType.QueuedConnection)
        beside("checking the models", self._run)

    def stop(self) -> None:
        """Nobody wants to know any more."""
        self._stopped.set()

    def _run(self) -> None:
        models: list[Model] = []
        for find in (lambda: (language_model(),), own_models):
            try:
                models.extend(find())
            except (ModelError, OSError) as error:
                self._tell(self.found, str(error), False)
        total, done = sum(len(model.sums) for model in models), 0
        for model in models:
            files: list[FileState] = []
            for file in checked_files(model):
                if self._stopped.is_set():
                    return
                files.append(file)
                done = min(done + 1, total)
                self._tell(self.went_on, done, total, f"{model.name}: {file.name}")
            self._tell(self.found, *in_words(model.name, files))
        self._tell(self.ended)

    def _tell(self, signal: SignalInstance, *what: object) -> None:
        with suppress(RuntimeError):  # the program ends, and what would tell is gone
            signal.emit(*what)


def in_words(name: str, files: Sequence[FileState]) -> tuple[str, bool]:
    """What was found of one model, in a sentence, and whether all is well."""
    wrong = [file for file in files if file.state != "as published"]
    if not wrong:
        words = f"All {len(files)} files are as they were" if len(files) > 1 else "Its file is as it was"
        return f"{name}: {words} published.", True
    told = [f"{file.name} {_WRONG[file.state]}" for file in wrong[:_MOST_NAMED]]
    if len(wrong) > _MOST_NAMED:
        told.append(f"{len(wrong) - _MOST_NAMED} more are wrong")
    return f"{name}: {listed(told)}. Install the program again.", False
