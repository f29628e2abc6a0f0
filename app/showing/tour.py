"""The tour: one officer's afternoon on the real window, a second desk beside it, the centre lost and found again."""

from __future__ import annotations

import asyncio
from pathlib import Path

from app.bootstrap import House
from app.commands.duty import HandOver, TakeOver
from app.commands.intake import Take
from app.desk.duty import draft
from app.desk.pending import outbox, refusals
from app.desk.ports import LinkState
from app.desk.queue import Queue, QueueRow, queue
from app.domain.incident import Incident, State
from app.domain.machine import seen
from app.domain.problems import Problem
from app.showing.driving import breathe, dialog, fill, picture, press, until, write
from app.showing.report import Report
from app.showing.second_desk import SecondDesk
from app.showing.stage import Player, Stage
from app.showing.week import Week
from app.window import Front
from services.background.lanes import Lanes
from ui.incident.forms.act_dialog import ActDialog
from ui.shell.main_window import MainWindow

SIZE = (1920, 1080)
TITLE = "架空线缆脱落"


class Tour:
    """Plays every step on the open window; each leaves a picture and its time in the report."""

    def __init__(self, stage: Stage, report: Report) -> None:
        self._stage = stage
        self._report = report
        self._lanes = Lanes()
        self._second = SecondDesk(stage, stage.players["second"], self._lanes)
        self._front: Front | None = None
        self._pictures = 0

    async def play(self, front: Front) -> int:
        """All steps in order; 0 if each did what it says."""
        self._front = front
        try:
            await self._arrive()
            await self._look_around()
            case = await self._take_a_call()
            await self._second_acts(case)
            contested = await self._lose_the_centre()
            await self._change_shift()
            await self._find_the_centre(contested)
            await Week(self._house, self._report, self._shoot, self._sign_in, self._stage).play(self._window)
            self._report.finished = True
        except (TimeoutError, LookupError, AssertionError, RuntimeError, Problem) as trouble:
            self._report.facts["trouble"] = f"{type(trouble).__name__}: {trouble}"
            self._shoot("trouble")
            return 1
        finally:
            self._lanes.close()
            self._report.write()
        return 0

    @property
    def _house(self) -> House:
        if self._front is None or self._front.house is None:
            raise AssertionError("the house is not open")
        return self._front.house

    @property
    def _window(self) -> MainWindow:
        if self._front is None or self._front.window is None:
            raise AssertionError("the window is not open")
        return self._front.window

    def _shoot(self, name: str) -> None:
        front = self._front
        shown = front and (front.window or front.page)
        if not shown:
            return
        self._pictures += 1
        file = Path(self._report.folder) / f"{self._pictures:02d}-{name}.png"
        picture(shown, file)
        self._report.picture(name, file)

    async def _lists(self) -> Queue:
        desk = self._house.desk
        return await desk.read(lambda cache: queue(cache, desk.area, now=desk.now()))

    async def _case(self, incident: str) -> Incident | None:
        return await self._house.desk.read(lambda cache: cache.get(Incident, incident))

    async def _pending(self) -> int:
        return len(await self._house.desk.read(outbox))

    async def _until_case(self, incident: str, state: State, *, seconds: float = 20.0) -> float:
        """Wait until the screen's own data show the case in a state; how long it took."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        while True:
            case = await self._case(incident)
            if case is not None and case.state is state:
                return loop.time() - began
            if loop.time() - began > seconds:
                raise TimeoutError(f"{incident} {state.value}")
            await asyncio.sleep(0.02)

    async def _arrive(self) -> None:
        front = self._front
        with self._report.step("enrol"):
            await until(lambda: front and front.page, what="enrolment page")
            page = front.page if front else None
            if page is None:
                raise AssertionError
            page.resize(*SIZE)
            code = await self._lanes.network(lambda: self._stage.enrolment_code("01席"))
            write(page, "server", self._stage.url)
            write(page, "code", code)
            await breathe()
            self._shoot("enrol")
            page.submit()
            await until(lambda: front and front.window, what="window")
        self._window.resize(*SIZE)
        with self._report.step("sign-in"):
            # The relief signs in once online, so that the seat can be unlocked by her without the centre.
            await self._sign_in(self._stage.players["relief"])
            await self._sign_out()
            await self._sign_in(self._stage.players["officer"], shoot=True)
        with self._report.step("first-sync") as found:
            await until(lambda: self._house.engine.link().state is LinkState.ONLINE, what="online", seconds=90)
            counts = await self._house.desk.read(lambda cache: cache.counts())
            found["records"] = counts
            if counts.get("incident", 0) < 100:
                raise AssertionError(counts)
            await breathe(0.6)
            self._shoot("first-sync")

    async def _sign_in(self, player: Player, *, shoot: bool = False) -> None:
        entrance = self._window.entrance
        await until(lambda: entrance.isVisible(), what="sign-in page")
        write(entrance, "account", player.account)
        write(entrance, "password", player.password)
        if shoot:
            await breathe()
            self._shoot("sign-in")
        entrance.submit()
        await until(lambda: self._house.desk.session is not None, what=f"{player.account} signed in")
        await until(lambda: not entrance.isVisible(), what="desk")

    async def _sign_out(self) -> None:
        self._window.sign_out()
        await until(lambda: self._house.desk.session is None, what="signed out")

    async def _look_around(self) -> None:
        page = self._window.desk_page
        with self._report.step("tree") as found:
            await until(lambda: page.tree.tree.model().rowCount() > 0, what="tree")
            lists = await self._lists()
            found["to_do"], found["in_hand"] = len(lists.to_do), len(lists.in_hand)
            unit = next((row.unit for row in lists.to_do if row.unit), "")
            page.tree.show_grid(unit)
            await breathe()
            self._shoot("tree")
            page.tree.show_grid("")
        with self._report.step("queue") as found:
            lists = await self._lists()
            rows = lists.to_do or lists.in_hand
            self._window.open_case(rows[0].id)
            await until(lambda: page.detail.detail is not None, what="detail")
            found["chosen"] = rows[0].number
            await breathe()
            self._shoot("queue")

    async def _take_a_call(self) -> str:
        window = self._window
        with self._report.step("new-incident") as found:
            await press(window, "F2")
            await until(lambda: dialog(window), what="intake form")
            form = dialog(window)
            if not isinstance(form, ActDialog):
                raise AssertionError(form)
            micro = (await self._lists()).to_do[0].grid
            fill(form, event_class="0508", grid=micro, title=TITLE, place="真南路1080号西侧")
            await breathe()
            self._shoot("new-incident")
            before = {row.id for row in self._all(await self._lists())}
            await press(window, "Ctrl+Return")
            await until(lambda: dialog(window) is not None and dialog(window) is not form, what="dispatch form")
            fresh = {row.id for row in self._all(await self._lists()) if row.title == TITLE} - before
            if len(fresh) != 1:
                raise AssertionError(fresh)
            incident = fresh.pop()
            found["incident"] = incident
        with self._report.step("dispatch") as found:
            await breathe()
            self._shoot("dispatch")
            await press(window, "Return")
            await until(lambda: dialog(window) is None, what="dispatched")
            await self._until_case(incident, State.DISPATCHED)
            window.open_case(incident)
            await breathe()
            case = await self._case(incident)
            found["holder"] = case.holder if case else ""
            self._shoot("dispatched")
        return incident

    def _all(self, lists: Queue) -> list[QueueRow]:
        return [*lists.pinned, *lists.to_do, *lists.in_hand]

    async def _second_acts(self, incident: str) -> None:
        with self._report.step("second-desk") as found:
            await self._second.enter()
            promised = self._house.desk.now().isoformat()
            await self._second.do("Accept", incident=incident, handler="带队 顾海", promised_at=promised, said="radio")
            found["seconds_after_the_process_ended"] = round(await self._until_case(incident, State.ACCEPTED, seconds=5), 3)
            await breathe()
            self._shoot("second-desk")

    async def _lose_the_centre(self) -> str:
        window, desk = self._window, self._house.desk
        with self._report.step("server-lost"):
            rows = [row for row in (await self._lists()).to_do if row.state is State.REPORTED]
            contested = rows[0].id
            self._stage.kill_central()
            await until(lambda: desk.link.state is LinkState.OFFLINE, what="offline", seconds=60)
            await breathe(1.2)
            self._shoot("server-lost")
        with self._report.step("work-offline") as found:
            await press(window, "F2")
            await until(lambda: dialog(window), what="intake form")
            form = dialog(window)
            if not isinstance(form, ActDialog):
                raise AssertionError(form)
            fill(form, event_class="0112", grid=rows[0].grid, title="道路不洁，抛洒混凝土", place="瑞林路段")
            await press(window, "Ctrl+S")
            await until(lambda: dialog(window) is None, what="reported offline")
            window.open_case(contested)
            await until(lambda: window.desk_page.detail.detail is not None, what="detail")
            case = await self._case(contested)
            if case is None:
                raise AssertionError(contested)
            await desk.do(Take(incident=contested, saw=seen(case)))
            await self._second.do("Take", incident=contested)
            found["pending"] = await self._pending()
            if found["pending"] < 2:
                raise AssertionError(found)
            await breathe(0.6)
            self._shoot("work-offline")
        return contested

    async def _change_shift(self) -> None:
        desk = self._house.desk
        with self._report.step("shift-change-offline") as found:
            made = await desk.read(lambda cache: draft(cache, desk.area, now=desk.now()))
            handover = desk.new_id()
            await desk.do(
                HandOver(
                    handover=handover,
                    area=desk.area,
                    seat=desk.seat.seat,
                    items=made.items[:200],
                    unsent=made.unsent,
                    refusals=made.refusals,
                    unsent_confirmed=True,
                    note="中心失联，待发命令见交接单",
                )
            )
            self._window.show_page("duty")
            await breathe(0.6)
            self._shoot("handover")
            await self._sign_out()
            await self._sign_in(self._stage.players["relief"])
            session = desk.session
            if session is None or not session.offline:
                raise AssertionError("the relief is not signed in offline")
            await desk.do(TakeOver(handover=handover))
            found["unsent"], found["by"] = made.unsent, session.name
            await breathe(0.6)
            self._shoot("shift-change-offline")

    async def _find_the_centre(self, contested: str) -> None:
        desk = self._house.desk
        with self._report.step("server-back") as found:
            await self._lanes.network(self._stage.start)
            await self._second.sync()
            desk.sync.nudge()
            await until(lambda: desk.link.state is LinkState.ONLINE, what="online again", seconds=90)
            loop = asyncio.get_running_loop()
            ends = loop.time() + 60
            while await self._pending():
                if loop.time() > ends:
                    raise TimeoutError("outbox")
                await asyncio.sleep(0.1)
            found["pending"] = await self._pending()
            self._window.show_page("desk")
            await breathe(0.8)
            self._shoot("server-back")
        with self._report.step("refusal-shown") as found:
            boxed = await desk.read(lambda cache: refusals(cache, desk.area))
            found["refusals"] = len(boxed)
            if not any(row.refusal.incident == contested for row in boxed):
                raise AssertionError(f"no refusal of {contested}")
            self._window.show_page("conflicts")
            await breathe(0.8)
            self._shoot("refusal-shown")
