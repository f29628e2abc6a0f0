"""Where a desk stands in a feed, as a text that it gives back unread."""

from __future__ import annotations

import base64
import binascii

import msgspec
from msgspec import Struct

from app.domain.problems import Code, Problem

LONGEST = 400


class Cursor(Struct, frozen=True, array_like=True):
    """A place in a feed; `line` is the purge line, `start` the head at which the pull from the beginning started."""

    feed: str
    seq: int
    generation: str
    scopes: str
    schema: int
    line: int
    start: int = 0


_DECODER = msgspec.json.Decoder(Cursor)


def write_cursor(cursor: Cursor) -> str:
    """The cursor as text for a URL."""
    return base64.urlsafe_b64encode(msgspec.json.encode(cursor)).decode().rstrip("=")


def read_cursor(text: str) -> Cursor:
    """The cursor in a text; `Problem` RESET_NEEDED for garbage."""
    try:
        if len(text) > LONGEST:
            raise ValueError(text[:8])
        return _DECODER.decode(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, binascii.Error, msgspec.MsgspecError, RecursionError) as error:
        raise Problem(Code.RESET_NEEDED) from error
