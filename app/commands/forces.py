"""What a case does to the forces that have it."""

from __future__ import annotations

from msgspec.structs import replace

from app.domain.act import Act
from app.domain.incident import Incident
from app.domain.record import Put
from app.domain.roster import Duty, Force
from app.domain.world import World


def busy(case: Incident, world: World, act: Act, duty: Duty) -> tuple[Put, ...]:
    """The case's holder and helpers, on the way to it or at it."""
    return tuple(
        Put(replace(force, duty=duty, busy_with=case.id, duty_confirmed_at=act.at))
        for force in _forces(case, world)
        if (force.duty, force.busy_with) != (duty, case.id)
    )


def freed(case: Incident, world: World, act: Act) -> tuple[Put, ...]:
    """The forces that were busy with this case, available again; those busy elsewhere stay as they are."""
    return tuple(
        Put(replace(force, duty=Duty.AVAILABLE, busy_with="", duty_confirmed_at=act.at))
        for force in _forces(case, world)
        if force.busy_with == case.id and force.duty is not Duty.OFF
    )


def called_back(case: Incident, world: World, act: Act) -> tuple[Put, ...]:
    """The forces of a case that comes back to them, on the way to it again.

    Only those that are free: who is busy elsewhere or off duty has not been asked yet and stays as he is.
    """
    return tuple(
        Put(replace(force, duty=Duty.ON_THE_WAY, busy_with=case.id, duty_confirmed_at=act.at))
        for force in _forces(case, world)
        if force.duty is Duty.AVAILABLE and not force.busy_with
    )


def _forces(case: Incident, world: World) -> list[Force]:
    found = (world.get(Force, force) for force in (case.holder, *case.helpers) if force)
    return [force for force in found if force is not None]
