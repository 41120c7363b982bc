"""Texts that no reader would write: what they look like, and how long they hold the window up."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QTextOption
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shelves import windows
from waiting import wait

from parallax.article import Article
from parallax.library import AddArticle, NewStory
from parallax.window.main_window import MainWindow
from parallax.window.palette import desktop_theme
from parallax.window.texts.article_text import ArticleText

pytestmark = pytest.mark.display

REPORT = "Dam gives way\n\nTwelve people were hurt when the dam at Orrin gave way on Monday, said Ada Ortiz. 🌊"
HEBREW = "הסכר באגם אורין קרס\n\n12 בני אדם נפצעו כשהסכר קרס ביום שני, אמרה המשטרה."
ARABIC = "انهيار السد\n\nأصيب 12 شخصا عندما انهار السد مساء الاثنين، قالت الشرطة."
TEXTS = {
    "right to left": (HEBREW, ARABIC),
    "a word of 5,000 letters": (f"{REPORT}\n\nShe said {'w' * 5000}.",),
    "a paragraph of 50,000 letters": (f"{REPORT}\n\n{'The gate was stuck for days. ' * 1700}",),
    "a word of 100,000 letters": (f"{REPORT}\n\n{'x' * 100_000}",),
    "500 lines": ("\n\n".join(f"Line {n}: the gate was stuck for {n} days." for n in range(500)),),
    "combining marks": ("Marks\n\n" + "Z\u0351\u036b\u0343\u032aA\u0334\u0335\u031c\u0370L\u0320 👩\u200d👧 🇩🇪 " * 40,),
    "bidi controls": ("\u202eabc\u202c \u2066def\u2069 \u200f\n\nShe said \u202dso\u202c.",),
    "a title of 2,000 letters": (f"{'Dam ' * 500}\n\nThe gate was stuck.",),
    "no title": ("x",),
}


@pytest.fixture
def window(application: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """A window on the first page of an empty library."""
    with windows(tmp_path / "library.sqlite") as opened:
        yield opened.first


def opened(window: MainWindow, *texts: str, outlet: str = "Post") -> None:
    """Open a new story of these texts, beside a plain report, and wait until it is compared."""
    library = window.session.library
    made = library.apply(NewStory("Hostile")).stories[0]
    for number, text in enumerate((REPORT, *texts)):
        library.apply(AddArticle(made, Article.from_text(text, outlet=f"{outlet} {number}")))
    window.open_story(made)
    wait(lambda: window.session.state.comparison is not None and not window.session.busy, "the comparison", 90)


@pytest.mark.parametrize("name", TEXTS)
def test_every_view_keeps_within_the_window_at_every_size(
    window: MainWindow, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    opened(window, *TEXTS[name])
    for width, height, points in ((480, 360, 16), (1500, 850, -4), (900, 600, 0)):
        window.resize(width, height)
        window.preferences.text_size = points
        for view in ("sheet", "side", "rows"):
            window.show_view(view)
            QTest.qWait(20)
            assert (window.width(), window.height()) == (width, height), f"{view} has made the window larger"
    said = capfd.readouterr().err
    assert "Error" not in said, said


def test_outlets_of_three_hundred_letters_leave_the_window_its_size(window: MainWindow) -> None:
    opened(window, REPORT.replace("Twelve", "Ten"), outlet="T" * 300)
    window.resize(480, 360)
    for view in ("sheet", "side", "rows"):
        window.show_view(view)
        QTest.qWait(20)
        assert window.width() == 480


def test_an_endless_word_is_laid_out_as_fast_as_words_are(application: QApplication) -> None:
    took = [seconds_to_lay_out(words) for words in ("xxxx " * 20_000, "x" * 100_000)]
    assert took[1] < 5 * took[0]  # with breaks sought between words it was some fifty times as long


def seconds_to_lay_out(words: str) -> float:
    """Seconds of the processor for one paragraph of these words in five widths."""
    text = ArticleText(Article.from_text(f"Head\n\n{words}"), desktop_theme())
    began = time.process_time()
    for width in range(400, 900, 100):
        text.resize(width, 700)
        text.show()
        QTest.qWait(1)
        assert text.document().size().width() < 900
    took = time.process_time() - began
    text.deleteLater()
    return took


def test_words_are_not_broken_where_none_is_endless(application: QApplication) -> None:
    for written in (f"Head\n\n{'w' * 5000} {'w' * 5000}", "דוח " * 9000, "水" * 30_000):
        text = ArticleText(Article.from_text(written), desktop_theme())
        assert text.wordWrapMode() == QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
