"""Acts: the words, the key, the reason why not; and short things in shapes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.common.pictures import colours
from ui.common.buttons import ActButton, LockedAct, Role
from ui.common.chips import Chip, PriorityChip
from ui.common.key_cap import KeyCap
from ui.common.marks import Priority
from ui.common.steps import Stand, Step, StepLine
from ui.common.text import PlainLabel
from ui.common.theme import Theme
from ui.common.tokens import LIGHT, Space

STEPS = (
    Step(word="信息收集", stand=Stand.DONE, note="14:18"),
    Step(word="任务派遣", stand=Stand.CURRENT, note="至 14:39"),
    Step(word="任务处理", stand=Stand.AHEAD),
)


def test_an_act_is_pressed_by_mouse_and_by_space(qtbot: QtBot, theme: Theme) -> None:
    button = ActButton(theme, "派遣…", icon="dispatch", key="1", role="primary")
    qtbot.addWidget(button)
    button.show()
    with qtbot.waitSignal(button.clicked):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(button, Qt.Key.Key_Space)


def test_a_locked_act_keeps_its_words_and_says_why(qtbot: QtBot, theme: Theme) -> None:
    button = ActButton(theme, "结案", key="5")
    qtbot.addWidget(button)
    button.lock("先有处理反馈")
    assert not button.isEnabled()
    assert button.accessibleName() == "结案"
    assert button.accessibleDescription() == "先有处理反馈"
    assert "先有处理反馈" in button.toolTip()
    button.unlock()
    assert button.isEnabled()
    assert button.toolTip() == ""


def test_the_key_is_shown_and_not_bound(qtbot: QtBot, theme: Theme) -> None:
    button = ActButton(theme, "并案…", key="3")
    qtbot.addWidget(button)
    assert button.key == "3"
    assert button.shortcut().isEmpty()


def test_an_ampersand_from_outside_is_a_character(qtbot: QtBot, theme: Theme) -> None:
    button = ActButton(theme, "派给 A&B 组")
    qtbot.addWidget(button)
    assert button.accessibleName() == "派给 A&B 组"
    assert button.shortcut().isEmpty()


def test_the_focus_is_seen(qtbot: QtBot, theme: Theme) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    row = QHBoxLayout(page)
    first, second = ActButton(theme, "取消"), ActButton(theme, "保存")
    row.addWidget(first)
    row.addWidget(second)
    page.show()
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    focused, other = first.grab().toImage(), second.grab().toImage()
    middle = focused.height() // 2
    assert focused.pixelColor(1, middle).name().upper() == LIGHT.selection_bar
    assert other.pixelColor(1, middle).name().upper() != LIGHT.selection_bar


def test_only_a_critical_act_is_coloured(qtbot: QtBot, theme: Theme) -> None:
    crimson = LIGHT.priorities[0].mark
    cases: tuple[tuple[Role, bool], ...] = (("plain", False), ("primary", False), ("critical", True))
    for role, coloured in cases:
        button = ActButton(theme, "确认", role=role)
        qtbot.addWidget(button)
        assert (crimson in colours(button.grab().toImage())) is coloured


def test_another_act_takes_the_same_place(qtbot: QtBot, theme: Theme) -> None:
    button = ActButton(theme, "派遣…", key="1", role="primary")
    qtbot.addWidget(button)
    button.show_act("核查通过", note="由他人核查")
    assert button.accessibleName() == "核查通过"
    assert button.sizeHint().height() == theme.px(48)


def test_a_locked_line_names_act_and_reason(qtbot: QtBot, theme: Theme) -> None:
    line = LockedAct(theme, "提级牵头", "先协调一次")
    qtbot.addWidget(line)
    label = line.findChild(PlainLabel)
    assert label is not None
    assert label.text() == "提级牵头：先协调一次"
    assert (line.accessibleName(), line.accessibleDescription()) == ("提级牵头", "先协调一次")


def test_chips_and_caps_take_the_width_of_their_words(qtbot: QtBot, theme: Theme) -> None:
    short, long = Chip(theme, "哨"), Chip(theme, "数据截至 14:25:55", kind="stale")
    caps = KeyCap(theme, "1"), KeyCap(theme, "Ctrl K")
    chip = PriorityChip(theme, Priority.URGENT)
    for widget in (short, long, *caps, chip):
        qtbot.addWidget(widget)
    assert long.sizeHint().width() > short.sizeHint().width()
    assert caps[1].sizeHint().width() > caps[0].sizeHint().width() >= theme.px(18)
    assert chip.accessibleName() == "紧急"
    short.show_text("返1")
    assert short.accessibleName() == "返1"


def test_the_step_line_says_where_the_case_stands(qtbot: QtBot, theme: Theme) -> None:
    line = StepLine(theme, STEPS)
    qtbot.addWidget(line)
    assert line.accessibleName() == "第 2 步，共 3 步：任务派遣"
    line.show_steps(tuple(Step(word=step.word, stand=Stand.DONE) for step in STEPS))
    assert line.accessibleName() == "各步均已完成"


def test_the_step_line_paints_the_current_step_in_the_colour_of_the_main_act(qtbot: QtBot, theme: Theme) -> None:
    line = StepLine(theme, STEPS)
    qtbot.addWidget(line)
    line.resize(300, 62)
    picture = line.grab().toImage()
    assert picture.pixelColor(144, 10).name().upper() == LIGHT.primary
    assert picture.pixelColor(250, 10).name().upper() not in (LIGHT.primary, LIGHT.mid)


def test_steps_without_notes_keep_no_line_for_them(qtbot: QtBot, theme: Theme) -> None:
    noted = StepLine(theme, (Step(word="筹备", stand=Stand.DONE, note="11-16 12:00"), Step(word="冻结", stand=Stand.CURRENT)))
    bare = StepLine(theme, (Step(word="筹备", stand=Stand.CURRENT), Step(word="冻结", stand=Stand.AHEAD)))
    for line in (noted, bare):
        qtbot.addWidget(line)
    assert bare.sizeHint().height() < noted.sizeHint().height() - 10


def test_a_button_of_an_icon_alone_has_it_in_its_middle(qtbot: QtBot, theme: Theme) -> None:
    button = ActButton(theme, "", icon="tree", height=26)
    qtbot.addWidget(button)
    assert button.sizeHint().width() == theme.px(Space.ICON) + 2 * theme.px(Space.INSET)
