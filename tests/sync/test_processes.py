"""Two desks and a centre, all processes: the centre dies under load, both work on without it, every order comes home once."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.duty import Handover, HandoverState
from app.domain.problems import Code
from app.domain.refusal import Refusal
from tests.support.central import CentralProcess, Cluster
from tests.support.desk_words import Begin, ChangeShift, Check, Close, Give, Pull, Rest, SignIn, Work
from tests.support.district import OFFICER, SECOND_OFFICER
from tests.support.journals import count_kept, read_journal
from tests.support.processes import Nursery, entered, wait_until
from tests.support.reckoning import Reckoned, Reckoning, chain, records_of

SHARED = 24
OFFLINE = 200
UNDER_LOAD = 30
RELIEF = "relief"
PATIENCE = 60.0

pytestmark = [pytest.mark.xdist_group("processes"), pytest.mark.timeout(300)]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def centre(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[CentralProcess]:
    """A running centre with the small district on each database."""
    cluster = Cluster() if request.param == "postgresql" else None
    (tmp_path / "central").mkdir()
    central = CentralProcess(tmp_path / "central", database=cluster.new_database() if cluster else "")
    central.populate().add_account(RELIEF)
    yield central.start()
    central.kill()
    if cluster is not None:
        cluster.close()


class TwoDesks:
    """Desks of the same area, one with a relief who knows it, and the cases that both look at."""

    def __init__(self, centre: CentralProcess, nursery: Nursery, folder: Path, chance: random.Random) -> None:
        self.centre = centre
        self.folder = folder
        self.chance = chance
        self.one = entered(nursery.start(folder / "one", centre.url), centre, RELIEF, OFFICER)
        self.other = entered(nursery.start(folder / "other", centre.url), centre, SECOND_OFFICER)
        self.both = (self.one, self.other)
        self.reckoning = Reckoning(centre, self.other.dump(folder / "begin"))
        self.shared = tuple(self.one.ask(Give(title=f"两席共管 {number}")).value["case"] for number in range(SHARED))
        for desk in self.both:
            desk.ask(Pull())
            desk.ask(Begin())

    def work(self, *, count: int, pause: float = 0.0, regret: float = 0.0) -> Work:
        """So much work on the shared cases and others."""
        seed = self.chance.randrange(1 << 30)
        return Work(seed=seed, count=count, shared=self.shared, pause=pause, regret=regret)

    def both_have_given(self, more: int) -> None:
        """Wait until both have got on by so many accepted orders."""
        before = [count_kept(desk.journal) for desk in self.both]
        wait_until(
            lambda: all(count_kept(desk.journal) >= kept + more for desk, kept in zip(self.both, before, strict=True)),
            seconds=PATIENCE,
            look=0.05,
            what="no work is done",
        )

    def both_are_heard(self) -> None:
        """Wait until the centre has decided something more."""
        before = len(chain(self.centre))
        wait_until(lambda: len(chain(self.centre)) > before, seconds=PATIENCE, look=0.2, what="nothing is sent")

    def close(self) -> Reckoned:
        """Everything has come home: the books of all sides agree, and both desks show the same."""
        for desk in self.both:
            assert desk.ask(Rest(PATIENCE), seconds=PATIENCE + 10).value == 0, "the outbox did not drain"
        assert self.one.ask(SignIn(RELIEF)).value is False
        for desk in self.both:
            assert desk.ask(Check()).value is True
        ends = {desk.folder.name: desk.dump(self.folder / f"{desk.folder.name}.end") for desk in self.both}
        reckoned = self.reckoning.close({desk.folder.name: read_journal(desk.journal) for desk in self.both}, ends)
        assert ends["one"].records == ends["other"].records
        self.records = records_of(ends["one"])
        for desk in self.both:
            desk.ask(Close())
            desk.end()
        return reckoned


def test_a_centre_killed_under_load_and_a_day_without_it_cost_no_order_and_double_none(
    centre: CentralProcess, nursery: Nursery, tmp_path: Path, chance: random.Random
) -> None:
    desks = TwoDesks(centre, nursery, tmp_path, chance)
    one, other = desks.both
    under_load(desks)
    for desk, count in ((one, OFFLINE // 2), (other, OFFLINE)):
        desk.say(desks.work(count=count, regret=0.02))
    assert one.hear().value == OFFLINE // 2
    changed = one.ask(ChangeShift(RELIEF)).value
    assert changed["offline"] is True
    assert changed["unsent"] > OFFLINE // 4
    assert one.ask(desks.work(count=OFFLINE // 2, regret=0.02)).value == OFFLINE // 2
    assert other.hear().value == OFFLINE
    centre.start()
    reckoned = desks.close()
    sys.stdout.write(f"{reckoned}\n")
    assert min(reckoned.accepted.values()) > OFFLINE + 3 * UNDER_LOAD
    assert reckoned.withdrawn > 0
    assert reckoned.refused[Code.RECORD_CHANGED] > SHARED // 4, "both worked on the same cases"
    assert sum(isinstance(record, Refusal) for record in desks.records.values()) == sum(reckoned.refused.values())
    relieved = [row for row in chain(centre) if row.author == changed["person"]]
    assert len(relieved) > OFFLINE // 4, "those she did not take back again"
    (handover,) = [record for record in desks.records.values() if isinstance(record, Handover)]
    assert (handover.leaver, handover.comer, handover.state) == (OFFICER, changed["person"], HandoverState.TAKEN_OVER)


def under_load(desks: TwoDesks) -> None:
    """Both give orders without a pause while the centre is killed, started, killed again in the middle of it."""
    for desk in desks.both:
        desk.say(desks.work(count=100_000, pause=0.01))
    for last in (False, False, True):
        desks.both_have_given(UNDER_LOAD)
        desks.both_are_heard()
        desks.centre.kill()
        if not last:
            desks.centre.start()
    for desk in desks.both:
        desk.say(Pull())
        assert desk.hear().said == "worked"
        assert desk.hear().value == Code.CENTRAL_UNREACHABLE
