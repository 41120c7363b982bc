"""The lines of *Rows*: groups of linked sentences in the order of one article, folded runs, moves, steps."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from parallax.article import Sentence
from parallax.outlets import clipped, outlet_names
from parallax.sheet.marked_words import GAP, MarkedWords, MarkIndex, are_versions
from parallax.values import FAMILIES, ArticleSpan, Comparison, Difference, Family

RowKind = Literal["group", "stub", "fold", "step"]
Members = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One line. `members` are sorted (article, sentence) pairs.

    group   sentences that report the same thing, or one sentence alone
    stub    the place in one article from which, or to which, a sentence moved; `far` is the group's key
    fold    a run of rows that is folded away, or its heading while it is unfolded (`open`)
    step    one version and the next, with the count of each family
    `label` is what a fold or a step says across all columns; where a run of reports is folded, each column says its
    own part (`parts`, by article) and `label` is empty. `differences` are those whose words stand in the row.
    """

    key: str
    kind: RowKind
    members: Members = ()
    differences: tuple[int, ...] = ()
    far: str = ""
    label: str = ""
    parts: tuple[str, ...] = ()
    open: bool = False
    inside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RowCell:
    """What one article has in one row. `text` is its words, `marks` the differing ones in code points of `text`,
    `places` the (offset in `text`, start and end in the article) of each sentence, `note` says where it moved, `far`
    is the key of the row there."""

    text: str = ""
    marks: tuple[MarkedWords, ...] = ()
    places: tuple[tuple[int, int, int], ...] = ()
    note: str = ""
    far: str = ""


