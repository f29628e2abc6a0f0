"""References with their origin, and the real data where a checkout has them."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
REFERENCES = Path(__file__).parent / "references"


@pytest.fixture(scope="session")
def xmr() -> dict[str, Any]:
    """Published XmR examples."""
    found: dict[str, Any] = json.loads((REFERENCES / "xmr.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="session")
def survival_reference() -> dict[str, Any]:
    """A published Kaplan-Meier example."""
    text = (REFERENCES / "kaplan_meier.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)["bewick_treatment_2"]
    return found


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The directory of the real data; the test is skipped where it is absent."""
    found = Path(os.environ.get("GRIDPLUS_DATA", ROOT.parent / "shared" / "data"))
    if not (found / "incidents_311_sample.csv.gz").is_file():
        pytest.skip(f"no real data at {found}; set GRIDPLUS_DATA")
    return found
