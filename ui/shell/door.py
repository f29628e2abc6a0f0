"""What stands before the pages until somebody may act: the way in, or a password that must be changed first."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.desk.desk import Desk
from app.desk.ports import Session
from app.desk.words import Words
from ui.common.notices import Notices
from ui.common.tasks import Tasks
from ui.common.theme import Theme
from ui.shell.entrance import SignInPage
from ui.shell.password import PasswordPage


class Door(QStackedWidget):
    """Shows the pages to whoever may act, else what is asked of him first.

    Signals: `passed()` when somebody has come through a page of the door, `left()` when the person has signed out;
    `language_chosen(str)` with zh or en.
    """

    passed = Signal()
    left = Signal()
    language_chosen = Signal(str)

    def __init__(
        self, desk: Desk, words: Words, theme: Theme, tasks: Tasks, notices: Notices, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._tasks = desk, tasks
        self._account = ""
        self.sign_in = SignInPage(desk, words, theme, tasks, notices)
        self.password = PasswordPage(desk, words, theme, tasks, notices)
        self.pages = QStackedWidget()
        for layer in (self.sign_in, self.password, self.pages):
            self.addWidget(layer)
        for page in (self.sign_in, self.password):
            page.entered.connect(self.passed)
            page.language_chosen.connect(self.language_chosen)
        self.password.left.connect(self.sign_out)

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

    def set_words(self, words: Words) -> None:
        self.sign_in.set_words(words)
        self.password.set_words(words)

    def show_session(self, session: Session | None) -> None:
        """Shows what is due for whoever is signed in; what is newly shown begins anew."""
        due = self._due(session)
        turned = due is not self.currentWidget()
        self.setCurrentWidget(due)
        if turned and due is self.sign_in:
            self.begin()
        elif turned and due is self.password:
            self.password.begin()
        self._account = session.account if session else self._account

    @Slot()
    def sign_out(self) -> None:
        """Leaves the desk to the next person: the seat, its cache and its outbox stay."""
        self._tasks.start(self, self._sign_out(), name="sign out")

    async def _sign_out(self) -> None:
        try:
            await self._desk.lanes.network(self._desk.access.sign_out)
        finally:
            self.left.emit()

    def _due(self, session: Session | None) -> QWidget:
        if session is None:
            return self.sign_in
        return self.password if session.must_change_password else self.pages
