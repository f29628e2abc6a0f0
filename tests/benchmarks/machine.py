"""What the benchmarks run on, and whether it is quiet enough for its times to be quoted."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version

import sqlcipher3.dbapi2 as sqlcipher
from msgspec import Struct

QUIET_LOAD = 0.25
"""So much load a core at the start is still quiet."""


class Machine(Struct, frozen=True, kw_only=True):
    """Cores and versions; `load` is the load average of the last minute when the run began."""

    cores: int
    python: str
    qt: str
    sqlite: str
    system: str
    load: float

    @property
    def is_busy(self) -> bool:
        """Whether others worked on it: then times are too long, ratios still hold."""
        return self.load > QUIET_LOAD * self.cores

    def line(self) -> str:
        """All of it in one line."""
        told = (
            f"{self.cores} cores, {self.system}, Python {self.python}, Qt {self.qt}, SQLite {self.sqlite}, load {self.load:.2f}"
        )
        return f"{told} - BUSY: times are not quotable, ratios hold" if self.is_busy else f"{told} (quiet)"


def this_machine() -> Machine:
    """The machine as it is now."""
    return Machine(
        cores=len(os.sched_getaffinity(0)),
        python=platform.python_version(),
        qt=version("PySide6-Essentials"),
        sqlite=sqlcipher.sqlite_version,
        system=f"{platform.system()} {platform.machine()}",
        load=os.getloadavg()[0],
    )
