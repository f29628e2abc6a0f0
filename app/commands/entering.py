"""Entering reference data and history: divisions, outlines, people, calendars, cases of the past."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, ClassVar

from msgspec import Meta, Struct
from msgspec.structs import replace

from app.commands.command import Command, Count, Id, Line, Moment, OptionalId, Passage
from app.commands.posting import alone_in_the_right, kept_apart, taken_up
from app.domain import text
from app.domain.act import Act
from app.domain.calendar import CalendarYear, Edition
from app.domain.catalogue import UNMAPPED, Severity
from app.domain.delegation import Grant, lent_by_default
from app.domain.grid import LEVELS, SPECIAL_KINDS, Grid, Level, Outline, path_below, spine
from app.domain.incident import Channel, Incident, Nature, Origin, State
from app.domain.meeting import LimitSet, TownTerms
from app.domain.organisation import Organisation
from app.domain.overlay import Overlay
from app.domain.people import Appointment, Contact, Person, Posting, Role
from app.domain.permissions import path_of, require
from app.domain.problems import Code, Problem
from app.domain.record import Effect, Put, Record
from app.domain.roster import Establishment, Force, Shift
from app.domain.scope import DISTRICT
from app.domain.town_terms import BeyondBounds, checked, own_limits
from app.domain.world import World

_KEEPERS = frozenset({Role.SYSTEM})
TERMS_KEEPERS = _KEEPERS | {Role.TOWN, Role.ADMINISTRATOR}
Rows = Meta(max_length=2000)


class EnterGrids(Command, frozen=True):
    """Nodes of the tree, parents before children; entering them again changes what differs and nothing else."""

    needs_central: ClassVar[bool] = True
    grids: Annotated[tuple[Grid, ...], Rows]

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The grids with the paths that follow from their parents."""
        require(act, world, _KEEPERS, "")
        known: dict[str, Grid] = {}
        changed: dict[str, Grid] = {}
        for grid in self.grids:
            placed = self._placed(grid, known, world)
            known[grid.id] = placed
            held = world.get(Grid, grid.id)
            if held is None or replace(held, version=0) != placed:
                changed[grid.id] = placed
            if held is not None and held.path != placed.path:
                self._move_below(placed, known, changed, world)
        return tuple(Put(grid) for grid in changed.values())

    def _move_below(self, parent: Grid, known: dict[str, Grid], changed: dict[str, Grid], world: World) -> None:
        """What hangs below a grid that moved moves with it."""
        for child in world.find(Grid, parent=parent.id):
            if child.id in known:
                continue
            placed = self._placed(child, {parent.id: parent}, world)
            changed[child.id] = placed
            self._move_below(placed, known, changed, world)

    def _placed(self, grid: Grid, known: dict[str, Grid], world: World) -> Grid:
        if grid.grid_kind in SPECIAL_KINDS and grid.level not in (Level.UNIT, Level.MICRO):
            raise Problem(Code.KIND_NOT_AT_LEVEL, grid=grid.id, kind=grid.grid_kind.value)
        if grid.level is Level.DISTRICT:
            return replace(grid, version=0, town="", path=(grid.id,), area="")
        parent = known.get(grid.parent) or world.get(Grid, grid.parent)
        if parent is None:
            raise Problem(Code.PARENT_MISSING, grid=grid.id, parent=grid.parent)
        if LEVELS.index(grid.level) < len(parent.path):
            raise Problem(Code.GRID_LEVEL_WRONG, grid=grid.id, level=grid.level.value, parent=parent.id)
        path = path_below(parent, grid.id, grid.level)
        place = spine(path)
        return replace(grid, version=0, town=place.town, path=path, area=place.area)


