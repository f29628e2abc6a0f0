"""A change at one desk until it is on the screen of another."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from threading import Thread

import msgspec
import requests

from app.commands.intake import ReportIncident, Withdraw
from app.desk.ports import LinkState
from app.domain.catalogue import Severity
from app.domain.grid import Grid, Level
from services.gateway.live import LiveStream
from tests.benchmarks.figure import Figure, Goal, Series, milliseconds, share
from tests.benchmarks.processes import Child, gridplus
from tests.benchmarks.stage import Stage, say
from tests.support.central import CentralProcess
from tests.support.chance import drawn
from tests.support.desks import HeadlessDesk, new_id

CHANGES = 60
CROWD = 48
QUIET = (0.25, 0.45)
"""Seconds between two changes, drawn anew each time."""
SETTLE_SECONDS = 60.0


class Times(msgspec.Struct, frozen=True):
    """Seconds from the command until it is in the other's cache, and until it is painted; how often the crowd pulled."""

    held: Series
    painted: Series
    pulls: int = 0


def live(stage: Stage) -> Iterator[Figure]:
    """Two desks alone, then with the crowd beside them."""
    demo, chance = stage.demo, drawn(1)
    officer, second = demo.players["officer"], demo.players["second"]
    profile = stage.fresh("screen")
    gridplus(profile, "enrol", demo.enrolment_code("01席"), "--server", demo.url)
    gridplus(profile, "sign-in", officer.account, "--password-stdin", word=f"{officer.password}\n")
    gridplus(profile, "sync")
    floor = _floor(stage)
    with ExitStack() as stack:
        desk = stack.enter_context(closing(HeadlessDesk(stage.fresh("second"), demo.url)))
        desk.access.enrol(demo.enrolment_code("02席"), machine="benchmark")
        desk.access.sign_in(second.account, second.password)
        desk.sync.once()
        desk.begin()
        screen = stack.enter_context(Child("screen", str(profile), officer.account, officer.password))
        screen.hear()
        alone = _series(desk, screen, chance)
        yield from _figures("two desks", alone, floor)
        say(f"enrolling {CROWD} more desks ...")
        codes = [CentralProcess(demo.data).enrolment_code(demo.area) for _ in range(CROWD)]
        with Child("crowd", demo.url, demo.area[:9], *codes) as crowd:
            crowd.hear()
            beside = _series(desk, screen, chance)
            pulls = int(crowd.finish()["pulls"])
        yield from _figures(f"{CROWD + 2} desks", msgspec.structs.replace(beside, pulls=pulls), floor)


def _figures(who: str, times: Times, floor: Series) -> Iterator[Figure]:
    bare = milliseconds(floor)
    crowd = f"; the crowd pulled {times.pulls} times for {2 * CHANGES} changes" if times.pulls else ""
    for part, goal in ((0.5, None), (0.99, Goal(300.0))):
        yield Figure(
            name=f"change on the other screen p{part * 100:.0f}, {who}",
            unit="ms",
            ours=(share(milliseconds(times.painted), part),),
            floor=(share(bare, part),),
            goal=goal,
            note=f"{CHANGES} reports, from the click at one desk to the row painted in the other's queue (its own process, real "
            f"window); in its cache after {share(milliseconds(times.held), part):.0f} ms{crowd}. "
            "Floor: a bare POST until a listener has its event"
            if goal
            else "",
        )


def _series(desk: HeadlessDesk, screen: Child, chance: random.Random) -> Times:
    """Report, see it there, take it back."""
    deadline = time.monotonic() + SETTLE_SECONDS
    while desk.sync.link().state is not LinkState.ONLINE and time.monotonic() < deadline:
        time.sleep(0.05)
    area = desk.access.seat().areas[0]
    grid = next(grid.id for grid in desk.read(lambda cache: cache.find(Grid, area=area)) if grid.level is Level.MICRO)
    held: list[float] = []
    painted: list[float] = []
    for _ in range(CHANGES):
        incident = new_id()
        screen.tell(incident)
        screen.hear()
        time.sleep(chance.uniform(*QUIET))
        began = time.monotonic()
        desk.do(ReportIncident(incident=incident, grid=grid, title="架空线缆脱落", severity=Severity.URGENT))
        seen = screen.hear()
        held.append(seen["held"] - began)
        painted.append(seen["painted"] - began)
        desk.do(Withdraw(incident=incident, saw=desk.sees(incident)))
        time.sleep(chance.uniform(*QUIET))
    return Times(tuple(held), tuple(painted))


def _floor(stage: Stage) -> Series:
    """A bare POST, told to a listener by the bare server."""
    stream = LiveStream(requests.get(f"{stage.bare}/live", stream=True, timeout=30), server=stage.bare)
    arrived: list[float] = []

    def listen() -> None:
        for heads in stream:
            if heads:
                arrived.append(time.monotonic())
                if len(arrived) == CHANGES:
                    return

    listener = Thread(target=listen)
    listener.start()
    sent: list[float] = []
    with requests.Session() as session:
        session.trust_env = False
        for turn in range(CHANGES):
            time.sleep(0.02)
            sent.append(time.monotonic())
            session.post(f"{stage.bare}/event", data=msgspec.json.encode({"heads": {"bare": turn + 1}}), timeout=10)
    listener.join(10)
    stream.release()
    return tuple(there - here for here, there in zip(sent, arrived, strict=True))
