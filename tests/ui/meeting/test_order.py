"""Decisions and actions stand in the order of the minutes, and a key or a button moves them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.meeting import ActionItem, Decision, Stage
from tests.pages.screens import MakeScreen
from tests.ui.meeting.stages import make_workspace, workspace_on
from tests.ui.meeting.test_workspace import Page
from ui.meeting.lines import ACTIONS, DECISIONS, PEOPLE, REVIEWED


@pytest.fixture
def held(make_screen: MakeScreen) -> Iterator[Page]:
    made = make_workspace(make_screen, Stage.HELD)
    page = Page(made, *workspace_on(made))
    yield page
    vars(page).clear()


def order(page: Page, kind: type[Decision] | type[ActionItem]) -> list[str]:
    found = page.stage.cache.find(kind, meeting="m-46")
    assert sorted(one.no for one in found) == list(range(1, len(found) + 1))
    return [one.id for one in sorted(found, key=lambda one: one.no)]


def stand_on(page: Page, tab: int, key: str) -> None:
    page.stage.act(lambda: page.view.lines.tabs.setCurrentIndex(tab))
    page.stage.act(lambda: page.view.lines.tables[tab].choose(key))


def test_a_button_moves_a_decision_and_the_choice_stays_on_it(held: Page) -> None:
    before = order(held, Decision)
    stand_on(held, DECISIONS, before[0])
    assert not held.view.lines.up.isEnabled()
    held.stage.act(held.view.lines.down.click)
    assert order(held, Decision) == [before[1], before[0], *before[2:]]
    assert held.view.lines.tables[DECISIONS].chosen == before[0]
    assert held.view.lines.up.isEnabled()


def test_keys_move_an_action_to_the_end_and_no_further(held: Page) -> None:
    before = order(held, ActionItem)
    stand_on(held, ACTIONS, before[0])
    table = held.view.lines.tables[ACTIONS]
    table.setFocus()
    for _ in range(len(before) + 1):
        held.stage.act(lambda: QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier))
    assert order(held, ActionItem) == [*before[1:], before[0]]
    assert not held.view.lines.down.isEnabled()
    held.stage.act(lambda: QTest.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier))
    assert order(held, ActionItem)[-2] == before[0]


@pytest.mark.parametrize("tab", [REVIEWED, PEOPLE])
def test_other_lists_have_no_order_of_their_own(held: Page, tab: int) -> None:
    held.stage.act(lambda: held.view.lines.tabs.setCurrentIndex(tab))
    assert held.view.lines.up.isHidden()
    assert held.view.lines.down.isHidden()


def test_issued_minutes_keep_their_order(make_screen: MakeScreen) -> None:
    made = make_workspace(make_screen, Stage.ISSUED)
    page = Page(made, *workspace_on(made))
    before = order(page, Decision)
    stand_on(page, DECISIONS, before[0])
    assert not page.view.lines.down.isEnabled()
    table = page.view.lines.tables[DECISIONS]
    page.stage.act(lambda: QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier))
    assert order(page, Decision) == before
    vars(page).clear()
