"""What the library costs, against the bare thing of the same run.

    python tests/benchmarks/library_speed.py mark|size|window [FOLDER]

The libraries lie in FOLDER, which should be on a real disk, or in a temporary one. Each prints a table of medians over
several repeats, in which what is compared takes turns.

- mark: saving one mark of a story with 40 and 400 marks, over one bare SQLite commit of one row (same disk, journal and
  synchronous mode);
- size: opening a library of 1,000 stories of five articles, and listing its first page, over the same of 10 stories;
  and the time of a search there;
- window: from the start of the process to the painted window, empty, with a known story (painted when its comparison
  is there), and on the first page of libraries of 10 and 1,000 stories; and the opening of that known story itself.
  Needs a display.
"""

from __future__ import annotations

import itertools
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from parallax.article import Article
from parallax.library import AddArticle, AddCorrection, Library, NewStory, SetChecked, SetNote, SetTags, anchor
from parallax.values import FAMILY_OF_KIND
from parallax.worker.process import child_environment

REPEATS = 9
KINDS = tuple(FAMILY_OF_KIND)
LETTERS = "aeiourstlnmdchpgbfvwk"


class Writer:
    """Texts of made words, as frequent as words are in a language (Zipf's law), the same for a seed."""

    def __init__(self, seed: int, vocabulary: int = 20000) -> None:
        self.chance = random.Random(seed)
        words = {"".join(self.chance.choices(LETTERS, k=self.chance.randint(2, 10))) for _ in range(vocabulary)}
        self.words = sorted(words)
        self.chance.shuffle(self.words)
        self.weights = [1 / (rank + 2) for rank in range(len(self.words))]

    def article(self, paragraphs: int = 15) -> Article:
        lengths = [self.chance.randint(20, 60) for _ in range(paragraphs)]
        drawn = self.chance.choices(self.words, self.weights, k=sum(lengths))
        lines = []
        for length in lengths:
            line, drawn = drawn[:length], drawn[length:]
            lines.append(" ".join(line).capitalize() + ".")
        return Article.from_text("\n".join(lines), title=lines[0][:60], outlet=self.chance.choice(self.words).title())


def seconds(deed: Callable[[], object]) -> float:
    began = time.perf_counter()
    deed()
    return time.perf_counter() - began


def fill(path: Path, stories: int, writer: Writer, marks: int = 12) -> list[str]:
    """A library of stories of five articles, with marks, notes, corrections and their undo entries."""
    made = []
    with Library.open(path) as library:
        library._connection.execute("PRAGMA synchronous=OFF")  # only while it is made
        for _ in range(stories):
            story = NewStory(" ".join(writer.chance.choices(writer.words, writer.weights, k=5)))
            articles = [writer.article() for _ in range(5)]
            library.apply(story)
            library.apply(SetTags(story.story, tuple(writer.chance.choices(writer.words[:30], k=2))))
            for article in articles:
                library.apply(AddArticle(story.story, article, article.text.encode(), "page.html"))
            for number in range(marks):
                one, other = writer.chance.sample(articles, 2)
                start, end = number % 700, number % 700 + 20 + number % 9
                pair = (anchor(one, start, end), anchor(other, start, end))
                library.apply(SetChecked(story.story, KINDS[number % len(KINDS)], pair))
            library.apply(SetNote(story.story, " ".join(writer.chance.choices(writer.words, k=12)), pair))
            library.apply(AddCorrection(story.story, "link", pair))
            made.append(story.story)
    return made


