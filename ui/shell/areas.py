"""Which of the seat's areas is in view: chosen in the bar at the top, brought back for the person who chose it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from app.desk.desk import Desk
from ui.shell.pages import Pages
from ui.shell.top_bar import TopBar


class Areas(QObject):
    """Signals: `turned()` when another area is in view; `chosen(str, str)` with the person and the area that he chose."""

    turned = Signal()
    chosen = Signal(str, str)

    def __init__(self, desk: Desk, pages: Pages, top: TopBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._pages, self._top = desk, pages, top
        top.area_chosen.connect(self._on_chosen)

    def tell(self) -> None:
        """Offers whoever acts now the areas whose cases he may read; one of them is in view if there are any."""
        session, found = self._desk.session, self._pages.readers
        mine = found.readable(session.person, self._desk.now()) if found and session else ()
        if mine and self._desk.area not in mine:
            self._desk.choose_area(mine[0])
        grounds = tuple(ground for ground in found.grounds if ground.area in mine) if found else ()
        self._top.show_areas(grounds, self._desk.area if grounds else "")

    def bring_back(self, area: str) -> None:
        """The area that the person had in view last, where the seat serves it and he reads its cases still."""
        session, found = self._desk.session, self._pages.readers
        if session is None or found is None or area not in self._desk.seat.areas or area == self._desk.area:
            return
        if found.may_read(session.person, area, self._desk.now()):
            self._turn(area)

    def _turn(self, area: str) -> None:
        self._desk.choose_area(area)
        self.turned.emit()

    @Slot(str)
    def _on_chosen(self, area: str) -> None:
        self._turn(area)
        session = self._desk.session
        if session is not None:
            self.chosen.emit(session.person, area)
