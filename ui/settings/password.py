"""The acting person's own password: the present one, the new one, the new one again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.desk.words import Words
from app.domain.problems import Problem
from ui.common.buttons import ActButton
from ui.common.fields import Field, FieldForm
from ui.common.password_lines import AGAIN, LINES, NEW, PRESENT, check_typed, line_of
from ui.common.tasks import Tasks
from ui.common.text import PlainLabel
from ui.common.theme import Theme

Change = Callable[[str, str], Awaitable[None]]


class PasswordPanel(QWidget):
    """`change` is awaited with the present and the new password. What was typed stays when it is refused.

    Signals: `changed()` after the password was changed.
    """

    changed = Signal()

    def __init__(self, theme: Theme, words: Words, tasks: Tasks, change: Change, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self._tasks, self._change = tasks, change
        self._busy, self._away = False, ""
        form = FieldForm(theme, label_width=96)
        self.lines: dict[str, QLineEdit] = {key: QLineEdit() for key in LINES}
        self.fields: dict[str, Field] = {key: form.add("", line) for key, line in self.lines.items()}
        self.button = ActButton(theme, "", icon="key")
        self._told = PlainLabel(tone="second", size="secondary", wrap=True)
        self._assemble(theme, form)
        self.retranslate()

    @property
    def told(self) -> str:
        """What became of it: empty, that it is changed, or the refusal."""
        return self._told.text()

    def tell_link(self, away: str) -> None:
        """Locks the button with the reason why it cannot be done now, or (empty) opens it."""
        self._away = away
        self._show_button()

    def retranslate(self) -> None:
        names = (self.tr("现在的密码"), self.tr("新密码"), self.tr("再输一遍"))
        for key, name in zip((PRESENT, NEW, AGAIN), names, strict=True):
            self.fields[key].rename(name)
        self.button.show_act(self.tr("改密码"), icon="key")
        self._told.clear()

    @Slot()
    def submit(self) -> None:
        """Tries it; a second press while it runs does nothing."""
        if self._busy or self._away:
            return
        self._busy = True
        self._show_button()
        self._tasks.start(self, self._submit(), name="change password")

    async def _submit(self) -> None:
        typed = {key: line.text() for key, line in self.lines.items()}
        self._told.clear()
        for field in self.fields.values():
            field.clear_problem()
        try:
            check_typed(typed)
            await self._change(typed[PRESENT], typed[NEW])
        except Problem as problem:
            self._tell(problem)
        else:
            for line in self.lines.values():
                line.clear()
            self._told.set_tone("second")
            self._told.setText(self.tr("密码已改；离线解锁也用新密码，别处的登录已退出。"))
            self.changed.emit()
        finally:
            self._busy = False
            self._show_button()

    def _tell(self, problem: Problem) -> None:
        key = line_of(problem)
        if key not in self.fields:
            self._told.set_tone("over")
            self._told.setText(self.words.say(problem))
            return
        field, line = self.fields[key], self.lines[key]
        field.show_problem(self.words.say(Problem(problem.code, **{**problem.data, "field": field.label.text()})))
        line.setFocus()
        line.selectAll()

    def _show_button(self) -> None:
        if self._away:
            self.button.lock(self._away)
            self._told.set_tone("second")
            self._told.setText(self._away)
            return
        if self.button.reason:
            self._told.clear()
        self.button.unlock()
        self.button.setEnabled(not self._busy)

    def _assemble(self, theme: Theme, form: FieldForm) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self._told, 1)
        foot.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(16),) * 4)
        column.addWidget(form)
        column.addLayout(foot)
        column.addStretch(1)
        for key, line in self.lines.items():
            line.setObjectName(key)
            line.setEchoMode(QLineEdit.EchoMode.Password)
            line.returnPressed.connect(self.submit)
        self.button.clicked.connect(self.submit)