@dataclass(slots=True)
class RowBook:
    """All rows of a comparison in the order of article `base`, and what stands in their cells."""

    comparison: Comparison
    base: int = 0
    families: frozenset[Family] = frozenset(FAMILIES)
    names: tuple[str, ...] = field(init=False)
    versions: bool = field(init=False)
    rows: tuple[Row, ...] = field(init=False)
    _index: MarkIndex = field(init=False)
    _notes: dict[tuple[str, int], tuple[str, str]] = field(init=False)
    _of_member: dict[tuple[int, int], str] = field(init=False)
    _of_difference: dict[int, str] = field(init=False)

    def __post_init__(self) -> None:
        c = self.comparison
        self.names = outlet_names(c.articles)
        self.versions = are_versions(c)
        self._index = MarkIndex(c, families=self.families)
        self._notes = {}
        groups = all_groups(c)
        at = {member: g for g, members in enumerate(groups) for member in members}
        held = _differences_of_groups(c, at, len(groups))
        moved = moved_sentences(c)
        keys = [self._key(members) for members in groups]
        rows: list[Row] = []
        for g, stub in in_order(c, groups, at, moved, self.base):
            if stub is None:
                rows.append(Row(keys[g], "group", groups[g], tuple(held[g])))
            else:
                rows.append(self._stub(stub, groups[g], keys[g]))
        self.rows = tuple(rows)
        whole = [row for row in reversed(rows) if row.kind == "group"]  # so that of several the first one stays
        self._of_member = {member: row.key for row in whole for member in row.members}
        self._of_difference = {k: row.key for row in whole for k in row.differences}

    def lines(self, unfolded: frozenset[str] = frozenset()) -> tuple[Row, ...]:
        """The rows as shown: steps first, runs that say nothing new folded, but for those that hold a row whose key
        is in `unfolded`."""
        shown: list[Row] = list(steps(self.comparison, self.names)) if self.versions else []
        run: list[Row] = []
        for row in self.rows:
            if self._is_quiet(row):
                run.append(row)
                continue
            shown.extend(self._folded(run, unfolded))
            run = []
            shown.append(row)
        shown.extend(self._folded(run, unfolded))
        return tuple(shown)

    def cell(self, row: Row, article: int) -> RowCell:
        """What an article has in a row."""
        if row.kind in ("fold", "step"):
            return RowCell(row.parts[article] if row.parts else "")
        own = [i for a, i in row.members if a == article]
        note, far = self._notes.get((row.key, article), ("", ""))
        if row.kind == "stub":
            if not own:
                return RowCell()
            s = self.comparison.sentences[article][own[0]]
            return RowCell(clipped(self._text(s), 60), places=((0, s.start, s.end),), note=note, far=far)
        parts: list[str] = []
        marks: list[MarkedWords] = []
        places: list[tuple[int, int, int]] = []
        length = 0
        before: Sentence | None = None
        for i in own:
            s = self.comparison.sentences[article][i]
            if before is not None:
                parts.append(" " if s.index == before.index + 1 else GAP)
                length += len(parts[-1])
            parts.append(self._text(s))
            marks.extend(self._index.marks(article, s.start, s.end, length))
            places.append((length, s.start, s.end))
            length += s.end - s.start
            before = s
        return RowCell("".join(parts), tuple(marks), tuple(places), note, far)

    def spoken(self, row: Row, article: int) -> str:
        """A cell in words: outlet, reading, its differences, where it moved."""
        if row.kind in ("fold", "step") and not row.parts:
            return (
                f"{row.label.replace(' ▸', '').replace(' ▾', '')}, {'unfolded' if row.open else 'folded'}"
                if row.kind == "fold"
                else row.label.replace("→", "to")
            )
        cell = self.cell(row, article)
        words = cell.text.replace(" ▸", "").replace(" ▾", "") or "nothing here"
        said = [f"{self.names[article]}: {words}"]
        for k in dict.fromkeys(m.difference for m in cell.marks):
            d = self.comparison.differences[k]
            said.append(f"{d.family}, {d.kind}{': ' + d.explanation if d.explanation else ''}")
        if cell.note:
            said.append(cell.note.replace(" ▸", "").replace("¶", "paragraph "))
        return ". ".join(part.rstrip(".") for part in said) + "."

    def place(self, row: Row, article: int) -> ArticleSpan | None:
        """The first sentence of an article in a row, as (article, start, end), or None."""
        own = next((i for a, i in row.members if a == article), None)
        if own is None:
            return None
        s = self.comparison.sentences[article][own]
        return article, s.start, s.end

    def row_of(self, article: int, start: int) -> str | None:
        """The key of the group that holds the sentence at, or else before, `start` of an article."""
        sentences = self.comparison.sentences[article] if article < len(self.comparison.sentences) else ()
        index = bisect_right([s.start for s in sentences], start) - 1
        if not sentences:
            return None
        member = (article, max(index, 0))
        return self._of_member.get(member)

    def row_with(self, difference: int) -> str | None:
        """The key of the first group that holds words of a difference, or None."""
        return self._of_difference.get(difference)

    def _text(self, s: Sentence) -> str:
        return self.comparison.articles[s.article].text[s.start : s.end].replace("\n", " ")

    def _key(self, members: Members) -> str:
        a, i = members[0]
        return f"{self.comparison.articles[a].id}:{self.comparison.sentences[a][i].start}"

    def _stub(self, stood: Members, members: Members, group: str) -> Row:
        """The row at the own place of sentences that moved, and the notes on both ends."""
        sentences = self.comparison.sentences
        base = next((j for a, j in members if a == self.base), None)
        key = f"{group}>{stood[0][0]}:{stood[0][1]}"
        for article, i in stood:
            here = sentences[article][i].paragraph + 1
            there = sentences[self.base][base].paragraph + 1 if base is not None else here
            self._notes[key, article] = (f"moved from ¶{there} ▸", group)
            self._notes[group, article] = (f"moved to ¶{here} ▸", key)
        return Row(key, "stub", stood, far=group)

    def _is_quiet(self, row: Row) -> bool:
        """Whether a row is folded away: the same in every version, or reported by one outlet only."""
        if row.kind != "group" or len(self.comparison.articles) < 2:
            return False
        if not self.versions:
            return len({a for a, _ in row.members}) < 2
        if len(row.members) != len(self.comparison.articles) or any(
            (row.key, a) in self._notes for a, _ in row.members
        ):
            return False
        if any(self.comparison.differences[k].family in self.families for k in row.differences):
            return False
        texts = {" ".join(self._text(self.comparison.sentences[a][i]).split()) for a, i in row.members}
        return len({a for a, _ in row.members}) == len(row.members) and (len(texts) == 1 or bool(row.differences))

    def _folded(self, run: list[Row], unfolded: frozenset[str]) -> list[Row]:
        """A run of quiet rows as one line, with its rows after it where it is unfolded. A single unchanged sentence
        is not worth folding."""
        if not run or (self.versions and len(run) == 1 and not run[0].differences):
            return run
        keys = tuple(r.key for r in run)
        is_open = not unfolded.isdisjoint(keys)
        arrow = "▾" if is_open else "▸"
        inside = tuple(k for r in run for k in r.differences)
        label, parts = "", tuple[str, ...]()
        if self.versions:
            hidden = sum(bool(r.differences) for r in run)
            same = len(run) - hidden
            words = ([f"{same} unchanged"] if same else []) + ([f"{hidden} with hidden differences"] if hidden else [])
            label = f"{', '.join(words)} {arrow}"
        else:
            counts = [sum(a == n for r in run for a, _ in r.members) for n in range(len(self.names))]
            parts = tuple(f"{k} only in {n} {arrow}" if k else "" for k, n in zip(counts, self.names, strict=True))
        members = tuple(sorted(m for r in run for m in r.members))
        fold = Row(f"run:{keys[0]}", "fold", members, inside, label=label, parts=parts, open=is_open, inside=keys)
        return [fold, *run] if is_open else [fold]


