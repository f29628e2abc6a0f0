"""Makes the demo district in a centre: tree, people, history, and an afternoon's queue lived through step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from typing import TypeVar

import numpy as np
from msgspec import Struct

from app.commands.entering import EnterCalendar, EnterGrids, EnterHistory, EnterOutlines, EnterStaff
from app.contract.reference import RESOURCES, Reference
from app.domain.calendar import WorkCalendar
from app.domain.grid import Grid, Level
from app.domain.ids import SHANGHAI
from app.domain.problems import Code, Problem
from services.central.verbs.house import year_of
from services.connectors.demo_cases import past_cases
from services.connectors.demo_clock import StoryClock
from services.connectors.demo_duty import duty_calls, log_lines, told_duty
from services.connectors.demo_marks import Marks
from services.connectors.demo_meeting import meeting_events
from services.connectors.demo_plan import QUEUE, Mark, Planned, Planner
from services.connectors.demo_staff import Register
from services.connectors.demo_steps import Given, Steps
from services.connectors.demo_story import Story
from services.connectors.demo_tree import grid_of, key, outline_of
from services.connectors.demo_watch import Player, Watch
from services.connectors.divisions import organisations
from services.connectors.intake import Office, run_needed
from services.simulator.district import DemoDistrict, DemoGrid, build_district, read_divisions
from services.simulator.draws import CHANCES
from services.simulator.forces import AreaForces, area_forces, district_people
from services.simulator.incidents import DemoIncident, live, simulate
from services.simulator.material import Material, read_material
from services.simulator.places import area_places
from services.simulator.telling import DemoReport, Teller

T = TypeVar("T")
SEED = 310114
USUAL_AREA = "310114102P03"
AREA_SCALE, OTHERS_SCALE = 1.6, 0.62
"""Times the calibrated rate: the area of the demo is a busy one."""
BATCH, HISTORY_BATCH = 500, 1000
SPARE_REPORTS = 1500
HUNG_UP_EVERY = 12
SET_UP_BEFORE = timedelta(hours=1)

Progress = Callable[[int, int], None]


class Made(Struct, frozen=True, kw_only=True):
    """What the demo district holds, and who plays in it: by part, the person, the account and the role."""

    area: str
    area_name: str
    now: datetime
    grids: int
    people: int
    history: int
    open: int
    closed_today: int
    cast: dict[str, Player]


class Maker:
    """Enters the demo district step by step; `now` is the aware moment that it ends at.

    The office should live by the `clock`: then every step of a case is recorded when it is said to have been taken.
    """

    def __init__(
        self, office: Office, reference: Reference, clock: StoryClock, *, seed: int, now: datetime, progress: Progress
    ) -> None:
        self._office = office
        self._reference = reference
        self._clock = clock
        self._seed = seed
        self._now = now.replace(microsecond=0)
        self._today = now.astimezone(SHANGHAI).date()
        self._progress = progress
        self._material: Material = read_material(RESOURCES)
        self._district: DemoDistrict = build_district(read_divisions(RESOURCES / "demo" / "divisions.csv"), seed=seed)
        self._years = tuple(year_of(self._district.grids[0].code, y) for y in range(now.year - 10, now.year + 2))
        self._calendar = WorkCalendar(self._years)
        self._register = Register(self._district, reference, self._now)

    def make(self, *, area: str = "", weeks: int = 104, other_weeks: int = 13) -> Made:
        """Everything: `weeks` of history for the chosen area, `other_weeks` for the others. Raises GRID_UNKNOWN."""
        chosen = self._area(area)
        forces = {node.code: self._forces(node) for node in self._district.level("area")}
        watch = Watch(self._district, chosen, forces[chosen.code], self._material.classes, self._now)
        mine = list(self._simulated(chosen, forces[chosen.code], weeks))
        queue, lived = self._planned(watch, mine)
        meeting = list(meeting_events(watch, self._office.world, self._reference))
        begins = min(*(planned.begins for planned in (*queue, *lived)), *(at for at, _ in meeting))
        self._clock.move(begins - SET_UP_BEFORE)
        self._enter_tree()
        people = self._enter_staff(forces, watch)
        history = self._enter_history(mine, lived, forces, chosen, other_weeks)
        self._tell(watch, queue, lived, meeting)
        return Made(
            area=chosen.code,
            area_name=chosen.name,
            now=self._now,
            grids=len(self._district.grids),
            people=people,
            history=history,
            open=len(queue),
            closed_today=len(lived),
            cast=demo_cast(self._district, chosen.code, forces[chosen.code], at=self._now),
        )

    def _area(self, code: str) -> DemoGrid:
        found = self._district.by_code.get(code or USUAL_AREA)
        if found is None or found.level != Level.AREA:
            raise Problem(Code.GRID_UNKNOWN, grid=code)
        return found

    def _forces(self, area: DemoGrid) -> AreaForces:
        return area_forces(self._district, area, words=self._material.words, seed=self._seed, today=self._today)

    def _simulated(self, area: DemoGrid, forces: AreaForces, weeks: int, scale: float = AREA_SCALE) -> Iterator[DemoIncident]:
        start = self._today - timedelta(days=self._today.weekday() + 7 * weeks)
        return simulate(
            self._district,
            area,
            start=start,
            weeks=weeks + 1,
            seed=self._seed,
            material=self._material,
            forces=forces,
            now=self._now,
            scale=scale,
            workday=self._calendar.is_workday,
        )

    def _planned(self, watch: Watch, mine: Sequence[DemoIncident]) -> tuple[list[Planned], list[Planned]]:
        """The open cases, and those closed today; reports for the queue are those still open, then new ones."""
        planner = Planner(self._reference.catalogue, self._reference.terms, self._calendar, seed=self._seed)
        queue = list(planner.queue(self._reports(watch.area, mine), area=watch.area.code, now=self._now))
        ended = [one for one in mine if one.closed_at is not None and one.closed_at.astimezone(SHANGHAI).date() == self._today]
        lived = []
        for number, one in enumerate(ended):
            if one.closed_at is None:
                continue
            marks = frozenset({Mark.HUNG_UP}) if number % HUNG_UP_EVERY == 1 else frozenset()
            lived.append(planner.lived(key(one.id), one, one.closed_at, marks=marks))
        return queue, lived

    def _reports(self, area: DemoGrid, mine: Sequence[DemoIncident]) -> Iterator[DemoReport]:
        """What the queue is filled from: the wanted classes, the simulated cases that are still open, new reports."""
        forces = self._forces(area)
        places = area_places(self._district, area, words=self._material.words, seed=self._seed)
        teller = Teller(self._material, places, forces)
        rng = np.random.default_rng([self._seed, 22])
        micros = self._district.micros(area.code)
        for slot in QUEUE:
            if slot.code:
                micro = micros[int(rng.integers(len(micros)))]
                yield teller.tell(self._material.classes[slot.code], micro, slot.source, rng.random(CHANCES).tolist())
        yield from (one for one in mine if one.closed_at is None)
        new = live(
            self._district,
            area,
            seed=self._seed,
            per_minute=1,
            material=self._material,
            forces=forces,
            on=self._today,
        )
        yield from islice(new, SPARE_REPORTS)

    def _enter_tree(self) -> None:
        grids = [grid_of(node) for node in self._district.grids]
        for part in parts(grids, BATCH):
            run_needed(self._office, EnterGrids(grids=part))
        for shapes in parts([outline_of(node) for node in self._district.grids if node.rings], BATCH):
            run_needed(self._office, EnterOutlines(outlines=shapes))
        run_needed(self._office, EnterCalendar(years=self._years))
        towns: Iterator[Grid] = (grid for grid in grids if grid.level is Level.TOWN)
        run_needed(self._office, EnterStaff(organisations=organisations(towns, self._reference)))

    def _enter_staff(self, forces: dict[str, AreaForces], watch: Watch) -> int:
        above = district_people(
            self._district,
            words=self._material.words,
            departments=tuple(self._reference.names["departments"]),
            seed=self._seed,
            today=self._today,
        )
        for command in self._register.enter_people(above):
            run_needed(self._office, command)
        for done, found in enumerate(forces.values(), start=1):
            for command in self._register.enter_people(found.people):
                run_needed(self._office, command)
            running = next((shift for shift in found.shifts if shift.starts <= self._now < shift.ends), None)
            ready = {force.id for force in found.forces} if found.area == watch.area.code else running.forces if running else ()
            run_needed(self._office, self._register.enter_forces(found, ready=ready))
            self._progress(done, len(forces))
        return len(above) + sum(len(found.people) for found in forces.values())

    def _enter_history(
        self,
        mine: Sequence[DemoIncident],
        lived: Sequence[Planned],
        forces: dict[str, AreaForces],
        chosen: DemoGrid,
        other_weeks: int,
    ) -> int:
        """The closed incidents but those that are lived through; the others' open ones are left out."""
        told = {planned.incident for planned in lived}
        closed = [one for one in mine if one.closed_at is not None and key(one.id) not in told]
        for node in self._district.level("area") if other_weeks else ():
            if node.code != chosen.code:
                others = self._simulated(node, forces[node.code], other_weeks, OTHERS_SCALE)
                closed += [one for one in others if one.closed_at is not None]
        names = {person.id: person.name for found in forces.values() for person in found.people}
        cases = list(past_cases(closed, names))
        done = 0
        for part in parts(cases, HISTORY_BATCH):
            run_needed(self._office, EnterHistory(cases=part))
            done += len(part)
            self._progress(done, len(cases))
        return len(cases)

    def _tell(
        self,
        watch: Watch,
        queue: Sequence[Planned],
        lived: Sequence[Planned],
        meeting: Sequence[tuple[datetime, Callable[[], Given]]],
    ) -> None:
        story = Story(self._office, self._clock, until=self._now)
        steps = Steps(watch, self._reference.catalogue, self._reference.terms, self._calendar)
        marks = Marks(watch, self._calendar)
        for turn, planned in enumerate((*queue, *lived)):
            story.add_steps((*steps.of(planned, turn=turn), *marks.of(planned, turn=turn)))
        for at, given in meeting:
            story.add(at, partial(story.give_later, given))
        for at, line in log_lines(watch):
            story.add(at, partial(story.give, line))
        for at, force in duty_calls(watch):
            story.add(at, partial(self._ask_duty, story, watch, force))
        story.tell(self._progress)

    def _ask_duty(self, story: Story, watch: Watch, force: str) -> None:
        given = told_duty(watch, force)
        if given is not None:
            story.give(given)


