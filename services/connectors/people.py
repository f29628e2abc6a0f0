"""People, shifts and grids from the shipped templates, as a spreadsheet saves them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from zlib import crc32

from app.commands.command import Command
from app.commands.entering import EnterGrids, EnterStaff
from app.contract.reference import Reference
from app.domain.grid import Grid, GridKind, Level, spine
from app.domain.people import Appointment, Contact, Person, Role, Secondment, Source, Trade
from app.domain.problems import Code, Problem
from app.domain.record import Record
from app.domain.roster import Force, Shift
from app.domain.text import mask_phone
from app.domain.world import World
from services.connectors.intake import Office, Prepared, Progress, Report, hand_in
from services.connectors.reading import Row, Sheet
from services.connectors.rejects import Rejects
from services.connectors.sources import moment, zone

PEOPLE = (
    "工号",
    "姓名",
    "岗位",
    "单位",
    "片区",
    "网格",
    "力量来源",
    "力量类别",
    "电话",
    "技能",
    "角色",
    "下沉部门",
    "下沉起",
    "下沉止",
    "下沉依据",
)
SHIFTS = ("班次编号", "片区", "名称", "开始", "结束", "带班", "力量", "席位数", "最低人数")
GRIDS = ("代码", "名称", "层级", "上级", "类型", "说明", "户数", "人口")

TEMPLATES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "people": (
        PEOPLE,
        (
            "G0001",
            "张某",
            "专职网格员",
            "310114102",
            "310114102P03",
            "",
            "网格自有力量",
            "专职网格员",
            "13800000000",
            "巡查、急救",
            "R1",
            "",
            "",
            "",
            "",
        ),
    ),
    "shifts": (
        SHIFTS,
        ("S20261123D", "310114102P03", "早班", "2026-11-23 08:30", "2026-11-23 17:30", "G0001", "G0001", "2", "3"),
    ),
    "grids": (GRIDS, ("310114102001901", "南翔某专业市场", "unit", "310114102P03", "specialised_market", "业态复杂", "0", "0")),
}


def enter_people(office: Office, sheet: Sheet, reference: Reference, progress: Progress) -> tuple[Report, Rejects]:
    """Enter a list of people: each with contact, roles and, as a force that can be sent, one of the four sources."""
    sheet.need(*PEOPLE[:9])
    world = office.world()
    names = _Names(reference)
    return _enter("people", office, sheet, reference, progress, lambda row: _person(row, world, names))


def enter_shifts(office: Office, sheet: Sheet, reference: Reference, progress: Progress) -> tuple[Report, Rejects]:
    """Enter a list of planned shifts."""
    sheet.need(*SHIFTS[:5])
    world = office.world()
    return _enter("shifts", office, sheet, reference, progress, lambda row: _shift(row, world))


def enter_grids(office: Office, sheet: Sheet, reference: Reference, progress: Progress) -> tuple[Report, Rejects]:
    """Enter a list of grids, parents before children."""
    sheet.need(*GRIDS[:4])
    rejects = Rejects(reference)
    prepared: list[Prepared] = []
    for row in sheet.rows:
        try:
            prepared.append(Prepared(row.number, _grid(row), _text(row)))
        except Problem as problem:
            rejects.add(row.number, problem, _text(row))
    taken = hand_in(office, prepared, lambda part: EnterGrids(grids=tuple(_only(part, Grid))), rejects, progress)
    return _report("grids", sheet, taken, rejects), rejects


def _enter(
    kind: str, office: Office, sheet: Sheet, reference: Reference, progress: Progress, make: Callable[[Row], tuple[Record, ...]]
) -> tuple[Report, Rejects]:
    rejects = Rejects(reference)
    prepared: list[Prepared] = []

    for row in sheet.rows:
        try:
            if row.broken:
                raise Problem(Code.ENCODING_BROKEN, row=row.number)
            prepared.append(Prepared(row.number, make(row), _text(row)))
        except Problem as problem:
            rejects.add(row.number, problem, _text(row))
    taken = hand_in(office, prepared, _staff, rejects, progress, batch=200)
    return _report(kind, sheet, taken, rejects), rejects


def _report(kind: str, sheet: Sheet, taken: int, rejects: Rejects) -> Report:
    return Report(
        kind=kind,
        file=sheet.file,
        read=len(sheet.rows),
        taken=taken,
        rejected=len(rejects.rows),
        reasons=rejects.counts(),
    )


class _Names:
    """Keys of the four sources and of the kinds of forces, by key or by name in either language."""

    def __init__(self, reference: Reference) -> None:
        self._sources = _by_name(reference.names["source"])
        self._trades = _by_name(reference.names["trade"])

    def source(self, row: Row, text: str) -> Source:
        return Source(_known(row, self._sources, text))

    def trade(self, row: Row, text: str) -> Trade:
        return Trade(_known(row, self._trades, text))


def _by_name(names: dict[str, tuple[str, str]]) -> dict[str, str]:
    return {word: key for key, pair in names.items() for word in (key, *pair) if word}


def _known(row: Row, table: dict[str, str], text: str) -> str:
    if text not in table:
        raise Problem(Code.VALUE_UNKNOWN, row=row.number, value=text)
    return table[text]


def _place(row: Row, world: World, code: str) -> Grid:
    grid = world.get(Grid, code)
    if grid is None:
        raise Problem(Code.GRID_OF_ROW_UNKNOWN, row=row.number, value=code)
    return grid


def _person(row: Row, world: World, names: _Names) -> tuple[Record, ...]:
    number, name = row.get("工号"), row.get("姓名")
    if not number or not name:
        raise Problem(Code.FIELD_MISSING, field="工号、姓名")
    place = spine(_place(row, world, row.get("片区")).path)
    source, trade = names.source(row, row.get("力量来源")), names.trade(row, row.get("力量类别"))
    seconded = _seconded(row)
    phone = row.get("电话")
    skills = tuple(part for part in row.get("技能").replace(",", "、").split("、") if part)
    person = Person(
        id=f"p-{number}",
        town=place.town,
        area=place.area,
        name=name,
        post=row.get("岗位"),
        employer=row.get("单位"),
        source=source,
        trade=trade,
        seconded=seconded,
        phone_masked=mask_phone(phone),
    )
    force = Force(
        id=f"f-{number}",
        town=place.town,
        area=place.area,
        name=name,
        source=source,
        trade=trade,
        members=(person.id,),
        employer=person.employer,
        skills=skills,
        grid=row.get("网格"),
        seconded=seconded,
        phone_masked=person.phone_masked,
    )
    contact = Contact(id=f"c-{number}", town=place.town, area=place.area, of_kind="person", of=person.id, name=name, phone=phone)
    return (person, force, contact, *_appointment(row, person, place.area))


def _appointment(row: Row, person: Person, area: str) -> tuple[Appointment, ...]:
    text = row.get("角色")
    if not text:
        return ()
    if text not in {role.value for role in Role}:
        raise Problem(Code.VALUE_UNKNOWN, row=row.number, value=text)
    place = row.get("网格") or area
    since = datetime(2020, 1, 1, tzinfo=UTC)
    return (
        Appointment(
            id=f"a-{person.id}-{text}",
            town=person.town,
            area=area,
            person=person.id,
            role=Role(text),
            place=place,
            since=since,
        ),
    )


def _seconded(row: Row) -> Secondment | None:
    sender = row.get("下沉部门")
    if not sender:
        return None
    where = zone("Asia/Shanghai")
    since = moment(row, "下沉起", where)
    if since is None:
        raise Problem(Code.SECONDMENT_INCOMPLETE, force=row.get("姓名"))
    return Secondment(sent_by=sender, since=since, until=moment(row, "下沉止", where), basis=row.get("下沉依据"))


def _shift(row: Row, world: World) -> tuple[Record, ...]:
    place = spine(_place(row, world, row.get("片区")).path)
    where = zone("Asia/Shanghai")
    starts, ends = moment(row, "开始", where, needed=True), moment(row, "结束", where, needed=True)
    if starts is None or ends is None or ends <= starts:
        raise Problem(Code.TERM_WRONG, since=row.get("开始"), until=row.get("结束"))
    leader = row.get("带班")
    forces = tuple(f"f-{part}" for part in row.get("力量").replace(",", "、").split("、") if part)
    return (
        Shift(
            id=row.get("班次编号") or f"shift-{crc32(_text(row).encode()):08x}",
            town=place.town,
            area=place.area,
            name=row.get("名称"),
            starts=starts,
            ends=ends,
            leader=f"p-{leader}" if leader else "",
            forces=forces,
            seats=_whole(row, "席位数", 1),
            minimum=_whole(row, "最低人数", 0),
        ),
    )


def _whole(row: Row, column: str, usual: int) -> int:
    text = row.get(column)
    if not text:
        return usual
    if not text.isdigit():
        raise Problem(Code.NUMBER_IMPOSSIBLE, row=row.number, value=text)
    return int(text)


def _grid(row: Row) -> Grid:
    kind, level = row.get("类型") or GridKind.OTHER.value, row.get("层级")
    if level not in {lv.value for lv in Level} or kind not in {k.value for k in GridKind}:
        raise Problem(Code.VALUE_UNKNOWN, row=row.number, value=f"{level} {kind}")
    return Grid(
        id=row.get("代码"),
        name=row.get("名称"),
        level=Level(level),
        parent=row.get("上级"),
        grid_kind=GridKind(kind),
        reason=row.get("说明"),
        households=_whole(row, "户数", 0),
        residents=_whole(row, "人口", 0),
    )


def _only(part: Sequence[Prepared], kind: type[Grid]) -> list[Grid]:
    return [p.value for p in part if isinstance(p.value, kind)]


def _staff(part: Sequence[Prepared]) -> Command:
    rows = [record for p in part if isinstance(p.value, tuple) for record in p.value]
    return EnterStaff(
        people=tuple(r for r in rows if isinstance(r, Person)),
        contacts=tuple(r for r in rows if isinstance(r, Contact)),
        appointments=tuple(r for r in rows if isinstance(r, Appointment)),
        forces=tuple(r for r in rows if isinstance(r, Force)),
        shifts=tuple(r for r in rows if isinstance(r, Shift)),
    )


def _text(row: Row) -> str:
    return ",".join(row.values.values())
