"""The code tables as the product ships them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

CODES = Path(__file__).parents[2] / "resources" / "codes"
Table = dict[str, Any]


@pytest.fixture(scope="session")
def tables() -> dict[str, Table]:
    """Every table by the name of its file."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(CODES.glob("*.json"))}
