"""Seats of government that stand for their country: by name always ("the Kremlin"), by their city where it acts
("Moscow denied it", not "a hotel in Moscow")."""

from __future__ import annotations

import re
from collections.abc import Set

from parallax.attribution.spelling import folded_name
from parallax.language import Parse
from parallax.language.parse import Entity

_SEATS = {
    "white house": "United States",
    "oval office": "United States",
    "kremlin": "Russia",
    "downing street": "United Kingdom",
    "10 downing street": "United Kingdom",
    "no 10": "United Kingdom",
    "number 10": "United Kingdom",
    "whitehall": "United Kingdom",
    "elysee": "France",
    "blue house": "South Korea",
}
_HALVES = {"north": "North Korea", "south": "South Korea"}
"""Of Korea only: elsewhere "the North" is a region. The caller asks that the story names both countries."""
_CAPITALS = """
Afghanistan:Kabul|Argentina:Buenos Aires|Armenia:Yerevan|Australia:Canberra|Austria:Vienna|Azerbaijan:Baku
Bangladesh:Dhaka|Belarus:Minsk|Belgium:Brussels|Bolivia:La Paz|Brazil:Brasilia|Bulgaria:Sofia|Cambodia:Phnom Penh
Canada:Ottawa|Chile:Santiago|China:Beijing|Colombia:Bogota|Congo:Kinshasa|Croatia:Zagreb|Cuba:Havana|Cyprus:Nicosia
Czech Republic:Prague|Denmark:Copenhagen|Ecuador:Quito|Egypt:Cairo|Estonia:Tallinn|Ethiopia:Addis Ababa
Finland:Helsinki|France:Paris|Germany:Berlin|Ghana:Accra|Greece:Athens|Haiti:Port-au-Prince|Hungary:Budapest
Iceland:Reykjavik|India:New Delhi,Delhi|Indonesia:Jakarta|Iran:Tehran|Iraq:Baghdad|Ireland:Dublin|Israel:Jerusalem
Italy:Rome|Japan:Tokyo|Jordan:Amman|Kazakhstan:Astana|Kenya:Nairobi|Kosovo:Pristina|Latvia:Riga|Lebanon:Beirut
Libya:Tripoli|Lithuania:Vilnius|Malaysia:Kuala Lumpur|Mali:Bamako|Mexico:Mexico City|Moldova:Chisinau
Mongolia:Ulaanbaatar|Montenegro:Podgorica|Morocco:Rabat|Myanmar:Naypyidaw|Nepal:Kathmandu
Netherlands:The Hague,Amsterdam|New Zealand:Wellington|Nicaragua:Managua|Nigeria:Abuja|North Korea:Pyongyang
Norway:Oslo|Oman:Muscat|Pakistan:Islamabad|Paraguay:Asuncion|Peru:Lima|Philippines:Manila|Poland:Warsaw
Portugal:Lisbon|Qatar:Doha|Romania:Bucharest|Russia:Moscow|Rwanda:Kigali|Saudi Arabia:Riyadh|Senegal:Dakar
Serbia:Belgrade|Slovakia:Bratislava|Slovenia:Ljubljana|Somalia:Mogadishu|South Africa:Pretoria|South Korea:Seoul
South Sudan:Juba|Spain:Madrid|Sri Lanka:Colombo|Sudan:Khartoum|Sweden:Stockholm|Switzerland:Bern|Syria:Damascus
Taiwan:Taipei|Thailand:Bangkok|Tunisia:Tunis|Turkey:Ankara|Uganda:Kampala|Ukraine:Kyiv,Kiev
United Arab Emirates:Abu Dhabi|United Kingdom:London|United States:Washington|Uruguay:Montevideo
Uzbekistan:Tashkent|Venezuela:Caracas|Vietnam:Hanoi|Yemen:Sanaa|Zambia:Lusaka|Zimbabwe:Harare
"""
_ACTS = frozenset({"nsubj", "nsubjpass", "poss"})
_OTHER_SIDE = frozenset({"by", "with", "against", "between"})


def _read() -> dict[str, str]:
    entries = (entry.partition(":") for entry in _CAPITALS.strip().replace("\n", "|").split("|"))
    return {folded_name(city): country for country, _, cities in entries for city in cities.split(",")}


_COUNTRY_OF = _read()


def country_of_capital(city: str) -> str | None:
    """The country whose capital has this name, or None."""
    return _COUNTRY_OF.get(folded_name(city))


def government_of(parse: Parse, entity: Entity, countries: Set[str]) -> str | None:
    """Of the countries that a story names the one for which a name stands where it stands, or None."""
    country = _country(parse, entity)
    halved = country not in _HALVES.values() or countries >= set(_HALVES.values())
    return country if country in countries and halved else None


def _country(parse: Parse, entity: Entity) -> str | None:
    text = " ".join(parse.text[entity.start : entity.end].split())
    whole = folded_name(re.sub(r"['’]s?$|\.", "", text))
    name = whole if whole in _COUNTRY_OF else whole.removeprefix("the ")
    if name in _SEATS or name in _HALVES:
        return _SEATS.get(name) or _HALVES[name]
    country = _COUNTRY_OF.get(name)
    if country is None:
        return None
    last = parse.tokens[entity.last - 1]
    if last.text in ("'s", "’s") and entity.last - entity.first > 1:
        last = parse.tokens[entity.last - 2]
    beside = last.dep == "pobj" and parse.tokens[last.head].text.casefold() in _OTHER_SIDE
    return country if last.dep in _ACTS or beside else None
