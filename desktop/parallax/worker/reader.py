"""The reader: a fresh process for each file of a hostile format, given bytes, watched, and not believed.

The parent writes one request to the child's standard input and reads one answer from its standard output:

    request   4 bytes, big-endian: the length of a head; the head, JSON {"name", "length", "kind", "format", "markup"},
              and "charset" where whoever sent the bytes named one; the bytes
    answer    4 bytes, big-endian: the length; JSON {"articles": […]} or {"error": class name, "source", "what"}

`kind` is "file" (bytes of a file called `name`, of the format), "paste" (bytes are the text, `markup` its HTML; the
head has the `address` and `title` of the page, too) or "limits" (answered by {"held": the names of the limits that
hold}). Nothing else crosses, and no pickle ever does. The answer is checked for size and shape before it is used.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from parallax import errors, intake
from parallax.article import Article, Cleaning, new_id, normal
from parallax.article_json import article_from_plain, article_to_plain
from parallax.errors import ReadError, ReaderStopped
from parallax.intake import formats, particulars
from parallax.intake.draft import MOST_KEPT, MOST_KEPT_TEXT
from parallax.intake.formats import Format
from parallax.intake.limits import MAX_ALL_TEXT, MAX_ARTICLES, MAX_BYTES, MAX_PARAGRAPHS, MAX_TEXT
from parallax.intake.paste import MAX_ADDRESS, MAX_TITLE
from parallax.intake.paste import NAME as PASTED
from parallax.worker import limits, parsers
from parallax.worker.brief_child import bare_environment, begun, exactly, waited

SECONDS = 18.0
"""How long a file may take, in seconds of the clock: with the start and the end of its process less than twenty."""
MAX_ANSWER = 6 * MAX_ALL_TEXT
"""The longest answer, in bytes: a character takes four, an odd one six."""
_MOST_CLEANING = MOST_KEPT + 100
_MOST_CLEANED = 2 * MOST_KEPT_TEXT
_MOST_MARKS = 4_000_000
"""More brackets and commas than an answer has outside its texts: four for each paragraph, six for what was cleaned."""
_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_MAX_HEAD = 4 * MAX_BYTES
_LENGTH = struct.Struct(">I")
_CANCELLED = "reading was cancelled; open the file again to read it."
_DIED = "it could not be read: its reader ended early; copy the article and paste it."
_ANSWERS: dict[str, type[ReadError]] = {
    kind.__name__: kind
    for kind in (
        errors.UnknownFormat,
        errors.EmptyArticle,
        errors.TooLarge,
        errors.Damaged,
        errors.ReaderStopped,
        errors.ManyArticles,
    )
}


def read_all(
    path: str | Path, *, seconds: float = SECONDS, cancel: threading.Event | None = None
) -> tuple[list[Article], bytes]:
    """The articles in a file, as `intake.read_all` gives them, and its bytes; a hostile format is read in a process of
    its own.

    Setting `cancel` from any thread ends the reading within a tenth of a second. Raises as `intake.read_all` does, and
    ReaderStopped when reading takes more than `seconds`, too much memory, is cancelled, or its process dies.
    """
    location, raw = intake.opened(path)
    decoded, kind = intake.understood(raw, location)
    if decoded is None or formats.is_hostile(kind, len(decoded.text)):
        articles = read_in_process(raw, location, kind, seconds=seconds, cancel=cancel)
    else:
        articles = intake.articles_in(raw, decoded, kind, location)
    return intake.placed(articles, location), raw


def read_in_process(
    raw: bytes,
    name: str,
    kind: Format | None = None,
    *,
    charset: str = "",
    seconds: float = SECONDS,
    cancel: threading.Event | None = None,
) -> list[Article]:
    """The articles in bytes of a format, which is told from them when it is not said, read in a fresh and limited
    process; `charset` is the one that whoever sent them named. Raises as `read_all` does."""
    kind = kind or intake.understood(raw, name, charset)[1]
    head = {"name": name, "length": len(raw), "kind": "file", "format": kind, "markup": "", "charset": charset}
    articles = _asked(head, raw, name, seconds, cancel)
    digest = hashlib.sha256(raw).hexdigest()
    if any(article.raw_sha256 != digest for article in articles):
        raise ReaderStopped(name, _DIED)
    return articles


def read_paste(
    text: str,
    html: str | None = None,
    address: str = "",
    title: str = "",
    *,
    seconds: float = SECONDS,
    cancel: threading.Event | None = None,
) -> Article:
    """The article of a clipboard, as `intake.from_paste` gives it; markup is read in a process of its own, and the
    plain text is taken where that fails. Raises EmptyArticle and TooLarge."""
    if not html or len(html) > MAX_TEXT or len(text) > MAX_TEXT:
        return intake.from_paste(text, None, address, title)
    raw = text.encode("utf-8", "surrogatepass")
    head = {
        "name": PASTED,
        "length": len(raw),
        "kind": "paste",
        "format": "html",
        "markup": html,
        "address": address[: MAX_ADDRESS + 1],
        "title": title[: MAX_TITLE + 1],
    }
    try:
        return intake.one_of(_asked(head, raw, PASTED, seconds, cancel), PASTED)
    except (ReaderStopped, errors.Damaged, errors.EmptyArticle, errors.TooLarge) as error:
        if not text.strip() or (cancel is not None and cancel.is_set()):
            raise
        plain = intake.from_paste(text, None, address, title)
        note = f"The markup beside the text was not used ({error.what.split(';')[0]})."
        return replace(plain, cleaning=(*plain.cleaning, Cleaning(note)))


def held() -> tuple[str, ...]:
    """The names of the limits that hold on this system for the process that reads a file, as it says itself; see
    `limits.told`. Takes as long as reading a small file. Raises ReaderStopped where no process can be started."""
    head = {"name": "", "length": 0, "kind": "limits", "format": "plain", "markup": ""}
    names = _answer(head, b"", "limits", SECONDS, None).get("held")
    if not isinstance(names, list) or not all(isinstance(name, str) and name in limits.NAMES for name in names):
        raise ReaderStopped("limits", _DIED)
    return tuple(names)


def _asked(
    head: Mapping[str, Any], raw: bytes, name: str, seconds: float, cancel: threading.Event | None
) -> list[Article]:
    plain = _answer(head, raw, name, seconds, cancel)
    try:
        if "error" in plain:
            raise _error_of(plain, name)
        articles = _articles_of(plain.get("articles"))
    except (ValueError, RecursionError) as error:
        raise ReaderStopped(name, _DIED) from error
    # A process that met hostile bytes does not name things here.
    return [replace(article, id=new_id()) for article in articles]


def _answer(
    head: Mapping[str, Any], raw: bytes, name: str, seconds: float, cancel: threading.Event | None
) -> dict[str, Any]:
    packed = json.dumps(head).encode()
    answer = _exchange(_LENGTH.pack(len(packed)) + packed + raw, name, seconds, cancel)
    try:
        if not _is_bounded(answer):
            raise ValueError("an answer of more values than any file has")
        plain = json.loads(answer.decode("utf-8", "surrogatepass"))
        if not isinstance(plain, dict):
            raise ValueError("an answer is an object")
    except (ValueError, RecursionError) as error:
        raise ReaderStopped(name, _DIED) from error
    return plain


def _is_bounded(answer: bytes) -> bool:
    """Whether an answer has no more values than one can have: millions of empty lists take a gigabyte and seconds, in
    which Python does nothing else. Text has brackets and commas too, so it is looked at only where there are many."""

    def few(part: bytes) -> bool:
        return sum(map(part.count, (b"[", b"{", b","))) <= _MOST_MARKS

    return few(answer) or few(_STRING.sub(b"", answer))


def _articles_of(plain: Any) -> list[Article]:
    """The articles of an answer. Raises ValueError for what no file can hold."""
    if not isinstance(plain, list) or not 0 < len(plain) <= MAX_ARTICLES:
        raise ValueError("articles are a list of some")
    articles = [article_from_plain(each) for each in plain]
    if sum(len(article.text) for article in articles) > MAX_ALL_TEXT:
        raise ValueError("the articles are too long")
    for article in articles:
        if len(article.text) > MAX_TEXT or not 0 < len(article.paragraphs) <= MAX_PARAGRAPHS:
            raise ValueError("an article is too long, or has too many paragraphs or none")
        if normal(article.text) != article.text or not particulars.are_bounded(article):
            raise ValueError("an article has line ends, or particulars, that none has")
        if len(article.cleaning) > _MOST_CLEANING or sum(len(one.was) for one in article.cleaning) > _MOST_CLEANED:
            raise ValueError("more was cleaned than is told of")
    return articles


def _error_of(plain: Mapping[str, Any], name: str) -> ReadError:
    """The error that the child met. Raises ValueError for an answer that is not one."""
    kind = _ANSWERS.get(str(plain["error"]))
    what = plain.get("what")
    if kind is None or not isinstance(what, str) or len(what) > 500 or not what.isprintable():
        raise ValueError("no such error")
    return kind(name, what)


def _exchange(request: bytes, name: str, seconds: float, cancel: threading.Event | None) -> bytes:
    """Start the child, give it the request and return its answer. The child is dead when this returns or raises."""
    deadline = time.monotonic() + seconds
    with _started(name, seconds) as child:
        assert child.stdin is not None and child.stdout is not None
        got = bytearray()
        feeder = threading.Thread(target=_feed, args=(child.stdin, request), name="reader-feed", daemon=True)
        taker = threading.Thread(target=_take, args=(child.stdout, got), name="reader-take", daemon=True)
        feeder.start()
        taker.start()
        try:
            ended = waited(taker, deadline, cancel)
            if ended == "cancelled":
                raise ReaderStopped(name, _CANCELLED)
            if ended == "late":
                late = f"reading took longer than {seconds:g} seconds; copy the article and paste it."
                raise ReaderStopped(name, late)
        finally:
            child.kill()
            taker.join()
            feeder.join()
    if len(got) > MAX_ANSWER:
        raise ReaderStopped(name, "what was found in it is too large; copy the article and paste it.")
    if len(got) < _LENGTH.size or len(got) != _LENGTH.size + _LENGTH.unpack_from(got)[0]:
        raise ReaderStopped(name, _DIED)
    return bytes(got[_LENGTH.size :])


def _started(name: str, seconds: float) -> subprocess.Popen[bytes]:
    """The child. Raises ReaderStopped where the system starts none (no process, no memory, no open file left)."""
    try:
        return begun("parallax.worker.reader", seconds, bare_environment())
    except OSError as error:
        what = f"its reader could not be started ({error.strerror}); close other programs and open it again."
        raise ReaderStopped(name, what) from error


def _feed(pipe: IO[bytes], request: bytes) -> None:
    """Write the request and close the pipe. A child that died is told of by its missing answer."""
    with contextlib.suppress(OSError), pipe:
        pipe.write(request)


def _take(pipe: IO[bytes], got: bytearray) -> None:
    """Collect what the child writes, until it closes its end or has written too much."""
    while len(got) <= MAX_ANSWER and (part := os.read(pipe.fileno(), 1 << 16)):
        got += part


def main(arguments: list[str]) -> int:
    """The child: limits first, then one request, one answer. `arguments` are the parent's process id and the
    seconds of processor time."""
    parent, seconds = int(arguments[0]), float(arguments[1])
    answer_to, sys.stdout = sys.stdout.buffer, sys.stderr  # nothing that a library prints may reach the answer
    holding = limits.confine(seconds, parent)
    try:
        plain = _answered(sys.stdin.buffer, holding)
    except ReadError as error:
        plain = {"error": type(error).__name__, "source": error.source, "what": error.what}
    except MemoryError:
        what = "reading it takes too much memory; copy the article and paste it."
        plain = {"error": ReaderStopped.__name__, "source": "", "what": what}
    packed = json.dumps(plain, ensure_ascii=False).encode("utf-8", "surrogatepass")
    answer_to.write(_LENGTH.pack(len(packed)) + packed)
    answer_to.flush()
    return 0


def _answered(pipe: IO[bytes], holding: tuple[str, ...]) -> dict[str, Any]:
    """Raises ReadError for what the bytes deserve, ValueError for a request that is none."""
    (size,) = _LENGTH.unpack(exactly(pipe, _LENGTH.size))
    if size > _MAX_HEAD:
        raise ValueError(f"a head of {size} bytes")
    head = json.loads(exactly(pipe, size))
    raw = exactly(pipe, head["length"])
    parsers.warm(head["format"])
    if head["kind"] == "limits":
        return {"held": [*holding, *limits.open_nothing_more()]}
    if head["kind"] == "paste":
        limits.open_nothing_more()
        text = raw.decode("utf-8", "surrogatepass")
        articles = [intake.from_paste(text, head["markup"], head["address"], head["title"])]
    else:
        decoded, kind = intake.understood(raw, head["name"], head.get("charset", ""))  # loads the encoding it finds
        limits.open_nothing_more()
        articles = intake.articles_in(raw, decoded, kind, head["name"])
    return {"articles": [article_to_plain(article) for article in articles]}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
