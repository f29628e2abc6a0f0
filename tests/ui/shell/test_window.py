"""The window: bars, band, pages, keys, language, closing."""

from __future__ import annotations

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QToolButton

from app.commands.notes import AddNote
from app.desk.ports import Link, LinkState
from app.desk.queue import Tab
from app.domain.incident import State
from app.domain.problems import Code
from app.domain.refusal import Refusal
from tests.pages.duty import DutyDesk
from tests.pages.fixtures import MakeDesk, MakeStage
from tests.support.builders import AREA, NOW, TOWN
from tests.support.stage import EmptyScreen, empty_screens
from ui.common.formatting import Language
from ui.common.translation import Translation
from ui.shell.main_window import MainWindow
from ui.shell.shortcuts import KEYS, ShortcutSheet, key_words
from ui.shell.top_bar import PAGES


def band(desk: DutyDesk) -> str:
    found = desk.stage.window.band
    return f"{found.accessibleName()} {found.accessibleDescription()}" if found.isVisible() else ""


def test_the_status_bar_says_link_outbox_conflicts_time_seat_and_shift(make_desk: MakeDesk) -> None:
    desk = make_desk(answers=False)
    desk.stage.do(AddNote(incident="i-1009", text="已联系"))

    text = desk.stage.window.status.text

    for part in ("已同步", "待发 1", "冲突箱 0", "数据截至 14:32:07", "01席", "早班"):
        assert part in text, part


def test_a_refusal_shows_in_the_bars_and_leads_to_the_conflict_box(desk: DutyDesk) -> None:
    refusal = Refusal(
        id="r-1",
        town=TOWN,
        area=AREA,
        verb="Dispatch",
        wanted="{}",
        author="p-wang",
        problem=2002,
        occurred_at=NOW,
        refused_at=NOW,
    )
    desk.stage.act(lambda: desk.stage.central.hear(refusal))

    assert "冲突箱 1" in desk.stage.window.status.text
    box = next(b for b in desk.stage.window.status.findChildren(QToolButton) if "冲突箱" in b.text())
    desk.hands.click(box)

    assert desk.stage.window.page == "conflicts"


def test_the_band_tells_the_age_of_the_data_the_attempt_and_retries_now(desk: DutyDesk) -> None:
    assert band(desk) == ""

    desk.stage.act(lambda: desk.stage.central.unplug(minutes_ago=6.2, attempt=7))
    assert "离线 06:12" in band(desk)
    assert "数据截至 14:25:55" in band(desk)
    nudges = desk.stage.central.nudges
    desk.stage.act(desk.stage.window.band.retry_asked.emit)
    assert desk.stage.central.nudges == nudges + 1

    desk.stage.act(desk.stage.central.plug)
    assert band(desk) == ""


def test_the_band_counts_what_waits_and_ticks(make_desk: MakeDesk) -> None:
    desk = make_desk()
    desk.stage.act(desk.stage.central.unplug)
    desk.stage.do(AddNote(incident="i-1009", text="已联系"))
    desk.stage.second(65)

    assert "离线 01:05" in band(desk)
    assert "1 条命令待发" in band(desk)


def test_offline_work_is_sent_when_the_centre_is_there_again(desk: DutyDesk) -> None:
    desk.stage.act(desk.stage.central.unplug)
    desk.open_case("i-1024")
    desk.does("Dispatch")
    desk.hands.press("Return")
    assert desk.queue.known("i-1024").pending == "Dispatch"

    desk.stage.act(desk.stage.central.plug)

    assert desk.detail.state == State.DISPATCHED.value
    assert desk.queue.known("i-1024").pending == ""
    assert "待发 0" in desk.stage.window.status.text


def test_a_seat_that_was_revoked_says_so_in_words(desk: DutyDesk) -> None:
    revoked = Link(state=LinkState.REFUSED, since=NOW, as_of=NOW, problem=Code.SEAT_REVOKED.value, data={})

    desk.stage.act(lambda: desk.stage.central._set(revoked))

    assert any("1006" in notice for notice in desk.notices)
    assert "1006" in desk.stage.window.status.text


def test_ctrl_z_takes_back_the_last_command_that_was_not_sent(make_desk: MakeDesk) -> None:
    desk = make_desk(answers=False)
    desk.stage.do(AddNote(incident="i-1009", text="第一"))
    desk.stage.do(AddNote(incident="i-1009", text="第二"))

    desk.hands.press("Ctrl+Z")

    assert [waiting.order.command for waiting in desk.stage.cache.waiting()] == [AddNote(incident="i-1009", text="第一")]
    desk.hands.press("Ctrl+Z", "Ctrl+Z")
    assert "没有可撤回的待发命令" in desk.notices


