"""The dialog in which the reader chooses among the articles of one file."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from parallax.article import Article
from parallax.duplicates import Copy, copies
from parallax.library import MOST_ARTICLES
from parallax.outlets import clipped
from parallax.window.announcing import announce
from parallax.window.articles.pick import COLUMNS, Column, Pick
from parallax.window.articles.pick_list import PickList
from parallax.window.frame.dialog_buttons import in_words_alone
from parallax.window.frame.scroll_bars import PlainBars
from parallax.window.preferences import Preferences
from parallax.window.texts.looks import letter_size
from parallax.window.texts.offsets import in_label, in_title, shown
from parallax.window.threads import beside

_KEPT_AS = "picker"
_LETTERS, _LINES = 150, 42
"""How many letters wide and lines high the dialog is at first, where the screen is large enough."""
_TITLE = 40
"""Letters of the title of the open story that are shown."""
_ORDERS: tuple[tuple[str, Column, bool], ...] = (
    ("as in the file", "number", False),
    ("by headline", "headline", False),
    ("by outlet", "outlet", False),
    ("oldest first", "date", False),
    ("newest first", "date", True),
    ("shortest first", "words", False),
    ("longest first", "words", True),
)
_ONWARDS = frozenset({Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Enter})
_Take = Callable[[list[Article], bool], None]


class PickerDialog(QDialog):
    """Lists the articles of a file called `name`. Several are chosen, for the open story, of which `here` is the title
    and `room` how many more it holds, or for a new one; without an open story `here` is None. With `instead_of` one is
    chosen, to take the place of the article of this name. `before` are the articles of the open story."""

    _compared = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        preferences: Preferences,
        name: str,
        articles: Sequence[Article],
        before: Sequence[Article] = (),
        names: Sequence[str] = (),
        *,
        here: str | None = None,
        room: int = MOST_ARTICLES,
        instead_of: str = "",
    ) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._room_here = room
        self._stopped = threading.Event()
        self.pick = Pick(articles, before, names, one=bool(instead_of))
        self.setWindowTitle(f"{len(articles):,} articles in {in_title(name)}")
        asked = (
            f"Choose the article that takes the place of the text of “{instead_of}”."
            if instead_of
            else f"This file holds {len(articles):,} articles. Tick those that belong to one story."
        )
        self._asked = QLabel(shown(asked))
        self.line = QLineEdit()
        self.line.setPlaceholderText("Words in headline, outlet or text")
        self.line.setAccessibleName("Show only articles with these words")
        self.line.setClearButtonEnabled(True)
        self.order = QComboBox()
        self.order.setAccessibleName("Order")
        self.order.addItems([words for words, _, _ in _ORDERS])
        self.all_button, self.none_button = QPushButton("&Tick all shown"), QPushButton("&Untick all shown")
        self.list = PickList(self.pick, self)
        self.preview = QPlainTextEdit()
        PlainBars(self.preview)
        self.preview.setReadOnly(True)
        self.preview.setTabChangesFocus(True)
        self.preview.setAccessibleName("Beginning of the article")
        self._said, self._trouble = QLabel(), QLabel()
        self._here = QRadioButton(f"Add to &this story{f' (“{in_label(clipped(here, _TITLE))}”)' if here else ''}")
        self._apart = QRadioButton("Make a &new story of them")
        self._places = QButtonGroup(self)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        in_words_alone(self.buttons)
        self.ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._choose_place = here is not None and not instead_of
        self._arrange()
        self._connect()
        (self._here if here is not None and room > 0 else self._apart).setChecked(True)
        self._here.setEnabled(room > 0)
        if not self.pick.one and len(articles) <= self.room:
            self.pick.tick(range(len(articles)), True)
        self._restore_size()
        self.list.list_anew()
        self._tell()
        beside("comparing the articles of a file", self._compare)

    @property
    def room(self) -> int:
        """How many may be chosen."""
        return MOST_ARTICLES if self.apart else self._room_here

    @property
    def apart(self) -> bool:
        """Whether a new story is to be made of them beside the open one."""
        return self._choose_place and self._apart.isChecked()

    def set_room(self, room: int) -> None:
        """Articles came to the open story meanwhile, or left it."""
        self._room_here = room
        if not self.pick.one:
            self._here.setEnabled(room > 0)
            self._tell()

    def ask(self, take: _Take) -> None:
        """Show it; `take` is told the chosen articles, in the order of the file, and whether they are for a new story.
        It is not called when the reader leaves without choosing."""
        self.accepted.connect(lambda: take(self._chosen(), self.apart))
        self.open()
        self.list.setFocus()

    # making

    def _arrange(self) -> None:
        above = QHBoxLayout()
        for widget in (self.order, self.all_button, self.none_button):
            above.addWidget(widget)
        above.addStretch(1)
        for button in (self.all_button, self.none_button):
            button.setAutoDefault(False)
            button.setVisible(not self.pick.one)
        for label in (self._asked, self._said, self._trouble):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        font = self.preview.font()
        font.setPointSizeF(letter_size(font, self._preferences.text_size))
        self.preview.setFont(font)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.list)
        parts.addWidget(self.preview)
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 2)
        places = QHBoxLayout()
        for place in (self._here, self._apart):
            self._places.addButton(place)
            places.addWidget(place)
            place.setVisible(self._choose_place)
        places.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addWidget(self._asked)
        layout.addWidget(self.line)
        layout.addLayout(above)
        layout.addWidget(parts, 1)
        layout.addLayout(places)
        layout.addWidget(self._said)
        layout.addWidget(self._trouble)
        layout.addWidget(self.buttons)

    def _connect(self) -> None:
        self.line.textChanged.connect(self._seek)
        self.line.installEventFilter(self)
        self.order.activated.connect(self._order)
        self.all_button.clicked.connect(lambda: self._tick_listed(True))
        self.none_button.clicked.connect(lambda: self._tick_listed(False))
        self.list.header().sectionClicked.connect(self._order_by_heading)
        self.list.gone_to.connect(self._show)
        self.list.rows.turned.connect(self._tell)
        self.list.doubleClicked.connect(lambda _: self.accept() if self.pick.one else None)
        self._places.buttonToggled.connect(lambda *_: self._tell())
        self._compared.connect(self._take_copies, Qt.ConnectionType.QueuedConnection)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.finished.connect(self._leave)
        QShortcut(QKeySequence.StandardKey.Find, self, self._to_line)

    # what the reader does

    def _to_line(self) -> None:
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def _seek(self, words: str) -> None:
        self.pick.seek(words)
        self.list.list_anew()
        self._tell()

    def _order(self, which: int) -> None:
        _, column, downwards = _ORDERS[which]
        self._order_by(column, downwards)

    def _order_by_heading(self, section: int) -> None:
        column = COLUMNS[section]
        before, downwards = self.pick.order
        self._order_by(column, not downwards if column == before else False)

    def _order_by(self, column: Column, downwards: bool) -> None:
        self.pick.order_by(column, downwards)
        self.order.setCurrentIndex(next((k for k, o in enumerate(_ORDERS) if o[1:] == (column, downwards)), -1))
        turned = Qt.SortOrder.DescendingOrder if downwards else Qt.SortOrder.AscendingOrder
        self.list.header().setSortIndicator(COLUMNS.index(column), turned)
        self.list.list_anew()

    def _tick_listed(self, ticked: bool) -> None:
        self.pick.tick(self.pick.listed, ticked)
        self.list.rows.draw_anew("number")
        self._tell()
        announce(self, self._said.text())

    def _chosen(self) -> list[Article]:
        at = self.list.current
        if self.pick.one:
            return [self.pick.articles[at]] if at is not None else []
        return self.pick.chosen

    # what is shown

    def _show(self, number: int) -> None:
        self.preview.setPlainText(shown(self.pick.preview(number)) if number >= 0 else "")
        self.ok.setEnabled(self._can_be_taken())

    def _tell(self) -> None:
        room, trouble = self.room, self.pick.trouble(self.room)
        self._said.setText(self.pick.said(room))
        self._trouble.setText(f"⚠ {trouble}" if trouble else "")
        self._trouble.setVisible(bool(trouble))
        count = len(self.pick.ticked)
        self.ok.setText("&Replace" if self.pick.one else f"&Add {count:,}" if count else "&Add")
        self.ok.setEnabled(self._can_be_taken())
        announce(self, trouble)

    def _can_be_taken(self) -> bool:
        return bool(self._chosen()) and not self.pick.trouble(self.room)

    def _compare(self) -> None:
        """On a thread: find the copies."""
        found: list[Copy] = []
        try:
            found = copies(self.pick.articles, self.pick.before)
        except Exception as error:  # noqa: BLE001 - a thread has nobody above it who would tell
            traceback.print_exception(error)
        with suppress(RuntimeError):  # the dialog went at this very moment
            if not self._stopped.is_set():
                self._compared.emit(found)

    def _take_copies(self, found: list[Copy]) -> None:
        untouched = self.list.current in (None, self.pick.listed[0] if self.pick.listed else None)
        self.pick.take_copies(found)
        self.list.list_anew()
        if self.pick.one and untouched and self.pick.nearest is not None:
            self.list.go_to(self.pick.nearest)

    # coming and going

    def _restore_size(self) -> None:
        if not self.restoreGeometry(self._preferences.dialog(_KEPT_AS)):
            letters = self.fontMetrics().averageCharWidth()
            self.resize(letters * _LETTERS, self.fontMetrics().height() * _LINES)
        room = self.screen().availableSize()
        self.resize(self.size().boundedTo(room * 0.94))

    def _leave(self) -> None:
        self._stopped.set()
        self._preferences.keep_dialog(_KEPT_AS, self.saveGeometry())
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the line the arrows go on to the list, and so does Return, which is to add nothing there yet."""
        down = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if watched is self.line and down and event.key() in _ONWARDS:  # type: ignore[attr-defined]
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().eventFilter(watched, event)
