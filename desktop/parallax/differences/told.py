"""One report of an act of speech, as differences of voice look at it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from parallax.alignment.folding import folded
from parallax.attribution.retelling import Piece
from parallax.attribution.spelling import one_spelling
from parallax.differences import sources
from parallax.differences.found import Found, depth
from parallax.differences.reading import Reading
from parallax.language.numbers import number_of
from parallax.values import ArticleSpan, Attribution

_CONTRACTED = {
    "'ve": "have", "'re": "are", "'m": "am", "'ll": "will", "n't": "not", "'t": "not", "don": "do", "isn": "is",
    "didn": "did", "doesn": "does", "wasn": "was", "ca": "can", "wo": "will", "gonna": "going",
}  # fmt: skip
_SIGN = re.compile(r"\[[^\]\n]*\]|…|\.\s?\.\s?\.")


@dataclass(frozen=True)
class Told:
    """One report of an act of speech: which text, which attribution, the sentence it begins in."""

    reading: Reading
    said: Attribution
    sentence: int

    @cached_property
    def source(self) -> list[int]:
        """The tokens that name the source; for a pronoun those by which its speaker is named best in the same text."""
        own = self.reading.covered(self.said.source)
        if (not own or sources.form(self.reading, own) == "pronoun") and self.said.speaker is not None:
            return self.reading.once(_first_named).get(self.said.speaker, own)
        return own

    @cached_property
    def form(self) -> sources.SourceForm:
        """How the source is called."""
        return sources.form(self.reading, self.source)

    @cached_property
    def words(self) -> frozenset[str]:
        """The lemmas that carry the content; names do not, for a story repeats them everywhere."""
        tokens = (self.reading.tokens[k] for k in self.reading.covered(self.said.content))
        return frozenset(
            t.lemma.casefold() for t in tokens if t.pos in ("NOUN", "VERB", "ADJ", "NUM") and len(t.lemma) > 2
        )

    @cached_property
    def quoted(self) -> list[int]:
        """The words of the content that stand in quotation marks."""
        reading = self.reading
        return [
            k
            for k in reading.covered(self.said.content)
            if reading.quoted[k] and any(c.isalnum() for c in reading.tokens[k].text)
        ]

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The quoted words as they are heard, cut where others stand between them, an ellipsis or brackets; what is in
        brackets is not the speaker's."""
        tokens, text = self.reading.tokens, self.reading.article.text
        runs: list[list[int]] = []
        for k in self.quoted:
            before = runs[-1][-1] if runs and runs[-1] else None
            between = text[tokens[before].end : tokens[k].start] if before is not None else ""
            if before is None or _SIGN.search(between) or any(c.isalnum() for c in between):
                runs.append([])
            if not self._bracketed(k):
                runs[-1].append(k)
        return tuple(
            Piece.of([(self._heard(k), (tokens[k].start, tokens[k].end)) for k in run], text) for run in runs if run
        )

    def _heard(self, k: int) -> str:
        """A word as it is heard; what a loose apostrophe parts from its word ("we ' ve") is joined again."""
        tokens = self.reading.tokens
        before = tokens[k - 1].text if k else ""
        return spoken(f"'{tokens[k].text}" if before in ("'", "’", "‘") else tokens[k].text)

    def _bracketed(self, k: int) -> bool:
        """Whether a word stands in brackets."""
        text, token = self.reading.article.text, self.reading.tokens[k]
        line = max(text.rfind("\n", 0, token.start), token.start - 80) + 1
        before = text[line : token.start]
        return before.rfind("[") > before.rfind("]")


def _first_named(reading: Reading) -> dict[str, list[int]]:
    """For each speaker the tokens of the first source in a text that is more than a pronoun."""
    found: dict[str, list[int]] = {}
    for _, said in reading.attributions:
        if said.speaker is not None and said.speaker not in found:
            tokens = reading.covered(said.source)
            if tokens and sources.form(reading, tokens) not in ("pronoun", "none"):
                found[said.speaker] = tokens
    return found


def spoken(word: str) -> str:
    """A word as it is heard: folded, without stops, contractions and numbers written out."""
    plain = folded(word)
    plain = plain.replace(".", "") if any(c.isalpha() for c in plain) else plain
    value = number_of(plain) if plain else None
    return one_spelling(_CONTRACTED.get(plain, plain)) if value is None else f"{value:g}"


def found_in(kind: str, a: Told, b: Told, spans: Iterable[ArticleSpan], told: str, confidence: float) -> Found:
    """A difference between two reports of one act of speech."""
    places = ((a.reading.number, a.sentence), (b.reading.number, b.sentence))
    headline = "headline" in (a.reading.role(a.sentence), b.reading.role(b.sentence))
    return Found(
        kind,
        tuple(sorted(set(spans))),
        told,
        confidence,
        places,
        depth(a.reading, b.reading, a.sentence, b.sentence),
        headline,
    )
