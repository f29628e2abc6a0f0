"""What the desk needs from outside, as protocols; `services` fulfils them, `app.bootstrap` puts them together.

Everything here is called on the lane that its docstring names, never on the thread of a screen.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeVar

from msgspec import Struct

from app.commands import Order
from app.desk.change import Change
from app.domain.incident import Attachment, Entry, Incident
from app.domain.refusal import Refusal
from app.domain.world import World

if TYPE_CHECKING:  # the figures bring numpy, which the first window does without
    from app.analysis.figures import Behind
    from app.analysis.weekly import WeeklyPackage
    from app.desk.document import Document

T = TypeVar("T")


class Standing(StrEnum):
    """Where an order of the outbox stands."""

    WAITING = "waiting"
    SENT = "sent"
    PROVISIONAL = "provisional"
    LIKELY_REFUSED = "likely_refused"


class Waiting(Struct, frozen=True, kw_only=True):
    """One order in the outbox, in the order of sending.

    `touched` are the records its guess wrote; `sent` says that it may have left this machine and cannot be taken back.
    """

    order: Order
    standing: Standing
    since: datetime
    touched: tuple[tuple[str, str], ...] = ()
    problem: int = 0
    data: dict[str, str] | None = None
    sent: bool = False


class LinkState(StrEnum):
    """How the desk stands to the central server."""

    ONLINE = "online"
    CATCHING_UP = "catching_up"
    OFFLINE = "offline"
    REFUSED = "refused"


class Link(Struct, frozen=True, kw_only=True):
    """The link, as every screen shows it.

    `as_of` is when the last complete pull ended, `since` when this state began; `done` of `total` records while catching up;
    `attempt` and `next_try` while offline; `problem` the number and `data` the facts of what is wrong; `clock_offset` the
    server's clock minus this machine's in seconds, None while unknown.
    """

    state: LinkState = LinkState.OFFLINE
    since: datetime
    as_of: datetime | None = None
    done: int = 0
    total: int = 0
    attempt: int = 0
    next_try: datetime | None = None
    problem: int = 0
    data: dict[str, str] | None = None
    clock_offset: float | None = None


class Seat(Struct, frozen=True, kw_only=True):
    """The enrolled seat of this profile."""

    seat: str
    name: str
    place: str
    areas: tuple[str, ...]
    server: str


IDLE_LOCK = timedelta(minutes=30)
"""As long as a person's session lives unused: at the centre, in front of a window, and between the verbs of a command line."""


class Session(Struct, frozen=True, kw_only=True):
    """The acting person. `offline` is an unlock without the centre; past `until` nothing may be acted upon.

    `must_change_password` says that an administrator has set the password and the person must choose another first.
    """

    person: str
    name: str
    account: str
    offline: bool
    signed_in_at: datetime
    until: datetime
    must_change_password: bool = False


class PastPage(Struct, frozen=True):
    """A page of history, newest first; `next` is the key to go on with, None at the end."""

    cases: tuple[Incident, ...]
    next: tuple[datetime, str] | None


class CentreCases(Struct, frozen=True):
    """A page of cases that the centre has beyond the cache, newest first; `before` is the key to go on with, empty at the end."""

    cases: tuple[Incident, ...]
    before: str


class CentreCase(Struct, frozen=True, kw_only=True):
    """A case in full as the centre has it, without personal data in clear."""

    case: Incident
    entries: tuple[Entry, ...]
    attachments: tuple[Attachment, ...]


class Cache(World, Protocol):
    """The encrypted cache of a seat: truth plus pending guesses. Store lane only."""

    def do(self, order: Order) -> Change:
        """Decide the order on the tables, keep it in the outbox, in one transaction. Raises the refusing `Problem`."""
        ...

    def withdraw(self, order: str) -> Change:
        """Take an order back that was never sent; `Problem` ALREADY_SENT otherwise."""
        ...

    def waiting(self) -> tuple[Waiting, ...]:
        """The outbox in order."""
        ...

    def refused(self) -> tuple[Refusal, ...]:
        """This cache's own refused orders of which the centre has no refusal record (yet, or any more), oldest first."""
        ...

    def settle_refused(self, order: str) -> Change:
        """A person has dealt with a refused order that only this cache knows of."""
        ...

    def open_cases(self, area: str) -> tuple[Incident, ...]:
        """All cases of the area that are not ended."""
        ...

    def ended_between(self, area: str, since: datetime, until: datetime) -> tuple[Incident, ...]:
        """Cases of the area closed (or ended otherwise) in the half-open time."""
        ...

    def cases_between(self, area: str, since: datetime, until: datetime) -> tuple[Incident, ...]:
        """Cases of the area that occurred in the half-open time, of every origin and state."""
        ...

    def past_cases(
        self, area: str, *, text: str = "", event_class: str = "", before: tuple[datetime, str] | None = None, limit: int = 500
    ) -> PastPage:
        """History of the area by key, newest first; `text` finds Chinese words of two characters and numbers."""
        ...

    def kept_since(self, area: str) -> datetime | None:
        """Since when every case that is over is held of the area; None where none has been left out."""
        ...

    def counts(self) -> dict[str, int]:
        """How many records of each kind are held."""
        ...

    def self_check(self) -> dict[str, tuple[int, int]]:
        """Count and checksum of the truth held of each feed."""
        ...


