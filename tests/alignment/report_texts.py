"""Invented reports of two fires in several wordings, and the short way to all that alignment knows of a text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from parallax.alignment import SentenceFeatures
from parallax.article import Article, Paragraph, Role
from parallax.comparison import features_of_article, read_article
from parallax.language import parse_paragraphs

MILL = (
    (
        "A fire destroyed the paper mill at Tarnholm on Wednesday night and left 210 people without work.",
        "The Tarnholm paper mill burned to the ground late on Wednesday, costing 210 employees their jobs.",
        "Flames gutted the mill in Tarnholm, and 210 people who made paper there have lost their work.",
    ),
    (
        "Six firefighters were treated for smoke in the clinic at Averley, said the fire chief, Hanne Rusk.",
        "According to fire chief Hanne Rusk, six of her crew breathed smoke and were seen by doctors in Averley.",
        "Hanne Rusk, who leads the brigade, had 6 of her firefighters taken to hospital in Averley.",
    ),
    (
        "Investigators believe that a faulty dryer started the blaze.",
        "A broken dryer is thought to have set off the fire, according to the police.",
        "What started it may have been a dryer that did not work as it should, investigators say.",
    ),
    (
        "“We could only watch it go,” said Piet Hallam, who had run the night shift for 19 years.",
        'Shift leader Piet Hallam told reporters: "We could only watch it go."',
        "“We could only watch it go,” Hallam, a foreman of 19 years, recalled with tears in his eyes.",
    ),
    (
        "The owner, Corvane Paper, promised to pay wages until the end of March.",
        "Staff will get their salaries through March, a spokeswoman for Corvane Paper announced.",
        "Corvane Paper, to which the mill belongs, will keep paying everyone till April, it said.",
    ),
)
"""What was reported of a fire in a mill, each fact in three wordings."""

HOTEL = (
    "Four guests died when a fire broke out in the Hotel Miramond at Saltgate early on Sunday.",
    "Rescue teams brought 38 people out through the windows, the coastguard captain Ludo Ferenz said.",
    "The sprinklers had not been tested since 2014, according to the district council of Vell.",
    "“My room was full of smoke within a minute,” said Ines Carvo, a dentist on holiday.",
    "The seafront will stay closed to traffic until the ruin has been made safe.",
)
"""A report of another fire, in another town, with other people and other numbers."""

FIRST = tuple(fact[0] for fact in MILL)
SECOND = tuple(fact[1] for fact in (MILL[0], MILL[3], MILL[1], MILL[4], MILL[2]))
PARTNERS = {(0, 0), (1, 2), (2, 4), (3, 1), (4, 3)}
"""Which sentence of `FIRST` tells what which of `SECOND` tells."""

GERMAN = (
    "Ein Feuer zerstörte in der Nacht zum Donnerstag die Papierfabrik in Tarnholm, 210 Menschen sind ohne Arbeit.",
    "Die Feuerwehrchefin Hanne Rusk sprach von sechs Verletzten.",
    "Die Ursache ist noch nicht bekannt.",
)


def article(lines: Sequence[str], roles: Sequence[Role] | None = None, outlet: str = "") -> Article:
    """An article of one sentence per paragraph, all of them body where no roles are given."""
    paragraphs, at = [], 0
    for line, role in zip(lines, roles or ["body"] * len(lines), strict=True):
        paragraphs.append(Paragraph(at, at + len(line), role))
        at += len(line) + 1
    return Article.of("\n".join(lines), tuple(paragraphs), outlet=outlet)


@lru_cache(maxsize=64)
def _report(lines: tuple[str, ...], roles: tuple[Role, ...] | None) -> SentenceFeatures:
    read = article(lines, roles)
    parse = parse_paragraphs(read.text, read.paragraphs, whole=True)
    return features_of_article(read, parse, read_article(read, parse))


def report(lines: Sequence[str], roles: Sequence[Role] | None = None) -> SentenceFeatures:
    """All that alignment knows of sentences, each a paragraph of its own."""
    return _report(tuple(lines), None if roles is None else tuple(roles))
