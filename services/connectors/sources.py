"""The shapes of incident files that are known: which columns mean what."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from msgspec import Struct

from app.commands.entering import PastCase
from app.domain.catalogue import Severity
from app.domain.incident import Channel, Nature
from app.domain.problems import Code, Problem
from services.connectors import cells
from services.connectors.reading import Row, Sheet

UNKNOWN = ("", "-")
LONGEST_NUMBER = 48
LONGEST_TITLE, LONGEST_PLACE = 200, 200
_BOSTON_CHANNELS = {
    "Employee Generated": Channel.PATROL,
    "Constituent Call": Channel.HOTLINE,
    "Self Service": Channel.PUBLIC,
    "Citizens Connect App": Channel.PUBLIC,
    "City Worker App": Channel.PATROL,
    "Maximo Integration": Channel.SENSOR,
    "Twitter": Channel.PUBLIC,
}
_PINGSHAN_CHANNELS = {"12345": Channel.HOTLINE, "12319": Channel.HOTLINE, "固话投诉": Channel.HOTLINE, "政府信箱": Channel.LEADER}
_NATURES = {
    "投诉": Nature.COMPLAIN,
    "举报": Nature.REPORT,
    "咨询": Nature.CONSULT,
    "建议": Nature.SUGGEST,
    "求助": Nature.HELP,
    "求决": Nature.HELP,
    "感谢": Nature.THANK,
    "其他": Nature.OTHER,
}
_SEVERITIES = {"特急": Severity.CRITICAL, "紧急": Severity.URGENT, "重要": Severity.IMPORTANT, "一般": Severity.NORMAL}


class Source(Struct, frozen=True, kw_only=True):
    """A known kind of file.

    `columns` are those it must have; by the first, which numbers the cases, it is known. `kind` reads a row's own type, `case`
    the rest of it into a case at a grid. `place` is the column of places; those of a `foreign` file are not codes of our grids.
    """

    name: str
    columns: tuple[str, ...]
    place: str
    foreign: bool
    kind: Callable[[Row], str]
    case: Callable[[Row, str, ZoneInfo], PastCase]


def number_of(row: Row, source: Source) -> str:
    """The case number of a row; a problem if it has none or none that can be kept."""
    number = cells.identity(row, source.columns[0])
    if len(number) > LONGEST_NUMBER:
        raise Problem(Code.TEXT_REFUSED, field=source.columns[0], length=len(number), limit=LONGEST_NUMBER)
    return number


def _boston_kind(row: Row) -> str:
    return cells.line(row, "type")


def _boston(row: Row, grid: str, where: ZoneInfo) -> PastCase:
    number = row.get("case_enquiry_id")
    closed = cells.moment(row, "closed_dt", where)
    return PastCase(
        incident=f"boston_311-{number}",
        grid=grid,
        title=cells.line(row, "case_title", limit=LONGEST_TITLE) or cells.line(row, "type", needed=True),
        occurred_at=cells.needed_moment(row, "open_dt", where),
        due_at=cells.moment(row, "target_dt", where),
        closed_at=closed,
        closed_unknown=closed is None and row.get("case_status") == "Closed",
        in_time={"ONTIME": True, "OVERDUE": False}.get(row.get("ontime")),
        source=_BOSTON_CHANNELS.get(row.get("source"), Channel.PUBLIC),
        class_given=_boston_kind(row),
        place=cells.line(row, "location_street_name", limit=LONGEST_PLACE),
        handler=cells.line(row, "department"),
        source_case=number,
    )


def _pingshan_kind(row: Row) -> str:
    names = (cells.line(row, column) for column in ("sub_type_name", "main_type_name", "event_type_name"))
    return next((name for name in names if name not in UNKNOWN), "-")


def _pingshan(row: Row, grid: str, where: ZoneInfo) -> PastCase:
    number = row.get("rec_id")
    return PastCase(
        incident=f"pingshan_grid-{number}",
        grid=grid,
        title=_pingshan_kind(row),
        occurred_at=cells.needed_moment(row, "create_date", where),
        closed_unknown=True,
        in_time={"intime": True, "overtime": False}.get(row.get("achieve")),
        source=_PINGSHAN_CHANNELS.get(row.get("event_src_name"), Channel.PUBLIC),
        nature=_NATURES.get(row.get("event_property_name"), Nature.OTHER),
        class_given=_pingshan_kind(row),
        place=cells.line(row, "community_name", limit=LONGEST_PLACE),
        handler=cells.line(row, "dispose_unit_name"),
        source_case=number,
    )


def _own_kind(row: Row) -> str:
    return cells.line(row, "类别")


def _own(row: Row, grid: str, where: ZoneInfo) -> PastCase:
    number = row.get("编号")
    return PastCase(
        incident=f"file-{number}",
        grid=grid,
        title=cells.line(row, "标题", limit=LONGEST_TITLE, needed=True),
        occurred_at=cells.needed_moment(row, "发生时间", where),
        due_at=cells.moment(row, "截止时间", where),
        closed_at=cells.moment(row, "办结时间", where),
        class_given=_own_kind(row),
        severity=_known(row, "级别", _SEVERITIES, Severity.NORMAL),
        nature=_known(row, "性质", _NATURES, Nature.OTHER),
        place=cells.line(row, "地点", limit=LONGEST_PLACE),
        source_case=number,
    )


def _known(row: Row, column: str, table: dict[str, cells.T], usual: cells.T) -> cells.T:
    cell = row.get(column)
    if cell and cell not in table:
        raise Problem(Code.VALUE_UNKNOWN, row=row.number, value=cell[:60])
    return table[cell] if cell else usual


SOURCES = (
    Source(
        name="boston_311",
        columns=(
            "case_enquiry_id",
            "open_dt",
            "target_dt",
            "closed_dt",
            "case_status",
            "case_title",
            "type",
            "source",
            "precinct",
        ),
        place="precinct",
        foreign=True,
        kind=_boston_kind,
        case=_boston,
    ),
    Source(
        name="pingshan_grid",
        columns=(
            "rec_id",
            "create_date",
            "main_type_name",
            "sub_type_name",
            "event_src_name",
            "event_property_name",
            "achieve",
        ),
        place="community_name",
        foreign=True,
        kind=_pingshan_kind,
        case=_pingshan,
    ),
    Source(
        name="own",
        columns=("编号", "发生时间", "标题", "类别", "网格"),
        place="网格",
        foreign=False,
        kind=_own_kind,
        case=_own,
    ),
)


def source_of(sheet: Sheet) -> Source:
    """Which kind of file it is, by its first column; a problem that names what is missing, or that it is unknown."""
    for source in SOURCES:
        if source.columns[0] in sheet.columns:
            sheet.need(*source.columns)
            return source
    raise Problem(Code.FILE_KIND_UNKNOWN, file=sheet.file)
