"""What the reader says of things: which wordings are one thing, and which are two.

A cluster holds all names that the program takes for one thing. Where the reader takes two of its mentions apart, the
second's wording leaves with all its mentions in all articles; where both have one wording, it leaves in the second's
article only; where both stand in one article, that one mention leaves. Words that are no name are a mention of their
own. The corrections then act on clusters, parts of them and such words, in the order given.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from parallax.article import Article
from parallax.attribution.partition import Partition, own_names, told_apart
from parallax.labels.countries import country_of
from parallax.labels.mention import Name, called, folded, label_id
from parallax.labels.titles import TITLES
from parallax.values import ArticleSpan, Correction, Label, LabelKind, Refuse

LONGEST_WORDING = 200
"""Letters of words that the reader may take for a name."""

_GONE = "its words are no longer in the text"
_TOO_LONG = f"its words are longer than {LONGEST_WORDING} letters, or run over two paragraphs"
_NOT_TWO = "it does not name two readings"
_ONE_MENTION = "both of its readings are the same words"
_ARE_TWO = "another correction says that they are two things"
_ARE_ONE = "another correction says that they are one thing"

_Node = tuple[str, ...]
_ARTICLE = re.compile(r"^(?:the|an?)\s+(?=\w)", re.IGNORECASE)
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


@dataclass(frozen=True, slots=True)
class _Mention:
    """What a reading stands on: a name in a cluster, or other words (`cluster` is -1)."""

    name: Name
    cluster: int


def corrected(
    articles: Sequence[Article], clusters: Sequence[Sequence[Name]], asked: Sequence[Correction], refuse: Refuse
) -> list[Label]:
    """The labels of a story, from the names that the program takes for one thing each, as the reader corrects them.
    `asked` holds corrections of things only, in the order given; each that cannot be is refused with its reason.
    Raises nothing, whatever spans they hold."""
    things = _Things(articles, clusters)
    pairs: list[tuple[Correction, _Mention, _Mention]] = []
    for c in asked:
        found = [things.mention(span) for span in c.spans]
        reason = next((f for f in found if isinstance(f, str)), "") if len(found) == 2 else _NOT_TWO
        mentions = [f for f in found if isinstance(f, _Mention)]
        if not reason and mentions[0].name.span == mentions[1].name.span:
            reason = _ONE_MENTION
        if reason:
            refuse(c, reason)
        else:
            pairs.append((c, mentions[0], mentions[1]))
    things.take_out([(c.kind == "same thing", x, y) for c, x, y in pairs])
    for c, x, y in pairs:
        done = things.join(x, y) if c.kind == "same thing" else things.keep_apart(x, y)
        if not done:
            refuse(c, _ARE_TWO if c.kind == "same thing" else _ARE_ONE)
    return things.labels()


class _Things:
    """The clusters of a story, their parts and other words, while corrections join them and keep them apart. Nothing
    depends on the order of the articles."""

    def __init__(self, articles: Sequence[Article], clusters: Sequence[Sequence[Name]]) -> None:
        self._articles = articles
        self._own = own_names(articles)
        self._names = [[_Mention(n, k) for n in cluster] for k, cluster in enumerate(clusters)]
        self._keys = [min(self._place(n.span) for n in cluster) for cluster in clusters]
        self._here: dict[int, list[_Mention]] = defaultdict(list)
        for m in (m for cluster in self._names for m in cluster):
            self._here[m.name.span[0]].append(m)
        for here in self._here.values():
            here.sort(key=lambda m: (m.name.span[2] - m.name.span[1], m.name.span))
        self._words: dict[ArticleSpan, _Mention] = {}
        self._cut: dict[tuple[int, tuple[str, ...], int | None, int | None], _Node] = {}
        self._left: set[_Node] = set()
        self._by_reader: set[_Node] = set()
        self._partition: Partition[_Node] = Partition()

    def _place(self, span: ArticleSpan) -> _Node:
        article, start, end = span
        return self._own[article], f"{start:09d}", f"{end:09d}"

    # --- Mentions -----------------------------------------------------------------------------------------------

    def mention(self, span: ArticleSpan) -> _Mention | str:
        """What a span stands on: the shortest name that holds it, or that it holds with nothing but titles around; else
        its words; or the reason why it is nothing."""
        article, start, end = span
        if not 0 <= article < len(self._articles) or not 0 <= start < end <= len(self._articles[article].text):
            return _GONE
        text = self._articles[article].text[start:end]
        wanted = _EDGES.sub("", text)
        if not wanted:
            return _GONE
        start += text.index(wanted)
        end = start + len(wanted)
        plain = tuple(w for w in folded(wanted) if w not in TITLES and w not in ("the", "a", "an"))
        for m in self._here[article]:  # the shortest first
            _, first, last = m.name.span
            inside = first <= start and end <= last
            if inside or (start <= first and last <= end and plain in (m.name.words, m.name.wording)):
                return m
        if len(wanted) > LONGEST_WORDING or "\n" in wanted:
            return _TOO_LONG
        name = Name((article, start, end), " ".join(wanted.split()), tuple(folded(wanted)), "thing")
        bare = article, start + len(wanted) - len(_ARTICLE.sub("", wanted)), end
        return self._words.setdefault(bare, _Mention(name, -1))

    # --- Parts --------------------------------------------------------------------------------------------------

    def take_out(self, pairs: Sequence[tuple[bool, _Mention, _Mention]]) -> None:
        """Make parts of clusters whose mentions the reader takes apart; to be called once, before all else."""
        for joins, x, y in pairs:
            if not joins and 0 <= x.cluster == y.cluster and self._node(x) == self._node(y):
                self._cut_off(y, x)
        for joins, x, y in pairs:
            # what was left with a cluster that was taken apart can go to the other side by its wording too
            if joins and 0 <= x.cluster == y.cluster and self._node(x) != self._node(y):
                for m, other in ((x, y), (y, x)):
                    if self._node(m) == self._whole(m.cluster):
                        self._cut_off(m, other)

    def _cut_off(self, m: _Mention, other: _Mention) -> None:
        """Take the wording of a mention, as widely as `other` allows, out of its cluster."""
        article, start, _ = m.name.span
        one_wording = m.name.wording == other.name.wording
        where = article if one_wording else None
        at = start if one_wording and other.name.span[0] == article else None
        part = [*self._whole(m.cluster), " ".join(m.name.wording)]
        part += [self._own[article]] if where is not None else []
        part += [f"{start:09d}"] if at is not None else []
        self._cut[m.cluster, m.name.wording, where, at] = tuple(part)

    def _whole(self, cluster: int) -> _Node:
        return ("cluster", *self._keys[cluster])

    def _node(self, m: _Mention) -> _Node:
        """The key of a mention: its words', that of the narrowest part of its cluster, or the cluster's."""
        if m.cluster < 0:
            return ("words", *self._place(m.name.span))
        return next(self._nodes_above(m))

    def _nodes_above(self, m: _Mention) -> Iterator[_Node]:
        """The keys of the parts that hold a mention, the narrowest first, and at last of its cluster."""
        article, start, _ = m.name.span
        for where, at in ((article, start), (article, None), (None, None)):
            part = self._cut.get((m.cluster, m.name.wording, where, at))
            if part is not None:
                yield part
        yield self._whole(m.cluster)

    # --- Constraints --------------------------------------------------------------------------------------------

    def join(self, x: _Mention, y: _Mention) -> bool:
        """Make two mentions one thing; False where they must be two."""
        a, b = self._node(x), self._node(y)
        if not self._partition.join(a, b):
            return False
        self._by_reader |= {a, b}
        return True

    def keep_apart(self, x: _Mention, y: _Mention) -> bool:
        """Make two mentions two things; False where they must be one."""
        a, b = self._node(x), self._node(y)
        if not self._partition.keep_apart(a, b):
            return False
        if 0 <= x.cluster == y.cluster:
            self._left.add(a if b == self._whole(y.cluster) else b)
        return True

    def _rejoin(self) -> None:
        """Put parts back whose correction was refused."""
        left = {self._partition.find(n) for n in self._left}
        back = {}
        for m in (m for cluster in self._names for m in cluster):
            part, *above = self._nodes_above(m)
            if above:
                back[part] = above[0]
        for part, whole in sorted(back.items()):
            if self._partition.find(part) not in left:
                self._partition.join(part, whole)

    # --- Labels -------------------------------------------------------------------------------------------------

    def labels(self) -> list[Label]:
        """The labels, told apart: those of two articles or more, and those that the reader made."""
        self._rejoin()
        sets: dict[_Node, list[_Mention]] = defaultdict(list)
        every = [m for cluster in self._names for m in cluster] + list(self._words.values())
        for m in sorted(every, key=lambda m: self._place(m.name.span)):
            sets[self._partition.find(self._node(m))].append(m)
        made = {self._partition.find(n) for n in self._by_reader}
        found = [
            (self._node(together[0]), *_called(together), _longest(together))
            for one, together in sets.items()
            if one in made or (together[0].cluster >= 0 and len({m.name.span[0] for m in together}) > 1)
        ]
        return self._one_per_name(sorted(found, key=lambda f: (f[0], f[1])))

    def _one_per_name(self, found: Sequence[tuple[_Node, str, LabelKind, set[ArticleSpan]]]) -> list[Label]:
        """Labels of one kind and name as one, unless the reader keeps them apart: then all but the one that is
        mentioned most are called by their outlet or a number too."""
        labels: dict[str, tuple[_Node, str, LabelKind, set[ArticleSpan]]] = {}
        for node, name, kind, spans in found:
            first = label_id(kind, name)
            for n in range(1, len(found) + 1):
                key = first if n == 1 else f"{first}-{n}"
                known = labels.get(key)
                if known is None:
                    labels[key] = node, name, kind, spans
                    break
                if self._partition.join(known[0], node):
                    labels[key] = known[0], min(known[1], name), kind, known[3] | spans
                    break
        names: dict[str, str] = {}
        before: dict[str, list[str]] = defaultdict(list)
        for key in sorted(labels, key=lambda k: (-len(labels[k][3]), labels[k][0], k)):
            node, name, _, spans = labels[key]
            rivals = [k for k in before[name.casefold()] if self._partition.apart(labels[k][0], node)]
            theirs = {outlet for k in rivals for outlet in self._outlets(labels[k][3])}
            names[key] = told_apart(name, self._outlets(spans), theirs, names.values()) if rivals else name
            before[names[key].casefold()].append(key)
        return [Label(key, names[key], kind, tuple(sorted(spans))) for key, (_, _, kind, spans) in labels.items()]

    def _outlets(self, spans: Iterable[ArticleSpan]) -> set[str]:
        return {self._articles[a].outlet for a, _, _ in spans}


def _called(together: Sequence[_Mention]) -> tuple[str, LabelKind]:
    """The name and kind of a set of mentions: those of its names; without any, the longest wording of a thing."""
    names = [m.name for m in together if m.cluster >= 0]
    if not names:
        return max((m.name.text for m in together), key=lambda w: (len(w), w)), "thing"
    if len({m.cluster for m in together if m.cluster >= 0}) == 1:
        return called(names)
    kinds = Counter(n.kind for n in names)
    kind = min(kinds, key=lambda k: (-kinds[k], k))
    names = [n for n in names if n.kind == kind]
    if kind == "country":
        countries = Counter(c for n in names if (c := country_of(n.text))) or Counter(n.text for n in names)
        return min(countries, key=lambda w: (-countries[w], w)), kind
    return called(names)


def _longest(together: Sequence[_Mention]) -> set[ArticleSpan]:
    """The spans of mentions, the longest of those that overlap, of equally long ones the first."""
    kept: set[ArticleSpan] = set()
    covered: dict[int, set[int]] = defaultdict(set)
    for span in sorted((m.name.span for m in together), key=lambda s: (s[1] - s[2], s)):
        letters = range(span[1], span[2])
        if covered[span[0]].isdisjoint(letters):
            kept.add(span)
            covered[span[0]].update(letters)
    return kept
