"""What a reader feels of the window, each figure beside a bare one of the same run.

    python tests/benchmarks/window_speed.py [readable] [stall] [walk] [large] [memory]
        [--keep FOLDER] [--sentences 500] [--stacks]

Needs a display (`xvfb-run -s "-screen 0 1600x900x24"`); each part runs in a process of its own and prints a line of
JSON. Times are milliseconds.

    readable   from the wish to open a file to its painted text, over a bare window that reads the same file and lays it
               out in a bare QTextEdit; for an article of 60 sentences and one of 1,000. `worked` is the processor time
               of the process, which other programs disturb less
    stall      five articles are opened and analysed: the longest time in which a timer of the event loop was not served
    walk       eight articles of 500 sentences, 1,600 × 900: a frame of scrolling is from the turn of the wheel to the
               end of the paint; of *Next difference* likewise, from the key, in each of the three views. Of the
               first showing of each view, the longest time in which a timer was not served
    large      the same of texts that are larger than most: at their opening, and until they are analysed
    memory     resident memory of the window's process with five articles compared, over a bare window's

`--keep` names a folder in which the eight articles stay analysed for the next run. `--stacks` tells on standard error
where the time of the longest gaps went.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from late_stacks import LateStacks
from made_reports import made_reports
from PySide6.QtCore import QEvent, QEventLoop, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QTextEdit, QWidget
from text_view import resident

from parallax.library import Library
from parallax.window.interpreter import run_smoothly
from parallax.window.main_window import MainWindow
from parallax.window.preferences import Preferences
from parallax.window.session import Session
from parallax.worker.process import child_environment

PARTS = ("readable", "stall", "walk", "large", "memory")
ROUNDS = 15


class Beats:
    """The longest times between two turns of the event loop, in milliseconds."""

    def __init__(self) -> None:
        self._last = time.perf_counter()
        self.gaps: list[float] = []
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Listen from now on."""
        self._last = time.perf_counter()
        self.gaps.clear()
        self._timer.start(1)

    def stop(self) -> list[float]:
        """The gaps, the longest first."""
        self._timer.stop()
        return sorted(self.gaps, reverse=True)

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps.append((now - self._last) * 1000)
        self._last = now


def application() -> QApplication:
    found = QApplication.instance() or QApplication(["window speed"])
    assert isinstance(found, QApplication)
    run_smoothly(found)
    return found


def opened(folder: Path, width: int = 1580, height: int = 860) -> MainWindow:
    """A window on the library in `folder`, shown and furnished."""
    window = MainWindow(Preferences(folder / "library.sqlite"))
    window.furnish(Session(Library.open(folder / "library.sqlite")))
    window.resize(width, height)
    window.show()
    QTest.qWaitForWindowExposed(window)
    gc.collect()
    gc.freeze()  # as the program does
    return window


def wait(until: Callable[[], object], seconds: float = 600) -> None:
    end = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < end, "waited too long"
        QApplication.processEvents()
        time.sleep(0.0005)


def files(folder: Path, articles: int, sentences: int, seed: int = 3) -> list[Path]:
    """Made-up reports as files."""
    paths = []
    for number, article in enumerate(made_reports(articles, sentences, random.Random(seed))):
        path = folder / f"Outlet {number + 1}.txt"
        path.write_text(f"What happened in outlet {number + 1}\n\n{article.text}\n", encoding="utf-8")
        paths.append(path)
    return paths


def compared(window: MainWindow, articles: int) -> bool:
    comparison = window.session.state.comparison
    return comparison is not None and len(comparison.articles) == articles and not window.session.busy


def quantile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))], 1)


class Paints(QObject):
    """When a window has painted what was pending."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.at = self.worked = 0.0
        self._wanted: Callable[[], object] = lambda: False
        self._found: Callable[[], object] = lambda: None
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Have the event done, to know when it is."""
        if watched is not self._window or event.type() != QEvent.Type.UpdateRequest:
            return False
        watched.event(event)
        if self._wanted():
            self.at, self.worked = time.perf_counter(), time.process_time()
            self._found()
        return True

    def after(self, step: Callable[[], object], until: Callable[[], object] = lambda: True) -> tuple[float, float]:
        """From a step to the end of the first paint at which something holds: milliseconds, and those of the processor
        time of this process. The event loop waits as it does in the program."""
        loop = QEventLoop()
        self._wanted, self._found = until, loop.quit
        QTimer.singleShot(10_000, loop.quit)
        begun, busy = time.perf_counter(), time.process_time()
        step()
        loop.exec()
        self._wanted = lambda: False
        return (self.at - begun) * 1000, (self.worked - busy) * 1000


