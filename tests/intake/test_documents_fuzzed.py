"""Whatever is done to the bytes of a document, it is read or refused in one sentence."""

from __future__ import annotations

import io
import zipfile

from hypothesis import given, settings
from hypothesis import strategies as st
from made_documents import FIRST, HEADLINE, SECOND, THIRD, docx, epub, odt, page, paragraph, rtf, zipped

from parallax import errors
from parallax.article_json import article_from_plain, article_to_plain
from parallax.intake import articles_of

CELLS = "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>".format(paragraph("Part"), paragraph("Cost"))
WORD = docx(
    f"{paragraph(HEADLINE, 'Title')}{paragraph(FIRST)}<w:tbl>{CELLS}</w:tbl><w:p><w:del><w:r><w:delText>no</w:delText>"
    '</w:r></w:del><w:r><w:fldChar w:fldCharType="begin"/><w:t>x</w:t><w:fldChar w:fldCharType="end"/>'
    '<w:footnoteReference w:id="1"/></w:r></w:p>',
    {"footnotes": f'<w:footnote w:id="1">{paragraph(SECOND)}</w:footnote>', "styles": ""},
)
OPEN = odt(
    f"<text:p>{FIRST}<text:note><text:note-body><text:p>{SECOND}</text:p></text:note-body></text:note></text:p>"
    "<table:table><table:table-row><table:table-cell/></table:table-row></table:table>"
)
RICH = rtf(
    rf"\pard\s1 {HEADLINE}\par{{\footnote x}}\trowd\intbl a\cell b\cell\row"
    r"{\f2 \'83A}\u8212 -{\upr a{\*\ud b}}\bin2 xx"
)
BOOK = epub(
    {f"{k}.xhtml": page(f"Part {k}", FIRST, SECOND, THIRD) for k in range(2)},
    "<dc:title>Marle</dc:title><dc:type>newspaper</dc:type>",
)
BITS = st.sampled_from(
    [b"", b"\x00", b"<", b">", b'"', b"</w:p>", b"<w:tbl>", b"<text:p>", b"\xff\xfe", b"\xed\xa0\x80", b"&#0;", b"{",
     b"}", b"\\u-1?", b"\\bin99999999 ", b"\\uc99999 ", b"\\*", b"\\cell\\row", b"{\\header ", b"99999999999", b"-1"]
)  # fmt: skip
CHANGES = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 60), BITS, st.integers(1, 50)), min_size=1, max_size=6)


def changed(raw: bytes, changes: list[tuple[float, int, bytes, int]]) -> bytes:
    for place, gone, put, times in changes:
        at = int(place * len(raw))
        raw = raw[:at] + put * times + raw[at + gone :]
    return raw


def check(raw: bytes, name: str) -> None:
    try:
        articles = articles_of(raw, name)
    except errors.ReadError as error:
        assert error.what.isprintable()
        assert error.what.endswith(".")
        assert len(error.what) < 500
    else:
        assert all(article_from_plain(article_to_plain(article)) == article for article in articles)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([WORD, OPEN, RICH, BOOK]), CHANGES)
def test_changed_bytes_are_read_or_refused(raw: bytes, changes: list[tuple[float, int, bytes, int]]) -> None:
    check(changed(raw, changes), "given")


@settings(max_examples=250, deadline=None)
@given(st.sampled_from([WORD, OPEN, BOOK]), st.floats(0, 0.999), CHANGES)
def test_changed_parts_of_a_sound_archive_are_read_or_refused(
    raw: bytes, which: float, changes: list[tuple[float, int, bytes, int]]
) -> None:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    name = list(parts)[int(which * len(parts))]
    content = parts[name]
    assert isinstance(content, bytes)
    check(zipped({**parts, name: changed(content, changes)}), "given")
