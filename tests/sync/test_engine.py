"""The loop: what becomes of the link, when it is tried again, what is dealt with at once and what a person must see."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.commands.intake import ReportIncident
from app.commands.notes import AddNote
from app.contract.messages import Hello
from app.desk.ports import LinkState
from app.domain.incident import Incident
from app.domain.people import Contact
from app.domain.problems import Code, Problem
from app.domain.record import Put
from services.sync.engine import SyncEngine
from services.sync.resets import Resets
from services.sync.schedule import MOST_SECONDS, SPREAD_SECONDS, Schedule
from tests.support.caches import Pair, order
from tests.support.chance import drawn
from tests.support.district import AREA, MICRO, OFFICER, TOWN
from tests.support.truth_wire import Fault, at_once


class Anybody:
    """A door at which nobody changes."""

    stamp = 0

    def heard(self, hello: Hello, stamp: int) -> None:
        """Nothing follows."""


class Loop:
    """A pair with the loop between, on clocks that tests move."""

    def __init__(self, folder: Path) -> None:
        self.pair = Pair(folder)
        self.seconds = 0.0
        self.defects: list[BaseException] = []
        self.engine = SyncEngine(
            cache=self.pair.cache,
            wire=self.pair.wire,
            door=Anybody(),
            soon=at_once,
            on_defect=self.defects.append,
            schedule=Schedule(drawn(7)),
            clock=self.pair.clock,
            monotonic=lambda: self.seconds,
        )
        self.states: list[LinkState] = []
        self.engine.on_link(lambda link: self.states.append(link.state))

    def pass_(self, **time_: float) -> None:
        step = timedelta(**time_)
        self.pair.clock.now += step
        self.pair.central.now += step
        self.seconds += step.total_seconds()

    def refused(self) -> Problem:
        with pytest.raises(Problem) as caught:
            self.engine.once()
        return caught.value


@pytest.fixture
def loop(tmp_path: Path) -> Iterator[Loop]:
    made = Loop(tmp_path / "desk")
    yield made
    made.pair.cache.close()
    assert made.defects == []


def test_a_first_round_catches_up_and_comes_online(loop: Loop) -> None:
    link = loop.engine.once()
    assert link.state is LinkState.ONLINE
    assert link.as_of == loop.pair.clock.now
    assert LinkState.CATCHING_UP in loop.states
    assert loop.pair.wire.calls.count("check") >= 4, "counted before, compared after"


def test_a_lost_centre_is_a_state_with_the_time_of_the_next_attempt(loop: Loop) -> None:
    loop.engine.once()
    as_of = loop.engine.link().as_of
    loop.pass_(minutes=1)
    loop.pair.wire.fault, loop.pair.wire.strikes = Fault.REQUEST_LOST, 1
    assert loop.refused().code is Code.CENTRAL_UNREACHABLE
    link = loop.engine.link()
    assert (link.state, link.problem, link.attempt) == (LinkState.OFFLINE, Code.CENTRAL_UNREACHABLE, 1)
    assert link.next_try is not None
    assert timedelta(seconds=1) <= link.next_try - loop.pair.clock.now <= timedelta(seconds=SPREAD_SECONDS)
    assert link.as_of == as_of
    loop.engine.once()
    assert loop.engine.link().attempt == 0


def test_a_restore_is_dealt_with_in_one_go(loop: Loop) -> None:
    loop.engine.once()
    saved = loop.pair.central.backup()
    loop.pair.cache.do(order(1, ReportIncident(incident="i1", grid=MICRO, title="恢复")))
    loop.engine.once()
    loop.pair.central.restore(saved)
    loop.pass_(minutes=1)
    link = loop.engine.once()
    assert (link.state, link.problem) == (LinkState.ONLINE, Code.NEW_GENERATION)
    assert loop.pair.cache.get(Incident, "i1") is not None
    assert loop.pair.shown() == loop.pair.central.visible_records()
    assert loop.engine.once().problem == 0, "said once"


def test_a_difference_is_reported_and_pulled_right(loop: Loop) -> None:
    loop.engine.once()
    loop.pair.cache.run(lambda parts: parts.database.text("DELETE FROM r_force WHERE id = 'f-squad'"))
    loop.pass_(days=2)
    assert loop.engine.once().state is LinkState.ONLINE
    assert loop.pair.shown() == loop.pair.central.visible_records()


def test_more_than_one_reset_in_ten_minutes_is_shown_instead_of_looping(loop: Loop) -> None:
    loop.engine.once()
    for _ in range(2):
        loop.pair.central.purge(TOWN)
        loop.pair.central.write(Put(Contact(id="c-1", town=TOWN, area=AREA, of_kind="person", of=OFFICER)))
        loop.pair.central.purge(TOWN)
        loop.pass_(minutes=1)
        code = None
        try:
            loop.engine.once()
        except Problem as problem:
            code = problem.code
    assert code is Code.RESET_AGAIN
    assert (loop.engine.link().state, loop.engine.link().problem) == (LinkState.REFUSED, Code.RESET_AGAIN)
    loop.pass_(minutes=11)
    assert loop.engine.once().state is LinkState.ONLINE


def test_a_clock_that_is_off_is_shown_while_work_goes_on(loop: Loop) -> None:
    loop.pair.central.now += timedelta(days=1)
    link = loop.engine.once()
    assert (link.state, link.problem) == (LinkState.ONLINE, Code.CLOCK_OFF)
    assert link.data == {"seconds": "86400"}
    assert link.clock_offset == pytest.approx(86400)


def test_too_old_a_program_reads_and_keeps_its_outbox(loop: Loop) -> None:
    loop.engine.once()
    loop.pair.cache.do(order(1, ReportIncident(incident="i1", grid=MICRO, title="版本太旧")))
    loop.pair.wire.deaf = True
    loop.pair.central.write(Put(Contact(id="c-1", town=TOWN, area=AREA, of_kind="person", of=OFFICER)))
    loop.pass_(minutes=1)
    link = loop.engine.once()
    assert (link.state, link.problem) == (LinkState.REFUSED, Code.CLIENT_TOO_OLD)
    assert len(loop.pair.cache.waiting()) == 1
    assert loop.pair.cache.get(Contact, "c-1") is not None


def test_too_large_a_batch_is_halved_down_to_one(loop: Loop) -> None:
    loop.engine.once()
    for number in range(9):
        loop.pair.cache.do(order(number, ReportIncident(incident=f"i{number}", grid=MICRO, title="一批")))
    loop.pair.wire.largest_batch = 2
    loop.engine.once()
    assert loop.pair.cache.is_idle()
    assert len(loop.pair.cache.find(Incident)) == 9


def test_a_single_order_that_is_too_large_becomes_a_refusal_and_blocks_nothing(loop: Loop) -> None:
    loop.engine.once()
    loop.pair.cache.do(order(1, ReportIncident(incident="i1", grid=MICRO, title="太大")))
    loop.pair.wire.largest_batch = 0
    loop.engine.once()
    assert [boxed.problem for boxed in loop.pair.cache.refused()] == [Code.BATCH_TOO_LARGE]
    assert loop.pair.cache.get(Incident, "i1") is None
    loop.pair.wire.largest_batch = 10
    loop.pair.cache.do(order(2, ReportIncident(incident="i2", grid=MICRO, title="还行")))
    loop.engine.once()
    assert loop.pair.cache.get(Incident, "i2") is not None


def test_personal_data_go_after_three_days_without_a_word(loop: Loop) -> None:
    loop.pair.central.write(Put(Contact(id="c-1", town=TOWN, area=AREA, of_kind="person", of=OFFICER)))
    loop.engine.once()
    loop.pair.wire.fault = Fault.REQUEST_LOST
    for days, left in ((2, 1), (2, 0)):
        loop.pass_(days=days)
        loop.pair.wire.strikes = 1
        assert loop.refused().code is Code.CENTRAL_UNREACHABLE
        assert len(loop.pair.cache.find(Contact)) == left
    loop.engine.once()
    assert len(loop.pair.cache.find(Contact)) == 1


def test_a_poke_pulls_only_what_has_moved(loop: Loop) -> None:
    stop, thread = running(loop)
    until(lambda: loop.pair.wire.calls.count("check") == 4)
    loop.pair.wire.calls.clear()
    loop.engine.poke({TOWN: 1})
    time.sleep(0.2)
    assert loop.pair.wire.calls == [], "nothing new in it"
    loop.pair.central.write(Put(Contact(id="c-1", town=TOWN, area=AREA, of_kind="person", of=OFFICER)))
    loop.engine.poke({TOWN: loop.pair.central.book.heads[TOWN]})
    until(lambda: loop.pair.wire.calls == ["page"])
    ended(loop, stop, thread)
    assert loop.pair.cache.get(Contact, "c-1") is not None


def test_the_loop_outlives_a_defect_and_tells_it(loop: Loop, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Hello:
        raise KeyError("ours")

    monkeypatch.setattr(loop.pair.wire, "hello", broken)
    stop, thread = running(loop)
    until(lambda: bool(loop.defects))
    assert loop.engine.link().state is LinkState.OFFLINE
    ended(loop, stop, thread)
    loop.defects.clear()


def test_what_is_done_while_the_loop_runs_is_handed_in_without_further_ado(loop: Loop) -> None:
    stop, thread = running(loop)
    until(lambda: loop.engine.link().state is LinkState.ONLINE)
    ended(loop, stop, thread)
    loop.pair.cache.do(order(1, ReportIncident(incident="i1", grid=MICRO, title="边做边发")))
    stop, thread = running(loop)
    loop.engine.nudge()
    until(lambda: "o-00001" in loop.pair.central.book.known)
    ended(loop, stop, thread)
    loop.pair.cache.do(order(2, AddNote(incident="i1", text="再一条")))
    loop.engine.once()
    assert loop.pair.cache.is_idle()


def test_attempts_are_spread_and_grow_to_a_minute_and_what_is_asked_for_is_honoured() -> None:
    schedule = Schedule(drawn(1))
    waits = [schedule.failed() for _ in range(200)]
    assert all(1.0 <= wait <= MOST_SECONDS for wait in waits)
    assert max(waits[:1]) <= SPREAD_SECONDS
    assert max(waits) > 50
    assert len({round(wait, 3) for wait in waits[10:]}) > 150
    assert Schedule().failed(asked=90) >= 90
    assert 0 <= Schedule().spread() <= SPREAD_SECONDS


def test_an_explained_reset_does_not_count() -> None:
    resets = Resets(lambda: 0.0)
    resets.explain(["a"])
    resets.count("a")
    resets.count("a")
    with pytest.raises(Problem) as again:
        resets.count("a")
    assert again.value.code is Code.RESET_AGAIN
    resets.count("b")


def running(loop: Loop) -> tuple[threading.Event, threading.Thread]:
    stop = threading.Event()
    thread = threading.Thread(target=loop.engine.run, args=(stop,))
    thread.start()
    return stop, thread


def ended(loop: Loop, stop: threading.Event, thread: threading.Thread) -> None:
    stop.set()
    loop.engine.wake()
    thread.join(5)
    assert not thread.is_alive()


def until(true: Callable[[], bool]) -> None:
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < 10, "waited in vain"
        time.sleep(0.005)
