"""Forms: every control is named, reached from its label, and says what is wrong with it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QPlainTextEdit, QSpinBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.common.fields import FieldForm, SearchField
from ui.common.theme import Theme


@pytest.mark.parametrize("control", [QLineEdit, QComboBox, QSpinBox, QPlainTextEdit])
def test_a_control_is_the_buddy_of_its_label_and_named_by_it(qtbot: QtBot, theme: Theme, control: type[QWidget]) -> None:
    form = FieldForm(theme)
    qtbot.addWidget(form)
    field = form.add("接单", control(), hint="15 分钟内")
    assert field.label.buddy() is field.control
    assert field.control.accessibleName() == "接单"
    assert field.control.accessibleDescription() == "15 分钟内"


def test_a_problem_takes_the_place_of_the_hint_and_goes_again(qtbot: QtBot, theme: Theme) -> None:
    form = FieldForm(theme)
    qtbot.addWidget(form)
    field = form.add("地点", QLineEdit(), hint="可在地图上点选")
    field.show_problem("地点要落到小微网格")
    assert field.message == "地点要落到小微网格"
    assert field.control.property("invalid") is True
    assert field.control.accessibleDescription() == "地点要落到小微网格"
    field.clear_problem()
    assert field.message == "可在地图上点选"
    assert field.control.property("invalid") is False


def test_a_wrong_field_is_framed_also_without_focus(qtbot: QtBot, theme: Theme) -> None:
    form = FieldForm(theme)
    qtbot.addWidget(form)
    field = form.add("地点", QLineEdit())
    form.resize(300, 80)
    form.show()
    field.show_problem("缺地点")
    picture = field.control.grab().toImage()
    assert picture.pixelColor(picture.width() // 2, 0).name().upper() == theme.tokens.over


def test_tab_goes_through_the_form_in_order(qtbot: QtBot, theme: Theme) -> None:
    form = FieldForm(theme)
    qtbot.addWidget(form)
    first, second = form.add("接单", QComboBox()), form.add("到场", QComboBox())
    form.show()
    first.control.setFocus()
    qtbot.waitUntil(first.control.hasFocus)
    QTest.keyClick(first.control, Qt.Key.Key_Tab)
    assert second.control.hasFocus()


def test_words_of_a_field_follow_the_language(qtbot: QtBot, theme: Theme) -> None:
    form = FieldForm(theme)
    qtbot.addWidget(form)
    field = form.add("地点", QLineEdit(), hint="必填")
    field.rename("Place", hint="required")
    assert (field.label.text(), field.control.accessibleName(), field.message) == ("Place", "Place", "required")


def test_escape_empties_the_search_first_and_closes_the_dialog_only_then(qtbot: QtBot, theme: Theme) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    search = SearchField(theme, "筛选：名称、拼音首字母", key="Ctrl K")
    QVBoxLayout(dialog).addWidget(search)
    dialog.show()
    search.setFocus()
    qtbot.waitUntil(search.hasFocus)
    QTest.keyClicks(search, "jt")
    with qtbot.waitSignal(search.cleared):
        QTest.keyClick(search, Qt.Key.Key_Escape)
    assert search.text() == ""
    assert dialog.isVisible()
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_search_is_named_by_its_placeholder(qtbot: QtBot, theme: Theme) -> None:
    search = SearchField(theme, "命令或搜索")
    qtbot.addWidget(search)
    assert search.accessibleName() == "命令或搜索"
