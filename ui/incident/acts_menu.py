"""Acts of a case as entries of a menu: the open ones to be chosen, the locked ones greyed with the reason after a colon."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidgetAction

from app.desk.acts import NextAct
from app.desk.words import Words
from ui.common.text import PlainLabel
from ui.incident.acts import look_of

NO_KEYS: Mapping[str, str] = MappingProxyType({})
WIDEST = 0.56
"""The share of the window that a menu may take across."""
PADDING = (12, 4, 24, 4)
"""px around an entry, as the style sheet has them."""


def act_word(command: str, words: Words) -> str:
    """The act in words, with «…» where it opens a form."""
    word = words.command(command)
    return f"{word}…" if look_of(command).form else word


def add_acts(
    menu: QMenu, acts: Iterable[NextAct], words: Words, chosen: Callable[[str], object], *, keys: Mapping[str, str] = NO_KEYS
) -> None:
    """Adds the open ones of these acts; `chosen` is called with the command, `keys` are the keys that do the same here."""
    for act in acts:
        if not act.locked:
            key = f"\t{keys[act.command]}" if act.command in keys else ""
            menu.addAction(act_word(act.command, words) + key, partial(chosen, act.command))


def add_locked(menu: QMenu, acts: Iterable[NextAct], words: Words) -> None:
    """Adds the locked ones of these acts, each with what stands in its way; a long reason takes more lines, not more width."""
    for act in acts:
        if act.locked:
            reason = words.tell(act.locked, act.data)
            told = QCoreApplication.translate("ActsMenu", "{act}：{reason}").format(act=words.command(act.command), reason=reason)
            action = _locked(menu, told)
            action.setEnabled(False)
            menu.addAction(action)


def _locked(menu: QMenu, told: str) -> QAction:
    around = menu.parentWidget() or menu
    line = PlainLabel(told, tone="off", size="note", wrap=True, parent=menu)
    line.setContentsMargins(*PADDING)
    line.ensurePolished()
    needed = line.fontMetrics().horizontalAdvance(told) + PADDING[0] + PADDING[2] + 2
    width = min(needed, int(around.window().width() * WIDEST))
    line.setFixedSize(width, line.heightForWidth(width))
    action = QWidgetAction(menu)
    action.setText(told)
    action.setDefaultWidget(line)
    return action
