"""Verbs of `gridplus-central` that take files in: `import`, `template`, `replay`, and those of the demo."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from msgspec.structs import replace

from app.contract.reference import Reference, load_reference
from app.domain.ids import SHANGHAI
from app.domain.problems import Code, Problem
from services.central.office import open_office
from services.central.verbs.options import AsJson, Data, is_english, show
from services.connectors.boundaries import enter_boundaries
from services.connectors.demo_verbs import add_demo_verbs
from services.connectors.divisions import enter_divisions
from services.connectors.grids import enter_grids
from services.connectors.incidents import enter_incidents, prepare
from services.connectors.intake import Office, Progress, Report, report_of
from services.connectors.people import enter_people
from services.connectors.reading import Sheet, read_sheet
from services.connectors.rejects import Rejects
from services.connectors.replay import Delivery, deliver, deliveries
from services.connectors.shifts import enter_shifts
from services.connectors.stopping import Stop
from services.connectors.telling import counter, lines_of
from services.connectors.templates import TEMPLATES, template_text

SHANGHAI_NAME = "Asia/Shanghai"
MAPPING_NAME = "category_mapping.csv"
File = Annotated[Path, typer.Argument(help="文件，可以是 gzip 压缩的", show_default=False)]
Mapping = Annotated[Path | None, typer.Option(help=f"类别对照表（CSV）；缺省为同一目录下的 {MAPPING_NAME}", show_default=False)]
Zone = Annotated[str, typer.Option(help="文件里没有写时区的时间属于哪个时区")]
Area = Annotated[str, typer.Option(help="片区代码；缺省为全区", show_default=False)]
Enter = Callable[[Office, Progress], tuple[Report, Rejects]]
EnterSheet = Callable[[Office, Sheet, Reference, Progress], tuple[Report, Rejects]]


class Lists(StrEnum):
    """The lists that have a template."""

    PEOPLE = "people"
    SHIFTS = "shifts"
    GRIDS = "grids"


def divisions(context: typer.Context, file: File, data: Data, as_json: AsJson = False) -> None:
    """导入区划：区、街镇、村居及其代码（CSV）。"""
    _enter_sheet(context, enter_divisions, file, data, as_json=as_json)


def boundaries(
    context: typer.Context,
    file: File,
    data: Data,
    crs: Annotated[str, typer.Option(help="坐标系，wgs84 或 gcj02；缺省按文件所写", show_default=False)] = "",
    as_json: AsJson = False,
) -> None:
    """导入边界：片区、单元、小微网格的图形（GeoJSON）。"""
    reference = load_reference()
    _enter(
        context,
        lambda office, progress: enter_boundaries(office, file, reference, progress, crs=crs),
        file,
        data,
        as_json=as_json,
    )


def people(context: typer.Context, file: File, data: Data, as_json: AsJson = False) -> None:
    """导入人员名单（CSV，见 template people）。"""
    _enter_sheet(context, enter_people, file, data, as_json=as_json)


def shifts(context: typer.Context, file: File, data: Data, as_json: AsJson = False) -> None:
    """导入排班表（CSV，见 template shifts）。"""
    _enter_sheet(context, enter_shifts, file, data, as_json=as_json)


def grids(context: typer.Context, file: File, data: Data, as_json: AsJson = False) -> None:
    """导入网格表（CSV，见 template grids）。"""
    _enter_sheet(context, enter_grids, file, data, as_json=as_json)


def incidents(
    context: typer.Context,
    file: File,
    data: Data,
    mapping: Mapping = None,
    timezone: Zone = SHANGHAI_NAME,
    area: Area = "",
    as_json: AsJson = False,
) -> None:
    """导入历史事件（CSV）；导入两次不会重复。"""

    def enter(office: Office, sheet: Sheet, reference: Reference, progress: Progress) -> tuple[Report, Rejects]:
        return enter_incidents(office, sheet, reference, progress, mapping=mapping or _beside(file), timezone=timezone, area=area)

    _enter_sheet(context, enter, file, data, as_json=as_json)


def _enter_sheet(context: typer.Context, enter: EnterSheet, file: Path, data: Path, *, as_json: bool) -> None:
    reference = load_reference()
    _enter(context, lambda office, progress: enter(office, read_sheet(file), reference, progress), file, data, as_json=as_json)


def _enter(context: typer.Context, enter: Enter, file: Path, data: Path, *, as_json: bool) -> None:
    with open_office(data) as office, counter(file.name) as progress:
        report, rejects = enter(office, progress)
    _tell(context, report, rejects, data, as_json=as_json)


def _tell(context: typer.Context, report: Report, rejects: Rejects, data: Path, *, as_json: bool) -> None:
    """Write the rejects beside the data, print the report; what was taken in is told even where the rejects cannot be written."""
    file = data / "rejects" / f"{report.file}-{datetime.now(SHANGHAI):%Y%m%d-%H%M%S}.csv"
    unwritable: Problem | None = None
    try:
        written = rejects.write(file)
        report = replace(report, rejects_file=str(written) if written else "")
    except OSError:
        unwritable = Problem(Code.OUTPUT_UNWRITABLE, file=file)
    show(context, report, lines_of(report, english=is_english(context)), as_json=as_json)
    if unwritable is not None:
        raise unwritable


def _beside(file: Path) -> Path | None:
    """The mapping that lies beside the file, if there is one."""
    found = file.parent / MAPPING_NAME
    return found if found.is_file() else None


def template(
    context: typer.Context,
    kind: Annotated[Lists, typer.Argument(help="哪种名单", show_default=False)],
    out: Annotated[Path | None, typer.Option(help="写入文件；缺省写到标准输出", show_default=False)] = None,
    data: Annotated[Path | None, typer.Option(help="不用；与其他命令一致", show_default=False)] = None,
    as_json: AsJson = False,
) -> None:
    """名单模板：表头和一行样例（CSV）。"""
    shape, text = TEMPLATES[kind.value], template_text(kind.value)
    if out is not None:
        try:
            out.write_text(text, encoding="utf-8-sig", newline="")
        except OSError as error:
            raise Problem(Code.OUTPUT_UNWRITABLE, file=out) from error
    if as_json:
        told = {"kind": kind.value, "columns": shape.columns, "example": shape.example, "out": str(out or "")}
        show(context, told, [], as_json=True)
    elif out is None:
        typer.echo(text, nl=False)


def replay(
    context: typer.Context,
    file: File,
    data: Data,
    speed: Annotated[float, typer.Option(help="时间快多少倍", min=0.001)] = 60.0,
    area: Area = "",
    mapping: Mapping = None,
    timezone: Zone = SHANGHAI_NAME,
    limit: Annotated[int, typer.Option(help="只回放前几件，0 为全部", min=0)] = 0,
    as_json: AsJson = False,
) -> None:
    """把记录下来的事件当作实时上报回放，屏幕上标明“回放数据”。"""
    reference = load_reference()
    rejects = Rejects(reference)
    with open_office(data) as office, closing(Stop()) as stop:
        sheet = read_sheet(file)
        prepared = prepare(
            sheet, office.world(), reference, rejects, mapping=mapping or _beside(file), timezone=timezone, area=area
        )
        stream = deliveries(prepared, speed=speed, mark=f"{int(datetime.now(UTC).timestamp() * 1_000_000):x}", limit=limit)
        taken = _delivered(office, stream, stop, rejects, file.name)
    _tell(context, report_of("replay", file.name, taken + len(rejects.rows), taken, rejects), rejects, data, as_json=as_json)


def _delivered(office: Office, stream: list[Delivery], stop: Stop, rejects: Rejects, file: str) -> int:
    taken = 0
    with counter(file) as progress:
        for number, verdict in enumerate(deliver(office, iter(stream), wait=stop.wait), start=1):
            if verdict.problem:
                rejects.add(stream[number - 1].row, Problem(Code(verdict.problem), **verdict.data))
            else:
                taken += 1
            progress(number, len(stream))
    return taken


def add_to(app: typer.Typer) -> None:
    """Add the verbs to the command line of the centre."""
    imports = typer.Typer(help="导入文件", no_args_is_help=True)
    for verb in (divisions, boundaries, people, shifts, grids, incidents):
        imports.command(verb.__name__)(verb)
    app.add_typer(imports, name="import")
    app.command("template")(template)
    app.command("replay")(replay)
    add_demo_verbs(app)
