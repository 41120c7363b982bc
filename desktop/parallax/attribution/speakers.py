"""Who speaks, over all articles of a story: one Speaker for every wording of one source."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from parallax.article import Article, Span
from parallax.attribution.asked import corrected
from parallax.attribution.authors import Authors, NamedHere, Writers, Written
from parallax.attribution.documents import is_another, run_before
from parallax.attribution.headlines import spoken_below
from parallax.attribution.lexicon import ADVERBS
from parallax.attribution.mentions import (
    OWN_WORDS,
    PLACES,
    SPOKES,
    Source,
    beside,
    content_words,
    is_nobody,
    named_together,
    people_noun,
    source_at,
)
from parallax.attribution.names import Gender, Named, People, bare, form_of
from parallax.attribution.naming import Heard, Key, Standing, Told, merged_keys, nobody, speakers_of_keys, words_of
from parallax.attribution.offices import NAMES_BACK, Offices
from parallax.attribution.pronouns import SEEN_BACK, Pronouns, Spoke
from parallax.attribution.sources import owner
from parallax.attribution.spelling import folded_name
from parallax.attribution.tree import Run, Tree, tree_of
from parallax.attribution.watching import Watch, unwatched
from parallax.language import Parse
from parallax.values import Attribution, Correction, Refuse, Speaker, ignore

_ENDS = frozenset({",", "(", "—", "–", "--", '"', "“", "''", "``"})
_PEOPLE_BACK = 2
_SINGULAR: dict[str, Gender] = {"he": "he", "him": "he", "his": "he", "himself": "he", "she": "she", "her": "she",
                                "hers": "she", "herself": "she"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Turn:
    """Somebody who spoke at a token of an article, as attribution number `said`, the name that this goes back to, and
    whose document it was that spoke."""

    token: int
    key: Key
    said: int
    name: Standing
    document: Written | None = None


def speakers_of(
    articles: Sequence[Article],
    parses: Sequence[Parse],
    attributions: Sequence[Attribution],
    asked: Sequence[Correction] = (),
    refuse: Refuse = ignore,
    watch: Watch = unwatched,
    one: Sequence[tuple[int, int]] = (),
) -> tuple[tuple[Attribution, ...], tuple[Speaker, ...]]:
    """The attributions with the id of their speaker, and the speakers, sorted by id. Names are resolved over all
    articles, pronouns and roles within one; `asked` are the reader's corrections, and those that cannot be are
    refused. The unnamed sources of each pair of attributions in `one` are one. Neither ids nor grouping depend on the
    order of the articles. What `watch` raises ends the work."""
    watch()
    people = People(parses)
    heard = Heard()
    by_article: dict[int, list[int]] = defaultdict(list)
    for n, a in enumerate(attributions):
        by_article[a.article].append(n)
    told: dict[int, Told] = {}
    trees = []
    for parse in parses:
        watch()
        trees.append(tree_of(parse))
    offices = Offices(trees, people)
    readers = {}
    writers: dict[str, Counter[Key]] = defaultdict(Counter)
    for number in sorted(by_article):
        watch()
        reader = readers[number] = _Reader(number, articles[number], trees[number], people, offices, heard)
        for kind, known in reader.authors.known.items():
            writers[kind].update(w.key for _, w in known)
    for number, reader in readers.items():
        watch()
        told.update(reader.read(attributions, by_article[number], writers))
    watch()
    merged = merged_keys(heard)
    for m, n in one:
        if m in told and n in told:
            first, other = sorted((_root(told[m].key, merged), _root(told[n].key, merged)))
            if first != other:
                merged[other] = first
    merged = {key: _root(key, merged) for key in merged}
    sides = corrected(articles, attributions, told, heard, merged, people, asked, refuse)
    ids, speakers = speakers_of_keys(sides, people)
    return tuple(replace(a, speaker=ids.get(sides.of.get(n, ()))) for n, a in enumerate(attributions)), speakers


def _root(key: Key, merged: Mapping[Key, Key]) -> Key:
    """The key that a key goes with in the end."""
    while key in merged and merged[key] != key:
        key = merged[key]
    return key


class _Reader:
    """Goes through one article in text order and tells each source."""

    def __init__(
        self, number: int, article: Article, tree: Tree, people: People, offices: Offices, heard: Heard
    ) -> None:
        self.number = number
        self.article = article
        self.tree = tree
        self.people = people
        self.offices = offices
        self.heard = heard
        self.starts = [t.start for t in tree.tokens]
        self.ends = [t.end for t in tree.tokens]
        self.named: list[tuple[int, Named, int]] = []
        for named in people.mentions[number]:
            who = people.person(named.form, number, named.start)
            if who is not None:
                self.named.append((named.first, named, who))
        self.named_at = [n[0] for n in self.named]
        self.writers: Writers = {}
        self.written_of: dict[int, Written | None] = {}
        self.turns: list[_Turn] = []
        self.turns_in: dict[int, list[_Turn]] = defaultdict(list)
        here = [
            NamedHere(first, self._person_key(who), Standing(n.start, " ".join(n.form)), article.text[n.start : n.end])
            for first, n, who in self.named
        ]
        self.authors = Authors(article, tree, self._key_of, here)
        self.pronouns = Pronouns(tree, here, people)

    def read(self, attributions: Sequence[Attribution], indices: list[int], writers: Writers) -> dict[int, Told]:
        """How the speaker of each attribution that has one is told."""
        self.writers = writers
        found: dict[int, Told] = {}
        later = []
        for n in sorted(indices, key=lambda k: (_where(attributions[k]), k)):
            a = attributions[n]
            if not a.source:
                later.append(n)
                continue
            source = source_at(self.tree, self.starts, self.ends, a.source)
            if source is None or is_nobody(self.tree, source):
                continue
            told = replace(self.told(source, a.content), spans=a.source)
            found[n] = told
            written = self._written(source)
            turn = _Turn(source.head, told.key, n, told.name, written and written._replace(elsewhere=True))
            self.turns.append(turn)
            self.turns_in[self._paragraph(source.head)].append(turn)
        for n in later:
            without = self._without_source(attributions, n, found)
            if without is not None:
                found[n] = without
        return found

    def told(self, source: Source, said: Sequence[Span]) -> Told:
        """What tells the speaker of a source who `said` that, with the wording noted."""
        if source.sort == "pronoun":
            key, name = self._pronoun(source, said)
            wording = "unnamed" if key == nobody(self.article) else ""
            if wording or key not in self.heard.wordings:
                self.heard.wordings[key][wording or self._text(source)] += 1
            return Told(key, name or self._standing(source, key), wording, alone=True)
        written = self._written(source)
        if written is not None:
            self.heard.wordings[written.key][written.wording] += 1
            if written.elsewhere:
                return Told(written.key, written.name, alone=True)
            return Told(written.key, self._standing(source, written.key), written.wording)
        key, wording = self._key(source)
        self.heard.wordings[key][wording] += 1
        last = self._last_turn(source)
        if last is not None and last.key == key:
            return Told(key, last.name, wording, alone=True)
        bare_role = source.sort == "role" and key[:2] == ("unnamed", self.article.text_sha256)
        return Told(key, self._standing(source, key), wording, alone=bare_role)

    def _standing(self, source: Source, key: Key) -> Standing:
        """Where the name stands in a source, and its words: the person's name in it, else its own words."""
        return self._named_in(*source.run, key) or Standing(
            self.tree.tokens[source.head].start, words_of(key, self._text(source))
        )

    def _named_in(self, first: int, last: int, key: Key) -> Standing | None:
        """Where in a run of tokens a person is named."""
        for k in range(bisect_left(self.named_at, first), bisect_left(self.named_at, last + 1)):
            _, named, who = self.named[k]
            if self._person_key(who) == key:
                return Standing(named.start, " ".join(named.form))
        return None

    def _written(self, source: Source) -> Written | None:
        """Who wrote the document that a source is; for "another" whoever wrote the last that spoke."""
        if source.head not in self.written_of:
            last = self.turns[-1] if self.turns else None
            if last is not None and is_another(self.tree, *source.run):
                self.written_of[source.head] = last.document if last.token < source.head else None
            else:
                self.written_of[source.head] = self.authors.of(source.head, source.run[0], self.writers)
        return self.written_of[source.head]

    def _last_turn(self, source: Source) -> _Turn | None:
        """Who made "the statement" where nobody is said to have: the last who spoke before it."""
        token = self.tree.tokens[source.head]
        own = token.pos == "NOUN" and token.lemma.casefold() in OWN_WORDS
        if not own or not self._text(source).casefold().startswith(("the ", "that ", "this ")):
            return None
        return next((t for t in reversed(self.turns) if t.token < source.head), None)

    def _key(self, source: Source) -> tuple[Key, str]:
        tree = self.tree
        text = self._text(source)
        token = tree.tokens[source.head]
        if source.sort == "pronoun":
            return self._pronoun(source)[0], text
        others = [c for c in tree.children[source.head] if tree.tokens[c].dep == "conj" and c <= source.run[1]]
        who = self._person(source)
        if others and (who is not None or source.sort == "person"):
            seconds = [self._person_at(c) for c in others]
            if who is not None and all(s is not None for s in seconds):
                return ("group", *sorted(self._person_key(w)[1] for w in [who, *seconds] if w is not None)), text
        if who is not None:
            return self._person_key(who), text
        if others and source.sort in ("place", "organisation"):
            first, last = named_together(tree, source)
            text = " ".join(self.article.text[tree.tokens[first].start : tree.tokens[last].end].split())
            return ("group", *content_words(tree, first, last, last)), text
        lemma = token.lemma.casefold()
        own = owner(tree, source.head)
        whose = self._for_whom(source.head) if own is None else own
        if lemma in SPOKES:
            before = run_before(tree, source.head) if whose is None else tree.run(whose)
            held = None if before is None else self._key_of(before)
            if held is not None:
                return (held if held[0] in ("organisation", "place") else ("unnamed", "spokes", *held)), text
        if (written := self._written(source)) is not None:
            return written.key, text
        if (turn := self._last_turn(source)) is not None:
            return turn.key, text
        if source.sort == "role":
            reached = bisect_left(self.named_at, source.head)
            named = [who for _, _, who in self.named[max(0, reached - NAMES_BACK) : reached]]
            found = self.offices.bearer(tree, source.head, set(source.words), named)
            if found is not None:
                return self._person_key(found), text
            return ("unnamed", self.article.text_sha256, *source.words), text
        words = source.words or (text.casefold(),)
        if source.sort == "place":
            folded = " ".join(words)
            return ("place", PLACES.get(folded, folded).casefold()), text
        if source.sort in ("document", "unnamed", "time"):
            return ("document" if source.sort == "document" else "unnamed", self.article.text_sha256, *words), text
        if source.sort == "person" and self.people.is_body(tree.parse, source.head):
            return ("organisation", *sorted(set(words))), text
        if source.sort == "person":
            form = form_of(text)[0]
            return ("person", " ".join(form) or text.casefold()), bare(text) or text
        return (source.sort, *sorted(set(words))), text

    def _text(self, source: Source) -> str:
        """The words of a source up to a comma or relative clause after its head."""
        first, last = source.run
        tree = self.tree
        end = source.head
        for i in range(source.head + 1, last + 1):
            token = tree.tokens[i]
            if token.text in _ENDS or token.tag in ("WP", "WDT", "WRB") or token.dep == "relcl":
                break
            end = i
        text = self.article.text[tree.tokens[first].start : tree.tokens[end].end]
        return " ".join(text.split())

    def _person_key(self, who: int) -> Key:
        return self.people.keys[who]

    def _person_at(self, i: int) -> int | None:
        """The person whose name holds token i."""
        k = bisect_left(self.named_at, i + 1) - 1
        if k >= 0 and self.named[k][1].first <= i < self.named[k][1].last:
            return self.named[k][2]
        return None

    def _person(self, source: Source) -> int | None:
        """The person that a source names: its head, an apposition to it, or a known last name without a label."""
        tree = self.tree
        who = self._person_at(source.head)
        if who is not None:
            return who
        token = tree.tokens[source.head]
        for c in beside(tree, source):
            if (who := self._person_at(c)) is not None:
                return who
        label = tree.parse.entities[token.entity].label if token.entity >= 0 else ""
        known = token.text[:1].isupper() and folded_name(token.text) in self.people.lasts
        if token.pos != "PROPN" and not known:
            return None
        if label == "NORP" and (not known or tree.child(source.head, "det") is not None):
            return None
        low = source.head
        while low > source.run[0] and (tree.tokens[low - 1].pos == "PROPN" or tree.tokens[low - 1].text == "-"):
            low -= 1
        form = form_of(self.article.text[tree.tokens[low].start : token.end])[0]
        if label in ("GPE", "LOC", "FAC") and len(form) == 1 and form[0] not in self.people.lasts:
            return None
        return self.people.person(form, self.number, token.start) if form else None

    def _for_whom(self, head: int) -> int | None:
        """The owner after "for" or "of": "a spokesman for the ministry"."""
        for c in self.tree.children[head]:
            if self.tree.tokens[c].dep == "prep" and self.tree.tokens[c].text.casefold() in ("for", "of"):
                return self.tree.child(c, "pobj")
        return None

    def _key_of(self, run: Run) -> Key | None:
        """The speaker that a run of tokens would be, a document or somebody unnamed aside."""
        tree = self.tree
        spans = ((tree.tokens[run[0]].start, tree.tokens[run[1]].end),)
        source = source_at(tree, self.starts, self.ends, spans)
        if source is None or source.sort in ("unnamed", "document", "time"):
            return None
        return self._key(source)[0]

    def _pronoun(self, source: Source, said: Sequence[Span] = ()) -> tuple[Key, Standing | None]:
        """Who a pronoun means, the nearest that fits, those preferred who spoke or are subjects; and the name that it
        goes back to."""
        word = self.tree.tokens[source.head].text.casefold()
        if word in _SINGULAR:
            before = (Spoke(t.token, t.key, t.name) for t in self.turns[-SEEN_BACK:] if t.token < source.head)
            who = self.pronouns.meant(source.head, _SINGULAR[word], before, said)
            if who is not None:
                return who
            return nobody(self.article), None
        if word in ("i", "we", "me", "us", "you"):
            return ("unnamed", self.article.text_sha256, "writer" if word in ("i", "me") else word), None
        plural = word.startswith("the")
        kinds = ("group", "unnamed", "organisation") if plural else ("organisation", "place", "document")
        spoke = next(
            (t for t in reversed(self.turns[-SEEN_BACK:]) if t.token < source.head and t.key[0] in kinds), None
        )
        if plural:
            people = self._people_before(source.head, spoke.token if spoke else -1)
            if people is not None:
                return people
        return (spoke.key, spoke.name) if spoke is not None else (nobody(self.article), None)

    def _people_before(self, at: int, after: int) -> tuple[Key, Standing] | None:
        """The people whom "they" at a token means: the nearest subject, after the last that spoke, that is a noun for
        several people, in its sentence or the two before it in the paragraph."""
        tree = self.tree
        here = tree.tokens[at].sentence
        for i in range(at - 1, after, -1):
            token = tree.tokens[i]
            if here - token.sentence > _PEOPLE_BACK or self._paragraph(i) != self._paragraph(at):
                return None
            if token.dep in ("nsubj", "nsubjpass") and people_noun(tree, i):
                first, _ = tree.run(i)
                source = source_at(tree, self.starts, self.ends, ((tree.tokens[first].start, token.end),))
                if source is not None and source.sort != "pronoun":
                    key, wording = self._key(source)
                    self.heard.wordings[key][wording] += 1
                    return key, self._standing(source, key)
        return None

    def _without_source(self, attributions: Sequence[Attribution], n: int, found: dict[int, Told]) -> Told | None:
        """The speaker where no source is written: nobody named for "reportedly"; for bare marks whoever speaks in
        the words around them, or else the last who spoke in the paragraph."""
        a = attributions[n]
        if a.cue:
            start, end = a.cue[0][0], a.cue[-1][1]
            words = self.article.text[start:end].casefold().split()
            if not words or words[-1] in ("seemed", "appeared", "seems", "appears", "seem", "appear", "expected"):
                return None
            wording = next((w for w in words if w in ADVERBS), " ".join(words))
            key = ("unnamed", self.article.text_sha256, wording)
            self.heard.wordings[key][wording] += 1
            return Told(key, Standing(start, wording), wording, ((start, end),), alone=True)
        holder = spoken_below(self.article, attributions, a, found)
        if holder is None:
            holder = a.within
        while holder is not None and holder not in found:
            holder = attributions[holder].within
        if holder is None:
            token = min(bisect_left(self.starts, a.content[0][0]), len(self.tree.tokens) - 1)
            for turn in self.turns_in.get(self._paragraph(token), ()):
                if turn.token < token or holder is None:
                    holder = turn.said
        return None if holder is None else replace(found[holder], wording="", spans=(), alone=True, through=holder)

    def _paragraph(self, i: int) -> int:
        return self.tree.parse.sentences[self.tree.tokens[i].sentence].paragraph


def _where(a: Attribution) -> int:
    """The place of the source in the text."""
    return a.source[0][0] if a.source else a.content[0][0]
