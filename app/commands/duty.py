"""The duty log, the handover of a shift, and the conflict box."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta
from msgspec.structs import replace

from app.commands.command import Command, Count, Id, Line, OptionalId, Passage
from app.domain import text
from app.domain.act import Act
from app.domain.duty import Handover, HandoverItem, HandoverState, LogNote
from app.domain.grid import spine
from app.domain.people import Role
from app.domain.permissions import path_of, require
from app.domain.problems import Code, Problem
from app.domain.record import Effect, Put
from app.domain.refusal import Refusal, RefusalState
from app.domain.world import World, required

_DESK = frozenset({Role.DUTY, Role.AREA_DEPUTY, Role.AREA_CHIEF})


class WriteLog(Command, frozen=True):
    """A line in the duty log."""

    note: Id
    area: Id
    text: Passage
    incident: OptionalId = ""

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The line."""
        require(act, world, _DESK, self.area)
        words = text.passage(self.text, field="text", needed=True)
        note = LogNote(
            id=self.note,
            town=spine(path_of(world, self.area)).town,
            area=self.area,
            at=act.at,
            by=act.person,
            by_name=act.person_name,
            seat=act.seat,
            text=words,
            incident=self.incident,
        )
        return (Put(note),)


def _at_seat(act: Act, seat: str) -> None:
    """A shift is handed over and taken over at its own seat: what is unsent lies there."""
    if act.seat != seat:
        raise Problem(Code.HANDOVER_ELSEWHERE, seat=seat)


class HandOver(Command, frozen=True):
    """The one who leaves signs the handover note (workflow, 7).

    With unsent commands or open refusals it must be confirmed in so many words.
    """

    handover: Id
    area: Id
    seat: Id
    items: Annotated[tuple[HandoverItem, ...], Meta(max_length=500)] = ()
    unsent: Count = 0
    refusals: Count = 0
    unsent_confirmed: bool = False
    note: Passage = ""

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The note, signed out; one open note of the seat at a time."""
        require(act, world, _DESK, self.area)
        _at_seat(act, self.seat)
        if (held := world.get(Handover, self.handover)) is not None:
            raise Problem(Code.HANDOVER_EXISTS, leaver=held.leaver_name)
        if (self.unsent or self.refusals) and not self.unsent_confirmed:
            raise Problem(Code.HANDOVER_UNCONFIRMED, unsent=self.unsent, refusals=self.refusals)
        for other in world.find(Handover, area=self.area, seat=self.seat):
            if other.state is HandoverState.SIGNED_OUT:
                raise Problem(Code.HANDOVER_PENDING, leaver=other.leaver_name)
        record = Handover(
            id=self.handover,
            town=spine(path_of(world, self.area)).town,
            area=self.area,
            seat=self.seat,
            state=HandoverState.SIGNED_OUT,
            leaver=act.person,
            leaver_name=act.person_name,
            left_at=act.at,
            items=self.items,
            unsent=self.unsent,
            refusals=self.refusals,
            unsent_confirmed=self.unsent_confirmed,
            note=text.passage(self.note, field="note"),
            offline=act.offline,
        )
        return (Put(record),)


class TakeOver(Command, frozen=True):
    """The one who comes takes the shift over at the same seat."""

    handover: Id

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The note taken over; the leaver cannot relieve himself, and the first taker stands."""
        held = required(world, Handover, self.handover)
        require(act, world, _DESK, held.area)
        _at_seat(act, held.seat)
        if held.leaver == act.person:
            raise Problem(Code.SAME_PERSON, person=act.person_name)
        if held.state is HandoverState.TAKEN_OVER:
            if held.comer == act.person:
                return ()
            raise Problem(Code.RECORD_CHANGED, number="", saw=HandoverState.SIGNED_OUT.value, now=held.comer_name)
        taken = replace(
            held,
            state=HandoverState.TAKEN_OVER,
            comer=act.person,
            comer_name=act.person_name,
            taken_at=act.at,
            taken_offline=act.offline,
        )
        return (Put(taken),)


class SettleRefusal(Command, frozen=True):
    """A person has dealt with a refused command: done again, handed over, or discarded with a word why."""

    needs_central: ClassVar[bool] = False

    refusal: Id
    became: RefusalState
    note: Line = ""

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The refusal settled; one that is settled already stays as it is."""
        held = required(world, Refusal, self.refusal)
        require(act, world, _DESK | {Role.UNIT_CHIEF, Role.FIELD, Role.DEPARTMENT, Role.TOWN}, held.area or held.town)
        if held.state in (RefusalState.DONE_AGAIN, RefusalState.DISCARDED) or self.became is RefusalState.OPEN:
            return ()
        note = text.line(self.note, field="note", needed=self.became is RefusalState.DISCARDED)
        settled = replace(held, state=self.became, dealt_by=act.person, dealt_at=act.at, note=note)
        return (Put(settled),)
