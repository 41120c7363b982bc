"""`parallax compare` with a file that holds several articles: which of them are compared is said by number."""

from __future__ import annotations

from pathlib import Path

import pytest

from parallax.article import Article
from parallax.commands import main

FILE = [
    Article.from_text(f"The ferry of pier {k} was late, the harbour office said.", title=f"Pier {k}") for k in range(4)
]


@pytest.fixture(autouse=True)
def of_several(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files named export hold four articles, all others one."""

    def read_all(path: Path) -> tuple[list[Article], bytes]:
        return (FILE if path.stem.startswith("export") else FILE[:1]), b"bytes"

    monkeypatch.setattr("parallax.worker.reader.read_all", read_all)


def told(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    status = main(["compare", *arguments])
    printed = capsys.readouterr()
    return status, printed.out, printed.err


def test_without_a_number_the_file_is_refused_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = told(["export.docx"], capsys)
    assert (status, out) == (2, "")
    assert err == (
        "parallax: export.docx: the file holds 4 articles; open it in the window to choose, or name some with"
        " --article N.\n"
    )


def test_the_articles_with_these_numbers_are_compared_in_this_order(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = told(["export.docx", "--article", "3", "--article", "1", "--article", "3"], capsys)
    assert status == 0
    assert out.index("Pier 2") < out.index("Pier 0")
    assert "Pier 1" not in out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["export.docx", "--article", "5"], "--article 5: the file holds 4 articles, from 1"),
        (["export.docx", "--article", "0"], "--article 0: the file holds 4 articles, from 1"),
        (["one.txt", "--article", "1"], "--article goes with a file that holds several articles"),
        (
            ["export.docx", "export2.docx", "--article", "1"],
            "hold several articles each; compare one such file at a time",
        ),
        (["export.docx", "--article", "x"], "argument --article: invalid int value"),
    ],
)
def test_a_number_of_no_use_is_refused_in_one_sentence(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = told(arguments, capsys)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert sentence in err