def settle(seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.001)


# the parts


def readable(options: argparse.Namespace) -> dict[str, Any]:
    """Opening one file, here and in a bare view."""
    application()
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as name:
        for sentences in (60, 1000):
            folder = Path(name) / str(sentences)
            folder.mkdir()
            (path,) = files(folder, 1, sentences)
            ours: list[tuple[float, float]] = []
            bare: list[tuple[float, float]] = []
            for number in range(ROUNDS + 1):
                pair = _shown_bare(path), _shown_here(folder / str(number), path)
                if number:
                    bare.append(pair[0])
                    ours.append(pair[1])
            (here, work), (there, least) = (
                tuple(map(statistics.median, zip(*all_, strict=True))) for all_ in (ours, bare)
            )
            figures[f"{sentences}_sentences"] = {
                "ms": round(here, 1), "bare_ms": round(there, 1), "ratio": round(here / there, 2),
                "worked_ms": round(work, 1), "bare_worked_ms": round(least, 1), "ratio_worked": round(work / least, 2),
            }  # fmt: skip
    return figures


def _shown_bare(path: Path) -> tuple[float, float]:
    window = QMainWindow()
    text = QTextEdit()
    text.setReadOnly(True)
    window.setCentralWidget(text)
    window.resize(1580, 860)
    window.show()
    QTest.qWaitForWindowExposed(window)
    settle(0.2)

    def lay_out() -> None:
        text.setPlainText(path.read_text(encoding="utf-8"))
        text.document().size()  # the whole text is laid out, as a scroll bar needs it

    taken = Paints(window).after(lay_out)
    window.close()
    window.deleteLater()
    return taken


def _shown_here(folder: Path, path: Path) -> tuple[float, float]:
    folder.mkdir()
    window = opened(folder)
    settle(4)  # the analyst has loaded its models: it would take turns with us
    side = window.page.side
    taken = Paints(window).after(
        lambda: window.front.take([path]), lambda: side.article_count() and side.column(0).text.isVisible()
    )
    window.session.cancel()
    window.close()
    window.session.close()
    window.deleteLater()
    settle(0.2)
    return taken


def stall(options: argparse.Namespace) -> dict[str, Any]:
    """Five articles of sixty sentences and of two hundred, opened and analysed."""
    application()
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as name:
        for sentences in (60, 200):
            folder = Path(name) / str(sentences)
            folder.mkdir()
            paths = files(folder, 5, sentences)
            window = opened(folder)
            settle(1)
            beats = Beats()
            beats.start()
            window.front.take(paths)
            wait(lambda window=window: compared(window, 5))
            settle(1.5)
            longest = beats.stop()
            figures[f"5_x_{sentences}"] = {"longest_ms": _longest(longest)}
            window.close()
            window.session.close()
    return figures


def _longest(gaps: list[float]) -> list[float]:
    return [round(gap, 1) for gap in gaps[:5]]


