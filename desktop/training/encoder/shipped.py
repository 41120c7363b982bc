"""The encoder as it is shipped: onnxruntime, and the weights of the pair head for numpy."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from .decode import PairWeights
from .windows import Batch

GRAPH, PAIRS, TOKENIZER = "encoder.onnx", "pairs.npz", "tokenizer.json"
THREADS = 2


class Shipped:
    """A directory that `export` has made. Raises onnxruntime's errors where the graph cannot be read."""

    def __init__(self, directory: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = THREADS
        options.inter_op_num_threads = 1
        # idle threads must not take the processor from the window
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(
            str(directory / GRAPH), options, providers=["CPUExecutionProvider"]
        )
        self.weights = PairWeights.read(directory / PAIRS)

    def outputs(self, read: Batch) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Projected states (windows, pieces, WIDTH) and meanings (windows, pieces, 384)."""
        projected, meaning = self._session.run(["projected", "meaning"], read._asdict())
        return projected, meaning

    def projected(self, read: Batch) -> NDArray[np.float32]:
        """Projected states alone."""
        (made,) = self._session.run(["projected"], read._asdict())
        states: NDArray[np.float32] = made
        return states
