"""The evidence of meaning is what its plain definition gives, and the same whichever article is first."""

from __future__ import annotations

from math import log1p

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
    some_pairs,
    vectors,
)
from numpy.typing import NDArray
from report_texts import FIRST, HOTEL, SECOND, article

from parallax.alignment import meaning as meaning_module
from parallax.alignment import products
from parallax.alignment.folding import folded
from parallax.alignment.meaning import COLUMNS, evidence, sentence_vectors, telling_words
from parallax.alignment.meaning import _weights as weights_of
from parallax.alignment.products import Values
from parallax.alignment.weights import word_weights
from parallax.comparison import read_article
from parallax.language import Meanings, meanings, parse_paragraphs
from parallax.language.encoder import WIDTH

SEEDS = range(8)


def story(seed: int) -> tuple[Values, Values, list[Pair]]:
    """Two articles that nobody wrote, and some pairs of their sentences."""
    rng = np.random.default_rng(seed)
    n, m = (int(k) for k in rng.integers(1, 9, 2))
    a, b = (vectors(rng, size) for size in (n, m))
    return a, b, some_pairs(rng, n, m)


def columns(a: Values, b: Values, pairs: list[Pair]) -> NDArray[np.float64]:
    """The evidence as a table, one row per pair."""
    i, j = pairs_of(pairs)
    close = np.round(np.einsum("kd,kd->k", a[i], b[j]).astype(np.float64), 5)
    found = list(evidence(a, b, close, i, j))
    assert len(found) == len(COLUMNS)
    return np.column_stack([np.broadcast_to(values, len(pairs)) for values in found])


