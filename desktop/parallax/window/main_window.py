"""The window: toolbar, views, dock and status line around one session."""

from __future__ import annotations

from collections.abc import Sequence
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
    QKeySequence,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QDockWidget,
    QLabel,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from parallax.paths import resource
from parallax.values import FAMILIES, Family
from parallax.window import palette
from parallax.window.actions import ACTIONS, MENUS, When
from parallax.window.difference_panel import DifferencePanel
from parallax.window.doing import Doing
from parallax.window.notice import Notice
from parallax.window.progress import ProgressLine
from parallax.window.session import Session
from parallax.window.start_page import StartPage
from parallax.window.story_page import StoryPage

_SAVE_AFTER = 250
"""Milliseconds of rest after which the position is saved."""


class MainWindow(QMainWindow):
    """One window on one story. `closed` is told when it goes."""

    closed = Signal()

    def __init__(self, session: Session, settings: QSettings) -> None:
        super().__init__()
        self.session = session
        self._settings = settings
        self._returning = False
        self.setWindowTitle("Parallax")
        self.setAcceptDrops(True)
        self.setMinimumSize(480, 360)
        self._doing = Doing(self)
        self.acts: dict[str, QAction] = {}
        self._make_actions()
        self._make_toolbar()
        self._make_pages()
        self._make_dock()
        self._make_status()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SAVE_AFTER)
        self._timer.timeout.connect(self._save_position)
        self._connect()
        self._restore_layout()
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

    def _make_toolbar(self) -> None:
        bar = QToolBar("Tools")
        bar.setObjectName("tools")
        bar.setMovable(False)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        for name in ("open", "paste"):
            self._tool(bar, name)
        bar.addSeparator()
        for name in ("previous", "next", "check"):
            self._tool(bar, name)
        bar.addSeparator()
        for name in ("sheet", "side", "rows"):
            self._tool(bar, name)
        bar.addSeparator()
        self._filters: dict[Family, QAction] = {}
        for family in FAMILIES:
            chosen = QAction(self)
            chosen.setCheckable(True)
            chosen.setChecked(True)
            chosen.toggled.connect(self._filter)
            bar.addAction(chosen)
            self._filters[family] = chosen
        bar.addSeparator()
        for name in ("find", "export"):
            self._tool(bar, name)
        self.addToolBar(bar)
        self._bar = bar

    def _tool(self, bar: QToolBar, name: str) -> None:
        bar.addAction(self.acts[name])
        short = next((a.tool for a in ACTIONS if a.name == name), "")
        button = bar.widgetForAction(self.acts[name])
        if short and isinstance(button, QToolButton):
            self.acts[name].setIconText(short)

    def _make_pages(self) -> None:
        self.start_page = StartPage([self.acts["open"], self.acts["paste"], self.acts["sample"]])
        self.page = StoryPage()
        self.notice = Notice()
        self.progress = ProgressLine(self.acts["cancel"])
        self._pages = QStackedWidget()
        self._pages.addWidget(self.start_page)
        self._pages.addWidget(self.page)
        self.setCentralWidget(self._framed())

    def _framed(self) -> QWidget:
        frame = QWidget()
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.notice)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self.progress)
        return frame

    def _make_dock(self) -> None:
        self.panel = DifferencePanel([self.acts["check"], self.acts["deny"]])
        self.dock = QDockWidget("This difference", self)
        self.dock.setObjectName("difference")
        self.dock.setWidget(self.panel)
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
        self.acts["dock"] = self.dock.toggleViewAction()
        view = next(a.menu() for a in self.menuBar().actions() if a.text() == "&View")
        assert isinstance(view, QMenu)
        view.addAction(self.acts["dock"])

    def _make_status(self) -> None:
        self._walk = QLabel()
        self._walk.setAccessibleName("Where you are")
        self._stays = QLabel("stays on this computer")
        self.statusBar().addWidget(self._walk, 1)
        self.statusBar().addPermanentWidget(self._stays)

    def _connect(self) -> None:
        s = self.session
        s.story_changed.connect(self._story_changed)
        s.articles_changed.connect(self._articles_changed)
        s.comparison_changed.connect(self._comparison_changed)
        s.checked_changed.connect(self._checked_changed)
        s.read.connect(self.page.show_read)
        s.begun.connect(self.progress.begin)
        s.begun.connect(lambda *_: self._enable())
        s.idle.connect(self.progress.end)
        s.idle.connect(self._enable)
        s.failed.connect(self.notice.show_error)
        s.saved.connect(self.say)
        self.start_page.story_chosen.connect(self.open_story)
        self.page.difference_chosen.connect(self.choose)
        self.page.moved.connect(self._timer.start)
        self.page.remove_requested.connect(s.remove_article)
        self.page.add_requested.connect(self.acts["open"].trigger)
        self.page.paste_requested.connect(self.acts["paste"].trigger)
        self.page.view_changed.connect(self._page_turned)
        self.page.base_changed.connect(self._base_changed)

    # what the session tells

    def _story_changed(self) -> None:
        story = self.session.story
        self._pages.setCurrentWidget(self.page if story else self.start_page)
        self.setWindowTitle(f"{story.title or 'Untitled story'} — Parallax" if story else "Parallax")
        self._bar.setVisible(story is not None)
        self.dock.setVisible(story is not None and len(self.session.articles) > 1)
        if story is None:
            self.start_page.set_stories(self.session.stories())
        self._returning = story is not None
        self.page.forget()
        self._enable()

    def _articles_changed(self) -> None:
        self.page.set_articles(self.session.articles)
        if self.session.articles:
            self._pages.setCurrentWidget(self.page)
        self.dock.setVisible(len(self.session.articles) > 1)
        if self.session.story and not self.session.state.comparison:
            self.page.set_view("side")
        self._enable()

    def _comparison_changed(self) -> None:
        state = self.session.state
        self.page.set_state(state)
        if self.session.story:
            self.page.set_view(state.view)
        returning = self._returning and state.comparison is not None and self.session.story is not None
        self._show_current(travel=returning)
        if returning and self.session.story:
            self._returning = False
            self.page.restore(self.session.story.position)
        if state.comparison and not self.session.busy:
            self.say(state.summary())

    def _checked_changed(self) -> None:
        self.page.set_checked(self.session.state)
        self._show_current(travel=False)

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
        self.page.set_view(state.view)
        self._show_current(travel=True)
        self._timer.start()

    def _page_turned(self, view: str) -> None:
        """A view turned to another by itself: the reader's view is that one now."""
        self.session.state.view = "side" if view == "side" else self.session.state.view
        self.session.state.view_chosen = True
        self._enable()
        self._timer.start()

    def _base_changed(self, article: int) -> None:
        self.session.state.base = article
        self.page.set_state(self.session.state)
        self._timer.start()

    def say(self, sentence: str) -> None:
        """Tell a screen reader, and show it in the status line for a while."""
        if sentence:
            self.statusBar().showMessage(sentence, 4000)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def _filter(self) -> None:
        self.session.state.families = frozenset(f for f, action in self._filters.items() if action.isChecked())
        self.page.set_state(self.session.state)
        self._show_current(travel=False)

    def _show_current(self, travel: bool) -> None:
        state = self.session.state
        checked = state.checked.get(state.current, "unchecked") if state.current is not None else "unchecked"
        self.panel.show_difference(state.comparison, state.current, checked)
        self.page.show_current(state, travel)
        self._enable()

    def _enable(self) -> None:
        session, state = self.session, self.session.state
        told = state.comparison is not None and len(state.comparison.articles) == len(session.articles)
        when: dict[When, bool] = {
            "always": True,
            "articles": bool(session.articles),
            "comparison": told and bool(session.articles),
            "differences": told and bool(state.differences),
            "current": told and state.current is not None,
            "busy": session.busy,
            "undo": session.can_undo(),
            "redo": session.can_redo(),
        }
        for action in ACTIONS:
            self.acts[action.name].setEnabled(when[action.when])
        self.acts[state.view].setChecked(True)
        self.acts["full_screen"].setChecked(self.isFullScreen())
        counts = state.counts()
        for family, chosen in self._filters.items():
            chosen.setText(f"{palette.GLYPHS[family]} {family.capitalize()} {counts[family]}")
            chosen.setToolTip(f"Show differences of the family {family}: {counts[family]} found")
            chosen.setEnabled(told and len(session.articles) > 1)
        self._walk.setText(state.summary())

    # places and sizes

    def _save_position(self) -> None:
        if self.session.story and self.session.state.comparison:
            self.session.save_position(self.page.position(self.session.state))

    def flush(self) -> None:
        """Save at once what waits to be saved."""
        if self._timer.isActive():
            self._timer.stop()
            self._save_position()

    def _restore_layout(self) -> None:
        geometry, layout = self._settings.value("geometry"), self._settings.value("layout")
        if not (isinstance(geometry, QByteArray) and self.restoreGeometry(geometry)):
            self.resize(1280, 800)
        if isinstance(layout, QByteArray):
            self.restoreState(layout)
        self.page.set_text_size(int(str(self._settings.value("text_size", 0))))

    def change_text_size(self, by: int) -> None:
        """Make the texts larger or smaller by points, and remember it."""
        size = max(-4, min(16, int(str(self._settings.value("text_size", 0))) + by))
        self._settings.setValue("text_size", size)
        self.page.set_text_size(size)

    def remember_folder(self, folder: Path) -> None:
        """Keep the folder in which the reader chose a file last."""
        self._settings.setValue("folder", str(folder))

    def remembered_folder(self) -> Path:
        """The folder to begin in when a file is to be chosen."""
        kept = str(self._settings.value("folder", ""))
        return Path(kept) if kept and Path(kept).is_dir() else Path.home()

    def next_pane(self) -> None:
        """Move the focus on: through the columns, the dock, the toolbar, and round again."""
        page = self.page
        if self.panel.isAncestorOf(QApplication.focusWidget() or self):
            self._bar.widgetForAction(self.acts["open"]).setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif page.isAncestorOf(QApplication.focusWidget() or self) and (page.focus_next() or not self.dock.isVisible()):
            return
        elif page.isAncestorOf(QApplication.focusWidget() or self):
            self.panel.focus()
        else:
            page.focus_view()

    def showEvent(self, event: QShowEvent) -> None:
        """Start the analyst once the window has been painted."""
        super().showEvent(event)
        QTimer.singleShot(0, self.session.analyst.start)

    def changeEvent(self, event: QEvent) -> None:
        """Coming back to the window shows what others wrote to the library."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.session.look_elsewhere()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep place and sizes."""
        self.flush()
        self._settings.setValue("geometry", self.saveGeometry())
        self._settings.setValue("layout", self.saveState())
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
            self.session.add_files(paths)
        elif mime.hasText():
            self.session.add_pasted(mime.text(), mime.html() if mime.hasHtml() else None)
        event.acceptProposedAction()

    def open_files(self, paths: Sequence[Path]) -> None:
        """Add files, and come to the front."""
        if paths:
            self.session.add_files(paths)
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()

    def sample_files(self) -> list[Path]:
        """The sample story's files."""
        return sorted(p for p in resource("samples").iterdir() if p.suffix == ".txt")
