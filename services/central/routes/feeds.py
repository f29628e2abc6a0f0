"""Where the centre stands, pages of feeds, their check, and being poked."""

from __future__ import annotations

import gzip
import re
from collections.abc import Collection

import anyio
import zstandard
from litestar import Response, Router, get
from litestar.response import Stream

from app.contract.messages import H_SERIES, CheckAnswer, Hello
from app.domain.problems import Code, Problem
from app.domain.scope import DISTRICT
from services.central.centre import Centre
from services.central.identity import Caller
from services.central.routes.callers import AnyRequest, aligned, caller_of

LARGEST_PAGE = 5000
USUAL_PAGE = 1000
SMALL = 512
_FEED = re.compile(rf"^({DISTRICT}|\d{{9}})$", re.ASCII)


@get("/hello", sync_to_thread=True, summary="Where the centre stands")
def hello(caller: Caller, centre: Centre) -> Hello:
    """Generation, time, numbers, heads and scope list of the caller."""
    heads = centre.feeds.heads()
    return Hello(
        generation=centre.generation,
        time=centre.store.clock(),
        heads={feed: heads.get(feed, 0) for feed in caller.scopes},
        scopes=caller.all_scopes,
        scopes_number=caller.scopes_number,
        person=caller.person,
        kept_since=centre.keeping.since(caller.seat.areas),
    )


@get("/feed/{feed:str}", sync_to_thread=True, summary="A page of a feed")
def page(
    request: AnyRequest, caller: Caller, centre: Centre, feed: str, after: str = "", limit: int = USUAL_PAGE
) -> Response[bytes]:
    """NDJSON: head, rows and gones, cursor."""
    aligned(request, centre)
    reader = caller.reader(_known(feed), series=request.headers.get(H_SERIES, "")[:64])
    data = centre.feeds.page(feed, after, min(max(limit, 1), LARGEST_PAGE), reader)
    body, packing = packed(data, request.headers.get("accept-encoding", ""))
    headers = {"vary": "accept-encoding", "cache-control": "no-store"}
    if packing:
        headers["content-encoding"] = packing
    return Response(body, media_type="application/x-ndjson", headers=headers)


@get("/feed/{feed:str}/check", sync_to_thread=True, summary="Count and checksum of what the caller sees")
def check(request: AnyRequest, caller: Caller, centre: Centre, feed: str) -> CheckAnswer:
    """The self-check at the head of the feed."""
    aligned(request, centre)
    return centre.feeds.check(feed, caller.reader(_known(feed)))


@get("/live", summary="Heads as they move, as server-sent events", media_type="text/event-stream")
async def live(request: AnyRequest, centre: Centre) -> Stream:
    """A comment at once and every 15 s, `event: heads` as feeds move; ends with the caller's rights."""

    async def permitted() -> Collection[str]:
        caller = await anyio.to_thread.run_sync(caller_of, request, centre)
        return caller.scopes

    await permitted()
    headers = {"cache-control": "no-cache, no-transform", "x-accel-buffering": "no"}
    return Stream(centre.pulse.stream(permitted), media_type="text/event-stream", headers=headers)


def _known(feed: str) -> str:
    if not _FEED.match(feed):
        raise Problem(Code.FEED_UNKNOWN, feed=feed[:40])
    return feed


def packed(data: bytes, accepted: str) -> tuple[bytes, str]:
    """The data as the caller accepts it, and the name of the packing; small data stay as they are."""
    names = {part.split(";")[0].strip().lower() for part in accepted.split(",") if ";q=0" not in part.replace(" ", "")}
    if len(data) < SMALL:
        return data, ""
    if "zstd" in names:
        return zstandard.ZstdCompressor(level=3).compress(data), "zstd"
    if "gzip" in names:
        return gzip.compress(data, 5), "gzip"
    return data, ""


def feed_routes() -> Router:
    """The routes of this module."""
    return Router("/", route_handlers=[hello, page, check, live], tags=["sync"])
