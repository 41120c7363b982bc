"""From start to a painted window, and to its first page, against a bare PySide6 window in the same run.

    python tests/benchmarks/start_to_window.py [rounds]

Needs a display, and compiled modules (run it where Python may write them). Each round starts both programs anew, in
turn, and takes the seconds from the start of the process to the first paint, and of ours to the painted first page,
where all can be used; prints the medians and their ratios as one line of JSON.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from parallax.worker.process import child_environment

BARE = """
import sys
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        print("painted", flush=True)
app = QApplication(["bare"])
window = Window()
window.setCentralWidget(QLabel("text"))
window.resize(1280, 800)
window.show()
app.exec()
"""
OURS = """
import sys
from PySide6.QtCore import QTimer
from parallax.commands import main
from parallax.window import main_window
class Window(main_window.MainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print("painted", flush=True)
    def furnish(self, session):
        super().furnish(session)
        QTimer.singleShot(0, lambda: (self.start_page.repaint(), print("furnished", flush=True)))
main_window.MainWindow = Window
main(["--library", sys.argv[1]])
"""


def seconds(words: Sequence[bytes], program: str, *arguments: str) -> list[float]:
    """Seconds from the start of a Python process to each of these words, which it says in this order."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", program, *arguments], stdout=subprocess.PIPE, env=child_environment()
    )
    assert process.stdout is not None
    taken = []
    for word in words:
        while process.stdout.readline() != word + b"\n":
            assert process.poll() is None
        taken.append(time.perf_counter() - start)
    process.kill()
    process.wait()
    return taken


def main(rounds: int) -> None:
    """Print the medians and the ratios."""
    bare, ours, page = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        library = str(Path(folder) / "library.sqlite")
        for number in range(rounds + 1):
            (first,) = seconds([b"painted"], BARE)
            second, third = seconds([b"painted", b"furnished"], OURS, library)
            if number:  # the first round warms the file cache
                bare.append(first)
                ours.append(second)
                page.append(third)
    base, window, usable = (statistics.median(times) for times in (bare, ours, page))
    result = {
        "bare_s": round(base, 3),
        "window_s": round(window, 3),
        "first_page_s": round(usable, 3),
        "ratio": round(window / base, 2),
        "ratio_of_first_page": round(usable / base, 2),
    }
    print(json.dumps({**result, "rounds": rounds}))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
