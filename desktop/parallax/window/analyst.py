"""The window's side of the analyst process: questions out, answers in as signals, restart when it dies."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal

from parallax.article import Article
from parallax.article_json import article_to_plain
from parallax.export import correction_to_plain, from_plain
from parallax.export.lines import from_lines
from parallax.values import Correction
from parallax.window.ahead import work_out
from parallax.worker.messages import Message
from parallax.worker.process import ANALYST, Child

_log = logging.getLogger(__name__)

_TRIES = 2
"""How often a question is asked with which no process has begun."""


class Analyst(QObject):
    """The analyst process, which all windows of the program share: it holds the model once, and what it has parsed for
    one window is there for the others. One question at a time, in the order in which the windows came. A process that
    ends before it has begun with a question is not to be blamed on the texts: the question is asked once more."""

    _came = Signal(object, object)
    _went = Signal(object, int)

    def __init__(self) -> None:
        super().__init__()
        self._child: Child | None = None
        self._token = object()
        self._job = 0
        self._tries = 0
        self._begun = False
        self._links: list[AnalystLink] = []
        self._asking: AnalystLink | None = None
        self._waiting: list[AnalystLink] = []
        self._came.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        self._went.connect(self._end, Qt.ConnectionType.QueuedConnection)

    @property
    def pid(self) -> int | None:
        """The process id, or None while there is no process."""
        return self._child.pid if self._child else None

    def start(self) -> str:
        """Start the process, so that it is warm when the first text comes. Why it cannot be started, in words, or an
        empty string; it is tried again at the next question."""
        if self._child is not None:
            return ""
        token = object()
        self._token = token
        try:
            self._child = Child(
                ANALYST,
                lambda message: self._came.emit(token, _taken_apart(message)),
                lambda status: self._went.emit(token, status),
            )
        except OSError as error:
            _log.warning("the analyst could not be started: %s", error)
            return error.strerror or str(error)
        return ""

    def join(self, link: AnalystLink) -> None:
        """A window comes."""
        self._links.append(link)

    def ask(self, link: AnalystLink) -> None:
        """Answer the question of a link as soon as those of others are answered; its own older one is given up."""
        if trouble := self.start():
            link.refused(trouble)
        elif self._asking in (None, link):
            self._send(link)
        elif link not in self._waiting:
            self._waiting.append(link)

    def give_up(self, link: AnalystLink) -> None:
        """Answer the question of a link no more: where the process is at work on it, it is ended and started anew."""
        if link in self._waiting:
            self._waiting.remove(link)
        if link is self._asking:
            child, self._child = self._child, None
            if child:
                child.kill()
            self._next()
        self.start()

    def leave(self, link: AnalystLink) -> None:
        """A window goes; with the last one the process ends."""
        if link in self._links:
            self._links.remove(link)
        if link in self._waiting:
            self._waiting.remove(link)
        if not self._links:
            child, self._child = self._child, None
            self._asking = None
            if child:
                child.close(0.3)
        elif link is self._asking:
            self._job += 1  # what still comes is for nobody; the next question makes the process give this one up
            self._next()

    def _next(self) -> None:
        self._asking = None
        waiting, self._waiting = self._waiting, []
        for link in waiting:
            self.ask(link)

    def _send(self, link: AnalystLink, tries: int = 1) -> None:
        assert self._child is not None
        self._asking = link
        self._tries, self._begun = tries, False
        self._job += 1
        self._child.ask({**link.question, "job": self._job})

    def _answer(self, token: object, message: Message) -> None:
        link = self._asking
        if token is not self._token:
            return
        if message.get("job") is None:  # of the process itself: the model is there, or is not
            for each in self._links if message["type"] == "failed" else ():
                each.failed.emit(message["message"])
            return
        if link is None or message["job"] != self._job:
            return
        self._begun = True
        if message["type"] in ("compared", "failed"):
            self._next()
        link.take(message)

    def _end(self, token: object, status: int) -> None:
        """The process ended without being asked to."""
        if token is not self._token or self._child is None:
            return
        self._child = None
        link = self._asking
        if link is not None and not self._begun and self._tries < _TRIES and not self.start():
            _log.info("the analyst ended with status %s before it had begun; it is asked once more", status)
            self._send(link, self._tries + 1)
            return
        self._next()
        if link is not None:
            link.ended(status)


class AnalystLink(QObject):
    """The questions and answers of one window; a newer question supersedes an older one.

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

    def __init__(self, analyst: Analyst) -> None:
        super().__init__()
        self._analyst = analyst
        self.question: Message = {}
        self._busy = False
        self._names: list[str] = []
        self._at: int | None = None
        analyst.join(self)

    @property
    def busy(self) -> bool:
        """Whether an answer is awaited."""
        return self._busy

    @property
    def reading(self) -> int | None:
        """The number of the article that is being read, or None."""
        return self._at if self._busy else None

    @property
    def pid(self) -> int | None:
        """The process id of the analyst, or None while there is none."""
        return self._analyst.pid

    def start(self) -> None:
        """Have the process warm when the first text comes."""
        self._analyst.start()

    def ask(self, articles: Sequence[Article], corrections: Sequence[Correction], names: Sequence[str]) -> None:
        """Ask for the comparison of these articles; `names` are what they are called on screen."""
        self._busy = True
        self._names = list(names)
        self._at = None
        self.question = {
            "type": "compare",
            "articles": [article_to_plain(a) for a in articles],
            "corrections": [correction_to_plain(c) for c in corrections],
            "relation": None,
        }
        self._analyst.ask(self)

    def cancel(self) -> None:
        """Give the question up, in the middle of the work on it too."""
        self._analyst.give_up(self)
        self._rest()

    def close(self) -> None:
        """Ask nothing more."""
        self._analyst.leave(self)

    def take(self, message: Message) -> None:
        """An answer came."""
        kind = message["type"]
        if kind == "begun":
            self._at = message["article"]
            self.begun.emit(message["done"], message["total"], message["what"])
        elif kind == "read":
            self.read.emit(message)
        elif kind == "compared":
            self._rest()
            self.compared.emit(message["comparison"], message["raw"])
        elif kind == "failed":
            self._rest()
            self.failed.emit(message["message"])

    def ended(self, status: int) -> None:
        """The process ended in the middle of the work: say which text it was reading."""
        where = f" while reading {self._names[self._at]}" if self._at is not None else ""
        self._rest()
        self.failed.emit(
            f"The analysis stopped{where} (status {status}). The texts are still here: remove that one, or analyse "
            "again."
        )

    def refused(self, why: str) -> None:
        """The process cannot be started."""
        self._rest()
        self.failed.emit(
            f"The analysis could not be started ({why}). The texts can be read; close some programs, and analyse again."
        )

    def _rest(self) -> None:
        if self._busy:
            self._busy = False
            self.idle.emit()


def _taken_apart(message: Message) -> Message:
    """A comparison as a value, made on the thread that listens: in the window's own it would stall it."""
    if message["type"] != "compared":
        return message
    try:
        comparison = from_plain(from_lines(message["raw"]))
    except (KeyError, TypeError, ValueError) as error:
        return {
            "type": "failed",
            "job": message["job"],
            "message": f"The analysis gave an answer of a wrong form: {error}",
        }
    try:
        work_out(comparison)
    except Exception as error:  # noqa: BLE001 - the thread goes on; the view that needs it says it where all can see
        traceback.print_exception(error)
    return {**message, "comparison": comparison}
