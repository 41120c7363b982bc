from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_parses import parses

from parallax.article import Article
from parallax.attribution import attributions, fitting
from parallax.attribution.fitting import (
    EDGES,
    Fitted,
    Fitting,
    Settings,
    best_runs,
    chosen,
    fitted,
    kept,
    labelled,
    parted,
    tokens_of,
)
from parallax.attribution.hearing import Heard, heard
from parallax.comparison import read_article
from parallax.errors import ModelAltered, ModelMissing
from parallax.language import Parse, ParsedSentence, Token, parse
from parallax.paths import resource
from timing import least_seconds

PLAIN = Settings(
    worth=0.3,
    edge_weight=1.0,
    edge_bias=0.0,
    source_edge_weight=1.0,
    source_bias=0.0,
    least_source=0.0,
    most=5.0,
    far=0.6,
    same_content=0.5,
)
NATS = st.integers(-6, 6).map(float)


@st.composite
def rows(draw: st.DrawFn, least: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Odds of up to three rows of tokens, and what the gaps add; whole numbers, so that sums are exact."""
    tokens = draw(st.integers(least, 6))
    some = draw(st.integers(1, 3))
    odds = np.array(draw(st.lists(NATS, min_size=some * tokens, max_size=some * tokens))).reshape(some, tokens)
    begins, ends = (np.array(draw(st.lists(NATS, min_size=tokens + 1, max_size=tokens + 1))) for _ in range(2))
    return odds, begins, ends


def score(label: tuple[bool, ...], odds: np.ndarray, begins: np.ndarray, ends: np.ndarray) -> float:
    """What a labelling is worth by its definition."""
    edges = list(pairwise((False, *label, False)))
    inside = sum(odds[t] for t, held in enumerate(label) if held)
    begun = sum(begins[gap] for gap, (before, after) in enumerate(edges) if after and not before)
    ended = sum(ends[gap] for gap, (before, after) in enumerate(edges) if before and not after)
    return float(inside + begun + ended)


@given(rows(least=0))
def test_no_labelling_is_better_than_the_one_that_is_found(
    given_rows: tuple[np.ndarray, np.ndarray, np.ndarray],
) -> None:
    odds, begins, ends = given_rows
    found = labelled(odds, begins, ends)
    assert found.shape == odds.shape
    for row, label in zip(odds, found.tolist(), strict=True):
        best = max(score(other, row, begins, ends) for other in product((False, True), repeat=len(row)))
        assert score(tuple(label), row, begins, ends) == best


@given(rows(least=1))
def test_no_run_is_better_than_the_one_that_is_found(
    given_rows: tuple[np.ndarray, np.ndarray, np.ndarray],
) -> None:
    odds, begins, ends = given_rows
    for row, best, a, b in zip(odds, *best_runs(odds, begins, ends), strict=True):
        every = {
            (first, last): begins[first] + row[first:last].sum() + ends[last]
            for last in range(len(row) + 1)
            for first in range(last)
        }
        assert best == max(every.values()) == every[int(a), int(b)]


def test_a_gap_that_speaks_for_an_end_draws_the_ragged_end_of_a_run_to_it() -> None:
    odds = np.array([[-3.0, 2.0, 2.0, -0.5, -3.0]])
    ends = np.full(6, -2.0)
    begins = np.full(6, -1.0)
    assert labelled(odds, begins, ends).tolist() == [[False, True, True, False, False]]
    ends[4] = 0.0
    assert labelled(odds, begins, ends).tolist() == [[False, True, True, True, False]]


SHARES = st.floats(0, 1, width=16)


@st.composite
def heard_in(draw: st.DrawFn, text: str) -> Heard:
    """A window of words anywhere in a text, whether tokens touch them or not, and cues that say anything of them."""
    edges = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=16)))
    pairs = list(pairwise(edges))
    if draw(st.booleans()):
        pairs = pairs[::2]
    spans = np.array(pairs, np.int64)
    words = len(spans)
    cues = []
    for _ in range(draw(st.integers(0, 4))):
        first = draw(st.integers(0, words - 1))
        cues.append((first, draw(st.integers(first + 1, words))))
    count = len(cues)
    shares = draw(st.lists(SHARES, min_size=2 * count * words, max_size=2 * count * words))
    worth = draw(st.lists(st.floats(0, 1, width=32), min_size=count, max_size=count))
    return Heard(
        spans,
        np.array(cues, np.int64).reshape(count, 2),
        np.array(shares, np.float16).reshape(count, words, 2),
        np.array(worth, np.float32),
    )


@st.composite
def settings_of_any_kind(draw: st.DrawFn) -> Settings:
    nats = st.floats(-4, 4)
    return Settings(
        worth=draw(st.floats(0, 1)),
        edge_weight=draw(st.floats(0, 2)),
        edge_bias=draw(nats),
        source_edge_weight=draw(st.floats(0, 2)),
        source_bias=draw(nats),
        least_source=draw(st.floats(-8, 8)),
        most=draw(st.floats(0.5, 8)),
        far=draw(st.floats(0, 1)),
        same_content=draw(st.floats(0.1, 1)),
    )


@st.composite
def fittings(draw: st.DrawFn) -> Fitting:
    kinds = ["", "none", "nsubj>", "ccomp<", "paragraph", "sentence", "dobj<", 'nsubj>"', "ccomp< after ,"]
    odds = st.lists(st.floats(-8, 0), min_size=len(EDGES), max_size=len(EDGES))
    some = draw(st.sets(st.sampled_from(kinds)))
    edges = {kind: draw(odds) for kind in {"", *some}}
    return Fitting(edges, draw(settings_of_any_kind()), (0.5, 0.9), (0.4, 0.9))


def overlap(one: Fitted, other: Fitted) -> float:
    """How much the contents of two share (Dice)."""
    a, b = tokens_of(one.content), tokens_of(other.content)
    return 2 * len(a & b) / (len(a) + len(b))


@settings(max_examples=200)
@given(st.data(), parses(least=1), fittings())
def test_whatever_is_heard_its_parts_lie_in_the_parse_in_order_and_none_is_told_twice(
    drawn: st.DataObject, read: Parse, how: Fitting
) -> None:
    windows = drawn.draw(st.lists(heard_in(read.text), max_size=3)) if len(read.text) > 1 else []
    found = fitted(read, windows, how)
    for one in found:
        for runs in (one.source, (one.cue,), one.content):
            assert all(0 <= first <= last < len(read.tokens) for first, last in runs)
            assert all(before[1] < after[0] for before, after in pairwise(runs))
        assert one.content
        assert len(one.source) <= 1
        assert how.settings.worth <= one.worth <= 1
    assert [one.worth for one in found] == sorted((one.worth for one in found), reverse=True)
    for k, one in enumerate(found):
        for other in found[:k]:
            assert one.cue[1] < other.cue[0] or other.cue[1] < one.cue[0]
            assert overlap(one, other) < how.settings.same_content
    assert fitted(read, windows, how) == found


def sentence_parse(text: str) -> Parse:
    """A flat parse of a text: a token for each word, all of one sentence."""
    tokens = []
    at = 0
    for i, word in enumerate(text.split()):
        at = text.index(word, at)
        tokens.append(Token(i, at, at + len(word), word, word.lower(), "X", "XX", "dep", 0, 0, -1))
        at += len(word)
    return Parse(text, "en", "invented", (ParsedSentence(0, len(text), 0, 0, len(tokens)),), tuple(tokens), ())


def window(spans: list[tuple[int, int]], cue: tuple[int, int], source: list[float], content: list[float]) -> Heard:
    """One cue that was heard, worth 0.9."""
    roles = np.array([list(zip(source, content, strict=True))], np.float16)
    return Heard(np.array(spans, np.int64), np.array([cue], np.int64), roles, np.array([0.9], np.float32))


EVEN = Fitting({"": (-1.0, -1.0, -1.0, -1.0)}, PLAIN, (0.0, 1.0), (0.0, 1.0))


def test_where_nothing_was_heard_nothing_is_fitted() -> None:
    assert fitted(sentence_parse("Ortiz said no"), [], EVEN) == []
    deaf = Heard(np.array([[0, 5]], np.int64), np.zeros((0, 2), np.int64), np.zeros((0, 1, 2), np.float16), np.zeros(0))
    assert fitted(sentence_parse("Ortiz said no"), [deaf], EVEN) == []


def test_nothing_is_fitted_to_a_parse_without_tokens() -> None:
    empty = Parse("   ", "en", "invented", (), (), ())
    assert fitted(empty, [], EVEN) == []
    assert fitted(empty, [window([(0, 1), (1, 3)], (0, 1), [0, 0], [0, 1])], EVEN) == []


def test_a_window_of_words_that_no_token_touches_tells_nothing() -> None:
    read = sentence_parse("Ortiz said        that it held")
    assert fitted(read, [window([(11, 13), (14, 17)], (0, 1), [0, 1], [0, 1])], EVEN) == []


def test_a_cue_that_no_token_touches_tells_nothing() -> None:
    read = sentence_parse("Ortiz        that it held")
    spans = [(0, 5), (7, 10), (13, 17), (18, 20), (21, 25)]
    assert fitted(read, [window(spans, (1, 2), [1, 0, 0, 0, 0], [0, 0, 1, 1, 1])], EVEN) == []


def test_words_become_the_tokens_that_they_touch() -> None:
    read = sentence_parse("Ortiz said that it held")
    spans = [(0, 2), (2, 5), (6, 10), (11, 15), (16, 18), (19, 21), (21, 23)]
    told = window(spans, (2, 3), [1, 1, 0, 0, 0, 0, 0], [0, 0, 0, 1, 1, 1, 1])
    (one,) = fitted(read, [told], EVEN)
    assert (one.source, one.cue, one.content) == (((0, 0),), (1, 1), ((2, 4),))
    assert one.worth == pytest.approx(0.9)


def test_a_source_that_scores_too_little_is_none() -> None:
    read = sentence_parse("Ortiz said that it held")
    spans = [(t.start, t.end) for t in read.tokens]
    told = window(spans, (1, 2), [0.4, 0, 0, 0, 0], [0, 0, 1, 1, 1])
    assert fitted(read, [told], EVEN)[0].source == ()
    lax = EVEN._replace(settings=replace(PLAIN, least_source=-4.0))
    assert fitted(read, [told], lax)[0].source == ((0, 0),)


def test_a_stretch_of_content_that_weighs_far_less_than_the_heaviest_is_left_out() -> None:
    read = sentence_parse("a said b c d e f g h i j k")
    spans = [(t.start, t.end) for t in read.tokens]
    small = window(spans, (1, 2), [0] * 12, [1, 0, *[1] * 10])
    assert fitted(read, [small], EVEN)[0].content == ((2, 11),)
    larger = window(spans, (1, 2), [0] * 12, [1, 0, *[1] * 4, *[0] * 6])
    assert fitted(read, [larger], EVEN)[0].content == ((0, 0), (2, 5))


def test_content_that_begins_in_another_paragraph_lowers_the_worth() -> None:
    near = sentence_parse("Ortiz said that it held")
    first, last = ParsedSentence(0, 10, 0, 0, 2), ParsedSentence(11, 23, 1, 2, 5)
    far = replace(near, sentences=(first, last), tokens=tuple(t._replace(sentence=int(t.i > 1)) for t in near.tokens))
    told = window([(t.start, t.end) for t in near.tokens], (1, 2), [1, 0, 0, 0, 0], [0, 0, 1, 1, 1])
    assert fitted(far, [told], EVEN)[0].worth == pytest.approx(0.9 * PLAIN.far)
    strict = EVEN._replace(settings=replace(PLAIN, worth=0.7))
    assert fitted(near, [told], strict) != []
    assert fitted(far, [told], strict) == []


RUNS = st.tuples(st.integers(0, 30), st.integers(0, 6)).map(lambda run: (run[0], run[0] + run[1]))
FOUND = st.lists(
    st.builds(Fitted, st.just(()), RUNS, st.tuples(RUNS), st.sampled_from([0.4, 0.5, 0.8, 0.95])), max_size=12
)


@given(FOUND, st.randoms(use_true_random=False))
def test_what_is_left_out_repeats_one_of_no_less_worth_that_is_kept(found: list[Fitted], random: Any) -> None:
    stay = kept(found, PLAIN)
    assert kept(stay, PLAIN) == stay
    for one in found:
        if one not in stay:
            assert any(
                other.worth >= one.worth
                and (
                    (one.cue[0] <= other.cue[1] and other.cue[0] <= one.cue[1])
                    or overlap(one, other) >= PLAIN.same_content
                )
                for other in stay
            )
    if len({(f.worth, f.cue) for f in found}) == len(found):
        mixed = list(found)
        random.shuffle(mixed)
        assert kept(mixed, PLAIN) == stay


def test_of_two_that_share_less_than_half_of_their_content_both_stay() -> None:
    outer = Fitted(((0, 0),), (1, 1), ((2, 20),), 0.9)
    inner = Fitted(((8, 8),), (9, 9), ((15, 20),), 0.8)
    assert kept([inner, outer], PLAIN) == [outer, inner]
    assert kept([inner, outer], replace(PLAIN, same_content=0.4)) == [outer]


CURVE = Fitting({}, PLAIN, (0.5, 0.7, 0.95), (0.4, 0.6, 0.9))


@given(st.floats(0, 1), st.floats(0, 1))
def test_more_worth_is_never_less_sure(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0.4 <= CURVE.confidence(low) <= CURVE.confidence(high) <= 0.9


def test_a_worth_that_was_measured_has_the_share_that_was_right() -> None:
    assert [CURVE.confidence(w) for w in (0.5, 0.7, 0.95)] == [0.4, 0.6, 0.9]
    assert CURVE.confidence(0.6) == 0.5


def test_the_fitting_in_resources_has_what_it_needs() -> None:
    how = chosen()
    assert "" in how.edges
    assert all(len(odds) == len(EDGES) and all(map(math.isfinite, odds)) for odds in how.edges.values())
    assert len(how.worths) == len(how.confidences) > 1
    assert all(a < b for a, b in pairwise(how.worths))
    assert all(0 <= a <= b <= 1 for a, b in pairwise(how.confidences))
    s = how.settings
    assert 0 < s.worth < 1 and 0 < s.same_content <= 1 and 0 <= s.far <= 1 and s.most > 0


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file that takes the place of the one in resources."""
    monkeypatch.setattr(fitting, "resource", lambda *parts: tmp_path.joinpath(*parts))
    path = tmp_path.joinpath(*fitting.FOLDER, fitting.FITTING)
    path.parent.mkdir(parents=True)
    chosen.cache_clear()
    yield path
    chosen.cache_clear()


def in_resources() -> dict[str, Any]:
    held: dict[str, Any] = json.loads(resource(*fitting.FOLDER, fitting.FITTING).read_text(encoding="utf-8"))
    return held


def altered(path: Path) -> None:
    with pytest.raises(ModelAltered) as caught:
        chosen()
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_without_its_file_the_fitting_is_missing_and_the_message_names_it(elsewhere: Path) -> None:
    with pytest.raises(ModelMissing) as caught:
        chosen()
    assert str(elsewhere) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("held", [b"", b"{", b"[]", b"null", b'"edges"', b"12", b"{}", b"\xff\xfe{}", b"\x00"])
def test_a_file_of_anything_else_is_altered(elsewhere: Path, held: bytes) -> None:
    elsewhere.write_bytes(held)
    altered(elsewhere)


@pytest.mark.parametrize("key", ["edges", "settings", "worths", "confidences"])
def test_a_file_that_lacks_a_part_is_altered(elsewhere: Path, key: str) -> None:
    held = in_resources()
    del held[key]
    elsewhere.write_text(json.dumps(held), encoding="utf-8")
    altered(elsewhere)


def test_a_file_that_lacks_a_setting_or_has_one_too_many_is_altered(elsewhere: Path) -> None:
    held = in_resources()
    worth = held["settings"].pop("worth")
    elsewhere.write_text(json.dumps(held), encoding="utf-8")
    altered(elsewhere)
    held["settings"] |= {"worth": worth, "colour": 1}
    elsewhere.write_text(json.dumps(held), encoding="utf-8")
    altered(elsewhere)


@pytest.mark.parametrize(
    "change",
    [
        {"edges": {}},
        {"edges": {"": [0.0, 0.0]}},
        {"edges": 5},
        {"settings": {"worth": "much"}},
        {"worths": [], "confidences": []},
        {"worths": ["x"], "confidences": [0.5]},
        {"worths": [0.5, 0.4], "confidences": [0.1, 0.2]},
        {"worths": [0.5], "confidences": [0.1, 0.2]},
    ],
)
def test_a_file_with_a_part_that_is_not_whole_is_altered(elsewhere: Path, change: dict[str, Any]) -> None:
    held = in_resources()
    settings = held["settings"] | change.pop("settings", {})
    elsewhere.write_text(json.dumps(held | {"settings": settings} | change), encoding="utf-8")
    altered(elsewhere)


def test_a_file_that_ends_early_is_altered(elsewhere: Path) -> None:
    whole = json.dumps(in_resources())
    elsewhere.write_text(whole[: len(whole) // 2], encoding="utf-8")
    altered(elsewhere)


def test_the_file_in_resources_can_be_read_from_elsewhere(elsewhere: Path) -> None:
    elsewhere.write_text(json.dumps(in_resources()), encoding="utf-8")
    assert set(chosen().edges) == set(in_resources()["edges"])


def test_keeping_takes_time_in_proportion_to_what_was_found() -> None:
    def found(count: int) -> list[Fitted]:
        return [Fitted((), (9 * k, 9 * k), ((9 * k + 1, 9 * k + 8),), 0.9) for k in range(count)]

    short, long = found(500), found(4000)
    assert len(kept(long, PLAIN)) == 4000
    assert least_seconds(lambda: kept(long, PLAIN)) < 24 * least_seconds(lambda: kept(short, PLAIN))


LINE = "Mayor Elena Ortiz said “the dam is safe” and claimed that nobody in the lower town was hurt."


@pytest.mark.parametrize("between", [" ", "\n"])
def test_twenty_thousand_words_take_time_in_proportion_in_one_paragraph_or_each_in_its_own(between: str) -> None:
    def made(words: int) -> Callable[[], object]:
        article = Article.from_text(between.join((LINE.split() * (words // 17 + 1))[:words]))
        parsed = parse(article)
        read = read_article(article, parsed)
        return lambda: attributions(0, article, parsed, heard(read))

    short, long = made(2500), made(20_000)
    assert short()
    assert least_seconds(long) < 14 * least_seconds(short)


def test_what_a_second_cue_reports_is_not_left_in_what_the_first_one_reports() -> None:
    first = Fitted(((0, 0),), (1, 1), ((2, 5), (9, 12)), 0.9)
    second = Fitted(((7, 7),), (8, 8), ((9, 13),), 0.8)
    assert parted([first, second], [0] * 40) == [first._replace(content=((2, 5),)), second]
    assert parted([second, first], [0] * 40) == [second, first._replace(content=((2, 5),))]


def test_contents_stay_whole_where_the_second_cue_stands_in_them_or_reports_other_words() -> None:
    first = Fitted(((0, 0),), (1, 1), ((2, 5), (9, 12)), 0.9)
    other_words = Fitted(((7, 7),), (8, 8), ((11, 20),), 0.8)
    inside = Fitted(((3, 3),), (4, 4), ((9, 12),), 0.8)
    before = Fitted((), (0, 0), ((9, 12),), 0.8)
    for other in (other_words, inside, before):
        assert parted([first, other], [0] * 40)[0] == first


def test_a_stretch_in_the_next_paragraph_is_that_of_the_cue_beside_it() -> None:
    first = Fitted(((6, 6),), (7, 7), ((0, 5), (9, 12)), 0.9)
    second = Fitted(((14, 14),), (13, 13), ((9, 12),), 0.8)
    paragraphs = [0] * 9 + [1] * 9
    assert parted([first, second], paragraphs) == [first._replace(content=((0, 5),)), second]
    assert parted([first], paragraphs) == [first]


CONTENTS = st.lists(st.integers(0, 30), min_size=2, max_size=8, unique=True).map(sorted)


@given(st.lists(st.tuples(st.integers(0, 30), CONTENTS, st.sampled_from([0.4, 0.6, 0.8])), max_size=6))
def test_parting_only_ever_leaves_out_later_stretches(drawn: list[tuple[int, list[int], float]]) -> None:
    found = []
    for cue, edges, worth in drawn:
        runs = tuple((a, b - 1) for a, b in zip(edges[::2], edges[1::2], strict=False))
        found.append(Fitted((), (cue, cue), runs, worth))
    for before, after in zip(found, parted(found, [t // 7 for t in range(40)]), strict=True):
        assert after == before._replace(content=after.content)
        assert after.content[0] == before.content[0]
        assert set(after.content) <= set(before.content)
