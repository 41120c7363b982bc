"""What is printed: every list and every line, on pages that a person can read, in a file that is whole or not there."""

from __future__ import annotations

import io
from collections.abc import Generator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from marked_window import TEXTS, compared
from pypdf import PageObject, PdfReader
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QProgressDialog
from waiting import wait

from invented_story import Text, difference, long_reports, reports, versions, written
from parallax.sheet import RowBook, SheetLine, story_sheet
from parallax.sheet.signs import SAID_WORDS
from parallax.values import Comparison
from parallax.window.main_window import MainWindow
from parallax.window.on_paper.page_layout import PAPER, PageLayout
from parallax.window.on_paper.paper import LAID, Pdf, draw, page_layout
from parallax.window.on_paper.printed import Printed, printed
from parallax.window.on_paper.printing import Printing
from parallax.window.state import ReadingState, View

pytestmark = [pytest.mark.display, pytest.mark.usefixtures("application")]
VIEWS: tuple[View, ...] = ("sheet", "side", "rows")
EVIL = "the gate\u202e was\u202c shut"
HOSTILE: dict[str, Text] = {
    "<b>Tribune</b> & Sons": [
        [("h", "<img src='file:///etc/passwd'>Dam & gate")],
        [("a", f"They said {EVIL} & bolted.")],
    ],
    "الجزيرة": [[("i", "السد ينهار")], [("a", "انهار السد عند بحيرة أورين ليلة الاثنين.")]],
}


def view(c: Comparison, name: View = "sheet", title: str = "The dam at Orrin Lake", **more: object) -> Printed:
    state = ReadingState(comparison=c, view=name, **more)  # type: ignore[arg-type]
    book = RowBook(c, families=state.families)
    return printed(title, state, book, book.lines())


def made(what: Printed) -> PdfReader:
    pdf = Pdf(what)
    for _ in pdf.make():
        pass
    return PdfReader(io.BytesIO(pdf.content()))


def spaced(page: PageObject) -> str:
    """The text of a page on one line; the font has one shape for a space and for a tab."""
    return " ".join(page.extract_text().split())


def words(text: str) -> str:
    """Letters alone: lines break anywhere, and the signs of marks stand between words."""
    return "".join(c for c in text if c.isalnum())


def text_of(pdf: PdfReader) -> str:
    return words("".join(page.extract_text() for page in pdf.pages))


def all_lines(lines: tuple[SheetLine, ...]) -> Iterator[SheetLine]:
    for line in lines:
        yield line
        if not line.differences:
            yield from all_lines(line.children)


@pytest.mark.parametrize("made_up", [reports(3), versions(3), reports(1), long_reports(4, 60)])
def test_every_line_of_all_lists_is_on_paper(made_up: Comparison) -> None:
    printed_text = text_of(made(view(made_up)))
    lines = list(all_lines(story_sheet(made_up, whole=True)))
    assert len(lines) > 8
    for line in lines:
        assert line.key.startswith("alone:") or words(line.what) in printed_text
        for cell in line.cells:
            assert words(cell.text) in printed_text


def test_the_signs_are_explained_and_an_altered_quotation_stands_word_by_word() -> None:
    said = text_of(made(view(reports(3))))
    assert all(words(meaning) in said for meaning in SAID_WORDS.values())
    assert words("We were [never → –] told [+ late] that the gate was stuck") in said


def test_each_page_says_what_it_is_when_it_was_made_and_which_of_how_many() -> None:
    pdf = made(view(long_reports(4, 60)))
    count = len(pdf.pages)
    assert count > 3
    for n, page in enumerate(pdf.pages, 1):
        text = spaced(page)
        assert "The dam at Orrin Lake · Story sheet" in text
        assert "Made with Parallax on " in text and "belong to their outlets" in text
        assert f"page {n} of {count}" in text
    assert pdf.metadata is not None
    assert pdf.metadata.title == "The dam at Orrin Lake · Story sheet"


@pytest.mark.parametrize("name", VIEWS)
def test_the_names_of_the_outlets_stand_above_their_columns_on_every_page(name: View) -> None:
    pages = [spaced(page) for page in made(view(long_reports(3, 60), name)).pages]
    assert len(pages) > 1
    for page in pages:
        assert all(f"Outlet {n}" in page for n in (1, 2, 3))


@pytest.mark.parametrize("name", VIEWS)
def test_no_line_is_cut_or_left_out_at_the_end_of_a_page(name: View) -> None:
    long = "A sentence that goes on and on and never comes to its end. " * 120
    c = written({"A": [[("h", "Title")], [("a", long.strip())]], "B": [[("i", "Other")], [("a", "Short.")]]}, "reports")
    c = replace(c, differences=(difference(c, "number", {0: "A sentence", 1: "Short"}, "contradicts"),))
    what = view(c, name)
    room = page_layout(what).paintRect(page_layout(what).units()).size() * 20
    layout = PageLayout(what, room)
    for _ in layout.lay():
        pass
    drawn: dict[int, list[int]] = {}
    for page in layout.pages:
        for line, at in page.lines:
            assert at.y() >= 0 and at.y() + line.height <= room.height()
            drawn.setdefault(id(line.text), []).append(line.number)
    texts = {id(line.text): line.text for page in layout.pages for line, _ in page.lines}
    assert len(layout.pages) > 1
    for key, numbers in drawn.items():
        assert sorted(set(numbers)) == list(range(texts[key].layout.lineCount()))


