"""The endless live stream of the demo district."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from app.contract.reference import RESOURCES
from app.domain.catalogue import Catalogue
from app.domain.ids import SHANGHAI
from app.domain.problems import Code, Problem
from services.connectors.demo import SEED
from services.connectors.demo_cases import report_of
from services.connectors.demo_tree import key
from services.connectors.replay import Delivery
from services.simulator.district import build_district, read_divisions
from services.simulator.forces import area_forces
from services.simulator.incidents import LiveReport, live
from services.simulator.material import read_material


def reports(area: str, *, seed: int, per_minute: float) -> Iterator[LiveReport]:
    """New reports for the area without end, each some seconds after the one before."""
    district = build_district(read_divisions(RESOURCES / "demo" / "divisions.csv"), seed=SEED)
    found = district.by_code.get(area)
    if found is None:
        raise Problem(Code.GRID_UNKNOWN, grid=area)
    material = read_material(RESOURCES)
    today = datetime.now(UTC).astimezone(SHANGHAI).date()
    forces = area_forces(district, found, words=material.words, seed=SEED, today=today)
    return live(district, found, seed=seed, per_minute=per_minute, material=material, forces=forces, on=today)


def deliveries_without_end(
    area: str, catalogue: Catalogue, *, per_minute: float, seed: int, new_id: Callable[[], str]
) -> Iterator[Delivery]:
    """The reports as a stream, under new ids."""
    after = 0.0
    for one in reports(area, seed=seed, per_minute=per_minute):
        after += one.after
        yield Delivery(after, report_of(one, key(new_id()), catalogue))