def plainly(a: Values, b: Values, pairs: list[Pair]) -> list[dict[str, float]]:
    """The evidence as it is defined, pair by pair."""
    n, m = len(a), len(b)
    close = {(i, j): product(a[i], b[j]) for i in range(n) for j in range(m)}
    looked = {p: close[p] for p in pairs}
    every = [max(close[i, j] for j in range(m)) for i in range(n)]
    every += [max(close[i, j] for i in range(n)) for j in range(m)]
    middles = [np.mean(article.astype(np.float64), axis=0) for article in (a, b)]
    of_articles = {
        "middle of sentences": float(np.percentile(every, 50)),
        "upper of sentences": float(np.percentile(every, 80)),
        "top of sentences": float(np.percentile(every, 95)),
        "mean of sentences": average(list(close.values())),
        "mean of articles": float(middles[0] @ middles[1] / np.linalg.norm(middles[0]) / np.linalg.norm(middles[1])),
        "share of close pairs": log1p(sum(c > 0.6 for c in close.values())) / log1p(min(n, m)),
        "number of closer pairs": log1p(sum(c > 0.7 for c in close.values())),
    }
    return [
        {
            "meaning": close[p],
            **higher_and_lower("lead", lead(looked, p, 0), lead(looked, p, 1)),
            "above others": above_others(close, p),
            **of_articles,
        }
        for p in pairs
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_evidence_is_what_its_definition_gives_pair_by_pair(seed: int) -> None:
    a, b, pairs = story(seed)
    found = columns(a, b, pairs)
    for k, expected in enumerate(plainly(a, b, pairs)):
        assert set(expected) == set(COLUMNS)
        for name, value in expected.items():
            assert found[k, COLUMNS.index(name)] == pytest.approx(value, abs=1e-4), (pairs[k], name)


@pytest.mark.parametrize("cells", [1, 5, 1 << 20])
def test_closeness_is_the_same_in_whatever_steps_it_is_worked_out(cells: int, monkeypatch: pytest.MonkeyPatch) -> None:
    a, b, pairs = story(3)
    whole = columns(a, b, pairs)
    monkeypatch.setattr(products, "_CELLS", cells)
    assert np.allclose(columns(a, b, pairs), whole, atol=2e-5)


@pytest.mark.parametrize("seed", SEEDS)
def test_swapping_the_articles_changes_no_column(seed: int) -> None:
    a, b, pairs = story(seed)
    turned = sorted((j, i) for i, j in pairs)
    there = dict(zip(pairs, columns(a, b, pairs).tolist(), strict=True))
    back = dict(zip(turned, columns(b, a, turned).tolist(), strict=True))
    for i, j in pairs:
        assert there[i, j] == pytest.approx(back[j, i], abs=1e-4)


def meant(*lines: str) -> tuple[str, Meanings]:
    made = article(lines)
    parse = parse_paragraphs(made.text, made.paragraphs, whole=True)
    read = read_article(made, parse)
    assert read
    return made.text, meanings(read, parse.sentence_spans())


def test_rare_words_stand_for_a_sentence_and_common_ones_only_where_there_are_no_others() -> None:
    table = word_weights()
    assert table.word("of") < meaning_module._LEAST_WEIGHT < table.word("tarnholm")
    made = telling_words(*meant("The mill of Tarnholm burned.", "It is of the.", "Rusk’s crew left."))
    sizes = np.diff(made.starts).tolist()
    folded_words = ("the mill of tarnholm burned", "it is of the", "rusk crew left")
    kept = [[w for w in words.split() if table.word(w) >= meaning_module._LEAST_WEIGHT] for words in folded_words]
    assert "tarnholm" in kept[0] and "of" not in kept[0] and "rusk" in kept[2]
    assert sizes[0] == len(kept[0]) and sizes[2] == len(kept[2])
    assert sizes[1] == (len(kept[1]) or 4)
    heaviest = made.weights[made.starts[0] : made.starts[1]].max()
    assert heaviest == pytest.approx(table.word("tarnholm") - 1, abs=1e-5)


def test_a_part_of_a_word_or_number_weighs_as_the_whole_word_and_a_possessive_ending_nothing() -> None:
    table = word_weights()
    assert table.word("wasn") == table.word("000") == table.unknown, "the parts are in no table"
    text, found = meant("It wasn't Rusk’s 25,000 euros, O'Rusk said.")
    weights = dict(zip((text[s:e] for s, e in found.spans.tolist()), weights_of(text, found).tolist(), strict=True))
    assert weights["wasn"] == weights["t"] == pytest.approx(table.word("wasn't"))
    assert weights["25"] == weights["000"] == pytest.approx(table.word("25000"))
    assert weights["Rusk"] == pytest.approx(table.word("o'rusk")) == weights["O"]
    assert weights["s"] == 0


def test_states_and_vectors_have_length_one_and_weights_are_positive() -> None:
    for lines in (FIRST, SECOND, HOTEL):
        text, found = meant(*lines)
        words = telling_words(text, found)
        assert np.allclose(np.linalg.norm(sentence_vectors(found), axis=1), 1, atol=1e-5)
        assert np.allclose(np.linalg.norm(words.words, axis=1), 1, atol=1e-5)
        assert words.weights.min() > 0
        assert len(words.starts) == len(lines) + 1 and (np.diff(words.starts) > 0).all()
        assert words.starts[-1] == len(words.words) == len(words.weights)


def test_words_stay_with_their_sentence_though_a_sentence_of_marks_stands_between() -> None:
    text, found = meant("Tarnholm burned.", "* * *", "Averley slept.")
    made = telling_words(text, found)
    assert sentence_vectors(found).shape == (3, WIDTH)
    assert np.diff(made.starts)[1] == 1
    assert not made.words[made.starts[1]].any(), "a sentence of marks has a word without meaning"
    last = {folded(text[s:e]): state for (s, e), state in zip(found.spans.tolist(), found.words, strict=True)}
    averley = last["averley"] / np.linalg.norm(last["averley"])
    own = made.words[made.starts[2] :]
    assert max(product(averley, state) for state in own) == pytest.approx(1, abs=1e-4)


def test_marks_and_words_without_letters_leave_every_column_finite() -> None:
    lines = ("* * *", "...", "12 — 14", "\u00ad\u200b", "Yes.")
    a, b = (sentence_vectors(meant(*told)[1]) for told in (lines, lines[::-1]))
    pairs = [(i, j) for i in range(5) for j in range(5)]
    found = columns(a, b, pairs)
    assert np.isfinite(found).all()
    assert np.abs(found[:, COLUMNS.index("meaning")]).max() <= 1 + 1e-5


def test_one_sentence_beside_one_sentence_has_evidence() -> None:
    a, b = (sentence_vectors(meant(line)[1]) for line in (FIRST[0], SECOND[0]))
    found = dict(zip(COLUMNS, columns(a, b, [(0, 0)])[0], strict=True))
    assert np.isfinite(list(found.values())).all()
    assert found["lead"] == found["lead less"] == 1.0
    assert found["meaning"] == found["middle of sentences"] == found["mean of sentences"]
