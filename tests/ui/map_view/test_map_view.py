"""The map of the duty page: counts as colours, cases as marks, grids and cases to be chosen."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from app.domain.grid import Level, Outline
from app.domain.incident import Incident
from app.domain.problems import Code, Problem
from app.domain.record import Drop
from tests.pages.screens import MakeScreen
from tests.support.builders import OFFICER, busy_day, micro, quiet_day
from tests.support.screen import ScreenStage
from tests.ui.map_view.outlines import draw_outlines
from ui.common.pane_states import EmptyGood, Failed, Ready, Stale
from ui.map.view import MapView, plan, step_of

ROOM = (440, 288)


class Page:
    """The map as a person sees and works it."""

    def __init__(self, stage: ScreenStage, view: MapView) -> None:
        self.stage, self.view = stage, view
        self.grids: list[str] = []
        self.cases: list[str] = []
        view.grid_chosen.connect(self.grids.append)
        view.incident_chosen.connect(self.cases.append)

    def where(self, test: Any, key: str) -> QPointF:
        """A point of the map at which the test answers with the key."""
        room = self.view.canvas.viewport().rect()
        points = (QPointF(x, y) for y in range(0, room.height(), 3) for x in range(0, room.width(), 3))
        return next(point for point in points if test(point) == key)

    def click(self, where: QPointF) -> None:
        target = self.view.canvas.viewport()
        self.stage.act(lambda: QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=where.toPoint()))


@pytest.fixture
def page(make_screen: MakeScreen) -> Page:
    day = busy_day()
    draw_outlines(day)
    stage = make_screen(day, person=OFFICER)
    return Page(stage, stage.show(MapView, size=ROOM))


def test_grids_are_counted_and_coloured_by_steps(page: Page) -> None:
    found = plan(page.stage.cache, page.stage.desk.area)
    assert len(found.places.shapes) == 30
    assert [frame.name for frame in found.frames][:2] == ["清猗", "华丰"]
    assert isinstance(page.view.pane.state, Ready)
    assert [step_of(count) for count in (0, 1, 2, 3, 4, 5, 6, 40)] == [0, 1, 2, 3, 3, 4, 5, 5]


def test_a_click_on_a_grid_chooses_it(page: Page) -> None:
    code = micro("翔源 03")
    page.click(page.where(page.view.canvas.grid_at, code))
    assert (page.grids, page.cases) == ([code], [])


def test_a_click_on_a_mark_chooses_the_case_not_the_grid(page: Page) -> None:
    page.click(page.where(page.view.canvas.incident_at, "i-1006"))
    assert (page.grids, page.cases) == ([], ["i-1006"])


def test_a_new_case_recolours_its_grid_and_gets_its_mark(page: Page) -> None:
    before = page.view.canvas.grab().toImage()
    case = page.stage.cache.get(Incident, "i-1006")
    assert case is not None
    twins = tuple(replace(case, id=f"twin-{n}") for n in range(6))
    page.stage.act(lambda: page.stage.central.hear(*twins))
    assert page.view.canvas.grab().toImage() != before


def test_the_map_stays_where_a_person_has_moved_it(page: Page) -> None:
    page.view.canvas.zoom(2.0)
    scale = page.view.canvas.pixels_a_metre
    case = page.stage.cache.get(Incident, "i-1006")
    assert case is not None
    page.stage.act(lambda: page.stage.central.hear(replace(case, id="twin")))
    assert page.view.canvas.pixels_a_metre == scale


def test_an_area_without_outlines_says_so(make_screen: MakeScreen) -> None:
    stage = make_screen(quiet_day(), person=OFFICER)
    view = stage.show(MapView, size=ROOM)
    assert view.pane.state == EmptyGood(words="片区还没有录入边界", checked_at=stage.clock.now)
    as_of = stage.clock.now - timedelta(minutes=6)
    stage.act(lambda: view.tell_link(Stale(as_of=as_of)))
    assert view.pane.state == EmptyGood(words="片区还没有录入边界", checked_at=as_of, away=True)


def test_a_cache_that_fails_is_told_in_the_pane(page: Page) -> None:
    page.stage.lanes.trouble = Problem(Code.DISK_FULL)
    page.stage.act(page.view.open)
    assert isinstance(page.view.pane.state, Failed)


def test_units_are_drawn_where_there_are_no_micro_grids(make_screen: MakeScreen) -> None:

    day = busy_day()
    draw_outlines(day)
    day.world.apply(tuple(Drop("outline", o.id) for o in day.world.find(Outline) if o.level is Level.MICRO))
    stage = make_screen(day, person=OFFICER)
    stage.show(MapView, size=ROOM)
    found = plan(stage.cache, stage.desk.area)
    assert (len(found.places.shapes), found.frames) == (10, ())


def test_only_boundaries_that_are_no_real_ones_are_called_schematic(page: Page) -> None:
    canvas = page.view.canvas
    assert canvas.accessibleDescription().startswith("示意边界")
    before = canvas.grab().toImage()

    real = [replace(outline, schematic=False) for outline in page.stage.cache.find(Outline)]
    page.stage.act(lambda: page.stage.central.hear(*real))

    assert "示意边界" not in canvas.accessibleDescription()
    assert canvas.grab().toImage() != before


def beside_the_legend(page: Page) -> bool:
    """Whether the legend is there, and all grids lie between it and the edges of the map."""
    canvas = page.view.canvas
    legend, extent = canvas.legend_box, canvas.extent
    assert not legend.isEmpty()
    return legend.right() < extent.left() and canvas.viewport().rect().contains(extent.toAlignedRect())


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", [ROOM, (560, 420), (380, 300)])
def test_the_area_lies_beside_the_legend_in_either_language_at_any_size(page: Page, language: str, size: tuple[int, int]) -> None:
    page.stage.speak(language)
    page.stage.act(lambda: page.view.resize(*size))
    assert beside_the_legend(page)


def test_a_map_that_a_person_has_moved_stays_until_it_is_fitted_again(page: Page) -> None:
    canvas = page.view.canvas
    canvas.zoom(1.5)
    scale = canvas.pixels_a_metre
    page.stage.speak("en")
    page.stage.act(lambda: page.view.resize(560, 420))
    assert canvas.pixels_a_metre == scale
    page.stage.act(lambda: QTest.keyClick(canvas, Qt.Key.Key_0))
    assert beside_the_legend(page)
