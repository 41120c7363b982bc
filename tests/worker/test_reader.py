"""The reader process: same article, other process, and no way to hold us up."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from parallax import errors
from parallax.article import sha256
from parallax.article_json import article_to_plain
from parallax.intake import read, read_bytes
from parallax.intake.formats import LONG_MARKDOWN
from parallax.worker import reader
from parallax.worker.reader import read_all, read_in_process, read_paste

SENTENCE = "The footbridge at Ostwick will stay closed until the end of September, the county said on Tuesday."
PAGE = f"<html><head><title>Bridge shut</title></head><body><h1>Bridge shut</h1><article>{f'<p>{SENTENCE}</p>' * 4}</article></body></html>"  # noqa: E501
SLOW = ("<html><body>" + f"<div><p>{SENTENCE}</p></div>" * 120_000).encode()


@pytest.mark.parametrize(("name", "text"), [("a.html", PAGE), ("a.txt", SENTENCE), ("a.md", f"# B\n\n{SENTENCE}")])
def test_a_file_reads_as_in_this_process(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text)
    assert [replace(article, id="") for article in read_all(path)[0]] == [replace(read(path), id="")]


def test_a_saved_page_that_names_its_address_is_found_there_and_any_other_at_its_path(tmp_path: Path) -> None:
    for address, place in (("https://ostwick.example/bridge", ""), ("javascript:alert(1)", "path"), ("", "path")):
        path = tmp_path / "a.html"
        path.write_text(PAGE.replace("<title>", f'<link rel="canonical" href="{address}"><title>'))
        wanted = str(path) if place else address
        (article,), _ = read_all(path)
        assert article.location == read(path).location == wanted


@pytest.mark.parametrize("kind", ["mail", "mhtml"])
def test_what_is_packed_alone_is_read_as_if_it_were_not(kind: str) -> None:
    head = "From: Ilse <i@ostwick.example>\nTo: b@ostwick.example\nMessage-ID: <1@ostwick.example>\n"
    if kind == "mhtml":
        head = "From: <Saved by Blink>\nSnapshot-Content-Location: https://ostwick.example/b\n"
    raw = f"{head}Subject: Bridge shut\nMIME-Version: 1.0\nContent-Type: text/html\n\n{PAGE}".encode()
    (article,) = read_in_process(gzip.compress(raw), "given.gz")
    assert article.title == "Bridge shut"
    assert SENTENCE in article.text


def test_errors_cross_the_pipe_as_what_they_are() -> None:
    with pytest.raises(errors.EmptyArticle, match=r"^a\.html: no article"):
        read_in_process(b"<html><body></body></html>", "a.html")


def test_a_page_that_takes_too_long_is_stopped() -> None:
    started = time.monotonic()
    with pytest.raises(errors.ReaderStopped, match="longer than"):
        read_in_process(SLOW, "slow.html", seconds=0.8)
    assert time.monotonic() - started < 5


def test_reading_can_be_cancelled_from_another_thread() -> None:
    cancel = threading.Event()
    threading.Timer(0.5, cancel.set).start()
    started = time.monotonic()
    with pytest.raises(errors.ReaderStopped, match="cancelled"):
        read_in_process(SLOW, "slow.html", cancel=cancel)
    assert time.monotonic() - started < 5


def test_a_page_nested_past_all_reason_is_refused() -> None:
    with pytest.raises(errors.ReadError):
        read_in_process(b"<html><body>" + b"<div>" * 100_000 + b"x", "deep.html")


def test_a_paste_whose_markup_is_too_much_is_read_from_its_plain_text() -> None:
    article = read_paste(f"Bridge shut\n\n{SENTENCE}", "<p>x" * 300_001)
    assert SENTENCE in article.text
    assert any("The markup beside the text was not used" in one.what for one in article.cleaning)


def test_an_answer_of_millions_of_empty_lists_is_refused_before_it_is_made() -> None:
    assert not reader._is_bounded(b"[" + b"[]," * 3_000_000 + b"[]]")
    assert reader._is_bounded(json.dumps({"text": '[[,"\\' * 2_000_000}).encode())
    assert not reader._is_bounded(b'["' + b"," * 4_000_001)


def test_a_paste_with_markup_is_read_in_the_reader() -> None:
    article = read_paste(f"Bridge shut {SENTENCE}", f"<h1>Bridge shut</h1><p>{SENTENCE}</p>")
    assert [p.role for p in article.paragraphs] == ["headline", "body"]


def test_the_reader_never_loads_a_language_pipeline() -> None:
    code = "import sys, parallax.worker.reader, parallax.intake.pages.html; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def answering(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: bytes) -> None:
    """From here on the reader is a program that gives this answer, whatever it is asked."""
    (tmp_path / "answer").write_bytes(answer)
    liar = tmp_path / "liar"
    liar.write_text(f"#!/bin/sh\ncat > {tmp_path}/asked\ncat {tmp_path}/answer\n")
    liar.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(liar))


def packed(plain: object) -> bytes:
    body = json.dumps(plain).encode()
    return len(body).to_bytes(4, "big") + body


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")
def test_a_reader_gives_no_names_to_what_it_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = read_bytes(PAGE.encode(), "page.html")
    answering(tmp_path, monkeypatch, packed({"articles": [article_to_plain(told)]}))
    (article,) = read_in_process(PAGE.encode(), "page.html")
    assert article.text == told.text
    assert article.id != told.id


FAULTS = (
    "nothing, cut, more, not JSON, other bytes, offsets, deep, long outlet, odd author, no date, many sources,"
    " long sentence, line ends, no paragraphs, no such error"
).split(", ")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")
@pytest.mark.parametrize("fault", FAULTS)
def test_an_answer_that_cannot_be_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    plain = article_to_plain(read_bytes(PAGE.encode(), "page.html"))
    whole = packed({"articles": [plain]})
    odd = plain["text"].replace("\n", "\r", 1)
    answers = {
        "nothing": b"",
        "cut": whole[:-1],
        "more": whole + b" ",
        "not JSON": packed({})[:4] + b"{]",
        "other bytes": packed({"articles": [{**plain, "raw_sha256": "0" * 64}]}),
        "offsets": packed({"articles": [{**plain, "paragraphs": [[0, 10**6, "body"]]}]}),
        "deep": packed({})[:0] + (200_000).to_bytes(4, "big") + b"[" * 200_000,
        "long outlet": packed({"articles": [{**plain, "outlet": "x" * 10_000}]}),
        "odd author": packed({"articles": [{**plain, "author": "\x1b[2J"}]}),
        "no date": packed({"articles": [{**plain, "published": "=1+1"}]}),
        "many sources": packed({"articles": [{**plain, "sources": [["outlet", "x"]] * 1_000}]}),
        "long sentence": packed({"articles": [{**plain, "cleaning": [["x" * 10_000, 0, 0, "", "body"]]}]}),
        "line ends": packed({"articles": [{**plain, "text": odd, "text_sha256": sha256(odd)}]}),
        "no paragraphs": packed({"articles": [{**plain, "paragraphs": []}]}),
        "no such error": packed({"error": "SystemExit", "source": "", "what": "no"}),
    }
    answering(tmp_path, monkeypatch, answers[fault])
    with pytest.raises(errors.ReaderStopped, match="ended early"):
        read_in_process(PAGE.encode(), "page.html")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")
@pytest.mark.parametrize(
    ("deed", "words"),
    [
        ("time.sleep(60)", "longer than 3 seconds"),
        ("while True: pass", "longer than 3 seconds"),
        ("while True: os.write(1, b' ' * 65536)", "too large"),
        ("bytearray(2 << 30)", "ended early"),
        ("open(__file__, 'a').write('x')", "ended early"),
        ("os.abort()", "ended early"),
    ],
)
def test_whatever_a_reader_does_its_parent_says_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deed: str, words: str
) -> None:
    went_on = packed({"error": "EmptyArticle", "what": "it went on."})
    worse = tmp_path / "worse.py"
    worse.write_text(
        f"import os, sys, time\nsys.path[:0] = {sys.path!r}\nfrom parallax.worker import limits\n"
        f"limits.confine(9, os.getppid())\n{deed}\nos.write(1, {went_on!r})\n"
    )
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\nexec {sys.executable} {worse}\n")
    program.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(program))
    with pytest.raises(errors.ReaderStopped, match=words):
        read_in_process(PAGE.encode(), "page.html", seconds=3)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on open files")
def test_a_system_that_starts_no_process_is_said() -> None:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    lowest = os.dup(0)
    os.close(lowest)
    resource.setrlimit(resource.RLIMIT_NOFILE, (lowest, hard))
    try:
        with pytest.raises(errors.ReaderStopped, match="could not be started"):
            read_in_process(PAGE.encode(), "page.html")
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.parametrize("mark", ["<!--", "[", "*a ", "<a ", "_a__"])
def test_the_longest_markdown_that_is_read_in_the_windows_process_keeps_it_no_longer_than_many_links(mark: str) -> None:
    def seconds(piece: str) -> float:
        raw = ("Words of a report.\n\n" + piece * LONG_MARKDOWN)[:LONG_MARKDOWN].encode()
        begun = time.process_time()
        read_bytes(raw, "a.md")
        return time.process_time() - begun

    assert seconds(mark) < 40 * seconds("[word](address) *and* ")


def test_a_comment_that_never_ends_hides_no_words() -> None:
    article = read_bytes(b"# Title\n\nFirst words.\n\n<!-- note -->\n\n<!-- lost\n\nLast words.\n", "a.md")
    assert "Last words." in article.text
    assert "note" not in article.text
