"""Fit the head that tells from the meaning of words whether two sentences report the same thing.

Part of `report_ranker.py`. For each sentence with a partner in another report the head is to score its partners above
all other sentences there and above nothing, which scores 0 (a softmax with a null class); for each sentence of a report
of another event, nothing above all. Late interaction as in ColBERT (Khattab and Zaharia 2020). Needs torch.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from parallax.alignment.likeness import Head
from parallax.alignment.matching import Side
from parallax.alignment.products import Values

NARROW = 64
LONGEST = 40
"""Words of a sentence that are looked at in training, the first ones; few sentences have more."""
EPOCHS, BATCH, RATE, RATE_OF_SHARES, DECAY, LAST = 3, 4, 2e-3, 2e-2, 0.05, 0.05
SHARE_OF_STRANGERS = 2.0
SEED = 0


class Meant(NamedTuple):
    """The meaning of the sentences of a report: `vectors` (sentences, width), and their weightier `words`."""

    vectors: Values
    words: Side


class Example(NamedTuple):
    """Two reports: the gold links (i, j) between their sentences, none where they are of two events."""

    a: Meant
    b: Meant
    links: frozenset[tuple[int, int]]
    same_event: bool


@dataclass(frozen=True, eq=False)
class Padded:
    """The words of a report: states (sentences, words, width), weights (sentences, words), 0 where there is no word;
    and the vectors of its sentences."""

    states: Tensor
    weights: Tensor
    vectors: Tensor

    @classmethod
    def of(cls, m: Meant) -> Padded:
        """The words of each sentence side by side."""
        sizes = np.minimum(np.diff(m.words.starts), LONGEST)
        states = np.zeros((len(sizes), int(sizes.max()), m.words.words.shape[1]), np.float32)
        weights = np.zeros(states.shape[:2], np.float32)
        for k, (start, size) in enumerate(zip(m.words.starts, sizes, strict=False)):
            states[k, :size] = m.words.words[start : start + size]
            weights[k, :size] = m.words.weights[start : start + size]
        return cls(*(torch.from_numpy(x) for x in (states, weights, m.vectors)))


class Trained(nn.Module):
    """`parallax.alignment.likeness.Head` while it is trained."""

    def __init__(self, width: int) -> None:
        super().__init__()
        for name in ("matched", "summed", "whole"):
            layer = nn.Linear(width, NARROW, bias=False)
            nn.init.orthogonal_(layer.weight)
            setattr(self, name, layer)
        self.gate = nn.Linear(width, 1)
        nn.init.zeros_(self.gate.weight)
        nn.init.zeros_(self.gate.bias)
        self.shares = nn.Parameter(torch.tensor([6.0, 6.0, 4.0, 4.0]))
        self.bias = nn.Parameter(torch.tensor(-9.0))

    def side(self, p: Padded) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Words, their weights, sums and means, as in `likeness.Likeness`."""
        words = functional.normalize(self.matched(p.states), dim=-1)
        weights = p.weights * torch.exp((4 * self.gate(p.states).squeeze(-1)).clamp(-3, 3))
        sums = functional.normalize((self.summed(p.states) * weights[..., None]).sum(1), dim=-1)
        return words, weights, sums, functional.normalize(self.whole(p.vectors), dim=-1)

    def forward(self, a: Padded, b: Padded) -> Tensor:
        """The scores (sentences of a, sentences of b)."""
        words_a, weights_a, sums_a, means_a = self.side(a)
        words_b, weights_b, sums_b, means_b = self.side(b)
        n, m = len(words_a), len(words_b)
        close = words_a.reshape(-1, NARROW) @ words_b.reshape(-1, NARROW).T
        close = close.view(n, words_a.shape[1], m, words_b.shape[1])
        held = (close.amax(3) * weights_a[..., None]).sum(1) / weights_a.sum(1)[:, None]
        held_other = (close.amax(1) * weights_b[None]).sum(2) / weights_b.sum(1)[None]
        parts = torch.minimum(held, held_other), torch.maximum(held, held_other), sums_a @ sums_b.T, means_a @ means_b.T
        total: Tensor = sum(share * part for share, part in zip(self.shares, parts, strict=True)) + self.bias
        return total


def loss_of_rows(scores: Tensor, gold: Tensor, same_event: bool) -> tuple[Tensor, int]:
    """The loss of the rows that are known, and how many they count."""
    everything = torch.logsumexp(torch.cat([scores, torch.zeros(len(scores), 1)], 1), 1)
    if not same_event:
        return everything.mean() * SHARE_OF_STRANGERS, int(SHARE_OF_STRANGERS)
    partnered = gold.any(1)
    right = torch.logsumexp(scores.masked_fill(~gold, -1e9), 1)
    return (everything - right)[partnered].sum(), int(partnered.sum())


def fit(examples: Sequence[Example]) -> Head:
    """Train a head; the order of batches and the beginning follow from the seed."""
    torch.manual_seed(SEED)
    order = random.Random(SEED)
    padded = {id(m): Padded.of(m) for e in examples for m in (e.a, e.b)}
    used = [e for e in examples if e.links or not e.same_event]
    model = Trained(used[0].a.vectors.shape[1])
    slow = {"matched.weight", "summed.weight", "whole.weight", "gate.weight", "gate.bias"}
    named = dict(model.named_parameters())
    optimiser = torch.optim.AdamW(
        [
            {"params": [named[n] for n in named if n in slow], "initial": RATE, "weight_decay": DECAY},
            {"params": [named[n] for n in named if n not in slow], "initial": RATE_OF_SHARES, "weight_decay": 0.0},
        ]
    )
    steps, step = EPOCHS * (len(used) // BATCH), 0
    for _ in range(EPOCHS):
        order.shuffle(used)
        for first in range(0, len(used) - BATCH + 1, BATCH):
            total, count = torch.zeros(()), 0
            for example in used[first : first + BATCH]:
                scores = model(padded[id(example.a)], padded[id(example.b)])
                gold = torch.zeros(scores.shape, dtype=torch.bool)
                for i, j in example.links:
                    gold[i, j] = True
                for turned, of in ((scores, gold), (scores.T, gold.T)):
                    loss, rows = loss_of_rows(turned, of, example.same_event)
                    total, count = total + loss, count + rows
            (total / max(1, count)).backward()
            for group in optimiser.param_groups:
                group["lr"] = group["initial"] * max(LAST, 1 - step / steps)
            optimiser.step()
            optimiser.zero_grad()
            step += 1
    with torch.no_grad():
        layers = [named[f"{name}.weight"].T for name in ("matched", "summed", "whole")]
        rest = [named["gate.weight"][0], named["gate.bias"], named["shares"], named["bias"].reshape(1)]
        # kept in 16 bits, so that the trees learn from what the program will read
        return Head(*(x.contiguous().half().float().numpy() for x in [*layers, *rest]))
