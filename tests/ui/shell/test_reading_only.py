"""Past 72 hours without the centre the right password still opens the pages: everything is read, nothing is done (C2b)."""

from __future__ import annotations

from datetime import timedelta

from app.commands.notes import AddNote
from tests.pages.duty import DutyDesk
from tests.pages.fixtures import MakeDesk
from tests.ui.shell.test_lock import HALF_AN_HOUR, is_locked, press_key, stand_idle, unlock


def past_three_days(desk: DutyDesk) -> None:
    desk.stage.act(lambda: desk.stage.central.unplug(minutes_ago=73 * 60, attempt=90, next_in=60))
    desk.stage.door.unlocked_until = desk.stage.clock.now - timedelta(hours=1)
    desk.stage.act(desk.stage.window.sign_out)
    unlock(desk)


def test_an_expired_unlock_opens_the_pages_with_every_act_locked_and_says_why(desk: DutyDesk) -> None:
    past_three_days(desk)
    assert desk.stage.window.desk_page.isVisible()
    assert desk.queue.titles, "the queue can be read"
    desk.open_case("i-1024")
    assert desk.detail.acts == ()
    reasons = desk.detail.locked
    assert reasons
    assert all("1009" in reason for reason in reasons.values()), reasons
    assert any("1009" in told for told in desk.notices)
    desk.stage.do(AddNote(incident="i-1024", text="x"))
    assert desk.stage.cache.waiting() == ()


def test_an_unlock_that_runs_out_while_somebody_reads_says_so_once_and_shows_the_pages_on(make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.stage.door.unlocked_until = desk.stage.clock.now + timedelta(minutes=40)
    desk.stage.act(desk.stage.window.sign_out)
    unlock(desk)
    assert not any("1009" in told for told in desk.notices)
    for _ in range(3):
        desk.stage.second(20 * 60, alone=True)
        press_key(desk)
    assert desk.stage.window.desk_page.isVisible()
    assert sum("1009" in told for told in desk.notices) == 1


def test_it_locks_after_half_an_hour_and_opens_to_be_read_again(desk: DutyDesk) -> None:
    past_three_days(desk)
    stand_idle(desk, HALF_AN_HOUR)
    assert is_locked(desk)
    assert not any("1009" in told for told in desk.notices), "it is about whoever was here"
    unlock(desk)
    assert desk.stage.window.desk_page.isVisible()
    assert any("1009" in told for told in desk.notices)


def test_whoever_signs_in_with_the_centre_there_again_may_act(desk: DutyDesk) -> None:
    past_three_days(desk)
    desk.stage.act(desk.stage.window.sign_out)
    desk.stage.act(desk.stage.central.plug)
    desk.stage.door.unlocked_until = None
    unlock(desk)
    assert not any("1009" in told for told in desk.notices)
    desk.open_case("i-1024")
    assert desk.detail.acts
