"""Who said what on articles whose attributions are known, by the rules of the yardstick.

A prediction counts when its content and a gold content, paired one to one, share half of their words or more (Dice),
and the sources overlap; where the gold names no source, the content alone decides.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parallax.attribution.decoding import PairWeights, Run
from parallax.language.windows import LIMIT, Batch, Window, Words, batch, pack, pooled

from .decode import Found, Settings, attributions
from .reading import Reading

_WORD = re.compile(r"\w+")

Projecting = Callable[[Batch], NDArray[np.float32]]
"""The encoder: a batch to the projected states of its pieces, (windows, pieces, WIDTH)."""

Predicted = tuple[Window, Found]
Spans = Sequence[Sequence[int]]


def projected(words: Words, encode: Projecting, together: int = 4) -> list[tuple[Window, NDArray[np.float32]]]:
    """The windows of a text with the projected states of their words."""
    windows = pack(words, LIMIT)
    found: list[tuple[Window, NDArray[np.float32]]] = []
    for low in range(0, len(windows), together):
        group = windows[low : low + together]
        out = encode(batch([(words, w) for w in group]))
        found.extend((w, pooled(words, w, states)) for w, states in zip(group, out, strict=True))
    return found


def decoded(
    words: Words,
    states: Sequence[tuple[Window, NDArray[np.float32]]],
    weights: PairWeights,
    settings: Settings | None = None,
) -> list[Predicted]:
    """The attributions of a text from the projected states of its words."""
    return [
        (window, found)
        for window, of_words in states
        for found in attributions(
            weights,
            of_words,
            words.stops[window.first : window.last].astype(np.int64),
            words.paragraph[window.first : window.last].astype(np.int64),
            settings,
        )
    ]


def spans(words: Words, window: Window, runs: Sequence[Run]) -> list[tuple[int, int]]:
    """Offsets in code points of runs of a window's words."""
    return [(int(words.start[window.first + a]), int(words.end[window.first + b - 1])) for a, b in runs]


class Score:
    """Counts over articles."""

    def __init__(self) -> None:
        self._count: Counter[object] = Counter()

    def add(self, text: str, gold: Sequence[dict[str, Any]], made: Sequence[tuple[Spans, Spans]]) -> set[int]:
        """Count one article: what is known of it, and the (source, content) that were found. The numbers of those that
        are right."""
        known = [(_words(text, g["source"]), _words(text, g["content"]), g["kind"]) for g in gold]
        found = [(_words(text, source), _words(text, content)) for source, content in made]
        count = self._count
        count["gold"] += len(known)
        count["made"] += len(found)
        for _, _, kind in known:
            count["gold", kind] += 1
        right = set()
        for i, j in _pairs([content for _, content, _ in known], [content for _, content in found]):
            source, _, kind = known[i]
            said = not source or bool(source & found[j][0])
            count["content"] += 1
            count["both"] += said
            count["both", kind] += said
            if said:
                right.add(j)
        return right

    def figures(self) -> dict[str, float]:
        """Percentages: F1, precision and recall of who said what, F1 of contents, right speakers, recall by kind."""
        c = self._count
        made = {
            "f1": 200 * c["both"] / max(1, c["made"] + c["gold"]),
            "precision": 100 * c["both"] / max(1, c["made"]),
            "recall": 100 * c["both"] / max(1, c["gold"]),
            "content_f1": 200 * c["content"] / max(1, c["made"] + c["gold"]),
            "speaker": 100 * c["both"] / max(1, c["content"]),
        }
        made |= {k: 100 * c["both", k] / max(1, c["gold", k]) for k in ("direct", "mixed", "indirect")}
        return {name: round(value, 1) for name, value in made.items()}


def _words(text: str, found: Spans) -> set[int]:
    return {m.start() for s, e in found for m in _WORD.finditer(text, s, e)}


def _pairs(gold: list[set[int]], made: list[set[int]]) -> list[tuple[int, int]]:
    """One to one, the best overlap first."""
    scored = []
    for i, g in enumerate(gold):
        for j, m in enumerate(made):
            shared = len(g & m)
            if shared and 4 * shared >= len(g) + len(m):
                scored.append((2 * shared / (len(g) + len(m)), i, j))
    used_gold, used_made, pairs = set(), set(), []
    for _, i, j in sorted(scored, reverse=True):
        if i not in used_gold and j not in used_made:
            used_gold.add(i)
            used_made.add(j)
            pairs.append((i, j))
    return pairs


def score(
    readings: Sequence[Reading], encode: Projecting, weights: PairWeights, settings: Settings | None = None
) -> dict[str, float]:
    """The figures over these articles, with the words a second of encoder and decoding."""
    total = Score()
    start = time.perf_counter()
    made = [decoded(r.words, projected(r.words, encode), weights, settings) for r in readings]
    seconds = time.perf_counter() - start
    for reading, predicted in zip(readings, made, strict=True):
        of = [(spans(reading.words, w, f.source), spans(reading.words, w, f.content)) for w, f in predicted]
        total.add(reading.text, reading.gold, of)
    count = sum(len(r.text.split()) for r in readings)
    return total.figures() | {"words_per_second": round(count / seconds)}
