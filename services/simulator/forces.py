"""Demo people and forces: leaders, the four sources times the kinds of force, groups, seconded staff,
shifts, establishment.

All names are put together at random and all telephones lie in 138 000…; nobody is meant. Ids are plain texts
made of the grid's code and a number, the same for the same seed; whoever loads them gives them their real ids.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zlib import crc32

import numpy as np
from msgspec import Struct

from services.simulator.clock import LOCAL
from services.simulator.district import DemoDistrict, DemoGrid
from services.simulator.material import Words
from services.simulator.squads import EXECUTIVES, SQUADS, Squad
from services.simulator.tiling import Point

SLOTS = ("party_liaison", "information", "safety_patrol", "mediation", "service_errands")
SLOT_SHARES = ((0, 3), (1, 4), (2,))  # three people of a unit hold the five roles
DUTY_OFFICERS = 4
SHIFTS = (
    ("day", time(8, 30), time(17, 30), 2),
    ("evening", time(17, 30), time(22, 0), 1),
    ("night", time(22, 0), time(8, 30), 0),
)
SHIFT_DAYS = 14
BASES = ("“一事项一方案”人员名单", "部门赋能清单", "街镇网格工作方案")


class DemoSecondment(Struct, frozen=True, kw_only=True):
    """The mark of a 下沉 person or group: sent by which department, from when to when, on what basis."""

    sent_by: str
    since: datetime
    until: datetime
    basis: str


class DemoPerson(Struct, frozen=True, kw_only=True):
    """A member of staff. `role` is a key of the roles table, "" for one who only belongs to a force; `slots`
    are roles of a micro grid. `grid` is where the person works. `since` and `until` are the term of the post
    (UTC).
    """

    id: str
    name: str
    phone: str
    post: str
    role: str
    grid: str
    area: str
    source: str
    trade: str
    since: datetime
    until: datetime | None = None
    employer: str = ""
    slots: tuple[str, ...] = ()
    seconded: DemoSecondment | None = None


class DemoForce(Struct, frozen=True, kw_only=True):
    """Who can be sent: a person or a group. `size` may be more than the members named; `at` is its usual
    place (degrees).
    """

    id: str
    name: str
    area: str
    source: str
    trade: str
    size: int
    members: tuple[str, ...]
    skills: tuple[str, ...]
    grid: str
    at: Point
    phone: str
    employer: str = ""
    seconded: DemoSecondment | None = None


class DemoShift(Struct, frozen=True, kw_only=True):
    """One planned shift of a sub-centre (UTC); `key` is that of the shifts table."""

    area: str
    key: str
    starts: datetime
    ends: datetime
    leader: str
    officers: tuple[str, ...]
    forces: tuple[str, ...]
    seats: int


class DemoEstablishment(Struct, frozen=True, kw_only=True):
    """How many people a post of the area should have, and how many are in post."""

    area: str
    source: str
    trade: str
    planned: int
    in_post: int


class AreaForces(Struct, frozen=True, kw_only=True):
    """All people and forces of one area."""

    area: str
    people: tuple[DemoPerson, ...]
    forces: tuple[DemoForce, ...]
    shifts: tuple[DemoShift, ...]
    establishment: tuple[DemoEstablishment, ...]


class _Register:
    """Gives out names that are new in this area, and telephone numbers by turn."""

    def __init__(self, words: Words, area: DemoGrid, *, ordinal: int, seed: int, today: date) -> None:
        self.rng = np.random.default_rng([seed, 3, crc32(area.code.encode())])
        self.area = area
        self.people: list[DemoPerson] = []
        self._words = words
        self._ordinal = ordinal
        self._taken: set[str] = set()
        self._today = datetime.combine(today, time(8, 30), tzinfo=LOCAL).astimezone(UTC)

    def add(
        self,
        *,
        post: str,
        role: str = "",
        grid: str,
        source: str = "own",
        trade: str,
        employer: str = "",
        slots: tuple[str, ...] = (),
        seconded: DemoSecondment | None = None,
    ) -> DemoPerson:
        number = len(self.people) + 1
        since = self._today - timedelta(days=int(self.rng.integers(40, 900)))
        person = DemoPerson(
            id=f"{self.area.code}/person/{number:03d}",
            name=self._name(),
            phone=f"138000{self._ordinal:02d}{number:03d}",
            post=post,
            role=role,
            grid=grid,
            area=self.area.code if self.area.level == "area" else "",
            source=source,
            trade=trade,
            since=since,
            until=since + timedelta(days=3 * 365) if role.endswith("chief") else None,
            employer=employer,
            slots=slots,
            seconded=seconded,
        )
        self.people.append(person)
        return person

    def secondment(self, department: str) -> DemoSecondment:
        since = self._today - timedelta(days=int(self.rng.integers(20, 150)))
        months = int(self.rng.choice((6, 12, 12, 24)))
        basis = str(self.rng.choice(BASES))
        return DemoSecondment(sent_by=department, since=since, until=since + timedelta(days=30 * months), basis=basis)

    def _name(self) -> str:
        while True:
            rank = int(self.rng.exponential(22)) % len(self._words.surnames)
            name = self._words.surnames[rank] + str(self.rng.choice(self._words.given))
            if name not in self._taken:
                self._taken.add(name)
                return name


def area_forces(district: DemoDistrict, area: DemoGrid, *, words: Words, seed: int, today: date) -> AreaForces:
    """People, forces, shifts of two weeks from the Monday of `today` (local date), and establishment of an
    area.
    """
    ordinal = [grid.code for grid in district.level("area")].index(area.code) + 1
    register = _Register(words, area, ordinal=ordinal, seed=seed, today=today)
    units = district.below[area.code]
    chief = register.add(post="片区网格长", role="area_grid_chief", grid=area.code, trade="chief")
    deputy = register.add(post="片区专职副网格长", role="area_deputy_chief", grid=area.code, trade="chief")
    officers = [
        register.add(post="分中心值守员", role="duty_officer", grid=area.code, trade="ops_team") for _ in range(DUTY_OFFICERS)
    ]
    _grid_leaders(register, district, units)
    forces = [*_workers(register, units), *_squads(register, units)]
    return AreaForces(
        area=area.code,
        people=tuple(register.people),
        forces=tuple(forces),
        shifts=tuple(_shifts(area.code, [deputy, chief], officers, forces, today)),
        establishment=tuple(_establishment(area.code, register, forces)),
    )


def district_people(
    district: DemoDistrict, *, words: Words, departments: Sequence[str], seed: int, today: date
) -> tuple[DemoPerson, ...]:
    """Those above the areas: district centre, the three administrators, town chiefs and centres, department
    liaisons.
    """
    root = district.grids[0]
    register = _Register(words, root, ordinal=0, seed=seed, today=today)
    for post, role in EXECUTIVES:
        register.add(post=post, role=role, grid=root.code, trade="management")
    for town in district.level("town"):
        register.add(post="街镇总网格长", role="town_grid_chief", grid=town.code, trade="chief")
        for _ in range(2):
            register.add(post="街镇城运中心值班员", role="town_ops_centre", grid=town.code, trade="management")
    for department in departments:
        for role, post in (("department_liaison", "部门联络人"), ("department_handler", "部门处置人")):
            register.add(post=post, role=role, grid=root.code, source="enforcement", trade="enforcement", employer=department)
    return tuple(register.people)


def _grid_leaders(register: _Register, district: DemoDistrict, units: Sequence[DemoGrid]) -> None:
    for unit in units:
        post = "单元网格长" if not unit.division else "村居网格长"
        register.add(post=post, role="unit_grid_chief", grid=unit.code, trade="chief")
        micros = district.below[unit.code]
        for micro in micros:
            register.add(post="小微网格长", role="micro_grid_chief", grid=micro.code, trade="chief")
        if unit.division:
            for n, held in enumerate(SLOT_SHARES):
                register.add(
                    post="小微网格五大员",
                    role="micro_five",
                    grid=micros[n % len(micros)].code,
                    trade="micro_five",
                    slots=tuple(SLOTS[slot] for slot in held),
                )


def _workers(register: _Register, units: Sequence[DemoGrid]) -> Iterator[DemoForce]:
    """专职网格员: each is a force of one; not every post is filled."""
    for unit in units:
        if not unit.division or register.rng.random() < 0.12:
            continue
        person = register.add(post="专职网格员", role="full_time_grid_worker", grid=unit.code, trade="full_time_worker")
        skills = [
            "persuasion",
            "cordon",
            str(register.rng.choice(("mediation", "fire_check", "cleaning", "first_aid"))),
        ]
        yield _force(
            person.id.replace("person", "worker"),
            f"网格员 {person.name}",
            "own",
            "full_time_worker",
            [person],
            1,
            skills,
            unit,
        )


def _squads(register: _Register, units: Sequence[DemoGrid]) -> Iterator[DemoForce]:
    for number, squad in enumerate(SQUADS, start=1):
        if register.rng.random() >= squad.likely:
            continue
        home = units[int(register.rng.integers(len(units)))]
        seconded = register.secondment(squad.employer) if squad.seconded else None
        named = [_member(register, squad, seconded) for _ in range(squad.named)]
        name = squad.name.format(place=home.name.removesuffix("社区").removesuffix("村"), first=named[0].name)
        size = max(squad.named, int(register.rng.integers(squad.smallest, squad.largest + 1)))
        yield _force(
            f"{register.area.code}/squad/{number:02d}",
            name,
            squad.source,
            squad.trade,
            named,
            size,
            squad.skills,
            home,
            squad.employer,
            seconded,
        )


def _member(register: _Register, squad: Squad, seconded: DemoSecondment | None) -> DemoPerson:
    role = "ops_team_member" if squad.trade == "ops_team" else ""
    return register.add(
        post=squad.post,
        role=role,
        grid=register.area.code,
        source=squad.source,
        trade=squad.trade,
        employer=squad.employer,
        seconded=seconded,
    )


def _force(
    key: str,
    name: str,
    source: str,
    trade: str,
    members: Sequence[DemoPerson],
    size: int,
    skills: Sequence[str],
    home: DemoGrid,
    employer: str = "",
    seconded: DemoSecondment | None = None,
) -> DemoForce:
    return DemoForce(
        id=key,
        name=name,
        area=members[0].area,
        source=source,
        trade=trade,
        size=size,
        members=tuple(person.id for person in members),
        skills=tuple(skills),
        grid=home.code,
        at=home.label,
        phone=members[0].phone,
        employer=employer,
        seconded=seconded,
    )


def _shifts(
    area: str, leaders: Sequence[DemoPerson], officers: Sequence[DemoPerson], forces: Sequence[DemoForce], today: date
) -> Iterator[DemoShift]:
    monday = today - timedelta(days=today.weekday())
    turn = 0
    for n in range(SHIFT_DAYS):
        day = monday + timedelta(days=n)
        for order, (key, start, end, seats) in enumerate(SHIFTS):
            starts = datetime.combine(day, start, tzinfo=LOCAL)
            ends = datetime.combine(day if end > start else day + timedelta(days=1), end, tzinfo=LOCAL)
            count = max(seats, 1)
            crew = tuple(officers[(turn + m) % len(officers)].id for m in range(count))
            turn += count
            yield DemoShift(
                area=area,
                key=key,
                starts=starts.astimezone(UTC),
                ends=ends.astimezone(UTC),
                leader=leaders[0 if n % 7 < 5 else 1].id if key == "day" else crew[0],
                officers=crew,
                forces=tuple(f.id for m, f in enumerate(forces) if _stands_by(m + n, order, n % 7 >= 5)),
                seats=seats,
            )


def _stands_by(number: int, order: int, weekend: bool) -> bool:
    """By day most forces are on duty, at weekends half, in the evening a third, at night a sixth."""
    if order == 0:
        return number % (2 if weekend else 7) != 1
    return number % (3 if order == 1 else 6) == order


def _establishment(area: str, register: _Register, forces: Sequence[DemoForce]) -> Iterator[DemoEstablishment]:
    filled: dict[tuple[str, str], int] = {}
    for person in register.people:
        if person.id not in {member for force in forces for member in force.members}:
            key = (person.source, person.trade)
            filled[key] = filled.get(key, 0) + 1
    for force in forces:
        key = (force.source, force.trade)
        filled[key] = filled.get(key, 0) + force.size
    for (source, trade), count in sorted(filled.items()):
        vacant = 0 if trade == "chief" else int(register.rng.integers(0, 1 + max(1, count // 6)))
        yield DemoEstablishment(area=area, source=source, trade=trade, planned=count + vacant, in_post=count)
