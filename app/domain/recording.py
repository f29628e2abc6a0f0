"""代录, recording for others: whose word a step is where the desk writes it down, and how he told it (workflow, 2)."""

from __future__ import annotations

from msgspec import Struct

from app.domain import text
from app.domain.act import Act
from app.domain.incident import Incident, Said
from app.domain.machine import place_of
from app.domain.people import Role
from app.domain.permissions import roles_at
from app.domain.problems import Code, Problem
from app.domain.roster import Force
from app.domain.world import World

HANDLERS = frozenset({Role.FIELD, Role.DEPARTMENT})
"""Who handles, and so speaks for himself or for whom he sends."""
FINDERS = HANDLERS | {Role.UNIT_CHIEF}
"""Who may have dealt with a case of the unit himself (I8, I17), and asks for more time on it."""


class Word(Struct, frozen=True):
    """Whose word a step is, empty where nobody is named, and who has recorded for the case's handlers with it."""

    handler: str
    recorders: tuple[str, ...]


def speaks(case: Incident, act: Act, world: World, own: frozenset[Role]) -> bool:
    """Whether the person speaks in this for himself or for his own side, and need not say who told it."""
    return act.system or bool(roles_at(world, act.person, place_of(case), act.at) & own)


def word_of(case: Incident, act: Act, world: World, *, handler: str, said: Said, own: frozenset[Role] = HANDLERS) -> Word:
    """Whose word the step is; the problem that a desk names nobody, or does not say how he told it.

    `own` are those who take the step in their own right; they may name whom they send. Anybody else records for a handler:
    for the one he names, else for the case's, else for the force that holds it.
    """
    named = text.line(handler, field="handler", needed=False)
    if not speaks(case, act, world, own):
        named = text.line(named or handler_of(case, world), field="handler")
        if said is Said.SELF:
            raise Problem(Code.CHANNEL_MISSING, number=case.called, handler=named)
    recorders = case.recorders if said is Said.SELF else tuple(dict.fromkeys((*case.recorders, act.person)))
    return Word(named, recorders)


def handler_of(case: Incident, world: World) -> str:
    """Who handles the case as far as it is known: the person, else the force that holds it, else nobody."""
    force = world.get(Force, case.holder) if case.holder else None
    return case.handler or (force.name if force else "")
