"""One refused command in full: the words of the refusal, both sides, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.domain.problems import Problem
from app.domain.refusal import RefusalState
from ui.common.buttons import ActButton
from ui.common.chips import PriorityChip
from ui.common.marks import Priority
from ui.common.text import ElidedLabel, PlainLabel
from ui.common.theme import Theme
from ui.common.tokens import Space
from ui.pending.box import RefusedLine
from ui.pending.comparison import Comparison
from ui.pending.settling import SettlePanel
from ui.pending.telling import PendingTelling
from ui.queue.telling import priority_of, short_number

NARROW, ROOMY = 760, 1100
"""px at 100 %: below the first the ways stand under the two versions, from the second on labels get their full width."""
MARGIN = 24


class RefusalPage(QScrollArea):
    """Scrolls as one. Signals: `settled(str, str)` with what the refusal is to become and the note; `case_asked(str)`."""

    settled = Signal(str, str)
    case_asked = Signal(str)

    def __init__(self, theme: Theme, telling: PendingTelling, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._told = theme, telling
        self._line: RefusedLine | None = None
        self._chip: PriorityChip | None = None
        self._number = PlainLabel(size="title")
        self._title = ElidedLabel(size="title")
        self._place = ElidedLabel(tone="second")
        self._open = ActButton(theme, "", icon="arrow-right", height=26)
        self._sentence = PlainLabel(size="section", wrap=True, selectable=True)
        self._under = PlainLabel(tone="second", wrap=True)
        self.comparison = Comparison(theme)
        self.ways = SettlePanel(theme)
        self._head = QHBoxLayout()
        self._sides = QHBoxLayout()
        self._assemble()

    @property
    def sentence(self) -> str:
        """The refusal in words."""
        return self._sentence.text()

    @property
    def line(self) -> RefusedLine | None:
        """What is on the page."""
        return self._line

    def show_line(self, line: RefusedLine) -> None:
        """Shows a refusal; the note and the problem stay while it is the same one."""
        fresh = self._line is None or self._line.id != line.id
        self._line = line
        if fresh:
            self.ways.begin()
            self.verticalScrollBar().setValue(0)
        self.retranslate()

    def show_problem(self, problem: Problem) -> None:
        """Says why it could not be settled."""
        words = self._told.words
        of_note = problem.data.get("field") == "note"
        self.ways.show_problem(words.say(problem), of_note=of_note)

    def retranslate(self) -> None:
        self._open.show_act(self.tr("打开事件"), icon="arrow-right")
        self.setAccessibleName(self.tr("冲突"))
        self.ways.retranslate()
        if self._line is not None:
            self._fill(self._line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """What can be done stands beside the two versions, three columns alike; in a narrow pane it stands below them."""
        px = self._theme.px
        narrow = self.viewport().width() < px(NARROW)
        self._sides.setDirection(QHBoxLayout.Direction.TopToBottom if narrow else QHBoxLayout.Direction.LeftToRight)
        gap, room = px(Space.INSET), self.viewport().width() - 2 * px(MARGIN)
        label = self.comparison.make_room(wide=room >= px(ROOMY))
        third = max((room - label - 3 * gap) // 3, min(self.ways.least_width, room // 2))
        self.ways.setMinimumWidth(0 if narrow else third)
        self.ways.setMaximumWidth(room if narrow else third)

    def _fill(self, line: RefusedLine) -> None:
        told, case = self._told, line.row.case
        self._show_chip(priority_of(case.severity) if case else None)
        self._number.setText(short_number(line.row.number))
        self._number.setVisible(bool(line.row.number))
        self._title.setText(" ".join(part for part in (told.verb(line) if case is None else "", told.subject(line)) if part))
        self._place.setText(case.place if case else "")
        self._open.setVisible(case is not None)
        self._sentence.setText(told.sentence(line))
        note = line.row.refusal.note
        self._under.setText(self.tr("{state}：{note}").format(state=self._state(line), note=note) if note else "")
        self._under.setVisible(bool(note))
        self.comparison.mine.show_words(self.tr("我的"), told.who(line))
        there = told.moment(case.state_since) if case else ""
        self.comparison.now.show_words(self.tr("现在"), self.tr("{time} 起").format(time=there) if there else "")
        self.comparison.show_facts(told.facts(line))
        self._tell_ways(line)
        self._share()

    def _tell_ways(self, line: RefusedLine) -> None:
        words, told, verb = self._told.words, self._told, self._told.verb(line)
        hindrance = ""
        if line.again is None:
            hindrance = self.tr("所办的对象已不在，或本机不认得这条命令。")
        elif line.hindrance is not None:
            hindrance = told.tell(line.hindrance, line)
        state = words.state(line.row.case.state) if line.row.case else ""
        anew = self.tr("按现在的「{state}」重新{act}").format(state=state, act=verb)
        plain = self.tr("按现在的情况重新{act}").format(act=verb)
        self.ways.tell(RefusalState.DONE_AGAIN, self.tr("再办一次"), anew if state else plain, reason=hindrance, main=True)
        handed = self.tr("已经移交，等接手的人处理。") if line.row.refusal.state is RefusalState.HANDED_OVER else ""
        only_here = self.tr("中心还没有这条记录，联机后再移交。") if line.row.own else ""
        self.ways.tell(RefusalState.HANDED_OVER, self.tr("移交"), self.tr("留在冲突箱，写进交接班"), reason=handed or only_here)
        self.ways.tell(RefusalState.DISCARDED, self.tr("放弃"), self.tr("不再办，写明理由存查"))

    def _state(self, line: RefusedLine) -> str:
        return self._told.words.name("refusal", line.row.refusal.state.value)

    def _show_chip(self, priority: Priority | None) -> None:
        if self._chip is not None:
            self._head.removeWidget(self._chip)
            self._chip.hide()
            self._chip.deleteLater()
            self._chip = None
        if priority is not None:
            self._chip = PriorityChip(self._theme, priority)
            self._head.insertWidget(0, self._chip)

    def _assemble(self) -> None:
        px = self._theme.px
        self._head.setSpacing(px(Space.INSET))
        self._head.addWidget(self._number)
        self._head.addWidget(self._title, 2)
        self._head.addWidget(self._place, 1)
        self._head.addWidget(self._open)
        sides = self._sides
        sides.setSpacing(px(Space.INSET))
        sides.addWidget(self.comparison, 1)
        sides.addWidget(self.ways)
        content = QWidget()
        content.setObjectName("refusal")
        column = QVBoxLayout(content)
        column.setContentsMargins(px(MARGIN), px(16), px(MARGIN), px(24))
        column.setSpacing(px(Space.INSET))
        column.addLayout(self._head)
        column.addWidget(self._sentence)
        column.addWidget(self._under)
        column.addLayout(sides)
        column.addStretch(1)
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.ways.settled.connect(self.settled)
        self._open.clicked.connect(self._on_open_asked)

    @Slot()
    def _on_open_asked(self) -> None:
        if self._line is not None and self._line.row.case is not None:
            self.case_asked.emit(self._line.row.case.id)