def demo_cast(district: DemoDistrict, area: str, forces: AreaForces, *, at: datetime) -> dict[str, Player]:
    """Who plays, by part: the officer on watch, his relief, a third for the second desk, deputy, chief and a field worker."""
    shift = next((s for s in forces.shifts if s.starts <= at < s.ends), None)
    officers = [person.id for person in forces.people if person.role == "duty_officer"]
    first = officers.index(shift.officers[0]) if shift is not None else 0
    turn = officers[first:] + officers[:first]
    by_id = {person.id: person for person in forces.people}
    role = {person.role: person.id for person in reversed(forces.people)}
    parts_ = {
        "officer": (turn[0], "R3", area),
        "relief": (turn[1], "R3", area),
        "second": (turn[2], "R3", area),
        "deputy": (role["area_deputy_chief"], "R4", area),
        "chief": (role["area_grid_chief"], "R5", area),
        "worker": (role["full_time_grid_worker"], "R1", by_id[role["full_time_grid_worker"]].grid),
    }
    return {
        part: Player(person=key(person), name=by_id[person].name, account=part, role=code, place=place)
        for part, (person, code, place) in parts_.items()
    }


def parts(rows: Sequence[T], size: int) -> Iterator[tuple[T, ...]]:
    """The rows in batches."""
    for start in range(0, len(rows), size):
        yield tuple(rows[start : start + size])


def utc_now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)
