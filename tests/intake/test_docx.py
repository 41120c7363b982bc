"""A Word document gives what a reader of it sees, once; what he or she does not see is kept aside."""

from __future__ import annotations

import pytest
from made_documents import FIRST, HEADLINE, SECOND, THIRD, docx, docx_parts, paragraph, zipped

from parallax import errors
from parallax.article import Article
from parallax.intake import read_bytes

STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{one}"><w:name w:val="{name}"/>{more}</w:style>'
    for one, name, more in (
        ("Titel", "Title", ""),
        ("berschrift1", "heading 1", ""),
        ("berschrift2", "heading 2", ""),
        ("Unter", "Subtitle", ""),
        ("Beschriftung", "caption", ""),
        ("Verzeichnis1", "toc 1", ""),
        ("Eigen", "House heading", '<w:basedOn w:val="berschrift1"/>'),
        ("Kreis", "Circle", '<w:basedOn w:val="Kreis"/>'),
        ("Geheim", "Secret", "<w:rPr><w:vanish/></w:rPr>"),
    )
)


def lines(article: Article) -> list[str]:
    return [article.line(p) for p in article.paragraphs]


def told(article: Article) -> list[str]:
    return [done.what for done in article.cleaning if not done.was]


def left_out(article: Article) -> list[tuple[str, str]]:
    return [(done.what, done.was) for done in article.cleaning if done.was]


def read(body: str, **parts: str) -> Article:
    return read_bytes(docx(body, parts), "given.docx")


def test_styles_give_the_roles_whatever_language_they_are_named_in() -> None:
    body = (
        paragraph("Marle Gazette") + paragraph(HEADLINE, "Titel") + paragraph("What the county found", "Unter")
        + paragraph(FIRST) + paragraph("Costs", "berschrift2") + paragraph(SECOND)
        + paragraph("The pier in April, seen from the mill.", "Beschriftung") + paragraph(THIRD)
    )  # fmt: skip
    article = read(body, styles=STYLES)
    assert [(article.line(p), p.role) for p in article.paragraphs] == [
        (HEADLINE, "headline"),
        ("Marle Gazette", "body"),
        ("What the county found", "standfirst"),
        (FIRST, "body"),
        ("Costs", "body"),
        (SECOND, "body"),
        ("The pier in April, seen from the mill.", "caption"),
        (THIRD, "body"),
    ]
    assert "Put the headline first." in told(article)
    assert ("title", "the style of its paragraph") in article.sources
    assert (article.outlet, article.author, article.published) == ("given", "", "")


def test_a_style_takes_its_meaning_from_the_one_it_is_based_on() -> None:
    article = read(paragraph(HEADLINE, "Eigen") + paragraph(FIRST, "Kreis"), styles=STYLES)
    assert [p.role for p in article.paragraphs] == ["headline", "body"]


def test_tracked_changes_are_taken_as_made_and_what_was_deleted_can_be_put_back() -> None:
    body = (
        '<w:p><w:r><w:t xml:space="preserve">The bridge </w:t></w:r>'
        "<w:del><w:r><w:delText>may </w:delText></w:r></w:del><w:ins><w:r>"
        "<w:t>stays shut until autumn, the county says.</w:t></w:r></w:ins></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>A line whose end was del</w:t></w:r></w:p>"
        "<w:p><w:moveFrom><w:r><w:t>Moved</w:t></w:r></w:moveFrom><w:r><w:t>eted goes on.</w:t></w:r></w:p>"
    )
    article = read(body)
    assert lines(article) == [
        "The bridge stays shut until autumn, the county says.",
        "A line whose end was deleted goes on.",
    ]
    assert "Took 1 tracked insertion into the text." in told(article)
    assert "Left out what 1 tracked deletion took away." in told(article)
    assert left_out(article) == [("Left out words that a tracked change deletes.", "may")]


