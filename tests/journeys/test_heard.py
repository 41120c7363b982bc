"""What a screen reader is told, asked of a real accessibility bus: columns, marks, readings, buttons and filters."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

from parallax.worker.process import child_environment

SYSTEM_PYTHON = "/usr/bin/python3"


def _absent() -> str:
    if not all(shutil.which(tool) for tool in ("dbus-run-session", "xdotool")):
        return "dbus-run-session or xdotool is not installed"
    if not Path("/usr/libexec/at-spi-bus-launcher").exists():
        return "at-spi2-core is not installed"
    asked = subprocess.run([SYSTEM_PYTHON, "-c", "import pyatspi"], capture_output=True, check=False)
    return "the system's Python has no pyatspi" if asked.returncode else ""


_REASON = _absent()
pytestmark = [pytest.mark.display, pytest.mark.skipif(bool(_REASON), reason=_REASON)]

BELL = """Windmill at Oster burns down

The windmill at Oster burned down on Friday night, and 12 sheep were killed, the fire brigade said.

"It was gone within the hour," said Lena Voss, who lives beside it.
"""
POST = """Fire destroys Oster windmill

The windmill at Oster burned down on Friday night, and 19 sheep were killed, the fire brigade said.

"It was gone within the hour," said Lena Voss, who lives beside it.
"""

# One session bus for the window and for who listens to it.
SESSION = textwrap.dedent(
    """
    "$PYTHON" -P -m parallax --library "$LIBRARY" "$@" &
    window=$!
    trap 'kill $window' EXIT
    for _ in $(seq 300); do
        [ "$("$PYTHON" -c "$KEPT" "$LIBRARY" 2>/dev/null)" = 1 ] && break
        sleep 0.2
    done
    sleep 1
    id=$(xdotool search --all --onlyvisible --pid $window --name Parallax | tail -1)
    xdotool windowactivate --sync "$id"
    for key in ctrl+2 F7; do xdotool key --clearmodifiers "$key"; sleep 0.5; done
    "$SYSTEM_PYTHON" "$TREE" parallax-reader >"$OUT"
    """
)
KEPT = """
import sqlite3, sys
library = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
print(library.execute("SELECT count(*) FROM kept").fetchone()[0])
"""


@pytest.fixture(scope="module")
def tree(display: str, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """All that is told of a window with two reports, at its first difference, side by side."""
    home = tmp_path_factory.mktemp("home")
    (home / "run").mkdir(mode=0o700)
    out = home / "tree.json"
    files = [home / "Evening Bell.txt", home / "Coast Post.txt"]
    for path, text in zip(files, (BELL, POST), strict=True):
        path.write_text(text, encoding="utf-8")
    asked = subprocess.Popen(
        ["dbus-run-session", "--", "bash", "-c", SESSION, "session", *map(str, files)],
        env={
            **{k: v for k, v in child_environment().items() if k != "AT_SPI_BUS_ADDRESS"},
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(home / "run"),
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "PYTHON": sys.executable,
            "SYSTEM_PYTHON": SYSTEM_PYTHON,
            "LIBRARY": str(home / "library.sqlite"),
            "KEPT": KEPT,
            "OUT": str(out),
            "TREE": str(Path(__file__).with_name("heard_tree.py")),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        _, errors = asked.communicate(timeout=150)
    finally:
        if asked.poll() is None:
            os.killpg(asked.pid, signal.SIGKILL)
    assert out.exists() and out.stat().st_size, errors.decode(errors="replace")
    found: list[dict[str, Any]] = json.loads(out.read_bytes())
    return found


def named(tree: list[dict[str, Any]], role: str) -> list[str]:
    return [node["name"] for node in tree if node["role"] == role]


def test_each_column_says_its_outlet_and_its_place_among_the_articles(tree: list[dict[str, Any]]) -> None:
    texts = [node["name"] for node in tree if "sheep" in node.get("text", "")]
    assert "Evening Bell, article 1 of 2: Windmill at Oster burns down" in texts
    assert "Coast Post, article 2 of 2: Fire destroys Oster windmill" in texts


def test_a_marked_number_is_told_as_an_attribute_of_the_text(tree: list[dict[str, Any]]) -> None:
    for name, number in (("Evening Bell, article 1", "12"), ("Coast Post, article 2", "19")):
        text = next(node for node in tree if node["name"].startswith(name) and "sheep" in node.get("text", ""))
        at = text["text"].index(number)
        run = next(run for run in text["runs"] if run[0] <= at < run[1])
        assert text["text"][run[0] : run[1]] == number
        assert "underline:single" in run[2]
        assert "bg-color:" in run[2]


def test_the_panel_tells_both_readings(tree: list[dict[str, Any]]) -> None:
    readings = next(node for node in tree if node["name"] == "Readings of this difference")
    assert "12 sheep" in readings["text"]
    assert "19 sheep" in readings["text"]


def test_buttons_and_filters_have_names(tree: list[dict[str, Any]]) -> None:
    roles = ("push button", "button", "check box", "toggle button")
    buttons = [name for role in roles for name in named(tree, role)]
    assert all(buttons), buttons
    assert {"Remove Evening Bell", "Remove Coast Post"} <= set(buttons)
    assert any(name.startswith("Facts, 1 found") for name in buttons), buttons


def test_the_description_of_a_text_says_the_difference_at_the_caret(tree: list[dict[str, Any]]) -> None:
    said = [node["description"] for node in tree if "article" in node["name"] and "sheep" in node.get("text", "")]
    assert any(
        "12 sheep" in words and "19 sheep" in words and "Also reported by Coast Post" in words for words in said
    ), said
