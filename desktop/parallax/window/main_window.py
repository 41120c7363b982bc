"""The window: toolbar, views, dock and status line around one session.

What it is made of is loaded once its bare frame has been painted: the eye waits for a window, not for all it can do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6 import QtCore, QtGui, QtWidgets  # a class of theirs is made when it is asked for: all take long

from parallax.paths import resource
from parallax.window.actions import ACTIONS, MENUS
from parallax.window.announcing import announce
from parallax.window.later import later

if TYPE_CHECKING:
    from parallax.window.articles.arrivals import Arrivals
    from parallax.window.articles.picking import Picking
    from parallax.window.articles.question_line import Questions
    from parallax.window.corrections.difference_panel import DifferencePanel
    from parallax.window.corrections.reading_marks import ReadingMarks
    from parallax.window.doing import Doing
    from parallax.window.following import Following
    from parallax.window.frame.docks import Docks
    from parallax.window.frame.drop_sign import DropSign
    from parallax.window.frame.focus_kept import FocusKept
    from parallax.window.frame.notice import Notice
    from parallax.window.frame.progress import ProgressLine
    from parallax.window.frame.toolbar import Tools
    from parallax.window.preferences import Preferences
    from parallax.window.session import Session
    from parallax.window.stories.bin_page import BinPage
    from parallax.window.stories.front import Front
    from parallax.window.stories.library_watch import LibraryWatch
    from parallax.window.stories.start_page import StartPage
    from parallax.window.story_page import StoryPage

_AROUND = QtCore.QSize(8, 40)
"""What the desktop may draw around a window, in pixels."""
_SAVE_AFTER = 250
"""Milliseconds of rest after which the position is saved."""
_LATER = (
    "parallax.window.overview.lanes",
    "parallax.window.overview.tracks",
    "parallax.window.overview.ruler",
    "parallax.worker.reader",
)
_LOADED_AFTER = 600
"""Milliseconds after which what the first text needs is loaded, so that it need not wait for it."""
_PREPARED_AFTER = 900
"""Milliseconds after which the page of a story is made ready, on the first page."""
_TOLD = "told"
_PAINTED_AT_LAST = 400
"""Milliseconds after which a window that nobody sees, such as a minimised one, counts as painted."""


class MainWindow(QtWidgets.QMainWindow):
    """One window on one story: a frame with menus, until `furnish` gives it a session and all else.

    `painted` is told once, after the frame's first paint; `closed` when the window goes, `used` when it comes to the
    front, `another_asked` when the reader wants a second one. `further_panes` come after the others when
    the reader goes from pane to pane."""

    painted = QtCore.Signal()
    closed = QtCore.Signal()
    used = QtCore.Signal()
    another_asked = QtCore.Signal()

    session: Session
    start_page: StartPage
    bin_page: BinPage
    page: StoryPage
    notice: Notice
    progress: ProgressLine
    panel: DifferencePanel
    dock: QtWidgets.QDockWidget
    tools: Tools
    marks: ReadingMarks
    questions: Questions
    front: Front
    arrivals: Arrivals
    drop_sign: DropSign
    picking: Picking
    watch: LibraryWatch
    focus_kept: FocusKept
    following: Following
    _doing: Doing
    docks: Docks

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self.preferences = preferences
        self.move_library: Callable[[Path], str] | None = None
        self.furnished = self._painted = False
        self.further_panes: list[tuple[QtWidgets.QWidget, Callable[[], None]]] = []
        self._warned = ""
        self._unpainted = QtCore.QTimer(self)
        self._unpainted.setSingleShot(True)
        self._unpainted.setInterval(_PAINTED_AT_LAST)
        self._unpainted.timeout.connect(self._tell_painted)
        self._timer = QtCore.QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SAVE_AFTER)
        self._timer.timeout.connect(self._save_position)
        self.setWindowTitle("Parallax")
        self.setMinimumSize(480, 360)
        self.acts: dict[str, QtGui.QAction] = {}
        self._menus = {name: self.menuBar().addMenu(name) for name in MENUS}
        self._restore_geometry()

    def furnish(self, session: Session) -> None:
        """Put in what the window is made of, and show what the session has."""
        from parallax.window.articles.arrivals import Arrivals
        from parallax.window.articles.copies_told import CopiesTold
        from parallax.window.articles.picking import Picking
        from parallax.window.articles.question_line import Questions
        from parallax.window.corrections.reading_marks import ReadingMarks
        from parallax.window.doing import Doing
        from parallax.window.following import Following
        from parallax.window.frame.drop_sign import DropSign
        from parallax.window.frame.focus_kept import FocusKept
        from parallax.window.frame.focus_ring import FocusRing
        from parallax.window.frame.toolbar import Tools
        from parallax.window.stories.front import Front
        from parallax.window.stories.library_watch import LibraryWatch

        self.session = session
        self._make_actions()
        self._doing = Doing(self)
        self.marks = ReadingMarks(self)
        self.questions = Questions(self)
        self.tools = Tools(self.acts)
        self.addToolBar(self.tools)
        self._make_pages()
        self._make_dock()
        self._make_status()
        self.front = Front(self, self.start_page, self.bin_page)
        self.arrivals = Arrivals(self)
        self.drop_sign = DropSign(self)
        self.picking = Picking(self)
        CopiesTold(session, self.notice, self)
        self.watch = LibraryWatch(session, self)
        self.focus_kept = FocusKept(self, self._focus_page)
        FocusRing(self)
        self.following = Following(self)
        self.following.attach()
        self.marks.attach()
        self.questions.attach()
        self.setAcceptDrops(True)
        self._restore_layout()
        self.furnished = True
        self.marks.settle()
        self._frame.show()  # now: keys that were pressed meanwhile come before Qt would show it by itself
        self.following.story_changed()
        self.following.enable()
        if self.isVisible():
            session.analyst.start()
        for turn, module in enumerate(_LATER):
            later(self, partial(import_module, module), _LOADED_AFTER + 60 * turn)
        self.prepare_page()

    # making

    def _make_actions(self) -> None:
        views = QtGui.QActionGroup(self)
        for action in ACTIONS:
            made = QtGui.QAction(action.text, self)
            made.setObjectName(action.name)
            made.setShortcuts([QtGui.QKeySequence(k) for k in action.keys])
            made.setCheckable(action.choice)
            tip = action.tip or action.text.replace("&", "")
            made.setToolTip(f"{tip} ({action.keys[0]})" if action.keys else tip)
            made.setStatusTip(tip)
            made.triggered.connect(lambda _=False, name=action.name: getattr(self._doing, name)())
            if action.name in ("sheet", "side", "rows"):
                views.addAction(made)
            if action.divided:
                self._menus[action.menu].addSeparator()
            self._menus[action.menu].addAction(made)
            self.acts[action.name] = made

    def _make_pages(self) -> None:
        from parallax.window.frame.notice import Notice
        from parallax.window.frame.page_frame import PageFrame
        from parallax.window.frame.progress import ProgressLine
        from parallax.window.stories.bin_page import BinPage
        from parallax.window.stories.start_page import StartPage
        from parallax.window.story_page import StoryPage

        self.start_page = StartPage([self.acts["open"], self.acts["paste"], self.acts["sample"]])
        self.bin_page = BinPage()
        self.page = StoryPage()
        self.notice = Notice()
        self.progress = ProgressLine(self.acts["cancel"])
        self._pages = QtWidgets.QStackedWidget()
        self._pages.addWidget(self.start_page)
        self._pages.addWidget(self.bin_page)
        self._pages.addWidget(self.page)
        below = (self.marks.ask_line, self.questions.line, self.progress)
        self._frame = PageFrame(self.notice, self._pages, below)
        self.setCentralWidget(self._frame)

    def _make_dock(self) -> None:
        from parallax.window.corrections.difference_panel import DifferencePanel
        from parallax.window.frame.docks import Docks

        shown = [self.acts[name] for name in ("check", "deny", "unlink", "note")]
        self.panel = DifferencePanel(shown, self.marks.noting.field)
        self.dock = QtWidgets.QDockWidget("This difference", self)
        self.dock.setObjectName("difference")
        self.dock.setWidget(self.panel)
        self.docks = Docks(self, self.dock, self.marks.dock, self.preferences, self.acts["dock"])

    def _make_status(self) -> None:
        self.walk = QtWidgets.QLabel()
        self.walk.setAccessibleDescription("Where you are")
        self.statusBar().addWidget(self.walk, 1)
        self.statusBar().addWidget(self.marks.done_line, 1)

    def prepare_page(self) -> None:
        """Have the page of a story ready once nothing else is to be done."""
        later(self, self._prepare, _PREPARED_AFTER)

    def _prepare(self) -> None:
        """Lay out unseen, in the sizes that they will have, what comes with a story: the page and the toolbar."""
        room = self._pages.size()
        if self.tools.isHidden():
            height = self.tools.sizeHint().height()
            self.tools.resize(self.width(), height)
            self.tools.grab()
            room -= QtCore.QSize(0, height)
        self.page.prepare(room)

    def show_page(self, page: QtWidgets.QWidget) -> None:
        """Show one of the pages: the first, the bin, or a story."""
        from parallax.window.frame.focus_kept import let_go

        if self._pages.currentWidget() is not page:
            let_go(self._pages.currentWidget())
        self._pages.setCurrentWidget(page)

    # what the reader does

    def open_story(self, story_id: str) -> None:
        """Show a story of the library, where it was left."""
        self.leave_story()
        self.session.open_story(story_id)

    def leave_story(self) -> None:
        """Save the place, and go back to the first page."""
        self.flush()
        self.notice.hide()
        self.session.leave_story()

    def choose(self, index: int, travel: bool = False) -> None:
        """Make a difference current; `travel` brings the view to it. One of a comparison that is gone is passed over:
        a line that was clicked may still stand there for a moment."""
        if index >= len(self.session.state.differences):
            return
        self.session.state.current = index
        self.following.show_current(travel)
        self._timer.start()

    def show_view(self, view: str) -> None:
        """Show one of the three views and keep to it."""
        state = self.session.state
        state.view = view if view in ("sheet", "rows") else "side"  # type: ignore[assignment]
        state.view_chosen = True
        if state.view != "side":
            self.marks.asking.leave()
        self.page.set_view(state.view)
        self.page.focus_view()
        self.progress.taken()
        self.following.enable()
        self._timer.start()

    def quotation(self) -> str:
        """What Ctrl+C copies: of the panel when it has the focus, else of the view."""
        return self.panel.quotation() if self._holds_focus(self.panel) else self.page.quotation()

    def say(self, sentence: str) -> None:
        """Show it in the status line for a while, and tell a screen reader."""
        if sentence:
            self.statusBar().showMessage(sentence, 4000)
            self.announce(sentence)

    def announce(self, sentence: str) -> None:
        """Tell a screen reader alone, of what is on screen already."""
        announce(self, sentence)

    def keep_on_clipboard(self, text: str) -> None:
        """Put a text on the clipboard."""
        QtGui.QGuiApplication.clipboard().setText(text)

    # places and sizes

    def _save_position(self) -> None:
        if self.session.story and self.session.state.comparison:
            self.session.save_position(self.page.position(self.session.state))

    def place_moved(self) -> None:
        """The reader is elsewhere: the place is saved when he rests."""
        self._timer.start()

    def save_place(self) -> None:
        """Save at once where the reader is."""
        self._timer.stop()
        self._save_position()

    def flush(self) -> None:
        """Save at once what waits to be saved."""
        self.marks.flush()
        if self._timer.isActive():
            self._timer.stop()
            self._save_position()

    def _restore_geometry(self) -> None:
        if not self.restoreGeometry(self.preferences.geometry):
            self.resize(QtCore.QSize(1280, 800).boundedTo(self.screen().availableSize() - _AROUND))
        self.resize(self.size().boundedTo(self.screen().availableVirtualSize()))

    def _restore_layout(self) -> None:
        self.docks.restore()
        self.fit_text_size()
        self.following.begin_families()
        self.show_ruler(self.preferences.ruler)

    def show_ruler(self, shown: bool) -> None:
        """Show the overview ruler beside the views, or put it away, and remember it."""
        self.preferences.ruler = shown
        self.acts["ruler"].setChecked(shown)
        self.page.show_ruler(shown)

    def fit_text_size(self) -> None:
        """Give the texts the size that is chosen."""
        points = self.page.set_text_size(self.preferences.text_size)
        for part in (self.panel, self.marks.noting.field, self.marks.tray):
            part.set_text_size(points)

    def next_pane(self, backwards: bool = False) -> None:
        """Move the focus on, or back: through a notice, the columns, the docks, the toolbar, and round again."""
        if self.session.story is None:
            self.front.focus()
            return
        if self._holds_focus(self.page) and self.page.focus_next(backwards):
            return
        panes: list[tuple[QtWidgets.QWidget, Callable[[], None]]] = [
            (self.page, lambda: self.page.focus_edge(backwards))
        ]
        if self.notice.isVisible():
            panes.insert(0, (self.notice, self.notice.focus))
        if self.dock.isVisible():
            panes.append((self.panel, self.panel.focus))
        if self.marks.dock.isVisible():
            panes.append((self.marks.tray, self.marks.tray.focus))
        panes += [(self.tools, self.tools.focus), *self.further_panes]
        at = next((k for k, (pane, _) in enumerate(panes) if self._holds_focus(pane)), -1)
        to = 0 if at < 0 else (at + (-1 if backwards else 1)) % len(panes)
        panes[to][1]()

    def _focus_page(self) -> None:
        if self.session.story is None:
            self.front.focus()
        else:
            self.page.focus_view()

    def _holds_focus(self, pane: QtWidgets.QWidget) -> bool:
        from parallax.window.frame.focus_kept import focused_within

        return focused_within(pane) is not None

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        """What does not fit moves."""
        super().resizeEvent(event)
        if self.furnished:
            self.docks.fit()
            self.following.resized(event.oldSize().width())

    def showEvent(self, event: QtGui.QShowEvent) -> None:
        """Start the analyst once the window has been painted."""
        super().showEvent(event)
        if self.furnished:
            QtCore.QTimer.singleShot(0, self.session.analyst.start)
        elif not self._painted:
            self._unpainted.start()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Tell of the first paint, once it is on screen."""
        super().paintEvent(event)
        if not self._painted:
            self._unpainted.start(0)

    def _tell_painted(self) -> None:
        self._painted = True
        self.painted.emit()

    def changeEvent(self, event: QtCore.QEvent) -> None:
        """Coming back to the window shows what others wrote to the library; texts follow the desktop's letters."""
        super().changeEvent(event)
        if event.type() == QtCore.QEvent.Type.FontChange and self.furnished:
            later(self, self.fit_text_size)  # the parts of the window have the letters by then
        if event.type() == QtCore.QEvent.Type.ActivationChange and self.isActiveWindow() and self.furnished:
            self.used.emit()
            self.watch.look()
            self.focus_kept.look_soon()  # what had the focus here may have gone meanwhile, which nobody was told

    def closeEvent(self, event: QtGui.QCloseEvent) -> None:
        """Keep place and sizes. With a note that cannot be saved it closes only when asked again."""
        if self.furnished and not self._let_go():
            event.ignore()
            return
        self.preferences.geometry = self.saveGeometry()
        if self.furnished:
            self.preferences.last_story = self.session.story.id if self.session.story else ""
        super().closeEvent(event)
        self.closed.emit()

    def pages_in_making(self) -> list[QtWidgets.QProgressDialog]:
        """The dialogs of what is being printed or made a PDF; each is there from the beginning, if not yet seen."""
        return self.findChildren(QtWidgets.QProgressDialog)

    def _let_go(self) -> bool:
        """Save what is to be saved and end what runs; false where a note is not saved and the reader was not asked."""
        self.flush()
        unsaved = "" if self.marks.flush() else self.marks.noting.field.text
        if unsaved and unsaved != self._warned:
            self._warned = unsaved
            self.notice.show_error("A note could not be saved. Close again to give up what is not saved.")
            return False
        made = [dialog for dialog in self.pages_in_making() if not dialog.property(_TOLD)]
        for dialog in made:
            dialog.setProperty(_TOLD, True)
        if made:
            self.notice.show_error("Pages are being made for a PDF or a printer. Close again to give them up.")
            return False
        if self.session.story is not None:
            self.preferences.tray_open = not self.marks.dock.isHidden()
        self.watch.close()
        self.front.close()
        self.docks.keep()
        return True

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        """Escape, where nothing else has a use for it, stops what is being read, or else closes the notice."""
        if event.key() != QtCore.Qt.Key.Key_Escape or not self.furnished:
            super().keyPressEvent(event)
        elif self.session.reading:
            self.acts["cancel"].trigger()
        else:
            self.notice.leave()

    def dragEnterEvent(self, event: QtGui.QDragEnterEvent) -> None:
        """Take whatever comes, once there is a place for it, but not what is dragged from here: of what cannot be read
        it is said what it is."""
        if not self.furnished:
            return
        from parallax.window.dragging import is_from

        if not is_from(event, self):
            _take_copy(event)
            self.drop_sign.come(self.arrivals.offer(event.mimeData()))

    def dragLeaveEvent(self, event: QtGui.QDragLeaveEvent) -> None:
        """What was dragged over the window is not dropped on it."""
        if self.furnished:
            self.drop_sign.hide()

    def dropEvent(self, event: QtGui.QDropEvent) -> None:
        """Add what was dropped."""
        self.drop_sign.hide()
        self.arrivals.take(event.mimeData(), dropped=True)
        _take_copy(event)

    def open_files(self, paths: Sequence[Path]) -> None:
        """Take files, articles or stories, and come to the front."""
        if paths:
            self.front.take(paths)
        self.setWindowState(self.windowState() & ~QtCore.Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()

    def sample_files(self) -> list[Path]:
        """The sample story's files."""
        return sorted(p for p in resource("samples").iterdir() if p.suffix == ".txt")


def _take_copy(event: QtGui.QDropEvent) -> None:
    """Take what is dragged, and leave it with whoever drags it where that can be said."""
    if event.possibleActions() & QtCore.Qt.DropAction.CopyAction:
        event.setDropAction(QtCore.Qt.DropAction.CopyAction)
        event.accept()
    else:
        event.acceptProposedAction()
