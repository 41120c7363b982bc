"""Every kind of bad input on the command line and in a real window: hangs, tracebacks, what is said, lost notes.

    python tests/benchmarks/bad_inputs.py [command] [window] [--only WORDS]

Needs a display for `window` (xvfb-run and a window manager will do). Prints a line a kind and a table at the end; the
status is 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bad_inputs import KINDS, Kind
from parallax.article import Article
from parallax.library import AddArticle, Library, NewStory, SetNote, anchor

HANG = 20.0
"""Seconds after which an input has hung what met it."""
_LONGEST = 120.0
NOTE = "Ask the council for the report of the divers."


@dataclass(frozen=True, slots=True)
class Met:
    """What came of one input: `seconds`, what was `said`, and what is `wrong` with it, or nothing."""

    seconds: float
    said: str
    wrong: str


def on_the_command_line(kind: Kind, path: Path) -> Met:
    """Compare it alone, as somebody would who types."""
    command = [sys.executable, "-m", "parallax", "compare", "--format", "json", "--", str(path)]
    began = time.monotonic()
    try:
        ran = subprocess.run(command, capture_output=True, timeout=_LONGEST, check=False)
    except subprocess.TimeoutExpired:
        return Met(_LONGEST, "", "hangs")
    took = time.monotonic() - began
    said = ran.stderr.decode("utf-8", "replace").strip()
    return Met(took, said, _fault_of_command(kind, ran.returncode, said, took))


def _fault_of_command(kind: Kind, status: int, said: str, took: float) -> str:
    if "Traceback" in said:
        return "a traceback"
    if status != (2 if kind.refused else 0):
        return f"status {status}"
    if kind.refused and (said.count("\n") or not said.startswith("parallax: ")):
        return "no single sentence"
    return "over 20 s" if kind.refused and took > HANG else ""


def in_the_window(kinds: dict[str, Path]) -> Iterator[tuple[str, Met]]:
    """Add each to a story with a note, in one window."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from parallax.window.main_window import MainWindow
    from parallax.window.preferences import Preferences
    from parallax.window.windows import Windows

    application = QApplication.instance() or QApplication(["parallax"])
    place = Path(tempfile.mkdtemp()) / "library.sqlite"
    library = Library.open(place)
    article = Article.from_text("The bridge is shut.\n\nDivers found a crack in it.", outlet="Courier")
    story = library.apply(NewStory("Bridge")).stories[0]
    library.apply(AddArticle(story, article))
    library.apply(SetNote(story, NOTE, (anchor(article, 0, 19),)))
    windows = Windows(library, Preferences(place))
    window: MainWindow = windows.first
    window.show()
    window.open_story(story)

    def settled() -> bool:
        return not window.session.busy

    def wait(seconds: float) -> bool:
        end = time.monotonic() + seconds
        while not settled() and time.monotonic() < end:
            application.processEvents()
            QTest.qWait(10)
        return settled()

    wait(60)
    for name, path in kinds.items():
        window.notice.hide()
        began, longest, last = time.monotonic(), 0.0, time.monotonic()
        window.session.adding.files([path])
        while window.session.adding.count and time.monotonic() - began < _LONGEST:
            QTest.qWait(5)
            longest, last = max(longest, time.monotonic() - last), time.monotonic()
        took = time.monotonic() - began
        QTest.qWait(50)
        said = window.notice.text if window.notice.isVisible() else ""
        wrong = ""
        if took > HANG + 1.0:
            wrong = f"{took:.0f} s until it was read or refused"
        elif KINDS[name].refused and not said:
            wrong = "nothing is said"
        elif not KINDS[name].refused and len(window.session.articles) < 2 and "articles" not in said:
            wrong = "it is not read"
        elif "Traceback" in said or "fault in Parallax" in said:
            wrong = "a fault is shown"
        elif longest > 5:
            wrong = f"the window stands still for {longest:.1f} s"
        notes = [mark.note for mark in library.story(story).marks if mark.kind == "note"]
        if notes != [NOTE]:
            wrong = "the note is lost"
        while len(window.session.articles) > 1:
            window.session.analyst.cancel()
            window.session.remove_article(len(window.session.articles) - 1)
            QTest.qWait(20)
        yield name, Met(took, said, wrong)
    window.close()
    QTest.qWait(50)


def main() -> int:
    """Meet them all."""
    parser = argparse.ArgumentParser()
    parser.add_argument("where", nargs="*", default=["command", "window"])
    parser.add_argument("--only", default="", help="kinds whose name holds these words")
    options = parser.parse_args()
    chosen = {name: kind for name, kind in KINDS.items() if options.only in name}
    wrong = 0
    for where in options.where:
        slowest = 0.0
        with tempfile.TemporaryDirectory() as folder:
            paths: dict[str, Path] = {}
            for number, (name, kind) in enumerate(chosen.items()):
                own = Path(folder) / str(number)
                own.mkdir()
                paths[name] = kind.make(own)
            if where == "command":
                found: Iterator[tuple[str, Met]] = (
                    (name, on_the_command_line(kind, paths[name])) for name, kind in chosen.items()
                )
            else:
                os.environ["PARALLAX_LIBRARY"] = str(Path(folder) / "library.sqlite")
                found = in_the_window(paths)
            faults = 0
            for name, met in found:
                print(f"{where}\t{met.seconds:.1f} s\t{name}\t{met.wrong or 'ok'}\t{met.said!r}", flush=True)
                faults += bool(met.wrong)
                slowest = max(slowest, met.seconds)
        print(f"{where}: {len(chosen)} kinds, {faults} wrong, the slowest took {slowest:.1f} s", flush=True)
        wrong += faults
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
