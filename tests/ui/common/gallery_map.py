"""The map of the gallery: a small area and a dense district, both made up."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from tests.ui.map.tiling import micro_grids, units
from ui.common.marks import Priority
from ui.common.pane import Pane
from ui.common.theme import Theme
from ui.map.canvas import MapCanvas
from ui.map.shapes import Legend, Point

NAMES = ("劳动街", "东翔", "华丰", "金通", "新裕村", "清猗", "华猗", "惠平", "嘉绣", "翔源")
LEGEND = Legend(heading="件数", steps=("0", "1", "2", "3–4", "5", "6 以上"))


def map_page(theme: Theme) -> QWidget:
    """The area as in the dock, and a district."""
    area = MapCanvas(theme)
    shapes = micro_grids(6, 6)
    area.set_legend(LEGEND)
    area.set_shapes(shapes)
    area.set_frames(units(6, 6, NAMES))
    area.recolour({shape.id: (i * 5 + i // 6) % 6 if i % 11 else None for i, shape in enumerate(shapes)})
    spots = [shapes[i].label for i in (3, 8, 14, 19, 26, 33)]
    area.set_points(tuple(Point(f"p{i}", lon, lat, Priority(1 + i % 4)) for i, (lon, lat) in enumerate(spots)))
    area.select("m-2-3")
    district = MapCanvas(theme)
    many = micro_grids(40, 30)
    district.set_legend(LEGEND)
    district.set_shapes(many)
    district.recolour({shape.id: (i * 7 + i // 9) % 6 if i % 13 else None for i, shape in enumerate(many)})
    page = QWidget()
    grid = QGridLayout(page)
    grid.setContentsMargins(8, 8, 8, 8)
    grid.addWidget(Pane(theme, "地图", area, note="未结件数 · 小微网格"), 0, 0)
    grid.addWidget(Pane(theme, "地图", district, note="1,200 个小微网格"), 0, 1)
    return page
