"""PDFs in the reader process: the same article, and one sentence whatever the bytes do to the library."""

from __future__ import annotations

import sys
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from parallax.errors import ReadError
from parallax.intake import read
from parallax.worker.reader import read_all, read_in_process

sys.path.insert(0, str(Path(__file__).parents[1] / "intake"))

from made_layouts import two_pages
from made_pdfs import of_objects


def test_a_pdf_reads_as_in_this_process(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(two_pages().raw)
    assert [replace(article, id="") for article in read_all(path)[0]] == [replace(read(path), id="")]


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited there")
def test_a_stream_that_unpacks_to_gigabytes_ends_in_one_sentence() -> None:
    packer = zlib.compressobj(9)
    start = packer.compress(b"%") + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(bytes(1 << 24)) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = start + block * 200
    raw = of_objects(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
            b"<</Length %d/Filter/FlateDecode>>stream\n" % len(packed) + packed + b"\nendstream",
        ]
    )
    with pytest.raises(ReadError, match=r"^a\.pdf: [^\n]*\.$"):
        read_in_process(raw, "a.pdf")


def test_forms_that_draw_themselves_end_in_one_sentence_or_are_read() -> None:
    form = b"/X Do /X Do"
    raw = of_objects(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>/Contents 4 0 R>>",
            b"<</Length 5>>stream\n/X Do\nendstream",
            b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>/Length %d>>stream\n"
            % len(form)
            + form
            + b"\nendstream",
        ]
    )
    with pytest.raises(ReadError, match=r"^a\.pdf: [^\n]*\.$"):
        read_in_process(raw, "a.pdf")
