"""The weights in resources are whole, small, and belong to the columns that the program computes."""

from __future__ import annotations

import json

import numpy as np
import pytest

from parallax.alignment.evidence import COLUMNS
from parallax.alignment.weights import EVIDENCE, TABLE, evidence_weights, word_weights
from parallax.paths import resource


def test_rare_words_weigh_more_than_common_ones() -> None:
    table = word_weights()
    assert table.word("the") < table.word("police") < table.word("spillway") <= table.word("qxzzyv")
    assert table.word("qxzzyv") == table.unknown


def test_common_words_of_other_languages_weigh_little() -> None:
    table = word_weights()
    for word in ("nicht", "что", "على", "的"):
        assert table.word(word) < 5


def test_the_files_are_small() -> None:
    assert sum(resource("models", name).stat().st_size for name in (TABLE, EVIDENCE)) < 2_000_000


@pytest.mark.parametrize("relation", ["versions", "reports"])
def test_the_evidence_weights_belong_to_the_columns_in_their_order(relation: str) -> None:
    kept = json.loads(resource("models", EVIDENCE).read_text(encoding="utf-8"))[relation]
    assert tuple(name for name, _ in kept["coefficients"]) == COLUMNS


@pytest.mark.parametrize("relation", ["versions", "reports"])
def test_confidence_rises_with_probability(relation: str) -> None:
    scale = evidence_weights(relation).scale
    assert (np.diff(scale.scores) > 0).all()
    assert (np.diff(scale.confidences) > 0).all()
    assert scale.confidences[0] > 0 and scale.confidences[-1] <= 1
