"""Names of people over all articles of a story: which forms are one person.

A full name and its last name are one ("Donald Ostrander", "Mr. Ostrander"), initials and short forms of a first name
fit the long ones, and two full names of different first names stay two people, however often the last name is shared.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from parallax.attribution.first_names import MEN, WOMEN
from parallax.attribution.namesakes import Bearer, Namesakes, is_subject, paragraph_at
from parallax.attribution.person_names import Tokens, bodies_named, person_names, words_of_name
from parallax.attribution.spelling import folded_name
from parallax.language import Parse

Gender = Literal["he", "she", ""]
Form = tuple[str, ...]

_TITLES = frozenset(
    """
    mr mrs ms miss dr prof professor sir dame lord lady baroness rev reverend fr father hon president vice prime
    minister chancellor secretary senator sen ag representative rep congressman congresswoman governor gov mayor judge
    justice chief general gen colonel col captain capt sergeant sgt lieutenant lt officer detective inspector admiral
    king queen prince princess pope bishop archbishop cardinal rabbi imam sheikh ambassador commissioner director
    former ex the a an leader deputy attorney chairman chairwoman spokesman spokeswoman spokesperson candidate
    """.split()
)
_HE = frozenset({"mr", "sir", "lord", "king", "prince", "congressman", "chairman", "spokesman", "father", "fr", "pope"})
_SHE = frozenset({"mrs", "ms", "miss", "dame", "lady", "baroness", "queen", "princess", "congresswoman", "chairwoman",
                  "spokeswoman"})  # fmt: skip
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "md", "phd", "qc", "kc", "mp", "obe", "mbe"})
_PARTICLES = frozenset({"de", "van", "von", "der", "den", "la", "le", "del", "di", "da", "al", "bin", "ben", "el"})
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?")

_FAR_MORE = 5
_WHERE = frozenset({"in", "at", "near", "outside", "inside", "across", "around", "throughout", "into"})
_LOWER_HYPHEN = re.compile(r"(?<=[a-z])-(?=[a-z])")
"""Between the parts of a Korean given name ("Jong-un", also written "Jong Un"), not of a surname ("Rees-Mogg")."""

_SHORT = {
    "bob": "robert", "rob": "robert", "bobby": "robert", "bill": "william", "billy": "william", "will": "william",
    "jim": "james", "jimmy": "james", "mike": "michael", "dick": "richard", "rick": "richard", "rudy": "rudolph",
    "ted": "edward", "ned": "edward", "tom": "thomas", "tony": "anthony", "liz": "elizabeth", "beth": "elizabeth",
    "betty": "elizabeth", "bernie": "bernard", "joe": "joseph", "jack": "john", "peggy": "margaret", "meg": "margaret",
    "kate": "katherine", "katie": "katherine", "sue": "susan", "hank": "henry", "harry": "henry", "chuck": "charles",
    "charlie": "charles", "nick": "nicholas", "dave": "david", "dan": "daniel", "steve": "stephen", "andy": "andrew",
    "rod": "rodney", "ron": "ronald", "don": "donald", "ken": "kenneth", "greg": "gregory", "jeff": "jeffrey",
}  # fmt: skip


def form_of(text: str) -> tuple[Form, Gender]:
    """The words of a name without case, accents, titles, suffixes and the possessive, and what its title says of
    gender."""
    words: list[str] = []
    gender: Gender = ""
    for match in _WORD.finditer(_LOWER_HYPHEN.sub(" ", text)):
        word = folded_name(re.sub(r"['’]s?$", "", match.group().rstrip(".")))
        if word in _HE:
            gender = "he"
        elif word in _SHE:
            gender = "she"
        if word and word not in _SUFFIXES and not (word in _TITLES and (not words or word in ("the", "a", "an"))):
            words.append(word)
    return tuple(words), gender


def bare(text: str) -> str:
    """A name as written, without titles before it, suffixes and the possessive after it."""
    kept: list[str] = []
    for word in text.split():
        plain = re.sub(r"['’]s?$", "", word.strip('“”"‘(),;:')).strip("'’")
        folded = plain.rstrip(".").casefold()
        if plain and folded not in _SUFFIXES and not (folded in _TITLES and not kept):
            kept.append(plain)
    return " ".join(kept)


@dataclass(frozen=True, slots=True)
class Named:
    """One mention of a person by name: tokens `first` to `last` (excluded) of an article; `gender` as a title tells."""

    article: int
    first: int
    last: int
    start: int
    end: int
    form: Form
    gender: Gender = ""


@dataclass
class Person:
    """One person: the forms of the name with their counts, as folded and as written."""

    forms: Counter[Form] = field(default_factory=Counter)
    written: Counter[str] = field(default_factory=Counter)
    genders: Counter[Gender] = field(default_factory=Counter)
    last: str = ""

    def name(self) -> str:
        """The full name that is written most often; of equally frequent ones the longest, the one with accents, the
        first by letter."""
        return min(
            self.written, key=lambda w: (len(w.split()) < 2, -self.written[w], -len(w), w.isascii(), w), default=""
        )

    def key(self) -> tuple[str, str, str]:
        """What tells this person from others: the fullest form of the name, and the last name."""
        fullest = sorted(self.forms, key=lambda f: (-len(f), -self.forms[f], f))
        return "person", " ".join(fullest[0]) if fullest else "", self.last

    def gender(self) -> Gender:
        """What titles say, else the first name."""
        if self.genders["he"] != self.genders["she"]:
            return "he" if self.genders["he"] > self.genders["she"] else "she"
        firsts = {f[0] for f in self.forms if len(f) > 1}
        if firsts & MEN and not firsts & WOMEN:
            return "he"
        if firsts & WOMEN and not firsts & MEN:
            return "she"
        return ""


class People:
    """The people named in the parses of a story; `keys` holds what tells each of `persons` from others, `runs` the
    tokens of every name in each parse. `places` are the keys of names that end in what the story more often takes for a
    place ("Breitbart London"). Nothing in it depends on the order of the articles."""

    def __init__(self, parses: Sequence[Parse]) -> None:
        self.mentions: list[list[Named]] = []
        self.persons: list[Person] = []
        self._of_form: dict[Form, int] = {}
        self._of_last: dict[str, list[int]] = defaultdict(list)
        self._of_first: dict[str, list[int]] = defaultdict(list)
        self._full: list[dict[str, list[tuple[int, int]]]] = []
        written: dict[Form, Counter[str]] = defaultdict(Counter)
        genders: dict[Form, Counter[Gender]] = defaultdict(Counter)
        self.bodies = bodies_named(parses)
        self.runs = person_names(parses, self.bodies)
        for number, (parse, runs) in enumerate(zip(parses, self.runs, strict=True)):
            self.mentions.append(_named(number, parse, runs, written, genders))
        self._titled = {(n.article, n.start): n.gender for named in self.mentions for n in named if n.gender}
        self._cluster(written, genders)
        self._principals = self._most_named(written)
        self.keys = tuple(p.key() for p in self.persons)
        places, stood_in = _places(parses)
        often = Counter(n.form[-1] for mentions in self.mentions for n in mentions)
        known = {p.last for p in self.persons if any(len(f) > 1 and f[0] in MEN | WOMEN for f in p.forms)}
        self.lasts = frozenset(
            p.last
            for p in self.persons
            if any(len(f) > 1 for f in p.forms)
            and (places[p.last] <= often[p.last] or (p.last in known and not stood_in[p.last]))
        )
        self.places = frozenset(p.key() for p in self.persons if places[p.last] > often[p.last] and p.last not in known)
        for mentions in self.mentions:
            full: dict[str, list[tuple[int, int]]] = defaultdict(list)
            for named in mentions:
                if len(named.form) > 1:
                    full[named.form[-1]].append((named.start, self._of_form[named.form]))
            self._full.append(full)
        self._parses = parses
        self._namesakes = [self._shared(*of) for of in zip(parses, self.mentions, strict=True)]

    def _shared(self, parse: Parse, mentions: Sequence[Named]) -> dict[str, Namesakes]:
        """The last names of one article that several people share."""
        found: dict[str, list[Bearer]] = defaultdict(list)
        for n in mentions:
            last = n.form[-1]
            if len(self._of_last.get(last, ())) > 1 and (len(n.form) > 1 or not n.gender):
                who = self._of_form[n.form] if len(n.form) > 1 else None
                subject = is_subject(parse, n.first, n.last)
                found[last].append(Bearer(n.start, who, paragraph_at(parse, n.start), subject))
        return {last: Namesakes(bearers) for last, bearers in found.items()}

    def _cluster(self, written: dict[Form, Counter[str]], genders: dict[Form, Counter[Gender]]) -> None:
        """Full names first, by how often they occur; then last names and first names to those they fit."""
        order = sorted(written, key=lambda f: (len(f) < 2, -sum(written[f].values()), f))
        for form in order:
            found = self._fit(form)
            if found is None:
                found = len(self.persons)
                self.persons.append(Person(last=form[-1]))
                self._of_last[form[-1]].append(found)
                if len(form) > 1:
                    self._of_first[form[0]].append(found)
            self._of_form[form] = found
            person = self.persons[found]
            if len(form) > 1 or len(self._of_last[form[-1]]) < 2:
                person.forms[form] += sum(written[form].values())
                person.written.update(written[form])
                person.genders.update(genders[form])

    def _most_named(self, written: dict[Form, Counter[str]]) -> dict[str, int]:
        """Whom a shared last name means on its own: the one named in full twice as often as any other of that name,
        where the name alone is said far more often than the others are named."""
        found = {}
        for last, shared in self._of_last.items():
            ranked = sorted((-self._times_in_full(k), k) for k in shared)
            others = -sum(times for times, _ in ranked[1:])
            alone = written[(last,)].total() if (last,) in written else 0
            if len(ranked) > 1 and -ranked[0][0] >= 2 * -ranked[1][0] and alone >= _FAR_MORE * others:
                found[last] = ranked[0][1]
        return found

    def _times_in_full(self, k: int) -> int:
        return sum(count for form, count in self.persons[k].forms.items() if len(form) > 1)

    def _fit(self, form: Form) -> int | None:
        """The person that a form fits, or None."""
        same = self._of_last.get(form[-1], [])
        if len(form) == 1:
            if same:
                return same[0]
            return self._by_first(form[0])
        for k in same:
            if any(len(f) > 1 and (_same_first(f[0], form[0]) or _ends_alike(f, form)) for f in self.persons[k].forms):
                return k
        return None

    def _by_first(self, word: str) -> int | None:
        """The person whose full name begins with a word: the only one, or one named twice as often as any other."""
        found = self._of_first.get(word, [])
        often = sorted((-sum(self.persons[k].forms.values()), k) for k in found)
        if len(often) > 1 and often[0][0] > 2 * often[1][0]:
            return None
        return often[0][1] if often else None

    def namesake(self, key: tuple[str, ...], gender: Gender) -> tuple[str, ...] | None:
        """The key of the only person of this gender with the last name of another, who is named in full as often."""
        shared = self._of_last.get(key[2], ()) if len(key) > 2 else ()
        same = [k for k in shared if self.persons[k].gender() == gender]
        often = max((self._times_in_full(k) for k in shared if self.keys[k] == key), default=0)
        return self.keys[same[0]] if len(same) == 1 and self._times_in_full(same[0]) >= often else None

    def is_body(self, parse: Parse, i: int) -> bool:
        """Whether token i stands in a name that the recogniser takes for a person's and that is an organisation's."""
        e = parse.entities[parse.tokens[i].entity] if parse.tokens[i].entity >= 0 else None
        return e is not None and words_of_name(parse, e.first, e.last) in self.bodies

    def person(self, form: Form, article: int, start: int) -> int | None:
        """The number of the person that a form means at this place, or None. A last name that several people share is
        the one of the gender that its title tells; else the one whom the story is about, if there is one; else the one
        whom the article calls so (`Namesakes`), else the one named most often in it, else in all."""
        if not form:
            return None
        exact = self._of_form.get(form)
        if len(form) > 1:
            return exact if exact is not None else self._fit(form)
        shared = self._of_last.get(form[0], [])
        if len(shared) < 2:
            return shared[0] if exact is None and shared else exact
        title = self._titled.get((article, start), "")
        if title:
            shared = [k for k in shared if self.persons[k].gender() in ("", title)] or shared
        if len(shared) == 1:
            return shared[0]
        principal = self._principals.get(form[0])
        if principal in shared:
            return principal
        namesakes = self._namesakes[article].get(form[0])
        if namesakes is not None:
            meant = namesakes.meant(start, paragraph_at(self._parses[article], start))
            if meant in shared:
                return meant
        full = [(at, k) for at, k in self._full[article].get(form[0], []) if k in shared]
        before = bisect_left(full, (start, 0))
        if before:
            return full[before - 1][1]
        counts = Counter(who for _, who in full)
        if counts:
            return min(counts, key=lambda k: (-counts[k], self.persons[k].name()))
        return min(shared, key=lambda k: (-sum(self.persons[k].forms.values()), self.persons[k].name()))


def _places(parses: Sequence[Parse]) -> tuple[Counter[str], Counter[str]]:
    """How often each word alone is taken for a place, and how often it says where something is."""
    places: Counter[str] = Counter()
    stood_in: Counter[str] = Counter()
    for parse in parses:
        for e in parse.entities:
            if e.label == "GPE" and e.last - e.first == 1:
                word = folded_name(parse.tokens[e.first].text)
                places[word] += 1
                before = parse.tokens[parse.tokens[e.first].head]
                stood_in[word] += before.pos == "ADP" and before.text.casefold() in _WHERE
    return places, stood_in


def _same_first(a: str, b: str) -> bool:
    """Whether two first names may be one: equal, an initial, a beginning, or a known short form."""
    if a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]):
        return True
    if min(len(a), len(b)) >= 3 and (a.startswith(b) or b.startswith(a)):
        return True
    return _SHORT.get(a, a) == _SHORT.get(b, b)


def _ends_alike(a: Form, b: Form) -> bool:
    """Whether the shorter of two full names, of two words, ends the longer: "Floridians Jeb Bush", "Van Rompuy"."""
    short, long = sorted((a, b), key=len)
    return len(short) == 2 < len(long) and long[-2:] == short and len(short[0]) > 1


def _named(
    number: int,
    parse: Parse,
    runs: Sequence[Tokens],
    written: dict[Form, Counter[str]],
    genders: dict[Form, Counter[Gender]],
) -> list[Named]:
    """The people whose names stand at these runs of tokens; what a title before the name says is taken in."""
    found = []
    for first, last in runs:
        start, end = parse.tokens[first].start, parse.tokens[last - 1].end
        text = parse.text[start:end]
        if "\n" in text or len(text) > 60:
            continue
        form, gender = form_of(text)
        if not form or len(form) > 5 or all(w in _PARTICLES for w in form):
            continue
        before = parse.tokens[first - 1].text if first else ""
        gender = gender or form_of(before + " X")[1]
        found.append(Named(number, first, last, start, end, form, gender))
        written[form][bare(text)] += 1
        if gender:
            genders[form][gender] += 1
    return found
