"""What words mean where they stand: one pass of a small encoder over an article, for whoever compares its sentences.

The model is our own fine-tuning of all-MiniLM-L6-v2 in eight bits; card `resources/models/encoder.md`, recipe
`desktop/training/encoder`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from parallax.article import Span
from parallax.errors import ModelAltered, ModelMissing
from parallax.language.windows import Batch, Words, batch, pack, pooled, words_of
from parallax.paths import resource

if TYPE_CHECKING:
    import onnxruntime
    from tokenizers import Tokenizer

GRAPH, TOKENIZER = "encoder.onnx", "tokenizer.json"
WIDTH = 384
"""Numbers of a meaning."""

_THREADS = 2
_WINDOWS = 4
"""Windows that are read side by side."""


class Encoder:
    """The graph and the tokenizer of a folder that `desktop/training/encoder` has made."""

    def __init__(self, folder: Path) -> None:
        """Raises ModelMissing where a file is not there, ModelAltered where it cannot be read."""
        for name in (GRAPH, TOKENIZER):
            if not (folder / name).is_file():
                raise ModelMissing(f"The program lacks its file {folder / name}. Install the program again.")
        try:
            self._session, self._tokenizer = _session(folder / GRAPH), _tokenizer(folder / TOKENIZER)
        except Exception as error:  # both libraries raise bare Exceptions of their own
            raise ModelAltered(f"A file in {folder} cannot be read. Install the program again.") from error

    def words(self, text: str, paragraphs: Sequence[Span]) -> Words:
        """The words of the paragraphs (start, end) of a text, in code points."""
        return words_of(text, paragraphs, self._tokenizer)

    def outputs(self, read: Batch, *names: str) -> list[NDArray[np.float32]]:
        """The named outputs of the graph for windows side by side, (windows, pieces, width) each: "projected", what
        the heads of attribution read, and "meaning", `WIDTH` numbers a piece."""
        found: list[NDArray[np.float32]] = self._session.run(list(names), read._asdict())
        return found

    def meanings(self, words: Words) -> NDArray[np.float32]:
        """What each word means where it stands, (words, WIDTH): the mean over its pieces."""
        made = np.zeros((len(words), WIDTH), np.float32)
        windows = pack(words)
        for at in range(0, len(windows), _WINDOWS):
            some = windows[at : at + _WINDOWS]
            (pieces,) = self.outputs(batch([(words, window) for window in some]), "meaning")
            for window, of_pieces in zip(some, pieces, strict=True):
                made[window.first : window.last] = pooled(words, window, of_pieces)
        return made


def _session(graph: Path) -> onnxruntime.InferenceSession:
    import onnxruntime  # imported late, in the analyst alone

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = _THREADS
    options.inter_op_num_threads = 1
    # idle threads must not take the processor from the window
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])


def _tokenizer(path: Path) -> Tokenizer:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


@cache
def encoder() -> Encoder:
    """The encoder in resources, loaded once per process. Raises ModelMissing or ModelAltered."""
    return Encoder(resource("models", "encoder"))


@dataclass(frozen=True, slots=True, eq=False)
class Meanings:
    """The words of a text that have meaning, and its sentences. A word of mere punctuation is not among them.

    `words` (words, WIDTH) float32, `spans` (words, 2) in code points of the text, `sentence` (words,) the number of the
    sentence, rising; `sentences` (sentences, WIDTH): the mean over all word pieces of each, zeros where it has none.
    """

    words: NDArray[np.float32]
    spans: NDArray[np.int64]
    sentence: NDArray[np.int64]
    sentences: NDArray[np.float32]


def meanings(text: str, paragraphs: Sequence[Span], sentences: Sequence[Span]) -> Meanings:
    """What the words and sentences of a text mean; paragraphs and sentences by (start, end) in code points, rising.
    Raises ModelMissing or ModelAltered."""
    reader = encoder()
    words = reader.words(text, paragraphs)
    made = reader.meanings(words)
    starts = np.array([s for s, _ in sentences], np.int64)
    sentence = np.maximum(np.searchsorted(starts, words.start, "right") - 1, 0)
    pieces = np.diff(words.first)
    total = np.zeros((len(sentences), WIDTH), np.float64)
    np.add.at(total, sentence, made * pieces[:, None])
    count = np.bincount(sentence, pieces, minlength=len(sentences))
    of_sentences = (total / np.maximum(count, 1)[:, None]).astype(np.float32)
    lettered = np.array([text[s].isalnum() for s in words.start.tolist()], bool)
    spans = np.column_stack([words.start, words.end]).astype(np.int64)
    return Meanings(made[lettered], spans[lettered], sentence[lettered].astype(np.int64), of_sentences)
