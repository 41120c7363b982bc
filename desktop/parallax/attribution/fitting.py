"""What was heard, fitted to the parse: where its source and its content begin and end, and which of it is kept.

The network scores each word by itself, so its runs of words are ragged. Content is the best labelling of the tokens by
what the network says of each and by what each gap says of beginning or ending there (Viterbi 1967); the source is the
best single run. How telling the gaps are was counted in the training articles: `desktop/training/encoder/tune.py`.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from parallax.attribution.edges import gaps
from parallax.attribution.hearing import Heard
from parallax.attribution.tree import Run
from parallax.errors import ModelAltered, ModelMissing
from parallax.language import Parse
from parallax.language.encoder import FOLDER
from parallax.paths import resource

FITTING = "attribution.json"

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

EDGES = ("content begins", "content ends", "source begins", "source ends")
_SHARE_OF_HEAVIEST = 5
"""Of several stretches of content those without a fifth of the weight of the heaviest are left out."""


@dataclass(frozen=True)
class Settings:
    """How what is heard is fitted and how sure is sure enough; chosen on articles kept from the training. Weights
    multiply the logarithms of the odds that the gaps give, "bias" is added to each."""

    worth: float
    edge_weight: float
    edge_bias: float
    source_edge_weight: float
    source_bias: float
    """Added to what the network says of each word of a source, in nats."""
    least_source: float
    """The least score of a source; below it none is given."""
    most: float
    """So many nats at most the network may say for or against a word."""
    far: float
    """What the worth of a cue is multiplied with when its content begins in another paragraph."""
    same_content: float
    """Of two attributions whose contents overlap so much (Dice) the one of more worth stays."""


class Fitting(NamedTuple):
    """What `attribution.json` holds: for each kind of gap the logarithms of the odds of `EDGES` there, under "" those
    of any other; the settings; and the shares of attributions of each worth that were right (both rising)."""

    edges: Mapping[str, Sequence[float]]
    settings: Settings
    worths: Sequence[float]
    confidences: Sequence[float]

    def confidence(self, worth: float) -> float:
        """The share of attributions of this worth that were right on articles kept from the training."""
        return round(float(np.interp(worth, self.worths, self.confidences)), 3)


class Fitted(NamedTuple):
    """An attribution by runs of tokens, the last included; `worth` is how likely the network holds it to be one."""

    source: tuple[Run, ...]
    cue: Run
    content: tuple[Run, ...]
    worth: float


def fitted(parse: Parse, heard: Sequence[Heard], fitting: Fitting) -> list[Fitted]:
    """The attributions that were heard, by the tokens of the parse, those of most worth first."""
    fit = _Fit(parse, fitting)
    return kept(parted([one for window in heard for one in fit.window(window)], fit.paragraph), fitting.settings)


def parted(found: Sequence[Fitted], paragraph: Sequence[int]) -> list[Fitted]:
    """The same, each without the later stretches of its content that belong to a cue between, or to one of their own
    paragraph where its own cue stands in another (`paragraph` is that of each token): of "Republicans said the law was
    old, Democrats accused them of haste" the haste is not what Republicans said."""
    by_cue = sorted(found, key=lambda one: one.cue)
    begins = [one.cue[0] for one in by_cue]
    said = [tokens_of(one.content) for one in by_cue]
    beside: dict[int, list[int]] = defaultdict(list)
    for k, one in enumerate(by_cue):
        beside[paragraph[one.cue[0]]].append(k)

    def rivals(one: Fitted, run: Run) -> Iterator[int]:
        after = max(one.cue[1], one.content[0][1])
        for k in range(bisect_right(begins, after), bisect_left(begins, run[0])):
            first = by_cue[k].cue[0]
            if by_cue[k].cue[1] < run[0] and not any(a <= first <= b for a, b in one.content):
                yield k
        if paragraph[run[0]] != paragraph[one.cue[0]]:
            yield from beside[paragraph[run[0]]]

    def own(one: Fitted) -> tuple[Run, ...]:
        first, *later = one.content
        return first, *(run for run in later if not any(_mostly(run, said[k]) for k in rivals(one, run)))

    return [one._replace(content=own(one)) for one in found]


