"""Who may send forces to a case of which tier, and which forces: the scope of the one who dispatches (workflow, I7 and I11)."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from app.domain.act import Act
from app.domain.catalogue import Severity, Tier
from app.domain.delegation import Lent
from app.domain.grid import Grid
from app.domain.incident import Incident, State
from app.domain.machine import place_of
from app.domain.people import Role
from app.domain.permissions import borrowers, held_places, require, require_loan, roles_at, warranted
from app.domain.problems import Code, Problem
from app.domain.roster import Force
from app.domain.world import World

OWN: dict[Tier, frozenset[Role]] = {
    Tier.L1: frozenset({Role.UNIT_CHIEF, Role.AREA_DEPUTY, Role.AREA_CHIEF}),
    Tier.L2: frozenset({Role.AREA_DEPUTY, Role.AREA_CHIEF}),
    Tier.L3: frozenset({Role.TOWN}),
}
"""Who sends forces to a case of a tier in his own right."""
BORROWERS = frozenset({Role.DUTY, Role.AREA_DEPUTY})
"""To whom dispatch can be lent."""


def wants_ruling(case: Incident, world: World) -> bool:
    """Whether a leader must rule who has the case, because it came back as often as it may (I12)."""
    return case.bounces - case.rulings >= world.terms(case.town).returns_at_most


def returns_left(case: Incident, world: World) -> None:
    """Pass while the case may still be returned; a third return without a ruling is impossible."""
    if wants_ruling(case, world):
        raise _ruling_missing(case, world)


def _ruling_missing(case: Incident, world: World) -> Problem:
    roles = "、".join(sorted(role.value for role in OWN[case.tier]))
    return Problem(Code.RULING_MISSING, number=case.called, limit=world.terms(case.town).returns_at_most, roles=roles)


def may_dispatch(case: Incident, act: Act, world: World) -> None:
    """Pass if the person may send forces to a case of this tier; else the problem that says who may.

    A 特急 that starts at 牵头 may be sent its first forces by the area (先期处置): the town is told at once, nobody waits for it.
    """
    if act.system:
        return
    place = place_of(case)
    own = OWN[case.tier]
    if entitled := roles_at(world, act.person, place, act.at) & own:
        warranted(act, entitled)
        return
    returns_left(case, world)
    first_response = case.severity is Severity.CRITICAL and case.state is State.FILED
    if case.tier is Tier.L3 and not first_response:
        require(act, world, own, place)
    area = roles_at(world, act.person, place, act.at) & {Role.AREA_DEPUTY, Role.AREA_CHIEF}
    if case.tier is Tier.L3 and area:
        warranted(act, area)
        return
    require_loan(act, world, _lent(case.tier), place, BORROWERS)


def may_dispatch_once_filed(case: Incident, act: Act, world: World) -> None:
    """Pass if the person may send forces to the case at some tier that it can be filed at: its own or a higher one."""
    first: Problem | None = None
    for tier in sorted((tier for tier in Tier if tier.rank >= case.tier.rank), key=lambda tier: tier.rank):
        try:
            may_dispatch(replace(case, state=State.FILED, tier=tier), act, world)
        except Problem as problem:
            first = first or problem
        else:
            return
    if first is not None:
        raise first


def _lent(tier: Tier) -> Lent:
    return Lent.DISPATCH_UNIT if tier is Tier.L1 else Lent.DISPATCH_AREA


class Reach(Struct, frozen=True, kw_only=True):
    """Which forces somebody may send to a case: the area's, or those at home in his `units` alone; `town_wide` ones as well."""

    town_wide: bool = False
    units: tuple[str, ...] = ()

    def has(self, force: Force, world: World) -> bool:
        """Whether the force is within it; one without a grid is at home in its whole area."""
        if not force.area:
            return self.town_wide
        home = world.get(Grid, force.grid or force.area)
        return not self.units or (home is not None and not {*self.units}.isdisjoint(home.path))


def reach_of(case: Incident, act: Act, world: World) -> Reach:
    """The forces that the person may send to this case, were he to dispatch it.

    Those of the whole town go where the town leads, or by its hand. A unit leader sends those of his unit and its grids; whoever
    holds the dispatch of the area, or was lent it, sends any of the area.
    """
    if act.system:
        return Reach(town_wide=True)
    place = place_of(case)
    roles = roles_at(world, act.person, place, act.at)
    town_wide = case.tier is Tier.L3 or Role.TOWN in roles
    chief = Role.UNIT_CHIEF in roles and case.tier is Tier.L1
    wider = roles & (OWN[case.tier] - {Role.UNIT_CHIEF}) or borrowers(world, act, _lent(case.tier), place, BORROWERS)
    if wider or not chief:
        return Reach(town_wide=town_wide)
    return Reach(town_wide=town_wide, units=held_places(world, act, Role.UNIT_CHIEF, place))
