"""Changing the shift at this seat: what is handed over, what must be confirmed, and taking over."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.desk.duty import HandoverDraft
from app.domain.duty import Handover, HandoverItem
from ui.common.buttons import ActButton
from ui.common.kept_keys import holder_in, land
from ui.common.table_model import TableModel
from ui.common.table_view import RecordTable
from ui.common.text import PlainLabel
from ui.common.theme import Theme
from ui.common.tokens import Space
from ui.duty.columns import item_columns
from ui.duty.telling import SORTS, DutyTelling
from ui.incident.forms.inputs import PassageInput

Item = tuple[int, HandoverItem]


class HandoverPanel(QWidget):
    """Either the draft of a handover, or the one that waits to be taken over.

    Signals: `handed_over(str, bool)` with the note and whether what is left was confirmed; `taken_over(str)`
    with the handover; `case_asked(str)`.
    """

    handed_over = Signal(str, bool)
    taken_over = Signal(str)
    case_asked = Signal(str)

    def __init__(self, theme: Theme, told: DutyTelling, *, beyond: QWidget, parent: QWidget | None = None) -> None:
        """`beyond` takes the keys where nothing in here can have them."""
        super().__init__(parent)
        self._theme, self._told, self._beyond = theme, told, beyond
        self._draft: HandoverDraft | None = None
        self._pending: Handover | None = None
        self._person = ""
        self._head = PlainLabel(size="section", wrap=True)
        self._under = PlainLabel(tone="second", size="secondary", wrap=True)
        self.model: TableModel[Item] = TableModel(item_columns(told), _key, parent=self)
        self.table: RecordTable[Item] = RecordTable(theme, self.model, name="")
        self._none = PlainLabel(tone="second")
        self._words = PlainLabel(wrap=True, selectable=True)
        self._label = PlainLabel(tone="second")
        self.note = PassageInput(theme, lines=2)
        self.confirm = QCheckBox()
        self._confirm_words = PlainLabel(tone="second", size="note", wrap=True)
        self._problem = PlainLabel(tone="over", size="secondary", wrap=True)
        self._reason = PlainLabel(tone="second", size="note", wrap=True)
        self.button = ActButton(theme, "", icon="handover", role="primary", height=Space.BUTTON_TALL)
        self._assemble()
        self.retranslate()

    @property
    def head(self) -> str:
        """What stands above: a draft, or who waits to be relieved."""
        return self._head.text()

    @property
    def problem(self) -> str:
        """What was answered to the last try, empty for nothing."""
        return self._problem.text()

    def show_draft(self, draft: HandoverDraft, pending: Handover | None, person: str) -> None:
        """Shows the draft for `person`, or what waits to be taken over by them."""
        if self._draft is not None and (draft.unsent, draft.refusals) != (self._draft.unsent, self._draft.refusals):
            self.confirm.setChecked(False)  # more is left than was confirmed
        changed = self._draft is not None and (pending is None) != (self._pending is None)
        if pending != self._pending:
            self.show_problem("")
        self._draft, self._pending, self._person = draft, pending, person
        holder = holder_in(self)
        self.retranslate()
        if holder is not None:
            # the button does something else now: whoever pressed it reads on in the list, and a second press does nothing
            land(*(() if changed and holder is self.button else (holder,)), self.table, self.note, self._beyond)

    def show_problem(self, sentence: str) -> None:
        """Says why it was not done; empty takes it away."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def done(self) -> None:
        """It was taken: note and confirmation are free for the next shift."""
        self.note.clear()
        self.confirm.setChecked(False)
        self.show_problem("")

    def retranslate(self) -> None:
        self._label.setText(self.tr("交代的话"))
        self.note.setAccessibleName(self.tr("交代的话"))
        self.table.setAccessibleName(self.tr("交接事项"))
        self._none.setText(self.tr("没有要交接的事项"))
        self.confirm.setText(self.tr("我已知道并向接班人说明"))
        self.model.retranslate()
        if self._draft is not None:
            self._fill(self._draft, self._pending)

    def _fill(self, draft: HandoverDraft, pending: Handover | None) -> None:
        items = pending.items if pending else draft.items
        self.model.replace(sorted(enumerate(items), key=_rank))
        self.table.setVisible(bool(items))
        self._none.setVisible(not items)
        for widget in (self._label, self.note):
            widget.setVisible(pending is None)
        if pending is not None:
            self._fill_pending(pending)
        else:
            self._fill_draft(draft)

    def _fill_draft(self, draft: HandoverDraft) -> None:
        left = bool(draft.unsent or draft.refusals)
        self._head.setText(self.tr("交出本席 · {count} 项").format(count=len(draft.items)))
        self._under.setText(self._told.counts(draft.items))
        self._under.setVisible(bool(draft.items))
        self._words.hide()
        self.confirm.setVisible(left)
        told = self.tr("还有 {unsent} 条命令没有发出、{refusals} 件冲突没有处理，须写进交接单并确认。")
        self._confirm_words.setText(told.format(unsent=draft.unsent, refusals=draft.refusals))
        self._confirm_words.setVisible(left)
        locked = self.tr("先确认未发的命令和未处理的冲突") if left and not self.confirm.isChecked() else ""
        self._tell_button(self.tr("交班"), locked)

    def _fill_pending(self, pending: Handover) -> None:
        self._head.setText(self.tr("{leaver} 已交班，待接班").format(leaver=pending.leaver_name))
        self._under.setText(self._told.facts(pending))
        self._under.show()
        self._words.setText(pending.note)
        self._words.setVisible(bool(pending.note))
        self.confirm.hide()
        self._confirm_words.hide()
        own = pending.leaver == self._person
        locked = self.tr("交班人不能接自己的班；请接班人登录后接班。接班之前责任仍在交班人。") if own else ""
        self._tell_button(self.tr("接班"), locked)

    def _tell_button(self, words: str, locked: str) -> None:
        self.button.show_act(words, icon="handover", role="primary")
        if locked:
            self.button.lock(locked)
        else:
            self.button.unlock()
        self._reason.setText(locked)
        self._reason.setVisible(bool(locked))

    def _assemble(self) -> None:
        px = self._theme.px
        self._label.setBuddy(self.note)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(Space.INSET), px(Space.INSET), px(Space.INSET), px(Space.INSET))
        column.setSpacing(px(Space.PAIR))
        column.addWidget(self._head)
        column.addWidget(self._under)
        column.addWidget(self.table, 1)
        column.addWidget(self._none, 1)
        for widget in (self._words, self._label, self.note, self._confirm_words, self.confirm, self._problem):
            column.addWidget(widget)
        column.addSpacing(px(Space.PAIR))
        column.addWidget(self.button)
        column.addWidget(self._reason)
        for widget in (self._words, self._confirm_words, self.confirm, self._problem, self._reason):
            widget.hide()
        self.confirm.toggled.connect(self._on_confirmed)
        self.button.clicked.connect(self._on_pressed)
        self.table.row_opened.connect(self._on_opened)

    @Slot()
    def _on_confirmed(self) -> None:
        if self._draft is not None:
            self._fill(self._draft, self._pending)

    @Slot()
    def _on_pressed(self) -> None:
        if self._pending is not None:
            self.taken_over.emit(self._pending.id)
        else:
            self.handed_over.emit(self.note.toPlainText(), self.confirm.isChecked())

    @Slot(object)
    def _on_opened(self, place: object) -> None:
        row = self.model.place_of(place) if isinstance(place, int) else None
        if row is not None and self.model.row_at(row)[1].incident:
            self.case_asked.emit(self.model.row_at(row)[1].incident)


def _key(item: Item) -> int:
    return item[0]


def _rank(item: Item) -> tuple[int, int]:
    place, held = item
    return SORTS.index(held.sort) if held.sort in SORTS else len(SORTS), place
