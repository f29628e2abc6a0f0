"""Makes the demo district in a centre: tree, people, history, and a queue of open cases that looks like an afternoon."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

import msgspec
from msgspec import Struct

from app.commands.command import Command
from app.commands.entering import EnterCalendar, EnterGrids, EnterHistory, EnterOutlines, EnterStaff
from app.contract.messages import VerdictRow
from app.contract.reference import RESOURCES, Reference
from app.domain.calendar import WorkCalendar
from app.domain.ids import SHANGHAI
from app.domain.organisation import Family, Organisation
from app.domain.people import Appointment, Contact, Person, Posting
from app.domain.problems import Code, Problem
from app.domain.roster import Duty, Force
from services.central.office import Office
from services.central.verbs.house import year_of
from services.connectors.demo_cases import Hands, Living, choose_force, past_case
from services.connectors.demo_places import Register, grid_of, key, outline_of
from services.simulator.district import DemoDistrict, DemoGrid, build_district, read_divisions
from services.simulator.forces import AreaForces, DemoPerson, area_forces, district_people
from services.simulator.incidents import DemoIncident, simulate
from services.simulator.material import Material, read_material

T = TypeVar("T")
USUAL_AREA = "310114102P03"
OTHERS_SCALE = 0.62
AREA_SCALE = 1.6
OPEN_AT_MOST = 48

Progress = Callable[[str, int, int], None]


class Player(Struct, frozen=True, kw_only=True):
    """A person of the demo who gets an account."""

    person: str
    name: str
    account: str
    role: str
    place: str


class Made(Struct, frozen=True, kw_only=True):
    """What the demo district holds, and who plays in it."""

    area: str
    area_name: str
    grids: int
    people: int
    history: int
    open: int
    cast: dict[str, Player]


class Maker:
    """Enters the demo district step by step."""

    def __init__(self, office: Office, reference: Reference, *, seed: int, now: datetime, progress: Progress) -> None:
        self._office = office
        self._reference = reference
        self._seed = seed
        self._now = now
        self._progress = progress
        self._material: Material = read_material(RESOURCES)
        divisions = read_divisions(RESOURCES / "demo" / "divisions.csv")
        self._district: DemoDistrict = build_district(divisions, seed=seed)
        self._register = Register(self._district, _roles(), now)

    def make(self, *, area: str = "", weeks: int = 104, other_weeks: int = 13) -> Made:
        """Everything. `weeks` of history for the chosen area, `other_weeks` for the others."""
        chosen = self._area(area)
        self._tree()
        forces = self._staff()
        past, alive = self._incidents(chosen, forces, weeks=weeks, other_weeks=other_weeks)
        self._history(past)
        lived = self._live(chosen, forces[chosen.code], alive)
        return Made(
            area=chosen.code,
            area_name=chosen.name,
            grids=len(self._district.grids),
            people=sum(len(f.people) for f in forces.values()),
            history=len(past),
            open=lived,
            cast=cast(chosen, forces[chosen.code]),
        )

    def _area(self, code: str) -> DemoGrid:
        found = self._district.by_code.get(code or USUAL_AREA)
        if found is None or found.level != "area":
            raise Problem(Code.GRID_UNKNOWN, grid=code)
        return found

    def _require(self, command: Command) -> None:
        self._office.require(command)

    def _tree(self) -> None:
        grids = [grid_of(node) for node in self._district.grids]
        for done, part in _parts(grids, 500):
            self._require(EnterGrids(grids=part))
            self._progress("网格", done, len(grids))
        outlines = [outline_of(node) for node in self._district.grids if node.rings]
        for done, shapes in _parts(outlines, 500):
            self._require(EnterOutlines(outlines=shapes))
            self._progress("边界", done, len(outlines))
        root = self._district.grids[0].code
        years = range(self._now.year - 2, self._now.year + 2)
        self._require(EnterCalendar(years=tuple(year_of(root, year) for year in years)))
        self._require(EnterStaff(organisations=self._organisations()))

    def _organisations(self) -> tuple[Organisation, ...]:
        names = self._reference.names
        towns = (
            Organisation(
                id=g.code, name=g.name, name_en=names["towns"].get(g.code, ("", ""))[1], family=Family.BLOCK, grid=g.code
            )
            for g in self._district.level("town")
        )
        lines = (
            Organisation(id=code, name=zh, name_en=en, family=Family.LINE) for code, (zh, en) in names["departments"].items()
        )
        return (*towns, *lines)

    def _staff(self) -> dict[str, AreaForces]:
        today = self._now.astimezone(SHANGHAI).date()
        words = self._material.words
        departments = tuple(self._reference.names["departments"])
        above = district_people(self._district, words=words, departments=departments, seed=self._seed, today=today)
        self._enter_people(above)
        found: dict[str, AreaForces] = {}
        areas = self._district.level("area")
        for done, area in enumerate(areas, start=1):
            forces = area_forces(self._district, area, words=words, seed=self._seed, today=today)
            self._enter_people(forces.people)
            self._require(
                EnterStaff(
                    forces=tuple(self._register.forces(forces)),
                    shifts=tuple(self._register.shifts(forces, self._reference.names["shifts"])),
                    establishment=tuple(self._register.establishment(forces)),
                    grants=tuple(self._register.grants(area.code, forces.people)),
                )
            )
            found[area.code] = forces
            self._progress("人员", done, len(areas))
        return found

    def _enter_people(self, people: Sequence[DemoPerson]) -> None:
        for _done, part in _parts(list(people), 300):
            rows = list(self._register.people(part))
            self._require(
                EnterStaff(
                    people=tuple(r for r in rows if isinstance(r, Person)),
                    contacts=tuple(r for r in rows if isinstance(r, Contact)),
                    appointments=tuple(r for r in rows if isinstance(r, Appointment)),
                    postings=tuple(r for r in rows if isinstance(r, Posting)),
                )
            )

    def _incidents(
        self, chosen: DemoGrid, forces: dict[str, AreaForces], *, weeks: int, other_weeks: int
    ) -> tuple[list[DemoIncident], list[DemoIncident]]:
        calendar = WorkCalendar(tuple(year_of("", year) for year in range(self._now.year - 2, self._now.year + 2)))
        past: list[DemoIncident] = []
        alive: list[DemoIncident] = []
        for area in self._district.level("area"):
            mine = area.code == chosen.code
            span = weeks if mine else other_weeks
            today = self._now.astimezone(SHANGHAI).date()
            start = today - timedelta(days=today.weekday() + 7 * span)
            stream = simulate(
                self._district,
                area,
                start=start,
                weeks=span + 1,
                seed=self._seed,
                material=self._material,
                forces=forces[area.code],
                now=self._now,
                scale=AREA_SCALE if mine else OTHERS_SCALE,
                workday=calendar.is_workday,
            )
            for one in stream:
                (past if one.closed_at is not None else alive).append(one)
        return past, [one for one in alive if one.area == chosen.code]

    def _history(self, past: list[DemoIncident]) -> None:
        for done, part in _parts(past, 1000):
            self._require(EnterHistory(cases=tuple(past_case(one) for one in part)))
            self._progress("历史事件", done, len(past))

    def _live(self, chosen: DemoGrid, forces: AreaForces, alive: list[DemoIncident]) -> int:
        officers = [key(p.id) for p in forces.people if p.role == "duty_officer"]
        world = self._office.world()
        ready = [f.id for f in world.find(Force, area=chosen.code) if f.duty is not Duty.OFF]
        living = Living(self._run, world, Hands(officer=officers[0], checker=officers[1]), self._now)
        recent = sorted(alive, key=lambda one: one.occurred_at)[-OPEN_AT_MOST:]
        for number, one in enumerate(recent):
            living.live(one, choose_force(ready, number))
            self._progress("在办事件", number + 1, len(recent))
        return len(recent)

    def _run(self, command: Command, author: str, at: datetime) -> VerdictRow:
        return self._office.run(command, author=author, occurred_at=at)


def cast(area: DemoGrid, forces: AreaForces) -> dict[str, Player]:
    """Who plays: two duty officers, the deputy, the chief and a field worker of the area."""
    wanted = (
        ("officer", "duty_officer", 0, "R3"),
        ("relief", "duty_officer", 1, "R3"),
        ("second", "duty_officer", 2, "R3"),
        ("deputy", "area_deputy_chief", 0, "R4"),
        ("chief", "area_grid_chief", 0, "R5"),
    )
    players: dict[str, Player] = {}
    for part, role, place, code in wanted:
        people = [p for p in forces.people if p.role == role]
        one = people[min(place, len(people) - 1)]
        players[part] = Player(person=key(one.id), name=one.name, account=part, role=code, place=area.code)
    return players


def _roles() -> dict[str, str]:
    file = msgspec.json.decode((RESOURCES / "codes" / "roles.json").read_bytes())
    return {row["key"]: row["code"] for row in file["rows"]}


def _parts(rows: Sequence[T], size: int) -> Iterable[tuple[int, tuple[T, ...]]]:
    for start in range(0, len(rows), size):
        part = tuple(rows[start : start + size])
        yield start + len(part), part
