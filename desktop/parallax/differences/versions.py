"""What changed between two versions of one text: sentences gone, new or moved, and each changed stretch of words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from parallax.alignment.words import changes
from parallax.differences.found import Found, depth
from parallax.differences.reading import Reading
from parallax.differences.stretches import Stretch, kind_of
from parallax.values import ArticleSpan, Link

_LEAST_RUN, _SHARE_OF_RUN = 4, 0.7
"""Words in a row, and their share of a sentence, that show it in another one."""
_CLOSE = {"wording": 2, "quotation": 3, "directness": 10_000}
"""How many equal tokens may lie between two changes of a kind that are shown as one."""

_CONFIDENCE = {
    "number": 0.9, "date": 0.85, "name": 0.8, "quotation": 0.9, "speaker": 0.75, "attribution-verb": 0.8,
    "unnamed-source": 0.75, "directness": 0.75, "negation": 0.8, "certainty": 0.75, "wording": 0.9,
    "punctuation": 0.95,
}  # fmt: skip
_VERBS = {
    "number": "The number changed", "date": "The date changed", "name": "The name or title changed",
    "quotation": "Words inside a quotation changed", "speaker": "The speaker changed",
    "attribution-verb": "The verb of saying changed", "unnamed-source": "A source lost or gained its name",
    "directness": "A quotation and a paraphrase changed places", "negation": "A statement was turned round",
    "certainty": "A statement became firmer or weaker", "wording": "The wording changed",
    "punctuation": "Punctuation, case or spelling changed",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Marked:
    kind: str
    stretch: Stretch
    at_a: tuple[int, int]
    at_b: tuple[int, int]


def between_versions(x: Reading, y: Reading, links: Sequence[Link]) -> list[Found]:
    """All differences of an earlier version `x` and a later one `y`, given the links between them. Linked sentences
    that are equal have none."""
    found = []
    loose_x, loose_y = x.once(_loose), y.once(_loose)
    placed = [(k, *x.sides(k)) for k in links]
    placed = [(k, i, j) for k, i, j in placed if i not in loose_x and j not in loose_y]
    for link, i, j in placed:
        if link.moved and _has_words(x, i):
            found.append(_moved(x, y, i, j))
    pairs = [(i, j) for _, i, j in placed]
    pairs += _run_on(x, y, pairs) + [(i, j) for j, i in _run_on(y, x, [(j, i) for i, j in pairs])]
    linked_x, linked_y = {i for i, _ in pairs} | loose_x, {j for _, j in pairs} | loose_y
    for reading, other, linked, gone in ((x, y, linked_x, True), (y, x, linked_y, False)):
        for sentence in range(len(reading.parse.sentences)):
            if sentence not in linked:
                found.append(_omission(reading, other, sentence, gone))
    for side_x, side_y in _blocks(pairs):
        found.extend(_changes(x, y, _with_loose(side_x, loose_x), _with_loose(side_y, loose_y)))
    return found


def _run_on(x: Reading, y: Reading, pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sentences of `x` without a link most of whose words stand in a row in what a neighbour is linked with: a second
    headline that the other version has in one line with the first."""
    partners: dict[int, list[int]] = defaultdict(list)
    for i, j in pairs:
        partners[i].append(j)
    found = []
    for k in range(len(x.parse.sentences)):
        words = [] if k in partners else _words(x, k)
        for j in (j for n in (k - 1, k + 1) for j in partners.get(n, ()) if len(words) >= _LEAST_RUN):
            run = SequenceMatcher(None, words, _words(y, j), autojunk=False).find_longest_match().size
            if run >= max(_LEAST_RUN, _SHARE_OF_RUN * len(words)):
                found.append((k, j))
                break
    return found


def _words(reading: Reading, sentence: int) -> list[str]:
    return [t.text.casefold() for t in reading.parse.words(sentence) if t.text[:1].isalnum()]


