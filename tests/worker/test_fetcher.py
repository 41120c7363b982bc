"""One page is fetched, by one request for each address on the way, from public sites alone."""

from __future__ import annotations

import gzip
import ipaddress
import socket
import time
from collections.abc import Iterator

import pytest

from parallax.errors import NotFetched
from parallax.worker.address import address_of
from parallax.worker.fetcher import Ip, fetch
from parallax.worker.page import Page, Rules
from web_site import ARTICLE, HOST, OTHER, Site, http, sent_on, site

PUBLIC = "8.8.8.8"


@pytest.fixture
def plain() -> Iterator[Site]:
    with site() as there:
        yield there


@pytest.fixture
def safe() -> Iterator[Site]:
    with site("https") as there:
        yield there


def refused(there: Site, path: str = "/story.html", **more: object) -> str:
    """Why the site's page is not fetched."""
    with pytest.raises(NotFetched) as error:
        fetch(there.address(path), there.rules(**more))
    assert error.value.what.endswith(".")
    assert error.value.what.isprintable()
    return error.value.what


def got(there: Site, path: str = "/story.html") -> Page:
    return fetch(there.address(path), there.rules())


# the request


def test_a_page_is_asked_for_once_and_its_bytes_are_those_that_were_sent(plain: Site) -> None:
    page = got(plain)
    assert (page.raw, page.media, page.charset, page.asked) == (ARTICLE, "text/html", "utf-8", ())
    assert page.name == "story.html"
    assert plain.connections == 1


def test_a_page_comes_over_a_safe_connection(safe: Site) -> None:
    assert got(safe).raw == ARTICLE


