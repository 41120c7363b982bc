"""The command palette: a line to type in over the top of the window, and below it the actions and places that fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from parallax.window import palette
from parallax.window.help import offers
from parallax.window.help.offer_list import PADDING, OfferList
from parallax.window.help.offers import Kind, Offer
from parallax.window.help.typed import best_first
from parallax.window.later import later

if TYPE_CHECKING:
    from parallax.window.main_window import MainWindow

_LETTERS = 92
"""How many letters wide the frame is, where the window is wide enough."""
_MOST_ROWS = 12
_MOST_USED = 7
_DOWN, _UP = (Qt.Key.Key_Down, Qt.Key.Key_Tab), (Qt.Key.Key_Up, Qt.Key.Key_Backtab)
_OWN_KEYS = (
    *_DOWN,
    *_UP,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Escape,
)
_WITH_OWN_KEYS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class CommandPalette(QFrame):
    """The palette of one window. It goes by Escape, by its key again, by a click elsewhere, and when the focus goes
    elsewhere; what is chosen is done once the focus is back where it was."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._back: list[QWidget] = []
        self._used: list[tuple[Kind, str]] = []
        self._offers: list[Offer] = []
        self._open = False
        self.hide()
        self.setAccessibleName("Command palette")
        self.line = QLineEdit()
        self.line.setPlaceholderText("An action, an article, a speaker or a story")
        self.line.setAccessibleName("Command palette")
        self.line.setAccessibleDescription(
            "Type words of an action, an article, a speaker or a story. Up and Down choose, Return does it."
        )
        self.line.textChanged.connect(lambda _: self._show_found())
        self.line.installEventFilter(self)
        self.list = OfferList()
        self.list.clicked.connect(lambda _: self._choose())
        self._told = QLabel()
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.setContentsMargins(PADDING, 0, PADDING, 0)
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 6)
        layout.setSpacing(6)
        layout.addWidget(self.line)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._told)
        session = window.session
        for changed in (session.story_changed, session.articles_changed, session.comparison_changed, session.idle):
            changed.connect(self._follow)
        window.installEventFilter(self)

    # coming and going

    def toggle(self) -> None:
        """Come with everything listed, or go."""
        if self._open:
            self.leave()
            return
        focused = QApplication.focusWidget()
        self._back = []
        while focused is not None and focused is not self._window:
            self._back.append(focused)
            focused = focused.parentWidget()
        self._open = True
        self.setPalette(palette.widget_palette(palette.desktop_theme()))
        with QSignalBlocker(self.line):
            self.line.clear()
        self._fill()
        self._show_found()
        self.show()
        self.raise_()
        # as a menu takes it: a line that loses it so keeps its selection
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)
        application.installEventFilter(self)

    def leave(self, *, give_back: bool = True) -> None:
        """Go, and give the focus back to where it was, or to what lies around it where that is gone."""
        if not self._open:
            return
        self._open = False
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.removeEventFilter(self)
        application.focusChanged.disconnect(self._focus_moved)
        if give_back:
            before = next(
                (widget for k, widget in enumerate(self._back) if _can_have_focus(widget, had_it=k == 0)), None
            )
            if before is not None:
                before.setFocus(Qt.FocusReason.PopupFocusReason)
            elif self._window.session.story is None:
                self._window.front.focus()
            else:
                self._window.page.focus_view()
        self._back = []
        self.hide()
        self._offers = []
        self.list.set_offers(())

    def _focus_moved(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is not None and not self._holds(now):
            self.leave(give_back=now.window() is not self._window)

    def _holds(self, widget: QWidget) -> bool:
        return widget is self or self.isAncestorOf(widget)

    # what is listed

    def _follow(self) -> None:
        """Something else can be done now, while the list is on screen."""
        if self._open:
            self._fill()
            self._show_found(keep=True)

    def _fill(self) -> None:
        session, acts = self._window.session, self._window.acts
        self._offers = [
            *offers.of_actions(lambda name: acts[name].isEnabled()),
            *offers.of_articles(session.articles),
            *offers.of_speakers(session.state.comparison),
            *offers.of_stories(session.stories(), session.story.id if session.story else ""),
        ]

    def _show_found(self, *, keep: bool = False) -> None:
        """List what fits what is typed, with the best chosen; `keep` leaves the choice where it can stay."""
        before = self.offer if keep else None
        listed = self._offers
        if self.line.text().strip():
            listed = [listed[k] for k in best_first(self.line.text(), [(o.words, o.also) for o in listed])]
        else:
            listed = offers.used_first(listed, self._used)
        self.list.set_offers(listed)
        same = (k for k, o in enumerate(listed) if before and (o.kind, o.name) == (before.kind, before.name))
        self.list.go_to(next(same, 0))
        self.list.setVisible(bool(listed))
        what = "actions and places" if len(listed) == len(self._offers) else "found"
        count = f"{len(listed)} {what}" if listed else "Nothing fits these words"
        self._told.setText(f"{count} · Return does it, Esc closes" if listed else f"{count} · Esc closes")
        self._place()
        if self._open and not keep:
            first = self.offer
            self._window.announce(f"{count}. {first.spoken}" if first else count)

    @property
    def offer(self) -> Offer | None:
        """The chosen line, or None."""
        return self.list.offer

    @property
    def listed(self) -> tuple[Offer, ...]:
        """All lines."""
        return self.list.offers

    @property
    def told(self) -> str:
        """What the lower edge says."""
        return self._told.text()

    # what is done

    def _choose(self) -> None:
        """Do what the chosen line offers, or say why it cannot be done now."""
        offer = self.offer
        if offer is None:
            return
        if offer.why_not:
            self._told.setText(f"Not now: {offer.why_not}")
            self._window.announce(self._told.text())
            return
        key = (offer.kind, offer.name)
        self._used = [key, *(k for k in self._used if k != key)][:_MOST_USED]
        self.leave()
        later(self, lambda: self._do(offer))  # the key or the click that chose it is over then

    def _do(self, offer: Offer) -> None:
        if offer.kind == "action":
            self._window.acts[offer.name].trigger()
        elif offer.kind == "article":
            self._go_to_article(int(offer.name))
        elif offer.kind == "speaker":
            self._go_to_speaker(offer.name)
        else:
            self._window.open_story(offer.name)

    def _go_to_article(self, number: int) -> None:
        window = self._window
        if number < len(window.session.articles):
            window.show_view("side")
            column = window.page.side.column(number)
            column.setFocus(Qt.FocusReason.OtherFocusReason)
            window.page.side.ensureWidgetVisible(column, 0, 0)

    def _go_to_speaker(self, speaker: str) -> None:
        window, comparison = self._window, self._window.session.state.comparison
        place = offers.first_statement(comparison, speaker) if comparison is not None else None
        if place is not None:
            window.page.show_reading(*place)
            window.page.touched = True
            window.page.focus_view()

    # events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the line, clicks elsewhere, and the window's size."""
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress and self._open and isinstance(watched, QWidget):
            if not self._holds(watched):
                self.leave()
        elif kind == QEvent.Type.Resize and watched is self._window:
            self._place()
        elif watched is self.line and isinstance(event, QKeyEvent):
            if kind == QEvent.Type.ShortcutOverride:
                return self._claims(event)
            if kind == QEvent.Type.KeyPress:
                return self._pressed(event)
        return super().eventFilter(watched, event)

    def _claims(self, event: QKeyEvent) -> bool:
        """The keys of the list are no keys of the window meanwhile, and the palette's own key, by which a line of
        text would delete to its end, is the window's."""
        if QKeySequence(event.keyCombination()) in self._window.acts["palette"].shortcuts():
            event.ignore()
            return True
        if event.key() in _OWN_KEYS and not event.modifiers() & ~_WITH_OWN_KEYS:
            event.accept()
            return True
        return False

    def _pressed(self, event: QKeyEvent) -> bool:
        key, row = event.key(), self.list.currentIndex().row()
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        page = max(1, self.list.viewport().height() // max(1, self.list.sizeHintForRow(0)) - 1)
        steps = {**dict.fromkeys(_DOWN, 1), **dict.fromkeys(_UP, -1), Qt.Key.Key_PageDown: page}
        steps |= {Qt.Key.Key_PageUp: -page, Qt.Key.Key_Home: -row, Qt.Key.Key_End: len(self.listed)}
        if event.modifiers() & ~_WITH_OWN_KEYS:
            return False
        if key == Qt.Key.Key_Escape:
            self.leave()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        elif key in steps and not (shifted and key in (Qt.Key.Key_Home, Qt.Key.Key_End)):
            self.list.go_to(row + steps[Qt.Key(key)])
            offer = self.offer
            if offer is not None:
                self._window.announce(offer.spoken)
        else:
            return False
        return True

    def changeEvent(self, event: QEvent) -> None:
        """Follow the desktop from light to dark and back."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationPaletteChange:
            self.setPalette(palette.widget_palette(palette.desktop_theme()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A plain ground with a line around it: it lies over texts."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().window())
        painter.setPen(self.palette().placeholderText().color())
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _place(self) -> None:
        """Lie over the top middle of the window, as high as what is listed."""
        if not self._open:
            return
        room = self._window.rect()
        top = self._window.menuBar().geometry().bottom() + 5
        width = min(self.fontMetrics().averageCharWidth() * _LETTERS, room.width() - 24)
        rows = min(len(self.listed), _MOST_ROWS)
        self.list.setFixedHeight(0)
        around = self._layout.sizeHint().height()
        height = min(rows * max(0, self.list.sizeHintForRow(0)), room.height() - top - around - 24)
        self.list.setFixedHeight(max(0, height))
        self.setGeometry((room.width() - width) // 2, top, width, around + max(0, height))


def _can_have_focus(widget: QWidget, *, had_it: bool) -> bool:
    """Whether a widget can be given the focus: a tool button that had it takes it again, although no click gives it."""
    if not (isValid(widget) and widget.isVisible() and widget.isEnabled()):
        return False
    return had_it or widget.focusPolicy() != Qt.FocusPolicy.NoFocus
