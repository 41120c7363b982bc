"""Says of an article that came when it is a copy of one that the story has: it is added all the same."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from parallax.article import Article
from parallax.duplicates import Copy, copies
from parallax.outlets import outlet_names
from parallax.window.frame.notice import Notice
from parallax.window.session import Session
from parallax.window.texts.offsets import shown
from parallax.window.threads import beside

_AFTER = 60
"""Milliseconds after which the articles that came are held against the others: their texts are on screen by then."""
_MOST_TOLD = 3


class CopiesTold(QObject):
    """Of one session. What its texts are held against each other by runs on a thread."""

    _compared = Signal(object, object)

    def __init__(self, session: Session, notice: Notice, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._notice = notice
        self._came: list[str] = []
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_AFTER)
        self._soon.timeout.connect(self._begin)
        self._compared.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        session.adding.added.connect(self._add)

    def _add(self, article: str) -> None:
        self._came.append(article)
        self._soon.start()

    def _begin(self) -> None:
        if self._session.reading:  # others are still coming: all are told of at once
            self._soon.start()
            return
        came, self._came = set(self._came), []
        old = [a for a in self._session.articles if a.id not in came]
        new = [a for a in self._session.articles if a.id in came]
        if new and len(old) + len(new) > 1:
            beside("looking for copies", partial(self._compare, new, old))

    def _compare(self, new: Sequence[Article], old: Sequence[Article]) -> None:
        try:
            found = copies(new, old)
        except Exception as error:  # noqa: BLE001 - a thread has nobody above it who would tell
            traceback.print_exception(error)
            return
        if found and not self._session.closed:
            self._compared.emit([*old, *new], found)

    def _tell(self, articles: Sequence[Article], found: Sequence[Copy]) -> None:
        """Tell of those whose texts are still in the story."""
        session = self._session
        now = {a.id: a.text_sha256 for a in session.articles}
        names = {a.id: name for a, name in zip(session.articles, outlet_names(session.articles), strict=True)}
        here = [now.get(a.id) == a.text_sha256 for a in articles]
        told = [copy for copy in found if here[copy.text] and here[copy.of]]
        if not told:
            return
        lines = [sentence(copy, *(names[articles[k].id] for k in (copy.text, copy.of))) for copy in told[:_MOST_TOLD]]
        if more := len(told) - len(lines):
            lines.append(f"{more} more of the articles that came {'is a copy' if more == 1 else 'are copies'}.")
        for line in lines[:-1]:
            self._notice.show_word(shown(line))
        it = "it" if len(told) == 1 else f"these {len(told)}"
        remove = partial(self._remove, [articles[copy.text].id for copy in told])
        self._notice.show_word(shown(lines[-1]), (f"&Remove {it} again", remove))

    def _remove(self, articles: Sequence[str]) -> None:
        for article in articles:
            numbers = [k for k, a in enumerate(self._session.articles) if a.id == article]
            if numbers:
                self._session.remove_article(numbers[0])


def sentence(copy: Copy, name: str, other: str) -> str:
    """What is said of a copy called `name` of the article called `other`."""
    name, other = (" ".join(words.split()) for words in (name, other))
    return {
        "same": f"The text of {name} is the same as that of {other}.",
        "same body": f"The text of {name} is the same as that of {other}, but for the headline.",
        "near": f"The text of {name} is nearly the same as that of {other}: {copy.percent} of its words.",
        "part": f"{copy.percent} of the words of {name} stand in {other}, which is longer.",
    }[copy.kind]