def _mostly(run: Run, tokens: set[int]) -> bool:
    """Whether more than half of a run lies in these tokens."""
    own = tokens_of((run,))
    return 2 * len(own & tokens) > len(own)


def kept(found: Sequence[Fitted], settings: Settings) -> list[Fitted]:
    """Of those that share tokens of a cue, or most of a content, the one of most worth."""
    stay: list[Fitted] = []
    sizes: list[int] = []
    cued: set[int] = set()
    holding: dict[int, list[int]] = defaultdict(list)
    for one in sorted(found, key=lambda f: (-f.worth, f.cue)):
        said, cue = tokens_of(one.content), tokens_of((one.cue,))
        shared = Counter(number for token in said for number in holding.get(token, ()))
        alike = (2 * count >= settings.same_content * (len(said) + sizes[n]) for n, count in shared.items())
        if cued & cue or any(alike):
            continue
        for token in said:
            holding[token].append(len(stay))
        stay.append(one)
        sizes.append(len(said))
        cued |= cue
    return stay


def tokens_of(runs: Sequence[Run]) -> set[int]:
    """The numbers of the tokens in these runs."""
    return {i for first, last in runs for i in range(first, last + 1)}


class _Fit:
    """Fits the windows of one article."""

    def __init__(self, parse: Parse, fitting: Fitting) -> None:
        self._settings = fitting.settings
        self._starts = np.array([t.start for t in parse.tokens], np.int64)
        self._ends = np.array([t.end for t in parse.tokens], np.int64)
        self.paragraph = [parse.sentences[t.sentence].paragraph for t in parse.tokens]
        other = fitting.edges[""]
        odds = np.array([fitting.edges.get(kind, other) for kind in gaps(parse)]).T
        s = fitting.settings
        self._content = s.edge_weight * odds[:2] + s.edge_bias
        self._source = s.source_edge_weight * odds[2:]

    def window(self, heard: Heard) -> Iterator[Fitted]:
        """What was heard in one window."""
        enough = heard.worth >= self._settings.worth
        if not enough.any():
            return
        first, last = self._touched(heard.spans[0, 0], heard.spans[-1, 1])
        if first >= last:
            return
        source, content = self._of_tokens(heard, enough, first, last)
        edges = slice(first, last + 1)
        labels = labelled(self._odds(content), *self._content[:, edges])
        scores, begins, ends = best_runs(self._odds(source, self._settings.source_bias), *self._source[:, edges])
        for k, (cue, worth) in enumerate(zip(heard.cues[enough].tolist(), heard.worth[enough].tolist(), strict=True)):
            word, end = self._touched(heard.spans[cue[0], 0], heard.spans[cue[1] - 1, 1])
            runs = _heaviest(_runs(labels[k]), content[k])
            if word >= end or not runs:
                continue
            if self.paragraph[first + runs[0][0]] != self.paragraph[word]:
                worth *= self._settings.far
            if worth < self._settings.worth:
                continue
            named = scores[k] > self._settings.least_source
            yield Fitted(
                ((first + int(begins[k]), first + int(ends[k]) - 1),) if named else (),
                (word, end - 1),
                tuple((first + a, first + b - 1) for a, b in runs),
                float(worth),
            )

    def _touched(self, start: int, end: int) -> tuple[int, int]:
        """The tokens that a span touches, the last excluded."""
        return int(np.searchsorted(self._ends, start, "right")), int(np.searchsorted(self._starts, end, "left"))

    def _of_tokens(self, heard: Heard, enough: Flags, first: int, last: int) -> tuple[Floats, Floats]:
        """How likely each of these tokens is source and content of each cue: the mean over its words."""
        words = len(heard.spans)
        low = np.searchsorted(heard.spans[:, 1], self._starts[first:last], "right").clip(0, words - 1)
        high = np.searchsorted(heard.spans[:, 0], self._ends[first:last], "left").clip(low + 1, words)
        total = np.cumsum(heard.roles[enough], axis=1, dtype=np.float64)
        total = np.concatenate([np.zeros_like(total[:, :1]), total], axis=1)
        mean = (total[:, high] - total[:, low]) / (high - low)[None, :, None]
        return mean[..., 0], mean[..., 1]

    def _odds(self, share: Floats, bias: float = 0.0) -> Floats:
        share = np.clip(share, 1e-5, 1 - 1e-5)
        most = self._settings.most
        return np.asarray(np.clip(np.log(share / (1 - share)) + bias, -most, most))


