"""The weekly workspace: which weeks there are, what may be done next and by whom, and the list behind every number."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from app.analysis.figures import ActionsBehind, Days, IncidentsBehind
from app.analysis.weekly import WeeklyPackage
from app.desk.meeting import actions_behind, cases_behind, chosen_panels, invited, weeks
from app.desk.ports import LinkState
from app.domain.grid import Grid, Level
from app.domain.meeting import Progress, Stage
from app.domain.people import Office, Person, Posting
from app.domain.problems import Code
from app.domain.record import Put
from tests.desk.conftest import Shows
from tests.desk.weeks import WEEK, TrialFigures, held_meeting
from tests.support.builders import AREA, CHIEF, DEPUTY, LONG_AGO, NOW, OFFICER, TOWN, Day, unit
from tests.support.desk import REFERENCE, DictCache, SteadyClock


def test_weeks_are_offered_newest_first_with_the_stage_of_their_meeting(area: Day, package: WeeklyPackage) -> None:
    area.world.apply(tuple(Put(record) for record in held_meeting(package)))
    found = weeks(DictCache(area.world, SteadyClock(NOW)), AREA, now=NOW, back=3)
    assert [(row.week, row.over, row.stage) for row in found] == [
        ("2026-W47", False, None),
        (WEEK, True, Stage.HELD),
        ("2026-W45", True, None),
        ("2026-W44", True, None),
    ]
    assert (found[1].first_day.isoformat(), found[1].last_day.isoformat()) == ("2026-11-09", "2026-11-15")


def test_a_week_without_a_meeting_can_be_opened_by_the_deputy_alone(shows: Shows) -> None:
    (act,) = shows().acts
    assert (act.command, act.locked) == ("OpenMeeting", 0)
    assert shows(person=OFFICER).acts[0].locked == Code.NOT_ALLOWED.value
    assert shows(person="").acts[0].locked == Code.NOT_SIGNED_IN.value


def test_figures_are_frozen_only_while_the_centre_is_there(shows: Shows, package: WeeklyPackage) -> None:
    preparing = held_meeting(package, stage=Stage.PREPARING, package="")[1:2]
    assert [(a.command, a.locked) for a in shows(preparing).acts] == [("FreezeMeeting", 0)]
    assert shows(preparing, link=LinkState.OFFLINE).acts[0].locked == Code.NEEDS_CENTRAL.value


def test_nothing_is_offered_while_the_centre_freezes(shows: Shows, package: WeeklyPackage) -> None:
    found = shows(held_meeting(package, stage=Stage.FREEZING, package="")[1:2])
    assert (found.acts, found.package) == ((), None)


@pytest.mark.parametrize(
    ("stage", "person", "command", "locked"),
    [
        (Stage.FROZEN, DEPUTY, "HoldMeeting", 0),
        (Stage.HELD, DEPUTY, "DraftMinutes", 0),
        (Stage.DRAFTED, DEPUTY, "CheckMinutes", Code.CHECKER_IS_DRAFTER),
        (Stage.DRAFTED, OFFICER, "CheckMinutes", 0),
        (Stage.CHECKED, DEPUTY, "IssueMinutes", Code.GRANT_NOT_HELD),
        (Stage.CHECKED, OFFICER, "IssueMinutes", Code.NOT_ALLOWED),
        (Stage.CHECKED, CHIEF, "IssueMinutes", 0),
        (Stage.ISSUED, DEPUTY, "FileMeeting", 0),
    ],
)
def test_the_next_act_is_open_to_whom_it_belongs(
    shows: Shows, package: WeeklyPackage, stage: Stage, person: str, command: str, locked: int
) -> None:
    found = shows(held_meeting(package, stage=stage, drafted_by=DEPUTY), person=person)
    assert (found.acts[0].command, found.acts[0].locked) == (command, int(locked))


def test_issued_minutes_take_no_more_lines(shows: Shows, package: WeeklyPackage) -> None:
    assert shows(held_meeting(package)).writable.locked == 0
    found = shows(held_meeting(package, stage=Stage.ISSUED))
    assert (found.is_issued, found.writable.locked) == (True, Code.MINUTES_ISSUED.value)


def test_checked_minutes_take_no_line_that_nobody_has_checked(shows: Shows, package: WeeklyPackage) -> None:
    found = shows(held_meeting(package, stage=Stage.CHECKED))
    assert found.writable.locked == Code.MEETING_STATE.value
    assert [act.command for act in found.acts] == ["IssueMinutes", "DraftMinutes"]


def test_no_panel_at_all_can_be_chosen(shows: Shows, package: WeeklyPackage) -> None:
    assert chosen_panels(shows(held_meeting(package, panels=("volume",))).meeting) == ("volume",)
    assert chosen_panels(shows(held_meeting(package, panels=())).meeting) == ()
    assert chosen_panels(None) == ()


def test_the_meeting_looks_at_all_actions_of_the_last_one_and_what_is_still_open(shows: Shows) -> None:
    found = shows()
    assert [(a.no, a.progress) for a in found.reviewed] == [
        (2, Progress.OPEN),
        (3, Progress.DONE),
        (4, Progress.DOING),
        (1, Progress.VERIFIED),
    ]


def test_the_frozen_package_comes_with_its_meeting(shows: Shows, package: WeeklyPackage) -> None:
    found = shows(held_meeting(package))
    assert found.package == package
    assert found.area_name == "南翔镇第三片区"
    assert found.town_name == "南翔镇"
    assert found.numbers["s-2026-W46-001"].endswith("-001")


def test_cases_reported_after_the_freeze_are_counted_beside_it(shows: Shows, area: Day, package: WeeklyPackage) -> None:
    assert shows(held_meeting(package)).late == 0
    case = area.found("s-2026-W46-001")
    late = replace(case, id="late", reported_at=NOW)
    assert shows([late]).late == 1
    assert shows([replace(late, id="drill", drill=True)]).late == 1


def test_a_number_opens_exactly_as_many_cases_as_it_says(area: Day, figures: TrialFigures, package: WeeklyPackage) -> None:
    cache = DictCache(area.world, SteadyClock(NOW))
    spoil = IncidentsBehind(units=(unit("惠平"),), classes=("2121",), occurred=Days(package.first_day, package.last_day))
    found = cases_behind(cache, figures, package, spoil, counted=30)
    assert len(found.rows) == found.counted == 30
    assert {row.event_class for row in found.rows} == {"2121"}
    assert [row.since for row in found.rows] == sorted(row.since for row in found.rows)


def test_the_list_behind_an_action_count_comes_from_the_package(package: WeeklyPackage) -> None:
    late = actions_behind(package, ActionsBehind(reviews=("overdue",)))
    assert [row.text for row in late] == ["德园路菜场后门加装围挡与监控"]
    assert len(actions_behind(package, ActionsBehind())) == 4
    assert actions_behind(package, ActionsBehind(carried_from=1)) == ()


def test_those_who_lead_are_invited(area: Day) -> None:
    area.world.apply(
        (
            Put(Person(id="p-he", town=TOWN, area=AREA, name="何勇")),
            Put(
                Posting(
                    id="t-1", town=TOWN, area=AREA, grid=unit("华猗"), person="p-he", office=Office.UNIT_CHIEF, since=LONG_AGO
                )
            ),
            Put(
                Posting(
                    id="t-0",
                    town=TOWN,
                    area=AREA,
                    grid=unit("金通"),
                    person=OFFICER,
                    office=Office.UNIT_CHIEF,
                    since=LONG_AGO,
                    until=NOW,
                )
            ),
            Put(Grid(id="x", name="x", level=Level.MICRO)),
        )
    )
    found = invited(DictCache(area.world, SteadyClock(NOW)), AREA, reference=REFERENCE, now=NOW)
    assert [(one.name, one.post) for one in found] == [("周建国", "片区网格长"), ("何勇", "村居网格长")]
