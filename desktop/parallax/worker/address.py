"""Web addresses: what a reader typed or dropped, in the one form in which it is shown and asked for. Pure: nothing here
looks a name up or connects.

An address is taken apart once. What is shown and what is asked for are made of the same parts, so that no two readings
of one text can differ.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from dataclasses import dataclass
from typing import Literal, cast
from urllib.parse import quote, urljoin, urlsplit

import idna

from parallax.errors import NotFetched
from parallax.worker.outside import is_outside

Scheme = Literal["http", "https"]

LONGEST = 4_000
"""The longest address, in characters as they are typed, that is taken."""
LONGEST_TARGET = 8_000
"""The longest path and query, in bytes, that is asked for."""
_PORTS: dict[Scheme, int] = {"http": 80, "https": 443}
_FIRST_FREE_PORT = 1024
_PORTS_OF_OTHERS = frozenset(
    {1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, *range(6665, 6670), 6679, 6697, 10080}
)
"""Free ports at which other services than web sites listen; browsers do not ask them either (Fetch, "bad port")."""
_LOCAL_ENDINGS = frozenset(
    "localhost localdomain local internal intranet private corp home lan arpa onion i2p alt test invalid".split()
)
"""Last labels that no public name has: RFC 6761, 6762, 7686, 8375, 9476, and what home and office networks use."""
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(?!\d)")
_BRACKETED = re.compile(r"\[[0-9A-Fa-f:.]+\](?::\d*)?")
_NUMBER = re.compile(r"\d+|0[xX][0-9A-Fa-f]*")
_PATH_SAFE = "%/:@!$&'()*+,;=-._~[]|"
_QUERY_SAFE = _PATH_SAFE + "?"
_LOOSE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_EAST_ASIAN = frozenset("CJK HIRAGANA KATAKANA KATAKANA-HIRAGANA HANGUL BOPOMOFO IDEOGRAPHIC".split())
_USUAL_MIX = {"Latin", "East Asian"}
_ADVICE = "open it in your browser, copy the article and paste it."


@dataclass(frozen=True, slots=True)
class Address:
    """`host` in ASCII: a name in lower case without a dot at its end (punycode where it has other letters), or an IP
    address; `target` the path and what follows a "?", in ASCII. What stands after a "#" is never sent, and not kept."""

    scheme: Scheme
    host: str
    port: int
    target: str

    @property
    def site(self) -> str:
        """The host, with brackets where it needs them, and its port where that is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def text(self) -> str:
        """The whole address, as it is asked for."""
        return f"{self.scheme}://{self.site}{self.target}"

    @property
    def letters(self) -> str:
        """The host in its own letters where it has others than ASCII; else empty."""
        if not any(label.startswith("xn--") for label in self.host.split(".")):
            return ""
        return idna.decode(self.host)

    @property
    def mixed(self) -> tuple[str, ...]:
        """The scripts of a label of the host that mixes several, as in names made to look like others; else none."""
        for label in self.letters.split("."):
            scripts = _scripts_of(label)
            if len(scripts) > 1 and set(scripts) != _USUAL_MIX:
                return scripts
        return ()


