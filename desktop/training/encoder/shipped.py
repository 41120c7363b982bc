"""The encoder as it is shipped: as the program runs it, and the weights of the pair head for numpy."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from parallax.attribution.hearing import PAIRS, pair_weights
from parallax.language.encoder import GRAPH, TOKENIZER, Encoded, Encoder
from parallax.language.windows import Batch, Words

__all__ = ["GRAPH", "PAIRS", "TOKENIZER", "Shipped"]


class Shipped:
    """A directory that `export` has made. Raises ModelMissing, or ModelAltered where a file cannot be read."""

    def __init__(self, directory: Path) -> None:
        self._encoder = Encoder(directory)
        self.weights = pair_weights(directory / PAIRS)

    def outputs(self, read: Batch) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Projected states (windows, pieces, WIDTH) and meanings (windows, pieces, 384)."""
        projected, meaning = self._encoder.outputs(read, "projected", "meaning")
        return projected, meaning

    def projected(self, read: Batch) -> NDArray[np.float32]:
        """Projected states alone."""
        return self._encoder.outputs(read, "projected")[0]

    def read(self, text: str, words: Words) -> Encoded:
        """All that the encoder makes of a text."""
        return self._encoder.read(text, words)
