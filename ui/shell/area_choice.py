"""The area in view in the bar at the top; at a seat that serves several, a menu of them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from app.desk.reading import Ground
from ui.common.text import PlainLabel


class AreaChoice(QWidget):
    """Signals: `chosen(str)` with the code of another area."""

    chosen = Signal(str)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = PlainLabel(size="section")
        self._button = QToolButton()
        self._menu = QMenu(self._button)
        self._group = QActionGroup(self._menu)
        self._group.triggered.connect(self._on_triggered)
        self._shown: tuple[tuple[Ground, ...], str] = ((), "")
        self._button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self._button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._button.setMenu(self._menu)
        self._button.setStyleSheet("QToolButton { font-weight: bold; padding: 2px 18px 2px 6px; }")
        self._button.hide()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._name)
        row.addWidget(self._button)
        self.retranslate()

    @property
    def button(self) -> QToolButton:
        return self._button

    @property
    def menu(self) -> QMenu:
        return self._menu

    def text(self) -> str:
        """The name of the area in view."""
        return self._name.text()

    def show_name(self, name: str) -> None:
        """Names the area in view."""
        self._name.setText(name)
        self._button.setText(name)

    def retranslate(self) -> None:
        words = self.tr("换一个片区看；只列可以查看的")
        self._button.setToolTip(words)
        self._button.setAccessibleName(self.tr("片区"))
        self._button.setAccessibleDescription(words)

    def show_areas(self, grounds: tuple[Ground, ...], area: str) -> None:
        """The areas to choose of, with the one in view marked; one alone is no choice."""
        if (grounds, area) == self._shown:
            return
        self._shown = (grounds, area)
        several = len(grounds) > 1
        self._name.setVisible(not several)
        self._button.setVisible(several)
        self._menu.clear()
        for action in self._group.actions():
            self._group.removeAction(action)
            action.deleteLater()
        for ground in grounds if several else ():
            action = QAction(ground.name, self._group)
            action.setCheckable(True)
            action.setChecked(ground.area == area)
            action.setData(ground.area)
            self._menu.addAction(action)

    def _on_triggered(self, action: QAction) -> None:
        self.chosen.emit(str(action.data()))
