"""A desk killed at fifty random moments: its cache opens, what it had accepted is there, it goes on and comes home."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.central import CentralProcess
from tests.support.channel import Said
from tests.support.desk_words import Begin, Check, Close, Give, Pull, Rest, SignIn, Work
from tests.support.district import OFFICER, SECOND_OFFICER
from tests.support.journals import count_kept, read_journal
from tests.support.processes import DeskProcess, Nursery, entered
from tests.support.reckoning import Reckoning

KILLS = 50
AWAY = {12: 19, 32: 40}
"""Before which kill the centre is lost, and before which it is found again."""

OPENING, SIGNING_IN, WORKING = 0.15, 0.3, 0.5
"""How long a life lasts at most, in seconds from its start, from the opening of its cache, from the beginning of its work."""

SHARED = 20
PATIENCE = 60.0

pytestmark = [pytest.mark.xdist_group("processes"), pytest.mark.timeout(400)]


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[CentralProcess]:
    """A running centre with the small district."""
    (tmp_path / "central").mkdir()
    central = CentralProcess(tmp_path / "central").populate().start()
    yield central
    central.kill()


class Life:
    """One life of the desk, from its start to the kill."""

    def __init__(self, desk: DeskProcess, chance: random.Random, shared: tuple[str, ...]) -> None:
        self._desk = desk
        self._chance = chance
        self._work = Work(seed=chance.randrange(1 << 30), count=100_000, shared=shared, regret=0.02)

    def end(self) -> list[Said]:
        """Let it open, sign in, sync and work, and kill it in the middle of one of these, most often at work."""
        desk, chance = self._desk, self._chance
        for word in (desk.open(), SignIn(OFFICER), Begin(), self._work):
            desk.say(word)
        words, longest = chance.choices([(0, OPENING), (1, SIGNING_IN), (3, WORKING)], (1, 1, 4))[0]
        heard = [desk.hear() for _ in range(words)]
        time.sleep(chance.uniform(0.0, longest))
        return heard + desk.kill()


def is_whole(heard: list[Said]) -> bool:
    """Whether a life got as far as opening; then nothing was damaged and nothing missing."""
    for said in heard:
        assert said.said in ("born", "opened", "signed in", "begun"), said
        if said.said == "opened":
            assert (said.value["damage"], said.value["missing"]) == (0, []), said
    return any(said.said == "opened" for said in heard)


class Colleague:
    """The other desk of the area: works on while the first one dies, on cases that both know."""

    def __init__(self, desk: DeskProcess, chance: random.Random) -> None:
        self.desk = desk
        self.shared: tuple[str, ...] = ()
        self._chance = chance
        self._works = False

    def report(self) -> None:
        """Bring in fresh cases for both."""
        self.stop()
        self.shared = tuple(self.desk.ask(Give(title=f"两席共管 {number}")).value["case"] for number in range(SHARED))
        assert self.desk.ask(Rest(PATIENCE)).value == 0

    def work(self) -> None:
        """Go on giving orders until told to stop."""
        seed = self._chance.randrange(1 << 30)
        self.desk.say(Work(seed=seed, count=100_000, shared=self.shared, pause=0.03))
        self._works = True

    def stop(self) -> None:
        """Enough for now."""
        if self._works:
            self.desk.say(Rest(0.0))
            assert [self.desk.hear().said for _ in range(2)] == ["worked", "rested"]
            self._works = False


def pulled(desk: DeskProcess) -> DeskProcess:
    """A desk that has opened whole and had a round with the centre."""
    assert is_whole([desk.ask(desk.open())])
    assert desk.ask(SignIn(OFFICER)).value is False
    assert desk.ask(Pull()).said == "pulled"
    return desk


def test_a_desk_killed_at_fifty_random_moments_loses_no_order_and_doubles_none(
    centre: CentralProcess, nursery: Nursery, tmp_path: Path, chance: random.Random
) -> None:
    folder = tmp_path / "desk"
    colleague = Colleague(entered(nursery.start(tmp_path / "colleague", centre.url), centre, SECOND_OFFICER), chance)
    colleague.desk.ask(Begin())
    reckoning = Reckoning(centre, colleague.desk.dump(tmp_path / "begin"))
    first = entered(nursery.start(folder, centre.url), centre, OFFICER)
    first.kill()
    opened, productive = 0, 0
    for number in range(KILLS):
        if number in (0, *AWAY):
            colleague.report()
            pulled(nursery.start(folder, centre.url)).kill()
            colleague.work()
        if number in AWAY:
            centre.kill()
        if number in AWAY.values():
            centre.start()
        before = count_kept(first.journal)
        opened += is_whole(Life(nursery.start(folder, centre.url), chance, colleague.shared).end())
        productive += count_kept(first.journal) > before
    colleague.stop()
    last = pulled(nursery.start(folder, centre.url))
    last.ask(Begin())
    desks = {"desk": last, "colleague": colleague.desk}
    for desk in desks.values():
        assert desk.ask(Rest(PATIENCE), seconds=PATIENCE + 10).value == 0
    for desk in desks.values():
        assert desk.ask(Check()).value is True
    ends = {name: desk.dump(tmp_path / f"{name}.end") for name, desk in desks.items()}
    reckoned = reckoning.close({name: read_journal(desk.journal) for name, desk in desks.items()}, ends)
    sys.stdout.write(f"opened {opened}, accepted something {productive}, {reckoned}\n")
    assert ends["desk"].records == ends["colleague"].records
    assert opened >= KILLS // 2
    assert productive >= KILLS // 3
    assert reckoned.accepted["desk"] > KILLS
    assert reckoned.refused, "both worked on the same cases without the centre"
    for desk in desks.values():
        desk.ask(Close())
