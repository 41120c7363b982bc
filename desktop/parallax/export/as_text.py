"""A comparison as plain text for a terminal: nothing in it can steer the terminal or turn its lines around."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from parallax.export.characters import one_line
from parallax.export.readings import place_of, relations_said
from parallax.outlets import outlet_names
from parallax.sheet import GLYPHS, MarkedWords, SheetLine, sentences_of, story_sheet
from parallax.sheet.signs import SAID_SIGNS
from parallax.values import Comparison, Difference, how_sure

_WIDTH = 80
_SIGNS = frozenset(SAID_SIGNS.values())


def to_text(comparison: Comparison) -> str:
    """The articles, the five lists of the Story sheet, and each difference with its sentences; at most 80 characters a
    line where the words allow. Words that differ stand in [brackets]. Control characters are
    gone, bidi controls are shown by their names."""
    names = tuple(one_line(name) for name in outlet_names(comparison.articles))
    lines = list(_articles(comparison, names))
    for section in story_sheet(comparison, whole=True):
        lines.extend(_section(section, names))
    lines.extend(_differences(comparison, names))
    return "\n".join(lines) + "\n"


def _wrap(text: str, first: str = "", rest: str | None = None) -> list[str]:
    """One paragraph within the width; `first` and `rest` begin its first and its other lines."""
    rest = " " * len(first) if rest is None else rest
    wrapped = textwrap.wrap(
        one_line(text), _WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    )
    return wrapped or [first.rstrip()]


def _heading(text: str, count: str = "") -> list[str]:
    title = one_line(f"{text} ({count})" if count else text)
    return ["", "", title, "-" * min(len(title), _WIDTH)]


def _articles(comparison: Comparison, names: tuple[str, ...]) -> Iterator[str]:
    count = len(names)
    title = f"{count} {'article' if count == 1 else 'articles'}"
    yield title
    yield "=" * len(title)
    for number, (article, name) in enumerate(zip(comparison.articles, names, strict=True)):
        sentences = f"{len(comparison.sentences[number])} sentences" if comparison.sentences else ""
        facts = [name, article.title, article.author, article.published, place_of(article), sentences]
        yield from _wrap(" · ".join(dict.fromkeys(fact for fact in facts if fact)), f"{number + 1}. ")
    for said in relations_said(comparison, names):
        yield from _wrap(said)


def _section(section: SheetLine, names: Sequence[str]) -> Iterator[str]:
    yield from _heading(section.what, section.count)
    for line in section.children:
        if line.key == "only":
            yield from _only(line)
        elif line.family is not None and not line.cells:
            numbers = [k for below in line.children for k in below.differences]
            yield ""
            yield from _wrap(f"{line.what} ({line.count}): {_numbers(numbers)}", f"{GLYPHS[line.family]} ")
        elif section.key == "section:speakers":
            yield from _speaker(line, names)
        else:
            yield from _line(line, names)
            for below in line.children:
                if below.key.startswith("again:"):
                    yield from _cells(below, names)
                elif below.key.startswith("words:"):
                    yield from _word_by_word(below, names)


def _line(line: SheetLine, names: Sequence[str]) -> Iterator[str]:
    """A line of the sheet: what, and below it each outlet that has it."""
    if line.cells:
        yield ""
    glyph = f"{GLYPHS[line.family]} " if line.family else ""
    told = f" · {_numbers(line.differences)}" if line.differences else ""
    yield from _wrap(f"{line.what}{told}", glyph)
    yield from _cells(line, names)


def _cells(line: SheetLine, names: Sequence[str]) -> Iterator[str]:
    for name, cell in zip(names, line.cells, strict=False):
        if cell.text:
            yield from _wrap(f"{name}: {_bracketed(cell.text, cell.marks)}", "  ", "      ")


def _word_by_word(line: SheetLine, names: Sequence[str]) -> Iterator[str]:
    """What each outlet has for the words of another; the changes stand in brackets of their own."""
    yield from _wrap(f"{line.what}:", "  ")
    for name, cell in zip(names, line.cells, strict=True):
        if cell.text:
            yield from _wrap(f"{name}: {cell.text}", "    ", "      ")


def _speaker(line: SheetLine, names: Sequence[str]) -> Iterator[str]:
    """A speaker, and below it each outlet with its sign and verbs; those where the speaker is silent on one line."""
    yield from _wrap(line.what)
    silent = SAID_SIGNS["silent"]
    for name, cell in zip(names, line.cells, strict=False):
        if cell.text and cell.text != silent:
            sign, _, said = cell.text.partition(" ") if cell.text[0] in _SIGNS else ("", "", cell.text)
            told = f"{name}: {said}" if len(names) > 1 else said
            yield from _wrap(f"{sign} {told}".strip(), "  ", "      ")
    without = [name for name, cell in zip(names, line.cells, strict=False) if cell.text == silent]
    if without:
        yield from _wrap(f"{silent} {', '.join(without)}", "  ", "      ")


def _only(only: SheetLine) -> Iterator[str]:
    for line in only.children:
        yield ""
        yield from _wrap(f"{line.what} ({line.count})")
        for below in line.children:
            for cell in below.cells:
                if cell.text:
                    yield from _wrap(cell.text, "  ", "      ")


def _numbers(differences: Iterable[int]) -> str:
    """The numbers of differences as the list of differences below has them."""
    found = [str(k + 1) for k in differences]
    return f"{'difference' if len(found) == 1 else 'differences'} {', '.join(found)}"


def _bracketed(text: str, marks: Sequence[MarkedWords]) -> str:
    """The text with its marked words in brackets; marks that overlap are one."""
    parts, at = [], 0
    for start, end in _joined(marks):
        parts += [text[at:start], "[", text[start:end], "]"]
        at = end
    return "".join([*parts, text[at:]])


def _joined(marks: Sequence[MarkedWords]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for start, end in sorted((m.start, m.end) for m in marks):
        if spans and start <= spans[-1][1]:
            spans[-1] = spans[-1][0], max(end, spans[-1][1])
        elif start < end:
            spans.append((start, end))
    return spans


def _differences(comparison: Comparison, names: tuple[str, ...]) -> Iterator[str]:
    if len(comparison.articles) < 2 and not comparison.differences:
        return
    yield from _heading("Differences", str(len(comparison.differences)))
    counts = Counter(difference.family for difference in comparison.differences)
    if counts:
        yield "The words that differ stand in [brackets]."
        yield "  ".join(f"{glyph} {family} {counts[family]}" for family, glyph in GLYPHS.items())
    for place, difference in enumerate(comparison.differences, 1):
        yield from _difference(comparison, names, place, difference)


def _difference(comparison: Comparison, names: tuple[str, ...], place: int, difference: Difference) -> Iterator[str]:
    relation = f", {difference.relation}" if difference.relation else ""
    sure = how_sure(difference.confidence)
    yield ""
    yield f"{place}. {GLYPHS[difference.family]} {difference.kind}{relation}, {sure}"
    yield from _wrap(difference.explanation, "   ")
    for article, start, end in sentences_of(comparison, difference):
        own = [
            MarkedWords(max(s, start) - start, min(e, end) - start, difference.family, place)
            for a, s, e in difference.spans
            if a == article and s < end and e > start
        ]
        sentence = _bracketed(comparison.articles[article].text[start:end], own)
        yield from _wrap(f"{names[article]}: {sentence}", "     ", "       ")
