"""What a report claims about itself and cannot be true: a point off the globe, a time long past."""

from __future__ import annotations

from datetime import datetime

from app.domain.act import Act
from app.domain.deadline import due
from app.domain.problems import Code, Problem
from app.domain.world import World


def check_point(lon: float | None, lat: float | None) -> None:
    """Pass for a point on the globe or for none at all; half of a point is none."""
    if lon is None and lat is None:
        return
    if lon is None or lat is None or not (-180 <= lon <= 180 and -90 <= lat <= 90):
        lon_said, lat_said = ("—" if value is None else f"{value:g}" for value in (lon, lat))
        raise Problem(Code.POINT_WRONG, lon=lon_said, lat=lat_said)


def occurred(claimed: datetime | None, act: Act, world: World, town: str) -> datetime:
    """When it happened: as claimed, at the latest at the act itself; without a claim then.

    What lies further back than the town's window would count in a week that nobody looks at: it is refused.
    """
    if claimed is None or claimed >= act.at:
        return act.at
    if due(claimed, world.terms(town).reported_within, world.calendar(town)) < act.at:
        raise Problem(Code.HAPPENED_TOO_LONG_AGO, claimed=claimed.isoformat(timespec="seconds"))
    return claimed
