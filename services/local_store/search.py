"""The search index over cases: Han text with a space between characters, asked in phrases, so two characters are found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import bindparam, column, delete, insert, literal_column, select, table

from app.domain.catalogue import Catalogue
from app.domain.ids import provisional_number
from app.domain.incident import Incident
from app.domain.text import clean
from services.local_store.database import Database, Row, Statement, any_of
from services.local_store.tables import SEARCH, LocalTables

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f]+")
_WORD = re.compile(r"\w")
_CHUNK = 400
_FEW = 20
_SEGMENTS = 4
_MERGED = 64
"""Pages of the index that are put together in one go: a few milliseconds."""

INDEX = table(SEARCH, column("rowid"), column("words"))
INDEX_ITSELF = table(SEARCH, column(SEARCH), column("rank"))
"""What FTS5 takes its orders through: a column of the table's own name."""


def spaced(text: str) -> str:
    """The text with every Han character standing alone."""
    return _HAN.sub(_apart, text)


def _apart(run: re.Match[str]) -> str:
    return f" {' '.join(run[0])} "


def phrases(text: str) -> str:
    """What a person typed as a question to the index: every word must occur, Han words as phrases, others may go on.

    Operators and quotes of the index's own language have no meaning in it. Empty if there is nothing to look for.
    """
    parts = [part for part in clean(text).replace('"', " ").split() if _WORD.search(part)]
    return " AND ".join(f'"{" ".join(spaced(part).split())}"{"*" if part[-1].isascii() else ""}' for part in parts)


class SearchIndex:
    """Keeps the index in step with the cases; every change of a case passes through `renew` or `forget`."""

    def __init__(self, database: Database, tables: LocalTables, catalogue: Catalogue) -> None:
        self._database = database
        self._catalogue = catalogue
        case = tables.records.table[Incident.kind]
        rowid: Any = literal_column("rowid")
        self._indexed = (case.c.number, case.c.title, case.c.place, case.c.detail, case.c.event_class)
        self._held = Statement(select(case.c.id, *self._indexed).where(case.c.id.in_(any_of(_CHUNK))))
        self._held_one = Statement(select(case.c.id, *self._indexed).where(case.c.id == bindparam("i")))
        place = select(rowid).select_from(case).where(case.c.id == bindparam("i"))
        self._places = Statement(select(case.c.id, rowid).where(case.c.id.in_(any_of(_CHUNK))))
        self._place = Statement(select(case.c.id, rowid).where(case.c.id == bindparam("i")))
        self._write = Statement(insert(INDEX).prefix_with("OR REPLACE"))
        self._merge = Statement(insert(INDEX_ITSELF).values(l_search="merge", rank=_MERGED))
        self._unmerged = 0
        self._forget = Statement(delete(INDEX).where(INDEX.c.rowid == place.scalar_subquery()))

    def stale(self, cases: Sequence[Incident]) -> list[Incident]:
        """Those cases whose words differ from what is held; asked before they are written."""
        held = {record: tuple(rest) for record, *rest in self._asked(self._held_one, self._held, cases)}
        return [case for case in cases if held.get(case.id) != _fields(case)]

    def renew(self, cases: Sequence[Incident]) -> None:
        """Index these cases, which have just been written."""
        self._unmerged += 1
        places: dict[str, int] = dict(self._asked(self._place, self._places, cases))
        self._database.run_many(self._write, ((places[case.id], self.words(case)) for case in cases))

    def forget(self, ids: Iterable[str]) -> None:
        """Take cases out; called while their rows are still there."""
        self._unmerged += 1
        self._database.run_many(self._forget, ((record,) for record in ids))

    def gather(self) -> None:
        """Put together, a little at a time, the segments that changes have left; nothing if they are few."""
        if self._unmerged < _SEGMENTS:
            return
        with self._database.transaction():
            before = self._database.changes()
            self._database.run(self._merge)
            if self._database.changes() - before < 2:
                self._unmerged = 0

    def _asked(self, one: Statement, many: Statement, cases: Sequence[Incident]) -> list[Row]:
        """What the tables hold of these cases: a few asked one by one, more in portions."""
        if len(cases) < _FEW:
            return [row for case in cases if (row := self._database.one(one, i=case.id)) is not None]
        found: list[Row] = []
        for start in range(0, len(cases), _CHUNK):
            found += self._database.many(many, [case.id for case in cases[start : start + _CHUNK]], _CHUNK)
        return found

    def words(self, case: Incident) -> str:
        """What of a case can be found: numbers, title, place, detail, the names of its class."""
        found = self._catalogue.get(case.event_class)
        named = f"{found.name} {found.name_en}" if found else ""
        parts = (case.number, provisional_number(case.id), case.source_case, case.title, case.place, case.detail, named)
        return spaced("\n".join(part for part in parts if part))


def _fields(case: Incident) -> tuple[str, str, str, str, str]:
    return case.number, case.title, case.place, case.detail, case.event_class
