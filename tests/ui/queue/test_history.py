"""History by page, found by words."""

from __future__ import annotations

from app.desk.queue import Tab
from tests.pages.duty import DutyDesk
from tests.pages.fixtures import MakeDesk
from tests.support.builders import past


def history_of(make_desk: MakeDesk, count: int) -> DutyDesk:
    desk = make_desk(extra=past(count))
    desk.queue.turn_to(Tab.HISTORY)
    return desk


def test_history_comes_in_pages_of_five_hundred_newest_first(make_desk: MakeDesk) -> None:
    desk = history_of(make_desk, 1200)
    assert len(desk.queue.rows) == 500
    first = desk.queue.rows[0].id

    desk.stage.act(desk.queue.view.history._older.click)
    second = [row.id for row in desk.queue.rows]
    assert len(second) == 500
    assert first not in second
    desk.stage.act(desk.queue.view.history._older.click)
    assert len(desk.queue.rows) == 202  # two of today are in it
    assert not desk.queue.view.history._older.isEnabled()

    desk.stage.act(desk.queue.view.history._newer.click)
    desk.stage.act(desk.queue.view.history._newer.click)
    assert desk.queue.rows[0].id == first


def test_two_characters_find_a_word_and_view_all_shows_everything_again(make_desk: MakeDesk) -> None:
    desk = history_of(make_desk, 60)
    search = desk.queue.view.history.search

    desk.stage.act(search.setFocus)
    desk.hands.type("扰民")
    assert desk.queue.titles
    assert all("扰民" in title for title in desk.queue.titles)

    desk.stage.act(desk.queue.view.history._all.click)
    assert len(desk.queue.rows) == 62


def test_words_that_nothing_holds_are_named_with_a_way_back(make_desk: MakeDesk) -> None:
    desk = history_of(make_desk, 20)

    desk.stage.act(lambda: desk.queue.view.history.look_for("外星人"))
    page = desk.queue.view.history._page
    assert page.isVisible()
    desk.stage.act(page.pressed.emit)

    assert len(desk.queue.rows) == 22


def test_a_past_case_can_be_read_but_not_acted_upon(make_desk: MakeDesk) -> None:
    desk = history_of(make_desk, 5)

    desk.queue.row(desk.queue.titles[-1]).choose()

    assert desk.detail.incident.startswith("h-")
    assert desk.detail.state == "closed"


def test_ctrl_f_goes_to_the_search(make_desk: MakeDesk) -> None:
    desk = make_desk(extra=past(5))

    desk.hands.press("Ctrl+F")

    assert desk.queue.view.tab is Tab.HISTORY
    assert desk.queue.view.history.search.hasFocus()
