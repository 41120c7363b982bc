"""One act of speech in several reports: attributions whose words, speaker and place say that they report the same.

Six words in a row inside quotation marks of both are certain. The rest is weighed: words inside marks that the other
has too, how much of the shorter content the longer one holds (rapidfuzz's token ratio), the same speaker, and
sentences that are linked. Clusters grow from the surest pair; a pair joins two of them only when it fits their
members on the whole, so that a chain of weak pairs makes no blob.
"""

from __future__ import annotations

import hashlib
import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from parallax.article import Article, Span
from parallax.attribution.partition import own_names
from parallax.attribution.retelling import Piece, farthest, letters_kept, pieces, retelling
from parallax.attribution.watching import Watch, unwatched, watched
from parallax.language import Parse
from parallax.quotations import quotations
from parallax.values import Attribution, Link, Retelling, Utterance

CERTAIN_RUN = 6
"""Words in a row inside marks of both that make two attributions one act of speech."""

_JOIN = 0.6
_FIT = 0.45
_BASES = 6
"""How many reports of one act of speech, the fullest, are tried as the base of the others."""
_COMMONEST = 40
"""A word that more attributions hold than this brings no pair together: the cost stays linear."""

_STOP = frozenset(
    """
    a an the and or but if of to in on at by for from with as that this these those it its is are was were be been
    being he she they we i you his her their our my your him them us me not no do does did has have had will would can
    could should may might must shall than then there here so very also just about into over out up down who which
    what when where how why said say says all any some more most such only own same too s t re ve ll m d
    """.split()
)


_Key = tuple[str, tuple[Span, ...], tuple[Span, ...]]
_Place = tuple[_Key, str]
"""What puts attributions in an order that is not that of the articles: the words, and whose article it is."""


@dataclass(frozen=True, slots=True)
class _Content:
    """The folded words of an attribution; `quoted` are those inside marks, piece by piece; `stems` the content words
    cut to six letters."""

    words: tuple[str, ...]
    quoted: tuple[Piece, ...]
    stems: frozenset[str]
    kept: str
    sentences: frozenset[int]
    key: _Key

    @property
    def runs(self) -> tuple[tuple[str, ...], ...]:
        """The quoted words, piece by piece."""
        return tuple(piece.words for piece in self.quoted)


def utterances_of(
    articles: Sequence[Article],
    parses: Sequence[Parse],
    attributions: Sequence[Attribution],
    links: Sequence[Link],
    watch: Watch = unwatched,
) -> tuple[Utterance, ...]:
    """The acts of speech that two attributions or more report, sorted by id. `members` are indices into
    `attributions`. What is grouped does not depend on the order of the articles. What `watch` raises ends the work."""
    marked = [_Marked(article) for article in articles]
    starts = [[s.start for s in p.sentences] for p in parses]
    contents = [
        _content(a, articles[a.article], marked[a.article], starts[a.article]) for a in watched(attributions, watch)
    ]
    linked = _linked(links)
    scores: dict[tuple[int, int], float] = {}
    for a, b in watched(_candidates(attributions, contents, watch), watch):
        score = _score(attributions, contents, linked, a, b)
        if score >= _FIT:
            scores[a, b] = score
    watch()
    own = own_names(articles)
    places = [(c.key, own[a.article]) for a, c in zip(attributions, contents, strict=True)]
    clusters = [tuple(sorted(members)) for members in _clusters(scores, places)]
    made = []
    taken: Counter[str] = Counter()
    for ((key, _), *_), ordered in sorted((sorted(places[m] for m in c), c) for c in clusters):
        # two verbs may share their words, so the first of an utterance can be the first of another too
        digest = hashlib.sha256(repr(key).encode()).hexdigest()[:12]
        taken[digest] += 1
        name = f"utterance-{digest}" if taken[digest] == 1 else f"utterance-{digest}-{taken[digest]}"
        made.append(_utterance(name, ordered, contents, places))
    return tuple(sorted(made, key=lambda u: u.id))


def _utterance(name: str, members: Sequence[int], contents: Sequence[_Content], places: Sequence[_Place]) -> Utterance:
    """An act of speech with what each report makes of its words. The base is the report of whose words inside marks the
    others have most, of equals the one with most of them; `places` put the rest in an order that is not that of the
    articles."""
    fullest = sorted(members, key=lambda m: (-sum(map(len, contents[m].runs)), -len(contents[m].words), places[m]))
    tried = [(m, _retellings(m, members, contents)) for m in fullest[:_BASES]]
    base, told = max(tried, key=lambda item: sum(map(letters_kept, item[1])))
    return Utterance(name, tuple(members), farthest(r.wording for r in told), base, told)


def _retellings(base: int, members: Sequence[int], contents: Sequence[_Content]) -> tuple[Retelling, ...]:
    full = contents[base]
    return tuple(
        retelling(m, full.quoted, full.words, contents[m].quoted, contents[m].words) for m in members if m != base
    )


class _Marked:
    """The outermost quotations of an article."""

    def __init__(self, article: Article) -> None:
        paragraphs = [(p.start, p.end) for p in article.paragraphs]
        outer = [q for q in quotations(article.text, paragraphs) if not q.depth]
        self._begins = [q.start for q in outer]
        self._ends = [q.end for q in outer]

    def holding(self, start: int, end: int) -> int:
        """The number of the quotation that holds a span, or -1."""
        k = bisect_right(self._begins, start) - 1
        return k if k >= 0 and end <= self._ends[k] else -1


