"""What a head makes of the states of words is what its plain definition gives, whichever article is first."""

from __future__ import annotations

from math import exp
from pathlib import Path

import numpy as np
import pytest
from made_articles import (
    Pair,
    above_others,
    average,
    higher_and_lower,
    lead,
    pairs_of,
    product,
    side,
    some_pairs,
    vectors,
)
from numpy.typing import NDArray

from parallax.alignment import likeness as likeness_module
from parallax.alignment.likeness import COLUMNS, Head, Likeness, evidence, head, likeness
from parallax.alignment.matching import Matched, Side
from parallax.errors import ModelAltered, ModelMissing

SEEDS = range(8)
WIDTH, NARROW = 6, 4


def some_head(seed: int) -> Head:
    """A head that was never trained."""
    rng = np.random.default_rng(seed)
    projections = (np.eye(WIDTH, NARROW) + rng.normal(scale=0.2, size=(WIDTH, NARROW)) for _ in range(3))
    rest = (rng.normal(scale=0.5, size=size) for size in (WIDTH, 1))
    shares = rng.uniform(0.1, 1, 4)
    return Head(*(x.astype(np.float32) for x in (*projections, *rest, shares, rng.normal(size=1))))


def story(seed: int) -> tuple[Likeness, Likeness, list[Pair]]:
    """What a head makes of two articles that nobody wrote, and some pairs of their sentences."""
    rng, made = np.random.default_rng(seed), some_head(seed)
    n, m = (int(k) for k in rng.integers(1, 9, 2))
    a, b = (likeness(vectors(rng, size), side(rng, size), made) for size in (n, m))
    return a, b, some_pairs(rng, n, m)


def columns(a: Likeness, b: Likeness, pairs: list[Pair]) -> NDArray[np.float64]:
    """The evidence as a table, one row per pair."""
    found = list(evidence(a, b, *pairs_of(pairs)))
    assert len(found) == len(COLUMNS)
    return np.column_stack([np.broadcast_to(values, len(pairs)) for values in found])


