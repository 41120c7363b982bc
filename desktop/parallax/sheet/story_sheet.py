"""The lines of the *Story sheet*: five ranked lists of a Comparison, a column per outlet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from parallax.article import Span
from parallax.sheet.cells import SheetCell, SheetLine
from parallax.sheet.speech import SpeakerLines
from parallax.values import FAMILIES, ArticleSpan, Comparison, Difference, Family, how_sure, linked_articles

_REST = {
    "facts": "Facts that may differ",
    "voice": "Voice: quotations, speakers, verbs of saying",
    "force": "Force: whether it happened, how certain it is",
    "coverage": "Sentences gone or new",
    "wording": "Wording",
}


def story_sheet(comparison: Comparison, *, whole: bool = False) -> tuple[SheetLine, ...]:
    """The five lists, each a heading with its lines as children. Every key occurs once. Readings are cut to the size
    of a cell and long lists folded, but not with `whole`, which is for what is written and read outside the window."""
    if not comparison.articles:
        return ()
    writer = _Writer(comparison, whole=whole)
    sections = [writer.speakers(), writer.utterances(), writer.labels()]
    if len(comparison.articles) > 1:
        sections = [writer.disagreements(), *sections, writer.coverage()]
    return _unique(sections, set())


def _unique(lines: Iterable[SheetLine], seen: set[str]) -> tuple[SheetLine, ...]:
    """The same lines with a number after each key that has been there before."""
    kept = []
    for line in lines:
        key, n = line.key, 2
        while key in seen:
            key, n = f"{line.key}#{n}", n + 1
        seen.add(key)
        kept.append(replace(line, key=key, children=_unique(line.children, seen)))
    return tuple(kept)


def _counted(lines: Sequence[SheetLine], differences: Sequence[int]) -> str:
    """How many lines: the number alone, or, where several of the differences share a line, with theirs, as the filters
    count."""
    if len(lines) == len(differences):
        return str(len(lines))
    return f"{len(lines)} line{'s' if len(lines) != 1 else ''} of {len(differences)} differences"


class _Writer(SpeakerLines):
    """Builds all the lists of one comparison."""

    # --- They disagree on ---------------------------------------------------------------------------------------

    def disagreements(self) -> SheetLine:
        """What contradicts, and below it, folded, what else differs, by family. Between versions of a text, also in a
        story with other reports, every changed fact: there a change is what is looked for, whether it contradicts or
        not."""
        versions = {(r.a, r.b) for r in self.c.relations if r.relation == "versions"}
        first: list[int] = []
        rest: dict[Family, list[int]] = {f: [] for f in FAMILIES}
        for k, d in enumerate(self.c.differences):
            told_by = sorted({article for article, _, _ in d.spans})
            changed = self.versions or (len(told_by) > 1 and versions.issuperset(combinations(told_by, 2)))
            if d.family == "facts" and (d.relation == "contradicts" or changed):
                first.append(k)
            else:
                rest[d.family].append(k)
        lines = self._difference_lines(first)
        count = _counted(lines, first)
        lines = self._first(lines, "differences")
        for family, indices in rest.items():
            if indices:
                below = self._difference_lines(indices)
                children = tuple(self._first(below, f"rest:{family}"))
                key = f"rest:{family}"
                rest_line = SheetLine(
                    key, _REST[family], count=_counted(below, indices), family=family, children=children
                )
                # where nothing contradicts, these lists are the answer
                lines.append(replace(rest_line, folded=bool(first) or family == "wording"))
        none = "No contradiction on a number, a date or a name was found; there may be some all the same."
        if self.versions:
            none = "No changed number, date or name was found."
        title = "Facts that changed" if self.versions else "They disagree on"
        return self._section("disagree", title, lines, count, none if not first else "")

    def _difference_lines(self, indices: Sequence[int]) -> list[SheetLine]:
        """A line per bundle of differences that share words of one kind and relation, most outlets and surest first."""
        bundles = self._bundles(indices)
        lines = [(self._difference_line(b), b) for b in bundles]
        sure = {id(line): max(self.c.differences[k].confidence for k in b) for line, b in lines}
        return sorted(
            (line for line, _ in lines),
            key=lambda n: (-min(len(n.places), 3), -round(sure[id(n)], 1), n.differences[0]),
        )

    def _bundles(self, indices: Sequence[int]) -> list[list[int]]:
        """Differences of one kind and relation whose words overlap, directly or through others, together."""
        home = {k: k for k in indices}

        def first(k: int) -> int:
            while home[k] != k:
                home[k] = home[home[k]]
                k = home[k]
            return k

        found = self.c.differences
        places = sorted((found[n].kind, found[n].relation, *span, n) for n in indices for span in found[n].spans)
        before: tuple[object, ...] = ()
        reach = begun = -1
        for kind, relation, article, start, end, k in places:
            if (kind, relation, article) == before and start < reach:
                one, other = sorted((first(begun), first(k)))
                home[other] = one
                reach = max(reach, end)
            else:
                before, reach, begun = (kind, relation, article), end, k
        bundles: dict[int, list[int]] = {}
        for k in sorted(indices):
            bundles.setdefault(first(k), []).append(k)
        return list(bundles.values())

    def _difference_line(self, bundle: Sequence[int]) -> SheetLine:
        differences = [self.c.differences[k] for k in bundle]
        first = differences[0]
        spans: dict[int, list[Span]] = {}
        for d in differences:
            for article, start, end in d.spans:
                if (start, end) not in spans.setdefault(article, []):
                    spans[article].append((start, end))
        cells = tuple(self._marked_cell(n, sorted(spans.get(n, ())), first) for n in range(len(self.names)))
        sure = how_sure(max(d.confidence for d in differences))
        kind = first.kind.replace("-", " ")
        what = " · ".join(p for p in (kind, "" if first.relation == "contradicts" else first.relation, sure) if p)
        children: tuple[SheetLine, ...] = ()
        if len(bundle) > 1:
            children = tuple(
                replace(self._difference_line([k]), what=self._pair(self.c.differences[k])) for k in bundle
            )
        return SheetLine(
            self._difference_key(first, spans),
            what,
            cells,
            spoken=f"{kind}, {first.relation + ', ' if first.relation else ''}{sure}. "
            + " ".join(dict.fromkeys(d.explanation for d in differences if d.explanation)),
            family=first.family,
            differences=tuple(bundle),
            children=children,
        )

    def _difference_key(self, d: Difference, spans: Mapping[int, Sequence[Span]]) -> str:
        ends = [f"{self.c.articles[n].id}:{s}-{e}" for n, own in sorted(spans.items()) for s, e in own]
        return f"difference:{d.kind}:{d.relation}:{'|'.join(ends[:4])}"

    def _pair(self, d: Difference) -> str:
        return " / ".join(self.names[n] for n in sorted({n for n, _, _ in d.spans}))

    def _marked_cell(self, article: int, spans: Sequence[Span], d: Difference) -> SheetCell:
        """The words concerned, marked, with as much of their sentence as there is room for."""
        if not spans:
            return SheetCell()
        start, end = spans[0]
        left, right = self._sentence(article, start)
        text, marks = self._clip(article, left, max(right, end), [(s, e) for s, e in spans if s < max(right, end)], d)
        return SheetCell(text, marks, place=(article, start, end))

    # --- What each calls it -------------------------------------------------------------------------------------

    def labels(self) -> SheetLine:
        """Things that two or more texts speak of in different words; those whose usual word differs first."""
        least = min(2, len(self.names))
        lines = []
        for label in self.c.labels:
            by: dict[int, Counter[str]] = {}
            place: dict[tuple[int, str], ArticleSpan] = {}
            for article, start, end in label.mentions:
                wording = " ".join(self.c.articles[article].text[start:end].split())
                by.setdefault(article, Counter())[wording] += 1
                place.setdefault((article, wording), (article, start, end))
            wordings = {w.casefold() for own in by.values() for w in own}
            if len(by) < least or len(wordings) < 2:
                continue
            cells = []
            for n in range(len(self.names)):
                ranked = by.get(n, Counter()).most_common()
                shown = [f"{self._short(w, 40)} ×{k}" if k > 1 else self._short(w, 40) for w, k in ranked[:4]]
                more = f" +{len(ranked) - 4}" if len(ranked) > 4 else ""
                spoken = ", ".join(f"{w}, {k} times" if k > 1 else w for w, k in ranked)
                where = place[n, ranked[0][0]] if ranked else None
                cells.append(SheetCell(" · ".join(shown) + more, spoken=spoken, place=where))
            usual = {own.most_common(1)[0][0].casefold() for own in by.values()}
            if label.kind in ("thing", "event", "group"):
                # other nouns tell more than other words before them, or another number
                usual = {re.sub(r"ies$", "y", words.rpartition(" ")[2]).rstrip("s") for words in usual}
            line = SheetLine(f"label:{label.kind}:{label.name.casefold()}", self._short(label.name, 60), tuple(cells))
            lines.append((-len(usual), -len(by), -len(label.mentions), line))
        kept = [line for *_, line in sorted(lines, key=lambda item: item[:3])]
        none = "Nothing is called by two different names."
        return self._section("labels", "What each calls it", self._first(kept, "labels"), str(len(kept)), none)

    # --- Missing here, only here --------------------------------------------------------------------------------

    def coverage(self) -> SheetLine:
        """What two or more report and another does not, by how many and how early; then what only one reports."""
        missing = []
        only: dict[int, list[int]] = {}
        linked = linked_articles(self.c.links)
        for cover in self.c.coverage:
            outlets = sorted({article for article, _ in cover.reported})
            if len(outlets) == 1 and linked.keys().isdisjoint(self.c.groups[cover.group].members):
                only.setdefault(outlets[0], []).append(cover.group)
            elif len(outlets) > 1 and cover.missing:
                early = sum(min(p for a, p in cover.reported if a == n) for n in outlets) / len(outlets)
                missing.append((-len(outlets), early, cover))
        lines = []
        for _, _, cover in sorted(missing, key=lambda item: item[:2]):
            gone = ", ".join(self.names[n] for n in cover.missing)
            cells = self._group_cells(cover.group, cover.missing)
            key = f"missing:{self._group_key(cover.group)}"
            lines.append(SheetLine(key, f"missing in {gone}", cells, spoken=f"not reported by {gone}"))
        lines = self._first(lines, "missing")
        total = sum(map(len, only.values()))
        if only:
            counted = tuple(
                SheetCell(f"{len(only.get(n, ()))} only here", faint=n not in only) for n in range(len(self.names))
            )
            per_outlet = tuple(
                SheetLine(
                    f"only:{self.c.articles[n].id}",
                    f"Only in {self.names[n]}",
                    count=str(len(own)),
                    children=tuple(
                        SheetLine(f"alone:{self._group_key(g)}", self._where(g), self._group_cells(g)) for g in own
                    ),
                )
                for n, own in sorted(only.items())
            )
            lines.append(SheetLine("only", "Only here", counted, children=per_outlet))
        count = f"{len(missing)} missing somewhere, {total} only in one"
        none = "Every sentence has its partner everywhere."
        if self.versions and not lines:
            count, none = "", "Between versions, a sentence gone or new is a difference: see the first list."
        return self._section("coverage", "Missing here, only here", lines, count, none)

    def _group_cells(self, group: int, missing: Sequence[int] = ()) -> tuple[SheetCell, ...]:
        cells = [SheetCell()] * len(self.names)
        for n in missing:
            cells[n] = SheetCell("– not reported", spoken="not reported", faint=True)
        for n, i in reversed(self.c.groups[group].members):
            s = self.c.sentences[n][i]
            text, marks = self._clip(n, s.start, s.end)
            lead = f"¶{s.paragraph + 1}  "
            moved = tuple(replace(m, start=m.start + len(lead), end=m.end + len(lead)) for m in marks)
            cells[n] = SheetCell(
                lead + text, moved, spoken=f"paragraph {s.paragraph + 1}: {text}", place=(n, s.start, s.end)
            )
        return tuple(cells)

    def _group_key(self, group: int) -> str:
        n, i = self.c.groups[group].members[0]
        return f"{self.c.articles[n].id}:{self.c.sentences[n][i].start}"

    def _where(self, group: int) -> str:
        n, i = self.c.groups[group].members[0]
        return f"paragraph {self.c.sentences[n][i].paragraph + 1}"
