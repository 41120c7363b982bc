"""What reading a file or a text gives: articles and their bytes, or why not. On whichever thread reads."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeVar

from parallax.article import Article
from parallax.errors import ParallaxError, ReadError, ReaderStopped

Read = TypeVar("Read")


class Stopped:
    """The reader of the window stopped the reading: nobody is told of an error."""


STOPPED: Final = Stopped()


@dataclass(frozen=True, slots=True)
class Parcel:
    """The articles of one file, its bytes and its name, or an empty one for a clipboard."""

    articles: tuple[Article, ...]
    raw: bytes = field(repr=False)
    name: str = ""


def parcel_of(path: Path, stop: threading.Event) -> Parcel:
    """What a file holds; setting `stop` ends the reading. Raises as `worker.reader.read_all` does."""
    from parallax.worker.reader import read_all  # when it is needed: the window opens sooner without it

    if stop.is_set():
        raise ReaderStopped(str(path), "reading was stopped before it began.")
    articles, raw = read_all(path, cancel=stop)
    return Parcel(tuple(articles), raw, path.name)


def outcome_of(read: Callable[[], Read], name: str, stop: threading.Event | None = None) -> Read | Exception | Stopped:
    """What reading gave, or the error that says why not; `name` is that of a file, or empty. A fault of ours is told to
    the reader too, who would else wait for ever, and printed whole where a developer looks."""
    try:
        return read()
    except (ParallaxError, OSError) as error:
        return STOPPED if isinstance(error, ReaderStopped) and stop is not None and stop.is_set() else error
    except Exception as error:  # noqa: BLE001 - a thread has nobody above it who would tell
        traceback.print_exception(error)
        what = f"could not be read because of a fault in Parallax ({type(error).__name__}). Try it as plain text."
        return ReadError(name or "The pasted text", what)