def test_notes_follow_the_text_once_and_comments_stand_aside() -> None:
    body = (
        f'<w:p><w:r><w:t>{FIRST}</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
        f'<w:p><w:r><w:t>{SECOND}</w:t></w:r><w:r><w:footnoteReference w:id="2"/>'
        '<w:commentReference w:id="0"/></w:r></w:p>'
    )
    notes = (
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>line</w:t></w:r></w:p></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/><w:t>The report is dated 22 April.</w:t></w:r></w:p>'
        "</w:footnote>"
    )
    comments = '<w:comment w:id="0"><w:p><w:r><w:t>Check the name.</w:t></w:r></w:p></w:comment>'
    article = read(body, footnotes=notes, comments=comments)
    assert lines(article) == [FIRST, SECOND, "The report is dated 22 April."]
    assert left_out(article) == [("Left out a comment.", "Check the name.")]


def test_heads_and_feet_of_pages_and_hidden_words_are_left_out_and_kept() -> None:
    body = (
        f"<w:p><w:r><w:t>{FIRST}</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r></w:p>"
        f'<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>{SECOND}</w:t></w:r></w:p>'
        f"{paragraph('more of it', 'Geheim')}"
    )
    head = "<w:p><w:r><w:t>Marle Gazette</w:t></w:r></w:p>"
    article = read(body, styles=STYLES, header1=head, header2=head, footer1="<w:p><w:r><w:t>Page 1</w:t></w:r></w:p>")
    assert lines(article) == [FIRST, SECOND]
    assert left_out(article) == [
        ("Left out hidden words.", "secret"),
        ("Left out hidden words.", "more of it"),
        ("Left out the head of a page.", "Marle Gazette"),
        ("Left out the foot of a page.", "Page 1"),
    ]


def test_a_field_shows_its_result_and_never_its_code() -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    inner = f"{mark('begin')}<w:r><w:t>code</w:t></w:r>{mark('separate')}<w:r><w:t>inner</w:t></w:r>{mark('end')}"
    body = (
        f"<w:p><w:r><w:t>The </w:t></w:r>{mark('begin')}<w:r><w:instrText>HYPERLINK x</w:instrText></w:r>{inner}"
        f"{mark('separate')}<w:r><w:t> county says so</w:t></w:r>{mark('end')}<w:r><w:t> again.</w:t></w:r></w:p>"
        f"<w:p>{mark('begin')}<w:r><w:t>A field that never ends hides nothing.</w:t></w:r></w:p>{paragraph(SECOND)}"
    )
    assert lines(read(body)) == ["The county says so again.", "A field that never ends hides nothing.", SECOND]


def test_a_table_gives_a_line_for_each_row_unless_it_lays_out_prose() -> None:
    def row(*cells: str) -> str:
        return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"

    table = (
        f"<w:tbl>{row(paragraph('Part'), paragraph('Cost'))}{row(paragraph('Piers'), paragraph('€4 million'))}</w:tbl>"
    )
    prose = f"<w:tbl>{row(paragraph(FIRST) + paragraph(SECOND), paragraph(THIRD))}</w:tbl>"
    nested = f"<w:tbl>{row(table)}</w:tbl>"
    assert lines(read(table + prose + nested)) == [
        "Part | Cost", "Piers | €4 million", FIRST, SECOND, THIRD, "Part | Cost", "Piers | €4 million",
    ]  # fmt: skip


def test_a_text_box_is_read_once_behind_its_paragraph() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>A box beside the text.</w:t></w:r></w:p></w:txbxContent>"
    body = (
        '<w:p><w:r><w:t xml:space="preserve">The bridge </w:t></w:r><w:r><mc:AlternateContent xmlns:mc="m"><mc:Choice>'
        f"<w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r><w:r><w:t>stays shut, the county says.</w:t></w:r></w:p>"
        "<w:p><w:r><w:drawing/></w:r></w:p>"
    )
    article = read(body)
    assert lines(article) == ["The bridge stays shut, the county says.", "A box beside the text."]
    assert "Left out 1 picture or object." in told(article)


