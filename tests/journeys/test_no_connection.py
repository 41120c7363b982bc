"""The program makes no connection: it does all its work where there is no network, and nothing it is made of tries."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from offered_files import offered
from test_journeys import Program, wait

from parallax.worker import reader
from parallax.worker.process import child_environment

GUARD = Path(__file__).with_name("socket_guard") / "sitecustomize.py"
IS_THERE_IPV6 = ("socket.bind", "('::1', 0)")
"""What urllib3 does when it is loaded, which spaCy and trafilatura bring and nobody calls: no connection."""
CONNECT = "import socket, sys; socket.create_connection(('127.0.0.1', int(sys.argv[1])), 5)"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs Linux")


def alone() -> list[str]:
    """The command that starts another where there is no network, not even to this computer itself."""
    for command in (["unshare", "-n"], ["unshare", "-rn"]):
        if (
            shutil.which("unshare")
            and subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0
        ):
            return command
    return []


needs_alone = pytest.mark.skipif(not alone(), reason="this system lets nobody make a name space without a network")
needs_strace = pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
needs_filter = pytest.mark.skipif("SECCOMP" not in reader.held(), reason="this system has no filter of system calls")


@pytest.fixture
def port() -> Iterator[str]:
    """A port of this computer that answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield str(server.getsockname()[1])


@pytest.fixture
def quiet_desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    """No message bus: a desktop's own processes are not the program's."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")


class Guard:
    """Hears of the Python processes that start from now on, by what `sitecustomize` tells."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        folder.mkdir()
        shutil.copy(GUARD, folder)
        os.mkfifo(folder / "record")
        self._pipe = os.open(folder / "record", os.O_RDWR | os.O_NONBLOCK)
        monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(folder), child_environment()["PYTHONPATH"]]))

    def told(self) -> list[dict[str, Any]]:
        """All that was told since the last time."""
        parts = []
        while True:
            try:
                parts.append(os.read(self._pipe, 1 << 16))
            except BlockingIOError:
                return [json.loads(line) for line in b"".join(parts).splitlines()]

    def close(self) -> None:
        os.close(self._pipe)


@pytest.fixture
def guard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Guard]:
    made = Guard(tmp_path / "guard", monkeypatch)
    yield made
    made.close()


def command_line(*arguments: str | Path, before: list[str] | None = None) -> subprocess.CompletedProcess[str]:
    command = [*(before or []), sys.executable, "-P", "-m", "parallax", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", env=child_environment(), timeout=180, check=False
    )


def opened_and_analysed(tmp_path: Path, *before: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A window on the files, until their comparison is kept; then it is ended. `before` starts it."""
    files = offered(tmp_path)
    program_file = tmp_path / "python"
    program_file.write_text(f'#!/bin/sh\nexec {shlex.join([*before, sys.executable])} "$@"\n')
    program_file.chmod(0o700)
    with monkeypatch.context() as patched:
        patched.setattr(sys, "executable", str(program_file))
        program = Program(tmp_path / "state" / "library.sqlite", *files, home=tmp_path)
    try:
        wait(lambda: len(program.story().articles) == len(files), "the articles", 120)
        wait(program.analysed, "the comparison", 120)
    finally:
        for pid in [*program.children(), program.process.pid] if before[:1] == ("strace",) else [program.process.pid]:
            os.kill(pid, signal.SIGTERM)
        program.process.wait(30)


def connections(told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [line for line in told if line["event"] != "began" and (line["event"], line["what"]) != IS_THERE_IPV6]


def modules(told: list[dict[str, Any]]) -> set[str]:
    """What was started with -m."""
    programs = [line["program"] for line in told if line["event"] == "began"]
    return {program[program.index("-m") + 1] for program in programs if "-m" in program}


@needs_alone
def test_there_is_no_network_where_the_program_is_started(port: str) -> None:
    """A control: the connection that fails there works here."""
    tried = [subprocess.run([*before, sys.executable, "-c", CONNECT, port], check=False) for before in ([], alone())]
    assert [done.returncode == 0 for done in tried] == [True, False]


@needs_alone
def test_the_command_line_works_without_a_network(tmp_path: Path) -> None:
    files = offered(tmp_path)
    for form in ("json", "html"):
        done = command_line("compare", *files, "--format", form, before=alone())
        assert (done.returncode, done.stderr) == (0, "")
        assert "Maud Tellery" in done.stdout
    assert command_line("library", before=alone()).returncode == 0


@needs_alone
@pytest.mark.display
def test_the_window_works_without_a_network(
    display: str, tmp_path: Path, quiet_desktop: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened_and_analysed(tmp_path, *alone(), monkeypatch=monkeypatch)


def test_the_guard_hears_a_connection_and_a_name_that_is_looked_up(guard: Guard, port: str) -> None:
    """A control: also from a process that was confined, and by the path that the reader's process is given."""
    confined = "from parallax.worker import limits; import os, socket; s = socket.socket()\n"
    confined += "limits.confine(9, os.getppid()); limits.open_nothing_more(); s.connect(('127.0.0.1', 9))"
    for arguments in (["-s", "-P", "-B", "-c", CONNECT, port], ["-c", confined]):
        subprocess.run([sys.executable, *arguments], env=child_environment(), stderr=subprocess.DEVNULL, check=False)
        told = guard.told()
        assert told[0]["event"] == "began"
        assert "socket.connect" in [line["event"] for line in connections(told)]
    assert subprocess.run([sys.executable, "-c", "import socket; socket.getaddrinfo('localhost', 80)"], check=False)
    assert connections(guard.told())


def test_the_command_line_tries_no_connection(guard: Guard, tmp_path: Path) -> None:
    assert command_line("compare", *offered(tmp_path)).returncode == 0
    told = guard.told()
    assert modules(told) == {"parallax", "parallax.worker.reader"}
    assert connections(told) == []
    assert command_line("library").returncode == 0
    assert connections(guard.told()) == []


@pytest.mark.display
def test_no_process_of_the_window_tries_a_connection(
    display: str, guard: Guard, tmp_path: Path, quiet_desktop: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened_and_analysed(tmp_path, monkeypatch=monkeypatch)
    told = guard.told()
    assert modules(told) == {"parallax", "parallax.worker.analyst", "parallax.worker.reader"}
    assert connections(told) == []


def sockets(folder: Path) -> list[str]:
    """The sockets that were made for anything but this computer's own processes, of what strace wrote."""
    local = ("socket(AF_UNIX", "socket(AF_LOCAL")
    lines = [line for path in folder.iterdir() for line in path.read_text(errors="replace").splitlines()]
    return [
        line for line in lines if line.startswith("socket(") and not line.startswith(local) and " = -1 E" not in line
    ]


@needs_strace
@needs_filter
@pytest.mark.display
def test_not_even_what_is_not_python_makes_a_socket(
    display: str, tmp_path: Path, quiet_desktop: None, port: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard hears Python alone; the kernel hears Qt, too."""
    folders = [tmp_path / name for name in ("control", "window")]
    for folder in folders:
        folder.mkdir()
    watched = [["strace", "-ff", "-qq", "-e", "trace=socket", "-o", str(folder / "calls")] for folder in folders]
    if subprocess.run([*watched[0], sys.executable, "-c", CONNECT, port], check=False).returncode:
        pytest.skip("strace may not watch here")
    assert sockets(folders[0])
    opened_and_analysed(tmp_path, *watched[1], monkeypatch=monkeypatch)
    assert list(folders[1].iterdir())
    assert sockets(folders[1]) == []