class EnterOutlines(Command, frozen=True):
    """Polygons of grids that are in the tree."""

    needs_central: ClassVar[bool] = True
    outlines: Annotated[tuple[Outline, ...], Rows]

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The outlines under the towns and areas of their grids."""
        require(act, world, _KEEPERS, "")
        effects: list[Effect] = []
        for outline in self.outlines:
            grid = world.get(Grid, outline.id)
            if grid is None:
                raise Problem(Code.GRID_UNKNOWN, grid=outline.id)
            placed = replace(outline, version=0, town=grid.town, area=grid.area, level=grid.level)
            held = world.get(Outline, outline.id)
            if held is None or replace(held, version=0) != placed:
                effects.append(Put(placed))
        return tuple(effects)


class EnterCalendar(Command, frozen=True):
    """Years of the working calendar, of the district or of one of its towns.

    Cases that have begun keep the edition they began with, unless the change is announced as retroactive (workflow, 8). The
    decree of a year that had none counts for all: until then its days were said to be provisional.
    """

    needs_central: ClassVar[bool] = True
    years: Annotated[tuple[CalendarYear, ...], Rows]
    retroactive: bool = False

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The years; one that differs from what is held gets the next edition."""
        require(act, world, _KEEPERS, "")
        effects: list[Effect] = []
        for entered in self.years:
            year = replace(entered, town=_town_of(entered.place, world))
            held = world.get(CalendarYear, year.id)
            if held is None:
                effects.append(Put(replace(year, version=0)))
            elif replace(held, version=0, edition=year.edition, earlier=()) != replace(year, version=0):
                earlier = () if self.retroactive or not held.decreed else (*held.earlier, _former(held, act.recorded_at))
                effects.append(Put(replace(year, version=0, edition=held.edition + 1, earlier=earlier)))
        return tuple(effects)


def _former(year: CalendarYear, until: datetime) -> Edition:
    return Edition(
        until=until,
        holidays=year.holidays,
        workdays=year.workdays,
        frames=year.frames,
        decreed=year.decreed,
        edition=year.edition,
    )


def _town_of(place: str, world: World) -> str:
    """The town whose calendar it is, empty for the district's, which may be entered before there is a tree."""
    return "" if place == DISTRICT else spine(path_of(world, place)).town


class EnterTerms(Command, frozen=True):
    """A town's own limits in place of the shipped ones, as JSON text with the fields of `Terms` that differ (clause 5.1).

    They hold for steps that begin from now on; an empty object takes the shipped ones back. A person says why, and on which
    edition of the limits (`saw_edition`, 0 before the first) the change was made; `basis` is the paper that it rests on.
    """

    needs_central: ClassVar[bool] = True
    town: Id
    text: Passage
    reason: Line = ""
    basis: Line = ""
    saw_edition: Count | None = None

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The limits; refused where one is unknown, on another clock, or further from the shipped one than a town may go."""
        grid = world.get(Grid, self.town)
        if grid is None or grid.level is not Level.TOWN:
            raise Problem(Code.TOWN_UNKNOWN, grid=self.town)
        require(act, world, TERMS_KEEPERS, self.town)
        held = world.get(TownTerms, self.town)
        edition = held.edition if held else 0
        if self.saw_edition is not None and self.saw_edition != edition:
            raise Problem(Code.TERMS_CHANGED, town=grid.name, saw=self.saw_edition, now=edition)
        self._check(world)
        reason = text.line(self.reason, field="reason", needed=not act.system)
        basis = text.line(self.basis, field="basis", needed=False)
        if held is not None and held.text == self.text:
            return ()
        before, after = own_limits(held.text if held else ""), own_limits(self.text)
        changed = {place for place, value in after.items() if before.get(place) != value}
        fresh = (
            LimitSet(place=place, at=act.at, by=act.person, by_name=act.person_name, reason=reason, basis=basis)
            for place in changed
        )
        kept = (one for one in (held.made if held else ()) if one.place in after.keys() - changed)
        made = tuple(sorted((*kept, *fresh), key=lambda one: one.place))
        return (Put(TownTerms(id=self.town, town=self.town, text=self.text, edition=edition + 1, made=made)),)

    def _check(self, world: World) -> None:
        try:
            checked(world.terms(""), self.text, world.catalogue())
        except BeyondBounds as beyond:
            limits = {"given": str(beyond.limit), "lowest": str(beyond.lowest), "highest": str(beyond.highest)}
            raise Problem(Code.LIMIT_BEYOND, place=beyond.place, **limits) from beyond
        except ValueError as wrong:
            raise Problem(Code.TERMS_WRONG, why=str(wrong)[:200]) from wrong


class EnterStaff(Command, frozen=True):
    """Organisations, people, contacts, posts, roles, forces, shifts, establishment and delegations, as a list is read in."""

    needs_central: ClassVar[bool] = True
    organisations: Annotated[tuple[Organisation, ...], Rows] = ()
    people: Annotated[tuple[Person, ...], Rows] = ()
    contacts: Annotated[tuple[Contact, ...], Rows] = ()
    postings: Annotated[tuple[Posting, ...], Rows] = ()
    appointments: Annotated[tuple[Appointment, ...], Rows] = ()
    forces: Annotated[tuple[Force, ...], Rows] = ()
    shifts: Annotated[tuple[Shift, ...], Rows] = ()
    establishment: Annotated[tuple[Establishment, ...], Rows] = ()
    grants: Annotated[tuple[Grant, ...], Rows] = ()

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """What is new or differs; the present duty of a known force is kept, and no grid gets two leaders at a time."""
        require(act, world, _KEEPERS, "")
        seen = Overlay(world)
        effects: list[Effect] = []
        rows = (
            *self.organisations,
            *self.people,
            *self.contacts,
            *self.postings,
            *self.grants,
            *self.appointments,
            *self.forces,
            *self.shifts,
            *self.establishment,
        )
        for row in rows:
            held = seen.get(type(row), row.id)
            fresh = replace(row, version=0)
            if isinstance(held, Force) and isinstance(fresh, Force):
                fresh = replace(fresh, duty=held.duty, duty_confirmed_at=held.duty_confirmed_at, busy_with=held.busy_with)
            if isinstance(held, Posting) and isinstance(fresh, Posting) and fresh.until is None:
                fresh = replace(fresh, until=held.until)  # a successor has ended it since
            if held is None or replace(held, version=0) != fresh:
                made = _entered(fresh, seen)
                seen.lay(made)
                effects += made
        return tuple(effects)


def _entered(row: Record, world: World) -> tuple[Effect, ...]:
    if isinstance(row, Posting):
        return taken_up(row, world)
    if isinstance(row, Appointment):
        alone_in_the_right(row, world)
        kept_apart(row, world)
        loan = lent_by_default(row, world)
        return (Put(row),) if loan is None else (Put(row), Put(loan))
    return (Put(row),)


class PastCase(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A case of the past as a file gives it. `closed_unknown` marks one that ended at an unknown time."""

    incident: Id
    grid: Id
    title: Line
    occurred_at: Moment
    due_at: Moment | None = None
    closed_at: Moment | None = None
    closed_unknown: bool = False
    cancelled: bool = False
    in_time: bool | None = None
    source: Channel = Channel.PUBLIC
    nature: Nature = Nature.OTHER
    event_class: OptionalId = UNMAPPED
    class_given: Line = ""
    severity: Severity = Severity.NORMAL
    place: Line = ""
    detail: Passage = ""
    lon: float | None = None
    lat: float | None = None
    holder: OptionalId = ""
    handler: Line = ""
    source_case: OptionalId = ""


