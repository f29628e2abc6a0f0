"""Official case numbers: 10203-261118-0007 is town 102, area 03, the seventh case filed in the town that day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace
from sqlalchemy import Connection

from app.domain.ids import SHANGHAI
from app.domain.incident import Incident, Origin
from services.central.database import Database
from services.central.schema import Schema
from services.central.writing import Write

_AREA = re.compile(r"P(\d{2})$")


class Numbering:
    """Gives a case its number when it is first written as filed; history keeps the numbers it came with."""

    def __init__(self, schema: Schema, database: Database) -> None:
        number = schema.number
        self._next = (
            database.insert(number)
            .on_conflict_do_update(index_elements=["town", "day"], set_={"last": number.c.last + 1})
            .returning(number.c.last)
        )

    def stamped(self, connection: Connection, writes: Sequence[Write], now: datetime) -> list[Write]:
        """The writes with numbers where they are due."""
        return [self._stamped(connection, write, now) for write in writes]

    def _stamped(self, connection: Connection, write: Write, now: datetime) -> Write:
        case = write.after
        if not isinstance(case, Incident) or case.number or case.filed_at is None or case.origin is Origin.HISTORY:
            return write
        day = now.astimezone(SHANGHAI).strftime("%y%m%d")
        last = connection.execute(self._next, {"town": case.town, "day": day, "last": 1}).scalar_one()
        return replace(write, after=replace(case, number=official_number(case, day, last)))


def official_number(case: Incident, day: str, last: int) -> str:
    """Town (last three digits of its code) and area (two digits), day of filing, place in the town's day."""
    area = _AREA.search(case.area)
    return f"{case.town[-3:]}{area[1] if area else '00'}-{day}-{last:04d}"
