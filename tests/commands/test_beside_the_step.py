"""What runs beside a case's step: the receiving tier's term to acknowledge it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.commands import leading, timers
from app.domain.beside import acknowledge_by, next_morning
from app.domain.catalogue import Severity, Tier
from app.domain.incident import Entry, Incident, Said, Verb
from app.domain.terms import Timer
from tests.commands.desk import RuleDesk
from tests.support.district import CHIEF, OFFICER


@pytest.fixture
def desk() -> RuleDesk:
    return RuleDesk()


def led_up(desk: RuleDesk) -> Incident:
    desk.filed(event_class="0112", severity=Severity.URGENT)
    assert desk.case().tier is Tier.L1
    assert desk.case().aside_due is None
    desk.does(OFFICER, leading.LeadUp(incident="i1", saw_tier=Tier.L1, measures="已到场两次", handler="金惠兰", said=Said.PHONE))
    return desk.case()


def told(desk: RuleDesk) -> list[str]:
    entries = desk.world.find(Entry, incident="i1")
    return [entry.after for entry in entries if entry.verb is Verb.OVERDUE]


def test_the_receiving_tier_has_an_hour_to_acknowledge_an_urgent_case(desk: RuleDesk) -> None:
    case = led_up(desk)

    assert acknowledge_by(case) == case.aside_due == desk.clock.now + timedelta(hours=1)


def test_unheeded_the_term_rings_once_and_the_case_stays_where_it_is(desk: RuleDesk) -> None:
    before = led_up(desk)
    desk.rings(timers.RingAside(incident="i1"))
    assert desk.case() == before

    desk.clock.pass_(hours=1)
    desk.rings(timers.RingAside(incident="i1"))
    desk.rings(timers.RingAside(incident="i1"))

    assert told(desk) == [Timer.ACKNOWLEDGE.value]
    after = desk.case()
    assert (after.tier, after.state, after.step_due, after.aside_due) == (Tier.L2, before.state, before.step_due, None)
    assert acknowledge_by(after) == desk.clock.now


def test_acknowledged_it_never_rings(desk: RuleDesk) -> None:
    led_up(desk)
    desk.does(CHIEF, leading.AcknowledgeTier(incident="i1", saw_tier=Tier.L2))

    assert (desk.case().aside_due, acknowledge_by(desk.case())) == (None, None)
    desk.clock.pass_(hours=2)
    desk.rings(timers.RingAside(incident="i1"))
    assert told(desk) == []


def test_led_up_again_the_next_tier_has_a_term_of_its_own(desk: RuleDesk) -> None:
    led_up(desk)
    desk.clock.pass_(hours=1)
    desk.rings(timers.RingAside(incident="i1"))
    desk.does(CHIEF, leading.Coordinate(incident="i1", text="现场会商"))
    desk.does(CHIEF, leading.LeadUp(incident="i1", saw_tier=Tier.L2, measures="需镇级牵头"))
    desk.clock.pass_(hours=1)
    desk.rings(timers.RingAside(incident="i1"))

    assert told(desk) == [Timer.ACKNOWLEDGE.value] * 2


def test_a_case_that_begins_at_its_tier_was_handed_over_by_nobody(desk: RuleDesk) -> None:
    desk.filed()
    assert desk.case().tier is Tier.L2

    assert (acknowledge_by(desk.case()), desk.case().aside_due) == (None, None)


def test_the_end_of_a_case_ends_the_term(desk: RuleDesk) -> None:
    desk.checking()
    desk.does(CHIEF, leading.Coordinate(incident="i1", text="现场会商"))
    desk.does(CHIEF, leading.LeadUp(incident="i1", saw_tier=Tier.L2, measures="需镇级牵头"))
    assert desk.case().aside_due is not None
    desk.closes()

    assert (acknowledge_by(desk.case()), desk.case().aside_due) == (None, None)


def supervised(desk: RuleDesk, **deadline: float) -> Incident:
    desk.filed()
    ends = desk.clock.now + timedelta(**deadline)
    desk.does(CHIEF, leading.Supervise(incident="i1", saw=desk.sees(), deadline=ends, demand="两日内恢复通行"))
    return desk.case()


def reminders(desk: RuleDesk) -> list[Entry]:
    return [entry for entry in desk.world.find(Entry, incident="i1") if entry.verb is Verb.REMINDED]


def test_a_supervision_is_brought_to_mind_every_morning_past_its_deadline_too(desk: RuleDesk) -> None:
    case = supervised(desk, days=2)
    assert case.supervision is not None
    assert case.aside_due == datetime(2026, 11, 19, 1, 0, tzinfo=UTC), "nine in the morning in Shanghai"

    for _ in range(4):
        due = desk.case().aside_due
        assert due is not None
        desk.clock.now = due
        desk.rings(timers.RingAside(incident="i1"))
        desk.rings(timers.RingAside(incident="i1"))

    assert [entry.at.day for entry in reminders(desk)] == [19, 20, 21, 22]
    assert {(entry.text, entry.after) for entry in reminders(desk)} == {("两日内恢复通行", case.supervision.deadline.isoformat())}
    assert (desk.case().state, desk.case().step_due) == (case.state, case.step_due)


def test_mornings_that_nobody_rang_are_not_made_up_for(desk: RuleDesk) -> None:
    supervised(desk, days=2)
    desk.clock.pass_(days=5)

    desk.rings(timers.RingAside(incident="i1"))

    assert len(reminders(desk)) == 1
    assert desk.case().aside_due == next_morning(desk.clock.now)


def test_both_that_are_due_are_told_by_one_alarm(desk: RuleDesk) -> None:
    supervised(desk, days=2)
    desk.does(CHIEF, leading.Coordinate(incident="i1", text="现场会商"))
    desk.does(CHIEF, leading.LeadUp(incident="i1", saw_tier=Tier.L2, measures="需镇级牵头"))
    desk.clock.pass_(days=1)

    desk.rings(timers.RingAside(incident="i1"))

    assert (told(desk), len(reminders(desk))) == ([Timer.ACKNOWLEDGE.value], 1)


def test_the_end_of_a_case_ends_its_supervision(desk: RuleDesk) -> None:
    desk.checking()
    ends = desk.clock.now + timedelta(days=2)
    desk.does(CHIEF, leading.Supervise(incident="i1", saw=desk.sees(), deadline=ends, demand="办结"))
    desk.closes()

    assert desk.case().aside_due is None
