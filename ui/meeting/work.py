"""What the weekly workspace does: its commands, its papers. The view shows what comes of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date
from typing import TypeVar

from msgspec import Struct

from app.commands import meetings
from app.commands.command import Command
from app.commands.decisions import Decide, GiveAction, Renumber
from app.commands.minutes import CheckMinutes, IssueMinutes
from app.desk.document import Document
from app.desk.meeting import Workspace, cases_named, chosen_panels, invited
from app.desk.minutes import minutes, paper_digest
from app.desk.panels import WeeklyPackage
from app.desk.ports import Figures, Paper
from app.desk.typed import TypedAction, TypedDecision
from app.domain.ids import SHANGHAI
from app.domain.meeting import AgendaPoint, Attendee, Meeting, Stage
from ui.incident.means import Means

T = TypeVar("T")
OPEN_TO_PANELS = (Stage.HELD, Stage.DRAFTED)
PREVIEW_PPI = 110
USUAL_POINTS = (
    AgendaPoint(title="总体情况", panel="volume"),
    AgendaPoint(title="来源与分类", panel="mix"),
    AgendaPoint(title="高发点位", minutes=10, panel="heat"),
    AgendaPoint(title="办理时效", minutes=10, panel="timeliness"),
    AgendaPoint(title="重复投诉", minutes=10, panel="repeats"),
    AgendaPoint(title="力量安排", panel="workload"),
)
"""The usual run sheet; records speak Chinese whatever the screen does."""


class Printed(Struct, frozen=True):
    """Pages of a paper as PNG, and what the paper says in brief (its digest)."""

    digest: str
    pages: tuple[bytes, ...]


class MeetingWork:
    """Coroutines of the workspace; each raises the `Problem` that refuses it. Papers are made one after the other."""

    def __init__(self, means: Means, paper: Paper, figures: Figures) -> None:
        self.means = means
        self.figures = figures
        self._paper = paper
        self._press = asyncio.Lock()

    @property
    def today(self) -> date:
        """The day on the wall clock of the sub-centre."""
        return self.means.desk.now().astimezone(SHANGHAI).date()

    async def trial(self, week: str) -> WeeklyPackage:
        """The week's figures from the cache."""
        area = self.means.desk.area
        return await self.means.desk.read(lambda _cache: self.figures.trial(area, week))

    async def expected(self) -> tuple[Attendee, ...]:
        """Who should be at the meeting."""
        desk = self.means.desk
        area, reference, now = desk.area, desk.reference, desk.now()
        return await desk.read(lambda cache: invited(cache, area, reference=reference, now=now))

    async def open(self, week: str) -> None:
        """The meeting of a week in preparation, with a point for every panel of its figures."""
        desk = self.means.desk
        await desk.do(meetings.OpenMeeting(meeting=desk.new_id(), area=desk.area, week=week, agenda=USUAL_POINTS))

    async def decide(self, meeting: Meeting, typed: TypedDecision) -> None:
        """A decision put down."""
        desk = self.means.desk
        heading, text, panel = typed.heading, typed.text, typed.panel
        await desk.do(Decide(decision=desk.new_id(), meeting=meeting.id, heading=heading, text=text, panel=panel))

    async def give(self, meeting: Meeting, typed: TypedAction) -> None:
        """An action item put down; it is complete."""
        desk = self.means.desk
        if typed.due is None:
            raise ValueError("an action without a day is not put down")
        area, now = desk.area, desk.now()
        linked = await desk.read(lambda cache: cases_named(cache, area, typed.cases, now=now))
        command = GiveAction(
            action=desk.new_id(),
            meeting=meeting.id,
            text=typed.text,
            owner=typed.owner,
            due=typed.due,
            co_owners=typed.co_owners,
            incidents=linked,
            panel=typed.panel,
        )
        await desk.do(command)

    async def renumber(self, meeting: Meeting, *, decisions: tuple[str, ...] = (), actions: tuple[str, ...] = ()) -> None:
        """Decisions or actions in another order: the numbers of the minutes follow it."""
        await self.means.desk.do(Renumber(meeting=meeting.id, decisions=decisions, actions=actions))

    async def join(self, meeting: Meeting, people: tuple[Attendee, ...]) -> None:
        """People added to the attendance list; one who is on it already is corrected."""
        names = {one.name for one in people}
        kept = tuple(one for one in meeting.attendees if one.name not in names)
        await self.means.desk.do(meetings.HoldMeeting(meeting=meeting.id, attendees=(*kept, *people)))

    async def choose_panels(self, meeting: Meeting, panels: tuple[str, ...]) -> None:
        """Which panels go into the minutes, in the order of the gallery."""
        if meeting.stage in OPEN_TO_PANELS and panels != chosen_panels(meeting):
            await self.means.desk.do(meetings.HoldMeeting(meeting=meeting.id, panels=panels))

    async def plain(self, found: Workspace, command: str) -> None:
        """An act without a form: freeze, check, issue, follow up, archive."""
        if found.meeting is None:
            raise ValueError("there is no meeting yet")
        await self.means.desk.do(self._command(found, found.meeting, command))

    async def pages(self, found: Workspace, trial: WeeklyPackage | None, *, known: str = "") -> Printed | None:
        """The minutes as page pictures, set in the network lane; None where they say the same as the paper `known`."""
        today = self.today

        def press() -> Printed | None:
            document = minutes(found, today=today, trial=trial)
            digest = paper_digest(document)
            return None if digest == known else Printed(digest, self._paper.pages(document, ppi=PREVIEW_PPI))

        return await self._run(press)

    async def print_ready(self, found: Workspace, trial: WeeklyPackage | None, *, ppi: int) -> tuple[bytes, ...]:
        """The pages for a printer."""
        document = self.document(found, trial)
        return await self._run(lambda: self._paper.pages(document, ppi=ppi))

    async def file(self, found: Workspace, trial: WeeklyPackage | None, *, kind: str) -> bytes:
        """The minutes as pdf or docx; a PDF bears the time of the issue, or of now."""
        document = self.document(found, trial)
        stamp = (found.meeting.issued_at if found.meeting else None) or self.means.desk.now()
        if kind == "pdf":
            return await self._run(lambda: self._paper.pdf(document, stamp=stamp))
        return await self._run(lambda: self._paper.docx(document))

    def document(self, found: Workspace, trial: WeeklyPackage | None) -> Document:
        """The minutes as they stand."""
        return minutes(found, today=self.today, trial=trial)

    def _command(self, found: Workspace, meeting: Meeting, command: str) -> Command:
        one = meeting.id
        if command == "IssueMinutes":
            return IssueMinutes(meeting=one, digest=found.digest)
        if command == "FileMeeting":
            return meetings.FileMeeting(meeting=one, stage=Stage.FOLLOWED if meeting.stage is Stage.ISSUED else Stage.ARCHIVED)
        plain: dict[str, Command] = {
            "FreezeMeeting": meetings.FreezeMeeting(meeting=one),
            "CheckMinutes": CheckMinutes(meeting=one),
        }
        return plain[command]

    async def _run(self, work: Callable[[], T]) -> T:
        async with self._press:
            return await self.means.desk.lanes.network(work)
