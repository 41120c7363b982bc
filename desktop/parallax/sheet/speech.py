"""The lists of the *Story sheet* on speech: who speaks where, and the same words changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property

from parallax.article import Span
from parallax.sheet.cells import SheetCell, SheetLine, SheetWriter
from parallax.sheet.marked_words import GAP, MarkedWords
from parallax.sheet.retold import Retold
from parallax.sheet.signs import LEGEND, SAID_SIGNS, SAID_WORDS, WORDING_WORDS, SaidState
from parallax.sheet.voices import Voices
from parallax.values import Attribution, Utterance, Wording

UNSOUGHT = "speakers are not looked for in its language, only words in quotation marks are found"
_KIND = {"direct": "in quotation marks", "mixed": "partly in quotation marks", "indirect": "in the text's own words"}
_NOBODY = frozenset({"nobody", "no one", "none"})
"""Sources that speak of no speaker: "Nobody can say yet"."""
_EMPTY = frozenset("what which who whom that this it so him her them these those he she they".split())
"""Contents that say nothing by themselves."""
_NAMELESS = _EMPTY | {"the", "a", "an", "there"}
"""Sources that name no speaker: the "it" of "it was announced"."""
_APART = re.compile(r"[\W_]+")
_MOST_CUES = 6
_TELLING: tuple[SaidState, ...] = ("changed", "same", "paraphrased")
"""What a cell with several statements says of them: the first of these that one of them is."""
_VERBATIM: frozenset[Wording] = frozenset({"same", "trimmed", "stitched"})
"""Wordings in which every quoted word is the speaker's."""
_RANK: dict[Wording, int] = {"altered": 0, "stitched": 1, "trimmed": 2, "same": 3, "paraphrased": 4}


