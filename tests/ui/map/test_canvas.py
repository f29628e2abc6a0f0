"""The map: what is found under a click, what moves it and what never does, and what it costs."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QTransform
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.common.pictures import colours
from tests.ui.map.tiling import micro_grids, units
from tests.ui.map.timing import measure
from tests.ui.pace import slowness
from ui.common.marks import Priority
from ui.common.theme import Theme
from ui.common.tokens import DARK, LIGHT, Mode
from ui.map.canvas import MapCanvas
from ui.map.furniture import scale_length, thinned, without_overlap
from ui.map.shapes import Legend, Point

SHAPES = micro_grids(6, 6)
LEGEND = Legend("件数", ("0", "1", "2", "3–4", "5", "6 以上"))


@pytest.fixture
def canvas(qtbot: QtBot, theme: Theme) -> MapCanvas:
    made = MapCanvas(theme)
    qtbot.addWidget(made)
    made.resize(600, 480)
    made.set_legend(LEGEND)
    made.set_shapes(SHAPES)
    made.show()
    qtbot.waitExposed(made)
    rest(made)
    return made


def rest(canvas: MapCanvas) -> None:
    """Lets the map stand still."""
    timer = canvas.findChild(QTimer)
    assert timer is not None
    timer.stop()
    timer.timeout.emit()


def pixel(canvas: MapCanvas, number: int) -> QPointF:
    """Where the label of a shape falls on the viewport."""
    projection = canvas._projection
    assert projection is not None
    x, y = projection.project((SHAPES[number].label,))[0].tolist()
    return canvas.viewportTransform().map(QPointF(x, y))


def view(canvas: MapCanvas) -> QTransform:
    return QTransform(canvas.viewportTransform())


def test_a_click_chooses_the_grid_under_it(canvas: MapCanvas, qtbot: QtBot) -> None:
    for number in (0, 17, 35):
        with qtbot.waitSignal(canvas.grid_chosen) as chosen:
            QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=pixel(canvas, number).toPoint())
        assert chosen.args == [SHAPES[number].id]


def test_a_click_beside_all_grids_chooses_nothing(canvas: MapCanvas, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(canvas.grid_chosen):
        QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(590, 470))


def test_an_incident_lies_over_its_grid(canvas: MapCanvas, qtbot: QtBot) -> None:
    canvas.set_points((Point("e1", *SHAPES[8].label, Priority.URGENT),))
    with qtbot.waitSignal(canvas.incident_chosen) as chosen, qtbot.assertNotEmitted(canvas.grid_chosen):
        QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=pixel(canvas, 8).toPoint())
    assert chosen.args == ["e1"]


def test_of_incidents_at_one_place_the_worst_is_shown_and_found(canvas: MapCanvas) -> None:
    place = SHAPES[8].label
    canvas.set_points(
        (Point("a", *place, Priority.NORMAL), Point("b", *place, Priority.CRITICAL), Point("c", *place, Priority.URGENT))
    )
    assert canvas.incident_at(pixel(canvas, 8)) == "b"


def test_grids_take_the_colour_of_their_step(canvas: MapCanvas) -> None:
    assert canvas.recolour({shape.id: number % 6 for number, shape in enumerate(SHAPES)}) == 36
    picture = canvas.viewport().grab().toImage()
    for number in (0, 7, 14, 21, 28, 35):
        where = pixel(canvas, number).toPoint() + QPoint(0, 14)  # below the name
        assert picture.pixelColor(where).name().upper() == LIGHT.ramp[number % 6]


def test_only_what_differs_is_recoloured(canvas: MapCanvas) -> None:
    canvas.recolour({shape.id: 1 for shape in SHAPES})
    assert canvas.recolour({shape.id: 1 for shape in SHAPES} | {SHAPES[3].id: 2, "unknown": 4}) == 1


def test_no_data_is_hatched_not_coloured(canvas: MapCanvas) -> None:
    canvas.recolour({shape.id: 3 for shape in SHAPES} | {SHAPES[14].id: None})
    where = pixel(canvas, 14).toPoint()
    picture = canvas.viewport().grab().toImage().copy(where.x() - 12, where.y() - 12, 24, 24)
    assert not colours(picture) & set(LIGHT.ramp)
    assert len(colours(picture)) > 3


def test_the_hatch_does_not_grow_with_the_zoom(canvas: MapCanvas) -> None:
    def share_of_lines() -> float:
        where = pixel(canvas, 14).toPoint()
        picture = canvas.viewport().grab().toImage().copy(where.x() - 16, where.y() - 16, 32, 32)
        dark = sum(picture.pixelColor(x, y).lightness() < 215 for x in range(32) for y in range(32))
        return dark / 1024

    before = share_of_lines()
    canvas.zoom(3, around=pixel(canvas, 14))
    rest(canvas)
    assert share_of_lines() == pytest.approx(before, abs=0.06)


def test_the_map_fits_once_and_never_jumps_by_itself(canvas: MapCanvas, theme: Theme) -> None:
    canvas.zoom(1.5)
    before = view(canvas)
    canvas.set_shapes(SHAPES[:20])
    canvas.set_frames(units(6, 6))
    canvas.recolour({SHAPES[0].id: 4})
    canvas.set_points((Point("e1", *SHAPES[30].label, Priority.CRITICAL),))
    canvas.select(SHAPES[19].id)
    theme.set_mode(Mode.DARK)
    assert view(canvas) == before


def test_another_size_keeps_middle_and_scale_of_what_a_person_has_moved(canvas: MapCanvas) -> None:
    canvas.zoom(1.25)
    scale = canvas.pixels_a_metre
    middle = canvas.mapToScene(canvas.viewport().rect().center())
    canvas.resize(900, 700)
    after = canvas.mapToScene(canvas.viewport().rect().center())
    assert canvas.pixels_a_metre == scale
    assert (after - middle).manhattanLength() * scale < 4


def test_another_size_fits_a_map_that_nobody_has_moved(canvas: MapCanvas) -> None:
    canvas.resize(500, 300)
    assert canvas.legend_box.right() < canvas.extent.left()
    assert QRectF(canvas.viewport().rect()).contains(canvas.extent)


def test_all_grids_are_in_view_beside_the_legend_after_fitting(canvas: MapCanvas) -> None:
    canvas.zoom(6)
    canvas.fit()
    box = canvas.viewportTransform().mapRect(canvas.scene().items()[0].boundingRect())
    assert QRectF(canvas.viewport().rect()).contains(box)
    assert box.left() > 100


def test_a_drag_moves_the_map_and_chooses_nothing(canvas: MapCanvas, qtbot: QtBot) -> None:
    canvas.zoom(3)
    before = view(canvas)
    with qtbot.assertNotEmitted(canvas.grid_chosen):
        QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 200))
        for step in range(1, 5):
            QTest.mouseMove(canvas.viewport(), QPoint(300 + step * 20, 200 + step * 10))
        QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(380, 240))
    moved = view(canvas)
    assert (moved.dx() - before.dx(), moved.dy() - before.dy()) == (80, 40)
    rest(canvas)


def test_zooming_keeps_the_place_under_the_pointer(canvas: MapCanvas) -> None:
    spot = QPointF(400, 150)
    ground = canvas.viewportTransform().inverted()[0].map(spot)
    canvas.zoom(2, around=spot)
    after = canvas.viewportTransform().map(ground)
    assert (after - spot).manhattanLength() < 3
    rest(canvas)


def test_zoom_has_ends(canvas: MapCanvas) -> None:
    canvas.zoom(1e9)
    closest = canvas.pixels_a_metre
    canvas.zoom(1e-9)
    assert closest == 4.0
    assert canvas.pixels_a_metre > 0.005
    rest(canvas)


@pytest.mark.parametrize(
    ("key", "moves"),
    [(Qt.Key.Key_Left, True), (Qt.Key.Key_Plus, True), (Qt.Key.Key_Minus, True), (Qt.Key.Key_F5, False)],
)
def test_the_keyboard_moves_and_zooms(canvas: MapCanvas, key: Qt.Key, moves: bool) -> None:
    canvas.zoom(2)
    before = view(canvas)
    QTest.keyClick(canvas, key)
    assert (view(canvas) != before) is moves
    rest(canvas)


def test_edges_are_smooth_only_at_rest(canvas: MapCanvas) -> None:
    layer = canvas._layer
    smooth = [layer.smooth]
    canvas.pan(10, 0)
    smooth.append(layer.smooth)
    rest(canvas)
    smooth.append(layer.smooth)
    assert smooth == [True, False, True]


def test_the_chosen_grid_is_outlined_without_moving(canvas: MapCanvas) -> None:
    canvas.recolour({shape.id: 0 for shape in SHAPES})
    canvas.zoom(0.5)  # too far out for names
    before = view(canvas)
    plain = colours(canvas.viewport().grab().toImage().copy(200, 100, 300, 300))
    canvas.select(SHAPES[14].id)
    chosen = colours(canvas.viewport().grab().toImage().copy(200, 100, 300, 300))
    rest(canvas)
    assert LIGHT.text not in plain
    assert LIGHT.text in chosen
    assert view(canvas) == before


def test_the_map_follows_the_mode(canvas: MapCanvas, theme: Theme) -> None:
    canvas.recolour({shape.id: 3 for shape in SHAPES})
    theme.set_mode(Mode.DARK)
    found = colours(canvas.viewport().grab().toImage())
    assert DARK.ramp[3] in found
    assert LIGHT.ramp[3] not in found


def test_names_of_grids_come_only_where_they_have_room(canvas: MapCanvas) -> None:
    shown = []
    for factor in (0.5, 4):
        canvas.zoom(factor)
        canvas._overlay.forget_pictures()
        canvas.viewport().repaint()
        shown.append(len(canvas._overlay._pictures))
    assert shown[0] == 0 < shown[1]
    rest(canvas)


def test_an_empty_map_stands_quietly(qtbot: QtBot, theme: Theme) -> None:
    canvas = MapCanvas(theme)
    qtbot.addWidget(canvas)
    canvas.show()
    canvas.set_shapes(())
    canvas.set_points(())
    canvas.fit()
    canvas.zoom(2)
    assert canvas.grid_at(QPointF(10, 10)) == ""
    assert canvas.incident_at(QPointF(10, 10)) == ""


@pytest.mark.parametrize(("pixels", "metres"), [(0.05, 2000), (0.1, 1000), (0.11, 500), (1.0, 100), (3.0, 20)])
def test_the_scale_bar_has_a_round_length(pixels: float, metres: float) -> None:
    assert scale_length(pixels) == pytest.approx(metres)


def test_marks_are_thinned_to_the_worst_and_painted_last() -> None:
    marks = [
        (QPointF(3, 3), Priority.NORMAL, "a"),
        (QPointF(5, 5), Priority.CRITICAL, "b"),
        (QPointF(90, 5), Priority.URGENT, "c"),
    ]
    assert [key for _, _, key in thinned(marks)] == ["c", "b"]


def test_names_do_not_cover_each_other() -> None:
    boxes = [(QRectF(0, 0, 10, 10), "a"), (QRectF(5, 5, 10, 10), "b"), (QRectF(20, 0, 10, 10), "c")]
    assert [name for _, name in without_overlap(boxes)] == ["a", "c"]


@pytest.mark.skipif(not os.environ.get("GRIDPLUS_TIMING"), reason="times are taken alone on a quiet machine: make timing")
def test_a_district_of_1200_grids_stays_within_its_time(theme: Theme, record_property: Callable[[str, object], None]) -> None:
    timings = measure(theme)
    for line in timings.lines():
        record_property(*line.split(maxsplit=1))
    slower = slowness()
    assert timings.recolour_all <= 120 * slower
    assert timings.pan <= 33 * slower
    assert timings.hit <= 1
