"""People and forces: posts, delegation, duty states, secondment, shifts, establishment."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from msgspec.structs import replace

from app.commands.command import Command, Count, Id, Line, Moment, OptionalId
from app.commands.posting import alone_in_the_right, kept_apart, overlaps, taken_up
from app.domain import text
from app.domain.act import Act
from app.domain.delegation import Grant, Lent, lent_by_default
from app.domain.grid import spine
from app.domain.people import Appointment, Office, Person, Posting, Role, Secondment, Source, Trade
from app.domain.permissions import path_of, require
from app.domain.problems import Code, Problem
from app.domain.record import Effect, Put
from app.domain.roster import Duty, Establishment, Force, Shift
from app.domain.world import World, required

DESK = frozenset({Role.DUTY, Role.AREA_DEPUTY, Role.AREA_CHIEF})
LEADERS = frozenset({Role.AREA_DEPUTY, Role.AREA_CHIEF, Role.TOWN})
POSTERS = frozenset({Role.TOWN, Role.DISTRICT, Role.SYSTEM})
RIGHTS = frozenset({Role.SECURITY, Role.SYSTEM})
LENDERS = frozenset({Role.AREA_CHIEF, Role.SYSTEM})
UNIT_LENDERS = frozenset({Role.UNIT_CHIEF})


class PostLeader(Command, frozen=True):
    """A person takes a leading post of a grid for a term; an area has exactly one accountable leader at any time."""

    needs_central: ClassVar[bool] = True

    posting: Id
    grid: Id
    person: Id
    office: Office
    since: Moment
    until: Moment | None = None

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The posting; the open term of the one before ends where this begins, any other overlap is refused."""
        require(act, world, POSTERS, self.grid)
        if world.get(Person, self.person) is None:
            raise Problem(Code.PERSON_UNKNOWN, person=self.person)
        place = spine(path_of(world, self.grid))
        posting = Posting(
            id=self.posting,
            town=place.town,
            area=place.area,
            grid=self.grid,
            person=self.person,
            office=self.office,
            since=self.since,
            until=self.until,
        )
        return taken_up(posting, world)


def _in_order(since: datetime, until: datetime | None) -> None:
    if until is not None and until <= since:
        raise Problem(Code.END_BEFORE_START, since=since.isoformat(), until=until.isoformat())


class Appoint(Command, frozen=True):
    """A person is given a role at a place."""

    needs_central: ClassVar[bool] = True

    appointment: Id
    person: Id
    role: Role
    place: Id
    since: Moment
    until: Moment | None = None

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The appointment, with a unit leader's loan of his dispatch to the desk.

        The three administrative roles are never held by one person, nor beside one that reads cases, nor an area led by two.
        """
        require(act, world, RIGHTS, self.place)
        _in_order(self.since, self.until)
        place = spine(path_of(world, self.place))
        record = Appointment(
            id=self.appointment,
            town=place.town,
            area=place.area,
            person=self.person,
            role=self.role,
            place=self.place,
            since=self.since,
            until=self.until,
        )
        kept_apart(record, world)
        alone_in_the_right(record, world)
        loan = lent_by_default(record, world)
        return (Put(record),) if loan is None else (Put(record), Put(loan))


class RevokeAppointment(Command, frozen=True):
    """A role is taken away at once; what its holder does offline from now on will be refused."""

    needs_central: ClassVar[bool] = True

    appointment: Id

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The appointment ended now; revoked twice it stays as first revoked."""
        held = required(world, Appointment, self.appointment)
        require(act, world, RIGHTS, held.place)
        if held.revoked_at is not None:
            return ()
        return (Put(replace(held, revoked_at=act.at)),)


class Delegate(Command, frozen=True):
    """A leader lends named acts to a role for a term: R5 to R4 or R3, R2 his dispatch to R3 (workflow, 2)."""

    needs_central: ClassVar[bool] = True

    grant: Id
    grid: Id
    receiver: Role
    acts: tuple[Lent, ...]
    since: Moment
    until: Moment | None = None

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The grant on record."""
        unit_only = set(self.acts) <= {Lent.DISPATCH_UNIT}
        roles = LENDERS | (UNIT_LENDERS if unit_only else frozenset())
        require(act, world, roles, self.grid)
        _in_order(self.since, self.until)
        place = spine(path_of(world, self.grid))
        if not place.area:
            raise Problem(Code.GRID_LEVEL_WRONG, grid=self.grid, level="", parent="")
        if self.receiver not in (Role.DUTY, Role.AREA_DEPUTY) or not self.acts:
            raise Problem(Code.NOT_ALLOWED, roles=self.receiver.value, place=self.grid)
        return (
            Put(
                Grant(
                    id=self.grant,
                    town=place.town,
                    area=place.area,
                    grid=self.grid,
                    giver=act.person,
                    receiver=self.receiver,
                    acts=self.acts,
                    since=self.since,
                    until=self.until,
                )
            ),
        )


class RevokeGrant(Command, frozen=True):
    """A loan of acts is called back."""

    needs_central: ClassVar[bool] = True

    grant: Id

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The grant ended now."""
        held = required(world, Grant, self.grant)
        require(act, world, LENDERS | UNIT_LENDERS, held.grid)
        if held.revoked_at is not None:
            return ()
        return (Put(replace(held, revoked_at=act.at)),)


