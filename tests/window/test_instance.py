"""The claim to a library's window: one process has it, and where nobody can lock, a window opens all the same."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from parallax.window import instance
from parallax.window.handing_over import Taker
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


HANDS_OVER = """
import sys
from pathlib import Path
from parallax.window.handing_over import hand_over

for token in ("one", "one", "two"):
    print(hand_over(Path(sys.argv[1]), [Path(sys.argv[2])], token, "A word."))
"""


def test_what_is_handed_over_again_for_want_of_an_answer_is_taken_once(
    application: QApplication, tmp_path: Path
) -> None:
    library, article = tmp_path / "library.sqlite", tmp_path / "article.txt"
    came: list[tuple[list[Path], str]] = []
    taker = Taker(library)
    taker.asked.connect(lambda paths, notice: came.append((paths, notice)))
    second = subprocess.Popen([sys.executable, "-c", HANDS_OVER, str(library), str(article)], stdout=subprocess.PIPE)
    end = time.monotonic() + 30
    while second.poll() is None and time.monotonic() < end:
        QTest.qWait(10)
    taker.close()
    assert second.communicate()[0].split() == [b"True"] * 3
    assert came == [([article], "A word.")] * 2
