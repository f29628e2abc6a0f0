"""What comes from the centre goes under the guesses; resets, revoked rights and restores lose nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from app.commands.intake import Caller, ReportIncident
from app.contract.codec import encode_record
from app.contract.messages import PageHead, PageRow, PageTail
from app.domain.grid import Grid
from app.domain.incident import Incident
from app.domain.people import Contact, Person
from app.domain.problems import Code, Problem
from app.domain.record import Drop, Put
from services.local_store.rows import Held, RecordRows
from tests.support.caches import SCOPES, Pair, order
from tests.support.district import AREA, MICRO, OFFICER, TOWN
from tests.support.truth_wire import Fault


def person(name: str, *, version: int = 1) -> Person:
    return Person(id="p-new", town=TOWN, area=AREA, name=name, version=version)


def page(pair: Pair, *rows: PageRow, feed: str = TOWN, more: bool = False, cursor: str = "") -> object:
    stand = pair.cache.standing().feeds[feed]
    return pair.cache.apply(
        feed=feed,
        after=stand.cursor,
        head=PageHead(feed=feed, generation=pair.central.generation, head=stand.head),
        rows=rows,
        tail=PageTail(cursor=cursor or stand.cursor + "x", more=more),
    )


def row(record: Person) -> PageRow:
    return PageRow(k="person", i=record.id, v=record.version, b=msgspec.Raw(encode_record(record)))


def test_a_first_pull_fills_the_tables_and_counts_along(pair: Pair) -> None:
    assert pair.shown() == pair.central.visible_records()
    done, total = pair.progress[-1]
    assert done == total == len(pair.central.visible_records())
    assert pair.changes[-1].all


def test_pages_of_one_row_come_to_the_same_end(pair: Pair) -> None:
    pair.central.write(*(Put(replace(person("一"), id=f"p-{n}")) for n in range(7)))
    pair.wire.rows = 1
    pair.sync()
    assert pair.shown() == pair.central.visible_records()


def test_a_page_counts_only_where_the_cursor_stands(pair: Pair) -> None:
    stand = pair.cache.standing().feeds[TOWN]
    head = PageHead(feed=TOWN, generation=pair.central.generation, head=99)
    rows, tail = [row(person("迟到"))], PageTail(cursor="9", more=False)
    assert pair.cache.apply(feed=TOWN, after="elsewhere", head=head, rows=rows, tail=tail) is None
    other = replace(head, generation="another")
    assert pair.cache.apply(feed=TOWN, after=stand.cursor, head=other, rows=rows, tail=tail) is None
    assert pair.cache.get(Person, "p-new") is None
    assert pair.cache.standing().feeds[TOWN] == stand


def test_a_page_that_promises_more_without_moving_is_an_error_not_a_loop(pair: Pair) -> None:
    stand = pair.cache.standing().feeds[TOWN]
    with pytest.raises(Problem) as refused:
        page(pair, more=True, cursor=stand.cursor)
    assert refused.value.code is Code.CENTRAL_FAILED


def test_a_row_that_this_program_cannot_read_does_not_move_the_cursor(pair: Pair) -> None:
    stand = pair.cache.standing().feeds[TOWN]
    strange = PageRow(k="force", i="f-1", v=1, b=msgspec.Raw(b'{"id":"f-1","name":"x","area":"a","source":"from the future"}'))
    with pytest.raises(Problem) as refused:
        page(pair, strange)
    assert refused.value.code is Code.CLIENT_TOO_OLD
    assert pair.cache.standing().feeds[TOWN] == stand


def test_unknown_kinds_keep_their_bytes_and_count_in_the_check(pair: Pair) -> None:
    body = '{"id":"w-1","words":"未来"}'
    page(pair, PageRow(k="whistle", i="w-1", v=3, b=msgspec.Raw(body.encode())))
    kept = pair.cache.run(lambda parts: parts.database.text("SELECT kind, id, version, body FROM l_unknown"))
    assert kept == [("whistle", "w-1", 3, body)]
    assert pair.cache.self_check()[TOWN][0] == pair.central.check(TOWN)[0] + 1
    page(pair, PageRow(k="whistle", i="w-1", v=4), feed="district")
    assert pair.cache.self_check()[TOWN][0] == pair.central.check(TOWN)[0] + 1, "a gone of another feed says nothing"
    page(pair, PageRow(k="whistle", i="w-1", v=4))
    assert pair.cache.self_check()[TOWN] == pair.central.check(TOWN)


def test_a_gone_of_another_feed_does_not_count(pair: Pair) -> None:
    page(pair, row(person("在这里")))
    page(pair, PageRow(k="person", i="p-new", v=2), feed="district")
    assert pair.cache.get(Person, "p-new") is not None
    page(pair, PageRow(k="person", i="p-new", v=2))
    assert pair.cache.get(Person, "p-new") is None


def test_truth_goes_under_a_guess_and_the_guess_stays_on_the_screen(pair: Pair) -> None:
    pair.cache.do(order(1, ReportIncident(incident="i1", grid=MICRO, title="我的标题")))
    held = pair.cache.get(Incident, "i1")
    assert held is not None
    theirs = replace(held, title="他们的标题", version=5)
    page(pair, PageRow(k="incident", i="i1", v=5, b=msgspec.Raw(encode_record(theirs))))
    shown = pair.cache.get(Incident, "i1")
    assert shown is not None
    assert shown.title == "我的标题"
    assert pair.truth()["incident", "i1"] == (TOWN, theirs)


def test_a_reset_keeps_the_screen_and_the_outbox_and_sweeps_what_did_not_come_again(pair: Pair) -> None:
    pair.cache.do(order(1, ReportIncident(incident="i1", grid=MICRO, title="离线期间")))
    pair.central.write(Put(person("张三")))
    pair.sync()
    pair.cache.do(order(2, ReportIncident(incident="i2", grid=MICRO, title="仍待发")))
    before = pair.shown()
    pair.central.write(Drop("person", "p-new"))
    pair.central.purge(TOWN)
    pair.cache.reset(TOWN)
    assert pair.shown() == before
    pair.sync()
    assert pair.cache.get(Person, "p-new") is None
    assert pair.shown() == pair.central.visible_records()


def test_a_reset_that_is_cut_goes_on_where_it_stopped(pair: Pair) -> None:
    pair.central.write(*(Put(replace(person("一"), id=f"p-{n}")) for n in range(20)))
    pair.sync()
    pair.cache.reset(TOWN)
    pair.wire.rows, pair.wire.fault, pair.wire.strikes = 5, Fault.REPLY_LOST, 5
    with pytest.raises(Problem):
        pair.sync()
    half = pair.cache.standing().feeds[TOWN]
    assert half.cursor
    assert not half.whole
    pair.reopen()
    pair.sync()
    assert pair.shown() == pair.central.visible_records()


def test_narrowed_rights_take_rows_away_at_once_with_their_images(pair: Pair) -> None:
    caller = Caller(contact="c-1", name="李四", phone="13800008000")
    pair.cache.do(order(1, ReportIncident(incident="i1", grid=MICRO, title="来电", caller=caller)))
    pair.sync()
    assert pair.cache.get(Contact, "c-1") is not None
    pair.central.scopes = tuple(scope for scope in SCOPES if not scope.endswith(":contacts"))
    pair.rounds.hello()
    assert pair.cache.get(Contact, "c-1") is None
    assert pair.cache.get(Incident, "i1") is not None
    pair.sync()
    assert pair.shown() == pair.central.visible_records()
    pair.central.scopes = tuple(sorted(SCOPES))
    pair.sync()
    assert pair.cache.get(Contact, "c-1") is not None


def test_who_signs_out_has_nothing_but_personal_data_looked_through(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    pair.cache.do(order(1, ReportIncident(incident="i1", grid=MICRO, title="退出后", caller=Caller(contact="c-1", phone="138"))))
    pair.sync()
    looked: list[str] = []
    each = RecordRows.each

    def watched(rows: RecordRows, kind: str) -> Iterator[Held]:
        looked.append(kind)
        return each(rows, kind)

    monkeypatch.setattr(RecordRows, "each", watched)
    pair.central.scopes = tuple(scope for scope in SCOPES if not scope.endswith(":contacts"))
    pair.rounds.hello()
    assert looked == [Contact.kind]
    assert pair.cache.get(Contact, "c-1") is None


def test_a_waiting_order_on_what_may_no_longer_be_seen_is_kept_with_its_reason(pair: Pair) -> None:
    pair.cache.do(order(1, ReportIncident(incident="i1", grid=MICRO, title="权限收回")))
    pair.central.scopes = ("district",)
    pair.rounds.hello()
    assert pair.cache.find(Person) == ()
    pair.sync()
    assert pair.cache.waiting() == ()
    assert pair.cache.counts() == {"grid": 7}


def test_personal_data_go_when_the_centre_was_silent_for_too_long_and_come_back(pair: Pair) -> None:
    pair.central.write(Put(Contact(id="c-1", town=TOWN, area=AREA, of_kind="person", of=OFFICER, phone="13800008000")))
    pair.sync()
    change = pair.cache.forget_contacts()
    assert change.ids("contact") == {"c-1"}
    assert pair.cache.forget_contacts().records == frozenset()
    pair.sync()
    assert pair.cache.get(Contact, "c-1") is not None


def test_after_a_restore_the_last_seven_days_are_handed_in_again(pair: Pair) -> None:
    pair.cache.do(order(1, ReportIncident(incident="i0", grid=MICRO, title="太久以前")))
    pair.sync()
    pair.clock.now += timedelta(days=8)
    pair.central.now = pair.clock.now
    saved = pair.central.backup()
    pair.cache.do(order(2, ReportIncident(incident="i1", grid=MICRO, title="恢复前"), at=pair.clock.now))
    pair.sync()
    pair.cache.do(order(3, ReportIncident(incident="i2", grid=MICRO, title="还没发"), at=pair.clock.now))
    pair.central.restore(saved)
    series = pair.cache.standing().series
    pair.sync()
    standing = pair.cache.standing()
    assert standing.generation == pair.central.generation
    assert standing.series != series
    assert {"i0", "i1", "i2"} <= {case.id for case in pair.cache.find(Incident)}
    assert pair.shown() == pair.central.visible_records()
    assert "o-00001" in pair.central.book.known


def test_refused_orders_are_not_offered_again_after_a_restore(pair: Pair) -> None:
    pair.cache.do(order(1, ReportIncident(incident="i1", grid=MICRO, title="会被拒")))
    saved = pair.central.backup()
    pair.central.write(Drop("grid", MICRO))
    pair.sync()
    assert "o-00001" in pair.central.book.known
    pair.central.restore(saved)
    pair.sync()
    assert "o-00001" not in pair.central.book.known
    assert [boxed.id for boxed in pair.cache.refused()] == ["o-00001"]


def test_two_copies_of_a_cache_fork_and_nothing_runs_twice(pair: Pair, tmp_path: Path) -> None:
    pair.cache.do(order(1, ReportIncident(incident="i1", grid=MICRO, title="两份")))
    pair.cache.close()
    shutil.copytree(tmp_path / "desk", tmp_path / "copy")
    pair.open()
    copy = Pair(tmp_path / "copy", central=pair.central)
    copy.cache.do(order(2, ReportIncident(incident="i2", grid=MICRO, title="副本")))
    copy.sync()
    pair.cache.do(order(3, ReportIncident(incident="i3", grid=MICRO, title="原本")))
    series = pair.cache.standing().series
    pair.sync()
    copy.sync()
    assert pair.cache.standing().series != series
    assert pair.shown() == copy.shown() == pair.central.visible_records()
    assert len([r for r in pair.central.book.world.all() if r.kind == "entry"]) == 3
    copy.cache.close()


def test_an_upgrade_pulls_from_the_beginning_without_losing_the_screen(pair: Pair) -> None:
    pair.cache.run(lambda parts: parts.database.text("UPDATE l_meta SET value = '0' WHERE name = 'schema'"))
    before = pair.shown()
    pair.reopen()
    assert pair.shown() == before
    assert pair.cache.standing().feeds[TOWN].cursor == ""
    pair.sync()
    assert pair.shown() == before


def test_grids_of_the_district_are_seen_beside_the_town(pair: Pair) -> None:
    assert pair.truth()["grid", MICRO][0] == "district"
    assert pair.cache.get(Grid, MICRO) is not None
