"""Dialogs of a locked window: put aside as they are, and brought back when the one who had them open is there again."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QDialog, QWidget

OWNER = "put aside for"


def put_aside(window: QWidget, person: str) -> None:
    """Hides every dialog over the window, whatever is half written in it, and closes a menu or list that hangs open."""
    popup = QApplication.activePopupWidget()
    while popup is not None:
        popup.close()
        still = QApplication.activePopupWidget()
        popup = still if still is not popup else None
    standing = [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]
    for dialog in standing:
        dialog.setProperty(OWNER, person)
        dialog.hide()
    if standing:
        window.activateWindow()


def bring_back(window: QWidget, person: str) -> None:
    """Shows the dialogs again that were put aside for this person."""
    for dialog in window.findChildren(QDialog):
        if dialog.property(OWNER) == person:
            dialog.setProperty(OWNER, None)
            dialog.open()
