"""Two desks take the same report, one without the centre: both are kept, and the one that comes in later is to be merged."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from app.desk.incident import nearby
from app.desk.queue import queue
from app.desk.twins import proposed_merge
from app.domain.incident import Entry, Incident, State, Verb
from tests.support.builders import AREA, NOW, busy_day
from tests.support.desk import DictCache, SteadyClock, world_of

BASE = next(record for record in busy_day().world.all() if isinstance(record, Incident) and record.id == "i-1022")


def taken(
    name: str,
    seat: str,
    *,
    minutes: float = 0,
    arrived: float | None = None,
    place: str = "祥和路地铁站",
    state: State = State.REPORTED,
) -> tuple[Incident, Entry]:
    """A report at an address, taken so many minutes after the first, and when it came to the centre (at once unless told)."""
    at = NOW + timedelta(minutes=minutes)
    case = replace(BASE, id=name, state=state, created_seat=seat, place=place, lon=None, lat=None, occurred_at=at, reported_at=at)
    came = NOW + timedelta(minutes=minutes if arrived is None else arrived)
    return case, Entry(id=f"e-{name}", area=AREA, incident=name, at=at, recorded_at=came, seat=seat, verb=Verb.REPORTED)


def proposals(*reports: tuple[Incident, Entry]) -> dict[str, str]:
    """Into which case each one should be merged, by id."""
    cache = DictCache(world_of(record for report in reports for record in report), SteadyClock(NOW))
    found = {case.id: proposed_merge(cache, case) for case, _ in reports}
    return {case: other.id for case, other in found.items() if other is not None}


def test_the_one_that_comes_in_later_is_proposed_to_be_merged_into_the_first() -> None:
    assert proposals(taken("a", "seat-1"), taken("b", "seat-2", minutes=5, arrived=60)) == {"b": "a"}


def test_of_two_that_were_offline_the_later_to_arrive_is_the_second() -> None:
    assert proposals(taken("a", "seat-1", arrived=90), taken("b", "seat-2", minutes=5, arrived=60)) == {"a": "b"}


def test_of_three_all_go_into_the_first() -> None:
    late = (taken("b", "seat-2", minutes=1, arrived=60), taken("c", "seat-3", minutes=2, arrived=70))
    assert proposals(taken("a", "seat-1"), *late) == {"b": "a", "c": "a"}


@pytest.mark.parametrize(
    "second",
    [
        taken("b", "seat-2", minutes=5),
        taken("b", "seat-1", minutes=5, arrived=60),
        taken("b", "seat-2", minutes=5, arrived=60, place="惠平路388弄"),
        taken("b", "seat-2", minutes=5, arrived=60, state=State.REJECTED),
        taken("b", "seat-2", minutes=180, arrived=240),
    ],
    ids=["online", "same seat", "elsewhere", "ended", "hours apart"],
)
def test_nothing_is_proposed_of_what_was_not_taken_twice_unseen(second: tuple[Incident, Entry]) -> None:
    assert proposals(taken("a", "seat-1"), second) == {}


def test_the_detail_names_it() -> None:
    reports = (taken("a", "seat-1"), taken("b", "seat-2", minutes=5, arrived=60))
    cache = DictCache(world_of(record for report in reports for record in report), SteadyClock(NOW))
    near = nearby(cache, reports[1][0])
    assert near.proposed is not None
    assert near.proposed.id == "a"
    assert nearby(cache, reports[0][0]).proposed is None


def rows_of(*reports: tuple[Incident, Entry]) -> dict[str, str]:
    """What the rows of the queue say they should be merged into, by id."""
    cache = DictCache(world_of(record for report in reports for record in report), SteadyClock(NOW))
    return {row.id: row.twin for row in queue(cache, AREA, now=NOW).to_do if row.twin}


def test_the_row_names_the_number_of_the_first_and_the_first_has_no_mark() -> None:
    first = taken("a", "seat-1")
    first = (replace(first[0], number="NX3-20261118-1101"), first[1])
    late = (taken("b", "seat-2", minutes=1, arrived=60), taken("c", "seat-3", minutes=2, arrived=70))
    assert rows_of(first, *late) == {"b": "NX3-20261118-1101", "c": "NX3-20261118-1101"}


def test_a_list_of_many_reports_asks_for_the_arrival_of_few(monkeypatch: pytest.MonkeyPatch) -> None:
    many = [taken(f"x{n}", f"seat-{n % 3}", minutes=n, place=f"惠平路{n}号") for n in range(60)]
    pair = (taken("a", "seat-1"), taken("b", "seat-2", minutes=5, arrived=60))
    asked: list[str] = []
    find = DictCache.find

    def counted(cache: DictCache, kind: Any, **where: Any) -> Any:
        if kind is Entry:
            asked.append(where["incident"])
        return find(cache, kind, **where)

    monkeypatch.setattr(DictCache, "find", counted)
    assert set(rows_of(*many, *pair)) == {"b"}
    assert set(asked) == {"a", "b"}
