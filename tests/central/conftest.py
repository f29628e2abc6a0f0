"""Centres for tests: in this process on both databases, and as a process of its own."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from services.central.logs import open_log
from services.central.office import open_office
from services.central.schema import Schema
from services.central.setup import make_centre, open_migrated
from services.central.store import Store
from tests.central.desk import Town
from tests.support.central import REFERENCE, CentralProcess, Cluster, enter_district, execute
from tests.support.desk import SteadyClock

SQLITE = pytest.param("sqlite", id="sqlite")
POSTGRESQL = pytest.param("postgresql", id="postgresql", marks=[pytest.mark.postgres, pytest.mark.xdist_group("postgres")])


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """One embedded PostgreSQL for the run."""
    made = Cluster()
    yield made
    made.close()


KEEP = """DO $$ DECLARE t text; BEGIN
  CREATE SCHEMA pattern;
  FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('CREATE TABLE pattern.%I AS TABLE public.%I', t, t);
  END LOOP;
END $$"""
PUT_BACK = """DO $$ DECLARE t text; BEGIN
  FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'pattern' LOOP
    EXECUTE format('DELETE FROM public.%I', t);
    EXECUTE format('INSERT INTO public.%I TABLE pattern.%I', t, t);
  END LOOP;
END $$"""


class Pattern:
    """A centre with the small district, made once a run; every test begins with it as it was."""

    def __init__(self, folder: Path, address: str = "") -> None:
        self._folder = folder
        self._address = address
        make_centre(folder, database=address)
        with open_office(folder, reference=REFERENCE) as office:
            enter_district(office)
        if address:
            execute(address, KEEP)

    def lay(self, folder: Path) -> None:
        """The centre as it was, in this folder; on PostgreSQL there is one at a time."""
        shutil.copytree(self._folder, folder)
        if self._address:
            execute(self._address, PUT_BACK)


@pytest.fixture(scope="session")
def sqlite_pattern(tmp_path_factory: pytest.TempPathFactory) -> Pattern:
    """The populated centre on SQLite."""
    return Pattern(tmp_path_factory.mktemp("pattern") / "central")


@pytest.fixture(scope="session")
def postgresql_pattern(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Pattern:
    """The populated centre on PostgreSQL."""
    return Pattern(tmp_path_factory.mktemp("pattern") / "central", cluster.new_database())


@pytest.fixture(params=[SQLITE, POSTGRESQL])
def pattern(request: pytest.FixtureRequest) -> Pattern:
    """The populated centre on each database in turn."""
    found: Pattern = request.getfixturevalue(f"{request.param}_pattern")
    return found


@pytest.fixture
def data(tmp_path: Path, pattern: Pattern) -> Path:
    """The folder of a centre with the small district, on either database."""
    folder = tmp_path / "central"
    pattern.lay(folder)
    return folder


@pytest.fixture(params=[SQLITE, POSTGRESQL])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """The folder of a new centre with nothing in it, on either database."""
    folder = tmp_path / "empty"
    if request.param == "sqlite":
        make_centre(folder)
        yield folder
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    address = cluster.new_database()
    make_centre(folder, database=address)
    yield folder
    cluster.drop(address)


@pytest.fixture(scope="session")
def schema() -> Schema:
    """The tables, described once."""
    return Schema()


@pytest.fixture
def clock() -> SteadyClock:
    """The centre's clock: it stands until it is told to move."""
    return SteadyClock(datetime.now(UTC))


@pytest.fixture
def log() -> io.StringIO:
    """What the centre wrote into its log."""
    return io.StringIO()


@pytest.fixture
def open_store(data: Path, schema: Schema, clock: SteadyClock, log: io.StringIO) -> Iterator[Callable[[], Store]]:
    """Opens stores on the centre, as several processes would."""
    opened: list[Store] = []

    def open_one() -> Store:
        store = Store(open_migrated(data), schema, REFERENCE, log=open_log(log), clock=clock)
        opened.append(store)
        return store

    yield open_one
    for store in opened:
        store.database.close()


@pytest.fixture
def town(open_store: Callable[[], Store], clock: SteadyClock) -> Town:
    """The small district in a store, and desks that hand in orders."""
    return Town(open_store(), clock)


@pytest.fixture
def central(tmp_path: Path) -> Iterator[CentralProcess]:
    """A centre as a process, on SQLite, with the small district and its accounts; started."""
    made = CentralProcess(tmp_path / "central").populate().start()
    yield made
    made.stop()
