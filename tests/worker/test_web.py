"""A page that the reader asks for becomes articles, or one sentence; its processes do not outlive the asking."""

from __future__ import annotations

import io
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from parallax.errors import Damaged, NotFetched, ReadError, UnknownFormat
from parallax.worker import web
from parallax.worker.address import address_of
from parallax.worker.page import USUAL, read_message, write_message
from parallax.worker.web import fetched, read_page
from web_site import ARTICLE, HOST, OTHER, Site, http, sent_on, site


@pytest.fixture(scope="module")
def safe() -> Iterator[Site]:
    with site("https") as there:
        yield there


@pytest.fixture
def plain() -> Iterator[Site]:
    with site() as there:
        yield there


def test_a_page_becomes_an_article_that_knows_where_it_came_from_and_when(safe: Site) -> None:
    told: list[str] = []
    [article], raw = read_page(safe.address(), safe.rules(), told=told.append)
    assert article.title == "Ferry late at Sall"
    assert "torn a rope" in article.body
    assert (article.outlet, article.location) == ("Vellmar News", safe.address().text)
    assert timedelta(0) <= datetime.now(UTC) - datetime.fromisoformat(article.retrieved) < timedelta(minutes=1)
    assert raw == ARTICLE
    assert told == [f"{HOST}:{safe.port}", ""]


def test_the_way_to_a_page_that_moved_is_told_and_so_is_a_connection_that_is_not_safe(plain: Site) -> None:
    plain.answers["/old"] = sent_on(f"http://{OTHER}:{plain.port}/new.txt")
    plain.answers["/new.txt"] = http(
        b"Ferry late at Sall\n\nThe ferry was two hours late on Monday.", media="text/plain"
    )
    [article], _ = read_page(plain.address("/old"), plain.rules())
    to = plain.address("/new.txt", OTHER).text
    assert article.location == to
    assert [done.what for done in article.cleaning][:2] == [
        f"Asked for {plain.address('/old').text} and was sent on to {to}.",
        "Came by http: whoever stood on the way could have changed it.",
    ]
    assert (article.outlet, dict(article.sources)["outlet"]) == ("ostwick.net", "the web address")


def test_the_charset_that_a_site_names_is_a_hint_for_letters_that_prove_nothing(plain: Site) -> None:
    words = "Паром в Салл опоздал на два часа.\n\nНикто не пострадал, сообщили в порту."
    plain.answers["*"] = http(words.encode("koi8-r"), media="text/plain; charset=koi8-r")
    [article], _ = read_page(plain.address("/a.txt"), plain.rules())
    assert article.text.split("\n") == words.split("\n\n")


def test_a_wrong_charset_does_not_spoil_letters_that_prove_themselves(plain: Site) -> None:
    plain.answers["*"] = http("Fähre verspätet\n\nDie Fähre kam zu spät.".encode(), media="text/plain; charset=koi8-r")
    [article], _ = read_page(plain.address("/a.txt"), plain.rules())
    assert article.text.startswith("Fähre verspätet")


@pytest.mark.parametrize(
    "body", [b"<html><body><div id=app></div><script>load()</script></body></html>", b"<html></html>", b" \n "]
)
def test_a_page_that_shows_nothing_without_its_scripts_says_so_and_offers_the_clipboard(
    plain: Site, body: bytes
) -> None:
    plain.answers["*"] = http(body)
    with pytest.raises(NotFetched, match=r"has no article on it.*copy the article and paste it"):
        read_page(plain.address(), plain.rules())


def test_bytes_that_are_not_what_they_are_called_are_told_with_their_address(plain: Site) -> None:
    plain.answers["*"] = http(b"\x89PNG\r\n\x1a\n" + b"\x00" * 50)
    with pytest.raises(UnknownFormat) as error:
        read_page(plain.address(), plain.rules())
    assert error.value.source == plain.address().text
    plain.answers["*"] = http(b"\xff\xfea" * 3, media="text/plain")
    with pytest.raises(Damaged):
        read_page(plain.address(), plain.rules())


