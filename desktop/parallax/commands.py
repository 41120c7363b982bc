"""The command line: it only parses and prints."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from unicodedata import combining, east_asian_width

import parallax
from parallax.errors import EmptyArticle, ManyArticles, ParallaxError, UsageError, WriteError

if TYPE_CHECKING:
    from parallax.article import Article
    from parallax.values import Correction

_COMMANDS = ("compare", "library")
_FORMATS = ("json", "html", "csv", "text")
_TABLES = ("differences", "statements", "speakers", "names")
_TOLD_AFTER = 1.0
"""Seconds that a comparison takes before a terminal is told how far it is."""


class _Parser(argparse.ArgumentParser):
    """An argument parser whose complaints are errors of ours: one line, exit status 2."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message} (see {self.prog} --help)")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line. 0 when done, 2 for what the user can mend: one line on standard error."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(given)
    except ParallaxError as error:
        _say(str(error))
        return 2
    except BrokenPipeError:
        _leave_output()
        return 0
    except KeyboardInterrupt:
        return 130


def _run(given: list[str]) -> int:
    if given and given[0] == "compare":
        return _compare(_compare_parser().parse_args(given[1:]))
    if given and given[0] == "library":
        return _library(_library_parser().parse_args(given[1:]))
    return _window(_window_parser().parse_args(given))


def _window_parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="parallax",
        description="Compare versions of an article, or several outlets' reports of one story."
        " Nothing leaves this computer.",
        epilog="Other commands: parallax compare FILE [FILE...], parallax library. Each has --help.",
    )
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="articles or .parallax stories to open in the window"
    )
    parser.add_argument("--library", type=Path, metavar="PATH", help="the file that keeps your reading")
    parser.add_argument("--sample", action="store_true", help="open the sample story")
    parser.add_argument("--install-desktop-entry", action="store_true", help="add Parallax to the desktop's menu")
    parser.add_argument("--version", action="version", version=f"parallax {parallax.__version__}")
    return parser


def _compare_parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="parallax compare",
        description="Print the comparison of one or more articles. A .parallax story stands for the articles in it,"
        " with the corrections made to them; those that cannot be used are said on standard error.",
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="an article, or a .parallax story")
    parser.add_argument(
        "--article",
        type=int,
        action="append",
        metavar="N",
        help="of a file that holds several articles the one with this number, from 1; again for another",
    )
    parser.add_argument("--format", choices=_FORMATS, default="text")
    parser.add_argument("--table", choices=_TABLES, help="what a line of the csv is; a difference when not said")
    parser.add_argument(
        "--relation", choices=("versions", "reports"), help="what the files are; measured when not said"
    )
    parser.add_argument("-o", "--output", type=Path, metavar="OUT", help="write to this file")
    return parser


def _library_parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="parallax library", description="Print what the library keeps.")
    parser.add_argument("--format", choices=("json",), default="json")
    parser.add_argument("--library", type=Path, metavar="PATH")
    return parser


def _window(options: argparse.Namespace) -> int:
    if options.install_desktop_entry:
        from parallax import desktop_entry

        for path in desktop_entry.install():
            print(path)
        return 0
    _need_display()
    from parallax.place import place_of_library
    from parallax.window.app import run

    return run(options.files, place_of_library(options.library), options.sample)


def _need_display() -> None:
    """Raise a clear error where there is no screen: Qt would end the process."""
    asked = os.environ.get("QT_QPA_PLATFORM", "")
    if sys.platform == "linux" and not asked and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise UsageError("There is no display to open a window on. Use: parallax compare FILE [FILE...]")


def _compare(options: argparse.Namespace) -> int:
    from parallax import export

    if options.table is not None and options.format != "csv":
        raise UsageError("--table goes with --format csv (see parallax compare --help)")
    articles, corrections = _given(options.files, options.article or ())
    if options.output is not None:
        _spare(options.files, options.output)
    under_way = _UnderWay()
    try:
        comparison = parallax.compare(articles, corrections, options.relation, watch=under_way)
    finally:
        under_way.end()
    for correction, reason in comparison.refused:
        _say(f"the correction “{correction.kind}” was not used: {reason}")
    write: dict[str, Callable[[], str]] = {
        "json": lambda: export.to_json(comparison, models=comparison_models()),
        "html": lambda: export.to_html(comparison),
        "csv": lambda: export.TABLES[options.table or "differences"](comparison),
        "text": lambda: export.to_text(comparison),
    }
    _put(write[options.format](), options.output)
    return 0


class _UnderWay:
    """Watches a comparison: says on a terminal, in one line that goes again, what it is at."""

    def __init__(self) -> None:
        self._from = time.monotonic() + _TOLD_AFTER
        self._told = ""

    def __call__(self, step: object) -> None:
        from parallax.comparison import Begun

        if not isinstance(step, Begun) or time.monotonic() < self._from:
            return
        self._tell(f"{step.what} ({step.done + 1} of {step.total}) …")

    def end(self) -> None:
        """Take the line away."""
        if self._told:
            self._tell("")
            print("\r", end="", file=sys.stderr, flush=True)

    def _tell(self, words: str) -> None:
        if sys.stderr is None or not sys.stderr.isatty():
            return
        words = _within(printable(words), _columns() - 1)
        if words != self._told:
            rest = " " * (_width(self._told) - _width(words))
            print(f"\r{words}{rest}", end="", file=sys.stderr, flush=True)
            self._told = words


