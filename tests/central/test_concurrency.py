"""Many at once: no effect twice, nothing overwritten unseen, and whoever polls misses nothing."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from msgspec.structs import replace

from app.commands.command import Command, Id
from app.commands.duty import WriteLog
from app.commands.intake import ReportIncident, Take
from app.commands.meetings import OpenMeeting
from app.contract.messages import Verdict, VerdictRow
from app.domain.act import Act
from app.domain.duty import LogNote
from app.domain.incident import Incident, State
from app.domain.machine import Seen
from app.domain.meeting import Meeting
from app.domain.problems import Code
from app.domain.record import Effect, Put, Touch
from app.domain.world import World, required
from services.central.office import Office, new_id
from services.central.store import Store
from services.central.verifying import Verification
from tests.central.desk import Desk, Replica, Town
from tests.support.chance import drawn
from tests.support.district import AREA, DEPUTY, MICRO, TOWN

WRITERS = 4
EACH = 25


def at_once(*works: Callable[[], None]) -> None:
    """Run these at the same time, each in a thread; the first failure fails the test."""
    with ThreadPoolExecutor(len(works)) as threads:
        begun = [threads.submit(work) for work in works]
    for each in begun:
        each.result()


def test_a_poller_misses_nothing_beside_four_writers(town: Town, open_store: Callable[[], Store]) -> None:
    """Each writer has a store of its own, as processes would, and sleeps now and then inside its transactions' gaps."""
    stores = [open_store() for _ in range(WRITERS)]
    written: list[str] = []
    done = threading.Event()

    def write(store: Store, seed: int) -> None:
        desk, luck = Desk(town, AREA, new_id(), store), drawn(seed)
        for _ in range(EACH):
            notes = [new_id() for _ in range(luck.randint(1, 3))]
            orders = [desk.numbered(desk.order(WriteLog(note=note, area=AREA, text="并发"))) for note in notes]
            answer = desk.push(orders)
            assert [v.verdict for v in answer.verdicts] == [Verdict.APPLIED] * len(notes)
            written.extend(notes)
            time.sleep(luck.random() * 0.004)

    held = Replica(town.feeds, TOWN, town.desk().reader(TOWN), limit=7)

    def poll() -> None:
        while not done.is_set():
            held.pull()

    def write_all() -> None:
        try:
            at_once(*(lambda store=store, n=n: write(store, n) for n, store in enumerate(stores)))
        finally:
            done.set()

    at_once(poll, write_all)
    held.pull()
    missed = [note for note in written if (LogNote.kind, note) not in held.rows]
    assert missed == []
    assert held.rows == Replica(town.feeds, TOWN, town.desk().reader(TOWN)).pull().rows
    assert Verification(town.store).run().findings == []


def test_of_many_who_take_a_report_one_gets_it(town: Town, open_store: Callable[[], Store]) -> None:
    incident = town.desk().report()
    desks = [Desk(town, AREA, new_id(), open_store()) for _ in range(WRITERS)]
    verdicts: list[VerdictRow] = []
    take = Take(incident=incident, saw=Seen(state=State.REPORTED))
    at_once(*(lambda desk=desk: verdicts.append(desk.do(take)) for desk in desks))
    assert sorted(v.verdict for v in verdicts) == [Verdict.APPLIED] + [Verdict.REFUSED] * (WRITERS - 1)
    assert {v.problem for v in verdicts} == {0, Code.RECORD_CHANGED}
    case = town.get(Incident, incident)
    assert case is not None
    assert case.version == 2


def test_what_a_search_said_is_still_so_at_the_commit(town: Town, open_store: Callable[[], Store]) -> None:
    """Two open the week's meeting at once, each with an id of its own; neither sees the other, only one may stand."""
    desks = [Desk(town, AREA, new_id(), open_store()) for _ in range(WRITERS)]
    verdicts: list[VerdictRow] = []

    def opens(desk: Desk) -> None:
        verdicts.append(desk.do(OpenMeeting(meeting=new_id(), area=AREA, week="2026-W40"), author=DEPUTY))

    at_once(*(lambda desk=desk: opens(desk) for desk in desks))
    assert sorted(v.problem for v in verdicts) == [0] + [Code.MEETING_EXISTS] * (WRITERS - 1)
    assert len(town.find(Meeting, area=AREA)) == 1


class Close(Command, frozen=True):
    """A test's own: the case is finished unless somebody called for help."""

    incident: Id

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        case = required(world, Incident, self.incident)
        if world.find(LogNote, incident=self.incident):
            return ()
        time.sleep(0.05)
        return (Put(replace(case, result="finished")),)


class Whistle(Command, frozen=True):
    """A test's own: help is called for a case that is not finished; rests on the case without writing it."""

    incident: Id

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        case = required(world, Incident, self.incident)
        if case.result:
            return ()
        time.sleep(0.05)
        note = LogNote(
            id=act.command, town=case.town, area=case.area, at=act.at, by="", by_name="", text="吹哨", incident=case.id
        )
        return Put(note), Touch(Incident.kind, case.id)


def test_close_and_whistle_never_both(town: Town, open_store: Callable[[], Store]) -> None:
    closer, whistler = Office(open_store()), Office(open_store())
    for _ in range(5):
        incident = town.desk().report()
        at_once(
            partial(_run, closer, Close(incident=incident)),
            partial(_run, whistler, Whistle(incident=incident)),
        )
        case = town.get(Incident, incident)
        assert case is not None
        assert bool(case.result) != bool(town.find(LogNote, incident=incident))


def _run(office: Office, command: Command) -> None:
    assert office.run(command).verdict is Verdict.APPLIED


def test_the_same_order_from_two_sides_has_one_effect(town: Town, open_store: Callable[[], Store]) -> None:
    desks = [Desk(town, AREA, "one-seat", open_store()) for _ in range(WRITERS)]
    order = desks[0].order(ReportIncident(incident="once", grid=MICRO, title="一份两处"))
    verdicts: list[VerdictRow] = []

    def hand_in(desk: Desk) -> None:
        verdicts.extend(desk.push([desk.numbered(order)]).verdicts)

    at_once(*(lambda desk=desk: hand_in(desk) for desk in desks))
    assert sorted(v.verdict for v in verdicts) == [Verdict.ALREADY] * (WRITERS - 1) + [Verdict.APPLIED]
    case = town.get(Incident, "once")
    assert case is not None
    assert case.version == 1


def test_one_series_from_two_sides_keeps_its_order(town: Town, open_store: Callable[[], Store]) -> None:
    first = Desk(town, AREA, "one-seat", open_store())
    second = Desk(town, AREA, "one-seat", open_store())
    second.series = first.series
    orders = [first.numbered(first.order(WriteLog(note=new_id(), area=AREA, text=f"{n}"))) for n in range(20)]
    answers: list[list[VerdictRow]] = []
    at_once(*(lambda desk=desk: answers.append(desk.push(orders).verdicts) for desk in (first, second)))
    assert [len(verdicts) for verdicts in answers] == [20, 20]
    assert len(town.find(LogNote, area=AREA)) == 20
    with town.store.database.reading() as connection:
        assert town.store.ledger.decided(connection, first.series) == 20
