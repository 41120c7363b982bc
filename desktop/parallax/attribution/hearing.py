"""What the trained network hears in an article, before the parse is asked: cues, and whose words each may report.

Its words are read by the encoder (`parallax.language.encoder`), which was trained for this; the head that scores words
as source or content of a cue lies beside it. Card `resources/models/encoder/README.md`, recipe
`desktop/training/encoder`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from parallax.attribution.decoding import PARTS, PairWeights, cue_candidates, pair_scores, softmax
from parallax.errors import ModelAltered, ModelMissing
from parallax.language import Encoded
from parallax.language.encoder import FOLDER
from parallax.paths import resource

PAIRS = "pairs.npz"
LEAST_WORTH = 0.1
"""Cues of less worth are not heard at all."""


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """The cues that were heard in one window of an article. `spans` (words, 2) are its words in code points; cue c
    holds the words from `cues[c, 0]` to `cues[c, 1]`, the last excluded; `roles` (cues, words, 2) says how likely each
    word is source and content of it, `worth` (cues,) how likely it is to be one."""

    spans: NDArray[np.int64]
    cues: NDArray[np.int64]
    roles: NDArray[np.float16]
    worth: NDArray[np.float32]


def heard(read: Encoded | None, weights: PairWeights | None = None) -> tuple[Heard, ...]:
    """What the network hears in an article, window by window: nothing where the encoder read nothing. `weights` are
    those in resources where none are given. Raises ModelMissing or ModelAltered."""
    if read is None:
        return ()
    weights = weights or pair_weights()
    words = read.words
    found = []
    for window in read.windows:
        part = slice(window.first, window.last)
        states = read.projected[part]
        cues = cue_candidates(softmax(states[:, PARTS["tags"]].reshape(-1, 3, 3)[:, 1]))
        if not cues:
            continue
        stops, paragraph = words.stops[part].astype(np.int64), words.paragraph[part].astype(np.int64)
        roles, worth = pair_scores(weights, states, cues, stops, paragraph)
        kept = worth >= LEAST_WORTH
        spans = np.column_stack([words.start[part], words.end[part]]).astype(np.int64)
        found.append(Heard(spans, np.array(cues)[kept], roles[kept, :, 1:].astype(np.float16), worth[kept]))
    return tuple(found)


@cache
def pair_weights(path: Path | None = None) -> PairWeights:
    """The pair head of a file, else that in resources, read once per process. Raises ModelMissing or ModelAltered."""
    path = path or resource(*FOLDER, PAIRS)
    if not path.is_file():
        raise ModelMissing(f"The program lacks its file {path}. Install the program again.")
    try:
        return PairWeights.read(path)
    except Exception as error:  # numpy lets through what zipfile, zlib, ast and tokenize raise
        raise ModelAltered(f"The file {path} cannot be read. Install the program again.") from error
