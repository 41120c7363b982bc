"""A story file in a file manager: the desktop knows its kind, and a double click opens it in Parallax."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_desktop import REPORT, Desktop, opened, until

from parallax.article import Article
from parallax.library import AddArticle, Library, NewStory
from screens import windows_on_screen

pytestmark = [
    pytest.mark.display,
    pytest.mark.skipif(
        not all(shutil.which(tool) for tool in ("pcmanfm", "xdotool", "dbus-run-session", "update-mime-database")),
        reason="pcmanfm, xdotool, dbus-run-session or update-mime-database is not installed",
    ),
]


@pytest.fixture
def desktop(display: str, tmp_path: Path) -> Iterator[Desktop]:
    made = Desktop(tmp_path / "home")
    yield made
    made.close()


def test_a_double_click_on_a_story_file_opens_the_story(desktop: Desktop) -> None:
    desktop.install()
    with Library.open(desktop.home / "elsewhere.sqlite") as library:
        story = library.apply(NewStory("Lighthouse")).stories[0]
        library.apply(AddArticle(story, Article.from_text(REPORT, outlet="Harbour Post")))
        library.export_story(story, desktop.folder / "Lighthouse.parallax")
    desktop.double_click(desktop.show())
    found = until(lambda: windows_on_screen("--class", "parallax-reader"), "the window")
    until(lambda: opened(desktop.library), "the story")
    assert opened(desktop.library) == ["Harbour Post"]
    pid = int(subprocess.run(["xdotool", "getwindowpid", found[-1]], capture_output=True, check=True).stdout)
    os.kill(pid, signal.SIGTERM)
    until(lambda: [] if windows_on_screen("--class", "parallax-reader") else ["none"], "the window to close")
