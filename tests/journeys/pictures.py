"""Takes a picture of every state of the real program, to be looked at one by one: `python pictures.py OUT [WORDS]`.

It starts a screen and a window manager of its own, and drives the program by keys as a reader would. With WORDS it
takes the pictures alone whose names hold one of them.
"""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from parallax.worker.process import child_environment

sys.path.insert(0, str(Path(__file__).parent.parent))

import invented_story as invented
from screens import screen, windows_on_screen

SAMPLE = Path(__file__).parents[2] / "resources" / "samples"
WIDE, HIGH = 1680, 1250

Act = Callable[["Program"], None]


@dataclass(frozen=True, slots=True)
class Look:
    """How the window looks: its size in pixels, the theme, points added to the letters, and the scale of the screen."""

    size: tuple[int, int] = (1280, 800)
    theme: str = "light"
    points: int = 0
    scale: int = 1


PLAIN = Look()
LOOKS: dict[str, Look] = {
    "light": PLAIN,
    "dark": Look(theme="dark"),
    "high-contrast": Look(theme="high contrast"),
    "large": Look(points=6),
    "900": Look((900, 700)),
    "480": Look((480, 360)),
    "1600": Look((1600, 900)),
    "scale-2": Look((1600, 1100), scale=2),
}


class Program:
    """One running window on a library in a folder of its own."""

    def __init__(self, home: Path, look: Look, files: Sequence[Path] = (), *options: str, seen: bool = True) -> None:
        self.library = home / "library.sqlite"
        self._look = look
        looks = [f"theme={look.theme}", f"text_size={look.points}", f"guided={str(seen).lower()}"]
        (home / "window.ini").write_text("\n".join(["[General]", *looks, ""]), encoding="ascii")
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "parallax", "--library", str(self.library), *options, *map(str, files)],
            env={
                **child_environment(),
                "HOME": str(home),
                "XDG_RUNTIME_DIR": str(home),
                "QT_SCALE_FACTOR": str(look.scale),
            },
        )
        self.window = self._found()
        x("windowactivate", "--sync", self.window)
        x("windowmove", self.window, "20", "30")
        x("windowsize", "--sync", self.window, *map(str, look.size))
        time.sleep(0.6)

    def _found(self) -> str:
        for _ in range(200):
            found = windows_on_screen("--pid", str(self.process.pid), "--name", "Parallax")
            if found:
                return found[-1]
            time.sleep(0.1)
        raise SystemExit("the window did not come")

    def compared(self) -> None:
        """Wait until a comparison has been kept and is on screen."""
        for _ in range(900):
            with suppress(sqlite3.Error), sqlite3.connect(f"file:{self.library}?mode=ro", uri=True) as there:
                if there.execute("SELECT count(*) FROM kept").fetchone()[0]:
                    break
            time.sleep(0.2)
        time.sleep(1.2)

    def keys(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            x("key", "--clearmodifiers", key)
            time.sleep(0.25)

    def types(self, words: str) -> None:
        """Type words."""
        x("type", "--delay", "15", words)
        time.sleep(0.5)

    def does(self, words: str) -> None:
        """Do what the command palette finds first for these words."""
        self.keys("ctrl+k")
        time.sleep(0.5)
        self.types(words)
        self.keys("Return")
        time.sleep(0.5)

    def close(self) -> None:
        """End it."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)


def x(*words: str) -> None:
    subprocess.run(["xdotool", *words], check=False, stdout=subprocess.DEVNULL, timeout=20)


def press(*keys: str) -> Act:
    """Press these keys."""
    return lambda program: program.keys(*keys)


def does(words: str, *then: str) -> Act:
    """Do what the palette finds for these words, then press keys."""

    def act(program: Program) -> None:
        program.does(words)
        program.keys(*then)

    return act


def types(words: str) -> Act:
    """Type these words."""
    return lambda program: program.types(words)


def rests(seconds: float) -> Act:
    """Wait."""
    return lambda _: time.sleep(seconds)


LONG_NOTE = (
    "The Tribune counts those who were taken to hospital, the Ledger those who were hurt. Ask the fire service which "
    "of the two it was, and when it was said: the number of the morning may be another one than that of the night. "
    "See also the third paragraph of the Courier, which gives no source for its tonnes."
)
PAGES: dict[str, tuple[Act, ...]] = {
    "notice-error": (press("ctrl+2", "ctrl+v"),),
    "note-long": (press("F7", "ctrl+m"), types(LONG_NOTE)),
    "note-long-left": (press("F7", "ctrl+m"), types(LONG_NOTE), press("Escape")),
    "tray": (press("ctrl+2", "F7", "ctrl+m"), types("Ask them."), press("Escape", "F7", "ctrl+Delete", "ctrl+t")),
    "tray-empty": (press("ctrl+2", "ctrl+t"),),
    "correct-menu": (press("ctrl+2", "F7", "shift+F10"),),
    "correct-menu-on-the-sheet": (press("ctrl+1", "F7", "shift+F10"),),
    "link-by-hand": (press("ctrl+2", "ctrl+Down", "ctrl+l"),),
    "palette": (press("ctrl+k"), rests(0.5)),
    "palette-words": (press("ctrl+k"), rests(0.5), types("diff")),
    "palette-nothing": (press("ctrl+k"), rests(0.5), types("zebra")),
    "keys": (press("F1"), rests(0.7)),
    "settings": (press("ctrl+comma"), rests(0.7)),
    "help": (press("shift+F1"), rests(0.7)),
    "about": (does("about"),),
    "find": (press("ctrl+f"), types("valve"), press("Return")),
    "find-nothing": (press("ctrl+f"), types("zebra"), press("Return")),
    "print": (press("ctrl+p"), rests(1)),
    "export": (press("ctrl+e"), rests(0.7)),
    "particulars": (does("outlet, author"), rests(0.5)),
    "replace-text": (does("replace its"), rests(0.5)),
    "checked": (press("F7", "ctrl+Return", "ctrl+Return"),),
    "last-difference": (press("ctrl+2", "shift+F7", "F7", "shift+F7", "F7"),),
    "no-ruler": (press("ctrl+2", "F9"),),
    "dock-hidden": (press("ctrl+2", "ctrl+d"),),
    "rename": (press("F2"), rests(0.5)),
    "tags": (does("tags"), rests(0.5)),
    "menu-file": (press("alt+f"), rests(0.4)),
    "menu-mark": (press("alt+m"), rests(0.4)),
}
"""States of the compared sample, by name, and what leads there."""
IN_ALL_LOOKS = ("note-long", "palette", "keys", "settings", "help", "notice-error")


class Album:
    """The folder of pictures, and the folders of libraries that they are taken on."""

    def __init__(self, out: Path, work: Path, words: Sequence[str]) -> None:
        self._out = out
        self._work = work
        self._words = words
        self._made: dict[str, Path] = {}
        out.mkdir(parents=True, exist_ok=True)

    def wants(self, *names: str) -> bool:
        """Whether one of these pictures is asked for."""
        return not self._words or any(word in name for name in names for word in self._words)

    def take(self, name: str) -> None:
        """Take a picture of all that is on screen."""
        if self.wants(name):
            time.sleep(0.5)
            path = str(self._out / f"{name}.png")
            subprocess.run(["import", "-window", "root", "-trim", "+repage", path], check=True)
            print(name, flush=True)

    def home(self, name: str) -> Path:
        """An empty folder."""
        path = self._work / name
        path.mkdir()
        (path / "run").mkdir()
        return path

    def compared(self, name: str, files: Sequence[Path], *options: str) -> Path:
        """A folder with the compared story of these files, as a copy of its own."""
        if name not in self._made:
            home = self.home(f"made-{name}")
            program = Program(home, PLAIN, files, *options)
            program.compared()
            program.keys("ctrl+q")
            program.close()
            self._made[name] = home
        path = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=self._work))
        for file in self._made[name].glob("library.sqlite*"):
            shutil.copy(file, path)
        return path

    def sample(self) -> Path:
        """A folder with the compared sample."""
        return self.compared("sample", (), "--sample")

    def shows(self, name: str, home: Path, look: Look, *acts: Act, seen: bool = True) -> None:
        """Start the program there, do that, and take the picture."""
        if not self.wants(name):
            return
        program = Program(home, look, seen=seen)
        time.sleep(0.8)
        for act in acts:
            act(program)
        self.take(name)
        program.close()


def views(album: Album, name: str, home: Callable[[], Path], look: Look) -> None:
    """The three views of a story, at its first difference."""
    names = [f"{name}-{view}" for view in ("sheet", "side", "rows")]
    if not album.wants(*names):
        return
    program = Program(home(), look)
    for key, of_view in zip("123", names, strict=True):
        program.keys(f"ctrl+{key}", "F7")
        time.sleep(0.5)
        album.take(of_view)
    program.close()


def texts(folder: Path, comparison: invented.Comparison) -> list[Path]:
    """The texts of an invented comparison as files."""
    paths = [folder / f"{article.outlet}.txt" for article in comparison.articles]
    for path, article in zip(paths, comparison.articles, strict=True):
        path.write_text(article.text.replace("\n", "\n\n"), encoding="utf-8")
    return paths


def first_pages(album: Album) -> None:
    """The first page, the bin and the guided look."""
    if album.wants("first-empty"):
        for name in ("light", "dark", "high-contrast", "480", "scale-2"):
            album.shows(f"first-empty-{name}", album.home(f"empty-{name}"), LOOKS[name])
    away = press("ctrl+n")
    for name in ("light", "dark", "high-contrast", "480", "900"):
        if album.wants(f"first-stories-{name}"):
            album.shows(f"first-stories-{name}", album.sample(), LOOKS[name], away)
    states: dict[str, tuple[Act, ...]] = {
        "first-search": (away, press("ctrl+f"), types("valve")),
        "first-search-nothing": (away, press("ctrl+f"), types("zebra")),
        "first-menu": (away, press("Menu")),
        "bin": (away, press("Delete"), does("bin")),
        "bin-empty": (away, does("bin")),
    }
    for name, acts in states.items():
        if album.wants(name):
            album.shows(name, album.sample(), PLAIN, *acts)
    if album.wants("guided-look"):
        for name in ("light", "dark", "480", "900"):
            program = Program(album.sample(), LOOKS[name])
            program.does("guided look")
            time.sleep(1)
            for step in (1, 2, 3):
                album.take(f"guided-look-{name}-{step}")
                program.keys("F7")
                time.sleep(0.5)
            program.close()


def one_article(album: Album) -> None:
    """While a text is analysed, and one article alone."""
    if album.wants("analysing", "one-article"):
        program = Program(album.home("one"), PLAIN, [SAMPLE / "The Harbour Tribune.txt"])
        album.take("analysing")
        program.compared()
        album.take("one-article")
        program.close()
    if album.wants("sample-first-time"):
        program = Program(album.home("first-time"), PLAIN, (), "--sample", seen=False)
        album.take("sample-first-time-1")
        program.compared()
        time.sleep(1)
        album.take("sample-first-time-2")
        program.close()


def run(out: Path, words: Sequence[str]) -> None:
    """Take all pictures, or those with one of these words in their names."""
    with tempfile.TemporaryDirectory() as work, screen(WIDE, HIGH):
        time.sleep(0.5)  # the window manager is there
        album = Album(out, Path(work), words)
        first_pages(album)
        one_article(album)
        for name, look in LOOKS.items():
            views(album, f"sample-{name}", album.sample, look)
        for name, acts in PAGES.items():
            for look in ("light", "dark", "480"):
                if (look == "light" or name in IN_ALL_LOOKS) and album.wants(f"{name}-{look}"):
                    album.shows(f"{name}-{look}", album.sample(), LOOKS[look], *acts)
        folder = album.home("texts")
        two = texts(album.home("versions"), invented.versions(2))
        eight = texts(folder, invented.reports(8))
        views(album, "versions", lambda: album.compared("versions", two), PLAIN)
        views(album, "eight", lambda: album.compared("eight", eight), PLAIN)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    run(Path(sys.argv[1]), sys.argv[2:])
