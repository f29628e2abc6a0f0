"""The map of grids and incidents: schematic boundaries, one ramp, marks by severity.

Never the only way to anything: the tree and the queue list the same, for keyboard and screen reader.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsScene, QGraphicsView, QWidget

from ui.common.theme import Theme
from ui.common.tokens import Space
from ui.map.furniture import legend_size, paint_legend, paint_note, paint_scale_bar
from ui.map.geometry import HitIndex, Outline, Projection, centre, outline
from ui.map.layer import GridLayer
from ui.map.overlay import Incidents, Names, Overlay
from ui.map.shapes import Legend, Point, Shape

REST = 150
NAME_ROOM = 64
REACH = 13
ZOOM_STEP = 1.25
PAN_STEP = 64
CLOSEST = 4.0
MARGIN = 12


class MapCanvas(QGraphicsView):
    """Grids coloured by a step of the ramp, incidents as marks. It fits beside its legend until a person moves
    it, then it stays where that left it.

    Drag or arrows move it, wheel or + and - zoom, 0 fits. While it moves, edges are drawn without smoothing.

    Signals: `grid_chosen(str)` and `incident_chosen(str)` with the id under a click.
    """

    grid_chosen = Signal(str)
    incident_chosen = Signal(str)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._projection: Projection | None = None
        self._shapes: tuple[Shape, ...] = ()
        self._frames: tuple[Shape, ...] = ()
        self._index = HitIndex(())
        self._layer = GridLayer()
        self._overlay = Overlay(theme)
        self.schematic = True
        """Whether the boundaries shown are no real ones, which the map then says."""
        self._legend: Legend | None = None
        self._chosen = ""
        self._moved = False
        self._pressed_at: QPoint | None = None
        self._dragged_to: QPoint | None = None
        self._rest = QTimer(self)
        self._prepare()
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def set_shapes(self, shapes: tuple[Shape, ...]) -> None:
        """Shows these grids, without data until coloured. The first ones fix the projection and are fitted
        into the view.
        """
        if self._projection is None:
            self._projection = centre(shapes)
        self._shapes = shapes
        outlines = self._outlines(shapes)
        self._layer.set_outlines(tuple(shape.id for shape in shapes), outlines)
        self._index = HitIndex(outlines)
        widths = sorted(found.width for found in outlines)
        middle = widths[len(widths) // 2] if widths else 0.0
        self._overlay.small_names_from = NAME_ROOM / middle if middle > 0 else float("inf")
        self._name_all()
        box = self._layer.boundingRect()
        self.scene().setSceneRect(box.adjusted(-box.width(), -box.height(), box.width(), box.height()))
        self._fit_unless_moved()

    def set_frames(self, shapes: tuple[Shape, ...]) -> None:
        """Outlines and names of the level above the grids shown, for orientation."""
        self._frames = shapes
        self._layer.set_frames(self._outlines(shapes))
        self._name_all()

    def set_legend(self, legend: Legend | None) -> None:
        """The words of the ramp; without them no legend is drawn."""
        self._legend = legend
        self._fit_unless_moved()
        self.viewport().update()

    def set_points(self, points: tuple[Point, ...]) -> None:
        """Shows these incidents instead of those before."""
        projection = self._projection or Projection(0.0, 0.0)
        places = projection.project(tuple((point.lon, point.lat) for point in points))
        priorities, ids = tuple(point.priority for point in points), tuple(point.id for point in points)
        self._overlay.incidents = Incidents(places, priorities, ids)
        self.viewport().update()

    def recolour(self, steps: Mapping[str, int | None]) -> int:
        """Gives grids steps of the ramp, 0 to 5, or None for «not enough data»; the others keep theirs.

        Returns how many changed.
        """
        return self._layer.recolour(steps)

    def select(self, key: str) -> None:
        """Outlines one grid, or none with an empty id, without moving the map."""
        if key != self._chosen:
            self._chosen = key
            self.viewport().update()

    def fit(self) -> None:
        """Shows all grids beside the legend; from then on the map fits itself again until a person moves it."""
        self._moved = False
        box, free = self._layer.boundingRect(), self._free_area()
        if box.isEmpty() or free.width() < 50 or free.height() < 50:
            return
        scale = min(free.width() / box.width(), free.height() / box.height())
        self.setTransform(QTransform.fromScale(scale, scale))
        shift = QRectF(self.viewport().rect()).center() - free.center()
        self.centerOn(box.center() + shift / scale)
        self._smooth_after_rest()

    @property
    def legend_box(self) -> QRectF:
        """Where the legend stands in the viewport; empty where there is none, or no room for it."""
        if self._legend is None:
            return QRectF()
        theme = self._theme
        width, height = legend_size(self._legend, self.tr("数据不足"), self.tr("已选"), theme)
        if height >= self.viewport().height() - theme.px(48):
            return QRectF()
        return QRectF(theme.px(16), theme.px(8), width, height)

    @property
    def extent(self) -> QRectF:
        """The box of all grids in the viewport."""
        return self.viewportTransform().mapRect(self._layer.boundingRect())

    @property
    def pixels_a_metre(self) -> float:
        """The scale of the view."""
        return self.transform().m11()

    def grid_at(self, place: QPointF) -> str:
        """The id of the grid under a point of the viewport, empty for none."""
        scene = self.viewportTransform().inverted()[0].map(place)
        index = self._index.find(scene.x(), scene.y())
        return "" if index is None else self._shapes[index].id

    def incident_at(self, place: QPointF) -> str:
        """The id of the worst incident mark under a point of the viewport, empty for none."""
        reach = self._theme.px(REACH)
        area = QRectF(self.viewport().rect())
        for where, _, key in reversed(self._overlay.marks(self.viewportTransform(), area)):
            away = where - place
            if away.x() ** 2 + away.y() ** 2 <= reach**2:
                return key
        return ""

    def zoom(self, factor: float, *, around: QPointF | None = None) -> None:
        """Zooms around a point of the viewport, its middle by default; never farther out than half a fit."""
        box = self._layer.boundingRect()
        if box.isEmpty():
            return
        self._moved = True
        farthest = min(self.viewport().width() / box.width(), self.viewport().height() / box.height()) / 2
        scale = max(farthest, min(CLOSEST, self.pixels_a_metre * factor))
        middle = QRectF(self.viewport().rect()).center()
        point = around or middle
        ground = self.viewportTransform().inverted()[0].map(point)
        self.setTransform(QTransform.fromScale(scale, scale))
        self.centerOn(ground + (middle - point) / scale)
        self._smooth_after_rest()

    def pan(self, dx: int, dy: int) -> None:
        """Moves the map by px."""
        self._moved = True
        self._layer.smooth = False
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - dx)
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() - dy)
        self._rest.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        view, area = self.viewportTransform(), QRectF(self.viewport().rect())
        ratio = self.viewport().devicePixelRatioF()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = self._layer.path(self._chosen)
        if path is not None:
            self._overlay.paint_chosen(painter, path, view)
        self._overlay.paint_names(painter, view, area, ratio=ratio)
        self._overlay.paint_marks(painter, view, area, ratio=ratio)
        self._paint_furniture(painter, area)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = event.position().toPoint()
            self._dragged_to = None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        here = event.position().toPoint()
        if self._pressed_at is None:
            return
        if self._dragged_to is None:
            if (here - self._pressed_at).manhattanLength() < QApplication.startDragDistance():
                return
            self._dragged_to = self._pressed_at
        moved = here - self._dragged_to
        self._dragged_to = here
        self.pan(moved.x(), moved.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._pressed_at is None:
            return
        dragged = self._dragged_to is not None
        self._pressed_at = self._dragged_to = None
        if not dragged:
            self._choose(event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / 120
        if notches:
            self.zoom(ZOOM_STEP**notches, around=event.position())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (PAN_STEP, 0),
            Qt.Key.Key_Right: (-PAN_STEP, 0),
            Qt.Key.Key_Up: (0, PAN_STEP),
            Qt.Key.Key_Down: (0, -PAN_STEP),
        }
        key = Qt.Key(event.key())
        if key in steps:
            self.pan(*steps[key])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(ZOOM_STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / ZOOM_STEP)
        elif key == Qt.Key.Key_0:
            self.fit()
        else:
            event.ignore()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_unless_moved()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_unless_moved()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """The words of the map itself, after the language changed."""
        self.setAccessibleName(self.tr("地图"))
        same = self.tr("同样的内容见网格树和待办列表。")
        self.setAccessibleDescription(f"{self.tr('示意边界')}。{same}" if self.schematic else same)
        self._fit_unless_moved()
        self.viewport().update()

    def _fit_unless_moved(self) -> None:
        """Makes room for a wider legend, another language or another size; what a person has moved stays."""
        if not self._moved and self.isVisible():
            self.fit()

    def _prepare(self) -> None:
        scene = QGraphicsScene(self)
        scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        scene.addItem(self._layer)
        self.setScene(scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._on_rested)
        self.retranslate()

    def _outlines(self, shapes: tuple[Shape, ...]) -> tuple[Outline, ...]:
        projection = self._projection or Projection(0.0, 0.0)
        return tuple(outline(shape, projection) for shape in shapes)

    def _name_all(self) -> None:
        projection = self._projection or Projection(0.0, 0.0)
        named = (*self._frames, *self._shapes)
        places = projection.project(tuple(shape.label for shape in named))
        self._overlay.names = Names(places, tuple(shape.name for shape in named), len(self._frames))
        self.viewport().update()

    def _choose(self, place: QPointF) -> None:
        incident = self.incident_at(place)
        if incident:
            self.incident_chosen.emit(incident)
            return
        grid = self.grid_at(place)
        if grid:
            self.select(grid)
            self.grid_chosen.emit(grid)

    def _free_area(self) -> QRectF:
        """The part of the viewport beside the legend, with a margin."""
        area = QRectF(self.viewport().rect()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        legend = self.legend_box
        if area.width() > 3 * legend.width():
            area.setLeft(max(area.left(), legend.right() + MARGIN))
        return area

    def _paint_furniture(self, painter: QPainter, area: QRectF) -> None:
        theme = self._theme
        box = self.legend_box
        if self._legend is not None and not box.isEmpty():
            paint_legend(painter, box.topLeft(), self._legend, self.tr("数据不足"), self.tr("已选"), theme)
        paint_scale_bar(painter, area, self.pixels_a_metre, theme)
        if self.schematic:
            paint_note(painter, area, self.tr("示意边界"), theme)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.tokens.selection_bar), Space.FOCUS_RING))
            painter.drawRect(area.adjusted(1, 1, -1, -1))

    def _smooth_after_rest(self) -> None:
        """Draws rough now and smooth once the map has stood still for a moment."""
        self._layer.smooth = False
        self._layer.update()
        self._rest.start()

    @Slot()
    def _on_rested(self) -> None:
        self._layer.smooth = True
        self._layer.update()

    @Slot()
    def _on_theme_changed(self) -> None:
        self.setBackgroundBrush(QColor(self._theme.tokens.head))
        self._layer.dress(self._theme.tokens)
        self._overlay.forget_pictures()
        self.viewport().update()
