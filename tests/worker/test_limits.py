"""What a process that reads hostile bytes can no longer do: each is really tried, from within."""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from parallax.worker import landlock, limits, reader
from parallax.worker.process import child_environment
from parallax.worker.windows_job import ExtendedLimits

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other limits, and none was tried")

CONFINED = """
import ctypes, errno, json, os, socket, sys, threading, time
from parallax.worker import landlock, limits, seccomp
libc = ctypes.CDLL(None, use_errno=True)
place = sys.argv[1]
def asked(call, *arguments):
    if call(*arguments) == -1: raise OSError(ctypes.get_errno(), "")
{before}
{confined}
for deed in {deeds!r}:
    try:
        exec(deed)
    except OSError as error:
        print("refused", errno.errorcode[error.errno])
    except (MemoryError, RuntimeError) as error:
        print("refused", type(error).__name__)
    else:
        print("done")
sys.stdout.flush()
"""
ALL = "limits.confine(5, os.getppid())"
WARM = f"{ALL}; limits.open_nothing_more()"
CONNECTING = "limits.confine(5, os.getppid(), connecting=True)"
FILTER_ALONE = "libc.prctl(38, 1, 0, 0, 0); assert seccomp.refuse_harm()"
LANDLOCK_ALONE = "libc.prctl(38, 1, 0, 0, 0); assert landlock.refuse_writing()"


def tried(*deeds: str, place: Path | str = "", confined: str = ALL, before: str = "") -> list[str]:
    """What comes of each deed in one process that was confined, or the signal that ended it."""
    code = CONFINED.format(before=before, confined=confined, deeds=deeds)
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, str(place)],
        capture_output=True,
        text=True,
        env=child_environment(),
        timeout=60,
        check=False,
    )
    if done.returncode:
        return [f"ended by {-done.returncode}: {done.stderr[-300:]}"]
    return done.stdout.splitlines()


def refused(*deeds: str, place: Path | str = "", confined: str = ALL, before: str = "") -> bool:
    """Whether each deed fails when confined, and works when not: one that never works would prove nothing."""
    free = tried(*deeds, place=place, confined="", before=before)
    assert free == ["done"] * len(deeds), free
    outcome = tried(*deeds, place=place, confined=confined, before=before)
    assert len(outcome) == len(deeds), outcome
    return all(each in ("refused EPERM", "refused EACCES", "refused EFBIG") for each in outcome) or pytest.fail(
        f"{dict(zip(deeds, outcome, strict=True))}"
    )


def has_filter() -> bool:
    return tried("assert seccomp.refuse_harm()", confined="limits.keep_in()") == ["done"]


needs_filter = pytest.mark.skipif(
    sys.platform != "linux" or not has_filter(), reason="this system has no filter of system calls"
)
needs_landlock = pytest.mark.skipif(
    sys.platform != "linux" or not landlock.version(), reason="this kernel has no Landlock"
)


