"""The desktop entry: written for one user, sound by the desktop's own tools, and it really starts Parallax."""

from __future__ import annotations

import configparser
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import parallax
from parallax import desktop_entry
from parallax.errors import WriteError

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="desktop entries are for Linux")


def entry(path: Path) -> dict[str, str]:
    parser = configparser.RawConfigParser()
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string(path.read_text(encoding="utf-8"))
    return dict(parser["Desktop Entry"])


def words_of(value: str) -> list[str]:
    """An Exec value read as the specification says: string escapes first, then quoting, then percent signs."""
    text = re.sub(r"\\(.)", lambda m: {"s": " ", "n": "\n", "t": "\t", "r": "\r"}.get(m[1], m[1]), value)
    words = []
    for quoted, bare in re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', text):
        word = bare or re.sub(r"\\(.)", r"\1", quoted)
        words.append(word.replace("%%", "%"))
    return words


def need(tool: str) -> str:
    found = shutil.which(tool)
    if found is None:
        pytest.skip(f"{tool} is not installed")
    return found


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home of Zoë"


def test_everything_is_written_below_the_home_that_was_named(home: Path) -> None:
    paths = desktop_entry.install(home=home)
    share = home / ".local" / "share"
    assert paths[0] == share / "applications" / "parallax-reader.desktop"
    assert all(path.is_file() and share in path.parents for path in paths)
    assert share / "icons/hicolor/scalable/apps/parallax-reader.svg" in paths
    assert share / "icons/hicolor/48x48/apps/parallax-reader.png" in paths
    assert not [path for path in share.rglob(".*") if path.is_file()]


def test_the_data_folder_of_the_desktop_is_honoured_when_absolute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "elsewhere"))
    assert desktop_entry.install()[0] == tmp_path / "elsewhere" / "applications" / "parallax-reader.desktop"
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    assert desktop_entry.install()[0] == tmp_path / "home/.local/share/applications/parallax-reader.desktop"


def test_the_entry_carries_the_name_of_the_window_and_takes_files(home: Path) -> None:
    found = entry(desktop_entry.install(home=home)[0])
    assert found["Type"] == "Application"
    assert found["Icon"] == found["StartupWMClass"] == desktop_entry.APP_ID == "parallax-reader"
    kinds = found["MimeType"].split(";")
    assert kinds[:4] == ["application/x-parallax-story+zip", "text/plain", "text/markdown", "text/html"]
    assert {"application/pdf", "message/rfc822", "application/epub+zip"} < set(kinds)
    assert found["Exec"].endswith(" %F")
    assert found["StartupNotify"] == "true"
    assert found["Terminal"] == "false"


