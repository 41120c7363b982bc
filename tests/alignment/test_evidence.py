"""The evidence of a pair of sentences: exact however it is worked out, and the same whichever article is first."""

from __future__ import annotations

import math

import numpy as np
import pytest
from alignment_texts import OTHER_REPORT, REPORT, STRANGER, sentences
from hypothesis import given, settings
from hypothesis import strategies as st

from parallax.alignment import products
from parallax.alignment.evidence import COLUMNS, candidates, letters_best, near
from parallax.alignment.features import Bag, SentenceFeatures
from parallax.alignment.products import Products, unit

Row = dict[int, float]

_POOL = (*REPORT, *OTHER_REPORT, *STRANGER, "He agreed.", "***", "In all 340 homes and 12 farms were flooded.")
texts = st.lists(st.sampled_from(_POOL), max_size=9)


def random_rows(rng: np.random.Generator, rows: int) -> list[Row]:
    """Sentences that hold a few things known to all (the lower numbers) and some that are rare."""
    made: list[Row] = []
    for _ in range(rows):
        common = rng.choice(6, rng.integers(0, 5), replace=False)
        rare = rng.choice(np.arange(6, 60), rng.integers(0, 8), replace=False)
        made.append({int(k): float(rng.uniform(0.5, 9)) for k in (*common, *rare)})
    return made


def products_one_by_one(a: list[Row], b: list[Row]) -> list[list[float]]:
    """The products of all rows, as they are defined."""
    return [[sum(value * other.get(thing, 0.0) for thing, value in row.items()) for other in b] for row in a]


def cosine(a: SentenceFeatures, b: SentenceFeatures, i: int, j: int) -> float:
    """The cosine of the letter groups of two sentences, as it is defined."""
    rows = []
    for bag, k in ((a.gram_bag, i), (b.gram_bag, j)):
        part = slice(bag.starts[k], bag.starts[k + 1])
        rows.append(dict(zip(bag.ids[bag.columns[part]].tolist(), bag.values[part].tolist(), strict=True)))
    (product,) = products_one_by_one(rows[:1], rows[1:])[0]
    lengths = [math.sqrt(sum(v * v for v in row.values())) for row in rows]
    return product / (lengths[0] * lengths[1]) if all(lengths) else 0.0


BOUNDS = {
    "usual": {},
    "many steps, most things joined": {"_CELLS": 100, "_JOINED": 7, "_DEARER": 12},
    "little memory for what is common": {"_DENSE": 150},
}


