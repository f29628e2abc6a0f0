"""What happened to accounts and seats, line by line; lines only ever come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import uuid_utils
from sqlalchemy import Connection, insert

from services.central.schema import Schema
from services.records.columns import micros


class AccessLog:
    """The lines in the database; names of accounts and seats, never a secret."""

    def __init__(self, schema: Schema, clock: Callable[[], datetime]) -> None:
        self._write = insert(schema.access_log)
        self._clock = clock

    def write(self, connection: Connection, event: str, *, account: str = "", seat: str = "", detail: str = "") -> None:
        """One more line, in the connection's transaction."""
        values = {
            "id": str(uuid_utils.uuid7()),
            "at": micros(self._clock()),
            "event": event,
            "account": account,
            "seat": seat,
            "detail": detail,
        }
        connection.execute(self._write, values)
