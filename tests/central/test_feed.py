"""What a desk is told of a feed: everything it may see, nothing else, whatever the pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec
import pytest
from msgspec.structs import replace
from sqlalchemy import Connection

from app.commands.command import Command, Id
from app.commands.duty import WriteLog
from app.commands.entering import EnterGrids
from app.commands.intake import Caller, ReportIncident
from app.commands.leading import Coordinate, LeadUp
from app.contract.checksum import checksum
from app.contract.messages import SCHEMA, PageRow
from app.domain.act import Act
from app.domain.catalogue import Tier
from app.domain.duty import LogNote
from app.domain.grid import Grid
from app.domain.incident import Incident, Said
from app.domain.people import Contact
from app.domain.problems import Code, Problem
from app.domain.record import Drop, Effect, Put, Touch
from app.domain.scope import DISTRICT
from app.domain.world import World, required
from services.central.access_log import AccessLog
from services.central.accounts import Accounts
from services.central.cursor import read_cursor, write_cursor
from services.central.feed import Feeds, Reader
from services.central.office import new_id
from services.central.store import Store
from services.central.tidying import Tidying
from tests.central.desk import GENERATION, OTHER_TOWN, Desk, Replica, Town, taken_apart
from tests.support.district import AREA, CHIEF, DEPUTY, MICRO, OTHER_AREA, TOWN


class Carry(Command, frozen=True):
    """A test's own: a log note is carried to another area, perhaps of another town."""

    note: Id
    area: Id

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        note = required(world, LogNote, self.note)
        return (Put(replace(note, area=self.area, town=self.area[:9])),)


class Forget(Command, frozen=True):
    """A test's own: a log note goes."""

    note: Id

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        return (Drop(LogNote.kind, self.note),)


class RestOn(Command, frozen=True):
    """A test's own: a decision that rests on a case without changing it."""

    incident: Id

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        return (Touch(Incident.kind, self.incident),)


class Return(Command, frozen=True):
    """A test's own: a note that went comes back under its old id."""

    note: Id

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        return (Put(LogNote(id=self.note, town=TOWN, area=AREA, at=act.at, by="", by_name="", text="又回来了")),)


def note(town: Town, *, area: str = AREA, text: str = "记一笔") -> str:
    made = new_id()
    author = "p-officer" if area == AREA else "p-stranger"
    assert town.desk(area=area).do(WriteLog(note=made, area=area, text=text), author=author).problem == 0
    return made


def replica(town: Town, feed: str = TOWN, *, area: str = AREA, limit: int = 1000, contacts: bool = False) -> Replica:
    return Replica(town.feeds, feed, town.desk(area=area).reader(feed, contacts=contacts), limit=limit)


def test_from_the_beginning_is_the_snapshot(town: Town) -> None:
    incident = town.desk().report()
    held = replica(town).pull()
    assert held.rows[Incident.kind, incident] == town.get(Incident, incident)
    tree = replica(town, DISTRICT).pull()
    assert {key[1] for key in tree.rows if key[0] == Grid.kind} == {grid.id for grid in town.find(Grid)}


def test_only_what_is_new_comes_after_a_cursor(town: Town) -> None:
    held = replica(town).pull()
    before = dict(held.rows)
    made = note(town)
    page = held.pull_page()
    assert [(row.k, row.i) for row in page.rows] == [(LogNote.kind, made)]
    assert set(held.rows) - set(before) == {(LogNote.kind, made)}
    assert held.pull_page().rows == []


def test_other_areas_and_towns_are_not_seen(town: Town) -> None:
    theirs = note(town, area=OTHER_AREA)
    assert (LogNote.kind, theirs) not in replica(town).pull().rows
    assert replica(town, OTHER_TOWN).pull().rows == {}
    assert (LogNote.kind, theirs) in replica(town, OTHER_TOWN, area=OTHER_AREA).pull().rows


def test_the_clear_number_is_seen_only_with_the_contacts_scope(town: Town) -> None:
    contact, incident = new_id(), new_id()
    caller = Caller(contact=contact, name="李四", phone="13812345678")
    report = ReportIncident(incident=incident, grid=MICRO, title="噪声扰民", caller=caller)
    assert town.desk().do(report).problem == 0
    masked, clear = replica(town).pull(), replica(town, contacts=True).pull()
    assert (Contact.kind, contact) not in masked.rows
    found = clear.rows[Contact.kind, contact]
    assert isinstance(found, Contact)
    assert found.phone == "13812345678"
    case = masked.rows[Incident.kind, incident]
    assert isinstance(case, Incident)
    assert case.reporter_masked == "李* 138****5678"


