"""「下一步」: the legal acts of a case on the keys 1 to 5, the others under «更多», the locked ones with their reasons."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from app.desk.acts import NextAct
from app.desk.incident import CaseDetail
from app.desk.words import Words
from ui.common.buttons import ActButton, LockedAct
from ui.common.theme import Theme
from ui.common.tokens import Space
from ui.incident.acts import KEYED, look_of
from ui.incident.acts_menu import act_word, add_acts, add_locked
from ui.incident.section import Section

LOCKED_SHOWN = 3


class ActsPanel(Section):
    """The first act is the main one.

    Signals: `act_asked(str)` with the command's name.
    """

    act_asked = Signal(str)

    def __init__(self, theme: Theme, words: Words, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._acts_theme = theme
        self._words = words
        self._open: tuple[NextAct, ...] = ()
        self._locked: tuple[NextAct, ...] = ()
        self._at_hand: tuple[NextAct, ...] = ()
        self._buttons = [ActButton(theme, "", key=str(number)) for number in range(1, KEYED + 1)]
        self._more = ActButton(theme, "", height=26)
        self._grid = QGridLayout()
        self._locks = QVBoxLayout()
        self._menu = QMenu(self)
        self._assemble()
        self.retranslate()

    @property
    def buttons(self) -> list[ActButton]:
        return self._buttons

    @property
    def keyed(self) -> tuple[str, ...]:
        """The commands on the keys 1 to 5."""
        return tuple(act.command for act in self._open[:KEYED])

    @property
    def locked(self) -> dict[str, str]:
        """The locked acts with their reasons in words."""
        return {act.command: self._words.tell(act.locked, act.data) for act in self._locked}

    def show_case(self, detail: CaseDetail, words: Words) -> None:
        """Shows what may be done with the case now."""
        self._words = words
        self._open = tuple(act for act in detail.acts if not act.locked)
        self._locked = tuple(act for act in detail.acts if act.locked)
        self._at_hand = detail.at_hand
        self.retranslate()

    def press(self, number: int) -> bool:
        """Does the act on a key; False when the key has none."""
        if not 1 <= number <= len(self.keyed):
            return False
        self.act_asked.emit(self.keyed[number - 1])
        return True

    def retranslate(self) -> None:
        self.entitle(self.tr("下一步"), self.tr("只列此刻合法的动作"))
        self._more.show_act(self.tr("更多…"))
        for place, button in enumerate(self._buttons):
            button.setVisible(place < len(self.keyed))
            if place < len(self.keyed):
                self._show_button(button, self.keyed[place], main=place == 0)
        self._arrange()
        self._more.setVisible(bool(self._at_hand))
        self._show_locks()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _assemble(self) -> None:
        px = self._acts_theme.px
        grid = self._grid
        grid.setHorizontalSpacing(px(Space.GAP))
        grid.setVerticalSpacing(px(6))
        for button in self._buttons:
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._arrange()
        self.column.addLayout(grid)
        self._locks.setSpacing(px(4))
        self.column.addLayout(self._locks)
        self.add_to_head(self._more)
        self._more.clicked.connect(self._on_more_asked)
        for button in self._buttons:
            button.clicked.connect(self._on_pressed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """The main act across, the others in two columns where their words have room, else one below the other."""
        wanted = max((button.sizeHint().width() for button in self._buttons[1:] if not button.isHidden()), default=0)
        across = 2 if 2 * wanted + self._acts_theme.px(Space.GAP) <= self.width() else 1
        self._grid.addWidget(self._buttons[0], 0, 0, 1, across)
        for place, button in enumerate(self._buttons[1:]):
            self._grid.addWidget(button, 1 + place // across, place % across)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, across - 1)

    def _show_button(self, button: ActButton, command: str, *, main: bool) -> None:
        look = look_of(command)
        button.show_act(act_word(command, self._words), icon=look.icon, role="primary" if main else "plain")

    def _show_locks(self) -> None:
        while (item := self._locks.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        for act in self._locked[:LOCKED_SHOWN]:
            reason = self._words.tell(act.locked, act.data)
            self._locks.addWidget(LockedAct(self._acts_theme, self._words.command(act.command), reason))

    @Slot()
    def _on_pressed(self) -> None:
        button = self.sender()
        if isinstance(button, ActButton):
            self.press(self._buttons.index(button) + 1)

    @Slot()
    def _on_more_asked(self) -> None:
        menu, words = self._menu, self._words
        menu.clear()
        add_acts(menu, self._open[KEYED:], words, self.act_asked.emit)
        menu.addSeparator()
        add_acts(menu, self._at_hand, words, self.act_asked.emit)
        menu.addSeparator()
        add_locked(menu, (*self._locked, *self._at_hand), words)
        self._menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))
