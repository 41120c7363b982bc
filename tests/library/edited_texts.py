"""Texts edited at random, with the origin of every code point kept, so that the right place of an anchor is known."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

TYPED = -1
"""The origin of a code point that was typed anew; that of the old text's number n is n, and of a copy of it -2 - n."""

Outcome = Literal["right", "copy", "alike", "wrong", "tray"]
_Letter = tuple[str, int]
_Run = list[_Letter]
_Paragraphs = list[list[_Run]]
_SENTENCE = re.compile(r"[^\n]+?[.!?…][\"”’')\]]*(?:[^\S\n]+|$)|[^\n]+$", re.MULTILINE)
_WORD = re.compile(r"\w+")
_NEWS = (
    "The council of Marrow Bay will meet again on Monday.",
    "Nobody was found in the lower harbour.",
    "Twelve people were hurt, the operator said.",
    "Rescue work went on.",
    "“We will not wait,” said Oda Fenn, who keeps the light.",
    "Roads to Upper Lanning stayed closed until noon.",
    "A second inquiry was not ruled out.",
)


REFRAINS = """Night on the breakwater
The siren went at nine. Oda Fenn lit the lamp. Nobody came.
At ten the ferry called twice, and 12 boats put out. The siren went again. Nobody came.
Ines Calloway asked for 12 more. The siren went at nine, she said, and nobody came.
“Nobody came,” said Tobin Marsh. The siren went again. Oda Fenn lit the lamp.
By noon 120 people stood on the quay. 12 of them were hurt. Nobody came.
"""
EMOJI = """🛟🛟 Ferry aground 🛟
👩‍🚒 Two crews went out, wrote @oda 👩‍🚒👩🏽‍🚒 and came back.
Cafe\u0301s and qu\u0323\u0307ays stayed shut \u202ein town\u202c.
🛟 Two crews went out again. x\u0302 marks the spot; x marks the map. 🇳🇴🇸🇪
Twelve people 😷 were hurt, 😷 said the 👩‍🚒."""
ONE_LINE = " ".join(
    f"The {name} council met on the {day}th and heard {who}. It put the matter off. “We will see,” said {who}."
    for day, (name, who) in enumerate(
        [("Lanning", "Mr Pell"), ("Sorrel", "Ms Dace"), ("Marrow", "Mr Pell"), ("Quill", "Dr Ambrose")] * 4, 4
    )
)


@dataclass(frozen=True, slots=True)
class Edited:
    """A text, what became of it, and for each code point of the new text its origin in the old one."""

    old: str
    new: str
    origins: tuple[int, ...]

    def then(self, later: Edited) -> Edited:
        """Both edits as one, from the oldest text to the newest."""
        return Edited(self.old, later.new, tuple(self._through(origin) for origin in later.origins))

    def _through(self, origin: int) -> int:
        if origin >= 0:
            return self.origins[origin]
        if origin == TYPED:
            return TYPED
        first = self.origins[-2 - origin]
        return -2 - first if first >= 0 else first

    def now(self, start: int, end: int) -> int:
        """Where the code points `start` to `end` of the old text stand now, or -1 when they are no longer in a row."""
        if start == end:
            return -1
        first = self.origins.index(start) if start in self.origins else -1
        whole = first >= 0 and self.origins[first : first + end - start] == tuple(range(start, end))
        return first if whole else -1

    def outcome(self, start: int, end: int, found: int | None) -> Outcome:
        """What carrying the words `start` to `end` to `found` (None for the tray) was: the right place, a copy of
        them, one that 32 code points on either side do not tell from the old one or that stands among the old
        neighbours (the words were typed again), a wrong one, or the tray."""
        if found is None:
            return "tray"
        here = self.origins[found : found + end - start]
        if here == tuple(range(start, end)):
            return "right"
        if all(there in (origin, -2 - origin) for there, origin in zip(here, range(start, end), strict=True)):
            return "copy"
        last = found + end - start
        before, after = self.old[max(start - 32, 0) : start], self.old[end : end + 32]
        alike = self.new[max(found - 32, 0) : found] == before and self.new[last : last + 32] == after
        around = (*self.origins[max(found - 32, 0) : found], *self.origins[last : last + 32])
        own = sum(start - 32 <= (origin if origin >= 0 else -2 - origin) < end + 32 for origin in around)
        return "alike" if alike or 2 * own >= len(before) + len(after) else "wrong"


