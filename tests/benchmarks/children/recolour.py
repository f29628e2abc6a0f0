"""The map of a whole district recoloured, and a bare item with the same polygons. Words: turns."""

from __future__ import annotations

import sys
import time

from msgspec import to_builtins
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGraphicsItem,
    QGraphicsScene,
    QGraphicsView,
    QStyleOptionGraphicsItem,
    QWidget,
)

from tests.benchmarks.children.speech import say
from tests.ui.map.tiling import micro_grids
from tests.ui.map.timing import measure
from ui.common.theme import Theme

COLUMNS, ROWS, WIDTH, HEIGHT = 40, 30, 1208, 760
TILE = 3
"""So many columns and rows of polygons a tile."""
COLOURS = ("#fff7bc", "#fee391", "#fec44f", "#fe9929", "#d95f0e", "#993404")
TURNS = 15


class BareItem(QGraphicsItem):
    """Tiles of paths by colour: joined anew at each recolouring, filled and edged, nothing else."""

    def __init__(self, paths: list[QPainterPath]) -> None:
        super().__init__()
        self._paths = paths
        self._tiles: dict[tuple[int, int, int], QPainterPath] = {}
        self._box = QRectF()
        for path in paths:
            self._box = self._box.united(path.boundingRect())

    def recolour(self, turn: int) -> None:
        """Every polygon gets another colour."""
        self._tiles = {}
        for place, path in enumerate(self._paths):
            key = (place % COLUMNS // TILE, place // COLUMNS // TILE, (place + turn) % len(COLOURS))
            if key not in self._tiles:
                self._tiles[key] = QPainterPath()
            self._tiles[key].addPath(path)
        self.update()

    def boundingRect(self) -> QRectF:
        return self._box

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        pen = QPen(QColor("white"))
        pen.setCosmetic(True)
        painter.setPen(pen)
        for (_, _, colour), path in self._tiles.items():
            painter.setBrush(QColor(COLOURS[colour]))
            painter.drawPath(path)


def bare() -> list[float]:
    """ms for each recolouring with its repaint."""
    paths: list[QPainterPath] = []
    for shape in micro_grids(COLUMNS, ROWS):
        path = QPainterPath()
        for ring in shape.rings:
            path.addPolygon(QPolygonF([QPointF(x * 1000, -y * 1000) for x, y in ring]))
        paths.append(path)
    item = BareItem(paths)
    scene = QGraphicsScene()
    view = QGraphicsView(scene)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
    scene.setParent(view)
    scene.addItem(item)
    view.resize(WIDTH, HEIGHT)
    view.show()
    QTest.qWaitForWindowExposed(view)
    view.fitInView(item)
    times: list[float] = []
    for turn in range(TURNS):
        began = time.perf_counter()
        item.recolour(turn)
        view.viewport().repaint()
        times.append((time.perf_counter() - began) * 1000)
    view.deleteLater()
    return times


def main() -> None:
    """Ours by the map's own timing, then the bare one."""
    application = QApplication(sys.argv[:1])
    theme = Theme()
    theme.dress(application)
    turns = range(int(sys.argv[1]))
    ours = [to_builtins(measure(theme, columns=COLUMNS, rows=ROWS, width=WIDTH, height=HEIGHT)) for _ in turns]
    say({"ours": ours, "floor": [bare() for _ in turns]})


if __name__ == "__main__":
    main()
