"""Icons: one colour, one box, one line width, recoloured at will."""

from __future__ import annotations

import re
from functools import partial

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QIcon, QPainter
from PySide6.QtSvg import QSvgRenderer
from pytestqt.qtbot import QtBot

from tests.ui.common.pictures import colours, painted
from ui.common.assets import asset
from ui.common.icons import application_icon, icon, icon_names, icon_pixmap, paint_icon
from ui.common.tokens import DARK, LIGHT


def _icon(painter: QPainter, rect: QRectF, *, name: str) -> None:
    paint_icon(painter, rect, name, "#112233")


@pytest.mark.parametrize("name", icon_names())
def test_each_icon_is_svg_tiny_of_one_colour_in_a_16_px_box(name: str) -> None:
    text = asset("icons", f"{name}.svg").read_text("utf-8")
    assert 'viewBox="0 0 16 16"' in text
    assert 'baseProfile="tiny"' in text
    assert "#" not in text
    assert "currentColor" in text
    if name != "brand":
        assert set(re.findall(r'stroke-width="([^"]+)"', text)) == {"1.5"}


def test_each_icon_paints_something_in_the_colour_asked_for(qtbot: QtBot) -> None:
    for name in icon_names():
        picture = painted(partial(_icon, name=name), width=16, height=16, ratio=3)
        assert QColor("#112233").name().upper() in colours(picture), name


def test_a_pixmap_is_sharp_at_the_ratio_of_the_screen(qtbot: QtBot) -> None:
    pixmap = icon_pixmap("dispatch", size=16, colour="#000000", ratio=1.5)
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (24, 1.5)


def test_an_icon_has_a_disabled_twin_and_follows_the_mode(qtbot: QtBot) -> None:
    for tokens in (LIGHT, DARK):
        made = icon("check", tokens)
        usual = made.pixmap(16).toImage()
        off = made.pixmap(16, QIcon.Mode.Disabled).toImage()
        assert usual != off


def test_the_application_icon_has_all_sizes(qtbot: QtBot) -> None:
    assert {size.width() for size in application_icon().availableSizes()} >= {16, 32, 48, 256}
    assert QSvgRenderer(asset("icons", "gridplus.svg").as_posix()).isValid()
