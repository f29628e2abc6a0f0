"""Many more desks on one centre: each listens, and pulls its feed whenever it is poked, as bare clients.

Words: server, feed, an enrolment code for each. It says when all listen; at the end of its input, how often they pulled.
"""

from __future__ import annotations

import asyncio
import sys
from urllib.parse import urlsplit

import msgspec

from app.contract.messages import H_GENERATION, PageTail
from tests.benchmarks.children.speech import say
from tests.support.central import Wire

LIMIT = 2000
_TAIL = msgspec.json.Decoder(PageTail)


class Listener:
    """One desk: a stream of pokes and a connection to pull by."""

    def __init__(self, wire: Wire, feed: str, cursor: str) -> None:
        where = urlsplit(wire.url)
        self._host, self._port = where.hostname or "", where.port or 0
        credential = f"authorization: Bearer {wire.grant.token}\r\n{H_GENERATION}: {wire.generation}"
        self._head = f"host: {where.netloc}\r\n{credential}\r\n\r\n"
        self._feed, self._cursor = feed, cursor
        self.pulls = 0
        self.ready = asyncio.Event()

    async def listen(self) -> None:
        """Until cancelled."""
        reader, writer = await asyncio.open_connection(self._host, self._port)
        pull = await asyncio.open_connection(self._host, self._port)
        writer.write(f"GET /v1/live HTTP/1.1\r\n{self._head}".encode())
        try:
            while line := await reader.readline():
                self.ready.set()
                if line.startswith(b"data:"):
                    await self._pull(*pull)
        finally:
            writer.close()
            pull[1].close()

    async def _pull(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(f"GET /v1/feed/{self._feed}?after={self._cursor}&limit={LIMIT} HTTP/1.1\r\n{self._head}".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        size = int(next(line.split(":")[1] for line in head.split("\r\n") if line.startswith("content-length")))
        body = await reader.readexactly(size)
        self._cursor = _TAIL.decode(body.splitlines()[-1]).cursor
        self.pulls += 1


def at_the_end(wire: Wire, feed: str) -> str:
    """The cursor behind everything; the same for all seats of one place."""
    cursor, more = "", True
    while more:
        page = wire.get(f"/feed/{feed}", params={"limit": LIMIT} | ({"after": cursor} if cursor else {}))
        tail = _TAIL.decode(page.content.splitlines()[-1])
        cursor, more = tail.cursor, tail.more
    return cursor


async def crowd(listeners: list[Listener]) -> None:
    """All listen until the input ends."""
    tasks = [asyncio.create_task(listener.listen()) for listener in listeners]
    await asyncio.gather(*(listener.ready.wait() for listener in listeners))
    say({"listening": len(listeners)})
    await asyncio.to_thread(sys.stdin.read)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    say({"pulls": sum(listener.pulls for listener in listeners)})


def main() -> None:
    """Enrol all, then listen."""
    server, feed, *codes = sys.argv[1:]
    wires = [Wire(server, code) for code in codes]
    cursor = at_the_end(wires[0], feed)
    asyncio.run(crowd([Listener(wire, feed, cursor) for wire in wires]))
    for wire in wires:
        wire.close()


if __name__ == "__main__":
    main()
