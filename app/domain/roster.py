"""Forces that can be dispatched, their duty, shifts and establishment."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from app.domain.people import Secondment, Source, Trade
from app.domain.record import Record


class Duty(StrEnum):
    """What a force does now."""

    AVAILABLE = "available"
    ON_THE_WAY = "on_the_way"
    ON_SCENE = "on_scene"
    OFF = "off"


class Force(Record, frozen=True, kw_only=True):
    """A person or a group that can be sent to an incident.

    `size` is the number of people. `duty_confirmed_at` is when somebody last said so; a state unconfirmed for long is shown
    grey. `busy_with` is the incident it is on the way to or at.
    """

    kind: ClassVar[str] = "force"

    name: str
    area: str
    source: Source
    trade: Trade
    size: int = 1
    members: tuple[str, ...] = ()
    employer: str = ""
    skills: tuple[str, ...] = ()
    grid: str = ""
    lon: float | None = None
    lat: float | None = None
    duty: Duty = Duty.OFF
    duty_confirmed_at: datetime | None = None
    busy_with: str = ""
    seconded: Secondment | None = None
    phone_masked: str = ""
    active: bool = True


class Shift(Record, frozen=True, kw_only=True):
    """One planned shift of a sub-centre: who leads it, which forces stand by, how many seats are manned."""

    kind: ClassVar[str] = "shift"

    area: str
    name: str
    starts: datetime
    ends: datetime
    leader: str = ""
    forces: tuple[str, ...] = ()
    seats: int = 1
    minimum: int = 0


class Establishment(Record, frozen=True, kw_only=True):
    """How many people a post of an area should have (编制), against which those in post and on duty are counted."""

    kind: ClassVar[str] = "establishment"

    area: str
    source: Source
    trade: Trade
    planned: int
