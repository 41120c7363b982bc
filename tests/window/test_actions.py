"""The table of actions is sound: every action can be done, no two share a key, and each is where it says it is."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from parallax.window.actions import ACTIONS, MENUS, by_name, key_sheet
from parallax.window.doing import Doing
from parallax.window.main_window import MainWindow


def test_every_action_has_a_method_that_does_it() -> None:
    assert all(callable(getattr(Doing, a.name)) for a in ACTIONS)


def test_no_two_actions_share_a_key() -> None:
    keys = [QKeySequence(k).toString() for a in ACTIONS for k in a.keys]
    assert all(keys)
    assert [k for k, n in Counter(keys).items() if n > 1] == []


def test_every_action_says_in_other_words_what_it_does() -> None:
    for a in ACTIONS:
        assert a.tip and a.tip.casefold() != a.words.casefold(), a.name
        assert a.tip[0].isupper() and a.tip[-1] not in ".…", a.name


def test_no_action_is_a_single_letter() -> None:
    assert all(len(k) > 1 for a in ACTIONS for k in a.keys)


def test_every_menu_has_actions_and_every_mnemonic_is_its_own() -> None:
    for menu in MENUS:
        letters = [a.text[a.text.index("&") + 1].casefold() for a in ACTIONS if a.menu == menu and "&" in a.text]
        assert letters
        assert len(letters) == len(set(letters)), (menu, sorted(letters))


def test_the_key_sheet_lists_each_action_that_has_keys() -> None:
    assert len(key_sheet()) == sum(bool(a.keys) for a in ACTIONS)
    assert by_name("next").keys[0] == "F7"


def menus(window: MainWindow) -> dict[str, list[QAction]]:
    """The entries of each menu of the window."""
    found = {}
    for entry in window.menuBar().actions():
        menu = entry.menu()
        assert isinstance(menu, QMenu)
        found[entry.text()] = [a for a in menu.actions() if not a.isSeparator()]
    return found


@pytest.mark.display
def test_every_action_is_in_its_menu_with_its_keys_and_tip(window: MainWindow) -> None:
    shown = menus(window)
    for a in ACTIONS:
        entry = next(entry for entry in shown[a.menu] if entry.objectName() == a.name)
        assert [k.toString() for k in entry.shortcuts()] == [QKeySequence(k).toString() for k in a.keys]
        assert entry.statusTip() == a.tip
    assert all(entry.statusTip() for entries in shown.values() for entry in entries)


@pytest.mark.display
def test_no_letter_stands_for_two_entries_of_a_menu_nor_for_two_menus(window: MainWindow) -> None:
    shown = menus(window)
    for texts in (shown, *([entry.text() for entry in entries] for entries in shown.values())):
        letters = Counter(text[text.index("&") + 1].casefold() for text in texts if "&" in text)
        assert [letter for letter, n in letters.items() if n > 1] == []


@pytest.mark.display
def test_every_action_with_a_short_name_is_a_button_of_the_toolbar_by_that_name(window: MainWindow) -> None:
    for a in ACTIONS:
        if a.tool:
            assert window.acts[a.name] in window.tools.actions()
            assert window.acts[a.name].iconText() == a.tool
