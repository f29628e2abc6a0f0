"""A cold start on a profile of the size of the demo's area."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from typing import Any

from tests.benchmarks.figure import Figure, Goal, Series
from tests.benchmarks.processes import Child, gridplus
from tests.benchmarks.stage import Stage

Runs = list[dict[str, Any]]


def start(stage: Stage) -> Iterator[Figure]:
    """The program from nothing to its first window (the curtain), to the sign-in page, and to the rows of the queue."""
    demo, officer = stage.demo, stage.demo.players["officer"]
    profile = stage.fresh("start")
    gridplus(profile, "enrol", demo.enrolment_code("01席"), "--server", demo.url)
    gridplus(profile, "sign-in", officer.account, "--password-stdin", word=f"{officer.password}\n")
    gridplus(profile, "sync")
    words = ("start", str(profile), officer.account, officer.password)
    _run(*words)  # compiles what it imports
    _run("bare_window")
    ours: Runs = []
    floors: Runs = []
    for _ in range(stage.turns):
        ours.append(_run(*words))
        floors.append(_run("bare_window"))
    floor = _all(floors, "window")
    yield Figure(
        name="cold start to the first window",
        unit="s",
        ours=_all(ours, "window"),
        floor=floor,
        cpu=_all(ours, "window_cpu"),
        goal=Goal(0.8),
        note="from the start of the process to the curtain painted, which says what is being opened. Floor: interpreter, Qt and "
        f"an empty QMainWindow painted, {median(_all(floors, 'window_cpu')):.2f} s of processor time",
    )
    yield Figure(
        name="cold start to the sign-in page",
        unit="s",
        ours=_all(ours, "page"),
        floor=floor,
        cpu=_all(ours, "page_cpu"),
        note="everything loaded behind the curtain, the seat opened beside it; no keyring here, so the key is unwrapped by "
        "Argon2id. Floor: as above",
    )
    typed = [run["submitted"] - run["page"] for run in ours]
    yield Figure(
        name="cold start to a usable queue",
        unit="s",
        ours=_all(ours, "usable"),
        floor=floor,
        cpu=_all(ours, "usable_cpu"),
        goal=Goal(2.0),
        note=f"signed in at the centre without typing ({max(typed):.2f} s from the page to the button pressed), the demo "
        "area's queue painted. Floor: as above",
    )
    yield Figure(
        name="memory of the open window",
        unit="MB",
        ours=tuple(float(run["memory"]) for run in ours),
        floor=tuple(float(run["memory"]) for run in floors),
        goal=Goal(250.0),
        note="resident, two seconds after the queue was painted. Floor: the empty QMainWindow",
    )


def _run(name: str, *words: str) -> dict[str, Any]:
    """One start; times as seconds since the process was started."""
    with Child(name, *words) as child:
        heard = child.hear()
        return heard | {name: heard[name] - child.started for name in ("window", "page", "submitted", "usable") if name in heard}


def _all(runs: Runs, name: str) -> Series:
    return tuple(float(run[name]) for run in runs)
