"""Handing in orders."""

from __future__ import annotations

from litestar import Router, post

from app.contract.messages import CommandAnswer, CommandBatch
from services.central.centre import Centre
from services.central.identity import Caller
from services.central.routes.bodies import Orders
from services.central.routes.callers import AnyRequest, aligned, decoded, young_enough


@post("/commands", sync_to_thread=True, status_code=200, operation_class=Orders, summary="Hand in a batch of orders")
def push(request: AnyRequest, body: bytes, caller: Caller, centre: Centre) -> CommandAnswer:
    """Verdicts for a prefix of the batch, in order."""
    aligned(request, centre)
    young_enough(request)
    return centre.store.push(decoded(body, CommandBatch), centre.identity.sender(caller))


def command_routes() -> Router:
    """The routes of this module."""
    return Router("/", route_handlers=[push], tags=["sync"])
