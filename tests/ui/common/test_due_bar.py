"""The due bar tells four stretches of a limit by shape as well as colour."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from tests.ui.common.pictures import colours, painted
from ui.common.due_bar import DueBar, due_colour, over_sign, paint_due_bar
from ui.common.theme import Theme
from ui.common.tokens import LIGHT

TICK = 56  # two thirds of 84


def bar(used: float) -> QImage:
    return painted(lambda painter, rect: paint_due_bar(painter, rect, used, LIGHT), width=84, height=26)


def thickness(picture: QImage, x: int, *inks: str) -> int:
    return sum(picture.pixelColor(x, y).name().upper() in inks for y in range(picture.height()))


@pytest.mark.parametrize(
    ("used", "ink", "thick"),
    [(0.3, LIGHT.low, 5), (0.8, LIGHT.mid, 7), (1.2, LIGHT.over, 7), (1.6, LIGHT.far_over, 7)],
)
def test_thin_and_grey_then_thick_and_dark_then_orange_then_crimson(qtbot: QtBot, used: float, ink: str, thick: int) -> None:
    assert thickness(bar(used), 5, ink) == thick


def test_the_bar_ends_where_the_limit_is_used(qtbot: QtBot) -> None:
    picture = bar(0.75)
    end = round(TICK * 0.75)
    assert thickness(picture, end - 2, LIGHT.mid) == 7
    assert thickness(picture, end + 1, LIGHT.mid) == 0


def test_half_of_the_limit_is_a_gap_until_the_limit(qtbot: QtBot) -> None:
    assert LIGHT.pane == bar(0.8).pixelColor(TICK // 2, 13).name().upper()
    assert bar(1.2).pixelColor(TICK // 2, 13).name().upper() == LIGHT.over


def test_over_the_limit_passes_the_tick(qtbot: QtBot) -> None:
    assert thickness(bar(0.99), TICK + 3, LIGHT.mid, LIGHT.low) == 0
    assert thickness(bar(1.2), TICK + 3, LIGHT.over) == 7


def test_far_over_is_doubled_after_the_tick(qtbot: QtBot) -> None:
    picture = bar(1.6)
    column = [picture.pixelColor(TICK + 10, y).name().upper() == LIGHT.far_over for y in range(26)]
    edges = sum(column[y] and not column[y - 1] for y in range(1, 26))
    assert edges == 2


def test_no_alarm_colour_before_the_limit(qtbot: QtBot) -> None:
    for used in (0.0, 0.2, 0.5, 0.9, 1.0):
        assert not colours(bar(used)) & {LIGHT.over, LIGHT.far_over}


@pytest.mark.parametrize(("used", "sign"), [(0.9, ""), (1.0, ""), (1.01, "›"), (1.5, "›"), (1.51, "»"), (9.0, "»")])
def test_the_sign_after_the_remainder(used: float, sign: str) -> None:
    assert over_sign(used) == sign


def test_the_colour_of_the_remainder_follows_the_bar() -> None:
    assert due_colour(0.9, LIGHT) == LIGHT.text
    assert due_colour(1.2, LIGHT) == LIGHT.over
    assert due_colour(1.2, LIGHT, selected=True) == LIGHT.priorities[1].on_selection
    assert due_colour(1.6, LIGHT) == LIGHT.far_over


def test_the_widget_says_how_much_is_used(qtbot: QtBot, theme: Theme) -> None:
    widget = DueBar(theme, 0.5)
    qtbot.addWidget(widget)
    widget.show_used(1.25)
    assert widget.accessibleName() == "时限已用 125 %"
