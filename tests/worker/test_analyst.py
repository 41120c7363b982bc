"""The analyst, in a real process: the same answer as in this one, the newest question first, no life of its own."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import parallax
from parallax.article import Article
from parallax.article_json import article_to_plain
from parallax.export import from_plain
from parallax.export.lines import from_lines
from parallax.worker.messages import Message
from parallax.worker.process import ANALYST, Child, child_environment

REPORTS = (
    Article.from_text("Rain fell on Oddby for six days 🌧. “We are wet,” said the mayor, Tom Rusk.", title="Wet Oddby"),
    Article.from_text("It rained on Oddby for five days. Mayor Tom Rusk said the town was wet."),
)


class Heard:
    """What a child says, in order."""

    def __init__(self) -> None:
        self.messages: queue.Queue[Message] = queue.Queue()
        self.status: queue.Queue[int] = queue.Queue()

    def until(self, kind: str) -> list[Message]:
        heard = []
        while not heard or heard[-1]["type"] != kind:
            heard.append(self.messages.get(timeout=60))
        return heard


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def analyst(heard: Heard) -> Iterator[Child]:
    child = Child(ANALYST, heard.messages.put, heard.status.put)
    yield child
    child.close()


def question(job: int, *articles: Article) -> Message:
    plain = [article_to_plain(a) for a in articles]
    return {"type": "compare", "job": job, "articles": plain, "corrections": [], "relation": None}


def test_the_answer_is_the_one_that_this_process_gives(analyst: Child, heard: Heard) -> None:
    analyst.ask(question(1, *REPORTS))
    said = heard.until("compared")
    assert from_plain(from_lines(said[-1]["raw"])) == parallax.compare(REPORTS)
    assert said[0] == {"type": "ready"}
    read = [m for m in said if m["type"] == "read"]
    assert [m["article"] for m in read] == [0, 1]
    assert read[0]["sentences"][0] == [0, 9, 0]
    begun = [m for m in said if m["type"] == "begun"]
    assert [m["done"] for m in begun] == list(range(begun[0]["total"]))


def test_the_newest_question_is_answered_and_older_ones_are_given_up(analyst: Child, heard: Heard) -> None:
    for job in range(1, 6):
        analyst.ask(question(job, *REPORTS))
    answered: list[Any] = []
    while not answered or answered[-1] != 5:
        answered.append(heard.until("compared")[-1]["job"])
    assert len(answered) < 5


def test_a_question_that_is_being_answered_is_given_up_for_a_newer_one(analyst: Child, heard: Heard) -> None:
    long = [Article.from_text(f"{REPORTS[0].text} It was day {k}.\n" * 150) for k in range(6)]
    analyst.ask(question(1, *long))
    heard.until("begun")
    analyst.ask(question(2, REPORTS[0]))
    said = heard.until("compared")
    assert said[-1]["job"] == 2
    assert {m["article"] for m in said if m["type"] == "read" and m["job"] == 1} < set(range(6))


def test_it_ends_when_its_questions_do(analyst: Child, heard: Heard) -> None:
    heard.until("ready")
    analyst.close()
    assert heard.status.get(timeout=10) == 0


def test_being_killed_is_told(analyst: Child, heard: Heard) -> None:
    heard.until("ready")
    os.kill(analyst.pid, signal.SIGKILL)
    assert heard.status.get(timeout=10) == -signal.SIGKILL


def raw_end(send: Callable[[subprocess.Popen[bytes]], None]) -> int:
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", ANALYST],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=child_environment(),
    )
    send(process)
    return process.wait(30)


def test_what_is_no_message_ends_it() -> None:
    def send(process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        process.stdin.write(b"\xff\xff\xff\xff garbage")
        process.stdin.flush()

    assert raw_end(send) == 1


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_listener_that_fails_still_hears_the_end(heard: Heard) -> None:
    def fail(message: Message) -> None:
        raise RuntimeError("a listener at fault")

    child = Child(ANALYST, fail, heard.status.put)
    assert heard.status.get(timeout=60) == -signal.SIGKILL
    child.close()


def test_a_long_question_is_asked_without_waiting_for_a_process_that_still_starts(heard: Heard) -> None:
    child = Child(ANALYST, heard.messages.put, heard.status.put)
    began = time.monotonic()
    child.ask({**question(1, *REPORTS), "other": "x" * 2_000_000})
    assert time.monotonic() - began < 0.1
    child.kill()
