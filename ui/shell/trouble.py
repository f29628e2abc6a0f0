"""The page that stands where the desk cannot be opened: why, and another try."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.desk.words import Words
from app.domain.problems import Problem
from ui.common.tasks import Tasks
from ui.common.theme import Theme
from ui.shell.entrance import Entrance


class TroublePage(Entrance):
    """Something must be put right outside first: a keyring unlocked, room made on the disk, a file put back.

    Signals: those of `Entrance`.
    """

    def __init__(self, theme: Theme, words: Words, tasks: Tasks, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, words, tasks, parent=parent)
        self._told: Problem | None = None
        self.form.hide()
        self.retranslate()
        self.button.setFocus()

    def retranslate(self) -> None:
        super().retranslate()
        self.title.setText(self.tr("值守台打不开"))
        self.note.setText(self.tr("本机数据没有改动。按下面的提示处理好，再试一次。"))
        self.button.show_act(self.tr("再试一次"), role="primary")

    def tell(self, problem: Problem) -> None:
        self._told = problem
        super().tell(problem)

    def set_words(self, words: Words) -> None:
        super().set_words(words)
        if self._told is not None:
            super().tell(self._told)

    async def enter(self) -> None:
        """The try itself is made by whoever shows the page."""
