"""The texts that the encoder learns from, with what is known of their words.

Attributions: JSON lines {"id", "text", "attributions": [{"source", "cue", "content", "kind"}]}, spans in code points
(PolNeAR). Reports: JSON lines {"docs": [{"id", "sentences"}]} (ECB+), of which only the sentences are used.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from parallax.language.windows import Ints, Window, Words, words_of

HELD_OUT = 10
"""Every so-manieth article of the training texts is kept for measuring."""

_PARAGRAPH = re.compile(r"[^\n]+")
_END = re.compile(r"[.?!…]+[\"”’')\]]*(?=\s+[\"“‘'(\[]*[A-Z0-9])|$")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"])(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Rev|Prof|St|Jr|Sr|No|vs|[A-Z](?:\.[A-Z])*)\.$"
)


@dataclass(frozen=True, eq=False)
class Said:
    """One attribution by the words of its text: sorted indices; source may be empty."""

    source: Ints
    cue: Ints
    content: Ints
    begins: Ints
    """The words at which spans of the content begin."""


@dataclass(frozen=True, eq=False)
class Reading:
    """A text of the training: its words, the sentence of each, the attributions (none for reports)."""

    text: str
    words: Words
    sentence: Ints
    sentences: list[tuple[int, int]]
    said: list[Said]
    gold: list[dict[str, Any]]
    labelled: bool


def tokenizer_of(model: Path) -> Tokenizer:
    """The tokenizer of the model in a directory, without truncation and padding."""
    tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def paragraphs_of(text: str) -> list[tuple[int, int]]:
    """The (start, end) of the lines of a text that hold more than white space."""
    return [m.span() for m in _PARAGRAPH.finditer(text) if m.group().strip()]


def sentences_of(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sentences of the paragraphs, by marks, capitals and a few abbreviations: enough to learn meanings from."""
    found = []
    for low, high in paragraphs:
        start = low
        for m in _END.finditer(text[low:high]):
            end = low + m.end()
            if end < high and _ABBREVIATION.search(text[start:end]):
                continue
            if text[start:end].strip():
                found.append((start + len(text[start:end]) - len(text[start:end].lstrip()), end))
            start = end
        if text[start:high].strip():
            found.append((start + len(text[start:high]) - len(text[start:high].lstrip()), high))
    return found


def attributed(path: Path, tokenizer: Tokenizer) -> list[Reading]:
    """The articles of a file of attributions."""
    readings = []
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        text = row["text"]
        paragraphs = paragraphs_of(text)
        words = words_of(text, paragraphs, tokenizer)
        sentences = sentences_of(text, paragraphs)
        gold = row["attributions"]
        said = [_said(words, g) for g in gold if g["cue"]]
        readings.append(Reading(text, words, _sentence(words, sentences), sentences, said, gold, True))
    return readings


def reports(path: Path, tokenizer: Tokenizer) -> list[Reading]:
    """The reports of a file of stories, their sentences in paragraphs of one to three."""
    readings = []
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        for number, report in enumerate(row["docs"]):
            lines, sentences, at = [], [], 0
            for k, sentence in enumerate(s for s in report["sentences"] if s.strip()):
                lines.append(sentence)
                sentences.append((at, at + len(sentence)))
                at += len(sentence) + 1
                lines.append("\n" if (k + number) % (1 + number % 3) == 0 else " ")
            text = "".join(lines)
            words = words_of(text, paragraphs_of(text), tokenizer)
            readings.append(Reading(text, words, _sentence(words, sentences), sentences, [], [], False))
    return readings


def _sentence(words: Words, sentences: list[tuple[int, int]]) -> Ints:
    starts = np.array([s for s, _ in sentences], np.int64)
    return (np.searchsorted(starts, words.start, "right") - 1).astype(np.int32)


def touched(words: Words, spans: Sequence[Sequence[int]]) -> Ints:
    """The indices of the words that the spans touch, sorted."""
    found: set[int] = set()
    for s, e in spans:
        found.update(range(int(np.searchsorted(words.end, s, "right")), int(np.searchsorted(words.start, e, "left"))))
    return np.array(sorted(found), np.int32)


def _said(words: Words, gold: dict[str, Any]) -> Said:
    content = touched(words, gold["content"])
    begins = np.array([t[0] for span in gold["content"] if len(t := touched(words, [span]))], np.int32)
    return Said(touched(words, gold["source"]), touched(words, gold["cue"]), content, begins)


def tags(reading: Reading, window: Window) -> Ints:
    """(words of the window, 3) for source, cue, content: 0 outside, 1 begins, 2 inside. What is nested begins anew."""
    found = np.zeros((len(reading.words), 3), np.int32)
    for said in sorted(reading.said, key=lambda s: -len(s.content)):
        for column, (part, begins) in enumerate(
            ((said.source, said.source[:1]), (said.cue, said.cue[:1]), (said.content, said.begins))
        ):
            found[part, column] = 2
            found[begins, column] = 1
    return found[window.first : window.last]


def roles(said: Said, window: Window) -> Ints:
    """(words of the window,): 1 for the source, 2 for the content of this attribution, 0 for neither."""
    found = np.zeros(window.last - window.first, np.int32)
    for value, part in ((2, said.content), (1, said.source)):
        inside = part[(part >= window.first) & (part < window.last)]
        found[inside - window.first] = value
    return found
