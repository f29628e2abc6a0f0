"""The program dies before and after each commit of its cache in turn, through a round of work: there is no moment to lose at.

What is between two commits is in the memory of the program alone: to die there is to die before the second.
"""

from __future__ import annotations

import copy
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.commands.command import Command
from app.commands.intake import ReportIncident, Take
from app.commands.notes import AddNote
from app.contract.codec import encode_order
from app.contract.messages import Verdict
from app.domain.incident import State
from app.domain.machine import Seen
from app.domain.problems import Code
from services.local_store.opening import CACHE, FINGERPRINT, RUNNING
from tests.support.caches import SCOPES, Pair, order
from tests.support.district import MICRO, OFFICER, SECOND_OFFICER, START, small_district
from tests.support.truth import TruthCentral

FILES = (CACHE, f"{CACHE}-wal", FINGERPRINT, RUNNING)
TAKEN_BACK, TOO_LATE = "d-4", "d-3"
NEW = Seen(state=State.REPORTED)


class Dead(BaseException):
    """The process is no more."""


class Mortal:
    """The connection of a cache. At moment number `steps` the files are kept as they are, and nothing runs any more.

    The moments are those before and after each commit that has something to write.
    """

    def __init__(self, raw: Any, steps: int, keep: Callable[[], None]) -> None:
        self._raw = raw
        self._left = steps
        self._keep = keep
        self._changes = raw.total_changes

    def execute(self, *words: Any) -> Any:
        raw = self._alive()
        if words[0] != "COMMIT" or raw.total_changes == self._changes:
            return raw.execute(*words)
        self._changes = raw.total_changes
        self._step()
        done = self._alive().execute(*words)
        self._step()
        return done

    def executemany(self, *words: Any) -> Any:
        return self._alive().executemany(*words)

    @property
    def in_transaction(self) -> bool:
        """A dead process rolls nothing back."""
        return self._left > 0 and bool(self._raw.in_transaction)

    def _alive(self) -> Any:
        if self._left <= 0:
            raise Dead
        return self._raw

    def _step(self) -> None:
        self._left -= 1
        if self._left == 0:
            self._keep()
            raise Dead


class Shift:
    """A round of work at the desk: reports, notes, an act that comes too late, one taken back, news from elsewhere."""

    def __init__(self, pair: Pair) -> None:
        self._pair = pair
        self.accepted: list[str] = []
        self.withdrawn = False

    def work(self) -> None:
        """All of it; a death comes out of it as it is."""
        pair = self._pair
        self._do("d-1", ReportIncident(incident="i1", grid=MICRO, title="路面积水"))
        self._do("d-2", AddNote(incident="i0", text="已电话核实"))
        self._do(TOO_LATE, Take(incident="i0", saw=NEW))
        self._do(TAKEN_BACK, AddNote(incident="i1", text="多余的一条"))
        pair.cache.withdraw(TAKEN_BACK)
        self.withdrawn = True
        pair.sync()
        self._do("d-5", AddNote(incident="i1", text="派单前补记"))
        pair.sync()

    def _do(self, name: str, command: Command) -> None:
        self._pair.cache.do(order(name, command, author=OFFICER))
        self.accepted.append(name)


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, TruthCentral]:
    """A cache in step with its centre, which has moved on since: a colleague has taken the case that this desk shows as new."""
    folder = tmp_path_factory.mktemp("morning")
    central = TruthCentral(small_district(), scopes=SCOPES, now=START)
    pair = Pair(folder, central=central)
    pair.sync()
    pair.cache.do(order("m-1", ReportIncident(incident="i0", grid=MICRO, title="架空线缆脱落")))
    pair.sync()
    pair.cache.close()
    taken = order("m-2", Take(incident="i0", saw=NEW), author=SECOND_OFFICER)
    central.push("another-series", [(1, taken.id, encode_order(taken))], generation=central.generation)
    return folder, central


def died_at(step: int, folder: Path, central: TruthCentral) -> tuple[Shift, bool]:
    """Work until the step and leave in the folder what a killed process leaves; whether it came to that step."""
    pair = Pair(folder, central=central)
    left = folder / "left"
    database = pair.cache.run(lambda parts: parts.database)

    def keep() -> None:
        left.mkdir()
        for name in FILES:
            shutil.copy(folder / name, left / name)

    living = database._raw
    database._raw = Mortal(living, step, keep)
    shift = Shift(pair)
    try:
        shift.work()
        return shift, False
    except Dead:
        return shift, True
    finally:
        database._raw = living
        pair.cache.close()
        if left.exists():
            for part in folder.glob("cache*"):
                part.unlink()
            for name in FILES:
                shutil.move(left / name, folder / name)


def goes_on(shift: Shift, folder: Path, central: TruthCentral) -> None:
    """The program starts again on what is left: nothing accepted is missing, and everything comes home as if nothing had been."""
    pair = Pair(folder, central=central)
    try:
        assert pair.cache.damage is None
        accepted = [name for name in shift.accepted if name != TAKEN_BACK]
        knows = pair.cache.run(lambda parts: [name for name in accepted if parts.tools.outbox.knows(name)])
        assert knows == accepted
        pair.sync()
        pair.sync()
        assert pair.cache.is_idle()
        assert {key: record for key, (_, record) in pair.truth().items()} == central.visible_records()
        assert pair.shown() == central.visible_records()
        verdicts = {name: known.verdict for name, known in central.book.known.items()}
        assert set(accepted) <= set(verdicts)
        assert not (shift.withdrawn and TAKEN_BACK in verdicts)
        refused = {name: verdict.problem for name, verdict in verdicts.items() if verdict.verdict is Verdict.REFUSED}
        assert refused == ({TOO_LATE: Code.RECORD_CHANGED} if TOO_LATE in verdicts else {})
    finally:
        pair.cache.close()


def test_dying_before_or_after_any_commit_loses_nothing(morning: tuple[Path, TruthCentral], tmp_path: Path) -> None:
    step = 0
    came_so_far = True
    while came_so_far:
        step += 1
        folder = tmp_path / f"step-{step}"
        shutil.copytree(morning[0], folder)
        central = copy.deepcopy(morning[1])
        shift, came_so_far = died_at(step, folder, central)
        goes_on(shift, folder, central)
        shutil.rmtree(folder)
    sys.stdout.write(f"died {step - 1} times\n")
    assert step > 20
