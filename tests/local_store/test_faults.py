"""The cache and the machine it lies on: another key, a damaged page, a full disk, a kill at any moment, a newer version."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.commands.intake import ReportIncident
from app.domain.incident import Entry, Incident
from app.domain.problems import Code, Problem
from app.domain.refusal import Refusal
from services.local_store.checks import check_integrity
from services.local_store.opening import CACHE, LOCAL_VERSIONS, RECORD_VERSIONS, RUNNING
from services.local_store.tables import LocalTables
from services.records.migrating import differences
from services.records.sqlite import open_engine
from tests.support.caches import KEY, Pair, open_cache, order
from tests.support.district import AREA, MICRO

PAGE = 4096
ROOT = Path(__file__).resolve().parents[2]

# A busy machine may run a few orders ahead of what the killed process had managed to say.
TOLD_LATE = 20


def refused(work: object) -> Problem:
    assert callable(work)
    with pytest.raises(Problem) as caught:
        work()
    return caught.value


def filled(pair: Pair, count: int) -> None:
    for number in range(1, count + 1):
        pair.cache.do(order(number, ReportIncident(incident=f"i{number}", grid=MICRO, title=f"第 {number} 件 线缆垂落")))


def flip(file: Path, place: int) -> None:
    with file.open("r+b") as out:
        out.seek(place)
        byte = out.read(1)[0]
        out.seek(place)
        out.write(bytes([byte ^ 0xFF]))


def test_another_key_changes_nothing(pair: Pair) -> None:
    filled(pair, 3)
    pair.cache.close()
    before = {file.name: file.read_bytes() for file in pair.folder.iterdir() if file.is_file()}
    assert refused(lambda: open_cache(pair.folder, key=bytes(32))).code is Code.CACHE_KEY_WRONG
    (pair.folder / "cache.key").unlink()
    assert refused(lambda: open_cache(pair.folder, key=bytes(32))).code is Code.CACHE_KEY_WRONG
    (pair.folder / "cache.key").write_bytes(before["cache.key"])
    assert {file.name: file.read_bytes() for file in pair.folder.iterdir() if file.is_file()} == before
    pair.open()
    assert len(pair.cache.waiting()) == 3


def test_nothing_lies_in_clear(pair: Pair) -> None:
    filled(pair, 3)
    pair.cache.run(lambda parts: parts.database.text("PRAGMA wal_checkpoint(TRUNCATE)"))
    for file in pair.folder.iterdir():
        if file.is_file():
            assert "线缆".encode() not in file.read_bytes()
            assert b"SQLite format" not in file.read_bytes()


def test_a_damaged_page_is_found_after_an_unclean_end_and_the_orders_are_rescued(pair: Pair) -> None:
    filled(pair, 40)
    pair.cache.batch(orders=3, size=1 << 20)
    pair.cache.close()
    size = (pair.folder / CACHE).stat().st_size
    (pair.folder / RUNNING).touch()
    found = 0
    for page in range(3, size // PAGE, max(size // PAGE // 12, 1)):
        original = (pair.folder / CACHE).read_bytes()
        flip(pair.folder / CACHE, page * PAGE + 77)
        pair.open()
        damage = pair.cache.damage
        assert damage is not None
        assert damage.code is Code.CACHE_DAMAGED
        assert (pair.folder / damage.data["aside"]).exists()
        waiting = pair.cache.waiting()
        assert len(waiting) == int(damage.data["rescued"])
        found = max(found, len(waiting))
        assert [row.order.id for row in waiting] == sorted(row.order.id for row in waiting)
        pair.cache.close()
        for file in pair.folder.glob("cache-damaged*"):
            file.unlink()
        (pair.folder / CACHE).write_bytes(original)
        (pair.folder / RUNNING).touch()
    assert found == 40, "most pages have nothing to do with the outbox"


def test_a_rescued_outbox_comes_home(pair: Pair) -> None:
    filled(pair, 5)
    pair.cache.close()
    tables_of_grids = 20 * PAGE + 5
    flip(pair.folder / CACHE, tables_of_grids)
    (pair.folder / RUNNING).touch()
    pair.open()
    assert pair.cache.damage is not None
    rescued = len(pair.cache.waiting())
    pair.sync()
    assert pair.cache.waiting() == ()
    assert len(pair.cache.find(Incident)) == rescued
    assert pair.shown() == pair.central.visible_records()


def test_damage_met_in_the_middle_is_told_and_the_next_call_works(pair: Pair) -> None:
    filled(pair, 30)
    pair.cache.close()
    pair.open()
    size = (pair.folder / CACHE).stat().st_size
    for page in range(2, size // PAGE):
        flip(pair.folder / CACHE, page * PAGE + 99)
    problem = refused(lambda: pair.cache.find(Incident))
    assert problem.code is Code.CACHE_DAMAGED
    assert pair.cache.find(Incident) == ()
    pair.sync()
    assert pair.cache.counts()["grid"] == 7


def test_a_file_cut_short_is_set_aside(pair: Pair) -> None:
    filled(pair, 10)
    pair.cache.close()
    os.truncate(pair.folder / CACHE, 5 * PAGE)
    (pair.folder / RUNNING).touch()
    pair.open()
    assert pair.cache.damage is not None
    pair.sync()
    assert pair.cache.counts()["grid"] == 7


def test_a_newer_cache_is_not_opened_by_an_older_program(pair: Pair) -> None:
    newer = "UPDATE alembic_version SET version_num = 'local_9999' WHERE version_num LIKE 'local%'"
    pair.cache.run(lambda parts: parts.database.text(newer))
    pair.cache.close()
    assert refused(lambda: open_cache(pair.folder)).code is Code.CACHE_TOO_NEW
    engine = open_engine(pair.folder / CACHE, key=KEY)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'local_0001' WHERE version_num LIKE 'local%'")
    engine.dispose()
    pair.open()


def test_the_migrations_make_the_tables_that_the_program_expects(pair: Pair) -> None:
    pair.cache.close()
    engine = open_engine(pair.folder / CACHE, key=KEY)
    found = [row for row in differences(engine, LocalTables().metadata) if "l_search" not in str(row)]
    engine.dispose()
    assert found == []
    pair.open()


def test_revisions_are_named_in_their_order() -> None:
    for folder in (LOCAL_VERSIONS, RECORD_VERSIONS):
        names = sorted(path.stem for path in folder.glob("*_[0-9]*.py"))
        assert names == [f"{names[0].rsplit('_', 1)[0]}_{number:04d}" for number in range(1, len(names) + 1)]


FULL = """
import resource, sys
from pathlib import Path
from tests.support.caches import KEY, open_cache, order
from tests.support.district import MICRO, START
from app.commands.intake import ReportIncident
from app.domain.problems import Code, Problem

