"""What the reader is looking at, as a plain value: which differences are shown, which one is current, what is checked.

No Qt here: tests drive it without a window. Views draw it and hold no state of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from parallax.article import Article
from parallax.values import FAMILIES, ArticleSpan, Comparison, Difference, Family
from parallax.window.texts.links_at import links_at

View = Literal["sheet", "side", "rows"]
VIEW_NAMES: Mapping[View, str] = {"sheet": "Story sheet", "side": "Side by side", "rows": "Rows"}
VIEWS: tuple[View, ...] = tuple(VIEW_NAMES)
Checked = Literal["unchecked", "checked", "new readings"]
DifferenceKey = tuple[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Noted:
    """A note as it is shown: the id of its mark, its text, where it stands as (article, start, end) in code points, and
    the index of the difference that it is about, or None."""

    mark: str
    text: str
    spans: tuple[ArticleSpan, ...]
    difference: int | None = None


@dataclass(slots=True)
class ReadingState:
    """The comparison on screen and where the reader is in it. `current` is an index into its differences or None;
    `seen` those that were current for a moment, `notes` the notes of the story, the oldest first; `lines` the
    differences in the order of the story sheet, once that is drawn."""

    comparison: Comparison | None = None
    view: View = "side"
    view_chosen: bool = False
    families: frozenset[Family] = frozenset(FAMILIES)
    current: int | None = None
    base: int = 0
    checked: Mapping[int, Checked] = field(default_factory=dict)
    new_readings: Mapping[int, int] = field(default_factory=dict)
    seen: frozenset[int] = frozenset()
    notes: tuple[Noted, ...] = ()
    gone_at: int | None = None
    lines: tuple[int, ...] = ()
    _order: tuple[tuple[Comparison | None, frozenset[Family], object], list[int]] | None = field(
        default=None, init=False, repr=False, compare=False
    )
    _counts: tuple[Comparison | None, dict[Family, int]] | None = field(
        default=None, init=False, repr=False, compare=False
    )

    @property
    def differences(self) -> tuple[Difference, ...]:
        """All differences of the comparison, ranked."""
        return self.comparison.differences if self.comparison else ()

    def order(self) -> list[int]:
        """Indices of the shown differences in the order of walking: on the story sheet as its lines stand, and by rank
        what is in none, else by their place in the base article."""
        asked = self.comparison, self.families, self.lines if self.view == "sheet" else self.base
        if self._order is None or self._order[0][0] is not asked[0] or self._order[0][1:] != asked[1:]:
            every = range(len(self.differences))
            walk = dict.fromkeys([*self.lines, *every] if self.view == "sheet" else every)
            shown = [k for k in walk if k in every and self.differences[k].family in self.families]
            if self.view != "sheet":
                shown.sort(key=lambda k: (self._place(self.differences[k]), k))
            self._order = asked, shown
        return list(self._order[1])

    def step(self, by: int) -> int | None:
        """Make the next (1) or previous (-1) shown difference current. None, and no change, when there is none on
        that side."""
        order = self.order()
        if not order:
            return None
        if self.current is None and self.gone_at is not None:
            at = self.gone_at + min(by, 0)
        elif self.current not in order:
            at = 0 if by > 0 else len(order) - 1
        else:
            at = order.index(self.current) + by
        if not 0 <= at < len(order):
            return None
        self.current = order[at]
        return self.current

    def counts(self) -> dict[Family, int]:
        """How many differences of each family there are, shown or not."""
        if self._counts is None or self._counts[0] is not self.comparison:
            found = Counter(d.family for d in self.differences)
            self._counts = self.comparison, {family: found[family] for family in FAMILIES}
        return dict(self._counts[1])

    def hidden(self) -> int:
        """How many differences the family filters hide."""
        return sum(count for family, count in self.counts().items() if family not in self.families)

    def replace(self, comparison: Comparison | None) -> None:
        """Take a new comparison; the current difference stays current where it is still found. Where it went, the walk
        goes on from its place."""
        named = (self.key(self.current), self._starts(self.current)) if self.current is not None else None
        order = self.order()
        at = order.index(self.current) if self.current in order else self.gone_at
        self.comparison, self.lines = comparison, ()
        self.current = self._nearest(*named) if named else None
        self.gone_at = at if self.current is None else None
        self.checked, self.new_readings, self.seen, self.notes = {}, {}, frozenset(), ()
        if comparison and self.base >= len(comparison.articles):
            self.base = 0
        if comparison and not self.view_chosen:
            self.view = natural_view(comparison)

    def marked(self, index: int | None) -> str:
        """What the reader said of a difference, in words; empty where nothing."""
        checked = self.checked.get(index, "unchecked") if index is not None else "unchecked"
        if checked != "new readings":
            return "✓ checked" if checked == "checked" else ""
        count = self.new_readings.get(index or 0, 0)
        return f"✓ checked, {count} new reading{'s' if count != 1 else ''} since"

    def unseen(self) -> frozenset[int]:
        """The differences that were never current for a moment, as their readings are now, and are not checked."""
        return frozenset(range(len(self.differences))) - self._looked_at()

    def _looked_at(self) -> frozenset[int]:
        """Those that were seen or checked, all of them differences of this comparison."""
        return self.seen | {k for k, state in self.checked.items() if state == "checked"}

    def noted(self) -> frozenset[int]:
        """The differences that have a note."""
        return frozenset(note.difference for note in self.notes if note.difference is not None)

    def key(self, index: int) -> DifferenceKey:
        """A name for a difference that survives another numbering: its kind, and article id and words per span."""
        assert self.comparison is not None
        d = self.comparison.differences[index]
        articles = self.comparison.articles
        return d.kind, tuple(sorted((articles[a].id, articles[a].text[s:e]) for a, s, e in d.spans))

    def _starts(self, index: int) -> tuple[int, ...]:
        """Where the spans of a difference begin, in the order of its name."""
        assert self.comparison is not None
        d, articles = self.comparison.differences[index], self.comparison.articles
        spans = sorted((articles[a].id, articles[a].text[s:e], s) for a, s, e in d.spans)
        return tuple(start for _, _, start in spans)

    def _nearest(self, key: DifferenceKey, starts: tuple[int, ...]) -> int | None:
        """The index of the difference of this name that begins nearest to there, or None: the same words may differ in
        a headline and below it."""
        alike = [k for k in range(len(self.differences)) if self.key(k) == key]
        apart = {k: sum(abs(x - y) for x, y in zip(self._starts(k), starts, strict=True)) for k in alike}
        return min(alike, key=apart.__getitem__, default=None)

    def summary(self) -> str:
        """The status line's words about the walk: *Difference 2 of 14 · 3 checked · 4 hidden*."""
        order = self.order()
        if not self.comparison or len(self.comparison.articles) < 2:
            return ""
        if not self.differences:
            return "No differences found"
        parts = []
        if self.current in order:
            parts.append(f"Difference {order.index(self.current) + 1} of {len(order)}")
        else:
            parts.append(f"{len(order)} differences" if len(order) != 1 else "1 difference")
        done = sum(state == "checked" for state in self.checked.values())
        parts.append(f"{done} checked")
        if self.new_readings:
            parts.append(f"{len(self.new_readings)} with new readings")
        unseen = len(self.differences) - len(self._looked_at())
        if unseen:
            parts.append(f"{unseen} not seen yet")
        if self.hidden():
            parts.append(f"{self.hidden()} hidden")
        return " · ".join(parts)

    def _place(self, difference: Difference) -> tuple[int, int, int]:
        """Where a difference stands: in the base article where it has words there, else near its linked place."""
        spans = sorted(difference.spans)
        own = [s for s in spans if s[0] == self.base]
        if own:
            return own[0][1], 0, 0
        comparison = self.comparison
        if comparison and difference.group is not None:
            for article, sentence in comparison.groups[difference.group].members:
                if article == self.base:
                    return comparison.sentences[article][sentence].start, 1, 0
        article, start, _ = spans[0] if spans else (0, 0, 0)
        assert comparison is not None
        return links_at(comparison).end_beside(article, start, self.base), 2, start


def checked_words(differences: Sequence[int], checked: Mapping[int, str]) -> str:
    """Whether the differences of a line are checked, in words; empty where none is."""
    states = [checked.get(k, "") for k in differences]
    done = states.count("checked")
    if "new readings" in states:
        return "checked, new readings since"
    if not done:
        return ""
    return "checked" if done == len(states) else f"{done} of {len(states)} checked"


def citation(words: str, article: Article, name: str) -> str:
    """Words of an article in quotation marks, and on a line of its own where they come from: what the article is
    called, its title, its date. Empty where there are no words."""
    return f"“{words.strip()}”\n— {source(article, name)}" if words.strip() else ""


def source(article: Article, name: str) -> str:
    """Where words are from: what the article is called, its title, its date."""
    return ", ".join(dict.fromkeys(part for part in (name, article.title, article.published) if part))


def natural_view(comparison: Comparison) -> View:
    """Where a story opens: versions on aligned rows, reports on the story sheet, a single article on its text."""
    if len(comparison.articles) < 2:
        return "side"
    return "rows" if all(r.relation == "versions" for r in comparison.relations) else "sheet"
