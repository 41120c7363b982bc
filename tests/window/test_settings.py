"""The settings: each is so at once in all windows, and is there again at the next start."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from marked_window import copied
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QPalette, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QWidget
from shelves import focus, two_stories, windows
from waiting import wait

from contrasts import contrast
from parallax import paths
from parallax.model_files import PACKAGE, model_folder
from parallax.values import FAMILIES
from parallax.window.appearance import application_palette, wear
from parallax.window.main_window import MainWindow
from parallax.window.palette import DARK, HIGH_CONTRAST, LIGHT, THEMES, Theme, desktop_theme, widget_palette
from parallax.window.preferences import LARGEST, SMALLEST, THEME_CHOICES, Preferences
from parallax.window.settings.settings_dialog import SettingsDialog
from parallax.window.windows import Windows
from parallax.worker import limits, reader

pytestmark = pytest.mark.display
Role = QPalette.ColorRole


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return two_stories(tmp_path)


@pytest.fixture
def opened(application: QApplication, path: Path) -> Iterator[Windows]:
    with windows(path) as made:
        yield made
    wear("desktop")


def settings(window: MainWindow) -> SettingsDialog:
    """The settings, opened by their action."""
    window.acts["settings"].trigger()
    wait(lambda: isinstance(QApplication.activeModalWidget(), SettingsDialog), "the settings")
    found = QApplication.activeModalWidget()
    assert isinstance(found, SettingsDialog)
    wait(lambda: found.isActiveWindow() and QApplication.focusWidget() is not None, "the focus")
    return found


def letters(window: MainWindow) -> float:
    """The size of the letters of the first text."""
    return window.page.side.column(0).text.font().pointSizeF()


def colour(widget: QWidget, role: QPalette.ColorRole) -> str:
    return widget.palette().color(role).name()


# text size


def test_a_text_size_is_so_at_once_in_all_windows_and_after_a_restart(opened: Windows, path: Path) -> None:
    first, second = opened.first, opened.another()
    assert second is not None
    for window in (first, second):
        window.open_story(window.session.stories()[0].id)
    before = letters(first)
    dialog = settings(first)
    dialog.looks.points.setValue(4)
    assert [letters(w) for w in (first, second)] == [before + 4] * 2
    assert dialog.looks.sample.font().pointSizeF() == dialog.font().pointSizeF() + 4
    second.acts["bigger"].trigger()
    assert dialog.looks.points.value() == 5
    assert letters(first) == before + 5
    dialog.reject()
    assert Preferences(path).text_size == 5
    third = opened.another()
    assert third is not None
    third.open_story(third.session.stories()[0].id)
    assert letters(third) == before + 5


# theme


@pytest.mark.parametrize(("choice", "theme"), [("light", LIGHT), ("dark", DARK), ("high contrast", HIGH_CONTRAST)])
def test_a_theme_colours_widgets_and_texts_of_all_windows(opened: Windows, choice: str, theme: Theme) -> None:
    first, second = opened.first, opened.another()
    assert second is not None
    first.open_story(first.session.stories()[0].id)
    plain = {
        w: QPalette(w.palette()) for w in (first, second, first.page.side.column(0).text, first.page.rows, first.tools)
    }
    dialog = settings(first)
    dialog.looks.theme.setCurrentIndex(THEME_CHOICES.index(choice))  # type: ignore[arg-type]
    assert desktop_theme() is theme
    for pane in (first.page.side.column(0).text, first.page.rows, first.page.sheet, dialog.looks.sample):
        assert colour(pane, Role.Base) == theme.paper, type(pane)
        assert colour(pane, Role.Text) == theme.ink, type(pane)
    dark = theme is not LIGHT
    wait(lambda: colour(first, Role.Window) != plain[first].color(Role.Window).name(), "the palette")
    for widget in (first, second, dialog, first.tools, second.start_page, first.menuBar()):
        assert (widget.palette().color(Role.Window).lightness() < 128) == dark, widget
        assert (widget.palette().color(Role.WindowText).lightness() > 128) == dark, widget
    later = opened.another()
    assert later is not None
    later.open_story(first.session.stories()[0].id)
    assert colour(later.page.side.column(0).text, Role.Base) == theme.paper
    dialog.looks.theme.setCurrentIndex(0)
    assert desktop_theme() is LIGHT
    wait(lambda: colour(first, Role.Window) == plain[first].color(Role.Window).name(), "the palette before")
    for widget, before in plain.items():
        for role in (Role.Window, Role.WindowText, Role.Base, Role.Text, Role.Button, Role.ButtonText, Role.Mid):
            assert widget.palette().color(role) == before.color(role), (widget, role)


def test_a_theme_is_painted_at_the_next_start(application: QApplication, path: Path) -> None:
    Preferences(path).theme = "high contrast"
    try:
        with windows(path) as opened:
            window = opened.first
            window.open_story(window.session.stories()[0].id)
            text = window.page.side.column(0).text
            wait(text.isVisible, "the text")
            picture = text.viewport().grab().toImage()
            ground = picture.pixelColor(picture.width() - 2, picture.height() - 2).name()
            assert ground == HIGH_CONTRAST.paper
            wear("desktop")
    finally:
        wear("desktop")


def test_in_the_dark_a_box_that_is_not_ticked_and_a_field_have_an_edge(opened: Windows) -> None:
    dialog = settings(opened.first)
    dialog.looks.theme.setCurrentIndex(THEME_CHOICES.index("dark"))
    box = next(iter(dialog.looks.families.values()))
    box.setChecked(False)
    QTest.qWait(50)
    for widget in (box, dialog.looks.points):
        picture = widget.grab().toImage()
        middle = picture.height() // 2
        edges = [picture.pixelColor(x, middle) for x in range(6)]
        assert max(contrast(colour.name(), DARK.header) for colour in edges) >= 3


def test_in_high_contrast_a_button_has_an_edge_and_its_letters_can_be_read(opened: Windows) -> None:
    dialog = settings(opened.first)
    dialog.looks.theme.setCurrentIndex(THEME_CHOICES.index("high contrast"))
    button = dialog.looks.restore
    picture = button.grab().toImage()
    edge = max(picture.pixelColor(picture.width() // 2, y).lightness() for y in range(3))
    assert edge >= 150
    faces = [picture.pixelColor(3, y) for y in range(4, picture.height() - 4)]
    assert min(contrast(HIGH_CONTRAST.ink, face.name()) for face in faces) >= 7
    sample = dialog.looks.sample.grab().toImage()
    assert max(sample.pixelColor(sample.width() // 2, y).lightness() for y in range(3)) >= 150


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_the_letters_of_every_widget_can_be_read(application: QApplication, theme: Theme) -> None:
    least = 7.0 if theme is HIGH_CONTRAST else 4.5
    pairs = [
        (Role.WindowText, Role.Window),
        (Role.Text, Role.Base),
        (Role.Text, Role.AlternateBase),
        (Role.ButtonText, Role.Button),
        (Role.HighlightedText, Role.Highlight),
        (Role.PlaceholderText, Role.Base),
        (Role.ToolTipText, Role.ToolTipBase),
        (Role.Link, Role.Base),
        (Role.LinkVisited, Role.Base),
    ]
    for colours in (application_palette(theme), widget_palette(theme)):
        weak = [
            (front.name, back.name)
            for front, back in pairs
            if (colours.isBrushSet(QPalette.ColorGroup.Active, front))
            and contrast(colours.color(front).name(), colours.color(back).name()) < least
        ]
        assert weak == []


# families


@pytest.fixture
def compared_story(story: Path, tmp_path: Path) -> Path:
    """The library of a story that is compared already."""
    return copied(story, tmp_path) / "library.sqlite"


def test_families_are_those_of_windows_whose_filters_the_reader_left_alone(
    application: QApplication, compared_story: Path
) -> None:
    every = frozenset(FAMILIES)
    with windows(compared_story) as opened:
        first, second = opened.first, opened.another()
        assert second is not None
        second.session.open_last()
        second.tools.filters["voice"].trigger()
        dialog = settings(first)
        dialog.looks.families["wording"].click()
        assert first.tools.families == every - {"wording"}
        assert second.tools.families == every - {"voice"}, "the reader set it there"
        dialog.reject()
        third = opened.another()
        assert third is not None
        third.session.open_last()
        assert third.session.state.families == every - {"wording"}
        assert not third.tools.filters["wording"].isChecked()
        third.tools.filters["facts"].trigger()
        third.leave_story()
        third.session.open_last()
        assert third.session.state.families == every - {"wording", "facts"}, "as the toolbar shows"
    assert Preferences(compared_story).families == every - {"wording"}


def test_hidden_families_are_hidden_and_counted_when_a_story_opens(window: MainWindow) -> None:
    found = window.session.state.counts()
    assert found["facts"]
    wanted = window.session.story
    assert wanted is not None
    window.preferences.families = frozenset(FAMILIES) - {"facts"}
    window.open_story(wanted.id)
    assert window.session.state.hidden() == found["facts"]
    assert f"{found['facts']} hidden" in window.walk.text()


def test_the_size_is_shown_and_typed_as_the_one_that_the_letters_have(opened: Windows) -> None:
    window = opened.first
    window.open_story(window.session.stories()[0].id)
    points = settings(window).looks.points
    own = round(letters(window))
    assert points.text() == f"{own} points, as the desktop has them"
    for typed, size in (
        (str(own + 3), own + 3),
        ("999", own + LARGEST),
        ("1", max(6, own + SMALLEST)),
        (str(own), own),
    ):
        points.setFocus()
        points.selectAll()
        QTest.keyClicks(points, typed)
        QTest.keyClick(points, Qt.Key.Key_Tab)
        assert (round(letters(window)), points.value()) == (size, size - own), typed
        assert points.text().startswith(f"{size} points")


def test_defaults_come_back_in_all_windows(opened: Windows, path: Path) -> None:
    dialog = settings(opened.first)
    dialog.looks.points.setValue(6)
    dialog.looks.theme.setCurrentIndex(THEME_CHOICES.index("dark"))
    dialog.looks.families["facts"].click()
    dialog.looks.restore.click()
    assert (dialog.looks.points.value(), dialog.looks.theme.currentIndex()) == (0, 0)
    assert all(box.isChecked() for box in dialog.looks.families.values())
    assert desktop_theme() is LIGHT
    assert opened.first.tools.families == frozenset(FAMILIES)
    assert Preferences(path).text_size == 0


# by keyboard, and heard


def test_the_settings_open_by_their_key_and_the_focus_comes_back(opened: Windows) -> None:
    window = opened.first
    window.front.focus()
    before = focus()
    QTest.keyClick(before, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    wait(lambda: isinstance(QApplication.activeModalWidget(), SettingsDialog), "the settings")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, SettingsDialog)
    wait(lambda: dialog.looks.points.hasFocus(), "the focus")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    window.activateWindow()  # as a window manager does
    wait(lambda: QApplication.focusWidget() is before, "the focus to come back")


def test_tab_goes_through_everything_from_top_to_bottom_and_what_has_the_focus_is_in_view(opened: Windows) -> None:
    dialog = settings(opened.first)
    dialog.resize(dialog.width(), 300)
    looks, library, model = dialog.looks, dialog.library, dialog.model
    wanted = [looks.points, looks.theme, *looks.families.values(), looks.restore]
    wanted += [library.path, library.another, library.open, dialog.web.never, dialog.limits.button, model.button]
    page = dialog.findChild(QScrollArea)
    assert page is not None
    for field in wanted:
        assert QApplication.focusWidget() is field
        top = field.mapTo(page.viewport(), QPoint(0, 0)).y()
        assert 0 <= top <= page.viewport().height() - field.height(), field
        QTest.keyClick(field, Qt.Key.Key_Tab)
    assert isinstance(QApplication.focusWidget(), QPushButton), "Close"
    QTest.keyClick(focus(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is looks.points, "no trap"


def test_all_fields_have_names_and_no_two_share_a_key(opened: Windows) -> None:
    dialog = settings(opened.first)
    buttons = dialog.findChildren(QPushButton)
    texts = [b.text() for b in (*buttons, *dialog.looks.families.values())] + ["Text &size", "&Theme"]
    keys = [t[t.index("&") + 1].casefold() for t in texts if "&" in t]
    assert len(keys) >= 10
    assert len(keys) == len(set(keys)), sorted(keys)
    looks, library, model = dialog.looks, dialog.library, dialog.model
    for field in (looks.points, looks.theme, *looks.families.values(), library.path):
        assert field.accessibleName(), field
    buttons = [looks.restore, library.another, library.open, dialog.limits.button, model.button]
    for field in (looks.points, looks.theme, library.path, *buttons):
        assert field.accessibleDescription(), field


def test_the_wheel_over_a_field_without_the_focus_changes_nothing(opened: Windows) -> None:
    dialog = settings(opened.first)
    dialog.looks.restore.setFocus()
    for field in (dialog.looks.points, dialog.looks.theme):
        at = QPointF(field.rect().center())
        turned = QWheelEvent(
            at,
            QPointF(field.mapToGlobal(at.toPoint())),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(field, turned)
    assert (opened.first.preferences.text_size, opened.first.preferences.theme) == (0, "desktop")


# the models


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of all models, which the program finds from now on: `resources/models` and the language model."""
    shutil.copytree(paths.resource("models"), tmp_path / "there" / "resources" / "models")
    shutil.copytree(model_folder().parent, tmp_path / "there" / PACKAGE)
    monkeypatch.setattr(paths, "_HERE", tmp_path / "there")
    monkeypatch.delitem(sys.modules, PACKAGE, raising=False)
    monkeypatch.syspath_prepend(str(tmp_path / "there"))
    assert model_folder().is_relative_to(tmp_path)
    return tmp_path / "there"