def plainly(a: Likeness, b: Likeness, pairs: list[Pair]) -> list[dict[str, float]]:
    """The evidence as it is defined, from the matched words of each pair."""
    n, m = len(a.sums), len(b.sums)
    words = Matched.of(a.words, b.words, *pairs_of(pairs))
    held = {p: (float(words.held[0][k]), float(words.held[1][k])) for k, p in enumerate(pairs)}
    sums = {(i, j): product(a.sums[i], b.sums[j]) for i, j in pairs}
    whole = {(i, j): product(a.means[i], b.means[j]) for i, j in pairs}
    shares, bias = a.head.shares.tolist(), float(a.head.bias[0])
    score = {
        p: shares[0] * min(held[p]) + shares[1] * max(held[p]) + shares[2] * sums[p] + shares[3] * whole[p] + bias
        for p in pairs
    }
    least = min(score.values())
    best = [max([least, *(s for p, s in score.items() if p[0] == i)]) for i in range(n)]
    best += [max([least, *(s for p, s in score.items() if p[1] == j)]) for j in range(m)]
    best.sort(reverse=True)
    known = [
        sum(x * w for x, w in zip(words.best[k].tolist(), words.sizes[k].tolist(), strict=True)) / words.sizes[k].sum()
        for k in (0, 1)
    ]
    made = []
    for k, p in enumerate(pairs):
        behind = held[p][0] - float(words.best[0][p[0]]), held[p][1] - float(words.best[1][p[1]])
        made.append(
            {
                "score": score[p],
                "sums": sums[p],
                "means": whole[p],
                **higher_and_lower("match", *held[p]),
                **higher_and_lower("match behind", *behind),
                **higher_and_lower("lacking", float(words.lacking[0][k]), float(words.lacking[1][k])),
                **higher_and_lower("found", float(words.found[0][k]), float(words.found[1][k])),
                **higher_and_lower("lead", lead(score, p, 0), lead(score, p, 1)),
                "above others": above_others(score, p),
                "best of articles": best[0],
                "fifth best of articles": best[min(4, len(best) - 1)],
                "top of articles": average(best[: max(1, len(best) // 5)]),
                **higher_and_lower("words of article", *known),
            }
        )
    return made


@pytest.mark.parametrize("seed", SEEDS)
def test_the_evidence_is_what_its_definition_gives_pair_by_pair(seed: int) -> None:
    a, b, pairs = story(seed)
    found = columns(a, b, pairs)
    for k, expected in enumerate(plainly(a, b, pairs)):
        assert set(expected) == set(COLUMNS)
        for name, value in expected.items():
            assert found[k, COLUMNS.index(name)] == pytest.approx(value, abs=2e-4), (pairs[k], name)


@pytest.mark.parametrize("seed", SEEDS)
def test_swapping_the_articles_changes_no_column(seed: int) -> None:
    a, b, pairs = story(seed)
    turned = sorted((j, i) for i, j in pairs)
    there = dict(zip(pairs, columns(a, b, pairs).tolist(), strict=True))
    back = dict(zip(turned, columns(b, a, turned).tolist(), strict=True))
    for i, j in pairs:
        assert there[i, j] == pytest.approx(back[j, i], abs=1e-3)


def test_words_count_by_their_weight_and_by_the_gate() -> None:
    rng, made = np.random.default_rng(2), some_head(2)
    words = side(rng, 5)
    seen = likeness(vectors(rng, 5), words, made)
    for k, state in enumerate(words.words):
        gate = min(3.0, max(-3.0, 4 * (product(state, made.gate) + float(made.gate_bias[0]))))
        assert seen.words.weights[k] == pytest.approx(float(words.weights[k]) * exp(gate), rel=1e-3)
    for s in range(5):
        part = slice(words.starts[s], words.starts[s + 1])
        weighed = zip(words.words[part], seen.words.weights[part].tolist(), strict=True)
        total = sum((state @ made.summed) * weight for state, weight in weighed)
        assert np.allclose(seen.sums[s], total / np.linalg.norm(total), atol=1e-4)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_a_head_makes_has_length_one_and_stays_with_its_sentence(seed: int) -> None:
    a, _, _ = story(seed)
    for made in (a.words.words, a.sums, a.means):
        assert np.allclose(np.linalg.norm(made, axis=1), 1, atol=1e-4)
    assert a.words.starts[-1] == len(a.words.words) == len(a.words.weights)


def test_a_word_without_meaning_leaves_all_evidence_finite() -> None:
    bare = Side(np.zeros((2, WIDTH), np.float32), np.ones(2, np.float32), np.array([0, 1, 2]))
    a = likeness(np.zeros((2, WIDTH), np.float32), bare, some_head(1))
    _, b, _ = story(1)
    pairs = [(i, j) for i in range(2) for j in range(len(b.sums))]
    assert np.isfinite(columns(a, Likeness(a.head, b.words, b.sums, b.means), pairs)).all()
    assert np.isfinite(columns(a, a, [(0, 0), (0, 1), (1, 1)])).all()


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the head is looked for, instead of resources; nothing is there."""
    monkeypatch.setattr(likeness_module, "resource", lambda *parts: tmp_path / parts[-1])
    return tmp_path / likeness_module.TABLE


def test_a_head_is_read_as_it_was_written(table: Path) -> None:
    made = some_head(3)
    np.savez(table, **{name: getattr(made, name) for name in Head.__dataclass_fields__})
    read = head.__wrapped__()
    assert all(np.array_equal(getattr(read, name), getattr(made, name)) for name in Head.__dataclass_fields__)


def test_an_absent_head_is_named(table: Path) -> None:
    with pytest.raises(ModelMissing, match=r"likeness\.npz.*Install the program again\.$"):
        head.__wrapped__()


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 cut", b"not a table"])
def test_a_head_that_cannot_be_read_is_told_to_be_altered(table: Path, damage: bytes) -> None:
    table.write_bytes(damage)
    with pytest.raises(ModelAltered, match=r"^The file .*likeness\.npz cannot be read\. Install the program again\.$"):
        head.__wrapped__()


def test_a_head_that_lacks_a_part_is_told_to_be_altered(table: Path) -> None:
    np.savez(table, matched=np.eye(3))
    with pytest.raises(ModelAltered):
        head.__wrapped__()
