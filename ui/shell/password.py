"""The page after signing in with a password that an administrator has set: another one must be chosen first."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.desk.desk import Desk
from app.desk.words import Words
from app.domain.problems import Code, Problem
from ui.common.buttons import ActButton
from ui.common.notices import Notices
from ui.common.password_lines import AGAIN, LINES, NEW, PRESENT, check_typed, line_of
from ui.common.tasks import Tasks
from ui.common.theme import Theme
from ui.shell.entrance import Entrance


class PasswordPage(Entrance):
    """Present password, new one, new one again; leaving is signing out.

    Signals: those of `Entrance`; `left()` when the person would rather go.
    """

    left = Signal()

    def __init__(
        self, desk: Desk, words: Words, theme: Theme, tasks: Tasks, notices: Notices, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, words, tasks, parent=parent)
        self._desk = desk
        self._lines: dict[str, QLineEdit] = {key: self.add_line(key, secret=True) for key in LINES}
        self._leave = ActButton(theme, "", icon="sign-out", height=28)
        self._leave.clicked.connect(self.left)
        card = (self.button.parentWidget() or self).layout()
        if card is not None:
            card.addWidget(self._leave)
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        self.title.setText(self.tr("先改密码"))
        self.note.setText(self.words.say(Problem(Code.PASSWORD_MUST_CHANGE)))
        self.fields[PRESENT].rename(self.tr("现在的密码"))
        self.fields[NEW].rename(self.tr("新密码"))
        self.fields[AGAIN].rename(self.tr("再输一遍"))
        self.button.show_act(self.tr("改密码"), role="primary")
        self._leave.show_act(self.tr("不改，退出登录"), icon="sign-out")

    def begin(self) -> None:
        """Ready for the person who has just signed in."""
        for line in self._lines.values():
            line.clear()
        self._lines[PRESENT].setFocus()

    def tell(self, problem: Problem) -> None:
        """Says a refusal beside the line that it is about."""
        line = line_of(problem)
        super().tell(Problem(problem.code, **{**problem.data, "field": line}) if line else problem)

    async def enter(self) -> None:
        typed = {key: line.text() for key, line in self._lines.items()}
        check_typed(typed)
        await self._desk.lanes.network(lambda: self._desk.access.change_password(typed[PRESENT], typed[NEW]))
        for line in self._lines.values():
            line.clear()