def mark(folder: Path) -> None:
    """Saving one mark over one bare commit: with a -wal that grows, as after a start, and with one that is written
    over again, as later on, where a system that does not wait for its disk makes a bare commit cheaper still."""
    writer = Writer(1)
    print(f"a page written and synchronised on this disk: {_synchronised(folder) * 1000:.3f} ms")
    print(f"{'marks':>6} {'-wal':>10} {'bare ms':>9} {'mark ms':>9} {'ratio':>6}   ratios of the repeats")
    for marks in (40, 400):
        path = folder / f"{marks}.sqlite"
        (story,) = fill(path, 1, writer, marks)
        with Library.open(path) as library, closing(_bare(folder / f"bare {marks}.sqlite")) as bare:
            one, other = library.story(story).articles[:2]
            save = _save(library, story, one, other)
            commit = _commit(bare)

            for grows in (True, False):
                ratios, medians = [], []
                for _ in range(REPEATS):
                    for connection in (bare, library._connection):
                        connection.execute(f"PRAGMA wal_autocheckpoint={100_000 if grows else 200}")
                        if grows:
                            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                    bares, saves = [], []
                    for _ in range(60):
                        bares.append(seconds(commit))
                        saves.append(seconds(save))
                        library.undo(story)  # so that the number of marks stays what it is
                    medians.append((statistics.median(bares), statistics.median(saves)))
                    ratios.append(medians[-1][1] / medians[-1][0])
                middle = [statistics.median(found) * 1000 for found in zip(*medians, strict=True)]
                shown = " ".join(f"{found:.2f}" for found in ratios)
                how = "grows" if grows else "restarts"
                print(
                    f"{marks:>6} {how:>10} {middle[0]:9.3f} {middle[1]:9.3f} {statistics.median(ratios):6.2f}   {shown}"
                )


def _save(library: Library, story: str, one: Article, other: Article) -> Callable[[], object]:
    pairs = [(anchor(one, k, k + 40), anchor(other, k, k + 40)) for k in range(700)]
    changes = itertools.cycle(SetChecked(story, KINDS[k % len(KINDS)], pair) for k, pair in enumerate(pairs))

    def save() -> None:
        library.apply(next(changes))

    return save


def _commit(bare: sqlite3.Connection) -> Callable[[], object]:
    def commit() -> None:
        bare.execute("BEGIN IMMEDIATE")
        bare.execute("INSERT INTO row (text) VALUES (?)", ("a row of some length " * 20,))
        bare.execute("COMMIT")

    return commit


def _synchronised(folder: Path) -> float:
    """Seconds that the disk takes for a page, without SQLite."""
    with (folder / "pages").open("wb", buffering=0) as file:
        file.write(bytes(4096 * 200))

        def write() -> None:
            file.seek(4096 * random.randrange(200))
            file.write(bytes(4096))
            os.fsync(file.fileno())

        return statistics.median(seconds(write) for _ in range(200))


def _bare(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "fullfsync=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE row(number INTEGER PRIMARY KEY, text TEXT NOT NULL)")
    return connection


def size(folder: Path) -> None:
    """Opening and listing a large library over a small one; searching the large one."""
    writer = Writer(2)
    paths = {}
    for stories in (10, 1000):
        paths[stories] = folder / f"{stories}.sqlite"
        if not paths[stories].exists():
            fill(paths[stories], stories, writer)

    def first_list(path: Path) -> None:
        with closing(Library.open(path)) as library:
            assert library.stories(limit=20)

    times: dict[int, list[float]] = {10: [], 1000: []}
    for _ in range(REPEATS * 5):
        for stories, path in paths.items():
            times[stories].append(seconds(lambda path=path: first_list(path)))
    small, large = (statistics.median(times[stories]) for stories in (10, 1000))
    megabytes = paths[1000].stat().st_size / 1e6
    print(
        f"open and list: 10 stories {small * 1000:.2f} ms, 1000 stories ({megabytes:.0f} MB) {large * 1000:.2f} ms,"
        f" ratio {large / small:.2f}"
    )
    with Library.open(paths[1000]) as library:
        asked = [*writer.words[:60], *writer.chance.sample(writer.words, 80)]
        asked += [" ".join(writer.chance.sample(writer.words[:400], 2)) for _ in range(40)]
        asked += [word[:3] for word in writer.chance.sample(writer.words, 20)]
        taken = [seconds(lambda words=words: library.search(words)) for words in asked]
        found = sum(bool(library.search(words)) for words in asked)
    taken.sort()
    print(
        f"search: {len(asked)} queries ({found} with hits), median {statistics.median(taken) * 1000:.1f} ms,"
        f" 95 % under {taken[len(taken) * 95 // 100] * 1000:.1f} ms, slowest {taken[-1] * 1000:.1f} ms"
    )


