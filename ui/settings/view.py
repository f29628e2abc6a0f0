"""Settings: how the desk looks and speaks, which seat this is, what it holds."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.desk.desk import Desk
from app.desk.directory import directory
from app.desk.ports import Cache, Link, LinkState
from app.desk.words import Words
from app.domain.grid import Grid
from app.domain.problems import Code, Problem
from app.domain.records import KIND
from ui.common.buttons import ActButton
from ui.common.follower import Follower
from ui.common.formatting import clock_offset, full_moment, number
from ui.common.notices import Notices
from ui.common.pane import Pane
from ui.common.pane_states import Failed, Loading, Ready, Stale
from ui.common.room import Scrolled
from ui.common.tasks import Tasks
from ui.common.theme import Theme
from ui.common.tokens import Space
from ui.incident.means import Means
from ui.settings.directory import DirectoryDialog
from ui.settings.facts import FactsPanel
from ui.settings.holdings import Checked, Held, HoldingsPanel
from ui.settings.limits import LimitsPane
from ui.settings.look import LookPanel
from ui.settings.password import PasswordPanel

UNKNOWN = "—"
SEAT, LIMITS = range(2)
AWAY = (LinkState.OFFLINE, LinkState.REFUSED)


class Holdings(Struct, frozen=True, kw_only=True):
    """Records by kind, the largest first, how many orders wait, and the names of the seat's places."""

    held: tuple[Held, ...]
    waiting: int
    names: dict[str, str]


def holdings(cache: Cache, places: tuple[str, ...]) -> Holdings:
    """Counts what is held. Store lane."""
    counts = sorted(cache.counts().items(), key=lambda found: (-found[1], found[0]))
    return Holdings(
        held=tuple(Held(kind, count) for kind, count in counts),
        waiting=len(cache.waiting()),
        names=_names(cache, places),
    )


def self_check(cache: Cache) -> tuple[Checked, ...]:
    """Count and checksum of each feed, by name of feed. Store lane."""
    found = cache.self_check()
    names = _names(cache, tuple(found))
    return tuple(Checked(feed, names.get(feed, ""), *found[feed]) for feed in sorted(found))


def _names(cache: Cache, codes: tuple[str, ...]) -> dict[str, str]:
    grids = ((code, cache.get(Grid, code.rpartition(":")[2])) for code in codes)
    return {code: grid.name for code, grid in grids if grid is not None}


