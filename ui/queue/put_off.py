"""How many reminders are put off, in the head of the queue; pressed, it shows those cases alone."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.common.buttons import ActButton
from ui.common.theme import Theme


class PutOffButton(ActButton):
    """Stands in the head while anything is put off, or while those are what is shown."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", icon="snooze", height=26, parent=parent)
        self.hide()

    def show_count(self, count: int, *, shown: bool) -> None:
        """So many are put off; `shown` says that the list shows them now."""
        self.show_act(self.tr("暂搁 {count}").format(count=count), icon="snooze")
        self.setToolTip(self.tr("返回待办") if shown else self.tr("只看暂搁的事件；到时自动回到待办"))
        self.setVisible(count > 0 or shown)
