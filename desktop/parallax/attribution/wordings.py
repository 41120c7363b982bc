"""What each key of a story is called in the texts, once corrections have given some mentions keys of their own."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence

from parallax.article import Article
from parallax.attribution.mentions import ORGANISATIONS, PLACES
from parallax.attribution.names import Named, People, Person, bare
from parallax.attribution.naming import Heard, Key, Standing, Told, name_of
from parallax.values import ArticleSpan, Attribution, SpeakerKind

_PARTICLES = frozenset("de da del di la le van von der den al bin ben el".split())


def key_of(people: People, named: Named) -> Key | None:
    """The key of the person whom a name means."""
    who = people.person(named.form, named.article, named.start)
    return None if who is None else people.keys[who]


class Wordings:
    """The spans, wordings and names of every key that an attribution has. `nodes` holds that key by attribution; it
    differs from the one that was told where a correction moves the mention alone."""

    def __init__(
        self, attributions: Sequence[Attribution], nodes: Mapping[int, Key], told: Mapping[int, Told], heard: Heard
    ) -> None:
        self.spans: dict[Key, set[ArticleSpan]] = defaultdict(set)
        self._counted: dict[Key, Counter[str]] = {t.key: Counter(heard.wordings[t.key]) for t in told.values()}
        self._persons: dict[Key, Person] = {}
        for n, node in nodes.items():
            a, how = attributions[n], told.get(n)
            spans = a.source if how is None else how.spans
            self.spans[node] |= {(a.article, start, end) for start, end in spans}
            if how is None or node != how.key:
                self._move(node, how)

    def _move(self, node: Key, told: Told | None) -> None:
        """Count a wording for the key that its mention has now."""
        own = self._counted.setdefault(node, Counter())
        if told is None or not told.wording:
            # said of nobody by name: only where no other wording is heard does this one stand
            own["unnamed"] += 0
            return
        own[told.wording] += 1
        left = self._counted[told.key]
        left[told.wording] -= 1
        if left[told.wording] <= 0:
            del left[told.wording]

    def know(
        self,
        people: People,
        articles: Sequence[Article],
        parted: Collection[Key],
        standing: Callable[[int, Key, Standing], Key],
    ) -> None:
        """Take in the full names of people; those of `parted` keys by what is left to each part (`standing` tells the
        part that a name in an article belongs to)."""
        self._persons = {
            key: p for key, p in zip(people.keys, people.persons, strict=True) if p.forms and key not in parted
        }
        texts = [article.text for article in articles]
        for mentions in people.mentions if parted else ():
            for named in mentions:
                key = key_of(people, named)
                if key in parted and key is not None:
                    part = standing(named.article, key, Standing(named.start, " ".join(named.form)))
                    person = self._persons.setdefault(part, Person(last=key[-1]))
                    person.written[bare(texts[named.article][named.start : named.end])] += 1

    def heard(self, key: Key) -> bool:
        """Whether any words of the texts are left that name a key."""
        return key in self._persons or any(self._counted.get(key, {}).values())

    def name(self, key: Key) -> str:
        """The name of a key."""
        return name_of(key, self._counted, self._persons)

    def plain(self, key: Key) -> tuple[bool, int, str]:
        """How plainly a key is named, the plainest first: by a full name, by how many mentions, by letter."""
        person = self._persons.get(key)
        full = person is not None and len(person.name().split()) > 1
        return not full, -len(self.spans.get(key, ())), self.name(key)


def kind_of_name(name: str) -> SpeakerKind:
    """What somebody without a name is, once the reader has given a name: an organisation or place by its words, a
    person by capitals, else unnamed still."""
    words = name.split()
    if any(w.casefold() in ORGANISATIONS for w in words):
        return "organisation"
    if name.casefold().removeprefix("the ") in PLACES:
        return "place"
    capitals = all(w in _PARTICLES or (w[0].isupper() and not any(map(str.isdigit, w))) for w in words)
    full = 1 < len(words) <= 5 and words[0].casefold() != "the" and words[-1] not in _PARTICLES
    return "person" if full and capitals else "unnamed"
