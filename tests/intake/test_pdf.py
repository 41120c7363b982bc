"""PDFs: what a person reads on the page, in that order, and nothing that stands around it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from html import escape
from io import BytesIO
from pathlib import Path

import pytest
from made_layouts import LAYOUTS, Layout, Writer, columns
from made_pdfs import Column, Sheet, of_objects, pdf_of
from pypdf import PdfWriter

from parallax.article import Article
from parallax.errors import Damaged, EmptyArticle, ReadError, TooLarge
from parallax.intake import read_bytes
from parallax.intake.pdf.lines import lines_of as lines_on
from parallax.intake.pdf.words import MAX_PAGES, Page, Word

HEAD = "Footbridge shut until the autumn"
SAID = "The county said on Tuesday that the footbridge at Ostwick stays shut."


def read(*sheets: Sheet, **said: str) -> Article:
    return read_bytes(pdf_of(sheets, **said), "a.pdf")


def lines_of(article: Article) -> list[str]:
    return [article.line(paragraph) for paragraph in article.paragraphs]


def roles_of(article: Article) -> dict[str, str]:
    return {article.line(paragraph): paragraph.role for paragraph in article.paragraphs}


def story(sheet: Sheet, seed: int = 1, top: float = 120) -> list[str]:
    """A story in one column under a headline."""
    sheet.text(50, 80, HEAD, 22, 1)
    return columns(sheet, Writer(seed).paragraphs(6), [50], 480, [top], [780], size=10, leading=12)


def page_with(content: bytes, box: bytes = b"[0 0 595 842]", font: bytes = b"", more: tuple[bytes, ...] = ()) -> bytes:
    return of_objects(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox" + box + b"/Resources<</Font<</F0 5 0 R>>/XObject<</X 6 0 R>>>>"
            b"/Contents 4 0 R>>",
            b"<</Length %d>>stream\n" % len(content) + content + b"\nendstream",
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica" + font + b">>",
            *more,
        ]
    )


@pytest.mark.parametrize("make", LAYOUTS, ids=lambda make: make.__name__)
def test_every_layout_is_read_in_the_order_of_a_reader(make: Callable[[], Layout]) -> None:
    layout = make()
    article = read_bytes(layout.raw, "a.pdf")
    floating = [line for line in lines_of(article) if line in layout.left_out]
    found = [line for line in lines_of(article) if line not in layout.left_out]
    if make.__name__ == "wrapped_picture":  # whether a full line ends a paragraph cannot always be seen
        assert " ".join(found) == " ".join(layout.text)
    else:
        assert found == list(layout.text)
    for words in set(layout.left_out) - set(floating):
        assert not any(words in line for line in found)


def test_the_headline_the_standfirst_and_the_byline_are_named() -> None:
    sheet = Sheet()
    story(sheet, top=160)
    sheet.text(50, 105, "A ferry runs each half hour between the two landings", 13)
    sheet.text(50, 130, "By Rowan Adel", 9, 1)
    article = read(sheet)
    assert article.title == HEAD
    assert [p.role for p in article.paragraphs][:4] == ["headline", "standfirst", "byline", "body"]
    assert ("title", "the largest letters") in article.sources


def test_the_newspapers_name_is_not_the_headline() -> None:
    sheet = Sheet()
    story(sheet)
    sheet.text(50, 50, "The Ostwick Chronicle", 36, 3)
    article = read(sheet)
    assert article.title == HEAD
    assert roles_of(article)["The Ostwick Chronicle"] == "furniture"


def test_small_words_beside_a_picture_are_its_caption() -> None:
    sheet = Sheet()
    story(sheet, top=330)
    sheet.picture(50, 100, 300, 200)
    sheet.text(50, 311, "The landing at low water, seen from the quay", 7.5, 2)
    sheet.turned(360, 290, "Photograph: Ada Lorne")
    roles = roles_of(read(sheet))
    assert roles["The landing at low water, seen from the quay"] == "caption"
    assert roles["Photograph: Ada Lorne"] == "caption"


def test_what_a_browser_prints_in_the_margins_is_left_out_and_its_address_kept() -> None:
    sheets = [Sheet(), Sheet()]
    text = [
        *story(sheets[0]),
        *columns(sheets[1], Writer(2).paragraphs(5), [50], 480, [60], [780], size=10, leading=12),
    ]
    for number, sheet in enumerate(sheets, 1):
        sheet.text(24, 22, "5/4/21, 10:12 AM", 8)
        sheet.text(240, 22, f"{HEAD} - Vellmar Post", 8)
        sheet.text(24, 830, "https://www.vellmar.example/news/footbridge", 8)
        sheet.text(560, 830, f"{number}/2", 8)
    article = read(*sheets, title=f"{HEAD} - Vellmar Post")
    assert lines_of(article) == [HEAD, *text]
    assert (article.outlet, article.location) == ("Vellmar Post", "https://www.vellmar.example/news/footbridge")
    left_out = {(done.what, done.was) for done in article.cleaning if done.was and done.start == done.end}
    assert ("Left out a page number.", "2/2") in left_out
    assert ("Left out the foot of a page.", "https://www.vellmar.example/news/footbridge") in left_out
    assert ("Left out the head of a page.", "5/4/21, 10:12 AM") in left_out


def test_last_lines_that_are_alike_are_no_feet() -> None:
    sheets = []
    for seed in range(3):
        sheet = Sheet()
        column = Column(sheet, 50, 700, 480, 790, 10, 12)
        column.fill(column.lines(Writer(seed).paragraphs(1, 1), hyphens=False))
        sheet.text(50, column.top, f"with {seed}{seed} votes.", 10)
        sheets.append(sheet)
    assert [line.endswith("votes.") for line in lines_of(read(*sheets))].count(True) >= 3
    assert "with 22 votes." in " ".join(lines_of(read(*sheets)))


def test_a_joined_paragraph_keeps_the_lines_it_was_made_of() -> None:
    sheet = Sheet()
    story(sheet)
    done = next(one for one in read(sheet).cleaning if one.what.startswith("Joined"))
    assert done.was.count("\n") + 1 == int(done.what.split()[1])


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("The council called the announce-", "ment a great surprise, she said.", "announcement"),
        ("The county wants a long-", "term plan for the footbridge now.", "long-term"),
        ("The officer spoke to the well-", "known Vellmar baker on the quay.", "well-known"),
        ("The meeting between Anglo-", "Saxon historians was postponed again.", "Anglo-Saxon"),
        ("All pre-", "and post-war houses on the quay will be rebuilt.", "pre- and post-war"),
        ("The Vellmar footbridge and the foot-", "bridge at Ostwick stay shut until the autumn.", "the footbridge"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_is_the_typesetters_or_the_writers(first: str, second: str, whole: str) -> None:
    sheet = Sheet()
    sheet.text(50, 100, first, 10)
    sheet.text(50, 112, second, 10)
    text = read(sheet).text
    assert f" {whole} " in f" {text} ", text


def test_words_put_together_are_told() -> None:
    sheet = Sheet()
    sheet.text(50, 100, "The council called the announce-", 10)
    sheet.text(50, 112, "ment a great surprise, she said.", 10)
    told = [done.what for done in read(sheet).cleaning]
    assert "Put 1 word broken at a line end together: “announce- ment”." in told


def test_raised_figures_do_not_run_into_the_number_before_them() -> None:
    sheet = Sheet()
    sheet.text(50, 100, "The bridge was opened in 1920", 10)
    sheet.text(50 + 140.1, 96, "3", 6)
    sheet.text(197, 100, "and has been shut twice since then.", 10)
    assert read(sheet).text == "The bridge was opened in 1920³ and has been shut twice since then."


def test_a_name_that_the_file_gives_is_the_author_only_where_the_text_has_it() -> None:
    sheet = Sheet()
    story(sheet, top=160)
    sheet.text(50, 130, "By Rowan Adel", 9, 1)
    assert read(sheet, author="Rowan Adel").author == "Rowan Adel"
    assert read(sheet, author="Ilse Terrow").author == ""


@pytest.mark.parametrize("title", ["Untitled", "Microsoft Word - footbridge.doc", "footbridge_v3.indd", "12345 6789"])
def test_a_title_that_is_none_is_not_believed(title: str) -> None:
    sheet = Sheet()
    sheet.text(50, 100, SAID, 10)
    assert title not in read(sheet, title=title).text


def test_a_title_of_the_file_heads_a_text_without_a_headline() -> None:
    sheet = Sheet()
    sheet.text(50, 100, SAID, 10)
    article = read(sheet, title=HEAD)
    assert (article.title, article.sources[0]) == (HEAD, ("title", "the PDF's own data"))


def test_words_outside_the_page_are_left_out_and_kept() -> None:
    sheet = Sheet()
    story(sheet)
    sheet.text(700, 100, "registration mark", 8)
    article = read(sheet)
    assert "registration" not in article.text
    assert any(done.was == "registration mark" for done in article.cleaning)


def test_a_scan_without_text_asks_for_text_recognition() -> None:
    sheet = Sheet()
    sheet.picture(0, 0, 595, 842)
    with pytest.raises(EmptyArticle, match="pictures without text; run text recognition"):
        read(sheet)


def test_pages_that_are_pictures_are_counted() -> None:
    sheets = [Sheet(), Sheet()]
    story(sheets[0])
    sheets[1].picture(0, 0, 595, 842)
    told = [done.what for done in read(*sheets).cleaning]
    assert "1 page is a picture without text; nothing was read from there." in told


def test_letters_that_cannot_be_told_are_said_to_be() -> None:
    table = (
        b"begincmap 1 begincodespacerange <00><ff> endcodespacerange 1 beginbfrange <00><ff><e000> endbfrange endcmap"
    )
    raw = page_with(
        f"BT /F0 10 Tf 50 700 Td ({SAID}) Tj ET".encode(),
        font=b"/ToUnicode 6 0 R",
        more=(b"<</Length %d>>stream\n" % len(table) + table + b"\nendstream",),
    )
    with pytest.raises(Damaged, match="do not say which letters they show"):
        read_bytes(raw, "a.pdf")


@pytest.mark.parametrize("part", range(1, 10))
def test_a_file_that_is_cut_short_is_said_to_be_damaged(part: int) -> None:
    sheet = Sheet()
    story(sheet)
    raw = pdf_of([sheet])
    with pytest.raises(ReadError, match=r"^a\.pdf: [^\n]*\.$"):
        read_bytes(raw[: len(raw) * part // 10], "a.pdf")


def test_a_cyclic_tree_of_pages_is_refused() -> None:
    tree = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 2>>"]
    with pytest.raises(ReadError):
        read_bytes(of_objects(tree), "a.pdf")


def test_more_pages_than_are_read_are_refused() -> None:
    many = MAX_PAGES + 1
    kids = b"<</Type/Pages/Kids[" + b"3 0 R " * many + b"]/Count %d>>" % many
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    with pytest.raises(TooLarge, match="1,001 pages"):
        read_bytes(of_objects([b"<</Type/Catalog/Pages 2 0 R>>", kids, page]), "a.pdf")


@pytest.mark.parametrize("box", [b"[0 0 1e30 1e30]", b"[0 0 nan inf]", b"[500 800 -20 -30]", b"[0 0 0 0]", b"[]"])
def test_absurd_sizes_of_a_page_do_not_keep_it_from_being_read(box: bytes) -> None:
    assert SAID in read_bytes(page_with(f"BT /F0 10 Tf 50 700 Td ({SAID}) Tj ET".encode(), box), "a.pdf").text


@pytest.mark.parametrize("size", [b"1e20", b"0", b"-1e9", b"nan"])
def test_absurd_sizes_of_letters_are_refused_or_read(size: bytes) -> None:
    raw = page_with(b"BT /F0 " + size + b" Tf 50 700 Td (The county said) Tj ET")
    try:
        assert read_bytes(raw, "a.pdf").text
    except ReadError as error:
        assert error.what.endswith(".")


def test_a_text_about_pdfs_is_no_pdf() -> None:
    text = f"{SAID}\n\nEach such file begins with %PDF-1.7, the county added."
    assert read_bytes(text.encode(), "a.txt").text.startswith(SAID)


def test_a_mark_that_does_not_stand_first_is_found() -> None:
    sheet = Sheet()
    sheet.text(50, 100, SAID, 10)
    assert read_bytes(b"\r\n\r\n" + pdf_of([sheet]), "a.bin").text == SAID


def test_all_that_reading_needs_is_loaded_before_files_are_shut_off() -> None:
    script = (
        "import sys\nfrom parallax.intake import pdf\nfrom made_layouts import LAYOUTS\n"
        "made = [make().raw for make in LAYOUTS]\npdf.warm()\nloaded = set(sys.modules)\n"
        "for raw in made:\n    pdf.drafts_of(raw, 'a.pdf')\n"
        "sys.exit(', '.join(set(sys.modules) - loaded) or 0)\n"
    )
    known = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    done = subprocess.run([sys.executable, "-c", script], env=known, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("password", ["", "secret"])
def test_a_password_is_asked_for_only_where_there_is_one(password: str) -> None:
    sheet = Sheet()
    sheet.text(50, 100, SAID, 10)
    writer = PdfWriter(clone_from=BytesIO(pdf_of([sheet])))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    made = BytesIO()
    writer.write(made)
    if password:
        with pytest.raises(Damaged, match="asks for a password; save a copy without one"):
            read_bytes(made.getvalue(), "a.pdf")
    else:
        assert read_bytes(made.getvalue(), "a.pdf").text == SAID


def test_a_line_from_right_to_left_is_put_in_its_order() -> None:
    words = ["\u05d4\u05d2\u05e9\u05e8", "\u05e1\u05d2\u05d5\u05e8", "2021"]  # the bridge, shut, a year
    ones = [Word(one, 300 - 60 * k, 90, 340 - 60 * k, 100, 98, 10, 0, k, False) for k, one in enumerate(words)]
    page = Page(0, 595, 842, ones)
    assert [line.text for line in lines_on(page)] == [" ".join(words)]


def test_a_page_written_by_qt_is_read(tmp_path: Path) -> None:
    script = (
        "import sys\nfrom PySide6.QtGui import QGuiApplication, QPdfWriter, QTextDocument\n"
        "app = QGuiApplication(['x', '-platform', 'offscreen'])\nwriter = QPdfWriter(sys.argv[1])\n"
        "document = QTextDocument()\ndocument.setHtml(sys.argv[2])\ndocument.print_(writer)\n"
    )
    text = Writer(3).paragraphs(4)
    markup = f"<h1>{HEAD}</h1>{''.join(f'<p>{escape(one)}</p>' for one in text)}"
    path = tmp_path / "a.pdf"
    subprocess.run([sys.executable, "-c", script, str(path), markup], check=True, capture_output=True)
    assert lines_of(read_bytes(path.read_bytes(), "a.pdf")) == [HEAD, *text]


@pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed")
def test_a_page_printed_by_chromium_in_columns_is_read(tmp_path: Path) -> None:
    text = Writer(4).paragraphs(12)
    style = ".c{columns:3;column-gap:14px;text-align:justify;hyphens:auto} p{margin:0;text-indent:1em}"
    paragraphs = "".join(f"<p>{escape(one)}</p>" for one in text)
    (tmp_path / "a.html").write_text(
        f"<html lang=en><head><meta charset=utf-8><title>{HEAD} - Vellmar Post</title><style>{style}</style></head>"
        f"<body><h1>{HEAD}</h1><div class=c>{paragraphs}</div></body></html>"
    )
    path = tmp_path / "a.pdf"
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}/profile"]
    command += [f"--print-to-pdf={path}", (tmp_path / "a.html").as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    article = read_bytes(path.read_bytes(), "a.pdf")
    assert lines_of(article) == [HEAD, *text]
    assert article.outlet == "Vellmar Post"
