"""Who holds which post, role or lent act in an area, which forces were sent down, and how posts are filled against plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from app.commands import NAMED, staffing
from app.desk.acting import Actor, bar
from app.desk.acts import NextAct
from app.desk.ports import Cache, LinkState
from app.domain.act import Act
from app.domain.delegation import Grant, Lent
from app.domain.grid import Grid, Level
from app.domain.people import Appointment, Person, Posting, Role, Source, Trade
from app.domain.permissions import allowed, roles_at
from app.domain.problems import Code, Problem
from app.domain.roster import Duty, Establishment, Force


class Sort(StrEnum):
    """What is held."""

    POST = "posting"
    ROLE = "appointment"
    LOAN = "grant"


class Stand(StrEnum):
    """Whether it holds now."""

    RUNNING = "running"
    COMING = "coming"
    ENDED = "ended"
    REVOKED = "revoked"


class Holding(Struct, frozen=True, kw_only=True):
    """A post, a role or lent acts, from when to when.

    `keys` are the office, the role, or the acts; `holder` is the name of the person, for a loan the role that may act;
    `giver` names who lends. `locked` is the number of the problem that forbids taking it away, with `data`; None where it
    cannot be taken away at all: a post ends with its term.
    """

    id: str
    sort: Sort
    keys: tuple[str, ...]
    holder: str
    place: str
    place_name: str
    since: datetime
    until: datetime | None
    stand: Stand
    giver: str = ""
    locked: int | None = None
    data: dict[str, str] | None = None


class SentForce(Struct, frozen=True, kw_only=True):
    """A force with the 下沉 mark."""

    id: str
    name: str
    source: Source
    size: int
    sent_by: str
    since: datetime
    until: datetime | None
    stand: Stand
    basis: str


class Post(Struct, frozen=True, kw_only=True):
    """A kind of post: how many are planned, filled, on duty; `id` is that of the figure, empty while none was set."""

    id: str
    source: Source
    trade: Trade
    planned: int | None
    in_post: int
    on_duty: int


class Staff(Struct, frozen=True, kw_only=True):
    """All of it, and what may be done: `acts` by the command's name, `lendable` the grids at which acts may be lent.

    `forces` are those that may be marked 下沉: they are not, or are no longer.
    """

    holdings: tuple[Holding, ...]
    sent: tuple[SentForce, ...]
    posts: tuple[Post, ...]
    acts: dict[str, NextAct]
    people: tuple[tuple[str, str], ...]
    grids: tuple[Grid, ...]
    forces: tuple[tuple[str, str], ...]
    lendable: dict[str, tuple[Lent, ...]]


def staff(cache: Cache, area: str, *, act: Actor, link: LinkState, now: datetime) -> Staff:
    """Everything about the people of an area but their shifts. Store lane."""
    desk = _Desk(cache, area, act=act, away=link in (LinkState.OFFLINE, LinkState.REFUSED), now=now)
    forces = tuple(force for force in cache.find(Force, area=area) if force.active)
    order = list(Stand)
    marked = (desk.sent(force) for force in forces if force.seconded is not None)
    sent = tuple(sorted(marked, key=lambda one: (order.index(one.stand), one.name)))
    away = {one.id for one in sent if one.stand is not Stand.ENDED}
    people = sorted((p.name, p.id) for p in cache.find(Person) if p.active and p.area in ("", area))
    return Staff(
        holdings=desk.holdings(),
        sent=sent,
        posts=_posts(forces, cache.find(Establishment, area=area)),
        acts=desk.acts(),
        people=tuple((key, name) for name, key in people),
        grids=desk.grids,
        forces=tuple((f.id, f.name) for f in sorted(forces, key=lambda f: (f.source.value, f.name)) if f.id not in away),
        lendable=desk.lendable(),
    )


class _Desk:
    """One reading: the same cache, person, link and moment for all rows."""

    def __init__(self, cache: Cache, area: str, *, act: Actor, away: bool, now: datetime) -> None:
        self._cache, self._area, self._act, self._away, self._now = cache, area, act, away, now
        here = cache.get(Grid, area)
        above = (cache.get(Grid, key) for key in (here.path if here else ()) if key != area)
        self.grids = (
            *(grid for grid in above if grid),
            *sorted(cache.find(Grid, area=area), key=lambda grid: (len(grid.path), grid.id)),
        )
        self._named = {grid.id: grid for grid in self.grids}

    def holdings(self) -> tuple[Holding, ...]:
        area = self._area
        found = [
            *(self._post(held) for held in self._cache.find(Posting, area=area)),
            *(self._role(held) for held in self._cache.find(Appointment, area=area)),
            *(self._loan(held) for held in self._cache.find(Grant, area=area)),
        ]
        order, sorts = list(Stand), list(Sort)
        return tuple(sorted(found, key=lambda h: (order.index(h.stand), sorts.index(h.sort), h.place, h.keys, h.since, h.id)))

    def sent(self, force: Force) -> SentForce:
        mark = force.seconded
        if mark is None:
            raise ValueError(force.id)
        return SentForce(
            id=force.id,
            name=force.name,
            source=force.source,
            size=force.size,
            sent_by=mark.sent_by,
            since=mark.since,
            until=mark.until,
            stand=self._stand(mark.since, mark.until),
            basis=mark.basis,
        )

    def acts(self) -> dict[str, NextAct]:
        """What may be begun, each with the reason that stands in its way."""
        roles = {
            "PostLeader": staffing.POSTERS,
            "Appoint": staffing.RIGHTS,
            "Second": staffing.LEADERS,
            "EndSecondment": staffing.LEADERS,
            "SetEstablishment": staffing.LEADERS,
        }
        found = {command: self._hindrance(command, wanted, self._area) for command, wanted in roles.items()}
        lending = self._hindrance("Delegate", staffing.LENDERS, self._area)
        mine = lending is not None and lending.code in (Code.NOT_ALLOWED, Code.OUTSIDE_PLACES) and bool(self.lendable())
        found["Delegate"] = None if mine else lending
        return {
            command: NextAct(command=command, locked=problem.code.value if problem else 0, data=problem.data if problem else None)
            for command, problem in found.items()
        }

    def lendable(self) -> dict[str, tuple[Lent, ...]]:
        """Where the person may lend acts, and which: the area leader all of them, a unit leader the dispatch of his unit."""
        act = self._act
        if not isinstance(act, Act):
            return {}
        found: dict[str, tuple[Lent, ...]] = {}
        for grid in self.grids:
            if grid.level not in (Level.AREA, Level.UNIT):
                continue
            roles = roles_at(self._cache, act.person, grid.id, act.at)
            if grid.level is Level.AREA and roles & staffing.LENDERS:
                found[grid.id] = tuple(Lent)
            elif grid.level is Level.UNIT and roles & (staffing.LENDERS | staffing.UNIT_LENDERS):
                found[grid.id] = (Lent.DISPATCH_UNIT,)
        return found

    def _post(self, held: Posting) -> Holding:
        return self._holding(Sort.POST, held, (held.office.value,), self._person(held.person), held.grid)

    def _role(self, held: Appointment) -> Holding:
        row = self._holding(Sort.ROLE, held, (held.role.value,), self._person(held.person), held.place)
        return self._revocable(row, "RevokeAppointment", staffing.RIGHTS)

    def _loan(self, held: Grant) -> Holding:
        row = self._holding(Sort.LOAN, held, tuple(act.value for act in held.acts), held.receiver.value, held.grid)
        row = replace(row, giver=self._person(held.giver))
        return self._revocable(row, "RevokeGrant", staffing.LENDERS | staffing.UNIT_LENDERS)

    def _holding(
        self, sort: Sort, held: Posting | Appointment | Grant, keys: tuple[str, ...], holder: str, place: str
    ) -> Holding:
        grid = self._named.get(place)
        revoked = None if isinstance(held, Posting) else held.revoked_at
        return Holding(
            id=held.id,
            sort=sort,
            keys=keys,
            holder=holder,
            place=place,
            place_name=grid.name if grid else place,
            since=held.since,
            until=revoked or held.until,
            stand=Stand.REVOKED if revoked else self._stand(held.since, held.until),
        )

    def _revocable(self, row: Holding, command: str, roles: frozenset[Role]) -> Holding:
        if row.stand in (Stand.ENDED, Stand.REVOKED):
            return row
        problem = self._hindrance(command, roles, row.place)
        return replace(row, locked=problem.code.value if problem else 0, data=problem.data if problem else None)

    def _hindrance(self, command: str, roles: frozenset[Role], place: str) -> Problem | None:
        if not isinstance(self._act, Act):
            return bar(self._act)
        if self._away and NAMED[command].needs_central:
            return Problem(Code.NEEDS_CENTRAL, command=command)
        return allowed(self._act, self._cache, roles - {Role.SYSTEM}, place)

    def _person(self, key: str) -> str:
        found = self._cache.get(Person, key) if key else None
        return found.name if found else key

    def _stand(self, since: datetime, until: datetime | None) -> Stand:
        if until is not None and until <= self._now:
            return Stand.ENDED
        return Stand.COMING if since > self._now else Stand.RUNNING


def _posts(forces: Iterable[Force], planned: Iterable[Establishment]) -> tuple[Post, ...]:
    figures = {(figure.source, figure.trade): figure for figure in planned}
    in_post: Counter[tuple[Source, Trade]] = Counter()
    on_duty: Counter[tuple[Source, Trade]] = Counter()
    for force in forces:
        in_post[force.source, force.trade] += force.size
        on_duty[force.source, force.trade] += force.size if force.duty is not Duty.OFF else 0
    sources, trades = list(Source), list(Trade)
    kinds = sorted(figures.keys() | in_post.keys(), key=lambda kind: (sources.index(kind[0]), trades.index(kind[1])))
    return tuple(
        Post(
            id=figures[kind].id if kind in figures else "",
            source=kind[0],
            trade=kind[1],
            planned=figures[kind].planned if kind in figures else None,
            in_post=in_post[kind],
            on_duty=on_duty[kind],
        )
        for kind in kinds
    )
