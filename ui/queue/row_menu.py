"""The menu of a row: the acts that the list knows, and taking back what has not been sent."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.desk.queue import QueueRow
from app.desk.words import Words

ACTS = ("Acknowledge", "Dispatch", "AddNote", "CloseCase")
KEYS = {"Acknowledge": "Space", "Dispatch": "D", "AddNote": "N", "CloseCase": "X"}


class RowMenu(QObject):
    """Every entry has its key beside it, so that the mouse teaches the keyboard.

    Signals: `opened(str)`, `act_asked(str, str)` with command and case, `withdraw_asked(str)` with an order.
    """

    opened = Signal(str)
    act_asked = Signal(str, str)
    withdraw_asked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._menu = QMenu(parent)

    @property
    def entries(self) -> list[str]:
        """What the menu offers now."""
        return [action.text().split("\t")[0] for action in self._menu.actions() if action.text()]

    def popup(self, row: QueueRow, words: Words, place: QPoint) -> None:
        """Shows the menu of a row; the row is the one at the time of the press, whatever moves meanwhile."""
        self._menu.clear()
        self._menu.addAction(self.tr("打开") + "\tEnter", partial(self.opened.emit, row.id))
        for command in ACTS:
            if command == "Acknowledge" and row.acknowledged:
                continue
            text = f"{words.command(command)}\t{KEYS[command]}"
            self._menu.addAction(text, partial(self.act_asked.emit, command, row.id))
        if row.unsent_order:
            self._menu.addSeparator()
            told = self.tr("撤回：{act}").format(act=words.command(row.pending))
            self._menu.addAction(told, partial(self.withdraw_asked.emit, row.unsent_order))
        self._menu.popup(place)
