"""`seat`: which machines belong to the house."""

from __future__ import annotations

from typing import Annotated

import typer
from msgspec import Struct

from app.domain.grid import Grid
from app.domain.world import required
from services.central.access_log import AccessLog
from services.central.office import Office, new_id, open_office
from services.central.seats import SeatRow, Seats
from services.central.verbs.options import AsJson, Data, Said, is_english, show
from services.central.verbs.places import code_of

REVOKED, ENROLLED, EXPECTED = ("已停用", "revoked"), ("已登记", "enrolled"), ("待登记", "to be enrolled")


class MadeSeat(Struct, frozen=True, kw_only=True):
    """A seat that was added, with its enrolment code, shown this once."""

    seat: str
    name: str
    place: str
    code: str


def enrol(
    context: typer.Context,
    data: Data,
    place: Annotated[str, typer.Option(help="席位所在网格的代码")],
    name: Annotated[str, typer.Option(help="席位名称，如 一号席")] = "",
    area: Annotated[list[str] | None, typer.Option(help="服务的片区；可多次，缺省按所在网格")] = None,
    as_json: AsJson = False,
) -> None:
    """登记一台席位，给出一次有效的登记码。"""
    with open_office(data) as office:
        world = office.world()
        place = code_of(world, place)
        found = required(world, Grid, place)
        served = tuple(code_of(world, each) for each in area or ())
        seat = new_id()
        with office.store.database.writing() as connection:
            code = _seats(office).add(connection, seat, name=name or found.name, place=place, areas=served)
    made = MadeSeat(seat=seat, name=name or found.name, place=place, code=code)
    lines: list[Said] = [
        (f"席位 {seat}（{made.name}）", f"seat {seat} ({made.name})"),
        (f"登记码（一次有效，七天内用）：{code}", f"enrolment code (good once, within seven days): {code}"),
    ]
    show(context, made, lines, as_json=as_json)


def listed(context: typer.Context, data: Data, as_json: AsJson = False) -> None:
    """列出席位。"""
    with open_office(data) as office, office.store.database.reading() as connection:
        rows = _seats(office).all(connection)
    show(context, rows, [_line(row, context) for row in rows], as_json=as_json)


def _line(row: SeatRow, context: typer.Context) -> str:
    standing = REVOKED if row.revoked_at else ENROLLED if row.enrolled_at else EXPECTED
    return f"{row.id}\t{row.name}\t{row.place}\t{standing[is_english(context)]}\t{row.machine}"


def revoke(
    context: typer.Context,
    seat: Annotated[str, typer.Argument(help="席位编号", show_default=False)],
    data: Data,
    as_json: AsJson = False,
) -> None:
    """停用席位，立即生效。"""
    with open_office(data) as office, office.store.database.writing() as connection:
        _seats(office).revoke(connection, seat)
    show(context, {"seat": seat, "revoked": True}, [(f"席位 {seat} 已停用", f"seat {seat} is revoked")], as_json=as_json)


def _seats(office: Office) -> Seats:
    store = office.store
    return Seats(store.schema, AccessLog(store.schema, store.clock), store.clock)


def seat_verbs() -> typer.Typer:
    """The verbs of this module."""
    app = typer.Typer(help="席位", no_args_is_help=True)
    app.command("enrol")(enrol)
    app.command("list")(listed)
    app.command("revoke")(revoke)
    return app
