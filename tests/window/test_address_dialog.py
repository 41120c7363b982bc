"""A web page is fetched only after the reader saw its address and said yes; whatever goes wrong, pasting is offered."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from shelves import FERRY, focus, press, story, windows
from waiting import wait

from parallax.article import Article
from parallax.library import MOST_ARTICLES, AddArticle, Library, NewStory
from parallax.particulars import FETCHED
from parallax.window.articles.address_dialog import AddressDialog
from parallax.window.main_window import MainWindow
from parallax.window.settings.settings_dialog import SettingsDialog
from parallax.window.settings.web_settings import WebSettings
from web_site import HOST, Site, http, sent_on, site

pytestmark = pytest.mark.display

TYPED = "https://www.ostwick.net/ferry?x=1#top"


@pytest.fixture(scope="module")
def there() -> Iterator[Site]:
    with site() as made:
        yield made


@pytest.fixture
def window(application: QApplication, tmp_path: Path, there: Site) -> Iterator[MainWindow]:
    there.answers.clear()
    there.answers["*"] = http()
    there.requests.clear()
    QGuiApplication.clipboard().clear()
    with windows(tmp_path / "library.sqlite") as opened:
        opened.first.session.fetching.rules = there.rules()
        yield opened.first


def dialog() -> AddressDialog:
    """The dialog on screen, with the focus."""
    wait(lambda: isinstance(QApplication.activeWindow(), AddressDialog), "the dialog")
    found = QApplication.activeWindow()
    assert isinstance(found, AddressDialog)
    return found


def no_dialog() -> bool:
    return not isinstance(QApplication.activeModalWidget(), AddressDialog)


def key(pressed: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    QTest.keyClick(focus(), pressed, modifiers)


def ask(window: MainWindow) -> AddressDialog:
    """Open the dialog by its key."""
    key(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    return dialog()


def type_in(shown: AddressDialog, address: str) -> None:
    shown.line.selectAll()
    QTest.keyClicks(shown.line, address)


def offered(shown: AddressDialog) -> set[str]:
    """The buttons that are there."""
    return {b.text().replace("&", "") for b in shown.findChildren(QPushButton) if b.isVisible()}


def rests(window: MainWindow) -> bool:
    return not window.session.fetching.busy


def drop(window: MainWindow, mime: QMimeData) -> None:
    """Drop something on the window."""
    action, buttons, modifiers = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPoint(50, 50), action, mime, buttons, modifiers)
    window.dragEnterEvent(entered)
    assert entered.isAccepted()
    window.dropEvent(QDropEvent(QPointF(50, 50), action, mime, buttons, modifiers))


# by keyboard alone


def test_a_page_is_added_by_keyboard_alone_and_only_after_return(window: MainWindow, there: Site) -> None:
    ask(window)
    QTest.keyClicks(focus(), there.address().text)
    QTest.qWait(300)
    assert there.requests == []
    key(Qt.Key.Key_Return)
    wait(lambda: window.session.articles, "the article")
    assert no_dialog()
    article = window.session.articles[0]
    assert (article.title, article.location) == ("Ferry late at Sall", there.address().text)
    assert article.retrieved
    assert there.paths == ["/story.html"]


def test_what_is_shown_before_is_the_address_in_full_and_what_will_happen(window: MainWindow) -> None:
    shown = ask(window)
    type_in(shown, " HTTPS://WWW.Ostwick.net:443/straße?x=1#top ")
    assert shown.whole.toPlainText() == "https://www.ostwick.net/stra%C3%9Fe?x=1"
    assert shown.host.text() == "www.ostwick.net"
    assert "Parallax will ask www.ostwick.net for this page once." in shown.word.text()
    assert "encrypted" not in shown.word.text()
    type_in(shown, "http://www.ostwick.net/")
    assert "not encrypted" in shown.word.text()


def test_a_name_in_other_letters_is_shown_both_ways_and_one_of_mixed_letters_as_it_is_asked_for(
    window: MainWindow,
) -> None:
    shown = ask(window)
    shown.line.setText("https://münchen.org/")
    assert shown.host.text() == "münchen.org, which is written xn--mnchen-3ya.org"
    shown.line.setText("https://p\u0430ypal.org/")
    assert shown.host.text() == "xn--pypal-4ve.org"
    assert shown.word.text().startswith("Careful: the name of this site mixes Latin and Cyrillic letters")


def test_every_part_of_the_dialog_has_a_name_and_can_be_reached(window: MainWindow) -> None:
    shown = ask(window)
    type_in(shown, "http://127.0.0.1/")
    key(Qt.Key.Key_Return)
    reached = []
    for _ in range(8):
        reached.append(focus().accessibleName() or focus().property("text"))
        key(Qt.Key.Key_Tab)
    assert {"Web address", "&Fetch", "&Paste instead", "Cancel"} <= {str(name).replace("&C", "C") for name in reached}
    assert any("address of this computer" in str(name) for name in reached)
    for label in shown.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText or not label.text() or label.buddy() is not None
    key(Qt.Key.Key_Escape)
    assert no_dialog()


def test_an_address_of_any_length_leaves_the_dialog_on_the_screen(window: MainWindow) -> None:
    shown = ask(window)
    width = shown.width()
    shown.line.setText("https://www.ostwick.net/" + "part/" * 700)
    QTest.qWait(50)
    assert shown.width() == width
    assert shown.height() < 500
    assert len(shown.whole.toPlainText()) == 24 + 3_500


# what comes of it


def test_while_a_page_is_fetched_the_window_says_which_site_is_asked(window: MainWindow, there: Site) -> None:
    asked, go_on = threading.Event(), threading.Event()

    def answer(connected: object) -> None:
        asked.set()
        go_on.wait(10)
        connected.sendall(http())  # type: ignore[attr-defined]

    there.answers["*"] = answer
    assert window.walk.text() == "Everything stays on this computer"
    shown = ask(window)
    type_in(shown, there.address().text)
    key(Qt.Key.Key_Return)
    wait(asked.is_set, "the request")
    assert window.walk.text() == f"Asking {HOST}:{there.port} for a page"
    assert shown.outcome.text() == f"Asking {HOST}:{there.port} …"
    assert shown.bar.isVisible()
    go_on.set()
    wait(lambda: window.session.articles, "the article")
    assert "Asking" not in window.walk.text()


def test_escape_stops_the_fetching_first_and_then_closes(window: MainWindow, there: Site) -> None:
    asked = threading.Event()

    def answer(connected: object) -> None:
        asked.set()
        connected.recv(1)  # type: ignore[attr-defined]

    there.answers["*"] = answer
    shown = ask(window)
    type_in(shown, there.address().text)
    key(Qt.Key.Key_Return)
    wait(asked.is_set, "the request")
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert rests(window)
    assert shown.outcome.text() == "Cancelled: nothing was added."
    assert window.walk.text() == "Everything stays on this computer"
    assert shown.isVisible() and shown.line.isEnabled()
    QTest.qWait(300)
    key(Qt.Key.Key_Escape)
    assert no_dialog()
    assert window.session.articles == ()


def test_a_refusal_is_one_sentence_and_the_address_can_be_mended(window: MainWindow, there: Site) -> None:
    there.answers["/gone"] = http(b"", "404 Not Found")
    shown = ask(window)
    type_in(shown, there.address("/gone").text)
    key(Qt.Key.Key_Return)
    wait(lambda: rests(window), "the answer")
    assert shown.outcome.text() == f"⚠ {HOST}:{there.port} has no page at this address; check the address."
    assert offered(shown) == {"Fetch", "Paste instead", "Open in your browser", "Cancel"}
    type_in(shown, there.address().text)
    assert shown.outcome.text() == ""
    key(Qt.Key.Key_Return)
    wait(lambda: window.session.articles, "the article")


def test_behind_a_wall_the_article_is_pasted_instead(window: MainWindow, there: Site) -> None:
    there.answers["*"] = http(b"", "402 Payment Required")
    shown = ask(window)
    type_in(shown, there.address().text)
    key(Qt.Key.Key_Return)
    wait(lambda: rests(window), "the answer")
    assert "asks to be paid" in shown.outcome.text()
    QGuiApplication.clipboard().setText(there.address().text)
    press(shown, "Paste instead")
    assert "holds no article yet" in shown.outcome.text()
    QGuiApplication.clipboard().setText(FERRY)
    press(shown, "Paste instead")
    wait(lambda: window.session.articles, "the article")
    assert no_dialog()
    assert len(there.requests) == 1


def test_a_page_can_be_opened_in_the_browser_of_the_reader(
    window: MainWindow, there: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()) or True)
    there.answers["*"] = http(b"", "403 Forbidden")
    shown = ask(window)
    type_in(shown, there.address().text)
    key(Qt.Key.Key_Return)
    wait(lambda: rests(window), "the answer")
    press(shown, "Open in your browser")
    assert opened == [there.address().text]


def test_a_local_address_is_refused_without_asking_anything(window: MainWindow, there: Site) -> None:
    shown = ask(window)
    for typed in (f"http://127.0.0.1:{there.port}/", f"http://localhost:{there.port}/", "http://2130706433/"):
        type_in(shown, typed)
        key(Qt.Key.Key_Return)
        assert shown.outcome.text().startswith("⚠ ")
        assert rests(window)
    assert there.requests == []
    assert "Open in your browser" not in offered(shown)


def test_a_window_that_closes_stops_what_it_fetches(window: MainWindow, there: Site) -> None:
    closed = threading.Event()

    def answer(connected: object) -> None:
        connected.recv(1)  # type: ignore[attr-defined]
        closed.set()

    there.answers["*"] = answer
    shown = ask(window)
    type_in(shown, there.address().text)
    key(Qt.Key.Key_Return)
    wait(lambda: there.requests, "the request")
    window.session.fetching.close()
    wait(closed.is_set, "the end of the connection")


# how an address comes


def test_an_address_on_the_clipboard_is_offered_and_not_fetched(window: MainWindow, there: Site) -> None:
    QGuiApplication.clipboard().setText(f" {there.address().text}\n")
    shown = ask(window)
    assert shown.line.text() == there.address().text
    assert shown.line.selectedText() == shown.line.text()
    key(Qt.Key.Key_Escape)
    QTest.qWait(200)
    assert there.requests == []


def test_a_text_on_the_clipboard_is_not_offered_as_an_address(window: MainWindow) -> None:
    QGuiApplication.clipboard().setText(f"See {TYPED} for more.")
    assert ask(window).line.text() == ""


def test_pasting_nothing_but_an_address_asks_instead_of_making_an_article_of_it(
    window: MainWindow, there: Site
) -> None:
    QGuiApplication.clipboard().setText(TYPED)
    key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert dialog().line.text() == TYPED
    key(Qt.Key.Key_Escape)
    assert window.session.articles == ()
    assert there.requests == []


def links() -> list[QMimeData]:
    """A link, as browsers give it."""
    listed, mozilla, text = QMimeData(), QMimeData(), QMimeData()
    listed.setUrls([QUrl(TYPED), QUrl("https://www.ostwick.net/other")])
    mozilla.setData("text/x-moz-url", f"{TYPED}\nFerry late".encode("utf-16-le"))
    text.setText(TYPED)
    return [listed, mozilla, text]


@pytest.mark.parametrize("number", range(3))
def test_a_dropped_link_is_asked_about(window: MainWindow, there: Site, number: int) -> None:
    drop(window, links()[number])
    assert dialog().line.text() == TYPED
    key(Qt.Key.Key_Escape)
    assert window.session.articles == ()


def test_a_dropped_link_to_another_kind_of_thing_is_not_asked_about(window: MainWindow) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("ftp://www.ostwick.net/a"), QUrl("javascript:alert(1)")])
    drop(window, mime)
    assert no_dialog()


def test_a_dropped_address_that_may_not_be_asked_for_says_why_at_once(window: MainWindow, there: Site) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl(f"http://127.0.0.1:{there.port}/")])
    drop(window, mime)
    assert "address of this computer or network" in dialog().outcome.text()


def test_a_full_story_is_told_before_anything_is_asked(application: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "full.sqlite"
    with Library.open(path) as library:
        story(library, "Full", *[f"Ferry late\n\nIt was day {n}." for n in range(MOST_ARTICLES)])
    with windows(path) as opened:
        opened.first.session.open_last()
        opened.first.acts["add_address"].trigger()
        assert no_dialog()
        assert "this one is full" in opened.first.notice.text


# once more, and never


def test_reading_again_asks_before_the_page_is_fetched_again(window: MainWindow, there: Site, tmp_path: Path) -> None:
    library = window.session.library
    made = library.apply(NewStory("Ferry")).stories[0]
    before = Article.of_lines(["Ferry late at Sall", "It was late."])
    fetched = replace(before, location=there.address().text, sources=(("location", FETCHED),))
    library.apply(AddArticle(made, fetched))
    window.open_story(made)
    window.acts["read_again"].trigger()
    shown = dialog()
    assert (shown.line.text(), shown.line.isReadOnly()) == (there.address().text, True)
    QTest.qWait(200)
    assert there.requests == []
    key(Qt.Key.Key_Return)
    wait(lambda: "torn a rope" in window.session.articles[0].text, "the new text")
    assert len(window.session.articles) == 1
    assert window.session.articles[0].id == before.id


def test_an_address_that_a_file_or_a_clipboard_named_is_not_asked(window: MainWindow, there: Site) -> None:
    library = window.session.library
    made = library.apply(NewStory("Ferry")).stories[0]
    named = replace(Article.of_lines(["Ferry late at Sall", "It was late."]), location=there.address().text)
    library.apply(AddArticle(made, named))
    window.open_story(made)
    window.acts["read_again"].trigger()
    assert no_dialog()
    assert "came with the address of its page, but not from there" in window.notice.text
    assert there.requests == []


def test_where_the_web_is_never_asked_nothing_can_be_fetched(window: MainWindow, there: Site) -> None:
    window.preferences.never_asks_web = True
    QGuiApplication.clipboard().setText(there.address().text)
    shown = ask(window)
    assert "Never ask the web is on in the settings" in shown.outcome.text()
    assert not shown.fetch.isEnabled()
    key(Qt.Key.Key_Return)
    type_in(shown, there.address("/other").text)
    key(Qt.Key.Key_Return)
    QTest.qWait(300)
    assert rests(window)
    assert there.requests == []


def test_never_holds_at_once_in_a_dialog_that_is_open(window: MainWindow, there: Site) -> None:
    QGuiApplication.clipboard().setText(there.address().text)
    shown = ask(window)
    window.preferences.never_asks_web = True  # in another window
    key(Qt.Key.Key_Return)
    assert "Never ask the web is on in the settings" in shown.outcome.text()
    QTest.qWait(300)
    assert there.requests == []


def test_the_settings_keep_whether_the_web_may_be_asked(window: MainWindow) -> None:
    assert not window.preferences.never_asks_web
    window.acts["settings"].trigger()
    wait(lambda: isinstance(QApplication.activeWindow(), SettingsDialog), "the settings")
    part = QApplication.activeWindow().findChild(WebSettings)  # type: ignore[union-attr]
    assert isinstance(part, WebSettings)
    part.never.click()
    assert window.preferences.never_asks_web
    window.preferences.never_asks_web = False
    assert not part.never.isChecked()
    QTest.keyClick(QApplication.activeWindow(), Qt.Key.Key_Escape)


def test_a_page_goes_to_the_story_that_it_was_asked_for(window: MainWindow, there: Site) -> None:
    go_on = threading.Event()

    def answer(connected: object) -> None:
        go_on.wait(10)
        connected.sendall(sent_on("/story.html"))  # type: ignore[attr-defined]

    there.answers["/late"] = answer
    there.answers["/story.html"] = http()
    window.session.add_pasted(FERRY)
    first = window.session.story
    assert first is not None
    shown = ask(window)
    type_in(shown, there.address("/late").text)
    key(Qt.Key.Key_Return)
    window.session.leave_story()
    go_on.set()
    wait(lambda: rests(window), "the page")
    assert len(window.session.library.story(first.id).articles) == 2
    assert window.session.story is None
