"""History beyond this machine: asked of the centre beside the local list, marked, opened to be read."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest
from msgspec.structs import replace

from app.desk.queue import Tab
from app.domain.incident import Entry, Incident, Verb
from app.domain.problems import Code, Problem
from tests.pages.duty import DutyDesk
from tests.pages.fixtures import MakeDesk
from tests.support.archive import DictArchive
from tests.support.builders import AREA, TOWN, past
from tests.support.desk import StillLanes
from ui.queue import beyond

T = TypeVar("T")
SINCE = datetime(2024, 11, 17, 16, tzinfo=UTC)  # a Monday in Shanghai
YEARS = timedelta(weeks=130)
ELSEWHERE = "310114103P01"


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is waited for until he has typed on."""
    monkeypatch.setattr(beyond, "PAUSE", 0.0)


def old(count: int = 6) -> list[Incident]:
    """Cases that were over two and a half years ago."""
    return [
        replace(case, id=f"c-{place}", occurred_at=case.occurred_at - YEARS, reported_at=case.reported_at - YEARS)
        for place, case in enumerate(past(count))
    ]


def lines(incident: str) -> Iterator[Entry]:
    at = SINCE - timedelta(weeks=30)
    made = Entry(id="e1", town=TOWN, area=AREA, incident=incident, at=at, recorded_at=at, verb=Verb.CLOSED)
    yield replace(made, by_name="周明", text="已清")


@pytest.fixture
def archive() -> DictArchive:
    there = replace(old()[5], id="c-there", area=ELSEWHERE, unit="", micro="", title="施工扰民，别的片区")
    return DictArchive([*old(), there], lines("c-5"))


@pytest.fixture
def desk(make_desk: MakeDesk, archive: DictArchive) -> DutyDesk:
    """A desk that has let cases go, on its history."""
    made = make_desk(extra=past(12), archive=archive)
    made.stage.cache.since[AREA] = SINCE
    made.queue.turn_to(Tab.HISTORY)
    return made


def note(desk: DutyDesk) -> str:
    label = desk.queue.view.history._note
    return label.text() if label.isVisible() else ""


def look(desk: DutyDesk, text: str) -> None:
    desk.stage.act(lambda: desk.queue.view.history.look_for(text))


def marked(desk: DutyDesk) -> dict[str, bool]:
    return {row.id: row.elsewhere for row in desk.queue.rows}


def test_who_only_leafs_through_asks_the_centre_nothing_and_is_told_since_when_there_is_history(
    desk: DutyDesk, archive: DictArchive
) -> None:
    look(desk, "")
    assert archive.asked == []
    assert note(desk) == "本机存有 2024-11-18 起办结的事件；输入词可查中心更早的记录"


def test_what_the_centre_has_beyond_is_merged_by_time_and_marked(desk: DutyDesk) -> None:
    look(desk, "扰民")
    found = marked(desk)
    assert list(found)[-2:] == ["c-there", "c-5"]
    assert [row for row, elsewhere in found.items() if elsewhere] == ["c-there", "c-5"]
    assert [row.since for row in desk.queue.rows] == sorted((row.since for row in desk.queue.rows), reverse=True)
    assert note(desk) == "其中 2 件是中心记录，本机未存"
    assert desk.queue.rows[-2].grid_name == ELSEWHERE, "what lies elsewhere is named by its area"
    assert "中心记录，本机未存" in desk.queue.view._told.summary(desk.queue.rows[-1])


def test_a_case_that_is_kept_here_is_not_shown_twice(make_desk: MakeDesk) -> None:
    held = list(past(6))
    desk = make_desk(extra=held, archive=DictArchive(held))
    desk.queue.turn_to(Tab.HISTORY)
    look(desk, "扰民")
    assert len(desk.queue.rows) == len(set(marked(desk)))
    assert not any(marked(desk).values())
    assert note(desk) == "中心没有另外的记录"


