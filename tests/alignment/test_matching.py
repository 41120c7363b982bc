"""Words matched with their nearest, and leads over other scores, are what their plain definitions give."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_articles import Pair, lead, pairs_of, product, side, sides
from numpy.typing import NDArray

from parallax.alignment.matching import Lead, Matched, Side, highest, means, top_fifth

SEEDS = range(8)


def words_of(s: Side, sentence: int) -> list[tuple[NDArray[np.float32], float]]:
    part = slice(s.starts[sentence], s.starts[sentence + 1])
    return list(zip(s.words[part], s.weights[part].tolist(), strict=True))


def nearest(s: Side, sentence: int, other: Side, sentences: list[int]) -> list[tuple[float, float]]:
    """How close each word of a sentence comes to any word of some sentences of the other article, and its weight."""
    targets = [word for j in sentences for word, _ in words_of(other, j)]
    return [(max((product(x, y) for y in targets), default=0.0), weight) for x, weight in words_of(s, sentence)]


def mean(closeness: list[tuple[float, float]]) -> float:
    return sum(c * w for c, w in closeness) / sum(w for _, w in closeness)


@pytest.mark.parametrize("seed", SEEDS)
def test_matched_words_are_what_their_definition_gives_word_by_word(seed: int) -> None:
    a, b, pairs = sides(seed)
    found = Matched.of(a, b, *pairs_of(pairs))
    for k, (i, j) in enumerate(pairs):
        for which, seen in enumerate((nearest(a, i, b, [j]), nearest(b, j, a, [i]))):
            assert found.held[which][k] == pytest.approx(mean(seen), abs=3e-4)
            assert found.lacking[which][k] == pytest.approx(sum(w for c, w in seen if c < 0.5), abs=1e-3)
            assert found.found[which][k] == pytest.approx(sum(w for c, w in seen if c > 0.75), abs=1e-3)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_best_match_of_a_sentence_is_over_all_that_it_was_looked_at_with(seed: int) -> None:
    a, b, pairs = sides(seed)
    found = Matched.of(a, b, *pairs_of(pairs))
    beside = [[[j for k, j in pairs if k == i] for i in range(len(a.starts) - 1)]]
    beside.append([[i for i, k in pairs if k == j] for j in range(len(b.starts) - 1)])
    for which, (one, other) in enumerate(((a, b), (b, a))):
        for k, partners in enumerate(beside[which]):
            best = [(max(c, 0.0), w) for c, w in nearest(one, k, other, partners)]
            assert found.best[which][k] == pytest.approx(mean(best), abs=1e-4)
            assert found.sizes[which][k] == pytest.approx(sum(w for _, w in best), rel=1e-5)


def test_a_sentence_matched_with_itself_lacks_nothing() -> None:
    s = side(np.random.default_rng(5), 4)
    own = np.arange(4)
    found = Matched.of(s, s, own, own)
    assert np.allclose(found.held, 1, atol=1e-4)
    assert not np.any(found.lacking)
    assert np.allclose(found.found[0], found.sizes[0], atol=1e-3)


scores_of_pairs = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)), st.sampled_from([-0.4, 0.0, 0.25, 0.5, 0.9]), min_size=1
).map(lambda scores: dict(sorted(scores.items())))


@settings(max_examples=100)
@given(scores_of_pairs)
def test_a_lead_is_over_the_best_other_score_of_row_and_column(scores: dict[Pair, float]) -> None:
    more, less = Lead(*pairs_of(list(scores)), 5, 5)(np.array(list(scores.values())))
    for k, pair in enumerate(scores):
        leads = sorted(lead(scores, pair, which) for which in (0, 1))
        assert [less[k], more[k]] == pytest.approx(leads)


@settings(max_examples=60)
@given(scores_of_pairs)
def test_the_best_and_the_mean_of_a_sentence_are_those_of_its_pairs(scores: dict[Pair, float]) -> None:
    i, _ = pairs_of(list(scores))
    values = np.array(list(scores.values()))
    for k in range(5):
        own = [s for p, s in scores.items() if p[0] == k]
        assert highest(values, i, 5, -2.0)[k] == max(own, default=-2.0)
        assert means(values, i, 5)[k] == pytest.approx(sum(own) / len(own) if own else 0.0)


def test_the_top_fifth_of_few_sentences_is_the_best_of_them() -> None:
    i, j = pairs_of([(0, 0), (0, 1), (1, 1)])
    assert top_fifth(np.array([0.2, 0.9, 0.5]), i, j, 2, 2) == pytest.approx(0.9)
    many = np.linspace(0, 1, 10)
    diagonal = np.arange(10)
    assert top_fifth(many, diagonal, diagonal, 10, 10) == pytest.approx(np.mean([1, 1, many[8], many[8]]))
