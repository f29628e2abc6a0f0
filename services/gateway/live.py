"""The stream of pokes: server-sent events, read line by line with limits."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from requests import Response
from requests.exceptions import RequestException
from urllib3.exceptions import HTTPError

from app.contract.messages import PokeHeads
from app.domain.problems import Code, Problem

LONGEST_LINE = 64 * 1024
_HEADS = msgspec.json.Decoder(PokeHeads)


class LiveStream:
    """An open stream; iterating gives the heads of each poke, and an empty one for each sign of life.

    It ends with CENTRAL_UNREACHABLE when the server ends it or has been silent for longer than a heart beat allows. `close`
    may be called from another thread and makes the reader come back.
    """

    def __init__(self, response: Response, *, server: str) -> None:
        self._response = response
        self._server = server

    def __iter__(self) -> Iterator[dict[str, int]]:
        rest = b""
        try:
            for part in self._response.raw.stream(4096, decode_content=False):
                *lines, rest = (rest + part).split(b"\n")
                if len(rest) > LONGEST_LINE:
                    raise Problem(Code.CENTRAL_NOT_OURS, server=self._server)
                for line in lines:
                    yield from self._said(line.rstrip(b"\r"))
        except (RequestException, HTTPError, OSError, ValueError) as error:
            raise Problem(Code.CENTRAL_UNREACHABLE, server=self._server) from error
        raise Problem(Code.CENTRAL_UNREACHABLE, server=self._server)

    def close(self) -> None:
        """Stop reading; any thread."""
        try:
            self._response.raw.shutdown()
        except (ValueError, OSError, RuntimeError):
            return  # it has ended already

    def release(self) -> None:
        """Give the connection back; the reader's own thread."""
        self._response.close()

    def _said(self, line: bytes) -> Iterator[dict[str, int]]:
        if line.startswith(b":"):
            yield {}
        elif line.startswith(b"data:"):
            try:
                yield _HEADS.decode(line[5:].strip()).heads
            except msgspec.MsgspecError as error:
                raise Problem(Code.CENTRAL_NOT_OURS, server=self._server) from error
