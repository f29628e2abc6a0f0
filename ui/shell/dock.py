"""The bottom of the duty page: roster and map side by side, or one of them where the window is small."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QWidget

from ui.common.theme import Theme
from ui.common.tokens import Space
from ui.shell.screens import HasPane

HEIGHT = 288
SMALL_HEIGHT = 100
SMALL_MAP_HEIGHT, MAP_SHARE_OF_PAGE = 240, 0.45
ROSTER_SHARE, MAP_SHARE = 760, 440


class Dock(QWidget):
    """Two widgets in one place.

    Signals: `turned(str)` with roster or map after the person turned to the other one.
    """

    turned = Signal(str)

    def __init__(self, theme: Theme, roster: QWidget, plan: QWidget, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._parts = {"roster": roster, "map": plan}
        self._tabs = QTabBar(self)
        self._tabs.hide()
        self._small, self._room = False, 0
        for _ in self._parts:
            self._tabs.addTab("")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(Space.GAP))
        row.addWidget(roster, ROSTER_SHARE)
        row.addWidget(plan, MAP_SHARE)
        self._tabs.currentChanged.connect(self._on_turned)
        self.retranslate()
        self.set_small(False)

    @property
    def shown(self) -> tuple[str, ...]:
        """Which of the two are on screen."""
        return tuple(name for name, part in self._parts.items() if not part.isHidden())

    def set_small(self, small: bool, *, room: int = 0) -> None:
        """Shows both, or one with tabs in its head; `room` is the height in px of the page that the dock stands in."""
        self._small, self._room = small, room
        self._arrange()

    def turn_to(self, name: str) -> None:
        """Brings one of them to the front and gives it the keys."""
        self._tabs.setCurrentIndex(tuple(self._parts).index(name))
        self._parts[name].setFocus()

    def retranslate(self) -> None:
        words = (self.tr("力量值班表"), self.tr("地图"))
        for place, (word, key) in enumerate(zip(words, ("F7", "F8"), strict=True)):
            self._tabs.setTabText(place, f"{word}  {key}")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _arrange(self) -> None:
        front = self._tabs.currentIndex()
        for place, part in enumerate(self._parts.values()):
            part.setVisible(not self._small or place == front)
            if isinstance(part, HasPane) and (not self._small or place != front):
                part.pane.lead_with(None)
        carrier = tuple(self._parts.values())[front]
        if self._small and isinstance(carrier, HasPane):
            carrier.pane.lead_with(self._tabs)
        elif not self._small:
            self._tabs.setParent(self)
            self._tabs.hide()
        self.setFixedHeight(self._height())

    def _height(self) -> int:
        px = self._theme.px
        if not self._small:
            return px(HEIGHT)
        if "map" in self.shown:
            return max(px(SMALL_HEIGHT), min(px(SMALL_MAP_HEIGHT), round(self._room * MAP_SHARE_OF_PAGE)))
        return px(SMALL_HEIGHT)

    @Slot(int)
    def _on_turned(self, place: int) -> None:
        self._arrange()
        self.turned.emit(tuple(self._parts)[place])
