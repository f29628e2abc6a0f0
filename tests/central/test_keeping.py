"""Cases that were over long ago leave the desks and stay at the centre; nothing of the protocol notices more than that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from app.commands.command import Command, Id
from app.commands.entering import EnterHistory, PastCase
from app.commands.notes import AddNote
from app.contract.checksum import checksum
from app.domain.act import Act
from app.domain.incident import Entry, Incident
from app.domain.keeping import EVERYTHING, kept_since
from app.domain.people import Contact
from app.domain.record import Effect, Put, Record
from app.domain.world import World
from services.central.keeping import Keeping
from services.central.store import Store
from services.central.verifying import Verification
from tests.central.desk import Desk, Replica, Town
from tests.support.district import AREA, MICRO, OTHER_AREA, TOWN

WEEKS = 104


class Tell(Command, frozen=True):
    """A test's own: the reporter of a case in clear."""

    incident: Id

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        told = Contact(id=f"tel-{self.incident}", town=TOWN, area=AREA, of_kind=Incident.kind, of=self.incident, phone="138")
        return (Put(told),)


def past(name: str, over: datetime, *, grid: str = MICRO, closed: bool = True) -> PastCase:
    begun = over - timedelta(days=1)
    return PastCase(incident=name, grid=grid, title="旧案", occurred_at=begun, closed_at=over if closed else None)


@pytest.fixture
def aged(town: Town) -> Town:
    """An area with cases that were over one, two and a half and three years ago, one that never was, and a new one."""
    weeks_ago = {"three": 156, "two and a half": 130, "one": 52}
    old = [past(name, town.clock() - timedelta(weeks=weeks)) for name, weeks in weeks_ago.items()]
    never = past("never", town.clock() - timedelta(weeks=156), closed=False)
    town.office.require(EnterHistory(cases=(*old, never)))
    town.desk().report("新的", incident="new")
    return town


def keeping(town: Town, weeks: int = WEEKS, store: Store | None = None) -> Keeping:
    return Keeping(store or town.store, weeks=weeks)


def replica(town: Town, *, limit: int = 1000) -> Replica:
    return Replica(town.feeds, TOWN, town.desk().reader(TOWN, contacts=True), limit=limit)


def held(found: Replica, kind: type[Record] = Incident) -> set[str]:
    return {record for name, record in found.rows if name == kind.kind}


def notes(desk: Desk, incidents: Sequence[str]) -> None:
    for incident in incidents:
        assert desk.do(AddNote(incident=incident, text="补记")).problem == 0


def agrees(town: Town, *replicas: Replica) -> bool:
    """Whether these hold what the centre counts, and the centre finds nothing amiss with itself."""
    counted = town.feeds.check(TOWN, replicas[0].reader)
    return (
        all(checksum(each.versions()) == (counted.count, counted.checksum) for each in replicas)
        and Verification(town.store).run().findings == []
    )


def test_what_was_over_long_ago_leaves_the_desks_and_the_self_check_agrees(aged: Town) -> None:
    before = replica(aged).pull()
    assert held(before) == {"three", "two and a half", "one", "never", "new"}

    assert keeping(aged).tend() == 2

    before.pull()
    fresh = replica(aged, limit=2).pull()
    assert held(before) == held(fresh) == {"one", "never", "new"}
    assert agrees(aged, before, fresh)
    assert aged.get(Incident, "three") is not None, "the centre keeps it"
    assert all(row.b is not None for page in fresh.pages for row in page.rows), "who begins need not hear of what has left"


def test_desks_are_told_since_when_they_have_everything(aged: Town) -> None:
    made = keeping(aged)
    assert made.since([AREA]) == {}
    made.tend()
    since = kept_since(aged.clock(), WEEKS)
    assert made.since([AREA, OTHER_AREA]) == {AREA: since}
    assert aged.clock() - timedelta(weeks=WEEKS + 1) < since <= aged.clock() - timedelta(weeks=WEEKS)


