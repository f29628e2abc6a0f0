"""`init`, `serve`, `cache`, `calendar`, `terms`, `status`, `backup`, `restore`, `verify`: the centre itself."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from chinese_calendar.constants import holidays, workdays
from msgspec import Struct, to_builtins
from msgspec.structs import replace

from app.commands.entering import EnterCalendar, EnterTerms
from app.contract.reference import CHINESE, ENGLISH
from app.domain.calendar import CalendarYear
from app.domain.grid import Grid, Level
from app.domain.ids import SHANGHAI
from app.domain.keeping import CACHE_WEEKS, EVERYTHING
from app.domain.problems import Code, Problem
from services.central.backup import back_up, put_back
from services.central.keeping import Horizons
from services.central.office import open_office
from services.central.settings import change_settings, load_settings
from services.central.setup import make_centre, open_migrated
from services.central.status import status_of
from services.central.verbs.options import AsJson, Data, Said, show
from services.central.verifying import Verification

PORT = 8714
WEEKS_HELP = "席位保存办结事件的周数，从片区最新一件算起；0 为全部"
Weeks = Annotated[int, typer.Option(help=WEEKS_HELP, min=0, max=5200)]


class Made(Struct, frozen=True):
    """A centre that was made."""

    data: str
    generation: str


class Kept(Struct, frozen=True):
    """How many weeks desks keep what is over, and since when, of each area of which something has been let go."""

    weeks: int
    since: dict[str, datetime]


class Copied(Struct, frozen=True):
    """A copy that was made."""

    file: str
    bytes: int


class PutBack(Struct, frozen=True):
    """A copy that was put back; `aside` is where the database before lies."""

    file: str
    aside: str


def init(
    context: typer.Context,
    data: Data,
    database: Annotated[str, typer.Option(help="PostgreSQL 地址，缺省用数据目录里的 SQLite")] = "",
    cache_weeks: Weeks = CACHE_WEEKS,
    as_json: AsJson = False,
) -> None:
    """建立中心数据库。"""
    made = Made(str(data), make_centre(data, database=database, cache_weeks=cache_weeks))
    show(context, made, [(f"中心已建立：{data}", f"The centre is made: {data}")], as_json=as_json)


def cache(
    context: typer.Context,
    data: Data,
    weeks: Annotated[int | None, typer.Option(help=WEEKS_HELP, min=0, max=5200)] = None,
    as_json: AsJson = False,
) -> None:
    """席位保存多久：给出周数则改，改后重启服务生效；随后列出各片区本机保存的起点。"""
    if weeks is not None:
        change_settings(data, replace(load_settings(data), cache_weeks=weeks))
    settings = load_settings(data)
    with open_office(data) as office, office.store.database.reading() as connection:
        since = Horizons(office.store.schema, office.store.database).all(connection)
    kept = Kept(settings.cache_weeks, since)
    lines: list[Said] = [(f"办结事件保存 {kept.weeks} 周", f"Closed cases are kept {kept.weeks} weeks")]
    if kept.weeks == EVERYTHING:
        lines = [("办结事件全部保存", "Closed cases are kept for ever")]
    lines += [f"{area}\t{moment.astimezone(SHANGHAI):%Y-%m-%d}" for area, moment in since.items()]
    show(context, kept, lines, as_json=as_json)


def run(
    context: typer.Context,
    data: Data,
    port: Annotated[int, typer.Option(help="端口，0 为任意空闲端口", min=0, max=65535)] = PORT,
    host: Annotated[str, typer.Option(help="监听地址")] = "127.0.0.1",
    as_json: AsJson = False,
) -> None:
    """运行中心服务，直到收到停止信号。"""
    # Loaded here: the other verbs do without the web server and the figures, and should start at once.
    from services.central.running import Serving, run_centre

    def told(serving: Serving) -> None:
        said = (f"中心在 {serving.url} 运行", f"The centre runs at {serving.url}")
        show(context, serving, [said], as_json=as_json)

    run_centre(data, host=host, port=port, told=told)


def calendar(
    context: typer.Context,
    years: Annotated[list[int], typer.Argument(help="年份，如 2026 2027", min=2000, max=2200)],
    data: Data,
    place: Annotated[str, typer.Option(help="所属区划代码，缺省为区")] = "",
    retroactive: Annotated[bool, typer.Option(help="改动追溯：已经开始的事件也按新日历计")] = False,
    as_json: AsJson = False,
) -> None:
    """录入工作日历（含调休）；国务院通知还没公布的年份按周一至周五计，并标明。"""
    with open_office(data) as office:
        districts = [grid.id for grid in office.world().find(Grid, parent="") if grid.level is Level.DISTRICT]
        where = place or next(iter(districts), "district")
        made = tuple(year_of(where, year) for year in dict.fromkeys(years))
        office.require(EnterCalendar(years=made, retroactive=retroactive))
    show(context, made, [_calendar_line(each) for each in made], as_json=as_json)


def _calendar_line(year: CalendarYear) -> Said:
    if year.decreed:
        return f"{year.year}：按通知", f"{year.year}: as decreed"
    return f"{year.year}：通知未公布，按周一至周五", f"{year.year}: no decree yet, Monday to Friday"


def year_of(place: str, year: int) -> CalendarYear:
    """The year's calendar: weekdays off and weekend days on, as decreed, or none of either before the decree."""
    off = tuple(sorted(day for day in holidays if day.year == year and day.weekday() < 5))
    on = tuple(sorted(day for day in workdays if day.year == year and day.weekday() >= 5))
    return CalendarYear(id=f"{place}-{year}", place=place, year=year, holidays=off, workdays=on, decreed=bool(off))


