"""Files as tests write them, and an office with a small district to take them in."""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.contract.reference import ENGLISH, Reference, load_reference
from app.domain.grid import Grid, Level
from app.domain.problems import Problem
from services.connectors.divisions import enter_divisions
from services.connectors.reading import read_sheet
from services.connectors.rejects import Rejects
from tests.support.central import CentralProcess
from tests.support.district import grids
from tests.support.office import PlainOffice

Write = Callable[..., Path]
HEADINGS = ("编号", "发生时间", "标题", "类别", "网格", "级别", "办结时间")
DIVISIONS = Path(__file__).resolve().parents[2] / "resources" / "demo" / "divisions.csv"
SECOND_UNIT = "310114102002001"


def quiet(done: int, total: int) -> None:
    """Nobody looks on."""


@pytest.fixture(scope="session")
def reference() -> Reference:
    return load_reference()


@pytest.fixture
def office(reference: Reference) -> PlainOffice:
    """One area of two units, one of them with a micro grid."""
    second = Grid(
        id=SECOND_UNIT,
        town="310114102",
        area="310114102P03",
        name="华猗社区",
        level=Level.UNIT,
        parent="310114102P03",
        path=("310114", "310114102", "310114102P03", SECOND_UNIT),
        lon=121.3,
        lat=31.3,
    )
    return PlainOffice(*grids(), second, reference=reference)


@pytest.fixture
def district(reference: Reference) -> PlainOffice:
    """The real tree: a district, 12 towns, 399 units in no area yet."""
    office = PlainOffice(reference=reference)
    enter_divisions(office, read_sheet(DIVISIONS), reference, quiet)
    return office


@pytest.fixture
def csv_file(tmp_path: Path) -> Write:
    """Writes rows under headings as a spreadsheet would."""

    def write(
        rows: Iterable[Sequence[str]], *, headings: Sequence[str] = HEADINGS, name: str = "cases.csv", encoding: str = "utf-8-sig"
    ) -> Path:
        file = tmp_path / name
        with file.open("w", encoding=encoding, newline="") as out:
            csv.writer(out).writerows([headings, *rows])
        return file

    return write


@pytest.fixture
def geojson(tmp_path: Path) -> Write:
    """Writes features as a GeoJSON file."""

    def write(*features: dict[str, Any], name: str = "shapes.geojson") -> Path:
        file = tmp_path / name
        file.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}), encoding="utf-8")
        return file

    return write


def squeezed(file: Path) -> Path:
    """The file gzipped beside itself."""
    packed = file.with_name(f"{file.name}.gz")
    packed.write_bytes(gzip.compress(file.read_bytes()))
    return packed


def case(number: str, **cells: str) -> tuple[str, ...]:
    """One row of our own format; what is not said is usual."""
    usual = {
        "编号": number,
        "发生时间": "2026-11-10 09:30",
        "标题": "人行道破损",
        "类别": "道路破损",
        "网格": "310114102001001-01",
        "级别": "一般",
        "办结时间": "",
    }
    return tuple((usual | cells)[heading] for heading in HEADINGS)


def done(central: CentralProcess, *words: str) -> Any:
    """What the verb says as JSON; it must have succeeded."""
    ended = central.cli(*words, "--json")
    assert ended.returncode == 0, ended.stderr
    return msgspec.json.decode(ended.stdout)


HAN = re.compile("[\u4e00-\u9fff]")


def spoken(rejects: Rejects) -> Rejects:
    """The rejects and notes, each of which must say in both languages why, with its number."""
    for told in (*rejects.rows, *rejects.notes):
        in_both_languages(told.problem, told.reason, told.reason_en)
    return rejects


def in_both_languages(number: int, chinese: str, english: str) -> None:
    assert chinese.endswith(f"〔{number}〕"), chinese
    assert HAN.search(chinese), chinese
    assert english.endswith(f"[{number}]"), english
    assert "{" not in chinese + english


def refusal(work: Callable[[], object]) -> Problem:
    """The problem that refuses the whole file, which must have its sentence in both languages."""
    with pytest.raises(Problem) as caught:
        work()
    reference = load_reference()
    in_both_languages(caught.value.code.value, reference.say(caught.value), reference.say(caught.value, ENGLISH))
    return caught.value
