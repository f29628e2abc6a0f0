"""Seats and persons: enrol, rotate, sign in, sign out, change the password."""

from __future__ import annotations

from litestar import Router, delete, post

from app.contract.messages import (
    H_PERSON,
    EnrolRequest,
    PasswordRequest,
    SeatGrant,
    SessionGrant,
    SignInRequest,
)
from app.domain.problems import Code, Problem
from services.central.centre import Centre
from services.central.identity import Caller
from services.central.routes.bodies import Enrolment, NewPassword, SigningIn
from services.central.routes.callers import AnyRequest, decoded


@post("/seat", sync_to_thread=True, operation_class=Enrolment, summary="Enrol a seat")
def enrol(body: bytes, centre: Centre) -> SeatGrant:
    """The device credential for an enrolment code."""
    asked = decoded(body, EnrolRequest)
    return centre.identity.enrol(asked.code, machine=asked.machine)


@post("/seat/token", sync_to_thread=True, status_code=200, summary="Rotate the device credential")
def rotate(caller: Caller, centre: Centre) -> SeatGrant:
    """The device credential that follows; the present one holds until it is first used."""
    return centre.identity.rotate(caller)


@post("/session", sync_to_thread=True, operation_class=SigningIn, summary="Sign a person in")
def sign_in(body: bytes, caller: Caller, centre: Centre) -> SessionGrant:
    """A person's session at this seat."""
    asked = decoded(body, SignInRequest)
    return centre.identity.sign_in(caller, asked.account, asked.password)


@delete("/session", sync_to_thread=True, summary="Sign the person out")
def sign_out(request: AnyRequest, caller: Caller, centre: Centre) -> None:
    """The session in the person header ends; one that has ended already is no error."""
    centre.identity.sign_out(caller, request.headers.get(H_PERSON, ""))


@post("/session/password", sync_to_thread=True, status_code=204, operation_class=NewPassword, summary="Change the password")
def change_password(request: AnyRequest, body: bytes, caller: Caller, centre: Centre) -> None:
    """Another password for the person signed in."""
    asked = decoded(body, PasswordRequest)
    if not caller.person:
        raise Problem(Code.SESSION_ENDED)
    centre.identity.change_password(caller, request.headers[H_PERSON], old=asked.old, new=asked.new)


def access_routes() -> Router:
    """The routes of this module."""
    return Router("/", route_handlers=[enrol, rotate, sign_in, sign_out, change_password], tags=["access"])