def address_of(text: str) -> Address:
    """The address that a reader typed; one without "http://" or "https://" is taken for https.

    Raises NotFetched for what is no web address, names a password, or names a place that is not on the public web.
    """
    text = text.strip()
    if not text:
        raise _refused(text, "no address was given; type one, or paste the article.")
    if len(text) > LONGEST:
        raise _refused(text, f"the address is longer than {LONGEST:,} characters; {_ADVICE}")
    if any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") or c.isspace() for c in text):
        raise _refused(text, "an address has no spaces or hidden characters in it; copy it once more.")
    if "\\" in text:
        raise _refused(text, "an address has no backslash in it; copy it once more.")
    scheme = _SCHEME.match(text)
    if scheme is None:
        text = f"https:{text}" if text.startswith("//") else f"https://{text}"
    elif scheme[1].lower() not in _PORTS:
        raise _refused(text, f"“{scheme[1][:20]}:” is no address of a web page; it begins with https:// or http://.")
    elif not text[scheme.end() :].startswith("//"):
        raise _refused(text, f"an address has two strokes after “{scheme[1]}:”; copy it once more.")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise _refused(text, "this is no address of a web page; copy it once more.") from None
    if "@" in parts.netloc:
        raise _refused(text, "the address holds a name or password, which Parallax never sends; take it out.")
    scheme_name = cast("Scheme", parts.scheme)
    host = _host_of(parts.netloc, parts.hostname or "", text)
    target = _target(parts.path, parts.query)
    if len(target) > LONGEST_TARGET:
        raise _refused(text, f"the address is longer than {LONGEST_TARGET:,} bytes; {_ADVICE}")
    return Address(scheme_name, host, _port_of(port, scheme_name, text), target)


def joined(base: Address, location: str) -> Address:
    """Where an answer from `base` sends on to. Raises NotFetched as `address_of` does."""
    try:
        return address_of(urljoin(base.text, location.strip().replace(" ", "%20")))
    except ValueError:
        raise _refused(base.text, f"{base.site} sends on to an address that is none; {_ADVICE}") from None


def _refused(text: str, what: str) -> NotFetched:
    return NotFetched(text if len(text) <= 200 else f"{text[:200]}…", what)


def _host_of(netloc: str, name: str, text: str) -> str:
    if _BRACKETED.fullmatch(netloc):
        return _ip_host(name, text)
    if not name or "%" in name or "[" in netloc or "]" in netloc:
        raise _refused(text, "the address names no site; copy it once more.")
    try:
        host = idna.encode(name.removesuffix("."), uts46=True, std3_rules=True, strict=False).decode("ascii").lower()
        host = host.removesuffix(".")  # a full stop of another script
        idna.decode(host)  # what is shown of a name that came in punycode must be a name too
    except (idna.IDNAError, UnicodeError):
        raise _refused(text, f"“{name[:60]}” is no name of a site; copy the address once more.") from None
    labels = host.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return _ip_host(host, text)
    if len(labels) < 2:
        raise _refused(text, f"“{host}” names a computer nearby and no public site; Parallax asks public sites alone.")
    if labels[-1] in _LOCAL_ENDINGS:
        what = f"names ending in “.{labels[-1]}” are not on the public web; Parallax asks public sites alone."
        raise _refused(text, what)
    return host


def _ip_host(host: str, text: str) -> str:
    """An IP address as a host: only in its usual spelling, and only a public one."""
    try:
        ip = ipaddress.ip_address(host)
    except ValueError:
        raise _refused(text, "the site's number is not written in the usual way; use the name of the site.") from None
    if not is_outside(ip):
        raise _refused(text, f"{ip} is an address of this computer or network; Parallax asks public sites alone.")
    return str(ip)


def _port_of(port: int | None, scheme: Scheme, text: str) -> int:
    if port is None:
        return _PORTS[scheme]
    if port in _PORTS.values() or (port >= _FIRST_FREE_PORT and port not in _PORTS_OF_OTHERS):
        return port
    raise _refused(text, f"port {port} is not one of a web site; {_ADVICE}")


def _target(path: str, query: str) -> str:
    path = quote(_LOOSE_PERCENT.sub("%25", path), safe=_PATH_SAFE) or "/"
    query = quote(_LOOSE_PERCENT.sub("%25", query), safe=_QUERY_SAFE)
    return f"{path}?{query}" if query else path


def _scripts_of(label: str) -> tuple[str, ...]:
    """The scripts of the letters in a label, by the first word of each letter's name; those of Chinese, Japanese and
    Korean count as one."""
    found: dict[str, None] = {}
    for letter in label:
        if unicodedata.category(letter).startswith("L"):
            script = unicodedata.name(letter, "UNKNOWN").split()[0]
            found["East Asian" if script in _EAST_ASIAN else script.capitalize()] = None
    return tuple(found)
