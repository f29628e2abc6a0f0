"""The programs of the product start one another from a checkout and from a bundle."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app.showing.programs import MODULES, program
from tests.support.central import ENVIRONMENT, ROOT


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_checkout_starts_them_with_its_interpreter(name: str) -> None:
    done = subprocess.run([*program(name), "--help"], cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "网格+" in done.stdout


@pytest.mark.parametrize(("own", "beside"), [("gridplus", "gridplus-central"), ("gridplus-desk.exe", "gridplus-central.exe")])
def test_a_bundle_starts_what_lies_beside_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, own: str, beside: str) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / own))
    assert program("gridplus-central") == [str(tmp_path / beside)]
