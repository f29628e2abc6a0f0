"""A page of a feed as it came over the wire."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from app.contract.messages import PageHead, PageRow, PageTail
from app.domain.problems import Code, Problem

_HEAD = msgspec.json.Decoder(PageHead)
_ROW = msgspec.json.Decoder(PageRow)
_TAIL = msgspec.json.Decoder(PageTail)


class FeedPage(Struct, frozen=True, kw_only=True):
    """Rows and gones behind `after`, with the first and the last line of the page."""

    feed: str
    after: str
    head: PageHead
    rows: list[PageRow]
    tail: PageTail


def read_page(data: bytes, *, feed: str, after: str, server: str) -> FeedPage:
    """The page in these lines.

    Without its last line it counts as not received (CENTRAL_UNREACHABLE); lines that are not of a page at all are not ours
    (CENTRAL_NOT_OURS).
    """
    body, _, rest = data.rpartition(b"\n")
    first, _, between = body.partition(b"\n")
    rows, _, last = between.rpartition(b"\n")
    try:
        head = _HEAD.decode(first)
    except msgspec.MsgspecError as error:
        raise Problem(Code.CENTRAL_NOT_OURS, server=server) from error
    try:
        tail = _TAIL.decode(last)
        if rest or head.feed != feed:
            raise msgspec.ValidationError("cut")
        return FeedPage(feed=feed, after=after, head=head, rows=_ROW.decode_lines(rows), tail=tail)
    except msgspec.MsgspecError as error:
        raise Problem(Code.CENTRAL_UNREACHABLE, server=server) from error
