"""A child process that speaks messages: started, asked, killed; its answers and its end come through callbacks."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import cast

from parallax.worker.messages import BrokenMessage, Message, read_message, write_message

ANALYST = "parallax.worker.analyst"


class Child:
    """One child process running a module of this package.

    `answered` gets every message and `ended` the exit status (negative for a signal), once, after the last message;
    both are called on a thread of this object's own. The child ends when this process does.
    """

    def __init__(self, module: str, answered: Callable[[Message], None], ended: Callable[[int], None]) -> None:
        self._answered = answered
        self._ended = ended
        self._questions: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=child_environment(),
            close_fds=True,
        )
        self._listener = threading.Thread(target=self._listen, name=f"answers of {module}", daemon=True)
        self._listener.start()
        threading.Thread(target=self._write, name=f"questions to {module}", daemon=True).start()

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def ask(self, message: Message) -> None:
        """Send a message, without waiting until the child reads it, which takes seconds while it starts. One that the
        child can no longer take is dropped: its end is told by `ended`."""
        self._questions.put(message)

    def kill(self) -> None:
        """End the child at once and wait until it is gone."""
        self._process.kill()
        self._process.wait()

    def close(self, seconds: float = 2.0) -> None:
        """Close its input, wait for it to end, kill it when it does not."""
        self._questions.put(None)
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
        self._listener.join(seconds)

    def _write(self) -> None:
        """On a thread: the questions in their order, until the input is to be closed."""
        assert self._process.stdin is not None
        try:
            while (message := self._questions.get()) is not None:
                write_message(self._process.stdin, message)  # type: ignore[arg-type]
            self._process.stdin.close()
        except (OSError, ValueError) as error:
            print(f"parallax: the child process takes no more messages: {error}", file=sys.stderr)

    def _listen(self) -> None:
        assert self._process.stdout is not None
        try:
            while (message := read_message(self._process.stdout)) is not None:  # type: ignore[arg-type]
                self._answered(message)
        except (BrokenMessage, OSError) as error:
            print(f"parallax: a child process was ended: {error}", file=sys.stderr)
        finally:  # also when a callback fails: whoever waits for the child must hear that it is gone
            self._process.kill()
            self._questions.put(None)
            self._ended(self._process.wait())


def child_environment() -> dict[str, str]:
    """This process's environment, in which a child finds the same package wherever it was started from."""
    package = str(Path(__file__).resolve().parents[2])
    paths = os.environ.get("PYTHONPATH", "")
    listed = paths.split(os.pathsep) if paths else []
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(cast("list[str]", [*listed, package] if package not in listed else listed)),
    }
