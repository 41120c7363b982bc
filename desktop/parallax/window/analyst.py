"""The window's side of the analyst process: questions out, answers in as signals, restart when it dies."""

from __future__ import annotations

import json
from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal

from parallax.article import Article
from parallax.article_json import article_to_plain
from parallax.export import correction_to_plain, from_plain
from parallax.values import Correction
from parallax.worker.messages import Message
from parallax.worker.process import ANALYST, Child


class AnalystLink(QObject):
    """Asks for comparisons one at a time; a newer question supersedes an older one.

    begun(done, total, what)   a step begins
    read(message)              sentences and speakers of one article
    compared(value, blob)      the comparison, and the bytes to keep of it
    failed(what)               one sentence: the model is missing, or a text brought the process down
    idle()                     nothing is being asked any more
    """

    begun = Signal(int, int, str)
    read = Signal(object)
    compared = Signal(object, bytes)
    failed = Signal(str)
    idle = Signal()

    _came = Signal(object, object)
    _went = Signal(object, int)

    def __init__(self) -> None:
        super().__init__()
        self._child: Child | None = None
        self._token = object()
        self._job = 0
        self._busy = False
        self._names: list[str] = []
        self._at: int | None = None
        self._came.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        self._went.connect(self._end, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether an answer is awaited."""
        return self._busy

    @property
    def pid(self) -> int | None:
        """The process id of the analyst, or None while there is none."""
        return self._child.pid if self._child else None

    def start(self) -> None:
        """Start the process, so that it is warm when the first text comes."""
        if self._child is None:
            token = object()
            self._token = token
            self._child = Child(
                ANALYST,
                lambda message: self._came.emit(token, _taken_apart(message)),
                lambda status: self._went.emit(token, status),
            )

    def ask(self, articles: Sequence[Article], corrections: Sequence[Correction], names: Sequence[str]) -> None:
        """Ask for the comparison of these articles; `names` are what they are called on screen."""
        self.start()
        assert self._child is not None
        self._job += 1
        self._busy = True
        self._names = list(names)
        self._at = None
        self._child.ask(
            {
                "type": "compare",
                "job": self._job,
                "articles": [article_to_plain(a) for a in articles],
                "corrections": [correction_to_plain(c) for c in corrections],
                "relation": None,
            }
        )

    def cancel(self) -> None:
        """End the process in the middle of its work, and start another for the next question."""
        child, self._child = self._child, None
        if child:
            child.kill()
        self._rest()
        self.start()

    def close(self) -> None:
        """End the process."""
        child, self._child = self._child, None
        if child:
            child.close(0.3)

    def _answer(self, token: object, message: Message) -> None:
        if token is not self._token or message.get("job") not in (None, self._job):
            return
        kind = message["type"]
        if kind == "begun":
            self._at = message["article"]
            self.begun.emit(message["done"], message["total"], message["what"])
        elif kind == "read":
            self.read.emit(message)
        elif kind == "compared":
            self._rest()
            self.compared.emit(message["comparison"], message["blob"])
        elif kind == "failed":
            self._rest()
            self.failed.emit(message["message"])

    def _end(self, token: object, status: int) -> None:
        """The process ended without being asked to: say which text it was reading."""
        if token is not self._token or self._child is None:
            return
        self._child = None
        if not self._busy:
            return
        where = f" while reading {self._names[self._at]}" if self._at is not None else ""
        self._rest()
        self.failed.emit(
            f"The analysis stopped{where} (status {status}). The texts are still here: remove that one, or analyse "
            "again."
        )

    def _rest(self) -> None:
        if self._busy:
            self._busy = False
            self.idle.emit()


def _taken_apart(message: Message) -> Message:
    """A comparison as a value, made on the thread that listens: in the window's own it would stall it."""
    if message["type"] != "compared":
        return message
    plain = message["comparison"]
    try:
        comparison = from_plain(plain)
    except (KeyError, TypeError, ValueError) as error:
        return {
            "type": "failed",
            "job": message["job"],
            "message": f"The analysis gave an answer of a wrong form: {error}",
        }
    blob = json.dumps(plain, separators=(",", ":")).encode("ascii")
    return {**message, "comparison": comparison, "blob": blob}
