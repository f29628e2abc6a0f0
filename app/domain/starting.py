"""Where a case begins in the three-level response: by its class and place, higher for what may not wait (L-a to L-c)."""

from __future__ import annotations

from app.domain.act import Act
from app.domain.catalogue import UNMAPPED, EventClass, Severity, Tier
from app.domain.grid import Grid
from app.domain.incident import Incident, Origin
from app.domain.problems import Code, Problem
from app.domain.world import World


def class_to_file(code: str, case: Incident, act: Act, world: World) -> EventClass:
    """The class under which a case is filed: of the catalogue, and not 未归类, but for recorded cases and by a timer (I4)."""
    found = world.catalogue().get(code)
    if found is None:
        raise Problem(Code.CATEGORY_UNKNOWN, code=code)
    if code == UNMAPPED and not act.system and case.origin is not Origin.REPLAY:
        raise Problem(Code.FIELD_MISSING, field="event_class")
    return found


def usual_tier(case: Incident, of_class: Tier, world: World) -> Tier:
    """Where cases of the class begin at this place: higher where one of its grids is marked so (L-b)."""
    places = (world.get(Grid, code) for code in (case.unit, case.micro) if code)
    return max((of_class, *(place.tier for place in places if place is not None)), key=lambda tier: tier.rank)


def higher(one: Tier, other: Tier) -> Tier:
    """The higher of two tiers."""
    return max(one, other, key=lambda tier: tier.rank)


def starting_tier(case: Incident, usual: Tier) -> Tier:
    """L-a to L-c: 特急 with public safety starts at 牵头, what is usual for the class and place at 共治, the rest at 自治."""
    if case.severity is Severity.CRITICAL and case.public_safety:
        return Tier.L3
    return higher(usual, case.tier)
