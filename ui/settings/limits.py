"""本镇时限: the catalogue with its shipped limits and the town's own, to be read by all and set by those who may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QEvent, Slot
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QVBoxLayout, QWidget

from app.desk.limits import Group, LimitRow, TownLimits, town_limits
from app.desk.pinyin import finds
from app.desk.ports import Cache
from app.domain.problems import Problem
from ui.common.buttons import ActButton, IconLabel
from ui.common.columns import Column
from ui.common.fields import SearchField
from ui.common.follower import Follower
from ui.common.formatting import MISSING, full_moment, moment_near
from ui.common.pane import Pane
from ui.common.pane_states import Failed, Loading, Ready, Stale
from ui.common.table_model import TableModel
from ui.common.table_view import RecordTable
from ui.common.text import PlainLabel
from ui.common.tokens import Space
from ui.incident.means import Means
from ui.settings.limit_form import LimitForm
from ui.settings.limit_words import limit_words, range_words, rests_words

GROUPS = tuple(Group)


class LimitsPane(QWidget):
    """Three lists on one place, a box to search them, and the way to set what is chosen; Enter on a row is that way too.

    Who may not set limits reads them with the reason why not.
    """

    def __init__(self, means: Means, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._means = means
        self._found: TownLimits | None = None
        self._problem: Problem | None = None
        self._stale: Stale | None = None
        self.model: TableModel[LimitRow] = TableModel(self._columns(), lambda row: row.place, parent=self)
        self.table: RecordTable[LimitRow] = RecordTable(means.theme, self.model, name="")
        self.tabs = QTabBar()
        self.search = SearchField(means.theme, "")
        self.button = ActButton(means.theme, "", icon="pencil", height=26)
        self._edition = PlainLabel(size="section")
        self._told = PlainLabel(tone="second", size="secondary", wrap=True)
        self._lock = IconLabel(means.theme, "lock")
        self._locked = PlainLabel(size="secondary", wrap=True)
        self.pane = Pane(means.theme, "", self._content(), tabs=self.tabs)
        self._follower: Follower[TownLimits] = Follower(
            self,
            means.desk,
            means.tasks,
            name="limits",
            kinds=("town_terms", "grid", "appointment"),
            ask=self._ask,
            show=self._show,
            fail=self._fail,
        )
        self._assemble()
        self.retranslate()

    @property
    def found(self) -> TownLimits | None:
        """What was read last."""
        return self._found

    @property
    def edition(self) -> str:
        """Whose limits they are, which edition, and how many are the town's own."""
        return self._edition.text()

    @property
    def locked(self) -> str:
        """Why the limits are only to be read, empty where they may be set."""
        return self._locked.text()

    def open(self) -> None:
        self._follower.open()

    def close_down(self) -> None:
        self._follower.close()

    def tell_away(self) -> None:
        """Whether limits may be set depends on whether the centre is there."""
        if self._found is not None:
            self._follower.read_again()

    def set_means(self, means: Means) -> None:
        """Other words from now on."""
        self._means = means
        self.retranslate()
        if self._found is not None:
            self._follower.read_again()

    def tell_link(self, stale: Stale | None) -> None:
        """Says of what time the limits are while the link is lost."""
        self._stale = stale
        self._tell()

    def retranslate(self) -> None:
        self.pane.set_title(self.tr("本镇时限"))
        self.table.setAccessibleName(self.tr("本镇时限"))
        self.tabs.setAccessibleName(self.tr("时限的分栏"))
        self.search.rename(self.tr("找分类或时限：名称、代码、拼音首字母"), self.tr("名称、代码、拼音首字母"))
        self._told.setText(
            self.tr(
                "缺省值是本产品的建议，不是本区、本镇的正式规定；分类时限摘自外地公布的表，没有核对国标原文。"
                "本镇可定为缺省的四分之一到两倍，计时方式不变；改后对新开始的环节生效，正在走的时限不变。"
            )
        )
        self.button.show_act(self.tr("修改…"), icon="pencil")
        self.model.retranslate()
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    @Slot()
    def edit(self) -> None:
        """Opens the form of the limit chosen."""
        row = self._row(self.table.chosen)
        if row is not None and self._found is not None and not self._found.locked:
            LimitForm(self._means, self._found, row, parent=self.window()).open()

    def _content(self) -> QWidget:
        px = self._means.theme.px
        content = QWidget()
        line = QHBoxLayout()
        line.setSpacing(px(Space.GAP))
        line.addWidget(self.search, 1)
        line.addWidget(self.button)
        why = QHBoxLayout()
        why.setSpacing(px(6))
        why.addWidget(self._lock)
        why.addWidget(self._locked, 1)
        above = QVBoxLayout()
        above.setContentsMargins(px(Space.INSET), px(Space.GAP), px(Space.INSET), px(Space.GAP))
        above.setSpacing(px(6))
        above.addWidget(self._edition)
        above.addWidget(self._told)
        above.addLayout(why)
        above.addLayout(line)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(self.table, 1)
        return content

    def _assemble(self) -> None:
        for _ in GROUPS:
            self.tabs.addTab("")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pane)
        self.setFocusProxy(self.search)
        self.tabs.currentChanged.connect(self._tell)
        self.search.textChanged.connect(self._tell)
        self.search.returnPressed.connect(self._on_searched)
        self.pane.filter_cleared.connect(self.search.clear)
        self.table.row_chosen.connect(self._tell_button)
        self.table.row_opened.connect(self.edit)
        self.button.clicked.connect(self.edit)

    def _ask(self) -> Callable[[Cache], TownLimits]:
        desk, words = self._means.desk, self._means.words
        area, link = desk.area, desk.link.state
        act = desk.acting()
        return lambda cache: town_limits(cache, area, act=act, link=link, words=words)

    def _show(self, found: TownLimits) -> None:
        self._found, self._problem = found, None
        self._tell()

    def _fail(self, problem: Problem) -> None:
        self._problem = problem
        self._tell()

    @Slot()
    def _tell(self) -> None:
        """All that follows from what was read, the list in front and what is searched for."""
        found, query = self._found, self.search.text()
        names = (self.tr("事件分类"), self.tr("环节"), self.tr("热线、期限与次数"))
        matching = [row for row in found.rows if finds(query, row.keys)] if found else []
        for place, (group, name) in enumerate(zip(GROUPS, names, strict=True)):
            count = sum(row.group is group for row in matching)
            self.tabs.setTabText(place, f"{name}  {count}" if found else name)
        front = GROUPS[max(self.tabs.currentIndex(), 0)]
        self.model.replace(row for row in matching if row.group is front)
        self._tell_edition()
        locked = self._means.words.tell(found.locked, found.data) if found and found.locked else ""
        self._locked.setText(locked)
        self._locked.setVisible(bool(locked))
        self._lock.setVisible(bool(locked))
        self._tell_button()
        self._tell_state()

    def _tell_edition(self) -> None:
        found = self._found
        if found is None:
            return
        own = sum(row.own is not None for row in found.rows)
        whole = self.tr("{town} · 第 {edition} 版 · 自定 {count} 项") if found.edition else self.tr("{town} · 全部用缺省")
        self._edition.setText(whole.format(town=found.town_name, edition=found.edition, count=own))

    def _tell_state(self) -> None:
        if self._problem is not None:
            self.pane.show_state(Failed(what=self.tr("没有读到时限"), remedy=self._means.words.say(self._problem)))
        elif self._found is None:
            self.pane.show_state(Loading())
        else:
            self.pane.show_state(self._stale or Ready())

    @Slot()
    def _tell_button(self) -> None:
        found = self._found
        if found is not None and found.locked:
            self.button.lock(self._means.words.tell(found.locked, found.data))
            return
        self.button.unlock()
        self.button.setEnabled(self._row(self.table.chosen) is not None)

    @Slot()
    def _on_searched(self) -> None:
        """Enter in the box goes to the first that was found."""
        if self.model.rowCount():
            self.table.choose(self.model.id_at(0))
            self.table.setFocus()

    def _row(self, place: object) -> LimitRow | None:
        return next((row for row in self.model.rows if row.place == place), None)

    def _columns(self) -> tuple[Column[LimitRow], ...]:
        translate = QCoreApplication.translate
        return (
            Column("code", lambda: translate("Limits", "代码"), lambda row: row.code, 64, drops=5),
            Column(
                "name", lambda: translate("Limits", "名称"), lambda row: row.name, 180, elastic=True, hint=lambda row: row.name
            ),
            Column("shipped", lambda: translate("Limits", "缺省"), lambda row: limit_words(row, row.shipped), 130),
            Column("own", lambda: translate("Limits", "本镇"), _own, 130, bold=lambda row: row.own is not None),
            Column("range", lambda: translate("Limits", "可定范围"), range_words, 170, drops=2),
            Column("basis", lambda: translate("Limits", "依据"), _basis, 210, hint=_basis, drops=4),
            Column("reason", lambda: translate("Limits", "理由"), _reason, 130, hint=_reason, drops=1),
            Column("who", lambda: translate("Limits", "谁定的"), _who, 90),
            Column("since", lambda: translate("Limits", "自"), self._since, 110, hint=_moment, drops=3),
        )

    def _since(self, row: LimitRow) -> str:
        return moment_near(row.made.at, now=self._means.desk.now()) if row.made else ""


def _name(row: LimitRow) -> str:
    return row.name


def _own(row: LimitRow) -> str:
    return limit_words(row, row.own) if row.own is not None else MISSING


def _basis(row: LimitRow) -> str:
    if row.own is None:
        return rests_words(row.rests)
    return row.made.basis if row.made and row.made.basis else MISSING


def _reason(row: LimitRow) -> str:
    return row.made.reason if row.made else ""


def _who(row: LimitRow) -> str:
    if row.made is None:
        return MISSING if row.own is not None else ""
    return row.made.by_name or QCoreApplication.translate("Limits", "中心")


def _moment(row: LimitRow) -> str:
    found: datetime | None = row.made.at if row.made else None
    return full_moment(found) if found else ""
