"""Delegation: a leader lends named acts to a role for a term."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from app.domain.people import Role
from app.domain.record import Record


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
