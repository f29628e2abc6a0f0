"""What stands before the pages until somebody may act: the way in, a password that must be changed first, the lock."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.desk.desk import Desk
from app.desk.ports import Session
from app.desk.words import Words
from app.domain.problems import Code, Problem
from ui.common.notices import Notices
from ui.common.sound import Sound
from ui.common.tasks import Tasks
from ui.common.theme import Theme
from ui.shell.alarm import Alarm
from ui.shell.aside import bring_back, put_aside
from ui.shell.entrance import SignInPage
from ui.shell.idle import Idle
from ui.shell.password import PasswordPage
from ui.shell.standing import ReadingWatch


class Door(QStackedWidget):
    """Shows the pages to whoever may act, else what is asked of him first.

    When nobody has touched anything for half an hour it locks, and the session ends; it locks as well when the centre ends
    the session. What is on the screen stays as it is behind the lock, open dialogs are put aside for the one who had them.

    Signals: `passed()` when somebody has come through a page of the door, `left()` when the person has signed out;
    `language_chosen(str)` with zh or en.
    """

    passed = Signal()
    left = Signal()
    language_chosen = Signal(str)

    def __init__(
        self,
        desk: Desk,
        words: Words,
        theme: Theme,
        tasks: Tasks,
        notices: Notices,
        sound: Sound,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._tasks = desk, tasks
        self._account = self._person = ""
        self._locked = self._leaving = False
        self._idle = Idle(desk.now(), parent=self)
        self._reading = ReadingWatch(notices)
        self.alarm = Alarm(desk, words, tasks, notices, sound, parent=self)
        self.sign_in = SignInPage(desk, words, theme, tasks, notices)
        self.password = PasswordPage(desk, words, theme, tasks, notices)
        self.pages = QStackedWidget()
        for layer in (self.sign_in, self.password, self.pages):
            self.addWidget(layer)
        for page in (self.sign_in, self.password):
            page.entered.connect(self.passed)
            page.language_chosen.connect(self.language_chosen)
        self.password.left.connect(self.sign_out)
        self.alarm.waiting.connect(self.sign_in.alarms.show_rows)

    @property
    def is_open(self) -> bool:
        """Whether the pages are shown."""
        return self.currentWidget() is self.pages

    @property
    def is_stale(self) -> bool:
        """Whether something else should stand here: a session has ended by itself."""
        return self.currentWidget() is not self._due(self._desk.session)

    def begin(self) -> None:
        """Ready for the next person."""
        self.sign_in.begin(self._account)

    def tick(self) -> None:
        """A second has passed: what people do is passed on, and when they do nothing for too long, it locks."""
        now = self._desk.now()
        self._reading.tell(self._desk.session, now)
        if self._idle.stirred(now):
            self._desk.access.used()
        if self._desk.session is not None and self._idle.too_long(now):
            self._idle.begin(now)
            self._tasks.start(self, self._sign_out(), name="lock")
        self.alarm.tick(now, locked=self._desk.session is None)

    def open(self) -> None:
        """Begins to look for what nobody has acknowledged, whoever is here."""
        self.alarm.open()

    def close_down(self) -> None:
        self.alarm.close_down()

    def set_words(self, words: Words) -> None:
        self.alarm.set_words(words)
        self.sign_in.set_words(words)
        self.password.set_words(words)
        self._tell_lock()

    def show_session(self, session: Session | None) -> None:
        """Shows what is due for whoever is signed in; what is newly shown begins anew."""
        due, before = self._due(session), self.currentWidget()
        if due is self.sign_in and before is self.pages:
            put_aside(self.window(), self._person)
            self._locked = not self._leaving
        self._reading.tell(session, self._desk.now())
        if session is not None:
            self._account, self._person, self._locked = session.account, session.person, False
        if due is before:
            return
        self._leaving = False
        self.setCurrentWidget(due)
        if due is self.sign_in:
            self.begin()
            self._tell_lock()
        elif due is self.password:
            self.password.begin()
        else:
            self._idle.begin(self._desk.now())
            bring_back(self.window(), self._person)

    @Slot()
    def sign_out(self) -> None:
        """Leaves the desk to the next person: the seat, its cache and its outbox stay."""
        self._leaving = True
        self._tasks.start(self, self._sign_out(), name="sign out")

    async def _sign_out(self) -> None:
        try:
            await self._desk.lanes.network(self._desk.access.sign_out)
        finally:
            self.left.emit()

    def _tell_lock(self) -> None:
        if self._locked:
            self.sign_in.tell(Problem(Code.SCREEN_LOCKED))

    def _due(self, session: Session | None) -> QWidget:
        if session is None:
            return self.sign_in
        return self.password if session.must_change_password else self.pages
