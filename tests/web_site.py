"""Web sites for tests: a server on this computer that answers as it is told, over http or https."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import trustme

from parallax.worker.address import Address, address_of
from parallax.worker.page import Rules

HOST = "news.vellmar.org"
OTHER = "www.ostwick.net"
HERE = "127.0.0.1"
ARTICLE = (
    b"<!doctype html><html><head><title>Ferry late at Sall</title><meta charset='utf-8'>"
    b"<meta property='og:site_name' content='Vellmar News'></head><body><article><h1>Ferry late at Sall</h1>"
    b"<p>The ferry to Sall was two hours late on Monday, the harbour office said. Nobody was hurt.</p>"
    b"<p>The company blamed the wind, which had torn a rope at the quay in the morning.</p></article></body></html>"
)

Answer = bytes | Callable[[socket.socket], None]


def http(body: bytes = ARTICLE, status: str = "200 OK", media: str = "text/html; charset=utf-8", **more: str) -> bytes:
    """An answer with a length; `more` are further headers, with "_" for "-"."""
    headers = {
        "Content-Type": media,
        "Content-Length": str(len(body)),
        **{name.replace("_", "-"): value for name, value in more.items()},
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items() if value)
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode("latin-1") + body


def sent_on(to: str, status: str = "302 Found", **more: str) -> bytes:
    """An answer that sends on."""
    return http(b"", status, Location=to, **more)


@dataclass
class Site:
    """`answers` by path, "*" for all others; `requests` are the heads of all requests that came, in order."""

    port: int
    scheme: str
    authority: str
    answers: dict[str, Answer] = field(default_factory=lambda: {"*": http()})
    requests: list[str] = field(default_factory=list)
    connections: int = 0

    def address(self, path: str = "/story.html", host: str = HOST) -> Address:
        """The address of a page here."""
        return address_of(f"{self.scheme}://{host}:{self.port}{path}")

    def rules(self, **more: object) -> Rules:
        """Rules by which this site may be asked, under either name."""
        return Rules(**{"known": ((HOST, HERE), (OTHER, HERE)), "authority": self.authority, **more})  # type: ignore[arg-type]

    @property
    def paths(self) -> list[str]:
        """What was asked for."""
        return [request.split()[1] for request in self.requests]

    def serve(self, accepted: socket.socket, context: ssl.SSLContext | None) -> None:
        """Answer one connection."""
        with contextlib.suppress(OSError), accepted:
            accepted.settimeout(30)
            connected = context.wrap_socket(accepted, server_side=True) if context else accepted
            with connected:
                head = b""
                while b"\r\n\r\n" not in head and (part := connected.recv(65_536)):
                    head += part
                    if not head.startswith(b"G"):
                        connected.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                        return
                if not head:
                    return
                self.requests.append(head.decode("latin-1"))
                path = self.paths[-1].partition("?")[0]
                answer = self.answers.get(path, self.answers.get("*", http(b"", "404 Not Found")))
                if callable(answer):
                    answer(connected)
                else:
                    connected.sendall(answer)


@contextlib.contextmanager
def site(scheme: str = "http", name: str = HOST) -> Iterator[Site]:
    """A site that is there for a while; over https with a certificate for `name`."""
    context, authority = None, ""
    if scheme == "https":
        made = trustme.CA()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.issue_cert(name).configure_cert(context)
        authority = made.cert_pem.bytes().decode()
    with socket.create_server((HERE, 0)) as listening:
        there = Site(listening.getsockname()[1], scheme, authority)

        def listen() -> None:
            with contextlib.suppress(OSError):
                while True:
                    accepted, _ = listening.accept()
                    there.connections += 1
                    threading.Thread(target=there.serve, args=(accepted, context), daemon=True).start()

        threading.Thread(target=listen, daemon=True).start()
        yield there
        listening.shutdown(socket.SHUT_RDWR)
