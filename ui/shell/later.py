"""A page that is built when a person first comes to it: what nobody looks at costs no time at the start and no memory."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk.desk import Desk
from app.desk.words import Words
from ui.common.notices import Notices
from ui.common.pane_states import Stale
from ui.common.tasks import Tasks
from ui.common.theme import Theme
from ui.shell.panes import panes_of
from ui.shell.screens import Factory, NamesCases, Screen, SwitchesLanguage, mark_age, widget_of


class Later(QWidget):
    """Stands for a screen and builds it before it is shown. What it was told until then is told to the screen.

    Signals: those of the screen, `incident_chosen(str)` and `language_chosen(str)`.
    """

    incident_chosen = Signal(str)
    language_chosen = Signal(str)

    def __init__(self, make: Factory, desk: Desk, words: Words, theme: Theme, tasks: Tasks, notices: Notices) -> None:
        super().__init__()
        self._make = make
        self._desk, self._theme, self._tasks, self._notices = desk, theme, tasks, notices
        self._words = words
        self._stale: Stale | None = None
        self._is_open = False
        self._built: Screen | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)

    @property
    def built(self) -> Screen | None:
        """The screen, None if nobody has come to it yet."""
        return self._built

    @property
    def real(self) -> Screen:
        """The screen, built if need be."""
        if self._built is None:
            self._built = self._make(self._desk, self._words, self._theme, self._tasks, self._notices)
            self._join(self._built)
        return self._built

    def open(self) -> None:
        self._is_open = True
        if self._built is not None:
            self._built.open()

    def close_down(self) -> None:
        self._is_open = False
        if self._built is not None:
            self._built.close_down()

    def set_words(self, words: Words) -> None:
        self._words = words
        if self._built is not None:
            self._built.set_words(words)

    def tell_link(self, stale: Stale | None) -> None:
        """The time of the data, None while the link holds."""
        self._stale = stale
        mark_age((self._built,), stale)

    def panes(self) -> tuple[QWidget, ...]:
        """The panes of the screen, in its order."""
        return panes_of(widget_of(self.real))

    def showEvent(self, event: QShowEvent) -> None:
        widget_of(self.real).show()
        super().showEvent(event)

    def _join(self, screen: Screen) -> None:
        widget = widget_of(screen)
        if isinstance(screen, NamesCases):
            screen.incident_chosen.connect(self.incident_chosen)
        if isinstance(screen, SwitchesLanguage):
            screen.language_chosen.connect(self.language_chosen)
        mark_age((screen,), self._stale)
        layout = self.layout()
        if layout is not None:
            layout.addWidget(widget)
        proxy = widget.focusProxy()
        if proxy is not None:
            self.setFocusProxy(proxy)
        if self._is_open:
            screen.open()