class SpeakerLines(SheetWriter):
    """Builds the two lists on speech."""

    @cached_property
    def _voices(self) -> Voices:
        return Voices(self.c)

    # --- Who speaks where ---------------------------------------------------------------------------------------

    def speakers(self) -> SheetLine:
        """Speakers by outlets, most outlets and most words first, and statements that name no source."""
        named = {s.id: s.name for s in self.c.speakers}
        said: dict[tuple[str, str], dict[int, list[int]]] = {}
        sourceless: dict[int, list[int]] = {}
        for k, a in enumerate(self.c.attributions):
            if a.speaker is not None and a.speaker in named:
                who = ("speaker", named[a.speaker])
            elif a.source:
                who = ("wording", " ".join(self._words(a.article, a.source).split()))
                if who[1].casefold() in _NOBODY:
                    continue
                if who[1].casefold() in _NAMELESS:
                    sourceless.setdefault(a.article, []).append(k)
                    continue
            else:
                sourceless.setdefault(a.article, []).append(k)
                continue
            said.setdefault(who, {}).setdefault(a.article, []).append(k)
        ranked = sorted(said.items(), key=lambda item: (-len(item[1]), -sum(map(len, item[1].values())), item[0][1]))
        lines = [self._speaker_line(kind, name, by) for (kind, name), by in ranked]
        count = len(lines)
        lines = self._first(lines, "speakers")
        if sourceless:
            lines.append(self._sourceless(sourceless))
        if count:
            own = [
                f"{round(100 * self._voices.own_words(n))} % of the text" if self.c.speakers_sought(n) else ""
                for n in range(len(self.names))
            ]
            lines.append(SheetLine("narrator", "In the outlet's own words", tuple(map(SheetCell, own))))
        one = len(self.names) == 1
        title = "Who speaks" if one else "Who speaks where, and who is silent"
        lines = [*self._unsought(), *lines]
        if count and not one:
            lines.insert(0, SheetLine("speakers:legend", LEGEND, spoken="What the signs mean: " + LEGEND))
        return self._section("speakers", title, lines, str(count), "Nobody is said to have said anything.")

    def _speaker_line(self, kind: str, name: str, by: Mapping[int, Sequence[int]]) -> SheetLine:
        every = [k for own in by.values() for k in own]
        shared: Counter[str] = Counter()
        for k in every:
            u = self.utterance_of.get(k)
            if u is not None:
                shared[u.id] += 1
        best = max(shared, key=lambda u: shared[u]) if shared else ""
        cells = tuple(self._speaker_cell(by.get(n, ()), n, best) for n in range(len(self.names)))
        return SheetLine(
            f"{kind}:{name.casefold()}",
            self._short(name, 60),
            cells,
            spoken=name,
            children=(*self._voice_lines(name, by), *self._said_lines(name, by)),
        )

    def _voice_lines(self, name: str, by: Mapping[int, Sequence[int]]) -> list[SheetLine]:
        """How much room each outlet gives a speaker, and by which verbs."""
        room, verbs = [], []
        for n in range(len(self.names)):
            voice = self._voices.of(n, by[n]) if n in by else None
            if voice is None:
                room.append(SheetCell())
                verbs.append(SheetCell())
                continue
            quoted = f", {round(100 * voice.quoted / voice.words)} % in quotation marks" if voice.words else ""
            words = "1 word" if voice.words == 1 else f"{voice.words} words"
            room.append(SheetCell(f"{words}{quoted}, from ¶{voice.paragraph + 1}"))
            told = []
            for cue, stance, times in voice.cues if self.whole else voice.cues[:_MOST_CUES]:
                often = f" ×{times}" if times > 1 else ""
                told.append(self._short(cue, 24) + often + (f" ({stance})" if stance != "neutral" else ""))
            more = len(voice.cues) - len(told)
            verbs.append(SheetCell(" · ".join(told) + (f" +{more}" if more else "")))
        key = name.casefold()
        return [
            SheetLine(f"room:{key}", "room given", tuple(room), spoken=f"{name}, room given"),
            SheetLine(f"verbs:{key}", "verbs", tuple(verbs), spoken=f"{name}, verbs"),
        ]

    def _speaker_cell(self, own: Sequence[int], article: int, best: str) -> SheetCell:
        if not own:
            if len(self.names) == 1 or not self.c.speakers_sought(article):
                return SheetCell()
            return SheetCell(SAID_SIGNS["silent"], spoken="silent", faint=True)
        found = [self._compared(k) for k in own]
        state: SaidState = next((s for s in _TELLING if s in found), "alone")
        verbs = Counter(" ".join(self._words(article, self.c.attributions[k].cue).split()) for k in own)
        listed = [self._short(verb, 24) for verb, _ in verbs.most_common() if verb]
        shown = ", ".join(listed[:2]) + (" …" if len(listed) > 2 else "")
        times = f"\u00a0·\u00a0{len(own)}×" if len(own) > 1 else ""
        spoken = f"{', '.join(f'{v} {n} times' if n > 1 else v for v, n in verbs.most_common() if v) or 'quoted'}"
        if len(self.names) == 1:
            direct = sum(self.c.attributions[k].kind != "indirect" for k in own)
            quoted = f", {direct} in quotation marks" if direct else ""
            text = f"{shown or 'quoted'}{times}{quoted}"
        else:
            text = f"{SAID_SIGNS[state]} {shown or 'quoted'}{times}"
            spoken = f"{SAID_WORDS[state]}: {spoken}"
        chosen = next((k for k in own if self._utterance(k) == best), own[0])
        return SheetCell(text, spoken=spoken, place=self._place(self.c.attributions[chosen]))

    def _said_lines(self, name: str, by: Mapping[int, Sequence[int]]) -> list[SheetLine]:
        """What a speaker said, one act of speech a line, under the outlets that report it."""
        acts: dict[str, dict[int, int]] = {}
        for own in by.values():
            for k in own:
                u = self.utterance_of.get(k)
                acts.setdefault(u.id if u else f"alone {k}", {}).setdefault(self.c.attributions[k].article, k)
        ranked = sorted(acts.values(), key=lambda act: (-len(act), min(self._begin(k) for k in act.values())))
        lines = []
        for act in ranked:
            cells = tuple(self._content_cell(act.get(n)) for n in range(len(self.names)))
            first = min(act.values())
            u = self.utterance_of.get(first)
            what = (
                ", ".join(WORDING_WORDS[w] for w in _tellings(u))
                if u is not None and len(act) > 1
                else _KIND[self.c.attributions[first].kind]
            )
            lines.append(SheetLine(f"said:{self._attribution_key(first)}", what, cells, spoken=f"{name}, {what}"))
        return lines

    def _unsought(self) -> list[SheetLine]:
        """A line per article in whose language no speaker is looked for."""
        return [
            SheetLine(f"unsought:{self.c.articles[n].id}", f"{self.names[n]}: {UNSOUGHT}")
            for n in range(len(self.c.languages))
            if not self.c.speakers_sought(n)
        ]

    def _sourceless(self, by: Mapping[int, Sequence[int]]) -> SheetLine:
        """Statements without a source, counted per outlet, each below."""
        cells = []
        for n in range(len(self.names)):
            own = by.get(n, ())
            count = "1 statement" if len(own) == 1 else f"{len(own)} statements"
            cells.append(
                SheetCell(count if own else "", place=self._place(self.c.attributions[own[0]]) if own else None)
            )
        children = [
            SheetLine(
                f"sourceless:{self._attribution_key(k)}",
                self._short(self._words(n, self.c.attributions[k].cue), 40) or self.c.attributions[k].kind,
                tuple(self._content_cell(k if m == n else None) for m in range(len(self.names))),
            )
            for n in sorted(by)
            for k in by[n]
        ]
        return SheetLine("sourceless", "Statements without a source", tuple(cells), children=tuple(children))

    def _compared(self, k: int) -> SaidState:
        """How the words of an attribution stand to those of other outlets that report the same act of speech: whether
        the base has them word for word; of the base itself, whether another has its words so. Only
        quoted words can be changed, and only where another quotes too."""
        own = self.c.attributions[k]
        u = self.utterance_of.get(k)
        others = [m for m in u.members if self.c.attributions[m].article != own.article] if u else []
        if not u or not others:
            return "alone"
        words = self._folded(own)
        if any(self._folded(self.c.attributions[o]) == words for o in others):
            return "same"
        wordings = {r.member: r.wording for r in u.retellings}
        elsewhere = u.base in others
        held = {wordings.get(k, "paraphrased")} if elsewhere else {wordings.get(o, "paraphrased") for o in others}
        if held & _VERBATIM:
            return "same"
        return "changed" if "altered" in held else "paraphrased"

    def _folded(self, a: Attribution) -> str:
        words = self._words(a.article, a.content).casefold()
        return " ".join(_APART.sub(" ", words).split())

    # --- Same words, changed words ------------------------------------------------------------------------------

    def utterances(self) -> SheetLine:
        """Acts of speech that two or more texts report, changed ones first; of a single text, what it reports twice."""
        speakers = {s.id: s.name for s in self.c.speakers}
        one = len(self.names) == 1
        lines = []
        for u in self.c.utterances:
            by: dict[int, list[int]] = {}
            for k in u.members:
                by.setdefault(self.c.attributions[k].article, []).append(k)
            if len(u.members) < 2 or (len(by) < 2 and not one):
                continue
            who = next((speakers[s] for k in u.members if (s := self.c.attributions[k].speaker) in speakers), "")
            wording = _tellings(u)[0]
            how = ", ".join(WORDING_WORDS[w] for w in _tellings(u))
            what = f"{how} · {self._short(who, 40)}" if who else how
            key = f"utterance:{self._attribution_key(min(u.members))}"
            again = [self._turn(by, t) for t in range(1, max(map(len, by.values())))]
            line = SheetLine(
                key,
                what,
                self._turn(by, 0).cells,
                spoken=what.replace(" · ", ", "),
                children=(*self._word_by_word(u, key), *again),
                folded=wording != "altered",
            )
            lines.append((_RANK[wording], -len(by), line))
        ranked = [line for _, _, line in sorted(lines, key=lambda item: item[:2])]
        none = "No words are reported twice." if one else "No words of one speaker stand in two of these texts."
        title = "Said twice in this text" if one else "Same words, changed words"
        return self._section("utterances", title, self._first(ranked, "utterances"), str(len(ranked)), none)

    def _word_by_word(self, u: Utterance, key: str) -> list[SheetLine]:
        """A line for each report of an outlet that has other words inside the marks than the base: what it has for
        which."""
        turns: list[dict[int, SheetCell]] = []
        for r in u.retellings:
            if r.wording == "same" or not r.delta:
                continue
            a = self.c.attributions[r.member]
            retold = Retold(self.c, u, r)
            text, marks = retold.marked(whole=self.whole)
            spoken = "; ".join(c.told() for c in retold.changes()) or f"{WORDING_WORDS[r.wording]}: {text}"
            turn = next((t for t in turns if a.article not in t), None)
            if turn is None:
                turns.append(turn := {})
            turn[a.article] = SheetCell(text, marks, spoken=spoken, place=self._place(a))
        base = self.c.attributions[u.base]
        lines = []
        for t, turn in enumerate(turns):
            cells = [turn.get(n, SheetCell()) for n in range(len(self.names))]
            if not cells[base.article].text:
                cells[base.article] = SheetCell("held against this", place=self._place(base), faint=True)
            lines.append(SheetLine(f"words:{key}:{t}", "word by word", tuple(cells)))
        return lines

    def _turn(self, by: Mapping[int, Sequence[int]], turn: int) -> SheetLine:
        """The line of what each text says the first time (0), second time (1) … that it reports an act of speech."""
        own = {n: ks[turn] for n, ks in by.items() if turn < len(ks)}
        cells = tuple(self._content_cell(own.get(n)) for n in range(len(self.names)))
        return SheetLine(f"again:{self._attribution_key(min(own.values()))}", "again", cells)

    def _content_cell(self, k: int | None) -> SheetCell:
        if k is None:
            return SheetCell()
        a = self.c.attributions[k]
        spans = a.content or a.cue
        if not spans:
            return SheetCell()
        if self._words(a.article, spans).casefold().strip() in _EMPTY:
            # said of something told elsewhere ("what he called"): the words around it tell more
            parts = (*a.source, *a.cue, *a.content)
            spans = ((min(start for start, _ in parts), max(end for _, end in parts)),)
        if self.whole:
            return self._parts_cell(a, spans)
        start, end = max(spans, key=lambda span: span[1] - span[0])
        text, marks = self._clip(a.article, start, end)
        if len(spans) > 1:
            text += f" (and {len(spans) - 1} more)"
        return SheetCell(text, marks, place=self._place(a))

    def _parts_cell(self, a: Attribution, spans: Sequence[Span]) -> SheetCell:
        """All the words of an attribution, its parts joined by an ellipsis."""
        text, marks = "", list[MarkedWords]()
        for start, end in spans:
            text += GAP if text else ""
            marks += self.marks.marks(a.article, start, end, len(text))
            text += self.c.articles[a.article].text[start:end].replace("\n", " ")
        return SheetCell(text, tuple(marks), place=self._place(a))


def _tellings(u: Utterance) -> list[Wording]:
    """What is told of the reports of an act of speech: that one altered the words, before that another paraphrases."""
    return sorted({r.wording for r in u.retellings} or {u.wording}, key=lambda w: _RANK[w])
