"""The records that the benchmarks carry: the first rows of the recorded Boston file, or simulated ones where it is absent."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import count, islice
from pathlib import Path

from msgspec import Struct

from app.contract.reference import RESOURCES
from services.simulator.district import build_district, read_divisions
from services.simulator.forces import area_forces
from services.simulator.incidents import simulate
from services.simulator.material import read_material
from tests.conftest import find_shared_data
from tests.support.builders import AREA, UNITS, micro

BOSTON = "incidents_311_sample.csv.gz"
MAPPING = "category_mapping.csv"
TIMES = ("open_dt", "target_dt", "closed_dt")
WEEKS_A_COPY = 14
"""The Boston file covers less; each copy lies before the one that it was made from."""
OWN = ("编号", "发生时间", "截止时间", "办结时间", "标题", "类别", "网格", "地点")
FIRST_DAY = date(2024, 1, 1)
SEED = 310114


class Source(Struct, frozen=True):
    """Where the records come from: the folder of shared data, or None for the simulator."""

    folder: Path | None

    @property
    def name(self) -> str:
        """What the table says of them."""
        if self.folder is None:
            return "SUBSTITUTE: simulated incidents of one area (the recorded Boston file is not here, set GRIDPLUS_DATA)"
        return f"the first rows of {BOSTON} as imported; beyond its end its rows again, earlier and under other numbers"

    @property
    def words(self) -> tuple[str, ...]:
        """What the import must be told besides the file and the area."""
        return () if self.folder is None else ("--mapping", str(self.folder / MAPPING))

    def write(self, file: Path, size: int) -> None:
        """So many records as a file that the import takes."""
        columns, rows = _simulated() if self.folder is None else _recorded(self.folder / BOSTON)
        with file.open("w", encoding="utf-8", newline="") as out:
            written = csv.DictWriter(out, columns)
            written.writeheader()
            written.writerows(islice(rows, size))


def find_source() -> Source:
    """The recorded file if the shared data are here."""
    return Source(find_shared_data())


def _recorded(file: Path) -> tuple[tuple[str, ...], Iterator[dict[str, str]]]:
    with gzip.open(file, "rt", encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    return tuple(rows[0]), (_copy(row, number) for number in count() for row in rows)


def _copy(row: dict[str, str], number: int) -> dict[str, str]:
    if number == 0:
        return row
    back = timedelta(weeks=WEEKS_A_COPY * number)
    moved = {name: str(datetime.fromisoformat(row[name]) - back) for name in TIMES if row[name]}
    return row | moved | {"case_enquiry_id": f"{number}-{row['case_enquiry_id']}"}


def _simulated() -> tuple[tuple[str, ...], Iterator[dict[str, str]]]:
    """The demo's area told over and over, with the places of the benchmarks' area."""
    district = build_district(read_divisions(RESOURCES / "demo" / "divisions.csv"), seed=SEED)
    area, material = district.by_code[AREA], read_material(RESOURCES)
    forces = area_forces(district, area, words=material.words, seed=SEED, today=FIRST_DAY)
    names = [micro(f"{unit.removesuffix('社区').removesuffix('村')} 0{small}") for unit in UNITS for small in (1, 2, 3)]

    def rows() -> Iterator[dict[str, str]]:
        for turn in count():
            start = FIRST_DAY - timedelta(weeks=104 * turn)
            told = simulate(district, area, start=start, weeks=104, seed=SEED + turn, material=material, forces=forces, scale=1.6)
            for number, one in enumerate(told):
                times = (one.occurred_at, one.due_at, one.closed_at)
                moments = [moment.isoformat() if moment else "" for moment in times]
                cells = (f"{turn}-{number}", *moments, one.summary, one.code, names[number % len(names)], one.address)
                yield dict(zip(OWN, cells, strict=True))

    return OWN, rows()
