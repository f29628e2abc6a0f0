"""Repeats: a case with an earlier one of the same class at the same place not long before (facts 11.10, the plain rule)."""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from app.analysis.columns import BoolArray, IncidentColumns, IntArray
from app.analysis.snapshot import Snapshot


class Chains(Struct, frozen=True, eq=False):
    """Cases strung into chains: `rows` in the order of place, class, time and id; `starts` where in it each chain begins."""

    rows: IntArray
    starts: IntArray

    def repeats(self, size: int) -> BoolArray:
        """Which of all cases have an earlier one in their chain."""
        found = np.zeros(size, dtype=np.bool_)
        found[self.rows] = True
        found[self.rows[self.starts]] = False
        return found

    def sizes(self) -> IntArray:
        """How many cases each chain has."""
        return np.diff(np.append(self.starts, len(self.rows)))


def chains(columns: IncidentColumns, standing: Snapshot, *, days: int) -> Chains:
    """The chains of valid cases at known places, each case within `days` (of 24 hours) of the one before it."""
    rows = np.flatnonzero(standing.valid & ~columns.place.among(("",)))
    pair = columns.place.codes[rows] * max(len(columns.class_code.values), 1) + columns.class_code.codes[rows]
    when = columns.occurred[rows].astype(np.int64)
    order = np.lexsort((when, pair))
    order = _settle_ties(order, pair, when, columns, rows)
    pair, when, rows = pair[order], when[order], rows[order]
    fresh = np.ones(len(rows), dtype=np.bool_)
    fresh[1:] = (pair[1:] != pair[:-1]) | (when[1:] - when[:-1] > days * 86_400)
    return Chains(rows, np.flatnonzero(fresh))


def _settle_ties(order: IntArray, pair: IntArray, when: IntArray, columns: IncidentColumns, rows: IntArray) -> IntArray:
    """Cases of the same second in the order of their ids; comparing texts is slow, so only where there are such cases."""
    same = (pair[order][1:] == pair[order][:-1]) & (when[order][1:] == when[order][:-1])
    if not same.any():
        return order
    tied = np.zeros(len(order), dtype=np.bool_)
    tied[1:] |= same
    tied[:-1] |= same
    rank = np.zeros(len(order), dtype=np.int64)
    among = order[tied]
    rank[among] = np.argsort(np.argsort(columns.ids[rows[among]]))
    return np.lexsort((rank, when, pair))
