"""`account`: who may sign in."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import Annotated

import typer
from msgspec import Struct

from app.commands.entering import EnterStaff
from app.commands.staffing import Appoint
from app.domain.act import OLDEST_BEHIND
from app.domain.grid import spine
from app.domain.ids import SHANGHAI
from app.domain.people import Appointment, Person, Role
from app.domain.permissions import path_of
from app.domain.posts import post_with
from app.domain.problems import Code, Problem
from app.domain.world import World
from services.central import accounts
from services.central.identity import Identity
from services.central.office import Office, new_id, open_office
from services.central.passwords import Passwords, check_strength, made_password
from services.central.verbs.options import AsJson, Data, Said, is_english, show
from services.central.verbs.places import code_of

LONGEST_NAME = 64
FromInput = Annotated[bool, typer.Option("--password-stdin", help="从标准输入读密码，否则生成一个")]
Account = Annotated[str, typer.Argument(help="账号", show_default=False)]


class MadeAccount(Struct, frozen=True, kw_only=True):
    """An account that was added or reset; `password` only if it was made here, and never again."""

    account: str
    person: str
    roles: tuple[str, ...] = ()
    place: str = ""
    password: str = ""


class ListedAccount(Struct, frozen=True, kw_only=True):
    """An account in the list; `locked` by an administrator, `locked_until` by too many wrong passwords."""

    account: str
    person: str
    name: str
    roles: tuple[str, ...]
    locked: bool
    locked_until: datetime | None = None
    must_change: bool
    made_at: datetime


def add(
    context: typer.Context,
    account: Account,
    data: Data,
    role: Annotated[list[str], typer.Option(help="角色，如 R3；可多次")],
    place: Annotated[str, typer.Option(help="角色所在网格的代码")],
    person: Annotated[str, typer.Option(help="人员编号；已有的人员直接授权")] = "",
    name: Annotated[str, typer.Option(help="姓名")] = "",
    password_stdin: FromInput = False,
    as_json: AsJson = False,
) -> None:
    """新建账号，连同人员和角色。"""
    roles = [_role(text) for text in role]
    _check_name(account)
    with open_office(data) as office:
        place = code_of(office.world(), place)
        password, given = _password(account, from_input=password_stdin)
        identity = Identity(office.store, Passwords())
        world = office.world()
        with office.store.database.reading() as connection:
            if identity.accounts.get(connection, account) is not None:
                raise Problem(Code.ACCOUNT_EXISTS, account=account)
        who = person or f"p-{account}"
        _enter(office, world, who, name=name or account, place=place)
        for each in roles:
            _appoint(office, world, who, each, place)
        kept = identity.hashed(password)
        with office.store.database.writing() as connection:
            identity.accounts.add(connection, account, person=who, password=kept, must_change=not given)
    made = MadeAccount(
        account=account,
        person=who,
        roles=tuple(each.value for each in roles),
        place=place,
        password="" if given else password,
    )
    show(context, made, _lines(made), as_json=as_json)


def listed(context: typer.Context, data: Data, as_json: AsJson = False) -> None:
    """列出账号。"""
    with open_office(data) as office:
        identity = Identity(office.store, Passwords())
        world = office.world()
        with office.store.database.reading() as connection:
            found, until = identity.accounts.all(connection), identity.accounts.locked_until(connection)
        rows = [_listed(each, world, until.get(each.name)) for each in found]
    lines = [f"{r.account}\t{r.name}\t{' '.join(r.roles)}\t{_lock_of(r, english=is_english(context))}" for r in rows]
    show(context, rows, lines, as_json=as_json)


def _lock_of(row: ListedAccount, *, english: bool) -> str:
    if row.locked:
        return "locked" if english else "已锁定"
    if row.locked_until is None:
        return ""
    until = f"{row.locked_until.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    return f"locked until {until} after wrong passwords" if english else f"密码多次输错，锁定至 {until}"


def _listed(account: accounts.Account, world: World, until: datetime | None) -> ListedAccount:
    person = world.get(Person, account.person)
    held = world.find(Appointment, person=account.person)
    return ListedAccount(
        account=account.name,
        person=account.person,
        name=person.name if person else "",
        roles=tuple(f"{each.role.value}@{each.place}" for each in held if each.revoked_at is None),
        locked=account.barred,
        locked_until=until,
        must_change=account.must_change,
        made_at=account.made_at,
    )


def lock(
    context: typer.Context,
    account: Account,
    data: Data,
    release: Annotated[bool, typer.Option("--open", help="解锁")] = False,
    as_json: AsJson = False,
) -> None:
    """锁定账号（--open 解锁）；已登录的立即退出，其待发命令不再受理。"""
    with open_office(data) as office:
        identity = Identity(office.store, Passwords())
        with office.store.database.writing() as connection:
            identity.accounts.need(connection, account)
            identity.accounts.bar(connection, account, barred=not release)
            identity.accounts.forgive(connection, account)
            identity.sessions.end_others(connection, account)
    standing = ("已解锁", "is open") if release else ("已锁定", "is locked")
    said = (f"账号 {account} {standing[0]}", f"the account {account} {standing[1]}")
    show(context, {"account": account, "locked": not release}, [said], as_json=as_json)


def reset(
    context: typer.Context, account: Account, data: Data, password_stdin: FromInput = False, as_json: AsJson = False
) -> None:
    """重设密码，并解除锁定。"""
    with open_office(data) as office:
        identity = Identity(office.store, Passwords())
        password, given = _password(account, from_input=password_stdin)
        kept = identity.hashed(password)
        with office.store.database.writing() as connection:
            found = identity.accounts.need(connection, account)
            identity.accounts.set_password(connection, account, kept, must_change=not given)
            identity.accounts.bar(connection, account, barred=False)
            identity.accounts.forgive(connection, account)
            identity.sessions.end_others(connection, account)
    made = MadeAccount(account=account, person=found.person, password="" if given else password)
    show(context, made, _lines(made), as_json=as_json)


def _lines(made: MadeAccount) -> list[Said]:
    told: list[Said] = [(f"账号 {made.account}（人员 {made.person}）", f"account {made.account} (person {made.person})")]
    if made.password:
        once = f"初始密码（只显示这一次，首次登录须改）：{made.password}"
        told.append((once, f"first password (shown this once, to be changed at the first sign-in): {made.password}"))
    return told


def _role(text: str) -> Role:
    if text not in {role.value for role in Role} - {Role.SYSTEM.value}:
        raise typer.BadParameter(text, param_hint="--role")
    return Role(text)


def _check_name(account: str) -> None:
    if not account.isprintable() or not account.strip() or len(account) > LONGEST_NAME:
        raise typer.BadParameter(account[:LONGEST_NAME], param_hint="ACCOUNT")


def _password(account: str, *, from_input: bool) -> tuple[str, bool]:
    """The password and whether it was given to us."""
    if not from_input:
        return made_password(), False
    password = sys.stdin.readline().rstrip("\r\n")
    check_strength(password, account=account)
    return password, True


def _enter(office: Office, world: World, person: str, *, name: str, place: str) -> None:
    where = spine(path_of(world, place))
    if world.get(Person, person) is None:
        office.require(EnterStaff(people=(Person(id=person, town=where.town, area=where.area, name=name),)))


def _appoint(office: Office, world: World, person: str, role: Role, place: str) -> None:
    """Give the right, and to a leader of an area or a unit the post that goes with it."""
    held = world.find(Appointment, person=person)
    if any(each.role is role and each.place == place and each.revoked_at is None for each in held):
        return
    since = office.store.clock() - OLDEST_BEHIND
    appointment = new_id()
    office.require(Appoint(appointment=appointment, person=person, role=role, place=place, since=since))
    right = office.world().get(Appointment, appointment)
    post = post_with(right, office.world(), office.store.clock()) if right is not None else None
    if post is not None:
        office.require(EnterStaff(postings=(post,)))


def account_verbs() -> typer.Typer:
    """The verbs of this module."""
    app = typer.Typer(help="账号", no_args_is_help=True)
    app.command("add")(add)
    app.command("list")(listed)
    app.command("lock")(lock)
    app.command("reset")(reset)
    return app
