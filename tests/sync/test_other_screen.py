"""A change at one desk is painted on the screen of the other, a real window in a process of its own, within a second."""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from app.commands.command import Command
from app.commands.dispatching import DispatchAtOnce
from app.commands.intake import Reclassify, ReportIncident
from app.domain.catalogue import UNMAPPED, Severity
from app.domain.incident import State
from app.domain.machine import Seen
from tests.support.central import CentralProcess
from tests.support.desk_words import Act, Begin, Close, Enrol, Give, Pull
from tests.support.district import MICRO, OFFICER, SECOND_OFFICER
from tests.support.processes import DeskProcess, Nursery, WindowProcess, entered
from tests.support.shift_work import new_id

GOAL_SECONDS = 1.0
BUSY_SECONDS = 6.0
"""The most a change may take where the tests share the machine; without a poke it would wait for a round, half a minute."""

CASES = 10
BEFORE = 30
WARMING_SECONDS = 40.0

pytestmark = [pytest.mark.xdist_group("processes"), pytest.mark.timeout(180), pytest.mark.window]

Record = Callable[[str, object], None]


@pytest.fixture
def one(district: CentralProcess, nursery: Nursery, tmp_path: Path) -> DeskProcess:
    """A desk without a window, with a list of cases that nobody has looked at."""
    desk = entered(nursery.start(tmp_path / "one", district.url), district, OFFICER)
    desk.ask(Begin())
    for number in range(BEFORE):
        desk.ask(Give(title=f"早先的事件 {number}"))
    return desk


@pytest.fixture
def window(district: CentralProcess, nursery: Nursery, tmp_path: Path) -> Iterator[WindowProcess]:
    """The other desk: the window, signed in and in step with the centre."""
    seat = nursery.start(tmp_path / "window", district.url)
    seat.ask(seat.open())
    seat.ask(Enrol(district.enrolment_code()))
    seat.ask(Pull())
    seat.ask(Close())
    shown = WindowProcess(seat.folder, SECOND_OFFICER, tmp_path / "window.log")
    shown.until("watching")
    yield shown
    assert shown.close() == 0


def given(desk: DeskProcess, command: Command) -> float:
    """Give a command; the moment before."""
    answer = desk.ask(Act(msgspec.Raw(msgspec.json.encode(command)))).value
    assert answer["kept"] is True
    return float(answer["at"])


def life_of_a_case(desk: DeskProcess, window: WindowProcess, title: str) -> list[float]:
    """Seconds from giving to painting: the case appears, its severity changes, it leaves the list of what waits."""
    case = new_id()
    began = given(desk, ReportIncident(incident=case, grid=MICRO, title=title, severity=Severity.URGENT))
    appeared = window.until("seen", case=case, title=title)["at"] - began
    regrade = Reclassify(
        incident=case,
        saw_class=UNMAPPED,
        saw_severity=Severity.URGENT,
        event_class="0104",
        severity=Severity.IMPORTANT,
        reason="核对现场后更正",
    )
    began = given(desk, regrade)
    changed = window.until("seen", case=case, severity=Severity.IMPORTANT.value)["at"] - began
    dispatch = DispatchAtOnce(
        incident=case,
        saw=Seen(state=State.REPORTED),
        event_class="0104",
        severity=Severity.IMPORTANT,
        force="f-squad",
        duplicates_reviewed=True,
    )
    began = given(desk, dispatch)
    left = window.until("gone", case=case)["at"] - began
    return [appeared, changed, left]


def test_a_change_is_on_the_other_screen_within_its_time(
    one: DeskProcess, window: WindowProcess, chance: random.Random, record_property: Record
) -> None:
    case = new_id()
    given(one, ReportIncident(incident=case, grid=MICRO, title="先到的一件", severity=Severity.URGENT))
    window.until("seen", WARMING_SECONDS, case=case)
    times: list[float] = []
    for number in range(CASES):
        times += life_of_a_case(one, window, f"路面塌陷 {number}")
        time.sleep(chance.uniform(0.0, 0.3))
    figures = {"p50": statistics.median(times), "max": max(times)}
    for name, seconds in figures.items():
        record_property(name, round(seconds, 3))
        sys.stdout.write(f"change to other screen, {len(times)} changes, {name} {seconds * 1000:.0f} ms\n")
    assert figures["p50"] < GOAL_SECONDS
    assert max(times) < (GOAL_SECONDS if os.environ.get("GRIDPLUS_TIMING") else BUSY_SECONDS)
