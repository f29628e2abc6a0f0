"""Opening a cache file: the key that fits, the newest tables, a check after an unclean end, a fresh start after damage."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from msgspec import Struct
from sqlalchemy import Engine, insert

from app.contract.messages import SCHEMA
from app.contract.reference import Reference
from app.domain.problems import Code, Problem
from services.local_store import migrations as local
from services.local_store.blobs import BlobStore
from services.local_store.checks import Rescued, check_integrity, rescue, set_aside
from services.local_store.database import Damaged, Database, Statement, translated
from services.local_store.guesses import Guesses
from services.local_store.outbox import Outbox
from services.local_store.pages import Pages
from services.local_store.queries import Queries
from services.local_store.rows import RecordRows
from services.local_store.sealed import fingerprint
from services.local_store.search import SearchIndex
from services.local_store.standing import StandingRows
from services.local_store.tables import EXTRA, LocalTables
from services.local_store.unit_of_work import REPLAY_DUE, Tools, UnitOfWork
from services.local_store.world import CacheWorld
from services.records import migrations as common
from services.records.migrating import Newer, upgrade
from services.records.sqlite import open_engine

CACHE = "cache.db"
FINGERPRINT = "cache.key"
RUNNING = "cache.running"
CHECKED_EVERY = timedelta(days=7)
PAGES_HELD = 12 * 1024
"""KiB of unpacked pages: a seat's memory must not grow with its cache, and more made neither pulls nor acts faster."""

LOCAL_VERSIONS = Path(local.__file__).parent / "versions"
RECORD_VERSIONS = Path(common.__file__).parent / "versions"


class Parts(Struct, frozen=True, kw_only=True):
    """An open cache, taken apart."""

    tables: LocalTables
    tools: Tools
    world: CacheWorld
    work: UnitOfWork
    pages: Pages
    queries: Queries
    blobs: BlobStore

    @property
    def database(self) -> Database:
        """The connection."""
        return self.tools.database


class Opener:
    """Opens the cache of a folder with its key, as often as it takes."""

    def __init__(self, folder: Path, *, key: bytes, reference: Reference, clock: Callable[[], datetime]) -> None:
        self.folder = folder
        self.file = folder / CACHE
        self._key = key
        self._reference = reference
        self._clock = clock
        self._tables = LocalTables()

    def open(self) -> tuple[Parts, Problem | None]:
        """The cache, and the problem CACHE_DAMAGED if it had to be begun anew.

        Raises CACHE_KEY_WRONG for a key that is not the one it was made with, CACHE_TOO_NEW for a cache of a newer version; then
        nothing has been changed.
        """
        self._check_key()
        unclean = self.running.exists()
        try:
            parts = self._parts()
            try:
                self._checked(parts, unclean=unclean)
            except BaseException:
                parts.database.close()
                raise
        except Damaged as damage:
            return self.begin_anew(damage)
        self.running.touch(mode=0o600)
        return parts, None

    @property
    def running(self) -> Path:
        """The mark that says that the cache was opened and has not been closed since."""
        return self.folder / RUNNING

    def begin_anew(self, _damage: Damaged) -> tuple[Parts, Problem]:
        """Set the damaged file aside, begin a new one and put the rescued orders into it, under a new series."""
        now = self._clock()
        aside = set_aside(self.file, now)
        rescued = rescue(aside, self._key, self._tables)
        parts = self._parts()
        self._put_back(parts, rescued)
        self.running.touch(mode=0o600)
        orders = len(rescued.outbox)
        return parts, Problem(Code.CACHE_DAMAGED, aside=aside.name, rescued=orders)

    def _check_key(self) -> None:
        mark = self.folder / FINGERPRINT
        ours = fingerprint(self._key)
        if mark.exists() and mark.read_text(encoding="ascii").strip() != ours:
            raise Problem(Code.CACHE_KEY_WRONG)
        if not mark.exists():
            if self.file.exists():
                self._try_key()
            fresh = mark.with_suffix(".part")
            fresh.write_text(ours, encoding="ascii")
            fresh.replace(mark)

    def _try_key(self) -> None:
        """A cache without a fingerprint: only a key that opens it is ours."""
        try:
            Database(open_engine(self.file, key=self._key), self.file).close()
        except Damaged as error:
            raise Problem(Code.CACHE_KEY_WRONG) from error

    def _parts(self) -> Parts:
        engine = open_engine(self.file, key=self._key, cache=PAGES_HELD)
        try:
            with translated(self.file):
                _bring_up(engine, self.file)
            return self._assembled(Database(engine, self.file))
        except BaseException:
            engine.dispose()
            raise

    def _assembled(self, database: Database) -> Parts:
        tables = self._tables
        rows = RecordRows(database, tables, SearchIndex(database, tables, self._reference.catalogue))
        standing = StandingRows(database, tables)
        guesses = Guesses(database, tables, rows)
        tools = Tools(
            database=database,
            rows=rows,
            guesses=guesses,
            outbox=Outbox(database, tables, standing),
            standing=standing,
            reference=self._reference,
            clock=self._clock,
        )
        work = UnitOfWork(tools)
        return Parts(
            tables=tables,
            tools=tools,
            world=CacheWorld(rows, self._reference),
            work=work,
            pages=Pages(tools, tables, work),
            queries=Queries(database, tables, rows, guesses),
            blobs=BlobStore(
                self.folder / "attachments", key=self._key, database=database, tables=tables, rows=rows, clock=self._clock
            ),
        )

    def _checked(self, parts: Parts, *, unclean: bool) -> None:
        standing = parts.tools.standing
        now = int(self._clock().timestamp())
        with parts.database.transaction():
            last = standing.number("integrity")
            if standing.number("schema") != SCHEMA:
                standing.reset_all()
                standing.set("schema", str(SCHEMA))
        if unclean or now - last > CHECKED_EVERY.total_seconds():
            if last:
                check_integrity(parts.database)
            with parts.database.transaction():
                standing.set("integrity", str(now))

    def _put_back(self, parts: Parts, rescued: Rescued) -> None:
        tables = self._tables
        with parts.database.transaction():
            parts.tools.standing.set("schema", str(SCHEMA))
            parts.tools.standing.set(REPLAY_DUE, "1")
            parts.tools.outbox.restore(rescued.outbox)
            for table, rows in ((tables.done, rescued.done), (tables.refused, rescued.refused), (tables.upload, rescued.upload)):
                parts.database.run_many(Statement(insert(table)), rows)


def _bring_up(engine: Engine, file: Path) -> None:
    """Run the migrations that are missing; none are looked up when the newest are there."""
    heads = {max(path.stem for path in folder.glob("*_[0-9]*.py")) for folder in (LOCAL_VERSIONS, RECORD_VERSIONS)}
    with engine.connect() as connection:
        tables = {row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE name = 'alembic_version'")}
        there = {row[0] for row in connection.exec_driver_sql("SELECT version_num FROM alembic_version")} if tables else set()
    if there == heads:
        return
    try:
        upgrade(engine, LOCAL_VERSIONS, extra=EXTRA)
    except Newer as error:
        raise Problem(Code.CACHE_TOO_NEW, file=file.name) from error