folder = Path(sys.argv[1])
cache = open_cache(folder, lambda: START)
done = 0
try:
    for number in range(1, 100_000):
        cache.do(order(number, ReportIncident(incident=f"i{number}", grid=MICRO, title="满" * 100, detail="细" * 3000)))
        done += 1
        if number == 1 and len(sys.argv) > 2:
            resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
except Problem as problem:
    assert problem.code is Code.DISK_FULL, problem
assert len(cache.waiting()) == done, (len(cache.waiting()), done)
if len(sys.argv) > 2:
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    cache.do(order("later", ReportIncident(incident="later", grid=MICRO, title="又有空间了")))
    done += 1
print(done, flush=True)
"""


def test_a_limited_file_says_disk_full_and_goes_on_when_there_is_room(pair: Pair) -> None:
    pair.cache.close()
    done = run(FULL, str(pair.folder), str(3 * 1024 * 1024))
    assert done.returncode == 0, done.stderr
    pair.open()
    assert len(pair.cache.waiting()) == int(done.stdout)
    pair.cache.run(lambda parts: check_integrity(parts.database))
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY


def test_a_full_disk_keeps_what_was_accepted(pair: Pair) -> None:
    mounted = f"mount -t tmpfs -o size=6m none {pair.folder}/small && cp {pair.folder}/cache.* {pair.folder}/small/"
    copied = f"cp {pair.folder}/small/cache.* {pair.folder}/after/"
    probe = subprocess.run(["/usr/bin/unshare", "-m", "true"], check=False, capture_output=True)
    if probe.returncode != 0:
        pytest.skip("mounting a small disk of one's own is not allowed here")
    pair.cache.close()
    (pair.folder / "small").mkdir()
    (pair.folder / "after").mkdir()
    script = f'{mounted} && "{sys.executable}" -c "$1" {pair.folder}/small && {copied}'
    done = subprocess.run(
        ["/usr/bin/unshare", "-m", "bash", "-c", script, "-", FULL], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stderr
    after = open_cache(pair.folder / "after")
    assert len(after.waiting()) == int(done.stdout)
    after.run(lambda parts: check_integrity(parts.database))
    after.close()
    pair.open()


WRITER = """
import sys
from pathlib import Path
from tests.support.caches import open_cache, order
from tests.support.district import START
from app.commands.notes import AddNote

cache = open_cache(Path(sys.argv[1]), lambda: START)
begin = len(cache.waiting())
print("ready", flush=True)
for number in range(begin, 100_000):
    cache.do(order(f"n-{number:06}", AddNote(incident="i1", text=f"第 {number} 条")))
    print(number, flush=True)
"""


def test_killed_at_any_moment_no_accepted_order_is_lost(pair: Pair) -> None:
    filled(pair, 1)
    pair.sync()
    pair.cache.close()
    accepted = -1
    for moment in (0.0, 0.01, 0.03, 0.06, 0.1, 0.15):
        process = subprocess.Popen([sys.executable, "-c", WRITER, str(pair.folder)], stdout=subprocess.PIPE, text=True, cwd=ROOT)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(moment)
        process.send_signal(signal.SIGKILL)
        said = process.stdout.read().split("\n")
        process.wait()
        process.stdout.close()
        accepted = max([accepted, *(int(word) for word in said[:-1] if word)])
        pair.open()
        assert pair.cache.damage is None
        kept = [row.order.id for row in pair.cache.waiting()]
        assert kept[: accepted + 1] == [f"n-{number:06}" for number in range(accepted + 1)]
        assert len(kept) <= accepted + 1 + TOLD_LATE, "at most those that had not been told yet"
        shown = {entry.id for entry in pair.cache.find(Entry, incident="i1")}
        assert set(kept) <= shown
        pair.cache.close()
    pair.open()
    pair.sync()
    assert pair.cache.waiting() == ()
    assert pair.cache.find(Refusal, area=AREA) == ()
    assert accepted > 5


def run(script: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", script, *words], capture_output=True, text=True, cwd=ROOT, check=False)