def checked(dialog: SettingsDialog) -> list[str]:
    """What the check says, line by line."""
    dialog.model.button.click()
    assert dialog.model.bar.isVisible(), "it runs while the window goes on"
    assert dialog.model.outcome.text() == ""
    wait(lambda: dialog.model.outcome.text(), "the check", 60)
    assert not dialog.model.bar.isVisible()
    return dialog.model.outcome.text().split("\n")


def test_the_model_in_use_is_named_with_version_and_licence(opened: Windows) -> None:
    about = settings(opened.first).model.about.text()
    assert about.startswith("en_core_web_sm 3.8.0")
    assert "Licence: MIT" in about


def test_sound_models_are_said_to_be_so(opened: Windows) -> None:
    assert checked(settings(opened.first)) == [
        "✓ Language model en_core_web_sm-3.8.0: All 26 files are as they were published.",
        "✓ Encoder: All 4 files are as they were published.",
        "✓ Ranker of reports: All 3 files are as they were published.",
        "✓ Word weights: All 3 files are as they were published.",
        "✓ Blocks of web pages: Its file is as it was published.",
    ]


def test_what_is_wrong_with_which_model_is_said(models: Path, opened: Windows) -> None:
    folder = model_folder()
    with (folder / "parser" / "model").open("r+b") as file:
        file.write(b"damaged")
    (folder / "tokenizer").unlink()
    (folder / "extra.bin").write_bytes(b"x")
    with (models / "resources" / "models" / "encoder" / "encoder.onnx").open("ab") as file:
        file.write(b"x")
    dialog = settings(opened.first)
    language, encoder, ranker, *_ = checked(dialog)
    assert language == (
        "⚠ Language model en_core_web_sm-3.8.0: parser/model differs from what was published, tokenizer is missing and "
        "extra.bin was never published. Install the program again."
    )
    assert encoder == ("⚠ Encoder: encoder/encoder.onnx differs from what was published. Install the program again.")
    assert ranker.startswith("✓")
    shutil.copy(paths.resource("models", "encoder", "pairs.npz"), models / "spare")
    assert checked(dialog)[0] == language, "it can be asked again"


