"""Whether two cases are at the same place."""

from __future__ import annotations

import math

from app.domain.incident import Incident

SAME_PLACE_METRES = 200.0


def distance(lon: float, lat: float, to_lon: float, to_lat: float) -> float:
    """Metres between two points in WGS84 degrees, on a local plane."""
    east = (to_lon - lon) * 111_320 * math.cos(math.radians((lat + to_lat) / 2))
    north = (to_lat - lat) * 110_574
    return math.hypot(east, north)


def close_by(case: Incident, other: Incident) -> bool:
    """Whether the cases are known to be at the same address, or within 200 m."""
    if case.place and case.place == other.place:
        return True
    if case.lon is None or case.lat is None or other.lon is None or other.lat is None:
        return False
    return distance(case.lon, case.lat, other.lon, other.lat) <= SAME_PLACE_METRES


def same_place(case: Incident, other: Incident) -> bool:
    """Close by, or in the same micro grid where nothing finer is known of one of them."""
    if close_by(case, other):
        return True
    bare = any(not one.place and one.lon is None for one in (case, other))
    return bare and bool(case.micro) and case.micro == other.micro