@pytest.mark.parametrize("name", VIEWS)
def test_a_text_is_never_markup_and_hidden_characters_are_shown(name: View) -> None:
    c = written(HOSTILE, "reports")
    c = replace(c, differences=(difference(c, "number", {0: EVIL, 1: "انهار"}, "contradicts"),))
    pdf = made(view(c, name, title="<h1>A & B</h1>"))
    text = " ".join(map(spaced, pdf.pages))
    assert "<b>Tribune</b> & Sons" in text and "<h1>A & B</h1>" in text
    assert "\u202e" not in text and "\u202c" not in text
    assert "<img src='file:///etc/passwd'>" in text
    assert "⇤" in text and "↲" in text
    assert not any(page.images for page in pdf.pages)


def test_a_paragraph_from_right_to_left_lies_at_the_right() -> None:
    what = view(written(HOSTILE, "reports"), "side")
    layout = PageLayout(what, page_layout(what).paintRect(page_layout(what).units()).size() * 20)
    for _ in layout.lay():
        pass
    lines = [line for line, _ in layout.pages[0].lines if "انهار" in line.text.layout.text()]
    rect = lines[0].text.layout.lineAt(0).naturalTextRect()
    assert rect.left() > 0 and rect.right() == pytest.approx(lines[0].text.layout.lineAt(0).width(), abs=1)


def test_what_stands_in_the_middle_of_a_word_is_found_in_the_pdf() -> None:
    c = written({"A": [[("h", "An official offer")], [("a", "The office is shuffled.")]]}, "reports")
    assert words("An official offer The office is shuffled") in text_of(made(view(c, "side")))


def test_marks_have_their_underline_and_their_sign_without_colour() -> None:
    what = view(reports(3), "side")
    layout = PageLayout(what, page_layout(what).paintRect(page_layout(what).units()).size() * 20)
    for _ in layout.lay():
        pass
    line, _ = next((one, at) for one, at in layout.pages[0].lines if "never told" in one.text.layout.text())
    drawn = line.text.layout.text()
    assert "❞" in drawn
    styles = {
        f.format.underlineStyle().name
        for f in line.text.layout.formats()
        if "never told" in drawn[f.start : f.start + f.length]
    }
    assert styles == {"WaveUnderline"}
    for colours in PAPER.families.values():
        tint = [int(colours.tint[k : k + 2], 16) for k in (1, 3, 5)]
        assert min(tint) > 220  # black letters on it stay clear


def test_many_columns_lie_across_the_paper() -> None:
    assert page_layout(view(reports(3))).orientation().name == "Portrait"
    assert page_layout(view(reports(8))).orientation().name == "Landscape"


def test_filters_and_folds_of_the_screen_hold_on_paper() -> None:
    c = versions(3)
    hidden = text_of(made(view(c, "rows", families=frozenset())))
    shown = text_of(made(view(c, "rows")))
    assert words("The cost was raised") in shown and words("The cost was raised") not in hidden
    assert words("4 unchanged") in shown


