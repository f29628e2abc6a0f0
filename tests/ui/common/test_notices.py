"""One channel for what the program has to say: replaced by key, counted down, undone in time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.domain.problems import Code, Problem
from ui.common.buttons import ActButton
from ui.common.notice_bar import NoticeBar
from ui.common.notices import UNDO_SECONDS, Kind, Notices
from ui.common.text import PlainLabel
from ui.common.theme import Theme


def sentence(problem: Problem) -> str:
    return f"{problem.code.value}：{problem.data.get('host', '')}"


@pytest.fixture
def notices(qtbot: QtBot) -> Iterator[Notices]:
    made = Notices(sentence)
    yield made
    for notice in made.standing:
        made.retract(notice.key)
    made.deleteLater()


@pytest.fixture
def bar(qtbot: QtBot, theme: Theme, notices: Notices) -> Iterator[NoticeBar]:
    window = QWidget()
    qtbot.addWidget(window)
    made = NoticeBar(theme, notices)
    QVBoxLayout(window).addWidget(made)
    window.resize(700, 80)
    window.show()
    yield made
    window.close()


def seconds(notices: Notices, count: int) -> None:
    for _ in range(count):
        notices.tick()


def test_the_same_trouble_is_told_once(notices: Notices) -> None:
    notices.warning("连接中断", replace="connection")
    notices.info("已保存")
    notices.warning("第 7 次重连", replace="connection")
    assert [notice.text for notice in notices.standing] == ["已保存", "第 7 次重连"]


def test_a_problem_is_told_in_its_sentence_and_stays(notices: Notices) -> None:
    notices.problem(Problem(Code.CENTRAL_UNREACHABLE, host="中心"))
    notices.problem(Problem(Code.CENTRAL_UNREACHABLE, host="备用"))
    seconds(notices, 60)
    (notice,) = notices.standing
    assert (notice.kind, notice.text) == (Kind.PROBLEM, f"{Code.CENTRAL_UNREACHABLE.value}：备用")


def test_what_is_told_in_passing_goes_by_itself(notices: Notices) -> None:
    notices.info("已保存")
    counts = []
    for _ in range(6):
        counts.append(len(notices.standing))
        notices.tick()
    assert counts == [1] * 6
    assert not notices.standing


def test_an_act_can_be_undone_for_eight_seconds(notices: Notices, qtbot: QtBot) -> None:
    notices.undoable("1024 已派给城管1队", key="act-1", act="撤销")
    seconds(notices, UNDO_SECONDS - 1)
    with qtbot.waitSignal(notices.acted) as acted:
        assert notices.undo_latest()
    assert acted.args == ["act-1"]
    assert notices.standing == ()
    assert not notices.undo_latest()


def test_an_undo_that_ran_out_is_told_and_cannot_be_pressed(notices: Notices, qtbot: QtBot) -> None:
    notices.undoable("1024 已派给城管1队", key="act-1", act="撤销")
    with qtbot.waitSignal(notices.lapsed) as lapsed:
        seconds(notices, UNDO_SECONDS)
    assert lapsed.args == ["act-1"]
    with qtbot.assertNotEmitted(notices.acted):
        notices.press("act-1")


def test_the_last_act_is_undone_first(notices: Notices) -> None:
    pressed: list[str] = []
    notices.acted.connect(pressed.append)
    for key in ("act-1", "act-2"):
        notices.undoable(key, key=key, act="撤销")
    notices.undo_latest()
    notices.undo_latest()
    assert pressed == ["act-2", "act-1"]


def test_the_clock_runs_only_while_something_counts_down(notices: Notices) -> None:
    clock = notices.findChild(QTimer)
    assert clock is not None
    key = notices.problem(Problem(Code.DISK_FULL))
    running = [clock.isActive()]
    notices.info("已保存")
    running.append(clock.isActive())
    seconds(notices, 6)
    running.append(clock.isActive())
    notices.retract(key)
    assert running == [False, True, False]


def test_the_bar_shows_the_newest_and_counts_the_rest(bar: NoticeBar, notices: Notices) -> None:
    assert not bar.isVisible()
    notices.warning("甲")
    notices.warning("乙")
    assert bar.isVisible()
    texts = [label.text() for label in bar.findChildren(PlainLabel) if label.isVisible()]
    assert "乙" in texts
    assert "另有 1 条" in texts
    notices.retract(notices.standing[-1].key)
    assert bar.shown is not None
    assert bar.shown.text == "甲"


def test_the_undo_button_counts_down_but_is_named_by_its_act(bar: NoticeBar, notices: Notices, qtbot: QtBot) -> None:
    notices.undoable("1024 已派给城管1队", key="act-1", act="撤销")
    button = bar.findChild(ActButton)
    assert button is not None
    seconds(notices, 3)
    assert button.text() == "撤销 5"
    assert button.accessibleName() == "撤销"
    with qtbot.waitSignal(notices.acted):
        button.click()
    assert not bar.isVisible()


def test_the_bar_never_takes_the_keyboard(bar: NoticeBar, notices: Notices, qtbot: QtBot) -> None:
    window = bar.window()
    window.setFocus()
    notices.undoable("1024 已派给城管1队", key="act-1", act="撤销")
    assert not any(child.hasFocus() for child in bar.findChildren(QWidget))


def test_a_bar_made_before_its_window_is_no_window(qtbot: QtBot, theme: Theme, notices: Notices) -> None:
    notices.warning("甲")
    bar = NoticeBar(theme, notices)
    qtbot.addWidget(bar)
    assert not bar.isVisible()
