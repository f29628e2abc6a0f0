"""Chance that can be repeated: whatever tests, replays and benchmarks draw comes from a seed."""

from __future__ import annotations

import random


def drawn(seed: int) -> random.Random:
    """The same draws for the same seed."""
    return random.Random(seed)  # noqa: S311 (what tests draw must come again, and is never a secret)