def test_a_case_of_the_centre_opens_to_be_read_and_nothing_else(desk: DutyDesk) -> None:
    look(desk, "扰民")
    desk.stage.act(lambda: (desk.queue.table.setFocus(), desk.queue.table.choose("c-5")))
    view = desk.detail.view
    shown = view.detail
    assert shown is not None
    assert shown.case.id == "c-5"
    assert [line.text for line in shown.entries] == ["已清"]
    assert view.head._elsewhere.isVisible()
    assert not view.acts.isVisible()
    assert shown.acts == shown.at_hand == ()

    desk.hands.press("D")
    desk.hands.press("1")
    assert desk.stage.cache.waiting() == ()


def test_a_case_that_is_nowhere_is_said_to_be_gone(desk: DutyDesk, archive: DictArchive) -> None:
    desk.stage.act(lambda: desk.stage.window.desk_page.open_case("nowhere"))
    assert archive.asked == ["nowhere"], "asked once"
    assert desk.detail.view.detail is None
    assert desk.detail.view._nothing._headline.text() == "此件已不在"


def test_without_the_centre_it_is_said_that_only_this_machine_was_searched_and_asked_again_when_it_is_back(
    desk: DutyDesk, archive: DictArchive
) -> None:
    desk.stage.act(desk.stage.central.unplug)
    look(desk, "扰民")
    assert archive.asked == []
    assert not any(marked(desk).values())
    assert note(desk) == "本机存有 2024-11-18 起办结的事件；未连中心，只查了本机"

    desk.stage.act(desk.stage.central.plug)

    assert archive.asked == ["扰民"]
    assert marked(desk)["c-5"]


def test_a_refusal_of_the_centre_is_said_by_its_number(desk: DutyDesk, archive: DictArchive) -> None:
    archive.trouble = Problem(Code.BUSY, seconds=3)
    look(desk, "扰民")
    assert "5012" in note(desk)
    assert "只查了本机" in note(desk)
    assert desk.queue.rows


def test_older_goes_on_at_the_centre_where_this_machine_ends(make_desk: MakeDesk) -> None:
    desk = make_desk(extra=past(12), archive=DictArchive(old(18), page=2))
    desk.queue.turn_to(Tab.HISTORY)
    history = desk.queue.view.history
    look(desk, "扰民")
    seen = [row.id for row in desk.queue.rows if row.elsewhere]
    assert note(desk).endswith("按「更早」看其余")
    desk.stage.act(history._older.click)
    assert all(marked(desk).values())
    assert history._count.text() == "第 5–5 件"
    seen += list(marked(desk))
    assert seen == ["c-5", "c-11", "c-17"]
    assert not history._older.isEnabled()
    desk.stage.act(history._newer.click)
    assert [row.id for row in desk.queue.rows if row.elsewhere] == seen[:2]


class SlowLanes(StillLanes):
    """A network that answers when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.gates: list[asyncio.Event] = []

    def network(self, work: Callable[[], T]) -> Awaitable[T]:
        gate = asyncio.Event()
        self.gates.append(gate)
        return self._when(gate, work)

    async def _when(self, gate: asyncio.Event, work: Callable[[], T]) -> T:
        await gate.wait()
        return work()


def test_the_list_does_not_wait_for_the_centre_and_a_late_answer_to_another_question_is_dropped(
    desk: DutyDesk, archive: DictArchive
) -> None:
    lanes = desk.stage.desk.lanes = SlowLanes()
    history = desk.queue.view.history
    desk.stage.loop.call_soon(lambda: history.look_for("扰民"))
    desk.stage.until(lambda: len(lanes.gates) == 1)
    assert note(desk) == "正在查中心…"
    assert desk.queue.rows, "what is here is shown meanwhile"

    desk.stage.loop.call_soon(lambda: history.look_for("积水"))
    desk.stage.until(lambda: len(lanes.gates) == 2)
    for gate in lanes.gates:
        gate.set()
    desk.stage.until(lambda: not desk.stage.tasks.running)

    assert all("积水" in title for title in desk.queue.titles)
    assert [row for row, elsewhere in marked(desk).items() if elsewhere] == ["c-3"]
