from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parallax.article import Article
from parallax.attribution import hearing
from parallax.attribution.decoding import (
    BUCKETS,
    PARTS,
    WIDTH,
    PairWeights,
    cue_candidates,
    pair_scores,
    places_from,
    softmax,
)
from parallax.attribution.hearing import LEAST_WORTH, Heard, heard, pair_weights
from parallax.comparison import read_article
from parallax.errors import ModelAltered, ModelMissing
from parallax.language import Encoded, parse
from parallax.language.encoder import PROJECTED
from parallax.paths import resource

STORY = (
    "The harbour board closed the lower gate on Monday.\n"
    "“We had no warning,” Elena Ortiz told the council. According to two officials, the wall had been cracked for "
    "weeks, and the union accused the board of hiding it.\n"
    "The board denied that it had known."
)
PIECES = st.sampled_from(
    [*STORY.split(), "said", "claimed that", "“", "”", '"', "\n", "😀", "e\u0301", "—", "123", "."]
)
TEXTS = st.lists(PIECES, max_size=60).map(" ".join)


def encoded(text: str) -> Encoded:
    article = Article.from_text(text)
    read = read_article(article, parse(Article.from_text(STORY)))
    assert read is not None
    return read


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that takes the place of resources."""
    monkeypatch.setattr(hearing, "resource", lambda *parts: tmp_path.joinpath(*parts))
    path = tmp_path.joinpath(*hearing.FOLDER, hearing.PAIRS)
    path.parent.mkdir(parents=True)
    pair_weights.cache_clear()
    yield path
    pair_weights.cache_clear()


def in_resources() -> Path:
    return resource(*hearing.FOLDER, hearing.PAIRS)


def test_nothing_is_heard_where_nothing_was_read() -> None:
    assert heard(None) == ()


def test_nothing_is_heard_in_an_empty_text() -> None:
    assert heard(encoded("")) == ()


def test_a_verb_of_saying_is_heard_with_who_said_what() -> None:
    text = "The mayor said that the ferry would leave at noon."
    (window,) = heard(encoded(text))
    best = int(window.worth.argmax())
    words = [text[s:e] for s, e in window.spans.tolist()]
    first, last = window.cues[best].tolist()
    source, content = window.roles[best, :, 0], window.roles[best, :, 1]
    assert words[first:last] == ["said"]
    assert [w for w, share in zip(words, source, strict=True) if share > 0.5] == ["The", "mayor"]
    assert [w for w, share in zip(words, content, strict=True) if share > 0.5] == words[3:-1]
    assert window.worth[best] > 0.8


def test_where_nobody_speaks_nothing_is_worth_much() -> None:
    windows = heard(encoded("The road along the river was closed on Monday. It will be paved before the winter."))
    assert all(window.worth.max(initial=0) < 0.5 for window in windows)


@settings(max_examples=25)
@given(TEXTS)
def test_what_is_heard_lies_in_its_text_and_every_share_between_nought_and_one(text: str) -> None:
    read = encoded(text)
    before = 0
    for window in heard(read):
        starts, ends = window.spans.T
        words, cues = len(window.spans), len(window.cues)
        assert words > 0
        assert window.cues.shape == (cues, 2)
        assert window.roles.shape == (cues, words, 2)
        assert window.worth.shape == (cues,)
        assert before <= starts[0] and ends[-1] <= len(read.text)
        assert (starts < ends).all() and (ends[:-1] <= starts[1:]).all()
        assert all(0 <= first < last <= words for first, last in window.cues.tolist())
        assert (window.worth >= LEAST_WORTH).all() and (window.worth <= 1).all()
        assert (window.roles >= 0).all() and (window.roles.sum(-1, dtype=np.float32) <= 1.002).all()
        before = int(ends[-1])


@settings(max_examples=15)
@given(TEXTS)
def test_the_same_text_is_heard_the_same_each_time(text: str) -> None:
    for one, other in zip(heard(encoded(text)), heard(encoded(text)), strict=True):
        for field in Heard.__slots__:
            assert np.array_equal(getattr(one, field), getattr(other, field))


def test_other_weights_may_be_given_than_those_in_resources() -> None:
    read = encoded(STORY)
    deaf = PairWeights(**{**vars(pair_weights()), "worth_out_bias": np.array([-40], np.float32)})
    assert all(len(window.cues) == 0 for window in heard(read, deaf))
    assert any(len(window.cues) for window in heard(read))


def test_the_parts_of_a_projected_state_fill_what_the_encoder_gives() -> None:
    assert WIDTH == PROJECTED
    assert sorted(k for part in PARTS.values() for k in range(part.start, part.stop)) == list(range(WIDTH))


def test_without_its_file_the_head_is_missing_and_the_message_names_it(elsewhere: Path) -> None:
    with pytest.raises(ModelMissing, match="pairs") as caught:
        pair_weights()
    assert str(elsewhere) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_is_heard_needs_its_file(elsewhere: Path) -> None:
    read = encoded(STORY)
    with pytest.raises(ModelMissing):
        heard(read)


def altered(path: Path) -> str:
    with pytest.raises(ModelAltered) as caught:
        pair_weights()
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("held", [b"", b"PK", b"no archive at all", b"\x93NUMPY\x01\x00", b"\x80\x04K\x01."])
def test_a_file_that_is_no_archive_is_altered(elsewhere: Path, held: bytes) -> None:
    elsewhere.write_bytes(held)
    altered(elsewhere)


@pytest.mark.parametrize("share", [0.02, 0.5, 0.9, 0.999])
def test_a_file_that_ends_early_is_altered(elsewhere: Path, share: float) -> None:
    whole = in_resources().read_bytes()
    elsewhere.write_bytes(whole[: int(len(whole) * share)])
    altered(elsewhere)


def test_a_file_without_one_of_the_weights_is_altered(elsewhere: Path) -> None:
    with np.load(in_resources()) as kept:
        some: dict[str, Any] = {name: kept[name] for name in kept.files if name != "worth_bias"}
    np.savez(elsewhere, **some)
    altered(elsewhere)


def test_weights_of_another_shape_are_altered(elsewhere: Path) -> None:
    with np.load(in_resources()) as kept:
        some: dict[str, Any] = {name: kept[name] for name in kept.files}
    some["distance"] = some["distance"][:5]
    np.savez(elsewhere, **some)
    altered(elsewhere)


def test_weights_that_hold_python_objects_are_never_loaded(elsewhere: Path) -> None:
    with np.load(in_resources()) as kept:
        some: dict[str, Any] = {name: kept[name] for name in kept.files}
    some["worth_bias"] = np.array([{"an": "object"}], dtype=object)
    np.savez(elsewhere, **some)
    altered(elsewhere)


def test_a_byte_that_is_wrong_anywhere_gives_no_other_error_than_altered(elsewhere: Path) -> None:
    whole = in_resources().read_bytes()
    with zipfile.ZipFile(in_resources()) as archive:
        heads = [entry.header_offset for entry in archive.infolist()]
    places = [*(head + k for head in heads for k in range(0, 200, 3)), *range(len(whole) - 900, len(whole), 5)]
    for n, place in enumerate(places):
        damaged = bytearray(whole)
        damaged[place] ^= 1 << n % 8
        elsewhere.write_bytes(damaged)
        pair_weights.cache_clear()
        try:
            pair_weights()
        except ModelAltered as error:
            assert str(elsewhere) in str(error)


LOGITS = st.lists(st.tuples(*[st.floats(-20, 20, width=32)] * 3), max_size=70)


@given(LOGITS)
def test_candidates_are_runs_of_words_each_once_and_not_too_many(rows: list[tuple[float, ...]]) -> None:
    share = softmax(np.array(rows, np.float32).reshape(-1, 3))
    assert np.allclose(share.sum(-1), 1, atol=1e-5)
    found = cue_candidates(share)
    assert len(found) == len(set(found)) <= 40
    assert all(0 <= first < last <= len(rows) for first, last in found)
    assert all((1 - share[first:last, 0] > 0.05).all() for first, last in found)


def test_a_cue_that_begins_right_after_another_is_one_of_its_own() -> None:
    outside, begins, inside = (0.98, 0.01, 0.01), (0.02, 0.96, 0.02), (0.02, 0.02, 0.96)
    found = cue_candidates(np.array([outside, begins, inside, begins, outside], np.float32))
    assert set(found) == {(1, 3), (3, 4)}


@given(st.integers(1, 300), st.integers(0, 2**32 - 1))
def test_places_fit_the_tables_and_a_cue_stands_at_no_distance_from_itself(words: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    stops, paragraph = (random.integers(0, 2, words).cumsum() for _ in range(2))
    first = random.integers(0, words, 3)
    last = np.minimum(first + random.integers(1, 5, 3), words)
    bucket, passed, crossed = places_from(first, last, stops, paragraph)
    assert bucket.shape == passed.shape == crossed.shape == (3, words)
    assert ((bucket >= 0) & (bucket < BUCKETS)).all()
    assert ((passed >= 0) & (passed <= 6)).all() and ((crossed >= 0) & (crossed <= 4)).all()
    for k, (a, b) in enumerate(zip(first.tolist(), last.tolist(), strict=True)):
        assert (bucket[k, a:b] == BUCKETS // 2).all()
        assert (bucket[k, :a] < BUCKETS // 2).all() and (bucket[k, b:] > BUCKETS // 2).all()
        assert (np.diff(bucket[k]) >= 0).all()
        assert (passed[k, a], crossed[k, a]) == (3, 2)


@given(st.integers(2, 40), st.integers(0, 2**32 - 1))
def test_the_scores_of_a_cue_do_not_hang_on_the_cues_beside_it(words: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    states = random.normal(size=(words, WIDTH)).astype(np.float32)
    stops = paragraph = np.zeros(words, np.int64)
    cues = [(0, 1), (words // 2, words // 2 + 1), (0, words)]
    together, worth = pair_scores(pair_weights(), states, cues, stops, paragraph)
    assert np.allclose(together.sum(-1), 1, atol=1e-4)
    assert ((worth >= 0) & (worth <= 1)).all()
    for k, cue in enumerate(cues):
        alone, its_worth = pair_scores(pair_weights(), states, [cue], stops, paragraph)
        assert np.allclose(alone[0], together[k], atol=1e-4)
        assert np.allclose(its_worth[0], worth[k], atol=1e-4)
