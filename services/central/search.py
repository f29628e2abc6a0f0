"""History beyond what a desk keeps: cases by words, newest first, of every area that the caller may read."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from msgspec import Raw, Struct
from sqlalchemy import Connection, and_, bindparam, exists, or_, select, tuple_

from app.contract.codec import encode_record
from app.contract.messages import CaseAnswer, SearchAnswer
from app.domain.grid import Grid, Level
from app.domain.incident import Attachment, Entry, Incident
from app.domain.people import Appointment
from app.domain.permissions import CASE_READERS, in_term, roles_at
from app.domain.problems import Code, Problem
from app.domain.text import clean
from app.domain.world import World
from services.central.identity import Caller
from services.central.store import Store

FIELDS = ("number", "title", "place", "detail", "source_case")
LONGEST_TEXT = 100


class Asked(Struct, frozen=True, kw_only=True):
    """What is looked for: words (each must occur), a class, an area (empty for all that may be read), behind a key.

    `beyond` leaves out what the caller's replica holds.
    """

    area: str = ""
    text: str = ""
    event_class: str = ""
    before: str = ""
    limit: int = 100
    beyond: bool = False


class History:
    """Searching the centre's cases, and reading one of them in full. Personal data in clear are never among it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        case, state, member = store.schema.records.table["incident"], store.schema.state, store.schema.membership
        self._case = case
        found: Any = select(case.c.occurred_at, case.c.id, state.c.body)
        self._found = found.join(state, (state.c.kind == "incident") & (state.c.id == case.c.id)).where(
            case.c.area.in_(bindparam("areas", expanding=True))
        )
        self._before = tuple_(case.c.occurred_at, case.c.id) < tuple_(bindparam("at"), bindparam("id"))
        held = and_(member.c.kind == "incident", member.c.id == case.c.id, member.c.present)
        self._held = exists().where(held, member.c.scope.in_(bindparam("scopes", expanding=True)))
        self._order = (case.c.occurred_at.desc(), case.c.id.desc())

    def search(self, caller: Caller, asked: Asked) -> SearchAnswer:
        """A page of cases; NOT_ALLOWED for an area that neither the seat nor the person may read."""
        if len(asked.text) > LONGEST_TEXT or "\x00" in asked.text:
            raise Problem(Code.REQUEST_MALFORMED, why="text")
        statement: Any = self._found.where(*(self._holds(part) for part in clean(asked.text).split()))
        values: dict[str, Any] = {"limit": asked.limit + 1}
        if asked.event_class:
            statement = statement.where(self._case.c.event_class == asked.event_class[:LONGEST_TEXT].replace("\x00", ""))
        if asked.before:
            values["at"], values["id"] = read_key(asked.before)
            statement = statement.where(self._before)
        if asked.beyond:
            values["scopes"] = list(caller.all_scopes)
            statement = statement.where(~self._held)
        with self._store.database.reading() as connection:
            values["areas"] = self._areas(connection, caller, asked.area)
            rows = connection.execute(statement.order_by(*self._order).limit(bindparam("limit")), values).all()
        more = len(rows) > asked.limit
        rows = rows[: asked.limit]
        key = f"{rows[-1][0]}.{rows[-1][1]}" if more else ""
        return SearchAnswer(cases=[Raw(body.encode()) for _, _, body in rows], before=key)

    def case(self, caller: Caller, incident: str) -> CaseAnswer:
        """A case with its time line and its attachments; NOT_FOUND also for one that the caller may not read."""
        with self._store.database.reading() as connection:
            world = self._store.world(connection)
            found = world.get(Incident, incident.replace("\x00", ""))
            if found is None or not self._reads(world, caller, found.area):
                raise Problem(Code.NOT_FOUND)
            entries = world.find(Entry, incident=found.id)
            attachments = world.find(Attachment, incident=found.id)
        return CaseAnswer(
            case=Raw(encode_record(found)),
            entries=[Raw(encode_record(entry)) for entry in entries],
            attachments=[Raw(encode_record(attachment)) for attachment in attachments],
        )

    def _holds(self, part: str) -> Any:
        """A word in any of the fields, in either case of its letters, or in the name of the class."""
        like = f"%{escaped(part)}%"
        classes = self._store.reference.catalogue.classes
        named = [code for code, row in classes.items() if part.casefold() in f"{row.name}\n{row.name_en}".casefold()]
        fields = (self._case.c[name].ilike(like, escape="\\") for name in FIELDS)
        return or_(*fields, *((self._case.c.event_class.in_(named),) if named else ()))

    def _areas(self, connection: Connection, caller: Caller, area: str) -> list[str]:
        world = self._store.world(connection)
        if not area:
            return sorted(self._readable(world, caller) if caller.person else caller.seat.areas)
        if self._reads(world, caller, area):
            return [area]
        raise Problem(Code.NOT_ALLOWED, roles="、".join(sorted(role.value for role in CASE_READERS)), place=area[:64])

    def _reads(self, world: World, caller: Caller, area: str) -> bool:
        """Whether whoever is signed in at the seat reads the cases of the area; with nobody there it is the seat that asks."""
        if not caller.person:
            return area in caller.seat.areas
        known = bool(area) and "\x00" not in area and world.get(Grid, area) is not None
        return known and bool(roles_at(world, caller.person, area, self._store.clock()) & CASE_READERS)

    def _readable(self, world: World, caller: Caller) -> Collection[str]:
        """The areas at or below a place where the person reads cases by now."""
        now = self._store.clock()
        held = [one for one in world.find(Appointment, person=caller.person) if one.role in CASE_READERS]
        places = {one.place for one in held if one.revoked_at is None and in_term(one, now)}
        return [grid.id for grid in world.find(Grid, level=Level.AREA.value) if places & {grid.id, *grid.path}]


def escaped(text: str) -> str:
    """The text for LIKE, its own signs taken literally."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def read_key(text: str) -> tuple[int, str]:
    """The key of a page: time and id of its last case; REQUEST_MALFORMED for garbage."""
    at, _, case = text.partition(".")
    if not case or len(text) > 100 or not at.lstrip("-").isascii() or not at.lstrip("-").isdecimal() or len(at) > 18:
        raise Problem(Code.REQUEST_MALFORMED, why="before")
    return int(at), case.replace("\x00", "")
