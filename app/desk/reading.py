"""Who may read the cases of an area at this desk, and whose cases stand in its queue: the one place to ask (security, C2a)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from app.desk.ports import Cache
from app.domain.grid import Grid, Level, spine
from app.domain.people import Appointment, Person, Role
from app.domain.permissions import CASE_READERS, in_term
from app.domain.posts import leader_of
from app.domain.problems import Code, Problem

GIVERS = frozenset({Role.SECURITY})
"""Who gives rights: the one to ask for them."""


class Ground(Struct, frozen=True, kw_only=True):
    """An area that the seat serves; `path` leads to it from the district, `ask` names who answers for it and who gives rights."""

    area: str
    name: str
    path: tuple[str, ...]
    ask: tuple[str, ...]


class Readers(Struct, frozen=True, kw_only=True):
    """Who may read the cases of which of the seat's areas. An area of which nothing has been pulled yet holds nothing to hide.

    `town` is the town that the seat stands at, empty for a seat at an area or at the district.
    """

    grounds: tuple[Ground, ...]
    held: tuple[Appointment, ...]
    town: str = ""

    def may_read(self, person: str, area: str, now: datetime) -> bool:
        """Whether the person holds a role over the area with which cases are read."""
        ground = next((one for one in self.grounds if one.area == area), None)
        if ground is None:
            return True
        mine = (one for one in self.held if one.person == person)
        return any(one.revoked_at is None and in_term(one, now) and one.place in ground.path for one in mine)

    def readable(self, person: str, now: datetime) -> tuple[str, ...]:
        """The areas whose cases the person may read, in the order of the seat's."""
        return tuple(ground.area for ground in self.grounds if self.may_read(person, ground.area, now))

    def bar(self, person: str, area: str, now: datetime) -> Problem | None:
        """Why the person sees no cases of the area; None where he may read them."""
        if self.may_read(person, area, now):
            return None
        ground = next(one for one in self.grounds if one.area == area)
        return Problem(Code.CASES_CLOSED, area=ground.name, ask="、".join(ground.ask))

    def led_up_from(self, person: str, area: str, now: datetime) -> tuple[str, ...]:
        """The other areas of the town whose cases at 牵头 stand in the queue of a town's seat, whatever area is chosen."""
        if not self.town:
            return ()
        return tuple(one for one in self.readable(person, now) if one != area)


def readers(cache: Cache, place: str, areas: Iterable[str], now: datetime) -> Readers:
    """Who may read at a seat that stands at the place and serves the areas. Store lane."""
    grids = [grid for grid in (cache.get(Grid, area) for area in areas) if grid is not None]
    stands = cache.get(Grid, place)
    held = cache.find(Appointment)
    givers = [one for one in held if one.role in GIVERS and one.revoked_at is None and in_term(one, now)]
    return Readers(
        grounds=tuple(
            Ground(area=grid.id, name=_named(cache, grid), path=grid.path or (grid.id,), ask=_whom(cache, grid, givers, now))
            for grid in grids
        ),
        held=tuple(one for one in held if one.role in CASE_READERS),
        town=place if stands is not None and stands.level is Level.TOWN else "",
    )


def _named(cache: Cache, grid: Grid) -> str:
    """The area's name, with its town's before it where that is not said in it."""
    town = cache.get(Grid, spine(grid.path).town)
    return grid.name if town is None or town.name in grid.name else f"{town.name} {grid.name}"


def _whom(cache: Cache, grid: Grid, givers: list[Appointment], now: datetime) -> tuple[str, ...]:
    """The names of who answers for the area and of who gives rights over it."""
    chief = leader_of(cache, grid.id, now)
    people = [chief.person] if chief is not None else []
    people += [one.person for one in givers if one.place in grid.path]
    found = (cache.get(Person, person) for person in dict.fromkeys(people))
    return tuple(person.name for person in found if person is not None) or (Role.SECURITY.value,)
