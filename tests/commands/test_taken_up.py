"""A case goes to the town by the word of the weekly meeting, as by an attempt at coordination (L-e)."""

from __future__ import annotations

from datetime import date

import pytest

from app.commands import decisions, leading, meetings
from app.domain.catalogue import Tier
from app.domain.incident import Entry, Verb
from app.domain.problems import Code, Problem
from tests.commands.desk import RuleDesk
from tests.support.district import AREA, CHIEF, DEPUTY, START

UP = leading.LeadUp(incident="i1", saw_tier=Tier.L2, measures="片区无力解决")


@pytest.fixture
def desk() -> RuleDesk:
    desk = RuleDesk()
    desk.filed()
    assert desk.case().tier is Tier.L2
    desk.does(DEPUTY, meetings.OpenMeeting(meeting="m1", area=AREA, week="2026-W46"))
    desk.does(DEPUTY, meetings.FreezeMeeting(meeting="m1"))
    desk.rings(meetings.PinPackage(package="k1", meeting="m1", cutoff=START, model="1", digest="d", body="{}"))
    return desk


def gives(desk: RuleDesk, *cases: str) -> None:
    day = date(2026, 11, 25)
    desk.does(
        DEPUTY, decisions.GiveAction(action="a1", meeting="m1", text="提请镇级牵头", owner="张磊", due=day, incidents=cases)
    )


def refused(desk: RuleDesk) -> Code:
    with pytest.raises(Problem) as caught:
        desk.does(CHIEF, UP)
    return caught.value.code


def test_an_action_of_a_meeting_that_was_held_leads_the_case_up(desk: RuleDesk) -> None:
    gives(desk, "i1")
    assert refused(desk) is Code.COORDINATION_MISSING, "the meeting has not been held"
    desk.does(DEPUTY, meetings.HoldMeeting(meeting="m1"))

    desk.does(CHIEF, UP)

    assert desk.case().tier is Tier.L3
    (line,) = [entry for entry in desk.world.find(Entry, incident="i1") if entry.verb is Verb.RAISED]
    assert (line.text, line.reason) == ("片区无力解决", leading.BY_MEETING)


def test_an_action_for_another_case_does_not(desk: RuleDesk) -> None:
    gives(desk, "i-other")
    desk.does(DEPUTY, meetings.HoldMeeting(meeting="m1"))

    assert refused(desk) is Code.COORDINATION_MISSING


def test_with_an_attempt_at_coordination_the_line_names_no_meeting(desk: RuleDesk) -> None:
    desk.does(DEPUTY, leading.Coordinate(incident="i1", text="现场会商"))
    desk.does(CHIEF, UP)

    (line,) = [entry for entry in desk.world.find(Entry, incident="i1") if entry.verb is Verb.RAISED]
    assert line.reason == ""
