"""What a child says to whoever started it, and what it knows of its own memory. Imports next to nothing: bare children use it."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping


def say(value: Mapping[str, object]) -> None:
    """A line of JSON."""
    sys.stdout.write(json.dumps(dict(value)) + "\n")
    sys.stdout.flush()


def resident_mb(field: str = "VmRSS") -> float:
    """The memory of this process in MB: now, or (`VmHWM`) at its highest since `forget_peak`."""
    with open("/proc/self/status", encoding="ascii") as status:
        found = next(line for line in status if line.startswith(f"{field}:"))
    return int(found.split()[1]) / 1024


def forget_peak() -> None:
    """The highest memory counts from now on."""
    with open("/proc/self/clear_refs", "w", encoding="ascii") as file:
        file.write("5")
