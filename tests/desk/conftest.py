"""An area with half a year behind it, on the Wednesday after the week that the meeting looks at."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from app.analysis.weekly import WeeklyPackage
from app.desk.meeting import Workspace, workspace
from app.desk.ports import LinkState
from app.domain.act import Act
from app.domain.record import Put, Record
from tests.desk.weeks import WEEK, TrialFigures, frozen_figures, last_meeting, months
from tests.support.builders import AREA, DEPUTY, NOW, PEOPLE, Day, quiet_day
from tests.support.desk import REFERENCE, DictCache, SteadyClock


@pytest.fixture(scope="session")
def half_a_year() -> tuple[Record, ...]:
    return (*months(), *last_meeting())


@pytest.fixture
def area(half_a_year: tuple[Record, ...]) -> Day:
    """The area's records; tests add to them."""
    made = quiet_day()
    made.world.apply(tuple(Put(record) for record in half_a_year))
    return made


@pytest.fixture(scope="session")
def package(half_a_year: tuple[Record, ...]) -> WeeklyPackage:
    """The figures of W46 as the centre has frozen them."""
    made = quiet_day()
    made.world.apply(tuple(Put(record) for record in half_a_year))
    return frozen_figures(made.world, REFERENCE)


@pytest.fixture
def figures(area: Day) -> TrialFigures:
    return TrialFigures(area.world, REFERENCE)


def as_person(person: str = DEPUTY) -> Act:
    return Act(
        command="", person=person, person_name=PEOPLE[person][0], seat="seat-1", occurred_at=NOW, recorded_at=NOW, central=False
    )


Shows = Callable[..., Workspace]


@pytest.fixture
def shows(area: Day) -> Shows:
    """The workspace of W46 with some records more, as a person sees it."""

    def show(records: Iterable[Record] = (), *, person: str = DEPUTY, link: LinkState = LinkState.ONLINE) -> Workspace:
        area.world.apply(tuple(Put(record) for record in records))
        cache = DictCache(area.world, SteadyClock(NOW))
        return workspace(cache, AREA, WEEK, act=as_person(person) if person else None, link=link, now=NOW)

    return show
