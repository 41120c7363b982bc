"""Choose `decode.Settings` on the articles kept from the training: one setting after the other, twice round."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parallax.language.windows import Window

from .decode import PairWeights, Settings
from .reading import HELD_OUT, Reading, attributed, tokenizer_of
from .score import Score, decoded, projected
from .shipped import Shipped

States = list[tuple[Window, NDArray[np.float32]]]

CHOICES: dict[str, Sequence[float]] = {
    "worth": (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6),
    "content": (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6),
    "source": (0.15, 0.25, 0.35, 0.45, 0.55),
    "same_content": (0.35, 0.5, 0.65, 0.8),
    "gap": (0, 1, 2, 3, 5),
    "far": (0.4, 0.6, 0.8, 1.0),
}


def figures(
    readings: Sequence[Reading], states: Sequence[States], weights: PairWeights, settings: Settings
) -> dict[str, float]:
    """The score of these settings on texts whose words are read already."""
    total = Score()
    for reading, of_windows in zip(readings, states, strict=True):
        total.add(reading, decoded(reading.words, of_windows, weights, settings))
    return total.figures()


def main() -> None:
    """Print the best settings and their figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("attributed", type=Path, help="the file of the training, of which every tenth is used")
    parser.add_argument("--model", type=Path, required=True, help="directory that export has made")
    given = parser.parse_args()
    shipped = Shipped(given.model)
    readings = attributed(given.attributed, tokenizer_of(given.model))[::HELD_OUT]
    states = [projected(r.words, shipped.projected) for r in readings]
    best = Settings()
    reached = figures(readings, states, shipped.weights, best)
    for _ in range(2):
        for name, choices in CHOICES.items():
            for value in choices:
                change: dict[str, Any] = {name: value}
                tried = replace(best, **change)
                made = figures(readings, states, shipped.weights, tried)
                if made["f1"] > reached["f1"]:
                    best, reached = tried, made
            print(name, json.dumps(asdict(best)), reached["f1"], flush=True)
    print(json.dumps(reached))


if __name__ == "__main__":
    main()
