"""People: who they are, who leads what, who was sent down by whom."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from msgspec import Struct

from app.domain.record import Record


class Source(StrEnum):
    """The four forces that an area leader dispatches (clause 2.4)."""

    OWN = "own"
    ENFORCEMENT = "enforcement"
    TOWN_SPONSOR = "town_sponsor"
    SOCIAL = "social"


class Trade(StrEnum):
    """The kinds of forces as clause 7.1 writes them; orthogonal to the four sources."""

    CHIEF = "chief"
    ENFORCEMENT = "enforcement"
    MANAGEMENT = "management"
    MICRO_FIVE = "micro_five"
    FULL_TIME_WORKER = "full_time_worker"
    OPS_TEAM = "ops_team"
    SERVICE = "service"


class Secondment(Struct, frozen=True, kw_only=True):
    """The mark of a 下沉 person or group: sent by which department, from when to when, on what basis."""

    sent_by: str
    since: datetime
    until: datetime | None = None
    basis: str = ""


class Person(Record, frozen=True, kw_only=True):
    """A member of staff or a volunteer. The telephone here is masked; the clear one is a `Contact`."""

    kind: ClassVar[str] = "person"

    name: str
    post: str = ""
    employer: str = ""
    area: str = ""
    source: Source = Source.OWN
    trade: Trade = Trade.SERVICE
    seconded: Secondment | None = None
    phone_masked: str = ""
    active: bool = True


class Contact(Record, frozen=True, kw_only=True):
    """Clear personal data of a person or of an incident's reporter; only for those who hold the contacts scope."""

    kind: ClassVar[str] = "contact"

    area: str
    of_kind: str
    of: str
    name: str = ""
    phone: str = ""
    address: str = ""


class Office(StrEnum):
    """Leading posts; exactly one accountable area leader holds an area at any time."""

    TOWN_CHIEF = "town_grid_chief"
    AREA_CHIEF = "area_grid_chief"
    AREA_DEPUTY = "area_deputy_chief"
    UNIT_CHIEF = "unit_grid_chief"
    MICRO_CHIEF = "micro_grid_chief"


class Posting(Record, frozen=True, kw_only=True):
    """A term of a person in a leading post of a grid."""

    kind: ClassVar[str] = "posting"

    area: str = ""
    grid: str
    person: str
    office: Office
    since: datetime
    until: datetime | None = None


class Role(StrEnum):
    """Who may act (workflow, section 2)."""

    FIELD = "R1"
    UNIT_CHIEF = "R2"
    DUTY = "R3"
    AREA_DEPUTY = "R4"
    AREA_CHIEF = "R5"
    TOWN = "R6"
    DEPARTMENT = "R7"
    DISTRICT = "R8"
    SYSTEM = "SYS"
    ADMINISTRATOR = "ADM"
    SECURITY = "SEC"
    AUDITOR = "AUD"


class Appointment(Record, frozen=True, kw_only=True):
    """A role that a person holds at a place, from when to when; `revoked_at` ends it at once, also for work done offline."""

    kind: ClassVar[str] = "appointment"

    area: str = ""
    person: str
    role: Role
    place: str
    since: datetime
    until: datetime | None = None
    revoked_at: datetime | None = None
