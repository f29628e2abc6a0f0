"""One window a profile: a second start asks the first to come to the front."""

from __future__ import annotations

import os
import secrets

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE_MS = 1000


class Summons(QObject):
    """Listens, for this user alone, for another start on the same profile.

    `address` is where it listens, empty where the system has no room for it. Signals: `called()`.
    """

    called = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        name = f"gridplus-{os.getpid()}-{secrets.token_hex(8)}"
        self.address = self._server.fullServerName() if self._server.listen(name) else ""

    def close(self) -> None:
        """Listens no more."""
        self._server.close()

    @Slot()
    def _on_connection(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            caller.disconnectFromServer()
            caller.deleteLater()
            self.called.emit()


def summon(address: str) -> bool:
    """Asks the window at the address to come to the front; whether it was reached."""
    if not address:
        return False
    socket = QLocalSocket()
    socket.connectToServer(address)
    reached = socket.waitForConnected(PATIENCE_MS)
    socket.abort()
    return reached
