"""The pages before the desk: enrol this seat, open its cache with a passphrase, sign in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from PySide6.QtCore import QEvent, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.desk.desk import Desk
from app.desk.words import Words
from app.domain.problems import Code, Problem
from ui.common.buttons import ActButton, IconLabel
from ui.common.fields import Field, FieldForm
from ui.common.notices import Notices
from ui.common.tasks import Tasks
from ui.common.text import PlainLabel
from ui.common.theme import Theme
from ui.common.tokens import Space
from ui.shell.alarm import AlarmBand
from ui.shell.standing import AWAY

CARD = 460
FIELD_OF = {
    Code.WRONG_PASSWORD: "password",
    Code.ENROLMENT_CODE_WRONG: "code",
    Code.CENTRAL_UNREACHABLE: "server",
    Code.CENTRAL_NOT_OURS: "server",
    Code.PASSPHRASE_WRONG: "passphrase",
}


class Entrance(QWidget):
    """A card in the middle with a few lines and one button. What was typed stays when it is refused.

    Signals: `entered()` after it was taken; `language_chosen(str)` with zh or en.
    """

    entered = Signal()
    language_chosen = Signal(str)

    def __init__(self, theme: Theme, words: Words, tasks: Tasks, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self.words, self._tasks = theme, words, tasks
        self.fields: dict[str, Field] = {}
        self.title = PlainLabel(size="page")
        self.note = PlainLabel(tone="second", wrap=True)
        self.form = FieldForm(theme, label_width=72)
        self._problem = PlainLabel(tone="over", wrap=True)
        self.button = ActButton(theme, "", key="Enter", role="primary", height=Space.BUTTON_TALL)
        self._language = ActButton(theme, "", icon="language", height=28)
        self._busy = False
        self._assemble()

    @property
    def problem(self) -> str:
        """The refusal that stands above the button, empty for none."""
        return self._problem.text()

    def set_words(self, words: Words) -> None:
        self.words = words
        self.retranslate()

    def retranslate(self) -> None:
        """New words after the language changed."""
        self._language.show_act("中文" if self.words.english else "English", icon="language")

    def add_line(self, key: str, *, secret: bool = False) -> QLineEdit:
        """Adds a line, hidden while typed where it is a secret."""
        line = QLineEdit()
        line.setObjectName(key)
        if secret:
            line.setEchoMode(QLineEdit.EchoMode.Password)
        line.returnPressed.connect(self.submit)
        self.fields[key] = self.form.add("", line)
        return line

    async def enter(self) -> None:
        """Does what the page is for; raises the `Problem` that refuses it."""
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """As a window of its own it has the ground of the curtain before it and of the desk after it."""
        if self.isWindow():
            painter = QPainter(self)
            painter.fillRect(event.rect(), QColor(self.theme.tokens.canvas))
            painter.end()

    @Slot()
    def submit(self) -> None:
        """Tries it; a second press while it runs does nothing."""
        if not self._busy:
            self._busy = True
            self.button.setEnabled(False)
            self._tasks.start(self, self._submit(), name="enter")

    def tell(self, problem: Problem) -> None:
        """Says a refusal beside the field that it is about, or above the button."""
        name = problem.data.get("field") or FIELD_OF.get(problem.code, "")
        found = self.fields.get(name)
        if found is None:
            self._problem.setText(self.words.say(problem))
            self._problem.show()
            return
        told = Problem(problem.code, **{**problem.data, "field": found.label.text()})
        found.show_problem(self.words.say(told))
        found.control.setFocus()
        if isinstance(found.control, QLineEdit):
            found.control.selectAll()

    async def _submit(self) -> None:
        self._problem.hide()
        self._problem.clear()
        for field in self.fields.values():
            field.clear_problem()
        try:
            await self.enter()
        except Problem as problem:
            self.tell(problem)
        else:
            self.entered.emit()
        finally:
            self._busy = False
            self.button.setEnabled(True)

    def _assemble(self) -> None:
        px = self.theme.px
        card = _Card(self.theme)
        card.setFixedWidth(px(CARD))
        inner = QVBoxLayout(card)
        inner.setContentsMargins(px(32), px(28), px(32), px(28))
        inner.setSpacing(px(Space.INSET))
        head = QHBoxLayout()
        head.setSpacing(px(Space.INSET))
        head.addWidget(IconLabel(self.theme, "brand", tone="text", size=28))
        head.addWidget(self.title, 1)
        inner.addLayout(head)
        inner.addWidget(self.note)
        inner.addWidget(self.form)
        inner.addWidget(self._problem)
        inner.addWidget(self.button)
        self._problem.hide()
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._language)
        page = QWidget()
        area = QScrollArea()
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for ground in (page, area.viewport()):
            ground.setAutoFillBackground(False)
        self.column = outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(area)
        column = QVBoxLayout(page)
        column.setContentsMargins(px(24), px(24), px(24), px(16))
        middle = QHBoxLayout()  # an aligned item would not grow with its wrapped lines
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(1)
        column.addStretch(2)
        column.addLayout(middle)
        column.addStretch(3)
        column.addLayout(foot)
        self.button.clicked.connect(self.submit)
        self._language.clicked.connect(self._on_language_pressed)

    @Slot()
    def _on_language_pressed(self) -> None:
        self.language_chosen.emit("zh" if self.words.english else "en")


class SignInPage(Entrance):
    """Account and password. While the centre is away it unlocks the seat for whoever signed in here before.

    Signals: those of `Entrance`.
    """

    def __init__(
        self, desk: Desk, words: Words, theme: Theme, tasks: Tasks, notices: Notices, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, words, tasks, parent=parent)
        self._desk = desk
        self.alarms = AlarmBand(theme, words)
        self.column.insertWidget(0, self.alarms)
        self._account = self.add_line("account")
        self._password = self.add_line("password", secret=True)
        self.retranslate()
        self._account.setFocus()

    def retranslate(self) -> None:
        super().retranslate()
        self.title.setText(self.tr("网格+ 片区值守台"))
        self.fields["account"].rename(self.tr("账号"))
        self.fields["password"].rename(self.tr("密码"))
        self.button.show_act(self.tr("登录"), role="primary")
        self.tell_link()

    def tell_link(self) -> None:
        """Says at which seat one signs in, and what it means while the centre is away."""
        seat = self._desk.seat
        where = self.tr("席位 {seat} · {server}").format(seat=seat.name, server=seat.server)
        if self._desk.link.state in AWAY:
            away = self.tr("现在连不上中心：曾在本席位联机登录过的人可以离线解锁，办理的事联机后发送。")
            where = f"{where}\n{away}"
        self.note.setText(where)

    def set_words(self, words: Words) -> None:
        super().set_words(words)
        self.alarms.set_words(words)

    def begin(self, account: str = "") -> None:
        """Ready for the next person."""
        self._account.setText(account)
        self._password.clear()
        (self._password if account else self._account).setFocus()
        self.tell_link()

    async def enter(self) -> None:
        account, password = self._account.text().strip(), self._password.text()
        for key, value in (("account", account), ("password", password)):
            if not value:
                raise Problem(Code.FIELD_MISSING, field=key)
        await self._desk.lanes.network(lambda: self._desk.access.sign_in(account, password))
        self._password.clear()


class EnrolPage(Entrance):
    """The first start: address of the centre and the code that its administrator gave for this seat.

    `enrol` is awaited with both. Signals: those of `Entrance`.
    """

    def __init__(
        self,
        theme: Theme,
        words: Words,
        tasks: Tasks,
        enrol: Callable[[str, str], Awaitable[None]],
        *,
        server: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, words, tasks, parent=parent)
        self._enrol = enrol
        self._server = self.add_line("server")
        self._code = self.add_line("code")
        self._server.setText(server)
        self.retranslate()
        (self._code if server else self._server).setFocus()

    def retranslate(self) -> None:
        super().retranslate()
        self.title.setText(self.tr("登记这台席位"))
        self.note.setText(self.tr("向中心的系统管理员要登记码，只能用一次。登记后这台电脑就是一个席位。"))
        self.fields["server"].rename(self.tr("中心地址"), hint=self.tr("如 https://centre.example:8443"))
        self.fields["code"].rename(self.tr("登记码"))
        self.button.show_act(self.tr("登记"), role="primary")

    async def enter(self) -> None:
        server, code = self._server.text().strip(), self._code.text().strip()
        for key, value in (("server", server), ("code", code)):
            if not value:
                raise Problem(Code.FIELD_MISSING, field=key)
        await self._enrol(server, code)


class PassphrasePage(Entrance):
    """The cache's key is wrapped by a passphrase, because this machine has no keyring.

    `unlock` is awaited with it. Signals: those of `Entrance`.
    """

    def __init__(
        self,
        theme: Theme,
        words: Words,
        tasks: Tasks,
        unlock: Callable[[str], Awaitable[None]],
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, words, tasks, parent=parent)
        self._unlock = unlock
        self._passphrase = self.add_line("passphrase", secret=True)
        self.retranslate()
        self._passphrase.setFocus()

    def retranslate(self) -> None:
        super().retranslate()
        self.title.setText(self.tr("打开本机缓存"))
        self.note.setText(self.tr("这台电脑没有系统钥匙串，缓存由口令保护。忘记口令就只能清空缓存、重新登记。"))
        self.fields["passphrase"].rename(self.tr("口令"))
        self.button.show_act(self.tr("打开"), role="primary")

    async def enter(self) -> None:
        passphrase = self._passphrase.text()
        if not passphrase:
            raise Problem(Code.FIELD_MISSING, field="passphrase")
        await self._unlock(passphrase)
        self._passphrase.clear()


class _Card(QWidget):
    """A white card on the canvas."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.edge), 1))
        painter.setBrush(QColor(tokens.pane))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), Space.CARD_RADIUS, Space.CARD_RADIUS)
        painter.end()
