"""What reading a file or a text gives: an article and its bytes, or why not. On whichever thread reads."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from parallax.article import Article
from parallax.errors import ParallaxError, ReadError

Read = TypeVar("Read")


def article_in(path: Path) -> tuple[Article, bytes]:
    """The article in a file, and its bytes."""
    from parallax.worker.reader import read_file  # when it is needed: the window opens sooner without it

    return read_file(path), path.read_bytes()


def outcome_of(read: Callable[[], Read], name: str) -> Read | Exception:
    """What reading gave, or the error that says why not; `name` is that of a file, or empty. A fault of ours is told to
    the reader too, who would else wait for ever, and printed whole where a developer looks."""
    try:
        return read()
    except (ParallaxError, OSError) as error:
        return error
    except Exception as error:  # noqa: BLE001 - a thread has nobody above it who would tell
        traceback.print_exception(error)
        what = f"could not be read because of a fault in Parallax ({type(error).__name__}). Try it as plain text."
        return ReadError(name or "The pasted text", what)