def test_signs_breaks_and_a_large_first_letter_read_as_they_look() -> None:
    body = (
        '<w:p><w:pPr><w:framePr w:dropCap="drop"/></w:pPr><w:r><w:t>T</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>he co</w:t><w:softHyphen/><w:t>un</w:t><w:noBreakHyphen/><w:t>ty speaks.</w:t><w:br/>"
        '<w:t>A second line.</w:t><w:sym w:font="Wingdings" w:char="F0E0"/></w:r></w:p>'
    )
    article = read(body)
    assert lines(article) == ["The coun\u2011ty speaks.", "A second line."]
    assert "Left out 1 soft hyphen." in told(article)
    assert "Left out 1 sign of a symbol font." in told(article)


def test_lines_that_were_filled_by_hand_are_joined_and_can_be_parted_again() -> None:
    words = (f"{FIRST} {SECOND} {THIRD} " * 2).split()
    filled = [""]
    for word in words:
        if len(filled[-1]) + len(word) > 70:
            filled.append("")
        filled[-1] += f" {word}" if filled[-1] else word
    article = read("<w:p><w:r>" + "<w:br/>".join(f"<w:t>{line}</w:t>" for line in filled) + "</w:r></w:p>")
    assert lines(article) == [" ".join(words)]
    assert [done.was for done in article.cleaning if done.was] == ["\n".join(filled)]


def test_the_properties_are_told_and_name_the_author_only_where_a_byline_does() -> None:
    core = (
        f"<dc:title>{HEADLINE}</dc:title><dc:creator>Ilse Varga</dc:creator><dcterms:created>2031-04-27T09:00:00Z"
        "</dcterms:created>"
    )
    article = read(paragraph(HEADLINE) + paragraph("By Ilse Varga") + paragraph(FIRST), core=core)
    assert (article.title, article.author, article.published) == (HEADLINE, "Ilse Varga", "")
    assert ("title", "the properties of the document") in article.sources
    other = read(paragraph(FIRST) + paragraph(SECOND), core=core)
    assert other.author == ""
    assert f"The file says of itself: title “{HEADLINE}”, made by Ilse Varga, made on 2031-04-27." in told(other)


def test_a_table_of_contents_is_left_out() -> None:
    article = read(paragraph("Costs 3", "Verzeichnis1") + paragraph(FIRST), styles=STYLES)
    assert lines(article) == [FIRST]
    assert left_out(article) == [("Left out a line of the table of contents.", "Costs 3")]


def test_the_strict_form_and_a_wrong_name_read_alike() -> None:
    parts = docx_parts(paragraph(FIRST))
    strict = {
        name: str(content).replace("schemas.openxmlformats.org/wordprocessingml/2006/main", "purl.oclc.org/ooxml/w")
        for name, content in parts.items()
    }
    assert lines(read_bytes(zipped(strict), "given.txt")) == [FIRST]


@pytest.mark.parametrize(
    ("raw", "error", "said"),
    [
        (zipped({"[Content_Types].xml": "<Types/>", "word/a.xml": "<a/>"}), errors.Damaged, "without its text"),
        (docx(""), errors.EmptyArticle, "nothing to read"),
        (docx("<w:p>"), errors.Damaged, "XML is broken"),
        (docx("<w:tbl><w:tr><w:tc>" * 100 + "</w:tc></w:tr></w:tbl>" * 100), errors.Damaged, "nested too deeply"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), errors.Damaged, "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), errors.UnknownFormat, "DOC"),
        (b'<?xml version="1.0"?><w:wordDocument xmlns:w="w"/>', errors.UnknownFormat, "saved as XML"),
        (b'<?xml version="1.0"?><pkg:package xmlns:pkg="p"/>', errors.UnknownFormat, "saved as XML"),
    ],
)  # fmt: skip
def test_what_is_no_sound_document_is_refused_in_one_sentence(
    raw: bytes, error: type[errors.ReadError], said: str
) -> None:
    with pytest.raises(error, match=said) as met:
        read_bytes(raw, "given.docx")
    assert "\n" not in str(met.value)
    assert str(met.value).endswith(".")
