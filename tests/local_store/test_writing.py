"""What a change costs follows the change: nothing is written that has not moved, and every index still finds its rows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from app.commands.intake import ReportIncident
from app.domain.incident import Incident, Origin
from services.local_store import queries
from services.local_store.opening import CACHE, Parts
from tests.support.caches import Pair, order
from tests.support.district import AREA, MICRO, TOWN

MANY = 400


def cases(pair: Pair) -> list[Incident]:
    """Many cases of the truth, all alike but for their names."""
    pair.cache.do(order(1, ReportIncident(incident="i-one", grid=MICRO, title="井盖缺失")))
    one = pair.cache.get(Incident, "i-one")
    assert one is not None
    return [replace(one, id=f"i-{n:04}", number=f"N{n:04}", version=1, origin=Origin.HISTORY) for n in range(MANY)]


def put(pair: Pair, rows: list[Incident], *, pull: int = 1) -> None:
    def write(parts: Parts) -> None:
        with parts.database.transaction():
            parts.tools.rows.put(Incident.kind, rows, feed=TOWN, pull=pull)

    pair.cache.run(write)


def log_of(pair: Pair, rows: list[Incident]) -> int:
    """How many bytes of log it takes to write these rows."""
    pair.cache.run(lambda parts: parts.database.text("PRAGMA wal_checkpoint(TRUNCATE)"))
    put(pair, rows)
    return (pair.folder / CACHE).with_name(f"{CACHE}-wal").stat().st_size


def written(pair: Pair) -> int:
    return pair.cache.run(lambda parts: int(parts.database.text("SELECT total_changes()")[0][0]))


def found(pair: Pair, **equal: str) -> list[str]:
    return [case.id for case in pair.cache.find(Incident, **equal)]


def test_a_row_that_has_not_changed_is_not_written_again(pair: Pair) -> None:
    rows = cases(pair)
    put(pair, rows)
    before = written(pair)
    put(pair, rows)
    assert written(pair) == before
    put(pair, rows[:3], pull=2)
    assert written(pair) == before + 3, "the pull that brought it is part of a row"


def test_a_change_of_what_no_index_has_leaves_the_indexes_as_they_are(pair: Pair) -> None:
    rows = cases(pair)
    put(pair, rows)
    one = replace(rows[200], result="已复位")
    plain = log_of(pair, [one])
    moved = log_of(pair, [replace(one, holder="r-1", source_case="s-1", occurred_at=one.occurred_at - timedelta(days=1))])
    assert plain * 2 < moved


def test_what_moves_in_an_index_is_found_there_and_nowhere_else(pair: Pair) -> None:
    rows = cases(pair)
    put(pair, rows)
    put(pair, [replace(rows[0], number="N-neu", holder="r-1"), replace(rows[1], title="路灯不亮"), *rows[2:]])
    assert found(pair, number="N-neu") == found(pair, holder="r-1") == ["i-0000"]
    assert found(pair, number="N0000") == []
    assert pair.cache.get(Incident, "i-0001") == replace(rows[1], title="路灯不亮")
    assert pair.cache.run(lambda parts: parts.database.text("PRAGMA integrity_check")) == [("ok",)]
    past = {words: pair.cache.past_cases(AREA, text=words, event_class="", before=None, limit=MANY) for words in ("路灯", "井盖")}
    assert [case.id for case in past["路灯"].cases] == ["i-0001"]
    assert len(past["井盖"].cases) == MANY - 1


def test_new_rows_and_changed_ones_may_come_together(pair: Pair) -> None:
    rows = cases(pair)
    put(pair, rows[:200])
    put(pair, [replace(case, detail="复核") for case in rows])
    held = pair.cache.run(lambda parts: [h.record for h in parts.tools.rows.each(Incident.kind) if h.record.id != "i-one"])
    assert sorted(held, key=lambda case: case.id) == [replace(case, detail="复核") for case in rows]


def test_a_round_that_brings_nothing_writes_only_when_it_was(pair: Pair) -> None:
    hello = pair.rounds.hello()
    pair.rounds.whole(hello.heads)
    before = written(pair)
    pair.rounds.whole(hello.heads)
    assert written(pair) <= before + 1


@pytest.mark.parametrize("portion", [1, 3, 1000])
def test_the_self_check_is_the_same_in_whatever_portions(pair: Pair, monkeypatch: pytest.MonkeyPatch, portion: int) -> None:
    monkeypatch.setattr(queries, "PORTION", portion)
    assert pair.cache.self_check() == {feed: pair.central.check(feed) for feed in pair.cache.standing().feeds}
