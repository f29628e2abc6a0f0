"""What the centre has beyond this desk's cache, as rows and in full: to be read, not to be acted upon."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from heapq import merge

from msgspec.structs import replace

from app.desk.incident import CaseDetail, Nearby, accountable_for
from app.desk.ports import Cache, CentreCase, CentreCases
from app.desk.queue import Names, QueueRow
from app.domain.incident import Incident


def beyond_rows(cache: Cache, found: CentreCases, areas: Collection[str]) -> tuple[QueueRow, ...]:
    """The centre's cases as rows, in their order; one that has come into the cache meanwhile is left out. Store lane.

    What lies outside the seat's own `areas` bears the name of its area instead of that of its grid.
    """
    names: dict[str, Names] = {}
    rows: list[QueueRow] = []
    for case in found.cases:
        if cache.get(Incident, case.id) is not None:
            continue
        known = names.get(case.area) or names.setdefault(case.area, Names(cache, case.area))
        rows.append(_row(known, case, own=case.area in areas))
    return tuple(rows)


def merged(held: Iterable[QueueRow], beyond: Iterable[QueueRow]) -> tuple[QueueRow, ...]:
    """Both lists as one, newest first; each keeps its own order."""
    return tuple(merge(held, beyond, key=lambda row: row.since, reverse=True))


def beyond_detail(cache: Cache, whole: CentreCase, areas: Collection[str]) -> CaseDetail:
    """A case of the centre as the detail pane shows it: nothing can be done with it here. Store lane."""
    case = whole.case
    return CaseDetail(
        row=_row(Names(cache, case.area), case, own=case.area in areas),
        case=case,
        entries=tuple(sorted(whole.entries, key=lambda entry: (entry.at, entry.id), reverse=True)),
        attachments=whole.attachments,
        forces=(),
        acts=(),
        at_hand=(),
        nearby=Nearby(same_class=0, last=None, duplicates=()),
        contacts=(),
        accountable=accountable_for(cache, case),
        undecreed=(),
    )


def _row(names: Names, case: Incident, *, own: bool) -> QueueRow:
    row = names.row(case)
    return replace(row, elsewhere=True, grid_name=row.grid_name if own else names.grids.get(case.area, case.area))
