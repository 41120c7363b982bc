"""What alignment needs to know of the sentences of one article: computed once, kept with its parse."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from parallax.alignment.folding import folded, numbers_of, words_of
from parallax.alignment.weights import weighted_grams, word_weights
from parallax.article import Article, Role
from parallax.language import Parse


@dataclass(frozen=True, slots=True, eq=False)
class Bag:
    """Weighted things per sentence, as a sparse matrix: sentence s holds the things `ids[columns[k]]` with the values
    `values[k]`, for k from `starts[s]` to `starts[s + 1]`. `ids` are rising, and name the same thing in any article."""

    ids: NDArray[np.uint64]
    starts: NDArray[np.int64]
    columns: NDArray[np.int64]
    values: NDArray[np.float32]

    @classmethod
    def of(cls, sentences: Iterable[dict[int, float]]) -> Bag:
        """A bag of {id: value} per sentence."""
        rows = list(sentences)
        sizes = np.fromiter((len(r) for r in rows), np.int64, len(rows))
        total = int(sizes.sum())
        named = np.fromiter((k for r in rows for k in r), np.uint64, total)
        values = np.fromiter((v for r in rows for v in r.values()), np.float32, total)
        ids, columns = np.unique(named, return_inverse=True)
        return cls(ids, np.concatenate(([0], np.cumsum(sizes))), columns.astype(np.int64), values)

    def sums(self, values: NDArray[np.float32]) -> NDArray[np.float64]:
        """Per sentence, the sum of one value per entry."""
        total = np.concatenate(([0.0], np.cumsum(values, dtype=np.float64)))
        return np.asarray(total[self.starts[1:]] - total[self.starts[:-1]])


@dataclass(frozen=True, slots=True, eq=False)
class SentenceFeatures:
    """The sentences of one article, without their typography: `words` in order, the `roles` of their paragraphs,
    `keys` that are equal for verbatim copies, and bags of words, letter groups and pairs of neighbouring words (all
    valued by their fixed weight) and of numbers (valued 1)."""

    words: tuple[tuple[str, ...], ...]
    roles: tuple[Role, ...]
    keys: tuple[bytes, ...]
    word_bag: Bag
    gram_bag: Bag
    bigram_bag: Bag
    number_bag: Bag

    def __len__(self) -> int:
        return len(self.words)

    @property
    def order(self) -> tuple[tuple[bytes, ...], tuple[Role, ...]]:
        """What puts the articles of a pair in one order, whichever comes first. Equal for texts that differ in
        nothing that alignment looks at."""
        return self.keys, self.roles


def features(article: Article, parse: Parse) -> SentenceFeatures:
    """The features of all sentences of a parse, whose paragraphs are those of the article."""
    texts = [parse.sentence_text(k) for k in range(len(parse.sentences))]
    return features_of(texts, [article.paragraphs[s.paragraph].role for s in parse.sentences])


def features_of(texts: Sequence[str], roles: Sequence[Role]) -> SentenceFeatures:
    """The features of sentences given as strings, with the role of each."""
    table = word_weights()
    words = tuple(map(words_of, texts))
    return SentenceFeatures(
        words,
        tuple(roles),
        tuple(_key(text, w) for text, w in zip(texts, words, strict=True)),
        Bag.of({_id(w): table.word(w) for w in sentence} for sentence in words),
        Bag.of(map(_grams, words)),
        Bag.of(_bigrams(sentence) for sentence in words),
        Bag.of({_id(n): 1.0 for n in numbers_of(sentence)} for sentence in words),
    )


def _key(text: str, words: tuple[str, ...]) -> bytes:
    """The digest of the words; of all marks where there are no words."""
    kept = " ".join(words) if words else "\0" + "".join(folded(text).split())
    return hashlib.blake2b(kept.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _id(thing: str) -> int:
    return int.from_bytes(hashlib.blake2b(thing.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def _grams(words: tuple[str, ...]) -> dict[int, float]:
    """Letter groups by weight, repeated ones by the logarithm of their count."""
    counts: Counter[int] = Counter()
    weights: dict[int, float] = {}
    for word in words:
        for gram, weight in weighted_grams(word):
            counts[gram] += 1
            weights[gram] = weight
    return {g: weights[g] * (1 + float(np.log(n)) if n > 1 else 1.0) for g, n in counts.items()}


def _bigrams(words: tuple[str, ...]) -> dict[int, float]:
    """Pairs of neighbouring words, by the weight of both."""
    table = word_weights()
    return {_id(f"{v} {w}"): table.word(v) + table.word(w) for v, w in pairwise(words)}
