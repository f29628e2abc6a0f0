"""What the screens ask of a cache, beyond single records."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, cast

from sqlalchemy import bindparam, column, func, literal_column, or_, select, table, tuple_

from app.contract.checksum import MODULUS, checksum
from app.desk.ports import PastPage
from app.domain.incident import ENDED, OPEN, Incident, Origin
from services.local_store.database import Database, Statement, Statements, one_of
from services.local_store.guesses import Guesses
from services.local_store.rows import RecordRows
from services.local_store.search import phrases
from services.local_store.tables import EXTRA, SEARCH, LocalTables
from services.records.columns import micros

FAR_FUTURE = 2**62
PORTION = 2000


class Queries:
    """Statements built once; each answers outside of a transaction."""

    def __init__(self, database: Database, tables: LocalTables, rows: RecordRows, guesses: Guesses) -> None:
        self._database = database
        self._rows = rows
        self._guesses = guesses
        case = tables.records.table[Incident.kind]
        self._case = case
        whole: Any = select(*case.columns[: -len(EXTRA)]).where(case.c.area == bindparam("area"))
        self._open = Statement(whole.where(case.c.state.in_(one_of(OPEN))).order_by(case.c.id))
        ended = case.c.state.in_(one_of(ENDED))
        closed = (case.c.closed_at >= bindparam("since"), case.c.closed_at < bindparam("until"))
        self._ended = Statement(whole.where(*closed, ended).order_by(case.c.id))
        occurred = (case.c.occurred_at >= bindparam("since"), case.c.occurred_at < bindparam("until"))
        self._between = Statement(whole.where(*occurred).order_by(case.c.occurred_at, case.c.id))
        key: Any = tuple_(case.c.occurred_at, case.c.id) < tuple_(bindparam("at"), bindparam("i"))
        self._past_cases = whole.where(or_(ended, case.c.origin == Origin.HISTORY.value), key)
        self._past: dict[tuple[bool, bool], Statement] = {}
        records = tables.records.table
        self._counts = Statements(lambda kind: select(func.count()).select_from(records[kind]))
        self._held = Statements(lambda kind: select(*(records[kind].c[name] for name in ("id", "version", "feed"))))
        unknown = tables.unknown
        self._unknown = Statement(select(unknown.c.kind, unknown.c.id, unknown.c.version, unknown.c.feed))

    def open_cases(self, area: str) -> tuple[Incident, ...]:
        """All cases of the area that are not ended."""
        return self._cases(self._open, area=area)

    def ended_between(self, area: str, since: datetime, until: datetime) -> tuple[Incident, ...]:
        """Cases of the area closed in the half-open time."""
        return self._cases(self._ended, area=area, since=micros(since), until=micros(until))

    def cases_between(self, area: str, since: datetime, until: datetime) -> tuple[Incident, ...]:
        """Cases of the area that occurred in the half-open time, by that time."""
        return self._cases(self._between, area=area, since=micros(since), until=micros(until))

    def past_cases(self, area: str, *, text: str, event_class: str, before: tuple[datetime, str] | None, limit: int) -> PastPage:
        """History of the area by key, newest first."""
        words = phrases(text)
        if text.strip() and not words:
            return PastPage((), None)
        at, record = (FAR_FUTURE, "") if before is None else (micros(before[0]), before[1])
        statement = self._past_statement(by_text=bool(words), by_class=bool(event_class))
        found = self._cases(statement, area=area, at=at, i=record, n=limit + 1, words=words, event_class=event_class)
        page = found[:limit]
        further = (page[-1].occurred_at, page[-1].id) if len(found) > limit else None
        return PastPage(page, further)

    def counts(self) -> dict[str, int]:
        """How many records of each kind are held, kinds without any left out."""
        with self._database.reading():
            found = {kind: int(self._database.all(self._counts[kind])[0][0]) for kind in self._rows.kinds}
        return {kind: count for kind, count in found.items() if count}

    def self_check(self) -> dict[str, tuple[int, int]]:
        """Count and checksum of the truth held of each feed."""
        found: dict[str, tuple[int, int]] = {}
        with self._database.reading():
            truth = self._truth()
            while portion := tuple(islice(truth, PORTION)):  # not all at once: memory must not grow with the cache
                for feed, held in groupby(sorted(portion), key=itemgetter(0)):
                    count, total = checksum(row[1:] for row in held)
                    before = found.get(feed, (0, 0))
                    found[feed] = (before[0] + count, (before[1] + total) % MODULUS)
        return found

    def _truth(self) -> Iterator[tuple[str, str, str, int]]:
        covered = self._guesses.covered()
        for kind in self._rows.kinds:
            for record, version, feed in self._database.each(self._held[kind]):
                if (kind, record) not in covered:
                    yield feed, kind, record, version
        for truth in self._guesses.truths():
            if truth.body is not None:
                yield truth.feed, truth.kind, truth.id, truth.version
        for kind, record, version, feed in self._database.each(self._unknown):
            yield feed, kind, record, version

    def _past_statement(self, *, by_text: bool, by_class: bool) -> Statement:
        made = self._past.get((by_text, by_class))
        if made is None:
            case = self._case
            chosen = self._past_cases
            if by_text:
                index = table(SEARCH, column("rowid"))
                matches = select(index.c.rowid).where(literal_column(SEARCH).op("MATCH")(bindparam("words")))
                chosen = chosen.where(literal_column(f"{case.name}.rowid").in_(matches))
            if by_class:
                chosen = chosen.where(case.c.event_class == bindparam("event_class"))
            limit: Any = bindparam("n", type_=case.c.version.type)
            made = Statement(chosen.order_by(case.c.occurred_at.desc(), case.c.id.desc()).limit(limit))
            self._past[by_text, by_class] = made
        return made

    def _cases(self, statement: Statement, **values: Any) -> tuple[Incident, ...]:
        with self._database.reading():
            return cast("tuple[Incident, ...]", tuple(self._rows.read(Incident.kind, statement, **values)))
