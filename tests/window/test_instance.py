"""The claim to a library's window: one process has it, and where nobody can lock, a window opens all the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from parallax.window import instance
from parallax.window.instance import Instance

pytestmark = pytest.mark.display


def test_a_window_opens_where_no_lock_can_be_made(application: QApplication, tmp_path: Path) -> None:
    name = "library" + "y" * 243  # with the lock's suffix it is longer than a file system allows
    claimed = Instance(tmp_path / name)
    assert claimed.claim(())
    claimed.listen(print)
    assert not claimed.handed_over
    claimed.release()


def test_a_lock_that_another_window_holds_is_respected(
    application: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instance, "_WAIT", 0.2)
    first, second = Instance(tmp_path / "library.sqlite"), Instance(tmp_path / "library.sqlite")
    assert first.claim(())  # it hangs before it listens, and answers nobody
    assert not second.claim(())
    assert not second.handed_over
    first.release()
    assert second.claim(())
    second.release()