def test_what_belongs_to_a_case_goes_with_it(town: Town) -> None:
    desk = town.desk()
    desk.report(incident="i1")
    desk.do(AddNote(incident="i1", text="看过"))
    town.office.require(EnterHistory(cases=(past("i2", town.clock() - timedelta(weeks=1)),)))
    desk.do(AddNote(incident="i2", text="另一件"))
    town.office.require(EnterHistory(cases=(past("i3", town.clock() - timedelta(weeks=130)),)))
    desk.do(AddNote(incident="i3", text="旧的"))
    town.office.require(Tell(incident="i1"))
    town.office.require(Tell(incident="i3"))
    all_of_it = replica(town).pull()
    notes, contacts = held(all_of_it, Entry), held(all_of_it, Contact)
    assert {"tel-i1", "tel-i3"} <= contacts

    keeping(town).tend()

    all_of_it.pull()
    gone = {entry.id for entry in town.find(Entry, incident="i3")}
    assert len(gone) == 1
    assert held(all_of_it, Entry) == notes - gone
    assert held(all_of_it, Contact) == contacts - {"tel-i3"}
    assert agrees(town, all_of_it)


def test_what_is_written_to_such_a_case_is_shown_until_the_next_day(aged: Town) -> None:
    made = keeping(aged)
    made.tend()
    desk = replica(aged).pull()
    aged.desk().do(AddNote(incident="three", text="补记"))
    assert len(held(desk.pull(), Entry)) == 2, "the report's line and the late note"

    assert made.tend() == 0, "not again on the same day"
    aged.clock.pass_(days=1)
    assert made.tend() == 1

    assert agrees(aged, desk.pull())
    assert len(held(desk, Entry)) == 1


def test_more_weeks_bring_cases_back_and_fewer_take_them_away(aged: Town) -> None:
    desk = replica(aged).pull()
    keeping(aged).tend()
    assert keeping(aged, 140).tend() == 1
    assert held(desk.pull()) == {"two and a half", "one", "never", "new"}
    assert keeping(aged, EVERYTHING).tend() == 1
    assert held(desk.pull()) == {"three", "two and a half", "one", "never", "new"}
    assert keeping(aged, EVERYTHING).since([AREA]) == {}
    assert agrees(aged, desk)
    keeping(aged, 26).tend()
    assert held(desk.pull()) == {"never", "new"}
    assert agrees(aged, desk)


def test_the_weeks_are_counted_from_the_newest_case_of_each_area(town: Town) -> None:
    then = town.clock() - timedelta(weeks=700)
    recorded = [past(f"r{n}", then - timedelta(weeks=26 * n)) for n in range(5)]
    elsewhere = [past(f"e{n}", then - timedelta(weeks=100 * n), grid=OTHER_AREA) for n in range(3)]
    town.office.require(EnterHistory(cases=(*recorded, *elsewhere)))

    assert keeping(town).tend() == 1, "only what is two years older than the newest of the other area"

    assert held(replica(town).pull()) == {case.incident for case in recorded}
    assert agrees(town, replica(town).pull())


def test_imports_of_the_past_that_come_later_are_let_go_at_the_next_round(aged: Town) -> None:
    keeping(aged).tend()
    aged.office.require(EnterHistory(cases=(past("found", aged.clock() - timedelta(weeks=200)),)))
    assert "found" in held(replica(aged).pull())
    aged.clock.pass_(days=1)
    keeping(aged).tend()
    assert "found" not in held(replica(aged).pull())


def test_desks_hand_in_while_two_nodes_let_go(aged: Town, open_store: Callable[[], Store]) -> None:
    more = tuple(past(f"x{n:03}", aged.clock() - timedelta(weeks=150, hours=n)) for n in range(120))
    aged.office.require(EnterHistory(cases=more))
    desk, stores = replica(aged, limit=7).pull(), [open_store(), open_store()]
    others = [aged.desk(store=open_store()) for _ in range(2)]

    with ThreadPoolExecutor(4) as pool:
        tending = [pool.submit(keeping(aged, store=store).tend) for store in stores]
        writing = [pool.submit(notes, one, [f"x{n:03}" for n in range(40)]) for one in others]
        while not all(work.done() for work in tending) or not all(work.done() for work in writing):
            desk.pull()
        assert sum(work.result() for work in tending) >= 122
        assert [work.result() for work in writing] == [None, None]
    aged.clock.pass_(days=1)
    keeping(aged).tend()

    assert held(desk.pull()) == {"one", "never", "new"}
    assert agrees(aged, desk, replica(aged).pull())
