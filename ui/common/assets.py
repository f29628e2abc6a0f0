"""Where the files of `resources/` are found: beside the packages, in a checkout as in an installed product."""

from __future__ import annotations

from pathlib import Path


def asset(*parts: str) -> Path:
    """The path of one file or folder below `resources/`."""
    return Path(__file__).resolve().parents[2].joinpath("resources", *parts)
