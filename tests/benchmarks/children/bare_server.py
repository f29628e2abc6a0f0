"""A bare server for floors: files as they are, a batch of orders into one table, an event for everybody who listens.

Words: the folder of the files. `POST /orders?to=ADDRESS` takes a batch into a database (a file for SQLite, an address for
PostgreSQL); `POST /event` is told to all on `GET /live`.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import parse_qs

import msgspec
import psycopg
import uvicorn

from services.central.serving import address_of, listen
from services.records.sqlite import open_engine
from tests.benchmarks.children.speech import say

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
CHUNK = 256 * 1024
TABLE = "CREATE TABLE IF NOT EXISTS orders (id TEXT PRIMARY KEY, number BIGINT NOT NULL, body TEXT NOT NULL)"
_BATCH = msgspec.json.Decoder(list[tuple[str, int, str]])


class Shelf(Protocol):
    """A table that keeps orders."""

    def keep(self, orders: list[tuple[str, int, str]]) -> None:
        """All of them in one commit."""
        ...


class SqliteShelf:
    """A file, opened as the centre opens its own."""

    def __init__(self, file: str) -> None:
        self._pooled = open_engine(Path(file)).raw_connection()
        raw: Any = self._pooled.dbapi_connection
        self._raw = raw
        raw.execute(TABLE)

    def keep(self, orders: list[tuple[str, int, str]]) -> None:
        """All of them in one commit."""
        self._raw.execute("BEGIN IMMEDIATE")
        self._raw.executemany("INSERT INTO orders VALUES (?, ?, ?)", orders)
        self._raw.execute("COMMIT")


class PostgresShelf:
    """A database on a cluster."""

    def __init__(self, address: str) -> None:
        self._connection = psycopg.connect(address)
        self._connection.execute(TABLE)
        self._connection.commit()

    def keep(self, orders: list[tuple[str, int, str]]) -> None:
        """All of them in one commit."""
        with self._connection.cursor() as cursor:
            cursor.executemany("INSERT INTO orders VALUES (%s, %s, %s)", orders)
        self._connection.commit()


class Bare:
    """The application."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._shelves: dict[str, Shelf] = {}
        self._listeners: set[asyncio.Queue[bytes]] = set()

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            return
        path = scope["path"]
        if path == "/live":
            await self._live(send)
        elif path == "/orders":
            await self._orders(parse_qs(scope["query_string"].decode())["to"][0], await _body(receive), send)
        elif path == "/event":
            told = await _body(receive)
            await _answer(send, b"{}")
            for listener in self._listeners:
                listener.put_nowait(told)
        else:
            await self._file(path.removeprefix("/"), send)

    async def _file(self, name: str, send: Send) -> None:
        await _begin(send, b"application/x-ndjson")
        with (self._folder / name).open("rb") as file:
            while part := file.read(CHUNK):
                await send({"type": "http.response.body", "body": part, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    async def _orders(self, to: str, body: bytes, send: Send) -> None:
        orders = _BATCH.decode(body)
        if to not in self._shelves:
            self._shelves[to] = PostgresShelf(to) if "://" in to else SqliteShelf(to)
        self._shelves[to].keep(orders)
        await _answer(send, msgspec.json.encode([order[0] for order in orders]))

    async def _live(self, send: Send) -> None:
        await _begin(send, b"text/event-stream")
        await send({"type": "http.response.body", "body": b": bare\n\n", "more_body": True})
        listener: asyncio.Queue[bytes] = asyncio.Queue()
        self._listeners.add(listener)
        while told := await listener.get():
            await send({"type": "http.response.body", "body": b"data: " + told + b"\n\n", "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    def end(self) -> None:
        """Nobody is told anything any more."""
        for listener in self._listeners:
            listener.put_nowait(b"")


async def _body(receive: Receive) -> bytes:
    parts: list[bytes] = []
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(parts)


async def _begin(send: Send, media: bytes) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", media)]})


async def _answer(send: Send, body: bytes) -> None:
    await _begin(send, b"application/json")
    await send({"type": "http.response.body", "body": body})


def main() -> None:
    """Serve until whoever started this closes our input."""
    made = listen("127.0.0.1", 0)
    say({"url": address_of(made)})
    bare = Bare(Path(sys.argv[1]))
    server = uvicorn.Server(uvicorn.Config(bare, access_log=False, log_config=None, lifespan="off", timeout_graceful_shutdown=1))

    async def stop() -> None:
        await asyncio.to_thread(sys.stdin.read)
        bare.end()
        server.should_exit = True

    async def run() -> None:
        stopping = asyncio.create_task(stop())
        await server.serve(sockets=[made])
        await stopping

    asyncio.run(run())


if __name__ == "__main__":
    main()
