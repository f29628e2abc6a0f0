"""What every command has in common, and the order that carries it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, ClassVar

from msgspec import Meta, Struct

from app.domain.act import Act
from app.domain.problems import Code, Problem
from app.domain.record import Effect
from app.domain.world import World

_NO_NUL = r"^[^\x00]*\Z"

Id = Annotated[str, Meta(min_length=1, max_length=64, pattern=_NO_NUL)]
OptionalId = Annotated[str, Meta(max_length=64, pattern=_NO_NUL)]
Line = Annotated[str, Meta(max_length=400, pattern=_NO_NUL)]
Passage = Annotated[str, Meta(max_length=20_000, pattern=_NO_NUL)]
Moment = Annotated[datetime, Meta(tz=True)]
Count = Annotated[int, Meta(ge=0, le=1_000_000)]


class Command(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="do", tag=True, omit_defaults=True):
    """Something a person, timer, connector or import wants; it names the goal, never a toggle.

    `needs_central` commands bind others and are not offered while the central server is out of reach. `decide` is pure: the
    same method runs on the desk and, for good, on the central server. It returns the effects or raises a `Problem`. `edition`
    is raised when the fields change; orders of earlier ones are converted upwards (app/contract/editions.py).
    """

    edition: ClassVar[int] = 1
    needs_central: ClassVar[bool] = False

    def without_central(self, world: World) -> None:
        """Pass if this may be done while the centre is out of reach, for a command of which that depends on what it names."""

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The effects of the command in this world, or the `Problem` that refuses it. Nothing is allowed by default."""
        raise Problem(Code.NOT_ALLOWED, roles="", place="")


class Envelope(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The part of an order that can be read before its command is understood.

    `area` is where a refusal of it is shown. `occurred_at` is the device's claim; `offline` says that the centre was out of
    reach then, or that the author had unlocked the seat without it. `edition` is the edition of the command's fields, raised when
    they change.
    """

    id: Id
    author: OptionalId
    seat: OptionalId = ""
    area: OptionalId = ""
    occurred_at: Moment
    offline: bool = False
    edition: Annotated[int, Meta(ge=1, le=1_000)] = 1
