"""The five lists of the Story sheet, and the names of the articles, as every written form of a comparison has them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import count
from pathlib import PurePath

from parallax.article import Article
from parallax.values import ArticleSpan, Comparison, Coverage, Difference, Family, Label, Speaker, Utterance

GLYPHS: dict[Family, str] = {"facts": "#", "voice": "”", "force": "±", "coverage": "○", "wording": "≈"}
"""The glyph of each family, beside its colour."""

SAME, CHANGED, PARAPHRASE, ALONE, SILENT = "✓", "≠", "~", "•", "–"
LEGEND = (
    f"{SAME} same words as elsewhere, {CHANGED} changed words, {PARAPHRASE} paraphrase, "
    f"{ALONE} speaks here and nothing of it is elsewhere, {SILENT} silent"
)
_WORD = re.compile(r"\w+")
_RANK = {CHANGED: 4, SAME: 3, PARAPHRASE: 2, ALONE: 1}


@dataclass(frozen=True, slots=True)
class Voice:
    """How one speaker speaks in one article: the most telling sign (changed words before same words before a
    paraphrase), the verb of the first attribution with that sign, and how many
    attributions there are. Silent has no verb."""

    sign: str
    verb: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class StorySheet:
    """`disagreements` are indices into the differences, surest first. `voices` gives each speaker who says something,
    the most widely heard first, one Voice per article. `utterances` and `labels` are those that two or more articles
    have, `labels` with their wordings per article, first use first; `missing` and `only` are coverage of groups that
    at least two others report, or that one article alone has."""

    disagreements: tuple[int, ...]
    voices: tuple[tuple[Speaker, tuple[Voice, ...]], ...]
    utterances: tuple[Utterance, ...]
    labels: tuple[tuple[Label, tuple[tuple[str, ...], ...]], ...]
    missing: tuple[Coverage, ...]
    only: tuple[Coverage, ...]


def story_sheet(comparison: Comparison) -> StorySheet:
    """The five lists. In a story of one article nobody else reports anything, so `missing` and `only` are empty."""
    several = len(comparison.articles) > 1
    missing = [c for c in comparison.coverage if c.missing and len({a for a, _ in c.reported}) >= 2]
    only = [c for c in comparison.coverage if len({a for a, _ in c.reported}) == 1] if several else []
    shared = [u for u in comparison.utterances if len({comparison.attributions[m].article for m in u.members}) >= 2]
    return StorySheet(
        disagreements=_disagreements(comparison),
        voices=_voices(comparison),
        utterances=tuple(shared),
        labels=_labels(comparison),
        missing=tuple(sorted(missing, key=_prominence)),
        only=tuple(sorted(only, key=lambda c: (*c.reported[0], c.group))),
    )


def outlet_names(articles: tuple[Article, ...]) -> tuple[str, ...]:
    """A name for each article, all different: its outlet, else the name of its file, else its headline."""
    plain = [_outlet(article, number) for number, article in enumerate(articles)]
    total = Counter(plain)
    taken = {name for name, times in total.items() if times == 1}
    names: list[str] = []
    for name in plain:
        if total[name] > 1:
            name = next(n for k in count(1) if (n := f"{name} ({k})") not in taken)
            taken.add(name)
        names.append(name)
    return tuple(names)


def place_of(article: Article) -> str:
    """Where an article is from, without the folders of this computer: an address, or the name of a file."""
    location = article.location
    if location.startswith(("http://", "https://")):
        return location
    return PurePath(location.replace("\\", "/")).name


def relations_said(comparison: Comparison, names: tuple[str, ...]) -> tuple[str, ...]:
    """What the articles are to each other, in sentences: one for all pairs where all are alike."""
    kinds = {relation.relation for relation in comparison.relations}
    if kinds == {"versions"}:
        return ("Versions of one article.",)
    if kinds == {"reports"}:
        return ("Reports of one story.",)
    return tuple(f"{names[r.a]} and {names[r.b]} are {r.relation}." for r in comparison.relations)


def sentence_of(comparison: Comparison, span: ArticleSpan) -> str:
    """The sentences that a span touches, or its own words where sentences are not known."""
    article, start, end = span
    text = comparison.articles[article].text
    if not comparison.sentences:
        return text[start:end]
    touched = [s for s in comparison.sentences[article] if s.start < max(end, start + 1) and s.end > start]
    if not touched:
        return text[start:end]
    return text[min(start, touched[0].start) : max(end, touched[-1].end)]


def words_of(comparison: Comparison, spans: tuple[ArticleSpan, ...], article: int) -> str:
    """The words of the spans that lie in one article, joined by an ellipsis."""
    text = comparison.articles[article].text
    return " … ".join(text[start:end] for number, start, end in spans if number == article)


def member_words(comparison: Comparison, attribution: int) -> str:
    """The content of an attribution."""
    found = comparison.attributions[attribution]
    return " … ".join(comparison.articles[found.article].text[start:end] for start, end in found.content)


def reading(comparison: Comparison, group: int, article: int) -> str:
    """The sentences of a group that one article has, joined by a space."""
    text = comparison.articles[article].text
    found = [comparison.sentences[a][i] for a, i in comparison.groups[group].members if a == article]
    return " ".join(text[sentence.start : sentence.end] for sentence in found)


def ranked(differences: tuple[Difference, ...]) -> list[int]:
    """The indices of all differences: contradictions first, then by family, the surest first in each."""
    families = list(GLYPHS)

    def key(index: int) -> tuple[bool, int, float, int]:
        difference = differences[index]
        return (
            difference.relation != "contradicts",
            families.index(difference.family),
            -difference.confidence,
            index,
        )

    return sorted(range(len(differences)), key=key)


def _disagreements(comparison: Comparison) -> tuple[int, ...]:
    return tuple(i for i in ranked(comparison.differences) if comparison.differences[i].relation == "contradicts")


def _outlet(article: Article, number: int) -> str:
    name = article.outlet or PurePath(place_of(article)).stem or article.title
    return " ".join(name.split()) or f"Article {number + 1}"


def _prominence(coverage: Coverage) -> tuple[int, int, int]:
    """Most outlets first, then the earliest paragraph."""
    return -len({a for a, _ in coverage.reported}), min(p for _, p in coverage.reported), coverage.group


def _voices(comparison: Comparison) -> tuple[tuple[Speaker, tuple[Voice, ...]], ...]:
    signs: dict[int, str] = {}
    for utterance in comparison.utterances:
        articles = {comparison.attributions[m].article for m in utterance.members}
        if len(articles) < 2:
            continue
        signs.update(_signs(comparison, utterance))
    heard: dict[str, dict[int, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for index, attribution in enumerate(comparison.attributions):
        if attribution.speaker is not None:
            text = comparison.articles[attribution.article].text
            verb = " ".join(text[start:end] for start, end in attribution.cue)
            heard[attribution.speaker][attribution.article].append((signs.get(index, ALONE), verb))
    rows = []
    for speaker in comparison.speakers:
        if speaker.id not in heard:
            continue
        cells = heard[speaker.id]
        rows.append((speaker, tuple(_voice(cells.get(a, [])) for a in range(len(comparison.articles)))))
    rows.sort(key=lambda row: (-sum(v.count > 0 for v in row[1]), -sum(v.count for v in row[1])))
    return tuple(rows)


def _voice(said: list[tuple[str, str]]) -> Voice:
    if not said:
        return Voice(SILENT)
    sign, verb = max(said, key=lambda one: _RANK[one[0]])
    return Voice(sign, verb, len(said))


def _signs(comparison: Comparison, utterance: Utterance) -> dict[int, str]:
    """A sign for each member. Words without marks are a paraphrase; so is all of it where nobody else quotes. Quoted
    words are the same when another article quotes them so, whatever a third one made of them."""
    quoted = {
        member: tuple(_WORD.findall(member_words(comparison, member).casefold()))
        for member in utterance.members
        if comparison.attributions[member].kind != "indirect"
    }
    signs = dict.fromkeys(utterance.members, PARAPHRASE)
    for member, words in quoted.items():
        article = comparison.attributions[member].article
        others = [said for other, said in quoted.items() if comparison.attributions[other].article != article]
        if others:
            signs[member] = SAME if words in others else CHANGED
    return signs


def _labels(comparison: Comparison) -> tuple[tuple[Label, tuple[tuple[str, ...], ...]], ...]:
    rows = []
    for label in comparison.labels:
        wordings: list[dict[str, str]] = [{} for _ in comparison.articles]
        for article, start, end in label.mentions:
            words = " ".join(comparison.articles[article].text[start:end].split())
            wordings[article].setdefault(words.casefold(), words)
        if sum(map(bool, wordings)) >= min(2, len(comparison.articles)):
            rows.append((label, tuple(tuple(found.values()) for found in wordings)))
    rows.sort(key=lambda row: -len({words.casefold() for found in row[1] for words in found}))
    return tuple(rows)
