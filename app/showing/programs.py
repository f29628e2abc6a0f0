"""How the product starts its own two programs: with the interpreter, or as the executables that lie beside this one."""

from __future__ import annotations

import sys
from pathlib import Path

MODULES = {"gridplus": "app", "gridplus-central": "services.central"}


def program(name: str) -> list[str]:
    """The words that start a program of ours, before its own words; a frozen product has no interpreter to ask."""
    if getattr(sys, "frozen", False):
        own = Path(sys.executable)
        return [str(own.with_name(name + own.suffix))]
    return [sys.executable, "-m", MODULES[name]]
