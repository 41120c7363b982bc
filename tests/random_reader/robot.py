"""The robot: the deeds of a random reader one after the other, and a look at everything now and then."""

from __future__ import annotations

import random
import time
from dataclasses import astuple
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from parallax.library import Library
from parallax.window.instance import Instance
from parallax.window.main_window import MainWindow
from parallax.window.preferences import Preferences
from parallax.window.windows import Windows
from random_reader import pool
from random_reader.deeds import Deeds
from random_reader.eyes import Fault, Watcher, become, hold, lists_agree, look_at, look_at_library
from random_reader.growth import Growth, Sample, trends
from random_reader.hands import Hands

LOOK_EVERY = 50
MEASURE_EVERY = 250
_NESTED = 400
"""Milliseconds between two looks for an event loop within an action."""
_TOO_LONG = 3.0
"""Seconds after which such a loop is ended. A key that is pressed with another works off events between the two, and
its window must not be closed then: what is under way so long is no such moment."""


class Robot:
    """Of one library in a folder."""

    def __init__(self, rng: random.Random, folder: Path) -> None:
        self._rng = rng
        self._folder = folder
        self._path = folder / "library.sqlite"
        self._done = 0
        self._log_file = (folder / "log.txt").open("a", encoding="utf-8", buffering=1)
        self._watcher = Watcher((folder / "stacks.txt").open("w", encoding="utf-8"))
        self._hands = Hands(rng, pool.made(folder / "pool", random.Random(rng.random())), self._log)
        self._windows: Windows | None = None
        self._deeds = Deeds(self._hands, self._opened, folder)
        self._growth = Growth()
        self._stays: list[str] = []
        self._acting, self._since = False, 0.0
        self._ended = False
        QTimer.singleShot(_NESTED, partial(Robot._free, self))  # a bound method would leave a reference each time

    def _log(self, what: str) -> None:
        self._log_file.write(f"{self._done} {what}\n".encode("utf-8", "replace").decode())

    def _opened(self) -> Windows:
        """The windows; where all were closed, the program begins again."""
        if self._windows is None or not self._windows.open:
            self._windows = self._started()
            self._activate(self._windows.first)
        self._path = self._windows.open[-1].session.library.path
        return self._windows

    def _started(self) -> Windows:
        """In the two steps of the program's start, with a key that comes between them."""
        if self._windows is not None:
            self._windows.release()
        claim, preferences = Instance(self._path), Preferences(self._path)
        hold(claim.claim(()), f"{self._path} is claimed by another window")
        frame = MainWindow(preferences)
        painted: list[bool] = []
        frame.painted.connect(lambda: painted.append(True))
        frame.show()
        self._hands.key()
        become(lambda: bool(painted), lambda: "the frame of the window is not painted")
        windows = Windows(Library.open(self._path), preferences, claim, frame)
        claim.listen(windows.take)
        frame.session.open_last()
        frame.front.offer_waiting()
        windows.check_soon()
        return windows

    def _activate(self, window: MainWindow) -> None:
        window.showNormal() if window.isMinimized() else window.show()
        window.activateWindow()
        window.raise_()
        for _ in range(50):
            if window.isActiveWindow():
                return
            QTest.qWait(20)

    def _free(self) -> None:
        if not self._ended:  # begun again first: what ends one loop may begin another
            QTimer.singleShot(_NESTED, partial(Robot._free, self))
        if self._acting and not self._hands.waiting and time.monotonic() - self._since > _TOO_LONG:
            self._since = time.monotonic()
            self._log("an event loop within an action is ended")
            self._hands.let_go()

    # the run

    def run(self, actions: int) -> dict[str, Any]:
        """Do so many; the figures. Raises Fault."""
        self._watcher.alive()
        self._begin()
        for self._done in range(1, actions + 1):
            self._one()
            if self._done % LOOK_EVERY == 0:
                self._look()
            if self._done % MEASURE_EVERY == 0:
                self._measure()
        self._look()
        found = trends(self._growth.samples)
        kept = {s.action: list(astuple(s)[1:]) for s in self._growth.samples}
        figures = {"actions": actions, "faults": 0, ", ".join(Sample.__slots__[1:]): kept}
        figures["most grown"] = self._growth.most_grown()
        if found:
            raise Fault(f"{'; '.join(found)}\n{figures}")
        return figures

    def _begin(self) -> None:
        """The story that each sample is taken with."""
        window = self._opened().first
        self._opened().take(self._hands.pool.good[:3])
        become(lambda: len(window.session.articles) == 3, lambda: "the first articles did not come", 60)
        assert window.session.story is not None
        window.session.library.export_story(window.session.story.id, self._folder / "stays.parallax")
        self._settle(90)

    def _one(self) -> None:
        self._acting, self._since = True, time.monotonic()
        try:
            self._deeds.one()
        finally:
            self._acting = False
        QTest.qWait(self._rng.choice((0, 0, 1, 5, 20)))
        self._watcher.alive()
        self._watcher.check(self._opened().open)

    def _settle(self, seconds: float) -> None:
        """Wait until nothing is under way."""
        for window in self._opened().open:
            self._wait(
                lambda w=window: not w.session.busy, f"the window stays busy: {window.progress.isVisible()}", seconds
            )  # type: ignore[misc]

    def _wait(self, so: Any, what: str, seconds: float) -> None:
        def still() -> bool:
            self._watcher.alive()
            return bool(so())

        become(still, lambda: what, seconds)

    def _look(self) -> None:
        """Close what is open, and look at what must be so."""
        self._acting, self._since = True, time.monotonic()
        left = self._hands.clear()
        self._acting = False
        hold(not left, f"Escape does not close {left}")
        self._settle(90)
        for window in self._opened().open:
            window.flush()
        QTest.qWait(800)  # longer than the windows take to see what others wrote
        self._activate(self._opened().open[-1])
        for window in self._opened().open:
            look_at(window)
            self._wait(lambda w=window: lists_agree(w), "the first page lists other stories than the library has", 5)  # type: ignore[misc]
        story = self._opened().open[-1].session.story
        self._watcher.alive()
        look_at_library(self._path, self._folder, story.id if story is not None else "")
        self._watcher.alive()
        self._watcher.check(self._opened().open)

    def _measure(self) -> None:
        """Open the same story in one window, and count."""
        self._log("measure")
        for window in self._opened().open[:-1]:
            window.close()
        window = self._opened().open[-1]
        window.notice.hide()
        self._deeds.around.all_once()
        for _ in range(2):  # the window keeps what it drew of the last two comparisons, however large one was
            self._show_what_stays(window)
        window.marks.dock.setVisible(False)
        QTest.qWait(500)
        QApplication.sendPostedEvents(None, 52)  # what is to be deleted later
        self._growth.take(self._done)
        self._leave(window)
        self._deeds.limit()
        self._watcher.alive()

    def _show_what_stays(self, window: MainWindow) -> None:
        """The story of the beginning in all views, in a window of one size."""
        self._leave(window)
        window.front.take([self._folder / "stays.parallax"])
        self._wait(lambda: window.session.story is not None, "the story that stays does not open", 30)
        self._stays.append(window.session.story.id if window.session.story else "")
        self._settle(90)
        window.resize(1200, 800)
        for view in ("sheet", "side", "rows"):
            window.show_view(view)
            QTest.qWait(300)

    def _leave(self, window: MainWindow) -> None:
        """No story, and none of those that were opened to be measured with."""
        window.leave_story()
        while self._stays:
            story = self._stays.pop()
            window.front.shelf.bin(story)
            window.front.shelf.delete([story])

    def close(self) -> None:
        """End the windows."""
        self._watcher.asleep()
        self._ended = True
        for window in self._windows.open if self._windows is not None else ():
            window.close()
        self._log_file.close()
