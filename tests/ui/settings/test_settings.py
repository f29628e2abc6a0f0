"""What is chosen holds at once; what is told about the seat is what the desk knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QTest

from app.commands.notes import AddNote
from app.domain.grid import Grid, GridKind, Level
from app.domain.organisation import Family, Organisation
from app.domain.problems import Code, Problem
from app.domain.record import Put
from tests.pages.screens import MakeScreen
from tests.support.builders import AREA, OFFICER, busy_day
from tests.support.screen import ScreenStage
from tests.support.stage import PASSWORD
from ui.common.formatting import Language
from ui.common.pane_states import Failed, Stale
from ui.common.tokens import Mode
from ui.settings.directory import DirectoryDialog
from ui.settings.view import SettingsView

HELD = {f"area:{AREA}": (1207, 0x7FEE1), "310114": (3512, 0x5D21)}


class Page:
    """The page as a person sees and works it."""

    def __init__(self, stage: ScreenStage, view: SettingsView) -> None:
        self.stage, self.view = stage, view

    @property
    def facts(self) -> dict[str, str]:
        return self.view.seat.facts

    def held(self) -> dict[str, str]:
        model = self.view.holdings.held
        return {str(model.index(row, 1).data()): str(model.index(row, 2).data()) for row in range(model.rowCount())}

    def checked(self) -> list[tuple[str, ...]]:
        model = self.view.holdings.checked
        return [tuple(str(model.index(row, column).data()) for column in (1, 2, 3)) for row in range(model.rowCount())]


def opened(make_screen: MakeScreen, **options: Any) -> Page:
    stage = make_screen(busy_day(), **{"person": OFFICER, **options})
    return Page(stage, stage.show(SettingsView, size=(1350, 800)))


@pytest.fixture
def page(make_screen: MakeScreen) -> Page:
    return opened(make_screen)


def test_choosing_a_language_asks_the_window_for_it(page: Page) -> None:
    asked: list[str] = []
    page.view.language_chosen.connect(asked.append)
    page.stage.act(page.view.look.languages[Language.ENGLISH].click)
    assert asked == ["en"]


def test_the_language_spoken_is_marked(page: Page) -> None:
    assert page.view.look.languages[Language.CHINESE].isChecked()
    asked: list[str] = []
    page.view.language_chosen.connect(asked.append)
    page.stage.speak("en")
    assert page.view.look.languages[Language.ENGLISH].isChecked()
    assert asked == []  # nobody chose it here


def test_the_theme_changes_at_once_and_follows_the_one_changed_elsewhere(page: Page) -> None:
    page.stage.act(page.view.look.modes[Mode.DARK].click)
    assert page.stage.theme.mode is Mode.DARK
    page.stage.act(lambda: page.stage.theme.set_mode(Mode.LIGHT))
    assert page.view.look.modes[Mode.LIGHT].isChecked()


def test_text_grows_and_shrinks_between_90_and_150_per_cent(page: Page) -> None:
    look = page.view.look
    for _ in range(9):
        page.stage.act(lambda: QTest.keyClick(look.slider, Qt.Key.Key_Right))
    assert page.stage.theme.scale == 150
    assert look.scale_words == "150 %"
    page.stage.act(look._usual.click)
    assert (page.stage.theme.scale, look.scale_words) == (100, "100 %")
    for _ in range(3):
        page.stage.act(lambda: QTest.keyClick(look.slider, Qt.Key.Key_Left))
    assert page.stage.theme.scale == 90


def test_a_scale_set_by_key_elsewhere_moves_the_slider(page: Page) -> None:
    page.stage.act(lambda: page.stage.theme.set_scale(120))
    assert page.view.look.slider.value() == 12
    page.stage.act(lambda: page.stage.theme.set_scale(100))


def test_the_seat_is_told_with_its_place_and_person(page: Page) -> None:
    assert page.facts["服务器"] == "https://centre.example"
    assert page.facts["席位"] == "01席"
    assert page.facts["服务片区"] == f"南翔镇第三片区 {AREA}"
    assert page.facts["当前值班"] == "王芳 · p-wang"
    assert page.facts["数据截至"] == "2026-11-18 14:32:07"
    assert page.facts["时差"] == "+0.2 s"


def test_a_lost_link_is_told_with_its_reason(page: Page) -> None:
    page.stage.act(lambda: page.stage.central.unplug(minutes_ago=6))
    assert page.facts["连接"].startswith("离线，自 2026-11-18 14:26:07\n")
    assert "https://centre.example" in page.facts["连接"]
    assert page.facts["数据截至"] == "2026-11-18 14:26:07"
    page.stage.act(page.stage.central.plug)
    assert page.facts["连接"] == "在线，自 2026-11-18 14:32:07"


def test_records_are_counted_by_kind_and_orders_that_wait(make_screen: MakeScreen) -> None:
    page = opened(make_screen, answers=False)
    assert page.held()["事件"] == "23"
    assert page.held()["网格"] == "43"
    before = int(page.held()["经过"])
    page.stage.given(AddNote(incident="i-998", text="残枝已堆至路口"))
    assert page.facts["待发命令"] == "1"
    assert int(page.held()["经过"]) == before + 1


def test_the_self_check_tells_count_and_checksum_of_each_feed(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page.stage.cache, "self_check", lambda: HELD)
    page.stage.act(page.view.holdings.button.click)
    assert page.checked() == [
        ("嘉定区 310114", "3,512", "0000000000005D21"),
        (f"南翔镇第三片区 area:{AREA}", "1,207", "000000000007FEE1"),
    ]
    assert page.view.holdings.result == "2 个数据流，共 4,719 条，2026-11-18 14:32:07"
    assert page.view.holdings.button.isEnabled()


def test_a_self_check_that_fails_says_why_and_can_be_tried_again(page: Page) -> None:
    page.stage.lanes.trouble = Problem(Code.DISK_FULL)
    page.stage.act(page.view.check)
    assert "6001" in page.view.holdings.result
    assert page.view.holdings.button.isEnabled()


def test_a_cache_that_fails_is_told_in_the_pane(page: Page) -> None:
    page.stage.lanes.trouble = Problem(Code.DISK_FULL)
    page.stage.act(page.view._follower.read_again)
    assert isinstance(page.view._panes[2].state, Failed)


def test_the_age_is_told_while_the_link_is_lost(page: Page) -> None:
    stale = Stale(as_of=page.stage.desk.now())
    page.stage.act(lambda: page.view.tell_link(stale))
    assert page.view._panes[2].state == stale


def test_nobody_signed_in_is_told(page: Page) -> None:
    page.stage.door.sign_out()
    page.stage.act(lambda: page.view.tell_link(None))
    assert page.facts["当前值班"] == "无人登录"


NEW_PASSWORD = "-".join(("Anting", "2026"))


def change(page: Page, present: str, new: str, again: str) -> None:
    for line, text in zip(page.view.password.lines.values(), (present, new, again), strict=True):
        line.setText(text)
    page.stage.act(page.view.password.button.click)


def test_a_person_changes_his_own_password(page: Page) -> None:
    change(page, PASSWORD, NEW_PASSWORD, NEW_PASSWORD)
    assert "密码已改" in page.view.password.told
    assert [line.text() for line in page.view.password.lines.values()] == ["", "", ""]
    page.stage.door.sign_out()
    assert page.stage.door.sign_in(OFFICER, NEW_PASSWORD).person == OFFICER


@pytest.mark.parametrize(
    ("typed", "line", "number"),
    [
        (("falsch", NEW_PASSWORD, NEW_PASSWORD), "password", "1001"),
        ((PASSWORD, "kurz", "kurz"), "new_password", "1011"),
        ((PASSWORD, NEW_PASSWORD, "anders"), "new_password_again", "1019"),
        ((PASSWORD, "", ""), "new_password", "2005"),
    ],
)
def test_a_password_that_is_refused_is_said_beside_its_line(
    page: Page, typed: tuple[str, str, str], line: str, number: str
) -> None:
    change(page, *typed)
    assert number in page.view.password.fields[line].message
    assert tuple(control.text() for control in page.view.password.lines.values()) == typed, "what was typed stays"
    assert page.view.password.button.isEnabled()


def test_offline_the_password_cannot_be_changed_and_the_form_says_why(page: Page) -> None:
    page.stage.act(page.stage.central.unplug)
    assert not page.view.password.button.isEnabled()
    assert "1020" in page.view.password.told
    page.stage.act(page.stage.central.plug)
    assert page.view.password.button.isEnabled()
    assert page.view.password.told == ""


def test_models_hold_qts_own_rules(
    page: Page, watched: Callable[[QAbstractItemModel], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    watched(page.view.holdings.held)
    watched(page.view.holdings.checked)
    monkeypatch.setattr(page.stage.cache, "self_check", lambda: HELD)
    page.stage.act(page.view.check)
    assert len(page.checked()) == 2


def test_the_directory_tells_towns_before_departments_and_counts_special_grids(make_screen: MakeScreen) -> None:
    day = busy_day()
    market = next(grid for grid in day.world.find(Grid, area=AREA) if grid.level is Level.UNIT)
    day.world.apply(
        (
            Put(Organisation(id="o-law", name="城管执法", name_en="City law enforcement", family=Family.LINE, phone="59001234")),
            Put(Organisation(id="o-park", name="菊园新区", family=Family.BLOCK, grid="310114501")),
            Put(replace(market, grid_kind=GridKind.SPECIALISED_MARKET)),
        )
    )
    stage = make_screen(day, person=OFFICER)
    view = stage.show(SettingsView, size=(1350, 800))

    stage.act(view.directory.click)

    dialog = stage.dialog(DirectoryDialog)
    told = [[str(dialog.model.index(row, at).data()) for at in range(4)] for row in range(dialog.model.rowCount())]
    assert told == [["块（街镇）", "菊园新区", "310114501", "—"], ["条（部门）", "城管执法", "—", "59001234"]]
    assert "专业市场 1" in dialog.special.text()
