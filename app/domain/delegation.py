"""Delegation: a leader lends named acts to a role for a term."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from app.domain.grid import Grid, Level
from app.domain.people import Appointment, Role
from app.domain.record import Record
from app.domain.world import World


class Lent(StrEnum):
    """Acts that can be lent."""

    DISPATCH_UNIT = "dispatch_unit"
    DISPATCH_AREA = "dispatch_area"
    ISSUE_MINUTES = "issue_minutes"


class Grant(Record, frozen=True, kw_only=True):
    """A dated, revocable loan of acts, printed on the duty sheet.

    `giver` is the person who lends, `receiver` the role that may act within `grid`.
    """

    kind: ClassVar[str] = "grant"

    area: str
    grid: str
    giver: str
    receiver: Role
    acts: tuple[Lent, ...]
    since: datetime
    until: datetime | None = None
    revoked_at: datetime | None = None


def holds(grant: Grant, act: Lent, role: Role, moment: datetime) -> bool:
    """Whether the grant lets the role do the act at the moment."""
    if role is not grant.receiver or act not in grant.acts or moment < grant.since:
        return False
    ends = [end for end in (grant.until, grant.revoked_at) if end is not None]
    return all(moment < end for end in ends)


def lent_by_default(right: Appointment, world: World) -> Grant | None:
    """The loan that comes with a unit leader's right: his dispatch at 自治, to the desk, for his term (workflow, 2).

    It is a record like any other, so he may call it back; None where he has lent it before, called back or not.
    """
    place = world.get(Grid, right.place)
    if right.role is not Role.UNIT_CHIEF or place is None or place.level is not Level.UNIT:
        return None
    given = (grant for grant in world.find(Grant, grid=right.place) if grant.giver == right.person)
    if any(Lent.DISPATCH_UNIT in grant.acts and grant.receiver is Role.DUTY for grant in given):
        return None
    return Grant(
        id=f"{right.id}-lent",
        town=right.town,
        area=right.area,
        grid=right.place,
        giver=right.person,
        receiver=Role.DUTY,
        acts=(Lent.DISPATCH_UNIT,),
        since=right.since,
        until=right.until,
    )
