"""Which outlet an article is of is asked once, quietly, and never again."""

from __future__ import annotations

from pathlib import Path

import pytest
from cleaned_window import make_cleaned, pasted
from marked_window import compared, copied, key, on_disk, opened
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from waiting import wait

from parallax.library import AddArticle, Library, SetAsked
from parallax.window.main_window import MainWindow
from parallax.window.stories.library_file import LibraryFile

pytestmark = pytest.mark.display

SITE = "https://www.vellmar-courier.example/ferry"


@pytest.fixture(scope="module")
def cleaned(application: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_cleaned(tmp_path_factory.mktemp("asked"))


def with_pasted(cleaned: Path, folder: Path, count: int = 1) -> Path:
    """A copy of the library with texts without an outlet."""
    copied(cleaned, folder)
    with Library.open(folder / "library.sqlite") as library:
        story = library.stories()[0].id
        for number in range(count):
            library.apply(AddArticle(story, pasted(f"{number + 3} were hurt", SITE if number == 0 else "")))
    return folder


def asked(window: MainWindow) -> str:
    wait(lambda: compared(window) and window.questions.line.isVisible(), "the question")
    return window.questions.line.text


def test_the_question_takes_no_focus_and_proposes_the_site_of_the_page(cleaned: Path, tmp_path: Path) -> None:
    with opened(with_pasted(cleaned, tmp_path)) as window:
        wait(lambda: compared(window), "the comparison")
        assert not window.questions.line.isVisible()
        before = QApplication.focusWidget()
        assert asked(window) == "Which outlet is article 2, “Passengers taken off stranded ferry”, from?"
        assert QApplication.focusWidget() is before
        line = window.questions.line
        assert (line.outlet.text(), line.published.text()) == ("vellmar-courier.example", "")
        assert line.outlet.accessibleDescription() == line.text


def test_f6_comes_to_it_and_return_saves_outlet_and_date(cleaned: Path, tmp_path: Path) -> None:
    with opened(with_pasted(cleaned, tmp_path)) as window:
        asked(window)
        line = window.questions.line
        for _ in range(12):
            if line.outlet.hasFocus():
                break
            window.acts["next_pane"].trigger()
        assert line.outlet.hasFocus()
        assert line.outlet.selectedText() == "vellmar-courier.example"
        QTest.keyClicks(line.outlet, "Vellmar Courier")
        key(line.outlet, Qt.Key.Key_Tab)
        QTest.keyClicks(line.published, "soon")
        key(line.published, Qt.Key.Key_Return)
        assert line.text.startswith("“soon” is no date")
        line.published.clear()
        QTest.keyClicks(line.published, "2026-03-10")
        key(line.published, Qt.Key.Key_Return)
        article = on_disk(window).articles[1]
        assert (article.outlet, article.published) == ("Vellmar Courier", "2026-03-10")
        assert dict(article.sources) == {"outlet": "you", "published": "you"}
        assert not line.isVisible()
        assert window.page.isAncestorOf(QApplication.focusWidget())


def test_escape_is_not_now_and_it_is_not_asked_again_nor_compared_again(cleaned: Path, tmp_path: Path) -> None:
    with opened(with_pasted(cleaned, tmp_path)) as window:
        asked(window)
        comparison, changes = window.session.state.comparison, on_disk(window).changes
        window.questions.line.focus()
        key(window.questions.line.outlet, Qt.Key.Key_Escape)
        assert not window.questions.line.isVisible()
        window.session.after_change()
        QTest.qWait(1000)
        assert window.session.state.comparison is comparison
        assert on_disk(window).changes == changes
        assert not window.questions.line.isVisible()
    with opened(tmp_path) as again:
        wait(lambda: compared(again), "the comparison")
        QTest.qWait(1000)
        assert not again.questions.line.isVisible()


def test_what_another_window_asked_is_not_asked_again(cleaned: Path, tmp_path: Path) -> None:
    with opened(with_pasted(cleaned, tmp_path)) as window:
        wait(lambda: compared(window), "the comparison")
        assert not window.questions.line.isVisible()
        with Library.open(tmp_path / "library.sqlite") as other:
            made = other.story(other.stories()[0].id)
            other.apply(SetAsked(made.id, made.articles[1].id, ("outlet",)))
        window.session.look_elsewhere()
        assert window.session.articles == on_disk(window).articles
        QTest.qWait(1000)
        assert not window.questions.line.isVisible()


def test_several_are_asked_one_after_the_other_in_one_line(cleaned: Path, tmp_path: Path) -> None:
    with opened(with_pasted(cleaned, tmp_path, 2)) as window:
        assert asked(window).endswith("from? (1 more to ask)")
        line = window.questions.line
        line.focus()
        key(line.outlet, Qt.Key.Key_Return)
        assert line.isVisible()
        assert "article 3" in line.text
        assert line.outlet.hasFocus()
        assert line.outlet.text() == ""
        line.not_now.click()
        assert not line.isVisible()
        assert [a.outlet for a in on_disk(window).articles] == ["The Harbour Tribune", "vellmar-courier.example", ""]


def test_an_answer_that_cannot_be_saved_stays_in_the_line(cleaned: Path, tmp_path: Path) -> None:
    with opened(with_pasted(cleaned, tmp_path)) as window:
        asked(window)
        line, at = window.questions.line, window.session.library.path
        line.outlet.setText("Vellmar Courier")
        window.session.file = LibraryFile.nowhere(at)
        line.save.click()
        assert window.notice.isVisible()
        assert line.isVisible()
        assert line.outlet.text() == "Vellmar Courier"
        window.session.file = LibraryFile.at(at)
        line.save.click()
        assert not line.isVisible()
        assert on_disk(window).articles[1].outlet == "Vellmar Courier"


def test_the_question_goes_with_its_article_and_with_its_story(cleaned: Path, tmp_path: Path) -> None:
    with opened(with_pasted(cleaned, tmp_path)) as window:
        asked(window)
        window.session.remove_article(1)
        assert not window.questions.line.isVisible()
        assert window.further_panes == []


def test_the_name_of_a_file_is_taken_for_the_outlet_without_a_question(cleaned: Path, tmp_path: Path) -> None:
    path = tmp_path / "Ostwick Post.txt"
    path.write_text("Ferry aground\n\nNine people were hurt.\n", encoding="utf-8")
    with opened(copied(cleaned, tmp_path)) as window:
        window.session.adding.files([path])
        wait(lambda: len(window.session.articles) == 2 and compared(window), "the article")
        QTest.qWait(1000)
        assert not window.questions.line.isVisible()
        assert dict(window.session.articles[1].sources)["outlet"] == "the name of the file"
