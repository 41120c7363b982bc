"""Whom a word names: one person, body or country under any of the wordings that the story has for it."""

from __future__ import annotations

from parallax.differences.reading import Reading

_PARTIES = frozenset({"person", "organisation", "country", "group"})
_BESIDE = frozenset({"appos", "compound", "flat"})


def party(reading: Reading, token: int) -> str:
    """The id of the label of the person, body, group or country that a token names, be it by the name set beside it
    ("the mayor, Ada Lind") or, in what somebody is said to have said, as "he" or "she"; else an empty string."""
    if token < 0:
        return ""
    labelled = reading.once(_labelled)
    if token in labelled:
        return labelled[token]
    head = reading.tokens[token]
    if head.pos == "PRON":
        return reading.once(_speaking).get(token, "")
    if head.dep == "appos" and head.head in labelled:
        return labelled[head.head]
    beside = [c for c in reading.children[token] if reading.tokens[c].dep in _BESIDE and c in labelled]
    named = [c for c in beside if reading.tokens[c].dep == "appos" or _titled(reading, token)]
    return labelled[named[0]] if named else ""


def he_or_she(reading: Reading, token: int) -> str:
    """ "he" or "she" where a token is one of these, else an empty string."""
    word = reading.tokens[token].text.casefold() if token >= 0 else ""
    return word if word in ("he", "she") else ""


def people(reading: Reading) -> frozenset[str]:
    """The ids of the labels of persons that a report mentions."""
    return frozenset(label.id for label, _, _ in reading.mentions if label.kind == "person")


def _titled(reading: Reading, token: int) -> bool:
    """Whether a token is itself part of a name, so that the names before it are its own."""
    return reading.tokens[token].pos == "PROPN"


def _labelled(reading: Reading) -> dict[int, str]:
    """The party that each token of a wording for it stands for; of wordings within one another the longest counts."""
    found: dict[int, tuple[int, str]] = {}
    for label, start, end in reading.mentions:
        if label.kind in _PARTIES:
            for k in reading.within(start, end):
                found[k] = max(found.get(k, (0, "")), (end - start, label.id))
    return {k: name for k, (_, name) in found.items()}


def _speaking(reading: Reading) -> dict[int, str]:
    """The speaker for each "he" and "she" in the indirect speech of a person, where nobody else is named before it."""
    labelled, persons = reading.once(_labelled), reading.once(people)
    found: dict[int, str] = {}
    for _, said in reading.attributions:
        source = reading.covered(said.source)
        heads = [k for k in source if reading.tokens[k].head not in source]
        speaker = labelled.get(heads[0], "") if len(heads) == 1 else ""
        if said.kind == "direct" or speaker not in persons:
            continue
        for k in reading.covered(said.content):
            if labelled.get(k, speaker) != speaker and labelled[k] in persons:
                break
            if he_or_she(reading, k) and not reading.quoted[k]:
                found.setdefault(k, speaker)
    return found
