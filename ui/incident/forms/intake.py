"""新建 (F2): a report comes in by telephone, from a patrol, a sensor; on from here to 派单 or 当场办结 without a mouse."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from app.commands.command import Command
from app.commands.intake import Caller, ReportIncident
from app.domain import text
from app.domain.catalogue import Severity
from app.domain.incident import Channel
from app.domain.problems import Code, Problem
from ui.common.buttons import ActButton
from ui.common.fields import FieldForm
from ui.common.tokens import Space
from ui.incident.forms.act_dialog import About, ActDialog
from ui.incident.forms.classing import Classing, Duplicates
from ui.incident.forms.inputs import MomentInput, PassageInput
from ui.incident.material import Material
from ui.incident.means import Means

WIDTH = 980
DISPATCH, SETTLE = "DispatchAtOnce", "SettleOnSpot"


class Unsent(Struct, frozen=True):
    """What stood in the form when it was given up, so that the next one can begin with it."""

    event_class: str = ""
    title: str = ""
    place: str = ""
    grid: str = ""
    detail: str = ""
    name: str = ""
    phone: str = ""
    address: str = ""
    source: str = Channel.PUBLIC.value
    severity: str = ""

    @property
    def empty(self) -> bool:
        """Whether a person has written anything."""
        return not any((self.event_class, self.title, self.place, self.detail, self.name, self.phone, self.address))


class IntakeForm(ActDialog):
    """Ctrl+Enter reports and goes on to 派单, Ctrl+S only reports, Ctrl+J goes on to 当场办结.

    Signals: `reported(str, str)` with the new case's id and the command to go on with, empty for none;
    `given_up(object)` with an `Unsent` when it was closed without being sent; `case_chosen(str)`.
    """

    reported = Signal(str, str)
    given_up = Signal(object)
    case_chosen = Signal(str)

    def __init__(
        self, means: Means, material: Material, *, grid: str = "", unsent: Unsent | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(means, About(act=means.words.command("ReportIncident")), parent=parent)
        self._material = material
        self._incident = means.desk.new_id()
        self._follow = DISPATCH
        self._draft = False
        begun = unsent or Unsent(grid=grid)
        severity = Severity(begun.severity) if begun.severity else None
        self._classing = Classing(self, material, event_class=begun.event_class, severity=severity, grid=begun.grid or grid)
        self._right = FieldForm(means.theme, label_width=84)
        self._near = Duplicates(means.theme)
        self._fill_left(begun)
        self._fill_right(begun)
        self._lay_out()
        self._classing.changed.connect(self._on_class_changed)
        self._near.case_chosen.connect(self.case_chosen)
        self._on_class_changed()
        self._classing.event_class.setFocus()

    def commands(self) -> tuple[Command, ...]:
        self._classing.settle()
        kind = self.means.words.event_class(self._classing.event_class.picked)
        return (
            ReportIncident(
                incident=self._incident,
                grid=self._classing.grid.picked,
                title=text.line(self._title.text() or kind, field="title"),
                detail=text.passage(self._detail.toPlainText(), field="detail"),
                place=text.line(self._place.text(), field="place", limit=text.PLACE_LENGTH, needed=False),
                source=Channel(str(self._source.currentData())),
                event_class=self._classing.event_class.picked,
                severity=self._classing.severity.severity,
                public_safety=self._safety.isChecked(),
                happened_at=min(self._happened.moment, self.means.desk.now()),
                caller=self._caller(),
                draft=self._draft,
                drill=self._drill.isChecked(),
            ),
        )

    def done_words(self) -> str:
        if self._draft:
            return self.tr("已存为草稿")
        return "" if self._follow else self.tr("已上报")

    async def after(self) -> None:
        self.reported.emit(self._incident, "" if self._draft else self._follow)

    def show_problem(self, problem: Problem) -> None:
        """A report that was taken already is not a problem: the way goes on from it."""
        if problem.code is Code.RECORD_EXISTS:
            self.reported.emit(self._incident, self._follow)
            self.accept()
            return
        super().show_problem(problem)

    @property
    def unsent(self) -> Unsent:
        """What stands in the form now."""
        return Unsent(
            event_class=self._classing.event_class.picked,
            title=self._title.text(),
            place=self._place.text(),
            grid=self._classing.grid.picked,
            detail=self._detail.toPlainText(),
            name=self._name.text(),
            phone=self._phone.text(),
            address=self._address.text(),
            source=str(self._source.currentData()),
            severity=self._classing.severity.severity.value,
        )

    def reject(self) -> None:
        self.given_up.emit(self.unsent)
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the next field: a half-told report is not sent by a slip."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            if not isinstance(self.focusWidget(), QPlainTextEdit | ActButton):
                self.focusNextChild()
            event.accept()
            return
        super().keyPressEvent(event)

    def _fill_left(self, begun: Unsent) -> None:
        hint = self.tr("编号、名称或拼音首字母")
        self.add_field("event_class", self.tr("类别"), self._classing.event_class, hint=hint)
        self._title = self.add_line("title", self.tr("摘要"), begun.title, hint=self.tr("一句话说清；空着就用类别名"))
        self._place = self.add_line("place", self.tr("地点"), begun.place)
        self.add_field("grid", self.tr("网格"), self._classing.grid)
        self.add_field("severity", self.tr("级别"), self._classing.severity, hint=self.tr("Alt+1 至 Alt+4；随类别默认"))
        self._detail = PassageInput(self.means.theme, begun.detail, lines=3)
        self.add_field("detail", self.tr("详情"), self._detail)

    def _fill_right(self, begun: Unsent) -> None:
        left, self.form = self.form, self._right
        words = self.means.words
        sources = tuple((each.value, words.channel(each)) for each in Channel)
        self._source = self.add_choice("source", self.tr("来源"), sources)
        self._source.setCurrentIndex(self._source.findData(begun.source))
        self._name = self.add_line("caller_name", self.tr("反映人"), begun.name)
        self._phone = self.add_line("caller_phone", self.tr("电话"), begun.phone, hint=self.tr("只存入联系人，案卷里只留掩码"))
        self._address = self.add_line("caller_address", self.tr("住址"), begun.address)
        self._confidential = QCheckBox(self.tr("要求保密"))
        self.add_field("confidential", self.tr("保密"), self._confidential)
        self._happened = self.add_moment("happened_at", self.tr("发生时间"), MomentInput(self.means.desk.now()))
        self._safety = QCheckBox(self.tr("涉及公共安全"))
        self.add_field("public_safety", self.tr("公共安全"), self._safety)
        self._drill = QCheckBox(self.tr("演练，不计入统计"))
        self.add_field("drill", self.tr("演练"), self._drill)
        self.form = left

    def _lay_out(self) -> None:
        px = self.means.theme.px
        halves = QHBoxLayout()
        halves.setSpacing(px(32))
        self.body.removeWidget(self.form)
        halves.addWidget(self.form, 3)
        halves.addWidget(self._right, 2)
        self.body.insertLayout(0, halves)
        self.body.insertWidget(1, self._near)
        self.submit_button.show_act(self.tr("上报并派单"), icon="dispatch", role="primary")
        self._only = ActButton(self.means.theme, self.tr("只上报"), key="Ctrl+S")
        self._settle = ActButton(self.means.theme, self.tr("当场办结…"), key="Ctrl+J")
        self._keep = ActButton(self.means.theme, self.tr("存草稿"))
        for place, button in enumerate((self._keep, self._settle, self._only)):
            button.setAutoDefault(False)
            self.foot.insertWidget(place, button)
        self.submit_button.setDefault(False)
        self.submit_button.setAutoDefault(False)
        self._only.clicked.connect(self._on_only_asked)
        self._settle.clicked.connect(self._on_settle_asked)
        self._keep.clicked.connect(self._on_draft_asked)
        QShortcut(QKeySequence("Ctrl+S"), self, self._on_only_asked)
        QShortcut(QKeySequence("Ctrl+J"), self, self._on_settle_asked)
        self.widen(WIDTH)
        self.body.setSpacing(px(Space.INSET))

    def _caller(self) -> Caller | None:
        name, phone, address = (_plain(line) for line in (self._name, self._phone, self._address))
        if not (name or phone or address):
            return None
        return Caller(
            contact=f"{self._incident}-c",
            name=text.line(name, field="caller_name", needed=False),
            phone=text.line(phone, field="caller_phone", limit=40, needed=False),
            address=text.line(address, field="caller_address", limit=text.PLACE_LENGTH, needed=False),
            confidential=self._confidential.isChecked(),
        )

    def _send(self, follow: str, *, draft: bool = False) -> None:
        self._follow, self._draft = follow, draft
        super().submit()

    @Slot()
    def submit(self) -> None:
        self._send(DISPATCH)

    @Slot()
    def _on_only_asked(self) -> None:
        self._send("")

    @Slot()
    def _on_settle_asked(self) -> None:
        self._send(SETTLE)

    @Slot()
    def _on_draft_asked(self) -> None:
        self._send("", draft=True)

    @Slot()
    def _on_class_changed(self) -> None:
        self._safety.setChecked(self._safety.isChecked() or self._classing.public_safety)
        kind, grid = self._classing.event_class.picked, self._classing.grid.picked
        self._near.show_rows(self._material.like(kind, grid) if kind and grid else ())


def _plain(line: QLineEdit) -> str:
    return line.text().strip()
