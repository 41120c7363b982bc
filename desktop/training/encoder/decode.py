"""Attributions from the encoder's output by the words of a window alone: to measure a network while it is trained.

The program fits what it hears to the parse instead (`parallax.attribution.fitting`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parallax.attribution.decoding import PARTS, Floats, Ints, PairWeights, Run, cue_candidates, pair_scores, softmax


@dataclass(frozen=True)
class Settings:
    """How sure is sure enough; chosen on articles kept from the training."""

    worth: float = 0.4
    content: float = 0.5
    source: float = 0.2
    """Low: a heaviest run that is in doubt is right more often than no source."""
    same_content: float = 0.5
    """Of two attributions whose contents overlap so much (Dice) the one of more worth stays."""
    gap: int = 2
    """Words without the role that are bridged between two stretches of it."""
    far: float = 0.6
    """What the worth of a cue is multiplied with when its content begins in another paragraph."""


@dataclass(frozen=True)
class Found:
    """An attribution by words of its window: runs (first, last excluded); `worth` is the probability to be one."""

    source: tuple[Run, ...]
    cue: Run
    content: tuple[Run, ...]
    worth: float


def attributions(
    weights: PairWeights, words: Floats, stops: Ints, paragraph: Ints, settings: Settings | None = None
) -> list[Found]:
    """The attributions of one window, by their cue. `words` (words, WIDTH) are the means over the pieces of each word
    of the encoder's projected states, `stops` and `paragraph` as in `parallax.language.windows.Words`."""
    settings = settings or Settings()
    if not len(words):
        return []
    cues = cue_candidates(softmax(words[:, PARTS["tags"]].reshape(-1, 3, 3)[:, 1]))
    if not cues:
        return []
    share, worth = pair_scores(weights, words, cues, stops, paragraph)
    found = []
    for cue, of_words, sure in zip(cues, share, worth.tolist(), strict=True):
        content = _runs(of_words[:, 2], settings.content, settings.gap)
        if content:
            if settings.far < 1 and paragraph[content[0][0]] != paragraph[cue[0]]:
                sure *= settings.far
            found.append(Found(_source(of_words[:, 1], settings.source), cue, tuple(content), sure))
    kept = _kept([f for f in found if f.worth >= settings.worth], settings)
    return sorted(kept, key=lambda f: f.cue)


def _runs(probability: Floats, least: float, gap: int) -> list[Run]:
    """Runs of words over a probability, over gaps of a few words; of several, those without a fifth of the weight of
    the heaviest are left out."""
    over = np.concatenate([[False], probability > least, [False]])
    edges = np.flatnonzero(over[1:] != over[:-1]).reshape(-1, 2).tolist()
    runs: list[Run] = []
    for low, high in edges:
        if runs and low - runs[-1][1] <= gap:
            runs[-1] = (runs[-1][0], high)
        else:
            runs.append((low, high))
    heaviest = max((probability[a:b].sum() for a, b in runs), default=0.0)
    return [(a, b) for a, b in runs if 5 * probability[a:b].sum() >= heaviest]


def _source(probability: Floats, least: float) -> tuple[Run, ...]:
    """The heaviest run over a probability, if there is one."""
    runs = _runs(probability, least, 1)
    return (max(runs, key=lambda run: float(probability[run[0] : run[1]].sum())),) if runs else ()


def _kept(found: list[Found], settings: Settings) -> list[Found]:
    """Of those that share words of a cue, or most of a content, the one of most worth."""
    kept: list[tuple[Found, set[int]]] = []
    for one in sorted(found, key=lambda f: (-f.worth, f.cue)):
        said = {k for a, b in one.content for k in range(a, b)}
        for other, of_other in kept:
            if one.cue[0] < other.cue[1] and other.cue[0] < one.cue[1]:
                break
            if 2 * len(said & of_other) >= settings.same_content * (len(said) + len(of_other)):
                break
        else:
            kept.append((one, said))
    return [one for one, _ in kept]
