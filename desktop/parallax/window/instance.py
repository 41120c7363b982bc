"""One window process per library file: a second start hands its files to the first and ends."""

from __future__ import annotations

import getpass
import hashlib
import json
import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT = 5.0
"""Seconds in which a running window has to answer."""

_LARGEST = 1 << 20


class Instance(QObject):
    """The claim of this process to a library's window. `asked` carries the paths that another start hands over."""

    asked = Signal(list)

    def __init__(self, library: Path) -> None:
        super().__init__()
        name = f"{getpass.getuser()}:{library.resolve()}"
        self._name = "parallax-" + hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()[:24]
        self._lock = QLockFile(str(library.with_name(library.name + ".window")))
        self._lock.setStaleLockTime(0)
        self.handed_over = False
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)

    def claim(self, paths: Sequence[Path]) -> bool:
        """True when this process shall open the window; False when there is a running one: `handed_over` says whether
        it has taken the paths."""
        until = time.monotonic() + _WAIT
        while True:
            if self._lock.tryLock(0):
                self._listen_alone()
                return True
            self.handed_over = self._hand_over(paths)
            if self.handed_over:
                return False
            if self._lock.error() != QLockFile.LockError.LockFailedError:  # nobody can lock it: read-only, or full
                self._listen_alone()
                return True
            if time.monotonic() > until:
                return False
            time.sleep(0.05)

    def claim_alone(self) -> bool:
        """True when this process has the claim now; a running window that has it is left alone."""
        if self._lock.tryLock(0) or self._lock.error() != QLockFile.LockError.LockFailedError:
            self._listen_alone()
            return True
        return False

    def _listen_alone(self) -> None:
        QLocalServer.removeServer(self._name)
        self._server.listen(self._name)

    def release(self) -> None:
        """Give the claim up."""
        self._server.close()
        self._lock.unlock()

    def _hand_over(self, paths: Sequence[Path]) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(500):
            return False
        message = json.dumps({"open": [str(p) for p in paths]}).encode("ascii") + b"\n"
        socket.write(message)
        taken = socket.waitForBytesWritten(1000) and socket.waitForReadyRead(3000)
        socket.disconnectFromServer()
        return taken

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
            paths = [Path(p) for p in json.loads(line)["open"]]
        except (ValueError, KeyError, TypeError):
            socket.abort()
            return
        socket.write(b"taken\n")
        socket.flush()
        self.asked.emit(paths)
