"""What words mean where they stand: one pass of a small encoder over an article, for whoever compares its sentences.

The model is our own fine-tuning of all-MiniLM-L6-v2 in eight bits; card `resources/models/encoder/README.md`, recipe
`desktop/training/encoder`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from parallax.article import Span
from parallax.errors import ModelAltered, ModelMissing
from parallax.language.onnx import runtime
from parallax.language.windows import Batch, Window, Words, batch, pack, pooled, words_of
from parallax.paths import resource

if TYPE_CHECKING:
    import onnxruntime
    from tokenizers import Tokenizer

FOLDER = "models", "encoder"
"""Where it lies in resources."""
GRAPH, TOKENIZER = "encoder.onnx", "tokenizer.json"
WIDTH = 384
"""Numbers of a meaning."""
PROJECTED = 521
"""Numbers that the heads of attribution read."""

_THREADS = 2
_WINDOWS = 4
"""Windows that are read side by side."""


Watch = Callable[[], None]
"""Called again and again while a text is read. What it raises ends the reading."""


def _unwatched() -> None:
    """The Watch of a caller who lets the reading run to its end."""


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """What the encoder made of a text: its `words`, the `windows` in which they were read, and for each word the mean
    over its pieces of `projected` (words, PROJECTED), what the heads of attribution read, and of `meaning` (words,
    WIDTH), what it means where it stands; float32."""

    text: str
    words: Words
    windows: list[Window]
    projected: NDArray[np.float32]
    meaning: NDArray[np.float32]


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

    def read(self, text: str, words: Words, watch: Watch = _unwatched) -> Encoded:
        """What each word of a text is where it stands. `watch` is called before every few windows; what it raises ends
        the reading."""
        windows = pack(words)
        made = Encoded(text, words, windows, *(np.zeros((len(words), w), np.float32) for w in (PROJECTED, WIDTH)))
        for at in range(0, len(windows), _WINDOWS):
            watch()
            some = windows[at : at + _WINDOWS]
            found = self.outputs(batch([(words, window) for window in some]), "projected", "meaning")
            for of_words, of_pieces in zip((made.projected, made.meaning), found, strict=True):
                for window, states in zip(some, of_pieces, strict=True):
                    of_words[window.first : window.last] = pooled(words, window, states)
        return made


def _session(graph: Path) -> onnxruntime.InferenceSession:
    onnxruntime = runtime()
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
    return Encoder(resource(*FOLDER))


def encoded(text: str, paragraphs: Sequence[Span], watch: Watch = _unwatched) -> Encoded:
    """What the encoder in resources makes of the paragraphs (start, end) of a text, in code points, rising; `watch` as
    in `Encoder.read`. Raises ModelMissing or ModelAltered."""
    reader = encoder()
    return reader.read(text, reader.words(text, paragraphs), watch)


def meanings(read: Encoded, sentences: Sequence[Span]) -> Meanings:
    """What the words and the sentences (start, end), in code points, rising, of a text mean. Words that stand in no
    sentence count for none."""
    words = read.words
    starts, ends = (np.array([s[k] for s in sentences], np.int64) for k in (0, 1))
    sentence = np.searchsorted(starts, words.start, "right") - 1
    told = np.flatnonzero((sentence >= 0) & (words.start < np.append(ends, 0)[sentence]))
    sentence = sentence[told].astype(np.int64)
    states = read.meaning[told]
    pieces = np.diff(words.first)[told]
    total = np.zeros((len(sentences), WIDTH), np.float64)
    np.add.at(total, sentence, states * pieces[:, None])
    count = np.bincount(sentence, pieces, minlength=len(sentences))
    of_sentences = (total / np.maximum(count, 1)[:, None]).astype(np.float32)
    lettered = np.array([read.text[s].isalnum() for s in words.start[told].tolist()], bool)
    spans = np.column_stack([words.start[told], words.end[told]]).astype(np.int64)
    return Meanings(states[lettered], spans[lettered], sentence[lettered], of_sentences)
