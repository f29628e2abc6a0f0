"""The window: bars above and below, the page in the middle, a way in when nobody is signed in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from app.desk.ports import Blobs, Cache, Link
from app.desk.words import Words
from ui.common.band import LinkBand
from ui.common.follower import Follower
from ui.common.notice_bar import NoticeBar
from ui.common.sound import Sound
from ui.incident.means import Means
from ui.shell.areas import Areas
from ui.shell.command_box import CommandBox
from ui.shell.door import Door
from ui.shell.duty_page import DutyPage
from ui.shell.pages import KEYS, Pages
from ui.shell.panes import step
from ui.shell.screens import NamesCases, Screen, Screens, SwitchesLanguage, mark_age, widget_of
from ui.shell.scrim import Scrim
from ui.shell.shortcuts import Keyboard, ShortcutSheet
from ui.shell.standing import EVERY_KIND, ClockWatch, Standing, lost_link, stale, standing, tell_trouble
from ui.shell.status_bar import StatusBar
from ui.shell.top_bar import PAGES, TopBar

SMALLEST = (900, 480)
OUTSIDE = ("retry", "larger", "smaller", "normal_size", "help")


class MainWindow(QMainWindow):
    """One window on one desk. It shows the sign-in page until somebody is signed in, the desk keeps pulling meanwhile.

    `guard` is asked when the window is to be closed. Signals: `signed_in()`, `signed_out()`;
    `language_chosen(str)` with zh or en: who opened the window answers with `set_words`.
    """

    signed_in = Signal()
    signed_out = Signal()
    language_chosen = Signal(str)

    def __init__(
        self,
        means: Means,
        screens: Screens,
        *,
        blobs: Blobs | None = None,
        sound: Sound | None = None,
        guard: Callable[[QCloseEvent], None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._means, self._guard = means, guard
        self._standing, self._clock = Standing(), ClockWatch(means.notices)
        self._stop_link: Callable[[], None] | None = None
        parts = (means.desk, means.words, means.theme, means.tasks, means.notices)
        self.command = CommandBox(means)
        self.top = TopBar(means.theme, means.words, self.command)
        self.band = LinkBand(means.theme)
        self.status = StatusBar(means.theme, means.words)
        self.notice_bar = NoticeBar(means.theme, means.notices)
        self.door = Door(*parts, sound or Sound(None))
        self.entrance = self.door.sign_in
        self.desk_page = DutyPage(means, screens, blobs=blobs)
        makers = (screens.meeting, screens.conflicts, screens.duty, screens.settings)
        self.others: dict[str, Screen] = {name: make(*parts) for name, make in zip(PAGES[1:], makers, strict=True)}
        self.pages = Pages(means.desk, means.theme, means.tasks, means.notices, self.door.pages)
        self.areas = Areas(means.desk, self.pages, self.top, self)
        self._reading: tuple[Door | Pages | Screen, ...] = (self.door, self.pages, self.desk_page, *self.others.values())
        self._scrim = Scrim(self)
        self._follower: Follower[Standing] = Follower(
            self,
            means.desk,
            means.tasks,
            name="standing",
            kinds=EVERY_KIND,
            ask=self._ask,
            show=self._show_standing,
            fail=means.notices.problem,
        )
        self.keyboard = Keyboard(self, self._acts())
        self._second = QTimer(self)
        self._assemble()
        self._connect()
        self.retranslate()
        self.refresh_session()

    @property
    def page(self) -> str:
        """The page on screen, one of `PAGES`."""
        return self.pages.page

    def open(self) -> None:
        """Begins to read, to listen and to tick."""
        self._stop_link = self._means.desk.watch_link(self._on_link_changed)
        self._follower.open()
        for part in self._reading:
            part.open()
        self._second.start(1000)
        self._on_link_changed(self._means.desk.link)
        if self._means.desk.session is not None:
            self.desk_page.queue.focus_list()
        else:
            self.door.begin()

    def close_down(self) -> None:
        """Stops all of it."""
        self._second.stop()
        if self._stop_link is not None:
            self._stop_link()
            self._stop_link = None
        self._follower.close()
        for part in self._reading:
            part.close_down()

    def set_words(self, words: Words) -> None:
        """Speaks another language everywhere."""
        old = self._means
        self._means = Means(old.desk, words, old.theme, old.tasks, old.notices)
        self.command.set_means(self._means)
        parts: tuple[Screen | TopBar | StatusBar | Door, ...] = (self.top, self.status, self.door, self.desk_page)
        for part in (*parts, *self.others.values()):
            part.set_words(words)
        self.retranslate()
        self.tick()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("网格+ 片区值守台"))
        self.keyboard.retranslate()

    def show_page(self, page: str) -> None:
        """Turns to a page and puts the keys on it."""
        self.top.show_page(page)
        self.pages.turn(page, keys=not self.top.pages.hasFocus())  # the arrows of its tabs go on

    @Slot(str)
    def open_case(self, incident: str) -> None:
        """Shows a case on the duty page."""
        self.show_page("desk")
        self.desk_page.open_case(incident)

    @Slot()
    def tick(self) -> None:
        """A second has passed."""
        desk = self._means.desk
        link, now = desk.link, desk.now()
        self.door.tick()
        if self.door.is_stale:
            self.refresh_session()  # it ended by itself
        self.top.tick(link, now)
        self.status.tick(link, now)
        self.band.show_link(lost_link(link, self._standing.pending, now))
        self.desk_page.tick()

    @Slot()
    def sign_out(self) -> None:
        """Leaves the desk to the next person: the seat, its cache and its outbox stay."""
        self.door.sign_out()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._guard is not None:
            self._guard(event)

    def event(self, event: QEvent) -> bool:
        """Dims the window while a dialog stands over it."""
        if event.type() in (QEvent.Type.WindowBlocked, QEvent.Type.WindowUnblocked):
            self._scrim.cover(event.type() == QEvent.Type.WindowBlocked)
        return super().event(event)

    def _assemble(self) -> None:
        """From the outside in: a widget that gets a parent is styled anew with all that is in it."""
        px = self._means.theme.px
        canvas = QWidget()
        canvas.setObjectName("canvas")
        self.setCentralWidget(canvas)
        column = QVBoxLayout(canvas)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.top, self.band, self.door, self.notice_bar, self.status):
            column.addWidget(widget, int(widget is self.door))
        for name, page in (("desk", self.desk_page), *((name, widget_of(screen)) for name, screen in self.others.items())):
            self.pages.add(name, page)
        self.setMinimumSize(px(SMALLEST[0]), px(SMALLEST[1]))
        self.top.menu.setMenu(self.keyboard.menu)
        self._second.timeout.connect(self.tick)

    def _connect(self) -> None:
        self.top.page_chosen.connect(self.show_page)
        self.areas.turned.connect(self.desk_page.show_all_grids)
        for judged in (self.areas.turned, self.pages.judged):
            judged.connect(self.refresh_session)
        self.status.conflicts_asked.connect(partial(self.show_page, "conflicts"))
        self.band.retry_asked.connect(self._on_retry_asked)
        self.door.passed.connect(self._on_passed)
        self.door.left.connect(self._on_left)
        self.door.language_chosen.connect(self.language_chosen)
        self.command.case_asked.connect(self.open_case)
        self.command.words_asked.connect(self._on_words_asked)
        self.command.dispatch_asked.connect(self.desk_page.case_actions.start_dispatch)
        self.command.left.connect(self.desk_page.queue.focus_list)
        for screen in self.others.values():
            if isinstance(screen, NamesCases):
                screen.incident_chosen.connect(self.open_case)
            if isinstance(screen, SwitchesLanguage):
                screen.language_chosen.connect(self.language_chosen)

    def _acts(self) -> dict[str, Callable[[], object]]:
        page, theme = self.desk_page, self._means.theme
        acts: dict[str, Callable[[], object]] = {
            "report": page.report,
            "next": partial(self._on_desk, page.next_unacknowledged),
            "undo": self._on_undo_asked,
            "search": partial(self._on_words_asked, ""),
            "detail": partial(self._on_desk, page.focus_detail),
            "next_pane": lambda: step(self.door.pages.currentWidget(), 1),
            "previous_pane": lambda: step(self.door.pages.currentWidget(), -1),
            "roster": partial(self._on_desk, partial(page.dock.turn_to, "roster")),
            "map": partial(self._on_desk, partial(page.dock.turn_to, "map")),
            "command": self.command.begin,
            "retry": self._on_retry_asked,
            "larger": lambda: theme.set_scale(theme.scale + 10),
            "smaller": lambda: theme.set_scale(theme.scale - 10),
            "normal_size": lambda: theme.set_scale(100),
            "sign_out": self.sign_out,
            "help": lambda: ShortcutSheet(theme, parent=self).open(),
        }
        return acts | {name: partial(self.show_page, name) for name in PAGES}

    def _ask(self) -> Callable[[Cache], Standing]:
        return partial(standing, area=self._means.desk.area, now=self._means.desk.now())

    def _show_standing(self, found: Standing) -> None:
        self._standing = found
        self.top.show_standing(found)
        self.status.show_standing(found)
        self.band.show_link(lost_link(self._means.desk.link, found.pending, self._means.desk.now()))

    def refresh_session(self) -> None:
        """Shows the desk to whoever is signed in, the way in to nobody."""
        session = self._means.desk.session
        self.areas.tell()
        self.door.show_session(session)
        inside = self.door.is_open
        self.pages.judge()
        closed = inside and self.pages.closed
        self.top.show_who(self._means.desk.seat, session)
        self.status.show_seat(self._means.desk.seat.name)
        self.keyboard.enable_all_but((*OUTSIDE, *KEYS) if closed else OUTSIDE, inside and not closed)
        self.top.pages.setVisible(inside)
        self.command.setVisible(inside and not closed)

    @Slot()
    def _on_left(self) -> None:
        self.refresh_session()
        self.signed_out.emit()

    def _on_link_changed(self, link: Link) -> None:
        self.entrance.tell_link()
        self.desk_page.tell_link(link)
        mark_age(self.others.values(), stale(link, self._means.desk.now()))
        tell_trouble(link, self._means.words, self._means.notices)
        self._clock.tell(link)
        self.tick()

    def _on_desk(self, act: Callable[[], object]) -> None:
        self.show_page("desk")
        act()

    @Slot()
    def _on_passed(self) -> None:
        self.refresh_session()
        if not self.door.is_open:
            return
        self.desk_page.detail.tell_link(None)
        self._on_link_changed(self._means.desk.link)
        self.show_page(self.page)
        if self.page == "desk":
            self.desk_page.queue.focus_list()
        self.signed_in.emit()

    @Slot(str)
    def _on_words_asked(self, text: str) -> None:
        self._on_desk(partial(self.desk_page.search, text))

    @Slot()
    def _on_retry_asked(self) -> None:
        self._means.desk.sync.nudge()

    @Slot()
    def _on_undo_asked(self) -> None:
        if not self._means.notices.undo_latest():
            self.desk_page.case_actions.withdraw_last()
