"""The window: toolbar, views, dock and status line around one session."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAction,
    QActionGroup,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QDockWidget,
    QLabel,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from parallax.library import LayAside
from parallax.outlets import outlet_names
from parallax.paths import resource
from parallax.window.actions import ACTIONS, MENUS, When, by_name
from parallax.window.bin_page import BinPage
from parallax.window.difference_panel import DifferencePanel
from parallax.window.docks import Docks
from parallax.window.doing import Doing
from parallax.window.focus_kept import FocusKept
from parallax.window.front import Front
from parallax.window.library_watch import LibraryWatch
from parallax.window.lines import named
from parallax.window.notice import Notice
from parallax.window.offsets import in_title
from parallax.window.progress import ProgressLine
from parallax.window.reading_marks import ReadingMarks
from parallax.window.session import Session
from parallax.window.start_page import StartPage
from parallax.window.state import View
from parallax.window.story_page import StoryPage
from parallax.window.toolbar import Tools

_SAVE_AFTER = 250
"""Milliseconds of rest after which the position is saved."""
_SHORT = 1240
"""Below this width the filters show their glyphs and counts alone."""
_VIEW_NAMES = {"sheet": "Story sheet", "side": "Side by side", "rows": "Rows"}


class MainWindow(QMainWindow):
    """One window on one story. `closed` is told when it goes, `used` when it comes to the front, `another_asked` when
    the reader wants a second one."""

    closed = Signal()
    used = Signal()
    another_asked = Signal()

    def __init__(self, session: Session, settings: QSettings) -> None:
        super().__init__()
        self.session = session
        self._settings = settings
        self._returning = False
        self._arriving = False
        self._warned = ""
        self.setWindowTitle("Parallax")
        self.setAcceptDrops(True)
        self.setMinimumSize(480, 360)
        self._doing = Doing(self)
        self.acts: dict[str, QAction] = {}
        self._make_actions()
        self.marks = ReadingMarks(self)
        self.tools = Tools(self.acts)
        self.addToolBar(self.tools)
        self._make_pages()
        self._make_dock()
        self._make_status()
        self.front = Front(self, self.start_page, self.bin_page)
        self.watch = LibraryWatch(session, self)
        self._focus_kept = FocusKept(self, self._focus_page)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SAVE_AFTER)
        self._timer.timeout.connect(self._save_position)
        self._connect()
        self._restore_layout()
        self.marks.settle()
        self._story_changed()

    # making

    def _make_actions(self) -> None:
        menus: dict[str, QMenu] = {name: self.menuBar().addMenu(name) for name in MENUS}
        views = QActionGroup(self)
        for action in ACTIONS:
            made = QAction(action.text, self)
            made.setObjectName(action.name)
            made.setShortcuts([QKeySequence(k) for k in action.keys])
            made.setCheckable(action.choice)
            tip = action.tip or action.text.replace("&", "")
            made.setToolTip(f"{tip} ({action.keys[0]})" if action.keys else tip)
            made.setStatusTip(tip)
            made.triggered.connect(lambda _=False, name=action.name: getattr(self._doing, name)())
            if action.name in ("sheet", "side", "rows"):
                views.addAction(made)
            if action.divided:
                menus[action.menu].addSeparator()
            menus[action.menu].addAction(made)
            self.acts[action.name] = made

    def _make_pages(self) -> None:
        self.start_page = StartPage([self.acts["open"], self.acts["paste"], self.acts["sample"]])
        self.bin_page = BinPage()
        self.page = StoryPage()
        self.notice = Notice()
        self.progress = ProgressLine(self.acts["cancel"])
        self._pages = QStackedWidget()
        self._pages.addWidget(self.start_page)
        self._pages.addWidget(self.bin_page)
        self._pages.addWidget(self.page)
        self.setCentralWidget(self._framed())

    def _framed(self) -> QWidget:
        frame = QWidget()
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.notice)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self.marks.ask_line)
        layout.addWidget(self.progress)
        return frame

    def _make_dock(self) -> None:
        shown = [self.acts[name] for name in ("check", "deny", "unlink", "note")]
        self.panel = DifferencePanel(shown, self.marks.noting.field)
        self.dock = QDockWidget("This difference", self)
        self.dock.setObjectName("difference")
        self.dock.setWidget(self.panel)
        below = str(self._settings.value("dock_below", "")) == "true"
        self._docks = Docks(self, self.dock, self.marks.dock, below=below)
        self.acts["dock"] = self.dock.toggleViewAction()
        view = next(a.menu() for a in self.menuBar().actions() if a.text() == "&View")
        assert isinstance(view, QMenu)
        view.addAction(self.acts["dock"])

    def _make_status(self) -> None:
        self._walk = QLabel()
        self._walk.setAccessibleDescription("Where you are")
        self.statusBar().addWidget(self._walk, 1)
        self.statusBar().addWidget(self.marks.done_line, 1)

    def _connect(self) -> None:
        s = self.session
        s.story_changed.connect(self._story_changed)
        s.articles_changed.connect(self._articles_changed)
        s.comparison_changed.connect(self._comparison_changed)
        s.checked_changed.connect(self._checked_changed)
        s.read.connect(self.page.show_read)
        s.begun.connect(self.progress.begin)
        s.begun.connect(self._enable)  # no lambda: the session would hold it, and with it a window that was closed
        s.idle.connect(self.progress.end)
        s.idle.connect(self._enable)
        s.failed.connect(self.notice.show_error)
        s.saved.connect(self.say)
        s.elsewhere.connect(self.front.refresh)
        s.noticed.connect(self.notice.show_word)
        s.pasting.kept_apart.connect(self.front.offer_apart)
        self.front.chosen_changed.connect(self._enable)
        self.watch.gone.connect(self.notice.show_error)
        self.watch.back.connect(self._library_back)
        self.page.difference_chosen.connect(self.choose)
        self.page.moved.connect(self._timer.start)
        self.page.place_kept.connect(self._place_kept)
        self.panel.place_chosen.connect(self._reading_chosen)
        self.page.remove_requested.connect(s.remove_article)
        self.page.add_requested.connect(self.acts["open"].trigger)
        self.page.paste_requested.connect(self.acts["paste"].trigger)
        self.page.view_changed.connect(self._page_turned)
        self.page.base_changed.connect(self._base_changed)
        self.tools.filtered.connect(self._filter)
        self.marks.attach()

    # what the session tells

    def _story_changed(self) -> None:
        story = self.session.story
        self._pages.setCurrentWidget(self.page if story else self.start_page)
        self.name_window()
        self.tools.setVisible(story is not None)
        self.dock.setVisible(story is not None and len(self.session.articles) > 1)
        self.front.refresh()
        self._returning = story is not None and bool(story.position.view)
        self._arriving = story is not None
        self.page.forget()
        self.progress.hide()
        self._enable()
        if story is None:
            self.start_page.focus()

    def _articles_changed(self) -> None:
        self.name_window()  # it may have come with another name: renamed, or begun anew, elsewhere
        self.page.set_articles(self.session.articles)
        if self.session.articles:
            self._pages.setCurrentWidget(self.page)
        self.dock.setVisible(len(self.session.articles) > 1)
        if self.session.story and not self.session.state.comparison:
            self.page.set_view("side")
        if self._arriving and self.session.articles:
            self._arriving = False
            self.page.focus_view()
        self._enable()

    def _comparison_changed(self) -> None:
        state, story = self.session.state, self.session.story
        returning = self._returning and not self.page.touched and state.comparison is not None and story is not None
        waits = state.comparison is not None and not returning and self.page.touched and state.view != self.page.view
        if waits:  # the reader is in the middle of a text: it stays
            found = state.view
            state.view = self.page.view
            self.page.set_state(state)
            count = len(state.differences)
            ready = f"{count} difference{'s' if count != 1 else ''} found." if count else "The comparison is ready."
            self.progress.offer(ready, self.acts[found], f"Show {_VIEW_NAMES[found]}")
            self.announce(f"{ready} {_VIEW_NAMES[found]}: {self.acts[found].shortcut().toString()}")
        elif story and state.view != self.page.view:
            self.page.turn(state)
        else:
            self.page.set_state(state)
        self._show_current(travel=returning)
        if returning and story:
            self._returning = False
            self.page.restore(story.position)
        if state.comparison and not self.session.busy and not waits:
            self.announce(state.summary())

    def _checked_changed(self) -> None:
        self.name_window()  # undo may have given the story its old name back
        self.page.set_state(self.session.state)
        self._show_current(travel=False)

    def _library_back(self, told: str) -> None:
        self.notice.drop(told)
        self.front.forget()
        self.marks.flush()
        self.say("The library is there again")

    def name_window(self) -> None:
        """Name the window after its story."""
        story = self.session.story
        self.setWindowTitle(f"{in_title(named(story.title))} — Parallax" if story else "Parallax")

    def show_page(self, page: QWidget) -> None:
        """Show one of the pages around the stories: the first, or the bin."""
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
        """Make a difference current; `travel` brings the view to it."""
        self.session.state.current = index
        self._show_current(travel)
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
        self._enable()
        self._timer.start()

    def _page_turned(self, view: View) -> None:
        """The page turned to another view to show what was asked for: the reader's view is that one now."""
        self.session.state.view = view
        self.session.state.view_chosen = True
        self._enable()
        self._timer.start()

    def _place_kept(self, article: int) -> None:
        keys = self.acts["side"].shortcut().toString()
        self.say(f"Side by side opens at this sentence of {outlet_names(self.session.articles)[article]}: {keys}")

    def _reading_chosen(self, article: int, start: int, end: int) -> None:
        """A reading of the panel was opened: its sentence, beside the others."""
        self.page.show_reading(article, start, end)
        self._timer.start()

    def quotation(self) -> str:
        """What Ctrl+C copies: of the panel when it has the focus, else of the view."""
        return self.panel.quotation() if self._holds_focus(self.panel) else self.page.quotation()

    def _base_changed(self, article: int) -> None:
        self.session.state.base = article
        self.page.set_state(self.session.state)
        self._timer.start()

    def say(self, sentence: str) -> None:
        """Show it in the status line for a while, and tell a screen reader."""
        if sentence:
            self.statusBar().showMessage(sentence, 4000)
            self.announce(sentence)

    def announce(self, sentence: str) -> None:
        """Tell a screen reader alone, of what is on screen already."""
        if sentence and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def keep_on_clipboard(self, text: str) -> None:
        """Put a text on the clipboard."""
        QGuiApplication.clipboard().setText(text)

    def _filter(self) -> None:
        self.session.state.families = self.tools.families
        self.page.set_state(self.session.state)
        self._show_current(travel=False)

    def _show_current(self, travel: bool) -> None:
        state = self.session.state
        self.panel.show_difference(state.comparison, state.current, state.marked(state.current))
        self.page.show_current(state, travel)
        self.marks.show_current()
        self._enable()

    def _enable(self) -> None:
        session, state = self.session, self.session.state
        told = state.comparison is not None and len(state.comparison.articles) == len(session.articles)
        pairs = told and len(session.articles) > 1
        when: dict[When, bool] = {
            "always": True,
            "articles": bool(session.articles),
            "comparison": told and bool(session.articles),
            "pairs": pairs,
            "differences": told and bool(state.differences),
            "current": told and state.current is not None,
            "busy": session.busy,
            "undo": session.story is not None or bool(self.front.shelf.can_undo()),
            "redo": session.story is not None or bool(self.front.shelf.can_redo()),
            "story": bool(self.front.chosen()),
            "merge": bool(self.front.origin()),
            "search": bool(session.articles) or session.story is None,
        }
        on_shelf = session.story is None
        undo = self.front.shelf.can_undo() if on_shelf else session.next_undo()
        redo = self.front.shelf.can_redo() if on_shelf else session.next_redo()
        for name, next_one in (("undo", undo), ("redo", redo)):
            text = by_name(name).text
            said = next_one and next_one != LayAside.what  # that goes with what brought it about
            self.acts[name].setText(f"{text}: {next_one}" if said else text)
        for action in ACTIONS:
            self.acts[action.name].setEnabled(when[action.when])
        self._focus_kept.look_soon()
        self.acts[state.view].setChecked(True)
        self.acts["full_screen"].setChecked(self.isFullScreen())
        self.tools.show_counts(state.counts(), enabled=pairs, short=self.width() < _SHORT)
        self._walk.setText(" · ".join(part for part in (state.summary(), "stays on this computer") if part))

    # places and sizes

    def _save_position(self) -> None:
        if self.session.story and self.session.state.comparison:
            self.session.save_position(self.page.position(self.session.state))

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

    def _restore_layout(self) -> None:
        geometry, layout = self._settings.value("geometry"), self._settings.value("layout")
        if not (isinstance(geometry, QByteArray) and self.restoreGeometry(geometry)):
            self.resize(1280, 800)
        self.resize(self.size().boundedTo(self.screen().availableVirtualSize()))
        if isinstance(layout, QByteArray):
            self.restoreState(layout)
        self._docks.fit()
        self._set_text_size(int(str(self._settings.value("text_size", 0))))

    def change_text_size(self, by: int) -> None:
        """Make the texts larger or smaller by points, and remember it."""
        size = max(-4, min(16, int(str(self._settings.value("text_size", 0))) + by))
        self._settings.setValue("text_size", size)
        self._set_text_size(size)

    def _set_text_size(self, by: int) -> None:
        points = self.page.set_text_size(by)
        for part in (self.panel, self.marks.noting.field, self.marks.tray):
            part.set_text_size(points)

    def remember_folder(self, folder: Path) -> None:
        """Keep the folder in which the reader chose a file last."""
        self._settings.setValue("folder", str(folder))

    def remembered_folder(self) -> Path:
        """The folder to begin in when a file is to be chosen."""
        kept = str(self._settings.value("folder", ""))
        return Path(kept) if kept and Path(kept).is_dir() else Path.home()

    def next_pane(self, backwards: bool = False) -> None:
        """Move the focus on, or back: through the columns, the dock, the toolbar, and round again."""
        if self.session.story is None:
            self.front.focus()
            return
        if self._holds_focus(self.page) and self.page.focus_next(backwards):
            return
        panes: list[tuple[QWidget, Callable[[], None]]] = [(self.page, lambda: self.page.focus_edge(backwards))]
        if self.dock.isVisible():
            panes.append((self.panel, self.panel.focus))
        if self.marks.dock.isVisible():
            panes.append((self.marks.tray, self.marks.tray.focus))
        panes.append((self.tools, self.tools.focus))
        at = next((k for k, (pane, _) in enumerate(panes) if self._holds_focus(pane)), -1)
        to = 0 if at < 0 else (at + (-1 if backwards else 1)) % len(panes)
        panes[to][1]()

    def _focus_page(self) -> None:
        if self.session.story is None:
            self.front.focus()
        else:
            self.page.focus_view()

    def _holds_focus(self, pane: QWidget) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and (focused is pane or pane.isAncestorOf(focused))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What does not fit moves."""
        super().resizeEvent(event)
        self._docks.fit()
        if (event.size().width() < _SHORT) != (event.oldSize().width() < _SHORT):
            self._enable()

    def showEvent(self, event: QShowEvent) -> None:
        """Start the analyst once the window has been painted."""
        super().showEvent(event)
        QTimer.singleShot(0, self.session.analyst.start)

    def changeEvent(self, event: QEvent) -> None:
        """Coming back to the window shows what others wrote to the library."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.used.emit()
            self.watch.look()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep place and sizes. With a note that cannot be saved it closes only when asked again."""
        self.flush()
        unsaved = "" if self.marks.flush() else self.marks.noting.field.text
        if unsaved and unsaved != self._warned:
            self._warned = unsaved
            self.notice.show_error("A note could not be saved. Close again to give up what is not saved.")
            event.ignore()
            return
        self.watch.close()
        self.front.close()
        self._settings.setValue("geometry", self.saveGeometry())
        self._settings.setValue("layout", self.saveState())
        self._settings.setValue("dock_below", self._docks.below)
        super().closeEvent(event)
        self.closed.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and texts."""
        if event.mimeData().hasUrls() or event.mimeData().hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped."""
        mime = event.mimeData()
        paths = [Path(u.toLocalFile()) for u in mime.urls() if u.isLocalFile()]
        if paths:
            self.front.take(paths)
        elif mime.hasText():
            self.session.add_pasted(mime.text(), mime.html() if mime.hasHtml() else None)
        event.acceptProposedAction()

    def open_files(self, paths: Sequence[Path]) -> None:
        """Take files, articles or stories, and come to the front."""
        if paths:
            self.front.take(paths)
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()

    def sample_files(self) -> list[Path]:
        """The sample story's files."""
        return sorted(p for p in resource("samples").iterdir() if p.suffix == ".txt")
