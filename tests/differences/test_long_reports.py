"""The last step of a comparison, over long reports: it grows with their sentences, and can be cancelled."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from long_reports import Reports, reports

from parallax.attribution.watching import Watch

SHORT, LONG = 40, 160
OUTLETS = 3
MOST_GROWTH = 1.12
"""Work that looks at all sentences, names or people for each takes 1.16 to 1.8 times as long per sentence here."""


class Cancelled(Exception):
    """What a watch raises."""


def last_step(story: Reports) -> dict[str, Callable[[Watch], object]]:
    """Each part of the last step, on the results of those before it."""
    told, _, utterances = story.speakers()
    names = story.labels()
    return {
        "speakers and utterances": story.speakers,
        "labels": story.labels,
        "differences": lambda watch: story.differences(told, utterances, names, watch),
        "coverage": story.coverage,
    }


PARTS = ("speakers and utterances", "labels", "differences", "coverage")


def steps(work: Callable[[], object]) -> int:
    """How many lines of Python a piece of work runs; each turn of a comprehension counts as one."""
    count = 0

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("part", PARTS)
def test_four_times_the_facts_take_about_four_times_the_steps(part: str) -> None:
    def per_sentence(facts: int) -> float:
        story = reports(facts)
        work = last_step(story)[part]
        return steps(lambda: work(lambda: None)) / sum(len(p.sentences) for p in story.parses)

    assert per_sentence(LONG) < MOST_GROWTH * per_sentence(SHORT)


@pytest.mark.parametrize("part", PARTS)
def test_watching_changes_nothing(part: str) -> None:
    work = last_step(reports(SHORT, OUTLETS))[part]
    seen: list[None] = []
    assert work(lambda: seen.append(None)) == work(lambda: None)
    assert seen


@pytest.mark.parametrize("part", PARTS)
def test_whatever_call_of_the_watch_raises_ends_the_work(part: str) -> None:
    work = last_step(reports(SHORT, OUTLETS))[part]
    seen: list[None] = []
    work(lambda: seen.append(None))
    for wanted in range(1, len(seen) + 1):
        left = wanted

        def watch() -> None:
            nonlocal left
            left -= 1
            if not left:
                raise Cancelled

        with pytest.raises(Cancelled):
            work(watch)
        assert left == 0


@pytest.mark.parametrize(("part", "each"), [("speakers and utterances", 1), ("labels", 1), ("differences", 2)])
def test_the_watch_is_called_for_every_article_and_every_pair(part: str, each: int) -> None:
    def called(outlets: int) -> int:
        seen: list[None] = []
        last_step(reports(SHORT, outlets))[part](lambda: seen.append(None))
        return len(seen)

    assert called(3) - called(2) >= each