def test_models_that_are_not_there_are_said(models: Path, opened: Windows) -> None:
    shutil.rmtree(models / PACKAGE)
    (models / "resources" / "models" / "encoder.sha256").unlink()
    (models / PACKAGE).mkdir()
    (models / PACKAGE / "__init__.py").touch()
    dialog = settings(opened.first)
    assert "cannot be read" in dialog.model.about.text()
    assert any("lacks a list" in line for line in checked(dialog))


def test_what_the_reading_of_files_is_held_to_is_said_as_it_is_here(opened: Windows) -> None:
    part = settings(opened.first).limits
    assert not part.outcome.isVisible()
    part.button.click()
    wait(lambda: part.outcome.isVisible(), "the answer")
    assert part.outcome.text() == "\n".join(limits.told(reader.held()))
    assert "18 seconds" in "".join(label.text() for label in part.findChildren(QLabel))
    assert reader.SECONDS == 18


def test_settings_closed_in_the_middle_of_a_check_disturb_nobody(
    opened: Windows, capfd: pytest.CaptureFixture[str]
) -> None:
    dialog = settings(opened.first)
    dialog.model.button.click()
    dialog.limits.button.click()
    dialog.reject()
    for _ in range(40):
        QTest.qWait(20)
    assert "Error" not in capfd.readouterr().err
