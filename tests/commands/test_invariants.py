"""What must hold whatever people do: the invariants of the workflow, section 10."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from app.commands import dispatching, handling, intake, leading, timers, waiting
from app.commands.command import Command
from app.domain.catalogue import Severity
from app.domain.incident import ENDED, FINAL, Entry, Incident, Outcome, Said, State, Verb
from app.domain.machine import overall_due
from app.domain.problems import Problem
from app.domain.terms import Timer
from app.domain.transitions import TABLE, TIMER_OF
from tests.commands.desk import RuleDesk
from tests.support.district import CHIEF, DEPUTY, MICRO, OFFICER, SECOND_OFFICER, TOWN_CHIEF, WORKER

PEOPLE = st.sampled_from([OFFICER, SECOND_OFFICER, DEPUTY, CHIEF, TOWN_CHIEF, WORKER])
NAMES = st.sampled_from(["", OFFICER.upper(), SECOND_OFFICER.upper(), CHIEF.upper()])
FORCES = st.sampled_from(["f-squad", "f-workers", "f-off"])
SEVERITIES = st.sampled_from(list(Severity))
CLASSES = st.sampled_from(["0112", "0508", "0505", "0113"])


def test_every_state_can_be_reached_and_left() -> None:
    reached = {State.DRAFT} | {row.target for row in TABLE if row.target is not None}
    assert reached == set(State)
    left = {source for row in TABLE if row.target is not None for source in row.sources}
    assert set(State) - left == FINAL


def test_every_open_state_has_a_timer() -> None:
    assert all(TIMER_OF[state] is not None for state in State if state not in ENDED and state is not State.DRAFT)


class CaseMachine(RuleBasedStateMachine):
    """People doing what comes to their minds to one case; refusals are welcome, broken invariants are not."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = RuleDesk()
        self.desk.reported()
        self.first_report = self.desk.case().reported_at

    def tries(self, person: str, command: Command) -> None:
        try:
            self.desk.does(person, command)
        except Problem:
            return

    @rule(person=PEOPLE)
    def takes(self, person: str) -> None:
        self.tries(person, intake.Take(incident="i1", saw=self.desk.sees()))

    @rule(person=PEOPLE, event_class=CLASSES, severity=SEVERITIES)
    def files(self, person: str, event_class: str, severity: Severity) -> None:
        command = intake.FileCase(
            incident="i1",
            saw=self.desk.sees(),
            event_class=event_class,
            severity=severity,
            grid=MICRO,
            duplicates_reviewed=True,
        )
        self.tries(person, command)

    @rule(person=PEOPLE, force=FORCES, override=st.sampled_from(["", "就近"]), reason=st.sampled_from(["", "裁定由其承办"]))
    def dispatches(self, person: str, force: str, override: str, reason: str) -> None:
        send = dispatching.Dispatch(incident="i1", saw=self.desk.sees(), force=force, override=override, reason=reason)
        self.tries(person, send)

    @rule(person=PEOPLE)
    def accepts(self, person: str) -> None:
        promise = self.desk.clock.now + timedelta(minutes=10)
        self.tries(person, dispatching.Accept(incident="i1", saw=self.desk.sees(), handler="王强", promised_at=promise))

    @rule(person=PEOPLE)
    def returns(self, person: str) -> None:
        self.tries(person, dispatching.ReturnCase(incident="i1", saw=self.desk.sees(), reason="not_duty", note="不归我们"))

    @rule(person=PEOPLE)
    def arrives(self, person: str) -> None:
        self.tries(person, dispatching.Arrive(incident="i1", saw=self.desk.sees()))

    @rule(person=PEOPLE)
    def reports_done(self, person: str) -> None:
        self.tries(
            person, handling.ReportDone(incident="i1", saw=self.desk.sees(), result="好了", evidence=1, evidence_kept="工作群")
        )

    @rule(person=PEOPLE, handler=NAMES, said=st.sampled_from(list(Said)))
    def reports_done_for(self, person: str, handler: str, said: Said) -> None:
        done = handling.ReportDone(
            incident="i1", saw=self.desk.sees(), result="好了", evidence=1, evidence_kept="工作群", handler=handler, said=said
        )
        self.tries(person, done)

    @rule(person=PEOPLE)
    def takes_check(self, person: str) -> None:
        self.tries(person, handling.TakeCheck(incident="i1", saw=self.desk.sees()))

    @rule(person=PEOPLE, outcome=st.sampled_from(list(Outcome)))
    def closes(self, person: str, outcome: Outcome) -> None:
        self.tries(person, handling.CloseCase(incident="i1", saw=self.desk.sees(), outcome=outcome, note="说明"))

    @rule(person=PEOPLE)
    def fails_check(self, person: str) -> None:
        self.tries(person, handling.FailCheck(incident="i1", saw=self.desk.sees(), reason="没好"))

    @rule(person=PEOPLE)
    def reopens(self, person: str) -> None:
        self.tries(person, handling.Reopen(incident="i1", saw=self.desk.sees(), reason="not_solved"))

    @rule(person=PEOPLE, hours=st.integers(1, 48))
    def asks_wait(self, person: str, hours: int) -> None:
        until = self.desk.clock.now + timedelta(hours=hours)
        self.tries(person, waiting.AskWait(incident="i1", saw=self.desk.sees(), until=until, reason="雨"))

    @rule(person=PEOPLE)
    def grants_wait(self, person: str) -> None:
        self.tries(person, waiting.DecideWait(incident="i1", saw=self.desk.sees(), granted=True))

    @rule(person=PEOPLE)
    def resumes(self, person: str) -> None:
        self.tries(person, waiting.Resume(incident="i1", saw=self.desk.sees()))

    @rule(person=PEOPLE, event_class=CLASSES, severity=SEVERITIES)
    def reclassifies(self, person: str, event_class: str, severity: Severity) -> None:
        case = self.desk.case()
        command = intake.Reclassify(
            incident="i1",
            saw_class=case.event_class,
            saw_severity=case.severity,
            event_class=event_class,
            severity=severity,
        )
        self.tries(person, command)

    @rule(person=PEOPLE)
    def leads_up(self, person: str) -> None:
        self.tries(person, leading.Coordinate(incident="i1", text="会商"))
        self.tries(
            person,
            leading.LeadUp(incident="i1", saw_tier=self.desk.case().tier, measures="已围护", handler="金惠兰", said=Said.PHONE),
        )

    @rule(hours=st.integers(1, 30))
    def time_passes(self, hours: int) -> None:
        self.desk.clock.pass_(hours=hours)
        timer = self.desk.case().timer
        if timer is not None:
            self.desk.rings(timers.RingTimer(incident="i1", timer=timer))

    @property
    def case(self) -> Incident:
        return self.desk.case()

    @invariant()
    def an_open_case_has_a_clock(self) -> None:
        if self.case.state not in ENDED:
            assert self.case.timer is not None
            assert self.case.step_due is not None

    @invariant()
    def the_overall_clock_starts_at_the_first_report(self) -> None:
        case = self.case
        assert case.reported_at == self.first_report
        if case.state is not State.SUSPENDED and case.overall_due is not None:
            again = overall_due(case.reported_at, case.overall_terms, self.desk.world.calendar(case.town), case.pauses)
            assert case.overall_due == again

    @invariant()
    def bounces_equal_the_returns_on_record(self) -> None:
        returns = [e for e in self.desk.world.find(Entry, incident="i1") if e.verb is Verb.RETURNED]
        assert self.case.bounces == len(returns)

    @invariant()
    def there_is_no_third_return_without_a_ruling(self) -> None:
        entries = self.desk.world.find(Entry, incident="i1")
        rulings = [e for e in entries if e.verb is Verb.DISPATCHED and e.before == dispatching.RULED]
        assert len(rulings) == self.case.rulings
        assert self.case.bounces <= 2 + len(rulings)

    @invariant()
    def the_checker_is_not_the_handler(self) -> None:
        if self.case.state in (State.CLOSED, State.EVALUATED):
            assert self.case.checked_by != self.case.handled_by
            assert self.case.checked_by.upper() not in (self.case.handled_by, self.case.handler)

    @invariant()
    def the_books_hold_only_what_was_not_solved(self) -> None:
        assert self.case.hung_up == (self.case.outcome is Outcome.UNSOLVABLE)

    @invariant()
    def the_timer_is_the_one_of_the_state(self) -> None:
        if self.case.state not in ENDED:
            usual = Timer.WAIT if self.case.state is State.SUSPENDED else TIMER_OF[self.case.state]
            ruled_on = {Timer.ARBITRATE} if self.case.state is State.RETURNED else set()
            assert self.case.timer in {usual} | ruled_on


TestCase = CaseMachine.TestCase
TestCase.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)
