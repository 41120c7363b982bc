from __future__ import annotations

from dataclasses import replace

import pytest

from invented_story import act, said, written
from parallax.sheet.retold import Changed, Retold
from parallax.values import Comparison


def reported(first: str, second: str) -> Comparison:
    """Two reports of one act of speech; the words of each are what stands in its quotation marks."""
    c = written({"A": [[("x", f"“{first}” Ida Holm said.")]], "B": [[("x", f"“{second}” Ida Holm said.")]]}, "reports")
    c = replace(c, attributions=tuple(said(c, n, "Ida Holm", "said", w, "h") for n, w in enumerate((first, second))))
    return replace(c, utterances=(act(c, (0, 1)),))


def retold(first: str, second: str) -> Retold:
    c = reported(first, second)
    return Retold(c, c.utterances[0], c.utterances[0].retellings[0])


FIRST = "We will never leave this house to the river"


@pytest.mark.parametrize(
    ("second", "shown", "changes"),
    [
        ("We will never sell this house to the river", "We will never [leave → sell] this house to the river", 1),
        ("We will leave this house to the river", "We will [never → –] leave this house to the river", 1),
        ("We will never leave this old house to the river", "We will never leave this [+ old] house to the river", 1),
        ("We will never leave this house", "We will never leave this house […]", 0),
        ("never leave this house to the river", "[…] never leave this house to the river", 0),
        ("We will … leave this house to the river", "We will […] leave this house to the river", 0),
        ("We will never leave [the mill] to the river", "We will never leave […] to the river", 0),
        ("We will never leave this house to the river again", "We will never leave this house to the river again", 0),
    ],
)  # fmt: skip
def test_each_change_stands_in_brackets_and_open_cuts_are_no_change(second: str, shown: str, changes: int) -> None:
    told = retold(FIRST, second)
    text, marks = told.marked(whole=True)
    assert text == shown
    assert len(told.changes()) == len(marks) == changes
    assert all(text[m.start] == "[" and text[m.end - 1] == "]" for m in marks)


def test_changes_are_told_in_words() -> None:
    assert Changed("leave", "sell").told() == "“leave” → “sell”"
    assert Changed("never", "").told() == "left out: “never”"
    assert Changed("", "old").told() == "put in: “old”"


def test_long_runs_of_equal_words_are_cut_where_not_all_are_wanted() -> None:
    words = " ".join(f"word{k}" for k in range(30))
    told = retold(f"{words} red {words}", f"{words} blue {words}")
    text, _ = told.marked(whole=False)
    assert text.startswith("… word24") and text.endswith("word5 …") and "[red → blue]" in text
    assert told.marked(whole=True)[0].startswith("word0 word1")
