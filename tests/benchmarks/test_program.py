"""The benchmark program itself: the rows that need no centre run, and say what they promise to say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from tests.benchmarks.figure import Figure, Goal, share
from tests.benchmarks.machine import Machine
from tests.benchmarks.report import Report
from tests.support.central import ROOT

QUIET = Machine(cores=2, python="3", qt="6", sqlite="3", system="Linux", load=0.1)


def figure(*ours: float, goal: Goal | None = None, floor: tuple[float, ...] = ()) -> Figure:
    return Figure(name="a thing", unit="ms", ours=ours, floor=floor, goal=goal)


@pytest.mark.parametrize(
    ("measured", "met"),
    [
        (figure(9, 10, 30, goal=Goal(10)), True),
        (figure(9, 11, 11, goal=Goal(10)), False),
        (figure(20, floor=(10,), goal=Goal(2, of_floor=True)), True),
        (figure(21, floor=(10,), goal=Goal(2, of_floor=True)), False),
        (figure(21, goal=Goal(2, of_floor=True)), False),
        (figure(21), None),
    ],
)
def test_a_goal_is_met_by_the_median_or_not(measured: Figure, met: bool | None) -> None:
    assert measured.met is met


def test_the_rank_of_a_share_is_of_a_value_that_was_measured() -> None:
    assert (share(range(1, 101), 0.99), share(range(1, 101), 0.5), share([7.0], 0.99)) == (99, 50, 7.0)


def test_a_missed_goal_and_a_busy_machine_stand_in_the_table() -> None:
    busy = msgspec.structs.replace(QUIET, load=1.5)
    lines = Report(machine=busy, records="none", figures=(figure(9, 11, 12, goal=Goal(10)),)).lines()
    assert "BUSY" in lines[0]
    assert "BUSY" not in QUIET.line()
    (row,) = [line for line in lines if line.startswith("a thing")]
    assert row.split() == ["a", "thing", "11.0", "(9.00-12.0)", "ms", "-", "-", "<=", "10.0", "ms", "NO", "-"]


@pytest.mark.window
def test_two_rows_are_measured_beside_their_floors(tmp_path: Path) -> None:
    out = tmp_path / "bench.json"
    command = [sys.executable, "-m", "tests.benchmarks", "recolour", "paper", "--turns", "1", "--out", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = msgspec.json.decode(out.read_bytes())
    found = {figure["name"]: figure for figure in told["figures"]}
    for name in ("recolour of 1,200 polygons", "PDF of the week, first in a process"):
        assert found[name]["ratio"] > 0
        assert isinstance(found[name]["met"], bool)
        assert name in done.stdout
    assert done.stdout.startswith(f"{told['machine']['cores']} cores")
