"""Pages as newspapers, journals and browsers lay them out, each with the text that a person reads from it, in order.

The text is invented sentence by sentence, so that no four words in a row come twice and any slip in the order shows.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from made_pdfs import Column, Sheet, pdf_of, width_of

_WHO = (
    "The council|A spokesperson for the harbour|The ferry company|Two engineers|The regional inspector|A "
    "neighbouring parish|The school board|Mayor Ilse Terrow|Councillor Penn Hathery|The waterworks|A "
    "committee of residents|The county surveyor|The railway|A travelling merchant|The museum|An independent "
    "laboratory|The fishing cooperative|Ostwick's bakers|The weather service|A retired judge"
).split("|")
_DID = (
    "announced|questioned|postponed|celebrated|rejected|investigated|described|reconsidered|defended|publishe"
    "d|measured|photographed|contradicted|withdrew|recommended|abandoned|rebuilt|remembered|negotiated|discov"
    "ered"
).split("|")
_WHAT = (
    "the temporary arrangement|a complicated agreement|the annual regatta|seventeen applications|the "
    "unfinished embankment|an anonymous donation|the municipal library|a controversial timetable|the northern"
    " lighthouse|every remaining permit|the preliminary findings|a remarkable collection|the experimental "
    "garden|several obsolete regulations|the wooden footbridge|a generous compensation|the underground "
    "reservoir|an international exhibition|the market square|a provisional budget"
).split("|")
_WHERE = (
    "near Vellmar|behind the station|along the Orrin canal|in the assembly rooms|beside the old quay|above "
    "the limestone quarry|outside Kessering|within the harbour wall|on the western approach|at the "
    "agricultural college"
).split("|")
_WHEN = (
    "on Tuesday evening|after a difficult discussion|before the winter holidays|despite considerable "
    "opposition|without further explanation|throughout the afternoon|because of persistent flooding|following"
    " an extraordinary meeting|during the interval|for the second consecutive year"
).split("|")


GAPS = {"justified": False, "indent": 0}


@dataclass(frozen=True)
class Layout:
    """A PDF, the paragraphs that a person reads from it in order, and words that are to be left out."""

    name: str
    raw: bytes
    text: tuple[str, ...]
    left_out: tuple[str, ...] = ()


class Writer:
    """Invents sentences, the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def sentence(self) -> str:
        """A sentence of a dozen words."""
        parts = [self._random.choice(words) for words in (_WHO, _DID, _WHAT, _WHERE, _WHEN)]
        number = self._random.randrange(13, 990)
        return f"{parts[0]} {parts[1]} {parts[2]} {parts[3]} {parts[4]}, with {number} votes."

    def paragraphs(self, count: int, longest: int = 4) -> list[str]:
        """Paragraphs of one to `longest` sentences."""
        return [" ".join(self.sentence() for _ in range(self._random.randint(1, longest))) for _ in range(count)]


def columns(
    sheet: Sheet,
    paragraphs: Sequence[str],
    lefts: Sequence[float],
    width: float,
    tops: Sequence[float],
    bottoms: Sequence[float],
    **how: object,
) -> list[str]:
    """Fill columns one after another, and return the paragraphs that there was room for."""
    kept = list(paragraphs)
    while kept:
        trial = Sheet()
        for on in (trial, sheet):
            lines = Column(on, 0, 0, width, **how).lines(kept, hyphens=bool(how.get("justified", True)))  # type: ignore[arg-type]
            for left, top, bottom in zip(lefts, tops, bottoms, strict=True):
                lines = Column(on, left, top, width, bottom, **how).fill(lines)  # type: ignore[arg-type]
            if lines:
                kept.pop()
                break
        else:
            return kept
    return kept


def one_column() -> Layout:
    """Paragraphs parted by gaps, as a word processor sets them."""
    sheet, text = Sheet(), Writer(1).paragraphs(8)
    sheet.text(60, 70, "Ferry returns to the lower quay", 20, 1)
    text = columns(sheet, text, [60], 470, [110], [790], size=11, leading=14, **GAPS, between=9)
    return Layout("one column, gaps", pdf_of([sheet]), ("Ferry returns to the lower quay", *text))


