"""The centre's clock: what is due is rung once, whoever rings."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

from app.commands.dispatching import DispatchAtOnce
from app.commands.entering import EnterHistory, PastCase
from app.commands.intake import FileCase
from app.commands.leading import LeadUp
from app.contract.messages import Verdict
from app.domain.catalogue import Severity, Tier
from app.domain.incident import Entry, Incident, Said, State, Verb
from app.domain.machine import Seen, seen
from app.domain.terms import Timer
from services.central.store import Store
from services.central.timers import Timers
from tests.central.desk import Town
from tests.support.district import MICRO, TOWN


def verbs(town: Town, incident: str) -> list[Verb]:
    return [entry.verb for entry in town.find(Entry, incident=incident)]


def dispatched(town: Town) -> str:
    desk = town.desk()
    incident = desk.report("路灯不亮")
    form = DispatchAtOnce(
        incident=incident,
        saw=Seen(state=State.REPORTED),
        event_class="0101",
        severity=Severity.URGENT,
        force="f-squad",
        duplicates_reviewed=True,
    )
    assert desk.do(form).verdict is Verdict.APPLIED
    return incident


def late(town: Town, incident: str) -> None:
    """The clock moves to just past the case's limit."""
    case = town.get(Incident, incident)
    assert case is not None
    assert case.step_due is not None
    town.clock.now = case.step_due + timedelta(seconds=1)


def test_a_case_that_nobody_accepts_is_overdue_and_led_up(town: Town) -> None:
    timers = Timers(town.store, node="n1")
    incident = dispatched(town)
    assert timers.ring() == 0
    late(town, incident)
    head = town.feeds.heads()[TOWN]
    assert timers.ring() == 1
    case = town.get(Incident, incident)
    assert case is not None
    assert (case.tier, case.rung, case.state) == (Tier.L2, (Timer.ACCEPT,), State.DISPATCHED)
    assert verbs(town, incident).count(Verb.OVERDUE) == 1
    assert town.feeds.heads()[TOWN] > head


def test_what_has_been_rung_is_quiet(town: Town) -> None:
    timers = Timers(town.store, node="n1")
    incident = dispatched(town)
    late(town, incident)
    assert [timers.ring() for _ in range(3)] == [1, 0, 0]
    assert verbs(town, incident).count(Verb.OVERDUE) == 1


def test_taken_up_late_the_same_clock_is_quiet_and_the_next_one_rings(town: Town) -> None:
    timers, desk = Timers(town.store, node="n1"), town.desk()
    incident = desk.report()
    late(town, incident)
    assert timers.ring() == 1
    assert desk.take(incident).verdict is Verdict.APPLIED
    assert timers.ring() == 0
    case = town.get(Incident, incident)
    assert case is not None
    filed = FileCase(incident=incident, saw=seen(case), event_class="0101", severity=Severity.NORMAL, duplicates_reviewed=True)
    assert desk.do(filed).verdict is Verdict.APPLIED
    late(town, incident)
    assert timers.ring() == 1
    assert verbs(town, incident).count(Verb.OVERDUE) == 2


def test_many_due_cases_are_all_rung(town: Town) -> None:
    desk = town.desk()
    last = [desk.report(f"第{n}件") for n in range(25)][-1]
    late(town, last)
    assert Timers(town.store, node="n1").ring() == 25


def test_history_never_rings(town: Town) -> None:
    past = PastCase(incident="h1", grid=MICRO, title="旧案", occurred_at=town.clock() - timedelta(days=400))
    town.office.require(EnterHistory(cases=(past,)))
    town.clock.pass_(days=400)
    assert Timers(town.store, node="n1").ring() == 0


def test_two_nodes_ring_a_case_once(town: Town, open_store: Callable[[], Store]) -> None:
    desk = town.desk()
    cases = [desk.report(f"第{n}件") for n in range(10)]
    late(town, cases[-1])
    nodes = [Timers(open_store(), node=f"n{n}") for n in range(3)]
    threads = [threading.Thread(target=node.ring) for node in nodes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [verbs(town, case).count(Verb.OVERDUE) for case in cases] == [1] * 10


def test_a_tier_that_does_not_acknowledge_is_rung_once(town: Town) -> None:
    timers, desk = Timers(town.store, node="n1"), town.desk()
    incident = desk.report()
    assert (
        desk.do(LeadUp(incident=incident, saw_tier=Tier.L1, measures="已到场", handler="金惠兰", said=Said.PHONE)).verdict
        is Verdict.APPLIED
    )
    case = town.get(Incident, incident)
    assert case is not None
    assert case.aside_due is not None
    before = (case.step_due, case.timer)
    town.clock.now = case.aside_due + timedelta(seconds=1)

    rung = [timers.ring() for _ in range(3)]

    assert rung[1:] == [0, 0]
    overdue = [entry.after for entry in town.find(Entry, incident=incident) if entry.verb is Verb.OVERDUE]
    assert overdue.count(Timer.ACKNOWLEDGE.value) == 1
    after = town.get(Incident, incident)
    assert after is not None
    assert ((after.step_due, after.timer), after.aside_due, after.tier) == (before, None, Tier.L2)
