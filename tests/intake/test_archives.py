"""Archives and the XML in them are read within limits, and what is hostile is refused in one sentence."""

from __future__ import annotations

import contextlib
import io
import time
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest
from made_documents import FIRST, docx, docx_parts, epub_parts, odt_parts, page, paragraph, zipped

from parallax import errors
from parallax.intake import read_bytes
from parallax.intake.office.archives import MAX_ENTRIES, Archive
from parallax.intake.office.xml_parts import MAX_MARKS, root_of

GOOD = docx(paragraph(FIRST))
LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


def with_main(text: str | bytes) -> bytes:
    return zipped({**docx_parts(""), "word/document.xml": text})


def declaring(doctype: str, before: str = "") -> str:
    main = str(docx_parts(paragraph("&amp;a;").replace("&amp;", "&"))["word/document.xml"])
    return main.replace("<w:document", f"{before}{doctype}<w:document", 1)


def with_names(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in docx_parts(paragraph(FIRST)).items():
            archive.writestr(name, content)
        for name in names:
            archive.writestr(name, "x")
    return made.getvalue()


def twice(name: str) -> bytes:
    """An archive in which a second file has the name of the first."""
    other = name[:-1] + "_"
    return with_names(other).replace(other.encode(), name.encode())


def over_one_another() -> bytes:
    """An archive in which two entries of the directory lead to the same bytes."""
    raw = bytearray(with_names("word/again.xml"))
    entries = [at for at in range(len(raw)) if raw[at : at + 4] == b"PK\x01\x02"]
    raw[entries[-1] + 42 : entries[-1] + 46] = raw[entries[2] + 42 : entries[2] + 46]
    return bytes(raw)


def flagged(place: int, flag: int) -> bytes:
    """A document whose text is said to be encrypted, or packed in another way, in both heads of it."""
    raw = bytearray(GOOD)
    for head, offset in ((b"PK\x01\x02", place + 2), (b"PK\x03\x04", place)):
        at = raw.find(head)
        while at >= 0:
            raw[at + offset] |= flag
            at = raw.find(head, at + 4)
    return bytes(raw)


HOSTILE: dict[str, tuple[Callable[[], bytes], type[errors.ReadError], str]] = {
    "cut short": (lambda: GOOD[: len(GOOD) // 2], errors.Damaged, "cut short"),
    "empty archive": (lambda: zipped({}), errors.Damaged, "without its text"),
    "no document": (lambda: zipped({"word/a.txt": "x"}), errors.Damaged, "without its text"),
    "flat bomb": (lambda: with_main(b"<a>" + b" " * 47_000_000 + b"</a>"), errors.TooLarge, "far too much"),
    "nested bomb": (lambda: zipped({"word/a.zip": zipped({"b": b"\0" * 10**7})}), errors.Damaged, "without its text"),
    "100,000 entries": (lambda: GOOD[:-22] + b"PK\x01\x02" * 100_000 + GOOD[-22:], errors.TooLarge, "10,000 files"),
    "two of one name": (lambda: twice("word/document.xml"), errors.Damaged, "one name"),
    "one over another": (over_one_another, errors.Damaged, "over one another"),
    "encrypted": (lambda: flagged(6, 1), errors.Damaged, "locked with a password"),
    "packed otherwise": (lambda: flagged(8, 4), errors.Damaged, "in a way that no such file is"),
    "entities that grow": (lambda: with_main(declaring(LAUGHS)), errors.Damaged, "entities of its own"),
    "entity outside": (lambda: with_main(declaring(OUTSIDE)), errors.Damaged, "entities of its own"),
    "entities behind a remark": (lambda: with_main(declaring(LAUGHS, "<!-- a -->")), errors.Damaged, "entities"),
    "entities in UTF-16": (lambda: with_main(declaring(LAUGHS).encode("utf-16")), errors.Damaged, "entities"),
    "entities in UTF-7": (
        lambda: with_main(declaring(LAUGHS).replace("UTF-8", "UTF-7").encode("utf-7")), errors.Damaged, "damaged",
    ),
    "deep": (lambda: with_main("<a>" * 100_000), errors.Damaged, "nested too deeply"),
    "zeros": (lambda: with_main(b"<a>\x00</a>"), errors.Damaged, "XML is broken"),
    "lone surrogate": (lambda: with_main(b"<a>\xed\xa0\x80</a>"), errors.Damaged, "XML is broken"),
    "surrogate by number": (lambda: with_main("<a>&#xD800;</a>"), errors.Damaged, "XML is broken"),
    "other XML": (lambda: with_main("<a/>"), errors.Damaged, "without its text"),
    "text that is no XML": (lambda: with_main("The bridge"), errors.Damaged, "XML is broken"),
}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(HOSTILE))
def test_a_hostile_document_is_refused_in_one_sentence_quickly_and_in_little_memory(kind: str) -> None:
    make, error, said = HOSTILE[kind]
    raw = make()
    tracemalloc.start()
    started = time.monotonic()
    try:
        with pytest.raises(error, match=said) as met:
            read_bytes(raw, "given.docx")
        assert tracemalloc.get_traced_memory()[1] < 200_000_000
    finally:
        tracemalloc.stop()
    assert time.monotonic() - started < 10
    assert str(met.value).startswith("given.docx: ")
    assert str(met.value).endswith(".")
    assert "\n" not in str(met.value)


@pytest.mark.parametrize(
    ("name", "parts", "part"),
    [
        ("given.odt", odt_parts(f"<text:p>{FIRST}</text:p>"), "content.xml"),
        ("given.epub", epub_parts({"a.xhtml": page("", FIRST)}), "OEBPS/content.opf"),
    ],
)
def test_the_other_archives_have_the_same_limits(name: str, parts: dict[str, str | bytes], part: str) -> None:
    root = str(parts[part]).removeprefix('<?xml version="1.0"?>')
    for content in (LAUGHS + root, OUTSIDE + root, "<a>" * 1000, b"<a>" + b" " * 47_000_000, root[:-9]):
        with pytest.raises(errors.ReadError) as met:
            read_bytes(zipped({**parts, part: content}), name)
        assert type(met.value) in (errors.Damaged, errors.TooLarge)
    raw = zipped(parts)
    for end in range(100, len(raw), 97):
        with pytest.raises(errors.ReadError):
            read_bytes(raw[:end], name)


def test_a_page_of_an_e_book_brings_nothing_in_from_outside() -> None:
    words = page("", f"{FIRST} &a;").replace("<html", OUTSIDE + "<html", 1)
    article = read_bytes(zipped(epub_parts({"a.xhtml": words})), "given.epub")
    assert article.text in (f"{FIRST} &a;", FIRST, f"]>\n{FIRST} &a;")


def test_a_document_type_that_only_names_itself_is_no_harm() -> None:
    doctype = '<!DOCTYPE package PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://dtd.example/xhtml11.dtd">'
    assert root_of(f"<?xml version='1.0'?>{doctype}<a>one &nbsp; two</a>".encode(), "a").tag == "a"


def test_a_part_of_more_marks_than_a_document_has_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(errors.TooLarge, match="too many marks"):
        root_of(b"<a>" + b"<b/>" * MAX_MARKS + b"</a>", "given.docx")


def test_a_million_spaces_hold_nobody_up() -> None:
    started = time.monotonic()
    for spaces in (
        " " * 1_000_000,
        "<a>" + " " * 1_000_000 + "</a>",
        "<!--" + " " * 1_000_000,
        "<?xml" + " " * 1_000_000,
    ):
        with contextlib.suppress(errors.Damaged):
            root_of(spaces.encode(), "given.docx")
    assert time.monotonic() - started < 5


def test_more_files_than_are_read_are_refused_before_they_are_listed() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number in range(MAX_ENTRIES + 1):
            archive.writestr(zipfile.ZipInfo(str(number)), "")
    with pytest.raises(errors.TooLarge, match="10,000 files"):
        Archive(made.getvalue(), "given.docx")


def test_a_name_that_leads_out_of_the_archive_is_never_followed() -> None:
    raw = with_names("word/../../../tmp/x", "word\\..\\..\\x", "/etc/hostname", "../word/document.xml")
    assert read_bytes(raw, "given.docx").text == FIRST
    archive = Archive(raw, "given.docx")
    assert archive.part("word/../../../tmp/x") is None
    assert archive.part("../word/document.xml") is None


def test_a_file_within_is_found_whatever_its_case_and_an_archive_within_stays_packed() -> None:
    archive = Archive(zipped({"Word/Document.xml": "<a/>", "inner.zip": zipped({"a": "b"})}), "given.docx")
    assert archive.part("word/document.xml") == b"<a/>"
    assert "inner.zip" in archive
    assert archive.part("a") is None
