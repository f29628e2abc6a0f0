"""Real incidents: every week of the files, counted by the package and by plain lines of its own."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.analysis.behind import Lists
from app.analysis.columns import ActionColumns, Case, ForceColumns, IncidentColumns, Label, Names, StateGroup
from app.analysis.frame import WeekFrame
from app.analysis.heat import HeatPanel
from app.analysis.mix import MixPanel
from app.analysis.timeliness import TimelinessPanel
from app.analysis.volume import VolumePanel
from app.analysis.week import Week
from app.analysis.weekly import WeeklyPackage, decode, encode, weekly
from tests.analysis.cases import panel
from tests.analysis.figures import counts, numbers_said, numbers_shown, parts

pytestmark = pytest.mark.data

SHANGHAI = ZoneInfo("Asia/Shanghai")
NAMES = Names(area=Label("试验片区", "Test area"))


def rows_of(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def wall(text: str) -> datetime | None:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI) if text else None


def boston_case(row: dict[str, str]) -> Case:
    occurred = wall(row["open_dt"])
    assert occurred is not None
    return Case(
        id=row["case_enquiry_id"],
        occurred=occurred,
        opened=occurred,
        due=wall(row["target_dt"]),
        closed=wall(row["closed_dt"]),
        in_time={"ONTIME": True, "OVERDUE": False}.get(row["ontime"]),
        state=StateGroup.CLOSED if row["case_status"] == "Closed" else StateGroup.OPEN,
        class_code=row["reason"],
        source=row["source"],
        unit=row["neighborhood"],
        place=row["location_street_name"],
        holder=row["department"],
    )


def pingshan_case(row: dict[str, str]) -> Case:
    return Case(
        id=row["rec_id"],
        occurred=datetime.fromisoformat(row["create_date"]).replace(tzinfo=SHANGHAI),
        closed_unknown=True,
        in_time=row["achieve"] == "intime",
        state=StateGroup.CLOSED,
        class_code=row["event_type_name"],
        source=row["event_src_name"],
        unit=row["community_name"],
    )


def compute(week: Week, columns: IncidentColumns) -> tuple[WeekFrame, WeeklyPackage]:
    cutoff = datetime.combine(week.sunday + timedelta(days=1), datetime.min.time(), tzinfo=SHANGHAI) + timedelta(hours=6)
    frame = WeekFrame(area="T", week=str(week), cutoff=cutoff)
    return frame, weekly(frame, columns, ForceColumns(), ActionColumns(), names=NAMES)


@pytest.fixture(scope="module")
def boston(shared_data: Path) -> list[dict[str, str]]:
    return rows_of(shared_data / "incidents_311_sample.csv.gz")


@pytest.fixture(scope="module")
def boston_columns(boston: list[dict[str, str]]) -> IncidentColumns:
    return IncidentColumns.of(boston_case(row) for row in boston)


@pytest.fixture(scope="module")
def pingshan(shared_data: Path) -> list[dict[str, str]]:
    return rows_of(shared_data / "grid_events_pingshan_2018.csv.gz")


def test_the_week_of_the_hurricane(boston_columns: IncidentColumns) -> None:
    _, found = compute(Week.parse("2011-W34"), boston_columns)
    volume = panel(found, VolumePanel)
    assert volume.total.value == 3_144
    assert {str(day.day): day.count.value for day in volume.days}["2011-08-28"] == 913


def test_every_week_equals_a_plain_count_of_the_file(boston: list[dict[str, str]], boston_columns: IncidentColumns) -> None:
    plain: Counter[str] = Counter()
    classes: Counter[tuple[str, str]] = Counter()
    cells: Counter[tuple[str, str, str]] = Counter()
    for row in boston:
        year, number, _ = date.fromisoformat(row["open_dt"][:10]).isocalendar()
        name = f"{year}-W{number:02d}"
        plain[name] += 1
        classes[name, row["reason"]] += 1
        cells[name, row["neighborhood"], row["reason"]] += 1
    assert sum(plain.values()) == 32_048
    for name, number in plain.items():
        _, found = compute(Week.parse(name), boston_columns)
        assert panel(found, VolumePanel).total.value == number, name
        for mix_row in panel(found, MixPanel).classes:
            assert mix_row.share.part.value == classes[name, mix_row.key]
        heat = panel(found, HeatPanel)
        for cell in heat.cells:
            grid, code = heat.grids[cell.row], heat.classes[cell.column]
            if not grid.rest and not code.rest:
                assert cell.count.value == cells[name, grid.key, code.key]


def test_the_on_time_share_equals_a_plain_count(boston: list[dict[str, str]], boston_columns: IncidentColumns) -> None:
    first, cutoff = "2011-09-19 00:00:00", "2011-09-26 06:00:00"
    kept = whole = 0
    for row in boston:
        due, end = row["target_dt"], row["closed_dt"]
        if row["open_dt"] > cutoff:
            continue
        if due and first <= due < "2011-09-26 00:00:00":
            whole += 1
            kept += bool(end) and end <= due
        elif not due and first <= row["open_dt"] < "2011-09-26 00:00:00":
            closed = row["case_status"] == "Closed" and end <= cutoff
            whole += (closed and row["ontime"] in ("ONTIME", "OVERDUE")) or (not closed and row["ontime"] == "OVERDUE")
            kept += closed and row["ontime"] == "ONTIME"
    _, found = compute(Week.parse("2011-W38"), boston_columns)
    on_time = panel(found, TimelinessPanel).punctuality.on_time
    assert (on_time.part.value, on_time.whole.value) == (kept, whole)
    assert whole > 1_000


def test_a_real_week_opens_the_list_behind_every_number(boston_columns: IncidentColumns) -> None:
    frame, found = compute(Week.parse("2011-W39"), boston_columns)
    lists = Lists.of(boston_columns, frame)
    for part in parts(found):
        for count in counts(part):
            if part is not found.panels[0]:
                assert len(lists.rows(count.behind)) == count.value, count
        assert numbers_said(part.sentence) <= numbers_shown(part)
    assert decode(encode(found)) == found


def test_days_without_hours_and_closings_without_times(pingshan: list[dict[str, str]]) -> None:
    columns = IncidentColumns.of(pingshan_case(row) for row in pingshan)
    plain: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    for row in pingshan:
        year, number, _ = date.fromisoformat(row["create_date"]).isocalendar()
        plain[f"{year}-W{number:02d}"] += 1
        kept[f"{year}-W{number:02d}"] += row["achieve"] == "intime"
    assert sum(plain.values()) == 6_952
    for name, number in plain.items():
        _, found = compute(Week.parse(name), columns)
        on_time = panel(found, TimelinessPanel).punctuality.on_time
        assert panel(found, VolumePanel).total.value == number, name
        assert (on_time.part.value, on_time.whole.value) == (kept[name], number), name
