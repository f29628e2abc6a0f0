"""When to try again: exponential with full jitter, what the server asks for honoured, a random wait after it was lost."""

from __future__ import annotations

import random
from datetime import timedelta

LEAST_SECONDS = 1.0
MOST_SECONDS = 60.0
SPREAD_SECONDS = 10.0
QUIET_SECONDS = 30.0
REFUSED_SECONDS = 60.0
HELD_SECONDS = 600.0
KEPT_OFFLINE = timedelta(hours=72)


class Schedule:
    """Counts the attempts that failed since the last that did not."""

    def __init__(self, chance: random.Random | None = None) -> None:
        self._chance = chance or random.SystemRandom()
        self.attempt = 0

    def succeeded(self) -> None:
        """The centre has answered."""
        self.attempt = 0

    def failed(self, *, asked: int = 0) -> float:
        """Seconds until the next attempt.

        Right after the centre was lost (the first failure) they are spread over ten seconds, so that not all desks come back
        at once; then they grow to a minute. `asked` seconds (Retry-After) are the least.
        """
        self.attempt += 1
        most = SPREAD_SECONDS if self.attempt == 1 else min(MOST_SECONDS, 2.0**self.attempt)
        return max(LEAST_SECONDS, self._chance.uniform(0.0, most), self._chance.uniform(1.0, 1.25) * asked)

    def spread(self) -> float:
        """Seconds to wait before coming back after the server ended a stream."""
        return self._chance.uniform(0.0, SPREAD_SECONDS)
