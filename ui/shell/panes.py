"""Going through the panes of a page by F6, whatever the page is."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from ui.common.pane import Pane


@runtime_checkable
class StepsPanes(Protocol):
    """A page that steps from pane to pane in a way of its own."""

    def step_pane(self, by: int) -> None:
        """Puts the keys on the next or previous pane."""
        ...


@runtime_checkable
class NamesPanes(Protocol):
    """A page that says itself what its panes are."""

    def panes(self) -> tuple[QWidget, ...]:
        """The panes in the order of reading."""
        ...


def step(page: QWidget | None, by: int) -> None:
    """Puts the keys on the next or previous pane, where they were in it before."""
    if page is None:
        return
    if isinstance(page, StepsPanes):
        page.step_pane(by)
        return
    panes = panes_of(page)
    if panes:
        here = next((place for place, pane in enumerate(panes) if holds_keys(pane)), -1 if by > 0 else 0)
        enter(panes[(here + by) % len(panes)])


def arrive(page: QWidget, *, before: QWidget | None) -> None:
    """Puts the keys on a page that comes to the front: where they were `before`, else where the page wants them first."""
    panes = panes_of(page)
    known = before if before is not None and _is_usable(before, page) else None
    target = known or page.focusProxy() or (first_control(panes[0]) if panes else None)
    if target is not None:
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)


def panes_of(page: QWidget) -> tuple[QWidget, ...]:
    """The panes on screen: those that the page names, else all that it has, left to right and downwards."""
    named = page.panes() if isinstance(page, NamesPanes) else _in_order(page)
    return tuple(pane for pane in named if pane.isVisible() and first_control(pane) is not None)


def holds_keys(pane: QWidget) -> bool:
    """Whether the keys are on a widget or in it."""
    focus = QApplication.focusWidget()
    return focus is not None and (focus is pane or pane.isAncestorOf(focus))


def enter(pane: QWidget) -> None:
    """Puts the keys into a pane."""
    before = pane.focusWidget()
    target = before if before is not None and _is_usable(before, pane) else first_control(pane)
    if target is not None:
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)


def first_control(inside: QWidget) -> QWidget | None:
    """The first thing in a widget that Tab would stop at."""
    found = inside.nextInFocusChain()
    while found is not None and found is not inside:
        stops = bool(found.focusPolicy() & Qt.FocusPolicy.TabFocus) and found.isVisible() and found.isEnabled()
        if stops and inside.isAncestorOf(found):
            return found
        found = found.nextInFocusChain()
    return None


def _is_usable(control: QWidget, inside: QWidget) -> bool:
    return control.isVisibleTo(inside) and control.isEnabled()


def _in_order(page: QWidget) -> list[Pane]:
    shown = [pane for pane in page.findChildren(Pane) if pane.isVisible()]
    places = {pane: pane.mapTo(page, QPoint()) for pane in shown}
    return sorted(shown, key=lambda pane: (places[pane].x(), places[pane].y()))