def two_columns() -> Layout:
    """Justified columns with broken words and indents."""
    sheet, text = Sheet(), Writer(2).paragraphs(17)
    sheet.text(50, 70, "Quarry opens again after nine years", 22, 1)
    text = columns(sheet, text, [50, 305], 240, [110, 110], [500, 790], size=10, leading=12)
    return Layout("two columns", pdf_of([sheet]), ("Quarry opens again after nine years", *text))


def three_columns() -> Layout:
    """A headline, a standfirst and a byline over three columns."""
    sheet, text = Sheet(), Writer(3).paragraphs(20)
    head, deck, by = (
        "Lighthouse keeper leaves a garden behind",
        "Visitors may walk there from June on, says the parish council",
        "By Rowan Adel",
    )
    sheet.text(40, 70, head, 26, 1)
    sheet.text(40, 95, deck, 13)
    sheet.text(40, 118, by, 9, 1)
    text = columns(sheet, text, [40, 217, 394], 162, [140] * 3, [640, 640, 800])
    return Layout("three columns under a headline", pdf_of([sheet]), (head, deck, by, *text))


def five_columns() -> Layout:
    """Five narrow columns with narrow gutters."""
    sheet, text = Sheet(842, 1190), Writer(4).paragraphs(34)
    head = "A winter without the railway"
    sheet.text(40, 80, head, 40, 1)
    text = columns(
        sheet, text, [40 + 154 * k for k in range(5)], 144, [120] * 5, [700] * 4 + [1100], size=9, leading=10.5
    )
    return Layout("five narrow columns", pdf_of([sheet]), (head, *text))


def picture_on_top() -> Layout:
    """A picture and its caption over the second and third of three columns."""
    sheet, text = Sheet(), Writer(5).paragraphs(14)
    head, caption = "Market square gets its trees back", "Gardeners plant the first lime tree. Photograph: Ada Lorne"
    sheet.text(40, 70, head, 26, 1)
    sheet.picture(217, 95, 339, 200)
    sheet.text(217, 305, caption, 7.5, 2)
    text = columns(sheet, text, [40, 217, 394], 162, [100, 330, 330], [560, 560, 800])
    return Layout("picture over two columns", pdf_of([sheet]), (head, caption, *text))


def picture_inside() -> Layout:
    """A picture with its caption inside the middle column, which goes on below it."""
    sheet, text = Sheet(), Writer(6).paragraphs(15)
    head, caption = "Regatta in the rain", "The winning boat on Orrin canal yesterday"
    sheet.text(40, 70, head, 26, 1)
    sheet.picture(217, 230, 162, 110)
    sheet.text(217, 350, caption, 7.5, 2)
    text = columns(sheet, text, [40, 217, 217, 394], 162, [100, 100, 372, 100], [500, 222, 500, 800])
    return Layout("picture inside a column", pdf_of([sheet]), (head, *text), (caption,))


def pull_quote() -> Layout:
    """A quotation set large across the gutter, in the middle of both columns."""
    sheet, text = Sheet(), Writer(7).paragraphs(18)
    head = "The reservoir under the town hall"
    sheet.text(50, 70, head, 24, 1)
    sheet.text(130, 330, "“Nobody had opened that door", 18, 2)
    sheet.text(130, 352, "for a hundred years”", 18, 2)
    text = columns(sheet, text, [50, 50, 305, 305], 240, [100, 380, 100, 380], [305, 600, 305, 790])
    return Layout(
        "quotation across the gutter",
        pdf_of([sheet]),
        (head, *text),
        ("“Nobody had opened that door for a hundred years”",),
    )


def sidebar() -> Layout:
    """A box with a story of its own at the foot of the last column."""
    sheet, text, box = Sheet(), Writer(8).paragraphs(16), Writer(80).paragraphs(3, 2)
    head = "Bakers ask for later mornings"
    sheet.text(40, 70, head, 26, 1)
    text = columns(sheet, text, [40, 217, 394], 162, [100] * 3, [560, 560, 480])
    sheet.text(400, 530, "Bread in figures", 12, 1)
    box = columns(
        sheet, box, [400], 150, [548], [790], size=8, leading=10, font=2, justified=False, indent=0, between=4
    )
    return Layout("box with a story of its own", pdf_of([sheet]), (head, *text, "Bread in figures", *box))


