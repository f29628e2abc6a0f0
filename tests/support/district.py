"""A small district for tests of rules: one area with two units, its people, forces and delegations."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.contract.reference import load_reference
from app.domain.act import Act
from app.domain.delegation import Grant, Lent
from app.domain.grid import Grid, Level
from app.domain.people import Appointment, Office, Person, Posting, Role, Source, Trade
from app.domain.record import Record
from app.domain.roster import Duty, Force
from tests.support.world import DictWorld

DISTRICT = "310114"
TOWN = "310114102"
AREA = "310114102P03"
UNIT = "310114102001001"
MICRO = "310114102001001-01"
OTHER_AREA = "310114103P01"

START = datetime(2026, 11, 18, 2, 0, tzinfo=UTC)  # a Wednesday, 10:00 in Shanghai
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)

OFFICER = "p-officer"
SECOND_OFFICER = "p-officer-2"
DEPUTY = "p-deputy"
CHIEF = "p-chief"
TOWN_CHIEF = "p-town"
WORKER = "p-worker"
STRANGER = "p-stranger"

ROLES = {
    OFFICER: (Role.DUTY, AREA),
    SECOND_OFFICER: (Role.DUTY, AREA),
    DEPUTY: (Role.AREA_DEPUTY, AREA),
    CHIEF: (Role.AREA_CHIEF, AREA),
    TOWN_CHIEF: (Role.TOWN, TOWN),
    WORKER: (Role.FIELD, AREA),
    STRANGER: (Role.DUTY, OTHER_AREA),
}


def grids() -> list[Grid]:
    """The tree: one district, two towns, two areas, a unit with a micro grid."""
    return [
        Grid(id=DISTRICT, name="嘉定区", level=Level.DISTRICT, path=(DISTRICT,)),
        Grid(id=TOWN, town=TOWN, name="南翔镇", level=Level.TOWN, parent=DISTRICT, path=(DISTRICT, TOWN)),
        Grid(id=AREA, town=TOWN, area=AREA, name="南翔镇第三片区", level=Level.AREA, parent=TOWN, path=(DISTRICT, TOWN, AREA)),
        Grid(id=UNIT, town=TOWN, area=AREA, name="金通社区", level=Level.UNIT, parent=AREA, path=(DISTRICT, TOWN, AREA, UNIT)),
        Grid(
            id=MICRO,
            town=TOWN,
            area=AREA,
            name="金通 02",
            level=Level.MICRO,
            parent=UNIT,
            path=(DISTRICT, TOWN, AREA, UNIT, MICRO),
        ),
        Grid(id="310114103", town="310114103", name="安亭镇", level=Level.TOWN, parent=DISTRICT, path=(DISTRICT, "310114103")),
        Grid(
            id=OTHER_AREA,
            town="310114103",
            area=OTHER_AREA,
            name="安亭镇第一片区",
            level=Level.AREA,
            parent="310114103",
            path=(DISTRICT, "310114103", OTHER_AREA),
        ),
    ]


def staff() -> list[Record]:
    """People with one role each, an area leader in post, the usual delegations, three forces."""
    rows: list[Record] = []
    for person, (role, place) in ROLES.items():
        town = place[:9]
        area = place if "P" in place else ""
        rows.append(Person(id=person, town=town, area=area, name=person.upper()))
        rows.append(Appointment(id=f"a-{person}", town=town, area=area, person=person, role=role, place=place, since=LONG_AGO))
    rows.append(Posting(id="post-1", town=TOWN, area=AREA, grid=AREA, person=CHIEF, office=Office.AREA_CHIEF, since=LONG_AGO))
    both = (Lent.DISPATCH_AREA, Lent.DISPATCH_UNIT)
    rows.append(Grant(id="g-1", town=TOWN, area=AREA, grid=AREA, giver=CHIEF, receiver=Role.DUTY, acts=both, since=LONG_AGO))
    for force, source, duty in (
        ("f-squad", Source.ENFORCEMENT, Duty.AVAILABLE),
        ("f-workers", Source.OWN, Duty.AVAILABLE),
        ("f-off", Source.SOCIAL, Duty.OFF),
    ):
        rows.append(Force(id=force, town=TOWN, area=AREA, name=force, source=source, trade=Trade.SERVICE, duty=duty))
    return rows


def small_district() -> DictWorld:
    """The world with all of it."""
    reference = load_reference()
    return DictWorld(*grids(), *staff(), catalogue=reference.catalogue, terms=reference.terms)


class Clock:
    """A clock that only moves when told to."""

    def __init__(self, start: datetime = START) -> None:
        self.now = start
        self._commands = 0

    def pass_(self, **time: float) -> None:
        self.now += timedelta(**time)

    def act(self, person: str, *, central: bool = True, offline: bool = False, occurred_at: datetime | None = None) -> Act:
        self._commands += 1
        return Act(
            command=f"c{self._commands:06d}",
            person=person,
            person_name=person.upper(),
            seat="seat-1",
            occurred_at=occurred_at or self.now,
            recorded_at=self.now,
            offline=offline,
            central=central,
        )

    def system(self) -> Act:
        self._commands += 1
        return Act(
            command=f"s{self._commands:06d}",
            person="",
            person_name="",
            seat="",
            occurred_at=self.now,
            recorded_at=self.now,
            system=True,
            central=True,
        )