def window(folder: Path) -> None:
    """From the start of the process to the painted window, and the opening of a known story within it."""
    known = folder / "known"
    known.mkdir(exist_ok=True)
    if not (known / "library.sqlite").exists():
        run(MAKE_KNOWN, str(known))
    large = folder / "1000.sqlite"
    if not large.exists():
        fill(large, 1000, Writer(2))
    small = folder / "10.sqlite"
    if not small.exists():
        fill(small, 10, Writer(2))
    empty = folder / "empty" / "library.sqlite"
    starts = {
        "empty": (EMPTY, empty),
        "known story": (KNOWN, known / "library.sqlite"),
        "first page, 10 stories": (EMPTY, small),
        "first page, 1000 stories": (EMPTY, large),
    }
    taken: dict[str, list[float]] = {name: [] for name in starts}
    inside: list[float] = []
    for number in range(REPEATS + 1):
        for name, (program, path) in starts.items():
            found, said = first_word(PAINTED + program, str(path))
            if number:  # the first round warms the file cache
                taken[name].append(found)
                inside.extend(said)
    base = statistics.median(taken["empty"])
    for name, found in taken.items():
        middle = statistics.median(found)
        print(f"start to painted window, {name:26} {middle:6.3f} s, ratio to empty {middle / base:.2f}")
    print(f"Session.open_story of the known story: {statistics.median(inside) * 1000:.0f} ms")
    ten, thousand = (statistics.median(taken[f"first page, {count} stories"]) for count in (10, 1000))
    print(f"first page of 1000 stories over that of 10: {thousand / ten:.2f}")


def first_word(program: str, *arguments: str) -> tuple[float, list[float]]:
    """Seconds from the start of a Python process to the line "painted", and those that it told itself before."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", program, *arguments], stdout=subprocess.PIPE, text=True, env=child_environment()
    )
    assert process.stdout is not None
    told = []
    for line in process.stdout:
        if line == "painted\n":
            break
        told.append(float(line))
    taken = time.perf_counter() - began
    process.kill()
    process.wait()
    return taken, told


def run(program: str, *arguments: str) -> None:
    """Run a Python program to its end."""
    subprocess.run([sys.executable, "-P", "-c", program, *arguments], check=True, env=child_environment())


PAINTED = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from parallax.window import app, main_window, session, windows
paint = main_window.MainWindow.paintEvent
def painted(self, event):
    paint(self, event)
    if ready(self):
        QTimer.singleShot(0, lambda: print("painted", flush=True))
main_window.MainWindow.paintEvent = painted
"""
EMPTY = """
def ready(window):
    return window.furnished
session.Session.open_last = lambda self: None
app.run([], Path(sys.argv[1]))
"""
KNOWN = """
def ready(window):
    return window.furnished and window.session.state.comparison is not None
open_story = session.Session.open_story
def timed(self, story):
    began = time.perf_counter()
    open_story(self, story)
    print(time.perf_counter() - began, flush=True)
    assert self.state.comparison is not None and not self.busy
session.Session.open_story = timed
app.run([], Path(sys.argv[1]))
"""
MAKE_KNOWN = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from parallax.intake import read
from parallax.library import AddArticle, Library, NewStory
from parallax.paths import resource
from parallax.window.session import Session
app = QApplication([])
library = Library.open(Path(sys.argv[1]) / "library.sqlite")
story = NewStory("The sample")
library.apply(story)
for path in sorted(resource("samples").glob("*.txt")):
    library.apply(AddArticle(story.story, read(path)))
made = Session(library)
made.comparison_changed.connect(lambda: made.state.comparison and app.quit())
made.open_story(story.story)
if made.state.comparison is None:
    app.exec()
made.close()
"""


if __name__ == "__main__":
    what = {"mark": mark, "size": size, "window": window}[sys.argv[1]]
    with tempfile.TemporaryDirectory() as made:
        what(Path(sys.argv[2]) if len(sys.argv) > 2 else Path(made))
