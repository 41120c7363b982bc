"""The table of actions is sound: every action can be done, no two share a key."""

from __future__ import annotations

from collections import Counter

from parallax.window.actions import ACTIONS, MENUS, by_name, key_sheet
from parallax.window.doing import Doing


def test_every_action_has_a_method_that_does_it() -> None:
    assert all(callable(getattr(Doing, a.name)) for a in ACTIONS)


def test_no_two_actions_share_a_key() -> None:
    shared = [k for k, n in Counter(k for a in ACTIONS for k in a.keys).items() if n > 1]
    assert shared == []


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