class EnterHistory(Command, frozen=True):
    """Cases of the past: no timers, no tiers, unknown closing times allowed; entered twice they do not double."""

    needs_central: ClassVar[bool] = True
    cases: Annotated[tuple[PastCase, ...], Rows]

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The cases that are new or differ; a class that was put right by hand stays where the file knows none."""
        require(act, world, _KEEPERS, "")
        effects: list[Effect] = []
        for past in self.cases:
            case = self._case(past, world)
            held = world.get(Incident, past.incident)
            if held is not None and case.event_class == UNMAPPED != held.event_class:
                case = replace(case, event_class=held.event_class, severity=held.severity)
            if held is None or replace(held, version=0, number=case.number) != case:
                effects.append(Put(case))
        return tuple(effects)

    def _case(self, past: PastCase, world: World) -> Incident:
        place = spine(path_of(world, past.grid))
        if not place.area:
            raise Problem(Code.PLACE_MISSING, grid=past.grid)
        ended = past.closed_at is not None or past.closed_unknown
        state = State.CANCELLED if past.cancelled else State.CLOSED if ended else State.HANDLING
        return Incident(
            id=past.incident,
            town=place.town,
            area=place.area,
            unit=place.unit,
            micro=place.micro,
            number=past.source_case,
            state=state,
            severity=past.severity,
            source=past.source,
            nature=past.nature,
            event_class=past.event_class or UNMAPPED,
            class_given=text.line(past.class_given, field="class_given", needed=False),
            title=text.line(past.title, field="title", limit=200),
            detail=text.passage(past.detail, field="detail"),
            place=text.line(past.place, field="place", limit=text.PLACE_LENGTH, needed=False),
            lon=past.lon,
            lat=past.lat,
            occurred_at=past.occurred_at,
            reported_at=past.occurred_at,
            closed_at=past.closed_at,
            closed_unknown=past.closed_unknown,
            in_time=past.in_time,
            overall_due=past.due_at,
            state_since=past.closed_at or past.occurred_at,
            holder=past.holder,
            handler=text.line(past.handler, field="handler", needed=False),
            origin=Origin.HISTORY,
            source_case=past.source_case,
        )
