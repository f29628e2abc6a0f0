"""A hung-up case is never archived by the clock: it comes back every month, until it is solved or worked on again (I24)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.commands import handling, ledger, timers
from app.desk.queue import queue
from app.domain.incident import Entry, Incident, Outcome, State, Verb
from app.domain.machine import seen
from app.domain.problems import Code, Problem
from app.domain.terms import Timer
from tests.commands.desk import RuleDesk
from tests.support.desk import DictCache, SteadyClock
from tests.support.district import AREA, CHIEF, OFFICER


@pytest.fixture
def desk() -> RuleDesk:
    return RuleDesk()


def on_the_books(desk: RuleDesk) -> Incident:
    desk.checking()
    close = handling.CloseCase(incident="i1", saw=desk.sees(), outcome=Outcome.UNSOLVABLE, note="产权不明")
    desk.does(CHIEF, close)
    rung(desk, Timer.EVALUATE)
    return rung(desk, Timer.REOPEN)


def rung(desk: RuleDesk, timer: Timer) -> Incident:
    due = desk.case().step_due
    assert due is not None
    assert desk.case().timer is timer
    desk.clock.now = due
    desk.rings(timers.RingTimer(incident="i1", timer=timer))
    return desk.case()


def review(desk: RuleDesk, *, solved: bool = False, note: str = "产权仍不明") -> ledger.ReviewLedger:
    return ledger.ReviewLedger(incident="i1", saw=seen(desk.case()), solved=solved, note=note)


def to_do(desk: RuleDesk) -> list[str]:
    cache = DictCache(desk.world, SteadyClock(desk.clock.now))
    return [row.id for row in queue(cache, AREA, now=desk.clock.now).to_do]


def test_it_is_not_archived_but_due_for_review_a_month_after_its_window(desk: RuleDesk) -> None:
    case = on_the_books(desk)

    assert (case.state, case.hung_up, case.timer) == (State.EVALUATED, True, Timer.REVIEW)
    assert case.step_due == desk.clock.now + timedelta(days=30)
    assert to_do(desk) == []
    rung(desk, Timer.REVIEW)
    assert desk.case().state is State.EVALUATED
    assert to_do(desk) == ["i1"]


def test_reviewed_it_comes_back_in_another_month(desk: RuleDesk) -> None:
    on_the_books(desk)
    rung(desk, Timer.REVIEW)

    desk.does(CHIEF, review(desk))

    assert desk.case().hung_up
    assert desk.case().step_due == desk.clock.now + timedelta(days=30)
    assert to_do(desk) == []
    (line,) = [entry for entry in desk.world.find(Entry, incident="i1") if entry.verb is Verb.REVIEWED]
    assert (line.text, line.after) == ("产权仍不明", "unsolvable")
    rung(desk, Timer.REVIEW)
    assert to_do(desk) == ["i1"]


def test_solved_it_leaves_the_books_and_is_archived(desk: RuleDesk) -> None:
    on_the_books(desk)

    desk.does(CHIEF, review(desk, solved=True, note="产权单位已修复"))

    case = desk.case()
    assert (case.state, case.hung_up, case.outcome, case.timer) == (State.ARCHIVED, False, Outcome.SOLVED, None)


def test_it_may_be_worked_on_again_as_long_as_it_hangs(desk: RuleDesk) -> None:
    on_the_books(desk)
    desk.clock.pass_(days=90)

    desk.does(OFFICER, handling.Reopen(incident="i1", saw=desk.sees(), reason="not_solved"))

    assert (desk.case().state, desk.case().hung_up) == (State.HANDLING, False)


def test_a_review_says_why_and_is_for_leaders_and_for_what_hangs(desk: RuleDesk) -> None:
    on_the_books(desk)
    for person, command, code in (
        (OFFICER, review(desk), Code.NOT_ALLOWED),
        (CHIEF, review(desk, note=" "), Code.FIELD_MISSING),
    ):
        with pytest.raises(Problem) as refused:
            desk.does(person, command)
        assert refused.value.code is code
    desk.does(CHIEF, review(desk, solved=True, note="已修复"))
    with pytest.raises(Problem) as over:
        desk.does(CHIEF, review(desk))
    assert over.value.code is Code.STATE_FORBIDS
