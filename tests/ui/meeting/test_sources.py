"""A decision or an action remembers the panel that it came from, shows it, and leads back to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.domain.meeting import ActionItem, Decision, Stage
from tests.pages.screens import MakeScreen
from tests.support.screen import ScreenStage
from tests.ui.meeting.stages import make_workspace, workspace_on
from ui.meeting.card import PanelCard
from ui.meeting.line_columns import PANEL
from ui.meeting.lines import ACTIONS, DECISIONS, PEOPLE, REVIEWED
from ui.meeting.panel_dialog import PanelDialog
from ui.meeting.view import MeetingView

LINE = "清运裕丰路渣土，城管1队 顾海，下周一"


class Page:
    """The lines of a meeting beside its panels."""

    def __init__(self, stage: ScreenStage, view: MeetingView) -> None:
        self.stage, self.view = stage, view

    def card(self, panel: str) -> PanelCard:
        return self.view.figures.gallery.card(panel)

    def press(self, panel: str) -> None:
        self.stage.act(lambda: QTest.mouseClick(self.card(panel), Qt.MouseButton.LeftButton, pos=QPoint(12, 12)))

    def enlarge(self, panel: str) -> PanelDialog:
        card = self.card(panel)
        card.setFocus()
        self.stage.act(lambda: QTest.keyClick(card, Qt.Key.Key_Return))
        return self.stage.dialog(PanelDialog)

    def put_down(self, tab: int, line: str) -> None:
        self.turn(tab)
        self.view.lines.entry.setText(line)
        self.stage.act(lambda: QTest.keyClick(self.view.lines.entry, Qt.Key.Key_Return))

    def turn(self, tab: int) -> None:
        self.stage.act(lambda: self.view.lines.tabs.setCurrentIndex(tab))

    def latest(self, kind: type[Any]) -> Any:
        return max(self.stage.cache.find(kind, meeting="m-46"), key=lambda found: found.no)

    def cell(self, tab: int, key: str) -> str:
        table = self.view.lines.tables[tab]
        model = self.view.lines._models[tab]
        place = model.place_of(key)
        assert place is not None
        column = next(n for n, found in enumerate(model.columns) if found.key == PANEL)
        table.choose(key)
        return str(model.index(place, column).data())

    def click_panel(self, tab: int, key: str) -> None:
        self.cell(tab, key)
        table, model = self.view.lines.tables[tab], self.view.lines._models[tab]
        column = next(n for n, found in enumerate(model.columns) if found.key == PANEL)
        where = table.visualRect(model.index(model.place_of(key) or 0, column)).center()
        self.stage.act(lambda: QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where))

    def open_panels(self) -> list[str]:
        return [one.windowTitle() for one in self.view.window().findChildren(PanelDialog) if one.isVisible()]


@pytest.fixture
def page(make_screen: MakeScreen) -> Iterator[Page]:
    stage = make_workspace(make_screen, Stage.HELD)
    view, _ = workspace_on(stage)
    made = Page(stage, view)
    yield made
    vars(made).clear()


def test_a_line_comes_from_the_panel_that_was_turned_to_last(page: Page) -> None:
    page.press("volume")
    dialog = page.enlarge("heat")
    page.stage.act(dialog.reject)
    page.put_down(ACTIONS, LINE)
    assert page.latest(ActionItem).panel == "heat"
    assert page.cell(ACTIONS, page.latest(ActionItem).id) == "网格×类别"
    page.press("repeats")
    page.put_down(DECISIONS, "调整夜间巡查：自11月20日起执行")
    assert page.latest(Decision).panel == "repeats"
    assert page.cell(DECISIONS, page.latest(Decision).id) == "重复高发"


def test_a_ticked_panel_is_turned_to_and_one_only_passed_by_keys_is_not(page: Page) -> None:
    page.stage.act(page.card("mix").press_tick)
    for card in page.view.figures.gallery.cards:
        page.stage.act(card.setFocus)
    assert page.view.lines.source.panel == "mix"


def test_another_panel_or_none_is_chosen_beside_the_line(page: Page) -> None:
    page.press("volume")
    page.turn(ACTIONS)
    assert page.view.lines.source.currentText() == "来自 件量"
    page.stage.act(lambda: page.view.lines.source.choose("workload"))
    page.put_down(ACTIONS, LINE)
    assert page.latest(ActionItem).panel == "workload"
    page.stage.act(lambda: page.view.lines.source.choose(""))
    page.put_down(ACTIONS, "回访，李敏，下周二")
    assert page.latest(ActionItem).panel == ""
    assert page.cell(ACTIONS, page.latest(ActionItem).id) == "—"


def test_a_click_on_the_panel_of_a_line_opens_it(page: Page) -> None:
    page.press("timeliness")
    page.put_down(ACTIONS, LINE)
    key = page.latest(ActionItem).id
    page.click_panel(ACTIONS, key)
    assert page.open_panels() == ["时限"]


def test_alt_p_opens_the_panel_of_the_chosen_line_and_nothing_where_there_is_none(page: Page) -> None:
    page.press("volume")
    page.put_down(DECISIONS, "巡查：加密")
    table = page.view.lines.tables[DECISIONS]
    table.choose(page.latest(Decision).id)
    table.setFocus()
    page.stage.act(lambda: QTest.keyClick(table, Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier))
    assert page.open_panels() == ["件量"]
    page.stage.act(page.stage.dialog(PanelDialog).reject)
    page.stage.act(lambda: page.view.lines.source.choose(""))
    page.put_down(DECISIONS, "另议：无")
    table.choose(page.latest(Decision).id)
    page.stage.act(lambda: QTest.keyClick(table, Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier))
    assert page.open_panels() == []


def test_the_choice_stands_beside_lines_that_can_come_from_a_panel(page: Page) -> None:
    shown = {}
    for tab in (REVIEWED, DECISIONS, ACTIONS, PEOPLE):
        page.turn(tab)
        shown[tab] = page.view.lines.source.isVisible()
    assert shown == {REVIEWED: False, DECISIONS: True, ACTIONS: True, PEOPLE: False}


def test_another_week_begins_from_no_panel(page: Page) -> None:
    page.press("volume")
    page.stage.act(lambda: page.view.show_week("2026-W45"))
    assert page.view.lines.source.panel == ""


def test_a_panel_without_figures_says_so(make_screen: MakeScreen) -> None:
    stage = make_workspace(make_screen, Stage.PREPARING)
    view, _ = workspace_on(stage)
    stage.act(lambda: view.lines.panel_asked.emit("heat"))
    assert [notice.text for notice in stage.notices.standing] == ["这一周还没有面板「网格×类别」的数据"]
