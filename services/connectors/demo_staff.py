"""The demo district's people, forces, shifts and delegations as records."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

import msgspec

from app.commands.entering import EnterStaff
from app.contract.reference import RESOURCES, Reference
from app.domain.delegation import Grant, Lent
from app.domain.grid import Spine, spine
from app.domain.people import Appointment, Contact, Office, Person, Posting, Role, Secondment, Source, Trade
from app.domain.roster import Duty, Establishment, Force, Shift
from app.domain.text import mask_phone
from services.connectors.demo_tree import key
from services.simulator.district import DemoDistrict
from services.simulator.forces import AreaForces, DemoForce, DemoPerson, DemoSecondment

BATCH = 300
MANNED = 0.6
"""The least share of a shift's forces that must be on duty."""
_OFFICES = {office.value: office for office in Office}
_LOANS: tuple[tuple[str, Role, tuple[Lent, ...]], ...] = (
    ("area_grid_chief", Role.DUTY, (Lent.DISPATCH_AREA, Lent.DISPATCH_UNIT)),
    ("area_grid_chief", Role.AREA_DEPUTY, (Lent.DISPATCH_AREA, Lent.DISPATCH_UNIT, Lent.ISSUE_MINUTES)),
    ("unit_grid_chief", Role.DUTY, (Lent.DISPATCH_UNIT,)),
)
"""The usual delegations (workflow, 2): whose acts, lent to which role."""


class Register:
    """Makes records of people and forces under the towns and areas that the tree gives them; `now` is an aware moment."""

    def __init__(self, district: DemoDistrict, reference: Reference, now: datetime) -> None:
        self._district = district
        self._reference = reference
        self._now = now
        self._codes = _role_codes()

    def enter_people(self, people: Iterable[DemoPerson]) -> Iterator[EnterStaff]:
        """Everybody with contact, role, for a chief the post, and what he lends; in batches."""
        waiting = list(people)
        for start in range(0, len(waiting), BATCH):
            part = waiting[start : start + BATCH]
            yield EnterStaff(
                people=tuple(self._person(one) for one in part),
                contacts=tuple(self._contact(one) for one in part),
                appointments=tuple(row for one in part for row in self._appointment(one)),
                postings=tuple(row for one in part for row in self._posting(one)),
                grants=tuple(row for one in part for row in self._grants(one)),
            )

    def enter_forces(self, found: AreaForces, *, ready: Collection[str]) -> EnterStaff:
        """Forces, planned shifts and establishment of an area; those that are `ready` (ids of the simulator) can be sent."""
        return EnterStaff(
            forces=tuple(self._force(one, is_ready=one.id in ready) for one in found.forces),
            shifts=tuple(self._shifts(found)),
            establishment=tuple(self._establishment(found)),
        )

    def _place(self, code: str) -> Spine:
        return spine(self._district.path(code))

    def _person(self, one: DemoPerson) -> Person:
        place = self._place(one.grid)
        return Person(
            id=key(one.id),
            town=place.town,
            area=place.area,
            name=one.name,
            post=one.post,
            employer=self._reference.name("departments", one.employer),
            source=Source(one.source),
            trade=Trade(one.trade),
            seconded=_seconded(one.seconded),
            phone_masked=mask_phone(one.phone),
        )

    def _contact(self, one: DemoPerson) -> Contact:
        place, person = self._place(one.grid), key(one.id)
        return Contact(
            id=f"{person}-c",
            town=place.town,
            area=place.area,
            of_kind=Person.kind,
            of=person,
            name=one.name,
            phone=one.phone,
        )

    def _appointment(self, one: DemoPerson) -> Iterator[Appointment]:
        place, person, role = self._place(one.grid), key(one.id), self._codes.get(one.role)
        if role is not None:
            yield Appointment(
                id=f"{person}-{role.value}",
                town=place.town,
                area=place.area,
                person=person,
                role=role,
                place=one.grid,
                since=one.since,
                until=one.until,
            )

    def _posting(self, one: DemoPerson) -> Iterator[Posting]:
        place, office = self._place(one.grid), _OFFICES.get(one.role)
        if office is not None:
            yield Posting(
                id=f"{key(one.id)}-post",
                town=place.town,
                area=place.area,
                grid=one.grid,
                person=key(one.id),
                office=office,
                since=one.since,
                until=one.until,
            )

    def _grants(self, one: DemoPerson) -> Iterator[Grant]:
        place = self._place(one.grid)
        for role, receiver, acts in _LOANS:
            if one.role == role:
                yield Grant(
                    id=key(f"grant-{one.grid}-{receiver.value}"),
                    town=place.town,
                    area=place.area,
                    grid=one.grid,
                    giver=key(one.id),
                    receiver=receiver,
                    acts=acts,
                    since=one.since,
                    until=one.until,
                )

    def _force(self, one: DemoForce, *, is_ready: bool) -> Force:
        place = self._place(one.area)
        return Force(
            id=key(one.id),
            name=one.name,
            town=place.town,
            area=place.area,
            source=Source(one.source),
            trade=Trade(one.trade),
            size=one.size,
            members=tuple(key(member) for member in one.members),
            employer=self._reference.name("departments", one.employer),
            skills=one.skills,
            grid=one.grid,
            lon=one.at[0],
            lat=one.at[1],
            duty=Duty.AVAILABLE if is_ready else Duty.OFF,
            duty_confirmed_at=self._now,
            seconded=_seconded(one.seconded),
            phone_masked=mask_phone(one.phone),
        )

    def _shifts(self, found: AreaForces) -> Iterator[Shift]:
        place = self._place(found.area)
        for one in found.shifts:
            yield Shift(
                id=key(f"{found.area}-{one.key}-{one.starts:%Y%m%d}"),
                town=place.town,
                area=place.area,
                name=self._reference.name("shifts", one.key),
                starts=one.starts,
                ends=one.ends,
                leader=key(one.leader),
                forces=tuple(key(force) for force in one.forces),
                seats=one.seats,
                minimum=max(1, round(len(one.forces) * MANNED)),
            )

    def _establishment(self, found: AreaForces) -> Iterator[Establishment]:
        """The posts of those who can be sent: against them the screens count the forces."""
        place = self._place(found.area)
        sent = {(force.source, force.trade) for force in found.forces}
        for one in found.establishment:
            if (one.source, one.trade) not in sent:
                continue
            yield Establishment(
                id=key(f"{found.area}-{one.source}-{one.trade}"),
                town=place.town,
                area=place.area,
                source=Source(one.source),
                trade=Trade(one.trade),
                planned=one.planned,
            )


class _RoleRow(msgspec.Struct, frozen=True):
    key: str
    code: Role


class _RoleFile(msgspec.Struct, frozen=True):
    rows: list[_RoleRow]


def _role_codes() -> dict[str, Role]:
    file = msgspec.json.decode((RESOURCES / "codes" / "roles.json").read_bytes(), type=_RoleFile)
    return {row.key: row.code for row in file.rows if row.code is not Role.SYSTEM}


def _seconded(mark: DemoSecondment | None) -> Secondment | None:
    if mark is None:
        return None
    return Secondment(sent_by=mark.sent_by, since=mark.since, until=mark.until, basis=mark.basis)