def edited(old: str, chance: random.Random, edits: int) -> Edited:
    """The text after a number of edits, each of a random kind, at random places."""
    paragraphs = _split([(letter, number) for number, letter in enumerate(old)])
    for _ in range(edits):
        chance.choice(_EDITS)(paragraphs, chance)
    letters: _Run = []
    for number, paragraph in enumerate(paragraphs):
        if number:
            letters.append(_line_end(old, letters))
        for sentence in paragraph:
            letters.extend(sentence)
    if old.endswith("\n"):
        letters.append(("\n", len(old) - 1))
    return Edited(old, "".join(letter for letter, _ in letters), tuple(origin for _, origin in letters))


def spans(text: str, chance: random.Random, count: int) -> list[tuple[int, int]]:
    """Places of all sizes that a reader may mark: words, runs of words, sentences, paragraphs, single letters."""
    words = [found.span() for found in _WORD.finditer(text)]
    sentences = [_bare(text, *found.span()) for found in _SENTENCE.finditer(text)]
    lines = [found.span() for found in re.finditer(r"[^\n]+", text)]
    chosen = []
    while words and len(chosen) < count:
        kind = chance.choice(["word", "number", "words", "words", "sentence", "sentence", "paragraph", "letter"])
        at = chance.randrange(len(words))
        if kind == "word":
            chosen.append(words[at])
        elif kind == "number":
            numbers = [span for span in words if text[span[0]].isdigit()]
            chosen.append(chance.choice(numbers or words))
        elif kind == "words":
            chosen.append((words[at][0], words[min(at + chance.randint(1, 6), len(words) - 1)][1]))
        elif kind == "letter":
            start = chance.randrange(len(text))
            chosen.append((start, start + 1))
        else:
            chosen.append(chance.choice(sentences if kind == "sentence" else lines))
    return chosen


