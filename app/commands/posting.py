"""One leader at a time: what follows when somebody takes a leading post, and when somebody is given its right (clause 2.2)."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from app.domain.people import Appointment, Person, Posting, Role
from app.domain.permissions import APART, CASE_READERS
from app.domain.problems import Code, Problem
from app.domain.record import Effect, Put
from app.domain.world import World


def overlaps(since: datetime, until: datetime | None, other_since: datetime, other_until: datetime | None) -> bool:
    """Whether two half-open stretches of time share a moment; None is without end."""
    return (other_until is None or since < other_until) and (until is None or other_since < until)


def taken_up(posting: Posting, world: World) -> tuple[Effect, ...]:
    """The posting; the open term of the one before ends where this begins, any other overlap is refused."""
    if posting.until is not None and posting.until <= posting.since:
        raise Problem(Code.TERM_WRONG, since=posting.since.isoformat(), until=posting.until.isoformat())
    ended: list[Effect] = []
    for other in world.find(Posting, grid=posting.grid):
        if other.office is not posting.office or other.id == posting.id:
            continue
        if other.until is None and other.since < posting.since:
            ended.append(Put(replace(other, until=posting.since)))
        elif overlaps(posting.since, posting.until, other.since, other.until):
            raise Problem(Code.LEADER_OVERLAP, grid=posting.grid, person=_name(other.person, world))
    return (*ended, Put(posting))


def alone_in_the_right(appointment: Appointment, world: World) -> None:
    """Pass unless somebody else holds the right of the area leader at the place in the same time."""
    if appointment.role is not Role.AREA_CHIEF or appointment.revoked_at is not None:
        return
    for other in world.find(Appointment, place=appointment.place, role=appointment.role.value):
        if other.id == appointment.id or other.person == appointment.person or other.revoked_at is not None:
            continue
        if overlaps(appointment.since, appointment.until, other.since, other.until):
            raise Problem(Code.LEADER_OVERLAP, grid=appointment.place, person=_name(other.person, world))


def kept_apart(appointment: Appointment, world: World) -> None:
    """Pass unless the person would hold one of the three administrative roles beside another, or beside one that reads cases.

    Three persons, none of whom reads case data (workflow, 2).
    """
    if appointment.revoked_at is not None:
        return
    held = world.find(Appointment, person=appointment.person)
    others = {a.role for a in held if a.id != appointment.id and a.revoked_at is None} - {appointment.role}
    clash = others & (APART | CASE_READERS) if appointment.role in APART else others & APART
    if clash and (appointment.role in APART or appointment.role in CASE_READERS):
        raise Problem(Code.ROLE_CONFLICT, role=appointment.role.value)


def _name(person: str, world: World) -> str:
    found = world.get(Person, person)
    return found.name if found else person
