"""Verifying: the ledger's chain, numbers and heads, and that what is shown agrees with what is stored."""

from __future__ import annotations

from msgspec import Struct
from sqlalchemy import Connection, func, select

from app.contract.codec import decode_record
from app.domain.incident import Incident
from app.domain.keeping import case_of, is_past
from app.domain.scope import feed_of, scopes_of
from services.central.heads import Head
from services.central.keeping import Horizons
from services.central.ledger import link_of
from services.central.store import Store

SHOWN = 20


class Finding(Struct, frozen=True):
    """One thing that is not as it should be."""

    what: str
    where: str


class Verdict(Struct, frozen=True, kw_only=True):
    """What came of verifying; at most the first findings of each kind are named, `count` counts all."""

    ok: bool
    commands: int
    records: int
    feeds: int
    count: int
    findings: list[Finding]


class Verification:
    """Goes through a whole database in one snapshot."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._findings: list[Finding] = []

    def run(self) -> Verdict:
        """Check chain, heads, series, records and memberships."""
        with self._store.database.reading() as connection:
            heads = self._store.heads.all(connection)
            commands = sum(self._chain(connection, head) for head in heads.values())
            self._ledger_size(connection, commands)
            self._series(connection)
            records = self._records(connection, heads)
        findings = self._findings
        return Verdict(
            ok=not findings,
            commands=commands,
            records=records,
            feeds=len(heads),
            count=len(findings),
            findings=findings[:SHOWN],
        )

    def _chain(self, connection: Connection, head: Head) -> int:
        """Every link follows from the one before; the last is the head's."""
        link, place = "", 0
        for row in self._store.ledger.chain(connection, head.feed):
            if row.place != place + 1 or row.link != link_of(link, row):
                self._find("chain", f"{head.feed} {row.place}")
            link, place = row.link, row.place
        if (link, place) != (head.link, head.place):
            self._find("chain end", f"{head.feed} {place}")
        return place

    def _ledger_size(self, connection: Connection, chained: int) -> None:
        ledger = self._store.schema.ledger
        held = connection.execute(select(func.count()).select_from(ledger)).scalar_one()
        if held != chained:
            self._find("ledger size", f"{held} / {chained}")

    def _series(self, connection: Connection) -> None:
        """The numbers of a series are 1, 2, 3 ... to its last, each used once."""
        schema = self._store.schema
        used: dict[str, set[int]] = {}
        for table in (schema.ledger, schema.again):
            for series, number in connection.execute(select(table.c.series, table.c.number)):
                used.setdefault(series, set()).add(number)
        for series, last in connection.execute(select(schema.series.c.id, schema.series.c.last)):
            if used.get(series, set()) != set(range(1, last + 1)):
                self._find("series", series)

    def _records(self, connection: Connection, heads: dict[str, Head]) -> int:
        schema = self._store.schema
        shown = self._shown(connection, heads)
        rows = {kind: {row[0] for row in connection.execute(select(table.c.id))} for kind, table in schema.records.table.items()}
        past = self._past(connection)
        count = 0
        for kind, record_id, version, feed, body in connection.execute(select(*schema.state.columns)):
            place = f"{kind} {record_id}"
            seen = shown.pop((kind, record_id), set())
            if not body:
                if seen or record_id in rows.get(kind, ()):
                    self._find("deleted but shown", place)
                continue
            count += 1
            record = decode_record(kind, body.encode())
            if record is None or record.id != record_id or record.version != version or feed_of(record) != feed:
                self._find("body", place)
            elif seen != {(feed, scope) for scope in scopes_of(record)} and (seen or case_of(record) not in past):
                self._find("scopes", place)
            if record_id not in rows.get(kind, ()):
                self._find("row missing", place)
        for kind, record_id in shown:
            self._find("shown but unknown", f"{kind} {record_id}")
        if count != sum(len(ids) for ids in rows.values()):
            self._find("row count", f"{count}")
        return count

    def _past(self, connection: Connection) -> set[str]:
        """The cases that desks need not keep any more."""
        horizons = Horizons(self._store.schema, self._store.database).all(connection)
        state = self._store.schema.state
        cases = select(state.c.body).where(state.c.kind == Incident.kind, state.c.body != "")
        found = [decode_record(Incident.kind, row[0].encode()) for row in connection.execute(cases)] if horizons else []
        return {case.id for case in found if isinstance(case, Incident) and is_past(case, horizons.get(case.area))}

    def _shown(self, connection: Connection, heads: dict[str, Head]) -> dict[tuple[str, str], set[tuple[str, str]]]:
        """Who is shown what, by record; no number lies above its feed's head."""
        member = self._store.schema.membership
        shown: dict[tuple[str, str], set[tuple[str, str]]] = {}
        for kind, record, feed, scope, seq, present in connection.execute(select(*member.columns)):
            if seq > heads.get(feed, Head(feed=feed)).seq:
                self._find("above the head", f"{feed} {seq}")
            if present:
                shown.setdefault((kind, record), set()).add((feed, scope))
        return shown

    def _find(self, what: str, where: str) -> None:
        self._findings.append(Finding(what, where))
