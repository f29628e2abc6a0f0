"""What the simulator tells, as commands: closed incidents as history, reports as they come in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from app.commands.entering import PastCase
from app.commands.intake import Caller, ReportIncident
from app.domain.catalogue import Catalogue, Severity
from app.domain.ids import SHANGHAI
from app.domain.incident import Channel, Nature
from app.domain.text import TITLE_LENGTH
from services.connectors.demo_tree import LONGEST_ID, key
from services.simulator.incidents import DemoIncident
from services.simulator.telling import DemoReport

FIRST_OF_HISTORY = 500
"""Numbers of history begin here, above those that the centre gives out itself on the days of the story."""


def past_cases(incidents: Iterable[DemoIncident], names: dict[str, str]) -> Iterator[PastCase]:
    """Closed incidents as history, in the order of time, with case numbers; `names` are those of people."""
    given: Counter[tuple[str, str]] = Counter()
    for one in sorted(incidents, key=lambda one: (one.occurred_at, one.id)):
        town, day = one.area[6:9], f"{one.occurred_at.astimezone(SHANGHAI):%y%m%d}"
        given[town, day] += 1
        yield PastCase(
            incident=key(one.id),
            grid=one.micro,
            title=one.summary[:TITLE_LENGTH],
            detail=one.detail,
            occurred_at=one.occurred_at,
            due_at=one.due_at,
            closed_at=one.closed_at,
            source=Channel(one.source),
            nature=_nature(one),
            event_class=one.code,
            severity=Severity(one.severity),
            place=one.address,
            lon=one.lon,
            lat=one.lat,
            holder=key(one.holder) if one.holder else "",
            handler=names.get(one.handler, ""),
            source_case=f"{town}{one.area[-2:]}-{day}-{FIRST_OF_HISTORY + given[town, day]:04d}",
        )


def report_of(one: DemoReport, incident: str, catalogue: Catalogue) -> ReportIncident:
    """A report as it comes in under the id; a citizen who gave a name is the caller."""
    found = catalogue.get(one.code)
    caller = None
    if one.reporter and not one.found_by:
        caller = Caller(contact=f"{incident}-c"[:LONGEST_ID], name=one.reporter, phone=one.reporter_phone, address=one.address)
    return ReportIncident(
        incident=incident,
        grid=one.micro,
        title=one.summary[:TITLE_LENGTH],
        detail=one.detail,
        place=one.address,
        lon=one.lon,
        lat=one.lat,
        source=Channel(one.source),
        nature=_nature(one),
        event_class=one.code,
        severity=Severity(one.severity),
        public_safety=found is not None and found.public_safety,
        caller=caller,
    )


def _nature(one: DemoReport) -> Nature:
    return Nature(one.nature) if one.nature else Nature.OTHER
