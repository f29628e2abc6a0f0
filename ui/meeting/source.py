"""Which panel a line comes from: the one that was turned to last, until somebody says another."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from ui.meeting.telling import PANELS, panel_name


class SourceChoice(QComboBox):
    """«来自 件量»; the first choice is that it comes from none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for key in ("", *PANELS):
            self.addItem("", key)
        self.retranslate()

    @property
    def panel(self) -> str:
        """The key of the panel, empty for none."""
        return str(self.currentData())

    @Slot(str)
    def choose(self, panel: str) -> None:
        """Turns to a panel; to none where it is unknown."""
        self.setCurrentIndex(max(self.findData(panel), 0))

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("来自哪个面板"))
        self.setToolTip(self.tr("决定和行动项来自哪个面板"))
        self.setItemText(0, self.tr("不来自面板"))
        for place, key in enumerate(PANELS, start=1):
            self.setItemText(place, self.tr("来自 {panel}").format(panel=panel_name(key)))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