def labelled(odds: Floats, begins: Floats, ends: Floats) -> Flags:
    """The best labelling (rows, tokens) of the tokens of each row as inside or outside, from the odds (rows, tokens) of
    being inside, and what it adds to begin and to end at each gap (tokens + 1), in nats. Viterbi's algorithm."""
    rows, count = odds.shape
    outside, inside = np.zeros(rows), np.full(rows, -np.inf)
    began, ended = np.zeros((count, rows), bool), np.zeros((count, rows), bool)
    for t in range(count):
        entered, left = outside + begins[t], inside + ends[t]
        began[t], ended[t] = entered > inside, left > outside
        inside = np.maximum(inside, entered) + odds[:, t]
        outside = np.maximum(outside, left)
    found = np.zeros((count, rows), bool)
    now = inside + ends[count] > outside
    for t in range(count - 1, -1, -1):
        found[t] = now
        now = np.where(now, ~began[t], ended[t])
    return found.T


def best_runs(odds: Floats, begins: Floats, ends: Floats) -> tuple[Floats, NDArray[np.int64], NDArray[np.int64]]:
    """The score and the ends (first, last excluded) of the best single run of tokens of each row; as `labelled`."""
    rows, count = odds.shape
    score, best = np.full(rows, -np.inf), np.full(rows, -np.inf)
    start = np.zeros(rows, np.int64)
    first, last = np.zeros(rows, np.int64), np.zeros(rows, np.int64)
    for t in range(count):
        anew = begins[t] > score
        score = np.where(anew, begins[t], score) + odds[:, t]
        start = np.where(anew, t, start)
        ended = score + ends[t + 1]
        better = ended > best
        best = np.where(better, ended, best)
        first, last = np.where(better, start, first), np.where(better, t + 1, last)
    return best, first, last


def _runs(label: Flags) -> list[Run]:
    """Runs of marked tokens, the last excluded."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], label, [False]))))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]


def _heaviest(runs: list[Run], share: Floats) -> list[Run]:
    weights = [float(share[a:b].sum()) for a, b in runs]
    return [run for run, weight in zip(runs, weights, strict=True) if _SHARE_OF_HEAVIEST * weight >= max(weights)]


@cache
def chosen() -> Fitting:
    """The fitting in resources, read once per process. Raises ModelMissing or ModelAltered."""
    path = resource(*FOLDER, FITTING)
    if not path.is_file():
        raise ModelMissing(f"The program lacks its file {path}. Install the program again.")
    try:
        return _fitting(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelAltered(f"The file {path} cannot be read. Install the program again.") from error


def _fitting(given: Any) -> Fitting:
    """What a file says, as numbers. Raises ValueError, KeyError, TypeError or AttributeError where it is no fitting."""
    edges = {str(kind): tuple(map(float, odds)) for kind, odds in given["edges"].items()}
    if "" not in edges or any(len(odds) != len(EDGES) for odds in edges.values()):
        raise ValueError("the odds of the gaps are not whole")
    settings = Settings(**{name: float(value) for name, value in given["settings"].items()})
    worths, confidences = ([float(n) for n in given[name]] for name in ("worths", "confidences"))
    if not worths or len(worths) != len(confidences) or sorted(worths) != worths or sorted(confidences) != confidences:
        raise ValueError("the calibration is not whole")
    return Fitting(edges, settings, worths, confidences)