class SetDuty(Command, frozen=True):
    """What a force does now, as somebody says so; the state seen before is named, so that a stale word is refused."""

    force: Id
    saw: Duty
    duty: Duty

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The force in its new state, confirmed now."""
        force = required(world, Force, self.force)
        require(act, world, DESK | {Role.FIELD, Role.UNIT_CHIEF}, home_of(force))
        if force.duty not in (self.saw, self.duty):
            raise Problem(Code.RECORD_CHANGED, number=force.name, saw=self.saw.value, now=force.duty.value)
        busy = force.busy_with if self.duty in (Duty.ON_THE_WAY, Duty.ON_SCENE) else ""
        return (Put(replace(force, duty=self.duty, busy_with=busy, duty_confirmed_at=act.at)),)


def home_of(force: Force) -> str:
    """The finest grid that the force is at home in."""
    return force.grid or force.area or force.town


class Second(Command, frozen=True):
    """A force is marked 下沉: sent by which department, for which term, on what basis."""

    force: Id
    sent_by: OptionalId
    since: Moment
    until: Moment | None = None
    basis: Line = ""

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The force with its mark."""
        force = required(world, Force, self.force)
        require(act, world, LEADERS, force.area or force.town)
        if not self.sent_by:
            raise Problem(Code.SECONDMENT_INCOMPLETE, force=force.name)
        if self.until is not None and self.until <= self.since:
            raise Problem(Code.TERM_WRONG, since=self.since.isoformat(), until=self.until.isoformat())
        basis = text.line(self.basis, field="basis", needed=False)
        mark = Secondment(sent_by=self.sent_by, since=self.since, until=self.until, basis=basis)
        return (Put(replace(force, seconded=mark)),)


class EndSecondment(Command, frozen=True):
    """A secondment ends."""

    force: Id
    ends: Moment

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The mark with its end."""
        force = required(world, Force, self.force)
        require(act, world, LEADERS, force.area or force.town)
        if force.seconded is None:
            return ()
        return (Put(replace(force, seconded=replace(force.seconded, until=self.ends))),)


class PlanShift(Command, frozen=True):
    """A shift is planned or planned anew; two shifts of an area never overlap."""

    shift: Id
    area: Id
    name: Line
    starts: Moment
    ends: Moment
    leader: OptionalId = ""
    forces: tuple[Id, ...] = ()
    seats: Count = 1
    minimum: Count = 0

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The shift."""
        require(act, world, LEADERS | {Role.DUTY}, self.area)
        if self.ends <= self.starts:
            raise Problem(Code.TERM_WRONG, since=self.starts.isoformat(), until=self.ends.isoformat())
        for other in world.find(Shift, area=self.area):
            if other.id != self.shift and overlaps(self.starts, self.ends, other.starts, other.ends):
                raise Problem(Code.SHIFT_OVERLAP, shift=other.name, starts=other.starts.isoformat())
        town = spine(path_of(world, self.area)).town
        shift = Shift(
            id=self.shift,
            town=town,
            area=self.area,
            name=text.line(self.name, field="name", limit=40),
            starts=self.starts,
            ends=self.ends,
            leader=self.leader,
            forces=self.forces,
            seats=self.seats,
            minimum=self.minimum,
        )
        return (Put(shift),)


class SetEstablishment(Command, frozen=True):
    """How many people a post of an area should have."""

    establishment: Id
    area: Id
    source: Source
    trade: Trade
    planned: Count

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The figure."""
        require(act, world, LEADERS, self.area)
        town = spine(path_of(world, self.area)).town
        record = Establishment(
            id=self.establishment,
            town=town,
            area=self.area,
            source=self.source,
            trade=self.trade,
            planned=self.planned,
        )
        return (Put(record),)