def test_every_page_is_reached_by_key_and_by_the_bar(desk: DutyDesk) -> None:
    for place, page in enumerate(PAGES, start=1):
        desk.hands.press(f"Ctrl+{place}")
        assert desk.stage.window.page == page
    desk.stage.act(lambda: desk.stage.window.top.pages.setCurrentIndex(0))
    assert desk.stage.window.page == "desk"


def test_f6_goes_round_the_panes_and_shift_f6_back(desk: DutyDesk) -> None:
    page = desk.stage.window.desk_page
    desk.stage.act(page.tree.tree.setFocus)

    desk.hands.press("F6")
    assert page.queue.table.hasFocus()
    desk.hands.press("F6")
    assert page.detail.hasFocus()
    desk.hands.press("Shift+F6", "Shift+F6")
    assert page.tree.tree.hasFocus()
    desk.hands.press("F4")
    assert page.detail.hasFocus()


def test_no_key_is_without_a_menu_entry_and_f1_lists_them_all(desk: DutyDesk) -> None:
    entries = {action.text() for action in desk.stage.window.keyboard.menu.actions() if action.text()}
    words = key_words()
    assert {words[key.name] for key in KEYS} == entries

    desk.hands.press("F1")
    sheet = desk.hands.dialog
    assert isinstance(sheet, ShortcutSheet)
    desk.stage.act(sheet.accept)


def test_text_grows_and_shrinks_by_key(desk: DutyDesk) -> None:
    before = desk.queue.table.verticalHeader().defaultSectionSize()

    desk.hands.press("Ctrl++")
    assert desk.queue.table.verticalHeader().defaultSectionSize() > before

    desk.hands.press("Ctrl+0")
    assert desk.queue.table.verticalHeader().defaultSectionSize() == before


def test_the_language_is_switched_while_running(desk: DutyDesk, qapp: QApplication) -> None:
    translation = Translation(qapp)
    try:
        settings = desk.stage.window.others["settings"]
        assert isinstance(settings, EmptyScreen)
        asked: list[str] = []
        desk.stage.window.language_chosen.connect(asked.append)
        desk.stage.act(lambda: settings.language_chosen.emit("en"))
        assert asked == ["en"]

        desk.stage.act(lambda: translation.switch(Language.ENGLISH))
        desk.stage.switch_language("en")

        assert desk.queue.row("水果摊").state == "Filed"
        assert desk.queue.tab_words()[0] == "To do 13"
        assert settings.shown[-1] == "en"
        assert "Synced" in desk.stage.window.status.text
    finally:
        translation.remove()


def test_screens_are_opened_with_the_window_and_closed_down_with_it(make_stage: MakeStage) -> None:
    stage = make_stage()
    stage.sign_in()
    window = stage.open_window()
    screens = [window.desk_page.roster, window.desk_page.map, *window.others.values()]
    assert all(isinstance(screen, EmptyScreen) and screen.is_open for screen in screens)

    stage.act(window.close_down)

    assert not any(isinstance(screen, EmptyScreen) and screen.is_open for screen in screens)


def test_closing_asks_the_guard_first(make_stage: MakeStage) -> None:
    stage = make_stage()
    asked: list[QCloseEvent] = []

    def guard(event: QCloseEvent) -> None:
        asked.append(event)
        event.ignore()

    window = MainWindow(stage.means, empty_screens(), guard=guard)
    stage.act(window.show)
    stage.act(window.close)

    assert window.isVisible()
    assert len(asked) == 1
    window.hide()
    window.deleteLater()


def test_a_small_window_keeps_age_limit_and_state(make_desk: MakeDesk) -> None:
    desk = make_desk(size=(1366, 768))
    spans = desk.queue.table.spans()

    assert {"state", "age", "due", "summary", "number", "level"} <= spans.keys()
    assert {"source", "tier", "owner"}.isdisjoint(spans)
    assert desk.stage.window.desk_page.dock.shown == ("roster",)
    desk.hands.press("F8")
    assert desk.stage.window.desk_page.dock.shown == ("map",)


def test_f6_goes_round_the_page_in_front_and_a_page_is_left_and_found_with_the_keys_where_they_were(desk: DutyDesk) -> None:
    window = desk.stage.window
    desk.hands.press("Ctrl+4")
    assert window.page == "duty"

    desk.hands.press("F6")
    assert window.page == "duty"

    desk.hands.press("Ctrl+1")
    assert window.page == "desk"
    assert desk.queue.table.hasFocus()


def test_esc_leads_from_the_case_back_to_its_row_wherever_it_has_gone(desk: DutyDesk) -> None:
    desk.open_case("i-1024")
    desk.stage.act(lambda: desk.queue.view.show_tab(Tab.DONE_TODAY))
    desk.hands.press("F4", "Escape")

    assert desk.queue.view.tab is Tab.TO_DO
    assert desk.queue.chosen == "i-1024"
    assert desk.queue.table.hasFocus()
