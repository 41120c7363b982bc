"""Who speaks by the layout of a paragraph: a name before a colon, or behind a quotation and a dash."""

from __future__ import annotations

from parallax.attribution.edges import DASHES, QUOTES
from parallax.attribution.finding import Finding
from parallax.attribution.tree import Tree

LAID_OUT = frozenset({"label", "signature"})
"""The frames of what is found here: its content is settled, whatever marks stand in it."""
_LABEL_WORDS = 4
_SIGNATURE_WORDS = 10


def laid_out(tree: Tree) -> list[Finding]:
    """What the layout of the paragraphs shows, in text order."""
    found = []
    for token in tree.tokens:
        finding = None
        if token.text == ":":
            finding = _label(tree, token.i)
        elif token.text in DASHES:
            finding = _signature(tree, token.i)
        if finding is not None:
            found.append(finding)
    return found


def _label(tree: Tree, colon: int) -> Finding | None:
    """ "ORTIZ: We checked every gate.": a paragraph that begins with the name of who speaks, as in a transcript."""
    here = tree.tokens[colon].sentence
    paragraph = tree.parse.sentences[here].paragraph
    first = colon
    while first > 0 and colon - first <= _LABEL_WORDS and _paragraph(tree, first - 1) == paragraph:
        if tree.tokens[first - 1].text in QUOTES:
            break
        first -= 1
    if first > 0 and tree.tokens[first - 1].text in QUOTES and first > 1 and _paragraph(tree, first - 2) == paragraph:
        return None
    if colon - first not in range(1, _LABEL_WORDS + 1):
        return None
    label = tree.tokens[first:colon]
    person = any(t.entity >= 0 and tree.parse.entities[t.entity].label == "PERSON" for t in label)
    quoted = first > 0 and _paragraph(tree, first - 1) == paragraph
    if (quoted or not person) and not all(t.text.isupper() and len(t.text) > 3 for t in label):
        return None
    last = colon
    while last + 1 < len(tree.tokens) and _paragraph(tree, last + 1) == paragraph:
        last += 1
    if last == colon:
        return None
    source = (first, colon - 1)
    return Finding(colon, colon - 1, (source,), ((colon, colon),), ((colon + 1, last),), "label", "neutral", False)


def _signature(tree: Tree, dash: int) -> Finding | None:
    """ "“We checked every gate.” – Elena Ortiz": a paragraph in quotation marks, a dash and a name at its end."""
    paragraph = _paragraph(tree, dash)
    last = dash
    while last + 1 < len(tree.tokens) and _paragraph(tree, last + 1) == paragraph and last - dash <= _SIGNATURE_WORDS:
        last += 1
    if last + 1 < len(tree.tokens) and _paragraph(tree, last + 1) == paragraph:
        return None
    while last > dash and not tree.tokens[last].text[0].isalnum():
        last -= 1
    name = tree.tokens[dash + 1 : last + 1]
    if not name or name[0].pos not in ("PROPN", "NOUN", "ADJ") or any(t.pos in ("VERB", "AUX", "PRON") for t in name):
        return None
    first = dash
    while first > 0 and _paragraph(tree, first - 1) == paragraph:
        first -= 1
    if first == dash or tree.tokens[first].text not in QUOTES or tree.tokens[dash - 1].text not in QUOTES:
        return None
    source, content = (dash + 1, last), (first, dash - 1)
    return Finding(dash, last, (source,), ((dash, dash),), (content,), "signature", "neutral", False)


def _paragraph(tree: Tree, i: int) -> int:
    return tree.parse.sentences[tree.tokens[i].sentence].paragraph
