"""Marks are told apart by shape, in grey, small and at every scale; their widgets say them in words."""

from __future__ import annotations

from functools import partial
from itertools import combinations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from tests.ui.common.pictures import colours, grey_difference, painted
from ui.common.marks import (
    LevelMark,
    PendingMark,
    Presence,
    PresenceMark,
    Priority,
    PriorityMark,
    Tri,
    TriMark,
    paint_level,
    paint_presence,
    paint_priority,
    paint_tri,
    priority_path,
)
from ui.common.theme import Theme
from ui.common.tokens import DARK, LIGHT, Tokens

BOTH = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


def priority_picture(tokens: Tokens, priority: Priority, ratio: float = 1.0) -> QImage:
    return painted(partial(_priority, priority=priority, tokens=tokens), ground=tokens.pane, ratio=ratio)


def _priority(painter: QPainter, rect: QRectF, *, priority: Priority, tokens: Tokens) -> None:
    paint_priority(painter, rect, priority, tokens)


def _level(painter: QPainter, rect: QRectF, *, level: int) -> None:
    paint_level(painter, rect, level, LIGHT)


@BOTH
def test_severities_differ_without_colour(qtbot: QtBot, tokens: Tokens) -> None:
    for one, other in combinations(Priority, 2):
        assert grey_difference(priority_picture(tokens, one), priority_picture(tokens, other)) > 12, (one, other)


@BOTH
def test_the_first_two_severities_are_filled_the_others_outlined(qtbot: QtBot, tokens: Tokens) -> None:
    for priority in Priority:
        picture = priority_picture(tokens, priority)
        mark = tokens.priorities[priority - 1].mark
        # Beside the digit, inside every shape.
        inside = picture.pixelColor(5, 12).name().upper()
        assert (inside == mark) is (priority in (Priority.CRITICAL, Priority.URGENT)), priority


def test_the_shapes_are_octagon_triangle_diamond_and_circle() -> None:
    box = QRectF(0, 0, 100, 100)
    corners = {
        p: len({(e.x, e.y) for i in range(q.elementCount()) for e in [q.elementAt(i)]})
        for p in Priority
        for q in [priority_path(box, p)]
    }
    assert corners[Priority.CRITICAL] == 8
    assert corners[Priority.URGENT] == 3
    assert corners[Priority.IMPORTANT] == 4
    assert corners[Priority.NORMAL] > 8


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_marks_stay_inside_their_box_at_every_screen_scale(qtbot: QtBot, ratio: float) -> None:
    for priority in Priority:
        picture = priority_picture(LIGHT, priority, ratio)
        edge = picture.width() - 1
        for corner in ((0, 0), (edge, 0)):
            assert picture.pixelColor(*corner).name().upper() == LIGHT.pane


@BOTH
def test_three_colour_marks_differ_without_colour(qtbot: QtBot, tokens: Tokens) -> None:
    def paint(painter: QPainter, rect: QRectF, tri: Tri) -> None:
        paint_tri(painter, rect, tri, tokens)

    pictures = {tri: painted(partial(paint, tri=tri), ground=tokens.pane) for tri in Tri}
    for one, other in combinations(Tri, 2):
        assert grey_difference(pictures[one], pictures[other]) > 8, (one, other)


@BOTH
def test_force_states_differ_without_colour_and_only_available_is_green(qtbot: QtBot, tokens: Tokens) -> None:
    def paint(painter: QPainter, rect: QRectF, presence: Presence) -> None:
        paint_presence(painter, rect, presence, tokens)

    pictures = {presence: painted(partial(paint, presence=presence), ground=tokens.pane) for presence in Presence}
    for one, other in combinations(Presence, 2):
        assert grey_difference(pictures[one], pictures[other]) > 8, (one, other)
    assert [p for p in Presence if tokens.available in colours(pictures[p])] == [Presence.AVAILABLE]


def test_levels_fill_one_two_or_three_bars(qtbot: QtBot) -> None:
    for level in (1, 2, 3):
        picture = painted(partial(_level, level=level), width=14, height=14)
        row = [picture.pixelColor(x, 12).name().upper() for x in range(14)]
        starts = [x for x in range(14) if row[x] == LIGHT.mid and (x == 0 or row[x - 1] != LIGHT.mid)]
        assert len(starts) == level


def test_the_widgets_say_what_they_show(qtbot: QtBot, theme: Theme) -> None:
    widgets = {
        "特急": PriorityMark(theme, Priority.CRITICAL),
        "数据不足": TriMark(theme, Tri.LACKING),
        "共治": LevelMark(theme, 2),
        "途中": PresenceMark(theme, Presence.ON_THE_WAY),
        "派遣 · 待发": PendingMark(theme, "派遣"),
    }
    for words, widget in widgets.items():
        qtbot.addWidget(widget)
        assert widget.accessibleName() == words
        assert words in widget.toolTip()


def test_a_mark_that_changes_changes_its_words(qtbot: QtBot, theme: Theme) -> None:
    mark = PriorityMark(theme, Priority.NORMAL)
    qtbot.addWidget(mark)
    mark.show_priority(Priority.URGENT)
    assert mark.accessibleName() == "紧急"


def test_marks_grow_with_the_text_scale(qtbot: QtBot, theme: Theme) -> None:
    mark = PriorityMark(theme, Priority.NORMAL)
    qtbot.addWidget(mark)
    before = mark.sizeHint().width()
    theme.set_scale(150)
    assert mark.sizeHint().width() == before * 1.5
