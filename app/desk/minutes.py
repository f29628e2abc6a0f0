"""The minutes of a weekly meeting as a paper (例会纪要, documents 1 to 5). Every figure in it comes from the package."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime

import msgspec

from app.analysis.weekly import WeeklyPackage
from app.desk.document import (
    Align,
    Attendees,
    Block,
    Column,
    Document,
    DocumentKind,
    Heading,
    Imprint,
    Note,
    Para,
    Person,
    Profile,
    Table,
)
from app.desk.masking import masked
from app.desk.meeting import Workspace
from app.desk.minutes_charts import charts
from app.desk.minutes_figures import situation
from app.domain.ids import SHANGHAI, week_range
from app.domain.meeting import Attendee, Decision, ListedAction, Meeting, Presence, Stage

TITLE = "研究本周网格运行情况和下一步工作"
CHAIR = "片区专职副网格长"
NUMERALS = "一二三四五六七八九十"
LABELS = ((Presence.PRESENT, "出席"), (Presence.EXCUSED, "请假"), (Presence.GUEST, "列席"))
LINE = 18
DRAFTS = (Stage.PREPARING, Stage.FREEZING, Stage.FROZEN, Stage.HELD, Stage.DRAFTED)


def minutes(found: Workspace, *, today: date, trial: WeeklyPackage | None = None) -> Document:
    """The minutes as they stand. Before they are issued they bear today's date, before they are checked the word 草稿.

    `trial` are the desk's own figures, used and named as such while none are frozen. ValueError before the meeting is opened.
    """
    meeting, package = found.meeting, found.package or trial
    if meeting is None:
        raise ValueError("a week without a meeting has no minutes")
    place = found.printed.place or found.area_name
    centre = f"{place}城运分中心"
    day = meeting.issued_at.astimezone(SHANGHAI).date() if meeting.issued_at else today
    number = f"第{_week_number(meeting.week)}期"
    return Document(
        kind=DocumentKind.MINUTES,
        profile=Profile.GBT9704,
        mark=f"{place}工作例会纪要",
        issue=f"{number}（草稿）" if meeting.stage in DRAFTS else number,
        issuer=centre,
        date=day,
        title=title_lines(masked(meeting.title) or TITLE),
        blocks=tuple(_blocks(found, meeting, package, day)),
        sample=meeting.sample,
        attendees=tuple(_attendance(meeting.attendees)),
        imprint=Imprint(copy_to=meeting.copy_to, issuer=centre, date=day) if meeting.copy_to else None,
        digest=package.digest if package else "",
        data_cutoff=package.cutoff if package else None,
    )


def paper_digest(document: Document) -> str:
    """SHA-256 (hex) of what the paper says, whatever it is set with: two papers of one digest say the same."""
    return hashlib.sha256(msgspec.json.encode(document, order="deterministic")).hexdigest()


def title_lines(title: str) -> tuple[str, ...]:
    """The title in lines of nearly one length, broken after a comma or before 和, 及 where one is near."""
    count = -(-len(title) // LINE)
    lines: list[str] = []
    rest = title
    for left in range(count, 1, -1):
        at = _break(rest, round(len(rest) / left))
        lines.append(rest[:at])
        rest = rest[at:]
    return (*lines, rest)


def _break(text: str, wanted: int) -> int:
    after = [at + 1 for at, c in enumerate(text[:-1]) if c in "、，；"]
    before = [at for at, c in enumerate(text) if c in "和及" and at]
    near = [at for at in (*after, *before) if abs(at - wanted) <= 5 and at <= LINE + 2]
    return min(near, key=lambda at: abs(at - wanted), default=wanted)


def _blocks(found: Workspace, meeting: Meeting, package: WeeklyPackage | None, day: date) -> Iterator[Block]:
    yield Para.plain(_opening(found, meeting, day))
    if meeting.agenda:
        yield Para.plain(_agenda(meeting))
    sections = _Sections()
    yield Heading(sections.next("网格运行情况"))
    if package is not None:
        yield Para.plain(situation(package))
        if package.provisional:
            yield Note(f"以上为本地试算，数据截至{_moment(package.cutoff)}，以中心冻结的数据为准。")
    if meeting.opinion:
        yield Para.plain(_said("会议认为，", meeting.opinion))
    if found.decisions:
        yield Heading(sections.next("议定事项"))
        yield from _decisions(found.decisions)
    if found.printed.actions:
        yield Heading(sections.next("行动项安排"))
        yield _action_table(found.week.week, found.printed.actions)
    if meeting.demand:
        yield Para.plain(_said("会议要求，", meeting.demand))
    if package is not None:
        drawn = tuple(charts(package, panels=meeting.panels))
        if drawn:
            yield Heading(sections.next("运行分析图表"))
            yield from drawn


class _Sections:
    """Numbers the headings of the first level: 一、 二、 …"""

    def __init__(self) -> None:
        self._count = 0

    def next(self, words: str) -> str:
        self._count += 1
        return f"{NUMERALS[self._count - 1]}、{words}"


def _opening(found: Workspace, meeting: Meeting, day: date) -> str:
    held = meeting.held_at.astimezone(SHANGHAI) if meeting.held_at else None
    when = f"{_day(held.date() if held else day)}{_half(held)}"
    chair = f"{_chair_post(meeting)}{meeting.chair_name}"
    first, last = found.week.first_day, found.week.last_day
    year = week_range(meeting.week)[0].isocalendar().year
    return (
        f"{when}，{chair or CHAIR}在片区城运分中心主持召开{year}年第{_week_number(meeting.week)}周片区治理领域工作例会，"
        f"听取本周（{_month_day(first)}至{_month_day(last)}）网格运行情况分析，研究下一步重点工作。现将会议议定事项纪要如下："
    )


def _agenda(meeting: Meeting) -> str:
    points = (f"（{_numeral(at)}）{masked(point.title)}" for at, point in enumerate(meeting.agenda, start=1))
    return f"会议议程：{'；'.join(points)}。"


def _half(held: datetime | None) -> str:
    if held is None:
        return ""
    return "上午" if held.hour < 12 else "下午" if held.hour < 18 else "晚上"


def _chair_post(meeting: Meeting) -> str:
    """The post of the chair: as on the attendance list, else that of the deputy who holds the meeting."""
    listed = next((one.post for one in meeting.attendees if one.name == meeting.chair_name and one.post), "")
    return listed or (CHAIR if meeting.chair else "")


def _decisions(decisions: Iterable[Decision]) -> Iterator[Block]:
    for at, decision in enumerate(decisions, start=1):
        yield Heading(f"（{_numeral(at)}）{masked(decision.heading)}", 2)
        if decision.text:
            yield Para.plain(_said("会议议定，", decision.text))


def _said(begins: str, words: str) -> str:
    """The words with the opening that minutes give them, unless they have it."""
    clean = masked(words).strip()
    clean = clean if clean.startswith(begins[:4]) else f"{begins}{clean}"
    return clean if clean.endswith(("。", "；", "：", "！", "？")) else f"{clean}。"


def _action_table(week: str, actions: tuple[ListedAction, ...]) -> Table:
    year = week_range(week)[0].isocalendar().year
    rows = [_action_row(at, action, week) for at, action in enumerate(actions, start=1)]
    return Table(
        title=f"{year}年第{_week_number(week)}周例会行动项清单",
        columns=(
            Column("序号", 12, Align.CENTRE),
            Column("行动事项"),
            Column("责任人", 38),
            Column("时限", 20, Align.CENTRE),
            Column("关联事件", 26),
        ),
        rows=tuple(rows),
    )


def _action_row(at: int, action: ListedAction, week: str) -> tuple[str | tuple[str, ...], ...]:
    return (
        str(at),
        masked(action.text),
        action.owners if len(action.owners) > 1 else action.owners[0],
        _month_day(action.due),
        _linked(action, week),
    )


def _linked(action: ListedAction, week: str) -> str | tuple[str, ...]:
    if action.week != week:
        return f"第{_week_number(action.week)}期结转"
    numbers = [_short(number) for number in action.cases]
    if len(numbers) > 2:
        return (numbers[0], f"等{len(numbers)}件")
    return tuple(numbers) if len(numbers) > 1 else "".join(numbers) or "—"


def _short(number: str) -> str:
    """The number of a case as it fits a narrow column: NX3-20261118-1024 becomes 1118-1024."""
    match = re.fullmatch(r".+-\d{4}(\d{4})-(\d+)", number)
    return f"{match[1]}-{match[2]}" if match else number


def _attendance(people: tuple[Attendee, ...]) -> Iterator[Attendees]:
    for presence, label in LABELS:
        group = [one for one in people if one.presence is presence]
        if group:
            yield Attendees(label, tuple(_joined(group)))


def _joined(group: list[Attendee]) -> Iterator[Person]:
    """Names in a row that share a post: the post stands once, behind the last of them."""
    for at, one in enumerate(group):
        shared = at + 1 < len(group) and group[at + 1].post == one.post
        yield Person(masked(one.name), "" if shared else masked(one.post))


def _numeral(number: int) -> str:
    """Chinese numerals up to 99."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{NUMERALS[tens - 1]}十"
    return head + (NUMERALS[ones - 1] if ones else "")


def _week_number(week: str) -> int:
    return int(week[-2:])


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _month_day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _moment(moment: datetime) -> str:
    local = moment.astimezone(SHANGHAI)
    return f"{_month_day(local.date())}{local:%H:%M}"
