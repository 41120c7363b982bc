"""The guided look at the sample: when it comes, what it goes on by, where it lies, and when it goes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from marked_window import HERALD, compared, copied, key, opened, popup, story_of
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from waiting import wait

from parallax.window.help.guided_look import GuidedLook
from parallax.window.main_window import MainWindow


@pytest.fixture(scope="module")
def sample(application: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a library with the sample story, compared; nobody has seen the guided look there."""
    folder = tmp_path_factory.mktemp("sample")
    with opened(folder) as window:
        window.session.adding.files(window.sample_files())
        wait(lambda: len(window.session.articles) == 3 and compared(window), "the sample")
    return folder


@pytest.fixture
def window(sample: Path, tmp_path: Path) -> Iterator[MainWindow]:
    """A window on a copy of it."""
    with opened(copied(sample, tmp_path)) as made:
        made.resize(1280, 800)
        yield made


def offered(window: MainWindow) -> GuidedLook:
    """The look after the open story was opened as *Open the sample story* opens one."""
    story = story_of(window).id
    window.leave_story()
    look = GuidedLook.of(window)
    look.offer()
    window.session.open_story(story)
    QTest.qWait(50)
    return look


def add_own_story(window: MainWindow, folder: Path) -> str:
    """Make a story of the reader's own, and open it."""
    path = folder / "Herald.txt"
    path.write_text(HERALD, encoding="utf-8")
    window.leave_story()
    window.session.adding.files([path])
    wait(lambda: compared(window), "the story")
    return story_of(window).id


def test_it_comes_with_the_first_comparison_of_the_sample_and_never_again(
    application: QApplication, tmp_path: Path
) -> None:
    with opened(tmp_path) as window:
        window.acts["sample"].trigger()
        look = GuidedLook.of(window)
        assert look.step is None, "there is nothing to look at before the comparison"
        wait(lambda: look.step == 0, "the guided look")
        assert compared(window)
        assert look.bubble.isVisible()
        assert look.bubble.accessibleName() == "Guided look, 1 of 3"
        focused = QApplication.focusWidget()
        assert focused is not None
        assert window.page.isAncestorOf(focused), "it does not take the focus"
        look.end()
        window.acts["sample"].trigger()
        wait(lambda: len(window.session.articles) == 3 and compared(window), "the second sample")
        QTest.qWait(50)
        assert look.step is None


@pytest.mark.parametrize("how", ["skipped", "finished", "left"])
def test_it_is_remembered_as_seen_however_it_ended(window: MainWindow, tmp_path: Path, how: str) -> None:
    look = offered(window)
    assert look.step == 0
    if how == "skipped":
        look.bubble.skip.click()
    elif how == "finished":
        for _ in range(3):
            look.bubble.next.click()
    else:
        window.leave_story()
    assert look.step is None
    assert not look.bubble.isVisible()
    window.close()
    window.session.close()
    with opened(tmp_path) as again:
        assert offered(again).step is None


def test_it_never_comes_for_another_story(window: MainWindow, tmp_path: Path) -> None:
    add_own_story(window, tmp_path)
    look = offered(window)
    assert look.step is None
    assert window.preferences.first_time("guided"), "nothing was shown, so nothing is remembered"