def test_a_refusal_crosses_between_the_processes_as_it_was_said(plain: Site) -> None:
    plain.answers["*"] = http(b"", "402 Payment Required")
    with pytest.raises(NotFetched, match="asks to be paid for this page; open it in your browser"):
        read_page(plain.address(), plain.rules())


def test_heads_that_drip_are_ended_in_time(plain: Site) -> None:
    def drip(connected: socket.socket) -> None:
        connected.sendall(b"HTTP/1.1 200 OK\r\nX: ")
        for _ in range(200):
            connected.sendall(b"x")
            time.sleep(0.05)

    plain.answers["*"] = drip
    start = time.monotonic()
    with pytest.raises(NotFetched, match=r"did not give the page within 0\.5 seconds"):
        fetched(plain.address(), plain.rules(seconds=0.5))
    assert time.monotonic() - start < 4


def test_fetching_is_cancelled_at_once(plain: Site) -> None:
    asked, cancel = threading.Event(), threading.Event()

    def wait_for_ever(connected: socket.socket) -> None:
        asked.set()
        connected.recv(1)

    plain.answers["*"] = wait_for_ever
    failed: list[ReadError] = []

    def run() -> None:
        try:
            read_page(plain.address(), plain.rules(), cancel=cancel)
        except ReadError as error:
            failed.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    assert asked.wait(10)
    start = time.monotonic()
    cancel.set()
    thread.join(5)
    assert time.monotonic() - start < 1
    assert failed[0].what == web.CANCELLED


def test_the_fetcher_itself_refuses_what_lies_nearby_by_the_usual_rules(plain: Site) -> None:
    near = replace(plain.address(), host="127.0.0.1")  # as no typed address can be
    with pytest.raises(NotFetched):
        fetched(near, USUAL)
    assert plain.connections == 0


def answer_of(*said: dict[str, object], raw: bytes = b"") -> web._Answer:
    """What is made of the words of a child that may not be a good one."""
    pipe = io.BytesIO()
    for message in said:
        write_message(pipe, message)
    answer = web._Answer(address_of("https://vellmar.org/"), USUAL, lambda _: None)
    answer.take(io.BytesIO(pipe.getvalue() + raw))
    return answer


GOOD: dict[str, object] = {
    "address": "https://vellmar.org/a",
    "asked": [],
    "media": "text/html",
    "charset": "",
    "length": 3,
}


def test_what_a_good_child_says_is_taken() -> None:
    assert answer_of({"asking": "vellmar.org"}, GOOD, raw=b"abc").page().raw == b"abc"


@pytest.mark.parametrize(
    "wrong",
    [
        {"length": 4},
        {"length": -1},
        {"length": 10**12},
        {"length": "3"},
        {"address": "http://127.0.0.1/"},
        {"address": None},
        {"asked": ["file:///etc/passwd"]},
        {"asked": 5},
        {"media": "image/png"},
        {"charset": "a b"},
        {"error": "two\nlines"},
        {"error": ["no"]},
        {"error": "x" * 501},
    ],
)
def test_what_a_child_that_was_taken_over_says_is_not_believed(wrong: dict[str, object]) -> None:
    said = {"error": wrong["error"]} if "error" in wrong else {**GOOD, **wrong}
    with pytest.raises(NotFetched, match="its fetcher ended early"):
        answer_of(said, raw=b"abc").page()


def test_a_child_that_only_talks_is_not_listened_to_for_long() -> None:
    told: list[str] = []
    pipe = io.BytesIO()
    for _ in range(100):
        write_message(pipe, {"asking": "vellmar.org"})
    answer = web._Answer(address_of("https://vellmar.org/"), USUAL, told.append)
    answer.take(io.BytesIO(pipe.getvalue()))
    assert len(told) < 10
    with pytest.raises(NotFetched):
        answer.page()


def test_a_message_that_is_too_long_is_not_read() -> None:
    with pytest.raises(ValueError, match="a message of"):
        read_message(io.BytesIO(b"\xff\xff\xff\xff{}"))
