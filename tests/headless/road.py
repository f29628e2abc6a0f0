"""The way to a centre, with a door on it that a test shuts, lets be cut, or behind which somebody else answers."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from urllib.parse import urlsplit

PORTAL = "<html><head><title>上网认证</title></head><body><form>请先登录无线网络</form></body></html>".encode()
PIECE = 4096


class Road:
    """Listens on an address of its own and hands bytes on to the centre. Begins open.

    `shut` refuses connections; `cut` lets so many bytes of answers through and then breaks every connection for good;
    `portal` answers every request with a page of HTML, as a network does that wants people to sign in first.
    """

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._centre = (parts.hostname or "", parts.port or 0)
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []
        self._open: list[socket.socket] = []
        self._door: socket.socket | None = None
        self._left: int | None = None
        self._html = False
        self._port = 0
        self.open()

    @property
    def url(self) -> str:
        """Where the centre seems to be."""
        return f"http://127.0.0.1:{self._port}"

    def open(self) -> None:
        """Everything passes."""
        self.shut()
        self._left, self._html = None, False
        self._listen()

    def cut(self, after: int) -> None:
        """So many bytes of answers pass, then nothing any more."""
        self.shut()
        self._left, self._html = after, False
        self._listen()

    def portal(self) -> None:
        """Somebody else answers."""
        self.shut()
        self._left, self._html = None, True
        self._listen()

    def shut(self) -> None:
        """Nobody is there."""
        door, self._door = self._door, None
        if door is not None:
            door.shutdown(socket.SHUT_RDWR)
            door.close()
        with self._lock:
            ends, self._open = self._open, []
        for end in ends:
            _end(end)
        for thread in self._threads:
            thread.join()
        self._threads = []

    def _listen(self) -> None:
        door = socket.socket()
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind(("127.0.0.1", self._port))
        door.listen()
        self._door, self._port = door, door.getsockname()[1]
        self._start(lambda: self._accept(door))

    def _accept(self, door: socket.socket) -> None:
        while self._door is door:
            try:
                caller, _ = door.accept()
            except OSError:
                return
            self._keep(caller)
            self._start(partial(self._serve, caller))

    def _serve(self, caller: socket.socket) -> None:
        try:
            if self._html:
                self._answer(caller)
                return
            centre = socket.create_connection(self._centre)
            self._keep(centre)
            self._start(lambda: self._pump(centre, caller, counted=True))
            self._pump(caller, centre, counted=False)
        except OSError:
            _end(caller)

    def _answer(self, caller: socket.socket) -> None:
        while caller.recv(PIECE):
            head = f"HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\ncontent-length: {len(PORTAL)}\r\n\r\n"
            caller.sendall(head.encode() + PORTAL)

    def _pump(self, source: socket.socket, target: socket.socket, *, counted: bool) -> None:
        with suppress(OSError):  # one of the two has ended, or no more may pass
            while data := source.recv(PIECE):
                passed = self._passed(data) if counted else data
                target.sendall(passed)
                if len(passed) < len(data):
                    break
        _end(source)
        _end(target)

    def _passed(self, data: bytes) -> bytes:
        with self._lock:
            if self._left is None:
                return data
            passed, self._left = data[: self._left], max(self._left - len(data), 0)
        return passed

    def _keep(self, end: socket.socket) -> None:
        with self._lock:
            self._open.append(end)

    def _start(self, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, daemon=True)
        self._threads.append(thread)
        thread.start()


def _end(end: socket.socket) -> None:
    with suppress(OSError):  # it has ended already
        end.shutdown(socket.SHUT_RDWR)
    end.close()
