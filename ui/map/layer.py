"""The one graphics item of the map: tiles of paths, one path a colour in each tile."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from ui.common.hatching import hatch
from ui.common.tokens import Tokens
from ui.map.geometry import Outline

TILES = 16


def path_of(outline: Outline) -> QPainterPath:
    """The outline as a path, filled by the even-odd rule."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for ring in outline.rings:
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in ring.tolist()]))
        path.closeSubpath()
    return path


class _Tile:
    """The shapes of one square of the map, joined to one path a step of the ramp (None: no data)."""

    def __init__(self) -> None:
        self.members: list[int] = []
        self.box = QRectF()
        self.paths: dict[int | None, QPainterPath] = {}

    def join(self, paths: list[QPainterPath], steps: list[int | None]) -> None:
        """Joins the members' paths by their steps."""
        self.paths = {}
        for index in self.members:
            joined = self.paths.get(steps[index])
            if joined is None:
                joined = self.paths[steps[index]] = QPainterPath()
                joined.setFillRule(Qt.FillRule.OddEvenFill)
            joined.addPath(paths[index])


class GridLayer(QGraphicsItem):
    """All grids at once. Kept as a picture by Qt in device coordinates, so moving the map paints only what
    comes in.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self.smooth = True
        self._tokens: Tokens | None = None
        self._box = QRectF()
        self._paths: list[QPainterPath] = []
        self._steps: list[int | None] = []
        self._places: dict[str, int] = {}
        self._tile_of: list[_Tile] = []
        self._tiles: list[_Tile] = []
        self._frames = QPainterPath()

    def set_outlines(self, ids: tuple[str, ...], outlines: tuple[Outline, ...]) -> None:
        """Takes new grids; all are without data until coloured."""
        self.prepareGeometryChange()
        self._places = {key: index for index, key in enumerate(ids)}
        self._paths = [path_of(outline) for outline in outlines]
        self._steps = [None] * len(outlines)
        boxes = [path.controlPointRect() for path in self._paths]
        self._box = QRectF()
        for box in boxes:
            self._box = self._box.united(box)
        self._tiles, self._tile_of = self._sort_into_tiles(boxes)
        for tile in self._tiles:
            tile.join(self._paths, self._steps)
        self.update()

    def set_frames(self, outlines: tuple[Outline, ...]) -> None:
        """The grids of the level above, drawn as lines only."""
        self._frames = QPainterPath()
        for outline in outlines:
            self._frames.addPath(path_of(outline))
        self.update()

    def dress(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.update()

    def recolour(self, steps: Mapping[str, int | None]) -> int:
        """Gives grids new steps of the ramp; joins and repaints only the tiles concerned. Returns how many
        grids changed.
        """
        touched: dict[int, _Tile] = {}
        count = 0
        for key, step in steps.items():
            index = self._places.get(key)
            if index is not None and self._steps[index] != step:
                self._steps[index] = step
                tile = self._tile_of[index]
                touched[id(tile)] = tile
                count += 1
        area = QRectF()
        for tile in touched.values():
            tile.join(self._paths, self._steps)
            area = area.united(tile.box)
        if count:
            self.update(area)
        return count

    def path(self, key: str) -> QPainterPath | None:
        """The outline of one grid in metres."""
        index = self._places.get(key)
        return None if index is None else self._paths[index]

    def boundingRect(self) -> QRectF:
        return self._box

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self._tokens is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, self.smooth)
        exposed = option.exposedRect
        brushes = self._brushes(painter)
        painter.setPen(_thin(self._tokens.pane))
        for tile in self._tiles:
            if tile.box.intersects(exposed):
                for step, path in tile.paths.items():
                    painter.setBrush(brushes[step])
                    painter.drawPath(path)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_thin(self._tokens.text3))
        painter.drawPath(self._frames)

    def _brushes(self, painter: QPainter) -> dict[int | None, QBrush]:
        assert self._tokens is not None
        made: dict[int | None, QBrush] = {step: QBrush(QColor(c)) for step, c in enumerate(self._tokens.ramp)}
        device = painter.device()
        lines = hatch(self._tokens.control, ratio=device.devicePixelRatioF() if device else 1.0)
        # The hatch is measured on the screen, not on the ground.
        lines.setTransform(painter.worldTransform().inverted()[0])
        made[None] = lines
        return made

    def _sort_into_tiles(self, boxes: list[QRectF]) -> tuple[list[_Tile], list[_Tile]]:
        """Each shape goes to the tile its middle lies in; returns the tiles in use and the tile of each
        shape.
        """
        tiles: dict[tuple[int, int], _Tile] = {}
        tile_of = []
        width, height = max(self._box.width(), 1e-9) / TILES, max(self._box.height(), 1e-9) / TILES
        for index, box in enumerate(boxes):
            away = box.center() - self._box.topLeft()
            tile = tiles.setdefault((int(away.x() / width), int(away.y() / height)), _Tile())
            tile.members.append(index)
            tile.box = tile.box.united(box)
            tile_of.append(tile)
        return list(tiles.values()), tile_of


def _thin(colour: str) -> QPen:
    """A pen of one px whatever the zoom. Anything wider costs a hundred times as much on joined paths."""
    pen = QPen(QColor(colour), 1.0)
    pen.setCosmetic(True)
    return pen
