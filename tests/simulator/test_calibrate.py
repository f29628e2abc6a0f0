"""The shipped calibration is what the real samples give, and holds nothing but aggregates."""

from __future__ import annotations

import csv
import gzip
import os
from collections import Counter
from pathlib import Path

import pytest

from services.simulator.calibrate import calibrate
from services.simulator.calibration import Calibration, read_calibration, write_calibration
from services.simulator.samples import read_crosswalk, read_grid_events, read_requests
from tests.simulator.conftest import RESOURCES

ROOT = Path(__file__).parents[2]
SHIPPED = RESOURCES / "demo" / "calibration.json"


@pytest.fixture(scope="session")
def samples() -> Path:
    folder = Path(os.environ.get("GRIDPLUS_DATA", ROOT.parent / "shared" / "data"))
    if not (folder / "incidents_311_sample.csv.gz").exists():
        pytest.skip("the real samples are not here")
    return folder


@pytest.fixture(scope="session")
def shipped() -> Calibration:
    return read_calibration(SHIPPED)


@pytest.mark.data
def test_the_shipped_figures_are_those_of_the_samples(samples: Path, tmp_path: Path) -> None:
    crosswalk = read_crosswalk(RESOURCES / "demo" / "crosswalk.json")
    requests = read_requests(samples / "incidents_311_sample.csv.gz", samples / "category_mapping.csv", crosswalk)
    events = read_grid_events(samples / "grid_events_pingshan_2018.csv.gz", crosswalk)
    write_calibration(calibrate(requests, events), tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == SHIPPED.read_bytes()


@pytest.mark.data
def test_plain_counts_over_the_samples_agree(samples: Path, shipped: Calibration) -> None:
    with gzip.open(samples / "incidents_311_sample.csv.gz", "rt", encoding="utf-8") as text:
        boston = list(csv.DictReader(text))
    with gzip.open(samples / "grid_events_pingshan_2018.csv.gz", "rt", encoding="utf-8") as text:
        pingshan = list(csv.DictReader(text))
    precincts = {row["precinct"] for row in boston} - {""}
    days = 94  # 2011-07-01 to 2011-10-02
    assert shipped.per_unit_week == pytest.approx(len(boston) / (days / 7) / len(precincts), abs=1e-3)
    natures = Counter(row["event_property_name"] for row in pingshan)
    assert shipped.natures["complain"] == pytest.approx(natures["投诉"] / len(pingshan), abs=1e-4)
    vendors = [row["achieve"] for row in pingshan if row["sub_type_name"] in ("无照经营游商", "车行道内兜售商品")]
    fit = next(fit for fit in shipped.classes if fit.code == "0401")
    assert fit.rows == len(vendors)
    assert abs(fit.late - vendors.count("overtime") / len(vendors)) < 0.02
    calls = Counter(row["source"] for row in boston)
    public = len(boston) - calls["Employee Generated"] - calls["Maximo Integration"]
    assert shipped.hotline_share == pytest.approx(calls["Constituent Call"] / public, abs=1e-4)


def test_shares_and_profiles_add_up(shipped: Calibration) -> None:
    assert sum(fit.share for fit in shipped.classes) == pytest.approx(1, abs=1e-3)
    assert sum(shipped.hours_public) == pytest.approx(1, abs=2e-3)
    assert sum(shipped.hours_staff) == pytest.approx(1, abs=2e-3)
    assert sum(shipped.weekday) == pytest.approx(7, abs=1e-2)
    assert sum(shipped.natures.values()) == pytest.approx(1, abs=2e-3)


def test_ladders_rise_and_parts_of_a_limit_stay_below_it(shipped: Calibration) -> None:
    ladders = [shipped.ratio, *(fit.ratio for fit in shipped.classes if fit.ratio)]
    for ladder in [*ladders, shipped.overshoot, shipped.repeat_days, shipped.burst_size]:
        assert list(ladder.values) == sorted(ladder.values)
        assert list(ladder.at) == sorted(ladder.at)
    assert max(ladder.values[-1] for ladder in ladders) <= 1


def test_no_row_of_a_sample_is_shipped() -> None:
    assert SHIPPED.stat().st_size < 20_000
    for name in ("calibration.json", "assumptions.json", "crosswalk.json"):
        text = (RESOURCES / "demo" / name).read_text(encoding="utf-8")
        assert "101000" not in text  # numbers of cases
        assert "街道" not in text
