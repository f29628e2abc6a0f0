"""What this machine holds: records by kind, and each feed with its count and checksum after a self-check."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.desk.words import Words
from ui.common.buttons import ActButton
from ui.common.columns import Column, Row
from ui.common.formatting import number
from ui.common.table_model import TableModel
from ui.common.table_view import RecordTable
from ui.common.text import PlainLabel
from ui.common.theme import Theme
from ui.common.tokens import Space

INSET = 6


class Held(Struct, frozen=True):
    """So many records of a kind."""

    kind: str
    count: int


class Checked(Struct, frozen=True):
    """A feed, named by its grid where there is one: so many records, and their checksum."""

    feed: str
    name: str
    count: int
    checksum: int


class WholeTable(RecordTable[Row]):
    """As high as its rows: what it lies in scrolls, so that there is one scroll bar."""

    def __init__(self, theme: Theme, model: TableModel[Row], *, parent: QWidget | None = None) -> None:
        super().__init__(theme, model, name="", parent=parent)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for changed in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        rows = max(1, self._records.rowCount()) * self._theme.row_height
        return QSize(super().sizeHint().width(), self.horizontalHeader().height() + rows)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())


class HoldingsPanel(QWidget):
    """Signals: `check_asked()`."""

    check_asked = Signal()

    def __init__(self, theme: Theme, words: Words, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.words = theme, words
        self.held = TableModel(self._held_columns(), lambda row: row.kind, parent=self)
        self.checked = TableModel(self._checked_columns(), lambda row: row.feed, parent=self)
        self._held_table: WholeTable[Held] = WholeTable(theme, self.held)
        self._checked_table: WholeTable[Checked] = WholeTable(theme, self.checked)
        self.button = ActButton(theme, "", icon="check-circle")
        self._title = PlainLabel(size="section")
        self._result = PlainLabel(wrap=True, tone="second", size="secondary")
        self._assemble()
        self.retranslate()

    @property
    def result(self) -> str:
        """What the self-check came to."""
        return self._result.text()

    def show_held(self, rows: tuple[Held, ...]) -> None:
        """Shows the kinds, the largest first."""
        self.held.replace(rows)

    def show_checked(self, rows: tuple[Checked, ...], result: str) -> None:
        """Shows the feeds and what is to be said of them."""
        self.checked.replace(rows)
        self._result.setText(result)
        self.button.setEnabled(True)

    def begin_check(self, result: str) -> None:
        """The self-check runs; a second one has to wait."""
        self._result.setText(result)
        self.button.setEnabled(False)

    def kind_name(self, row: Held) -> str:
        """What people call a kind of record."""
        name = self._kind_names().get(row.kind) or self.words.name("kind", row.kind)
        return f"{name[:1].upper()}{name[1:]}"

    def retranslate(self) -> None:
        self._title.setText(self.tr("自检"))
        self.button.show_act(self.tr("开始自检"), icon="check-circle")
        self._held_table.setAccessibleName(self.tr("本机缓存的记录"))
        self._checked_table.setAccessibleName(self.tr("各数据流的自检结果"))
        self.held.retranslate()
        self.checked.retranslate()

    def _held_columns(self) -> tuple[Column[Held], ...]:
        translate = QCoreApplication.translate
        return (
            Column("inset", _no_head, _nothing, INSET),
            Column("kind", lambda: translate("Holdings", "本机缓存"), self.kind_name, 160, elastic=True),
            Column("count", lambda: translate("Holdings", "条数"), lambda row: number(row.count), 96, side="right"),
        )

    def _checked_columns(self) -> tuple[Column[Checked], ...]:
        translate = QCoreApplication.translate
        return (
            Column("inset", _no_head, _nothing, INSET),
            Column("feed", lambda: translate("Holdings", "数据流"), _feed_name, 150, elastic=True, hint=_feed_name),
            Column("count", lambda: translate("Holdings", "条数"), lambda row: number(row.count), 84, side="right"),
            Column(
                "sum", lambda: translate("Holdings", "校验和"), lambda row: f"{row.checksum:016X}", 170, side="right", drops=1
            ),
        )

    def _kind_names(self) -> dict[str, str]:
        translate = QCoreApplication.translate
        return {
            "entry": translate("Holdings", "经过"),
            "attachment": translate("Holdings", "附件"),
            "log_note": translate("Holdings", "值班日志"),
            "establishment": translate("Holdings", "编制"),
            "posting": translate("Holdings", "网格长任职"),
            "outline": translate("Holdings", "网格边界"),
            "calendar": translate("Holdings", "工作日历"),
            "town_terms": translate("Holdings", "时限规则"),
            "organisation": translate("Holdings", "组织机构"),
        }

    def _assemble(self) -> None:
        px = self._theme.px
        head = QHBoxLayout()
        head.setContentsMargins(px(Space.INSET), px(Space.GAP), px(Space.INSET), px(Space.GAP))
        head.setSpacing(px(Space.INSET))
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(self._title)
        said.addWidget(self._result)
        head.addLayout(said, 1)
        head.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._held_table)
        column.addLayout(head)
        column.addWidget(self._checked_table)
        column.addStretch(1)
        self.button.clicked.connect(self.check_asked)


def _feed_name(row: Checked) -> str:
    return f"{row.name} {row.feed}" if row.name else row.feed


def _nothing(_row: object) -> str:
    return ""


def _no_head() -> str:
    return ""
