"""The list behind a number: cases as the queue shows them, or the actions of the last meeting."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.desk.meeting import CaseList
from app.desk.panels import ActionRow
from ui.common.buttons import ActButton
from ui.common.columns import Column
from ui.common.formatting import MISSING, month_day, number
from ui.common.room import within
from ui.common.table_model import TableModel
from ui.common.table_view import RecordTable
from ui.common.text import ElidedLabel, PlainLabel
from ui.common.theme import Theme
from ui.common.tokens import Space
from ui.incident.means import Means
from ui.meeting.tiles import review_word
from ui.queue.columns import QueueColumns
from ui.queue.telling import Telling

SIZE = (1120, 640)


class ListDialog(QDialog):
    """Heading, what is to be said about the list, the table. Enter opens a row and closes the list, Esc only closes it.

    Signals: `incident_chosen(str)` with the case opened, if the list is one of cases.
    """

    incident_chosen = Signal(str)

    def __init__(
        self, theme: Theme, table: RecordTable[Any], *, title: str, note: str, empty: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.table = table
        px = theme.px
        self._note = ElidedLabel(note, tone="second")
        close = ActButton(theme, self.tr("关闭"), key="Esc")
        close.setAutoDefault(False)  # Enter is for the row
        close.clicked.connect(self.reject)
        head = QHBoxLayout()
        head.setContentsMargins(px(24), px(Space.INSET), px(24), px(Space.INSET))
        head.setSpacing(px(Space.INSET))
        head.addWidget(ElidedLabel(title, size="title"), 1)
        head.addWidget(self._note, 1)
        head.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, px(Space.GAP))
        column.setSpacing(0)
        column.addLayout(head)
        if empty:
            label = PlainLabel(empty, tone="second")
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label, 1)
            table.hide()
        column.addWidget(table, int(not empty))
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(within(parent, QSize(px(SIZE[0]), px(SIZE[1]))))
        table.setFocus()

    @property
    def note(self) -> str:
        """What is said about the list."""
        return self._note.text()


def case_dialog(means: Means, found: CaseList, *, title: str, cutoff: str, parent: QWidget) -> ListDialog:
    """The cases behind a number; a difference to the number as counted is said, it comes from changes after the cut-off."""
    telling = Telling(means.words, means.desk.now)
    model = TableModel(QueueColumns(telling).all(), lambda row: row.id)
    model.replace(found.rows)
    table = RecordTable(means.theme, model, name=title)
    model.setParent(table)
    translate = QCoreApplication.translate
    note = translate("Meeting", "{count} 件，数据截至 {cutoff}").format(count=number(found.counted), cutoff=cutoff)
    if len(found.rows) != found.counted:
        text = translate("Meeting", "{count} 件，数据截至 {cutoff}；现在查到 {now} 件，其间有变化")
        note = text.format(count=number(found.counted), cutoff=cutoff, now=number(len(found.rows)))
    empty = "" if found.rows else translate("Meeting", "这个数字后面没有案件")
    dialog = ListDialog(means.theme, table, title=title, note=note, empty=empty, parent=parent)
    table.row_opened.connect(_opener(dialog))
    return dialog


def _opener(dialog: ListDialog) -> Callable[[Hashable], None]:
    def open_case(incident: Hashable) -> None:
        dialog.incident_chosen.emit(str(incident))
        dialog.accept()

    return open_case


def action_dialog(theme: Theme, rows: tuple[ActionRow, ...], *, title: str, cutoff: str, parent: QWidget) -> ListDialog:
    """The actions of the last meeting behind a number."""
    model = TableModel(review_columns(), lambda row: row.id)
    model.replace(rows)
    table = RecordTable(theme, model, name=title)
    model.setParent(table)
    translate = QCoreApplication.translate
    note = translate("Meeting", "{count} 项，数据截至 {cutoff}").format(count=number(len(rows)), cutoff=cutoff)
    empty = "" if rows else translate("Meeting", "这个数字后面没有行动项")
    return ListDialog(theme, table, title=title, note=note, empty=empty, parent=parent)


def review_columns() -> tuple[Column[ActionRow], ...]:
    """How reviewed actions stand in a list."""
    translate = QCoreApplication.translate
    return (
        Column(key="no", header=lambda: translate("Meeting", "号"), text=_action_number, width=72, side="right"),
        Column(key="text", header=lambda: translate("Meeting", "做什么"), text=lambda row: row.text, width=200, elastic=True),
        Column(key="owner", header=lambda: translate("Meeting", "谁"), text=lambda row: row.owner or MISSING, width=160),
        Column(key="due", header=lambda: translate("Meeting", "哪天"), text=_due, width=72, side="right"),
        Column(
            key="review",
            header=lambda: translate("Meeting", "状态"),
            text=_state,
            width=120,
            bold=lambda row: row.review == "overdue",
        ),
        Column(key="evidence", header=lambda: translate("Meeting", "依据"), text=lambda row: row.evidence or MISSING, width=200),
    )


def _action_number(row: ActionRow) -> str:
    return f"{row.week[-2:]}-{row.number}"


def _due(row: ActionRow) -> str:
    return month_day(row.due) if row.due else MISSING


def _state(row: ActionRow) -> str:
    word = review_word(row.review)
    if not row.days_late:
        return word
    return QCoreApplication.translate("Meeting", "{state} {days} 天").format(state=word, days=row.days_late)
