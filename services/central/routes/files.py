"""Attachments up and down, and history by words."""

from __future__ import annotations

import asyncio

import anyio
from litestar import Response, Router, get, post
from litestar.datastructures import State

from app.contract.messages import LARGEST_BLOB, BlobAnswer, CaseAnswer, SearchAnswer
from services.central.blobs import require_visible
from services.central.centre import Centre
from services.central.identity import Caller
from services.central.routes.bodies import Bytes
from services.central.routes.callers import AnyRequest, aligned
from services.central.search import Asked

LARGEST_SEARCH = 500
UPLOADS = 4


@post(
    "/blobs",
    operation_class=Bytes,
    request_max_body_size=LARGEST_BLOB,
    summary="Keep the bytes of an attachment",
)
async def keep(request: AnyRequest, caller: Caller, centre: Centre, state: State, sha256: str) -> Response[BlobAnswer]:
    """201 for new bytes, 200 for bytes that were there; only a few are taken in at once."""
    aligned(request, centre)
    media = request.headers.get("content-type", "").split(";")[0].strip().lower()
    uploads: asyncio.Semaphore = state.uploads
    async with uploads:
        data = await request.body()
        new = await anyio.to_thread.run_sync(centre.blobs.put, sha256, media, data)
    return Response(BlobAnswer(sha256=sha256, size=len(data)), status_code=201 if new else 200)


@get("/blobs/{sha256:str}", sync_to_thread=True, summary="The bytes of an attachment")
def fetch(request: AnyRequest, caller: Caller, centre: Centre, sha256: str) -> Response[bytes]:
    """The bytes, if an attachment that the caller may see names them."""
    aligned(request, centre)
    media = require_visible(centre.store, sha256, caller.scopes)
    headers = {"cache-control": "private, max-age=31536000, immutable", "x-content-type-options": "nosniff"}
    return Response(centre.blobs.get(sha256), media_type=media, headers=headers)


@get("/search", sync_to_thread=True, summary="Cases by words, newest first")
def search(
    request: AnyRequest,
    caller: Caller,
    centre: Centre,
    area: str = "",
    text: str = "",
    event_class: str = "",
    before: str = "",
    limit: int = 100,
    beyond: bool = False,
) -> SearchAnswer:
    """A page of cases: of an area, or of all that the caller may read; `beyond` leaves out what his feeds hold."""
    aligned(request, centre)
    wanted = min(max(limit, 1), LARGEST_SEARCH)
    asked = Asked(area=area, text=text, event_class=event_class, before=before, limit=wanted, beyond=beyond)
    return centre.history.search(caller, asked)


@get("/search/{incident:str}", sync_to_thread=True, summary="A case in full, kept by the caller or not")
def case(request: AnyRequest, caller: Caller, centre: Centre, incident: str) -> CaseAnswer:
    """The case with its time line and its attachments, without personal data in clear."""
    aligned(request, centre)
    return centre.history.case(caller, incident)


def file_routes() -> Router:
    """The routes of this module."""
    return Router("/", route_handlers=[keep, fetch, search, case], tags=["files"])
