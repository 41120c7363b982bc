"""The quiet line at the foot of the page that asks, once for each article, which outlet it is of."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from parallax import library as lib
from parallax.article import Article
from parallax.particulars import site_of, source_of
from parallax.window.announcing import announce
from parallax.window.corrections.told import in_quotes
from parallax.window.frame.focus_kept import focused_within
from parallax.window.texts.offsets import in_label

if TYPE_CHECKING:
    from parallax.window.main_window import MainWindow


_A_DATE = "2026-03-14"
_ASKED_AFTER = 700
"""Milliseconds of rest after which a question comes."""


class QuestionLine(QFrame):
    """A question with a field for the outlet, and one for the date where that is not known either.

    answered(outlet, published)   Save or Return, with a date that can be read or none
    put_off()                     Not now, or Escape
    """

    answered = Signal(str, str)
    put_off = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Question about an article")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._asked = ""
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self.outlet = QLineEdit()
        self.outlet.setAccessibleName("Outlet")
        self.outlet.setPlaceholderText("Outlet")
        self._date = QLabel("Published")
        self.published = QLineEdit()
        self.published.setAccessibleName("Published")
        self.published.setPlaceholderText(_A_DATE)
        self.save = QPushButton("Save")
        self.not_now = QPushButton("Not now")
        self.not_now.setToolTip("It is not asked again; Edit ▸ Outlet, author and date… tells it at any time")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 4, 10, 4)
        row.addWidget(self._label, 3)
        row.addWidget(self.outlet, 2)
        row.addWidget(self._date)
        row.addWidget(self.published, 1)
        for button in (self.save, self.not_now):
            button.setAutoDefault(True)
            row.addWidget(button)
        for field in (self.outlet, self.published):
            field.returnPressed.connect(self._answer)
        self.save.clicked.connect(self._answer)
        self.not_now.clicked.connect(self.put_off)
        self.hide()

    @property
    def text(self) -> str:
        """What is asked."""
        return self._label.text()

    def ask(self, question: str, suggestion: str, *, date: bool) -> None:
        """Show a question, and tell it; the focus stays where it is."""
        self._asked = question
        self.outlet.setText(suggestion)
        self.published.clear()
        for part in (self._date, self.published):
            part.setVisible(date)
        metrics = self.published.fontMetrics()
        self.published.setMinimumWidth(metrics.horizontalAdvance(_A_DATE) + 3 * metrics.averageCharWidth())
        self._say(question)
        self.show()

    def focus(self) -> None:
        """Give the focus to the field, with what is suggested chosen."""
        self.outlet.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.outlet.selectAll()

    def _say(self, words: str) -> None:
        self._label.setText(words)
        for field in (self.outlet, self.published):
            field.setAccessibleDescription(words)
        announce(self, words)

    def _answer(self) -> None:
        published = self.published.text().strip()
        try:
            if published:
                datetime.fromisoformat(published)
        except ValueError:
            self._say(f"“{in_label(published)}” is no date: write 2026-03-14, or leave it empty. {self._asked}")
            self.published.setFocus()
            return
        self.answered.emit(" ".join(self.outlet.text().split()), published)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape is Not now."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_off.emit()
        else:
            super().keyPressEvent(event)


class Questions(QObject):
    """Of one window: each article without an outlet is asked about once, when nothing else is under way, one after the
    other. That it was asked is kept with the article as soon as the question is on screen."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self._article = ""  # the id of the one that is asked about
        self.line = QuestionLine()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_ASKED_AFTER)
        self._rest.timeout.connect(self._look)

    def attach(self) -> None:
        """Listen to the session and to the answers."""
        self._session.idle.connect(self._rest.start)
        self._session.articles_changed.connect(self._articles_changed)
        self.line.answered.connect(self._save)
        self.line.put_off.connect(self._go_on)

    def _articles_changed(self) -> None:
        """What is asked about may be gone, or known by now."""
        article = self._current()
        if self._article and (article is None or article.outlet):
            self._go_on()
        self._rest.start()

    def _look(self) -> None:
        if self._article or self._session.busy or self._session.closed or not self._waiting():
            return
        if self._window.isActiveWindow():
            self._ask_next()
        else:
            self._rest.start()  # nobody looks, or a dialog is open: again later

    def _ask_next(self) -> None:
        session, story = self._session, self._session.story
        waiting = self._waiting()
        if story is None or not waiting or session.library.read_only:
            return
        article = session.articles[waiting[0]]
        undated = not article.published and not source_of(article, "published")
        kept = lib.SetAsked(story.id, article.id, ("outlet", "published") if undated else ("outlet",))

        def keep() -> bool:
            session.library.apply(kept)
            now = session.library.story(story.id)
            if now.changes == story.changes:  # else what another window did is shown first
                session.story = now
            return True

        if session.attempt(keep):
            self._article = article.id
            called = in_quotes(article.title or article.text)
            if len(session.articles) > 1:
                called = f"article {waiting[0] + 1}, {called},"
            more = f" ({len(waiting) - 1} more to ask)" if len(waiting) > 1 else ""
            self.line.ask(f"Which outlet is {called} from?{more}", site_of(article), date=undated)
            self._window.further_panes.append((self.line, self.line.focus))

    def _waiting(self) -> list[int]:
        """The numbers of the articles that are to be asked about."""
        articles = self._session.articles
        return [n for n, a in enumerate(articles) if not a.outlet and not source_of(a, "outlet")]

    def _save(self, outlet: str, published: str) -> None:
        article = self._current()
        if article is None or not (outlet or published):
            self._go_on()
            return
        self._article = ""  # saving tells that the articles changed
        self._window.marks.revising.particulars(article, outlet, article.author, published or article.published)
        self._article = article.id
        now = self._current()
        if now is None or (now.outlet, now.published) != (article.outlet, article.published):
            self._go_on()  # else it could not be saved, which is told: what was written stays

    def _go_on(self) -> None:
        """The next question, in the field if the reader was there, or back to the texts."""
        focused = focused_within(self.line) is not None
        self._article = ""
        self._window.further_panes = [pane for pane in self._window.further_panes if pane[0] is not self.line]
        if self._session.story is not None and not self._session.reading:
            self._ask_next()
        if self._article:
            if focused:
                self.line.focus()
            return
        self.line.hide()
        if focused and self._session.story is not None:
            self._window.page.focus_view()

    def _current(self) -> Article | None:
        return self._session.article(self._article)
