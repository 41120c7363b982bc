"""What the reader says of speakers: which mentions are one speaker, which are two, and what a speaker is called.

A key stands for all the wordings that the program takes for one speaker of the story, and moves as a whole. A mention
whose words say who it is in their place only (a pronoun, a bare role, no source at all) gets a key of its own when a
correction names it; so does one wording of a key in one article, where the reader takes two mentions of one key apart.
The corrections then act on these keys in the order given, each checked against those before it; afterwards what the
program thinks is done wherever no correction forbids it.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence

from parallax.article import Article, Span
from parallax.attribution.constraints import SILENT, Constraints, Mention, words_at
from parallax.attribution.names import Named, People
from parallax.attribution.naming import Heard, Key, Sides, Standing, Told
from parallax.attribution.wordings import key_of
from parallax.values import ArticleSpan, Attribution, Correction, Refuse, ignore

LONGEST_NAME = 200
"""Letters of a name that the reader may give."""


def corrected(
    articles: Sequence[Article],
    attributions: Sequence[Attribution],
    told: Mapping[int, Told],
    heard: Heard,
    merged: Mapping[Key, Key],
    people: People,
    asked: Sequence[Correction] = (),
    refuse: Refuse = ignore,
) -> Sides:
    """The speakers of a story as the program tells them (`told` by attribution; `merged` keys are one speaker) and as
    the reader corrects them. `asked` holds corrections of speakers only, in the order given; each that cannot be is
    refused with its reason. Raises nothing, whatever spans and names they hold."""
    story = Constraints(articles, attributions, told, heard, merged, people)
    places = _Places(attributions, told, people)
    read = [(c, _mentions(places, c)) for c in asked]
    spoken = {t.key for t in told.values()}
    for c, (mentions, _) in read:
        if c.kind == "same speaker" and any(m.speaks(spoken) for m in mentions):
            spoken |= {m.key for m in mentions if m.key is not None}
    pairs: list[tuple[Correction, Mention, Mention]] = []
    names: list[tuple[Correction, Mention]] = []
    for c, (mentions, reason) in read:
        if not reason and not all(m.speaks(spoken) for m in mentions):
            reason = SILENT
        if reason:
            refuse(c, reason)
        elif c.kind == "name of speaker":
            names.append((c, mentions[0]))
        else:
            pairs.append((c, mentions[0], mentions[1]))
    story.take_out([(c.kind == "same speaker", x, y) for c, x, y in pairs], [m for _, m in names])
    for c, x, y in pairs:
        reason = story.join(x, y) if c.kind == "same speaker" else story.keep_apart(x, y)
        if reason:
            refuse(c, reason)
    story.join_as_told()
    for c, m in names:
        reason = story.call(m, clean_name(c.value))
        if reason:
            refuse(c, reason)
    return story.sides()


def clean_name(name: str) -> str:
    """A name that the reader gave: in NFC, on one line, without control characters and marks of direction."""
    kept = [" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in name]
    text = "".join(c for c in kept if unicodedata.category(c) not in ("Cf", "Cs"))
    return " ".join(unicodedata.normalize("NFC", text).split())


def _mentions(places: _Places, c: Correction) -> tuple[tuple[Mention, ...], str]:
    """The mentions that a correction names, and why it cannot be, by itself, or an empty string."""
    one = c.kind == "name of speaker"
    if len(c.spans) != (1 if one else 2):
        return (), f"it does not name {'one reading' if one else 'two readings'}"
    found = tuple(m for m in map(places.mention, c.spans) if m is not None)
    if len(found) < len(c.spans):
        return (), SILENT
    if not one:
        return found, "both of its readings are the same words" if places.same_words(*found) else ""
    name = clean_name(c.value)
    if not any(letter.isalnum() for letter in name):
        return (), "it gives the speaker no name"
    return found, f"its name is longer than {LONGEST_NAME} letters" if len(name) > LONGEST_NAME else ""


class _Places:
    """What stands where in the articles: sources, contents without a source, names of people."""

    def __init__(self, attributions: Sequence[Attribution], told: Mapping[int, Told], people: People) -> None:
        self._attributions = attributions
        self._told = told
        self._people = people
        self._by_article: dict[int, list[int]] = defaultdict(list)
        for n, a in enumerate(attributions):
            self._by_article[a.article].append(n)

    def mention(self, span: ArticleSpan) -> Mention | None:
        """What a span stands on: a source or a person's name that it is exactly; else the narrowest source that holds
        it, the narrowest content or cue without a source, a person's name; else the source that it overlaps."""
        number, start, end = span
        if end < start or not 0 <= number < len(self._people.mentions):
            return None
        own = [(n, self._attributions[n]) for n in self._by_article.get(number, ())]
        exact = [n for n, a in own if (start, end) in a.source]
        if exact:
            return self._narrowest(exact)
        named = [m for m in self._people.mentions[number] if _holds(((m.start, m.end),), start, end)]
        if named and (named[0].start, named[0].end) == (start, end) and (person := self._person(named[0])):
            return person
        held = [n for n, a in own if _holds(a.source, start, end)]
        held = held or [n for n, a in own if not a.source and _holds((*a.content, *a.cue), start, end)]
        if held:
            return self._narrowest(held)
        touched = [n for n, a in own if any(s < end and start < e for s, e in a.source)]
        return (self._person(named[0]) if named else None) or (self._narrowest(touched) if touched else None)

    def _person(self, named: Named) -> Mention | None:
        """Whom a name means, None where it is nobody's."""
        key = key_of(self._people, named)
        if key is None:
            return None
        return Mention(named.article, None, key, Standing(named.start, " ".join(named.form)), alone=False)

    def same_words(self, x: Mention, y: Mention) -> bool:
        """Whether two mentions are the same words of one article."""
        if x.said is None or y.said is None:
            return x == y
        return words_at(self._attributions[x.said]) == words_at(self._attributions[y.said])

    def _narrowest(self, numbers: Sequence[int]) -> Mention:
        spans = {n: self._attributions[n].source or self._attributions[n].content for n in numbers}
        n = min(numbers, key=lambda n: (sum(e - s for s, e in spans[n]), n not in self._told, n))
        told = self._told.get(n)
        if told is None:
            return Mention(self._attributions[n].article, n, None, Standing(spans[n][0][0], ""), alone=True)
        return Mention(self._attributions[n].article, n, told.key, told.name, told.alone)


def _holds(spans: Sequence[Span], start: int, end: int) -> bool:
    return any(s <= start < e and end <= e for s, e in spans)
