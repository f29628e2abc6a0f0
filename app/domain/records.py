"""All kinds of records, in the order in which tables are made."""

from __future__ import annotations

from app.domain.calendar import CalendarYear
from app.domain.delegation import Grant
from app.domain.duty import Handover, LogNote
from app.domain.grid import Grid, Outline
from app.domain.incident import Attachment, Entry, Incident
from app.domain.meeting import ActionItem, Decision, Meeting, Package, TownTerms
from app.domain.organisation import Organisation
from app.domain.people import Appointment, Contact, Person, Posting
from app.domain.record import Record
from app.domain.refusal import Refusal
from app.domain.roster import Establishment, Force, Shift

RECORDS: tuple[type[Record], ...] = (
    Grid,
    Outline,
    Organisation,
    CalendarYear,
    TownTerms,
    Person,
    Contact,
    Posting,
    Appointment,
    Grant,
    Force,
    Shift,
    Establishment,
    Incident,
    Entry,
    Attachment,
    LogNote,
    Handover,
    Refusal,
    Meeting,
    Decision,
    ActionItem,
    Package,
)

KIND: dict[str, type[Record]] = {record.kind: record for record in RECORDS}
