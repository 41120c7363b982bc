"""An RTF text gives what a reader of it sees, once, in the letters that its code pages mean."""

from __future__ import annotations

import time

import pytest
from made_documents import FIRST, HEADLINE, SECOND, rtf

from parallax import errors
from parallax.article import Article
from parallax.intake import read_bytes


def lines(article: Article) -> list[str]:
    return [article.line(p) for p in article.paragraphs]


def told(article: Article) -> list[str]:
    return [done.what for done in article.cleaning if not done.was]


def left_out(article: Article) -> list[tuple[str, str]]:
    return [(done.what, done.was) for done in article.cleaning if done.was]


def read(text: str) -> Article:
    return read_bytes(rtf(text), "given.rtf")


def test_styles_give_the_roles() -> None:
    article = read(rf"\pard\s1 {HEADLINE}\par\pard\s0 One line.\par\pard\s2 Costs\par\pard\s3 The pier.\par")
    assert [(article.line(p), p.role) for p in article.paragraphs] == [
        (HEADLINE, "headline"), ("One line.", "body"), ("Costs", "body"), ("The pier.", "caption"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        (r"caf\'e9 \ldblquote so\rdblquote\emdash\~x", "café “so”—\xa0x"),
        (r"caf\u233?\u8217\'92s \uc0\u8212\uc1 end", "café’s —end"),
        (r"\uc2\u8364 EUneu", "€neu"),
        (r"\u8220\ldblquote once", "“once"),
        (r"\u-10179?\u-8704? face", "😀 face"),
        (r"{\f1 \'cc\'ee\'f1\'f2}", "Мост"),
        (r"{\f2 \'8b\'b4 \'83A}", "橋 ア"),
        (r"{\f1 \'cc{\b \'ee}\'f1}\'e9", "Моcé".replace("c", "с")),
        (r"a\_b\{c\}\\", "a\u2011b{c}\\"),
        ("one\\\ntwo", "one|two"),
    ],
)
def test_letters_are_those_of_the_code_page_and_each_is_read_once(written: str, read_as: str) -> None:
    assert "|".join(lines(read(written))) == read_as


def test_groups_without_words_for_a_reader_are_not_read() -> None:
    article = read(
        r"{\info{\title Draft}{\author Ilse Varga}{\creatim\yr2031\mo4\dy27}}{\*\generator x;}{\pict\pngblip 89504e47}"
        r"{\object{\*\objdata 00ff}{\result The object.}}\par {\listtext 1.\tab}The {\*\bkmkstart b}bridge {\field"
        r'{\*\fldinst HYPERLINK "https://county.example"}{\fldrslt stays shut}}{\upr{?}{\*\ud{ \u233 ?}}}.\par'
    )
    assert lines(article) == ["The object.", "The bridge stays shut é."]
    assert "Left out the addresses of 1 link." in told(article)
    assert "The file says of itself: title “Draft”, made by Ilse Varga, made on 2031-04-27." in told(article)


def test_hidden_and_deleted_words_notes_comments_and_heads_stand_where_they_belong() -> None:
    article = read(
        r"{\header Marle Gazette\par}The bridge {\v secret }is {\deleted badly }{\revised now }shut"
        r"{\footnote Since March.}{\*\atnauthor Ed}{\*\annotation True?}."
        r"{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt A box.\par}}"
        r"{\shprslt{\*\do{\dptxbxtext A box.}}}}\par The ferry runs.\par"
    )
    assert lines(article) == ["The bridge is now shut.", "A box.", "The ferry runs.", "Since March."]
    assert sorted(left_out(article)) == [
        ("Left out a comment.", "True?"),
        ("Left out hidden words.", "secret"),
        ("Left out the head of a page.", "Marle Gazette"),
        ("Left out words that a tracked change deletes.", "badly"),
    ]
    assert "Took 1 tracked insertion into the text." in told(article)


def test_a_table_gives_a_line_for_each_row() -> None:
    row = r"\trowd\pard\intbl {}\cell {}\cell\row"
    text = row.format("Part", "Cost") + row.format("Piers", "4 million") + r"\pard After the table.\par"
    assert lines(read(text)) == ["Part | Cost", "Piers | 4 million", "After the table."]


def test_bytes_of_a_picture_are_passed_over_even_when_they_look_like_words() -> None:
    assert lines(read(r"Before.\par{\pict\bin9 }{\par x}}After.\par\bin999999999 gone")) == ["Before.", "After."]


def test_a_text_that_was_cut_short_is_read_as_far_as_it_goes_and_that_is_said() -> None:
    article = read_bytes(rtf(f"One whole line.\\par {'The bridge'}")[:-1], "given.rtf")
    assert lines(article) == ["One whole line.", "The bridge"]
    assert "The file ends before its text does; it was read as far as it goes." in told(article)


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        (b"{\\rtf1" + b"{" * 2_000_000, errors.Damaged),
        (b"{\\rtf1" + b"{\\b x}" * 400_000, errors.TooLarge),
        (b"{\\rtf1}", errors.EmptyArticle),
        (b"{\\rtf1" + b"}" * 1_000_000, errors.EmptyArticle),
        (b"{\\rtf1 " + b"\\u0?" * 1000, errors.EmptyArticle),
    ],
)
def test_hostile_groups_are_refused_quickly(raw: bytes, error: type[errors.ReadError]) -> None:
    started = time.monotonic()
    with pytest.raises(error):
        read_bytes(raw, "given.rtf")
    assert time.monotonic() - started < 15


def test_a_byte_order_mark_before_the_first_group_is_no_word() -> None:
    assert lines(read_bytes(b"\xef\xbb\xbf" + rtf(r"The bridge is shut.\par"), "given.txt")) == ["The bridge is shut."]


def test_words_without_marks_are_kept_as_they_are() -> None:
    ascii_words = f"{FIRST} {SECOND}".encode("ascii", "ignore").decode()
    assert lines(read(ascii_words)) == [ascii_words]
