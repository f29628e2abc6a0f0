"""The second desk of the tour: the same product, headless, as a process of its own on a profile of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from app.desk.ports import Lanes
from app.showing.playing import headless
from app.showing.stage import Player, Stage


class SecondDesk:
    """Another officer at another seat of the area; every call is a process and runs in the network lane."""

    def __init__(self, stage: Stage, player: Player, lanes: Lanes) -> None:
        self._stage = stage
        self._player = player
        self._lanes = lanes
        self._profile: Path = stage.folder / "second"

    async def enter(self) -> None:
        """Enrol, sign in, sync."""
        code = await self._lanes.network(lambda: self._stage.enrolment_code("02席"))
        await self._call("enrol", code, "--server", self._stage.url)
        await self._call("sign-in", self._player.account, "--password-stdin", word=self._player.password + "\n")
        await self._call("sync", "--json")

    async def do(self, command: str, **fields: Any) -> Any:
        """A command of this officer; what the desk said."""
        text = msgspec.json.encode(fields).decode()
        return msgspec.json.decode(await self._call("do", command, "--json", text))

    async def sync(self) -> Any:
        """One round with the centre."""
        return msgspec.json.decode(await self._call("sync", "--json"))

    async def check(self) -> Any:
        """Count and checksum of every feed, as this desk holds them."""
        return msgspec.json.decode(await self._call("check", "--json"))

    async def _call(self, *words: str, word: str = "") -> str:
        return await self._lanes.network(lambda: headless(self._profile, *words, word=word))
