"""Where things lie: what ships with the program, and what it keeps for its user."""

from __future__ import annotations

import os
from pathlib import Path

APP_ID = "parallax-reader"
"""The name of the desktop entry, of its icon, and of the window (its app id on Wayland, its class on X11)."""

_HERE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """The path of a file or folder under `resources/`: inside the package when installed from a wheel, beside
    `desktop/` in a checkout. The path is not checked to exist."""
    installed = _HERE / "resources"
    root = installed if installed.is_dir() else _HERE.parents[1] / "resources"
    return root.joinpath(*parts)


def expanded(path: Path) -> Path:
    """The path with the user's folder for a leading `~`; as it is, as in a shell, where there is no such user."""
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def make_folder(library: Path) -> None:
    """Make the folder of a library file, for this user alone, where it is missing. Raises OSError."""
    library.parent.parent.mkdir(parents=True, exist_ok=True)
    library.parent.mkdir(mode=0o700, exist_ok=True)


def default_library() -> Path:
    """The library file: `PARALLAX_LIBRARY` when it is set, else `library.sqlite` in the user's data folder."""
    named = os.environ.get("PARALLAX_LIBRARY")
    if named:
        return expanded(Path(named))
    import platformdirs  # when there is no other word: the window opens sooner without it

    return Path(platformdirs.user_data_dir("parallax", appauthor=False)) / "library.sqlite"
