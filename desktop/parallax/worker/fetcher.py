"""The fetcher: a fresh process for one web page that the reader asked for. Nothing else in Parallax connects anywhere.

It looks each name up once, goes on only where every address found lies on the public internet, and connects to the
address that was looked at. It sends one request for each address on the way: no cookies, no Referer, no account, no
proxy (which would look the name up again, out of sight), and runs nothing of what it gets.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import re
import socket
import ssl
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from ipaddress import IPv4Address, IPv6Address

import certifi

import parallax
from parallax.errors import NotFetched
from parallax.worker import limits
from parallax.worker.address import Address, joined
from parallax.worker.outside import is_outside
from parallax.worker.page import ENDINGS, UNTOLD, USUAL, Page, Rules, asked_for, read_message, write_message
from parallax.worker.refusals import PASTE, kind_refused, leads_to_a_gate, status_refused

Ip = IPv4Address | IPv6Address
LookUp = Callable[[str], list[Ip]]

_MOST_TRIED = 4
_SENT_ON = frozenset({301, 302, 303, 307, 308})
_PART = 1 << 16
_GZIP = 16 + zlib.MAX_WBITS
_GZIP_MARK = b"\x1f\x8b"
_CHARSET = re.compile(r"[A-Za-z0-9_.:-]{2,40}")
_HEADERS = {
    "User-Agent": f"Parallax/{parallax.__version__.rpartition('.')[0]} (+article reader)",
    "Accept": f"{', '.join(ENDINGS)}, */*;q=0.1",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}


def looked_up(host: str) -> list[Ip]:
    """The IP addresses of a name, each once. Raises OSError."""
    found = socket.getaddrinfo(host.encode("ascii"), None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(ipaddress.ip_address(entry[4][0]) for entry in found))


def fetch(
    address: Address, rules: Rules = USUAL, tell: Callable[[str], None] = lambda _: None, look_up: LookUp = looked_up
) -> Page:
    """The page at an address, or where that sends on to; `tell` is told each site before it is asked.

    Raises NotFetched, with one sentence that says why.
    """
    deadline = time.monotonic() + rules.seconds
    asked: list[Address] = []
    while True:
        tell(address.site)
        answer = _answer(address, rules, look_up, deadline)
        if isinstance(answer, Page):
            return Page(answer.address, tuple(asked), answer.media, answer.charset, answer.raw)
        asked.append(address)
        _check_way(answer, asked, rules)
        address = answer


def _check_way(to: Address, asked: list[Address], rules: Rules) -> None:
    """Raises NotFetched for a way that is not gone."""
    before = asked[-1]
    if before.scheme == "https" and to.scheme == "http":
        what = f"{before.site} sends on from a safe connection to one that is not ({to.site}); {PASTE}"
    elif to in asked:
        what = f"{before.site} sends in a circle, as sites do that want a cookie to be kept; {PASTE}"
    elif len(asked) > rules.redirects:
        what = f"the page is sent on more than {rules.redirects} times; {PASTE}"
    elif leads_to_a_gate(asked[0], to):
        what = f"{before.site} sends to another page first ({to.site}), to sign in or to consent; {PASTE}"
    else:
        return
    raise NotFetched(asked[0].text, what)


def _answer(address: Address, rules: Rules, look_up: LookUp, deadline: float) -> Page | Address:
    """The page, or the address that it is sent on to. Raises NotFetched."""
    site = address.site
    try:
        with _connected(address, rules, look_up, deadline) as connection:
            return _asked(connection, address, rules, deadline)
    except TimeoutError:
        what = f"{site} did not answer in time; try again later, or {PASTE}"
    except ssl.SSLCertVerificationError as error:
        reason = error.verify_message.strip().rstrip(".")
        what = f"{site} does not prove that it is that site ({reason}), so it was not asked; {PASTE}"
    except ssl.SSLError:
        what = f"no safe connection to {site} could be made; {PASTE}"
    except socket.gaierror:
        what = f"no site of the name {address.host} was found; check the address, or whether this computer is online."
    except http.client.IncompleteRead:
        what = f"{site} broke off in the middle of the page; try again, or {PASTE}"
    except (http.client.HTTPException, ValueError):
        what = f"{site} answered with something that is no web page; {PASTE}"
    except OSError as error:
        what = f"{site} could not be reached ({error.strerror or 'the connection broke off'}); try again later."
    raise NotFetched(address.text, what)


# connecting


@contextlib.contextmanager
def _connected(address: Address, rules: Rules, look_up: LookUp, deadline: float) -> Iterator[_Connection]:
    """A connection to the site, and for https a proof that it is the site. Raises NotFetched and OSError."""
    known = dict(rules.known).get(address.host)
    addresses = [ipaddress.ip_address(known)] if known else _outside(address, look_up)
    connected = _socket(addresses, address.port, min(deadline, time.monotonic() + rules.connecting))
    try:
        if not known and connected.getsockname()[0] == connected.getpeername()[0]:
            raise NotFetched(address.text, f"{address.host} is this computer; Parallax asks public sites alone.")
        if address.scheme == "https":
            connected = _trust(rules).wrap_socket(connected, server_hostname=address.host)
        yield _Connection(address, connected)
    finally:
        connected.close()


def _outside(address: Address, look_up: LookUp) -> list[Ip]:
    """The IP addresses of the site, looked up once. Raises NotFetched where one of them is not on the public internet,
    OSError where there are none."""
    try:
        found = [ipaddress.ip_address(address.host)]
    except ValueError:
        found = look_up(address.host)
    if not found:
        raise socket.gaierror(socket.EAI_NONAME, "no address")
    for ip in found:
        if not is_outside(ip):
            what = f"{address.host} lies on this computer or network ({ip}); Parallax asks public sites alone."
            raise NotFetched(address.text, what)
    return found[:_MOST_TRIED]


def _socket(addresses: list[Ip], port: int, deadline: float) -> socket.socket:
    """A socket that is connected to the first of the addresses that answers. Raises OSError."""
    failed: OSError = TimeoutError()
    for turn, ip in enumerate(addresses):
        family = socket.AF_INET if ip.version == 4 else socket.AF_INET6
        try:
            made = socket.socket(family, socket.SOCK_STREAM)
        except OSError as error:  # a system without IPv6
            failed = error
            continue
        try:
            made.settimeout(_left(deadline) / (len(addresses) - turn))
            made.connect((str(ip), port))
        except OSError as error:
            made.close()
            failed = error
        else:
            made.settimeout(_left(deadline))
            return made
    raise failed


def _trust(rules: Rules) -> ssl.SSLContext:
    """What the system trusts; where it names no authorities, those of Mozilla."""
    context = ssl.create_default_context()
    paths = ssl.get_default_verify_paths()
    if sys.platform != "win32" and not paths.cafile and not paths.capath:
        context.load_verify_locations(certifi.where())
    if rules.authority:
        context.load_verify_locations(cadata=rules.authority)
    return context


class _Connection(http.client.HTTPConnection):
    """On a socket that is `connected` already; it never makes one."""

    auto_open = 0

    def __init__(self, address: Address, connected: socket.socket) -> None:
        super().__init__(address.host, address.port)
        self.connected = self.sock = connected  # the second is let go of where the answer is to be the last


# asking


def _asked(connection: _Connection, address: Address, rules: Rules, deadline: float) -> Page | Address:
    connection.connected.settimeout(_left(deadline))
    connection.putrequest("GET", address.target, skip_host=True, skip_accept_encoding=True)
    for name, value in {"Host": address.site, **_HEADERS}.items():
        connection.putheader(name, value)
    connection.endheaders()
    response = connection.getresponse()
    location = response.headers.get("Location")
    if response.status in _SENT_ON and location:
        return joined(address, _as_utf8(location))
    if response.status not in (200, 203):
        raise NotFetched(address.text, status_refused(response.status, address.site))
    media = response.headers.get_content_type() if "Content-Type" in response.headers else ""
    if media not in ENDINGS and media not in UNTOLD:
        raise NotFetched(address.text, kind_refused(media, address.site))
    charset = response.headers.get_content_charset() or ""
    raw = _body(response, connection.connected, address, rules, deadline)
    return Page(address, (), media, charset if _CHARSET.fullmatch(charset) else "", raw)


def _body(
    response: http.client.HTTPResponse, connected: socket.socket, address: Address, rules: Rules, deadline: float
) -> bytes:
    """All of the body, unpacked as it comes, so that no more of it is made than is taken."""
    packed = response.headers.get("Content-Encoding", "").strip().lower()
    if packed not in ("", "identity", "gzip", "x-gzip"):
        raise NotFetched(address.text, f"{address.site} sends the page packed in a way that is not read; {PASTE}")
    unpacking = _Unpacked(rules.bytes) if packed in ("gzip", "x-gzip") else _Plain(rules.bytes)
    expected = response.length
    if expected is not None and expected > rules.bytes:
        raise _too_large(address, rules)
    received = 0
    while expected is None or received < expected:
        connected.settimeout(_left(deadline))
        part = response.read1(_PART if expected is None else min(_PART, expected - received))
        if not part:
            break
        received += len(part)
        unpacking.take(part)
        if received > rules.bytes or unpacking.over:
            raise _too_large(address, rules)
    if (expected is not None and received < expected) or not unpacking.whole:
        raise http.client.IncompleteRead(b"")
    return bytes(unpacking.made)


class _Plain:
    """A body that is not packed."""

    def __init__(self, most: int) -> None:
        self.made = bytearray()
        self.whole = True
        self._most = most

    @property
    def over(self) -> bool:
        """Whether there is more than is taken."""
        return len(self.made) > self._most

    def take(self, part: bytes) -> None:
        """The next bytes as they came."""
        self.made += part


class _Unpacked(_Plain):
    """A body that is packed with gzip, which may be several packed one after another. No more is unpacked than one
    byte past what is taken."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self._member = zlib.decompressobj(_GZIP)
        self.whole = False

    def take(self, part: bytes) -> None:
        """Raises http.client.HTTPException for bytes that are not packed so."""
        try:
            while part and not self.over:
                if self._member.eof:
                    if not part.startswith(_GZIP_MARK):  # zeros to fill up, which gzip permits
                        break
                    self._member = zlib.decompressobj(_GZIP)
                self.made += self._member.decompress(part, self._most + 1 - len(self.made))
                part = self._member.unused_data
        except zlib.error as error:
            raise http.client.HTTPException("not gzip") from error
        self.whole = self._member.eof


def _too_large(address: Address, rules: Rules) -> NotFetched:
    return NotFetched(address.text, f"the page is larger than {rules.bytes:,} bytes; {PASTE}")


def _as_utf8(header: str) -> str:
    """A header, which is read as Latin-1, as what most sites mean by it."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def _left(deadline: float) -> float:
    """Seconds until then. Raises TimeoutError where it has passed."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def main(arguments: list[str]) -> int:
    """The child: limits first, then one request, one page. `arguments` are the parent's process id and the seconds of
    processor time."""
    answer_to, sys.stdout = sys.stdout.buffer, sys.stderr
    limits.confine(float(arguments[1]), int(arguments[0]), connecting=True)
    request = read_message(sys.stdin.buffer)
    address, rules = asked_for(request)
    try:
        page = fetch(address, rules, tell=lambda site: write_message(answer_to, {"asking": site}))
    except NotFetched as error:
        write_message(answer_to, {"error": error.what})
        return 0
    head = {"address": page.address.text, "asked": [each.text for each in page.asked], "media": page.media}
    write_message(answer_to, {**head, "charset": page.charset, "length": len(page.raw)})
    answer_to.write(page.raw)
    answer_to.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
