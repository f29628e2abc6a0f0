"""What is typed in one line at a meeting: an action item, a decision, who is there."""

from __future__ import annotations

import re
from datetime import date, timedelta

from msgspec import Struct

from app.domain.meeting import AgendaPoint, Attendee, Presence

COMMAS = re.compile(r"[，,；;]")
LISTED = re.compile(r"[、/]")
COLONS = re.compile(r"[：:]")
WEEKDAYS = "一二三四五六日天"
PAST_DAYS = 90
"""A month and day so long ago means the coming year."""

_CASE = re.compile(r"\s*[#＃]([0-9A-Za-z-]+)")
_ISO = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_MONTH_DAY = re.compile(r"(\d{1,2})[-/.月](\d{1,2})[日号]?")
_DAY = re.compile(r"(\d{1,2})[日号]")
_WITHIN = re.compile(r"(\d{1,2})\s*(?:天|日|d|days?)(?:内|后)?")
_WEEKDAY = re.compile(rf"(下|本|这)?(?:周|星期|礼拜)([{WEEKDAYS}])")
_ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NEAR = {"今天": 0, "今日": 0, "today": 0, "明天": 1, "明日": 1, "tomorrow": 1, "后天": 2}
_PRESENCE = {
    "请假": Presence.EXCUSED,
    "列席": Presence.GUEST,
    "出席": Presence.PRESENT,
    "excused": Presence.EXCUSED,
    "guest": Presence.GUEST,
    "present": Presence.PRESENT,
}


class TypedAction(Struct, frozen=True, kw_only=True):
    """«做什么，谁，哪天 #案号» taken apart. `missing` names the parts that could not be read: text, owner, due.

    `panel` is the one that it came from, which the line does not say.
    """

    text: str = ""
    owner: str = ""
    co_owners: tuple[str, ...] = ()
    due: date | None = None
    cases: tuple[str, ...] = ()
    panel: str = ""

    @property
    def missing(self) -> tuple[str, ...]:
        """What is still to be typed."""
        parts = (("text", self.text), ("owner", self.owner), ("due", self.due))
        return tuple(name for name, value in parts if not value)


class TypedDecision(Struct, frozen=True):
    """«标题：正文» taken apart; `panel` is the one that it came from, which the line does not say."""

    heading: str
    text: str
    panel: str = ""


def typed_action(line: str, *, today: date) -> TypedAction:
    """The action item that the line means. The last part is the day, the one before who; commas before these belong to the text.

    Several who's are joined by 、: the first is responsible, the others help. «#1024» names a case by the end of its number.
    """
    cases = tuple(dict.fromkeys(_CASE.findall(line)))
    line = _CASE.sub(" ", line)
    parts = [part.strip() for part in COMMAS.split(line) if part.strip()]
    due = typed_day(parts[-1], today=today) if parts else None
    if due is not None:
        parts.pop()
    owners = [name.strip() for name in LISTED.split(parts.pop()) if name.strip()] if len(parts) > 1 else []
    return TypedAction(
        text="，".join(parts), owner=owners[0] if owners else "", co_owners=tuple(owners[1:]), due=due, cases=cases
    )


def typed_decision(line: str) -> TypedDecision:
    """The decision that the line means: what stands before the first colon is its heading."""
    heading, *rest = COLONS.split(line.strip(), maxsplit=1)
    return TypedDecision(heading.strip(), rest[0].strip() if rest else "")


def typed_attendees(line: str) -> tuple[Attendee, ...]:
    """The people that the line names, apart by commas: «姓名 职务 请假». Without a word for it they are present."""
    return tuple(_attendee(part.split()) for part in COMMAS.split(line) if part.split())


def _attendee(words: list[str]) -> Attendee:
    presence = _PRESENCE.get(words[-1].lower()) if len(words) > 1 else None
    told = words[1:-1] if presence is not None else words[1:]
    return Attendee(name=words[0], post=" ".join(told), presence=presence or Presence.PRESENT)


def typed_agenda(text: str, before: tuple[AgendaPoint, ...]) -> tuple[AgendaPoint, ...]:
    """The run sheet that the lines mean: «高发点位 10». A point that was there keeps its figures, its minutes if unsaid."""
    known = {point.title: point for point in before}
    points: list[AgendaPoint] = []
    for line in text.splitlines():
        words = line.split()
        told = words.pop() if len(words) > 1 and words[-1].isdecimal() and len(words[-1]) <= 3 else ""
        title = " ".join(words)
        if title:
            held = known.get(title, AgendaPoint(title=title))
            points.append(AgendaPoint(title=title, minutes=int(told) if told else held.minutes, panel=held.panel))
    return tuple(points)


def typed_day(text: str, *, today: date) -> date | None:
    """The day that is meant: 11-21, 11月21日, 21日, 周五, 下周三, 明天, 3天内, 2026-11-21; None where none can be read."""
    words = text.strip().removesuffix("前").removesuffix("之").strip().lower()
    if words in _NEAR:
        return today + timedelta(days=_NEAR[words])
    if match := _ISO.fullmatch(words):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    if match := _MONTH_DAY.fullmatch(words):
        return _coming(today, int(match[1]), int(match[2]))
    if match := _DAY.fullmatch(words):
        return _day_of_month(today, int(match[1]))
    if match := _WITHIN.fullmatch(words):
        return today + timedelta(days=int(match[1]))
    if match := _WEEKDAY.fullmatch(words):
        return _weekday(today, min(WEEKDAYS.index(match[2]), 6), next_week=match[1] == "下", this_week=match[1] in ("本", "这"))
    if words[:3] in _ENGLISH:
        return _weekday(today, _ENGLISH.index(words[:3]), next_week=False, this_week=False)
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _coming(today: date, month: int, day: int) -> date | None:
    found = _date(today.year, month, day)
    if found is not None and found < today - timedelta(days=PAST_DAYS):
        return _date(today.year + 1, month, day)
    return found


def _day_of_month(today: date, day: int) -> date | None:
    """That day of this month, or of the next where it is past."""
    found = _date(today.year, today.month, day)
    if found is not None and found >= today:
        return found
    following = today.replace(day=28) + timedelta(days=4)
    return _date(following.year, following.month, day)


def _weekday(today: date, weekday: int, *, next_week: bool, this_week: bool) -> date:
    """The weekday of this or the next week; without either word the coming one."""
    monday = today - timedelta(days=today.weekday())
    found = monday + timedelta(days=weekday + (7 if next_week else 0))
    return found if next_week or this_week or found >= today else found + timedelta(days=7)
