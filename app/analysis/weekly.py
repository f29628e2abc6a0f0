"""The weekly package: all panels of an area's week, computed once, shown and printed everywhere from the same bytes."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime

import msgspec
from msgspec import Struct, structs

from app.analysis.actions import actions as reviewed
from app.analysis.columns import ActionColumns, ForceColumns, IncidentColumns, Label, Names
from app.analysis.completeness import Completeness, completeness
from app.analysis.frame import MODEL, Parameters, WeekFrame
from app.analysis.heat import heat
from app.analysis.history import History
from app.analysis.mix import mix
from app.analysis.repeats import repeats
from app.analysis.sentences import Panel, sentence
from app.analysis.snapshot import snapshot
from app.analysis.timeliness import timeliness
from app.analysis.volume import volume
from app.analysis.workload import workload


class WeeklyPackage(Struct, frozen=True, kw_only=True):
    """The figures of one area and week.

    `first_day` to `last_day` is the week on the wall clock of `zone`, `cutoff` (UTC) when the input was
    taken, `since` from when its records were complete (None: from the first report). `provisional` marks a
    desk's own trial (本地试算). `digest` is the SHA-256 of the canonical JSON of all else: equal input
    gives equal bytes, whatever the order of its rows.
    """

    model: str
    area: str
    area_name: Label
    week: str
    first_day: date
    last_day: date
    zone: str
    cutoff: datetime
    since: date | None
    provisional: bool
    panels: tuple[Panel, ...]
    completeness: Completeness
    parameters: Parameters
    digest: str = ""


def weekly(
    frame: WeekFrame,
    incidents: IncidentColumns,
    forces: ForceColumns,
    actions: ActionColumns,
    *,
    names: Names,
) -> WeeklyPackage:
    """The package of the frame's week. Pure: the same input in any order of rows gives the same bytes."""
    history = History(incidents, snapshot(incidents, frame), frame)
    package = WeeklyPackage(
        model=MODEL,
        area=frame.area,
        area_name=names.area,
        week=frame.week,
        first_day=frame.iso.monday,
        last_day=frame.iso.sunday,
        zone=frame.zone,
        cutoff=frame.cutoff.astimezone(UTC).replace(microsecond=0),
        since=frame.since,
        provisional=frame.provisional,
        panels=tuple(_said(panel) for panel in _panels(history, forces, actions, names)),
        completeness=_complete(completeness(history)),
        parameters=frame.parameters,
    )
    return structs.replace(package, digest=digest(package))


def encode(package: WeeklyPackage) -> bytes:
    """The package as canonical JSON: fields in their order, keys sorted, UTF-8."""
    return msgspec.json.encode(package, order="deterministic")


def decode(body: bytes | str) -> WeeklyPackage:
    """The package of a JSON text; msgspec.ValidationError for a text that is none."""
    return msgspec.json.decode(body, type=WeeklyPackage)


def digest(package: WeeklyPackage) -> str:
    """SHA-256 (hex) of the canonical JSON of the package without its digest; equals `package.digest` if nothing was changed."""
    return hashlib.sha256(encode(structs.replace(package, digest=""))).hexdigest()


def _panels(history: History, forces: ForceColumns, actions: ActionColumns, names: Names) -> tuple[Panel, ...]:
    """The panels in the order of the meeting."""
    known = {code: Label(name) for code, name in history.columns.class_names.items()}
    classes = {**known, **names.classes}
    return (
        reviewed(actions, history.frame),
        volume(history),
        mix(history, classes, names.sources, names.severities),
        heat(history, names.grids, classes),
        timeliness(history, classes=classes, grids=names.grids, forces=names.forces),
        repeats(history, classes=classes, places=names.places, grids=names.grids),
        workload(history, forces, names.forces),
    )


def _said(panel: Panel) -> Panel:
    return structs.replace(panel, sentence=sentence(panel))


def _complete(found: Completeness) -> Completeness:
    return structs.replace(found, sentence=sentence(found))
