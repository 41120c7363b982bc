"""What the training makes small: wrong tags, wrong roles for a cue, wrong worth of a cue, drift from the teacher."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from parallax.attribution.decoding import PARTS, Run, cue_candidates, places_from
from parallax.language.windows import Ints

from .examples import Examples
from .network import Cues, Network, Place, words_mean


@dataclass(frozen=True)
class Shares:
    """How much each part of the loss counts."""

    tags: float = 1.0
    pairs: float = 2.0
    worth: float = 0.3
    sentences: float = 0.5
    states: float = 0.25


CANDIDATES = 20
"""Cues that the network proposes for a window and that are learned from, beside the gold ones."""

_FALSE = 0.25
_NEAR = 0.3
"""What a false cue, and one that only overlaps a gold one, count for in the loss of roles beside a gold one."""


def losses(
    network: Network, given: Examples, labelled: bool, shares: Shares, random: np.random.Generator
) -> dict[str, Tensor]:
    """The parts of the loss by name, each weighted; their sum is the loss."""
    with torch.autocast("cpu", torch.bfloat16):
        states = network.encoder(given.pieces, given.looks, given.there)
    states = states.float()
    parts = _meaning(network.meaning(states), given, shares)
    if labelled:
        of_words = network.project(words_mean(states, given.word, given.tags.shape[1]))
        parts |= _attribution(network, of_words, given, shares, random)
    return parts


def _meaning(meaning: Tensor, given: Examples, shares: Shares) -> dict[str, Tensor]:
    piece = given.word >= 0
    apart = 1 - functional.cosine_similarity(meaning[piece], given.states[piece], dim=-1)
    parts = {"states": shares.states * apart.mean()}
    count = len(given.vectors)
    if count:
        sums = meaning.new_zeros(count + 1, meaning.shape[2]).index_add(
            0, given.sentence.flatten(), meaning.flatten(0, 1)
        )
        # the length of a vector does not matter to its cosine, so a sum does for a mean
        parts["sentences"] = (
            shares.sentences * (1 - functional.cosine_similarity(sums[:count], given.vectors, dim=-1)).mean()
        )
    return parts


def _attribution(
    network: Network, of_words: Tensor, given: Examples, shares: Shares, random: np.random.Generator
) -> dict[str, Tensor]:
    logits = of_words[..., PARTS["tags"]].reshape(*of_words.shape[:2], 3, 3)
    wrong = functional.cross_entropy(logits.flatten(0, 2), given.tags.flatten(), ignore_index=-100)
    # the mean is over three taggings; the recipe adds them
    parts = {"tags": 3 * shares.tags * wrong}
    probability = logits.detach()[:, :, 1].softmax(-1)
    columns = dict(zip(PARTS, torch.split(of_words, [p.stop - p.start for p in PARTS.values()], -1), strict=True))
    wrong_roles, counts, worths, targets = [], 0.0, [], []
    for number, gold in enumerate(given.cues):
        size = int((given.tags[number, :, 0] >= 0).sum())
        chosen = _choose(probability[number, :size].numpy(), gold, random)
        cues = Cues(*(torch.tensor(edges) for edges in zip(*chosen.cues, strict=True)))
        place = places_from(
            cues.first.numpy(),
            cues.last.numpy(),
            given.stops[number, :size].numpy(),
            given.paragraph[number, :size].numpy(),
        )
        roles, worth = network.pairs(
            {name: values[number, :size] for name, values in columns.items()},
            cues,
            Place(*(torch.from_numpy(x) for x in place)),
            1 - probability[number, :size, 0],
        )
        each = functional.cross_entropy(roles.flatten(0, 1), chosen.roles.flatten(), reduction="none")
        wrong_roles.append((each.view(roles.shape[:2]).mean(1) * chosen.weight).sum())
        counts += float(chosen.weight.sum())
        worths.append(worth)
        targets.append(chosen.worth)
    parts["pairs"] = shares.pairs * torch.stack(wrong_roles).sum() / max(1.0, counts)
    parts["worth"] = shares.worth * functional.binary_cross_entropy_with_logits(torch.cat(worths), torch.cat(targets))
    return parts


@dataclass(frozen=True, eq=False)
class Chosen:
    """Cues of a window to learn from, roles of its words (cues, words), what the roles count for, worth of each cue."""

    cues: list[Run]
    roles: Tensor
    weight: Tensor
    worth: Tensor


def _choose(probability: np.ndarray, gold: list[tuple[int, int, Ints]], random: np.random.Generator) -> Chosen:
    """The gold cues, those that the network proposes, and two at random."""
    size = len(probability)
    known = {(a, b) for a, b, _ in gold}
    proposed = cue_candidates(probability)[:CANDIDATES] + [(k, k + 1) for k in random.integers(0, size, 2).tolist()]
    cues = [*sorted(known), *dict.fromkeys(run for run in proposed if run not in known)]
    roles = np.zeros((len(cues), size), np.int64)
    weight, worth = [], []
    for row, run in enumerate(cues):
        best, of_words = max(((_dice(run, (a, b)), g) for a, b, g in gold), key=lambda x: x[0], default=(0.0, None))
        if best > 0 and of_words is not None:
            roles[row] = of_words
        weight.append(1.0 if run in known else _NEAR if best > 0 else _FALSE)
        worth.append(1.0 if best >= 0.5 else best)
    return Chosen(cues, torch.from_numpy(roles), torch.tensor(weight), torch.tensor(worth))


def _dice(a: Run, b: Run) -> float:
    return 2 * max(0, min(a[1], b[1]) - max(a[0], b[0])) / (a[1] - a[0] + b[1] - b[0])