def two_pages() -> Layout:
    """Two columns on two pages, with running heads and page numbers; a paragraph runs over the page."""
    text = Writer(9).paragraphs(20)
    head = "What the harbour wall remembers"
    sheets = [Sheet(), Sheet()]
    sheets[0].text(50, 90, head, 22, 1)
    first = Column(sheets[0], 50, 120, 240, 770)
    lines = first.fill(first.lines(text))
    lines = Column(sheets[0], 305, 120, 240, 770).fill(lines)
    lines = Column(sheets[1], 50, 70, 240, 400).fill(lines)
    lines = Column(sheets[1], 305, 70, 240, 790).fill(lines)
    assert not lines
    for number, sheet in enumerate(sheets, 12):
        sheet.text(50, 40, "The Ostwick Quarterly", 8, 2)
        sheet.text(480, 40, "Spring issue", 8, 2)
        sheet.text(295, 815, str(number), 8)
    return Layout(
        "two pages with running heads", pdf_of(sheets), (head, *text), ("The Ostwick Quarterly", "Spring issue")
    )


def printed_page() -> Layout:
    """What a browser prints: date and title above, address and number below."""
    text = Writer(10).paragraphs(32, 3)
    head = "Footbridge shut until the autumn"
    sheets: list[Sheet] = []
    lines = Column(Sheet(), 0, 0, 500, indent=0, between=12, justified=False, size=12, leading=15).lines(
        text, hyphens=False
    )
    while lines:
        sheet = Sheet()
        top = 60.0
        if not sheets:
            sheet.text(40, 80, head, 24, 1)
            sheet.text(40, 105, "3 May 2021", 10)
            top = 135
        column = Column(sheet, 40, top, 500, 780, indent=0, between=12, justified=False, size=12, leading=15)
        lines = column.fill(lines)
        sheets.append(sheet)
    for number, sheet in enumerate(sheets, 1):
        sheet.text(24, 22, "5/4/21, 10:12 AM", 8)
        sheet.text(240, 22, f"{head} - Vellmar Post", 8)
        sheet.text(24, 830, "https://vellmar.example/news/footbridge", 8)
        sheet.text(560, 830, f"{number}/{len(sheets)}", 8)
    raw = pdf_of(sheets, f"{head} - Vellmar Post")
    return Layout(
        "printed by a browser",
        raw,
        (head, "3 May 2021", *text),
        ("10:12 AM", "https://vellmar.example", "Vellmar Post"),
    )


def drop_capital() -> Layout:
    """A first letter three lines high."""
    sheet, text = Sheet(), Writer(11).paragraphs(9)
    text[0] = "Once the tide had gone out, nobody spoke. " + text[0]
    head = "Evening on the western approach"
    sheet.text(50, 70, head, 22, 1)
    sheet.text(50, 134, "O", 40)
    beside = Column(sheet, 84, 110, 206, 133, indent=0)
    rest = beside.lines([text[0][1:]])
    rest = beside.fill(rest)
    words = " ".join(line.words for line in rest).replace("- ", "")
    rest_of_it = columns(sheet, [words, *text[1:]], [50, 305], 240, [143, 110], [400, 790], goes_on=True)
    text = [text[0], *rest_of_it[1:]]
    return Layout("drop capital", pdf_of([sheet]), (head, *text))


def set_apart() -> Layout:
    """A byline whose letters are set apart."""
    sheet, text = Sheet(), Writer(12).paragraphs(9)
    head = "Museum counts its spoons"
    sheet.text(50, 70, head, 22, 1)
    sheet.apart(50, 90, "BY ROWAN ADEL", 8, 6)
    text = columns(sheet, text, [50, 305], 240, [115, 115], [400, 790])
    return Layout("letters set apart", pdf_of([sheet]), (head, "BY ROWAN ADEL", *text))


def ragged() -> Layout:
    """Columns that are not justified, paragraphs parted by gaps, baselines at different heights."""
    sheet, text = Sheet(), Writer(13).paragraphs(12)
    head = "School board meets in the gymnasium"
    sheet.text(50, 70, head, 22, 1)
    text = columns(sheet, text, [50, 310], 235, [110, 114.5], [480, 800], justified=False, indent=0, between=6)
    return Layout("ragged columns off the grid", pdf_of([sheet]), (head, *text))


