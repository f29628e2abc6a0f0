"""S puts a reminder off: the row leaves the list, its count stays in the head, it comes back by itself and is handed over."""

from __future__ import annotations

from app.desk.duty import draft
from app.domain.incident import Incident
from app.domain.problems import Code
from tests.pages.duty import DutyDesk
from tests.support.builders import AREA
from ui.queue.put_off import PutOffButton


def head(desk: DutyDesk) -> PutOffButton:
    (found,) = desk.queue.view.findChildren(PutOffButton)
    return found


def puts_off(desk: DutyDesk, part: str, *, minutes: str = "5") -> str:
    row = desk.queue.row(part)
    row.choose()
    desk.stage.act(desk.queue.table.setFocus)
    desk.hands.press("S")
    assert desk.form.kind == "SnoozeForm"
    desk.form.fill(minutes=minutes, reason="calling_back")
    desk.form.submit()
    return row.row.id


def patient(desk: DutyDesk) -> str:
    """The number of a row that has time enough and is not critical."""
    now = desk.stage.clock.now
    rows = [row for row in desk.queue.rows if row.step_due and (row.step_due - now).total_seconds() > 1200 and row.severity.rank]
    return rows[0].number[-4:]


def test_the_row_leaves_the_list_and_the_count_stays_in_the_head_until_it_comes_back(desk: DutyDesk) -> None:
    part = patient(desk)
    before = len(desk.queue.rows)
    assert head(desk).isHidden()
    case = puts_off(desk, part)
    assert len(desk.queue.rows) == before - 1
    assert not head(desk).isHidden()
    assert "暂搁 1" in head(desk).text()
    desk.stage.act(head(desk).click)
    assert [row.id for row in desk.queue.rows] == [case]
    desk.stage.act(head(desk).click)
    assert len(desk.queue.rows) == before - 1
    for _ in range(5):
        desk.stage.second(60)
    assert len(desk.queue.rows) == before
    assert head(desk).isHidden()


def test_what_is_put_off_stands_in_the_draft_of_the_handover(desk: DutyDesk) -> None:
    case = puts_off(desk, patient(desk))
    found = draft(desk.stage.cache, AREA, now=desk.stage.clock.now).items
    assert [item.sort for item in found if item.incident == case] == ["snoozed"]


def test_a_second_time_is_refused_to_the_desk_with_the_reason(desk: DutyDesk) -> None:
    part = patient(desk)
    case = puts_off(desk, part)
    desk.stage.second(301)
    desk.queue.row(part).choose()
    desk.stage.act(desk.queue.table.setFocus)
    desk.hands.press("S")
    assert not desk.form.is_open
    assert any(str(Code.NOT_ALLOWED.value) in told for told in desk.notices)
    held = desk.stage.cache.get(Incident, case)
    assert held is not None
    assert held.snoozed is not None
    assert held.snoozed.times == 1