@pytest.fixture(params=BOUNDS)
def bounds(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bounds under which the same products take other ways."""
    for name, bound in BOUNDS[request.param].items():
        monkeypatch.setattr(products, name, bound)


@pytest.mark.usefixtures("bounds")
@pytest.mark.parametrize("seed", range(12))
def test_products_are_exact_in_whatever_steps_they_are_worked_out(seed: int) -> None:
    rng = np.random.default_rng(seed)
    left, right = (random_rows(rng, int(rng.integers(25, 60))) for _ in range(2))
    a, b = Bag.of(left), Bag.of(right)
    found = Products(a, b, (a.values, b.values), (np.ones_like(a.values), np.ones_like(b.values)))
    expected = np.array(products_one_by_one(left, right))
    shared = np.array([[len(row.keys() & other.keys()) for other in right] for row in left])
    weighed, counted = found.block(0, len(left))
    assert np.allclose(weighed, expected, rtol=1e-6, atol=1e-5)
    assert np.array_equal(counted, shared)
    i, j = np.nonzero(expected > 20)
    assert len(i) > 10
    for values, block in zip(found.at(i, j), (weighed, counted), strict=True):
        assert np.allclose(values, block[i, j], rtol=1e-6)
    assert np.allclose(found.block(7, 12)[0], weighed[7:12], rtol=1e-6)


def test_what_stands_in_many_rows_of_both_is_multiplied_densely_as_far_as_memory_allows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shared = np.array([3600, 0, 900, 9, 8, 400])
    assert products._common(shared, 60, 60).tolist() == [True, False, True, True, False, True]
    monkeypatch.setattr(products, "_DENSE", 120)
    assert products._common(shared, 60, 60).tolist() == [True, False, True, False, False, False]


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 3), st.integers(0, 3), st.integers(0, 2**32))
def test_bags_without_rows_or_without_things_have_products_too(n: int, m: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    left, right = random_rows(rng, n), random_rows(rng, m)
    a, b = Bag.of(left), Bag.of(right)
    (block,) = Products(a, b, (a.values, b.values)).block(0, n)
    assert block.shape == (n, m)
    assert np.allclose(block, np.array(products_one_by_one(left, right)).reshape(n, m), atol=1e-4)


def test_a_row_divided_by_its_length_has_length_one() -> None:
    bag = Bag.of([{1: 3.0, 2: 4.0}, {}, {2: 0.5}])
    assert np.allclose(unit(bag, bag.values), [0.6, 0.8, 1.0])


@settings(max_examples=40, deadline=None)
@given(texts, texts)
def test_the_letters_of_candidates_are_their_cosine(one: list[str], other: list[str]) -> None:
    a, b = sentences(one), sentences(other)
    found = candidates(a, b)
    given_ = dict(zip(zip(found.i.tolist(), found.j.tolist(), strict=True), found.column("letters"), strict=True))
    for i in range(len(a)):
        for j in range(len(b)):
            close = cosine(a, b, i, j)
            assert close < 0.1 + 1e-5 or (i, j) in given_
            assert abs(given_.get((i, j), close) - close) < 2e-5


@settings(max_examples=40, deadline=None)
@given(texts, texts)
def test_the_nearest_letters_are_those_of_the_nearest_sentence(one: list[str], other: list[str]) -> None:
    a, b = sentences(one), sentences(other)
    rows, columns = letters_best(a, b)
    for i in range(len(a)):
        assert math.isclose(rows[i], max((cosine(a, b, i, j) for j in range(len(b))), default=0.0), abs_tol=1e-5)
    for j in range(len(b)):
        assert math.isclose(columns[j], max((cosine(a, b, i, j) for i in range(len(a))), default=0.0), abs_tol=1e-5)


@settings(max_examples=40, deadline=None)
@given(texts, texts)
def test_swapping_the_articles_swaps_the_columns_of_row_and_column(one: list[str], other: list[str]) -> None:
    a, b = sentences(one), sentences(other)
    there, back = candidates(a, b), candidates(b, a)
    order = np.lexsort((back.i, back.j))
    assert np.array_equal(there.i, back.j[order]) and np.array_equal(there.j, back.i[order])
    for name in COLUMNS:
        turned = name.replace("row", "\0").replace("column", "row").replace("\0", "column")
        assert np.allclose(there.column(name), back.column(turned)[order], atol=2e-5), name


@settings(max_examples=40, deadline=None)
@given(texts, texts)
def test_every_column_is_filled_and_candidates_rise(one: list[str], other: list[str]) -> None:
    found = candidates(sentences(one), sentences(other))
    assert found.table.shape == (len(found.i), len(COLUMNS))
    assert np.isfinite(found.table).all()
    pairs = list(zip(found.i.tolist(), found.j.tolist(), strict=True))
    assert pairs == sorted(set(pairs))


@pytest.mark.usefixtures("bounds")
def test_long_articles_have_the_evidence_of_their_sentences() -> None:
    one, other = [*REPORT, *STRANGER] * 3, [*OTHER_REPORT, *REPORT[4:]] * 3
    a, b = sentences(one), sentences(other)
    near.cache_clear()
    found = candidates(a, b)
    for k in range(0, len(found.i), 5):
        assert abs(found.column("letters")[k] - cosine(a, b, int(found.i[k]), int(found.j[k]))) < 2e-5
    copies = [(i, j) for i, x in enumerate(one) for j, y in enumerate(other) if x == y]
    letters = dict(zip(zip(found.i.tolist(), found.j.tolist(), strict=True), found.column("letters"), strict=True))
    assert all(letters[pair] == pytest.approx(1, abs=1e-5) for pair in copies)


def test_the_relation_and_the_links_of_a_pair_share_one_search() -> None:
    a, b = sentences(REPORT), sentences(OTHER_REPORT)
    near.cache_clear()
    letters_best(a, b)
    candidates(a, b)
    assert near.cache_info().misses == 1


def test_sentences_of_two_stories_that_share_a_number_are_told_from_those_with_another() -> None:
    a = sentences(["Twelve boats and 340 homes were damaged at Orrin Lake."])
    b = sentences(["At Orrin Lake 340 homes were damaged.", "At Orrin Lake 512 homes were damaged."])
    found = candidates(a, b)
    assert found.column("other number").tolist() == [0.0, 1.0]
    assert found.column("same number")[0] > found.column("same number")[1] == 0.0


def test_an_article_without_sentences_has_no_candidates() -> None:
    empty, report = sentences([]), sentences(REPORT)
    for a, b in ((empty, report), (report, empty), (empty, empty)):
        assert candidates(a, b).table.shape == (0, len(COLUMNS))
        assert [len(side) for side in letters_best(a, b)] == [len(a), len(b)]
        assert not any(side.any() for side in letters_best(a, b))
