"""组织名录: the towns and departments of the district with their telephones, and the count of special grids by kind."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.desk.directory import Directory, DirectoryRow
from app.desk.words import Words
from app.domain.organisation import Family
from ui.common.buttons import ActButton
from ui.common.columns import Column
from ui.common.formatting import MISSING
from ui.common.room import within
from ui.common.table_model import TableModel
from ui.common.table_view import RecordTable
from ui.common.text import PlainLabel
from ui.common.theme import Theme
from ui.common.tokens import Space

SIZE = (720, 560)


class DirectoryDialog(QDialog):
    """One row an organisation, 块 before 条; Esc closes it."""

    def __init__(self, theme: Theme, words: Words, found: Directory, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.model = TableModel(self._columns(), lambda row: row.id, parent=self)
        self.model.replace(found.rows)
        self.table: RecordTable[DirectoryRow] = RecordTable(theme, self.model, name=self.tr("组织名录"))
        kinds = (f"{words.name('grid_kinds', kind.value)} {count}" for kind, count in found.special)
        told = self.tr("、").join(kinds)
        self.special = PlainLabel(
            self.tr("特殊网格：{kinds}").format(kinds=told) if told else self.tr("没有划出特殊网格"), tone="second", wrap=True
        )
        self.close_button = ActButton(theme, self.tr("关闭"), key="Esc")
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.reject)
        head = QHBoxLayout()
        head.addWidget(PlainLabel(self.tr("组织名录"), size="page"), 1)
        head.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(24), theme.px(16), theme.px(24), theme.px(16))
        column.setSpacing(theme.px(Space.GAP))
        column.addLayout(head)
        column.addWidget(self.special)
        column.addWidget(self.table, 1)
        self.setWindowTitle(self.tr("组织名录"))
        self.resize(within(parent, QSize(theme.px(SIZE[0]), theme.px(SIZE[1]))))
        self.table.setFocus()

    def _columns(self) -> tuple[Column[DirectoryRow], ...]:
        translate = QCoreApplication.translate
        return (
            Column("family", lambda: translate("Directory", "条块"), self._family, 96),
            Column("name", lambda: translate("Directory", "名称"), self._name, 240, elastic=True),
            Column("place", lambda: translate("Directory", "网格代码"), lambda row: row.place or MISSING, 110),
            Column("phone", lambda: translate("Directory", "电话"), lambda row: row.phone or MISSING, 130),
        )

    def _name(self, row: DirectoryRow) -> str:
        return row.name_en if self._words.english and row.name_en else row.name

    def _family(self, row: DirectoryRow) -> str:
        return self.tr("块（街镇）") if row.family is Family.BLOCK else self.tr("条（部门）")