def _loose(reading: Reading) -> frozenset[int]:
    """Stray marks that the parse took for sentences of their own: they belong to the sentence before them in their
    paragraph."""
    sentences = reading.parse.sentences
    return frozenset(
        k
        for k in range(1, len(sentences))
        if sentences[k].paragraph == sentences[k - 1].paragraph and not _has_words(reading, k)
    )


def _with_loose(side: list[int], loose: frozenset[int]) -> list[int]:
    """Sentences and the stray marks that belong to them."""
    found = set(side)
    for k in side:
        while k + 1 in loose:
            k += 1
            found.add(k)
    return sorted(found)


def _has_words(reading: Reading, sentence: int) -> bool:
    """Whether a sentence is more than stray marks."""
    return any(c.isalnum() for t in reading.parse.words(sentence) for c in t.text)


def _blocks(pairs: Sequence[tuple[int, int]]) -> list[tuple[list[int], list[int]]]:
    """Sentences that belong together: one with one, one with several where it was split, several with one."""
    block_x: dict[int, int] = {}
    block_y: dict[int, int] = {}
    blocks: list[tuple[set[int], set[int]] | None] = []
    for i, j in pairs:
        first, second = block_x.get(i), block_y.get(j)
        if first is None and second is None:
            blocks.append((set(), set()))
        number = first if first is not None else second if second is not None else len(blocks) - 1
        target = blocks[number]
        assert target is not None
        if first is not None and second is not None and first != second:
            other = blocks[second]
            assert other is not None
            target[0].update(other[0])
            target[1].update(other[1])
            for k in other[0]:
                block_x[k] = number
            for k in other[1]:
                block_y[k] = number
            blocks[second] = None
        target[0].add(i)
        target[1].add(j)
        block_x[i] = block_y[j] = number
    return [(sorted(b[0]), sorted(b[1])) for b in blocks if b is not None]


def _changes(x: Reading, y: Reading, side_x: list[int], side_y: list[int]) -> list[Found]:
    """The changed stretches of a block, those of a kind that lie close together as one."""
    tokens_x = [t.i for s in side_x for t in x.parse.words(s)]
    tokens_y = [t.i for s in side_y for t in y.parse.words(s)]
    marked: list[_Marked] = []
    for s, e, u, v in changes([x.tokens[k].text for k in tokens_x], [y.tokens[k].text for k in tokens_y]):
        stretch = _stretch(tokens_x, tokens_y, (s, e), (u, v))
        marked.append(_Marked(kind_of(stretch, x, y), stretch, (s, e), (u, v)))
    joined = _joined(marked, tokens_x, tokens_y)
    return [_change(x, y, m, tokens_x, tokens_y) for m in joined]


def _stretch(tokens_x: list[int], tokens_y: list[int], at_a: tuple[int, int], at_b: tuple[int, int]) -> Stretch:
    def beside(tokens: list[int], at: tuple[int, int]) -> tuple[int, int]:
        before = tokens[at[0] - 1] if at[0] else -1
        return before, tokens[at[1]] if at[1] < len(tokens) else -1

    return Stretch(
        tuple(tokens_x[slice(*at_a)]), tuple(tokens_y[slice(*at_b)]), beside(tokens_x, at_a), beside(tokens_y, at_b)
    )


def _joined(marked: list[_Marked], tokens_x: list[int], tokens_y: list[int]) -> list[_Marked]:
    """Changes of one kind that lie close together as one; a quotation turned into a paraphrase takes in what changed
    between its ends."""
    direct = [n for n, m in enumerate(marked) if m.kind == "directness"]
    joined: list[_Marked] = []
    for n, m in enumerate(marked):
        inside = (
            direct and direct[0] <= n <= direct[-1] and m.kind in ("directness", "wording", "quotation", "punctuation")
        )
        kind = "directness" if inside else m.kind
        last = joined[-1] if joined else None
        if last and last.kind == kind and m.at_a[0] - last.at_a[1] <= _CLOSE.get(kind, 0):
            at_a, at_b = (last.at_a[0], m.at_a[1]), (last.at_b[0], m.at_b[1])
            joined[-1] = _Marked(kind, _stretch(tokens_x, tokens_y, at_a, at_b), at_a, at_b)
        else:
            joined.append(_Marked(kind, m.stretch, m.at_a, m.at_b))
    return joined


