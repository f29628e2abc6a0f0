"""One demo district and one history, built once and read by all tests here."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec import Struct

from services.simulator.district import DemoDistrict, DemoGrid, build_district, read_divisions
from services.simulator.forces import AreaForces, area_forces
from services.simulator.incidents import DemoIncident, simulate
from services.simulator.material import Material, read_material

RESOURCES = Path(__file__).parents[2] / "resources"
SEED = 310114
TODAY = date(2026, 11, 18)
MONDAY = date(2026, 11, 16)
NOW = datetime(2026, 11, 18, 6, 32, tzinfo=UTC)
WEEKS = 104


class Scene(Struct, frozen=True):
    """The main area of the demonstration with all that belongs to it."""

    district: DemoDistrict
    area: DemoGrid
    material: Material
    forces: AreaForces


@pytest.fixture(scope="session")
def material() -> Material:
    return read_material(RESOURCES)


@pytest.fixture(scope="session")
def district() -> DemoDistrict:
    return build_district(read_divisions(RESOURCES / "demo" / "divisions.csv"), seed=SEED)


@pytest.fixture(scope="session")
def scene(material: Material, district: DemoDistrict) -> Scene:
    area = district.by_code["310114102P03"]
    return Scene(district, area, material, area_forces(district, area, words=material.words, seed=SEED, today=TODAY))


def history(scene: Scene, *, seed: int = SEED, weeks: int = WEEKS, scale: float = 1.0) -> tuple[DemoIncident, ...]:
    """So many whole weeks and the running one."""
    return tuple(
        simulate(
            scene.district,
            scene.area,
            start=MONDAY - timedelta(weeks=weeks),
            weeks=weeks + 1,
            seed=seed,
            material=scene.material,
            forces=scene.forces,
            now=NOW,
            scale=scale,
        )
    )


@pytest.fixture(scope="session")
def incidents(scene: Scene) -> tuple[DemoIncident, ...]:
    """Two years of the area."""
    return history(scene)