class SettingsView(QWidget):
    """What is chosen here holds at once; everything about the seat is only told. Behind the second tab are the town's limits.

    Signals: `language_chosen(str)` with zh or en.
    """

    language_chosen = Signal(str)

    def __init__(
        self, desk: Desk, words: Words, theme: Theme, tasks: Tasks, notices: Notices, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._means = Means(desk, words, theme, tasks, notices)
        self._found: Holdings | None = None
        self._problem: Problem | None = None
        self._stale: Stale | None = None
        self._stop_link: Callable[[], None] | None = None
        self.look = LookPanel(theme, words.language)
        self.seat = FactsPanel(theme)
        self.holdings = HoldingsPanel(theme, words)
        self.password = PasswordPanel(theme, words, tasks, self._change_password)
        panels = (Scrolled(self.look), Scrolled(self.seat), Scrolled(self.holdings), Scrolled(self.password))
        self._panes = tuple(Pane(theme, "", panel) for panel in panels)
        self.directory = ActButton(theme, "", icon="list", height=26)
        self.limits = LimitsPane(self._means)
        self.tabs = QTabBar()
        self._stack = QStackedWidget()
        self._panes[1].add_to_head(self.directory)
        self._follower: Follower[Holdings] = Follower(
            self,
            desk,
            tasks,
            name="holdings",
            kinds=tuple(KIND),
            ask=self._ask,
            show=self._show,
            fail=self._fail,
        )
        self._assemble()
        self.retranslate()

    def open(self) -> None:
        if self._stop_link is None:
            self._stop_link = self._means.desk.watch_link(self._on_link_changed)
        self._follower.open()
        if self.tabs.currentIndex() == LIMITS:
            self.limits.open()

    def close_down(self) -> None:
        if self._stop_link is not None:
            self._stop_link()
            self._stop_link = None
        self._follower.close()
        self.limits.close_down()

    def set_words(self, words: Words) -> None:
        old = self._means
        self._means = Means(old.desk, words, old.theme, old.tasks, old.notices)
        self.holdings.words = self.password.words = words
        self.limits.set_means(self._means)
        self.look.show_language(words.language)
        self.retranslate()

    def tell_link(self, stale: Stale | None) -> None:
        """Says of what time the data are while the link is lost."""
        self._stale = stale
        self.limits.tell_link(stale)
        self._tell_state()
        self._fill_seat()

    @Slot()
    def show_directory(self) -> None:
        """Opens the directory of organisations."""
        self._means.tasks.start(self, self._show_directory(), name="directory")

    @Slot()
    def check(self) -> None:
        """Counts every feed held and adds up its checksum."""
        self.holdings.begin_check(self.tr("正在核对……"))
        self._means.tasks.start(self, self._check(), name="self-check")

    def retranslate(self) -> None:
        self.look.retranslate()
        self.holdings.retranslate()
        self.password.retranslate()
        self.directory.show_act(self.tr("组织名录…"), icon="list")
        titles = (self.tr("显示"), self.tr("本席位"), self.tr("本机数据"), self.tr("密码"))
        for pane, title in zip(self._panes, titles, strict=True):
            pane.set_title(title)
        self.tabs.setAccessibleName(self.tr("设置的分页"))
        for place, title in enumerate((self.tr("本席位"), self.tr("本镇时限"))):
            self.tabs.setTabText(place, title)
        self._tell_state()
        self._fill_seat()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _assemble(self) -> None:
        gap = self._means.theme.px(Space.GAP)
        left = QVBoxLayout()
        left.setSpacing(gap)
        left.addWidget(self._panes[0], 2)
        left.addWidget(self._panes[1], 3)
        seat = QWidget()
        row = QHBoxLayout(seat)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(gap)
        right = QVBoxLayout()
        right.setSpacing(gap)
        right.addWidget(self._panes[2], 1)
        right.addWidget(self._panes[3])
        row.addLayout(left, 1)
        row.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(gap, 0, gap, gap)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addSpacing(gap // 2)
        column.addWidget(self._stack, 1)
        for page in (seat, self.limits):
            self._stack.addWidget(page)
            self.tabs.addTab("")
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self.look.language_chosen.connect(self.language_chosen)
        self.holdings.check_asked.connect(self.check)
        self.directory.clicked.connect(self.show_directory)

    def _ask(self) -> Callable[[Cache], Holdings]:
        seat = self._means.desk.seat
        places = (seat.place, *seat.areas)
        return lambda cache: holdings(cache, places)

    def _show(self, found: Holdings) -> None:
        self._found, self._problem = found, None
        self.holdings.show_held(found.held)
        self._fill_seat()
        self._tell_state()

    def _fail(self, problem: Problem) -> None:
        self._problem = problem
        self._tell_state()

    def _tell_state(self) -> None:
        holdings_pane = self._panes[2]
        if self._problem is not None:
            remedy = self._means.words.say(self._problem)
            holdings_pane.show_state(Failed(what=self.tr("没有读到本机数据"), remedy=remedy))
        elif self._found is None:
            holdings_pane.show_state(Loading())
        else:
            holdings_pane.show_state(self._stale or Ready())

    def _fill_seat(self) -> None:
        desk, link, session = self._means.desk, self._means.desk.link, self._means.desk.session
        seat, names = desk.seat, self._found.names if self._found else {}
        comma = ", " if self._means.words.english else "、"
        waiting = str(self._found.waiting) if self._found else UNKNOWN
        offline = link.state in AWAY or (session is not None and session.offline)
        self.password.tell_link(self._means.words.say(Problem(Code.PASSWORD_OFFLINE)) if offline else "")
        self.seat.show_facts(
            (
                (self.tr("服务器"), seat.server),
                (self.tr("席位"), seat.name),
                (self.tr("所在"), _named(seat.place, names)),
                (self.tr("服务片区"), comma.join(_named(area, names) for area in seat.areas)),
                (self.tr("当前值班"), f"{session.name} · {session.account}" if session else self.tr("无人登录")),
                (self.tr("登录有效至"), self._until()),
                (self.tr("连接"), self._link(link)),
                (self.tr("数据截至"), full_moment(link.as_of) if link.as_of else UNKNOWN),
                (self.tr("时差"), clock_offset(link.clock_offset) if link.clock_offset is not None else UNKNOWN),
                (self.tr("待发命令"), waiting),
            )
        )

    def _until(self) -> str:
        session = self._means.desk.session
        if session is None:
            return UNKNOWN
        until = full_moment(session.until)
        return self.tr("{moment}，离线解锁").format(moment=until) if session.offline else until

    def _link(self, link: Link) -> str:
        named = {
            LinkState.ONLINE: self.tr("在线，自 {moment}"),
            LinkState.CATCHING_UP: self.tr("正在追补 {done} / {total}"),
            LinkState.OFFLINE: self.tr("离线，自 {moment}"),
            LinkState.REFUSED: self.tr("被服务器拒绝，自 {moment}"),
        }[link.state]
        told = named.format(moment=full_moment(link.since), done=link.done, total=link.total)
        why = self._means.words.tell(link.problem, link.data) if link.problem and link.state in AWAY else ""
        return f"{told}\n{why}" if why else told

    async def _change_password(self, old: str, new: str) -> None:
        desk = self._means.desk
        await desk.lanes.network(lambda: desk.access.change_password(old, new))

    async def _show_directory(self) -> None:
        found = await self._means.desk.read(directory)
        dialog = DirectoryDialog(self._means.theme, self._means.words, found, parent=self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    async def _check(self) -> None:
        try:
            found = await self._means.desk.read(self_check)
        except Problem as problem:
            self.holdings.show_checked((), self._means.words.say(problem))
            return
        total = sum(feed.count for feed in found)
        told = self.tr("{feeds} 个数据流，共 {count} 条，{moment}")
        moment = full_moment(self._means.desk.now())
        self.holdings.show_checked(found, told.format(feeds=len(found), count=number(total), moment=moment))

    @Slot(int)
    def _on_tab_changed(self, place: int) -> None:
        """The limits are read when they are first looked at."""
        self._stack.setCurrentIndex(place)
        if place == LIMITS:
            self.limits.open()

    def _on_link_changed(self, _link: Link) -> None:
        self._fill_seat()
        self.limits.tell_away()


def _named(code: str, names: dict[str, str]) -> str:
    return f"{names[code]} {code}" if code in names else code