def _change(x: Reading, y: Reading, m: _Marked, tokens_x: list[int], tokens_y: list[int]) -> Found:
    """One changed stretch; where words only came or went, the word before them stands for their place."""
    stretch = m.stretch
    spans: list[ArticleSpan] = [*_runs(x, stretch.a), *_runs(y, stretch.b)]
    place_x = stretch.a[0] if stretch.a else max(stretch.beside_a[0], 0) if stretch.beside_a[0] >= 0 else tokens_x[0]
    place_y = stretch.b[0] if stretch.b else stretch.beside_b[0] if stretch.beside_b[0] >= 0 else tokens_y[0]
    i, j = x.tokens[place_x].sentence, y.tokens[place_y].sentence
    return Found(
        m.kind,
        tuple(sorted(spans)),
        _explained(m.kind, x, y, stretch),
        _CONFIDENCE[m.kind],
        ((x.number, i), (y.number, j)),
        depth(x, y, i, j),
        "headline" in (x.role(i), y.role(j)),
        size=max(len(stretch.a), len(stretch.b)),
    )


def _runs(reading: Reading, tokens: Sequence[int]) -> list[ArticleSpan]:
    """Spans of tokens: one where they follow each other, several where sentences lie apart."""
    spans: list[ArticleSpan] = []
    first = 0
    for k in range(1, len(tokens) + 1):
        if k == len(tokens) or tokens[k] != tokens[k - 1] + 1:
            spans.append(reading.span(tokens[first], tokens[k - 1] + 1))
            first = k
    return spans


def _explained(kind: str, x: Reading, y: Reading, stretch: Stretch) -> str:
    what = _VERBS[kind]
    if not stretch.b:
        return f"{what}: {x.name} has {x.words(stretch.a[0], stretch.a[-1] + 1)}, which {y.name} leaves out."
    if not stretch.a:
        return f"{what}: {y.name} has {y.words(stretch.b[0], stretch.b[-1] + 1)}, which {x.name} did not have."
    old, new = x.words(stretch.a[0], stretch.a[-1] + 1), y.words(stretch.b[0], stretch.b[-1] + 1)
    return f"{what}: {old} in {x.name} became {new} in {y.name}."


def _moved(x: Reading, y: Reading, i: int, j: int) -> Found:
    words = x.words(x.parse.sentences[i].first, x.parse.sentences[i].last)
    return Found(
        "moved",
        tuple(sorted((x.sentence_span(i), y.sentence_span(j)))),
        f"The sentence {words} moved: it is number {i + 1} in {x.name} and number {j + 1} in {y.name}.",
        0.9,
        ((x.number, i), (y.number, j)),
        depth(x, y, i, j),
        "headline" in (x.role(i), y.role(j)),
    )


def _omission(reading: Reading, other: Reading, sentence: int, gone: bool) -> Found:
    """A sentence that only one version has."""
    s = reading.parse.sentences[sentence]
    words = reading.words(s.first, s.last)
    if reading.role(sentence) == "furniture":
        confidence = 0.4
    else:
        confidence = 0.85
    told = (
        f"{other.name} leaves out what {reading.name} had" if gone else f"{reading.name} has what {other.name} had not"
    )
    return Found(
        "omission" if _has_words(reading, sentence) else "punctuation",
        (reading.sentence_span(sentence),),
        f"{told}: {words}.",
        confidence,
        ((reading.number, sentence),),
        sentence / max(1, len(reading.parse.sentences) - 1),
        reading.role(sentence) == "headline",
        size=s.last - s.first,
    )
