"""Nouns that newsrooms use for one another of one and the same thing."""

from __future__ import annotations

_SETS = """
deal agreement accord pact
visit trip
meeting summit
talk discussion negotiation
investigation probe inquiry enquiry
question query
lawyer attorney solicitor
protest demonstration rally
protester protestor demonstrator
tariff duty levy
test tests testing
killing murder slaying
shooting gunfire
explosion blast
fire blaze
crash collision
quake earthquake
storm hurricane cyclone typhoon
flood flooding
law legislation
strike walkout stoppage
dismissal firing sacking
allegation accusation
migrant refugee immigrant
jail prison
car vehicle automobile
plane aircraft airliner aeroplane airplane
vaccine jab vaccination
illness disease
"""
_FIRST = {word: line.split()[0] for line in _SETS.strip().splitlines() for word in line.split()}


def same_noun(lemma: str) -> str:
    """The noun that stands for all that are used like this one: itself, where there are no others."""
    return _FIRST.get(lemma, lemma)
