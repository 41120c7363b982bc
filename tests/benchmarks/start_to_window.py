"""From start to a painted window, against a bare PySide6 window in the same run.

    python tests/benchmarks/start_to_window.py [rounds]

Needs a display. Each round starts both programs anew, in turn, and takes the seconds from the start of the process to
the first paint; prints the medians and their ratio as one line of JSON.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
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
from pathlib import Path
from parallax.window import main_window
paint = main_window.MainWindow.paintEvent
def painted(self, event):
    print("painted", flush=True)
    paint(self, event)
main_window.MainWindow.paintEvent = painted
from parallax.library.place import Place
from parallax.window.app import run
run([], Place(Path(sys.argv[1])))
"""


def seconds(program: str, *arguments: str) -> float:
    """Seconds from the start of a Python process to its first word."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", program, *arguments], stdout=subprocess.PIPE, env=child_environment()
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"painted\n"
    taken = time.perf_counter() - start
    process.kill()
    process.wait()
    return taken


def main(rounds: int) -> None:
    """Print the medians and the ratio."""
    bare, ours = [], []
    with tempfile.TemporaryDirectory() as folder:
        library = str(Path(folder) / "library.sqlite")
        for number in range(rounds + 1):
            pair = seconds(BARE), seconds(OURS, library)
            if number:  # the first round warms the file cache
                bare.append(pair[0])
                ours.append(pair[1])
    middle = statistics.median(bare), statistics.median(ours)
    result = {"bare_s": round(middle[0], 3), "window_s": round(middle[1], 3), "ratio": round(middle[1] / middle[0], 2)}
    print(json.dumps({**result, "rounds": rounds}))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
