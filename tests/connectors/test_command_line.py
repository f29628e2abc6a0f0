"""The verbs as people type them, on a real centre: files in, counts out, exit codes, a replay and a live stream."""

from __future__ import annotations

import csv
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from app.domain.grid import Grid
from app.domain.ids import SHANGHAI
from app.domain.incident import OPEN, Entry, Incident, Origin, State
from app.domain.people import Person
from tests.connectors.conftest import DIVISIONS, Write, case, done
from tests.support.central import COMMAND, ROOT, CentralProcess, Cluster

SHAPE = {"type": "Polygon", "coordinates": [[[121.0, 31.0], [121.1, 31.0], [121.1, 31.1], [121.0, 31.1], [121.0, 31.0]]]}
AREA = "310114102P03"
PATIENCE = 60.0


@pytest.fixture
def central(tmp_path: Path) -> CentralProcess:
    made = CentralProcess(tmp_path / "central")
    made.data.mkdir()
    made.init()
    return made


@pytest.fixture
def populated(central: CentralProcess, geojson: Write) -> CentralProcess:
    """The real tree, with one area of one unit."""
    area = {"id": "310114102-A03", "level": "area", "parent": "310114102000", "name": "南翔镇第三片区"}
    unit = {"id": "310114102-A03-U01", "level": "unit", "parent": "310114102-A03", "division_code": "310114102024"}
    shapes = geojson(*({"type": "Feature", "properties": properties, "geometry": SHAPE} for properties in (area, unit)))
    done(central, "import", "divisions", str(DIVISIONS))
    done(central, "import", "boundaries", str(shapes))
    return central


def records(central: CentralProcess) -> dict[str, int]:
    counts: dict[str, int] = done(central, "status")["records"]
    return counts


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_divisions_then_areas_then_cases(populated: CentralProcess, csv_file: Write) -> None:
    rows = [case("1", 网格="310114102024001"), case("2", 网格="310199"), case("3", 网格=AREA, 发生时间="2026-02-30")]
    report = done(populated, "import", "incidents", str(csv_file(rows)))
    assert (report["read"], report["taken"], report["rejected"]) == (3, 1, 2)
    assert report["reasons"] == {"date_impossible": 1, "grid_of_row_unknown": 1}
    file = Path(report["rejects_file"])
    assert file.parent == populated.data / "rejects"
    with file.open(encoding="utf-8-sig", newline="") as text:
        assert [line[0] for line in csv.reader(text)] == ["row", "3", "4"]
    assert records(populated)["incident"] == 1
    assert done(populated, "verify")["count"] == 0


def test_without_room_for_the_rejects_the_report_is_told_all_the_same(populated: CentralProcess, csv_file: Write) -> None:
    (populated.data / "rejects").touch()
    ended = populated.cli(
        "import", "incidents", str(csv_file([case("1", 网格="310114102024001"), case("2", 网格="x")])), "--json"
    )
    assert ended.returncode == 3
    assert ended.stderr.endswith("〔8006〕\n")
    assert msgspec.json.decode(ended.stdout)["taken"] == 1
    assert records(populated)["incident"] == 1


def test_a_mapping_beside_the_file_is_used(populated: CentralProcess, tmp_path: Path, csv_file: Write) -> None:
    """Our own files name classes of the catalogue or not; a table beside them says what the others are."""
    file = csv_file([case("1", 网格="310114102024001", 类别="路上有坑"), case("2", 网格="310114102024001", 类别="道路破损")])
    assert done(populated, "import", "incidents", str(file))["unmapped"] == 1
    mapping = tmp_path / "category_mapping.csv"
    mapping.write_text(
        "source,source_type,grid_class,grid_subclass,priority\nown,路上有坑,道路交通,道路破损,2\n", encoding="utf-8"
    )
    assert done(populated, "import", "incidents", str(file))["unmapped"] == 0


def test_counts_are_said_in_either_language(populated: CentralProcess, csv_file: Write) -> None:
    file = str(csv_file([case("1", 网格="310114102024001"), case("2", 网格="x")]))
    chinese = populated.cli("import", "incidents", file)
    assert chinese.returncode == 0
    assert "读入 2，收下 1，退回 1" in chinese.stdout
    assert "7006 grid_of_row_unknown" in chinese.stdout
    english = populated.cli("import", "incidents", file, "--english")
    assert "2 read, 1 taken in, 1 rejected" in english.stdout
    assert str(populated.data / "rejects") in english.stdout


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("import", "people", "nowhere.csv"), 3, "没有文件 nowhere.csv〔7001〕"),
        (("import", "people", "nowhere.csv", "--english"), 3, "There is no file nowhere.csv [7001]"),
        (("import", "people"), 2, "file"),
        (("import", "everything", "x.csv"), 2, "everything"),
        (("replay", str(DIVISIONS), "--speed", "0"), 2, "speed"),
        (("demo", "--area", "310114102"), 3, "没有网格 310114102〔3001〕"),
    ],
)
def test_the_exit_code_says_what_went_wrong(central: CentralProcess, words: tuple[str, ...], code: int, said: str) -> None:
    ended = central.cli(*words)
    assert ended.returncode == code
    assert said in ended.stderr


