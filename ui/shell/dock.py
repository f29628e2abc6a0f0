"""The bottom of the duty page: roster and map side by side, or one of them where the window is small."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QVBoxLayout, QWidget

from ui.common.theme import Theme
from ui.common.tokens import Space

HEIGHT = 288
SMALL_HEIGHT = 148
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
        self._tabs = QTabBar()
        self._small = False
        for _ in self._parts:
            self._tabs.addTab("")
        row = QHBoxLayout()
        row.setSpacing(theme.px(Space.GAP))
        row.addWidget(roster, ROSTER_SHARE)
        row.addWidget(plan, MAP_SHARE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tabs)
        column.addLayout(row, 1)
        self._tabs.currentChanged.connect(self._on_turned)
        self.retranslate()
        self.set_small(False)

    @property
    def shown(self) -> tuple[str, ...]:
        """Which of the two are on screen."""
        return tuple(name for name, part in self._parts.items() if not part.isHidden())

    def set_small(self, small: bool) -> None:
        """Shows both, or one with tabs above."""
        self._small = small
        self._tabs.setVisible(small)
        self.setFixedHeight(self._theme.px(SMALL_HEIGHT if small else HEIGHT))
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
        for place, part in enumerate(self._parts.values()):
            part.setVisible(not self._small or place == self._tabs.currentIndex())

    @Slot(int)
    def _on_turned(self, place: int) -> None:
        self._arrange()
        self.turned.emit(tuple(self._parts)[place])