def row_by_row() -> Layout:
    """A scan whose recognised text lies unseen under the picture, drawn row by row through both columns."""
    page, sheet, text = Sheet(), Sheet(), Writer(14).paragraphs(14)
    head = "Surveyor maps the lost canal"
    text = columns(page, text, [50, 305], 240, [110, 110], [420, 790])
    rows = sorted(page.drawn, key=lambda one: -round(float(one.split(" Tm")[0].split()[-1])))
    sheet.picture(0, 0, 595, 842)
    sheet.unseen(50, 70, head, 22)
    sheet.drawn += ["3 Tr", *rows]
    return Layout("recognised scan, row by row", pdf_of([sheet]), (head, *text))


def word_by_word() -> Layout:
    """Each word drawn for itself, in no order."""
    sheet, text = Sheet(), Writer(15).paragraphs(9)
    head = "Laboratory finds nothing in the well"
    column = Column(sheet, 0, 0, 160)
    lines = column.lines(text)
    sheet.text(40, 70, head, 22, 1)
    placed: list[tuple[float, float, str]] = []
    left, top = 40.0, 110.0
    for line in lines:
        if top > 480:
            left, top = left + 177, 110.0
        x = left + line.indent
        spaces = line.words.count(" ")
        wide = 2.5 if line.last or not spaces else 2.5 + (160 - line.indent - width_of(line.words, 9)) / spaces
        for word in line.words.split():
            placed.append((x, top, word))
            x += width_of(word, 9) + wide
        top += 11
    random.Random(15).shuffle(placed)
    for x, y, word in placed:
        sheet.text(x, y, word, 9)
    return Layout("word by word in no order", pdf_of([sheet]), (head, *text))


def with_table() -> Layout:
    """A small table between two paragraphs."""
    sheet, text = Sheet(), Writer(16).paragraphs(6)
    head = "Crossings by ferry"
    sheet.text(60, 70, head, 20, 1)
    before = columns(
        sheet, text[:3], [60], 470, [110], [300], size=11, leading=14, indent=0, between=9, justified=False
    )
    rows = [
        ("Year", "Crossings", "Fare"),
        ("2018", "11,204", "2.50"),
        ("2019", "12,991", "2.75"),
        ("2020", "4,310", "3.00"),
    ]
    for number, cells in enumerate(rows):
        for left, cell in zip((70, 200, 330), cells, strict=True):
            sheet.text(left, 330 + 16 * number, cell, 11)
    after = columns(sheet, text[3:], [60], 470, [420], [790], size=11, leading=14, **GAPS, between=9)
    return Layout("table", pdf_of([sheet]), (head, *before, *map("\t".join, rows), *after))


def two_stories() -> Layout:
    """A story in three columns, and below it another one in two."""
    sheet, upper, lower = Sheet(), Writer(17).paragraphs(9), Writer(170).paragraphs(8)
    heads = "Timetable without Sundays", "College buys a hillside"
    sheet.text(40, 70, heads[0], 28, 1)
    upper = columns(sheet, upper, [40, 217, 394], 162, [95] * 3, [290, 290, 400])
    sheet.text(40, 440, heads[1], 20, 1)
    lower = columns(sheet, lower, [40, 307], 250, [460, 460], [560, 800])
    return Layout("two stories", pdf_of([sheet]), (heads[0], *upper, heads[1], *lower))


def front_page() -> Layout:
    """The newspaper's name in the largest letters, a line with the date, then the story."""
    sheet, text = Sheet(), Writer(18).paragraphs(14)
    head, deck = (
        "Flooding closes the quay again",
        "Shopkeepers move their goods to the assembly rooms for the third time",
    )
    sheet.text(90, 70, "The Ostwick Chronicle", 42, 3)
    sheet.text(50, 92, "Saturday, 8 May 2021", 8)
    sheet.rule(50, 98, 545, 98)
    sheet.text(50, 140, head, 28, 1)
    sheet.text(50, 162, deck, 12, 2)
    text = columns(sheet, text, [50, 305], 240, [190, 190], [460, 800])
    return Layout("front page", pdf_of([sheet]), (head, "The Ostwick Chronicle", "Saturday, 8 May 2021", deck, *text))


