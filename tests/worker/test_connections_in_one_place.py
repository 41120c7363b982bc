"""What could make a connection is imported by one module alone, the one that fetches an address that was typed.

The contract in pyproject.toml knows whole packages; this knows their parts: `urllib.parse` and a local socket are fine.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import parallax

PACKAGE = Path(parallax.__file__).parent
MAY = frozenset({"worker/fetcher.py"})
CONNECTING = frozenset(
    "socket ssl http.client http.server urllib.request urllib3 requests httpx aiohttp asyncio ftplib smtplib imaplib"
    " poplib socketserver xmlrpc webbrowser _socket _ssl".split()
)
LOCAL = frozenset({"PySide6.QtNetwork.QLocalServer", "PySide6.QtNetwork.QLocalSocket"})


def imported(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{name.name}" for name in node.names)


def connects(name: str) -> bool:
    if name.startswith(("PySide6.QtNetwork", "PySide6.QtWebEngine", "PySide6.QtWebSockets")):
        return name not in LOCAL
    return any(name == module or name.startswith(f"{module}.") for module in CONNECTING)


def test_one_module_alone_can_make_connections() -> None:
    found = {
        str(path.relative_to(PACKAGE)): names
        for path in PACKAGE.rglob("*.py")
        if (names := sorted(filter(connects, imported(path.read_text(encoding="utf-8")))))
    }
    assert set(found) <= MAY, found


def test_what_could_make_a_connection_is_told_from_what_could_not() -> None:
    lines = "import socket", "from urllib import request", "from urllib.parse import quote"
    source = "\n".join((*lines, "from PySide6.QtNetwork import QLocalSocket, QTcpSocket"))
    assert [connects(name) for name in imported(source)] == [True, True, False, False, True]
