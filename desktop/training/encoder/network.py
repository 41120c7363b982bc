"""The network: BERT's encoder with an embedding of a word's look, and heads that are linear in its last states.

Every head is a linear map of a piece's state, so that the mean over the pieces of a word may be taken after it. What
goes beyond (scores of a cue and a word, the worth of a cue) works on a few cues a window: `Pairs` here, in numpy in
`parallax.attribution.decoding`. Encoder: Wang et al. 2020, MiniLM; Reimers and Gurevych 2019, sentence vectors.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from parallax.attribution.decoding import ADDED, BUCKETS, KEPT, KEY, ROLES, STATISTICS, WIDTH
from parallax.language.windows import LOOKS


class Layer(nn.Module):
    """One layer of BERT, normalised after each sum."""

    def __init__(self, width: int, inner: int, heads: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.wide = nn.Linear(width, inner)
        self.narrow = nn.Linear(inner, width)
        self.last_norm = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """(windows, pieces, width) to the same; `mask` is added to the attention's scores."""
        n, length, width = x.shape
        q, k, v = self.qkv(x).view(n, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        # on a processor its gradient takes half the time of the fused operation's
        seen = ((q * q.shape[-1] ** -0.5) @ k.transpose(2, 3) + mask.to(q.dtype)).softmax(-1).to(v.dtype) @ v
        x = self.norm(x + self.dropout(self.out(seen.transpose(1, 2).reshape(n, length, width))))
        normed: Tensor = self.last_norm(x + self.dropout(self.narrow(functional.gelu(self.wide(x)))))
        return normed


class Encoder(nn.Module):
    """The trunk: states of the word pieces. The vocabulary's embeddings are frozen."""

    def __init__(self, config: dict[str, int], dropout: float) -> None:
        super().__init__()
        width = config["hidden_size"]
        self.vocabulary = nn.Embedding(config["vocab_size"], width)
        self.position = nn.Embedding(config["max_position_embeddings"], width)
        self.look = nn.Embedding(LOOKS, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(
            Layer(width, config["intermediate_size"], config["num_attention_heads"], dropout)
            for _ in range(config["num_hidden_layers"])
        )
        self.vocabulary.weight.requires_grad_(False)
        nn.init.zeros_(self.look.weight)

    def forward(self, pieces: Tensor, looks: Tensor, there: Tensor) -> Tensor:
        """The last states (windows, pieces, width) of a `parallax.language.windows.Batch`."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.vocabulary(pieces) + self.position(places) + self.look(looks)
        x = self.dropout(self.norm(x))
        mask = (1.0 - there[:, None, None, :].float()) * -10000.0
        for layer in self.layers:
            x = layer(x, mask)
        states: Tensor = x
        return states


def pretrained(directory: Path, dropout: float) -> Encoder:
    """The encoder with the weights of a directory in the layout of a published BERT."""
    config = json.loads((directory / "config.json").read_text(encoding="utf-8"))
    weights = load_file(str(directory / "model.safetensors"))
    encoder = Encoder(config, dropout)
    kind = weights["embeddings.token_type_embeddings.weight"][0]
    named = {
        "vocabulary.weight": weights["embeddings.word_embeddings.weight"],
        "position.weight": weights["embeddings.position_embeddings.weight"] + kind,
        "look.weight": torch.zeros_like(encoder.look.weight),
    }
    named |= {f"norm.{p}": weights[f"embeddings.LayerNorm.{p}"] for p in ("weight", "bias")}
    for number in range(config["num_hidden_layers"]):
        old, new = f"encoder.layer.{number}", f"layers.{number}"
        for p in ("weight", "bias"):
            named[f"{new}.qkv.{p}"] = torch.cat(
                [weights[f"{old}.attention.self.{which}.{p}"] for which in ("query", "key", "value")]
            )
            for mine, theirs in (
                ("out", "attention.output.dense"),
                ("norm", "attention.output.LayerNorm"),
                ("wide", "intermediate.dense"),
                ("narrow", "output.dense"),
                ("last_norm", "output.LayerNorm"),
            ):
                named[f"{new}.{mine}.{p}"] = weights[f"{old}.{theirs}.{p}"]
    encoder.load_state_dict(named)
    return encoder


class Cues(NamedTuple):
    """Cue candidates of one window: words first to last (excluded) in it, shape (cues,)."""

    first: Tensor
    last: Tensor


class Place(NamedTuple):
    """Where each word stands seen from each cue: see `decoding.places_from`. Shape (cues, words)."""

    bucket: Tensor
    stops: Tensor
    paragraphs: Tensor


class Pairs(nn.Module):
    """Scores of a cue and a word, and of the worth of a cue, from the projected states of words."""

    def __init__(self) -> None:
        super().__init__()
        self.distance_key = nn.Parameter(torch.randn(BUCKETS, KEY) * 0.02)
        self.distance = nn.Parameter(torch.zeros(BUCKETS, ADDED))
        self.role = nn.Linear(ADDED, ROLES)
        self.stops = nn.Parameter(torch.zeros(7, ROLES))
        self.paragraphs = nn.Parameter(torch.zeros(5, ROLES))
        self.worth = nn.Linear(3 * KEPT + STATISTICS, 64)
        self.worth_out = nn.Linear(64, 1)

    def forward(self, parts: Mapping[str, Tensor], cues: Cues, place: Place, in_cue: Tensor) -> tuple[Tensor, Tensor]:
        """Logits (cues, words, 3) of neither, source, content, and logits (cues,) of the worth of each cue.

        `parts` are the columns `decoding.PARTS` of the projected states of the words of a window, (words, width) each;
        `in_cue` (words,) is the probability of a word to be in any cue, without gradient."""
        size = (cues.last - cues.first).float()[:, None]
        word = torch.arange(len(in_cue))
        mean = ((word >= cues.first[:, None]) & (word < cues.last[:, None])).float() / size
        query = (mean @ parts["query"]).view(-1, 2, KEY)
        fit = torch.einsum("crd,wrd->cwr", query, parts["key"].reshape(-1, 2, KEY))
        # products with rows of one 1: the gradient of looking rows up is far slower
        bucket = functional.one_hot(place.bucket, BUCKETS).float()
        fit = fit + torch.einsum("cwb,crb->cwr", bucket, query @ self.distance_key.T)
        hidden = (mean @ parts["cue side"])[:, None] + parts["word side"] + bucket @ self.distance
        logits = (
            self.role(functional.relu(hidden))
            + functional.one_hot(place.stops, 7).float() @ self.stops
            + functional.one_hot(place.paragraphs, 5).float() @ self.paragraphs
            + functional.pad(fit * KEY**-0.5, (1, 0))
        )
        share = logits.detach().softmax(-1)[..., 1:]
        mass = share.sum(1)
        means = torch.einsum("cwr,wd->crd", share, parts["kept"]) / (mass[..., None] + 0.1)
        statistics = torch.cat(
            [mean @ in_cue[:, None], mass.log1p(), share.amax(1), share.square().sum(1) / (mass + 0.1)], 1
        )
        worth = torch.cat([mean @ parts["kept"], means.flatten(1), statistics], 1)
        return logits, self.worth_out(functional.relu(self.worth(worth))).squeeze(1)


class Network(nn.Module):
    """Trunk and heads."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        width = encoder.norm.weight.shape[0]
        self.encoder = encoder
        self.project = nn.Linear(width, WIDTH)
        self.meaning = nn.Linear(width, width)
        self.pairs = Pairs()
        nn.init.normal_(self.project.weight, std=0.02)
        nn.init.zeros_(self.project.bias)
        nn.init.eye_(self.meaning.weight)
        nn.init.zeros_(self.meaning.bias)


def words_mean(states: Tensor, word: Tensor, count: int) -> Tensor:
    """(windows, count, width): the mean of the states of the pieces whose `word` is each number; those of -1 go
    nowhere, and a number without pieces gets zeros."""
    n, length, width = states.shape
    to = torch.where(word < 0, count, word) + torch.arange(n)[:, None] * (count + 1)
    total = states.new_zeros(n * (count + 1), width).index_add(0, to.flatten(), states.reshape(-1, width))
    pieces = states.new_zeros(n * (count + 1)).index_add(0, to.flatten(), states.new_ones(n * length))
    mean = total / pieces.clamp(min=1)[:, None]
    return mean.view(n, count + 1, width)[:, :count]
