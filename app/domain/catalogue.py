"""The catalogue: classes of incidents, events and parts, with their default limits."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from app.domain.deadline import Term
from app.domain.problems import Code, Problem

UNMAPPED = "0000"
PART = "P"
"""Stands before the code of a part and of its major class: the tables give parts and events the same numbers."""


class ClassKind(StrEnum):
    """What a class is of: something that happens, or a thing of the city that wants mending."""

    EVENT = "event"
    PART = "part"


class Severity(StrEnum):
    """How bad it is; the order is the order of the queue."""

    CRITICAL = "critical"
    URGENT = "urgent"
    IMPORTANT = "important"
    NORMAL = "normal"

    @property
    def rank(self) -> int:
        """1 for 特急 to 4 for 一般."""
        return tuple(Severity).index(self) + 1

    @property
    def round_the_clock(self) -> bool:
        """Whether its terms run day and night (workflow, 4)."""
        return self in (Severity.CRITICAL, Severity.URGENT)


class Tier(StrEnum):
    """Who is responsible: 自治, 共治, 牵头 (workflow, 5)."""

    L1 = "L1"
    L2 = "L2"
    L3 = "L3"

    @property
    def rank(self) -> int:
        """1 for 自治 to 3 for 牵头."""
        return int(self.value[1])


class EventClass(Struct, frozen=True, kw_only=True):
    """One row of the catalogue, an event or a part (部件). `term` limits the handling step (T5); None leaves it to the severity.

    `wants_evidence` is False where the class waives the photo or document at feedback; `assumed` marks a class, and so its limit,
    that is this product's own and stands in no published table.
    """

    scheme: str
    code: str
    major: str
    name: str
    kind: ClassKind = ClassKind.EVENT
    name_en: str = ""
    key: str = ""
    term: Term | None = None
    severity: Severity = Severity.NORMAL
    tier: Tier = Tier.L1
    wants_evidence: bool = True
    public_safety: bool = False
    department: str = ""
    skills: tuple[str, ...] = ()
    assumed: bool = False


class Reason(Struct, frozen=True):
    """A coded reason of an act; `needs_note` asks for words beside it."""

    key: str
    needs_note: bool = False


class Catalogue(Struct, frozen=True):
    """All classes by code, the names of the major classes (code -> Chinese, English), and the coded reasons by act."""

    classes: dict[str, EventClass]
    majors: dict[str, tuple[str, str]]
    reasons: dict[str, tuple[Reason, ...]]

    def get(self, code: str) -> EventClass | None:
        """The class with this code, or None."""
        return self.classes.get(code)

    def major_name(self, code: str, *, english: bool = False) -> str:
        """What people call the major class of a class; empty for a code that nobody knows."""
        found = self.classes.get(code)
        return self.majors.get(found.major if found else "", ("", ""))[english]

    def check_reason(self, act: str, reason: str, note: str) -> None:
        """Pass for a reason of the act that is in the tables, with a note where it needs one."""
        found = next((row for row in self.reasons.get(act, ()) if row.key == reason), None)
        if found is None:
            raise Problem(Code.REASON_UNKNOWN, reason=reason)
        if found.needs_note and not note:
            raise Problem(Code.FIELD_MISSING, field="note")

    def name(self, code: str, *, english: bool = False) -> str:
        """What people call the class; an unknown code is shown as it is."""
        found = self.classes.get(code)
        if found is None:
            return code
        return (found.name_en or found.name) if english else found.name
