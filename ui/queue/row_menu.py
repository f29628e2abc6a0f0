"""The menu of a row: what may be done with its case now, as the case itself offers it, and taking back what has not been sent."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.desk.desk import Desk
from app.desk.incident import CaseDetail, detail
from app.desk.words import Words
from ui.common.tasks import Tasks
from ui.incident.acts_menu import add_acts, add_locked

KEYS = {"Acknowledge": "Space", "Dispatch": "D", "DispatchAtOnce": "D", "Snooze": "S", "AddNote": "N", "CloseCase": "X"}


class RowMenu(QObject):
    """Every entry that has a key says it, so that the mouse teaches the keyboard.

    Signals: `opened(str)`; `act_chosen(str, object)` with a command and the `CaseDetail` for which it was offered;
    `withdraw_asked(str)` with an order.
    """

    opened = Signal(str)
    act_chosen = Signal(str, object)
    withdraw_asked = Signal(str)

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._tasks = desk, tasks
        self._asked = ""
        self._menu = QMenu(parent)

    @property
    def entries(self) -> list[str]:
        """What the menu offers now, without what stands in it locked."""
        return [action.text().split("\t")[0] for action in self._menu.actions() if action.text() and action.isEnabled()]

    @property
    def locked(self) -> list[str]:
        """What the menu names but cannot do now, with the reasons."""
        return [action.text() for action in self._menu.actions() if action.text() and not action.isEnabled()]

    def ask(self, incident: str, words: Words, place: QPoint) -> None:
        """Reads what may be done with a case and shows it; the case is the one under the press, whatever moves meanwhile."""
        self._asked = incident
        self._tasks.start(self._menu, self._open(incident, words, place), name="menu of a row")

    async def _open(self, incident: str, words: Words, place: QPoint) -> None:
        act, link, now = self._desk.acting(), self._desk.link.state, self._desk.now()
        found = await self._desk.read(lambda cache: detail(cache, incident, act=act, link=link, now=now))
        if found is not None and incident == self._asked:
            self._fill(found, words)
            self._menu.popup(place)

    def _fill(self, found: CaseDetail, words: Words) -> None:
        menu, row = self._menu, found.row
        chosen = partial(self._choose, found)
        menu.clear()
        menu.addAction(self.tr("打开") + "\tEnter", partial(self.opened.emit, row.id))
        menu.addSeparator()
        add_acts(menu, found.acts, words, chosen, keys=KEYS)
        menu.addSeparator()
        add_acts(menu, found.at_hand, words, chosen, keys=KEYS)
        if row.unsent_order:
            told = self.tr("撤回：{act}").format(act=words.command(row.pending))
            menu.addAction(told, partial(self.withdraw_asked.emit, row.unsent_order))
        menu.addSeparator()
        add_locked(menu, (*found.acts, *found.at_hand), words)

    def _choose(self, found: CaseDetail, command: str) -> None:
        self.act_chosen.emit(command, found)
