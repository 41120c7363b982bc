"""The focus is always somewhere in the window that is in front."""

from __future__ import annotations

from pathlib import Path

import pytest
from marked_window import opened
from PySide6.QtWidgets import QApplication
from waiting import wait

from parallax.window.help.key_sheet import KeySheet

pytestmark = pytest.mark.display


def test_what_had_the_focus_goes_while_a_dialog_is_in_front(application: QApplication, tmp_path: Path) -> None:
    with opened(tmp_path) as window:
        window.session.add_pasted("Water over Halm\n\nThe weir broke.")
        wait(window.page.side.column(0).text.hasFocus, "the focus in the text")
        window.acts["shortcuts"].trigger()
        (sheet,) = window.findChildren(KeySheet)
        wait(sheet.isActiveWindow, "the dialog")
        window.session.remove_article(0)
        sheet.close()
        wait(window.isActiveWindow, "the window")
        wait(lambda: QApplication.focusWidget() is not None, "the focus")
        assert window.isAncestorOf(QApplication.focusWidget())
