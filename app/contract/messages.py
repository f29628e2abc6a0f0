"""What travels between a client and the central server; PROTOCOL.md tells the same for integrators."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta, Raw, Struct, field

if TYPE_CHECKING:
    Body = Raw | None
else:
    Body = Raw  # msgspec takes `Raw | None` for null alone; a missing body is None by its default

PROTOCOL = 1
SCHEMA = 3
RULES = 2
LEAST_CLIENT = 1

LARGEST_BATCH = 500
LARGEST_BODY = 1024 * 1024
LARGEST_BLOB = 20 * 1024 * 1024

H_GENERATION = "x-gridplus-generation"
H_SERIES = "x-gridplus-series"
H_PERSON = "x-gridplus-person"
H_CLIENT = "x-gridplus-client"
H_ACTIVE = "x-gridplus-active"

Text = Annotated[str, Meta(max_length=400)]


class ProblemBody(Struct, frozen=True, kw_only=True):
    """The body of every error answer, in the shape of RFC 9457; clients branch on the number alone."""

    problem: int
    title: str
    data: dict[str, str] = field(default_factory=dict)


class EnrolRequest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A new seat shows its enrolment code, made by the administrator."""

    code: Text
    machine: Text = ""


class SeatGrant(Struct, frozen=True, kw_only=True):
    """The device credential of a seat; `place` is the grid it stands at, `areas` those it serves."""

    seat: str
    name: str
    place: str
    areas: tuple[str, ...]
    token: str
    expires_at: datetime


class SignInRequest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person signs in at an enrolled seat (device credential in Authorization)."""

    account: Text
    password: Annotated[str, Meta(max_length=400)]


class SessionGrant(Struct, frozen=True, kw_only=True):
    """A person's session: who it is, until when at the longest, and how long the cache may be unlocked offline.

    `expires_at` and `time`, the present moment, are told by the centre's clock: a desk whose own is wrong counts the difference.
    """

    person: str
    name: str
    account: str
    token: str
    expires_at: datetime
    time: datetime | None = None
    offline_hours: int = 72
    must_change_password: bool = False


class PasswordRequest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Old and new password."""

    old: Annotated[str, Meta(max_length=400)]
    new: Annotated[str, Meta(max_length=400)]


class Hello(Struct, frozen=True, kw_only=True):
    """Where the server stands.

    `scopes_number` changes with the caller's scope list; `heads` has the caller's feeds only. `person` is whose session the
    server accepts with this request, empty for none (signed out, ended, or no header). `kept_since` names those of the caller's
    areas of which the feed no longer has every case that is over, with the moment since which it has.
    """

    generation: str
    time: datetime
    protocol: int = PROTOCOL
    schema: int = SCHEMA
    rules: int = RULES
    least_client: int = LEAST_CLIENT
    heads: dict[str, int]
    scopes: tuple[str, ...]
    scopes_number: str
    person: str = ""
    kept_since: dict[str, datetime] = field(default_factory=dict)


class Verdict(StrEnum):
    """What became of a command."""

    APPLIED = "applied"
    ALREADY = "already"
    REFUSED = "refused"


class NumberedOrder(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An order (its bytes as they are) with its number in the caller's series."""

    number: Annotated[int, Meta(ge=1, le=2**53)]
    order: Raw


class CommandBatch(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Orders of one series in their order, at most `LARGEST_BATCH`."""

    series: Annotated[str, Meta(min_length=8, max_length=64)]
    orders: Annotated[list[NumberedOrder], Meta(max_length=LARGEST_BATCH)]


class VerdictRow(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The answer to one order; `rests` lists the (feed, seq) it rests on."""

    id: str
    number: int
    verdict: Verdict
    problem: int = 0
    data: dict[str, str] = field(default_factory=dict)
    rests: tuple[tuple[str, int], ...] = ()


class CommandAnswer(Struct, frozen=True, kw_only=True):
    """Verdicts for a prefix of the batch; `fork` names the number the server expected where the series forked."""

    verdicts: list[VerdictRow]
    fork: int | None = None


class PageHead(Struct, frozen=True, kw_only=True):
    """First line of a page."""

    feed: str
    generation: str
    head: int


class PageRow(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of a page: a record in its newest state, or (without body) a record that is gone."""

    k: str
    i: str
    v: int
    b: Body = None


class PageTail(Struct, frozen=True, kw_only=True):
    """Last line of a page; a page without it is thrown away whole."""

    cursor: str
    more: bool
    decided: int = 0


class PokeHeads(Struct, frozen=True, kw_only=True):
    """What a live poke carries: heads by feed, hints only."""

    heads: dict[str, int]


class CheckAnswer(Struct, frozen=True, kw_only=True):
    """Count and checksum of what the caller sees of a feed at its head (see `checksum`)."""

    feed: str
    head: int
    count: int
    checksum: int
    records: dict[str, int] = field(default_factory=dict)


class BlobAnswer(Struct, frozen=True, kw_only=True):
    """An attachment that is kept now; sent twice it is kept once."""

    sha256: str
    size: int


class SearchAnswer(Struct, frozen=True, kw_only=True):
    """A page of cases, newest first, as record bodies; `before` is the key for the next page, empty at the end."""

    cases: list[Raw]
    before: str = ""


class CaseAnswer(Struct, frozen=True, kw_only=True):
    """A case in full as record bodies: itself, the lines of its time line, its attachments."""

    case: Raw
    entries: list[Raw]
    attachments: list[Raw]


class Health(Struct, frozen=True, kw_only=True):
    """The answer of `/v1/healthz`: the database has just been read."""

    status: str
    generation: str


class Status(Struct, frozen=True, kw_only=True):
    """What `gridplus-central status` prints."""

    generation: str
    records: dict[str, int]
    feeds: dict[str, int]
    commands: int
    accounts: int
    seats: int
