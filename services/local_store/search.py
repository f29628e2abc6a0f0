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
from services.local_store.database import Database, Statement, any_of
from services.local_store.tables import SEARCH, LocalTables

_HAN = re.compile("([\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f])")
_WORD = re.compile(r"\w")
_CHUNK = 400
_FEW = 20

INDEX = table(SEARCH, column("rowid"), column("words"))


def spaced(text: str) -> str:
    """The text with every Han character standing alone."""
    return _HAN.sub(r" \1 ", text)


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
        fresh: Any = select(literal_column("rowid"), bindparam("words")).select_from(case).where(case.c.id == bindparam("i"))
        self._write = Statement(insert(INDEX).prefix_with("OR REPLACE").from_select(["rowid", "words"], fresh))
        self._forget = Statement(delete(INDEX).where(INDEX.c.rowid == place.scalar_subquery()))

    def stale(self, cases: Sequence[Incident]) -> list[Incident]:
        """Those cases whose words differ from what is held; asked before they are written."""
        held: dict[str, tuple[Any, ...]] = {}
        if len(cases) < _FEW:
            rows = (self._database.one(self._held_one, i=case.id) for case in cases)
            held = {row[0]: tuple(row[1:]) for row in rows if row is not None}
            return [case for case in cases if held.get(case.id) != _fields(case)]
        for start in range(0, len(cases), _CHUNK):
            ids = [case.id for case in cases[start : start + _CHUNK]]
            for record, *rest in self._database.many(self._held, ids, _CHUNK):
                held[record] = tuple(rest)
        return [case for case in cases if held.get(case.id) != _fields(case)]

    def renew(self, cases: Iterable[Incident]) -> None:
        """Index these cases, which have just been written."""
        self._database.run_many(self._write, ((self.words(case), case.id) for case in cases))

    def forget(self, ids: Iterable[str]) -> None:
        """Take cases out; called while their rows are still there."""
        self._database.run_many(self._forget, ((record,) for record in ids))

    def words(self, case: Incident) -> str:
        """What of a case can be found: numbers, title, place, detail, the names of its class."""
        found = self._catalogue.get(case.event_class)
        named = f"{found.name} {found.name_en}" if found else ""
        parts = (case.number, provisional_number(case.id), case.source_case, case.title, case.place, case.detail, named)
        return spaced("\n".join(part for part in parts if part))


def _fields(case: Incident) -> tuple[str, str, str, str, str]:
    return case.number, case.title, case.place, case.detail, case.event_class
