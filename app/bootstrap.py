"""Builds the services of a profile and the desk on them, and takes them down again in reverse order. No Qt."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import uuid_utils

from app.contract.reference import Reference, load_reference
from app.desk.desk import Desk
from app.desk.document import Document
from app.domain.problems import Code, Problem
from services.background.lanes import Lanes
from services.credentials.access import SeatAccess
from services.credentials.profile import Profile
from services.credentials.seat_secrets import cache_key, device_tokens
from services.credentials.unlock import OfflineUnlock
from services.credentials.vault import Vault, open_vault
from services.gateway.archive import CentreArchive
from services.gateway.central import Central
from services.gateway.http import Http, check_address
from services.local_store.cache import EncryptedCache
from services.local_store.opening import CACHE
from services.sync.engine import SyncEngine
from services.sync.live import LiveLoop

if TYPE_CHECKING:
    from app.analysis.figures import Behind
    from app.analysis.weekly import WeeklyPackage
    from services.documents.press import Press
    from services.weekly.trial import TrialFigures

PASSPHRASE = "GRIDPLUS_PASSPHRASE"  # noqa: S105 - the name of a variable, not a secret
AUTHORITIES = "central-ca.pem"
FONTS = "GRIDPLUS_FONTS"

Ask = Callable[[], str]
Defect = Callable[[BaseException], None]


def now() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC)


def new_id() -> str:
    """A time-ordered id (UUIDv7)."""
    return str(uuid_utils.uuid7())


def passphrase_from_environment() -> str:
    """The passphrase that stands in for a keyring, empty if none was given."""
    return os.environ.get(PASSPHRASE, "")


class Printing:
    """Fulfils the desk's `Paper`: one press, made when the first paper is asked for, one caller at a time."""

    def __init__(self) -> None:
        self._lock = Lock()

    @cached_property
    def _press(self) -> Press:
        # The typesetter and its fonts take a tenth of a second, which no verb but a paper should wait for.
        from services.documents.fonts import find_fonts
        from services.documents.press import Press

        own = os.environ.get(FONTS)
        return Press(find_fonts(Path(own) if own else None))

    def pdf(self, document: Document, *, stamp: datetime) -> bytes:
        """PDF/A with the stamp as its date."""
        with self._lock:
            return self._press.pdf(document, stamp=stamp)

    def docx(self, document: Document) -> bytes:
        """The same paper for a word processor."""
        with self._lock:
            return self._press.docx(document)

    def pages(self, document: Document, *, ppi: int = 96) -> tuple[bytes, ...]:
        """A PNG a page."""
        with self._lock:
            return self._press.pages(document, ppi=ppi)


class Reckoning:
    """Fulfils the desk's `Figures`; what counts them is loaded when the first are asked for."""

    def __init__(self, cache: EncryptedCache, reference: Reference) -> None:
        self._cache = cache
        self._reference = reference

    @cached_property
    def _trial(self) -> TrialFigures:
        # The figures bring numpy, which the first window does without.
        from services.weekly.trial import TrialFigures

        return TrialFigures(self._cache, self._reference)

    def trial(self, area: str, week: str) -> WeeklyPackage:
        """The figures of the week as of now, marked provisional."""
        return self._trial.trial(area, week)

    def behind(self, package: WeeklyPackage, behind: Behind) -> tuple[str, ...]:
        """The ids of the cases behind a number of the package."""
        return self._trial.behind(package, behind)


class Entry:
    """A profile before its cache is open: which seat it is, and the way to become one."""

    def __init__(self, folder: Path, *, server: str = "", ask: Ask = passphrase_from_environment) -> None:
        if server:
            check_address(server)
        self.profile = Profile(folder, server=server)
        self._ask = ask
        self.reference = load_reference()

    @cached_property
    def vault(self) -> Vault:
        """Where the secrets are; asks for the passphrase if there is no keyring."""
        return open_vault(self.profile, ask=self._ask)

    @property
    def enrolled(self) -> bool:
        """Whether this profile is a seat already."""
        try:
            self.profile.seat()
        except Problem as problem:
            if problem.code is Code.NOT_ENROLLED:
                return False
            raise
        return True

    def central(self) -> Central:
        """The gateway to the profile's server, with the seat's credential."""
        ca = self.profile.folder / AUTHORITIES
        http = Http(self.profile.server, ca=ca if ca.exists() else None)
        return Central(http, device_tokens(self.vault))

    def enrol(self, code: str) -> str:
        """Become the seat that the code was made for; the centre it was enrolled at before, if it has moved. Network lane.

        A code is good for one seat: what could keep the credential from being kept is found out before it is handed in.
        """
        self.vault.check()
        central = self.central()
        try:
            return self.profile.enrolled(central.enrol(code, machine=platform.node()))
        finally:
            central.close()

    def close(self) -> None:
        """Let another process have the profile."""
        self.profile.close()


class House:
    """Everything that a desk stands on, open; `begin` starts its loops, `close` ends it all."""

    def __init__(self, entry: Entry, *, on_defect: Defect) -> None:
        self.entry = entry
        self.reference: Reference = entry.reference
        folder = entry.profile.folder
        key = cache_key(entry.vault, folder / CACHE)
        self.central = entry.central()
        self.lanes = Lanes()
        try:
            self.cache = self.lanes.store_now(lambda: EncryptedCache(folder, key=key, reference=self.reference, clock=now))
        except BaseException:
            self.lanes.close()
            self.central.close()
            raise
        self.access = SeatAccess(
            profile=entry.profile,
            central=self.central,
            unlock=OfflineUnlock(folder, key=key, clock=now),
            contact=self._contact,
            clock=now,
            on_person=self._nudge,
        )
        self.engine = SyncEngine(
            cache=self.cache, wire=self.central, door=self.access, soon=self.lanes.store_soon, on_defect=on_defect, clock=now
        )
        self.live = LiveLoop(open_stream=self.central.live, engine=self.engine)
        self.figures = Reckoning(self.cache, self.reference)
        self.paper = Printing()
        self.archive = CentreArchive(self.central, lambda: self.lanes.store_soon(self.cache.standing).result().generation)
        self.desk = Desk(
            cache=self.cache,
            lanes=self.lanes,
            sync=self.engine,
            access=self.access,
            reference=self.reference,
            new_id=new_id,
        )

    @property
    def troubles(self) -> tuple[Problem, ...]:
        """What was damaged when this house was opened, and what became of it: to be told once."""
        return tuple(problem for problem in (self.entry.profile.mended, self.cache.damage) if problem is not None)

    def begin(self) -> None:
        """Start the loop with the centre and the live stream."""
        self.lanes.loop("sync", self.engine.run, wake=self.engine.wake)
        self.lanes.loop("live", self.live.run, wake=self.live.wake)

    def close(self) -> bool:
        """End loops, network, cache and lock; True if all ended in time."""
        self.desk.close()
        self.live.wake()
        ended = self.lanes.close()
        self.cache.close()
        self.central.close()
        self.entry.close()
        return ended

    def _contact(self) -> datetime | None:
        return self.engine.last_contact()

    def _nudge(self) -> None:
        engine = getattr(self, "engine", None)
        if engine is not None:
            engine.nudge()
