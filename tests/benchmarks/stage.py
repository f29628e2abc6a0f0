"""What the rows play on: centres with records, the demo district, desks; made when first asked for, ended with the run."""

from __future__ import annotations

import shutil
import sys
from contextlib import AbstractContextManager, ExitStack, closing
from itertools import count
from pathlib import Path
from types import TracebackType

from app.commands.entering import EnterGrids, EnterStaff
from app.commands.staffing import Delegate
from app.domain.delegation import Grant
from app.domain.people import Appointment, Person, Posting
from app.domain.roster import Force, Shift
from app.showing.stage import Stage as DemoStage
from services.central.identity import Identity
from services.central.passwords import Passwords
from tests.benchmarks.processes import Child
from tests.benchmarks.records import Source
from tests.support.builders import AREA, OFFICER, PEOPLE, grids, staff
from tests.support.central import PASSWORD, CentralProcess, Cluster, execute, of
from tests.support.desks import HeadlessDesk


class Stage(AbstractContextManager["Stage"]):
    """One run's folder, processes and sizes.

    `few` and `many` are the records of the two caches, `turns` is how often a thing is measured. The folder goes with the run.
    """

    def __init__(self, folder: Path, source: Source, *, few: int = 20_000, many: int = 100_000, turns: int = 3) -> None:
        self.folder = folder
        self.source = source
        self.few = few
        self.many = many
        self.turns = turns
        self._numbers = count()
        self._ends = ExitStack()
        self._centres: dict[int, CentralProcess] = {}
        self._profiles: dict[int, Path] = {}
        self._bare = ""
        self._demo: DemoStage | None = None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._ends.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def centre(self, records: int) -> CentralProcess:
        """A running centre whose one area has so many records of the past."""
        if records not in self._centres:
            say(f"making a centre with {records:,} records ...")
            made = self.new_centre(f"centre-{records}", records=records)
            self._centres[records] = made
        return self._centres[records]

    def new_centre(self, name: str, *, records: int = 0, database: str = "") -> CentralProcess:
        """A running centre of its own."""
        folder = self.folder / name
        folder.mkdir()
        made = CentralProcess(folder, database=database)
        enter_area(made)
        if records:
            file = self.folder / f"records-{records}.csv"
            self.source.write(file, records)
            done = made.cli("import", "incidents", str(file), "--area", AREA, *self.source.words)
            if done.returncode:
                raise RuntimeError(done.stderr)
        made.start()
        self._ends.callback(made.stop)
        return made

    def profile(self, records: int) -> Path:
        """A copy of a profile that holds all records of such a centre; passwords and keys as `HeadlessDesk` has them."""
        if records not in self._profiles:
            centre = self.centre(records)
            self._profiles[records] = self.folder / f"desk-{records}"
            with closing(hired(centre, self._profiles[records])):
                pass
        return self.copied(self._profiles[records])

    def copied(self, profile: Path) -> Path:
        """The same profile in a folder of its own."""
        made = self.fresh("copy")
        shutil.copytree(profile, made)
        return made

    def fresh(self, name: str) -> Path:
        """A path in the run's folder that nothing has had yet."""
        return self.folder / f"{name}-{next(self._numbers)}"

    @property
    def bare(self) -> str:
        """The address of the bare server, which gives out the files of this folder."""
        if not self._bare:
            server = self._ends.enter_context(Child("bare_server", str(self.folder)))
            self._bare = str(server.hear()["url"])
        return self._bare

    def cluster(self) -> Cluster:
        """An embedded PostgreSQL that waits for the disk, as one at work does."""
        cluster = Cluster()
        self._ends.callback(cluster.close)
        address = cluster.new_database()
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            execute(address, f"ALTER SYSTEM RESET {setting}")
        execute(address, "SELECT pg_reload_conf()")
        return cluster

    @property
    def demo(self) -> DemoStage:
        """The demo district on a centre of its own."""
        if self._demo is None:
            say("making the demo district ...")
            self._demo = DemoStage(self.folder / "demo")
            self._ends.callback(self._demo.close)
            self._demo.prepare()
            self._demo.start()
        return self._demo


def enter_area(centre: CentralProcess) -> None:
    """The area of the rule tests with its people and forces, and an account for each of its people."""
    centre.init()
    passwords = Passwords()
    with closing(passwords), centre.office() as office:
        rows = staff()
        office.require(EnterGrids(grids=tuple(grids())))
        people = {"people": of(rows, Person), "postings": of(rows, Posting), "appointments": of(rows, Appointment)}
        office.require(EnterStaff(**people, forces=of(rows, Force), shifts=of(rows, Shift)))
        for grant in of(rows, Grant):
            office.require(Delegate(grant=grant.id, grid=grant.grid, receiver=grant.receiver, acts=grant.acts, since=grant.since))
        identity = Identity(office.store, passwords)
        kept = identity.hashed(PASSWORD)
        with office.store.database.writing() as connection:
            for person in PEOPLE:
                identity.accounts.add(connection, person, person=person, password=kept, must_change=False)


def hired(centre: CentralProcess, profile: Path, *, person: str = OFFICER) -> HeadlessDesk:
    """A desk on a new seat of the area, the person signed in, everything pulled; to be closed."""
    desk = HeadlessDesk(profile, centre.url)
    desk.access.enrol(centre.enrolment_code(AREA), machine="benchmark")
    desk.access.sign_in(person, PASSWORD)
    desk.sync.once()
    return desk


def say(words: str) -> None:
    """A line for whoever watches the run."""
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()
