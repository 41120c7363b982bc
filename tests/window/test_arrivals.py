"""What is pasted or dropped: files, the words of a page with its address, an address, and what cannot be read."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from shelves import press, windows
from waiting import wait

from parallax.library import HoldPaste, Library
from parallax.window.articles.address_dialog import AddressDialog
from parallax.window.articles.clips import Clip, clip_of
from parallax.window.main_window import MainWindow
from parallax.worker.process import child_environment

pytestmark = pytest.mark.display

PAGE = "https://vellmar.example/news/ferry"
WORDS = "The ferry to Ostwick was two hours late on Monday.\nNobody was hurt, the harbour office said."
HTML = "<p>The ferry to Ostwick was two hours late on Monday.</p><p>Nobody was hurt, the harbour office said.</p>"
CF_HTML = (
    "Version:0.9\r\nStartHTML:00000160\r\nEndHTML:00000400\r\nStartFragment:00000190\r\nEndFragment:00000380\r\n"
    f"SourceURL:{PAGE}\r\n<html><body><!--StartFragment-->{HTML}<!--EndFragment--></body></html>"
)
OTHER_PROGRAM = """
import sys
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication(["browser"])
mime = QMimeData()
mime.setText(sys.argv[1])
mime.setHtml(sys.argv[2])
mime.setData("text/x-moz-url-priv", sys.argv[3].encode("utf-16-le"))
application.clipboard().setMimeData(mime)
print("copied", flush=True)
application.exec()
"""

MUTE_PROGRAM = OTHER_PROGRAM.replace("application.exec()", "sys.stdin.read()")
"""It has the clipboard, and answers nobody who asks for what is on it."""


def mime(text: str = "", html: str = "", **formats: bytes) -> QMimeData:
    made = QMimeData()
    if text:
        made.setText(text)
    if html:
        made.setHtml(html)
    for name, value in formats.items():
        made.setData(name, value)
    return made


def with_urls(*urls: str, text: str = "", html: str = "") -> QMimeData:
    made = mime(text, html)
    made.setUrls([QUrl(url) for url in urls])
    return made


BOTH = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
PLACE, BUTTONS, KEYS = QPoint(400, 300), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def enter(window: MainWindow, given: QMimeData) -> None:
    entered = QDragEnterEvent(PLACE, BOTH, given, BUTTONS, KEYS)
    QApplication.sendEvent(window, entered)
    assert entered.isAccepted()


def drop(window: MainWindow, given: QMimeData) -> QDropEvent:
    enter(window, given)
    dropped = QDropEvent(QPointF(PLACE), BOTH, given, BUTTONS, KEYS)
    QApplication.sendEvent(window, dropped)
    return dropped


def paste(window: MainWindow, given: QMimeData) -> None:
    QGuiApplication.clipboard().setMimeData(given)
    window.acts["paste"].trigger()


@pytest.fixture
def window(application: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    with windows(tmp_path / "library.sqlite") as opened:
        yield opened.first


def test_while_something_is_dragged_over_the_window_a_sign_says_what_is_done_with_it(window: MainWindow) -> None:
    sign = window.drop_sign
    for given, words in (
        (with_urls("file:///tmp/Herald.txt", "file:///tmp/Post.txt"), "Drop here to begin a story with 2 files"),
        (with_urls("https://vellmar.example/a", "https://vellmar.example/b"), "Drop here to begin a story with it"),
        (with_urls("file:///tmp/Harbour.PARALLAX"), "Drop here to import it"),
        (with_urls("file:///tmp/a.parallax", "file:///tmp/b.parallax"), "Drop here to import 2 stories"),
        (mime(WORDS), "Drop here to begin a story with it"),
    ):
        enter(window, given)
        assert sign.isVisible() and sign.size() == window.size() and sign.words == words
        assert window.childAt(PLACE) not in (None, sign)
        QApplication.sendEvent(window, QDragLeaveEvent())
        assert not sign.isVisible()


def test_the_sign_goes_with_the_drop_and_says_when_a_story_is_full(window: MainWindow, tmp_path: Path) -> None:
    sign = window.drop_sign
    enter(window, mime(WORDS))
    assert sign.isVisible()
    drop(window, mime(WORDS))
    assert not sign.isVisible()
    wait(lambda: window.session.story is not None, "the story of the words")
    enter(window, mime(WORDS))
    assert sign.words == "Drop here to add it to this story"
    paths = [tmp_path / f"Outlet {number}.txt" for number in range(7)]
    for path in paths:
        path.write_text(f"Ferry late\n\nThe ferry was late, {path.stem} said.", encoding="utf-8")
    drop(window, with_urls(*(path.as_uri() for path in paths)))
    wait(lambda: len(window.session.articles) == 8, "the articles")
    enter(window, mime(WORDS))
    assert sign.words == "This story has its 8 articles: there is no room for more"


def test_the_sign_follows_the_window_and_goes_where_nobody_tells_that_the_drag_is_over(window: MainWindow) -> None:
    sign = window.drop_sign
    enter(window, mime(WORDS))
    window.resize(900, 600)
    QTest.qWait(30)
    assert sign.isVisible() and sign.size() == window.size()
    QTest.mouseMove(window.start_page, QPoint(30, 30))
    QTest.qWait(30)
    assert not sign.isVisible()
    enter(window, mime(WORDS))
    dialog = QDialog(window)
    dialog.open()
    assert not sign.isVisible()
    dialog.close()
    dialog.deleteLater()


# told apart


@pytest.mark.parametrize(
    "formats",
    [
        {"text/x-moz-url-priv": PAGE.encode("utf-16-le")},
        {"text/x-moz-url-priv": f"{PAGE}\0".encode("utf-16-le")},
        {"chromium/x-source-url": PAGE.encode()},
        {"org.chromium.source-url": PAGE.encode()},
        {"public.url": PAGE.encode()},
        {"text/x-moz-url": f"{PAGE}\nFerry late".encode("utf-16-le")},
        {"text/x-moz-url": b"\xff\xfe" + f"{PAGE}\nFerry late".encode("utf-16-le")},
        {'application/x-qt-windows-mime;value="HTML Format"': CF_HTML.encode()},
    ],
)
def test_each_browser_tells_the_address_of_the_page_in_its_own_way(
    application: QApplication, formats: dict[str, bytes]
) -> None:
    clip = clip_of(mime(WORDS, HTML, **formats))
    assert (clip.address, clip.text, clip.link) == (PAGE, WORDS, "")
    assert "harbour office" in clip.html


def test_the_head_that_windows_puts_before_the_markup_is_read_and_taken_off(application: QApplication) -> None:
    clip = clip_of(mime(WORDS, CF_HTML))
    assert clip.address == PAGE
    assert clip.html.startswith("<html>")


def test_the_title_of_a_page_comes_with_its_address_alone(application: QApplication) -> None:
    told = {"text/x-moz-url": f"{PAGE}\nFerry late".encode("utf-16-le")}
    assert clip_of(mime(WORDS, HTML, **told)).title == "Ferry late"
    other = {"text/x-moz-url-priv": b"https://ostwick.example/", **told}
    assert clip_of(mime(WORDS, HTML, **other)) == Clip(
        text=WORDS, html=HTML, address="https://ostwick.example/", title=""
    )


@pytest.mark.parametrize("odd", ["file:///etc/passwd", "javascript:alert(1)", "about:blank", "https://" + "a" * 3000])
def test_an_address_that_is_none_of_a_page_is_passed_over(application: QApplication, odd: str) -> None:
    clip = clip_of(mime(WORDS, HTML, **{"text/x-moz-url-priv": odd.encode("utf-16-le")}))
    assert (clip.address, clip.text) == ("", WORDS)


@pytest.mark.parametrize(
    "given",
    [
        lambda: with_urls(PAGE, text=PAGE),
        lambda: with_urls(PAGE, text=PAGE, html=f'<a href="{PAGE}">Ferry late</a>'),
        lambda: mime(PAGE),
        lambda: mime("Ferry late", **{"text/x-moz-url": f"{PAGE}\nFerry late".encode("utf-16-le")}),
    ],
)
def test_a_link_is_no_text(application: QApplication, given: object) -> None:
    clip = clip_of(given())  # type: ignore[operator]
    assert (clip.link, clip.text) == (PAGE, "")


@pytest.mark.parametrize("kind", ["x-special/gnome-copied-files", "x-special/mate-copied-files"])
def test_files_copied_in_a_file_manager_are_files_though_only_it_says_so(
    application: QApplication, kind: str, tmp_path: Path
) -> None:
    one, other = tmp_path / "a b.txt", tmp_path / "c.txt"
    listed = "\n".join(["cut", QUrl.fromLocalFile(str(one)).toString(), QUrl.fromLocalFile(str(other)).toString()])
    assert clip_of(mime("a b.txt", **{kind: listed.encode()})).paths == (one, other)


# in the window


def test_a_pasted_selection_keeps_its_paragraphs_and_knows_its_page(window: MainWindow) -> None:
    paste(window, mime(WORDS, HTML, **{"text/x-moz-url-priv": PAGE.encode("utf-16-le")}))
    wait(lambda: window.session.articles, "the article")
    (article,) = window.session.articles
    assert article.location == PAGE
    assert len(article.paragraphs) == 2
    assert article.outlet == ""
    assert ("location", "the clipboard") in article.sources


def test_markup_that_is_copied_without_a_text_is_read_and_kept_as_it_came(window: MainWindow) -> None:
    paste(window, mime(html=HTML, **{"chromium/x-source-url": PAGE.encode()}))
    wait(lambda: window.session.articles, "the article")
    (article,) = window.session.articles
    assert [article.line(p) for p in article.paragraphs] == WORDS.split("\n")
    assert article.location == PAGE
    assert window.session.library.raw(article.id) == HTML.encode()
    assert window.session.library.held_pastes() == []


def test_markup_without_words_is_told_of_and_not_kept(window: MainWindow) -> None:
    paste(window, mime(html="<p> </p><img src='https://vellmar.example/a.png'>"))
    wait(lambda: "no text" in window.notice.text, "the word")
    assert window.session.library.held_pastes() == []


def test_the_page_of_a_selection_copied_in_another_program_is_known(window: MainWindow) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", OTHER_PROGRAM, WORDS, HTML, PAGE], env=child_environment(), stdout=subprocess.PIPE
    )
    try:
        assert other.stdout is not None
        assert other.stdout.readline() == b"copied\n"
        wait(lambda: QGuiApplication.clipboard().mimeData().hasFormat("text/x-moz-url-priv"), "the clipboard")
        window.acts["paste"].trigger()
        wait(lambda: window.session.articles, "the article")
        assert window.session.articles[0].location == PAGE
    finally:
        other.kill()
        other.wait(10)


def test_the_page_is_still_known_of_a_text_that_a_crash_left(application: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    with Library.open(path) as library:
        library.apply(HoldPaste("p1", WORDS, "", PAGE, "Ferry late"))
    with windows(path) as opened:
        press(opened.first.start_page, "Make a story of it")
        wait(lambda: opened.first.session.articles, "the article")
        assert opened.first.session.articles[0].location == PAGE
    with Library.open(path, read_only=True) as library:
        assert library.held_pastes() == []
        (head,) = library.stories()
        assert library.story(head.id).articles[0].location == PAGE


def test_several_files_that_are_dropped_are_copied_not_moved(window: MainWindow, tmp_path: Path) -> None:
    paths = [tmp_path / "Herald.txt", tmp_path / "Post.txt"]
    for path in paths:
        path.write_text(f"{path.stem} says that the ferry was late.\n\nNobody was hurt.", encoding="utf-8")
    event = drop(window, with_urls(*(QUrl.fromLocalFile(str(path)).toString() for path in paths)))
    assert event.dropAction() == Qt.DropAction.CopyAction, "else a file manager would take the files away"
    wait(lambda: len(window.session.articles) == 2, "the articles")


@pytest.mark.parametrize("files", (10, 14))
def test_files_that_have_no_room_in_the_story_are_named(window: MainWindow, tmp_path: Path, files: int) -> None:
    paths = [tmp_path / f"Outlet {number:02}.txt" for number in range(1, files + 1)]
    for path in paths:
        path.write_text(f"Ferry late\n\nThe ferry was late, {path.stem} said.", encoding="utf-8")
    drop(window, with_urls(*(path.as_uri() for path in paths)))
    wait(lambda: len(window.session.articles) == 8, "the articles")
    left = window.notice.text.partition("Left out: ")[2]
    if files == 10:
        assert left == "“Outlet 09.txt” and “Outlet 10.txt”."
    else:
        assert left.startswith("“Outlet 09.txt”, ") and left.endswith("“Outlet 12.txt” and 2 more.")


def test_a_dropped_folder_is_refused_in_one_sentence_and_a_file_beside_it_opens(
    window: MainWindow, tmp_path: Path
) -> None:
    folder, path = tmp_path / "folder", tmp_path / "Post.txt"
    folder.mkdir()
    path.write_text("The ferry was late.", encoding="utf-8")
    drop(window, with_urls(*(QUrl.fromLocalFile(str(p)).toString() for p in (folder, path))))
    wait(lambda: window.session.articles, "the article")
    assert window.notice.text == f"{folder}: this is a folder; choose the files in it."


def test_a_dropped_selection_becomes_an_article_of_its_page(window: MainWindow) -> None:
    drop(window, mime(WORDS, HTML, **{"chromium/x-source-url": PAGE.encode()}))
    wait(lambda: window.session.articles, "the article")
    assert window.session.articles[0].location == PAGE


def test_a_dropped_picture_is_refused_in_one_sentence(window: MainWindow) -> None:
    given = QMimeData()
    given.setImageData(QImage(8, 8, QImage.Format.Format_RGB32))
    drop(window, given)
    assert "is a picture, which cannot be read" in window.notice.text
    assert window.session.story is None


@pytest.mark.parametrize("given", [{"application/x-unknown": b"\0\1"}, {"text/uri-list": b"ftp://vellmar.example/a"}])
def test_whatever_else_is_dropped_is_refused_in_one_sentence(window: MainWindow, given: dict[str, bytes]) -> None:
    drop(window, mime(**given))
    assert "cannot be read" in window.notice.text
    assert "\n" not in window.notice.text


def test_a_dropped_address_becomes_no_article_of_one_line(window: MainWindow) -> None:
    for take, given in ((drop, with_urls(PAGE, text=PAGE)), (paste, mime(PAGE))):
        take(window, given)
        asked = QApplication.activeModalWidget()
        assert isinstance(asked, AddressDialog)
        assert asked.line.text() == PAGE
        asked.reject()
    assert window.session.story is None


def test_pasted_files_are_added(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "Post.txt"
    path.write_text("The ferry was late.", encoding="utf-8")
    listed = f"copy\n{QUrl.fromLocalFile(str(path)).toString()}"
    paste(window, mime(path.name, **{"x-special/gnome-copied-files": listed.encode()}))
    wait(lambda: window.session.articles, "the article")
    assert window.session.articles[0].outlet == "Post"


def test_a_clipboard_whose_program_does_not_answer_is_waited_for_once(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", MUTE_PROGRAM, WORDS, HTML, PAGE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=child_environment(),
    ) as program:
        assert program.stdout is not None and program.stdin is not None
        assert program.stdout.readline() == b"copied\n"
        asked: list[str] = []
        monkeypatch.setattr(QMimeData, "hasFormat", lambda self, kind: asked.append(kind) or False)
        assert clip_of(QGuiApplication.clipboard().mimeData()) == Clip(odd="nothing")
        assert asked == []
        program.stdin.close()
