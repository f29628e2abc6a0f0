"""The twelve states of a pane, each in Chinese and English, and what their buttons do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from msgspec import Struct
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.common.formatting import Language
from ui.common.pane import Pane
from ui.common.pane_states import (
    ClockOff,
    Conflicting,
    EmptyByFilter,
    EmptyGood,
    Failed,
    Loading,
    NoRight,
    Offline,
    PaneState,
    Partial,
    ReadOnly,
    Ready,
    Reconnecting,
    Stale,
    wording,
)
from ui.common.text import PlainLabel
from ui.common.theme import Theme
from ui.common.translation import Translation

AT = datetime(2026, 11, 18, 1, 31, 5, tzinfo=UTC)


class Case(Struct, frozen=True):
    """A state, whether it covers the content, and words that must be told in each language."""

    state: PaneState
    covers: bool
    chinese: tuple[str, ...]
    english: tuple[str, ...]
    edge: bool = False


CASES = {
    "loading": Case(Loading(), True, ("仍在加载", "取消"), ("Still loading", "Cancel")),
    "empty": Case(
        EmptyGood("当前无待办", AT), True, ("当前无待办", "上次检查 09:31:05"), ("当前无待办", "Last checked 09:31:05")
    ),
    "empty, away": Case(
        EmptyGood("当前无待办", AT, away=True),
        True,
        ("当前无待办", "连不上中心", "数据截至 09:31:05"),
        ("当前无待办", "out of reach", "Data as of 09:31:05"),
        edge=True,
    ),
    "filter, away": Case(
        EmptyByFilter("紧急", stale=Stale(AT)),
        True,
        ("筛选条件：紧急", "数据截至 09:31:05"),
        ("Filter: 紧急", "Data as of 09:31:05"),
        edge=True,
    ),
    "filter": Case(EmptyByFilter("紧急"), True, ("筛选条件：紧急", "清除筛选"), ("Filter: 紧急", "Clear filter")),
    "stale": Case(Stale(AT), False, ("数据截至 09:31:05",), ("Data as of 09:31:05",), edge=True),
    "stale, of another day": Case(
        Stale(AT, today=date(2026, 11, 20)), False, ("数据截至 11-18 09:31",), ("Data as of 11-18 09:31",), edge=True
    ),
    "empty, away for days": Case(
        EmptyGood("当前无待办", AT, away=True, today=date(2027, 1, 2)),
        True,
        ("当前无待办", "连不上中心", "数据截至 2026-11-18 09:31"),
        ("当前无待办", "out of reach", "Data as of 2026-11-18 09:31"),
        edge=True,
    ),
    "offline": Case(
        Offline(AT, 5), False, ("09:31:05", "本地时钟", "5 条"), ("09:31:05", "local clock", "5 commands"), edge=True
    ),
    "reconnecting": Case(
        Reconnecting(AT, 7, 12), False, ("第 7 次重连，12 秒后", "立即重试"), ("Attempt 7 in 12 s", "Retry now"), edge=True
    ),
    "partial": Case(Partial(("视频", "物联")), False, ("视频、物联", "重取"), ("视频, 物联", "Fetch again"), edge=True),
    "failed": Case(
        Failed("没有取到", "稍后重试", "7c1e"),
        True,
        ("没有取到", "稍后重试", "追踪号 7c1e", "复制详情"),
        ("Trace 7c1e", "Copy details"),
    ),
    "no right": Case(NoRight("张磊"), True, ("没有查看", "张磊"), ("may not see", "ask 张磊")),
    "conflict": Case(
        Conflicting("城管1队", "交警中队"),
        True,
        ("两个版本", "去处理", "我的", "对方", "城管1队", "交警中队"),
        ("two versions", "Mine", "Theirs"),
    ),
    "clock": Case(ClockOff(42), False, ("快 42 秒", "时钟未同步"), ("42 s ahead", "Clock off")),
    "read-only": Case(ReadOnly("大屏席位"), False, ("只读", "大屏席位"), ("Read only", "大屏席位")),
}


@pytest.fixture
def translation(qapp: QApplication) -> Iterator[Translation]:
    made = Translation(qapp)
    yield made
    made.switch(Language.CHINESE)
    made.remove()
    made.deleteLater()


@pytest.fixture
def pane(qtbot: QtBot, theme: Theme) -> Pane:
    made = Pane(theme, "待办", PlainLabel("内容"), note="18 件")
    qtbot.addWidget(made)
    made.resize(500, 320)
    made.show()
    return made


def told(pane: Pane) -> str:
    """All that can be read on the pane now, tags included."""
    texts = [label.text() for label in pane.findChildren(PlainLabel) if label.isVisible()]
    texts += [button.text() for button in pane.findChildren(QPushButton) if button.isVisible()]
    texts += [w.accessibleName() for w in pane.findChildren(QWidget) if w.isVisible() and w.accessibleName()]
    return "\n".join(texts)


def run_out_of_patience(pane: Pane) -> None:
    """Lets 300 ms and then 5 s pass at once."""
    patience = pane.findChild(QTimer)
    assert patience is not None
    patience.timeout.emit()
    patience.timeout.emit()
    patience.stop()


def press(pane: Pane) -> None:
    (button,) = (button for button in pane.findChildren(QPushButton) if button.isVisible())
    button.click()


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", CASES)
def test_a_state_is_told_in_both_languages(pane: Pane, translation: Translation, name: str, language: Language) -> None:
    case = CASES[name]
    translation.switch(language)
    pane.show_state(case.state)
    if name == "loading":
        run_out_of_patience(pane)
    text = told(pane)
    for words in case.chinese if language is Language.CHINESE else case.english:
        assert words in text
    assert pane.is_covered is case.covers
    assert pane.accessibleDescription() != ""


@pytest.mark.parametrize("name", CASES)
def test_a_state_follows_the_language_while_it_stands(pane: Pane, translation: Translation, name: str) -> None:
    case = CASES[name]
    pane.show_state(case.state)
    if name == "loading":
        run_out_of_patience(pane)
    translation.switch(Language.ENGLISH)
    QApplication.sendPostedEvents()
    if name != "loading":
        for words in case.english:
            assert words in told(pane)


@pytest.mark.parametrize("name", CASES)
def test_only_old_or_missing_data_has_the_amber_edge(pane: Pane, theme: Theme, name: str) -> None:
    pane.show_state(CASES[name].state)
    colour = pane.grab().toImage().pixelColor(1, 200).name().upper()
    assert (colour == theme.tokens.stale) is CASES[name].edge
    pane.show_state(Ready())


def test_content_shows_again_when_all_is_well(pane: Pane) -> None:
    for case in CASES.values():
        pane.show_state(case.state)
    pane.show_state(Ready())
    assert not pane.is_covered
    assert pane.accessibleDescription() == ""
    assert told(pane) == "待办\n18 件\n内容"


def test_loading_shows_nothing_new_for_300_ms_then_a_skeleton_then_words(pane: Pane) -> None:
    patience = pane.findChild(QTimer)
    assert patience is not None
    pane.show_state(Loading())
    covered = [pane.is_covered]
    waits = [patience.interval()]
    patience.timeout.emit()
    covered.append(pane.is_covered)
    waits.append(patience.interval())
    assert "仍在加载" not in told(pane)
    patience.timeout.emit()
    assert "仍在加载" in told(pane)
    assert covered == [False, True]
    assert waits == [300, 4700]
    pane.show_state(Ready())
    assert not patience.isActive()


def test_loading_again_does_not_start_over(pane: Pane) -> None:
    pane.show_state(Loading())
    run_out_of_patience(pane)
    pane.show_state(Loading())
    assert "仍在加载" in told(pane)


def test_cancel_while_loading(pane: Pane, qtbot: QtBot) -> None:
    pane.show_state(Loading())
    run_out_of_patience(pane)
    with qtbot.waitSignal(pane.cancelled):
        press(pane)


def test_clearing_the_filter(pane: Pane, qtbot: QtBot) -> None:
    pane.show_state(EmptyByFilter("紧急"))
    with qtbot.waitSignal(pane.filter_cleared):
        press(pane)


def test_retrying_at_once(pane: Pane, qtbot: QtBot) -> None:
    for state in (Reconnecting(AT, 7, 12), Partial(("视频",))):
        pane.show_state(state)
        with qtbot.waitSignal(pane.retry_asked):
            press(pane)


def test_going_to_the_conflict(pane: Pane, qtbot: QtBot) -> None:
    pane.show_state(Conflicting("城管1队", "交警中队"))
    with qtbot.waitSignal(pane.conflict_opened):
        press(pane)


def test_copying_the_details_of_a_failure(pane: Pane, qtbot: QtBot) -> None:
    pane.show_state(Failed("没有取到事件 1024", "稍后重试", "7c1e"))
    with qtbot.waitSignal(pane.details_copied) as copied:
        press(pane)
    assert copied.args == ["7c1e"]
    assert QApplication.clipboard().text() == "没有取到事件 1024\n稍后重试\n追踪号 7c1e"


def test_markup_in_a_state_is_shown_as_text(pane: Pane) -> None:
    pane.show_state(Conflicting("<b>甲</b>", "<i>乙</i>"))
    assert "<b>甲</b>" in told(pane)


@pytest.mark.parametrize(("seconds", "words"), [(42, "快 42 秒"), (-400, "慢 7 分"), (86400, "快 24 小时")])
def test_how_far_the_clock_is_off(seconds: float, words: str) -> None:
    assert words in wording(ClockOff(seconds)).strip


def test_the_title_names_the_pane(pane: Pane) -> None:
    pane.set_title("处置中", note="27 件")
    assert pane.accessibleName() == "处置中"
    assert "27 件" in told(pane)