def _columns() -> int:
    """How many letters a line of the terminal holds that standard error is."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


def _width(words: str) -> int:
    """How many columns of a terminal words take."""
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in words)


def _within(words: str, columns: int) -> str:
    """The beginning of words that takes so many columns."""
    widths = accumulate(map(_width, words))
    return words[: sum(width <= columns for width in widths)]


def _given(files: Sequence[Path], numbers: Sequence[int]) -> tuple[list[Article], list[Correction]]:
    """The articles of all files in their order, of a file of several those with these numbers (from 1), and the
    corrections in force in the stories among them. Raises ReadError, EmptyArticle for a story without articles, too,
    and UsageError for numbers that are of no use."""
    from dataclasses import replace

    from parallax.library import corrections_for, is_story_file, read_story_file
    from parallax.worker.reader import read_all

    several = ""
    articles: list[Article] = []
    corrections: list[Correction] = []
    for path in files:
        if not is_story_file(path):
            found, _ = read_all(path)
            if len(found) > 1:
                several = _only(several, path)
                found = _numbered(found, numbers, path)
            articles.extend(found)
            continue
        story = read_story_file(path)
        own = [filed.article for filed in story.articles if not filed.removed]
        if not own:
            raise EmptyArticle(str(path), "the story has no articles; add one, and export it again.")
        for asked in corrections_for(story.corrections, own):
            spans = tuple((len(articles) + number, start, end) for number, start, end in asked.spans)
            corrections.append(replace(asked, spans=spans))
        articles.extend(own)
    if numbers and not several:
        raise UsageError("--article goes with a file that holds several articles (see parallax compare --help)")
    return articles, corrections


def _only(before: str, path: Path) -> str:
    """Raises UsageError for a second file of several articles: nobody could tell whose numbers are given."""
    if before:
        raise UsageError(f"{before} and {path} hold several articles each; compare one such file at a time")
    return str(path)


def _numbered(found: Sequence[Article], numbers: Sequence[int], path: Path) -> list[Article]:
    """The articles with these numbers, in this order. Raises ManyArticles where none is given."""
    count = f"the file holds {len(found):,} articles"
    if not numbers:
        raise ManyArticles(str(path), f"{count}; open it in the window to choose, or name some with --article N.")
    wrong = next((n for n in numbers if not 1 <= n <= len(found)), None)
    if wrong is not None:
        raise UsageError(f"--article {wrong}: {count}, from 1 (see parallax compare --help)")
    return [found[n - 1] for n in dict.fromkeys(numbers)]


def comparison_models() -> dict[str, str]:
    """Name and version of what the comparison was made with."""
    from parallax.language.model import NAME

    name, _, version = NAME.rpartition("-")
    return {name: version}


def _library(options: argparse.Namespace) -> int:
    import json

    from parallax.library import Library, as_json
    from parallax.library.listing import nothing
    from parallax.library.opening import is_there
    from parallax.place import place_of_library

    place = place_of_library(options.library)
    path = place.path
    if place.notice:
        _say(place.notice)
    if options.library is None and not is_there(path):
        plain = nothing()  # nothing has been kept yet
    else:
        with Library.open(path, read_only=True) as library:
            plain = as_json(library)
    _put(json.dumps(plain, ensure_ascii=True, indent=1) + "\n", None)
    return 0


def _spare(articles: Sequence[Path], output: Path) -> None:
    """Raises WriteError where the output would take the place of an article that was read."""
    try:
        spoiled = output.exists() and any(output.samefile(article) for article in articles)
    except OSError as error:
        raise WriteError(str(output), f"cannot be written ({error.strerror}). Choose another place.") from error
    if spoiled:
        raise WriteError(str(output), "is one of the articles that are compared. Choose another name.")


def _say(words: str) -> None:
    """Print one line on standard error, where there is one: closed by who started us, print would take another."""
    if sys.stderr is not None:
        print(f"parallax: {printable(words)}", file=sys.stderr)


def _leave_output() -> None:
    """Let what is still to be printed go nowhere, so that the end of the process does not stumble over it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _put(text: str, path: Path | None) -> None:
    """Write to a file as a whole, or to standard output, in UTF-8. Raises WriteError, and BrokenPipeError where no one
    reads."""
    if path is None:
        if sys.stdout is None:
            raise WriteError("standard output", "is closed. Name a file with -o, or send it to a program.")
        try:
            sys.stdout.flush()
            sys.stdout.buffer.write(text.encode("utf-8", "replace"))
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            _leave_output()
            raise WriteError("standard output", f"cannot be written ({error.strerror}).") from error
        return
    from parallax.export import write_whole

    write_whole(path, text)


def printable(text: str) -> str:
    """A message on one line, without characters that could command a terminal."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text.replace("\n", " "))