def test_the_command_starts_parallax_with_an_empty_environment_from_any_folder(home: Path, tmp_path: Path) -> None:
    *command, files = words_of(entry(desktop_entry.install(home=home)[0])["Exec"])
    assert files == "%F"
    assert Path(command[0]).is_absolute()
    (tmp_path / "json.py").write_text("raise SystemExit('a stray file was run')")
    done = subprocess.run(
        [*command, "--version"], cwd=tmp_path, env={}, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout.strip() == f"parallax {parallax.__version__}", done.stderr
    assert done.returncode == 0


def test_a_package_found_by_the_bare_interpreter_needs_no_path_in_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second interpreter, whose site folder names this very package, as an editable install does."""
    python = tmp_path / "env" / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "env"], check=True, timeout=60)
    site = next((tmp_path / "env" / "lib").glob("python*/site-packages"))
    monkeypatch.setattr(sys, "executable", str(python))
    if not os.environ.get("PYTHONPATH"):
        monkeypatch.setenv("PYTHONPATH", str(Path(parallax.__file__).parents[1]))
    root = Path(parallax.__file__).resolve().parents[1]
    assert desktop_entry.launch_command() == [
        "/usr/bin/env",
        f"PYTHONPATH={root}",
        str(python),
        "-P",
        "-m",
        "parallax",
    ]
    (site / "parallax.pth").write_text(f"{root}\n")
    assert desktop_entry.launch_command() == [str(python), "-P", "-m", "parallax"]


def test_the_desktop_finds_the_entry_sound(home: Path) -> None:
    path = desktop_entry.install(home=home)[0]
    done = subprocess.run([need("desktop-file-validate"), path], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_the_software_centre_finds_the_description_sound(home: Path) -> None:
    path = next(path for path in desktop_entry.install(home=home) if path.suffix == ".xml")
    done = subprocess.run(
        [need("appstreamcli"), "validate", "--no-net", path], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@given(st.lists(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp")) | st.just(" "), max_size=12)))
def test_any_words_survive_the_quoting_of_the_entry(words: list[str]) -> None:
    assert words_of(desktop_entry.exec_value(words)) == words


def test_words_are_quoted_as_the_specification_wants() -> None:
    assert desktop_entry.exec_value(["/opt/a b/python", "-m", "x"]) == '"/opt/a b/python" -m x'
    assert desktop_entry.exec_value(["a$b"]) == r'"a\\$b"'
    assert desktop_entry.exec_value(["a\\b"]) == r'"a\\\\b"'
    assert desktop_entry.exec_value(["50%"]) == '"50%%"'


def test_desktop_tools_find_an_odd_path_sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = tmp_path / 'it\'s 100% "$HOME" `odd` \\ é' / "python"
    odd.parent.mkdir()
    odd.symlink_to(sys.executable)
    monkeypatch.setattr(sys, "executable", str(odd))
    path = desktop_entry.install(home=tmp_path / "home")[0]
    assert str(odd) in words_of(entry(path)["Exec"])
    done = subprocess.run([need("desktop-file-validate"), path], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_a_path_with_a_line_end_is_refused() -> None:
    with pytest.raises(WriteError, match="control character"):
        desktop_entry.exec_value(["/opt/a\nExec=evil"])


def test_installing_twice_changes_nothing_and_taking_away_leaves_no_file_of_ours(home: Path) -> None:
    first = {path: path.read_bytes() for path in desktop_entry.install(home=home)}
    assert {path: path.read_bytes() for path in desktop_entry.install(home=home)} == first
    other = home / ".local/share/applications/other.desktop"
    other.write_text("[Desktop Entry]\n")
    assert set(desktop_entry.uninstall(home=home)) == set(first)
    assert not any(path.exists() for path in first)
    assert other.exists()
    assert desktop_entry.uninstall(home=home) == []


def test_the_entry_may_be_read_by_the_desktop_whatever_the_umask(home: Path) -> None:
    before = os.umask(0o077)
    try:
        path = desktop_entry.install(home=home)[0]
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_a_folder_that_cannot_be_made_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / ".local").write_text("a file where a folder should be")
    with pytest.raises(WriteError, match="it cannot be written") as caught:
        desktop_entry.install(home=tmp_path)
    assert caught.value.source.startswith(str(tmp_path))


def test_a_place_that_is_taken_by_a_folder_is_one_clear_error_and_nothing_is_left_beside_it(home: Path) -> None:
    taken = home / ".local/share/applications/parallax-reader.desktop"
    taken.mkdir(parents=True)
    with pytest.raises(WriteError, match="it cannot be written"):
        desktop_entry.install(home=home)
    assert list(taken.parent.iterdir()) == [taken]
    with pytest.raises(WriteError, match="it cannot be removed"):
        desktop_entry.uninstall(home=home)


def test_broken_desktop_tools_do_not_fail_the_installation(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    for name, script in (("update-desktop-database", "#!/bin/sh\nexit 3\n"), ("gtk-update-icon-cache", "no program")):
        (tools / name).write_text(script)
        (tools / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tools))
    assert desktop_entry.install(home=home)[0].is_file()
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    assert desktop_entry.install(home=home)[0].is_file()


def test_the_menu_knows_the_kinds_of_file_after_installation(home: Path) -> None:
    need("update-desktop-database")
    desktop_entry.install(home=home)
    cache = (home / ".local/share/applications/mimeinfo.cache").read_text(encoding="utf-8")
    assert "text/markdown=parallax-reader.desktop;" in cache


def test_a_story_file_is_known_by_its_name_and_opened_by_parallax(home: Path) -> None:
    need("update-mime-database")
    desktop_entry.install(home=home)
    share = home / ".local" / "share"
    assert f"{desktop_entry.STORY_TYPE}:*.parallax" in (share / "mime" / "globs").read_text(encoding="utf-8")
    assert f"{desktop_entry.STORY_TYPE}=parallax-reader.desktop;" in (
        share / "applications" / "mimeinfo.cache"
    ).read_text(encoding="utf-8")
    desktop_entry.uninstall(home=home)
    assert "parallax" not in (share / "mime" / "globs").read_text(encoding="utf-8")


def test_elsewhere_than_on_linux_the_reason_is_said(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(WriteError, match="on Linux alone"):
        desktop_entry.install(home=home)
    with pytest.raises(WriteError, match="on Linux alone"):
        desktop_entry.uninstall(home=home)
    assert not home.exists()
