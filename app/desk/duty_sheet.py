"""The duty sheet as a paper of one page (值班表): the shift, who is on duty of the four forces, and which acts are lent."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from app.contract.reference import CHINESE, Reference
from app.desk.document import Align, Block, Column, Document, DocumentKind, Heading, Note, Para, Profile, SignLine, Table
from app.desk.ports import Cache
from app.desk.roster import Column as Forces
from app.desk.roster import ForceRow, Roster, roster
from app.domain.delegation import Grant
from app.domain.grid import Grid
from app.domain.ids import SHANGHAI
from app.domain.people import Person
from app.domain.roster import Duty, Force, Shift

MOST_NAMES, MOST_LOANS = 12, 8
"""How many forces of a kind and how many loans stand on the page by name; of the rest it says how many they are."""


class Loan(Struct, frozen=True, kw_only=True):
    """Acts that are lent now: by whom, to which role, where, until when."""

    giver: str
    receiver: str
    acts: tuple[str, ...]
    place: str
    until: datetime | None


class DutySheet(Struct, frozen=True, kw_only=True):
    """What stands on the sheet at a moment; `leader` and `standby` are names."""

    area_name: str
    now: datetime
    roster: Roster
    leader: str
    standby: tuple[str, ...]
    loans: tuple[Loan, ...]


def duty_facts(cache: Cache, area: str, *, now: datetime) -> DutySheet:
    """What the sheet says now. Store lane."""
    found, grid = roster(cache, area, now=now), cache.get(Grid, area)
    shift = found.shift
    forces = (cache.get(Force, key) for key in (shift.forces if shift else ()))
    running = [grant for grant in cache.find(Grant, area=area) if _runs(grant, now)]
    return DutySheet(
        area_name=grid.name if grid else area,
        now=now,
        roster=found,
        leader=_person(cache, shift.leader) if shift and shift.leader else "",
        standby=tuple(force.name for force in forces if force is not None),
        loans=tuple(_loan(grant, cache) for grant in sorted(running, key=lambda g: (g.grid != area, g.grid, g.since, g.id))),
    )


def _runs(grant: Grant, now: datetime) -> bool:
    ends = [end for end in (grant.until, grant.revoked_at) if end is not None]
    return grant.since <= now and all(now < end for end in ends)


def _loan(grant: Grant, cache: Cache) -> Loan:
    grid = cache.get(Grid, grant.grid)
    return Loan(
        giver=_person(cache, grant.giver),
        receiver=grant.receiver.value,
        acts=tuple(act.value for act in grant.acts),
        place=grid.name if grid else grant.grid,
        until=grant.until,
    )


def _person(cache: Cache, person: str) -> str:
    found = cache.get(Person, person)
    return found.name if found else person


def duty_sheet(found: DutySheet, reference: Reference) -> Document:
    """The sheet, dated with its day."""
    local = found.now.astimezone(SHANGHAI)
    shift, after = found.roster.shift, found.roster.next_shift
    blocks: tuple[Block, ...] = (
        Para.plain(f"截至{_moment(found.now)}。"),
        Heading("一、班次"),
        _shifts(found, shift, after, reference),
        Heading("二、四支力量"),
        _forces(found.roster.columns, reference),
        Heading("三、有效委托"),
        *_loans(found.loans, reference),
        SignLine("带班签名"),
    )
    return Document(
        kind=DocumentKind.DUTY,
        profile=Profile.REPORT,
        mark=f"{found.area_name}值班表",
        issue=f"{local:%m-%d} {local:%H:%M}",
        issuer=f"{found.area_name}城运分中心",
        date=local.date(),
        title=(f"{found.area_name}城运分中心值班表",),
        blocks=blocks,
    )


def _shifts(found: DutySheet, shift: Shift | None, after: Shift | None, reference: Reference) -> Table:
    rows = (
        ("当前班次", _shift(shift, reference)),
        ("带班", found.leader or "未定"),
        ("席位", _seats(shift)),
        ("备勤力量", "、".join(found.standby) or "—"),
        ("下一班次", _shift(after, reference)),
    )
    return Table(columns=(Column("项目", 26, Align.LEFT), Column("内容")), rows=rows)


def _seats(shift: Shift | None) -> str:
    if shift is None:
        return "—"
    return f"{shift.seats}席，最少{shift.minimum}人在岗" if shift.minimum else f"{shift.seats}席"


def _shift(shift: Shift | None, reference: Reference) -> str:
    if shift is None:
        return "未排班"
    return f"{reference.name('shifts', shift.name, CHINESE)} {_moment(shift.starts)}至{_moment(shift.ends)}"


def _forces(columns: tuple[Forces, ...], reference: Reference) -> Table:
    rows = tuple(
        (
            reference.name("source", column.source.value, CHINESE),
            f"{column.planned}/{column.in_post}/{column.on_duty}",
            _names([row for row in column.rows if row.duty is not Duty.OFF], reference),
        )
        for column in columns
    )
    titles = (Column("力量", 34, Align.LEFT), Column("编制/在编/在岗", 32, Align.CENTRE), Column("在岗（人数，状态）"))
    return Table(columns=titles, rows=rows)


def _names(rows: list[ForceRow], reference: Reference) -> str:
    told = [f"{row.name}（{row.size}，{_state(row, reference)}）" for row in rows[:MOST_NAMES]]
    more = f"等{len(rows)}支" if len(rows) > MOST_NAMES else ""
    return "、".join(told) + more or "无人在岗"


def _state(row: ForceRow, reference: Reference) -> str:
    state = reference.name("duty", row.duty.value, CHINESE)
    return f"{state} {row.busy_number}" if row.busy_number else state


def _loans(loans: tuple[Loan, ...], reference: Reference) -> tuple[Block, ...]:
    if not loans:
        return (Para.plain("没有有效的委托。"),)
    rows = tuple(
        (
            loan.giver,
            reference.name("role", loan.receiver, CHINESE),
            "、".join(reference.name("lent", act, CHINESE) for act in loan.acts),
            loan.place,
            _moment(loan.until) if loan.until else "撤销为止",
        )
        for loan in loans[:MOST_LOANS]
    )
    columns = (Column("委托人", 24), Column("受托角色", 36), Column("事项"), Column("范围", 34), Column("截止", 32))
    table = Table(columns=columns, rows=rows)
    return (table, Note(f"共{len(loans)}项，以上为前{MOST_LOANS}项。")) if len(loans) > MOST_LOANS else (table,)


def _moment(moment: datetime) -> str:
    local = moment.astimezone(SHANGHAI)
    return f"{local.month}月{local.day}日{local:%H:%M}"
