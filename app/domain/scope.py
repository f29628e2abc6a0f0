"""Which feed a record lives in and which scopes see it: pure functions of the record."""

from __future__ import annotations

from app.domain.calendar import CalendarYear
from app.domain.catalogue import Tier
from app.domain.grid import Grid
from app.domain.incident import Incident
from app.domain.organisation import Organisation
from app.domain.people import Appointment, Contact
from app.domain.record import Record

DISTRICT = "district"
PERSONAL = ":contacts"


def feed_of(record: Record) -> str:
    """`district` for the tree, the directory, calendars and district-wide appointments; else the town's code."""
    if isinstance(record, Grid | Organisation | CalendarYear):
        return DISTRICT
    return record.town or DISTRICT


def scopes_of(record: Record) -> frozenset[str]:
    """The scopes in which the record can be seen.

    What belongs to an area is seen in `area:<code>`; personal data in clear only in `area:<code>:contacts`; a case that is led
    up to the town also in `town:<code>`.
    """
    feed = feed_of(record)
    if feed == DISTRICT:
        return frozenset({DISTRICT})
    area = getattr(record, "area", "")
    if isinstance(record, Contact):
        return frozenset({f"area:{area}{PERSONAL}"})
    if not area:
        return frozenset({town_wide(feed)})
    if isinstance(record, Incident) and record.tier is Tier.L3:
        return frozenset({f"area:{area}", f"town:{feed}"})
    if isinstance(record, Appointment):
        return frozenset({f"area:{area}", f"town:{feed}"})
    return frozenset({f"area:{area}"})


def town_wide(town: str) -> str:
    """The scope of what binds a whole town: seen by everyone who sees any part of it."""
    return f"town:{town}:all"


def is_personal(scope: str) -> bool:
    """Whether nothing but personal data in clear (`Contact`) is seen in the scope."""
    return scope.endswith(PERSONAL)


def scopes_at(place_path: tuple[str, ...], areas: tuple[str, ...], *, contacts: bool) -> frozenset[str]:
    """The scopes of a seat that stands at a grid with this path and serves these areas.

    `contacts` says whether the person at it may see personal data in clear.
    """
    held = {DISTRICT}
    towns = place_path[1:2]
    held.update(town_wide(town) for town in towns)
    if len(place_path) == 2:
        held.update(f"town:{town}" for town in towns)
    for area in areas:
        held.add(f"area:{area}")
        if contacts:
            held.add(f"area:{area}{PERSONAL}")
    return frozenset(held)
