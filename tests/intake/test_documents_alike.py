"""One article reads alike in every format that a word processor writes, and in the reader's own process."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from made_documents import FIRST, HEADLINE, ODF_NAMES, SECOND, THIRD, docx, epub_parts, odt, paragraph, rtf, zipped

from parallax.article import Article
from parallax.intake import read_bytes
from parallax.worker.reader import read_all, read_in_process

_NOTE = (
    '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
    "<text:p>The report is dated 22 April.</text:p></text:note-body></text:note>"
)


def _row(*cells: str) -> str:
    made = "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in cells)
    return f"<table:table-row>{made}</table:table-row>"


_STYLES = "".join(
    f'<style:style style:name="{name}" style:family="paragraph"/>' for name in ("Standard", "Title", "Heading_20_2")
)
SOURCE = (
    f'<?xml version="1.0" encoding="UTF-8"?><office:document {ODF_NAMES} office:version="1.3"'
    ' office:mimetype="application/vnd.oasis.opendocument.text">'
    f"<office:meta><dc:title>{HEADLINE}</dc:title></office:meta><office:styles>{_STYLES}</office:styles>"
    f'<office:body><office:text><text:p text:style-name="Title">{HEADLINE}</text:p><text:p>{FIRST}{_NOTE}</text:p>'
    f'<text:p>{SECOND}</text:p><text:h text:style-name="Heading_20_2" text:outline-level="2">Costs</text:h>'
    f"<text:list><text:list-item><text:p>{THIRD}</text:p></text:list-item></text:list>"
    f'<table:table><table:table-column table:number-columns-repeated="2"/>{_row("Part", "Cost")}'
    f"{_row('Piers', '€4 million')}</table:table><text:p>Mayor Ines Dahl 😀 said so.</text:p>"
    "</office:text></office:body></office:document>"
)
EXPECTED = [
    HEADLINE, FIRST, SECOND, "Costs", THIRD, "Part | Cost", "Piers | €4 million", "Mayor Ines Dahl 😀 said so.",
    "The report is dated 22 April.",
]  # fmt: skip


def lines(article: Article) -> list[str]:
    return [article.line(p) for p in article.paragraphs]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here to write the files")
@pytest.mark.parametrize("ending", ["docx", "odt", "rtf", "epub"])
def test_what_libreoffice_writes_reads_as_what_it_was_given(ending: str, tmp_path: Path) -> None:
    (tmp_path / "article.fodt").write_text(SOURCE, encoding="utf-8")
    home = (tmp_path / "home").as_uri()
    command = ["soffice", f"-env:UserInstallation={home}", "--headless", "--convert-to", ending, "article.fodt"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    articles, raw = read_all(tmp_path / f"article.{ending}")
    assert lines(articles[0]) == EXPECTED
    assert articles[0].title == HEADLINE
    assert lines(read_bytes(raw, f"article.{ending}")) == EXPECTED


def test_the_flat_text_reads_as_it_was_written() -> None:
    assert lines(read_bytes(SOURCE.encode(), "article.fodt")) == EXPECTED


LATIN = '<html><head><meta charset="koi8-r"></head><body><p>Мост закрыт до осени.<br></body>'.encode("koi8-r")


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("given.docx", docx(paragraph(FIRST))),
        ("given.odt", odt(f"<text:p>{FIRST}</text:p>")),
        ("given.rtf", rtf(r"{\f1 \'cc\'ee\'f1\'f2} {\f2 \'8b\'b4} caf\'e9\par")),
        ("given.epub", zipped({**epub_parts({"a.xhtml": ""}), "OEBPS/a.xhtml": LATIN})),
    ],
)
def test_a_document_reads_the_same_where_no_file_can_be_opened_any_more(name: str, raw: bytes) -> None:
    there, here = read_in_process(raw, name)[0], read_bytes(raw, name)
    assert replace(there, id="") == replace(here, id="")
    assert "\ufffd" not in here.text
