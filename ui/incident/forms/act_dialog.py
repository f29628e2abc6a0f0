"""The dialog that every act needing words is done with.

It stays open with its text until the command was taken: a refusal is said beside the field it is about, or above the buttons.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QSpinBox, QVBoxLayout, QWidget

from app.commands.command import Command
from app.desk.queue import QueueRow
from app.domain.problems import Code, Problem
from ui.common.buttons import ActButton
from ui.common.chips import PriorityChip
from ui.common.fields import Field, FieldForm
from ui.common.marks import Priority
from ui.common.room import Scrolled, within
from ui.common.text import ElidedLabel, FittingLabel, PlainLabel
from ui.common.tokens import Space
from ui.incident.forms.inputs import MomentInput, PassageInput
from ui.incident.means import Means
from ui.queue.telling import short_number

HEAD = 64
FOOT = 64
WIDTH = 560

# Where a refusal is said that does not name its field.
FIELD_OF = {
    Code.END_DATE_WRONG: "until",
    Code.PROMISE_TOO_LATE: "promised_at",
    Code.EVIDENCE_MISSING: "evidence",
    Code.CATEGORY_UNKNOWN: "event_class",
    Code.GRID_UNKNOWN: "grid",
    Code.PLACE_MISSING: "grid",
    Code.MERGE_SELF: "into",
    Code.CHANNEL_MISSING: "said",
    Code.REASON_UNKNOWN: "reason",
    Code.REASON_MISSING: "reason",
    Code.TARGET_OFF_DUTY: "reason",
}


class About(Struct, frozen=True):
    """What a dialog is about: the word of the act, the case as a row (None for a new one), its kind and place."""

    act: str
    row: QueueRow | None = None
    kind: str = ""
    place: str = ""


class ActDialog(QDialog):
    """Head, fields, foot. Subclasses add fields and say which commands follow from them.

    Enter in a line and Ctrl+Enter anywhere submit, Esc gives up. `done_words` is told as a notice afterwards.
    """

    submit_key = "Ctrl+Enter"

    def __init__(self, means: Means, about: About, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.means = means
        self.about = about
        self.fields: dict[str, Field] = {}
        self._busy = False
        self.form = FieldForm(means.theme, label_width=84)
        self._problem = PlainLabel(tone="over", wrap=True)
        self._submit_button = ActButton(means.theme, about.act, key=self.submit_key, role="primary")
        self._cancel_button = ActButton(means.theme, self.tr("取消"), key="Esc")
        self.head = QHBoxLayout()
        page = QWidget()
        self.body = QVBoxLayout(page)
        self._scrolled = Scrolled(page)
        self.foot = QHBoxLayout()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(about.act)
        self._assemble()
        QShortcut(QKeySequence("Ctrl+Return"), self, self.submit)
        QShortcut(QKeySequence("Ctrl+Enter"), self, self.submit)

    def commands(self) -> tuple[Command, ...]:
        """The commands that follow from what is in the fields, done in this order.

        Raises the `Problem` of a value that cannot be right.
        """
        raise NotImplementedError

    def done_words(self) -> str:
        """What is said after it was done, empty for nothing."""
        number = f" {short_number(self.about.row.number)}" if self.about.row else ""
        return self.tr("{act}{number} 已办").format(act=self.about.act, number=number)

    @property
    def problem(self) -> str:
        """The refusal that stands above the buttons, empty for none."""
        return self._problem.text()

    @property
    def submit_button(self) -> ActButton:
        return self._submit_button

    def add_field(self, key: str, label: str, control: QWidget, *, hint: str = "") -> Field:
        """Adds a control under its label; `key` is the name by which refusals speak of it."""
        control.setObjectName(key)
        found = self.form.add(label, control, hint=hint)
        self.fields[key] = found
        return found

    def add_line(self, key: str, label: str, text: str = "", *, hint: str = "") -> QLineEdit:
        """Adds a line of text."""
        line = QLineEdit(text)
        self.add_field(key, label, line, hint=hint)
        return line

    def add_passage(self, key: str, label: str, text: str = "", *, hint: str = "", lines: int = 3) -> QPlainTextEdit:
        """Adds several lines of text."""
        passage = PassageInput(self.means.theme, text, lines=lines)
        self.add_field(key, label, passage, hint=hint)
        return passage

    def add_choice(self, key: str, label: str, choices: tuple[tuple[str, str], ...], *, hint: str = "") -> QComboBox:
        """Adds a choice of (key, words)."""
        combo = QComboBox()
        for value, words in choices:
            combo.addItem(words, value)
        self.add_field(key, label, combo, hint=hint)
        return combo

    def add_moment(self, key: str, label: str, moment: MomentInput, *, hint: str = "") -> MomentInput:
        """Adds a moment."""
        self.add_field(key, label, moment, hint=hint)
        return moment

    def add_count(self, key: str, label: str, value: int = 0, *, hint: str = "") -> QSpinBox:
        """Adds a count of 0 to 99."""
        spin = QSpinBox()
        spin.setRange(0, 99)
        spin.setValue(value)
        self.add_field(key, label, spin, hint=hint)
        return spin

    def reasons(self, act: str) -> tuple[tuple[str, str], ...]:
        """The coded reasons of an act as (key, words)."""
        english = self.means.words.english
        rows = self.means.desk.reference.reasons.get(act, ())
        return tuple((row.key, row.name_en if english and row.name_en else row.name) for row in rows)

    @Slot()
    def submit(self) -> None:
        """Does it; a second press while it runs does nothing."""
        if not self._busy:
            self._busy = True
            self._submit_button.setEnabled(False)
            self.means.tasks.start(self, self._submit(self.commands), name=f"do {type(self).__name__}")

    def showEvent(self, event: QShowEvent) -> None:
        """Stays inside the window; the keys begin in the first field."""
        super().showEvent(event)
        self._scrolled.updateGeometry()
        self.resize(within(self.parentWidget(), self.sizeHint().expandedTo(self.size())))
        first = next(iter(self.fields.values()), None)
        if first is not None and self.focusWidget() in (None, self._submit_button, self._cancel_button):
            first.control.setFocus()

    def show_problem(self, problem: Problem) -> None:
        """Says a refusal where it belongs and puts the keys there."""
        name = problem.data.get("field") or FIELD_OF.get(problem.code, "")
        found = self.fields.get(name)
        if found is None:
            self._problem.setText(self.means.words.say(problem))
            self._problem.show()
            return
        told = Problem(problem.code, **{**problem.data, "field": found.label.text()})
        found.show_problem(self.means.words.say(told))
        found.control.setFocus()

    def clear_problems(self) -> None:
        """Takes all refusals away."""
        self._problem.clear()
        self._problem.hide()
        for found in self.fields.values():
            found.clear_problem()

    async def after(self) -> None:
        """What follows once all commands were taken; by default nothing."""

    async def _submit(self, commands: Callable[[], tuple[Command, ...]]) -> None:
        self.clear_problems()
        try:
            for command in commands():
                await self.means.desk.do(command)
        except Problem as problem:
            self.show_problem(problem)
        else:
            if words := self.done_words():
                self.means.notices.info(words)
            await self.after()
            self.accept()
        finally:
            self._busy = False
            self._submit_button.setEnabled(True)

    def _assemble(self) -> None:
        px = self.means.theme.px
        head = self.head
        head.setContentsMargins(px(24), 0, px(24), 0)
        head.setSpacing(px(Space.INSET))
        head.addWidget(PlainLabel(self.about.act, size="page"))
        if self.about.row is not None:
            head.addWidget(PriorityChip(self.means.theme, Priority(self.about.row.severity.rank)))
            head.addWidget(PlainLabel(short_number(self.about.row.number), size="section"))
        head.addWidget(ElidedLabel(self.about.kind, size="section"), 3)
        head.addWidget(FittingLabel(self.about.place, "", tone="second"), 2)
        top = _Bar(self.means, HEAD)
        top.setLayout(head)
        self.body.setContentsMargins(px(24), px(16), px(24), px(Space.GAP))
        self.body.setSpacing(px(Space.GAP))
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.body.addWidget(self._problem)
        self._problem.hide()
        self.foot.setContentsMargins(px(24), 0, px(24), 0)
        self.foot.setSpacing(px(Space.GAP))
        self.foot.addStretch(1)
        self.foot.addWidget(self._cancel_button)
        self.foot.addWidget(self._submit_button)
        bottom = _Bar(self.means, FOOT, rule_above=True)
        bottom.setLayout(self.foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(self._scrolled, 1)
        column.addWidget(bottom)
        self._submit_button.setDefault(True)
        self._cancel_button.setAutoDefault(False)
        self._submit_button.clicked.connect(self.submit)
        self._cancel_button.clicked.connect(self.reject)
        self.widen(WIDTH)

    def widen(self, width: int) -> None:
        """At least so wide, px at 100 %, as far as the window allows."""
        wanted = QSize(self.means.theme.px(width), 0)
        self.setMinimumWidth(within(self.parentWidget(), wanted).width())


class _Bar(QWidget):
    """The tinted head or foot of a dialog, with its rule."""

    def __init__(self, means: Means, height: int, *, rule_above: bool = False) -> None:
        super().__init__()
        self._theme, self._above = means.theme, rule_above
        self.setFixedHeight(means.theme.px(height))

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.head))
        rule = 0 if self._above else self.height() - 1
        painter.fillRect(QRectF(0, rule, self.width(), 1), QColor(tokens.line))
        painter.end()
