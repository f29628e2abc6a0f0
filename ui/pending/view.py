"""What waits to be sent, and the conflict box: refused commands until a person has dealt with each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.commands.duty import SettleRefusal
from app.desk.desk import Desk
from app.desk.pending import WaitingRow
from app.desk.ports import Cache, Link
from app.desk.words import Words
from app.domain import text
from app.domain.problems import Problem
from app.domain.records import KIND
from app.domain.refusal import RefusalState
from ui.common.follower import Follower
from ui.common.notices import Notices
from ui.common.pane import Pane
from ui.common.pane_states import Failed, Loading, Ready, Stale, nothing
from ui.common.table_model import TableModel
from ui.common.tasks import Tasks
from ui.common.text import PlainLabel
from ui.common.theme import Theme
from ui.common.tokens import Space
from ui.incident.means import Means
from ui.pending.box import Box, RefusedLine, box
from ui.pending.columns import SUBJECT, WITHDRAW, OutboxColumns, RefusedColumns
from ui.pending.refusal_page import RefusalPage
from ui.pending.tall_table import TallTable
from ui.pending.telling import PendingTelling

LIST, NARROW_LIST, ROOMY = 360, 280, 1100


class PendingView(QWidget):
    """The outbox above, the conflict box below it, at the right the refusal chosen; the keys 1 to 3 settle it.

    Signals: `incident_chosen(str)` when a case is asked for.
    """

    incident_chosen = Signal(str)

    def __init__(
        self, desk: Desk, words: Words, theme: Theme, tasks: Tasks, notices: Notices, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._means = Means(desk, words, theme, tasks, notices)
        self._told = PendingTelling(words, desk.now)
        self._found: Box | None = None
        self._problem: Problem | None = None
        self._stale: Stale | None = None
        self._busy = False
        self._stop_link: Callable[[], None] | None = None
        self._orders = TableModel(OutboxColumns(self._told).all(), lambda line: line.order)
        self._refusals = TableModel(RefusedColumns(self._told).all(), lambda line: line.id)
        self.outbox: TallTable[WaitingRow] = TallTable(theme, self._orders)
        self.box: TallTable[RefusedLine] = TallTable(theme, self._refusals)
        self.page = RefusalPage(theme, self._told)
        self._order = PlainLabel(tone="second", size="secondary", wrap=True)
        self._doubt = PlainLabel(tone="over", size="secondary", wrap=True)
        self.outbox_pane = Pane(theme, "", self._outbox_content())
        self.box_pane = Pane(theme, "", self.box)
        self.page_pane = Pane(theme, "", self.page)
        self._follower: Follower[Box] = Follower(
            self,
            desk,
            tasks,
            name="pending",
            kinds=tuple(KIND),
            ask=self._ask,
            show=self._show,
            fail=self._fail,
        )
        self._assemble()
        self.retranslate()
        self._tell_state()

    @property
    def chosen(self) -> str:
        """The refusal on screen, empty without one."""
        return self.page.line.id if self.page.line is not None and self._found is not None and self._found.refused else ""

    @property
    def waiting_lines(self) -> tuple[WaitingRow, ...]:
        """The outbox in the order of sending."""
        return (self._found or Box()).waiting

    @property
    def box_lines(self) -> tuple[RefusedLine, ...]:
        """The conflict box, newest first."""
        return (self._found or Box()).refused

    def open(self) -> None:
        if self._stop_link is None:
            self._stop_link = self._means.desk.watch_link(self._on_link_changed)
        self._follower.open()

    def close_down(self) -> None:
        if self._stop_link is not None:
            self._stop_link()
            self._stop_link = None
        self._follower.close()

    def set_words(self, words: Words) -> None:
        old = self._means
        self._means = Means(old.desk, words, old.theme, old.tasks, old.notices)
        self._told.words = words
        self.retranslate()

    def tell_link(self, stale: Stale | None) -> None:
        """Says of what time everything is while the link is lost."""
        self._stale = stale
        self._tell_state()

    def choose(self, refusal: str) -> bool:
        """Turns to a refusal; False when it is not in the box."""
        return self.box.choose(refusal)

    def retranslate(self) -> None:
        self._order.setText(self.tr("按此顺序发送，每条只生效一次。服务器的答复为准，若已被他人改动，转入冲突箱。"))
        self.outbox.setAccessibleName(self.tr("待发命令"))
        self.box.setAccessibleName(self.tr("冲突箱"))
        self._orders.retranslate()
        self._refusals.retranslate()
        self.page.retranslate()
        self._tell_doubt()
        self._tell_state()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The lists are narrower in a small window, and how the outbox works is left out."""
        px = self._means.theme.px
        roomy = self.width() >= px(ROOMY)
        self._left.setFixedWidth(px(LIST if roomy else NARROW_LIST))
        self._order.setVisible(roomy)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and self.press(event.key() - int(Qt.Key.Key_0)):
            return
        super().keyPressEvent(event)

    @Slot(int)
    def press(self, key: int) -> bool:
        """Presses the way on this key for the refusal on screen."""
        return bool(self.chosen) and self.page.ways.press(key)

    @Slot()
    def withdraw(self) -> None:
        """Takes back the order chosen in the outbox, or says why it stays there."""
        line = self._waiting(self.outbox.chosen)
        if line is None:
            return
        if not line.can_withdraw:
            self._means.notices.info(self._told.kept(line), replace="withdraw")
            return
        self._means.tasks.start(self, self._withdraw(line), name="withdraw")

    def _outbox_content(self) -> QWidget:
        px = self._means.theme.px
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for label in (self._order, self._doubt):
            label.setContentsMargins(px(Space.INSET), px(Space.GAP), px(Space.INSET), px(Space.GAP))
        column.addWidget(self._order)
        column.addWidget(self.outbox, 1)
        column.addWidget(self._doubt)
        self._doubt.hide()
        return content

    def _assemble(self) -> None:
        gap = self._means.theme.px(Space.GAP)
        left = QWidget()
        lists = QVBoxLayout(left)
        lists.setContentsMargins(0, 0, 0, 0)
        lists.setSpacing(gap)
        lists.addWidget(self.outbox_pane, 1)
        lists.addWidget(self.box_pane, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(gap, gap, gap, gap)
        row.setSpacing(gap)
        row.addWidget(left)
        row.addWidget(self.page_pane, 1)
        self._left = left
        self.setFocusProxy(self.box)
        self.outbox.clicked.connect(self._on_order_clicked)
        self.outbox.delete_pressed.connect(self.withdraw)
        self.outbox.row_chosen.connect(self._tell_doubt)
        self.outbox.row_opened.connect(self._on_order_opened)
        self.outbox.digit_pressed.connect(self.press)
        self.box.digit_pressed.connect(self.press)
        self.box.row_chosen.connect(self._on_refusal_chosen)
        self.box.row_opened.connect(self._on_refusal_opened)
        self.page.case_asked.connect(self.incident_chosen)
        self.page.settled.connect(self._on_settled)
        self._means.theme.changed.connect(self._on_theme_changed)

    def _ask(self) -> Callable[[Cache], Box]:
        area, link, act = self._means.desk.area, self._means.desk.link.state, self._means.desk.acting()
        return lambda cache: box(cache, area, act=act, link=link)

    def _show(self, found: Box) -> None:
        before = self._refusals.place_of(self.chosen) if self.chosen else None
        kept = self.chosen
        self._found, self._problem = found, None
        self._orders.replace(found.waiting)
        self._refusals.replace(found.refused)
        if found.refused:
            ids = [line.id for line in found.refused]
            wanted = kept if kept in ids else ids[min(before or 0, len(ids) - 1)]
            self.box.choose(wanted)
            self.page.show_line(found.refused[ids.index(wanted)])
        self._tell_doubt()
        self._tell_state()

    def _fail(self, problem: Problem) -> None:
        self._problem = problem
        self._tell_state()

    def _tell_state(self) -> None:
        found, now = self._found or Box(), self._means.desk.now()
        waits, boxed = len(found.waiting), len(found.refused)
        place = self._refusals.place_of(self.chosen) if self.chosen else None
        here = self.tr("第 {place} 件，共 {count} 件").format(place=(place or 0) + 1, count=boxed) if boxed else ""
        self.outbox_pane.set_title(self.tr("待发命令"), note=str(waits) if waits else "")
        told = self.tr("{count} 件，未处理前不覆盖任何一方").format(count=boxed) if boxed else ""
        self.box_pane.set_title(self.tr("冲突箱"), note=told, shorter=(str(boxed),) if boxed else ())
        self.page_pane.set_title(self.tr("冲突"), note=here)
        panes = (self.outbox_pane, self.box_pane, self.page_pane)
        if self._problem is not None:
            failed = Failed(what=self.tr("没有取到待发命令与冲突"), remedy=self._means.words.say(self._problem))
            for pane in panes:
                pane.show_state(failed)
            return
        if self._found is None:
            for pane in panes:
                pane.show_state(Loading())
            return
        usual = self._stale or Ready()
        none_waits = nothing(self.tr("没有待发的命令"), now=now, stale=None)  # the outbox is here, refusals are the centre's word
        none_refused = nothing(self.tr("没有被拒的命令"), now=now, stale=self._stale)
        none_chosen = nothing(self.tr("没有冲突要处理"), now=now, stale=self._stale)
        self.outbox_pane.show_state(usual if waits else none_waits)
        self.box_pane.show_state(usual if boxed else none_refused)
        self.page_pane.show_state(usual if boxed else none_chosen)

    @Slot()
    def _tell_doubt(self) -> None:
        """Says in full why an order will likely be refused, the chosen one first; in the list there is room for the beginning."""
        doubtful = [line for line in self.waiting_lines if line.problem]
        line = next((line for line in doubtful if line.order == self.outbox.chosen), doubtful[0] if doubtful else None)
        told = self.tr("第 {no} 条可能被拒：{reason}")
        self._doubt.setText(told.format(no=line.no, reason=self._told.reason(line)) if line is not None else "")
        self._doubt.setVisible(line is not None)

    @property
    def doubt(self) -> str:
        """What is said under the outbox, empty while nothing is doubtful."""
        return self._doubt.text()

    def _waiting(self, order: object) -> WaitingRow | None:
        return next((line for line in self.waiting_lines if line.order == order), None)

    def _refused(self, refusal: object) -> RefusedLine | None:
        return next((line for line in self.box_lines if line.id == refusal), None)

    async def _withdraw(self, line: WaitingRow) -> None:
        await self._means.desk.withdraw(line.order)
        self._means.notices.info(self.tr("已撤回：{what}").format(what=self._told.waiting(line)), replace="withdraw")

    async def _settle(self, line: RefusedLine, became: RefusalState, note: str) -> None:
        desk = self._means.desk
        try:
            if became is RefusalState.DONE_AGAIN and line.again is not None:
                await desk.do(line.again)
            if line.row.own:
                said = text.line(note, field="note", needed=became is RefusalState.DISCARDED)
                incident = line.row.case.id if line.row.case is not None else ""
                await desk.settle_own(line.id, note=self._told.settled(line, became, said) if said else "", incident=incident)
            else:
                await desk.do(SettleRefusal(refusal=line.id, became=became, note=note))
        except Problem as problem:
            self.page.show_problem(problem)
        else:
            self._means.notices.info(self._told.settled(line, became))
        finally:
            self._busy = False

    @Slot(QModelIndex)
    def _on_order_clicked(self, index: QModelIndex) -> None:
        line, column = self._orders.row_at(index.row()), self._orders.columns[index.column()].key
        if column == WITHDRAW:
            self.outbox.choose(line.order)
            self.withdraw()
        elif column == SUBJECT:
            self._on_order_opened(line.order)

    @Slot(object)
    def _on_order_opened(self, order: object) -> None:
        line = self._waiting(order)
        if line is not None and line.incident:
            self.incident_chosen.emit(line.incident)

    @Slot(object)
    def _on_refusal_chosen(self, refusal: object) -> None:
        line = self._refused(refusal)
        if line is not None:
            self.page.show_line(line)
            self._tell_state()

    @Slot(object)
    def _on_refusal_opened(self, refusal: object) -> None:
        line = self._refused(refusal)
        if line is not None and line.row.case is not None:
            self.incident_chosen.emit(line.row.case.id)

    @Slot(str, str)
    def _on_settled(self, became: str, note: str) -> None:
        line = self._refused(self.chosen)
        if line is not None and not self._busy:
            self._busy = True
            self._means.tasks.start(self, self._settle(line, RefusalState(became), note), name="settle")

    def _on_link_changed(self, _link: Link) -> None:
        self._follower.read_again()

    @Slot()
    def _on_theme_changed(self) -> None:
        self._fit()
