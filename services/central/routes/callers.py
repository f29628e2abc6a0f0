"""What every route asks first: who calls, and whether he believes in this generation."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec
from litestar import Request
from litestar.datastructures import State

from app.contract.messages import H_ACTIVE, H_CLIENT, H_GENERATION, H_PERSON, LEAST_CLIENT
from app.domain.problems import Code, Problem
from services.central.centre import Centre
from services.central.identity import Caller

T = TypeVar("T")
AnyRequest = Request[Any, Any, Any]

BEARER = "bearer "


def centre_of(state: State) -> Centre:
    """The centre that the application was made with."""
    centre: Centre = state.centre
    return centre


def caller_of(request: AnyRequest, centre: Centre) -> Caller:
    """Who calls; SEAT_UNKNOWN without a device credential."""
    words = request.headers.get("authorization", "")
    if not words.lower().startswith(BEARER):
        raise Problem(Code.SEAT_UNKNOWN)
    person, active = request.headers.get(H_PERSON, ""), H_ACTIVE in request.headers
    return centre.identity.caller(words[len(BEARER) :].strip(), person, active=active)


def aligned(request: AnyRequest, centre: Centre) -> None:
    """Pass if the caller believes in this generation, before anything is decided; it must be named."""
    named = request.headers.get(H_GENERATION)
    if named is None:
        raise Problem(Code.REQUEST_MALFORMED, why=H_GENERATION)
    if named != centre.generation:
        raise Problem(Code.NEW_GENERATION, generation=centre.generation)


def young_enough(request: AnyRequest) -> None:
    """Pass if the client's protocol number, where it tells one, is not below the least."""
    told = request.headers.get(H_CLIENT, "")
    if told and (not told.isascii() or not told.isdecimal() or int(told[:9]) < LEAST_CLIENT):
        raise Problem(Code.CLIENT_TOO_OLD)


def decoded(body: bytes, form: type[T]) -> T:
    """The body in its shape; REQUEST_MALFORMED for anything else, however deep or broken."""
    try:
        return msgspec.json.decode(body, type=form)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise Problem(Code.REQUEST_MALFORMED, why=str(error)[:200]) from error