def test_the_request_says_who_asks_and_nothing_about_the_reader(plain: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    got(plain)
    lines = plain.requests[0].split("\r\n")
    names = [line.partition(":")[0] for line in lines[1:] if line]
    assert lines[0] == "GET /story.html HTTP/1.1"
    assert f"Host: {HOST}:{plain.port}" in lines
    assert "User-Agent: Parallax/0.1 (+article reader)" in lines
    assert names == ["Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"]


def test_cookies_are_not_sent_back_and_no_page_is_told_where_the_reader_comes_from(plain: Site) -> None:
    plain.answers["/a"] = sent_on("/b", Set_Cookie="who=reader; Path=/")
    plain.answers["/b"] = http(Set_Cookie="who=reader")
    got(plain, "/a")
    assert plain.paths == ["/a", "/b"]
    assert "cookie" not in plain.requests[1].lower()
    assert "referer" not in plain.requests[1].lower()


# names and numbers


def looked_up(*answers: list[str]) -> tuple[list[str], object]:
    """Names that were looked up, and a look-up that answers differently each time."""
    asked: list[str] = []

    def look_up(host: str) -> list[Ip]:
        asked.append(host)
        return [ipaddress.ip_address(ip) for ip in answers[min(len(asked), len(answers)) - 1]]

    return asked, look_up


@pytest.fixture
def connects(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Where the fetcher would have connected to."""
    to: list[tuple[str, int]] = []

    def connect(self: socket.socket, address: tuple[str, int]) -> None:
        to.append(address[:2])
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(socket.socket, "connect", connect)
    return to


@pytest.mark.parametrize(
    "near", ["127.0.0.1", "10.0.0.8", "169.254.169.254", "100.64.3.4", "::1", "fe80::1", "fd00::2"]
)
def test_a_public_name_of_a_near_computer_is_not_connected_to(near: str, connects: list[tuple[str, int]]) -> None:
    _, look_up = looked_up([near])
    with pytest.raises(NotFetched, match="computer or network"):
        fetch(address_of("https://vellmar.org/"), look_up=look_up)  # type: ignore[arg-type]
    assert connects == []


def test_one_near_address_among_public_ones_is_enough_to_refuse(connects: list[tuple[str, int]]) -> None:
    _, look_up = looked_up([PUBLIC, "192.168.0.1"])
    with pytest.raises(NotFetched, match=r"192\.168\.0\.1"):
        fetch(address_of("https://vellmar.org/"), look_up=look_up)  # type: ignore[arg-type]
    assert connects == []


def test_a_name_is_looked_up_once_and_what_was_looked_at_is_connected_to(connects: list[tuple[str, int]]) -> None:
    asked, look_up = looked_up([PUBLIC], ["127.0.0.1"])
    with pytest.raises(NotFetched, match="could not be reached"):
        fetch(address_of("http://vellmar.org/"), look_up=look_up)  # type: ignore[arg-type]
    assert asked == ["vellmar.org"]
    assert connects == [(PUBLIC, 80)]


def test_all_addresses_of_a_site_are_tried_in_turn_up_to_a_few(connects: list[tuple[str, int]]) -> None:
    _, look_up = looked_up([f"8.8.8.{n}" for n in range(1, 30)])
    with pytest.raises(NotFetched):
        fetch(address_of("http://vellmar.org/"), look_up=look_up)  # type: ignore[arg-type]
    assert [ip for ip, _ in connects] == ["8.8.8.1", "8.8.8.2", "8.8.8.3", "8.8.8.4"]


def test_the_names_on_the_way_are_looked_at_as_the_first_one_is(plain: Site) -> None:
    plain.answers["*"] = sent_on("http://sneaky.ostwick.net/")
    asked, look_up = looked_up(["127.0.0.1"])
    with pytest.raises(NotFetched, match="computer or network"):
        fetch(plain.address(), plain.rules(), look_up=look_up)  # type: ignore[arg-type]
    assert asked == ["sneaky.ostwick.net"]
    assert plain.connections == 1


def test_a_public_address_that_is_this_computers_own_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with site() as there:
        reach = socket.socket.connect
        monkeypatch.setattr(socket.socket, "connect", lambda self, to: reach(self, ("127.0.0.1", there.port)))
        _, look_up = looked_up([PUBLIC])
        with pytest.raises(NotFetched, match="is this computer"):
            fetch(address_of(f"http://vellmar.org:{there.port}/"), look_up=look_up)  # type: ignore[arg-type]
        assert there.requests == []


def test_a_name_that_nobody_has_is_told() -> None:
    def nobody(host: str) -> list[Ip]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with pytest.raises(NotFetched, match=r"no site of the name vellmar\.org"):
        fetch(address_of("vellmar.org"), look_up=nobody)


# proof of the site


def test_a_certificate_of_an_unknown_authority_is_refused_before_anything_is_asked(safe: Site) -> None:
    assert "does not prove that it is that site" in refused(safe, authority="")
    assert safe.requests == []


def test_a_certificate_for_another_name_is_refused() -> None:
    with site("https", "www.elsewhere.org") as there:
        assert "does not prove" in refused(there)
        assert there.requests == []


def test_a_site_that_does_not_speak_https_is_told(plain: Site) -> None:
    address = address_of(f"https://{HOST}:{plain.port}/")
    with pytest.raises(NotFetched, match="no safe connection"):
        fetch(address, plain.rules())


# sent on


def test_a_page_that_moved_is_found_where_it_is_and_the_way_is_known(plain: Site) -> None:
    plain.answers["/old"] = sent_on("/newer", "301 Moved Permanently")
    plain.answers["/newer"] = sent_on(f"http://{OTHER}:{plain.port}/new.html", "308 Permanent Redirect")
    told: list[str] = []
    page = fetch(plain.address("/old"), plain.rules(), tell=told.append)
    assert page.address == plain.address("/new.html", OTHER)
    assert [each.target for each in page.asked] == ["/old", "/newer"]
    assert told == [f"{HOST}:{plain.port}", f"{HOST}:{plain.port}", f"{OTHER}:{plain.port}"]


def test_five_times_on_are_followed_and_six_are_not(plain: Site) -> None:
    for n in range(1, 7):
        plain.answers[f"/{n}"] = sent_on(f"/{n - 1}")
    plain.answers["/0"] = http()
    assert len(got(plain, "/5").asked) == 5
    plain.requests.clear()
    assert "more than 5 times" in refused(plain, "/6")
    assert plain.paths == ["/6", "/5", "/4", "/3", "/2", "/1"]


def test_a_circle_is_left_at_once(plain: Site) -> None:
    plain.answers["/a"] = sent_on("/b")
    plain.answers["/b"] = sent_on("/a#x")
    assert "in a circle" in refused(plain, "/a")
    assert plain.paths == ["/a", "/b"]


def test_a_safe_connection_is_not_left_for_one_that_is_not(safe: Site) -> None:
    safe.answers["*"] = sent_on(f"http://{OTHER}:{safe.port}/")
    assert "from a safe connection" in refused(safe)
    assert len(safe.requests) == 1


@pytest.mark.parametrize(
    "to", ["http://127.0.0.1/", "http://[::1]/", "//localhost", "http://2130706433/", "ftp://x.org/"]
)
def test_no_answer_sends_to_a_local_address_or_another_kind_of_service(plain: Site, to: str) -> None:
    plain.answers["*"] = sent_on(to)
    refused(plain)
    assert plain.connections == 1


@pytest.mark.parametrize(
    "to",
    [
        "https://login.ostwick.net/?back=1",
        "/account/login.html?next=/story.html",
        "https://consent.ostwick.net/collect",
        "/subscribe",
        "/auth/signin?x=/story",
    ],
)
def test_a_way_to_a_page_to_sign_in_pay_or_consent_is_told_and_not_gone(plain: Site, to: str) -> None:
    plain.answers["*"] = sent_on(to)
    assert "to sign in or to consent; open it in your browser" in refused(plain)
    assert plain.connections == 1


def test_a_word_of_a_headline_is_no_wall(plain: Site) -> None:
    plain.answers["/old"] = sent_on("/consent-law-passed/login-for-all")
    plain.answers["/consent-law-passed/login-for-all"] = http()
    assert got(plain, "/old").raw == ARTICLE


def test_an_answer_that_sends_on_without_saying_where_is_told(plain: Site) -> None:
    plain.answers["*"] = http(b"", "302 Found")
    assert "answered without a page (302)" in refused(plain)


# what the site says


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("401 Unauthorized", "asks for a name and a password"),
        ("402 Payment Required", "asks to be paid"),
        ("403 Forbidden", "does not give this page to programs"),
        ("404 Not Found", "has no page at this address"),
        ("410 Gone", "has taken this page away"),
        ("429 Too Many Requests", "was asked too often"),
        ("451 Unavailable", "reasons of law"),
        ("500 Oops", "a fault of its own (500)"),
        ("503 Unavailable", "a fault of its own (503)"),
        ("204 No Content", "without a page (204)"),
        ("206 Partial Content", "without a page (206)"),
        ("304 Not Modified", "without a page (304)"),
        ("418 Teapot", "without a page (418)"),
    ],
)
def test_each_refusal_of_a_site_is_one_sentence(plain: Site, status: str, words: str) -> None:
    plain.answers["*"] = http(b"" if status[:3] in ("204", "304") else b"<p>No.</p>", status)
    assert words in refused(plain)


@pytest.mark.parametrize("status", [401, 402, 403, 429, 451])
def test_a_wall_offers_the_clipboard(plain: Site, status: int) -> None:
    plain.answers["*"] = http(b"", f"{status} No")
    assert "copy the article and paste it" in refused(plain)


@pytest.mark.parametrize(
    ("media", "words"),
    [
        ("image/png", "a picture (image/png)"),
        ("video/mp4", "a film (video/mp4)"),
        ("application/json", "no article (application/json)"),
        ("application/x-msdownload", "no article"),
    ],
)
def test_bytes_that_are_no_article_are_not_taken(plain: Site, media: str, words: str) -> None:
    plain.answers["*"] = http(b"x" * 100, media=media)
    assert words in refused(plain)


@pytest.mark.parametrize(
    "media", ["", "application/octet-stream", "nonsense", "text/plain; charset=utf-8", "application/pdf"]
)
def test_bytes_of_a_kind_that_is_read_or_not_told_are_taken(plain: Site, media: str) -> None:
    plain.answers["*"] = http(ARTICLE, media=media)
    assert got(plain).raw == ARTICLE


def test_a_page_without_an_ending_is_named_by_its_kind_and_one_without_a_name_by_its_site(plain: Site) -> None:
    plain.answers["/a/story"] = http(b"x", media="text/plain")
    assert got(plain, "/a/story?x=/y.html").name == "story.txt"
    assert got(plain, "/").name == f"{HOST}.html"


def test_the_charset_that_is_named_is_kept_and_one_that_is_none_is_not(plain: Site) -> None:
    plain.answers["*"] = http(media="text/html; charset=windows-1251")
    assert got(plain).charset == "windows-1251"
    plain.answers["*"] = http(media='text/html; charset="a b<>"')
    assert got(plain).charset == ""


# size and time


def test_a_page_is_read_to_its_end_when_no_length_is_said(plain: Site) -> None:
    plain.answers["*"] = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + ARTICLE
    assert got(plain).raw == ARTICLE
    plain.answers["*"] = b"HTTP/1.0 200 OK\r\n\r\n" + ARTICLE
    assert got(plain).raw == ARTICLE


def test_a_page_in_chunks_is_put_together(plain: Site) -> None:
    chunks = b"".join(
        b"%x\r\n%b\r\n" % (len(ARTICLE[n : n + 50]), ARTICLE[n : n + 50]) for n in range(0, len(ARTICLE), 50)
    )
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    plain.answers["*"] = head + chunks + b"0\r\n\r\n"
    assert got(plain).raw == ARTICLE
    plain.answers["*"] = head + chunks
    assert "broke off" in refused(plain)


@pytest.mark.parametrize("cut", [1, 60])
def test_a_page_that_is_cut_short_is_not_half_read(plain: Site, cut: int) -> None:
    plain.answers["*"] = http()[:-cut]
    assert "broke off" in refused(plain)
    plain.answers["*"] = http(gzip.compress(ARTICLE), Content_Encoding="gzip", Content_Length="")[:-cut]
    assert "broke off" in refused(plain)


def test_a_page_larger_than_is_taken_is_refused_by_what_it_says_or_by_what_comes(plain: Site) -> None:
    plain.answers["*"] = http(b"", Content_Length="99999999999")
    assert "larger than 20,000,000 bytes" in refused(plain)
    plain.answers["*"] = http(b"x" * 5_001, Content_Length="")
    assert "larger than 5,000 bytes" in refused(plain, bytes=5_000)
    plain.answers["*"] = http(b"x" * 5_000, Content_Length="")
    assert len(fetch(plain.address(), plain.rules(bytes=5_000)).raw) == 5_000


def test_a_packed_page_is_unpacked_whole(plain: Site) -> None:
    plain.answers["*"] = http(gzip.compress(ARTICLE), Content_Encoding="gzip")
    assert got(plain).raw == ARTICLE
    twice = gzip.compress(ARTICLE[:100]) + gzip.compress(ARTICLE[100:])
    plain.answers["*"] = http(twice + b"\x00" * 9, Content_Encoding="x-gzip")
    assert got(plain).raw == ARTICLE


def test_a_bomb_is_refused_before_it_is_unpacked(plain: Site) -> None:
    bomb = gzip.compress(b"\x00" * 200_000_000, 9)
    plain.answers["*"] = http(bomb, Content_Encoding="gzip")
    start = time.monotonic()
    assert len(bomb) < 300_000
    assert "larger than 20,000,000 bytes" in refused(plain)
    assert time.monotonic() - start < 5


@pytest.mark.parametrize("packed", ["br", "zstd", "gzip, gzip", "compress"])
def test_a_packing_that_was_not_asked_for_is_refused(plain: Site, packed: str) -> None:
    plain.answers["*"] = http(Content_Encoding=packed)
    assert "packed in a way" in refused(plain)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"hello",
        b"SSH-2.0-OpenSSH_9\r\n",
        b"HTTP/1.1 999999 x\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 70_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 200 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nabcde",
        b"\x00" * 1000,
    ],
)
def test_what_is_no_answer_of_a_web_site_is_one_sentence(plain: Site, answer: bytes) -> None:
    plain.answers["*"] = answer
    refused(plain)


def test_a_site_that_says_nothing_is_left_in_time(plain: Site) -> None:
    plain.answers["*"] = lambda connected: time.sleep(3)
    start = time.monotonic()
    assert "did not answer in time" in refused(plain, seconds=0.5)
    assert time.monotonic() - start < 2


def test_a_body_that_drips_is_left_in_time(plain: Site) -> None:
    def drip(connected: socket.socket) -> None:
        connected.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        for _ in range(100):
            connected.sendall(b"x")
            time.sleep(0.05)

    plain.answers["*"] = drip
    start = time.monotonic()
    assert "did not answer in time" in refused(plain, seconds=0.6)
    assert time.monotonic() - start < 2


def test_usual_rules_reach_nothing_near_and_trust_no_more_than_the_system() -> None:
    usual = Rules()
    assert (usual.known, usual.authority) == ((), "")
    assert (usual.seconds, usual.connecting, usual.redirects, usual.bytes) == (20, 10, 5, 20_000_000)
