"""A comparison as one self-contained page: evidence to print, keep or send. No script, no remote reference."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator

from parallax import __version__
from parallax.export.marked_html import Marked, escaped, marked, reference
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
from parallax.export.style import STYLE
from parallax.values import Attribution, Comparison, Difference, Family, how_sure

_STYLE_SHA256 = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{_STYLE_SHA256}'; base-uri 'none'; form-action 'none'"
"""Content-Security-Policy: nothing is loaded or run but the one style sheet in the page, told by its digest."""


def to_html(comparison: Comparison) -> str:
    """The page: articles, the five lists of the Story sheet, the aligned groups side by side with their differences
    marked and explained, all differences, and the full text of every article. To be written as UTF-8."""
    return "".join(_Page(comparison).parts())


class _Page:
    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.several = len(comparison.articles) > 1
        self.names = tuple(escaped(name) for name in outlet_names(comparison.articles))
        self.sheet: StorySheet = story_sheet(comparison)
        self.order = ranked(comparison.differences)
        self.numbers = {index: place for place, index in enumerate(self.order, 1)}
        self.marks: dict[int, list[Marked]] = defaultdict(list)
        for index, number in self.numbers.items():
            difference = comparison.differences[index]
            for article, start, end in difference.spans:
                self.marks[article].append(Marked(start, end, number, difference.family))

    def parts(self) -> Iterator[str]:
        title = self._title()
        yield (
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="referrer" content="no-referrer">\n'
            f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
            f'<h1 dir="auto">{title}</h1>\n'
        )
        yield from self._articles()
        yield "<main>\n"
        if self.several:
            yield from self._disagreements()
        yield from self._voices()
        if self.several:
            yield from self._utterances()
        yield from self._labels()
        if self.several:
            yield from self._coverage()
            yield from self._side_by_side()
        if self.order:
            yield from self._differences()
        yield from self._texts()
        yield f'</main>\n<p class="soft">Made by Parallax {escaped(__version__)}.</p>\n</body>\n</html>\n'

    def _title(self) -> str:
        articles = self.comparison.articles
        title = next((article.title for article in articles if article.title), "")
        count = f"{len(articles)} articles" if len(articles) != 1 else "1 article"
        return f"{escaped(title)} · {count}" if title else f"Parallax · {count}"

    def _articles(self) -> Iterator[str]:
        yield "<nav><ol>\n"
        for number, (article, name) in enumerate(zip(self.comparison.articles, self.names, strict=True)):
            facts = [article.title, article.author, article.published, place_of(article)]
            about = " · ".join(escaped(fact) for fact in facts if fact)
            yield f'<li><a href="#a{number}"><bdi>{name}</bdi></a> <span class="soft" dir="auto">{about}</span></li>\n'
        yield "</ol></nav>\n"
        for said in relations_said(self.comparison, tuple(f"<bdi>{name}</bdi>" for name in self.names)):
            yield f'<p class="soft">{said}</p>\n'
        for number, language in enumerate(self.comparison.languages):
            if language == "und":
                yield (
                    f'<p class="soft">Speakers are not looked for in <bdi>{self.names[number]}</bdi>: '
                    "no pipeline for its language.</p>\n"
                )

    def _disagreements(self) -> Iterator[str]:
        yield f"<h2>They disagree on ({len(self.sheet.disagreements)})</h2>\n<ul>\n"
        for index in self.sheet.disagreements:
            difference = self.comparison.differences[index]
            link = reference(Marked(0, 0, self.numbers[index], difference.family))
            yield f'<li dir="auto">{escaped(difference.explanation)}{link} <span class="soft">'
            yield f"{difference.kind}, {how_sure(difference.confidence)}</span></li>\n"
        yield "</ul>\n"

    def _head(self, first: str) -> str:
        cells = "".join(f'<th scope="col"><bdi>{name}</bdi></th>' for name in self.names)
        corner = f'<th scope="col">{first}</th>' if first else ""
        kind = "" if first else ' class="columns"'
        return f'<div class="wide"><table{kind}>\n<thead><tr>{corner}{cells}</tr></thead>\n<tbody>\n'

    def _voices(self) -> Iterator[str]:
        yield f"<h2>Who speaks where, and who is silent ({len(self.sheet.voices)})</h2>\n"
        if not self.sheet.voices:
            return
        yield f'<p class="soft">{LEGEND}</p>\n{self._head("Speaker")}'
        for speaker, voices in self.sheet.voices:
            kind = "" if speaker.kind == "person" else f' <span class="soft">{speaker.kind}</span>'
            yield f'<tr><th scope="row"><bdi>{escaped(speaker.name)}</bdi>{kind}</th>'
            for voice in voices:
                times = f' <span class="soft">×{voice.count}</span>' if voice.count > 1 else ""
                absent = ' class="none"' if voice.sign == SILENT else ""
                yield f"<td{absent}>{voice.sign} <bdi>{escaped(voice.verb) or ('silent' if absent else '')}</bdi>"
                yield f"{times}</td>"
            yield "</tr>\n"
        yield "</tbody></table></div>\n"

    def _utterances(self) -> Iterator[str]:
        yield f"<h2>Same words, changed words ({len(self.sheet.utterances)})</h2>\n"
        speakers = {speaker.id: speaker.name for speaker in self.comparison.speakers}
        for utterance in self.sheet.utterances:
            members = [(member, self.comparison.attributions[member]) for member in utterance.members]
            who = next((speakers[a.speaker] for _, a in members if a.speaker in speakers), "")
            heading = f"<bdi>{escaped(who)}</bdi>: {utterance.wording}" if who else utterance.wording
            yield f"<h3>{heading}</h3>\n<ul>\n"
            for member, attribution in members:
                yield f"<li><bdi>{self.names[attribution.article]}</bdi>: {self._said(member, attribution)}</li>\n"
            yield "</ul>\n"

    def _said(self, member: int, attribution: Attribution) -> str:
        words = escaped(member_words(self.comparison, member))
        return f'<span dir="auto">{words}</span> <span class="soft">{attribution.kind}, {attribution.stance}</span>'

    def _labels(self) -> Iterator[str]:
        yield f"<h2>What each calls it ({len(self.sheet.labels)})</h2>\n"
        if not self.sheet.labels:
            return
        yield self._head("Person, group or thing")
        for label, wordings in self.sheet.labels:
            yield f'<tr><th scope="row"><bdi>{escaped(label.name)}</bdi> <span class="soft">{label.kind}</span></th>'
            for found in wordings:
                cell = " · ".join(f"<bdi>{escaped(words)}</bdi>" for words in found)
                yield f"<td>{cell}</td>" if found else f'<td class="none">{SILENT}</td>'
            yield "</tr>\n"
        yield "</tbody></table></div>\n"

    def _coverage(self) -> Iterator[str]:
        yield f"<h2>Missing here ({len(self.sheet.missing)}), only here ({len(self.sheet.only)})</h2>\n"
        if self.sheet.missing:
            yield "<h3>Missing here</h3>\n<ul>\n"
            for coverage in self.sheet.missing:
                absent = ", ".join(f"<bdi>{self.names[article]}</bdi>" for article in coverage.missing)
                first = coverage.reported[0][0]
                text = escaped(reading(self.comparison, coverage.group, first))
                yield f'<li>{absent}: <span dir="auto">{text}</span> '
                yield f'<span class="soft"><bdi>{self.names[first]}</bdi></span></li>\n'
            yield "</ul>\n"
        if self.sheet.only:
            yield "<h3>Only here</h3>\n<ul>\n"
            for coverage in self.sheet.only:
                article = coverage.reported[0][0]
                text = escaped(reading(self.comparison, coverage.group, article))
                yield f'<li><bdi>{self.names[article]}</bdi>: <span dir="auto">{text}</span></li>\n'
            yield "</ul>\n"

    def _side_by_side(self) -> Iterator[str]:
        """Groups of two articles and more, in the order of the first article that has them."""
        groups = self.comparison.groups
        shown = [g for g, group in enumerate(groups) if len({article for article, _ in group.members}) > 1]
        shown.sort(key=lambda g: min(groups[g].members))
        explained: dict[int, list[int]] = defaultdict(list)
        for index in self.order:
            group = self.comparison.differences[index].group
            if group is not None:
                explained[group].append(index)
        yield f"<h2>Side by side ({len(shown)})</h2>\n"
        yield f'<p class="soft">What one article alone has stands in its full text below. {self._key()}</p>\n'
        yield self._head("")
        for group in shown:
            yield "<tr>"
            for article in range(len(self.names)):
                sentences = [i for a, i in groups[group].members if a == article]
                yield self._cell(article, sentences)
            yield "</tr>\n"
            if explained[group]:
                reasons = "".join(f"<li>{self._reason(index)}</li>" for index in explained[group])
                yield f'<tr><td class="why" colspan="{len(self.names)}"><ul>{reasons}</ul></td></tr>\n'
        yield "</tbody></table></div>\n"

    def _key(self) -> str:
        counts: Counter[Family] = Counter(d.family for d in self.comparison.differences)
        return " · ".join(
            f'<span class="g {family}">{glyph}</span> {family} {counts[family]}' for family, glyph in GLYPHS.items()
        )

    def _cell(self, article: int, sentences: list[int]) -> str:
        if not sentences:
            return '<td class="none">not reported here</td>'
        found = [self.comparison.sentences[article][i] for i in sentences]
        text = self.comparison.articles[article].text
        parts = (marked(text, sentence.start, sentence.end, self.marks[article]) for sentence in found)
        return "<td>" + "".join(f'<p dir="auto">{part}</p>' for part in parts) + "</td>"

    def _reason(self, index: int) -> str:
        difference = self.comparison.differences[index]
        link = reference(Marked(0, 0, self.numbers[index], difference.family))
        return f'{link} <span dir="auto">{escaped(difference.explanation)}</span> {self._judgement(difference)}'

    def _judgement(self, difference: Difference) -> str:
        relation = f", {difference.relation}" if difference.relation else ""
        return f'<span class="soft">{difference.kind}{relation}, {how_sure(difference.confidence)}</span>'

    def _differences(self) -> Iterator[str]:
        yield f'<h2>Differences ({len(self.order)})</h2>\n<p class="soft">{self._key()}</p>\n<ol>\n'
        for index in self.order:
            difference = self.comparison.differences[index]
            yield f'<li id="d{self.numbers[index]}"><span class="g {difference.family}">{GLYPHS[difference.family]}'
            yield f'</span> <span dir="auto">{escaped(difference.explanation)}</span> {self._judgement(difference)}<ul>'
            for article, sentence in dict.fromkeys((s[0], sentence_of(self.comparison, s)) for s in difference.spans):
                yield f'<li><a href="#a{article}"><bdi>{self.names[article]}</bdi></a>: '
                yield f'<span dir="auto">{escaped(sentence)}</span></li>'
            yield "</ul></li>\n"
        yield "</ol>\n"

    def _texts(self) -> Iterator[str]:
        yield "<h2>Full texts</h2>\n"
        for number, (article, name) in enumerate(zip(self.comparison.articles, self.names, strict=True)):
            yield f'<article id="a{number}">\n<h3><bdi>{name}</bdi></h3>\n'
            for line in article.cleaning:
                yield f'<p class="soft">{escaped(line)}</p>\n'
            for paragraph in article.paragraphs:
                words = marked(article.text, paragraph.start, paragraph.end, self.marks[number])
                role = "" if paragraph.role in ("body", "headline") else f'<span class="role">{paragraph.role}</span>'
                yield f'<p class="{paragraph.role}" dir="auto">{role}{words}</p>\n'
            yield "</article>\n"
