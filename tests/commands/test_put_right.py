"""What is put right on a case, and where: class, severity, grid, merges, drafts, and what is put away for good."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from app.commands import dispatching, handling, intake, leading, notes, waiting
from app.commands.command import Command
from app.commands.entering import EnterHistory, EnterTerms, PastCase
from app.domain.catalogue import Severity, Tier
from app.domain.deadline import Clock, Term, due
from app.domain.incident import Entry, Origin, Said, State, Verb
from app.domain.people import Source, Trade
from app.domain.problems import Code, Problem
from app.domain.record import Put
from app.domain.roster import Duty, Force
from app.domain.terms import Timer
from tests.commands.desk import RuleDesk
from tests.support.district import CHIEF, DEPUTY, MICRO, OFFICER, OTHER_AREA, SECOND_OFFICER, TOWN, UNIT, WORKER


@pytest.fixture
def desk() -> RuleDesk:
    return RuleDesk()


def refused(desk: RuleDesk, person: str, command: Command, **circumstances: Any) -> Code:
    with pytest.raises(Problem) as caught:
        desk.does(person, command, **circumstances)
    return caught.value.code


def regraded(desk: RuleDesk, event_class: str = "0113", severity: Severity = Severity.NORMAL, **fields: Any) -> intake.Reclassify:
    case = desk.case()
    return intake.Reclassify(
        incident="i1",
        saw_class=case.event_class,
        saw_severity=case.severity,
        event_class=event_class,
        severity=severity,
        **fields,
    )


def test_a_class_put_right_after_the_end_leaves_the_due_time_and_so_the_answer_in_time(desk: RuleDesk) -> None:
    before = desk.closed()
    desk.does(OFFICER, regraded(desk))
    after = desk.case()
    assert after.event_class == "0113" != before.event_class
    assert (after.overall_due, after.overall_terms, after.step_due) == (before.overall_due, before.overall_terms, before.step_due)


@pytest.mark.parametrize("state", [State.ARCHIVED, State.CANCELLED, State.MERGED, State.REJECTED])
def test_what_is_final_is_not_put_right(desk: RuleDesk, state: State) -> None:
    desk.world.apply((Put(replace(desk.closed(), state=state)),))
    assert refused(desk, OFFICER, regraded(desk)) is Code.STATE_FORBIDS


def test_what_is_archived_is_only_read(desk: RuleDesk) -> None:
    desk.world.apply((Put(replace(desk.closed(), state=State.ARCHIVED)),))
    added = notes.Attach(attachment="a1", incident="i1", sha256="0" * 64, name="x.jpg", media="image/jpeg", size=1)
    assert refused(desk, OFFICER, added) is Code.STATE_FORBIDS
    assert refused(desk, OFFICER, leading.Coordinate(incident="i1", text="会商")) is Code.STATE_FORBIDS


def test_history_is_put_right_but_gets_no_levels(desk: RuleDesk) -> None:
    past = PastCase(incident="i1", grid=MICRO, title="旧案", occurred_at=desk.clock.now - timedelta(days=30))
    desk.rings(EnterHistory(cases=(past,)))
    up = leading.LeadUp(incident="i1", saw_tier=Tier.L1, measures="x", handler="金惠兰", said=Said.PHONE)
    assert refused(desk, OFFICER, up) is Code.HISTORIC_RECORD
    assert refused(desk, OFFICER, leading.Coordinate(incident="i1", text="x")) is Code.HISTORIC_RECORD
    desk.does(OFFICER, regraded(desk, severity=Severity.CRITICAL, public_safety=True))
    assert (desk.case().origin, desk.case().tiers, desk.case().overall_due) == (Origin.HISTORY, (), None)


def test_the_grid_is_put_right_inside_the_area_and_told(desk: RuleDesk) -> None:
    case = desk.reported()
    desk.does(OFFICER, regraded(desk, grid=UNIT, saw_grid=MICRO))
    assert (desk.case().unit, desk.case().micro) == (UNIT, "")
    line = next(entry for entry in desk.world.find(Entry, incident="i1") if entry.verb is Verb.RECLASSIFIED)
    assert line.text == "金通 02 → 金通社区"
    assert refused(desk, OFFICER, regraded(desk, grid=MICRO, saw_grid=MICRO)) is Code.RECORD_CHANGED
    assert refused(desk, OFFICER, regraded(desk, grid=OTHER_AREA, saw_grid=UNIT)) is Code.TARGET_OUTSIDE
    assert case.reported_at == desk.case().reported_at


def test_a_severity_raised_with_public_safety_leads_the_case_to_the_town(desk: RuleDesk) -> None:
    desk.filed(severity=Severity.NORMAL, event_class="0112")
    assert desk.case().tier is Tier.L1
    desk.does(OFFICER, regraded(desk, severity=Severity.CRITICAL))
    assert desk.case().tier is Tier.L1, "it is not said to touch public safety"
    desk.does(OFFICER, regraded(desk, severity=Severity.CRITICAL, public_safety=True))
    assert (desk.case().tier, desk.case().tiers[-1].reason) == (Tier.L3, "public_safety")
    raised = [entry for entry in desk.world.find(Entry, incident="i1") if entry.verb is Verb.RAISED]
    assert [(entry.before, entry.after) for entry in raised] == [("L1", "L3")]


def test_a_case_far_away_is_not_merged_without_a_reason(desk: RuleDesk) -> None:
    desk.reported("a", lon=121.2, lat=31.3, place="东路1号")
    desk.reported("b", lon=121.4, lat=31.4, place="西路99号")
    desk.reported("c", lon=121.2001, lat=31.3, place="东路3号")
    far = intake.MergeCase(incident="b", saw=desk.sees("b"), into="a")
    assert refused(desk, OFFICER, far) is Code.FIELD_MISSING
    desk.does(OFFICER, intake.MergeCase(incident="b", saw=desk.sees("b"), into="a", reason="同一施工方"))
    desk.does(OFFICER, intake.MergeCase(incident="c", saw=desk.sees("c"), into="a"))
    assert desk.case("c").merged_into == "a"


def test_a_merge_taken_back_is_at_the_desk_again(desk: RuleDesk) -> None:
    desk.handling()
    desk.reported("i2")
    desk.does(OFFICER, intake.MergeCase(incident="i1", saw=desk.sees(), into="i2", reason="同一件"))
    desk.does(OFFICER, intake.UnmergeCase(incident="i1"))
    assert (desk.case().state, desk.case().holder) == (State.FILED, "")


def test_a_draft_is_handed_in_and_changed_by_its_author_alone(desk: RuleDesk) -> None:
    desk.reported(draft=True)
    assert refused(desk, SECOND_OFFICER, intake.Submit(incident="i1", saw=desk.sees())) is Code.NOT_AUTHOR
    other = intake.ReportIncident(incident="i1", grid=MICRO, title="改了")
    assert refused(desk, SECOND_OFFICER, other) is Code.NOT_AUTHOR
    desk.clock.pass_(hours=1)
    desk.does(OFFICER, intake.Submit(incident="i1", saw=desk.sees()))
    case = desk.case()
    assert (case.state, case.reported_at) == (State.REPORTED, desk.clock.now)
    assert case.overall_due is not None


def townwide(desk: RuleDesk) -> None:
    force = Force(
        id="f-town", town=TOWN, area="", name="镇应急队", source=Source.TOWN_SPONSOR, trade=Trade.SERVICE, duty=Duty.AVAILABLE
    )
    desk.world.apply((Put(force),))


def test_without_the_centre_only_the_areas_own_forces_are_sent(desk: RuleDesk) -> None:
    townwide(desk)
    desk.filed(event_class="0502", severity=Severity.CRITICAL)
    assert desk.case().tier is Tier.L3, "where the town leads its forces may be sent"
    send = dispatching.Dispatch(incident="i1", saw=desk.sees(), force="f-town")
    helped = dispatching.Dispatch(incident="i1", saw=desk.sees(), force="f-squad", helpers=("f-town",))
    for command in (send, helped):
        assert refused(desk, OFFICER, command, offline=True, central=False) is Code.FORCE_NEEDS_CENTRAL
        assert refused(desk, OFFICER, command, offline=True) is Code.FORCE_NEEDS_CENTRAL
    desk.does(OFFICER, dispatching.Dispatch(incident="i1", saw=desk.sees(), force="f-squad"), offline=True, central=False)
    desk.filed("i2", event_class="0502", severity=Severity.CRITICAL)
    desk.does(OFFICER, dispatching.Dispatch(incident="i2", saw=desk.sees("i2"), force="f-town"))
    assert desk.case("i2").holder == "f-town"


def test_a_form_that_files_and_sends_obeys_the_same_without_the_centre(desk: RuleDesk) -> None:
    townwide(desk)
    desk.reported()
    form = dispatching.DispatchAtOnce(
        incident="i1",
        saw=desk.sees(),
        event_class="0508",
        severity=Severity.URGENT,
        force="f-town",
        duplicates_reviewed=True,
    )
    with pytest.raises(Problem) as caught:
        form.without_central(desk.world)
    assert caught.value.code is Code.FORCE_NEEDS_CENTRAL
    assert refused(desk, OFFICER, form, offline=True) is Code.FORCE_NEEDS_CENTRAL


def busy(desk: RuleDesk) -> tuple[Duty, str]:
    squad = desk.world.get(Force, "f-squad")
    assert squad is not None
    return squad.duty, squad.busy_with


def test_an_annulled_case_sets_its_force_free_and_has_no_clock(desk: RuleDesk) -> None:
    desk.handling()
    assert busy(desk) == (Duty.ON_SCENE, "i1")
    annul = intake.Annul(incident="i1", saw=desk.sees(), reason="entered_by_mistake")
    assert refused(desk, OFFICER, annul) is Code.NOT_ALLOWED
    desk.does(CHIEF, annul)
    case = desk.case()
    assert (case.state, case.timer, case.closed_at, busy(desk)) == (State.CANCELLED, None, desk.clock.now, (Duty.AVAILABLE, ""))


def test_a_report_is_taken_back_by_who_made_it_before_it_is_taken(desk: RuleDesk) -> None:
    desk.reported()
    assert refused(desk, SECOND_OFFICER, intake.Withdraw(incident="i1", saw=desk.sees())) is Code.NOT_REPORTER
    desk.does(OFFICER, intake.Withdraw(incident="i1", saw=desk.sees(), reason="误报"))
    assert (desk.case().state, desk.case().timer) == (State.CANCELLED, None)
    desk.reported("i2")
    desk.does(OFFICER, intake.Take(incident="i2", saw=desk.sees("i2")))
    assert refused(desk, OFFICER, intake.Withdraw(incident="i2", saw=desk.sees("i2"))) is Code.STATE_FORBIDS


def test_a_supervised_case_keeps_state_and_clock_and_shows_demand_and_deadline(desk: RuleDesk) -> None:
    before = desk.handling()
    deadline = desk.clock.now + timedelta(days=1)
    demand = leading.Supervise(incident="i1", saw=desk.sees(), deadline=deadline, demand="今日办结")
    assert refused(desk, OFFICER, demand) is Code.NOT_ALLOWED
    late = leading.Supervise(incident="i1", saw=desk.sees(), deadline=desk.clock.now, demand="今日办结")
    assert refused(desk, CHIEF, late) is Code.TIME_PASSED
    desk.does(CHIEF, demand)
    case = desk.case()
    assert case.supervision is not None
    assert (case.supervision.by, case.supervision.deadline, case.supervision.demand) == (CHIEF, deadline, "今日办结")
    assert (case.state, case.step_due) == (before.state, before.step_due)


def test_a_finder_who_deals_with_it_himself_is_its_handler_at_once(desk: RuleDesk) -> None:
    desk.filed(event_class="0112")
    desk.does(WORKER, dispatching.SelfHandle(incident="i1", saw=desk.sees(), force="f-squad"))
    case = desk.case()
    assert (case.state, case.handler, case.holder, busy(desk)) == (
        State.HANDLING,
        WORKER.upper(),
        "f-squad",
        (Duty.ON_SCENE, "i1"),
    )
    desk.does(WORKER, handling.ReportDone(incident="i1", saw=desk.sees(), result="已清", evidence=1, evidence_kept="工作群"))
    assert busy(desk) == (Duty.AVAILABLE, "")
    desk.filed("i2", event_class="0508")
    assert desk.case("i2").tier is not Tier.L1
    assert refused(desk, WORKER, dispatching.SelfHandle(incident="i2", saw=desk.sees("i2"))) is Code.LEVEL_FORBIDS


def returned(desk: RuleDesk) -> None:
    desk.dispatched()
    given = dispatching.ReturnCase(incident="i1", saw=desk.sees(), reason="too_little_known", note="地址不清")
    desk.does(WORKER, replace(given, reason=next(iter(desk.world.catalogue().reasons["return"])).key))


def test_a_returned_case_that_is_put_right_keeps_half_of_the_dispatch_term(desk: RuleDesk) -> None:
    returned(desk)
    assert desk.case().step_term == Term(Clock.URGENT_HOUR, 0.125), "half of a quarter of an hour"
    desk.does(OFFICER, regraded(desk, "0508", Severity.NORMAL))
    case = desk.case()
    assert (case.timer, case.step_term) == (Timer.DISPATCH, Term(Clock.WORK_HOUR, 1)), "half of two work hours"
    assert case.step_due == due(case.step_start or desk.clock.now, Term(Clock.WORK_HOUR, 1), desk.world.calendar(TOWN))


def test_a_reopened_case_that_is_put_right_keeps_half_of_the_handling_term(desk: RuleDesk) -> None:
    desk.closed()
    desk.does(OFFICER, handling.Reopen(incident="i1", saw=desk.sees(), reason="not_solved"))
    assert desk.case().step_term == Term(Clock.WORK_HOUR, 1)
    desk.does(OFFICER, regraded(desk, "0113"))
    assert desk.case().step_term == Term(Clock.WORK_DAY, 2.5), "half of the five days of its new class"


def reworked(desk: RuleDesk, *, hours: float) -> None:
    desk.handling()
    desk.clock.pass_(hours=hours)
    done = handling.ReportDone(incident="i1", saw=desk.sees(), result="已固定", evidence=1, evidence_kept="工作群")
    desk.does(WORKER, done)
    desk.does(SECOND_OFFICER, handling.TakeCheck(incident="i1", saw=desk.sees()))
    desk.does(SECOND_OFFICER, handling.FailCheck(incident="i1", saw=desk.sees(), reason="线缆仍下垂"))


def test_rework_that_is_put_right_has_half_of_its_new_term_or_what_was_left_the_longer(desk: RuleDesk) -> None:
    reworked(desk, hours=0.25)
    left = desk.case().handling_left
    assert left is not None
    assert left.amount > 1
    assert desk.case().step_term == left
    desk.does(OFFICER, regraded(desk, "0112"))
    assert desk.case().step_term == left, "half of two work hours is less than was left"
    desk.does(OFFICER, regraded(desk, "0113"))
    assert desk.case().step_term == Term(Clock.WORK_DAY, 2.5)


def test_a_wait_gives_back_the_half_term_that_was_in_force(desk: RuleDesk) -> None:
    reworked(desk, hours=60)
    before = desk.case()
    assert before.step_term == Term(Clock.WORK_HOUR, 1)
    until = desk.clock.now + timedelta(days=2)
    desk.does(WORKER, waiting.AskWait(incident="i1", saw=desk.sees(), until=until, reason="暴雨"))
    desk.does(DEPUTY, waiting.DecideWait(incident="i1", saw=desk.sees(), granted=True))
    desk.clock.pass_(days=1)
    desk.does(WORKER, waiting.Resume(incident="i1", saw=desk.sees()))
    after = desk.case()
    assert (after.step_term, after.step_share) == (Term(Clock.WORK_HOUR, 1), 0.5)
    assert after.step_due == due(after.step_start or until, Term(Clock.WORK_HOUR, 1), desk.world.calendar(TOWN), after.pauses)


def test_a_class_put_right_during_a_wait_counts_when_work_goes_on(desk: RuleDesk) -> None:
    desk.handling()
    until = desk.clock.now + timedelta(days=2)
    desk.does(WORKER, waiting.AskWait(incident="i1", saw=desk.sees(), until=until, reason="暴雨"))
    desk.does(DEPUTY, waiting.DecideWait(incident="i1", saw=desk.sees(), granted=True))
    desk.does(OFFICER, regraded(desk, "0113"))
    assert (desk.case().timer, desk.case().step_due) == (Timer.WAIT, until)
    desk.does(WORKER, waiting.Resume(incident="i1", saw=desk.sees()))
    assert desk.case().step_term == Term(Clock.WORK_DAY, 5)


def test_limits_of_the_town_that_came_later_leave_a_running_step_alone(desk: RuleDesk) -> None:
    before = desk.handling()
    until = desk.clock.now + timedelta(days=2)
    desk.does(WORKER, waiting.AskWait(incident="i1", saw=desk.sees(), until=until, reason="暴雨"))
    desk.does(DEPUTY, waiting.DecideWait(incident="i1", saw=desk.sees(), granted=True))
    desk.rings(EnterTerms(town=TOWN, text='{"classes":{"0508":{"clock":"W","amount":4}}}'))
    desk.does(WORKER, waiting.Resume(incident="i1", saw=desk.sees()))
    assert (desk.case().step_term, desk.case().overall_terms) == (before.step_term, before.overall_terms)


@pytest.mark.parametrize("prepare", ["draft", "closed"])
def test_nothing_is_merged_into_what_is_not_open(desk: RuleDesk, prepare: str) -> None:
    desk.reported("b", draft=True) if prepare == "draft" else desk.closed("b")
    desk.reported("a")
    assert (
        refused(desk, OFFICER, intake.MergeCase(incident="a", saw=desk.sees("a"), into="b", reason="同一件"))
        is Code.STATE_FORBIDS
    )
