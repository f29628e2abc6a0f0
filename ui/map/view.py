"""The map of the duty page: open cases by grid on the area's outlines, each grid and case to be chosen."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk.desk import Desk
from app.desk.places import Places, PlaceShape, places
from app.desk.ports import Cache
from app.desk.words import Words
from app.domain.grid import Grid, Level, Outline
from app.domain.problems import Problem
from ui.common.follower import Follower
from ui.common.marks import Priority
from ui.common.notices import Notices
from ui.common.pane import Pane
from ui.common.pane_states import Failed, Loading, Ready, Stale, nothing
from ui.common.tasks import Tasks
from ui.common.theme import Theme
from ui.map.canvas import MapCanvas
from ui.map.shapes import Legend, Point, Shape

LEAST = (1, 2, 3, 5, 6)
"""The least counts of ramp steps 1 to 5."""
RAMP = ("0", "1", "2", "3–4", "5")


class Plan(Struct, frozen=True):
    """The map as read: places, and the outlines of the level above for orientation."""

    places: Places
    frames: tuple[Shape, ...]


def plan(cache: Cache, area: str) -> Plan:
    """The map of an area. Store lane."""
    found = places(cache, area)
    return Plan(found, _frames(cache, area, found))


def _frames(cache: Cache, area: str, found: Places) -> tuple[Shape, ...]:
    """The units over micro grids; nothing where units are shown themselves."""
    if not found.shapes or found.shapes[0].level is not Level.MICRO:
        return ()
    grids = {grid.id: grid for grid in cache.find(Grid, area=area) if grid.level is Level.UNIT}
    outlines = [outline for outline in cache.find(Outline, area=area) if outline.id in grids]
    return tuple(
        Shape(id=o.id, name=_stem(grids[o.id].name), rings=tuple(r.points for r in o.rings), label=_middle(grids[o.id], o))
        for o in outlines
    )


def _stem(name: str) -> str:
    """«金通社区» as «金通»: on the map names are short."""
    return name.removesuffix("社区") or name


def _middle(grid: Grid, outline: Outline) -> tuple[float, float]:
    if grid.lon is not None and grid.lat is not None:
        return grid.lon, grid.lat
    points = outline.rings[0].points
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


def step_of(count: int) -> int:
    """The step of the ramp for a count of open cases."""
    return sum(count >= least for least in LEAST)


def _shape(place: PlaceShape) -> Shape:
    rings = tuple(ring.points for ring in place.rings)
    return Shape(id=place.id, name=_stem(place.name), rings=rings, label=(place.lon, place.lat))


class MapView(QWidget):
    """Outlines are set once and again only when they change; counts recolour in place.

    Signals: `grid_chosen(str)` and `incident_chosen(str)` after a click.
    """

    grid_chosen = Signal(str)
    incident_chosen = Signal(str)

    def __init__(
        self, desk: Desk, words: Words, theme: Theme, tasks: Tasks, notices: Notices, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._words = desk, words
        self._plan: Plan | None = None
        self._problem: Problem | None = None
        self._stale: Stale | None = None
        self.canvas = MapCanvas(theme)
        self._pane = Pane(theme, "", self.canvas)
        self._pane.setMinimumHeight(theme.px(88))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pane)
        self._follower: Follower[Plan] = Follower(
            self,
            desk,
            tasks,
            name="map",
            kinds=("incident", "grid", "outline"),
            ask=self._ask,
            show=self._show,
            fail=self._fail,
        )
        self.canvas.grid_chosen.connect(self.grid_chosen)
        self.canvas.incident_chosen.connect(self.incident_chosen)
        self.setFocusProxy(self.canvas)
        self.retranslate()

    @property
    def pane(self) -> Pane:
        return self._pane

    def open(self) -> None:
        self._follower.open()

    def close_down(self) -> None:
        self._follower.close()

    def set_words(self, words: Words) -> None:
        self._words = words
        self.retranslate()

    def show_grid(self, grid: str) -> None:
        """Outlines the grid chosen elsewhere; a grid that the map does not draw clears the outline."""
        self.canvas.select(grid)

    def tell_link(self, stale: Stale | None) -> None:
        """Says of what time the map is while the link is lost."""
        self._stale = stale
        self._tell_state()

    def retranslate(self) -> None:
        steps = (*RAMP, self.tr("6 以上"))
        self.canvas.set_legend(Legend(self.tr("件数"), (steps[0], steps[1], steps[2], steps[3], steps[4], steps[5])))
        self._tell_state()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _ask(self) -> Callable[[Cache], Plan]:
        area = self._desk.area
        return lambda cache: plan(cache, area)

    def _show(self, found: Plan) -> None:
        before, self._plan, self._problem = self._plan, found, None
        shapes = found.places.shapes
        if before is None or before.places.shapes != shapes:
            self.canvas.set_shapes(tuple(_shape(place) for place in shapes))
        if self.canvas.schematic is not found.places.schematic:
            self.canvas.schematic = found.places.schematic
            self.canvas.retranslate()
        if before is None or before.frames != found.frames:
            self.canvas.set_frames(found.frames)
        counts = found.places.counts
        self.canvas.recolour({place.id: step_of(counts.get(place.id, 0)) for place in shapes})
        if before is None or before.places.points != found.places.points:
            points = (Point(p.id, p.lon, p.lat, Priority(p.severity.rank)) for p in found.places.points)
            self.canvas.set_points(tuple(points))
        self._tell_state()

    def _fail(self, problem: Problem) -> None:
        self._problem = problem
        self._tell_state()

    @Slot()
    def _tell_state(self) -> None:
        level = self._plan.places.shapes[0].level if self._plan and self._plan.places.shapes else None
        note = self.tr("未结件数 · {level}").format(level=self._words.name("level", level.value)) if level else ""
        self.pane.set_title(self.tr("地图"), note=note)
        if self._problem is not None:
            self.pane.show_state(Failed(what=self.tr("没有取到地图"), remedy=self._words.say(self._problem)))
        elif self._plan is None:
            self.pane.show_state(Loading())
        elif level is None:
            self.pane.show_state(nothing(self.tr("片区还没有录入边界"), now=self._desk.now(), stale=self._stale))
        else:
            self.pane.show_state(self._stale or Ready())