CHANGES = {
    "truncate": "os.close(os.open(place, os.O_RDONLY | os.O_TRUNC))",
    "rename": "os.rename(place, place + '2'); os.rename(place + '2', place)",
    "link": "os.link(place, place + '3'); os.unlink(place + '3')",
    "symlink": "os.symlink(place, place + '4'); os.unlink(place + '4')",
    "mkdir": "os.mkdir(place + '5'); os.rmdir(place + '5')",
    "fifo": "os.mkfifo(place + '6'); os.unlink(place + '6')",
    "remove": "os.unlink(place); open(place, 'w').close()",
}
OWNED = {"chmod": "os.chmod(place, 0o600)", "times": "os.utime(place)"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "file"
    path.write_text("words")
    return path


def test_nothing_is_written_into_a_file(file: Path) -> None:
    assert tried("f = open(place, 'a'); f.write('x'); f.close()", place=file)[0].startswith("refused")
    assert file.read_text() == "words"
    assert tried("f = open(place, 'a'); f.write('x'); f.close()", place=file, confined="") == ["done"]


@needs_filter
def test_no_file_is_made_moved_removed_or_changed(file: Path) -> None:
    assert refused(*CHANGES.values(), *OWNED.values(), place=file, confined=FILTER_ALONE)


@needs_landlock
def test_landlock_alone_keeps_files_as_they_are(file: Path) -> None:
    assert refused(*CHANGES.values(), place=file, confined=LANDLOCK_ALONE)


def test_no_file_is_opened_once_the_parsers_are_loaded() -> None:
    assert tried("open(place)", place=__file__) == ["done"]
    assert tried("open(place)", place=__file__, confined=WARM)[0] in ("refused EPERM", "refused EMFILE")


@needs_filter
def test_a_file_is_not_opened_in_the_place_of_one_that_was_closed() -> None:
    assert refused("os.close(0); os.open(place, os.O_RDONLY)", "os.listdir('/')", place=__file__, confined=WARM)


@needs_landlock
def test_landlock_alone_opens_nothing() -> None:
    confined = f"{LANDLOCK_ALONE}; assert landlock.refuse_reading()"
    assert refused("open(place)", "os.listdir('/')", place=__file__, confined=confined)


@needs_filter
def test_no_socket_is_made() -> None:
    families = ("AF_INET", "AF_INET6", "AF_UNIX")
    kinds = ("SOCK_STREAM", "SOCK_DGRAM")
    deeds = [f"socket.socket(socket.{family}, socket.{kind})" for family in families for kind in kinds]
    assert refused(*deeds, "socket.socketpair()")


@needs_filter
def test_a_socket_that_was_open_reaches_nobody() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        before = "stream = socket.socket(); datagram = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)"
        deeds = "stream.connect(('127.0.0.1', int(place)))", "datagram.sendto(b'x', ('127.0.0.1', int(place)))"
        assert refused(*deeds, place=str(server.getsockname()[1]), before=before)


@pytest.mark.skipif(landlock.version() < 4, reason="this kernel's Landlock knows no connections")
def test_landlock_alone_makes_no_tcp_connection() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        deed = "socket.create_connection(('127.0.0.1', int(place)))"
        assert refused(deed, place=str(server.getsockname()[1]), confined=LANDLOCK_ALONE)


@needs_filter
def test_no_process_is_started() -> None:
    assert refused(
        "os.fork() or os._exit(0)",
        "os.posix_spawn(sys.executable, [sys.executable, '-c', ''], os.environ)",
        "import subprocess; subprocess.run([sys.executable, '-c', ''])",
    )


@needs_filter
def test_no_other_program_takes_its_place() -> None:
    deed = "os.execv(sys.executable, [sys.executable, '-c', 'print(\"done\")'])"
    assert refused(deed)


@needs_filter
def test_what_fetches_a_page_may_connect_and_look_names_up_and_nothing_else(file: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        place = str(server.getsockname()[1])
        deeds = "socket.create_connection(('127.0.0.1', int(place)))", "socket.getaddrinfo('localhost', 80)"
        assert tried(*deeds, place=place, confined=CONNECTING) == ["done"] * 2
    deed = "os.execv(sys.executable, [sys.executable, '-c', 'print(\"done\")'])"
    assert refused(deed, confined=CONNECTING)
    assert refused("os.fork() or os._exit(0)", "os.kill(os.getppid(), 0)", confined=CONNECTING)
    assert refused(*CHANGES.values(), place=file, confined=CONNECTING)


@needs_filter
def test_a_thread_may_be_started() -> None:
    assert tried("t = threading.Thread(target=int); t.start(); t.join()", confined=WARM) == ["done"]


@needs_filter
def test_nobody_else_is_ended_or_looked_into() -> None:
    assert refused("os.kill(os.getppid(), 0)")
    assert refused("import resource; resource.prlimit(os.getppid(), resource.RLIMIT_CPU)")
    assert refused("os.sched_setscheduler(os.getppid(), os.SCHED_OTHER, os.sched_param(0))")
    calls = (
        "libc.ptrace, 16, os.getppid(), 0, 0",
        "libc.process_vm_readv, os.getppid(), 0, 0, 0, 0, 0",
        "libc.syscall, 434, os.getppid(), 0",  # pidfd_open
        "libc.syscall, 425, 1, 0",  # io_uring_setup, by which a socket could be made
        "libc.unshare, 0x10000000",
    )
    assert tried(*(f"asked({call})" for call in calls)) == ["refused EPERM"] * len(calls)


@needs_filter
def test_what_one_does_to_oneself_is_allowed() -> None:
    assert tried("os.kill(os.getpid(), 0)", confined=WARM) == ["done"]
    assert tried("os.abort()", confined=WARM)[0].startswith("ended by 6")


@needs_filter
@pytest.mark.skipif(os.uname().machine != "x86_64", reason="only this processor knows calls by a second number")
def test_a_call_by_the_number_of_another_kind_of_program_is_refused() -> None:
    assert tried("asked(libc.syscall, 0x40000000 + 41, 2, 1, 0)", "asked(libc.syscall, 1000)") == ["refused ENOSYS"] * 2


@needs_filter
def test_no_limit_is_taken_back() -> None:
    deed = "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (1000, 1000))"
    (outcome,) = tried(deed, confined=WARM)
    assert outcome.startswith("ended by") and "not allowed to raise" in outcome
    # The address of the new limit has zeros in its lower half: a filter that looks at one half lets it pass.
    before = (
        "import mmap; libc.mmap.restype = ctypes.c_void_p; at = ctypes.c_void_p(1 << 32)\n"
        "assert libc.mmap(at, 4096, 3, 0x100022, -1, 0) == 1 << 32\n"
        "ctypes.memmove(1 << 32, (2).to_bytes(8, 'little') * 2, 16)"
    )
    assert refused("asked(libc.prlimit, 0, 7, at, None)", before=before, confined=WARM)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits memory")
def test_no_more_memory_is_had_than_is_granted() -> None:
    assert tried("bytearray(2 << 30)", "bytearray(1 << 20)") == ["refused MemoryError", "done"]


def test_what_spins_for_ever_is_ended_by_the_system() -> None:
    assert tried("while True: pass", confined="limits.confine(0, os.getppid())")[0].startswith("ended by ")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child with its parent")
def test_a_reader_ends_with_its_parent(tmp_path: Path) -> None:
    code = (
        "import os, subprocess, sys\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import os, time; from parallax.worker import limits;"
        " limits.confine(30, os.getppid()); print(os.getpid(), flush=True); time.sleep(30)'], stdout=subprocess.PIPE)\n"
        "print(child.stdout.readline().decode().strip(), flush=True)\n"
        "os._exit(0)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=False)
    child = Path(f"/proc/{int(done.stdout)}")
    until = time.monotonic() + 5
    while child.exists() and "zombie" not in (child / "status").read_text() and time.monotonic() < until:
        time.sleep(0.02)
    assert not child.exists() or "zombie" in (child / "status").read_text()


WITHOUT = """
import ctypes, errno
from parallax.worker import reader, seccomp
older = seccomp.new_filter()
older.calls["landlock_create_ruleset"] = 444
for name in ("landlock_create_ruleset", "seccomp"):
    older.refuse(name, errno.ENOSYS)
ctypes.CDLL(None).prctl(38, 1, 0, 0, 0)
assert seccomp.put_on(older)
held = reader.held()
assert "RLIMIT_NPROC" in held and "RLIMIT_AS" in held and "NOTHING_MORE" in held, held
assert not any("SECCOMP" in name or "LANDLOCK" in name for name in held), held
page = "<h1>Bridge shut</h1>" + "<p>The footbridge at Ostwick stays closed until autumn, the county said.</p>" * 4
assert reader.read_in_process(f"<html><body>{page}</body></html>".encode(), "a.html")
"""


@needs_filter
def test_files_are_read_where_the_kernel_has_neither_landlock_nor_filters() -> None:
    done = subprocess.run([sys.executable, "-c", WITHOUT], env=child_environment(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_the_reader_says_which_limits_hold_and_each_has_its_words() -> None:
    held = reader.held()
    assert set(held) <= limits.NAMES
    assert {"RLIMIT_CPU", "RLIMIT_FSIZE", "NOTHING_MORE"} <= set(held)
    told = " ".join(limits.told(held))
    assert ("Connections: none." in told) == ("SECCOMP" in held)
    assert limits.told(()) and all("not limited here" in line for line in limits.told(()))


def test_windows_is_asked_with_structures_of_its_own_size() -> None:
    assert ctypes.sizeof(ExtendedLimits) == (144 if ctypes.sizeof(ctypes.c_void_p) == 8 else 112)