def terms(
    context: typer.Context,
    town: Annotated[str, typer.Argument(help="街镇代码", show_default=False)],
    data: Data,
    file: Annotated[Path | None, typer.Option(help="JSON 文件，只写与缺省不同的时限和次数；{} 恢复缺省")] = None,
    reason: Annotated[str, typer.Option(help="理由，随改动的时限一起留下")] = "",
    basis: Annotated[str, typer.Option(help="依据的文件，如文号")] = "",
    as_json: AsJson = False,
) -> None:
    """街镇自定时限：给出文件则录入，随后列出该街镇现行的全部时限。"""
    with open_office(data) as office:
        if file is not None:
            office.require(EnterTerms(town=town, text=_text_of(file), reason=reason, basis=basis))
        elif office.world().get(Grid, town) is None:
            raise Problem(Code.TOWN_UNKNOWN, grid=town)
        found, names = office.world().terms(town), office.store.reference
    lines: list[Said] = []
    for timer, limits in found.steps.items():
        told = {severity.value: str(limit) for severity, limit in limits.items()}
        zh, en = (
            "，".join(f"{names.name('severities', key, language)} {limit}" for key, limit in told.items())
            for language in (CHINESE, ENGLISH)
        )
        lines.append((f"{names.name('timer', timer.value)}：{zh}", f"{names.name('timer', timer.value, ENGLISH)}: {en}"))
    lines += [f"{names.catalogue.name(code)} {code}\t{limit}" for code, limit in found.classes.items()]
    rest = [name for name in to_builtins(found) if name not in ("steps", "hotline", "classes")]
    lines += [f"{name}\t{getattr(found, name)}" for name in rest]
    show(context, found, lines, as_json=as_json)


def _text_of(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except FileNotFoundError:
        raise Problem(Code.FILE_MISSING, file=str(file)) from None
    except UnicodeDecodeError:
        raise Problem(Code.TERMS_WRONG, why="UTF-8") from None


def status(context: typer.Context, data: Data, as_json: AsJson = False) -> None:
    """数据概况。"""
    with open_office(data) as office:
        found = status_of(office.store)
    lines: list[Said] = [
        (f"代次 {found.generation}", f"generation {found.generation}"),
        (
            f"命令 {found.commands}，账号 {found.accounts}，席位 {found.seats}",
            f"{found.commands} commands, {found.accounts} accounts, {found.seats} seats",
        ),
    ]
    lines += [f"{kind}\t{count}" for kind, count in found.records.items() if count]
    show(context, found, lines, as_json=as_json)


def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="备份文件", show_default=False)],
    data: Data,
    as_json: AsJson = False,
) -> None:
    """在线备份数据库（SQLite）；附件目录 blobs 另行复制。PostgreSQL 请用 pg_dump 或 pgBackRest。"""
    with open_office(data) as office:
        if not office.store.database.is_sqlite:
            raise typer.BadParameter("PostgreSQL: pg_dump / pgBackRest", param_hint="--data")
        back_up(office.store.database, file)
    made = Copied(str(file), file.stat().st_size)
    show(context, made, [(f"已备份：{file}", f"Backed up: {file}")], as_json=as_json)


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="备份文件", show_default=False)],
    data: Data,
    as_json: AsJson = False,
) -> None:
    """停机后用备份恢复；原库另存，数据进入新的代次，各席位会自动重新对齐并补交近七天的命令。"""
    aside = put_back(data, file)
    open_migrated(data).close()
    said = (f"已恢复，原数据库另存为 {aside.name}", f"Restored; the database before is kept as {aside.name}")
    show(context, PutBack(str(file), str(aside)), [said], as_json=as_json)


def verify(context: typer.Context, data: Data, as_json: AsJson = False) -> None:
    """核验命令账、数据流与计数。"""
    with open_office(data) as office:
        found = Verification(office.store).run()
    lines: list[Said] = [
        (
            f"命令 {found.commands}，记录 {found.records}，数据流 {found.feeds}，不一致 {found.count}",
            f"{found.commands} commands, {found.records} records, {found.feeds} feeds, {found.count} differences",
        )
    ]
    lines += [f"{each.what}\t{each.where}" for each in found.findings]
    show(context, found, lines, as_json=as_json)
    if not found.ok:
        raise typer.Exit(3)


def add_house_verbs(app: typer.Typer) -> None:
    """The verbs of this module, at the top."""
    app.command("init")(init)
    app.command("serve")(run)
    app.command("cache")(cache)
    app.command("calendar")(calendar)
    app.command("terms")(terms)
    app.command("status")(status)
    app.command("backup")(backup)
    app.command("restore")(restore)
    app.command("verify")(verify)
