"""Real processes: killed in the middle of their writing, and writing at once."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from writer_process import state

from parallax.library import Library

HERE = Path(__file__).parent
ROUNDS = int(os.environ.get("PARALLAX_KILL_ROUNDS", "20"))


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL here")
def test_what_was_acknowledged_before_kill_9_is_there_afterwards(path: Path, library: Library, story: str) -> None:
    library.close()
    chance = random.Random(9)
    last = {"changes": 0, "state": "", "position": ""}
    acknowledged = 0
    for number in range(ROUNDS):
        child = subprocess.Popen(
            [sys.executable, str(HERE / "writer_process.py"), str(path), story, str(number + 1000), "1000000"],
            stdout=subprocess.PIPE,
        )
        assert child.stdout is not None
        first = child.stdout.readline()
        time.sleep(chance.random() * 0.25)
        child.send_signal(signal.SIGKILL)
        said = (first + child.stdout.read()).split(b"\n")[:-1]  # what follows the last line end was not said whole
        child.stdout.close()
        assert child.wait() == -signal.SIGKILL
        will = ""
        for line in map(json.loads, said):
            will = line.get("will", "")
            last.update({name: line[name] for name in last if name in line})
            acknowledged += "will" not in line

        with Library.open(path) as reopened:
            assert reopened.notice == ""
            assert reopened.check() == ""
            assert reopened._connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert reopened._connection.execute("PRAGMA foreign_key_check").fetchall() == []
            now = reopened.story(story)
            assert now.position.view >= str(last["position"])
            if last["changes"] and now.changes != last["changes"]:
                # One change was on the disk already and not yet acknowledged: taking it back gives the state before.
                assert will
                assert now.changes == int(str(last["changes"])) + 1
                (reopened.redo if will == "undo" else reopened.undo)(story)
                now = reopened.story(story)
            if last["changes"]:
                assert state(now) == last["state"]
            last.update(changes=now.changes, state=state(now))
    assert acknowledged > ROUNDS


def test_two_processes_that_write_at_once_lose_nothing(path: Path, library: Library, story: str) -> None:
    names, count = ["left", "right"], 150
    children = [
        subprocess.Popen(
            [sys.executable, str(HERE / "note_process.py"), str(path), story, name, str(count)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in names
    ]
    for child in children:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
    said = []
    for child in children:
        assert child.stdin is not None
        child.stdin.write("go\n")
        child.stdin.flush()
    for child in children:
        out, _ = child.communicate(timeout=60)
        assert child.returncode == 0
        said.append(out.split())
    assert library.changed_elsewhere()
    marks = library.story(story).marks
    assert {mark.id for mark in marks} == {*said[0], *said[1]}
    assert {mark.note for mark in marks} == {f"{name} {number}" for name in names for number in range(count)}
    owners = [mark.note.split()[0] for mark in marks]
    assert owners != sorted(owners), "the two did not write at once"
