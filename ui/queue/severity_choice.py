"""The choice of a severity in the head of the lists: an icon alone where there is no room for its words."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from app.desk.words import Words
from app.domain.catalogue import Severity
from ui.common.icons import icon
from ui.common.theme import Theme


class SeverityChoice(QToolButton):
    """Signals: `severity_chosen(object)` with a `Severity`, None for all."""

    severity_chosen = Signal(object)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._group = QActionGroup(self)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setMenu(QMenu(self))
        self._group.triggered.connect(self._on_triggered)
        theme.changed.connect(self._draw)
        self._draw()

    def show_choice(self, chosen: Severity | None, words: Words) -> None:
        """Offers all severities in these words, with a mark at the one chosen."""
        every = self.tr("全部优先级")
        menu = self.menu()
        menu.clear()  # its actions go with it, and out of the group
        for severity, name in [(None, every), *((each, words.severity(each)) for each in Severity)]:
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(severity is chosen)
            action.setData(severity.value if severity else "")
            self._group.addAction(action)
        told = words.severity(chosen) if chosen else every
        self.setText(f" {told}")
        self.setAccessibleName(told)
        self.setToolTip(told)

    def fit(self, *, wordy: bool) -> None:
        """Shows words beside the icon, or the icon alone."""
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if wordy else Qt.ToolButtonStyle.ToolButtonIconOnly
        self.setToolButtonStyle(style)

    @Slot()
    def _draw(self) -> None:
        self.setIcon(icon("filter", self._theme.tokens))

    @Slot(QAction)
    def _on_triggered(self, action: QAction) -> None:
        self.severity_chosen.emit(Severity(action.data()) if action.data() else None)
