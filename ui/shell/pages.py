"""The pages of the window, and what stands in place of those that show cases before somebody who may not read them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.desk.desk import Desk
from app.desk.ports import Cache
from app.desk.reading import Readers
from app.domain.problems import Problem
from ui.common.follower import Follower
from ui.common.notices import Notices
from ui.common.pane import Pane
from ui.common.pane_states import Loading, NoRight, PaneState
from ui.common.tasks import Tasks
from ui.common.text import PlainLabel
from ui.common.theme import Theme
from ui.common.tokens import Space
from ui.shell.panes import arrive, holds_keys
from ui.shell.top_bar import PAGES

CASES = ("desk", "meeting", "conflicts")
"""The pages that show nothing but cases and what is said of them."""
KEYS = (*PAGES, "sign_out", "next_pane", "previous_pane")
"""The keys that are left to who may not read cases."""


@runtime_checkable
class ClosesCases(Protocol):
    """A page of which only a part shows cases, which it covers itself."""

    def close_cases(self, instead: PaneState | None) -> None:
        """What stands in place of the cases; None shows them."""
        ...


class Pages(QObject):
    """Turns the pages. Whose cases are closed to the acting person is asked of the desk, anew whenever roles change.

    Signals: `judged()` when it has become known, or has changed, who may read here.
    """

    judged = Signal()

    def __init__(self, desk: Desk, theme: Theme, tasks: Tasks, notices: Notices, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._desk, self._notices, self._stack = desk, notices, stack
        self._pages: dict[str, QWidget] = {}
        self._page = PAGES[0]
        self._readers: Readers | None = None
        self._instead = Instead(theme)
        self._follower: Follower[Readers] = Follower(
            self,
            desk,
            tasks,
            name="readers",
            kinds=("appointment", "grid", "posting", "person"),
            ask=self._ask,
            show=self._show,
            fail=self._fail,
        )

    @property
    def page(self) -> str:
        """The page turned to, one of `PAGES`."""
        return self._page

    @property
    def readers(self) -> Readers | None:
        """Who may read here; None while nothing is known."""
        return self._readers

    @property
    def instead(self) -> PaneState | None:
        """What stands in place of cases before whoever acts now: why he may not read them; None where he may."""
        session = self._desk.session
        if self._readers is None or session is None:
            return Loading()
        bar = self._readers.bar(session.person, self._desk.area, self._desk.now())
        return NoRight(ask=str(bar.data["ask"])) if bar is not None else None

    @property
    def closed(self) -> bool:
        """Whether cases are closed to whoever acts now."""
        return self.instead is not None

    def add(self, name: str, page: QWidget) -> None:
        """One more page, in the order of `PAGES`."""
        self._pages[name] = page
        self._stack.addWidget(page)
        if name == PAGES[-1]:
            self._stack.addWidget(self._instead)

    def open(self) -> None:
        self._follower.open()

    def close_down(self) -> None:
        self._follower.close()

    def turn(self, page: str, *, keys: bool) -> None:
        """Turns to a page and, with `keys`, puts the keys on it where they are elsewhere."""
        self._page = page
        coming = self._settled(page)
        before, turned = coming.focusWidget(), self._stack.currentWidget() is not coming
        self._stack.setCurrentWidget(coming)
        if keys and (turned or not holds_keys(coming)):
            arrive(coming, before=before)

    def judge(self) -> None:
        """Shows the page turned to, or what stands in its place, to whoever acts now."""
        self._stack.setCurrentWidget(self._settled(self._page))

    def _settled(self, page: str) -> QWidget:
        instead = self.instead
        for each in self._pages.values():
            if isinstance(each, ClosesCases):
                each.close_cases(instead)
        if instead is None or page not in CASES:
            return self._pages[page]
        self._instead.show_state(instead)
        return self._instead

    def _ask(self) -> Callable[[Cache], Readers]:
        return self._desk.readers

    def _show(self, found: Readers) -> None:
        self._readers = found
        self.judged.emit()

    def _fail(self, problem: Problem) -> None:
        self._notices.problem(problem)


class Instead(QWidget):
    """One pane as large as a page, with nothing in it but why."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pane = Pane(theme, "", PlainLabel(""))
        gap = theme.px(Space.GAP)
        column = QVBoxLayout(self)
        column.setContentsMargins(gap, gap, gap, gap)
        column.addWidget(self._pane)
        self._retitle()

    @property
    def pane(self) -> Pane:
        return self._pane

    def show_state(self, state: PaneState) -> None:
        """Says why."""
        self._pane.show_state(state)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retitle()
        super().changeEvent(event)

    def _retitle(self) -> None:
        self._pane.set_title(self.tr("事件"))