def _content(a: Attribution, article: Article, marked: _Marked, starts: list[int]) -> _Content:
    """The words of one attribution."""
    words, quoted = pieces(article.text, a.content, marked.holding)
    stems = [w[:6] for w in words if w not in _STOP and len(w) > 1]
    sentences = frozenset(bisect_right(starts, s) - 1 for s, _ in a.content)
    key = (article.text_sha256, a.content, a.cue)
    return _Content(words, quoted, frozenset(stems), " ".join(stems), sentences, key)


def _linked(links: Sequence[Link]) -> set[tuple[int, int, int, int]]:
    """The linked sentences, both ways round."""
    both = {(k.a, k.i, k.b, k.j) for k in links}
    return both | {(b, j, a, i) for a, i, b, j in both}


def _candidates(
    attributions: Sequence[Attribution], contents: Sequence[_Content], watch: Watch
) -> list[tuple[int, int]]:
    """Pairs in different articles that share a quoted run of six words or two content words that are not too common
    in the story."""
    by_stem: dict[str, list[int]] = defaultdict(list)
    by_run: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for n, c in enumerate(contents):
        for stem in c.stems:
            by_stem[stem].append(n)
        for run in c.runs:
            for k in range(len(run) - CERTAIN_RUN + 1):
                by_run[run[k : k + CERTAIN_RUN]].append(n)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for holders in watched(by_stem.values(), watch):
        if 1 < len(holders) <= _COMMONEST:
            for i, a in enumerate(holders):
                for b in holders[i + 1 :]:
                    if attributions[a].article != attributions[b].article:
                        shared[a, b] += 1
    found = {pair for pair, count in shared.items() if count >= 2 or _brief(contents, pair)}
    for same in by_run.values():
        for n, a in enumerate(same[:_COMMONEST]):
            for b in same[n + 1 : _COMMONEST]:
                if attributions[a].article != attributions[b].article:
                    found.add((min(a, b), max(a, b)))
    return sorted(found)


def _brief(contents: Sequence[_Content], pair: tuple[int, int]) -> bool:
    """Whether one of two contents has two content words or fewer."""
    return min(len(contents[k].stems) for k in pair) <= 2


def _score(
    attributions: Sequence[Attribution],
    contents: Sequence[_Content],
    linked: set[tuple[int, int, int, int]],
    a: int,
    b: int,
) -> float:
    """How surely two attributions report one act of speech, 0 to 1."""
    one, two = contents[a], contents[b]
    if _common_run(one, two, CERTAIN_RUN):
        return 1.0
    first, second = attributions[a], attributions[b]
    same = first.speaker is not None and first.speaker == second.speaker
    other = first.speaker is not None and second.speaker is not None and not same
    ratio = fuzz.token_set_ratio(one.kept, two.kept) / 100.0
    common = len(one.stems & two.stems)
    least = max(1, min(len(one.stems), len(two.stems)))
    held = common / least
    score = 0.45 * ratio + 0.35 * held
    if common < 3:
        score -= 0.15
    quoted = max((len(r) for r in one.runs if _within(r, two.words)), default=0)
    quoted = max(quoted, max((len(r) for r in two.runs if _within(r, one.words)), default=0))
    if common < 2 and quoted < 2:
        return 0.0  # a name in both is no act of speech
    if quoted >= 2:
        score += 0.25 + 0.05 * min(quoted, 5)
    elif quoted == 1 and same:
        score += 0.15
    if same:
        score += 0.15
    elif other:
        score -= 0.25
    if any((first.article, i, second.article, j) in linked for i in one.sentences for j in two.sentences):
        score += 0.1
    return min(score, 0.99)


def _within(run: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether a run of words with some content stands in others."""
    if all(w in _STOP for w in run):
        return False
    size = len(run)
    return any(words[k : k + size] == run for k in range(len(words) - size + 1))


def _common_run(one: _Content, two: _Content, size: int) -> bool:
    """Whether a run of so many quoted words is in both."""
    grams = {run[k : k + size] for run in one.runs for k in range(len(run) - size + 1)}
    return bool(grams) and any(run[k : k + size] in grams for run in two.runs for k in range(len(run) - size + 1))


def _clusters(scores: dict[tuple[int, int], float], places: Sequence[_Place]) -> list[list[int]]:
    """Clusters from the surest pair down: two join when their best pair reaches `_JOIN` and all pairs between them
    reach `_FIT` on average; certain pairs always join."""
    home: dict[int, int] = {}
    members: dict[int, list[int]] = {}
    order = sorted(
        (p for p, s in scores.items() if s >= _JOIN),
        key=lambda p: (-scores[p], sorted((places[p[0]], places[p[1]])), p),
    )
    for a, b in order:
        for n in (a, b):
            if n not in home:
                home[n] = n
                members[n] = [n]
        x, y = home[a], home[b]
        if x == y:
            continue
        if scores[a, b] < 1.0:
            pairs = [scores.get((min(m, n), max(m, n)), 0.0) for m in members[x] for n in members[y]]
            if math.fsum(pairs) / len(pairs) < _FIT:
                continue
        for n in members[y]:
            home[n] = x
        members[x].extend(members.pop(y))
    return [m for m in members.values() if len(m) > 1]
