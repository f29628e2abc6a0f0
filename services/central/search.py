"""History beyond what a desk keeps: cases of an area by text, newest first."""

from __future__ import annotations

from typing import Any

from msgspec import Raw
from sqlalchemy import Connection, bindparam, or_, select, tuple_

from app.contract.messages import SearchAnswer
from app.domain.grid import Grid
from app.domain.permissions import CASE_READERS, roles_at
from app.domain.problems import Code, Problem
from services.central.identity import Caller
from services.central.store import Store

FIELDS = ("number", "title", "place", "detail")
LONGEST_TEXT = 100


class History:
    """Searching the centre's cases."""

    def __init__(self, store: Store) -> None:
        self._store = store
        case, state = store.schema.records.table["incident"], store.schema.state
        chosen: Any = select(case.c.occurred_at, case.c.id, state.c.body).join(
            state, (state.c.kind == "incident") & (state.c.id == case.c.id)
        )
        self._area = chosen.where(case.c.area == bindparam("area"))
        self._before = tuple_(case.c.occurred_at, case.c.id) < tuple_(bindparam("at"), bindparam("id"))
        self._like = or_(*(case.c[name].like(bindparam("like"), escape="\\") for name in FIELDS))
        self._order = (case.c.occurred_at.desc(), case.c.id.desc())

    def search(self, caller: Caller, area: str, *, text: str, before: str, limit: int) -> SearchAnswer:
        """A page of cases; NOT_ALLOWED for an area that neither the seat nor the person may read."""
        if len(text) > LONGEST_TEXT or "\x00" in text:
            raise Problem(Code.REQUEST_MALFORMED, why="text")
        values: dict[str, Any] = {"area": area, "limit": limit + 1}
        statement = self._area
        if text:
            values["like"] = f"%{escaped(text)}%"
            statement = statement.where(self._like)
        if before:
            values["at"], values["id"] = read_key(before)
            statement = statement.where(self._before)
        with self._store.database.reading() as connection:
            self._require(connection, caller, area)
            rows = connection.execute(statement.order_by(*self._order).limit(bindparam("limit")), values).all()
        more = len(rows) > limit
        rows = rows[:limit]
        key = f"{rows[-1][0]}.{rows[-1][1]}" if more else ""
        return SearchAnswer(cases=[Raw(body.encode()) for _, _, body in rows], before=key)

    def _require(self, connection: Connection, caller: Caller, area: str) -> None:
        if area in caller.seat.areas:
            return
        world = self._store.world(connection)
        known = bool(area) and "\x00" not in area and world.get(Grid, area) is not None
        if known and caller.person and roles_at(world, caller.person, area, self._store.clock()) & CASE_READERS:
            return
        raise Problem(Code.NOT_ALLOWED, roles="、".join(sorted(role.value for role in CASE_READERS)), place=area[:64])


def escaped(text: str) -> str:
    """The text for LIKE, its own signs taken literally."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def read_key(text: str) -> tuple[int, str]:
    """The key of a page: time and id of its last case; REQUEST_MALFORMED for garbage."""
    at, _, case = text.partition(".")
    if not case or len(text) > 100 or not at.lstrip("-").isascii() or not at.lstrip("-").isdecimal() or len(at) > 18:
        raise Problem(Code.REQUEST_MALFORMED, why="before")
    return int(at), case.replace("\x00", "")
