"""Who may do what where: role x place x command, deny by default (workflow, 2)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from app.domain.act import Act
from app.domain.delegation import Grant, Lent, holds
from app.domain.grid import Grid
from app.domain.people import Appointment, Role
from app.domain.problems import Code, Problem
from app.domain.world import World

CASE_READERS = frozenset(
    {
        Role.FIELD,
        Role.UNIT_CHIEF,
        Role.DUTY,
        Role.AREA_DEPUTY,
        Role.AREA_CHIEF,
        Role.TOWN,
        Role.DEPARTMENT,
        Role.DISTRICT,
    }
)
CONTACT_READERS = frozenset({Role.DUTY, Role.AREA_DEPUTY, Role.AREA_CHIEF, Role.UNIT_CHIEF})
APART = frozenset({Role.ADMINISTRATOR, Role.SECURITY, Role.AUDITOR})


def path_of(world: World, place: str) -> tuple[str, ...]:
    """The codes from the district down to the place; the problem that the grid is unknown."""
    grid = world.get(Grid, place)
    if grid is None:
        raise Problem(Code.GRID_UNKNOWN, grid=place)
    return grid.path or (grid.id,)


def in_term(appointment: Appointment, moment: datetime) -> bool:
    """Whether the appointment ran at the moment, revocation aside."""
    return appointment.since <= moment and (appointment.until is None or moment < appointment.until)


def roles_at(world: World, person: str, place: str, moment: datetime) -> frozenset[Role]:
    """The roles that the person holds over the place at the moment."""
    path = path_of(world, place)
    held = world.find(Appointment, person=person)
    return frozenset(a.role for a in held if a.revoked_at is None and in_term(a, moment) and a.place in path)


def require(act: Act, world: World, roles: frozenset[Role], place: str) -> None:
    """Pass, and note by which role, or raise the problem that the person may not do this here.

    A right counts as of the time of the act. One that has been revoked since, and one that is held elsewhere alone, is refused
    apart, so that the person learns why.
    """
    if act.system and Role.SYSTEM in roles:
        act.warrant.role = Role.SYSTEM.value
        return
    if act.system or not place:
        raise Problem(Code.NOT_ALLOWED, roles=_names(roles), place=place)
    path = path_of(world, place)
    fitting = [a for a in world.find(Appointment, person=act.person) if a.role in roles and in_term(a, act.at)]
    held = [a for a in fitting if a.place in path]
    standing = [a.role for a in held if a.revoked_at is None]
    if standing:
        warranted(act, standing)
        return
    if held:
        raise Problem(Code.RIGHT_REVOKED, role=held[0].role.value, place=place)
    if any(a.revoked_at is None for a in fitting):
        raise Problem(Code.OUTSIDE_PLACES, place=place)
    raise Problem(Code.NOT_ALLOWED, roles=_names(roles), place=place)


def require_loan(act: Act, world: World, lent: Lent, grid: str, roles: frozenset[Role]) -> None:
    """Pass if one of the person's `roles` was lent the act at the grid or above it; else the problem that it was not."""
    if act.system:
        return
    found = borrowers(world, act, lent, grid, roles)
    if found:
        warranted(act, found)
        return
    raise Problem(Code.GRANT_NOT_HELD, act=lent.value, grid=grid)


def borrowers(world: World, act: Act, lent: Lent, grid: str, roles: frozenset[Role]) -> list[Role]:
    """Those of the person's `roles` to which the act was lent at the grid or above it."""
    mine = roles_at(world, act.person, grid, act.at) & roles
    grants = [grant for place in path_of(world, grid) for grant in world.find(Grant, grid=place)]
    return [role for role in mine if any(holds(grant, lent, role, act.at) for grant in grants)]


def held_places(world: World, act: Act, role: Role, place: str) -> tuple[str, ...]:
    """The places, at or above this one, over which the person holds the role."""
    path = path_of(world, place)
    held = (a for a in world.find(Appointment, person=act.person) if a.role is role and a.place in path)
    return tuple(sorted(a.place for a in held if a.revoked_at is None and in_term(a, act.at)))


def warranted(act: Act, roles: Iterable[Role]) -> None:
    """Note that one of these roles lets the act pass: of several that nearest to the field."""
    act.warrant.role = min(role.value for role in roles)


def allowed(act: Act, world: World, roles: frozenset[Role], place: str) -> Problem | None:
    """The problem that `require` would raise, or None."""
    try:
        require(act, world, roles, place)
    except Problem as problem:
        return problem
    return None


def _names(roles: frozenset[Role]) -> str:
    return "、".join(sorted(role.value for role in roles))
