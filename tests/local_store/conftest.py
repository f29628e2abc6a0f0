"""A cache in a folder of its own, filled from the centre of dictionaries."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.caches import Pair


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    """A cache in step with its centre."""
    made = Pair(tmp_path / "desk")
    made.sync()
    yield made
    made.cache.close()
