"""The analyst: a warm process that parses and compares, so that the window never does and no text can bring it down.

It ends when its standard input does, which is when the window's process ends, however that ends. It reads the models
and answers: where the system can hold it to that, it writes no file and makes no connection.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
from typing import BinaryIO

from parallax.article_json import article_from_plain
from parallax.comparison import Begun, Memory, Read, compare
from parallax.errors import ParallaxError
from parallax.export import attribution_to_plain, correction_from_plain, to_plain
from parallax.export.lines import to_lines
from parallax.language.model import english
from parallax.worker import limits
from parallax.worker.messages import BrokenMessage, Message, read_message, write_message


class _Superseded(Exception):
    """A newer question has come: the answer to this one is no longer wanted."""


class Analyst:
    """Answers questions from one stream on another, the newest first; older ones are given up."""

    def __init__(self, questions: BinaryIO, answers: BinaryIO) -> None:
        self._answers = answers
        self._questions = questions
        self._waiting: queue.Queue[Message] = queue.Queue()
        self._memory = Memory()

    def run(self) -> None:
        """Warm up, then answer until the process is ended by the end of its questions."""
        threading.Thread(target=self._listen, name="questions", daemon=True).start()
        try:
            english()
        except ParallaxError as error:
            self._fail(None, error)
        else:
            write_message(self._answers, {"type": "ready"})
        while True:
            question = self._waiting.get()
            while not self._waiting.empty():
                question = self._waiting.get()
            self._answer(question)

    def _listen(self) -> None:
        """Queue the questions; the end of the stream ends the process at once, whatever it is doing."""
        try:
            while (message := read_message(self._questions)) is not None:
                self._waiting.put(message)
        except (BrokenMessage, OSError) as error:
            print(f"parallax analyst: {error}", file=sys.stderr)
            os._exit(1)
        os._exit(0)

    def _answer(self, question: Message) -> None:
        job = question["job"]
        at: int | None = None
        told: Begun | None = None

        def watch(step: Read | Begun) -> None:
            nonlocal at, told
            if not self._waiting.empty():
                raise _Superseded
            if step == told:
                return
            if isinstance(step, Begun):
                at, told = step.article, step
                answer = {"type": "begun", "done": step.done, "total": step.total, "what": step.what, "article": at}
            else:
                answer = {
                    "type": "read",
                    "article": step.article,
                    "language": step.language,
                    "sentences": [[s.start, s.end, s.paragraph] for s in step.sentences],
                    "attributions": [attribution_to_plain(a) for a in step.attributions],
                }
            write_message(self._answers, {**answer, "job": job})

        try:
            comparison = compare(
                [article_from_plain(a) for a in question["articles"]],
                [correction_from_plain(c) for c in question["corrections"]],
                question["relation"],
                memory=self._memory,
                watch=watch,
            )
        except _Superseded:
            return
        except ParallaxError as error:
            self._fail(job, error, at)
            return
        write_message(self._answers, {"type": "compared", "job": job, "raw": to_lines(to_plain(comparison))})

    def _fail(self, job: int | None, error: ParallaxError, article: int | None = None) -> None:
        answer = {"type": "failed", "job": job, "error": type(error).__name__, "message": str(error)}
        write_message(self._answers, {**answer, "article": article})


def main() -> None:
    """Run as a process: questions on standard input, answers on standard output, which nothing else may print to."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    limits.keep_in()
    try:
        Analyst(sys.stdin.buffer, answers).run()
    except BrokenPipeError:
        os._exit(0)


if __name__ == "__main__":
    main()
