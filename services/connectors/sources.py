"""The shapes of incident files that are known: which columns mean what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from msgspec import Struct

from app.commands.entering import PastCase
from app.contract.reference import RESOURCES
from app.domain.catalogue import UNMAPPED, Catalogue, Severity
from app.domain.incident import Channel, Nature
from app.domain.problems import Code, Problem
from services.connectors.reading import Row, Sheet, read_sheet

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
    "咨询": Nature.CONSULT,
    "建议": Nature.SUGGEST,
    "求决": Nature.HELP,
    "感谢": Nature.THANK,
    "其他": Nature.OTHER,
}


class Classes:
    """From a file's own types to classes of the catalogue: by a mapping file, by the shipped crosswalk, by name, or unmapped."""

    def __init__(self, catalogue: Catalogue, source: str, mapping: Path | None) -> None:
        crosswalk = msgspec.json.decode((RESOURCES / "demo" / "crosswalk.json").read_bytes())
        self._crosswalk: dict[str, str] = crosswalk.get(source, {})
        self._by_name = {row.name: code for code, row in catalogue.classes.items()}
        self._known = catalogue.classes
        self._mapped = _mapping(mapping, source) if mapping is not None else {}

    def code(self, kind: str) -> str:
        """The class of a type; unmapped where nobody knows it."""
        mapped = self._mapped.get(kind, "")
        for name in (mapped, kind):
            code = self._crosswalk.get(name) or self._by_name.get(name) or self._by_name.get(name.rsplit("/", 1)[-1])
            if code in self._known:
                return str(code)
        return UNMAPPED


def _mapping(file: Path, source: str) -> dict[str, str]:
    sheet = read_sheet(file)
    sheet.need("source", "source_type", "grid_class", "grid_subclass")
    rows = (row for row in sheet.rows if row.get("source") == source)
    return {row.get("source_type"): f"{row.get('grid_class')}/{row.get('grid_subclass')}" for row in rows}


def zone(name: str) -> ZoneInfo:
    """The time zone; a problem if there is none of the name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Problem(Code.TIMEZONE_UNKNOWN, zone=name) from error


def moment(row: Row, column: str, where: ZoneInfo, *, needed: bool = False) -> datetime | None:
    """The wall time of a cell in a zone, as UTC; None for an empty cell, a problem for an impossible date."""
    text = row.get(column)
    if not text and not needed:
        return None
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError as error:
        raise Problem(Code.DATE_IMPOSSIBLE, row=row.number, value=text) from error
    return (parsed if parsed.tzinfo is not None else parsed.replace(tzinfo=where)).astimezone(UTC)


class Source(Struct, frozen=True):
    """A known kind of file: its name, the columns it is known by, the place column, and how a row becomes a case."""

    name: str
    columns: tuple[str, ...]
    place: str
    case: Callable[[Row, str, str, ZoneInfo], PastCase]
    kind: str


def _boston(row: Row, grid: str, code: str, where: ZoneInfo) -> PastCase:
    number = row.get("case_enquiry_id")
    closed = moment(row, "closed_dt", where)
    return PastCase(
        incident=f"boston_311-{number}",
        grid=grid,
        title=row.get("case_title") or row.get("type"),
        occurred_at=_required(row, "open_dt", where),
        due_at=moment(row, "target_dt", where),
        closed_at=closed,
        closed_unknown=closed is None and row.get("case_status") == "Closed",
        source=_BOSTON_CHANNELS.get(row.get("source"), Channel.PUBLIC),
        nature=Nature.OTHER,
        event_class=code,
        class_given=row.get("type"),
        place=row.get("location_street_name"),
        handler=row.get("department"),
        source_case=number,
    )


def _pingshan(row: Row, grid: str, code: str, where: ZoneInfo) -> PastCase:
    number = row.get("rec_id")
    kind = row.get("sub_type_name")
    main = row.get("main_type_name")
    return PastCase(
        incident=f"pingshan_grid-{number}",
        grid=grid,
        title=kind if kind not in ("", "-") else main or "-",
        occurred_at=_required(row, "create_date", where),
        closed_unknown=True,
        in_time={"intime": True, "overtime": False}.get(row.get("achieve")),
        source=_PINGSHAN_CHANNELS.get(row.get("event_src_name"), Channel.PUBLIC),
        nature=_NATURES.get(row.get("event_property_name"), Nature.OTHER),
        event_class=code,
        class_given=kind if kind not in ("", "-") else main,
        place=row.get("community_name"),
        handler=row.get("dispose_unit_name"),
        source_case=number,
    )


def _own(row: Row, grid: str, code: str, where: ZoneInfo) -> PastCase:
    number = row.get("编号")
    severities = {"特急": Severity.CRITICAL, "紧急": Severity.URGENT, "重要": Severity.IMPORTANT, "一般": Severity.NORMAL}
    closed = moment(row, "办结时间", where)
    return PastCase(
        incident=f"file-{number}",
        grid=grid,
        title=row.get("标题"),
        occurred_at=_required(row, "发生时间", where),
        due_at=moment(row, "截止时间", where),
        closed_at=closed,
        event_class=code,
        class_given=row.get("类别"),
        severity=severities.get(row.get("级别"), Severity.NORMAL),
        nature=_NATURES.get(row.get("性质"), Nature.OTHER),
        place=row.get("地点"),
        source_case=number,
    )


def _required(row: Row, column: str, where: ZoneInfo) -> datetime:
    found = moment(row, column, where, needed=True)
    if found is None:
        raise Problem(Code.DATE_IMPOSSIBLE, row=row.number, value="")
    return found


SOURCES = (
    Source(
        "boston_311",
        ("case_enquiry_id", "open_dt", "target_dt", "closed_dt", "case_status", "case_title", "type", "source", "precinct"),
        "precinct",
        _boston,
        "type",
    ),
    Source(
        "pingshan_grid",
        ("rec_id", "create_date", "main_type_name", "sub_type_name", "event_src_name", "event_property_name", "achieve"),
        "community_name",
        _pingshan,
        "sub_type_name",
    ),
    Source("own", ("编号", "发生时间", "标题", "类别", "网格"), "网格", _own, "类别"),
)


def source_of(sheet: Sheet) -> Source:
    """Which kind of file it is, by its first column; a problem that names what is missing, or that it is unknown."""
    for source in SOURCES:
        if source.columns[0] in sheet.columns:
            sheet.need(*source.columns)
            return source
    raise Problem(Code.FILE_KIND_UNKNOWN, file=sheet.file)
