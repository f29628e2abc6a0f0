"""The workspace of a week with half a year behind it, at the stage that a test wants."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from importlib import import_module
from typing import Any

from app.analysis.weekly import WeeklyPackage
from app.desk.document import Document
from app.desk.meeting import workspace
from app.desk.minutes import minutes
from app.desk.ports import LinkState
from app.domain.meeting import Stage
from app.domain.record import Put, Record
from services.documents.fonts import find_fonts
from services.documents.press import Press
from tests.desk.weeks import TrialFigures, frozen_figures, held_meeting, last_meeting, months
from tests.pages.screens import MakeScreen
from tests.support.builders import AREA, DEPUTY, NOW, Day, quiet_day
from tests.support.desk import REFERENCE, DictCache, SteadyClock
from tests.support.screen import ScreenStage
from ui.meeting.view import MeetingView

WIDE, NARROW = (1920, 1016), (1366, 664)


@cache
def half_a_year() -> tuple[Record, ...]:
    return (*months(), *last_meeting())


@cache
def frozen() -> WeeklyPackage:
    """The figures of W46."""
    return frozen_figures(area().world, REFERENCE)


@cache
def press() -> Press:
    return Press(find_fonts())


def area() -> Day:
    """The area before the meeting."""
    day = quiet_day()
    day.world.apply(tuple(Put(record) for record in half_a_year()))
    return day


def day_of(stage: Stage | None, **told: Any) -> Day:
    """The area with its meeting at a stage, None before it is opened."""
    day = area()
    if stage is None:
        return day
    records = held_meeting(frozen(), stage=stage, **told)
    if stage in (Stage.PREPARING, Stage.FREEZING):
        records = held_meeting(frozen(), stage=stage, package="", held_at=None, chair="", attendees=(), **told)[1:2]
    elif stage is Stage.FROZEN:
        records = held_meeting(frozen(), stage=stage, held_at=None, chair="", attendees=(), **told)[:2]
    day.world.apply(tuple(Put(record) for record in records))
    return day


class CountingPaper:
    """The real press, counting what it is asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def pdf(self, document: Document, *, stamp: datetime) -> bytes:
        self.asked.append("pdf")
        return press().pdf(document, stamp=stamp)

    def docx(self, document: Document) -> bytes:
        self.asked.append("docx")
        return press().docx(document)

    def pages(self, document: Document, *, ppi: int = 96) -> tuple[bytes, ...]:
        self.asked.append(f"pages {ppi}")
        return press().pages(document, ppi=ppi)


@cache
def warm() -> None:
    """Loads the charts and sets a first page, which takes a second that no test should be charged with."""
    import_module("ui.meeting.gallery")
    found = area()
    found.world.apply(tuple(Put(record) for record in held_meeting(frozen())))
    cache = DictCache(found.world, SteadyClock(NOW))
    shown = workspace(cache, AREA, "2026-W46", act=None, link=LinkState.ONLINE, now=NOW)
    press().pages(minutes(shown, today=NOW.date()), ppi=96)


def workspace_on(stage: ScreenStage, *, size: tuple[int, int] = WIDE) -> tuple[MeetingView, CountingPaper]:
    """The workspace on a stage."""
    warm()
    paper = CountingPaper()
    view = stage.show(MeetingView, size=size, paper=paper, figures=TrialFigures(stage.cache, REFERENCE, now=stage.clock.now))
    return view, paper


def make_workspace(make_screen: MakeScreen, at: Stage | None, *, person: str = DEPUTY, **told: Any) -> ScreenStage:
    """A desk whose meeting is at a stage."""
    return make_screen(day_of(at, **told), person=person)
