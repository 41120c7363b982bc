"""Where the library lies: named at the start, chosen once in the settings, or in the user's data folder."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from parallax.errors import WriteError
from parallax.paths import default_library, expanded
from parallax.regular_files import shown
from parallax.whole_files import write_bytes_whole

FILE_NAME = "library.sqlite"
"""What a library is called in the folder that the reader chose for it."""


@dataclass(frozen=True, slots=True)
class Place:
    """The file to open; `chosen` says that it is the one chosen in the settings, and `notice` why it is not."""

    path: Path
    chosen: bool = False
    notice: str = ""


def place_of_library(named: Path | None = None) -> Place:
    """The library to open: the one that is `named`, else by `PARALLAX_LIBRARY`, else the one that was chosen, else that
    of the user's data folder. A chosen one that is not there now stays chosen, and is not made anew: its disk may only
    be away."""
    if named is not None or os.environ.get("PARALLAX_LIBRARY"):
        return Place(expanded(named) if named is not None else default_library())
    try:
        chosen = _chosen()
    except (OSError, ValueError, KeyError, TypeError):
        return fallback(f"What {shown(choice_file())} says of the library's folder cannot be read")
    if chosen is None or chosen == default_library():
        return Place(default_library())
    if not _readable(chosen):
        return fallback(f"The library {shown(chosen)} is not there now, or may not be read")
    return Place(chosen, chosen=True)


def fallback(why: str) -> Place:
    """The library in the user's data folder, because the chosen one cannot be used."""
    path = default_library()
    return Place(
        path,
        notice=f"{why}, so {shown(path)} is open instead. Nothing is lost: the next start opens the chosen one "
        "if it can be opened then. Or choose a folder in the settings.",
    )


def choose_library(path: Path) -> None:
    """Use this library from the next start on. Raises WriteError."""
    import json

    file = choice_file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(str(file), f"cannot be written ({error.strerror})") from error
    write_bytes_whole(file, json.dumps({"library": str(path)}).encode("ascii") + b"\n")


def choice_file() -> Path:
    """The file that keeps the choice."""
    import platformdirs  # when no library is named: the window is there sooner without it

    return Path(platformdirs.user_config_dir("parallax", appauthor=False)) / "library.json"


def _chosen() -> Path | None:
    """The library that was chosen, or None. Raises OSError, ValueError, KeyError and TypeError for a file of another
    form."""
    try:
        kept = choice_file().read_bytes()
    except FileNotFoundError:
        return None
    import json  # when a library was chosen, too

    path = Path(json.loads(kept)["library"])
    if not path.is_absolute():
        raise ValueError("the path of a library is absolute")
    return path


def _readable(path: Path) -> bool:
    try:
        return path.is_file() and os.access(path, os.R_OK)
    except (OSError, ValueError):
        return False
