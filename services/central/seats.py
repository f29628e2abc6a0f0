"""Seats: enrolled once by a code, known by a token that is rotated; where they stand and what they serve."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from app.domain.grid import Grid, Level, spine
from app.domain.permissions import path_of
from app.domain.problems import Code, Problem
from app.domain.world import World, required
from services.central.access_log import AccessLog
from services.central.schema import Schema
from services.central.tokens import code_digest, digest, new_code, new_token
from services.records.columns import micros, moment

TOKEN_LIFE = timedelta(days=30)
CODE_LIFE = timedelta(days=7)
CURRENT, NEXT, OLD = "current", "next", "old"


class Seat(Struct, frozen=True, kw_only=True):
    """A seat; `path` leads from the district to the grid it stands at, `areas` are those it serves now."""

    id: str
    name: str
    place: str
    path: tuple[str, ...]
    areas: tuple[str, ...]


class SeatRow(Struct, frozen=True, kw_only=True):
    """A seat as a list shows it."""

    id: str
    name: str
    place: str
    areas: tuple[str, ...]
    machine: str
    enrolled_at: datetime | None
    revoked_at: datetime | None


def seat_in(world: World, row: SeatRow) -> Seat:
    """The seat as it stands in the tree, with the areas it serves now; SEAT_REVOKED."""
    if row.revoked_at is not None:
        raise Problem(Code.SEAT_REVOKED)
    path = path_of(world, row.place)
    return Seat(id=row.id, name=row.name, place=row.place, path=path, areas=row.areas or areas_at(world, row.place))


class Token(Struct, frozen=True):
    """A device credential: how it stands in its family, and its seat."""

    standing: str
    row: SeatRow

    def seat_in(self, world: World) -> Seat:
        """Its seat as it stands in the tree; SEAT_REVOKED."""
        return seat_in(world, self.row)


class Seats:
    """The seats in the database. Every method works in the connection's transaction."""

    def __init__(self, schema: Schema, log: AccessLog, clock: Callable[[], datetime]) -> None:
        seat, token = schema.seat, schema.token
        self._log = log
        self._clock = clock
        self._new = insert(seat)
        columns = (seat.c.id, seat.c.name, seat.c.place, seat.c.areas, seat.c.machine, seat.c.enrolled_at, seat.c.revoked_at)
        chosen: Any = select(*columns)
        self._all = chosen.order_by(seat.c.made_at, seat.c.id)
        self._by_id = chosen.where(seat.c.id == bindparam("i"))
        self._by_code = select(seat.c.id).where(
            seat.c.code == bindparam("code_is"), seat.c.code_ends > bindparam("now"), seat.c.revoked_at == 0
        )
        self._use_code = (
            update(seat)
            .where(seat.c.id == bindparam("i"), seat.c.code == bindparam("code_is"))
            .values(code="", machine=bindparam("m"), enrolled_at=bindparam("now"))
        )
        self._revoke = update(seat).where(seat.c.id == bindparam("i")).values(revoked_at=bindparam("now"), code="")
        held: Any = select(token.c.standing, token.c.ends, *columns)
        self._token = held.join(seat, seat.c.id == token.c.seat).where(token.c.digest == bindparam("d"))
        self._new_token = insert(token)
        self._rename = (
            update(token)
            .where(token.c.seat == bindparam("i"), token.c.standing == bindparam("was"))
            .values(standing=bindparam("becomes"))
        )
        self._drop_tokens = delete(token).where(token.c.seat == bindparam("i"))
        self._drop_next = delete(token).where(token.c.seat == bindparam("i"), token.c.standing == NEXT)

    def add(self, connection: Connection, seat: str, *, name: str, place: str, areas: tuple[str, ...]) -> str:
        """A new seat; answers its enrolment code, which is good once and for seven days."""
        code, now = new_code(), self._clock()
        values = {
            "id": seat,
            "name": name,
            "place": place,
            "areas": msgspec.json.encode(areas).decode(),
            "made_at": micros(now),
            "code": code_digest(code),
            "code_ends": micros(now + CODE_LIFE),
            "enrolled_at": 0,
            "revoked_at": 0,
            "machine": "",
        }
        connection.execute(self._new, values)
        self._log.write(connection, "seat_added", seat=seat, detail=place)
        return code

    def enrol(self, connection: Connection, code: str, *, machine: str) -> tuple[str, str, datetime]:
        """The seat that the code is for, its first token and when that ends; ENROLMENT_CODE_WRONG for any other code."""
        now = self._clock()
        kept = code_digest(code)
        seat = connection.execute(self._by_code, {"code_is": kept, "now": micros(now)}).scalar()
        values = {"i": seat, "code_is": kept, "m": machine[:200], "now": micros(now)}
        if not seat or connection.execute(self._use_code, values).rowcount != 1:
            raise Problem(Code.ENROLMENT_CODE_WRONG)
        connection.execute(self._drop_tokens, {"i": seat})
        self._log.write(connection, "seat_enrolled", seat=seat, detail=machine[:200])
        return seat, *self._issue(connection, seat, CURRENT)

    def rotate(self, connection: Connection, seat: str) -> tuple[str, datetime]:
        """The token that follows; the present one holds until the new one is first used."""
        connection.execute(self._drop_next, {"i": seat})
        return self._issue(connection, seat, NEXT)

    def token(self, connection: Connection, token: str) -> Token:
        """The token with its seat; SEAT_UNKNOWN for one that is unknown or has ended."""
        row = connection.execute(self._token, {"d": digest(token)}).first()
        if row is None or row[1] <= micros(self._clock()):
            raise Problem(Code.SEAT_UNKNOWN)
        return Token(row[0], _row(row[2:]))

    def promote(self, connection: Connection, seat: str) -> None:
        """The next token has been used: it is the present one, the one before is old."""
        connection.execute(self._rename, {"i": seat, "was": CURRENT, "becomes": OLD})
        connection.execute(self._rename, {"i": seat, "was": NEXT, "becomes": CURRENT})

    def end_family(self, connection: Connection, seat: str) -> None:
        """An old token was used: somebody has a copy. All tokens of the seat end."""
        connection.execute(self._drop_tokens, {"i": seat})
        self._log.write(connection, "token_reused", seat=seat)

    def revoke(self, connection: Connection, seat: str) -> None:
        """The seat may do nothing any more; SEAT_UNKNOWN for none."""
        if connection.execute(self._revoke, {"i": seat, "now": micros(self._clock())}).rowcount != 1:
            raise Problem(Code.SEAT_UNKNOWN)
        self._log.write(connection, "seat_revoked", seat=seat)

    def all(self, connection: Connection) -> list[SeatRow]:
        """All seats in the order of their making."""
        return [_row(row) for row in connection.execute(self._all)]

    def get(self, connection: Connection, seat: str, world: World) -> Seat:
        """The seat with the areas it serves now; SEAT_UNKNOWN, SEAT_REVOKED."""
        found = connection.execute(self._by_id, {"i": seat}).first()
        if found is None:
            raise Problem(Code.SEAT_UNKNOWN)
        return seat_in(world, _row(found))

    def _issue(self, connection: Connection, seat: str, standing: str) -> tuple[str, datetime]:
        token, ends = new_token(), self._clock() + TOKEN_LIFE
        values = {"digest": digest(token), "seat": seat, "standing": standing, "ends": micros(ends)}
        connection.execute(self._new_token, values)
        return token, ends


def areas_at(world: World, place: str) -> tuple[str, ...]:
    """The areas that a seat at this grid serves if nobody says otherwise: its own, or all of its town or of the district."""
    grid = required(world, Grid, place)
    if grid.level is Level.DISTRICT:
        return tuple(area for town in world.find(Grid, parent=place) for area in areas_at(world, town.id))
    if grid.level is Level.TOWN:
        return tuple(area.id for area in world.find(Grid, parent=place) if area.level is Level.AREA)
    area = spine(grid.path).area
    return (area,) if area else ()


def _row(row: Any) -> SeatRow:
    return SeatRow(
        id=row[0],
        name=row[1],
        place=row[2],
        areas=msgspec.json.decode(row[3], type=tuple[str, ...]),
        machine=row[4],
        enrolled_at=moment(row[5]) if row[5] else None,
        revoked_at=moment(row[6]) if row[6] else None,
    )
