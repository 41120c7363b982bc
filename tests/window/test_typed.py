"""Which lines fit what was typed."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from parallax.window.actions import ACTIONS
from parallax.window.help.typed import best_first, fit, fold

ALPHABET = "abcdeéöÅñßωЖ …’-7"
words = st.text(ALPHABET, max_size=24)
lines = st.lists(st.tuples(words, words), max_size=8)


def said(typed: str, *texts: str) -> list[str]:
    """The texts that fit, the best first."""
    return [texts[k] for k in best_first(typed, [(text, "") for text in texts])]


@given(lines)
def test_where_nothing_is_typed_all_fit_in_the_order_given(given: list[tuple[str, str]]) -> None:
    assert best_first("  ", given) == list(range(len(given)))


@given(words, lines)
def test_each_line_is_found_once_at_most(typed: str, given: list[tuple[str, str]]) -> None:
    found = best_first(typed, given)
    assert len(set(found)) == len(found)
    assert set(found) <= set(range(len(given)))


@given(words, lines)
def test_case_and_accents_change_nothing(typed: str, given: list[tuple[str, str]]) -> None:
    plain = [(fold(text).upper(), fold(also).title()) for text, also in given]
    assert best_first(typed, given) == best_first(fold(typed).upper(), plain)


@given(st.lists(words, max_size=4), st.randoms(), lines)
def test_the_order_of_the_words_changes_nothing(typed: list[str], chance: object, given: list[tuple[str, str]]) -> None:
    other = list(typed)
    chance.shuffle(other)  # type: ignore[attr-defined]
    assert best_first(" ".join(typed), given) == best_first(" ".join(other), given)


@given(words, st.sampled_from(ALPHABET), lines)
def test_one_more_letter_never_finds_more(typed: str, letter: str, given: list[tuple[str, str]]) -> None:
    assert set(best_first(typed + letter, given)) <= set(best_first(typed, given))


@given(lines.filter(bool), st.data())
def test_no_line_fits_better_than_the_one_whose_words_are_typed(
    given: list[tuple[str, str]], drawn: st.DataObject
) -> None:
    text, _ = drawn.draw(st.sampled_from(given))
    wanted = fold(text).split()
    own = fit(wanted, fold(text))
    assert own is not None
    others = [fit(wanted, fold(words), fold(also)) for words, also in given]
    assert all(own[0] <= other[0] for other in others if other is not None)


@given(lines, st.data())
def test_the_beginnings_of_its_words_find_a_line(given: list[tuple[str, str]], drawn: st.DataObject) -> None:
    for k, (text, _) in enumerate(given):
        beginnings = [word[: drawn.draw(st.integers(1, len(word)))] for word in fold(text).split()]
        assert k in best_first(" ".join(beginnings), given)


@given(lines, words)
def test_lines_that_read_alike_stay_in_the_order_given(given: list[tuple[str, str]], typed: str) -> None:
    found = best_first(typed, given + given)
    twins = len(given)
    assert [k for k in found if k < twins] == [k - twins for k in found if k >= twins]
    assert all(found.index(k) < found.index(k + twins) for k in found if k < twins)


def test_a_whole_word_comes_first_then_a_beginning_then_initials_then_the_middle_of_a_word() -> None:
    assert said("in", "Write it in", "Inside", "Find", "I need") == ["Write it in", "Inside", "I need", "Find"]


def test_an_earlier_place_comes_first() -> None:
    assert said("story", "New story", "Story sheet") == ["Story sheet", "New story"]


def test_initials_and_letters_of_one_word_find_a_line() -> None:
    assert said("nd", "Next difference", "Find") == ["Next difference", "Find"]
    assert said("nxdf", "Next difference", "Next pane") == ["Next difference"]


def test_letters_strewn_over_the_middles_of_words_find_nothing() -> None:
    assert said("tray", "Tribune report of a delay") == []
    assert said("xt", "Next difference") == ["Next difference"]
    assert said("xdf", "Next difference") == []


def test_what_else_is_said_of_a_line_finds_it_after_those_whose_own_words_fit() -> None:
    assert best_first("clipboard", [("Paste", "Add what is on the clipboard"), ("The clipboard", "")]) == [1, 0]
    assert best_first("ctrl+v", [("Paste", "Ctrl+V"), ("Open", "Ctrl+O")]) == [0]


def test_every_action_comes_first_by_its_own_words() -> None:
    texts = [a.text.replace("&", "").removesuffix("…") for a in ACTIONS]
    assert [said(text, *texts)[0] for text in texts] == texts


def test_ten_times_the_titles_take_hardly_more_than_ten_times_as_long() -> None:
    took = []
    for count in (100, 1000):
        titles = [
            (f"Ferry aground off Castle Point, report {n} of the harbour, évening", "Story") for n in range(count)
        ]
        best_first("a xy", titles)  # folds them, as the first keys do
        rounds = []
        for _ in range(5):
            began = time.process_time()
            assert best_first("frry cstl 99", titles)[0] == 99
            rounds.append(time.process_time() - began)
        took.append(min(rounds))
    assert took[1] < 40 * took[0]
