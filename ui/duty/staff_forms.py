"""Forms around people: filling a post, giving and taking roles, lending acts, sending forces down, planning posts."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem, QWidget

from app.commands import staffing
from app.commands.command import Command
from app.desk.staff import Holding, Post, SentForce, Sort, Staff
from app.domain.delegation import Lent
from app.domain.grid import Level
from app.domain.people import Office, Role, Source, Trade
from app.domain.problems import Code, Problem
from ui.common.formatting import full_moment
from ui.common.text import PlainLabel
from ui.duty.staff_picks import StaffPicks
from ui.duty.staff_telling import StaffTelling
from ui.incident.forms.act_dialog import About, ActDialog
from ui.incident.forms.inputs import MomentInput, PickInput
from ui.incident.means import Means

DAYS = (0, 30, 90, 180, 365)
LEVEL_OF = {
    Office.TOWN_CHIEF: Level.TOWN,
    Office.AREA_CHIEF: Level.AREA,
    Office.AREA_DEPUTY: Level.AREA,
    Office.UNIT_CHIEF: Level.UNIT,
    Office.MICRO_CHIEF: Level.MICRO,
}
GIVEN_AT_A_DESK = tuple(role for role in Role if role is not Role.SYSTEM)


class TermForm(ActDialog):
    """The base of the forms for what holds from a moment on, without end or for some time."""

    def __init__(self, means: Means, picks: StaffPicks, act: str, *, parent: QWidget | None = None) -> None:
        super().__init__(means, About(act=means.words.command(act)), parent=parent)
        self.picks = picks

    def add_term(self) -> None:
        """Adds since when, and for how long."""
        self._since = self.add_moment("since", self.tr("起始"), MomentInput(self.means.desk.now()))
        lengths = (self.tr("不定期"), self.tr("30 天"), self.tr("90 天"), self.tr("半年"), self.tr("一年"))
        choices = tuple((str(days), words) for days, words in zip(DAYS, lengths, strict=True))
        self._length = self.add_choice("until", self.tr("期限"), choices)

    @property
    def since(self) -> datetime:
        """When it begins."""
        return self._since.moment

    @property
    def until(self) -> datetime | None:
        """When it ends, None for never."""
        days = int(self._length.currentData())
        return self.since + timedelta(days=days) if days else None

    def add_people(self, label: str) -> PickInput:
        """Adds a person, found by name or initials."""
        picked = PickInput(self.picks.people)
        self.add_field("person", label, picked)
        return picked

    def add_grids(self, *levels: Level) -> PickInput:
        """Adds a grid of these levels; a single one is picked already."""
        picked = PickInput(self.picks.at(*levels))
        self.add_field("grid", self.tr("网格"), picked)
        self.pick_only(picked, *levels)
        return picked

    def pick_only(self, picked: PickInput, *levels: Level) -> None:
        """Picks the grid of these levels if there is no other."""
        found = self.picks.at(*levels)
        if len(found) == 1:
            picked.pick(found[0].key)

    @staticmethod
    def need(value: str, field: str) -> str:
        """The value, or the problem that it is missing."""
        if not value:
            raise Problem(Code.FIELD_MISSING, field=field)
        return value


class PostForm(TermForm):
    """任网格长: the open term of the one before ends where this begins."""

    def __init__(self, means: Means, _staff: Staff, picks: StaffPicks, *, parent: QWidget | None = None) -> None:
        super().__init__(means, picks, "PostLeader", parent=parent)
        words = means.words
        choices = tuple((office.value, words.name("office", office.value)) for office in Office)
        self._office = self.add_choice("office", self.tr("职务"), choices)
        self._office.setCurrentIndex(self._office.findData(Office.AREA_CHIEF.value))
        self._grid = self.add_grids(Level.AREA)
        self._person = self.add_people(self.tr("任谁"))
        self.add_term()
        self._office.currentIndexChanged.connect(self._on_office_chosen)

    def commands(self) -> tuple[Command, ...]:
        grid, person = self.need(self._grid.picked, "grid"), self.need(self._person.picked, "person")
        posting = self.means.desk.new_id()
        office = Office(str(self._office.currentData()))
        return (
            staffing.PostLeader(posting=posting, grid=grid, person=person, office=office, since=self.since, until=self.until),
        )

    @Slot()
    def _on_office_chosen(self) -> None:
        level = LEVEL_OF[Office(str(self._office.currentData()))]
        self._grid.clear()
        self._grid.offer(self.picks.at(level))
        self.pick_only(self._grid, level)


class AppointForm(TermForm):
    """授予角色: what a person may do, where and for how long."""

    def __init__(self, means: Means, _staff: Staff, picks: StaffPicks, *, parent: QWidget | None = None) -> None:
        super().__init__(means, picks, "Appoint", parent=parent)
        choices = tuple((role.value, means.words.name("role", role.value)) for role in GIVEN_AT_A_DESK)
        self._person = self.add_people(self.tr("授予谁"))
        self._role = self.add_choice("role", self.tr("角色"), choices)
        self._role.setCurrentIndex(self._role.findData(Role.DUTY.value))
        self._grid = self.add_grids(Level.AREA, Level.UNIT, Level.TOWN)
        self._grid.pick(means.desk.area)
        self.add_term()

    def commands(self) -> tuple[Command, ...]:
        grid, person = self.need(self._grid.picked, "grid"), self.need(self._person.picked, "person")
        role, made = Role(str(self._role.currentData())), self.means.desk.new_id()
        return (staffing.Appoint(appointment=made, person=person, role=role, place=grid, since=self.since, until=self.until),)


class DelegateForm(TermForm):
    """委托: named acts lent to a role for a term; they can be called back at any time."""

    def __init__(self, means: Means, staff: Staff, picks: StaffPicks, *, parent: QWidget | None = None) -> None:
        super().__init__(means, picks, "Delegate", parent=parent)
        self._lendable = staff.lendable
        self._grid = PickInput(picks.lendable, picked=picks.lendable[0].key if picks.lendable else "")
        self.add_field("grid", self.tr("网格"), self._grid)
        receivers = (Role.DUTY, Role.AREA_DEPUTY)
        choices = tuple((role.value, means.words.name("role", role.value)) for role in receivers)
        self._receiver = self.add_choice("receiver", self.tr("委托给"), choices)
        self.acts = QListWidget()
        self.add_field("acts", self.tr("事权"), self.acts, hint=self.tr("委托可随时撤销"))
        self.add_term()
        self._offer_acts()
        self._grid.picked_changed.connect(self._offer_acts)

    def commands(self) -> tuple[Command, ...]:
        grid = self.need(self._grid.picked, "grid")
        items = (self.acts.item(row) for row in range(self.acts.count()))
        ticked = [str(i.data(Qt.ItemDataRole.UserRole)) for i in items if i.checkState() is Qt.CheckState.Checked]
        self.need("".join(ticked), "acts")
        receiver, grant = Role(str(self._receiver.currentData())), self.means.desk.new_id()
        lent = tuple(Lent(act) for act in ticked)
        return (staffing.Delegate(grant=grant, grid=grid, receiver=receiver, acts=lent, since=self.since, until=self.until),)

    @Slot()
    def _offer_acts(self) -> None:
        self.acts.clear()
        offered = self._lendable.get(self._grid.picked, ())
        for act in offered:
            told = self.means.words.name("lent", act.value)
            item = QListWidgetItem(f"{told[:1].upper()}{told[1:]}", self.acts)
            item.setData(Qt.ItemDataRole.UserRole, act.value)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if len(offered) == 1 else Qt.CheckState.Unchecked)
        self.acts.setFixedHeight(self.means.theme.px(24) * len(Lent))


class RevokeForm(ActDialog):
    """撤销: a role or lent acts end at once; what their holder does offline from now on will be refused."""

    def __init__(self, means: Means, held: Holding, *, parent: QWidget | None = None) -> None:
        command = "RevokeGrant" if held.sort is Sort.LOAN else "RevokeAppointment"
        super().__init__(means, About(act=means.words.command(command)), parent=parent)
        self._held = held
        told = StaffTelling(means.words)
        lines = (told.in_a_line(held), told.place(held), told.term(held))
        self.add_field("held", self.tr("现有"), PlainLabel("\n".join(lines), wrap=True))
        self.add_field("after", self.tr("撤销后"), PlainLabel(self.tr("立即生效，此后离线所办也将被拒绝。"), wrap=True))

    def commands(self) -> tuple[Command, ...]:
        if self._held.sort is Sort.LOAN:
            return (staffing.RevokeGrant(grant=self._held.id),)
        return (staffing.RevokeAppointment(appointment=self._held.id),)


class SecondForm(TermForm):
    """登记下沉: which force was sent down by whom, for which term, on what basis."""

    def __init__(self, means: Means, _staff: Staff, picks: StaffPicks, *, parent: QWidget | None = None) -> None:
        super().__init__(means, picks, "Second", parent=parent)
        self._force = PickInput(picks.forces)
        self.add_field("force", self.tr("力量"), self._force)
        self._sender = PickInput(picks.senders)
        self.add_field("sent_by", self.tr("派出单位"), self._sender)
        self.add_term()
        self._basis = self.add_line("basis", self.tr("依据"), hint=self.tr("赋能清单的名称与条目"))

    def commands(self) -> tuple[Command, ...]:
        force, sender = self.need(self._force.picked, "force"), self.need(self._sender.picked, "sent_by")
        return (staffing.Second(force=force, sent_by=sender, since=self.since, until=self.until, basis=self._basis.text()),)


class EndSecondmentForm(ActDialog):
    """结束下沉: when it ends."""

    def __init__(self, means: Means, sent: SentForce, *, parent: QWidget | None = None) -> None:
        super().__init__(means, About(act=means.words.command("EndSecondment"), kind=sent.name), parent=parent)
        self._sent = sent
        began = self.tr("{sender}，{since} 起").format(
            sender=StaffTelling(means.words).sender(sent), since=full_moment(sent.since)
        )
        self._ends = self.add_moment("ends", self.tr("结束于"), MomentInput(means.desk.now()), hint=began)

    def commands(self) -> tuple[Command, ...]:
        return (staffing.EndSecondment(force=self._sent.id, ends=self._ends.moment),)


class EstablishmentForm(ActDialog):
    """定编制: how many people a kind of post should have."""

    def __init__(self, means: Means, staff: Staff, post: Post | None, *, parent: QWidget | None = None) -> None:
        super().__init__(means, About(act=means.words.command("SetEstablishment")), parent=parent)
        self._staff = staff
        words = means.words
        self._source = self.add_choice("source", self.tr("来源"), tuple((s.value, words.source(s)) for s in Source))
        self._trade = self.add_choice("trade", self.tr("类别"), tuple((t.value, words.trade(t)) for t in Trade))
        self._planned = self.add_count("planned", self.tr("编制"), post.planned or 0 if post else 0)
        self._planned.setRange(0, 999)
        if post is not None:
            self._choose(self._source, post.source.value)
            self._choose(self._trade, post.trade.value)
        for choice in (self._source, self._trade):
            choice.currentIndexChanged.connect(self._on_chosen)
        self._planned.setFocus()

    def commands(self) -> tuple[Command, ...]:
        desk, held = self.means.desk, self._held()
        return (
            staffing.SetEstablishment(
                establishment=held.id if held and held.id else desk.new_id(),
                area=desk.area,
                source=Source(str(self._source.currentData())),
                trade=Trade(str(self._trade.currentData())),
                planned=self._planned.value(),
            ),
        )

    def _held(self) -> Post | None:
        kind = (str(self._source.currentData()), str(self._trade.currentData()))
        return next((post for post in self._staff.posts if (post.source.value, post.trade.value) == kind), None)

    @Slot()
    def _on_chosen(self) -> None:
        held = self._held()
        self._planned.setValue(held.planned or 0 if held else 0)

    @staticmethod
    def _choose(choice: QComboBox, key: str) -> None:
        choice.setCurrentIndex(choice.findData(key))
