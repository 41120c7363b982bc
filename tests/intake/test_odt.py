"""An OpenDocument text gives what a reader of it sees, once; what he or she does not see is kept aside."""

from __future__ import annotations

import pytest
from made_documents import FIRST, HEADLINE, ODF_NAMES, SECOND, THIRD, odt, odt_parts, zipped

from parallax import errors
from parallax.article import Article
from parallax.intake import read_bytes

STYLES = (
    '<style:style style:name="P1" style:parent-style-name="Title"/>'
    '<style:style style:name="P2" style:parent-style-name="P1"/>'
    '<style:style style:name="P3" style:parent-style-name="Caption"/>'
    '<style:style style:name="T1"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="L1" style:parent-style-name="L1"/>'
)


def lines(article: Article) -> list[str]:
    return [article.line(p) for p in article.paragraphs]


def left_out(article: Article) -> list[tuple[str, str]]:
    return [(done.what, done.was) for done in article.cleaning if done.was]


def read(text: str, others: dict[str, str] | None = None) -> Article:
    return read_bytes(odt(text, STYLES, others), "given.odt")


def p(words: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{words}</text:p>'


def test_styles_and_headings_give_the_roles() -> None:
    text = (
        f'{p(HEADLINE, "P2")}{p(FIRST)}<text:h text:outline-level="2">Costs</text:h>'
        f"<text:list><text:list-item>{p(SECOND)}</text:list-item></text:list>"
        f"{p('The pier in April.', 'P3')}{p('Ah.', 'L1')}"
    )  # fmt: skip
    article = read(text)
    assert [(article.line(each), each.role) for each in article.paragraphs] == [
        (HEADLINE, "headline"), (FIRST, "body"), ("Costs", "body"), (SECOND, "body"), ("The pier in April.", "caption"),
        ("Ah.", "body"),
    ]  # fmt: skip


def test_white_space_is_what_the_marks_say() -> None:
    text = f"<text:p>The  county\n says<text:tab/>so<text:s/>again<text:s text:c='999999999'/>.</text:p>{p(FIRST)}"
    assert lines(read(text)) == ["The county says so again .", FIRST]


def test_changes_notes_comments_boxes_and_hidden_words_stand_where_they_belong() -> None:
    text = (
        "<text:tracked-changes><text:changed-region text:id='c1'><text:deletion><office:change-info><dc:creator>Ed"
        "</dc:creator></office:change-info><text:p>badly </text:p></text:deletion></text:changed-region>"
        "<text:changed-region text:id='c2'><text:insertion/></text:changed-region></text:tracked-changes>"
        "<text:p>The bridge is <text:change text:change-id='c1'/>shut<text:span text:style-name='T1'> (ask)</text:span>"
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Since March.</text:p>"
        "</text:note-body></text:note>, <text:a xlink:href='x'>the county</text:a> says.<office:annotation>"
        "<dc:creator>Ed</dc:creator><text:p>True?</text:p></office:annotation><draw:frame><svg:title>A box</svg:title>"
        "<draw:text-box><text:p>A box beside the text.</text:p></draw:text-box></draw:frame></text:p>"
        f"<text:section text:display='none'>{p('Not yet.')}</text:section>{p(SECOND)}"
    )
    article = read(text)
    assert lines(article) == ["The bridge is shut, the county says.", "A box beside the text.", SECOND, "Since March."]
    assert sorted(left_out(article)) == [
        ("Left out a comment.", "True?"),
        ("Left out hidden words.", "(ask)"),
        ("Left out hidden words.", "Not yet."),
        ("Left out words that a tracked change deletes.", "badly"),
    ]
    told = [done.what for done in article.cleaning if not done.was]
    assert "Took 1 tracked insertion into the text." in told
    assert "Left out the addresses of 1 link." in told


def test_a_table_gives_a_line_for_each_row() -> None:
    def row(*cells: str) -> str:
        made = "".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in cells)
        return (
            f"<table:table-row>{made}<table:covered-table-cell>{p('no')}</table:covered-table-cell></table:table-row>"
        )

    inner = f"<table:table>{row(p('a'), p('b'))}{row(p('c'), p('d'))}</table:table>"
    text = (
        f"<table:table><table:table-header-rows>{row(p('Part'), p('Cost'))}</table:table-header-rows>"
        f"{row(p('Piers'), p('€4 million'))}{row(inner)}</table:table>{p(FIRST)}"
    )
    assert lines(read(text)) == ["Part | Cost", "Piers | €4 million", "a | b", "c | d", FIRST]


def test_a_table_of_contents_and_the_head_of_a_page_are_left_out() -> None:
    styles = (
        f"<office:document-styles {ODF_NAMES}><office:master-styles><style:master-page><style:header>"
        f"{p('Marle Gazette')}</style:header></style:master-page></office:master-styles></office:document-styles>"
    )
    text = (
        "<text:table-of-content><text:table-of-content-source><text:index-title-template>Contents"
        f"</text:index-title-template></text:table-of-content-source><text:index-body>{p('Costs 3')}</text:index-body>"
        f"</text:table-of-content>{p(THIRD)}"
    )
    article = read(text, {"styles.xml": styles})
    assert lines(article) == [THIRD]
    assert left_out(article) == [
        ("Left out a line of the table of contents.", "Costs 3"),
        ("Left out the head of a page.", "Marle Gazette"),
    ]


def test_the_flat_form_reads_as_the_zipped_one() -> None:
    body = f"<office:body><office:text>{p(HEADLINE, 'Title')}{p(FIRST)}</office:text></office:body>"
    meta = f"<office:meta><dc:title>{HEADLINE}</dc:title></office:meta>"
    flat = f'<?xml version="1.0"?>\n<office:document {ODF_NAMES}>{meta}{body}</office:document>'
    article = read_bytes(flat.encode(), "given.fodt")
    assert lines(article) == [HEADLINE, FIRST]
    assert article.outlet == "given"


LOCK = '<m:manifest xmlns:m="m"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'


@pytest.mark.parametrize(
    ("raw", "error", "said"),
    [
        (odt(p(FIRST), others={"META-INF/manifest.xml": LOCK}), errors.Damaged, "locked with a password"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), errors.Damaged, "without its text"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), errors.UnknownFormat, "no text"),
        (odt(""), errors.EmptyArticle, "nothing to read"),
        (odt("<text:p>"), errors.Damaged, "XML is broken"),
        (odt("<text:section>" * 300 + "</text:section>" * 300), errors.Damaged, "nested too deeply"),
        (
            zipped({**odt_parts(""), "content.xml": f"<a {ODF_NAMES}><office:body><office:sheet/></office:body></a>"}),
            errors.UnknownFormat,
            "no text",
        ),
    ],
)  # fmt: skip
def test_what_is_no_sound_text_is_refused_in_one_sentence(raw: bytes, error: type[errors.ReadError], said: str) -> None:
    with pytest.raises(error, match=said):
        read_bytes(raw, "given.odt")
