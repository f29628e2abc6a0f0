"""The last part of the tour: the weekly meeting from opening to issue, and its paper as PDF and DOCX."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec

from app.bootstrap import House
from app.commands.command import Command
from app.commands.decisions import Decide, GiveAction
from app.commands.meetings import FreezeMeeting, HoldMeeting, OpenMeeting
from app.commands.minutes import CheckMinutes, DraftMinutes, IssueMinutes
from app.desk.meeting import Workspace, invited, workspace
from app.desk.minutes import minutes
from app.desk.panels import key_of
from app.desk.ports import LinkState
from app.domain.ids import SHANGHAI, week_before, week_of
from app.domain.meeting import Stage as MeetingStage
from app.showing.driving import breathe, until
from app.showing.reading import DOCX, PDF, figures, read_back, sentences
from app.showing.report import Report
from app.showing.stage import Player, Stage
from ui.shell.main_window import MainWindow

SignIn = Callable[[Player], Awaitable[None]]


class Week:
    """The meeting of last week, held by the deputy, checked by the officer, issued by the chief."""

    def __init__(self, house: House, report: Report, shoot: Callable[[str], None], sign_in: SignIn, stage: Stage) -> None:
        self._house = house
        self._report = report
        self._shoot = shoot
        self._sign_in = sign_in
        self._stage = stage
        self.week = week_before(week_of(house.desk.now()))
        self._meeting = house.desk.new_id()

    async def play(self, window: MainWindow) -> None:
        """Open, freeze, hold, decide, draft, check, issue, print."""
        with self._report.step("weekly-meeting") as found:
            await self._as(window, "deputy")
            window.show_page("meeting")
            await self._freeze()
            await self._hold()
            await breathe(1.0)
            self._shoot("weekly-meeting")
            found["week"] = self.week
            await self._as(window, "officer")
            await self._do(CheckMinutes(meeting=self._meeting))
            await self._settled()
            await self._as(window, "chief")
            await self._issue()
            window.show_page("meeting")
            await breathe(1.0)
            self._shoot("issued")
        with self._report.step("print") as found:
            await self._print(found)

    async def _as(self, window: MainWindow, part: str) -> None:
        window.sign_out()
        await until(lambda: self._house.desk.session is None, what="signed out")
        await self._sign_in(self._stage.players[part])

    async def _do(self, command: Command) -> None:
        await self._house.desk.do(command)

    async def _settled(self) -> None:
        """Wait until the centre has everything."""
        loop = asyncio.get_running_loop()
        ends = loop.time() + 30
        while await self._house.desk.read(lambda cache: cache.waiting()):
            if loop.time() > ends:
                raise TimeoutError("outbox")
            await asyncio.sleep(0.05)

    async def _found(self) -> Workspace:
        desk = self._house.desk
        act = desk.act()
        return await desk.read(
            lambda cache: workspace(cache, desk.area, self.week, act=act, link=desk.link.state, now=desk.now())
        )

    async def _freeze(self) -> None:
        desk = self._house.desk
        await self._do(OpenMeeting(meeting=self._meeting, area=desk.area, week=self.week, sample=True))
        await self._do(FreezeMeeting(meeting=self._meeting))
        loop = asyncio.get_running_loop()
        ends = loop.time() + 60
        while (await self._found()).stage is not MeetingStage.FROZEN:
            if loop.time() > ends:
                raise TimeoutError("frozen")
            await asyncio.sleep(0.1)

    async def _hold(self) -> None:
        desk = self._house.desk
        people = await desk.read(lambda cache: invited(cache, desk.area, reference=desk.reference, now=desk.now()))
        await self._do(HoldMeeting(meeting=self._meeting, attendees=people[:12]))
        await self._do(
            Decide(
                decision=desk.new_id(),
                meeting=self._meeting,
                heading="开展沿街占道与垃圾暴露专项整治",
                text="由各单元网格牵头，会同城管中队，对高发点位逐处排查、建账销号。",
            )
        )
        due = (desk.now() + timedelta(days=5)).astimezone(SHANGHAI).date()
        for text, owner in (("高发点位逐处排查建账", "城管中队 顾某"), ("重复投诉链回访", "分中心 陈某")):
            await self._do(GiveAction(action=desk.new_id(), meeting=self._meeting, text=text, owner=owner, due=due))
        await self._do(
            DraftMinutes(
                meeting=self._meeting,
                title="研究沿街秩序整治和重复投诉化解等工作",
                opinion="增量主要来自沿街秩序和市容环境两类事项，需属地网格与职能部门联合处置。",
                demand="需部门支撑的及时吹哨，逾期两次的提级研究。",
                copy_to=("镇党政办公室", "镇城运中心", "片区各单元网格"),
                panels=await self._panels(),
            )
        )
        await self._settled()

    async def _panels(self) -> tuple[str, ...]:
        """All panels of the week: the paper is to show every figure."""
        package = (await self._found()).package
        if package is None:
            raise AssertionError("no figures")
        return tuple(key_of(panel) for panel in package.panels)

    async def _issue(self) -> None:
        desk = self._house.desk
        await until(lambda: desk.link.state is LinkState.ONLINE, what="the centre, to issue")
        found = await self._found()
        await self._do(IssueMinutes(meeting=self._meeting, digest=found.digest))
        await self._settled()

    async def _print(self, told: dict[str, Any]) -> None:
        house, desk = self._house, self._house.desk
        found = await self._found()
        if found.package is None or found.meeting is None:
            raise AssertionError("no figures")
        document = minutes(found, today=desk.now().astimezone(SHANGHAI).date())
        stamp = found.meeting.issued_at or desk.now()
        pdf = await house.lanes.network(lambda: house.paper.pdf(document, stamp=stamp))
        docx = await house.lanes.network(lambda: house.paper.docx(document))
        pages = await house.lanes.network(lambda: house.paper.pages(document, ppi=96))
        folder = Path(self._report.folder)
        await house.lanes.network(lambda: _write(folder, pdf, docx, pages))
        self._report.facts["weekly"] = {
            "week": self.week,
            "stage": found.meeting.stage.value,
            "digest": found.package.digest,
            "figures": figures(found.package),
            "sentences": sentences(found.package),
            "package": msgspec.to_builtins(found.package),
        }
        self._report.write()
        told["pages"], told["pdf_bytes"], told["docx_bytes"] = len(pages), len(pdf), len(docx)
        self._report.picture("print", folder / "minutes-1.png")
        told["read_back"] = await house.lanes.network(lambda: read_back(folder))


def _write(folder: Path, pdf: bytes, docx: bytes, pages: tuple[bytes, ...]) -> None:
    (folder / PDF).write_bytes(pdf)
    (folder / DOCX).write_bytes(docx)
    for number, page in enumerate(pages, start=1):
        (folder / f"minutes-{number}.png").write_bytes(page)
