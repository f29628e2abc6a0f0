"""A refused order of this cache in the shape of a refusal record, for the conflict box."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from app.commands import RawOrder
from app.domain.grid import Grid
from app.domain.people import Person
from app.domain.refusal import Refusal
from app.domain.world import World
from services.local_store.outbox import RefusedOrder


class _Tagged(Struct, frozen=True):
    do: str = ""
    incident: str = ""


def refusal_of(order: RawOrder, refused: RefusedOrder, world: World) -> Refusal:
    """What a person wanted and why the centre would not, from what this cache has kept."""
    author = world.get(Person, order.author) if order.author else None
    area = world.get(Grid, order.area) if order.area else None
    tagged = msgspec.json.decode(order.command, type=_Tagged)
    return Refusal(
        id=order.id,
        town=area.town if area else "",
        area=order.area,
        verb=tagged.do,
        wanted=bytes(order.command).decode(),
        author=order.author,
        author_name=author.name if author else "",
        seat=order.seat,
        incident=tagged.incident,
        problem=refused.problem,
        data=refused.data,
        occurred_at=order.occurred_at,
        refused_at=refused.refused_at,
    )
