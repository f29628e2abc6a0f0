"""A whole desk without a window, for tests: real cache, real gateway, real loop, on a folder and a server's address."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from uuid_utils import uuid7

from app.commands import Order
from app.commands.command import Command
from app.contract.reference import load_reference
from app.desk.change import Change
from app.domain.incident import Incident
from app.domain.machine import Seen, seen
from services.background.lanes import Lanes
from services.credentials.access import SeatAccess
from services.credentials.profile import Profile
from services.credentials.seat_secrets import cache_key, device_tokens
from services.credentials.unlock import OfflineUnlock
from services.credentials.vault import PassphraseVault
from services.credentials.wrapping import Cost
from services.gateway.central import Central
from services.gateway.http import Http
from services.local_store.cache import EncryptedCache
from services.local_store.opening import CACHE
from services.sync.engine import SyncEngine
from services.sync.live import LiveLoop

T = TypeVar("T")

REFERENCE = load_reference()
CHEAP = Cost(passes=1, memory=1024, lanes=1)
PHRASE = "a phrase for tests"


class HeadlessDesk:
    """Everything of a desk but the window. Closed at the end, in order."""

    def __init__(self, folder: Path, server: str) -> None:
        self.profile = Profile(folder, server=server)
        self.vault = PassphraseVault(folder / "secrets.json", lambda: PHRASE, cost=CHEAP)
        key = cache_key(self.vault, folder / CACHE)
        self.lanes = Lanes()
        self.cache: EncryptedCache = self.lanes.store_now(lambda: EncryptedCache(folder, key=key, reference=REFERENCE))
        self.central = Central(Http(self.profile.server), device_tokens(self.vault))
        self.defects: list[BaseException] = []
        self.access = SeatAccess(
            profile=self.profile,
            central=self.central,
            unlock=OfflineUnlock(folder, key=key, clock=now, cost=CHEAP),
            contact=lambda: self.sync.last_contact(),
            clock=now,
            on_person=lambda: self.sync.nudge(),
        )
        self.sync = SyncEngine(
            cache=self.cache,
            wire=self.central,
            door=self.access,
            soon=self.lanes.store_soon,
            on_defect=self.defects.append,
        )
        self.live = LiveLoop(open_stream=self.central.live, engine=self.sync)
        self.changes: list[Change] = []
        self.sync.on_change(self.changes.append)

    def begin(self) -> None:
        """Start the loops."""
        self.lanes.loop("sync", self.sync.run, wake=self.sync.wake)
        self.lanes.loop("live", self.live.run, wake=self.live.wake)

    def close(self) -> None:
        """End loops, close the cache, let the profile go."""
        self.lanes.store_now(lambda: None)
        ended = self.lanes.close_loops()
        self.lanes.store_now(self.cache.close)
        assert self.lanes.close()
        assert ended
        self.central.close()
        self.profile.close()
        assert self.defects == []

    def read(self, query: Callable[[EncryptedCache], T]) -> T:
        """Ask the cache on its lane."""
        return self.lanes.store_now(lambda: query(self.cache))

    def order(self, command: Command) -> Order:
        """A command as the acting person gives it now."""
        session = self.access.session()
        assert session is not None
        seat = self.access.seat()
        return Order(
            id=str(uuid7()),
            author=session.person,
            seat=seat.seat,
            area=seat.areas[0],
            occurred_at=now(),
            offline=session.offline,
            edition=command.edition,
            command=command,
        )

    def do(self, command: Command) -> str:
        """Do it; the order's id."""
        order = self.order(command)
        self.lanes.store_now(lambda: self.cache.do(order))
        self.sync.nudge()
        return order.id

    def case(self, incident: str) -> Incident | None:
        """The case as the screen would show it."""
        return self.read(lambda cache: cache.get(Incident, incident))

    def sees(self, incident: str) -> Seen:
        """What is there to be seen of the case."""
        case = self.case(incident)
        assert case is not None
        return seen(case)


def now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


def new_id() -> str:
    """A time-ordered id."""
    return str(uuid7())
