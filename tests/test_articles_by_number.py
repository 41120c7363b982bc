"""`parallax compare` with a file that holds several articles: which of them are compared is said by number."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailboxes import mailbox_of
from parallax.commands import main


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two files of four articles, and one of one, in the folder that is worked in."""
    monkeypatch.chdir(tmp_path)
    for name in ("export.mbox", "export2.mbox"):
        mailbox_of(Path(name), 4)
    Path("one.txt").write_text("The ferry was late.", encoding="utf-8")


def told(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    status = main(["compare", *arguments])
    printed = capsys.readouterr()
    return status, printed.out, printed.err


def test_without_a_number_the_file_is_refused_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = told(["export.mbox"], capsys)
    assert (status, out) == (2, "")
    assert err == (
        "parallax: export.mbox: the file holds 4 articles; open it in the window to choose, or name some with"
        " --article N.\n"
    )


def test_the_articles_with_these_numbers_are_compared_in_this_order(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = told(["export.mbox", "--article", "3", "--article", "1", "--article", "3"], capsys)
    assert status == 0
    assert out.index("Pier 2") < out.index("Pier 0")
    assert "Pier 1" not in out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["export.mbox", "--article", "5"], "--article 5: the file holds 4 articles, from 1"),
        (["export.mbox", "--article", "0"], "--article 0: the file holds 4 articles, from 1"),
        (["one.txt", "--article", "1"], "--article goes with a file that holds several articles"),
        (
            ["export.mbox", "export2.mbox", "--article", "1"],
            "hold several articles each; compare one such file at a time",
        ),
        (["export.mbox", "--article", "x"], "argument --article: invalid int value"),
    ],
)
def test_a_number_of_no_use_is_refused_in_one_sentence(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = told(arguments, capsys)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert sentence in err
