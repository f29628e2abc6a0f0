"""The verbs of `gridplus` as typer reads them. Qt is imported by the window and the demo alone, when they are asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Awaitable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from app.asked import Asked, default_profile, open_desk, tell
from app.bootstrap import Entry, House
from app.contract.reference import CHINESE, ENGLISH, load_reference
from app.desk.queue import Tab
from app.desk.words import Words
from app.domain.problems import Code, Problem
from app.headless import verbs
from app.headless.fields import explain_all
from app.headless.opened import Call, fail, of_cases, with_house
from app.headless.tables import link_line, table
from app.headless.verbs import Speaker

FROM_INPUT = "-"

app = typer.Typer(
    add_completion=False,
    no_args_is_help=False,
    help="网格+ 片区值守台：窗口与命令行。",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


class Lists(StrEnum):
    """The lists of the queue that a verb can say."""

    TO_DO = "to_do"
    IN_HAND = "in_hand"
    DONE_TODAY = "done_today"


@dataclass(frozen=True)
class Before:
    """The options that stand before the verb: they hold for it, unless it has its own."""

    profile: Path | None = None
    server: str = ""
    as_json: bool = False
    english: bool = False


def _before(context: typer.Context) -> Before:
    """What stands before the verb; nothing when these options are themselves being read."""
    held = context.parent.obj if context.parent is not None else None
    return held if isinstance(held, Before) else Before()


def _profile(context: typer.Context, value: Path | None) -> Path | None:
    return value or _before(context).profile


def _server(context: typer.Context, value: str) -> str:
    return value or _before(context).server


def _as_json(context: typer.Context, value: bool) -> bool:
    return value or _before(context).as_json


def _english(context: typer.Context, value: bool) -> bool:
    return value or _before(context).english


ProfileOption = Annotated[Path | None, typer.Option("--profile", help="席位数据目录", callback=_profile)]
ServerOption = Annotated[str, typer.Option("--server", help="中心地址：只管这一次，enrol 才记下", callback=_server)]
JsonOption = Annotated[bool, typer.Option("--json", help="输出 JSON", callback=_as_json)]
AreaOption = Annotated[str, typer.Option("--area", help="看哪个片区；不写为可看的第一个")]
EnglishOption = Annotated[bool, typer.Option("--english", help="英文", callback=_english)]


def _call(profile: Path | None, server: str, as_json: bool, english: bool, area: str = "") -> Call:
    return Call(profile or default_profile(), server, as_json, ENGLISH if english else CHINESE, area)


@app.callback(invoke_without_command=True)
def window(
    context: typer.Context,
    profile: ProfileOption = None,
    server: ServerOption = "",
    as_json: JsonOption = False,
    english: EnglishOption = False,
) -> None:
    """打开值守台窗口。写在动词前面的选项对该动词有效，动词后面另写的优先。"""
    given = Before(profile, server, as_json, english)
    if context.invoked_subcommand == demo.__name__ and given != Before():
        raise typer.BadParameter("demo 用自己的目录和中心：只用 --folder。", param_hint="demo")
    if context.invoked_subcommand is not None:
        context.obj = given
        return
    if as_json:
        raise typer.BadParameter("没有动词：窗口不输出 JSON。", param_hint="--json")
    raise typer.Exit(open_desk(Asked(profile or default_profile(), server, english)))


@app.command()
def demo(
    folder: Annotated[Path, typer.Option("--folder", help="演示数据与结果目录")] = Path("build/demo"),
    tour: Annotated[bool | None, typer.Option("--tour/--window", help="离屏走一遍，或打开窗口")] = None,
    weeks: Annotated[int, typer.Option(help="演示片区的历史周数", min=8, max=520)] = 104,
) -> None:
    """演示：本机中心、演示区、实时事件；有显示器则打开窗口，没有则离屏走完全程。"""
    from app.showing.playing import play

    try:
        code = play(folder, tour=tour, recorded=os.environ.get("DEMO_DATA", ""), weeks=weeks)
    except Problem as problem:
        raise fail(problem, CHINESE) from problem
    raise typer.Exit(code)


@app.command()
def enrol(
    code: Annotated[str, typer.Argument(help="登记码")],
    profile: ProfileOption = None,
    server: ServerOption = "",
    as_json: JsonOption = False,
    english: EnglishOption = False,
) -> None:
    """登记这台席位。"""
    call = _call(profile, server, as_json, english)
    try:
        entry = Entry(call.profile, server=call.server)
        try:
            before = entry.enrol(code)
            seat = entry.profile.seat()
        finally:
            entry.close()
    except Problem as problem:
        raise fail(problem, call.language) from problem
    speaker = Speaker(as_json=as_json, words=Words(load_reference(), call.language))
    verbs.say_enrolled(speaker, seat, before)


@app.command(name="sign-in")
def sign_in(
    account: Annotated[str, typer.Argument(help="账号")],
    password_stdin: Annotated[bool, typer.Option("--password-stdin", help="从标准输入读密码")] = False,
    profile: ProfileOption = None,
    server: ServerOption = "",
    as_json: JsonOption = False,
    english: EnglishOption = False,
) -> None:
    """登录；之后的命令以此人办理。"""
    password = sys.stdin.readline().rstrip("\n") if password_stdin else typer.prompt("密码", hide_input=True)

    async def work(house: House, speaker: Speaker) -> None:
        session = house.access.sign_in(account, password)
        house.desk.act()  # past an offline unlock one reads without signing in
        verbs.keep_session(house, session)
        must = session.must_change_password
        told = {"person": session.person, "name": session.name, "offline": session.offline, "must_change_password": must}
        speaker.say(told, session.name)
        if must:
            tell(Problem(Code.PASSWORD_MUST_CHANGE), speaker.words.language)

    with_house(_call(profile, server, as_json, english), work, resume=lambda _house: None)


@app.command()
def password(
    password_stdin: Annotated[bool, typer.Option("--password-stdin", help="从标准输入读两行：现在的密码、新密码")] = False,
    profile: ProfileOption = None,
    server: ServerOption = "",
    as_json: JsonOption = False,
    english: EnglishOption = False,
) -> None:
    """改登录人的密码；须联机。"""
    if password_stdin:
        present, new = (sys.stdin.readline().rstrip("\n") for _ in range(2))
    else:
        present = typer.prompt("现在的密码", hide_input=True)
        new = typer.prompt("新密码", hide_input=True, confirmation_prompt="再输一遍")
    with_house(
        _call(profile, server, as_json, english),
        lambda house, speaker: verbs.change_password(house, speaker, present=present, new=new),
    )


@app.command()
def sync(
    profile: ProfileOption = None, server: ServerOption = "", as_json: JsonOption = False, english: EnglishOption = False
) -> None:
    """与中心同步一次：先发后收。"""

    async def work(house: House, speaker: Speaker) -> Problem | None:
        away = verbs.sync_once(house)
        waiting = house.lanes.store_now(house.cache.waiting)
        counts = house.lanes.store_now(house.cache.counts)
        value = {"link": house.engine.link().state.value, "pending": len(waiting), "records": counts}
        speaker.say(value, link_line(house.engine.link().state, len(waiting), speaker.words))
        return away

    with_house(_call(profile, server, as_json, english), work, resume=verbs.resume_unused)


@app.command()
def queue(
    tab: Annotated[Lists, typer.Option("--list", help="哪一列")] = Lists.TO_DO,
    area: AreaOption = "",
    profile: ProfileOption = None,
    server: ServerOption = "",
    as_json: JsonOption = False,
    english: EnglishOption = False,
) -> None:
    """事件队列。"""
    of_cases(
        _call(profile, server, as_json, english, area), lambda house, speaker: verbs.say_queue(house, speaker, Tab(tab.value))
    )


@app.command()
def search(
    text: Annotated[str, typer.Argument(help="要找的词（两个字起）或编号，空格隔开，都要出现")] = "",
    event_class: Annotated[str, typer.Option("--class", help="事件类别代码")] = "",
    area: AreaOption = "",
    profile: ProfileOption = None,
    server: ServerOption = "",
    as_json: JsonOption = False,
    english: EnglishOption = False,
) -> None:
    """查历史事件：本机存有的，加上中心另有而此人可看的；连不上中心时只查本机并注明。"""
    if not (text.strip() or event_class):
        raise typer.BadParameter("TEXT | --class", param_hint="TEXT")
    with_house(
        _call(profile, server, as_json, english, area),
        lambda house, speaker: verbs.say_search(house, speaker, text.strip(), event_class),
    )


@app.command()
def tree(
    area: AreaOption = "",
    profile: ProfileOption = None,
    server: ServerOption = "",
    as_json: JsonOption = False,
    english: EnglishOption = False,
) -> None:
    """网格树。"""
    of_cases(_call(profile, server, as_json, english, area), verbs.say_tree)


@app.command()
def roster(
    area: AreaOption = "",
    profile: ProfileOption = None,
    server: ServerOption = "",
    as_json: JsonOption = False,
    english: EnglishOption = False,
) -> None:
    """力量值班表。"""
    with_house(_call(profile, server, as_json, english, area), verbs.say_roster)


@app.command()
def pending(
    profile: ProfileOption = None, server: ServerOption = "", as_json: JsonOption = False, english: EnglishOption = False
) -> None:
    """待发命令。"""
    with_house(_call(profile, server, as_json, english), verbs.say_pending)


@app.command()
def refusals(
    area: AreaOption = "",
    profile: ProfileOption = None,
    server: ServerOption = "",
    as_json: JsonOption = False,
    english: EnglishOption = False,
) -> None:
    """冲突箱。"""
    with_house(_call(profile, server, as_json, english, area), verbs.say_refusals)


@app.command()
def check(
    profile: ProfileOption = None, server: ServerOption = "", as_json: JsonOption = False, english: EnglishOption = False
) -> None:
    """自检：各数据流的条数与校验和。"""
    with_house(_call(profile, server, as_json, english), verbs.say_check, resume=verbs.resume_unused)


@app.command()
def commands(
    profile: ProfileOption = None, server: ServerOption = "", as_json: JsonOption = False, english: EnglishOption = False
) -> None:
    """全部命令及其字段；不打开席位数据。"""
    words = Words(load_reference(), ENGLISH if english else CHINESE)
    told = explain_all()
    heads = ("Command", "Does", "Fields") if words.english else ("命令", "办什么", "字段")
    rows = [(row["command"], words.command(row["command"]), "、".join(row["fields"])) for row in told]
    Speaker(as_json=as_json, words=words).say(told, table(heads, rows))


@app.command()
def do(
    command: Annotated[str, typer.Argument(help="命令名，见 commands")],
    fields: Annotated[str, typer.Option("--json", help="字段，JSON；- 为从标准输入读。@new 为新编号")] = "{}",
    area: AreaOption = "",
    profile: ProfileOption = None,
    server: ServerOption = "",
    english: EnglishOption = False,
) -> None:
    """办一件事：在本机判定，进待发箱，能连上就发送。"""
    text = sys.stdin.read() if fields == FROM_INPUT else fields
    with_house(_call(profile, server, True, english, area), lambda house, speaker: verbs.do(house, speaker, command, text))


@app.command()
def weekly(
    week: Annotated[str, typer.Option("--week", help="如 2026-W47")],
    area: AreaOption = "",
    profile: ProfileOption = None,
    server: ServerOption = "",
    as_json: JsonOption = False,
    english: EnglishOption = False,
) -> None:
    """某周数字。"""
    of_cases(_call(profile, server, as_json, english, area), lambda house, speaker: verbs.say_weekly(house, speaker, week))


@app.command(name="print")
def print_(
    out: Annotated[Path, typer.Option("--out", help="输出 .pdf 或 .docx")],
    overwrite: Annotated[bool, typer.Option("--overwrite", help="文件已存在时覆盖")] = False,
    week: Annotated[str, typer.Option("--week", help="例会纪要，如 2026-W47")] = "",
    duty: Annotated[bool, typer.Option("--duty", help="现在的值班表")] = False,
    area: AreaOption = "",
    profile: ProfileOption = None,
    server: ServerOption = "",
    as_json: JsonOption = False,
    english: EnglishOption = False,
) -> None:
    """打印某周例会纪要，或现在的值班表。"""
    if duty and week:
        raise typer.BadParameter("--week | --duty", param_hint="--week")

    def work(house: House, speaker: Speaker) -> Awaitable[None]:
        if duty:
            return verbs.print_duty(house, speaker, out, overwrite=overwrite)
        return verbs.print_week(house, speaker, week, out, overwrite=overwrite)

    call = _call(profile, server, as_json, english, area)
    if duty:
        with_house(call, work)
    else:
        of_cases(call, work)


def read_line() -> None:
    """Does what the words of the process ask for; it ends with the exit code."""
    app()
