"""The words that the encoder reads cover a text, and its windows hold whole paragraphs."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parallax.article import Span
from parallax.language.encoder import encoder
from parallax.language.windows import CLS, LIMIT, PAD, SEP, Window, Words, batch, pack, places, pooled

ODD = ("🦊", "👨‍👩‍👧", "e\u0301", "ÅSE", "naïve", "—", "“", "”", '"', "1,200", "मौसम", "大坝", "...", "x" * 300)
"""What a text may hold beside plain words."""
PLAIN = ("the", "harbour", "Vestby", "closed", "on", "Monday", "NATO", "said.", "Why?", "unpumpable")
lines = st.lists(st.sampled_from([*PLAIN, *ODD]) | st.text(max_size=8), max_size=30).map(
    lambda words: unicodedata.normalize("NFC", " ".join(words)).replace("\n", " ")
)
paragraphs = st.lists(lines, max_size=6)

OUTSIDE, INSIDE = range(4), range(4, 8)
LOWER, CAPITAL, CAPITALS, MIXED = OUTSIDE
OPENS, CLOSES = 8, 9


def spans_of(texts: list[str]) -> list[Span]:
    found, at = [], 0
    for text in texts:
        found.append((at, at + len(text)))
        at += len(text) + 1
    return found


def read(*texts: str) -> Words:
    return encoder().words("\n".join(texts), spans_of(list(texts)))


def written(words: Words, text: str) -> list[str]:
    return [text[s:e] for s, e in zip(words.start.tolist(), words.end.tolist(), strict=True)]


def looks(text: str) -> dict[str, int]:
    """The look of each word of a text, of repeated ones that of the last."""
    words = read(text)
    return dict(zip(written(words, text), words.look.tolist(), strict=True))


@settings(max_examples=100)
@given(paragraphs)
def test_words_rise_within_their_paragraphs_and_leave_out_no_letter(texts: list[str]) -> None:
    words, text = read(*texts), "\n".join(texts)
    spans = list(zip(words.start.tolist(), words.end.tolist(), strict=True))
    assert all(s < e for s, e in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    for (s, e), paragraph in zip(spans, words.paragraph.tolist(), strict=True):
        low, high = spans_of(texts)[paragraph]
        assert low <= s < e <= high
    covered = {k for s, e in spans for k in range(s, e)}
    assert {k for k, c in enumerate(text) if c.isalnum()} <= covered


@settings(max_examples=60)
@given(paragraphs)
def test_every_word_has_pieces_and_every_piece_a_word(texts: list[str]) -> None:
    words = read(*texts)
    assert (np.diff(words.first) > 0).all()
    assert (words.first[0], words.first[-1]) == (0, len(words.pieces))
    assert len(words.first) == len(words) + 1
    assert (np.diff(words.stops) >= 0).all() and (np.diff(words.paragraph) >= 0).all()


def test_a_word_of_several_pieces_spans_all_its_letters() -> None:
    text = "An unpumpable overflow"
    words = read(text)
    assert written(words, text) == ["An", "unpumpable", "overflow"]
    assert words.first[2] - words.first[1] > 1


@pytest.mark.parametrize(
    "text",
    [
        "Zoë 🦊 left on Monday",
        "A 👨‍👩‍👧 waited",
        unicodedata.normalize("NFD", "Åse née Brûlé"),
        "Haʻapai 大 坝 fell",
    ],
)
def test_emoji_and_combining_marks_shift_no_word(text: str) -> None:
    starts = [k for k, c in enumerate(text) if not c.isspace() and (k == 0 or text[k - 1].isspace())]
    assert read(text).start.tolist() == starts


def test_a_word_of_five_thousand_letters_is_one_word() -> None:
    words = read("x" * 5000 + " fell")
    assert list(zip(words.start, words.end, strict=True)) == [(0, 5000), (5001, 5005)]
    assert pack(words) == [Window(0, 2)]


@pytest.mark.parametrize("marks", ["“”", '""', "„”", "«»"])
def test_words_inside_quotation_marks_look_otherwise_than_those_outside(marks: str) -> None:
    opening, closing = marks
    found = looks(f"Then {opening}we ran{closing} he said")
    assert found["Then"] == CAPITAL and found["he"] == found["said"] == LOWER
    assert {found["we"], found["ran"]} == {LOWER + 4}
    words = read(f"Then {opening}we ran{closing} he said")
    assert [look for look in words.look.tolist() if look in (OPENS, CLOSES)] == [OPENS, CLOSES]


def test_straight_marks_look_like_the_curly_ones() -> None:
    curly = "“No,” said Ada. “We heard (“bang”) twice.”"
    straight = curly.replace("“", '"').replace("”", '"')
    assert read(straight).look.tolist() == read(curly).look.tolist()


def test_a_quotation_left_open_ends_with_its_paragraph() -> None:
    words = read("“We ran", "and hid")
    assert words.look.tolist() == [OPENS, CAPITAL + 4, LOWER + 4, LOWER, LOWER]


def test_letters_tell_lower_from_capital_capitals_and_mixed() -> None:
    found = looks("the Harbour NATO McCoy I 1968 eBay")
    expected = [LOWER, CAPITAL, CAPITALS, MIXED, CAPITAL, LOWER, MIXED]
    assert list(found.values()) == expected


@settings(max_examples=100)
@given(paragraphs, st.integers(8, 60))
def test_windows_hold_every_word_once_and_no_more_pieces_than_they_may(texts: list[str], limit: int) -> None:
    words = read(*texts)
    windows = pack(words, limit)
    assert [k for w in windows for k in range(w.first, w.last)] == list(range(len(words)))
    sizes = np.diff(words.first)
    for w in windows:
        pieces = int(words.first[w.last] - words.first[w.first])
        breaks = len(set(words.paragraph[w.first : w.last].tolist()))
        # [CLS], the pieces, and a separator after each paragraph; a single word may be longer than any window
        assert 1 + pieces + breaks <= limit or w.last - w.first == 1 or sizes[w.first : w.last].max() > limit - 2


@settings(max_examples=60)
@given(paragraphs, st.integers(30, 80))
def test_a_paragraph_that_fits_is_never_cut(texts: list[str], limit: int) -> None:
    words = read(*texts)
    home = {k: n for n, w in enumerate(pack(words, limit)) for k in range(w.first, w.last)}
    for paragraph in set(words.paragraph.tolist()):
        own = np.flatnonzero(words.paragraph == paragraph)
        pieces = int(words.first[own[-1] + 1] - words.first[own[0]])
        assert pieces > limit - 2 or len({home[int(k)] for k in own}) == 1


def test_a_paragraph_longer_than_a_window_is_cut_after_a_sentence() -> None:
    text = "The river rose and the bridge was closed. " * 20
    words = read(text)
    windows = pack(words, 64)
    assert len(windows) > 2
    found = written(words, text)
    assert all(found[w.last - 1] == "." for w in windows)


def test_a_sentence_longer_than_a_window_is_cut_between_words() -> None:
    words = read("and then the river rose " * 60)
    windows = pack(words)
    assert len(windows) == 2
    assert [k for w in windows for k in range(w.first, w.last)] == list(range(300))


def test_the_first_window_may_be_told_to_be_shorter() -> None:
    words = read(*["The river rose and the bridge was closed."] * 4)
    assert pack(words) == [Window(0, 36)]
    assert pack(words, first_limit=32) == [Window(0, 27), Window(27, 36)]


def test_an_empty_text_has_no_window() -> None:
    assert len(read()) == len(read("", " ")) == 0
    assert pack(read()) == pack(read("", " ")) == []


def test_windows_side_by_side_are_padded_and_paragraphs_separated() -> None:
    words = read("The river rose.", "It fell.", "Nobody was hurt on the bridge.")
    one, other = Window(0, 7), Window(7, 14)
    made = batch([(words, one), (words, other)])
    assert made.pieces.shape == made.looks.shape == made.there.shape == (2, 10)
    assert made.pieces[0].tolist() == [CLS, *words.pieces[:4], SEP, *words.pieces[4:7], SEP]
    assert made.pieces[1].tolist() == [CLS, *words.pieces[7:], SEP, PAD]
    assert made.there.sum(axis=1).tolist() == [10, 9]
    assert places(words, one).tolist() == [1, 2, 3, 4, 6, 7, 8]


@settings(max_examples=60)
@given(paragraphs, st.integers(0, 2**32 - 1))
def test_the_state_of_a_word_is_the_mean_of_its_pieces(texts: list[str], seed: int) -> None:
    words = read(*texts)
    for window in pack(words, 60):
        if words.first[window.last] - words.first[window.first] > LIMIT - 2:
            continue  # a word that no window holds is tested by itself
        at = places(words, window)
        states = np.random.default_rng(seed).normal(size=(int(at[-1]) + 2, 3)).astype(np.float32)
        low = words.first[window.first]
        for k, state in zip(range(window.first, window.last), pooled(words, window, states), strict=True):
            own = at[words.first[k] - low : words.first[k + 1] - low]
            assert np.allclose(state, np.mean([states[p] for p in own], axis=0), atol=1e-5)


def test_a_word_of_more_pieces_than_a_window_is_read_as_far_as_it_fits() -> None:
    count = LIMIT + 40
    one_word = Words(
        np.arange(1000, 1000 + count, dtype=np.int32),
        np.array([0, count], np.int32),
        *(np.array([k], np.int32) for k in (0, count, 0, 0, 0)),
    )
    (window,) = pack(one_word)
    made = batch([(one_word, window)])
    assert made.pieces.shape == (1, LIMIT)
    assert made.pieces[0, [0, 1, LIMIT - 1]].tolist() == [CLS, 1000, SEP]
    assert np.isfinite(pooled(one_word, window, np.ones((LIMIT, 2), np.float32))).all()


def test_the_state_of_a_sentence_is_the_mean_over_its_pieces() -> None:
    words = read("The unpumpable river rose. It fell.")
    (window,) = pack(words)
    states = np.random.default_rng(7).normal(size=(len(words.pieces) + 2, 4)).astype(np.float32)
    first, second = pooled(words, window, states, [0, 5, len(words)])
    cut = int(words.first[5]) + 1
    assert np.allclose(first, states[1:cut].mean(axis=0), atol=1e-6)
    assert np.allclose(second, states[cut:-1].mean(axis=0), atol=1e-6)
