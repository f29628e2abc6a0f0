"""Keeping the keys where somebody works while what is on screen changes under the hands.

Left to itself Qt passes them to whatever comes next on the page, as soon as what has them is locked or hidden.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def can_have_keys(widget: QWidget) -> bool:
    """Whether a person could work in it now."""
    return widget.isEnabled() and widget.isVisibleTo(widget.window()) and widget.focusPolicy() != Qt.FocusPolicy.NoFocus


def holder_in(owner: QWidget) -> QWidget | None:
    """What has the keys in a part of a window, or will have them when the dialog over it closes; None if they are elsewhere."""
    holder = owner.window().focusWidget()
    return holder if holder is not None and (holder is owner or owner.isAncestorOf(holder)) else None


def land(*stops: QWidget) -> QWidget | None:
    """Puts the keys on the first of these that can have them, and says which one that was."""
    found = next((stop for stop in stops if can_have_keys(stop)), None)
    if found is not None and found.window().focusWidget() is not found:
        found.setFocus(Qt.FocusReason.OtherFocusReason)
    return found
