"""An address that is typed is told apart once, shown in full, and never leads to this computer or its network."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from parallax.errors import NotFetched
from parallax.worker.address import LONGEST, address_of, joined
from parallax.worker.outside import is_outside

LOCAL = [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.251",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::127.0.0.1",
    "64:ff9b::a00:1",
    "64:ff9b:1::808:808",
    "2002:7f00:1::",
    "2002:c0a8:101::1",
    "2002:808:808::1",
    "2001::1",
    "2001:db8::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fec0::1",
    "ff02::1",
    "100::1",
    "4000::1",
]
PUBLIC = [
    "1.1.1.1",
    "8.8.8.8",
    "100.63.255.255",
    "172.32.0.1",
    "2606:4700::1111",
    "64:ff9b::808:808",
]
SPELLINGS = [
    "2130706433",
    "0x7f000001",
    "0x7f.0.0.1",
    "0177.0.0.1",
    "0177.1",
    "127.1",
    "127.0.1",
    "0",
    "00.0.0.0",
    "127.0.0.1.",
    "127.0.0.01",
    "１２７.0.0.1",
    "127。0。0。1",
    "①②⑦.0.0.1",
    "0x7F.1",
    "1.2.3.0x",
    "localhost",
    "LOCALHOST",
    "localhost.",
    "ｌocalhost",
    "news.localhost",
    "printer.local",
    "db.internal",
    "router",
    "fritz.box.home.arpa",
    "x.onion",
    "a.test",
    "4.3.2.1.in-addr.arpa",
    "intranet.corp",
    "wiki.lan",
]


@pytest.mark.parametrize("ip", LOCAL)
def test_an_address_that_is_not_public_is_not_outside_and_is_not_taken(ip: str) -> None:
    parsed = ipaddress.ip_address(ip)
    assert not is_outside(parsed)
    with pytest.raises(NotFetched):
        address_of(f"http://{f'[{ip}]' if parsed.version == 6 else ip}/")


@pytest.mark.parametrize("ip", PUBLIC)
def test_a_public_address_is_outside(ip: str) -> None:
    parsed = ipaddress.ip_address(ip)
    assert is_outside(parsed)
    assert address_of(f"http://{f'[{ip}]' if parsed.version == 6 else ip}/").host == str(parsed)


@pytest.mark.parametrize("host", SPELLINGS)
def test_no_spelling_of_a_local_name_or_number_is_taken(host: str) -> None:
    for text in (f"http://{host}/", f"https://{host}:8080/x", host if "." in host else f"//{host}"):
        with pytest.raises(NotFetched) as refused:
            address_of(text)
        assert refused.value.what.endswith(".")
        assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://vellmar.org/",
        "data:text/html,x",
        "view-source:https://vellmar.org",
        "https:/vellmar.org",
        "https:vellmar.org",
        "https://",
        "https:///x",
        "https://reader:secret@vellmar.org/",
        "https://vellmar.org@127.0.0.1/",
        "https://@vellmar.org/",
        "reader:secret@vellmar.org",
        "https://vellmar.org\\@ostwick.net/",
        "https:\\\\vellmar.org",
        "https://vellmar.org/a b",
        "https://vellmar.org/\u202egpj",
        "https://vell\u200bmar.org/",
        "https://vellmar.org/\x00",
        "https://vellmar.org\n.ostwick.net/",
        "https://vellmar.org:22/",
        "https://vellmar.org:25/",
        "https://vellmar.org:6667/",
        "https://vellmar.org:99999/",
        "https://vellmar.org:-1/",
        "https://vellmar.org:8o/",
        "https://vellmar%2eorg/",
        "https://vell_mar.org/",
        "https://-vellmar.org/",
        "https://a..org/",
        "https://xn--a.org/",
        "https://☃.org/",
        f"https://{'a' * 64}.org/",
        f"https://{'a.' * 130}org/",
        "https://[2606:4700::1111]evil.org/",
        "https://[2606:4700::1111%25eth0]/",
        "https://[vellmar.org]/",
        "https://[::1",
        "https://vellmar.org/" + "a" * LONGEST,
        "https://vellmar.org/" + "語" * 1_000,
    ],
)
def test_what_is_no_address_of_a_public_page_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(NotFetched) as refused:
        address_of(text)
    assert refused.value.what.endswith(".")
    assert refused.value.what.isprintable()
    assert len(str(refused.value)) < 500


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("vellmar.org", "https://vellmar.org/"),
        ("  vellmar.org/a  ", "https://vellmar.org/a"),
        ("//vellmar.org", "https://vellmar.org/"),
        ("vellmar.org:8443/a", "https://vellmar.org:8443/a"),
        ("HTTP://Vellmar.ORG:80", "http://vellmar.org/"),
        ("https://vellmar.org:443/", "https://vellmar.org/"),
        ("http://vellmar.org:443/", "http://vellmar.org:443/"),
        ("https://vellmar.org./a", "https://vellmar.org/a"),
        ("https://vellmar.org?q=1", "https://vellmar.org/?q=1"),
        ("https://vellmar.org/a#part", "https://vellmar.org/a"),
        ("https://vellmar.org/straße?o=ä", "https://vellmar.org/stra%C3%9Fe?o=%C3%A4"),
        ("https://vellmar.org/100%/%41", "https://vellmar.org/100%25/%41"),
        ("https://vellmar.org/a'<b>\"", "https://vellmar.org/a'%3Cb%3E%22"),
        ("https://münchen.org/", "https://xn--mnchen-3ya.org/"),
        ("https://vellmar。org/", "https://vellmar.org/"),
        ("https://[2606:4700::1111]:8080/", "https://[2606:4700::1111]:8080/"),
        ("https://[2606:4700:0:0::1111]/", "https://[2606:4700::1111]/"),
    ],
)
def test_an_address_has_one_form_in_which_it_is_shown_and_asked_for(typed: str, asked: str) -> None:
    assert address_of(typed).text == asked
    assert address_of(asked).text == asked


def test_a_name_in_other_letters_is_known_both_ways() -> None:
    address = address_of("https://xn--mnchen-3ya.org/")
    assert (address.host, address.letters, address.mixed) == ("xn--mnchen-3ya.org", "münchen.org", ())
    assert address_of("https://vellmar.org/").letters == ""


def test_letters_of_several_scripts_in_one_name_are_told() -> None:
    assert address_of("https://p\u0430ypal.org/").mixed == ("Latin", "Cyrillic")
    assert address_of("https://новости.org/").mixed == ()
    assert address_of("https://東京ニュース.jp/").mixed == ()


@pytest.mark.parametrize(
    ("location", "to"),
    [
        ("/b?c", "https://vellmar.org/b?c"),
        ("b", "https://vellmar.org/a/b"),
        ("//ostwick.net/", "https://ostwick.net/"),
        ("http://ostwick.net/ä b", "http://ostwick.net/%C3%A4%20b"),
    ],
)
def test_where_an_answer_sends_on_to_is_read_as_an_address(location: str, to: str) -> None:
    assert joined(address_of("https://vellmar.org/a/x"), location).text == to


@pytest.mark.parametrize(
    "location", ["http://127.0.0.1/", "//localhost/", "file:///etc/passwd", "http://[::1", "//10.1"]
)
def test_an_answer_cannot_send_to_a_place_that_a_reader_could_not_type(location: str) -> None:
    with pytest.raises(NotFetched):
        joined(address_of("https://vellmar.org/"), location)


HOSTS = st.one_of(
    st.ip_addresses().map(lambda ip: f"[{ip}]" if ip.version == 6 else str(ip)),
    st.integers(0, 2**33).flatmap(lambda n: st.sampled_from([str(n), hex(n), oct(n).replace("o", "")])),
    st.lists(
        st.integers(0, 300).flatmap(lambda n: st.sampled_from([str(n), hex(n), f"0{n:o}"])), min_size=1, max_size=5
    ).map(".".join),
    st.text(alphabet="aA1.-_%@:[]\\/?#。．①１ⅰ\u00ad\u200b ", max_size=20),
    st.text(max_size=12),
)


@given(st.sampled_from(["", "http://", "https://", "//", "HTTP:", "http:/"]), HOSTS, st.text(max_size=8))
@example("http://", "0x7f.1", "")
@example("", "0.0X", "G")
def test_whatever_is_typed_leads_nowhere_or_to_a_public_host_and_is_read_alike_by_others(
    start: str, host: str, rest: str
) -> None:
    try:
        address = address_of(start + host + rest)
    except NotFetched as refused:
        assert refused.what.endswith(".")
        return
    assert address.text.isascii() and address.text.isprintable() and " " not in address.text
    assert address_of(address.text) == address
    again = urlsplit(address.text)
    assert (again.hostname, again.port or {"http": 80, "https": 443}[again.scheme]) == (address.host, address.port)
    assert again.username is None
    last = address.host.rpartition(".")[2]
    if ":" in address.host or re.fullmatch(r"[0-9]+|0x[0-9a-f]*", last):  # what browsers take for a number
        assert is_outside(ipaddress.ip_address(address.host))
    else:
        assert "." in address.host
        assert last not in {"localhost", "local", "internal", "onion", "arpa"}


@given(st.ip_addresses())
def test_an_address_that_python_calls_private_is_never_outside(
    ip: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    if ip.is_private or ip.is_loopback or ip.is_link_local or ip.is_multicast or ip.is_unspecified or ip.is_reserved:
        assert not is_outside(ip) or ip in ipaddress.ip_network("64:ff9b::/96")
