"""派遣 and 派单: forces ranked by what they would cost, chosen by the person, sent with what is asked of them."""

from __future__ import annotations

from PySide6.QtCore import QSize, QTimer, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.commands.command import Command
from app.commands.dispatching import Dispatch, DispatchAtOnce
from app.domain.problems import Code, Problem
from ui.common.buttons import ActButton
from ui.common.due_bar import DueBar
from ui.common.fields import SearchField
from ui.common.formatting import remainder
from ui.common.key_cap import KeyCap
from ui.common.room import Scrolled, within
from ui.common.table_model import TableModel
from ui.common.text import ElidedLabel, FittingLabel, PlainLabel
from ui.common.tokens import Space
from ui.incident.dispatch.demands import Demands
from ui.incident.dispatch.legend import CostLegend
from ui.incident.dispatch.offer import SUGGESTED, Chosen, Offer, marked, needs_reason, off_duty, shown
from ui.incident.dispatch.ranking import RankingColumns, RankingTable
from ui.incident.forms.case_form import CaseForm
from ui.incident.means import Means
from ui.incident.section import Card
from ui.incident.telling import clocks, language_of
from ui.queue.telling import short_number

SIZE = (1120, 712)
LEFT = 312
ROOM_FOR_KEYS = 1000


class DispatchDialog(CaseForm):
    """Nothing is ticked at first; Enter with nothing ticked sends the force under the cursor, as the button says."""

    submit_key = "Enter"

    def __init__(self, means: Means, found: Offer, *, at_once: bool, force: str = "", parent: QWidget | None = None) -> None:
        super().__init__(means, found.detail, "DispatchAtOnce" if at_once else "Dispatch", parent=parent)
        self._offer, self._at_once = found, at_once
        self._chosen = Chosen()
        columns = RankingColumns(means.words, longest=max((c.candidate.total for c in found.choices if c.rank), default=0.0))
        self._model = TableModel(columns.all(), lambda choice: choice.id)
        self._table = RankingTable(means.theme, self._model, name=self.tr("力量排序"))
        self._filter = SearchField(means.theme, "")
        self._filter.rename(self.tr("筛选力量、技能、拼音首字母"), self.tr("筛选力量"), self.tr("筛选"))
        self._wholes: dict[str, ActButton] = {}
        self._reason = QComboBox()
        self._picked = ElidedLabel()
        self._line = PlainLabel(bold=True, selectable=True)
        self._swap = ActButton(means.theme, self.tr("换主办"), key="Ctrl+M", height=26)
        self._hint = PlainLabel(tone="second", size="secondary")
        self._bar = DueBar(means.theme, width=72)
        self._left = PlainLabel(size="title")
        self._keys = QWidget()
        self.form.hide()
        self._demands = Demands(self, found, at_once=at_once)
        self._lay_out()
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self.tick)
        self._second.start()
        self.tick()
        if force:
            self._chosen = self._chosen.toggled(force)
        self._fill()
        self._table.selectRow(0)
        self._table.setFocus()

    @property
    def table(self) -> RankingTable:
        return self._table

    @property
    def chosen(self) -> tuple[str, ...]:
        """The forces that would be sent, the lead first."""
        if self._chosen.order:
            return self._chosen.order
        under = self._table.chosen
        return (str(under),) if under is not None else ()

    @property
    def reason_asked(self) -> bool:
        """Whether a sentence is asked for."""
        return self._offer.ruling or needs_reason(self._offer.choices, Chosen(self.chosen))

    def commands(self) -> tuple[Command, ...]:
        chosen, reason = Chosen(self.chosen), self._reason.currentText().strip()
        if not chosen.order:
            raise Problem(Code.FIELD_MISSING, field="force")
        if self.reason_asked and not reason:
            raise Problem(Code.REASON_MISSING)
        override = reason if off_duty(self._offer.choices, chosen) else ""
        if self._at_once:
            return (self._filing(chosen, reason, override),)
        return (
            Dispatch(
                incident=self.case.id,
                saw=self.saw,
                force=chosen.order[0],
                helpers=chosen.order[1:],
                instruction=self._demands.instruction,
                arrive_by=self._demands.arrive_by,
                override=override,
                reason="" if override else reason,
            ),
        )

    def done_words(self) -> str:
        names = self.tr("、").join(self._name(force) for force in self.chosen)
        number = short_number(self.detail.row.number)
        return self.tr("{number} 已派给 {names}").format(number=number, names=names)

    def show_problem(self, problem: Problem) -> None:
        """A sentence that is missing is asked for where it is written."""
        super().show_problem(problem)
        if problem.code in (Code.REASON_MISSING, Code.TARGET_OFF_DUTY):
            self._reason.setFocus()

    @Slot()
    def tick(self) -> None:
        """A second has passed."""
        running = clocks(self.case, self.means.words)
        if running:
            now = self.means.desk.now()
            self._bar.show_used(running[0].used(now))
            left = remainder((running[0].due - now).total_seconds(), language_of(self.means.words))
            self._left.setText(left)
        self._bar.setVisible(bool(running))

    def _filing(self, chosen: Chosen, reason: str, override: str) -> DispatchAtOnce:
        classing, reviewed = self._demands.classing, self._demands.reviewed
        assert classing is not None
        assert reviewed is not None
        classing.settle()
        return DispatchAtOnce(
            incident=self.case.id,
            saw=self.saw,
            event_class=classing.event_class.picked,
            severity=classing.severity.severity,
            grid=classing.grid.picked,
            public_safety=self.case.public_safety,
            duplicates_reviewed=reviewed.isChecked(),
            force=chosen.order[0],
            helpers=chosen.order[1:],
            instruction=self._demands.instruction,
            arrive_by=self._demands.arrive_by,
            override=override,
            reason="" if override else reason,
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The keys are named where there is room for them beside the buttons."""
        super().resizeEvent(event)
        self._keys.setVisible(self.width() >= self.means.theme.px(ROOM_FOR_KEYS))

    def _lay_out(self) -> None:
        px = self.means.theme.px
        running = clocks(self.case, self.means.words)
        self.head.addWidget(PlainLabel(running[0].name if running else "", tone="second"))
        self.head.addWidget(self._bar)
        self.head.addWidget(self._left)
        right = QVBoxLayout()
        right.setSpacing(px(Space.GAP))
        right.addLayout(self._tools())
        right.addWidget(self._table, 1)
        right.addLayout(self._notes())
        right.addWidget(self._choice_card())
        right.addLayout(self._reason_row())
        halves = QHBoxLayout()
        halves.setSpacing(0)
        left = Scrolled(self._demands)
        left.setFixedWidth(px(LEFT))
        halves.addWidget(left)
        rule = QFrame()
        rule.setFrameShape(QFrame.Shape.VLine)
        rule.setStyleSheet(f"color: {self.means.theme.tokens.line}")
        halves.addWidget(rule)
        halves.addSpacing(px(Space.INSET))
        halves.addLayout(right, 1)
        self.body.setContentsMargins(0, 0, px(Space.INSET), px(Space.GAP))
        right.setContentsMargins(0, px(Space.INSET), 0, 0)
        self.body.insertLayout(0, halves, 100)
        self._fill_foot()
        self.resize(within(self.parentWidget(), QSize(px(SIZE[0]), px(SIZE[1]))))
        self._table.toggled.connect(self._on_toggled)
        self._table.row_opened.connect(self._on_row_opened)
        self._table.row_chosen.connect(self._tell_choice)
        self._filter.textChanged.connect(self._fill)
        self._reason.editTextChanged.connect(self._tell_choice)

    def _tools(self) -> QHBoxLayout:
        theme = self.means.theme
        able = [choice for choice in self._offer.choices if choice.rank]
        words = {
            "best": self.tr("建议 {count}").format(count=min(SUGGESTED, len(able))),
            "on_duty": self.tr("全部在岗 {count}").format(count=len(able)),
            "all": self.tr("含离岗 {count}").format(count=len(self._offer.choices)),
        }
        row = QHBoxLayout()
        row.setSpacing(theme.px(Space.GAP))
        row.addWidget(self._filter, 1)
        group = QButtonGroup(self)
        for key, text in words.items():
            button = ActButton(theme, text, height=28)
            button.setCheckable(True)
            button.setChecked(key == "best")
            button.setAutoDefault(False)
            button.clicked.connect(self._fill)
            group.addButton(button)
            row.addWidget(button)
            self._wholes[key] = button
        row.addWidget(FittingLabel(self.tr("代价 = 路程 + 不匹配 + 负荷，低者在前"), "", tone="note", size="note"), 1)
        return row

    def _notes(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(FittingLabel(self.tr("单位：分钟。系统只排序，选择由你定。"), "", tone="note", size="note"), 1)
        row.addWidget(CostLegend(self.means.theme))
        return row

    def _choice_card(self) -> QWidget:
        px = self.means.theme.px
        card = Card(self.means.theme)
        column = QVBoxLayout(card)
        column.setContentsMargins(px(Space.INSET), px(4), px(Space.INSET), px(4))
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self._picked, 1)
        first.addWidget(self._swap)
        second.addWidget(PlainLabel(self.tr("命令"), tone="second"))
        second.addWidget(self._line)
        second.addWidget(FittingLabel(self.tr("可复制，命令行同效"), "", tone="note", size="note"), 1)
        column.addLayout(first)
        column.addLayout(second)
        self._swap.setAutoDefault(False)
        QShortcut(QKeySequence("Ctrl+M"), self, self._on_swap_asked)
        self._swap.clicked.connect(self._on_swap_asked)
        return card

    def _reason_row(self) -> QHBoxLayout:
        self._reason.setEditable(True)
        self._reason.addItems([words for _, words in self.reasons("override")])
        self._reason.setCurrentIndex(-1)
        self._reason.setEditText("")
        self._reason.setObjectName("reason")
        self._reason.setAccessibleName(self.tr("理由"))
        row = QHBoxLayout()
        row.addWidget(self._hint)
        row.addWidget(self._reason, 1)
        return row

    def _fill_foot(self) -> None:
        theme = self.means.theme
        keys = (
            (("↑", "↓"), self.tr("移动")),
            ((self.tr("空格"),), self.tr("勾选")),
            (("1", "–", "7"), self.tr("直选")),
            (("Tab",), self.tr("下一区")),
        )
        row = QHBoxLayout(self._keys)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(Space.GAP))
        for caps, words in keys:
            for cap in caps:
                row.addWidget(KeyCap(theme, cap))
            row.addWidget(PlainLabel(words, tone="second", size="secondary"))
        self.foot.insertWidget(0, self._keys)
        if self._offer.forbidden is not None:
            self.submit_button.lock(self.means.words.say(self._offer.forbidden))

    @Slot()
    def _fill(self) -> None:
        whole = next((key for key, button in self._wholes.items() if button.isChecked()), "best")
        self._model.replace(shown(marked(self._offer.choices, self._chosen), self._filter.text(), whole=whole))
        if not self._table.currentIndex().isValid() and self._model.rowCount():
            self._table.selectRow(0)
        self._tell_choice()

    @Slot()
    def _tell_choice(self) -> None:
        names = [self._name(force) for force in self.chosen]
        parts = [self.tr("{name} 主办").format(name=name) if place == 0 else name for place, name in enumerate(names)]
        head = self.tr("已选 {count}").format(count=len(self._chosen.order)) if self._chosen.order else self.tr("光标处")
        self._picked.setText("    ".join((head, *parts)))
        number = short_number(self.detail.row.number)
        helper = self.tr("{name}/协")
        line = (n.replace(" ", "") if i == 0 else helper.format(name=n.replace(" ", "")) for i, n in enumerate(names))
        self._line.setText(" ".join((self.tr("派"), number, *line)))
        self._swap.setVisible(len(self._chosen.order) > 1)
        asked = self.reason_asked
        told = self.tr("不在前三，须写一句理由") if asked else self.tr("若不选前三，须写一句理由")
        self._hint.setText(self.tr("多次退回，由你裁定，写明依据") if self._offer.ruling else told)
        self._hint.set_tone("over" if asked and not self._reason.currentText().strip() else "second")
        count = len(names)
        words = self.tr("派遣 {name}").format(name=names[0]) if count == 1 else self.tr("派遣 {count} 支力量").format(count=count)
        self.submit_button.show_act(words, role="primary")

    def _name(self, force: str) -> str:
        return next((choice.name for choice in self._offer.choices if choice.id == force), force)

    @Slot(str)
    def _on_toggled(self, force: str) -> None:
        self._chosen = self._chosen.toggled(force)
        self._fill()

    @Slot(object)
    def _on_row_opened(self, _force: object) -> None:
        self.submit()

    @Slot()
    def _on_swap_asked(self) -> None:
        if len(self._chosen.order) > 1:
            self._chosen = self._chosen.led_by_the_next()
            self._fill()
