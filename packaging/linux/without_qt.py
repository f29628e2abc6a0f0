"""Prints a lock file without Qt and what needs it, for the environment that proves which parts do without."""

from __future__ import annotations

import re
import sys
from pathlib import Path

QT = {"pyside6-essentials", "shiboken6", "pytest-qt", "pyqtgraph", "qasync"}


def without_qt(lock: str) -> str:
    """The lock file's text without the Qt packages and their hashes."""
    blocks = re.split(r"(?m)^(?=[A-Za-z0-9])", lock)
    return "".join(block for block in blocks if block.split("==")[0].strip().lower() not in QT)


if __name__ == "__main__":
    sys.stdout.write(without_qt(Path(sys.argv[1]).read_text(encoding="utf-8")))
