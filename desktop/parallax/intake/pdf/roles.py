"""What a PDF tells of the roles of its paragraphs: by the size of their letters, their place, and the title that the
file gives itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from parallax.article import Role
from parallax.intake.draft import folded
from parallax.intake.pdf.columns import Style
from parallax.intake.pdf.lines import Line
from parallax.intake.pdf.paragraphs import Run

_HEADLINE, _DECK = 1.25, 1.06
_HEADLINE_LETTERS = 250
_DECK_LETTERS = 450
_TOP = 0.2
_MASTHEAD = re.compile(
    r"\b(?:news|post|times|herald|gazette|chronicle|tribune|courier|journal|daily|weekly|observer|mail|star|press"
    r"|telegraph|echo|mercury|advertiser|standard|examiner|argus|record|guardian|sentinel|bulletin|monitor|review"
    r"|globe|sun|mirror|express|independent|inquirer|dispatch|register|leader|voice|today)\b",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"(?:microsoft \w+ ?[-–]|untitled|document\d*$|layout ?\d|print|pdf|slide ?\d|page ?\d|new |title$|.*\.(?:docx?|odt"
    r"|rtf|pdf|indd|qxp|qxd|pages|html?|txt|tmp|php|aspx?)$|https?:|file:|[\d\W_]*$)",
    re.IGNORECASE,
)
_MARKS = (" | ", " - ", " – ", " — ", " :: ", " « ", " • ")


def style_of(pages: Sequence[Sequence[Line]], fonts: Sequence[str]) -> Style:
    """What most letters are set in."""
    letters: Counter[tuple[float, str]] = Counter()
    exact: Counter[tuple[float, str, float]] = Counter()
    for lines in pages:
        for line in lines:
            size, family = round(line.size * 2) / 2, family_of(fonts[line.font])
            letters[size, family] += len(line.text)
            exact[size, family, line.size] += len(line.text)
    if not letters:
        return Style(10.0, "")
    (size, family), _ = letters.most_common(1)[0]
    found = max((count, real) for (s, f, real), count in exact.items() if (s, f) == (size, family))
    return Style(found[1], family)


def family_of(font: str) -> str:
    """The family of a font, by its name: without "Bold", "Italic" and the like."""
    return re.split(r"[-,]|(?<=[a-z])(?=Bold|Italic|Oblique|Regular|Roman|Medium|Light)", font, maxsplit=1)[0]


def plausible_title(title: str) -> str:
    """The title that a PDF gives itself, where it may be that of an article; else an empty string."""
    title = " ".join(title.split())
    return title if 8 <= len(title) <= 250 and " " in title and not _NO_TITLE.match(title) else ""


def outlet_after(title: str, headline: str) -> str:
    """The outlet's name, where a title is the headline, a mark and a name."""
    for mark in _MARKS:
        before, found, after = title.rpartition(mark)
        if found and folded(before) == folded(headline) and 2 <= len(after) <= 40:
            return after.strip()
    return ""


def headline_of(
    runs: Sequence[Run], texts: Sequence[str], heights: Sequence[float], size: float, title: str
) -> int | None:
    """The number of the run that is the headline: the one that the title names, else the one in the largest letters on
    the first page, unless it is the name of the newspaper. None where none is larger than the text."""
    first = runs[0].block.page if runs else 0
    on_page = [k for k, run in enumerate(runs) if run.block.page == first and not run.block.caption]
    wanted = folded(title)
    named = [k for k in on_page if len(texts[k]) >= 8 and (words := folded(texts[k])) and _names(wanted, words)]
    if named:
        return max(named, key=lambda k: runs[k].block.size)
    large = [
        k
        for k in on_page
        if runs[k].block.size >= _HEADLINE * size
        and len(texts[k]) <= _HEADLINE_LETTERS
        and sum(map(str.isalpha, texts[k])) >= 6
    ]
    large.sort(key=lambda k: (-round(runs[k].block.size, 1), k))
    if len(large) > 1 and is_masthead(runs[large[0]], texts[large[0]], heights[first]):
        second = runs[large[1]].block.size
        if second >= 1.5 * size:
            return large[1]
    return large[0] if large else None


def is_masthead(run: Run, text: str, height: float) -> bool:
    """Whether large letters at the top of a page are the name of a newspaper."""
    words = text.split()
    named = len(words) <= 6 and bool(_MASTHEAD.search(text)) and text[-1:].isalpha()
    return named and run.block.top < _TOP * height and all(word[0].isupper() or word in ("of", "the") for word in words)


def standfirst_of(runs: Sequence[Run], texts: Sequence[str], headline: int, size: float) -> int | None:
    """The number of the run that is the standfirst: right after the headline, and set otherwise than the text."""
    for number in range(headline + 1, min(len(runs), headline + 3)):
        block = runs[number].block
        if block.caption:
            continue
        letters = len(texts[number])
        larger = _DECK * size <= block.size < runs[headline].block.size
        if larger and 25 <= letters <= _DECK_LETTERS and len(texts[number].split()) > 4:
            return number
        return None
    return None


def _names(title: str, words: str) -> bool:
    """Whether a title is these words, or begins with them and goes on with a name."""
    return bool(title) and (title == words or (title.startswith(f"{words} ") and len(words) >= 0.5 * len(title)))


def role_of_turned(text: str, pictures: int) -> Role | None:
    """The role of words that run up or down a page: beside pictures they are credits."""
    return "caption" if pictures and len(text) < 200 else None
