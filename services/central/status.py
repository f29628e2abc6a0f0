"""How much the centre holds."""

from __future__ import annotations

from sqlalchemy import Table, func, select

from app.contract.messages import Status
from services.central.centre import generation_of
from services.central.store import Store


def status_of(store: Store) -> Status:
    """Counts of records, heads of feeds, commands, accounts and seats, in one snapshot."""
    schema = store.schema
    generation = generation_of(store.database, schema)
    with store.database.reading() as connection:

        def count(table: Table) -> int:
            return int(connection.execute(select(func.count()).select_from(table)).scalar_one())

        return Status(
            generation=generation,
            records={kind: count(table) for kind, table in schema.records.table.items()},
            feeds={feed: head.seq for feed, head in sorted(store.heads.all(connection).items())},
            commands=count(schema.ledger),
            accounts=count(schema.account),
            seats=count(schema.seat),
        )
