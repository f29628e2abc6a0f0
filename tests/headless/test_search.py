"""`gridplus search` at a real centre: what is kept here, what the centre has beyond it, and what is said without the centre."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.commands.entering import EnterHistory, PastCase
from app.domain.ids import SHANGHAI, week_of
from app.domain.keeping import CACHE_WEEKS, kept_since
from services.central.keeping import Keeping
from tests.headless.conftest import TakeSeat
from tests.headless.road import Road
from tests.support.central import CentralProcess
from tests.support.district import MICRO, OTHER_AREA, STRANGER

NOW = datetime.now(UTC)


def past(name: str, title: str, *, weeks: int, grid: str = MICRO) -> PastCase:
    over = NOW - timedelta(weeks=weeks)
    return PastCase(incident=name, grid=grid, title=title, occurred_at=over - timedelta(hours=5), closed_at=over)


@pytest.fixture(scope="module")
def aged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CentralProcess]:
    """A centre with cases of last year and of three years ago, here and elsewhere; the old ones have been let go."""
    made = CentralProcess(tmp_path_factory.mktemp("aged") / "central").populate()
    with made.office() as office:
        here = (past("new", "噪声扰民", weeks=1), past("kept", "噪声又起", weeks=50), past("old", "噪声，三年前", weeks=150))
        office.require(EnterHistory(cases=(*here, past("there", "别处噪声", weeks=10, grid=OTHER_AREA))))
        assert Keeping(office.store, weeks=CACHE_WEEKS).tend() == 1
    yield made.start()
    made.stop()


def test_what_is_kept_here_and_what_the_centre_has_beyond_it_come_as_one_list(aged: CentralProcess, take_seat: TakeSeat) -> None:
    line = take_seat(aged)
    assert line("sync", "--json").value["records"]["incident"] == 2, "what was over long ago is not kept"

    said = line("search", "噪声", "--json")

    found = {row["id"]: row["elsewhere"] for row in said.value["rows"]}
    assert (said.code, said.err, list(found)) == (0, "", ["new", "kept", "old"])
    assert found == {"new": False, "kept": False, "old": True}
    assert said.value["complete"]
    assert line("search", "噪声 三年前").out.rstrip().endswith("中心")
    assert "centre" in line("search", "三年前", "--english").out
    assert line("search", "外星人", "--json").value["rows"] == []


def test_who_may_read_another_area_finds_its_cases_too(aged: CentralProcess, take_seat: TakeSeat) -> None:
    line = take_seat(aged)
    assert [row["id"] for row in line("search", "别处", "--json").value["rows"]] == []
    assert line.sign_in(STRANGER).code == 0
    (row,) = line("search", "别处", "--json").value["rows"]
    assert (row["id"], row["elsewhere"], row["area"]) == ("there", True, OTHER_AREA)


def test_without_the_centre_only_this_machine_is_searched_and_that_is_said(aged: CentralProcess, take_seat: TakeSeat) -> None:
    road = Road(aged.url)
    line = take_seat(aged, road=road)
    road.shut()

    said = line("search", "噪声", "--json")

    since = kept_since(NOW - timedelta(weeks=1, hours=5), CACHE_WEEKS)
    assert said.code == 4
    assert [row["id"] for row in said.value["rows"]] == ["new", "kept"]
    assert not said.value["complete"]
    assert said.err == f"连不上中心（{road.url}），只查了本机存有的 {since.astimezone(SHANGHAI):%Y-%m-%d} 起办结的事件〔6025〕\n"
    assert line("queue").code == 0


def test_a_week_that_this_machine_no_longer_has_whole_is_not_counted(aged: CentralProcess, take_seat: TakeSeat) -> None:
    line = take_seat(aged)
    code, chinese, english = line.both("weekly", "--week", week_of(NOW - timedelta(weeks=150)))
    assert code == 3
    assert chinese.endswith("〔6023〕")
    assert english.endswith("[6023]")
    assert line("weekly", "--week", week_of(NOW - timedelta(weeks=50)), "--json").value["since"]


def test_the_self_check_agrees_after_cases_have_been_let_go(aged: CentralProcess, take_seat: TakeSeat) -> None:
    line = take_seat(aged)
    feeds = line("check", "--json").value["feeds"]
    seat = aged.seat()
    seat.sign_in("p-officer")
    for feed, held in feeds.items():
        theirs = seat.get(f"/feed/{feed}/check").json()
        assert {name: theirs[name] for name in held} == held
    seat.close()


def test_something_must_be_looked_for(aged: CentralProcess, take_seat: TakeSeat, tmp_path: Path) -> None:
    line = take_seat(aged, enrolled=False)
    assert line("search").code == 2
    assert line("search", "  ").code == 2