def test_a_record_that_leaves_an_area_is_gone_there_and_comes_elsewhere(town: Town) -> None:
    made = note(town)
    here, there = replica(town).pull(), replica(town, OTHER_TOWN, area=OTHER_AREA).pull()
    town.office.require(Carry(note=made, area=OTHER_AREA))
    gone = here.pull_page().rows
    assert [(row.i, row.v, row.b) for row in gone] == [(made, 2, None)]
    moved = there.pull().rows[LogNote.kind, made]
    assert moved.version == 2
    town.office.require(Carry(note=made, area=AREA))
    assert here.pull().rows[LogNote.kind, made].version == 3
    assert (LogNote.kind, made) not in there.pull().rows


def test_a_record_that_moves_to_and_fro_between_two_pulls_stays(town: Town) -> None:
    made = note(town)
    here = replica(town).pull()
    town.office.require(Carry(note=made, area=OTHER_AREA))
    town.office.require(Carry(note=made, area=AREA))
    assert [(row.i, row.v) for row in here.pull_page().rows] == [(made, 3)]
    assert (LogNote.kind, made) in here.rows


@pytest.mark.parametrize("limit", [1, 2, 1000])
def test_leaving_one_scope_says_nothing_while_another_shows_the_record(town: Town, limit: int) -> None:
    """A case led up to the town is in the area's scope and the town's; who holds both never loses it, on no page."""
    desk = town.desk()
    incident = desk.report()
    assert desk.do(LeadUp(incident=incident, saw_tier=Tier.L1, measures="已劝导", handler="金惠兰", said=Said.PHONE)).problem == 0
    assert desk.do(Coordinate(incident=incident, text="现场会"), author=DEPUTY).problem == 0
    assert desk.do(LeadUp(incident=incident, saw_tier=Tier.L2, measures="协调未果"), author=CHIEF).problem == 0
    both = Reader(scopes=(f"area:{AREA}", f"town:{TOWN}"))
    held = Replica(town.feeds, TOWN, both, limit=limit).pull()
    led = Replica(town.feeds, TOWN, Reader(scopes=(f"town:{TOWN}",)), limit=limit).pull()
    assert (Incident.kind, incident) in led.rows
    town.office.require(LetDownByCentre(incident=incident))
    for n in range(3):
        note(town, text=f"第{n}条")
    assert desk.do(Coordinate(incident=incident, text="又一次"), author=DEPUTY).problem == 0
    gones = [row for page in _after(held) for row in page if row.b is None]
    assert gones == []
    assert (Incident.kind, incident) in held.rows
    assert (Incident.kind, incident) not in led.pull().rows


class LetDownByCentre(Command, frozen=True):
    """A test's own: the case back at the area."""

    incident: Id

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        return (Put(replace(required(world, Incident, self.incident), tier=Tier.L1)),)


def _after(held: Replica) -> list[list[PageRow]]:
    seen = len(held.pages)
    held.pull()
    return [page.rows for page in held.pages[seen:]]


def test_a_deleted_record_is_gone_and_its_version_counts_on(town: Town) -> None:
    made = note(town)
    held = replica(town).pull()
    town.office.require(Forget(note=made))
    town.office.require(Forget(note=made))
    assert [(row.i, row.v, row.b) for row in held.pull_page().rows] == [(made, 2, None)]
    assert town.get(LogNote, made) is None
    town.office.require(Return(note=made))
    back = held.pull().rows[LogNote.kind, made]
    assert back.version == 3
    assert (LogNote.kind, made) in replica(town).pull().rows


