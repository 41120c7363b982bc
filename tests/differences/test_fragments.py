from __future__ import annotations

import pytest
from compared import compared, two_tellings

from parallax.values import Retelling, Utterance


def told(first: tuple[str, str], second: tuple[str, str]) -> list[str]:
    """What is told of names between two reports of one act of speech; each is (verb, content)."""
    articles, acts = two_tellings(first, second, "mixed")
    act = Utterance("u", (0, 1), "trimmed", 0, (Retelling(1, "trimmed"),))
    return [d.explanation for d in compared(articles, "reports", [], acts, [act]) if d.kind == "name"]


def test_one_fragment_said_of_two_things_is_told() -> None:
    assert told(("said", 'the bridge was a "bad deal"'), ("complained of", 'a "bad deal" on the sale of the mill')) == [
        "The quoted words “bad deal” are said of “the sale of the mill” in Courier, of “the bridge” in Tribune."
    ]


def test_what_follows_with_to_is_told_too() -> None:
    (words,) = told(("said she was", '"looking forward" to swimming'), ("is", '"looking forward" to the trial'))
    assert "“swimming”" in words and "“the trial”" in words


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("said", 'the bridge was a "bad deal"'), ("said", 'that a bridge is a "bad deal"')),
        (("said", 'the bridge was a "bad deal"'), ("said", 'it was a "bad deal"')),
        (("said", 'the bridge was a "bad deal"'), ("spoke of", 'a "bad deal"')),
        (("read", '"The Long Way" to the children'), ("read", '"The Long Way" to the teachers')),
    ],
)
def test_one_thing_no_thing_or_a_title_is_no_difference(first: tuple[str, str], second: tuple[str, str]) -> None:
    assert told(first, second) == []
