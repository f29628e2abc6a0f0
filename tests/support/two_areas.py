"""A town with a second area beside the one of the busy day: who holds what there, and two cases of it."""

from __future__ import annotations

from msgspec.structs import replace

from app.domain.catalogue import Severity, Tier
from app.domain.grid import Grid, Level
from app.domain.incident import Incident
from app.domain.people import Appointment, Role
from app.domain.record import Record
from tests.support.builders import AREA, DISTRICT, LONG_AGO, OFFICER, TOWN, busy_day

SECOND = "310114102P04"
SECOND_UNIT = "310114102020001"
AREAS = (AREA, SECOND)


def holding(role: Role, place: str = TOWN) -> Appointment:
    """The officer's only right: this one in place of what he had."""
    return Appointment(id=f"a-{OFFICER}", town=TOWN, person=OFFICER, role=role, place=place, since=LONG_AGO)


def second_area() -> list[Record]:
    """The fourth area with a unit, a case of its own and one that is the town's."""
    path = (DISTRICT, TOWN, SECOND)
    grids = [
        Grid(id=SECOND, town=TOWN, area=SECOND, name="南翔镇第四片区", level=Level.AREA, parent=TOWN, path=path),
        Grid(
            id=SECOND_UNIT,
            town=TOWN,
            area=SECOND,
            name="永乐社区",
            level=Level.UNIT,
            parent=SECOND,
            path=(*path, SECOND_UNIT),
        ),
    ]
    model = busy_day().world.get(Incident, "i-1031")
    assert model is not None
    there = replace(model, area=SECOND, unit=SECOND_UNIT, micro="", severity=Severity.URGENT)
    return [
        *grids,
        replace(there, id="i-own", number="NX4-1", title="永乐路纸屑", tier=Tier.L1),
        replace(there, id="i-led", number="NX4-2", title="永乐路塌陷", tier=Tier.L3),
    ]
