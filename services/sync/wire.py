"""What the sync loop needs of the wire and of the door; the gateway and the credentials fulfil it, tests stand in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from app.contract.messages import CheckAnswer, CommandAnswer, Hello
from services.gateway.page import FeedPage


class Wire(Protocol):
    """The calls of a round; each blocks and raises the `Problem` that stopped it."""

    def hello(self) -> Hello:
        """Where the server stands."""
        ...

    def push(self, series: str, orders: Sequence[tuple[int, str, bytes]], *, generation: str) -> CommandAnswer:
        """Hand in (number, id, bytes) in order."""
        ...

    def page(self, feed: str, *, after: str, generation: str, series: str) -> FeedPage:
        """A page of a feed."""
        ...

    def check(self, feed: str, *, generation: str) -> CheckAnswer:
        """Count and checksum of what this seat sees of a feed."""
        ...

    def send_blob(self, sha256: str, media: str, data: bytes, *, generation: str) -> None:
        """Give the server the bytes of an attachment."""
        ...

    def fetch_blob(self, sha256: str, *, generation: str) -> bytes:
        """The bytes of an attachment."""
        ...


class Door(Protocol):
    """Who acts, as far as the loop must know."""

    @property
    def stamp(self) -> int:
        """Changes whenever another person (or nobody) acts."""
        ...

    def heard(self, hello: Hello, stamp: int) -> None:
        """The server has told whose session it accepts; `stamp` is from before the question."""
        ...
