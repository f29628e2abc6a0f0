"""How fast the map of a whole district is: 1,200 micro grids, 200 incidents, every repaint included.

QT_QPA_PLATFORM=offscreen .venv/bin/python -m tests.ui.map.timing
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter

from msgspec import Struct
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.map.tiling import micro_grids, units
from ui.common.marks import Priority
from ui.common.theme import Theme
from ui.map.canvas import MapCanvas
from ui.map.shapes import Legend, Point


class Timings(Struct, frozen=True):
    """Milliseconds, medians of 15; the first paint once."""

    shapes: float
    first_paint: float
    recolour_all: float
    recolour_twenty: float
    pan: float
    zoom: float
    hit: float

    def lines(self) -> list[str]:
        """One line a figure."""
        return [f"{name:16}{getattr(self, name):8.2f} ms" for name in self.__struct_fields__]


def measure(theme: Theme, *, columns: int = 40, rows: int = 30, width: int = 1208, height: int = 760) -> Timings:
    """Times the map at the size of the centre pane, repainting at once."""
    shapes = micro_grids(columns, rows)
    canvas = MapCanvas(theme)
    canvas.resize(width, height)
    canvas.set_legend(Legend("件数", ("0", "1", "2", "3–4", "5", "6 以上")))

    def paint() -> None:
        canvas.viewport().repaint()

    def spent(act: Callable[[int], object]) -> float:
        times = []
        for turn in range(15):
            start = perf_counter()
            act(turn)
            paint()
            times.append((perf_counter() - start) * 1000)
        return median(times)

    def colours(turn: int, count: int) -> dict[str, int | None]:
        return {shape.id: (index + turn) % 6 if index % 13 else None for index, shape in enumerate(shapes[:count])}

    start = perf_counter()
    canvas.set_shapes(shapes)
    canvas.set_frames(units(columns, rows))
    canvas.set_points(tuple(Point(f"p{i}", *shapes[i * 5].label, Priority(1 + i % 4)) for i in range(200)))
    loaded = (perf_counter() - start) * 1000
    canvas.show()
    QTest.qWaitForWindowExposed(canvas)
    start = perf_counter()
    canvas.fit()
    paint()
    first = (perf_counter() - start) * 1000
    recolour_all = spent(lambda turn: canvas.recolour(colours(turn, len(shapes))))
    recolour_twenty = spent(lambda turn: canvas.recolour(colours(turn, 20)))
    canvas.zoom(4)
    paint()
    pan = spent(lambda turn: canvas.pan(-17, 11))
    zoom = spent(lambda turn: canvas.zoom(1.1 if turn % 2 else 1 / 1.1))
    start = perf_counter()
    for x in range(100):
        canvas.grid_at(QPoint(x * 11, 300).toPointF())
    hit = (perf_counter() - start) * 10
    canvas.close()
    canvas.deleteLater()
    return Timings(loaded, first, recolour_all, recolour_twenty, pan, zoom, hit)


if __name__ == "__main__":
    application = QApplication(sys.argv)
    theme = Theme()
    theme.dress(application)
    sys.stdout.write("\n".join(measure(theme).lines()) + "\n")