class Blobs(Protocol):
    """Attachments at rest: content-addressed, encrypted. Store lane only."""

    def put(self, data: bytes) -> str:
        """Keep the bytes; their SHA-256."""
        ...

    def get(self, sha256: str) -> bytes | None:
        """The bytes, or None if they are not here yet."""
        ...


class Lanes(Protocol):
    """Where work runs off the main thread."""

    def store(self, work: Callable[[], T]) -> Awaitable[T]:
        """Run in the one serial lane of the cache."""
        ...

    def network(self, work: Callable[[], T]) -> Awaitable[T]:
        """Run in the pool for the network, documents and files."""
        ...


class Sync(Protocol):
    """The push-then-pull loop, seen from the desk."""

    def link(self) -> Link:
        """The link as it is now; any thread."""
        ...

    def nudge(self) -> None:
        """Something is in the outbox, or a person wants to try now; any thread."""
        ...

    def on_change(self, heard: Callable[[Change], None]) -> None:
        """Call `heard` after each transaction that changed the tables, on the store lane."""
        ...

    def on_link(self, heard: Callable[[Link], None]) -> None:
        """Call `heard` whenever the link changed, on any thread."""
        ...


class Access(Protocol):
    """Signing in and out. Network lane only."""

    def sign_in(self, account: str, password: str) -> Session:
        """Online if the centre can be reached, else by offline unlock. Raises the `Problem` that refuses it."""
        ...

    def sign_out(self) -> None:
        """End the person's session; the seat keeps pulling."""
        ...

    def change_password(self, old: str, new: str) -> None:
        """Change the acting person's password. Raises WRONG_PASSWORD, WEAK_PASSWORD; PASSWORD_OFFLINE without the centre."""
        ...

    def used(self) -> None:
        """The acting person has done something, so the centre does not end the session as unused; any thread."""
        ...

    def session(self) -> Session | None:
        """The acting person, None while locked; any thread."""
        ...

    def seat(self) -> Seat:
        """This seat; `Problem` NOT_ENROLLED before it is enrolled."""
        ...


class Archive(Protocol):
    """What the centre has beyond the cache: older cases, and other areas that the acting person may read. Network lane only.

    Every method raises the `Problem` that stopped it.
    """

    def search(self, *, text: str, event_class: str = "", before: str = "") -> CentreCases:
        """Cases in which every word occurs, of the class if one is given."""
        ...

    def case(self, incident: str) -> CentreCase:
        """One case, held here or not. NOT_FOUND also where the person may not read it."""
        ...


class Paper(Protocol):
    """Papers from documents. Network lane, one call at a time: a press keeps its typesetter and is not thread safe.

    Every method raises `Problem` GLYPH_MISSING for a character that no font has, PAPER_FAILED otherwise.
    """

    def pdf(self, document: Document, *, stamp: datetime) -> bytes:
        """PDF/A with `stamp` (aware) as its date."""
        ...

    def docx(self, document: Document) -> bytes:
        """The same paper for a word processor."""
        ...

    def pages(self, document: Document, *, ppi: int = 96) -> tuple[bytes, ...]:
        """A PNG a page: 96 to 144 points per inch for the screen, 300 for a printer."""
        ...


class Figures(Protocol):
    """The weekly figures as this desk can tell them from its cache (本地试算). Store lane only."""

    def trial(self, area: str, week: str) -> WeeklyPackage:
        """The figures of the week as of now, marked provisional. `Problem` WEEK_UNKNOWN for a week that does not exist."""
        ...

    def behind(self, package: WeeklyPackage, behind: Behind) -> tuple[str, ...]:
        """The ids of the cases behind a number of the package, as the cache knows them now, in the order of occurrence."""
        ...
