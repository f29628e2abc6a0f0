"""A pull of a hundred changes into a cache that holds everything else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import requests

from app.commands.entering import EnterHistory, PastCase
from app.domain.incident import Incident
from services.local_store.opening import Parts
from tests.benchmarks.bare_cache import BareCache, decoded, key_of, lines_of
from tests.benchmarks.figure import Figure, Goal, Lap, milliseconds, timed
from tests.benchmarks.stage import Stage, hired
from tests.support.central import CentralProcess
from tests.support.desks import HeadlessDesk

CHANGES = 100
TURNS = 15
CHANGED = "changes.ndjson"


def pull(stage: Stage) -> Iterator[Figure]:
    """On both caches: the time should follow the changes, not the cache."""
    for size in dict.fromkeys((stage.few, stage.many)):
        yield _of_size(stage, size)


def _of_size(stage: Stage, size: int) -> Figure:
    centre = stage.centre(size)
    profile = stage.profile(size)
    lines = lines_of(profile)
    (stage.folder / CHANGED).write_bytes(b"\n".join(lines[:: len(lines) // CHANGES][:CHANGES]))
    laps: list[Lap] = []
    floors: list[Lap] = []
    with (
        closing(hired(centre, stage.fresh("incremental"))) as desk,
        closing(BareCache(profile, key_of(profile))) as bare,
        closing(requests.Session()) as session,
    ):
        session.trust_env = False

        def floor() -> None:
            bare.renew(decoded(session.get(f"{stage.bare}/{CHANGED}", timeout=10).content))

        floor()
        for turn in range(TURNS):
            laps.append(_ours(centre, desk, turn))
            floors.append(timed(floor)[0])
    return Figure(
        name=f"pull of {CHANGES} changes, cache of {size:,}",
        unit="ms",
        ours=milliseconds([lap.wall for lap in laps]),
        floor=milliseconds([lap.wall for lap in floors]),
        cpu=tuple(lap.cpu for lap in laps),
        goal=Goal(40.0),
        note="a whole round of the loop: the town's and the district's feed to their ends, the end of the pull, on disk; "
        "tidying up follows when the desk is online and is not counted. "
        "Floor: the same rows from a bare server, decoded, one transaction of upserts with the search index",
    )


def _ours(centre: CentralProcess, desk: HeadlessDesk, turn: int) -> Lap:
    """Cases entered again with other titles, as one command of the centre; then one round."""
    changed = desk.read(lambda cache: cache.run(_some))
    title = f"改 {turn}"
    with centre.office() as office:
        office.require(EnterHistory(cases=tuple(_again(case, title) for case in changed)))
    lap, _ = timed(desk.sync.once)
    desk.sync.rest()
    if any(_title(desk, case.id) != title for case in changed):
        raise RuntimeError("the changes did not come")
    return lap


def _some(parts: Parts) -> list[Incident]:
    """Cases from all over the cache."""
    ids = [row[0] for row in parts.database.text("SELECT id FROM r_incident WHERE origin = 'history' ORDER BY rowid")]
    step = len(ids) // CHANGES
    found = (parts.world.get(Incident, ids[place * step]) for place in range(CHANGES))
    return [case for case in found if case is not None]


def _title(desk: HeadlessDesk, incident: str) -> str:
    case = desk.case(incident)
    return case.title if case else ""


def _again(case: Incident, title: str) -> PastCase:
    return PastCase(
        incident=case.id,
        grid=case.micro or case.unit,
        title=title,
        occurred_at=case.occurred_at,
        due_at=case.overall_due,
        closed_at=case.closed_at,
        closed_unknown=case.closed_unknown,
        in_time=case.in_time,
        source=case.source,
        nature=case.nature,
        event_class=case.event_class,
        class_given=case.class_given,
        severity=case.severity,
        place=case.place,
        detail=case.detail,
        lon=case.lon,
        lat=case.lat,
        holder=case.holder,
        handler=case.handler,
        source_case=case.source_case,
    )
