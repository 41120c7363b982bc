"""A comparison as plain text for a terminal: nothing in it can steer the terminal or turn its lines around."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator

from parallax.export.characters import one_line
from parallax.export.story_sheet import (
    GLYPHS,
    LEGEND,
    SILENT,
    StorySheet,
    member_words,
    outlet_names,
    place_of,
    ranked,
    reading,
    relations_said,
    sentence_of,
    story_sheet,
)
from parallax.values import Comparison, Difference, how_sure

_WIDTH = 88


def to_text(comparison: Comparison) -> str:
    """The articles, the five lists of the Story sheet, and each difference with its sentences; at most 88 characters a
    line where the words allow. Control characters are gone, bidi controls are shown by their names."""
    names = tuple(one_line(name) for name in outlet_names(comparison.articles))
    sheet = story_sheet(comparison)
    lines = [
        *_articles(comparison, names),
        *_disagreements(comparison, sheet),
        *_voices(sheet, names),
        *_utterances(comparison, sheet, names),
        *_labels(sheet, names),
        *_coverage(comparison, sheet, names),
        *_differences(comparison, names),
    ]
    return "\n".join(lines) + "\n"


def _wrap(text: str, first: str = "", rest: str | None = None) -> list[str]:
    """One paragraph within the width; `first` and `rest` begin its first and its other lines."""
    rest = " " * len(first) if rest is None else rest
    wrapped = textwrap.wrap(
        one_line(text), _WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    )
    return wrapped or [first.rstrip()]


def _heading(text: str, count: int | None = None) -> list[str]:
    title = text if count is None else f"{text} ({count})"
    return ["", title, "-" * len(title)]


def _articles(comparison: Comparison, names: tuple[str, ...]) -> Iterator[str]:
    count = len(names)
    yield f"{count} {'article' if count == 1 else 'articles'}"
    yield "=" * 12
    for number, (article, name) in enumerate(zip(comparison.articles, names, strict=True)):
        sentences = f"{len(comparison.sentences[number])} sentences" if comparison.sentences else ""
        facts = [name, article.title, article.author, article.published, place_of(article), sentences]
        yield from _wrap(" · ".join(fact for fact in facts if fact), f"{number + 1}. ")
    for said in relations_said(comparison, names):
        yield from _wrap(said, "   ")
    for number, language in enumerate(comparison.languages):
        if language == "und":
            yield from _wrap(f"Speakers are not looked for in {names[number]}: no pipeline for its language.", "   ")


def _disagreements(comparison: Comparison, sheet: StorySheet) -> Iterator[str]:
    if len(comparison.articles) < 2:
        return
    yield from _heading("They disagree on", len(sheet.disagreements))
    for index in sheet.disagreements:
        difference = comparison.differences[index]
        sure = how_sure(difference.confidence)
        yield from _wrap(f"{difference.explanation} ({difference.kind}, {sure})", f"{GLYPHS[difference.family]} ", "  ")


def _voices(sheet: StorySheet, names: tuple[str, ...]) -> Iterator[str]:
    yield from _heading("Who speaks where, and who is silent", len(sheet.voices))
    if sheet.voices:
        yield from _wrap(LEGEND)
    for speaker, voices in sheet.voices:
        cells = []
        for name, voice in zip(names, voices, strict=True):
            times = f" ×{voice.count}" if voice.count > 1 else ""
            verb = f" {one_line(voice.verb)}" if voice.verb else ""
            cells.append(f"{name} {voice.sign}{verb}{times}")
        kind = "" if speaker.kind == "person" else f" ({speaker.kind})"
        yield from _wrap(f"{speaker.name}{kind}: {'; '.join(cells)}", "", "    ")


def _utterances(comparison: Comparison, sheet: StorySheet, names: tuple[str, ...]) -> Iterator[str]:
    if len(comparison.articles) < 2:
        return
    yield from _heading("Same words, changed words", len(sheet.utterances))
    speakers = {speaker.id: speaker.name for speaker in comparison.speakers}
    for utterance in sheet.utterances:
        found = (comparison.attributions[member].speaker for member in utterance.members)
        who = next((speakers[speaker] for speaker in found if speaker in speakers), "")
        yield from _wrap(f"{utterance.wording}{': ' if who else ''}{who}")
        for member in utterance.members:
            name = names[comparison.attributions[member].article]
            yield from _wrap(f"{name}: {member_words(comparison, member)}", "    ", "      ")


def _labels(sheet: StorySheet, names: tuple[str, ...]) -> Iterator[str]:
    yield from _heading("What each calls it", len(sheet.labels))
    for label, wordings in sheet.labels:
        cells = [f"{name}: {', '.join(found) or SILENT}" for name, found in zip(names, wordings, strict=True)]
        yield from _wrap(f"{label.name} ({label.kind}). {'; '.join(cells)}", "", "    ")


def _coverage(comparison: Comparison, sheet: StorySheet, names: tuple[str, ...]) -> Iterator[str]:
    if len(comparison.articles) < 2:
        return
    yield from _heading("Missing here", len(sheet.missing))
    for coverage in sheet.missing:
        absent = ", ".join(names[article] for article in coverage.missing)
        first = coverage.reported[0][0]
        yield from _wrap(f"{absent}: {reading(comparison, coverage.group, first)} ({names[first]})", "- ")
    yield from _heading("Only here", len(sheet.only))
    for coverage in sheet.only:
        article = coverage.reported[0][0]
        yield from _wrap(f"{names[article]}: {reading(comparison, coverage.group, article)}", "- ")


def _differences(comparison: Comparison, names: tuple[str, ...]) -> Iterator[str]:
    if len(comparison.articles) < 2 and not comparison.differences:
        return
    yield from _heading("Differences", len(comparison.differences))
    counts = Counter(difference.family for difference in comparison.differences)
    if counts:
        yield "  ".join(f"{glyph} {family} {counts[family]}" for family, glyph in GLYPHS.items())
    for place, index in enumerate(ranked(comparison.differences), 1):
        yield from _difference(comparison, names, place, comparison.differences[index])


def _difference(comparison: Comparison, names: tuple[str, ...], place: int, difference: Difference) -> Iterator[str]:
    relation = f", {difference.relation}" if difference.relation else ""
    sure = how_sure(difference.confidence)
    yield ""
    yield f"{place}. {GLYPHS[difference.family]} {difference.kind}{relation}, {sure}"
    yield from _wrap(difference.explanation, "   ")
    shown = dict.fromkeys((span[0], sentence_of(comparison, span)) for span in difference.spans)
    for article, sentence in shown:
        yield from _wrap(f"{names[article]}: {sentence}", "     ", "       ")
