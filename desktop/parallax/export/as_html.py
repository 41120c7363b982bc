"""A comparison as one self-contained page: evidence to print, keep or send. No script, no remote reference."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator

from parallax import __version__
from parallax.article import Article
from parallax.export.lists_html import ListsHtml
from parallax.export.marked_html import Marked, escaped, marked
from parallax.export.readings import place_of, relations_said
from parallax.export.style import STYLE
from parallax.outlets import outlet_names
from parallax.sheet import GLYPHS, Row, RowBook, sentences_of, story_sheet
from parallax.values import Comparison, Difference, Family, how_sure

_STYLE_SHA256 = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{_STYLE_SHA256}'; base-uri 'none'; form-action 'none'"
"""Content-Security-Policy: nothing is loaded or run but the one style sheet in the page, told by its digest."""


def to_html(comparison: Comparison) -> str:
    """The page: articles, the five lists of the Story sheet, the rows of linked sentences side by side with their
    differences marked and explained, all differences, and the full text of every article. To be written as UTF-8."""
    return "".join(_Page(comparison).parts())


class _Page:
    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.several = len(comparison.articles) > 1
        names = outlet_names(comparison.articles)
        self.names = tuple(escaped(name) for name in names)
        self.lists = ListsHtml(comparison, names)
        self.marks: dict[int, list[Marked]] = defaultdict(list)
        for number, difference in enumerate(comparison.differences, 1):
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
        for section in story_sheet(self.comparison, whole=True):
            yield from self.lists.section(section)
        if self.several and self.comparison.sentences:
            yield from self._side_by_side()
        if self.comparison.differences:
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

    def _side_by_side(self) -> Iterator[str]:
        """The rows as the window has them, with why their words are marked below each. Folded are the sentences that
        stand in one report only or in all versions alike: they are counted here, and stand in the full texts."""
        book = RowBook(self.comparison)
        lines = book.lines()
        count = sum(row.kind == "group" for row in lines)
        yield f'<h2>Side by side <span class="soft">({count})</span></h2>\n'
        yield f"{self._key()}{self.lists.head()}"
        for row in lines:
            yield self._row(book, row)
        yield "</tbody></table></div>\n"

    def _row(self, book: RowBook, row: Row) -> str:
        wide = len(self.names)
        if row.label:
            return f'<tr class="whole"><td colspan="{wide}">{escaped(_unfolded(row.label))}</td></tr>\n'
        cells = []
        for article in range(wide):
            cell = book.cell(row, article)
            note = f'<div class="soft">{escaped(_unfolded(cell.note))}</div>' if cell.note else ""
            words = self.lists.words(_unfolded(cell.text) if row.kind == "fold" else cell.text, cell.marks)
            quiet = ' class="none"' if row.kind != "group" or not cell.text else ""
            absent = "not there" if book.versions else "not reported here"
            if not cell.text and row.kind == "group":
                words = absent
            cells.append(f'<td{quiet} dir="auto">{words}{note}</td>')
        why = ""
        if row.kind == "group" and row.differences:
            reasons = "".join(f"<li>{self._reason(index)}</li>" for index in row.differences)
            why = f'<tr class="whole"><td colspan="{wide}"><ul>{reasons}</ul></td></tr>\n'
        kind = ' class="whole"' if row.kind == "fold" else ""
        return f"<tr{kind}>{''.join(cells)}</tr>\n{why}"

    def _key(self) -> str:
        counts: Counter[Family] = Counter(d.family for d in self.comparison.differences)
        shown = "".join(
            f'<span><span class="g {family}">{glyph}</span> {family} {counts[family]}</span> '
            for family, glyph in GLYPHS.items()
        )
        return f'<p class="soft key">{shown}</p>\n'

    def _reason(self, index: int) -> str:
        difference = self.comparison.differences[index]
        explained = f'<span dir="auto">{escaped(difference.explanation)}</span>'
        return f"{self.lists.references([index])} {explained} {self._judgement(difference)}"

    def _judgement(self, difference: Difference) -> str:
        relation = f", {difference.relation}" if difference.relation else ""
        return f'<span class="soft">{difference.kind}{relation}, {how_sure(difference.confidence)}</span>'

    def _differences(self) -> Iterator[str]:
        count = f'<span class="soft">({len(self.comparison.differences)})</span>'
        yield f"<h2>Differences {count}</h2>\n{self._key()}<ol>\n"
        for number, difference in enumerate(self.comparison.differences, 1):
            yield f'<li id="d{number}"><span class="g {difference.family}">{GLYPHS[difference.family]}</span> '
            yield f'<span dir="auto">{escaped(difference.explanation)}</span> {self._judgement(difference)}<ul>'
            for article, start, end in sentences_of(self.comparison, difference):
                own = [Marked(s, e, 0, difference.family) for a, s, e in difference.spans if a == article]
                words = marked(self.comparison.articles[article].text, start, end, own)
                yield f'<li><a href="#a{article}"><bdi>{self.names[article]}</bdi></a>: '
                yield f'<span dir="auto">{words}</span></li>'
            yield "</ul></li>\n"
        yield "</ol>\n"

    def _texts(self) -> Iterator[str]:
        yield "<h2>Full texts</h2>\n"
        for number, (article, name) in enumerate(zip(self.comparison.articles, self.names, strict=True)):
            yield f'<article id="a{number}">\n<h3><bdi>{name}</bdi></h3>\n'
            yield from _cleaned(article)
            for paragraph in article.paragraphs:
                words = marked(article.text, paragraph.start, paragraph.end, self.marks[number])
                role = "" if paragraph.role in ("body", "headline") else f'<span class="role">{paragraph.role}</span>'
                yield f'<p class="{paragraph.role}" dir="auto">{role}{words}</p>\n'
            yield "</article>\n"


def _unfolded(label: str) -> str:
    """The words of a folded row or a note without the arrow that the window unfolds or follows it by."""
    return label.removesuffix(" ▸").removesuffix(" ▾")


def _cleaned(article: Article) -> Iterator[str]:
    """What reading did to a text: what is only told, and folded away what was left out, with its words. Of lines that
    were joined the text itself says enough."""
    told = [done.what for done in article.cleaning if not done.was]
    left_out = [done for done in article.cleaning if done.was and done.start == done.end]
    yield from (f'<p class="soft">{escaped(line)}</p>\n' for line in told)
    if left_out:
        yield f"<details><summary>Left out when it was read: {len(left_out)}</summary>\n"
        yield from (
            f'<p class="soft">{escaped(done.what)} <span dir="auto">“{escaped(done.was)}”</span></p>\n'
            for done in left_out
        )
        yield "</details>\n"