def all_groups(comparison: Comparison) -> list[Members]:
    """The members of every group, and after them every sentence that no group holds, alone."""
    groups = [g.members for g in comparison.groups]
    held = {m for members in groups for m in members}
    for n, sentences in enumerate(comparison.sentences):
        groups.extend(((n, s.index),) for s in sentences if (n, s.index) not in held)
    return groups


def moved_sentences(comparison: Comparison) -> frozenset[tuple[int, int, int]]:
    """(article, sentence, other article) of every end of a link that moved between two versions."""
    ends = set()
    for link in comparison.links:
        if link.moved:
            ends |= {(link.a, link.i, link.b), (link.b, link.j, link.a)}
    return frozenset(ends)


def in_order(
    comparison: Comparison,
    groups: Sequence[Members],
    at: Mapping[tuple[int, int], int],
    moved: Iterable[tuple[int, int, int]],
    base: int,
) -> list[tuple[int, Members | None]]:
    """(group, None), or (group, members) for the place where members stand that moved, in the order of `base`.

    Groups that `base` has come in its order. Then each other article is walked, and what is not placed yet comes
    after the group of the sentence before it, behind what other articles have put there already. A group whose link
    to `base` moved is no neighbour to stand by.
    """
    strayed = {(a, i) for a, i, other in moved if other == base}
    chains: dict[int, list[tuple[int, Members | None]]] = {-1: []}  # by the group of `base` they follow
    owner: dict[int, int] = {}
    order: list[int] = []
    for s in comparison.sentences[base] if base < len(comparison.sentences) else ():
        g = at[base, s.index]
        if g not in owner:
            owner[g] = g
            chains[g] = []
            order.append(g)
    for n, sentences in enumerate(comparison.sentences):
        if n == base:
            continue
        anchor = -1
        for s in sentences:
            g = at[n, s.index]
            if g in owner and (n, s.index) in strayed:
                chain = chains[anchor]
                same = next((k for k, (held, left) in enumerate(chain) if held == g and left), None)
                if same is None:
                    chain.append((g, ((n, s.index),)))
                else:
                    chain[same] = g, (*(chain[same][1] or ()), (n, s.index))
            elif g in owner:
                anchor = owner[g]
            else:
                owner[g] = anchor
                chains[anchor].append((g, None))
    found = list(chains[-1])
    for g in order:
        found.append((g, None))
        found.extend(chains[g])
    return found


def steps(comparison: Comparison, names: Sequence[str]) -> tuple[Row, ...]:
    """A line for each version and the next, for three versions or more: *1 → 2: facts 2, wording 5*. The order is
    that of publication where all dates are known, else that of the columns."""
    count = len(comparison.articles)
    if count < 3:
        return ()
    order = list(range(count))
    if all(a.published for a in comparison.articles):
        order.sort(key=lambda n: (comparison.articles[n].published, n))
    rows = []
    for a, b in pairwise(order):
        held = [k for k, d in enumerate(comparison.differences) if _of_step(comparison, d, a, b)]
        first = {(comparison.differences[k].kind, comparison.differences[k].spans): k for k in reversed(held)}
        held = sorted(first.values())
        counts = [(f, sum(comparison.differences[k].family == f for k in held)) for f in FAMILIES]
        told = ", ".join(f"{family} {n}" for family, n in counts if n) or "nothing differs"
        label = f"{names[a]} → {names[b]}: {told}"
        key = f"step:{comparison.articles[a].id}>{comparison.articles[b].id}"
        rows.append(Row(key, "step", differences=tuple(held), label=label))
    return tuple(rows)


def _of_step(comparison: Comparison, difference: Difference, a: int, b: int) -> bool:
    """Whether a difference is one between versions `a` and `b`. A sentence gone or new has words in one only: it is,
    when its group has nothing of the other."""
    there = {n for n, _, _ in difference.spans}
    if len(there) != 1:
        return {a, b} <= there
    if not there <= {a, b} or difference.group is None:
        return False
    held = {n for n, _ in comparison.groups[difference.group].members}
    return not {a, b} <= held


def _differences_of_groups(comparison: Comparison, at: Mapping[tuple[int, int], int], count: int) -> list[list[int]]:
    """The differences of each group: those that name it, and those whose words stand in its sentences."""
    held: list[dict[int, None]] = [{} for _ in range(count)]
    starts = [[s.start for s in sentences] for sentences in comparison.sentences]
    for k, d in enumerate(comparison.differences):
        if d.group is not None:
            held[d.group][k] = None
            continue
        for article, start, _ in d.spans:
            index = bisect_right(starts[article], start) - 1
            if index >= 0:
                held[at[article, index]][k] = None
    return [list(h) for h in held]
