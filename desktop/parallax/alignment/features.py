"""What alignment needs to know of the sentences of one article: computed once, kept with its parse."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from parallax.alignment.bags import Bag, id_of
from parallax.alignment.folding import folded, numbers_of, words_of
from parallax.alignment.likeness import Likeness, head, likeness
from parallax.alignment.meaning import sentence_vectors, telling_words
from parallax.alignment.mentions import Mentions, mentions
from parallax.alignment.products import Values
from parallax.alignment.weights import weighted_grams, word_weights
from parallax.article import Article, Role
from parallax.language import Meanings, Parse


@dataclass(frozen=True, slots=True, eq=False)
class SentenceFeatures:
    """The sentences of one article, without their typography: `words` in order, the `roles` of their paragraphs,
    `keys` that are equal for verbatim copies, and bags of words, letter groups and pairs of neighbouring words (all
    valued by their fixed weight) and of numbers (valued 1). Of a text with a pipeline for its language there are what
    its sentences mention and mean (`meaning.sentence_vectors`), and the `likeness` of their meaning, else None.
    `digest` is that of all that they were made from."""

    words: tuple[tuple[str, ...], ...]
    roles: tuple[Role, ...]
    keys: tuple[bytes, ...]
    word_bag: Bag
    gram_bag: Bag
    bigram_bag: Bag
    number_bag: Bag
    digest: bytes
    mentions: Mentions | None = None
    meaning: Values | None = None
    likeness: Likeness | None = None

    def __len__(self) -> int:
        return len(self.words)

    @property
    def order(self) -> tuple[tuple[bytes, ...], tuple[Role, ...], bytes]:
        """What puts the articles of a pair in one order, whichever comes first."""
        return self.keys, self.roles, self.digest


def features(article: Article, parse: Parse, meanings: Meanings | None = None) -> SentenceFeatures:
    """The features of all sentences of a parse, whose paragraphs are those of the article; `meanings` are what the
    encoder found in them, None where there is no pipeline for the language."""
    texts = [parse.sentence_text(k) for k in range(len(parse.sentences))]
    found = features_of(texts, [article.paragraphs[s.paragraph].role for s in parse.sentences])
    # case, and where paragraphs and sentences begin, change what the pipeline and the encoder find
    divided = [(p.start, p.end) for p in article.paragraphs], parse.sentence_spans()
    found = replace(found, digest=_digest(f"{parse.text}\n{divided}"))
    if meanings is None:
        return found
    vectors = sentence_vectors(meanings)
    like = likeness(vectors, telling_words(parse.text, meanings), head())
    return replace(found, mentions=mentions(parse), meaning=vectors, likeness=like)


def features_of(texts: Sequence[str], roles: Sequence[Role]) -> SentenceFeatures:
    """The features of sentences given as strings, with the role of each."""
    table = word_weights()
    words = tuple(map(words_of, texts))
    return SentenceFeatures(
        words,
        tuple(roles),
        tuple(_key(text, w) for text, w in zip(texts, words, strict=True)),
        Bag.of({id_of(w): table.word(w) for w in sentence} for sentence in words),
        Bag.of(map(_grams, words)),
        Bag.of(_bigrams(sentence) for sentence in words),
        Bag.of({id_of(n): 1.0 for n in numbers_of(sentence)} for sentence in words),
        _digest("\n".join((*texts, *roles))),
    )


def _key(text: str, words: tuple[str, ...]) -> bytes:
    """The digest of the words; of all marks where there are no words."""
    return _digest(" ".join(words) if words else "\0" + "".join(folded(text).split()))


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _grams(words: tuple[str, ...]) -> dict[int, float]:
    """Letter groups by weight, repeated ones by the logarithm of their count."""
    found = list(chain.from_iterable(map(weighted_grams, words)))
    weights = dict(found)
    counts = Counter(gram for gram, _ in found)
    return {g: weights[g] * (1 + math.log(n) if n > 1 else 1.0) for g, n in counts.items()}


def _bigrams(words: tuple[str, ...]) -> dict[int, float]:
    """Pairs of neighbouring words, by the weight of both."""
    table = word_weights()
    return {id_of(f"{v} {w}"): table.word(v) + table.word(w) for v, w in pairwise(words)}
