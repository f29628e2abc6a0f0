"""The forms of the meeting: who was there, the words of the minutes, how an action got on."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.commands.command import Command
from app.commands.decisions import AdvanceAction
from app.commands.meetings import HoldMeeting
from app.commands.minutes import DraftMinutes
from app.desk.minutes import TITLE
from app.desk.typed import typed_agenda, typed_attendees
from app.domain.meeting import ActionItem, Attendee, Meeting, Presence, Progress
from ui.incident.forms.act_dialog import About, ActDialog
from ui.incident.means import Means


class HoldForm(ActDialog):
    """召开: the chair, the run sheet, a point a line, and the attendance list, a person a line."""

    def __init__(
        self,
        means: Means,
        meeting: Meeting,
        expected: tuple[Attendee, ...],
        *,
        panels: tuple[str, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(means, About(act=means.words.command("HoldMeeting")), parent=parent)
        self._meeting, self._panels = meeting, panels
        self._known = {one.name: one.person for one in (*expected, *meeting.attendees)}
        session = means.desk.session
        self._chair = self.add_line("chair_name", self.tr("主持"), meeting.chair_name or (session.name if session else ""))
        lines = "\n".join(self._line(one) for one in meeting.attendees or expected)
        hint = self.tr("一行一人：姓名 职务，没来的加「请假」，列席的加「列席」")
        points = "\n".join(f"{point.title} {point.minutes}" for point in meeting.agenda)
        told = self.tr("一行一项，行末写分钟数")
        self._points = self.add_passage("agenda", self.tr("议程"), points, hint=told, lines=6)
        self._people = self.add_passage("attendees", self.tr("出席"), lines, hint=hint, lines=12)

    def commands(self) -> tuple[Command, ...]:
        return (
            HoldMeeting(
                meeting=self._meeting.id,
                chair_name=self._chair.text().strip(),
                attendees=self.attendees,
                agenda=typed_agenda(self._points.toPlainText(), self._meeting.agenda),
                panels=self._panels,
            ),
        )

    @property
    def attendees(self) -> tuple[Attendee, ...]:
        """The people as typed, those known by their person."""
        typed = (one for line in self._people.toPlainText().splitlines() for one in typed_attendees(line))
        return tuple(
            Attendee(name=one.name, post=one.post, presence=one.presence, person=self._known.get(one.name, "")) for one in typed
        )

    def done_words(self) -> str:
        return self.tr("出席已记，{count} 人").format(count=len(self.attendees))

    def _line(self, one: Attendee) -> str:
        english = self.means.words.english
        words = {Presence.EXCUSED: "excused" if english else "请假", Presence.GUEST: "guest" if english else "列席"}
        return " ".join(part for part in (one.name, one.post, words.get(one.presence, "")) if part)


class DraftForm(ActDialog):
    """The words that the figures do not give: title, opinion, demand, who gets copies."""

    def __init__(self, means: Means, meeting: Meeting, *, panels: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(means, About(act=means.words.command("DraftMinutes")), parent=parent)
        self._meeting, self._panels = meeting, panels
        self._title = self.add_line("title", self.tr("标题"), meeting.title or TITLE, hint=self.tr("长标题自动分行"))
        self._opinion = self.add_passage("opinion", self.tr("会议认为"), meeting.opinion, lines=4)
        self._demand = self.add_passage("demand", self.tr("会议要求"), meeting.demand, lines=4)
        copies = self.tr("、").join(meeting.copy_to)
        self._copies = self.add_line("copy_to", self.tr("抄送"), copies, hint=self.tr("用顿号隔开"))

    def commands(self) -> tuple[Command, ...]:
        names = (name.strip() for name in self._copies.text().replace("，", "、").replace(",", "、").split("、"))
        return (
            DraftMinutes(
                meeting=self._meeting.id,
                title=self._title.text(),
                opinion=self._opinion.toPlainText(),
                demand=self._demand.toPlainText(),
                copy_to=tuple(name for name in names if name),
                panels=self._panels,
            ),
        )

    def done_words(self) -> str:
        return self.tr("纪要已成稿，请另一人核稿")


class AdvanceForm(ActDialog):
    """An action of an earlier meeting gets on; what is done needs something to show for it."""

    def __init__(self, means: Means, action: ActionItem, *, parent: QWidget | None = None) -> None:
        about = About(act=means.words.command("AdvanceAction"), kind=action.text)
        super().__init__(means, about, parent=parent)
        self._action = action
        choices = tuple(
            (step.value, means.words.name("progress", step.value)) for step in Progress if step is not action.progress
        )
        self._progress = self.add_choice("progress", self.tr("进展"), choices)
        following = {Progress.OPEN: Progress.DOING, Progress.DOING: Progress.DONE, Progress.DONE: Progress.VERIFIED}
        self._progress.setCurrentIndex(self._progress.findData(following.get(action.progress, Progress.OPEN).value))
        self._evidence = self.add_passage(
            "evidence", self.tr("依据"), action.evidence, hint=self.tr("办结要写依据：照片、记录、单据")
        )

    def commands(self) -> tuple[Command, ...]:
        return (
            AdvanceAction(
                action=self._action.id,
                saw=self._action.progress,
                progress=Progress(str(self._progress.currentData())),
                evidence=self._evidence.toPlainText(),
            ),
        )
