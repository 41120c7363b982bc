"""Parses of any shape, for tests of what must hold for all of them."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import strategies as st

from parallax.language import Entity, Parse, ParsedSentence, Token

_WORDS = ["said", "the", "Ortiz", "dam", ",", "—", "--", "“", "”", '"', "'", ":", "(", ".", "😀", "e\u0301"]
_LABELS = ["ROOT", "nsubj", "dobj", "ccomp", "punct", "prep", "relcl", "", "dep"]
_NAMES = ["ORTIZ", "Ortiz", "Elena", "ELENA", "MUMBAI", "UPDATE", "Mr.", "POHL", "Tribune"]
_SAID = ["I", "we", "said", "said", "you", "the", "dam", "Mumbai", "?", ".", "’", *_NAMES[:3], *_WORDS]
_POS = ["PROPN", "NOUN", "VERB", "AUX", "PRON", "ADP", "ADJ", "PUNCT", "X"]
_TAGS = ["NNP", "NN", "VBD", "VBZ", "MD", "PRP", "IN", ":", "XX"]
_USUAL = {
    "said": ("VERB", "VBD"), "I": ("PRON", "PRP"), "we": ("PRON", "PRP"), "you": ("PRON", "PRP"), "dam": ("NOUN", "NN"),
    "the": ("DET", "DT"), "Mumbai": ("PROPN", "NNP"), **dict.fromkeys(_NAMES, ("PROPN", "NNP")),
}  # fmt: skip
_ENTITIES = ["PERSON", "PERSON", "ORG", "GPE", "DATE", "WORK_OF_ART"]
_OPENING = ("“", "(")
_OFTEN = st.sampled_from([True, True, True, False])


@st.composite
def parses(draw: st.DrawFn, least: int = 0, most: int = 24) -> Parse:
    """A parse of `least` to `most` tokens: any heads, in the same sentence or not, in circles or not; any sentences
    and paragraphs."""
    words = draw(st.lists(st.sampled_from(_WORDS), min_size=least, max_size=most))
    count = len(words)
    spaces = [draw(st.sampled_from(["", " ", "  ", "\n"])) for _ in words]
    cuts = sorted(draw(st.sets(st.integers(1, count - 1), max_size=4))) if count > 1 else []
    text, starts = _joined(words, spaces)
    edges = [0, *cuts, count] if count else [0]
    sentences = []
    paragraph = 0
    tokens = []
    for number, (first, last) in enumerate(pairwise(edges)):
        paragraph += draw(st.integers(0, 1)) if number else 0
        sentences.append(ParsedSentence(starts[first], starts[last - 1] + len(words[last - 1]), paragraph, first, last))
        for i in range(first, last):
            head = draw(st.integers(0, count - 1))
            label = draw(st.sampled_from(_LABELS))
            end = starts[i] + len(words[i])
            tokens.append(Token(i, starts[i], end, words[i], words[i].lower(), "X", "XX", label, head, number, -1))
    return Parse(text, "en", "invented", tuple(sentences), tuple(tokens), ())


@st.composite
def laid_out_parses(draw: st.DrawFn) -> Parse:
    """A parse of one to five paragraphs, most of which begin with names and a colon or end with a dash and names.
    Three times in four a word is tagged and hung as is usual for it, else in any way; any words may be an entity."""
    paragraphs = draw(st.lists(st.one_of(_labelled(), _labelled(), _signed(), _said(1)), min_size=1, max_size=5))
    words = [word for paragraph in paragraphs for word in paragraph]
    count = len(words)
    glued = [number == 0 or word in _OPENING for paragraph in paragraphs for number, word in enumerate(paragraph)]
    spaces = [
        ("" if glue else " ") if draw(_OFTEN) else draw(st.sampled_from(["", " ", "  ", "\n"])) for glue in glued
    ]  # fmt: skip
    text, starts = _joined(words, spaces)
    ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
    sentences: list[ParsedSentence] = []
    first = 0
    for number, paragraph in enumerate(paragraphs):
        edge = first + len(paragraph)
        inner = {draw(st.integers(first + 1, edge - 1))} if len(paragraph) > 1 and not draw(_OFTEN) else set()
        for low, high in pairwise(sorted({first, edge} | inner)):
            sentences.append(ParsedSentence(starts[low], ends[high - 1], number, low, high))
        first = edge
    entities: list[Entity] = []
    of_token = [-1] * count
    tokens = []
    for n, s in enumerate(sentences):
        for i in range(s.first, s.last):
            if of_token[i] < 0 and draw(_OFTEN) == (words[i] in _NAMES):
                last = draw(st.integers(i + 1, min(i + 2, s.last)))
                of_token[i:last] = [len(entities)] * (last - i)
                entities.append(Entity(starts[i], ends[last - 1], draw(st.sampled_from(_ENTITIES)), i, last))
            pos, tag = _USUAL.get(words[i], ("PUNCT", ":"))
            dep = "nsubj" if pos == "PRON" else "ROOT" if pos == "VERB" else "dep"
            head = i if pos == "VERB" else min(i + 1, count - 1)
            if not draw(_OFTEN):
                pos, tag = draw(st.sampled_from(_POS)), draw(st.sampled_from(_TAGS))
            if not draw(_OFTEN):
                dep, head = draw(st.sampled_from(_LABELS)), draw(st.integers(0, count - 1))
            tokens.append(Token(i, starts[i], ends[i], words[i], words[i].lower(), pos, tag, dep, head, n, of_token[i]))
    return Parse(text, "en", "invented", tuple(sentences), tuple(tokens), tuple(entities))


def _joined(words: list[str], spaces: list[str]) -> tuple[str, list[int]]:
    """The text of words with the space behind each, and where each begins."""
    text = ""
    starts = []
    for word, space in zip(words, spaces, strict=True):
        starts.append(len(text))
        text += word + space
    return text, starts


def _said(least: int, some: list[str] = _SAID) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(some), min_size=least, max_size=6)


def _named() -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(_NAMES), min_size=1, max_size=3)


@st.composite
def _labelled(draw: st.DrawFn) -> list[str]:
    said = ["I", "said", *draw(_said(0))] if draw(st.booleans()) else draw(_said(0))
    return [*draw(st.sampled_from([[], [], ["“"]])), *draw(_named()), ":", *said]


@st.composite
def _signed(draw: st.DrawFn) -> list[str]:
    opening, closing = draw(st.sampled_from([("“", "”"), ('"', '"'), ("'", "'"), ("‘", "’"), ("”", "”")]))
    said = ["dam", *draw(_said(1, _SAID[:10]))] if draw(st.booleans()) else draw(_said(1))
    return [opening, *said, closing, draw(st.sampled_from(["–", "—", "-"])), *draw(_named())]
