"""Mode, scale and density at run time."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont, QFontInfo, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from ui.common.assets import asset
from ui.common.text import PlainLabel
from ui.common.theme import Theme, palette, style_sheet
from ui.common.tokens import DARK, LIGHT, Density, Mode, Size, tokens_of


def test_switching_the_mode_repaints_what_is_on_screen(qapp: QApplication, qtbot: QtBot, theme: Theme) -> None:
    label = PlainLabel("真南路")
    qtbot.addWidget(label)
    label.show()
    assert label.palette().color(QPalette.ColorRole.WindowText).name().upper() == LIGHT.text
    with qtbot.waitSignal(theme.changed):
        theme.set_mode(Mode.DARK)
    assert label.palette().color(QPalette.ColorRole.WindowText).name().upper() == DARK.text
    assert theme.tokens is DARK


def test_the_same_mode_again_is_not_a_change(qtbot: QtBot, theme: Theme) -> None:
    with qtbot.assertNotEmitted(theme.changed):
        theme.set_mode(Mode.LIGHT)
        theme.set_scale(100)
        theme.set_density(Density.NORMAL)


@pytest.mark.parametrize(("asked", "got"), [(90, 90), (150, 150), (40, 90), (900, 150)])
def test_the_text_scale_stays_between_90_and_150(theme: Theme, asked: int, got: int) -> None:
    theme.set_scale(asked)
    assert theme.scale == got


def test_scale_changes_text_and_rows_together(qapp: QApplication, theme: Theme) -> None:
    before = theme.row_height, theme.font().pixelSize(), qapp.font().pixelSize()
    theme.set_scale(150)
    assert (theme.row_height, theme.font().pixelSize(), qapp.font().pixelSize()) == tuple(round(v * 1.5) for v in before)


@pytest.mark.parametrize(("density", "height"), [(Density.COMPACT, 22), (Density.NORMAL, 26), (Density.LARGE, 32)])
def test_row_heights(theme: Theme, density: Density, height: int) -> None:
    theme.set_density(density)
    assert theme.row_height == height


def test_digits_are_of_one_width(theme: Theme) -> None:
    metrics = QFontMetrics(theme.font())
    assert len({metrics.horizontalAdvance(digit * 4) for digit in "0123456789"}) == 1


def test_chinese_text_has_a_chinese_sans(theme: Theme) -> None:
    family = QFontInfo(theme.font()).family()
    assert "CJK" in family or "Sans" in family
    assert QFontInfo(theme.font(Size.TITLE, bold=True)).weight() >= QFont.Weight.Bold


@pytest.mark.parametrize("mode", Mode)
def test_the_style_sheet_is_short_and_has_every_value(mode: Mode) -> None:
    sheet = style_sheet(Theme(mode=mode))
    assert "$" not in sheet
    assert len(sheet.splitlines()) < 200
    assert tokens_of(mode).selection_bar in sheet


def test_the_style_sheet_names_only_pictures_that_exist(theme: Theme) -> None:
    sheet = style_sheet(theme)
    for part in sheet.split("url(")[1:]:
        assert asset("styles", "light", part.split(")")[0].rsplit("/", 1)[1]).exists()


@pytest.mark.parametrize("mode", Mode)
def test_disabled_text_is_another_colour_than_text(mode: Mode) -> None:
    made = palette(tokens_of(mode))
    off = made.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert off.name().upper() == tokens_of(mode).off != tokens_of(mode).text


def test_sizes_of_labels_come_from_their_role(qtbot: QtBot, theme: Theme) -> None:
    label: QLabel = PlainLabel("架空线缆脱落", size="title")
    qtbot.addWidget(label)
    label.show()
    assert label.fontInfo().pixelSize() == Size.TITLE
    assert label.fontInfo().bold()
