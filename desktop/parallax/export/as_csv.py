"""A comparison as tables in CSV (RFC 4180, but with a line feed at the end of a line): differences, statements,
speakers, names. A cell that a spreadsheet could take for a formula begins with an apostrophe, and so does what comes
after a semicolon, at which many spreadsheets begin a cell; line ends and control characters are gone, so a line of the
file is a line of the table. Spans are "article:start-end" in code points, articles and paragraphs are counted from 0,
as in the JSON."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence

from parallax.article import Article
from parallax.export.characters import one_line
from parallax.export.readings import words_of
from parallax.outlets import outlet_names
from parallax.sheet import sentences_of
from parallax.sheet.retold import Retold
from parallax.sheet.voices import Voices
from parallax.values import Comparison, Difference, Utterance, how_sure

_ACTIVE = "=+-@"
_AT_SEMICOLON = re.compile(r""";(?=[\s"']*[=+\-@＝＋－＠])""")


def to_csv(comparison: Comparison) -> str:
    """A line of headings and one line per difference, in the order of the comparison: what matters most first.

    The columns: number (from 0, as in the JSON), family, kind, relation, how sure, confidence, group, explanation,
    spans, then for each article the words concerned and the sentences they stand in.
    """
    names = outlet_names(comparison.articles)
    headings = "number family kind relation sure confidence group explanation spans".split()
    for name in names:
        headings += [f"{name}: words", f"{name}: sentence"]
    rows = []
    for number, difference in enumerate(comparison.differences):
        readings = [text for article in range(len(names)) for text in _readings(comparison, difference, article)]
        rows.append([*_facts(number, difference), *readings])
    return _table(headings, rows)


def statements_to_csv(comparison: Comparison) -> str:
    """A line of headings and one line per statement, in the order of the texts: who is said to have said what.

    The columns: number (as in the JSON), article, outlet, speaker, kind of speaker, the words for the source, the cue,
    the content, kind, stance, negated, the number of the statement that holds it, how sure, confidence, the acts of
    speech that it reports with others, its wording in each against the base's (*base* for that itself),
    the words that it changed inside the marks, paragraph, spans of the content.
    """
    names = outlet_names(comparison.articles)
    speakers = {s.id: s for s in comparison.speakers}
    acts: dict[int, list[Utterance]] = {}
    for u in comparison.utterances:
        for m in u.members:
            acts.setdefault(m, []).append(u)
    rows = []
    for number, a in enumerate(comparison.attributions):
        article = comparison.articles[a.article]
        source, cue, content = (
            " … ".join(article.text[s:e] for s, e in spans) for spans in (a.source, a.cue, a.content)
        )
        speaker, own = speakers.get(a.speaker or ""), acts.get(number, [])
        worded = [_worded(comparison, u, number) for u in own]
        rows.append(
            [
                str(number), str(a.article), names[a.article],
                speaker.name if speaker else "", speaker.kind if speaker else "",
                source, cue, content, a.kind, a.stance, "yes" if a.negated else "no",
                "" if a.within is None else str(a.within),
                how_sure(a.confidence), f"{a.confidence:.3f}",
                " ".join(u.id for u in own), " ".join(wording for wording, _ in worded),
                "; ".join(change for _, changed in worded for change in changed),
                str(_paragraph(article, min((s for s, _ in a.content), default=0))),
                " ".join(f"{a.article}:{s}-{e}" for s, e in a.content),
            ]
        )  # fmt: skip
    headings = (
        "number article outlet speaker speaker_kind source cue content kind stance negated within sure confidence"
    )
    return _table(f"{headings} acts_of_speech wordings changed_words paragraph spans".split(), rows)


def speakers_to_csv(comparison: Comparison) -> str:
    """A line of headings and one line per speaker and outlet that lets the speaker speak, then one per outlet for its
    own words: how many words, the share of them inside quotation marks, the paragraph in which they begin, the cues
    with their stance; for the outlet itself its share of the text, where
    speakers are looked for in its language.
    """
    names = outlet_names(comparison.articles)
    voices = Voices(comparison)
    said: dict[tuple[str, int], list[int]] = {}
    for number, a in enumerate(comparison.attributions):
        if a.speaker is not None:
            said.setdefault((a.speaker, a.article), []).append(number)
    rows = []
    for s in comparison.speakers:
        for article, name in enumerate(names):
            own = said.get((s.id, article))
            if own is None:
                continue
            voice = voices.of(article, own)
            share = f"{voice.quoted / voice.words:.3f}" if voice.words else ""
            cues = "; ".join(f"{cue} ({stance}) {times}" for cue, stance, times in voice.cues)
            counts = [str(len(own)), str(voice.words), share, str(voice.paragraph)]
            rows.append([s.id, s.name, s.kind, str(article), name, *counts, cues, ""])
    for article, name in enumerate(names):
        share = f"{voices.own_words(article):.3f}" if comparison.speakers_sought(article) else ""
        rows.append(["", "the outlet itself", "", str(article), name, "", "", "", "", "", share])
    headings = "speaker name kind article outlet statements words share_quoted first_paragraph cues share_of_text"
    return _table(headings.split(), rows)


def names_to_csv(comparison: Comparison) -> str:
    """A line of headings and one line per mention of what two outlets or more speak of: the label, its name and kind,
    article, outlet, the wording there, paragraph and span."""
    names = outlet_names(comparison.articles)
    rows = []
    for label in comparison.labels:
        for n, start, end in label.mentions:
            article = comparison.articles[n]
            place = [str(_paragraph(article, start)), f"{n}:{start}-{end}"]
            rows.append([label.id, label.name, label.kind, str(n), names[n], article.text[start:end], *place])
    return _table("label name kind article outlet wording paragraph span".split(), rows)


TABLES: dict[str, Callable[[Comparison], str]] = {
    "differences": to_csv,
    "statements": statements_to_csv,
    "speakers": speakers_to_csv,
    "names": names_to_csv,
}
"""The tables that a comparison can be written as, by what a line of each is."""


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in (headings, *rows):
        writer.writerow([_cell(value) for value in row])
    return out.getvalue()


def _paragraph(article: Article, at: int) -> int:
    return max(bisect_right(article.paragraphs, at, key=lambda p: p.start) - 1, 0)


def _worded(comparison: Comparison, u: Utterance, member: int) -> tuple[str, list[str]]:
    """The wording of a member of an act of speech, and what it changed inside the marks."""
    retelling = next((r for r in u.retellings if r.member == member), None)
    if retelling is None:
        return "base", []
    return retelling.wording, [change.told() for change in Retold(comparison, u, retelling).changes()]


def _facts(number: int, difference: Difference) -> list[str]:
    return [
        str(number),
        difference.family,
        difference.kind,
        difference.relation,
        how_sure(difference.confidence),
        f"{difference.confidence:.3f}",
        "" if difference.group is None else str(difference.group),
        difference.explanation,
        " ".join(f"{article}:{start}-{end}" for article, start, end in difference.spans),
    ]


def _readings(comparison: Comparison, difference: Difference, article: int) -> tuple[str, str]:
    text = comparison.articles[article].text
    sentences = [text[start:end] for number, start, end in sentences_of(comparison, difference) if number == article]
    return words_of(comparison, difference.spans, article), " ".join(sentences)


def _cell(value: str) -> str:
    """A cell that is text to every spreadsheet. The raw value is judged too: its first character may fall away."""
    shown = _AT_SEMICOLON.sub(";'", one_line(value).strip())
    return f"'{shown}" if value.startswith(("\t", "\r")) or _acts(value) or _acts(shown) else shown


def _acts(text: str) -> bool:
    """Whether the first character that can be seen begins a formula, in any of its widths."""
    first = next((c for c in text if unicodedata.category(c) != "Cf"), "")
    return bool(first) and unicodedata.normalize("NFKC", first)[0] in _ACTIVE
