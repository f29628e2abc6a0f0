"""The life of an order at this desk: done at once, waiting, sent, applied, refused, withdrawn."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from app.commands.intake import ReportIncident, Take
from app.commands.notes import AddNote
from app.commands.staffing import RevokeAppointment, SetDuty
from app.contract.codec import encode_order
from app.contract.messages import Verdict, VerdictRow
from app.desk.ports import Standing
from app.domain.incident import Incident, State
from app.domain.machine import Seen, seen
from app.domain.problems import Code, Problem
from app.domain.record import Put
from app.domain.refusal import Refusal, RefusalState
from app.domain.roster import Duty, Force
from tests.support.caches import Pair, order
from tests.support.district import AREA, MICRO, OFFICER, SECOND_OFFICER


def reported(pair: Pair, number: int = 1, incident: str = "i1") -> None:
    pair.cache.do(order(number, ReportIncident(incident=incident, grid=MICRO, title="架空线缆脱落")))


def case(pair: Pair, incident: str = "i1") -> Incident:
    found = pair.cache.get(Incident, incident)
    assert found is not None
    return found


def test_what_is_done_is_on_the_screen_at_once_and_waits(pair: Pair) -> None:
    change = pair.cache.do(order(1, ReportIncident(incident="i1", grid=MICRO, title="架空线缆脱落")))
    assert change.ids("incident") == {"i1"}
    assert case(pair).state is State.REPORTED
    (waiting,) = pair.cache.waiting()
    assert waiting.standing is Standing.WAITING
    assert ("incident", "i1") in waiting.touched
    assert pair.truth() == {key: pair.truth()[key] for key in pair.truth() if key[0] != "incident"}


def test_a_command_that_the_rules_refuse_leaves_nothing_behind(pair: Pair) -> None:
    before = pair.shown()
    with pytest.raises(Problem) as refused:
        pair.cache.do(order(1, AddNote(incident="nowhere", text="在哪")))
    assert refused.value.code is Code.RECORD_GONE
    assert pair.shown() == before
    assert pair.cache.waiting() == ()


def test_an_order_is_marked_sent_before_a_byte_leaves(pair: Pair) -> None:
    reported(pair)
    batch = pair.cache.batch(orders=500, size=1 << 20)
    assert [number for number, _, _ in batch.orders] == [1]
    (waiting,) = pair.cache.waiting()
    assert waiting.standing is Standing.SENT
    with pytest.raises(Problem) as refused:
        pair.cache.withdraw(waiting.order.id)
    assert refused.value.code is Code.ALREADY_SENT


def test_numbers_follow_the_order_and_stay_when_sent_again(pair: Pair) -> None:
    for number in (1, 2, 3):
        reported(pair, number, f"i{number}")
    first = pair.cache.batch(orders=2, size=1 << 20)
    again = pair.cache.batch(orders=500, size=1 << 20)
    assert [(n, i) for n, i, _ in first.orders] == [(1, "o-00001"), (2, "o-00002")]
    assert [(n, i) for n, i, _ in again.orders] == [(1, "o-00001"), (2, "o-00002"), (3, "o-00003")]
    assert first.series == again.series


def test_a_batch_keeps_to_its_size_but_sends_at_least_one(pair: Pair) -> None:
    for number in (1, 2, 3):
        reported(pair, number, f"i{number}")
    assert len(pair.cache.batch(orders=500, size=1).orders) == 1


def test_what_was_never_sent_can_be_withdrawn_and_what_rested_on_it_is_doubtful(pair: Pair) -> None:
    reported(pair)
    pair.cache.do(order(2, Take(incident="i1", saw=seen(case(pair)))))
    change = pair.cache.withdraw("o-00001")
    assert ("incident", "i1") in change.records
    assert pair.cache.get(Incident, "i1") is None
    (left,) = pair.cache.waiting()
    assert (left.standing, left.problem) == (Standing.LIKELY_REFUSED, Code.RECORD_GONE)


def test_an_applied_order_stays_on_the_screen_until_its_rows_have_come(pair: Pair) -> None:
    reported(pair)
    pair.rounds.push()
    assert pair.cache.waiting() == ()
    assert case(pair).version == 0
    pair.sync()
    assert case(pair).version == 1
    assert pair.cache.is_idle()


def test_a_refusal_is_undone_with_its_verdict_and_kept(pair: Pair) -> None:
    reported(pair)
    pair.sync()
    saw = seen(case(pair))
    pair.central.push("elsewhere-1", [(1, "e1", taking("e1", saw))], generation=pair.central.generation)
    pair.cache.do(order(2, Take(incident="i1", saw=saw)))
    assert case(pair).taken_by == OFFICER
    pair.rounds.push()
    assert case(pair).state is State.REPORTED, "the rows of the other desk have not come yet"
    (boxed,) = pair.cache.refused()
    assert (boxed.id, boxed.verb, boxed.problem) == ("o-00002", "Take", Code.RECORD_CHANGED)
    pair.sync()
    assert case(pair).taken_by == SECOND_OFFICER
    assert pair.cache.refused() == (), "the centre's own refusal record is in the box now"
    assert [refusal.id for refusal in pair.cache.find(Refusal, area=AREA)] == ["o-00002"]


def test_a_refusal_that_only_this_cache_knows_waits_for_a_person(pair: Pair) -> None:
    reported(pair)
    pair.cache.batch(orders=500, size=1 << 20)
    pair.cache.judge([VerdictRow(id="o-00001", number=1, verdict=Verdict.REFUSED, problem=2001, data={"kind": "grid"})])
    (boxed,) = pair.cache.refused()
    assert boxed.data == {"kind": "grid"}
    pair.reopen()
    assert [row.id for row in pair.cache.refused()] == ["o-00001"]
    pair.cache.settle_refused("o-00001")
    assert pair.cache.refused() == ()


def test_a_settled_refusal_need_not_be_kept_here(pair: Pair) -> None:
    reported(pair)
    pair.cache.batch(orders=500, size=1 << 20)
    pair.cache.judge([VerdictRow(id="o-00001", number=1, verdict=Verdict.REFUSED, problem=2001)])
    pair.central.write(Put(refusal(pair, RefusalState.DISCARDED)))
    pair.sync()
    assert pair.cache.run(lambda parts: parts.tools.outbox.refused()) == []


def test_verdicts_go_by_the_id_and_count_once(pair: Pair) -> None:
    reported(pair, 1, "i1")
    reported(pair, 2, "i2")
    pair.cache.batch(orders=500, size=1 << 20)
    pair.cache.judge([VerdictRow(id="o-00002", number=1, verdict=Verdict.REFUSED, problem=2001)])
    pair.cache.judge([VerdictRow(id="o-00002", number=1, verdict=Verdict.REFUSED, problem=2001)])
    pair.cache.judge([VerdictRow(id="nobody's", number=1, verdict=Verdict.APPLIED)])
    assert [row.order.id for row in pair.cache.waiting()] == ["o-00001"]
    assert len(pair.cache.refused()) == 1


def test_a_likely_refusal_is_reconsidered_when_what_it_read_changes(pair: Pair) -> None:
    reported(pair)
    pair.sync()
    pair.cache.do(order(2, SetDuty(force="f-squad", saw=Duty.AVAILABLE, duty=Duty.OFF)))
    squad = pair.central.book.world.get(Force, "f-squad")
    assert squad is not None
    pull_only(pair, Put(moved(squad, Duty.ON_SCENE)))
    assert pair.cache.waiting()[0].standing is Standing.LIKELY_REFUSED
    pull_only(pair, Put(moved(squad, Duty.AVAILABLE)))
    assert pair.cache.waiting()[0].standing is Standing.SENT


def test_rights_taken_away_while_waiting_make_it_likely_to_be_refused(pair: Pair) -> None:
    reported(pair)
    pull_only(pair)
    pair.central.issue(RevokeAppointment(appointment=f"a-{OFFICER}"))
    pull_only(pair)
    assert pair.cache.waiting()[0].problem in (Code.RIGHT_REVOKED, Code.NOT_ALLOWED)


def test_a_newer_rules_number_marks_guesses_provisional(pair: Pair) -> None:
    hello = pair.central.hello()
    pair.cache.meet(replace(hello, rules=99))
    reported(pair)
    assert pair.cache.waiting()[0].standing is Standing.PROVISIONAL


def taking(order_id: str, saw: Seen) -> bytes:
    return encode_order(order(order_id, Take(incident="i1", saw=saw), author=SECOND_OFFICER))


def refusal(pair: Pair, state: RefusalState) -> Refusal:
    return Refusal(
        id="o-00001",
        town=AREA[:9],
        area=AREA,
        verb="ReportIncident",
        wanted="{}",
        author=OFFICER,
        problem=2001,
        occurred_at=pair.clock.now,
        refused_at=pair.clock.now,
        state=state,
    )


def moved(force: Force, duty: Duty) -> Force:
    return replace(force, duty=duty)


def pull_only(pair: Pair, *effects: Put) -> None:
    """The centre's changes come in while nothing can be handed in."""
    pair.central.write(*effects)
    pair.wire.deaf = True
    hello = pair.rounds.hello()
    pair.rounds.whole(hello.heads)
    pair.wire.deaf = False
