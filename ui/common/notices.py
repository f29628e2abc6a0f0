"""What the program has to say to the person, as data: one channel, one bar, one notice a subject.

A notice with the key of another takes its place, so «连接中断» is said once however often it happens. The
undo notice of an act stands for eight seconds; the act was sent at once and its counter-command is what
«撤销» sends.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from msgspec import Struct, structs
from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from app.domain.problems import Problem

UNDO_SECONDS = 8


class Kind(StrEnum):
    """How much a notice matters: told in passing, to be watched, to be acted on, can be undone."""

    INFO = "info"
    WARNING = "warning"
    PROBLEM = "problem"
    UNDO = "undo"


SECONDS = {Kind.INFO: 6, Kind.WARNING: 20, Kind.PROBLEM: 0, Kind.UNDO: UNDO_SECONDS}


class Notice(Struct, frozen=True):
    """One notice: `key` says what it is about, `act` is the word on its button, `left` the seconds it stays
    (0: until closed).
    """

    kind: Kind
    text: str
    key: str
    act: str = ""
    left: int = 0


class Notices(QObject):
    """The notices standing now, newest last.

    Signals: `changed()`; `acted(str)` with the key after a button was pressed; `lapsed(str)` when an undo
    ran out.
    """

    changed = Signal()
    acted = Signal(str)
    lapsed = Signal(str)

    def __init__(self, sentence: Callable[[Problem], str], *, parent: QObject | None = None) -> None:
        """`sentence` turns a problem into words of the language on screen."""
        super().__init__(parent)
        self._sentence = sentence
        self._standing: dict[str, Notice] = {}
        self._count = 0
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self.tick)

    @property
    def standing(self) -> tuple[Notice, ...]:
        return tuple(self._standing.values())

    def info(self, text: str, *, replace: str = "") -> str:
        """Tells something in passing; returns its key."""
        return self._post(Kind.INFO, text, replace)

    def warning(self, text: str, *, replace: str = "", act: str = "") -> str:
        """Tells something to watch."""
        return self._post(Kind.WARNING, text, replace, act)

    def problem(self, problem: Problem, *, replace: str = "", act: str = "") -> str:
        """Tells a problem in its own sentence; it stays until closed or replaced. One notice a number by
        default.
        """
        return self._post(Kind.PROBLEM, self._sentence(problem), replace or f"problem-{problem.code.value}", act)

    def undoable(self, text: str, *, key: str, act: str) -> str:
        """Tells what was done and that it can be undone for eight seconds; `act` is the word «撤销»."""
        return self._post(Kind.UNDO, text, key, act)

    def retract(self, key: str) -> None:
        """Takes a notice away; an unknown key changes nothing."""
        if self._standing.pop(key, None) is not None:
            self._settle()

    def press(self, key: str) -> None:
        """The person pressed the notice's button (or Ctrl+Z for an undo)."""
        if key in self._standing:
            self.retract(key)
            self.acted.emit(key)

    def undo_latest(self) -> bool:
        """Undoes what can be undone last; False when nothing can."""
        keys = [notice.key for notice in self._standing.values() if notice.kind is Kind.UNDO]
        if keys:
            self.press(keys[-1])
        return bool(keys)

    @Slot()
    def tick(self) -> None:
        """One second passes."""
        ended = [notice for notice in self._standing.values() if notice.left == 1]
        for key, notice in list(self._standing.items()):
            if notice.left > 1:
                self._standing[key] = structs.replace(notice, left=notice.left - 1)
        for notice in ended:
            del self._standing[notice.key]
        self._settle()
        for notice in ended:
            if notice.kind is Kind.UNDO:
                self.lapsed.emit(notice.key)

    def _post(self, kind: Kind, text: str, key: str, act: str = "") -> str:
        self._count += 1
        chosen = key or f"notice-{self._count}"
        self._standing.pop(chosen, None)
        self._standing[chosen] = Notice(kind=kind, text=text, key=chosen, act=act, left=SECONDS[kind])
        self._settle()
        return chosen

    def _settle(self) -> None:
        if any(notice.left for notice in self._standing.values()):
            if not self._clock.isActive():
                self._clock.start()
        else:
            self._clock.stop()
        self.changed.emit()


def announce(source: QObject, text: str, *, at_once: bool = False) -> None:
    """Has a screen reader say something now; `at_once` interrupts what it is saying (new 特急 only)."""
    event = QAccessibleAnnouncementEvent(source, text)
    if at_once:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)
