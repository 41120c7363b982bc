"""The training: one clean schedule over whole epochs, that can be taken up again where it stopped.

The order of all batches, the shifts of the windows and the dropout follow from the seed and the step alone. In
`--kept` lie `latest.pt` (weights, optimiser, mean of the weights, step; every half epoch), `epoch-N.pt` (the weights
that were measured after it) and `trained.pt` (the outcome: the mean of the weights over the second half).
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from parallax.attribution.decoding import PairWeights
from parallax.language.windows import Batch

from .examples import Examples, Item, batches, examples, windows_of_epoch
from .loss import Shares, losses
from .network import Network, pretrained
from .reading import HELD_OUT, Reading, attributed, reports, tokenizer_of
from .score import score
from .teacher import Taught

SEED = 20
PIECES = 2048
"""Word pieces of a batch, padding included: eight full windows."""
LABELLED_RUN = 5
"""Batches of attributions to each batch of reports."""
RATE, RATE_OF_HEADS, DECAY, WARM, CLIP = 3e-4, 1e-3, 0.01, 0.06, 1.0
AVERAGED_EVERY = 10
MASK = 103
"""The word piece of BERT that stands for a hidden one."""

Planned = tuple[bool, list[Item]]
"""Whether a batch is of attributions, and its windows."""


def plan(articles: Sequence[Reading], others: Sequence[Reading], epoch: int) -> list[Planned]:
    """The batches of an epoch in order."""
    random = np.random.default_rng((SEED, epoch))
    items = [i for i in windows_of_epoch(articles, random) if i[0] % HELD_OUT]
    of_reports = batches(others, windows_of_epoch(others, random), PIECES, random)
    made: list[Planned] = []
    for number, group in enumerate(batches(articles, items, PIECES, random), 1):
        made.append((True, group))
        if number % LABELLED_RUN == 0 and (report := next(of_reports, None)):
            made.append((False, report))
    return made


def optimiser_of(network: Network) -> torch.optim.AdamW:
    """AdamW with the trunk's rate for what the teacher gave, and a higher one for the new heads."""
    groups: dict[tuple[float, float], list[torch.nn.Parameter]] = defaultdict(list)
    for name, parameter in network.named_parameters():
        if parameter.requires_grad:
            new = name.startswith(("project.", "pairs.")) or "look" in name
            groups[RATE_OF_HEADS if new else RATE, DECAY if parameter.dim() > 1 else 0.0].append(parameter)
    return torch.optim.AdamW(
        [{"params": p, "lr": r, "initial": r, "weight_decay": d} for (r, d), p in groups.items()], betas=(0.9, 0.98)
    )


def rate(step: int, steps: int) -> float:
    """Share of the full rate: up over the warm-up, then down in a line to nothing."""
    warm = WARM * steps
    return (step + 1) / warm if step < warm else max(0.0, (steps - step) / (steps - warm))


def hidden(batch: Examples, share: float) -> Examples:
    """The batch with a share of its word pieces masked, so that no cue is learned by heart. The seed is torch's."""
    masked = (batch.word >= 0) & (torch.rand(batch.pieces.shape) < share)
    return batch._replace(pieces=batch.pieces.masked_fill(masked, MASK))


class Mean:
    """The mean of the trained weights over the steps at which it was asked to look."""

    def __init__(self, network: Network) -> None:
        self.seen = 0
        self.weights = {n: p.detach().clone() for n, p in network.named_parameters() if p.requires_grad}

    @torch.no_grad()
    def look(self, network: Network) -> None:
        """Take the weights as they are into the mean."""
        self.seen += 1
        for name, parameter in network.named_parameters():
            if parameter.requires_grad:
                self.weights[name].lerp_(parameter, 1 / self.seen)


def pair_weights(network: Network) -> PairWeights:
    """The weights of the pair head as the decoder has them."""
    state = {name.replace(".", "_"): value.detach().numpy() for name, value in network.pairs.state_dict().items()}
    return PairWeights(**state)


