"""Lists of the desk as tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from rich.table import Table
from rich.text import Text

from app.desk.pending import RefusalRow, WaitingRow
from app.desk.ports import LinkState, Standing
from app.desk.queue import QueueRow
from app.desk.roster import Roster
from app.desk.tree import TreeRow
from app.desk.words import Words
from app.domain.ids import SHANGHAI


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """A table of plain cells; markup in a cell is shown as it is, and nothing is cut off."""
    made = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        made.add_column(column, overflow="fold")
    for row in rows:
        made.add_row(*(Text(cell) for cell in row))
    return made


def wall(moment: datetime | None) -> str:
    """Shanghai wall time, empty for none."""
    return moment.astimezone(SHANGHAI).strftime("%m-%d %H:%M") if moment else ""


def day(moment: datetime | None) -> str:
    """The day by Shanghai wall time, empty for none."""
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%d") if moment else ""


def queue_table(rows: Iterable[QueueRow], words: Words) -> Table:
    """The live queue."""
    heads = _pick(words, ("级", "编号", "摘要", "网格", "状态", "承办", "时限", "待发"), _QUEUE_EN)
    return table(
        heads,
        (
            (
                words.severity(row.severity),
                row.number,
                row.title,
                row.grid_name,
                words.state(row.state),
                row.holder_name,
                wall(row.step_due),
                words.command(row.pending) if row.pending else "",
            )
            for row in rows
        ),
    )


_QUEUE_EN = ("Severity", "No.", "Summary", "Grid", "State", "Holder", "Due", "Pending")


def search_table(rows: Iterable[QueueRow], words: Words) -> Table:
    """History, with where each case is kept."""
    heads = _pick(words, ("编号", "类别", "摘要", "网格", "状态", "发生", "办结", "存于"), _SEARCH_EN)
    here, centre = ("here", "centre") if words.english else ("本机", "中心")
    return table(
        heads,
        (
            (
                row.number,
                words.event_class(row.event_class),
                row.title,
                row.grid_name,
                words.state(row.state),
                day(row.since),
                day(row.ended_at),
                centre if row.elsewhere else here,
            )
            for row in rows
        ),
    )


_SEARCH_EN = ("No.", "Class", "Summary", "Grid", "State", "Reported", "Closed", "Kept")


def tree_table(rows: Iterable[TreeRow], words: Words) -> Table:
    """The grid tree."""
    depth = {"area": 0, "unit": 1, "micro": 2}
    heads = _pick(words, ("网格", "代码", "未结", "最急", "网格长"), ("Grid", "Code", "Open", "Worst", "Chief"))
    return table(
        heads,
        (
            (
                "  " * depth.get(row.level.value, 0) + row.name,
                row.id,
                str(row.open),
                words.severity(row.worst) if row.worst else "",
                row.leader,
            )
            for row in in_tree_order(rows)
        ),
    )


def in_tree_order(rows: Iterable[TreeRow]) -> list[TreeRow]:
    """Each node followed by what hangs below it."""
    children: dict[str, list[TreeRow]] = {}
    for row in rows:
        children.setdefault(row.parent, []).append(row)
    ordered: list[TreeRow] = []

    def walk(parent: str) -> None:
        for row in sorted(children.get(parent, []), key=lambda r: r.id):
            ordered.append(row)
            walk(row.id)

    walk("")
    return ordered


def roster_table(roster: Roster, words: Words) -> Table:
    """The four forces."""
    heads = _pick(
        words,
        ("来源", "力量", "类别", "人数", "状态", "手头", "下沉"),
        ("Source", "Force", "Kind", "Size", "Duty", "Case", "Sent by"),
    )
    return table(
        heads,
        (
            (
                words.source(column.source),
                row.name,
                words.trade(row.trade),
                str(row.size),
                words.duty(row.duty),
                row.busy_number,
                row.seconded_by,
            )
            for column in roster.columns
            for row in column.rows
        ),
    )


def outbox_table(rows: Iterable[WaitingRow], words: Words) -> Table:
    """The outbox."""
    heads = _pick(
        words, ("序", "命令", "编号", "事由", "时间", "状态"), ("No.", "Command", "Case", "Subject", "Since", "Standing")
    )
    return table(heads, (_waiting(row, words) for row in rows))


def _waiting(row: WaitingRow, words: Words) -> tuple[str, ...]:
    standing = _named(STANDINGS[row.standing], words)
    return str(row.no), words.command(row.command), row.number, row.subject, wall(row.since), standing


def refusal_table(rows: Iterable[RefusalRow], words: Words) -> Table:
    """The conflict box."""
    heads = _pick(
        words, ("编号", "事由", "命令", "原因", "时间", "处理"), ("Case", "Subject", "Command", "Reason", "At", "Became")
    )
    return table(
        heads,
        (
            (
                r.number,
                r.title,
                words.command(r.refusal.verb),
                words.tell(r.refusal.problem, r.refusal.data),
                wall(r.refusal.refused_at),
                words.name("refusal", r.refusal.state.value),
            )
            for r in rows
        ),
    )


STANDINGS = {
    Standing.WAITING: ("待发", "Waiting"),
    Standing.SENT: ("已发，等回复", "Sent, no answer yet"),
    Standing.LIKELY_REFUSED: ("可能被退回", "Likely refused"),
    Standing.PROVISIONAL: ("待发（暂定）", "Waiting (provisional)"),
}
LINKS = {
    LinkState.ONLINE: ("在线", "Online"),
    LinkState.CATCHING_UP: ("补取中", "Catching up"),
    LinkState.OFFLINE: ("离线", "Offline"),
    LinkState.REFUSED: ("被中心拒绝", "Refused by the centre"),
}


def link_line(state: LinkState, pending: int, words: Words) -> str:
    """The link and how many orders wait, in one line."""
    waiting = f"{pending} pending" if words.english else f"待发 {pending} 条"
    return f"{_named(LINKS[state], words)}{', ' if words.english else '，'}{waiting}"


def _named(names: tuple[str, str], words: Words) -> str:
    return names[1] if words.english else names[0]


def _pick(words: Words, chinese: Sequence[str], english: Sequence[str]) -> Sequence[str]:
    return english if words.english else chinese
