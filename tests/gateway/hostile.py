"""A server on loopback that answers what a test tells it to, down to the byte."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Callable

Said = Callable[[bytes, socket.socket], None]


class HostileServer:
    """Reads one request after the other on each connection and lets `say` answer; heads of the requests are kept."""

    def __init__(self, say: Said) -> None:
        self.requests: list[bytes] = []
        outer = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                try:
                    while request := read_request(self.request):
                        outer.requests.append(request)
                        say(request, self.request)
                except OSError:
                    return  # the client has gone, as it should

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = False
            block_on_close = True
            allow_reuse_address = True

        self._server = Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    @property
    def url(self) -> str:
        """The address."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def close(self) -> None:
        """Stop; connections must have ended."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def read_request(connection: socket.socket) -> bytes:
    """The head and body of the next request, empty at the end."""
    data = b""
    while b"\r\n\r\n" not in data:
        part = connection.recv(65536)
        if not part:
            return b""
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    length = next((int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")), 0)
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def answer(
    body: bytes, *, status: str = "200 OK", media: str = "application/json", length: int | None = None, **headers: str
) -> bytes:
    """A whole answer as bytes; `length` may lie."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {media}", f"Content-Length: {len(body) if length is None else length}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def always(data: bytes, *, close: bool = False) -> Said:
    """Says the same to everyone, and (with `close`) hangs up."""

    def say(_request: bytes, connection: socket.socket) -> None:
        connection.sendall(data)
        if close:
            connection.shutdown(socket.SHUT_RDWR)

    return say
