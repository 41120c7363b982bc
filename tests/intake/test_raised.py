"""Raised figures stay raised in every format: the mark of a note must not become part of a number."""

from __future__ import annotations

import pytest
from made_documents import docx, odt, rtf

from parallax.article import Article
from parallax.comparison import compare
from parallax.intake import read_bytes
from parallax.raised import raised

WANTED = "At least 12⁵ people were hurt in 40 m² of the harbour hall in Sall, the office said on the 4th of May.¹"
_FIRST = "The hall of the harbour in Sall fell in on Monday, and nobody knows why it did so."
_PARTS = (
    "At least 12", "5", " people were hurt in 40 m", "2", " of the harbour hall in Sall, the office said on the 4",
    "th", " of May.", "1", "",
)  # fmt: skip


def _written(plain: str, high: str) -> str:
    """The sentence, with templates for words in the line and for raised ones."""
    return "".join((high if n % 2 else plain).replace("%", part) for n, part in enumerate(_PARTS) if part)


_RUN = '<w:r><w:t xml:space="preserve">%</w:t></w:r>'
_STYLES = "".join(
    f'<style:style style:name="{name}" style:family="text"{parent}><style:text-properties{place}/></style:style>'
    for name, parent, place in (
        ("up", "", ' style:text-position="super 58%"'),
        ("lifted", "", ' style:text-position="33% 80%"'),
        ("child", ' style:parent-style-name="up"', ""),
    )
)
_BY_NAME, _BY_PLACE = '<w:vertAlign w:val="superscript"/>', '<w:position w:val="8"/>'


def _page(high: str) -> bytes:
    words = f"<h1>Hall</h1><p>{_FIRST}</p><p>{_written('%', high)}</p>"
    return f"<html><body><article>{words}</article></body></html>".encode()


def _word(place: str) -> bytes:
    return docx(f"<w:p>{_written(_RUN, _RUN.replace('<w:t', f'<w:rPr>{place}</w:rPr><w:t', 1))}</w:p>")


def _open(style: str) -> bytes:
    high = f'<text:span text:style-name="{style}">%</text:span>'
    return odt(f"<text:p>{_written('%', high)}</text:p>", _STYLES)


_DOCUMENTS = {
    "html": _page("<sup>%</sup>"),
    "html, a link": _page('<sup><a href="#n">%</a></sup>'),
    "docx": _word(_BY_NAME),
    "docx, lifted": _word(_BY_PLACE),
    "odt": _open("up"),
    "odt, lifted": _open("lifted"),
    "odt, by a parent": _open("child"),
    "rtf": rtf(_written("%", r"{\super %}") + r"\par"),
    "rtf, switched": rtf(_written("%", r"\super %\nosupersub ") + r"\par"),
    "rtf, lifted": rtf(_written("%", r"\up6 %\up0 ") + r"\par"),
}


@pytest.mark.parametrize("kind", _DOCUMENTS)
def test_raised_figures_read_raised(kind: str) -> None:
    assert WANTED in read_bytes(_DOCUMENTS[kind], f"hall.{kind.partition(',')[0]}").text


@pytest.mark.parametrize(
    ("letters", "read"),
    [("5", "⁵"), ("1, 2", "¹, ²"), ("12–14", "¹²–¹⁴"), ("th", "th"), ("[3]", "[3]"), ("*", "*"), ("", "")],
)
def test_only_figures_are_raised(letters: str, read: str) -> None:
    assert raised(letters) == read


def test_the_mark_of_a_note_makes_no_other_number_no_other_word_and_no_longer_sentence() -> None:
    plain = "At least 12 people were hurt on Monday, the office said. The beam was short."
    marked = "At least 12⁵ people were hurt on Monday, the office said.¹ The beam² was short."
    found = compare([Article.from_text(plain, outlet="Post"), Article.from_text(marked, outlet="Bell")])
    assert {d.kind for d in found.differences} == {"punctuation"}
    assert [len(sentences) for sentences in found.sentences] == [2, 2]