def sentence_of(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The sentence, without white space around it, that holds these words whole, or None."""
    for found in _SENTENCE.finditer(text):
        first, last = _bare(text, *found.span())
        if first <= start and end <= last:
            return first, last
    return None


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    return start, start + len(text[start:end].rstrip())


def _line_end(old: str, letters: _Run) -> _Letter:
    """A line end after these letters: the old one when it stood there."""
    origin = letters[-1][1] + 1 if letters and letters[-1][1] >= 0 else TYPED
    return ("\n", origin if 0 <= origin < len(old) and old[origin] == "\n" else TYPED)


def _split(letters: _Run) -> _Paragraphs:
    text = "".join(letter for letter, _ in letters)
    found: _Paragraphs = []
    for line in re.finditer(r"[^\n]*(?:\n|$)", text):
        bare = line.group().rstrip("\n")
        pieces = [piece.span() for piece in _SENTENCE.finditer(bare)]
        first = line.start()
        if first < len(text) or not found:
            found.append([letters[first + start : first + end] for start, end in pieces])
    return found


def _typed(words: str) -> _Run:
    return [(letter, TYPED) for letter in words]


def _copied(run: _Run) -> _Run:
    return [(letter, -2 - origin if origin >= 0 else origin) for letter, origin in run]


def _spaced(run: _Run) -> _Run:
    """A sentence that another may follow."""
    return run if not run or run[-1][0].isspace() else [*run, (" ", TYPED)]


def _somewhere(paragraphs: _Paragraphs, chance: random.Random) -> tuple[list[_Run], int] | None:
    """A paragraph with sentences, and the number of one of them."""
    full = [paragraph for paragraph in paragraphs if paragraph]
    if not full:
        return None
    weights = [len(paragraph) for paragraph in full]
    (paragraph,) = chance.choices(full, weights)
    return paragraph, chance.randrange(len(paragraph))


def _put(paragraphs: _Paragraphs, chance: random.Random, sentence: _Run) -> None:
    paragraph = chance.choice(paragraphs)
    at = chance.randint(0, len(paragraph))
    if at == len(paragraph) and paragraph:
        paragraph[-1] = _spaced(paragraph[-1])
    paragraph.insert(at, _spaced(sentence))


def _insert(paragraphs: _Paragraphs, chance: random.Random) -> None:
    _put(paragraphs, chance, _typed(chance.choice(_NEWS)))


def _delete(paragraphs: _Paragraphs, chance: random.Random) -> None:
    if place := _somewhere(paragraphs, chance):
        del place[0][place[1]]


def _move(paragraphs: _Paragraphs, chance: random.Random) -> None:
    if place := _somewhere(paragraphs, chance):
        _put(paragraphs, chance, place[0].pop(place[1]))


def _double(paragraphs: _Paragraphs, chance: random.Random) -> None:
    if place := _somewhere(paragraphs, chance):
        _put(paragraphs, chance, _copied(place[0][place[1]]))


def _swap(paragraphs: _Paragraphs, chance: random.Random) -> None:
    place = _somewhere(paragraphs, chance)
    if place and place[1] + 1 < len(place[0]):
        paragraph, at = place
        paragraph[at], paragraph[at + 1] = _spaced(paragraph[at + 1]), _spaced(paragraph[at])


def _reverse(paragraphs: _Paragraphs, chance: random.Random) -> None:
    if place := _somewhere(paragraphs, chance):
        place[0][:] = [_spaced(sentence) for sentence in reversed(place[0])]


def _replace(paragraphs: _Paragraphs, chance: random.Random) -> None:
    if place := _somewhere(paragraphs, chance):
        others = [words for words in _NEWS if words != "".join(letter for letter, _ in place[0][place[1]]).strip()]
        place[0][place[1]] = _spaced(_typed(chance.choice(others)))


def _paragraph_insert(paragraphs: _Paragraphs, chance: random.Random) -> None:
    new = [_spaced(_typed(words)) for words in chance.sample(_NEWS, chance.randint(1, 3))]
    paragraphs.insert(chance.randint(0, len(paragraphs)), new)


def _paragraph_delete(paragraphs: _Paragraphs, chance: random.Random) -> None:
    if len(paragraphs) > 1:
        del paragraphs[chance.randrange(len(paragraphs))]


def _paragraph_move(paragraphs: _Paragraphs, chance: random.Random) -> None:
    moved = paragraphs.pop(chance.randrange(len(paragraphs)))
    paragraphs.insert(chance.randint(0, len(paragraphs)), moved)


def _paragraph_double(paragraphs: _Paragraphs, chance: random.Random) -> None:
    copy = [_copied(sentence) for sentence in chance.choice(paragraphs)]
    paragraphs.insert(chance.randint(0, len(paragraphs)), copy)


def _paragraph_split(paragraphs: _Paragraphs, chance: random.Random) -> None:
    at = chance.randrange(len(paragraphs))
    cut = chance.randint(0, len(paragraphs[at]))
    paragraphs[at : at + 1] = [paragraphs[at][:cut], paragraphs[at][cut:]]


def _paragraph_join(paragraphs: _Paragraphs, chance: random.Random) -> None:
    if len(paragraphs) > 1:
        at = chance.randrange(len(paragraphs) - 1)
        first, second = paragraphs[at : at + 2]
        paragraphs[at : at + 2] = [[*first[:-1], *map(_spaced, first[-1:]), *second]]


def _word(paragraphs: _Paragraphs, chance: random.Random) -> None:
    """Letters typed over, put in or taken out within a word, or a whole word for another."""
    if place := _somewhere(paragraphs, chance):
        sentence = place[0][place[1]]
        at = chance.randrange(len(sentence) + 1)
        until = min(at + chance.randint(0, 3), len(sentence))
        words = [found.span() for found in _WORD.finditer("".join(letter for letter, _ in sentence))]
        if words and chance.random() < 0.5:
            at, until = chance.choice(words)
        typed = chance.choice(["", "e", "14", "claimed", "é", "🛟", "a\u0301", "'s", "the late "])
        place[0][place[1]] = [*sentence[:at], *_typed(typed), *sentence[until:]]


_Edit = Callable[[_Paragraphs, random.Random], None]
_EDITS: tuple[_Edit, ...] = (
    *(_insert, _delete, _move, _double, _swap, _reverse, _replace),
    *(_paragraph_insert, _paragraph_delete, _paragraph_move, _paragraph_double, _paragraph_split, _paragraph_join),
    *(_word, _word, _word),
)
