"""Our first sync in a process of its own. Words: profile, server, enrolment code, account."""

from __future__ import annotations

import sys
import time
from contextlib import closing
from pathlib import Path

from app.desk.ports import Link, LinkState
from tests.benchmarks.children.speech import forget_peak, resident_mb, say
from tests.support.central import PASSWORD
from tests.support.desks import HeadlessDesk


def main() -> None:
    """Enrol, sign in, and measure the first round until the link is online: all pages written, the pull ended."""
    profile, server, code, account = sys.argv[1:]
    with closing(HeadlessDesk(Path(profile), server)) as desk:
        desk.access.enrol(code, machine="benchmark")
        desk.access.sign_in(account, PASSWORD)
        ended: list[tuple[float, float, float]] = []

        def hear(link: Link) -> None:
            if link.state is LinkState.ONLINE and not ended:
                ended.append((time.perf_counter(), time.process_time(), resident_mb("VmHWM")))

        desk.sync.on_link(hear)
        before = resident_mb()
        forget_peak()
        wall, cpu = time.perf_counter(), time.process_time()
        desk.sync.once()
        whole, highest = time.perf_counter() - wall, resident_mb("VmHWM")
        held = desk.read(lambda cache: cache.counts())
    at, cpu_at, peak = ended[0]
    say(
        {
            "seconds": at - wall,
            "cpu": cpu_at - cpu,
            "memory": peak - before,
            "whole": whole,
            "whole_memory": highest - before,
            "records": sum(held.values()),
        }
    )


if __name__ == "__main__":
    main()
