"""The demo with a display: the duty officer signs in by himself, then the window belongs to people."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from app.showing.driving import until, write
from app.showing.stage import Player
from app.window import Front


async def arrive(front: Front, officer: Player) -> None:
    """Wait for the sign-in page, sign in, and leave the rest to people."""
    await until(lambda: front.window is not None, what="window")
    window = front.window
    if window is None:
        raise AssertionError
    write(window.entrance, "account", officer.account)
    write(window.entrance, "password", officer.password)
    password = window.entrance.findChild(QLineEdit, "password")
    if password is not None:
        window.entrance.submit()
