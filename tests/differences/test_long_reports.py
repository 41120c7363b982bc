"""The last step of a comparison, over long reports: it grows with their sentences, and can be cancelled."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from compared import article, compared
from long_reports import Reports, reports

from parallax.attribution.watching import Watch
from parallax.values import Attribution, Difference, Utterance

SHORT, LONG = 40, 160
OUTLETS = 3
MOST_GROWTH = 1.12
"""Work that looks at all sentences, names or people for each takes 1.16 to 1.8 times as long per sentence here."""

MANY = 60
MOST_GROWTH_OF_ONE_THING = 1.5
"""Holding each of one thing against each of the other report takes three times as long for each here."""


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


def crowds(many: int) -> Callable[[], tuple[Difference, ...]]:
    """The comparison of two reports that count many crowds, no two alike."""
    tolls = [
        [f"Some {9_000 * n + 100 + k} people marched against the harbour tax." for k in range(many)] for n in (1, 9)
    ]
    texts = ["\n\n".join(told) for told in tolls]
    return lambda: compared([article(t, o) for t, o in zip(texts, "AB", strict=True)], "reports", [])


def quotations(many: int) -> Callable[[], tuple[Difference, ...]]:
    """The comparison of two reports that have one quotation many times, each time with a word of its own."""
    texts, said = [], []
    for n, word in enumerate(("bolted", "locked")):
        text = ""
        for k in range(many):
            quoted = f"“The gate of the dam was never {word}{k} by night,”"
            said.append(Attribution(n, (), (), ((len(text), len(text) + len(quoted)),), "direct"))
            text += f"{quoted} Lind said.\n\n"
        texts.append(text)
    act = Utterance("u", tuple(range(2 * many)), "altered", 0, ())
    return lambda: compared([article(t, o) for t, o in zip(texts, "AB", strict=True)], "reports", [], said, [act])


@pytest.mark.parametrize("told", [crowds, quotations])
def test_four_times_as_much_of_one_thing_takes_about_four_times_the_steps(
    told: Callable[[int], Callable[[], tuple[Difference, ...]]],
) -> None:
    def each(many: int) -> float:
        work = told(many)
        work()  # so that the texts are parsed
        return steps(work) / many

    assert each(4 * MANY) < MOST_GROWTH_OF_ONE_THING * each(MANY)


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
