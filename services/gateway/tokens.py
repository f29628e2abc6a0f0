"""The two credentials as the gateway sends them: the seat's and the person's."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime

from app.contract.messages import SeatGrant


class Tokens:
    """Device token and person's token; any thread. `keep` stores a new device token durably before it is first used.

    `stamp` changes whenever another person (or nobody) acts.
    """

    def __init__(
        self, device: str = "", *, ends: datetime | None = None, keep: Callable[[SeatGrant], None] = lambda _grant: None
    ) -> None:
        self._lock = threading.Lock()
        self._device = device
        self._ends = ends
        self._person = ""
        self._stamp = 0
        self._active = False
        self._keep = keep

    @property
    def device(self) -> str:
        """The seat's credential, empty before it is enrolled."""
        return self._device

    @property
    def ends(self) -> datetime | None:
        """When the seat's credential ends, None if unknown."""
        return self._ends

    @property
    def person(self) -> str:
        """The acting person's session, empty for none."""
        return self._person

    @property
    def stamp(self) -> int:
        """Which person it was, so that a late answer about another one is not taken for his."""
        return self._stamp

    def granted(self, grant: SeatGrant) -> None:
        """The seat has a (new) credential."""
        self._keep(grant)
        self._device = grant.token
        self._ends = grant.expires_at

    def acts(self, token: str) -> None:
        """Another person acts, or (empty) nobody."""
        with self._lock:
            self._person = token
            self._stamp += 1

    def used(self) -> None:
        """The acting person has done something: the next call says so."""
        self._active = True

    def take_use(self) -> bool:
        """Whether the acting person has done something since this was asked last."""
        with self._lock:
            active, self._active = self._active, False
        return active

    def renewing(self) -> threading.Lock:
        """Held while the device token is renewed, so that it is renewed once for all who wait."""
        return self._lock
