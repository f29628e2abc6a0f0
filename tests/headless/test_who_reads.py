"""Who sees cases at a seat, and which areas a seat has in view: a real centre, a town's seat of two areas, the district's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from app.commands.entering import EnterGrids, EnterStaff
from app.domain.grid import Grid, Level
from app.domain.people import Appointment, Person, Role
from tests.headless.conftest import TakeSeat
from tests.headless.line import Line
from tests.support.central import CentralProcess
from tests.support.district import AREA, CHIEF, DISTRICT, LONG_AGO, MICRO, OFFICER, OTHER_AREA, TOWN, TOWN_CHIEF

SECOND = "310114102P04"
SECOND_UNIT = "310114102002001"
SUPERVISED = "区里盯着的"
WEEK = ("--week", "2026-W40")
AUDITOR, FOURTH, SUPERVISOR = "p-auditor", "p-fourth", "p-district"
OF_THE_TEST = {
    AUDITOR: (Role.AUDITOR, TOWN),
    FOURTH: (Role.DUTY, SECOND),
    SUPERVISOR: (Role.DISTRICT, DISTRICT),
}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CentralProcess]:
    """A centre whose town has two areas."""
    made = CentralProcess(tmp_path_factory.mktemp("town") / "central").populate()
    grids = (
        Grid(id=SECOND, name="南翔镇第四片区", level=Level.AREA, parent=TOWN),
        Grid(id=SECOND_UNIT, name="永乐社区", level=Level.UNIT, parent=SECOND),
    )
    people = tuple(
        Person(id=person, town="" if place == DISTRICT else TOWN, name=person) for person, (_, place) in OF_THE_TEST.items()
    )
    appointments = tuple(
        Appointment(
            id=f"a-{person}",
            town="" if place == DISTRICT else TOWN,
            area=place if place == SECOND else "",
            person=person,
            role=role,
            place=place,
            since=LONG_AGO,
        )
        for person, (role, place) in OF_THE_TEST.items()
    )
    with made.office() as office:
        office.require(EnterGrids(grids=grids))
        office.require(EnterStaff(people=people, appointments=appointments))
    made.accounts(*OF_THE_TEST)
    yield made.start()
    made.stop()


def titles(line: Line, *words: str) -> list[str]:
    return sorted(row["title"] for row in line("queue", *words, "--json").value)


def test_a_seat_of_the_town_sees_all_its_areas_one_at_a_time_and_what_is_led_up_to_it_always(
    town: CentralProcess, take_seat: TakeSeat
) -> None:
    line = take_seat(town, place=TOWN)
    assert line.report("第三片区的路灯").code == 0
    line.sign_in(FOURTH)
    assert titles(line) == [], "without a word it is the first area that he may read"
    there = {"grid": SECOND_UNIT, "event_class": "0502"}
    assert line.report("第四片区的纸屑", **there).code == 0
    assert line.report("第四片区的塌陷", **there, severity="critical", public_safety=True).code == 0

    line.sign_in(TOWN_CHIEF)
    assert line("sync").code == 0

    seen = set(titles(line))
    assert {"第三片区的路灯", "第四片区的塌陷"} <= seen
    assert "第四片区的纸屑" not in seen, "of the other area only what is led up to the town"
    assert titles(line, "--area", SECOND) == ["第四片区的塌陷", "第四片区的纸屑"]
    rows = {row["title"]: row["grid_name"] for row in line("queue", "--json").value}
    assert rows["第四片区的塌陷"] == "南翔镇第四片区 永乐社区"
    assert [row["id"] for row in line("tree", "--area", SECOND, "--json").value] == [SECOND, SECOND_UNIT]
    assert line("weekly", *WEEK, "--area", SECOND, "--json").value["area"] == SECOND


def test_who_reads_one_area_of_the_town_sees_nothing_of_the_other(town: CentralProcess, take_seat: TakeSeat) -> None:
    line = take_seat(town, place=TOWN)
    line.sign_in(FOURTH)

    assert {row["area"] for row in line("queue", "--json").value} <= {SECOND}
    code, chinese, english = line.both("queue", "--area", AREA)

    assert (code, chinese) == (3, f"你在南翔镇第三片区没有查看事件的权限；需要时请找：{CHIEF.upper()}〔1022〕")
    assert english.endswith("[1022]")


@pytest.mark.parametrize("verb", [("queue",), ("tree",), ("refusals",), ("weekly", *WEEK), ("print", *WEEK, "--out", "x.pdf")])
def test_an_auditor_sees_no_cases_at_any_seat(town: CentralProcess, take_seat: TakeSeat, verb: tuple[str, ...]) -> None:
    line = take_seat(town)
    line.sign_in(AUDITOR)

    said = line(*verb)

    assert (said.code, said.out) == (3, "")
    assert "1022" in said.err
    assert not Path("x.pdf").exists()
    assert line("roster").code == 0, "forces are no cases"


def test_an_auditor_finds_no_cases_by_searching_either(town: CentralProcess, take_seat: TakeSeat) -> None:
    line = take_seat(town)
    assert line.report("井盖缺失，要找的").code == 0
    assert line("sync").code == 0
    assert [row["title"] for row in line("queue", "--json").value].count("井盖缺失，要找的") == 1

    line.sign_in(AUDITOR)

    assert line("search", "井盖缺失", "--json").value["rows"] == []


def test_an_area_that_the_seat_does_not_serve_is_bad_usage(town: CentralProcess, take_seat: TakeSeat) -> None:
    line = take_seat(town)
    code, chinese, english = line.both("queue", "--area", SECOND)
    assert (code, chinese) == (2, f"这台席位不服务片区 {SECOND}，服务的有：{AREA}〔1023〕")
    assert english.endswith("[1023]")


def test_a_seat_of_the_district_has_every_area_and_supervises(town: CentralProcess, take_seat: TakeSeat) -> None:
    line = take_seat(town, place=DISTRICT, name="district")
    line.sign_in(OFFICER)
    said = line.report(SUPERVISED, grid=MICRO)
    assert said.code == 0
    incident = said.value["command"]["incident"]
    line.sign_in(SUPERVISOR)
    assert line("sync").code == 0

    assert SUPERVISED in titles(line, "--area", AREA)
    for area in (SECOND, OTHER_AREA):
        assert line("tree", "--area", area).code == 0
    deadline = datetime(2030, 1, 1, tzinfo=UTC).isoformat()
    case = next(row for row in line("queue", "--area", AREA, "--json").value if row["id"] == incident)
    saw = {"state": case["state"]}
    fields = {"incident": incident, "saw": saw, "deadline": deadline, "demand": "本周内办结"}
    done = line("do", "Supervise", "--area", AREA, "--json", msgspec.json.encode(fields).decode())

    assert (done.code, done.err) == (0, "")
    assert {row["id"]: row["supervised"] for row in line("queue", "--area", AREA, "--json").value}[incident]