@torch.no_grad()
def measure(network: Network, articles: Sequence[Reading], taught: Taught) -> dict[str, float]:
    """Figures on the articles that are kept out: who said what, and the cosine to the teacher's states and vectors."""

    def encode(read: Batch) -> NDArray[np.float32]:
        with torch.autocast("cpu", torch.bfloat16):
            states = network.encoder(*(torch.from_numpy(x) for x in read))
        made: NDArray[np.float32] = network.project(states.float()).numpy()
        return made

    network.eval()
    figures = score(articles[::HELD_OUT], encode, pair_weights(network))
    items = [i for i in windows_of_epoch(articles, np.random.default_rng(SEED)) if i[0] % HELD_OUT == 0]
    total: dict[str, list[float]] = defaultdict(list)
    for group in list(batches(articles, items, PIECES, np.random.default_rng(SEED)))[:12]:
        given = examples(articles, group, taught)
        for name, value in losses(network, given, True, Shares(), np.random.default_rng(SEED)).items():
            total[name].append(value.item())
    network.train()
    return figures | {f"loss_{name}": round(float(np.mean(values)), 4) for name, values in total.items()}


def main() -> None:
    """Train, or go on with the training that lies in `--kept`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("attributed", type=Path)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--base", type=Path, required=True, help="directory of all-MiniLM-L6-v2")
    parser.add_argument("--kept", type=Path, required=True, help="directory of checkpoints")
    parser.add_argument("--taught", type=Path, required=True, help="directory that `teacher` has made")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument(
        "--aimed",
        type=int,
        nargs=2,
        metavar=("EPOCHS", "UNTIL"),
        help="let the rate fall as if to so many epochs, until the end of such an epoch",
    )
    parser.add_argument("--stop-after", type=int, default=0, help="stop after so many steps, to try the way")
    parser.add_argument("--shares", type=json.loads, default={}, help="JSON of loss.Shares")
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--hidden", type=float, default=0.0, help="share of word pieces that are hidden from a batch")
    given = parser.parse_args()
    torch.set_num_threads(2)
    given.kept.mkdir(parents=True, exist_ok=True)
    tokenizer = tokenizer_of(given.base)
    articles, others = attributed(given.attributed, tokenizer), reports(given.reports, tokenizer)
    taught = Taught(given.taught, "attributed", articles), Taught(given.taught, "reports", others)
    Training(given, articles, others, taught).run()


class Training:
    """The state of a training and its loop."""

    def __init__(
        self,
        given: argparse.Namespace,
        articles: Sequence[Reading],
        others: Sequence[Reading],
        taught: tuple[Taught, Taught],
    ) -> None:
        self._kept: Path = given.kept
        self._stop_after: int = given.stop_after
        self._shares = Shares(**given.shares)
        self._hidden: float = given.hidden
        self._articles, self._others = articles, others
        self._taught = taught
        self._epochs = [plan(articles, others, epoch) for epoch in range(given.epochs)]
        self._steps = sum(map(len, self._epochs))
        aimed, until = given.aimed or (given.epochs, 0)
        self._aimed = self._steps + sum(len(plan(articles, others, epoch)) for epoch in range(given.epochs, aimed))
        self._turn = sum(map(len, self._epochs[:until]))
        torch.manual_seed(SEED)
        self._network = Network(pretrained(given.base, given.dropout))
        self._optimiser = optimiser_of(self._network)
        self._mean = Mean(self._network)
        self._step = 0
        latest = self._kept / "latest.pt"
        if latest.exists():
            self._resume(torch.load(latest, weights_only=True))

    def _resume(self, state: dict[str, Any]) -> None:
        if state["steps"] != self._steps:
            raise SystemExit(f"latest.pt is of a schedule of {state['steps']} steps, this one has {self._steps}")
        self._network.load_state_dict(state["network"])
        self._optimiser.load_state_dict(state["optimiser"])
        self._mean.weights, self._mean.seen = state["mean"], state["seen"]
        self._step = state["step"]

    def _save(self) -> None:
        state = {
            "network": self._network.state_dict(),
            "optimiser": self._optimiser.state_dict(),
            "mean": self._mean.weights,
            "seen": self._mean.seen,
            "step": self._step,
            "steps": self._steps,
        }
        partial = self._kept / "latest.partial"
        torch.save(state, partial)
        partial.replace(self._kept / "latest.pt")

    def run(self) -> None:
        """To the end of the schedule."""
        print(f"{len(self._epochs)} epochs, {self._steps} steps, from step {self._step}", flush=True)
        at = 0
        for epoch, planned in enumerate(self._epochs, 1):
            if at + len(planned) > self._step:
                self._epoch(epoch, at, planned)
            at += len(planned)
            if self._step < at:
                return
        torch.save(self._averaged(), self._kept / "trained.pt")

    def _epoch(self, epoch: int, at: int, planned: list[Planned]) -> None:
        total: dict[str, list[float]] = defaultdict(list)
        start, pieces = time.perf_counter(), 0
        while self._step < at + len(planned):
            labelled, items = planned[self._step - at]
            batch = examples(self._articles if labelled else self._others, items, self._taught[0 if labelled else 1])
            self._learn(batch, labelled, total)
            pieces += int(batch.there.sum())
            if self._step % 50 == 0:
                seconds = time.perf_counter() - start
                means = " ".join(f"{name} {np.mean(values):.4f}" for name, values in sorted(total.items()))
                print(
                    f"{time.strftime('%H:%M:%S')} epoch {epoch} step {self._step}/{self._steps} {means} "
                    f"{pieces / seconds:.0f} pieces/s",
                    flush=True,
                )
                total.clear()
                start, pieces = time.perf_counter(), 0
            if self._step == at + len(planned) // 2:
                self._save()
            if self._step == self._stop_after:
                self._save()
                return self._report(epoch)
        self._save()
        return self._report(epoch)

    def _learn(self, batch: Examples, labelled: bool, total: dict[str, list[float]]) -> None:
        torch.manual_seed(SEED + self._step)
        goal = self._aimed if self._step < self._turn else self._steps
        share = rate(self._step, goal)
        for group in self._optimiser.param_groups:
            group["lr"] = group["initial"] * share
        batch = hidden(batch, self._hidden) if labelled else batch
        parts = losses(self._network, batch, labelled, self._shares, np.random.default_rng((SEED, self._step)))
        torch.autograd.backward(torch.stack(list(parts.values())).sum())
        torch.nn.utils.clip_grad_norm_(self._network.parameters(), CLIP)
        self._optimiser.step()
        self._optimiser.zero_grad(set_to_none=True)
        self._step += 1
        for name, value in parts.items():
            total[name].append(value.item())
        if 2 * self._step >= goal and self._step % AVERAGED_EVERY == 0:
            self._mean.look(self._network)

    def _averaged(self) -> dict[str, torch.Tensor]:
        """The weights, with the mean in place of each that has one."""
        return self._network.state_dict() | (self._mean.weights if self._mean.seen else {})

    def _report(self, epoch: int) -> None:
        """Measure, and keep what was measured."""
        now = {name: value.clone() for name, value in self._network.state_dict().items()}
        print(f"epoch {epoch}: {json.dumps(measure(self._network, self._articles, self._taught[0]))}", flush=True)
        if self._mean.seen:
            self._network.load_state_dict(self._averaged())
            figures = measure(self._network, self._articles, self._taught[0])
            print(f"epoch {epoch}, mean weights: {json.dumps(figures)}", flush=True)
            self._network.load_state_dict(now)
        torch.save(self._averaged(), self._kept / f"epoch-{epoch}.pt")


if __name__ == "__main__":
    main()
