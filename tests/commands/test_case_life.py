"""A case from the first report to the archive, and every refusal on the way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from app.commands import dispatching, handling, intake, leading, notes, rejecting, timers, waiting
from app.commands.command import Command
from app.domain.catalogue import Severity, Tier
from app.domain.deadline import Clock, Term, counted_between, due
from app.domain.incident import Channel, Entry, Incident, Nature, Outcome, Said, State, Verb
from app.domain.machine import Seen
from app.domain.people import Appointment
from app.domain.problems import Code, Problem
from app.domain.record import Drop, Put
from app.domain.roster import Duty, Force
from app.domain.terms import Timer
from tests.commands.desk import RuleDesk
from tests.support.district import CHIEF, DEPUTY, MICRO, OFFICER, SECOND_OFFICER, STRANGER, TOWN, TOWN_CHIEF, WORKER


@pytest.fixture
def desk() -> RuleDesk:
    return RuleDesk()


def refused(desk: RuleDesk, person: str, command: Command, **circumstances: Any) -> Code:
    with pytest.raises(Problem) as caught:
        desk.does(person, command, **circumstances)
    return caught.value.code


def test_a_case_goes_through_the_seven_steps(desk: RuleDesk) -> None:
    case = desk.closed()
    assert case.state is State.CLOSED
    assert case.outcome is Outcome.SOLVED
    verbs = [entry.verb for entry in desk.world.find(Entry, incident="i1")]
    assert verbs == [
        Verb.REPORTED,
        Verb.TAKEN,
        Verb.FILED,
        Verb.DISPATCHED,
        Verb.ACCEPTED,
        Verb.ARRIVED,
        Verb.DONE,
        Verb.CHECK_TAKEN,
        Verb.CLOSED,
    ]


def test_clocks_follow_the_steps(desk: RuleDesk) -> None:
    reported = desk.reported(severity=Severity.URGENT)
    assert (reported.timer, reported.step_term) == (Timer.VERIFY, Term(Clock.URGENT_HOUR, 0.5))
    assert reported.step_due == desk.clock.now + timedelta(minutes=30)
    desk.clock.pass_(minutes=10)
    desk.does(OFFICER, intake.Take(incident="i1", saw=desk.sees()))
    assert desk.case().step_due == reported.step_due, "taking does not restart the verify clock"


def test_the_overall_clock_starts_at_the_first_report_and_never_restarts(desk: RuleDesk) -> None:
    start = desk.reported().reported_at
    desk.clock.pass_(hours=1)
    desk.does(OFFICER, intake.Take(incident="i1", saw=desk.sees()))
    desk.does(
        OFFICER,
        intake.FileCase(incident="i1", saw=desk.sees(), event_class="0508", severity=Severity.URGENT, duplicates_reviewed=True),
    )
    due = desk.case().overall_due
    assert due is not None
    assert due > start
    desk.does(OFFICER, dispatching.Dispatch(incident="i1", saw=desk.sees(), force="f-squad"))
    assert desk.case().overall_due == due


def test_a_hotline_order_has_the_term_of_its_nature(desk: RuleDesk) -> None:
    case = desk.reported(source=Channel.HOTLINE, nature=Nature.COMPLAIN)
    assert case.overall_terms == (Term(Clock.WORK_DAY, 5),)


def test_forces_are_busy_while_they_have_the_case(desk: RuleDesk) -> None:
    desk.handling()
    squad = desk.world.get(Force, "f-squad")
    assert squad is not None
    assert (squad.duty, squad.busy_with) == (Duty.ON_SCENE, "i1")
    desk.does(WORKER, handling.ReportDone(incident="i1", saw=desk.sees(), result="已处理", evidence=1, evidence_kept="工作群"))
    freed = desk.world.get(Force, "f-squad")
    assert freed is not None
    assert (freed.duty, freed.busy_with) == (Duty.AVAILABLE, "")


def test_a_stale_sight_is_refused_and_nothing_is_overwritten(desk: RuleDesk) -> None:
    desk.filed()
    saw = desk.sees()
    desk.does(OFFICER, dispatching.Dispatch(incident="i1", saw=saw, force="f-squad"))
    assert refused(desk, SECOND_OFFICER, dispatching.Dispatch(incident="i1", saw=saw, force="f-workers")) is Code.RECORD_CHANGED
    assert desk.case().holder == "f-squad"


def test_dispatch_by_the_desk_needs_a_delegation(desk: RuleDesk) -> None:
    desk.filed()
    desk.world.apply((Drop("grant", "g-1"),))
    dispatch = dispatching.Dispatch(incident="i1", saw=desk.sees(), force="f-squad")
    assert refused(desk, OFFICER, dispatch) is Code.GRANT_NOT_HELD
    desk.does(CHIEF, dispatch)
    assert desk.case().state is State.DISPATCHED


def test_a_force_off_duty_needs_an_override(desk: RuleDesk) -> None:
    desk.filed()
    assert refused(desk, OFFICER, dispatching.Dispatch(incident="i1", saw=desk.sees(), force="f-off")) is Code.TARGET_OFF_DUTY
    desk.does(OFFICER, dispatching.Dispatch(incident="i1", saw=desk.sees(), force="f-off", override="就近且愿到场"))
    assert desk.case().holder == "f-off"


def test_two_returns_lead_the_case_up_and_the_unit_is_not_asked_again(desk: RuleDesk) -> None:
    desk.dispatched()
    back = dispatching.ReturnCase(incident="i1", saw=desk.sees(), reason="not_duty", note="非本队职责")
    desk.does(WORKER, back)
    assert (desk.case().state, desk.case().bounces) == (State.RETURNED, 1)
    again = dispatching.Dispatch(incident="i1", saw=desk.sees(), force="f-squad")
    assert refused(desk, OFFICER, again) is Code.TARGET_RETURNED
    desk.does(OFFICER, dispatching.Dispatch(incident="i1", saw=desk.sees(), force="f-workers"))
    before = desk.case().tier
    desk.does(WORKER, dispatching.ReturnCase(incident="i1", saw=desk.sees(), reason="not_duty", note="也不是我们的"))
    assert desk.case().bounces == 2
    assert desk.case().tier.rank == before.rank + 1


def returned_twice(desk: RuleDesk) -> None:
    desk.dispatched()
    for force in ("f-workers", ""):
        back = dispatching.ReturnCase(incident="i1", saw=desk.sees(), reason="not_duty", note="非本队职责")
        desk.does(WORKER, back)
        if force:
            desk.does(OFFICER, dispatching.Dispatch(incident="i1", saw=desk.sees(), force=force))


def test_what_came_back_twice_waits_for_a_ruling_with_its_own_clock(desk: RuleDesk) -> None:
    returned_twice(desk)
    case = desk.case()
    assert (case.timer, case.tier) == (Timer.ARBITRATE, Tier.L3)
    send = dispatching.Dispatch(incident="i1", saw=desk.sees(), force="f-squad", reason="就近")
    with pytest.raises(Problem) as caught:
        desk.does(OFFICER, send)
    assert (caught.value.code, caught.value.data["roles"]) == (Code.RULING_MISSING, "R6")
    bare = dispatching.Dispatch(incident="i1", saw=desk.sees(), force="f-squad")
    assert refused(desk, TOWN_CHIEF, bare) is Code.FIELD_MISSING
    desk.does(TOWN_CHIEF, send)
    assert (desk.case().holder, desk.case().rulings) == ("f-squad", 1), "a ruling may name who returned it"


def test_each_further_return_needs_a_ruling_of_its_own(desk: RuleDesk) -> None:
    returned_twice(desk)
    for rulings in (1, 2):
        desk.does(TOWN_CHIEF, dispatching.Dispatch(incident="i1", saw=desk.sees(), force="f-squad", reason="裁定"))
        desk.does(WORKER, dispatching.ReturnCase(incident="i1", saw=desk.sees(), reason="not_duty", note="仍有异议"))
        assert (desk.case().rulings, desk.case().timer) == (rulings, Timer.ARBITRATE)
    desk.world.apply((Put(replace(desk.case(), state=State.DISPATCHED, holder="f-squad")),))
    again = dispatching.ReturnCase(incident="i1", saw=desk.sees(), reason="not_duty", note="仍有异议")
    assert refused(desk, WORKER, again) is Code.RULING_MISSING


def test_dispatch_in_one_form_stamps_every_step(desk: RuleDesk) -> None:
    desk.reported()
    desk.does(
        OFFICER,
        dispatching.DispatchAtOnce(
            incident="i1",
            saw=desk.sees(),
            event_class="0505",
            severity=Severity.CRITICAL,
            force="f-squad",
            grid=MICRO,
        ),
    )
    assert desk.case().state is State.DISPATCHED
    verbs = {entry.verb for entry in desk.world.find(Entry, incident="i1")}
    assert {Verb.TAKEN, Verb.FILED, Verb.DISPATCHED} <= verbs


def test_duplicates_hold_up_everything_but_the_most_urgent(desk: RuleDesk) -> None:
    desk.reported()
    normal = intake.FileCase(incident="i1", saw=desk.sees(), event_class="0112", severity=Severity.NORMAL)
    assert refused(desk, OFFICER, normal) is Code.DUPLICATES_UNREVIEWED
    desk.does(OFFICER, intake.FileCase(incident="i1", saw=desk.sees(), event_class="0505", severity=Severity.CRITICAL))
    assert desk.case().state is State.FILED


def test_settled_on_the_spot_goes_to_feedback(desk: RuleDesk) -> None:
    desk.reported()
    desk.does(
        OFFICER,
        handling.SettleOnSpot(
            incident="i1",
            saw=desk.sees(),
            event_class="0112",
            severity=Severity.NORMAL,
            result="垃圾已清",
            handler="保洁 老周",
            evidence=1,
            evidence_kept="工作群",
            said=Said.PHONE,
        ),
    )
    assert desk.case().state is State.FEEDBACK
    assert desk.case().handler == "保洁 老周"


def test_the_handler_cannot_check_and_the_desk_only_wishes_to_close(desk: RuleDesk) -> None:
    desk.handling()
    done = handling.ReportDone(incident="i1", saw=desk.sees(), result="完成", evidence=1, evidence_kept="工作群")
    desk.does(OFFICER, replace(done, handler=OFFICER.upper(), said=Said.IN_PERSON))
    assert refused(desk, OFFICER, handling.TakeCheck(incident="i1", saw=desk.sees())) is Code.FOUR_EYES
    desk.does(SECOND_OFFICER, handling.TakeCheck(incident="i1", saw=desk.sees()))
    close = handling.CloseCase(incident="i1", saw=desk.sees(), outcome=Outcome.SOLVED)
    desk.does(SECOND_OFFICER, close, central=False)
    assert (desk.case().state, desk.case().close_pending) == (State.CHECKING, True)


def test_feedback_wants_evidence_unless_the_class_waives_it(desk: RuleDesk) -> None:
    desk.handling()
    bare = handling.ReportDone(incident="i1", saw=desk.sees(), result="完成")
    assert refused(desk, WORKER, bare) is Code.EVIDENCE_MISSING
    assert refused(desk, WORKER, replace(bare, evidence_kept="微信群")) is Code.EVIDENCE_MISSING, "nor is a place alone"
    assert refused(desk, WORKER, replace(bare, evidence=2)) is Code.FIELD_MISSING, "a number alone is no evidence"
    desk.does(
        WORKER,
        notes.Attach(attachment="at1", incident="i1", sha256="0" * 64, name="现场.jpg", media="image/jpeg", size=10),
    )
    desk.does(WORKER, handling.ReportDone(incident="i1", saw=desk.sees(), result="完成"))
    assert desk.case().state is State.FEEDBACK


def test_a_feedback_keeps_where_evidence_lies_and_when_the_work_was_done(desk: RuleDesk) -> None:
    handled = desk.handling()
    arrived = desk.clock.now
    desk.clock.pass_(hours=1)
    done = handling.ReportDone(
        incident="i1", saw=desk.sees(), result="完成", evidence=2, evidence_kept="中队台账 7 号", done_at=arrived
    )
    for given, kept in (
        (arrived, arrived),
        (desk.clock.now + timedelta(hours=2), desk.clock.now),
        (handled.reported_at - timedelta(days=1), handled.reported_at),
        (None, desk.clock.now),
    ):
        effects = replace(done, done_at=given).decide(desk.clock.act(WORKER), desk.world)
        told = next(e.record for e in effects if isinstance(e, Put) and isinstance(e.record, Entry))
        assert (told.after, told.reason) == (kept.isoformat(), "中队台账 7 号")


def test_unsolvable_is_for_leaders_and_goes_on_the_books(desk: RuleDesk) -> None:
    desk.checking()
    close = handling.CloseCase(incident="i1", saw=desk.sees(), outcome=Outcome.UNSOLVABLE, note="产权不明")
    assert refused(desk, SECOND_OFFICER, close) is Code.NOT_ALLOWED
    desk.does(CHIEF, close)
    assert desk.case().hung_up


def failed(desk: RuleDesk) -> Incident:
    desk.does(WORKER, handling.ReportDone(incident="i1", saw=desk.sees(), result="已固定", evidence=1, evidence_kept="工作群"))
    desk.does(SECOND_OFFICER, handling.TakeCheck(incident="i1", saw=desk.sees()))
    desk.clock.pass_(hours=1)
    desk.does(SECOND_OFFICER, handling.FailCheck(incident="i1", saw=desk.sees(), reason="线缆仍下垂"))
    case = desk.case()
    assert (case.state, case.timer) == (State.HANDLING, Timer.HANDLE)
    return case


def test_rework_gives_what_was_left_of_the_term_where_that_is_more_than_half(desk: RuleDesk) -> None:
    before = desk.handling()
    assert before.step_due is not None
    desk.clock.pass_(minutes=10)
    left = counted_between(desk.clock.now, before.step_due, Clock.WORK_HOUR, desk.world.calendar(TOWN))
    assert before.step_term == Term(Clock.WORK_HOUR, 2), "the class's own limit"
    case = failed(desk)
    assert case.reworks == 1
    expected = due(desk.clock.now, Term(Clock.WORK_HOUR, left / timedelta(hours=1)), desk.world.calendar(TOWN))
    assert case.step_due == expected
    half = due(desk.clock.now, Term(Clock.WORK_HOUR, 1), desk.world.calendar(TOWN))
    assert expected > half


def test_rework_of_what_was_done_late_has_half_of_the_original_term_each_time(desk: RuleDesk) -> None:
    desk.handling()
    for reworks in (1, 2):
        desk.clock.pass_(days=5)
        case = failed(desk)
        assert case.reworks == reworks
        assert case.step_due == due(desk.clock.now, Term(Clock.WORK_HOUR, 1), desk.world.calendar(TOWN))


def test_reopening_twice_leads_up_and_keeps_the_count(desk: RuleDesk) -> None:
    desk.closed()
    desk.does(OFFICER, handling.Reopen(incident="i1", saw=desk.sees(), reason="not_solved"))
    assert (desk.case().state, desk.case().reopenings) == (State.HANDLING, 1)


def test_a_window_that_is_over_does_not_reopen(desk: RuleDesk) -> None:
    desk.closed()
    desk.clock.pass_(days=16)
    reopen = handling.Reopen(incident="i1", saw=desk.sees(), reason="not_solved")
    assert refused(desk, OFFICER, reopen) is Code.WINDOW_CLOSED


def test_a_wait_stops_the_clock_until_its_end(desk: RuleDesk) -> None:
    before = desk.handling()
    desk.does(WORKER, waiting.AskWait(incident="i1", saw=desk.sees(), until=desk.clock.now + timedelta(days=2), reason="暴雨"))
    desk.does(DEPUTY, waiting.DecideWait(incident="i1", saw=desk.sees(), granted=True))
    assert desk.case().state is State.SUSPENDED
    waiting_force = desk.world.get(Force, "f-squad")
    assert waiting_force is not None
    assert (waiting_force.duty, waiting_force.busy_with) == (Duty.AVAILABLE, "")
    desk.clock.pass_(days=2, minutes=1)
    desk.rings(timers.RingTimer(incident="i1", timer=Timer.WAIT))
    after = desk.case()
    assert after.state is State.HANDLING
    assert before.step_due is not None
    assert after.step_due is not None
    assert after.step_due > before.step_due


def test_the_town_decides_waits_of_cases_it_leads(desk: RuleDesk) -> None:
    desk.handling()
    assert desk.case().tier is Tier.L2
    desk.does(DEPUTY, leading.Coordinate(incident="i1", text="与市政养护现场会商"))
    desk.does(DEPUTY, leading.LeadUp(incident="i1", saw_tier=Tier.L2, measures="需镇级协调"))
    desk.does(WORKER, waiting.AskWait(incident="i1", saw=desk.sees(), until=desk.clock.now + timedelta(days=1), reason="等材料"))
    wait = waiting.DecideWait(incident="i1", saw=desk.sees(), granted=True)
    assert refused(desk, DEPUTY, wait) is Code.NOT_ALLOWED
    desk.does(TOWN_CHIEF, wait)
    assert desk.case().state is State.SUSPENDED


def test_leading_up_to_the_town_needs_an_attempt_at_coordination(desk: RuleDesk) -> None:
    desk.handling()
    up = leading.LeadUp(incident="i1", saw_tier=Tier.L2, measures="需镇级")
    assert refused(desk, DEPUTY, up) is Code.COORDINATION_MISSING


def test_an_overdue_case_is_led_up_once(desk: RuleDesk) -> None:
    desk.filed(event_class="0112", severity=Severity.NORMAL)
    desk.does(OFFICER, dispatching.Dispatch(incident="i1", saw=desk.sees(), force="f-workers"))
    assert desk.case().tier is Tier.L1
    desk.clock.pass_(days=1)
    desk.rings(timers.RingTimer(incident="i1", timer=Timer.ACCEPT))
    assert (desk.case().tier, desk.case().rung) == (Tier.L2, (Timer.ACCEPT,))
    desk.rings(timers.RingTimer(incident="i1", timer=Timer.ACCEPT))
    assert len(desk.case().tiers) == 2


def test_a_timer_rung_too_early_does_nothing(desk: RuleDesk) -> None:
    before = desk.dispatched()
    desk.rings(timers.RingTimer(incident="i1", timer=Timer.ACCEPT))
    assert desk.case() == before


def test_a_closed_case_is_evaluated_and_archived_by_the_clock(desk: RuleDesk) -> None:
    desk.closed()
    desk.clock.pass_(days=9)
    desk.rings(timers.RingTimer(incident="i1", timer=Timer.EVALUATE))
    assert desk.case().state is State.EVALUATED
    desk.clock.pass_(days=7)
    desk.rings(timers.RingTimer(incident="i1", timer=Timer.REOPEN))
    assert desk.case().state is State.ARCHIVED


def test_feedback_of_one_who_lost_the_case_is_kept_for_the_new_holder(desk: RuleDesk) -> None:
    desk.handling()
    stale = desk.sees()
    desk.does(WORKER, handling.ReportDone(incident="i1", saw=stale, result="第一次", evidence=1, evidence_kept="工作群"))
    desk.does(SECOND_OFFICER, handling.TakeCheck(incident="i1", saw=desk.sees()))
    desk.does(SECOND_OFFICER, handling.FailCheck(incident="i1", saw=desk.sees(), reason="未完成"))
    late = handling.ReportDone(
        incident="i1", saw=Seen(state=State.HANDLING, holder="f-workers"), result="迟到", evidence=1, evidence_kept="工作群"
    )
    desk.does(WORKER, late)
    assert desk.case().state is State.HANDLING
    assert Verb.LATE_FEEDBACK in {entry.verb for entry in desk.world.find(Entry, incident="i1")}


def test_a_stranger_may_do_nothing_here_and_learns_that_it_is_the_place(desk: RuleDesk) -> None:
    desk.reported()
    assert refused(desk, STRANGER, intake.Take(incident="i1", saw=desk.sees())) is Code.OUTSIDE_PLACES
    assert refused(desk, STRANGER, notes.AddNote(incident="i1", text="看看")) is Code.OUTSIDE_PLACES
    assert refused(desk, WORKER, intake.Take(incident="i1", saw=desk.sees())) is Code.NOT_ALLOWED


def test_a_right_revoked_while_offline_refuses_with_that_reason(desk: RuleDesk) -> None:
    desk.reported()
    worked_at = desk.clock.now
    held = desk.world.get(Appointment, f"a-{OFFICER}")
    assert held is not None
    desk.clock.pass_(hours=1)
    desk.world.apply((Put(replace(held, revoked_at=desk.clock.now)),))
    take = intake.Take(incident="i1", saw=desk.sees())
    assert refused(desk, OFFICER, take, occurred_at=worked_at, offline=True) is Code.RIGHT_REVOKED


def test_a_merge_can_be_undone_for_a_day(desk: RuleDesk) -> None:
    desk.filed("i1")
    desk.filed("i2")
    desk.does(OFFICER, intake.MergeCase(incident="i2", saw=desk.sees("i2"), into="i1"))
    assert desk.case("i2").state is State.MERGED
    desk.does(OFFICER, intake.UnmergeCase(incident="i2"))
    assert desk.case("i2").state is State.FILED
    desk.does(OFFICER, intake.MergeCase(incident="i2", saw=desk.sees("i2"), into="i1"))
    desk.clock.pass_(hours=25)
    assert refused(desk, OFFICER, intake.UnmergeCase(incident="i2")) is Code.WINDOW_CLOSED


def test_reclassifying_computes_the_clocks_anew_and_keeps_the_pauses(desk: RuleDesk) -> None:
    case = desk.handling()
    desk.does(
        OFFICER,
        intake.Reclassify(
            incident="i1",
            saw_class=case.event_class,
            saw_severity=case.severity,
            event_class="0113",
            severity=Severity.NORMAL,
        ),
    )
    after = desk.case()
    assert after.step_start == case.step_start
    assert after.step_term == Term(Clock.WORK_DAY, 5)


def test_a_reason_that_is_in_no_table_is_refused_and_one_that_says_nothing_needs_a_note(desk: RuleDesk) -> None:
    desk.reported("i1")
    desk.dispatched("i2")
    desk.closed("i3")
    desk.filed("i4")
    made: list[tuple[str, Command]] = [
        (OFFICER, rejecting.RejectCase(incident="i1", saw=desk.sees("i1"), reason="made-up")),
        (WORKER, dispatching.ReturnCase(incident="i2", saw=desk.sees("i2"), reason="made-up", note="不归我们")),
        (OFFICER, handling.Reopen(incident="i3", saw=desk.sees("i3"), reason="made-up")),
        (CHIEF, intake.Annul(incident="i4", saw=desk.sees("i4"), reason="made-up")),
        (CHIEF, intake.Annul(incident="i4", saw=desk.sees("i4"), reason="not_grid_matter")),
    ]
    for person, command in made:
        assert refused(desk, person, command) is Code.REASON_UNKNOWN, command
    bare = rejecting.RejectCase(incident="i1", saw=desk.sees("i1"), reason="other")
    assert refused(desk, OFFICER, bare) is Code.FIELD_MISSING
    desk.does(OFFICER, replace(bare, note="重复来电，已当面说明"))
    assert desk.case("i1").state is State.REJECTED


@pytest.mark.parametrize(
    ("title", "code"),
    [("", Code.FIELD_MISSING), ("\u0000\u0007 \u202e", Code.FIELD_MISSING), ("长" * 121, Code.TEXT_REFUSED)],
)
def test_bad_titles_are_refused_in_words(desk: RuleDesk, title: str, code: Code) -> None:
    assert refused(desk, OFFICER, intake.ReportIncident(incident="i9", grid=MICRO, title=title)) is code


def test_markup_in_a_title_stays_text(desk: RuleDesk) -> None:
    desk.does(OFFICER, intake.ReportIncident(incident="i9", grid=MICRO, title="<img src='file://x/y'>垃圾\u202e堆"))
    assert desk.case("i9").title == "<img src='file://x/y'>垃圾堆"


def test_a_report_says_where_and_when_it_can_have_been(desk: RuleDesk) -> None:
    """Half a point, one off the globe, or a year that is a slip of the finger refuse it; the future is now."""
    report = intake.ReportIncident(incident="i1", grid=MICRO, title="坐标")
    for wrong in ({"lat": 999.0, "lon": 121.3}, {"lat": 31.3, "lon": 5000.0}, {"lat": 31.3}, {"lon": 121.3}):
        assert refused(desk, OFFICER, replace(report, **wrong)) is Code.POINT_WRONG, wrong
    now = desk.clock.now
    for days in (366, 366 * 126):
        ago = replace(report, happened_at=now - timedelta(days=days))
        assert refused(desk, OFFICER, ago) is Code.HAPPENED_TOO_LONG_AGO
        assert refused(desk, OFFICER, replace(ago, draft=True)) is Code.HAPPENED_TOO_LONG_AGO
    desk.does(OFFICER, replace(report, lat=31.3, lon=121.3, happened_at=now - timedelta(days=364)))
    assert desk.case().occurred_at == now - timedelta(days=364)
    desk.does(OFFICER, replace(report, incident="i2", happened_at=now + timedelta(days=30_000)))
    assert desk.case("i2").occurred_at == now