def odd_and_even() -> Layout:
    """Six pages with other running heads on the left than on the right."""
    text = Writer(19).paragraphs(60, 5)
    head = "A history of the embankment"
    sheets = []
    lines = Column(Sheet(), 0, 0, 380, size=11, leading=14).lines(text)
    while lines:
        sheet = Sheet(480, 680)
        number = len(sheets) + 1
        if number == 1:
            sheet.text(50, 90, head, 20, 1)
        elif number % 2:
            sheet.text(300, 35, "Chapter two", 9, 2)
            sheet.text(425, 35, str(number), 9)
        else:
            sheet.text(50, 35, str(number), 9)
            sheet.text(90, 35, "Annals of Kessering", 9, 2)
        lines = Column(sheet, 50, 120 if number == 1 else 60, 380, 640, size=11, leading=14).fill(lines)
        sheets.append(sheet)
    return Layout("pages of a book", pdf_of(sheets), (head, *text), ("Chapter two", "Annals of Kessering"))


def narrow_gutter() -> Layout:
    """A gutter hardly wider than the widest gaps in the lines."""
    sheet, text = Sheet(), Writer(20).paragraphs(13)
    head = "Parish counts its apple trees"
    sheet.text(50, 70, head, 22, 1)
    text = columns(sheet, text, [50, 209, 368], 151, [100] * 3, [440, 440, 790])
    return Layout("narrow gutters", pdf_of([sheet]), (head, *text))


def turned_page() -> Layout:
    """A page that lies on its side."""
    sheet, text = Sheet(842, 595), Writer(21).paragraphs(12)
    head = "Inspectors walk the whole line"
    sheet.text(50, 60, head, 22, 1)
    text = columns(sheet, text, [50, 305, 560], 240, [90] * 3, [300, 300, 570])
    upright = Sheet(595, 842)
    upright.drawn = ["q 0 1 -1 0 595 0 cm", *sheet.drawn, "Q"]
    return Layout("page on its side", pdf_of([upright]), (head, *text))


def fake_bold() -> Layout:
    """A headline and a lead drawn twice, a hair apart."""
    sheet, text = Sheet(), Writer(22).paragraphs(9)
    head = "Cooperative lands a record catch"
    for shift in (0, 0.4):
        sheet.text(50 + shift, 70, head, 22)
        columns(sheet, text[:1], [50 + shift], 240, [110], [240], indent=0)
    text[1:] = columns(sheet, text[1:], [50, 305], 240, [250, 110], [400, 790])
    return Layout("drawn twice", pdf_of([sheet]), (head, *text))


def bullets() -> Layout:
    """A list with signs and hanging lines."""
    sheet, text, items = Sheet(), Writer(23).paragraphs(4), Writer(230).paragraphs(4, 2)
    head = "What changes on Monday"
    sheet.text(60, 70, head, 20, 1)
    before = columns(
        sheet, text[:2], [60], 470, [110], [300], size=11, leading=14, indent=0, between=9, justified=False
    )
    top = 320.0
    for item in items:
        sheet.text(70, top, "•", 11)
        column = Column(sheet, 84, top, 440, 790, size=11, leading=14, indent=0, justified=False)
        column.fill(column.lines([item], hyphens=False))
        top = column.top + 5
    after = columns(
        sheet, text[2:], [60], 470, [top + 12], [790], size=11, leading=14, indent=0, between=9, justified=False
    )
    return Layout("list", pdf_of([sheet]), (head, *before, *(f"• {item}" for item in items), *after))


def wrapped_picture() -> Layout:
    """Text that flows round a picture at the left of its column."""
    sheet, text = Sheet(), Writer(24).paragraphs(5)
    head = "Judge plants a vineyard"
    sheet.text(60, 70, head, 20, 1)
    sheet.picture(60, 140, 150, 80)
    column = Column(sheet, 60, 110, 470, 136, size=10, leading=13)
    lines = column.lines(text, hyphens=False)[:2]
    column.fill(lines)
    whole = " ".join(text[0].split())
    done = " ".join(line.words for line in lines)
    assert whole.startswith(done)
    beside = Column(sheet, 222, column.top, 308, 232, size=10, leading=13, goes_on=True)
    rest = beside.lines([whole[len(done) + 1 :], *text[1:]], hyphens=False)
    left = beside.fill(rest)
    words: list[str] = []
    for line in left:
        if line.opens or not words:
            words.append(line.words)
        else:
            words[-1] += f" {line.words}"
    last = Column(sheet, 60, beside.top, 470, 790, size=10, leading=13, goes_on=not left[0].opens)
    last.fill(last.lines(words, hyphens=False))
    return Layout("text round a picture", pdf_of([sheet]), (head, *text))


