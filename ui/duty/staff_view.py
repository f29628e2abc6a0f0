"""Beside the duty log: posts and loans, forces sent down, posts against plan, each with what may be done about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

from app.desk.ports import Cache, Link
from app.desk.staff import Holding, Post, SentForce, Sort, Staff, Stand, staff
from app.domain.problems import Code, Problem
from ui.common.follower import Follower
from ui.common.table_model import TableModel
from ui.duty.act_list import ActList, Offer
from ui.duty.staff_columns import holding_columns, post_columns, sent_columns
from ui.duty.staff_forms import (
    AppointForm,
    DelegateForm,
    EndSecondmentForm,
    EstablishmentForm,
    PostForm,
    RevokeForm,
    SecondForm,
)
from ui.duty.staff_picks import staff_picks
from ui.duty.staff_telling import StaffTelling
from ui.incident.means import Means

ICONS = {
    "PostLeader": "person",
    "Appoint": "check",
    "Delegate": "handover",
    "Revoke": "undo",
    "Second": "people",
    "EndSecondment": "undo",
    "SetEstablishment": "edit",
}
WITH_PICKS: dict[str, Callable[..., QDialog]] = {
    "PostLeader": PostForm,
    "Appoint": AppointForm,
    "Delegate": DelegateForm,
    "Second": SecondForm,
}
KINDS = ("posting", "appointment", "grant", "force", "establishment", "person", "grid")


class StaffView(QWidget):
    """Three lists in one place. Enter on a row does what the row is for.

    Signals: `changed()` after another reading; `failed(object)` with the `Problem` of a reading.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, means: Means, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._means = means
        self._told = StaffTelling(means.words)
        self._found: Staff | None = None
        self._stop_link: Callable[[], None] | None = None
        theme = means.theme
        self.holdings: ActList[Holding] = ActList(theme, TableModel(holding_columns(self._told), _key), acts=4)
        self.sent: ActList[SentForce] = ActList(theme, TableModel(sent_columns(self._told), _key), acts=2)
        self.posts: ActList[Post] = ActList(theme, TableModel(post_columns(self._told), _kind), acts=1)
        self._stack = QStackedWidget()
        self._follower: Follower[Staff] = Follower(
            self, means.desk, means.tasks, name="staff", kinds=KINDS, ask=self._ask, show=self._show, fail=self.failed.emit
        )
        self._assemble()
        self.retranslate()

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many rows each list has."""
        return self.holdings.model.rowCount(), self.sent.model.rowCount(), self.posts.model.rowCount()

    def open(self) -> None:
        if self._stop_link is None:
            self._stop_link = self._means.desk.watch_link(self._on_link_changed)
        self._follower.open()

    def close_down(self) -> None:
        if self._stop_link is not None:
            self._stop_link()
            self._stop_link = None
        self._follower.close()

    def read_again(self) -> None:
        """Who acts may have changed."""
        self._follower.read_again()

    def set_means(self, means: Means) -> None:
        """Other words from now on."""
        self._means = means
        self._told.words = means.words
        self.retranslate()

    def turn_to(self, place: int) -> None:
        """Shows one of the three lists."""
        self._stack.setCurrentIndex(place)

    def retranslate(self) -> None:
        self.holdings.name(self.tr("任职与委托"), none=self.tr("片区还没有登记任职、角色与委托"))
        self.sent.name(self.tr("下沉力量"), none=self.tr("没有下沉力量"))
        self.posts.name(self.tr("编制"), none=self.tr("还没有定编制，也没有登记力量"))
        self._tell()

    @Slot(str)
    def act(self, command: str) -> None:
        """Opens the form of an act."""
        if self._found is not None:
            self._means.tasks.start(self, self._open(command, self._found), name=f"form {command}")

    def _assemble(self) -> None:
        for part in (self.holdings, self.sent, self.posts):
            self._stack.addWidget(part)
            part.act_asked.connect(self.act)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.holdings.row_chosen.connect(self._tell)
        self.sent.row_chosen.connect(self._tell)
        self.holdings.row_opened.connect(self._on_holding_opened)
        self.sent.row_opened.connect(self._on_sent_opened)
        self.posts.row_opened.connect(self._on_post_opened)

    def _ask(self) -> Callable[[Cache], Staff]:
        desk = self._means.desk
        area, link, act, now = desk.area, desk.link.state, self._means.desk.acting(), desk.now()
        return lambda cache: staff(cache, area, act=act, link=link, now=now)

    def _show(self, found: Staff) -> None:
        self._found = found
        self.holdings.fill(found.holdings)
        self.sent.fill(found.sent)
        self.posts.fill(found.posts)
        self._tell()
        self.changed.emit()

    @Slot()
    def _tell(self) -> None:
        begun = [self._offer(command) for command in ("PostLeader", "Appoint", "Delegate")]
        self.holdings.offer((*begun, self._taking_away()))
        ending = self._offer("EndSecondment")
        sent = self.sent.chosen
        hindered = self.tr("先选一支下沉力量") if sent is None else self._told.stand(sent) if sent.stand is Stand.ENDED else ""
        if not ending.reason and hindered:
            ending = Offer(ending.command, ending.words, ending.icon, hindered)
        self.sent.offer((self._offer("Second"), ending))
        self.posts.offer((self._offer("SetEstablishment"),))

    def _offer(self, command: str) -> Offer:
        words = self._means.words
        act = self._found.acts[command] if self._found else None
        reason = words.tell(act.locked, act.data) if act and act.locked else ""
        return Offer(command, f"{words.command(command)}…", ICONS[command], reason)

    def _taking_away(self) -> Offer:
        held, words = self.holdings.chosen, self._means.words
        if held is None:
            return Offer("Revoke", self.tr("撤销…"), ICONS["Revoke"], self.tr("先选一项角色或委托"))
        command = {Sort.ROLE: "RevokeAppointment", Sort.LOAN: "RevokeGrant"}.get(held.sort, "")
        word = f"{words.command(command)}…" if command else self.tr("撤销…")
        if held.locked is None:
            reason = self.tr("任职到期自行终止，改任他人即告终止") if held.sort is Sort.POST else self._told.stand(held)
        else:
            reason = words.tell(held.locked, held.data) if held.locked else ""
        return Offer("Revoke", word, ICONS["Revoke"], reason)

    async def _open(self, command: str, found: Staff) -> None:
        means, window = self._means, self.window()
        held, sent = self.holdings.chosen, self.sent.chosen
        if command in WITH_PICKS:
            picks = await means.desk.read(lambda _cache: staff_picks(found, means.words))
            WITH_PICKS[command](means, found, picks, parent=window).open()
        elif command == "Revoke" and held is not None and held.locked is not None:
            if held.locked:
                raise Problem(Code(held.locked), **(held.data or {}))
            RevokeForm(means, held, parent=window).open()
        elif command == "EndSecondment" and sent is not None:
            EndSecondmentForm(means, sent, parent=window).open()
        elif command == "SetEstablishment":
            EstablishmentForm(means, found, self.posts.chosen, parent=window).open()

    @Slot()
    def _on_holding_opened(self) -> None:
        self._press(self.holdings, "Revoke")

    @Slot()
    def _on_sent_opened(self) -> None:
        self._press(self.sent, "EndSecondment")

    @Slot()
    def _on_post_opened(self) -> None:
        self._press(self.posts, "SetEstablishment")

    def _press(self, part: ActList[Holding] | ActList[SentForce] | ActList[Post], command: str) -> None:
        if part.button(command).isEnabled():
            self.act(command)

    def _on_link_changed(self, _link: Link) -> None:
        self._follower.read_again()


def _key(row: Holding | SentForce) -> str:
    return row.id


def _kind(post: Post) -> tuple[str, str]:
    return (post.source.value, post.trade.value)
