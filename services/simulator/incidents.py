"""Seeded histories and live streams of incidents for an area of the demo district.

The numbers follow `resources/demo/calibration.json`, fitted to real samples, and `assumptions.json`; the words
are invented. The same seed gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from zlib import crc32

import numpy as np
from msgspec.structs import asdict

from services.simulator.clock import LOCAL, OfficeClock, monday_to_friday
from services.simulator.district import DemoDistrict, DemoGrid
from services.simulator.draws import CAUSES, CHANCES, SOURCES, Draws, Odds, Real, climb, draw, odds
from services.simulator.forces import AreaForces, DemoForce
from services.simulator.material import DemoClass, Material
from services.simulator.places import area_places
from services.simulator.telling import CITIZEN_SOURCES, DemoReport, Teller

# How far through its life an open case is when it enters each state.
STAGES = (
    (0.04, "reported"),
    (0.08, "verifying"),
    (0.15, "filed"),
    (0.24, "dispatched"),
    (0.32, "accepted"),
    (0.82, "handling"),
    (0.93, "feedback"),
    (1.0, "checking"),
)
WITHOUT_HOLDER = frozenset({"reported", "verifying", "filed"})
SUSPENDED_SHARE, RETURNED_SHARE = 0.06, 0.05
LEAST_MINUTES = 3.0
STORM_LATE = 1.5  # times as often late as usual
OWN_UNIT_SHARE = 0.6  # of what the grid's own worker may handle alone


class DemoIncident(DemoReport, frozen=True, kw_only=True):
    """One incident of the history; times are UTC.

    `closed_at` is None while it is open; then `state` says how far it is and `on_time` is None until it is due.
    `holder` is a force, `handler` one of its members. `cause` says why the simulator made it, `repeat_of` which
    one it repeats.
    """

    id: str
    area: str
    occurred_at: datetime
    due_at: datetime
    closed_at: datetime | None
    on_time: bool | None
    state: str
    outcome: str | None
    holder: str
    handler: str
    cause: str
    repeat_of: str


class LiveReport(DemoReport, frozen=True, kw_only=True):
    """A report of the live stream, `after` seconds after the one before."""

    after: float


def simulate(
    district: DemoDistrict,
    area: DemoGrid,
    *,
    start: date,
    weeks: int,
    seed: int,
    material: Material,
    forces: AreaForces,
    now: datetime | None = None,
    scale: float = 1.0,
    workday: Callable[[date], bool] = monday_to_friday,
) -> Iterator[DemoIncident]:
    """The history of an area from local midnight of `start`, in order of time.

    `now` (aware, default: the end of the last week) ends it; what would have been closed later is still open.
    `scale` multiplies the calibrated rate, about nine incidents a week for each community. `workday` says on
    which days people work.
    """
    midnight = datetime(start.year, start.month, start.day, tzinfo=LOCAL).astimezone(UTC)
    end = min(now or midnight + timedelta(weeks=weeks), midnight + timedelta(weeks=weeks))
    tables = odds(district, area, material=material, seed=seed, scale=scale)
    draws = draw(tables, material=material, start=start, weeks=weeks, workday=workday, seed=seed, area=area.code, scale=scale)
    clock = OfficeClock(start, start + timedelta(weeks=weeks), workday=workday)
    teller = Teller(material, area_places(district, area, words=material.words, seed=seed), forces)
    author = _Author(area, tables, material, forces, clock, teller, end)
    parts = _parts(draws, tables, material, seed=seed, area=area.code)
    for row in range(len(draws.minute)):
        occurred = midnight + timedelta(minutes=int(draws.minute[row]))
        if occurred > end:
            return
        yield author.write(draws, row, occurred, float(parts[row]))


def live(
    district: DemoDistrict,
    area: DemoGrid,
    *,
    seed: int,
    per_minute: float,
    material: Material,
    forces: AreaForces,
    on: date,
) -> Iterator[LiveReport]:
    """Endless new reports with the mix of the month of `on`, at random distances; citizens speak as on the
    telephone.
    """
    rng = np.random.default_rng([seed, 10, crc32(area.code.encode())])
    tables = odds(district, area, material=material, seed=seed)
    teller = Teller(material, area_places(district, area, words=material.words, seed=seed), forces)
    while True:
        code = _one(tables.month[on.month - 1], rng)
        source = SOURCES[_one(tables.source[code], rng)]
        micro = tables.micros[_one(tables.micro[code], rng)]
        event = material.classes[tables.codes[code]]
        report = teller.tell(event, micro, source, rng.random(CHANCES).tolist(), call=source in CITIZEN_SOURCES)
        yield LiveReport(after=round(float(rng.exponential(60 / per_minute)), 3), **asdict(report))


class _Author:
    """Writes the incidents of one area, row by row."""

    def __init__(
        self,
        area: DemoGrid,
        tables: Odds,
        material: Material,
        forces: AreaForces,
        clock: OfficeClock,
        teller: Teller,
        end: datetime,
    ) -> None:
        self._area = area
        self._tables = tables
        self._material = material
        self._clock = clock
        self._teller = teller
        self._end = end
        self._fit = {code: _fitting(material.classes[code], forces.forces) for code in tables.codes}
        self._worker = {force.grid: force for force in forces.forces if force.trade == "full_time_worker"}

    def write(self, draws: Draws, row: int, occurred: datetime, part: float) -> DemoIncident:
        event = self._material.classes[self._tables.codes[draws.code[row]]]
        micro = self._tables.micros[draws.micro[row]]
        source = SOURCES[draws.source[row]]
        chances = draws.chances[row].tolist()
        report = self._teller.tell(event, micro, source, chances, again=draws.parent[row] >= 0)
        due = self._clock.due(occurred, event.limit)
        done = self._clock.due(occurred, event.limit, part=part)
        done = max(done, occurred + timedelta(minutes=LEAST_MINUTES)).replace(microsecond=0)
        closed = done if done <= self._end else None
        state = "closed" if closed else _stage((self._end - occurred) / (done - occurred), chances[-1])
        holder = None if state in WITHOUT_HOLDER else self._holder(event, micro, source, chances[-2])
        parent = int(draws.parent[row])
        return DemoIncident(
            id=self._number(row),
            area=self._area.code,
            occurred_at=occurred,
            due_at=due,
            closed_at=closed,
            on_time=closed <= due if closed else None if due > self._end else False,
            state=state,
            outcome=self._outcome(chances[-1]) if closed else None,
            holder=holder.id if holder else "",
            handler=holder.members[int(chances[-3] * len(holder.members))] if holder else "",
            cause=CAUSES[draws.cause[row]],
            repeat_of=self._number(parent) if parent >= 0 else "",
            **asdict(report),
        )

    def _number(self, row: int) -> str:
        return f"{self._area.code}/incident/{row + 1:06d}"

    def _holder(self, event: DemoClass, micro: DemoGrid, source: str, chance: float) -> DemoForce:
        worker = self._worker.get(micro.parent)
        if worker and event.level == "L1" and source == "patrol" and chance < OWN_UNIT_SHARE:
            return worker
        fitting = self._fit[event.code]
        return fitting[int(len(fitting) * chance**2)]

    def _outcome(self, chance: float) -> str:
        for outcome, share in self._material.assumptions.outcomes.items():
            chance -= share
            if chance < 0:
                return outcome
        return "solved"


def _fitting(event: DemoClass, forces: Sequence[DemoForce]) -> tuple[DemoForce, ...]:
    """Forces that can do it, the best first: the department's own, then by skills; the grid's own where
    nobody can.
    """
    wanted = set(event.skills)
    able = [force for force in forces if wanted & set(force.skills)] or [force for force in forces if force.source == "own"]
    return tuple(
        sorted(able, key=lambda f: (f.employer != (event.department or "-"), -len(wanted & set(f.skills)), f.size, f.id))
    )


def _parts(draws: Draws, tables: Odds, material: Material, *, seed: int, area: str) -> Real:
    """Closing time of each row as a part of its limit; above 1 it is late."""
    rng = np.random.default_rng([seed, 11, crc32(area.encode())])
    fits = {fit.code: fit for fit in material.calibration.classes}
    usual = float(np.average([fit.late for fit in fits.values()], weights=[fit.rows for fit in fits.values()]))
    late = np.array([fits[code].late if code in fits else usual for code in tables.codes])[draws.code]
    late = np.where(draws.cause == CAUSES.index("storm"), late * STORM_LATE, late)
    chance = rng.random(len(late))
    parts = np.minimum(climb(material.calibration.ratio, chance), 1.0)
    for place, code in enumerate(tables.codes):
        ladder = fits[code].ratio if code in fits else None
        if ladder is not None:
            rows = draws.code == place
            parts[rows] = np.minimum(climb(ladder, chance[rows]), 1.0)
    grid = np.linspace(0, 1, 1001)
    reach = float(np.searchsorted(climb(material.calibration.overshoot, grid), material.assumptions.longest_overshoot)) / 1000
    return np.where(rng.random(len(late)) < late, 1 + climb(material.calibration.overshoot, chance * min(reach, 1.0)), parts)


def _stage(age: float, chance: float) -> str:
    state = next(state for until, state in STAGES if age <= until)
    if state == "handling" and chance < SUSPENDED_SHARE:
        return "suspended"
    if state in ("dispatched", "accepted", "handling") and chance > 1 - RETURNED_SHARE:
        return "returned"
    return state


def _one(row: Real, rng: np.random.Generator) -> int:
    return int((row <= rng.random()).sum())