def test_resting_on_a_record_moves_its_version(town: Town) -> None:
    incident = town.desk().report()
    held = replica(town).pull()
    town.office.require(RestOn(incident=incident))
    assert [(row.i, row.v) for row in held.pull_page().rows] == [(incident, 2)]


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5])
def test_small_pages_come_to_the_same_end(town: Town, limit: int) -> None:
    early = replica(town, limit=limit).pull()
    notes = [note(town, text=f"第{n}条") for n in range(7)]
    early.pull_page()
    town.office.require(Forget(note=notes[0]))
    town.office.require(Carry(note=notes[1], area=OTHER_AREA))
    town.office.require(Carry(note=notes[1], area=AREA))
    town.office.require(Carry(note=notes[2], area=OTHER_AREA))
    town.desk().report()
    whole = replica(town).pull()
    assert early.pull().rows == whole.rows
    assert replica(town, limit=limit).pull().rows == whole.rows


def test_the_last_line_tells_how_far_the_series_is(town: Town) -> None:
    desk = town.desk()
    reader = desk.reader(TOWN)
    assert taken_apart(town.feeds.page(TOWN, "", 10, reader)).tail.decided == 0
    desk.report()
    desk.report()
    assert taken_apart(town.feeds.page(TOWN, "", 10, reader)).tail.decided == 2


def test_the_verdict_rests_on_numbers_that_the_cursor_passes(town: Town) -> None:
    desk = town.desk()
    verdict = desk.do(WriteLog(note=new_id(), area=AREA, text="看见自己"))
    assert verdict.rests == ((TOWN, town.feeds.heads()[TOWN]),)
    nothing = desk.do(WriteLog(note=new_id(), area=OTHER_AREA, text="不行"))
    assert nothing.rests == ((TOWN, town.feeds.heads()[TOWN]),)


def test_what_is_seen_is_counted_and_summed_as_the_desk_does(town: Town) -> None:
    desk = town.desk()
    for n in range(3):
        desk.report(f"第{n}件")
    made = note(town)
    town.office.require(Forget(note=made))
    for feed, contacts in ((TOWN, False), (TOWN, True), (DISTRICT, False)):
        held = replica(town, feed, contacts=contacts).pull()
        answer = town.feeds.check(feed, held.reader)
        assert (answer.count, answer.checksum) == checksum(held.versions())
        assert answer.head == town.feeds.heads()[feed]
        assert sum(answer.records.values()) == answer.count


def test_a_feed_in_which_nothing_may_be_seen_answers_empty_pages(town: Town) -> None:
    for feed in (OTHER_TOWN, "999999999"):
        page = taken_apart(town.feeds.page(feed, "", 10, Reader(scopes=())))
        assert (page.rows, page.tail.more) == ([], False)
        assert taken_apart(town.feeds.page(feed, page.tail.cursor, 10, Reader(scopes=()))).rows == []


def reset(feeds: Feeds, reader: Reader, cursor: str) -> bool:
    """Whether the cursor is answered reset; any other problem fails."""
    try:
        feeds.page(TOWN, cursor, 10, reader)
    except Problem as problem:
        if problem.code is not Code.RESET_NEEDED:
            raise
        return True
    return False


@pytest.mark.parametrize("change", ["feed", "seq", "negative", "generation", "scopes", "schema"])
def test_a_cursor_of_somewhere_else_is_answered_reset(town: Town, change: str) -> None:
    held = replica(town).pull()
    cursor = read_cursor(held.cursor)
    changes: dict[str, dict[str, object]] = {
        "feed": {"feed": OTHER_TOWN},
        "seq": {"seq": cursor.seq + 1},
        "negative": {"seq": -1},
        "generation": {"generation": "another"},
        "scopes": {"scopes": "another"},
        "schema": {"schema": SCHEMA + 1},
    }
    assert reset(town.feeds, held.reader, write_cursor(replace(cursor, **changes[change])))
    assert not reset(town.feeds, held.reader, held.cursor)


@pytest.mark.parametrize("garbage", ["x", "%%%", "AAAA", "WzEsMl0", "a" * 5000, "🜁", "W10=", "bnVsbA"])
def test_garbage_for_a_cursor_is_answered_reset(town: Town, garbage: str) -> None:
    assert reset(town.feeds, town.desk().reader(TOWN), garbage)


def test_another_scope_list_resets_only_the_feeds_that_it_concerns(town: Town) -> None:
    plain, rich = replica(town).pull(), town.desk().reader(TOWN, contacts=True)
    assert reset(town.feeds, rich, plain.cursor)
    tree = replica(town, DISTRICT).pull()
    tree.reader = town.desk().reader(DISTRICT, contacts=True)
    assert tree.pull_page().rows == []