def large(options: argparse.Namespace) -> dict[str, Any]:
    """Texts larger than most, opened and analysed."""
    application()
    sentence = "The council said on Monday that the dam of the lake had been inspected twice since the flood. "
    texts = {
        "100,000 words": "\n\n".join(sentence * 10 for _ in range(590)),
        "one paragraph of 100,000 letters": sentence * (100_000 // len(sentence)),
        "500 paragraphs of one line": "\n\n".join(f"{number}. {sentence}" for number in range(500)),
    }
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as name:
        for number, (what, text) in enumerate(texts.items()):
            folder = Path(name) / str(number)
            folder.mkdir()
            path = folder / "Outlet.txt"
            path.write_text(f"What happened at the lake\n\n{text}\n", encoding="utf-8")
            window = opened(folder)
            settle(4)
            beats = Beats()
            beats.start()
            window.front.take([path])
            wait(lambda window=window: window.session.articles)
            settle(2)
            figures[what] = {"opening": _longest(beats.stop())}
            beats.start()
            wait(lambda window=window: compared(window, 1))
            settle(1.5)
            figures[what]["analysis"] = _longest(beats.stop())
            window.close()
            window.session.close()
    return figures


def walk(options: argparse.Namespace) -> dict[str, Any]:
    """Scrolling, and the way from one difference to the next."""
    application()
    with tempfile.TemporaryDirectory() as name:
        folder = options.keep or Path(name)
        folder.mkdir(exist_ok=True)
        known = (folder / "library.sqlite").exists()
        window = opened(folder)
        opening: list[float] = []
        if known:
            beats = Beats()
            beats.start()
            window.session.open_last()
            settle(3)
            opening = _longest(beats.stop())
        else:
            window.front.take(files(folder, 8, options.sentences))
        wait(lambda: compared(window, 8))
        settle(3)
        paints = Paints(window)
        figures: dict[str, Any] = {"differences": len(window.session.state.differences), "opening": opening}
        for view in ("sheet", "side", "rows", "side"):
            beats = Beats()
            beats.start()
            window.show_view(view)
            settle(3)
            figures.setdefault(f"first showing, {view}", _longest(beats.stop()))
        columns = [window.page.side.column(k).text for k in range(8)]
        for what, some in (("one column", columns[:1]), ("all eight at once", columns)):
            frames = [paints.after(lambda k=k, some=some: _turn_wheel(some, k)) for k in range(300)]
            figures[f"scrolling, {what}"] = _frames(frames)
        for view in ("side", "rows", "sheet"):
            window.show_view(view)
            settle(3)
            window.session.state.current = None
            frames = []
            for _ in range(200):
                frames.append(paints.after(lambda: window.acts["next"].trigger()))
                settle(0.02)
            figures[f"next difference, {view}"] = _frames(frames)
        window.close()
        window.session.close()
    return figures


def _turn_wheel(views: list[Any], number: int) -> None:
    for view in views:
        centre = QPointF(view.viewport().rect().center())
        event = QWheelEvent(
            centre,
            QPointF(view.viewport().mapToGlobal(centre.toPoint())),
            QPoint(),
            QPoint(0, -120 if number % 80 < 60 else 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(view.viewport(), event)


def _frames(both: list[tuple[float, float]]) -> dict[str, float]:
    frames, worked = ([pair[k] for pair in both] for k in (0, 1))
    shares = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "longest": 1.0}
    figures = {name: quantile(frames, share) for name, share in shares.items()}
    return figures | {f"worked_{name}": quantile(worked, share) for name, share in shares.items()}


def memory(options: argparse.Namespace) -> dict[str, Any]:
    """Resident memory: of a bare window, of ours on its first page, and with five articles compared."""
    ran = subprocess.run(
        [sys.executable, "-P", "-c", BARE], capture_output=True, text=True, check=True, env=child_environment()
    )
    base = float(ran.stdout)
    with tempfile.TemporaryDirectory() as name:
        ran = subprocess.run(
            [sys.executable, "-P", __file__, "memory", "--inside", name],
            capture_output=True, text=True, check=True, env=child_environment(),
        )  # fmt: skip
    first, five = map(float, ran.stdout.split())
    return {
        "bare_mib": round(base, 1), "first_page_mib": round(first, 1), "five_articles_mib": round(five, 1),
        "ratio_first_page": round(first / base, 2), "ratio": round(five / base, 2),
    }  # fmt: skip


BARE = """
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication(["bare"])
window = QMainWindow()
window.setCentralWidget(QLabel("text"))
window.resize(1580, 860)
window.show()
def tell():
    lines = Path("/proc/self/status").read_text().splitlines()
    print(next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")))
    app.quit()
QTimer.singleShot(1000, tell)
app.exec()
"""


def _inside(folder: Path) -> None:
    """Print what the program's own process holds, started as it starts."""
    from parallax.place import Place
    from parallax.window import app

    paths = files(folder, 5, 60)

    def go_on(start: Any) -> None:
        usual(start)
        window = start._frame
        settle(2)
        print(resident(), flush=True)
        window.front.take(paths)
        wait(lambda: compared(window, 5))
        settle(2)
        for name in ("sheet", "rows", "side"):
            window.show_view(name)
            settle(1)
        print(resident(), flush=True)
        window.close()

    usual = app._Start._go_on
    app._Start._go_on = go_on
    app.run([], Place(folder / "library.sqlite"))


def main() -> None:
    """Run the parts that are asked for, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", default=[])
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--sentences", type=int, default=500)
    parser.add_argument("--stacks", action="store_true")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    parts: dict[str, Callable[[argparse.Namespace], dict[str, Any]]] = {
        "readable": readable, "stall": stall, "walk": walk, "large": large, "memory": memory,
    }  # fmt: skip
    if options.inside:
        _inside(options.inside)
    elif options.alone:
        application()
        stacks = LateStacks() if options.stacks else None
        print(json.dumps({options.parts[0]: parts[options.parts[0]](options)}), flush=True)
        if stacks is not None:
            print(stacks.told(), file=sys.stderr)
    else:
        for part in options.parts or PARTS:
            keep = ["--keep", str(options.keep)] if options.keep else []
            if options.stacks:
                keep.append("--stacks")
            command = [sys.executable, __file__, part, "--alone", "--sentences", str(options.sentences), *keep]
            subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