def test_a_story_that_holds_more_than_the_sample_is_another_story(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "Herald.txt"
    path.write_text(HERALD, encoding="utf-8")
    window.session.adding.files([path])
    wait(lambda: len(window.session.articles) == 4 and compared(window), "the fourth article")
    assert offered(window).step is None


def test_who_has_stories_already_gets_it_only_when_asked_for(window: MainWindow, tmp_path: Path) -> None:
    sample = story_of(window).id
    own = add_own_story(window, tmp_path)
    window.open_story(sample)
    look = offered(window)
    assert look.step is None
    window.open_story(own)
    window.acts["guided_look"].trigger()
    wait(lambda: look.step == 0, "the guided look")
    assert story_of(window).id == sample, "the sample that is there is taken, not another one made"
    assert window.page.view == "sheet"


def test_asked_for_it_comes_as_often_as_the_reader_likes(window: MainWindow) -> None:
    look = GuidedLook.of(window)
    for _ in range(2):
        window.acts["guided_look"].trigger()
        assert look.step == 0
        look.bubble.next.click()
        assert look.step == 1
    window.acts["guided_look"].trigger()
    assert look.step == 0


def test_asked_for_without_a_sample_it_opens_one(application: QApplication, tmp_path: Path) -> None:
    with opened(tmp_path) as window:
        window.acts["guided_look"].trigger()
        look = GuidedLook.of(window)
        wait(lambda: look.step == 0, "the guided look")
        assert len(window.session.articles) == 3


def test_asked_for_after_a_cancelled_analysis_it_has_the_sample_compared(
    application: QApplication, tmp_path: Path
) -> None:
    with opened(tmp_path) as window:
        window.session.adding.files(window.sample_files())
        wait(lambda: len(window.session.articles) == 3, "the articles")
        window.acts["cancel"].trigger()
        assert window.session.state.comparison is None
        window.acts["guided_look"].trigger()
        assert "begins when" in window.statusBar().currentMessage()
        wait(lambda: GuidedLook.of(window).step == 0, "the guided look")


def test_doing_what_a_step_tells_of_goes_on(window: MainWindow) -> None:
    look = offered(window)
    window.page.focus_view()
    key(window.page.sheet, Qt.Key.Key_Down)
    assert look.step == 0
    key(window.page.sheet, Qt.Key.Key_Return)
    assert look.step == 1
    assert window.session.state.current is not None, "the line is opened all the same"
    key(window, Qt.Key.Key_F7)
    assert look.step == 2
    key(window, Qt.Key.Key_F7)
    assert look.step == 2, "walking on is not what the last step tells of"
    window.acts["correct"].trigger()
    popup().close()
    assert look.step is None


def test_checking_a_difference_goes_on_too(window: MainWindow) -> None:
    look = offered(window)
    key(window, Qt.Key.Key_F7)
    assert look.step == 1
    key(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert look.step == 2


def test_the_keyboard_alone_goes_through_it_and_back_to_the_texts(window: MainWindow) -> None:
    look = offered(window)
    window.page.focus_view()
    pressed = 0
    while not look.bubble.holds_focus():
        key(QApplication.focusWidget() or window, Qt.Key.Key_F6)
        pressed += 1
        assert pressed < 8, "F6 does not reach it"
    for step in (1, 2):
        key(look.bubble.next, Qt.Key.Key_Return)
        assert look.step == step
        assert look.bubble.next.hasFocus()
        assert look.bubble.words in look.bubble.next.accessibleDescription()
    key(look.bubble.next, Qt.Key.Key_F6)
    assert not look.bubble.holds_focus(), "it is no trap"
    key(QApplication.focusWidget() or window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert look.bubble.holds_focus()
    key(look.bubble.next, Qt.Key.Key_Return)
    assert look.step is None
    assert window.page.sheet.hasFocus()
    key(window.page.sheet, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert not look.bubble.holds_focus()


def test_tab_reaches_it_and_leaves_it(window: MainWindow) -> None:
    look = offered(window)
    look.bubble.skip.setFocus()
    key(look.bubble.skip, Qt.Key.Key_Tab)
    assert look.bubble.next.hasFocus()
    key(look.bubble.next, Qt.Key.Key_Tab)
    assert not look.bubble.holds_focus()
    key(QApplication.focusWidget() or window, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert look.bubble.next.hasFocus()


@pytest.mark.parametrize("where", ["bubble", "sheet", "side", "rows", "panel"])
def test_escape_skips_it_wherever_the_focus_is(window: MainWindow, where: str) -> None:
    look = offered(window)
    if where in ("sheet", "side", "rows"):
        window.show_view(where)
    elif where == "panel":
        window.panel.focus()
    else:
        look.bubble.focus()
    focused = QApplication.focusWidget()
    assert focused is not None
    key(focused, Qt.Key.Key_Escape)
    assert look.step is None
    assert not look.bubble.isVisible()
    if where != "bubble":
        assert QApplication.focusWidget() is focused


def test_escape_closes_the_line_to_search_in_first(window: MainWindow) -> None:
    look = offered(window)
    window.acts["find"].trigger()
    focused = QApplication.focusWidget()
    assert focused is not None
    key(focused, Qt.Key.Key_Escape)
    assert look.step == 0
    assert not focused.isVisible()


@pytest.mark.parametrize("width", [1280, 900, 760])
def test_it_lies_within_the_window_and_never_on_what_it_speaks_of(window: MainWindow, width: int) -> None:
    look = offered(window)
    window.resize(width, 680)
    wait(lambda: window.width() == width, "the size")
    for step, view in ((0, "sheet"), (0, "rows"), (1, "sheet"), (1, "side"), (2, "side"), (2, "rows"), (2, "sheet")):
        window.show_view(view)
        while look.step != step:
            if look.step == 1:
                window.acts["next"].trigger()
            else:
                look.go_on()
        QTest.qWait(120)
        box = look.bubble.geometry()
        assert window.rect().contains(box), (step, view)
        meant = [target for target in look._targets() if not target.isEmpty()]
        assert meant, (step, view)
        near = [target for target in meant if box.adjusted(-9, -9, 9, 9).intersects(target)]
        assert any(not box.intersects(target) for target in near), f"{step} {view}: it stands beside, and not on it"
        assert not box.intersects(meant[-1])
        if step == 0 and view == "sheet":
            first_line = QRect(meant[min(1, len(meant) - 1)])
            assert not box.intersects(first_line)
        if step == 1:
            assert not box.intersects(QRect(window.dock.geometry()))


def test_it_follows_the_size_of_the_window(window: MainWindow) -> None:
    look = offered(window)
    look.go_on()
    before = look.bubble.geometry()
    window.resize(1100, 620)
    wait(lambda: look.bubble.geometry() != before, "the bubble to follow")
    assert window.rect().contains(look.bubble.geometry())


def test_without_the_panel_the_second_step_stands_at_the_toolbar(window: MainWindow) -> None:
    look = offered(window)
    look.go_on()
    window.dock.hide()
    button = window.tools.widgetForAction(window.acts["next"])
    foot = button.mapTo(window, button.rect().bottomLeft())
    wait(lambda: look.bubble.x() < foot.x() < look.bubble.geometry().right(), "the bubble")
    assert 0 <= look.bubble.y() - foot.y() < 30


def test_it_closes_with_the_story(window: MainWindow) -> None:
    look = offered(window)
    look.go_on()
    window.leave_story()
    assert look.step is None
    assert not look.bubble.isVisible()
    assert window.further_panes == []


def test_it_closes_when_an_article_is_taken_out_and_does_not_come_back_with_it(window: MainWindow) -> None:
    look = offered(window)
    look.go_on()
    window.session.remove_article(0)
    assert look.step is None
    wait(lambda: compared(window), "the comparison of two")
    window.acts["undo"].trigger()
    wait(lambda: len(window.session.articles) == 3 and compared(window), "the article")
    QTest.qWait(50)
    assert look.step is None
    assert not look.bubble.isVisible()


def test_it_goes_on_while_the_reader_corrects_something(window: MainWindow) -> None:
    look = offered(window)
    key(window, Qt.Key.Key_F7)
    before = len(window.session.state.differences)
    window.acts["deny"].trigger()
    wait(lambda: compared(window) and len(window.session.state.differences) < before, "the comparison without it")
    assert look.step == 1
    assert look.bubble.isVisible()


def test_a_window_that_closes_in_the_midst_of_it_does_so_in_good_order(window: MainWindow) -> None:
    look = offered(window)
    look.go_on()
    assert window.close()