def test_a_template_is_saved_for_a_spreadsheet(central: CentralProcess, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    ended = subprocess.run(
        [*COMMAND, "template", "people", "--out", str(file)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    assert done(central, "import", "divisions", str(DIVISIONS))["taken"] == 412
    report = done(central, "import", "people", str(file))
    assert report["reasons"] == {"grid_of_row_unknown": 1}


def test_a_replay_is_reported_live_and_says_so(populated: CentralProcess, csv_file: Write) -> None:
    rows = [case(str(n), 网格="310114102024001", 发生时间=f"2026-11-10 09:{n:02d}") for n in range(10, 40)]
    for _ in range(2):
        report = done(populated, "replay", str(csv_file(rows)), "--speed", "100000", "--limit", "12", "--area", AREA)
        assert (report["read"], report["taken"]) == (12, 12)
    with populated.office() as office:
        cases = office.world().find(Incident)
    assert len(cases) == 24
    assert {(replayed.origin, replayed.state) for replayed in cases} == {(Origin.REPLAY, State.REPORTED)}
    assert all(replayed.reported_at.year > 2025 and replayed.step_due is not None for replayed in cases)


@pytest.fixture
def streaming(central: CentralProcess) -> Iterator[subprocess.Popen[str]]:
    done(central, "demo", "--weeks", "1", "--other-weeks", "1")
    words = [*COMMAND, "demo-stream", "--data", str(central.data), "--area", AREA, "--per-minute", "600"]
    process = subprocess.Popen(words, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    yield process
    if process.poll() is None:
        process.kill()
    process.communicate()


@pytest.mark.timeout(300)
def test_a_live_stream_reports_until_it_is_told_to_stop(central: CentralProcess, streaming: subprocess.Popen[str]) -> None:
    with central.office() as office:

        def streamed() -> list[Incident]:
            return [c for c in office.world().find(Incident, area=AREA) if c.state is State.REPORTED and c.created_by == ""]

        before = len(streamed())
        wait_for(lambda: len(streamed()) >= before + 20)
        streaming.send_signal(signal.SIGTERM)
        assert streaming.wait(PATIENCE) == 0
        cases = streamed()[before:]
        assert {one.area for one in cases} == {AREA}
        assert len({one.title for one in cases}) > len(cases) / 2
        assert all(one.title and one.micro and one.step_due for one in cases)
        assert all(office.world().get(Grid, one.micro) is not None for one in cases)
    assert done(central, "verify")["count"] == 0


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("", id="sqlite"),
        pytest.param("postgresql", id="postgresql", marks=[pytest.mark.postgres, pytest.mark.xdist_group("postgres")]),
    ],
)
def test_the_demo_is_made_on_either_database(tmp_path: Path, address: str, request: pytest.FixtureRequest) -> None:
    central = CentralProcess(tmp_path / "demo", database=request.getfixturevalue("postgresql") if address else "")
    central.data.mkdir()
    central.init()
    made = done(central, "demo", "--weeks", "1", "--other-weeks", "0", "--today", "2026-11-18", "--area", AREA)
    assert made["now"] == "2026-11-18T06:30:00Z"
    assert made["cast"]["deputy"]["role"] == "R4"
    with central.office() as office:
        person = office.world().get(Person, made["cast"]["officer"]["person"])
        cases = office.world().find(Incident, area=AREA)
        assert person is not None
        assert person.name == made["cast"]["officer"]["name"]
        lived = [one for one in cases if one.origin is Origin.LIVE]
        assert len([one for one in lived if one.state in OPEN]) == made["open"]
        numbers = [one.number for one in lived if one.number]
        assert len(set(numbers)) == len(numbers) > 30
        assert {one.filed_at.astimezone(SHANGHAI).strftime("%y%m%d") in one.number for one in lived if one.filed_at} == {True}
        lines = office.world().find(Entry, incident=lived[0].id)
        assert all(line.at == line.recorded_at for line in lines)
    assert done(central, "verify")["count"] == 0


@pytest.fixture
def postgresql() -> Iterator[str]:
    """The address of an empty PostgreSQL database."""
    cluster = Cluster()
    yield cluster.new_database()
    cluster.close()
