"""How likely two sentences of two reports report the same thing, by gradient-boosted trees over all evidence.

The model is made by `desktop/training/report_ranker.py`; its card is `resources/models/report-ranker.md`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from parallax.alignment.evidence import Candidates
from parallax.alignment.products import Floats
from parallax.alignment.report_evidence import COLUMNS, COLUMNS_OF_ARTICLES, evidence_of_articles
from parallax.alignment.weights import Scale
from parallax.errors import ModelAltered, ModelMissing
from parallax.language.onnx import runtime
from parallax.paths import resource

if TYPE_CHECKING:
    import onnxruntime

GRAPH, SCALE = "report-ranker.onnx", "report-ranker.json"


@dataclass(frozen=True, slots=True, eq=False)
class Ranker:
    """The trees, and how their scores are read."""

    scale: Scale
    session: onnxruntime.InferenceSession

    def chances(self, close: Candidates) -> Floats:
        """The probability of each candidate of `report_candidates`, to five digits."""
        if not len(close.i):
            return np.zeros(0)
        read = {
            "sentences": np.ascontiguousarray(close.table, np.float32),
            "articles": evidence_of_articles(close).astype(np.float32),
        }
        (scores,) = self.session.run(["score"], read)
        return np.asarray(np.round(1 / (1 + np.exp(-scores[:, 0].astype(np.float64))), 5))


@cache
def ranker() -> Ranker:
    """The model in resources, read once per process. Raises ModelMissing or ModelAltered."""
    onnxruntime = runtime()
    for name in (GRAPH, SCALE):
        if not resource("models", name).is_file():
            raise ModelMissing(f"The program lacks its file {resource('models', name)}. Install the program again.")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    try:
        kept = json.loads(resource("models", SCALE).read_text(encoding="utf-8"))
        session = onnxruntime.InferenceSession(
            str(resource("models", GRAPH)), options, providers=["CPUExecutionProvider"]
        )
        scale = Scale(float(kept["least"]), np.array(kept["scores"]), np.array(kept["confidences"]))
    except Exception as error:  # onnxruntime raises bare Exceptions of its own
        raise ModelAltered(f"A file of {resource('models')} cannot be read. Install the program again.") from error
    if (kept.get("columns"), kept.get("columns of articles")) != (list(COLUMNS), list(COLUMNS_OF_ARTICLES)):
        raise ModelAltered(f"The file {resource('models', SCALE)} is of another version. Install the program again.")
    return Ranker(scale, session)
