"""What the shell asks of every screen, and the screens it is given.

`app.window` makes the factories; the shell composes what they build and knows none of them by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from app.desk.desk import Desk
from app.desk.words import Words
from ui.common.notices import Notices
from ui.common.pane import Pane
from ui.common.pane_states import Stale
from ui.common.tasks import Tasks
from ui.common.theme import Theme


class Screen(Protocol):
    """A widget built from (desk, words, theme, tasks, notices).

    It paints correctly from its constructor, reads when opened, and listens to the desk until closed down.
    """

    def open(self) -> None:
        """Begins to read and to listen."""
        ...

    def close_down(self) -> None:
        """Stops listening; the widget may be deleted afterwards."""
        ...

    def set_words(self, words: Words) -> None:
        """Speaks another language from now on."""
        ...


@runtime_checkable
class NamesCases(Protocol):
    """A screen on which a case can be pointed at; the signal carries its id and the desk shows it."""

    incident_chosen: SignalInstance


@runtime_checkable
class NamesGrids(Protocol):
    """A screen on which a grid can be pointed at; the signal carries its code and the lists follow."""

    grid_chosen: SignalInstance


@runtime_checkable
class FollowsGrid(Protocol):
    """A screen that marks the grid chosen elsewhere; an empty code clears the mark."""

    def show_grid(self, grid: str) -> None:
        """Marks the grid with this code."""
        ...


@runtime_checkable
class FollowsCase(Protocol):
    """A screen that marks the case chosen elsewhere."""

    def show_case(self, incident: str) -> None:
        """Marks the case with this id."""
        ...


@runtime_checkable
class HasPane(Protocol):
    """A screen in one pane, whose head can carry the tabs of a dock."""

    @property
    def pane(self) -> Pane:
        """The pane around the whole screen."""
        ...


@runtime_checkable
class MarksAge(Protocol):
    """A screen that says of what time it is while the centre cannot be reached."""

    def tell_link(self, stale: Stale | None) -> None:
        """The time of the data, None while the link holds."""
        ...


@runtime_checkable
class SwitchesLanguage(Protocol):
    """A screen (settings) on which the language is chosen; the signal carries `zh` or `en`."""

    language_chosen: SignalInstance


Factory = Callable[[Desk, Words, Theme, Tasks, Notices], Screen]


@dataclass(frozen=True)
class Screens:
    """The factories of the screens that the shell does not build itself.

    `roster` and `map` stand in the dock of the duty page; the others are pages of their own.
    """

    roster: Factory
    map: Factory
    meeting: Factory
    conflicts: Factory
    duty: Factory
    settings: Factory


def mark_age(parts: Iterable[object], stale: Stale | None) -> None:
    """Tells those that can say it of what time they are."""
    for part in parts:
        if isinstance(part, MarksAge):
            part.tell_link(stale)


def widget_of(screen: Screen) -> QWidget:
    """The screen as the widget that it is; TypeError for anything else."""
    if not isinstance(screen, QWidget):
        raise TypeError(f"{type(screen).__name__} is no widget")
    return screen
