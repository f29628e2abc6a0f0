"""The weekly meeting from preparation to issue, and the actions it leaves."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from app.commands import Order, decisions, meetings, minutes
from app.commands.command import Command
from app.contract.codec import decode_order, encode_order
from app.domain.delegation import Grant, Lent
from app.domain.meeting import ActionItem, AgendaPoint, Attendee, Decision, Meeting, Package, Progress, Stage
from app.domain.minutes import minutes_digest, printed
from app.domain.people import Role
from app.domain.problems import Code, Problem
from app.domain.record import Put
from app.headless.filling import filled
from tests.commands.desk import RuleDesk
from tests.support.district import AREA, CHIEF, DEPUTY, LONG_AGO, OFFICER, START, TOWN

WEEK = "2026-W46"


@pytest.fixture
def desk() -> RuleDesk:
    desk = RuleDesk()
    desk.does(DEPUTY, meetings.OpenMeeting(meeting="m1", area=AREA, week=WEEK))
    return desk


def refused(desk: RuleDesk, person: str, command: Command, **circumstances: Any) -> Code:
    with pytest.raises(Problem) as caught:
        desk.does(person, command, **circumstances)
    return caught.value.code


def meeting(desk: RuleDesk, key: str = "m1") -> Meeting:
    held = desk.world.get(Meeting, key)
    assert held is not None
    return held


def frozen(desk: RuleDesk) -> None:
    desk.does(DEPUTY, meetings.FreezeMeeting(meeting="m1"))
    pin = meetings.PinPackage(package="k1", meeting="m1", cutoff=START, model="1", digest="d", body="{}")
    desk.rings(pin)


def drafted(desk: RuleDesk) -> None:
    frozen(desk)
    desk.does(DEPUTY, meetings.HoldMeeting(meeting="m1", attendees=(Attendee(name="张某", post="副网格长"),)))
    desk.does(DEPUTY, minutes.DraftMinutes(meeting="m1", title="研究飞线充电整治等工作"))


def test_the_desk_checks_minutes_and_does_not_draft_them(desk: RuleDesk) -> None:
    drafted(desk)
    assert refused(desk, OFFICER, minutes.DraftMinutes(meeting="m1", title="改题")) is Code.NOT_ALLOWED
    desk.does(OFFICER, minutes.CheckMinutes(meeting="m1"))


def issuing(desk: RuleDesk) -> minutes.IssueMinutes:
    """The minutes issued as they are seen now."""
    return minutes.IssueMinutes(meeting="m1", digest=minutes_digest(meeting(desk), desk.world))


def issued(desk: RuleDesk) -> Meeting:
    """The meeting of the week issued, with a decision and an action of its own and one carried over from the week before."""
    desk.does(DEPUTY, meetings.OpenMeeting(meeting="m0", area=AREA, week="2026-W45"))
    give = decisions.GiveAction(action="a0", meeting="m0", text="夜查", owner="李某", due=date(2026, 11, 14))
    desk.does(DEPUTY, give)
    frozen(desk)
    desk.does(DEPUTY, meetings.HoldMeeting(meeting="m1"))
    desk.does(DEPUTY, decisions.Decide(decision="d1", meeting="m1", heading="开展飞线充电整治"))
    desk.does(DEPUTY, replace(give, action="a1", meeting="m1", text="逐层排查"))
    desk.does(DEPUTY, minutes.DraftMinutes(meeting="m1", title="研究飞线充电整治等工作"))
    desk.does(OFFICER, minutes.CheckMinutes(meeting="m1"))
    desk.does(CHIEF, issuing(desk))
    return meeting(desk)


def listed(desk: RuleDesk) -> list[str]:
    """The table of actions as the minutes print it."""
    return [row.text for row in printed(meeting(desk), desk.world).actions]


def test_figures_are_frozen_by_the_centre_for_a_week_that_is_over(desk: RuleDesk) -> None:
    frozen(desk)
    assert (meeting(desk).stage, meeting(desk).package) == (Stage.FROZEN, "k1")
    assert desk.world.get(Package, "k1") is not None
    desk.does(DEPUTY, meetings.OpenMeeting(meeting="m2", area=AREA, week="2026-W47"))
    assert refused(desk, DEPUTY, meetings.FreezeMeeting(meeting="m2")) is Code.WEEK_NOT_OVER


def test_a_week_has_one_meeting_and_must_exist(desk: RuleDesk) -> None:
    assert refused(desk, DEPUTY, meetings.OpenMeeting(meeting="m2", area=AREA, week=WEEK)) is Code.MEETING_EXISTS
    assert refused(desk, DEPUTY, meetings.OpenMeeting(meeting="m2", area=AREA, week="2026-W60")) is Code.WEEK_UNKNOWN


def test_only_the_deputy_opens_and_freezes(desk: RuleDesk) -> None:
    assert refused(desk, OFFICER, meetings.FreezeMeeting(meeting="m1")) is Code.NOT_ALLOWED


def test_minutes_pass_four_eyes_and_the_leaders_pen(desk: RuleDesk) -> None:
    drafted(desk)
    assert refused(desk, DEPUTY, minutes.CheckMinutes(meeting="m1")) is Code.CHECKER_IS_DRAFTER
    desk.does(OFFICER, minutes.CheckMinutes(meeting="m1"))
    issue = issuing(desk)
    assert refused(desk, DEPUTY, issue) is Code.GRANT_NOT_HELD
    desk.does(CHIEF, issue)
    assert (meeting(desk).stage, meeting(desk).digest) == (Stage.ISSUED, issue.digest)
    late = decisions.Decide(decision="d9", meeting="m1", heading="补一条")
    assert refused(desk, DEPUTY, late) is Code.MINUTES_ISSUED


def test_the_deputy_issues_by_delegation(desk: RuleDesk) -> None:
    drafted(desk)
    desk.does(OFFICER, minutes.CheckMinutes(meeting="m1"))
    loan = Grant(
        id="g-m",
        town=TOWN,
        area=AREA,
        grid=AREA,
        giver=CHIEF,
        receiver=Role.AREA_DEPUTY,
        acts=(Lent.ISSUE_MINUTES,),
        since=LONG_AGO,
    )
    desk.world.apply((Put(loan),))
    desk.does(DEPUTY, issuing(desk))
    assert meeting(desk).issued_by == DEPUTY


def test_a_new_draft_must_be_checked_again(desk: RuleDesk) -> None:
    drafted(desk)
    desk.does(OFFICER, minutes.CheckMinutes(meeting="m1"))
    desk.does(DEPUTY, minutes.DraftMinutes(meeting="m1", title="改题"))
    assert (meeting(desk).stage, meeting(desk).checked_by) == (Stage.DRAFTED, "")


def test_decisions_and_actions_are_numbered_in_the_room(desk: RuleDesk) -> None:
    frozen(desk)
    desk.does(DEPUTY, decisions.Decide(decision="d1", meeting="m1", heading="开展飞线充电整治"))
    desk.does(OFFICER, decisions.Decide(decision="d2", meeting="m1", heading="规范沿街秩序"))
    for key in ("a1", "a2"):
        desk.does(
            OFFICER,
            decisions.GiveAction(action=key, meeting="m1", text="逐层排查", owner="李某", due=date(2026, 11, 21)),
        )
    assert [d.no for d in desk.world.find(Decision, meeting="m1")] == [1, 2]
    assert [a.no for a in desk.world.find(ActionItem, meeting="m1")] == [1, 2]


def test_an_open_action_is_carried_to_the_next_week(desk: RuleDesk) -> None:
    frozen(desk)
    give = decisions.GiveAction(action="a1", meeting="m1", text="夜查", owner="李某", due=date(2026, 11, 21))
    desk.does(OFFICER, give)
    desk.clock.pass_(days=7)
    desk.does(DEPUTY, meetings.OpenMeeting(meeting="m2", area=AREA, week="2026-W47"))
    carried = desk.world.get(ActionItem, "a1")
    assert carried is not None
    assert carried.carried == 1
    assert meeting(desk, "m2").agenda == (AgendaPoint(title="检查上次行动项：夜查（李某）", minutes=5, panel="actions"),)


def test_the_first_point_names_the_actions_that_are_due_first_and_counts_the_rest(desk: RuleDesk) -> None:
    frozen(desk)
    for number in range(1, 6):
        give = decisions.GiveAction(
            action=f"a{number}", meeting="m1", text=f"事项{number}", owner="李某", due=date(2026, 11, 30 - number)
        )
        desk.does(OFFICER, give)
    cancel = decisions.AdvanceAction(action="a5", saw=Progress.OPEN, progress=Progress.CANCELLED)
    desk.does(DEPUTY, cancel)
    wanted = (AgendaPoint(title="上次决定", panel="actions"), AgendaPoint(title="高发点位", minutes=10, panel="heat"))

    desk.does(DEPUTY, meetings.OpenMeeting(meeting="m2", area=AREA, week="2026-W47", agenda=wanted))

    first, second = meeting(desk, "m2").agenda
    assert first.title == "检查上次行动项：事项4（李某）；事项3（李某）；事项2（李某）等4项"
    assert (first.minutes, second) == (8, wanted[1])


def test_without_open_actions_the_run_sheet_is_as_wanted(desk: RuleDesk) -> None:
    assert meeting(desk).agenda == ()


def test_an_action_is_done_with_evidence_and_from_what_was_seen(desk: RuleDesk) -> None:
    frozen(desk)
    give = decisions.GiveAction(action="a1", meeting="m1", text="夜查", owner="李某", due=date(2026, 11, 21))
    desk.does(OFFICER, give)
    bare = decisions.AdvanceAction(action="a1", saw=Progress.OPEN, progress=Progress.DONE)
    assert refused(desk, OFFICER, bare) is Code.FIELD_MISSING
    desk.does(OFFICER, decisions.AdvanceAction(action="a1", saw=Progress.OPEN, progress=Progress.DONE, evidence="照片 3 张"))
    stale = decisions.AdvanceAction(action="a1", saw=Progress.OPEN, progress=Progress.CANCELLED)
    assert refused(desk, OFFICER, stale) is Code.RECORD_CHANGED


def test_pinning_twice_keeps_the_first_package(desk: RuleDesk) -> None:
    frozen(desk)
    desk.clock.pass_(minutes=5)
    again = meetings.PinPackage(package="k2", meeting="m1", cutoff=START + timedelta(hours=1), model="1", digest="e", body="{}")
    desk.rings(again)
    assert meeting(desk).package == "k1"


def test_what_changes_after_the_check_must_be_checked_again(desk: RuleDesk) -> None:
    late = (
        decisions.Decide(decision="d1", meeting="m1", heading="补一条"),
        decisions.GiveAction(action="a1", meeting="m1", text="夜查", owner="李某", due=date(2026, 11, 21)),
        meetings.HoldMeeting(meeting="m1", attendees=(Attendee(name="王某"),)),
        decisions.Renumber(meeting="m1", decisions=("d1",)),
    )
    drafted(desk)
    for change in late:
        desk.does(OFFICER, minutes.CheckMinutes(meeting="m1"))
        desk.does(DEPUTY, change)
        assert (meeting(desk).stage, meeting(desk).checked_by) == (Stage.DRAFTED, "")
        assert refused(desk, CHIEF, minutes.IssueMinutes(meeting="m1")) is Code.MEETING_STATE


def test_a_list_not_given_stays_and_an_empty_one_empties_it(desk: RuleDesk) -> None:
    frozen(desk)
    desk.does(DEPUTY, meetings.HoldMeeting(meeting="m1", attendees=(Attendee(name="张某"),), panels=("volume", "heat")))
    desk.does(DEPUTY, meetings.HoldMeeting(meeting="m1", chair_name="周某"))
    assert ([one.name for one in meeting(desk).attendees], meeting(desk).panels) == (["张某"], ("volume", "heat"))
    desk.does(DEPUTY, meetings.HoldMeeting(meeting="m1", attendees=()))
    assert (meeting(desk).attendees, meeting(desk).panels) == ((), ("volume", "heat"))
    desk.does(DEPUTY, minutes.DraftMinutes(meeting="m1", title="例会"))
    assert meeting(desk).panels == ("volume", "heat")
    desk.does(DEPUTY, minutes.DraftMinutes(meeting="m1", title="例会", panels=()))
    assert meeting(desk).panels == ()


@pytest.mark.parametrize("lists", [{}, {"panels": (), "attendees": ()}], ids=["not given", "empty"])
def test_lists_arrive_as_they_were_given(lists: dict[str, Any]) -> None:
    command = meetings.HoldMeeting(meeting="m1", **lists)
    order = Order(id="o-1", author=DEPUTY, area=AREA, occurred_at=START, command=command)
    assert decode_order(encode_order(order)) == order


def test_issued_minutes_stay_as_they_were_whatever_becomes_of_their_actions(desk: RuleDesk) -> None:
    before = issued(desk)
    assert listed(desk) == ["逐层排查", "夜查"]
    for key in ("a0", "a1"):
        desk.does(DEPUTY, decisions.AdvanceAction(action=key, saw=Progress.OPEN, progress=Progress.CANCELLED))
    late = decisions.GiveAction(action="a9", meeting="m0", text="补一项", owner="李某", due=date(2026, 11, 13))
    desk.does(DEPUTY, late)
    assert listed(desk) == ["逐层排查", "夜查"]
    assert minutes_digest(meeting(desk), desk.world) == before.digest == meeting(desk).digest


def test_what_was_checked_is_what_is_issued(desk: RuleDesk) -> None:
    issued(desk)
    desk.does(DEPUTY, meetings.OpenMeeting(meeting="m2", area=AREA, week="2026-W47"))
    desk.clock.pass_(days=7)
    desk.does(DEPUTY, meetings.FreezeMeeting(meeting="m2"))
    desk.rings(meetings.PinPackage(package="k2", meeting="m2", cutoff=START, model="1", digest="e", body="{}"))
    desk.does(DEPUTY, meetings.HoldMeeting(meeting="m2"))
    desk.does(DEPUTY, minutes.DraftMinutes(meeting="m2", title="例会"))
    assert [row.action for row in printed(meeting(desk, "m2"), desk.world).actions] == ["a0", "a1"]
    desk.does(DEPUTY, decisions.AdvanceAction(action="a0", saw=Progress.OPEN, progress=Progress.CANCELLED))
    desk.does(OFFICER, minutes.CheckMinutes(meeting="m2"))
    desk.does(DEPUTY, decisions.AdvanceAction(action="a1", saw=Progress.OPEN, progress=Progress.CANCELLED))
    assert [row.action for row in printed(meeting(desk, "m2"), desk.world).actions] == ["a1"], "as it was read at the check"
    desk.does(DEPUTY, minutes.DraftMinutes(meeting="m2", title="例会改"))
    assert printed(meeting(desk, "m2"), desk.world).actions == (), "a draft is read anew"


@pytest.mark.parametrize("digest", ["", "abc", "0" * 64])
def test_minutes_other_than_those_seen_are_not_issued(desk: RuleDesk, digest: str) -> None:
    drafted(desk)
    desk.does(OFFICER, minutes.CheckMinutes(meeting="m1"))
    assert refused(desk, CHIEF, minutes.IssueMinutes(meeting="m1", digest=digest)) is Code.MINUTES_CHANGED
    seen = issuing(desk)
    desk.does(DEPUTY, minutes.DraftMinutes(meeting="m1", title="另一题"))
    desk.does(OFFICER, minutes.CheckMinutes(meeting="m1"))
    assert refused(desk, CHIEF, seen) is Code.MINUTES_CHANGED


def test_a_meeting_that_is_there_is_not_opened_again(desk: RuleDesk) -> None:
    before = issued(desk)
    for week in (WEEK, "2026-W47"):
        again = meetings.OpenMeeting(meeting="m1", area=AREA, week=week)
        assert refused(desk, DEPUTY, again) is Code.MEETING_EXISTS
    assert meeting(desk) == before


def test_lines_of_another_meeting_are_not_touched_through_this_one(desk: RuleDesk) -> None:
    issued(desk)
    desk.does(DEPUTY, meetings.OpenMeeting(meeting="m2", area=AREA, week="2026-W47"))
    day = date(2026, 11, 28)
    for change in (
        decisions.Renumber(meeting="m2", decisions=("d1",)),
        decisions.Renumber(meeting="m2", actions=("a1",)),
        decisions.Decide(decision="d1", meeting="m2", heading="另一件"),
        decisions.GiveAction(action="a1", meeting="m2", text="另一件", owner="李某", due=day),
    ):
        assert refused(desk, DEPUTY, change) is Code.LINE_OF_OTHER_MEETING


def test_the_command_line_issues_what_the_desk_holds(desk: RuleDesk) -> None:
    drafted(desk)
    desk.does(OFFICER, minutes.CheckMinutes(meeting="m1"))
    assert filled("IssueMinutes", '{"meeting": "m1"}', desk.world, lambda: "new") == issuing(desk)
    said = filled("IssueMinutes", '{"meeting": "m1", "digest": "seen"}', desk.world, lambda: "new")
    assert said == minutes.IssueMinutes(meeting="m1", digest="seen"), "what is given stays"


def test_an_order_to_issue_from_before_the_digest_was_asked_for_still_reads() -> None:
    order = Order(id="o-1", author=CHIEF, area=AREA, occurred_at=START, command=minutes.IssueMinutes(meeting="m1"))
    text = encode_order(order)
    assert b"digest" not in text
    assert decode_order(text) == order
