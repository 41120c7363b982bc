"""How a second start hands its files to the window that is open on the library: a local socket, one line of JSON."""

from __future__ import annotations

import getpass
import hashlib
import json
from collections import deque
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_LARGEST = 1 << 20
_REMEMBERED = 100


def hand_over(library: Path, paths: Sequence[Path], token: str, notice: str = "") -> bool:
    """Whether the window that is open on this library has taken the paths, and a notice for its reader. Handed over
    again under the same `token`, because no answer came, they are taken once."""
    socket = QLocalSocket()
    socket.connectToServer(_name(library))
    if not socket.waitForConnected(500):
        return False
    message = json.dumps({"open": [str(p) for p in paths], "token": token, "notice": notice}).encode("ascii") + b"\n"
    socket.write(message)
    taken = socket.waitForBytesWritten(1000) and socket.waitForReadyRead(3000)
    socket.disconnectFromServer()
    return taken


class Taker(QObject):
    """Takes what other starts on this library hand over: `asked` carries their paths and their notice."""

    asked = Signal(list, str)

    def __init__(self, library: Path) -> None:
        super().__init__()
        self._taken: deque[str] = deque(maxlen=_REMEMBERED)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)
        QLocalServer.removeServer(_name(library))
        self._server.listen(_name(library))

    def close(self) -> None:
        """Take nothing more."""
        self._server.close()

    def _greet(self) -> None:
        while socket := self._server.nextPendingConnection():
            socket.readyRead.connect(lambda s=socket: self._listen(s))
            socket.disconnected.connect(socket.deleteLater)
            self._listen(socket)

    def _listen(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > _LARGEST:
                socket.abort()
            return
        line = bytes(socket.readLine().data())
        try:
            message = json.loads(line)
            paths = [Path(p) for p in message["open"]]
            token, notice = str(message.get("token", "")), str(message.get("notice", ""))  # a first version has none
        except (ValueError, KeyError, TypeError, AttributeError):
            socket.abort()
            return
        socket.write(b"taken\n")
        socket.flush()
        if token in self._taken:
            return
        if token:
            self._taken.append(token)
        self.asked.emit(paths, notice)


def _name(library: Path) -> str:
    """The name of the socket: of this user and this library."""
    name = f"{getpass.getuser()}:{library.resolve()}"
    return "parallax-" + hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()[:24]
