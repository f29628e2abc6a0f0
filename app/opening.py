"""Opens a seat in a thread of its own: stretching a passphrase and opening the cache take their time, the screen goes on."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path

from app.bootstrap import Defect, Entry, House, passphrase_from_environment
from app.domain.problems import Problem
from services.background.lanes import Lanes


class Opening:
    """A profile on its way to an open house. `passphrase` is what the vault is given when it asks.

    Made on any thread, raises the `Problem` of a profile that cannot be had. The rest belongs to the GUI thread.
    """

    def __init__(self, folder: Path, *, server: str = "", on_defect: Defect) -> None:
        self.passphrase = passphrase_from_environment()
        self.entry = Entry(folder, server=server, ask=lambda: self.passphrase)
        self._on_defect = on_defect
        self._lanes = Lanes()
        self._trying: Future[House] | None = None

    def begin(self) -> None:
        """Start to open the house of an enrolled seat, if that is not under way already."""
        if self._trying is None and self.entry.enrolled:
            self._trying = self._lanes.network_soon(self._open)

    async def check(self) -> None:
        """Pass if a credential can be kept here, else the problem."""
        await self._lanes.network(lambda: self.entry.vault.check())

    async def house(self) -> House:
        """The open house, which belongs to the caller; or the problem that keeps it shut, and the next call tries anew."""
        if self._trying is None:
            self._trying = self._lanes.network_soon(self._open)
        try:
            found = await asyncio.shield(asyncio.wrap_future(self._trying))  # a house under way is left to `close`, never lost
        except Problem:
            self._trying = None
            raise
        self._trying = None
        return found

    def close(self) -> None:
        """End what is under way; a house that nobody has taken is closed."""
        if self._trying is not None:
            with suppress(Problem):
                self._trying.result().close()
            self._trying = None
        self._lanes.close()

    def _open(self) -> House:
        self.entry.vault.check()
        return House(self.entry, on_defect=self._on_defect)
