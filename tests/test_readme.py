"""What the README promises to type does what it says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from parallax.worker.process import child_environment

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_scripts_and_pictures_that_it_names_are_there() -> None:
    named = re.findall(r"bash (\S+\.sh)|!\[[^\]]*\]\(([^)]+)\)|`((?:resources|tests|desktop)/[\w./-]+)`", README)
    paths = [path for found in named for path in found if path]
    assert len(paths) >= 6
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_the_command_line_knows_what_it_lists() -> None:
    usage = README.split("## Use")[1].split("## ")[0]
    helps = ""
    for command in ([], ["compare"], ["library"]):
        done = subprocess.run(
            [sys.executable, "-P", "-m", "parallax", *command, "--help"],
            capture_output=True,
            encoding="utf-8",
            env=child_environment(),
            check=True,
        )
        helps += done.stdout
    options = set(re.findall(r"--[a-z-]+", usage))
    assert {"--format", "--library", "--install-desktop-entry", "--version"} <= options
    assert [option for option in sorted(options) if option not in helps] == []


def test_the_python_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (example,) = re.findall(r"From Python:\n\n((?:    .*\n)+)", README)
    for name in ("tribune.txt", "courier.txt"):
        (tmp_path / name).write_text(f"The mayor said on Monday that {len(name)} boats sank.", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    script = "\n".join(line.removeprefix("    ") for line in example.splitlines())
    subprocess.run([sys.executable, "-P", "-c", script], env=child_environment(), check=True, timeout=120)


def test_try_prints_the_comparison_where_there_is_no_display(tmp_path: Path) -> None:
    script = (ROOT / "desktop" / "packaging" / "try.sh").read_text(encoding="utf-8")
    command = re.search(r"^exec \.venv/bin/parallax (compare .*) \"\$@\"$", script, re.MULTILINE)
    assert command is not None
    environment = {k: v for k, v in child_environment().items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    done = subprocess.run(
        ["bash", "-c", f'"{sys.executable}" -P -m parallax {command.group(1)}'],
        cwd=ROOT,
        env={**environment, "HOME": os.fspath(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=120,
    )
    assert "They disagree on" in done.stdout
