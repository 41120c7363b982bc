"""Marks and corrections in words, as the tray and the lists show them. Without Qt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from parallax.library import KeptCorrection, Mark, Reading
from parallax.outlets import clipped
from parallax.window.texts.offsets import shown

_WORDS = 80
_QUOTES = " \"“”„«»‘’',"
_SAID: Mapping[str, str] = {
    "link": "Linked by hand",
    "unlink": "Not linked",
    "same speaker": "The same speaker",
    "other speaker": "Not the same speaker",
    "same thing": "The same thing",
    "other thing": "Not the same thing",
    "add attribution": "Somebody is quoted here",
    "delete attribution": "No quotation",
    "resize attribution": "Extent of a quotation",
    "join sentences": "Two sentences joined",
    "split sentence": "Sentence split here",
    "join paragraphs": "Two paragraphs joined",
    "split paragraph": "Paragraph begins here",
}


def in_quotes(words: str, most: int = 60) -> str:
    """Words of an article on one line, in one pair of quotation marks, cut to `most` code points."""
    return f"“{shown(clipped(words.strip(_QUOTES), most))}”"


def spoken(parts: Iterable[str]) -> str:
    """Parts as one passage to be heard: each is a sentence, and ends once."""
    ended = (part.strip() for part in parts)
    return " ".join(part if part[-1] in '.!?…”"' else f"{part}." for part in ended if part)


def told(item: Mark | KeptCorrection) -> str:
    """What the reader said, in a few words."""
    if isinstance(item, Mark):
        if item.kind == "note":
            return f"Note: {clipped(item.note, _WORDS)}"
        return (
            f"{item.kind.capitalize()}: {item.difference.replace('-', ' ')}"
            if item.difference
            else item.kind.capitalize()
        )
    if item.kind == "relation":
        return "Versions of one text" if item.value == "versions" else "Reports of one story"
    if item.kind == "name of speaker":
        return f"Speaker named {item.value}"
    if item.kind == "not a difference":
        return f"Not a difference: {item.value.replace('-', ' ')}"
    if item.kind == "another kind":
        before, _, wanted = (words.replace("-", " ") for words in item.value.partition(" "))
        return f"Not {before}, but {wanted}"
    if item.kind == "role of paragraph":
        return f"This paragraph is: {item.value}"
    return _SAID.get(item.kind, item.kind.capitalize())


def places(item: Mark | KeptCorrection, names: Mapping[str, str]) -> str:
    """The words that it is about, each with its outlet; `names` by article id, those that are no longer in the story
    left out."""
    by_article: dict[str, list[Reading]] = {}
    for reading in item.readings:
        by_article.setdefault(reading.article, []).append(reading)
    parts = []
    for article, readings in by_article.items():
        words = ", ".join(in_quotes(r.exact, _WORDS) for r in readings if r.exact)
        outlet = names.get(article, "a removed article")
        parts.append(f"{words} · {outlet}" if words else outlet)
    return "\n".join(parts)