def interview() -> Layout:
    """Questions in bold, answers below them, in two columns."""
    sheet, writer = Sheet(), Writer(25)
    head = "“We measure everything twice”"
    text = [
        f"Why had {writer.sentence()[:-1][0].lower()}{writer.sentence()[1:-1]}?"
        if k % 2 == 0
        else writer.paragraphs(1)[0]
        for k in range(16)
    ]
    sheet.text(50, 70, head, 22, 1)
    left, top = 50.0, 110.0
    for number, paragraph in enumerate(text):
        column = Column(sheet, left, top, 240, 900, indent=0, font=1 - number % 2, justified=False)
        lines = column.lines([paragraph], hyphens=False)
        if top + 11 * len(lines) > 520 and left < 300:
            left, top = 305.0, 110.0
            column = Column(sheet, left, top, 240, 900, indent=0, font=1 - number % 2, justified=False)
        column.fill(lines)
        top = column.top + (0 if number % 2 == 0 else 5)
    return Layout("interview", pdf_of([sheet]), (head, *text))


def credits_up_the_side() -> Layout:
    """A picture whose credit runs up its side, and notes raised in the text."""
    sheet, text = Sheet(), Writer(26).paragraphs(10)
    head, caption, credit = (
        "Lime kiln found under the car park",
        "The kiln, seen from the north",
        "Photograph: Ada Lorne",
    )
    sheet.text(50, 70, head, 22, 1)
    sheet.picture(305, 100, 230, 150)
    sheet.turned(543, 250, credit)
    sheet.text(305, 262, caption, 7.5, 2)
    text = columns(sheet, text, [50, 305], 240, [110, 290], [420, 790])
    return Layout("credit up the side", pdf_of([sheet]), (head, *text), (caption, credit))


def stories_side_by_side() -> Layout:
    """Two stories beside each other, each with its own headline."""
    sheet, left, right = Sheet(), Writer(27).paragraphs(10), Writer(270).paragraphs(7)
    sheet.text(40, 70, "Ferry fares to rise", 22, 1)
    left = columns(sheet, left, [40, 217], 162, [95, 95], [400, 800])
    sheet.text(402, 66, "Library hours", 16, 1)
    right = columns(sheet, right, [402], 154, [95], [800], size=9)
    return Layout("stories side by side", pdf_of([sheet]), ("Ferry fares to rise", *left, "Library hours", *right))


def subheads() -> Layout:
    """Small bold headings inside the columns."""
    sheet, writer = Sheet(), Writer(28)
    head = "How the timetable was made"
    sheet.text(50, 70, head, 22, 1)
    text: list[str] = []
    left, top = 50.0, 110.0
    for number in range(6):
        if number:
            sheet.text(left, top + 6, f"Part {('one', 'two', 'three', 'four', 'five')[number - 1]} of the plan", 9, 1)
            text.append(f"Part {('one', 'two', 'three', 'four', 'five')[number - 1]} of the plan")
            top += 20
        some = writer.paragraphs(3, 3)
        text += some
        column = Column(sheet, left, top, 240, 900)
        column.fill(column.lines(some))
        top = column.top
        if number == 2:
            left, top = 305.0, 110.0
    return Layout("headings inside columns", pdf_of([sheet]), (head, *text))


LAYOUTS: tuple[Callable[[], Layout], ...] = (
    one_column,
    two_columns,
    three_columns,
    five_columns,
    picture_on_top,
    picture_inside,
    pull_quote,
    sidebar,
    two_pages,
    printed_page,
    drop_capital,
    set_apart,
    ragged,
    row_by_row,
    word_by_word,
    with_table,
    two_stories,
    front_page,
    odd_and_even,
    narrow_gutter,
    turned_page,
    fake_bold,
    bullets,
    wrapped_picture,
    interview,
    credits_up_the_side,
    stories_side_by_side,
    subheads,
)