def test_what_left_half_a_year_ago_is_forgotten_and_who_slept_so_long_begins_anew(town: Town) -> None:
    tidying = Tidying(town.store, _accounts(town))
    made = note(town)
    sleeper, slow = replica(town).pull(), replica(town, limit=2)
    slow.pull_page()
    town.office.require(Forget(note=made))
    tidying.tidy()
    awake = replica(town).pull()
    town.clock.pass_(days=181)
    tidying.tidy()
    assert reset(town.feeds, sleeper.reader, sleeper.cursor)
    assert reset(town.feeds, slow.reader, slow.cursor)
    assert not reset(town.feeds, awake.reader, awake.cursor)
    late = replica(town, limit=2)
    late.pull()
    assert (LogNote.kind, made) not in late.rows
    town.office.require(Return(note=made))
    assert awake.pull().rows[LogNote.kind, made].version == 3


def test_a_long_pull_that_began_behind_the_line_does_not_reset_itself(town: Town) -> None:
    tidying = Tidying(town.store, _accounts(town))
    for n in range(4):
        note(town, text=f"第{n}条")
    tidying.tidy()
    town.clock.pass_(days=181)
    tidying.tidy()
    fresh = replica(town, limit=1)
    fresh.pull_page()
    assert read_cursor(fresh.cursor).seq < town.feeds.heads()[TOWN]
    fresh.pull()
    assert fresh.rows == replica(town).pull().rows


def _accounts(town: Town) -> Accounts:
    store = town.store
    return Accounts(store.schema, store.database, AccessLog(store.schema, store.clock), store.clock)


def test_entering_a_grid_elsewhere_moves_what_hangs_below(town: Town) -> None:
    held = replica(town, DISTRICT).pull()
    micro = town.get(Grid, MICRO)
    assert micro is not None
    moved = replace(micro, name="金通 02（改）")
    town.office.require(EnterGrids(grids=(moved,)))
    assert held.pull_page().rows[0].i == MICRO


def test_a_page_is_one_instant(town: Town) -> None:
    """Head, rows and decided belong together: a page never shows a head below its rows or a number without its effect."""
    desk = town.desk()
    reader = desk.reader(TOWN)
    for n in range(5):
        desk.report(f"第{n}件")
        page = taken_apart(town.feeds.page(TOWN, "", 1000, reader))
        assert page.head.head == read_cursor(page.tail.cursor).seq
        assert page.tail.decided == desk.number
        assert sum(row.k == Incident.kind for row in page.rows) == n + 1


def test_a_commit_in_the_middle_of_a_page_belongs_to_the_next(
    town: Town, open_store: Callable[[], Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows are read, another desk's commit falls in between, then `decided` is read: it must not know of that commit."""
    desk = Desk(town, AREA, new_id(), open_store())
    reader = desk.reader(TOWN)
    decided = town.store.ledger.decided
    done: list[str] = []

    def late(connection: Connection, series: str) -> int:
        if not done:
            done.append(desk.report("页中提交"))
        return decided(connection, series)

    monkeypatch.setattr(town.store.ledger, "decided", late)
    page = taken_apart(town.feeds.page(TOWN, "", 1000, reader))
    assert (Incident.kind, done[0]) not in {(row.k, row.i) for row in page.rows}
    assert page.tail.decided == 0
    following = taken_apart(town.feeds.page(TOWN, page.tail.cursor, 1000, reader))
    assert (Incident.kind, done[0]) in {(row.k, row.i) for row in following.rows}
    assert following.tail.decided == 1


def test_the_generation_stands_on_every_page(town: Town) -> None:
    page = taken_apart(town.feeds.page(TOWN, "", 10, town.desk().reader(TOWN)))
    assert page.head.generation == GENERATION
    assert msgspec.json.encode(page.head).startswith(b'{"feed"')


def test_times_in_bodies_are_what_they_were(town: Town) -> None:
    incident = town.desk().report()
    case = replica(town).pull().rows[Incident.kind, incident]
    assert isinstance(case, Incident)
    now: datetime = town.clock()
    assert case.reported_at == now
    assert case.step_due is not None
    assert case.step_due > now + timedelta(minutes=1)