def test_a_range_of_pages_is_printed_on_the_paper_that_the_printer_has(tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    for _ in draw(view(long_reports(4, 120)), printer, "printer", range(2, 4)):
        pass
    pdf = PdfReader(tmp_path / "printed.pdf")
    assert [float(n) for n in pdf.pages[0].mediabox[2:]] == [612, 792]
    assert [" 2 of " in spaced(pdf.pages[0]), " 3 of " in spaced(pdf.pages[1]), len(pdf.pages)] == [True, True, 2]


# in the window


def test_the_view_on_screen_is_written_and_told(window: MainWindow, tmp_path: Path) -> None:
    wait(lambda: compared(window), "the comparison")
    for name, sample in (("sheet", "Who speaks where"), ("side", "Then the lights went out"), ("rows", "only in")):
        window.show_view(name)
        path = tmp_path / f"{name}.pdf"
        Printing(window).write(path)
        wait(path.exists, "the file")
        text = text_of(PdfReader(path))
        assert words(sample) in text and all(outlet in text for outlet in TEXTS)
        assert f"Written to {name}.pdf" in window.statusBar().currentMessage()


def test_a_write_that_fails_says_one_sentence_and_leaves_the_older_file(window: MainWindow, tmp_path: Path) -> None:
    wait(lambda: compared(window), "the comparison")
    folder = tmp_path / "no such folder"
    Printing(window).write(folder / "a.pdf")
    wait(lambda: "a.pdf" in window.notice.text, "the sentence")
    assert "cannot be written" in window.notice.text and "\n" not in window.notice.text
    older = tmp_path / "older.pdf"
    older.write_bytes(b"older")
    Printing(window).write(older)
    dialog = next(d for d in window.findChildren(QProgressDialog))
    dialog.canceled.emit()
    wait(lambda: not window.findChildren(QProgressDialog), "the end")
    assert older.read_bytes() == b"older"


def test_where_no_printer_is_installed_a_pdf_is_offered(window: MainWindow) -> None:
    from PySide6.QtPrintSupport import QPrinterInfo

    if QPrinterInfo.availablePrinterNames():
        pytest.skip("a printer is installed")
    wait(lambda: compared(window), "the comparison")
    window.acts["print"].trigger()
    assert "No printer is installed" in window.notice.text
    window.notice.choices[0].click()
    wait(lambda: QApplication.activeModalWidget() is not None, "the dialog")
    dialog = QApplication.activeModalWidget()
    assert dialog is not None and dialog.windowTitle() == "Save as PDF"
    dialog.close()


def test_what_is_printed_is_told_and_what_cannot_be_printed_too(window: MainWindow, tmp_path: Path) -> None:
    wait(lambda: compared(window), "the comparison")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    Printing(window).print_on(printer, view(reports(3)))
    wait(lambda: window.statusBar().currentMessage() == "Printed", "the word")
    assert len(PdfReader(tmp_path / "printed.pdf").pages) > 1
    printer.setOutputFileName(str(tmp_path / "no such folder" / "printed.pdf"))
    Printing(window).print_on(printer, view(reports(3)))
    wait(lambda: window.notice.isVisible(), "the sentence")
    assert "cannot be made" in window.notice.text and "\n" not in window.notice.text


def test_a_print_that_is_stopped_early_prints_nothing_and_one_stopped_late_is_not_left_half(
    window: MainWindow, tmp_path: Path
) -> None:
    wait(lambda: compared(window), "the comparison")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    path = tmp_path / "printed.pdf"
    printer.setOutputFileName(str(path))
    what = view(long_reports(4, 60))
    printer.setPageLayout(page_layout(what))
    Printing(window).print_on(printer, what)
    window.findChildren(QProgressDialog)[0].canceled.emit()
    wait(lambda: not window.findChildren(QProgressDialog), "the end")
    assert not path.exists()
    steps = draw(what, printer, "printer")
    for part in steps:
        if part > LAID:
            break
    Printing(window)._begin(steps, "Printing", lambda: window.say("Printed"), LAID)
    QTest.qWait(1)
    if window.findChildren(QProgressDialog):
        window.findChildren(QProgressDialog)[0].canceled.emit()
    wait(lambda: window.statusBar().currentMessage() == "Printed", "the word")
    assert len(PdfReader(path).pages) == len(made(what).pages)


def test_pages_that_break_off_by_a_fault_are_not_told_as_written(
    window: MainWindow, capsys: pytest.CaptureFixture[str]
) -> None:
    def steps() -> Generator[float, None, None]:
        yield 0.5
        raise ZeroDivisionError

    written: list[str] = []
    Printing(window)._begin(steps(), "Making the PDF", lambda: written.append("half"))
    wait(lambda: not window.findChildren(QProgressDialog), "the end")
    assert "fault in Parallax (ZeroDivisionError)" in window.notice.text
    assert written == []


def test_the_window_goes_on_while_a_long_story_is_written(window: MainWindow, tmp_path: Path) -> None:
    wait(lambda: compared(window), "the comparison")
    window.session.state.replace(long_reports(8, 500))
    window.session.state.view = "side"
    turns = _Turns()
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(turns)
    path = tmp_path / "long.pdf"
    try:
        Printing(window).write(path)
        wait(path.exists, "the file", 60)
    finally:
        application.removeEventFilter(turns)
    assert turns.count > 30
    assert len(PdfReader(path).pages) > 20


class _Turns(QObject):
    """Counts the turns of the event loop on which a step was taken."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Timer
        return False


def test_a_page_is_drawn_with_what_was_laid_on_it() -> None:
    what = view(reports(3))
    layout = PageLayout(what, page_layout(what).paintRect(page_layout(what).units()).size() * 20)
    for _ in layout.lay():
        pass
    image = QImage(800, 1100, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    painter.scale(0.14, 0.14)
    for _ in layout.pages[0].draw(painter):
        pass
    painter.end()
    found = {image.pixelColor(x, y).name() for x in range(0, 800, 2) for y in range(0, 1100, 2)}
    assert {"#ffffff", PAPER.header} <= found and any(int(c[1:3], 16) < 60 for c in found)


def test_a_window_that_makes_pages_closes_only_when_asked_again(window: MainWindow) -> None:
    def steps() -> Generator[float, None, None]:
        while True:
            yield 0.1

    Printing(window)._begin(steps(), "Making the PDF", lambda: None)
    window.close()
    assert window.isVisible() and "Close again to give them up" in window.notice.text
    window.findChildren(QProgressDialog)[0].canceled.emit()
    wait(lambda: not window.findChildren(QProgressDialog), "the end of the first")
    Printing(window)._begin(steps(), "Making the PDF", lambda: None)
    window.notice.hide()
    window.close()
    assert window.isVisible() and window.notice.isVisible(), "the second one is told of too"
    window.close()
    assert not window.isVisible()
    wait(lambda: not window.findChildren(QProgressDialog), "the end")
