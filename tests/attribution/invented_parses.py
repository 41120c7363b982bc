"""Parses of any shape, for tests of what must hold for all of them."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import strategies as st

from parallax.language import Parse, ParsedSentence, Token

_WORDS = ["said", "the", "Ortiz", "dam", ",", "—", "--", "“", "”", '"', "'", ":", "(", ".", "😀", "e\u0301"]
_LABELS = ["ROOT", "nsubj", "dobj", "ccomp", "punct", "prep", "relcl", "", "dep"]


@st.composite
def parses(draw: st.DrawFn, least: int = 0, most: int = 24) -> Parse:
    """A parse of `least` to `most` tokens: any heads, in the same sentence or not, in circles or not; any sentences
    and paragraphs."""
    words = draw(st.lists(st.sampled_from(_WORDS), min_size=least, max_size=most))
    count = len(words)
    spaces = [draw(st.sampled_from(["", " ", "  ", "\n"])) for _ in words]
    cuts = sorted(draw(st.sets(st.integers(1, count - 1), max_size=4))) if count > 1 else []
    text = ""
    starts = []
    for word, space in zip(words, spaces, strict=True):
        starts.append(len(text))
        text += word + space
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
