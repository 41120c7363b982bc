"""What is asserted, and how firmly: negations and hedges with the words that they bear on."""

from __future__ import annotations

from collections.abc import Iterable

from parallax.language.parse import Token

_NEGATIONS = frozenset("not n't n’t never no none nobody nothing neither nor without cannot nowhere hardly".split())
_FAILING = frozenset("fail refuse decline".split())
_FORCE = {
    "may": "possible", "might": "possible", "could": "able", "can": "able", "ca": "able",
    "should": "due", "ought": "due", "must": "bound", "will": "coming", "would": "coming", "wo": "coming",
    "shall": "coming", "'ll": "coming", "’ll": "coming", "reportedly": "hearsay", "allegedly": "hearsay",
    "apparently": "seeming", "seemingly": "seeming", "evidently": "seeming", "purportedly": "hearsay",
    "supposedly": "hearsay", "possibly": "possible", "perhaps": "possible", "maybe": "possible",
    "conceivably": "possible", "potentially": "possible", "probably": "likely", "likely": "likely",
    "presumably": "likely", "unlikely": "unlikely", "alleged": "hearsay", "suspected": "hearsay",
    "purported": "hearsay", "supposed": "hearsay", "rumored": "hearsay", "rumoured": "hearsay", "apparent": "seeming",
    "possible": "possible", "potential": "possible", "probable": "likely", "clearly": "firm", "certainly": "firm",
    "definitely": "firm", "undoubtedly": "firm", "surely": "firm", "confirmed": "firm", "certain": "firm",
    "unconfirmed": "hearsay", "tentatively": "seeming", "arguably": "seeming",
}  # fmt: skip
_FORCE_LEMMAS = {
    "seem": "seeming", "appear": "seeming", "expect": "expected", "believe": "believed", "think": "believed",
    "presume": "believed", "understand": "believed", "suspect": "hearsay", "allege": "hearsay", "rumor": "hearsay",
    "rumour": "hearsay", "suppose": "hearsay", "schedule": "expected", "slate": "expected", "poise": "expected",
}  # fmt: skip
FIRM = frozenset({"firm", "coming", ""})
"""Kinds of force that leave a statement as firm as a plain one."""


def negations(tokens: Iterable[Token]) -> list[Token]:
    """The words that turn what is said around; "not only" and "no matter" turn nothing."""
    words = list(tokens)
    found = []
    for k, t in enumerate(words):
        folded = t.text.casefold()
        following = words[k + 1].text.casefold() if k + 1 < len(words) else ""
        if folded in _NEGATIONS:
            excepted = following in ("only", "just", "least", "matter", "doubt", "fewer", "more")
            if not excepted and not (folded == "no" and following == "."):
                found.append(t)
        elif (folded == "yet" and following == "to") or (t.lemma in _FAILING and following == "to"):
            found.append(t)
    return found


def force(tokens: Iterable[Token]) -> frozenset[str]:
    """The kinds of force that words lend to what is said: "possible", "hearsay", "expected", "coming" …"""
    found = set()
    words = list(tokens)
    for k, t in enumerate(words):
        folded = t.text.casefold()
        if folded in _FORCE and not (folded in ("may", "will") and t.pos in ("PROPN", "NOUN")):
            found.add(_FORCE[folded])
        elif t.lemma in _FORCE_LEMMAS and t.pos in ("VERB", "AUX", "ADJ"):
            passive = t.tag == "VBN" or t.lemma in ("seem", "appear")
            if passive or any(w.text.casefold() == "to" for w in words[k + 1 : k + 2]):
                found.add(_FORCE_LEMMAS[t.lemma])
    return frozenset(found)


def hedged(kinds: frozenset[str]) -> frozenset[str]:
    """The kinds of force that take firmness away."""
    return kinds - FIRM
