"""A web page that the reader asked for, as articles: fetched in one process, read in another, both watched."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import IO, Any

from parallax.article import Article, Cleaning
from parallax.errors import EmptyArticle, NotFetched, ReadError
from parallax.particulars import FETCHED, FILE_NAME, with_source
from parallax.worker.address import Address, address_of
from parallax.worker.brief_child import bare_environment, begun, exactly, waited
from parallax.worker.page import ENDINGS, UNTOLD, USUAL, Page, Rules, read_message, request_of, write_message
from parallax.worker.reader import read_in_process
from parallax.worker.refusals import PASTE

Told = Callable[[str], None]

CANCELLED = "fetching was cancelled."
_TO_START = 1.0
"""Seconds that the child takes to start, at the most, beside those that it may ask for."""
_PRINTABLE = re.compile(r"[\x20-\x7e]{1,300}")
_CHARSET = re.compile(r"[A-Za-z0-9_.:-]{0,40}")


def read_page(
    address: Address, rules: Rules = USUAL, *, cancel: threading.Event | None = None, told: Told = lambda _: None
) -> tuple[list[Article], bytes]:
    """The articles on the page at an address, most often one, and its bytes. Each knows where it came from and when.

    `told` is told, on a thread, each site before it is asked, and an empty word when the page is there and is read.
    Setting `cancel` from any thread ends it within a tenth of a second. Raises NotFetched where there is no page or
    nothing to read on it, ReadError for what reading its bytes may meet; each message advises what to do.
    """
    page = fetched(address, rules, cancel=cancel, told=told)
    retrieved = datetime.now(UTC).isoformat(timespec="seconds")
    told("")
    try:
        articles = read_in_process(page.raw, page.name, charset=page.charset, cancel=cancel)
    except EmptyArticle as error:
        what = f"the page that {page.address.site} gives has no article on it, as where a site wants more first; "
        raise NotFetched(address.text, what + PASTE) from error
    except ReadError as error:
        raise type(error)(address.text, error.what) from error
    return [_placed(article, page, retrieved) for article in articles], page.raw


def _placed(article: Article, page: Page, retrieved: str) -> Article:
    """The article with where it came from."""
    notes = []
    if page.asked:
        notes.append(Cleaning(f"Asked for {page.asked[0].text} and was sent on to {page.address.text}."))
    if page.address.scheme == "http":
        notes.append(Cleaning("Came by http: whoever stood on the way could have changed it."))
    outlet, sources = article.outlet, article.sources
    if ("outlet", FILE_NAME) in sources or not outlet:
        outlet = page.address.host.removeprefix("www.")
        sources = with_source(sources, "outlet", "the web address")
    sources = with_source(sources, "location", FETCHED)
    return replace(
        article,
        outlet=outlet,
        location=page.address.text,
        retrieved=retrieved,
        cleaning=(*notes, *article.cleaning),
        sources=sources,
    )


def fetched(
    address: Address, rules: Rules = USUAL, *, cancel: threading.Event | None = None, told: Told = lambda _: None
) -> Page:
    """The page at an address, fetched by a process of its own, which is dead when this returns or raises. Raises
    NotFetched."""
    deadline = time.monotonic() + rules.seconds + _TO_START
    answer = _Answer(address, rules, told)
    with _started(address, rules) as child:
        assert child.stdin is not None and child.stdout is not None
        taker = threading.Thread(target=answer.take, args=(child.stdout,), name="fetcher-take", daemon=True)
        taker.start()
        try:
            with contextlib.suppress(OSError), child.stdin:  # one that died is told of by its missing answer
                write_message(child.stdin, request_of(address, rules))
            ended = waited(taker, deadline, cancel)
            if ended == "cancelled":
                raise NotFetched(address.text, CANCELLED)
            if ended == "late":
                what = f"{answer.site} did not give the page within {rules.seconds:g} seconds; "
                raise NotFetched(address.text, f"{what}try again later, or {PASTE}")
        finally:
            child.kill()
            taker.join()
    return answer.page()


class _Answer:
    """What the child says, of which nothing is believed that has another shape than it should."""

    def __init__(self, address: Address, rules: Rules, told: Told) -> None:
        self.site = address.site
        self._address = address
        self._rules = rules
        self._told = told
        self._last: dict[str, Any] = {}
        self._raw = b""

    def take(self, pipe: IO[bytes]) -> None:
        """On a thread: all that the child says, until it has said what became of it."""
        with contextlib.suppress(ValueError, OSError, RecursionError):
            for _ in range(self._rules.redirects + 2):
                said = read_message(pipe)
                site = said.get("asking")
                if site is None:
                    self._raw = exactly(pipe, self._length(said))
                    self._last = said
                    return
                if not isinstance(site, str) or not _PRINTABLE.fullmatch(site):
                    return
                self.site = site
                self._told(site)

    def _length(self, said: dict[str, Any]) -> int:
        length = said.get("length", 0)
        if not isinstance(length, int) or not 0 <= length <= self._rules.bytes:
            raise ValueError("a page is not of such a length")
        return length

    def page(self) -> Page:
        """The page. Raises NotFetched for what the child says, or for a child that says nothing of use."""
        what = self._last.get("error")
        if isinstance(what, str) and what.isprintable() and len(what) <= 500:
            raise NotFetched(self._address.text, what)
        try:
            media, charset = str(self._last["media"]), str(self._last["charset"])
            if not _CHARSET.fullmatch(charset) or (media not in ENDINGS and media not in UNTOLD):
                raise ValueError("no page has such particulars")
            asked = tuple(address_of(str(each)) for each in self._last["asked"])
            return Page(address_of(str(self._last["address"])), asked, media, charset, self._raw)
        except (KeyError, TypeError, ValueError, NotFetched) as error:
            what = f"the page of {self.site} could not be fetched: its fetcher ended early; {PASTE}"
            raise NotFetched(self._address.text, what) from error


def _started(address: Address, rules: Rules) -> subprocess.Popen[bytes]:
    """The child. Raises NotFetched where the system starts none."""
    try:
        return begun("parallax.worker.fetcher", rules.seconds, _environment())
    except OSError as error:
        what = f"its fetcher could not be started ({error.strerror}); close other programs and try again."
        raise NotFetched(address.text, what) from error


def _environment() -> dict[str, str]:
    """What the child may know of this process; where the system's trusted certificates lie, but no proxy."""
    certificates = {name: os.environ[name] for name in ("SSL_CERT_FILE", "SSL_CERT_DIR") if name in os.environ}
    return {**bare_environment(), **certificates}
