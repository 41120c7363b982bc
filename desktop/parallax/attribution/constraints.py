"""Which keys of a story are one speaker, by what the reader said and then by what the program thinks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from parallax.article import Article, Span
from parallax.attribution.names import Named, People
from parallax.attribution.naming import Heard, Key, Sides, Standing, Told, kind_of, nobody
from parallax.attribution.partition import Partition, own_names, told_apart
from parallax.attribution.wordings import Wordings, key_of, kind_of_name
from parallax.values import ArticleSpan, Attribution, SpeakerKind

SILENT = "nobody speaks there any more"
_ARE_TWO = "another correction says that they are two speakers"
_ARE_ONE = "another correction says that they are one speaker"
_ONE_MENTION = "both of its readings are one mention"
_OTHER_NAME = "another correction gives this speaker another name"

_RANK: tuple[SpeakerKind, ...] = ("person", "organisation", "place", "group", "document", "unnamed")
"""Whose name and kind a speaker takes that the reader made of several: whoever is named most plainly."""

_APART = "\x1fapart"
_ALONE = "\x1falone"
"""Parts of the keys that corrections make: no wording holds this character."""

_SourceWords = tuple[int, tuple[Span, ...], tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class Mention:
    """What a reading of a correction stands on: attribution number `said`, or a person's name outside all sources
    (None). `key` is what tells the speaker, None where the program tells none; `alone` as in `Told`."""

    article: int
    said: int | None
    key: Key | None
    name: Standing
    alone: bool

    def speaks(self, spoken: Collection[Key]) -> bool:
        """Whether somebody is said to speak there, or speaks elsewhere under this key."""
        return self.said is not None or self.key in spoken


def _rank(key: Key) -> tuple[bool, int]:
    """How well a key names a speaker, the best first: what the reader took from another speaker names none."""
    return _APART in key or _ALONE in key, _RANK.index(kind_of(key))


def words_at(a: Attribution) -> _SourceWords:
    """The words that tell the speaker of an attribution; several attributions may share their source."""
    return (a.article, a.source, ()) if a.source else (a.article, a.content, a.cue)


class Constraints:
    """The keys of a story while corrections join them and keep them apart. Nothing depends on the order of the
    articles."""

    def __init__(
        self,
        articles: Sequence[Article],
        attributions: Sequence[Attribution],
        told: Mapping[int, Told],
        heard: Heard,
        merged: Mapping[Key, Key],
        people: People,
    ) -> None:
        self._articles = articles
        self._own = own_names(articles)
        self._attributions = attributions
        self._told = told
        self._heard = heard
        self._merged = merged
        self._people = people
        self._lone: dict[_SourceWords, Key] = {}
        self._said_by: dict[Key, int] = {}
        self._asked_last: dict[Key, int] = {}
        self._freed: set[Key] = set()
        self._cut: dict[tuple[Key, int, str, int | None], Key] = {}
        self._joined: set[Key] = set()
        self._left: set[Key] = set()
        self._stayed: set[Key] = set()
        self._partition: Partition[Key] = Partition()
        self._called: list[tuple[Key, str]] = []

    # --- Keys of their own --------------------------------------------------------------------------------------

    def take_out(self, pairs: Sequence[tuple[bool, Mention, Mention]], named: Sequence[Mention]) -> None:
        """Give keys of their own to the mentions that corrections move alone. `pairs` are (whether they are to be one,
        the two mentions), `named` those whose speaker gets a name. To be called once, before all else: a later
        correction may concern the key that an earlier one takes out."""
        for order, (_, *mentions) in enumerate(pairs):
            for k, m in enumerate(mentions):
                if m.alone and m.said is not None:
                    self._take_alone(m.said, 2 * order + k)
        for m in named:
            if m.said is not None and self._of_nobody(m.said):
                self._freed.add(self._take_alone(m.said, -1))
        for joins, x, y in pairs:
            if joins or x.key is None or x.key != y.key:
                continue
            if x.alone and y.alone and y.said is not None:
                self._freed.add(self._lone[words_at(self._attributions[y.said])])
            elif not x.alone and not y.alone and self._home(x) == self._home(y):
                one_wording = (x.article, x.name.words) == (y.article, y.name.words)
                self._cut_off(y, y.name.start if one_wording else None)
        for joins, x, y in pairs:
            # what was left with a key that was taken apart moves from one side to the other by its wording too
            if joins and x.key == y.key and not x.alone and not y.alone and self._home(x) != self._home(y):
                for m in (x, y):
                    if self._home(m) == m.key:
                        self._cut_off(m, None)

    def _of_nobody(self, n: int) -> bool:
        """Whether the key of an attribution stands for many who are nobody in particular, or there is none."""
        told, a = self._told.get(n), self._attributions[n]
        return told is None or told.key == nobody(self._articles[a.article]) or (not a.source and told.through is None)

    def _take_alone(self, n: int, order: int) -> Key:
        words = words_at(self._attributions[n])
        article, *spans = words
        places = (f"{s:09d}-{e:09d}" for group in spans for s, e in group)
        key = self._lone.setdefault(words, ("unnamed", _ALONE, self._own[article], *places))
        self._said_by.setdefault(key, n)
        self._asked_last[key] = max(order, self._asked_last.get(key, -1))
        return key

    def _cut_off(self, m: Mention, start: int | None) -> None:
        """Give one wording of a key in one article, or one place of it, a key of its own."""
        if m.key is not None:
            place = () if start is None else (f"{start:09d}",)
            key = (m.key[0], _APART, *m.key[1:], self._own[m.article], m.name.words, *place)
            self._cut[m.key, m.article, m.name.words, start] = key

    def _standing(self, article: int, key: Key, name: Standing) -> Key:
        """The key of a name in an article: one that was cut off for it, else the whole."""
        by_words = self._cut.get((key, article, name.words, None), key)
        return self._cut.get((key, article, name.words, name.start), by_words)

    def _home(self, m: Mention) -> Key | None:
        return None if m.key is None else self._standing(m.article, m.key, m.name)

    def _node(self, n: int) -> Key | None:
        """The key of an attribution, None where it has no speaker."""
        return self._lone.get(words_at(self._attributions[n])) or self._seemed(n)

    def _seemed(self, n: int) -> Key | None:
        """The key that an attribution has where it does not move alone."""
        told = self._told.get(n)
        while told is not None and told.through is not None:
            n = told.through
            lone = self._lone.get(words_at(self._attributions[n]))
            if lone is not None:
                return lone
            told = self._told.get(n)
        return None if told is None else self._standing(self._attributions[n].article, told.key, told.name)

    def _of(self, m: Mention) -> Key | None:
        return self._home(m) if m.said is None else self._node(m.said)

    # --- Constraints --------------------------------------------------------------------------------------------

    def join(self, x: Mention, y: Mention) -> str:
        """Make two mentions one speaker; the reason why that cannot be, or an empty string."""
        a, b = self._of(x), self._of(y)
        if a is None or b is None or not self._partition.join(a, b):
            return _ARE_TWO
        self._joined |= {a, b}
        return ""

    def keep_apart(self, x: Mention, y: Mention) -> str:
        """Make two mentions two speakers; the reason why that cannot be, or an empty string."""
        a, b = self._of(x), self._of(y)
        if a is None or b is None or a == b:
            return _ONE_MENTION
        if not self._partition.keep_apart(a, b):
            return _ARE_ONE
        if x.key == y.key and not x.alone and not y.alone:
            self._left.add(a if b == y.key else b)
        return ""

    def join_as_told(self) -> None:
        """Join what the program takes for one speaker, where no correction forbids it. What moves alone stays with
        whom it seemed to mean, unless the reader joined it with a speaker; of several that the reader joined with one
        another only, the last one named says with whom they stay, a speaker with a name before one without."""
        lone = set(self._lone.values())
        gone = {self._partition.find(k) for k in self._joined - lone}
        for together in self._partition.sets(sorted(lone)):
            if self._partition.find(together[0]) in gone:
                continue
            seemed = [(k, s) for k in together if k not in self._freed and (s := self._seemed(self._said_by[k]))]
            for key, other in sorted(seemed, key=lambda s: (s[1][0] == "unnamed", -self._asked_last[s[0]], s[0])):
                if self._partition.join(key, other):
                    self._stayed.add(other)
                    break
        left = {self._partition.find(k) for k in self._left}
        for (key, *_), part in sorted(self._cut.items(), key=lambda item: item[1]):
            if self._partition.find(part) not in left:
                self._partition.join(part, key)
        for key, target in sorted(self._merged.items()):
            self._partition.join(key, target)

    # --- Names --------------------------------------------------------------------------------------------------

    def call(self, m: Mention, name: str) -> str:
        """Give the speaker of a mention a name; the reason why that cannot be, or an empty string."""
        key = self._of(m)
        if key is None or self._partition.find(key) not in {self._partition.find(k) for k in self._nodes().values()}:
            return SILENT
        if self._called_of(key) not in ("", name):
            return _OTHER_NAME
        self._called.append((key, name))
        return ""

    def sides(self) -> Sides:
        """The speakers, told apart. Speakers of exactly one name are one when the reader gave this name to one of
        them, unless the reader keeps them apart."""
        nodes = self._nodes()
        wordings = Wordings(self._attributions, nodes, self._told, self._heard)
        parted = {key for key, *_ in self._cut}
        wordings.know(self._people, self._articles, parted, self._standing)
        for key, name in self._called:
            for stands in sorted(self._standing_for(nodes, wordings).values()):
                if self._name(stands, wordings) == name:
                    self._partition.join(key, stands)
        found = self._standing_for(nodes, wordings)
        sides = Sides({}, {stands: set() for stands in found.values()}, {}, {}, lambda named: self._meant(named, found))
        for n, node in nodes.items():
            stands = found.get(self._partition.find(node), ())
            if stands:
                sides.of[n] = stands
        for node in dict.fromkeys(nodes.values()):
            stands = found.get(self._partition.find(node), ())
            if stands:
                sides.spans[stands] |= wordings.spans[node]
        for stands in found.values():
            sides.names[stands] = self._name(stands, wordings)
            kind = kind_of(stands)
            unnamed = kind == "unnamed" and self._called_of(stands)
            sides.kinds[stands] = kind_of_name(sides.names[stands]) if unnamed else kind
        self._name_apart(sides)
        return sides

    def _name_apart(self, sides: Sides) -> None:
        """Of speakers that the reader keeps apart and the texts call by one name, all but the one who is mentioned
        most get their outlet or a number behind it: lists show names, not ids, and case alone tells nobody apart."""
        order = sorted(sides.names, key=lambda k: (-len(sides.spans[k]), self._first_place(sides.spans[k]), k))
        before: dict[str, list[Key]] = defaultdict(list)
        for key in order:
            name = sides.names[key]
            rivals = [k for k in before[name.casefold()] if self._partition.apart(k, key)]
            if rivals and not self._called_of(key):
                theirs = {outlet for k in rivals for outlet in self._outlets(sides.spans[k])}
                sides.names[key] = told_apart(name, self._outlets(sides.spans[key]), theirs, sides.names.values())
            before[sides.names[key].casefold()].append(key)

    def _outlets(self, spans: Collection[ArticleSpan]) -> set[str]:
        return {self._articles[a].outlet for a, _, _ in spans}

    def _first_place(self, spans: Collection[ArticleSpan]) -> tuple[str, int]:
        return min(((self._own[a], start) for a, start, _ in spans), default=("", 0))

    def _nodes(self) -> dict[int, Key]:
        return {n: node for n in range(len(self._attributions)) if (node := self._node(n)) is not None}

    def _called_of(self, key: Key) -> str:
        """The name that the reader gave to the speaker of a key, or an empty string."""
        one = self._partition.find(key)
        return next((name for k, name in self._called if self._partition.find(k) == one), "")

    def _name(self, stands: Key, wordings: Wordings) -> str:
        return self._called_of(stands) or wordings.name(stands)

    def _standing_for(self, nodes: Mapping[int, Key], wordings: Wordings) -> dict[Key, Key]:
        """The key that stands for each set of keys, by that which the partition finds: where the program alone made
        the set, the one that it merged the others into."""
        speaking = set(nodes.values())
        found: dict[Key, Key] = {}
        for together in self._partition.sets(sorted(speaking | self._joined | self._stayed)):
            one = self._partition.find(together[0])
            if not speaking.intersection(together) or (len(together) == 1 and self._is_nobody(together[0])):
                continue
            merged = {k: self._merged.get(k, k) for k in together}
            stand = {m if self._partition.find(m) == one else k for k, m in merged.items()}
            found[one] = min(stand, key=lambda k: (not wordings.heard(k), *_rank(k), *wordings.plain(k), k))
        return found

    def _is_nobody(self, key: Key) -> bool:
        """Whether a key was made for an attribution that has no speaker, and was given none."""
        n = self._said_by.get(key)
        return n is not None and n not in self._told and not self._called_of(key)

    def _meant(self, named: Named, found: Mapping[Key, Key]) -> Key | None:
        """The key that stands for the speaker whom a name means."""
        key = key_of(self._people, named)
        if key is None:
            return None
        part = self._standing(named.article, key, Standing(named.start, " ".join(named.form)))
        return found.get(self._partition.find(part))
