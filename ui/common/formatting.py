"""Times, numbers and dates as people at the desk read them, in Chinese and English. Pure functions, no Qt.

Moments come in aware (UTC as a rule) and are shown on the wall clock of the sub-centre, Asia/Shanghai unless
told otherwise.
"""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

HOUR = 3600
DAY = 24 * HOUR
LONGEST_CLOCK = 100 * HOUR
SHANGHAI = ZoneInfo("Asia/Shanghai")
MISSING = "—"


class Language(StrEnum):
    """What the screen speaks: Chinese first, English complete."""

    CHINESE = "zh"
    ENGLISH = "en"


_WEEKDAYS = {
    Language.CHINESE: ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    Language.ENGLISH: ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}


def _pick(language: Language, chinese: str, english: str) -> str:
    return chinese if language is Language.CHINESE else english


def days(count: int, language: Language) -> str:
    """«2 天», «2 d»."""
    return _pick(language, f"{count} 天", f"{count} d")


def age(seconds: float, language: Language = Language.CHINESE) -> str:
    """How long ago something began, `HH:MM:SS`; from 100 hours on in whole days. Negative ages count as
    none.
    """
    whole = max(0, int(seconds))
    if whole >= LONGEST_CLOCK:
        return days(whole // DAY, language)
    return f"{whole // HOUR:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def _span(seconds: float, language: Language) -> str:
    whole = int(abs(seconds))
    if whole >= DAY:
        return days(whole // DAY, language)
    if whole >= HOUR:
        return f"{whole // HOUR}:{whole // 60 % 60:02d}:{whole % 60:02d}"
    return f"{whole // 60:02d}:{whole % 60:02d}"


def remainder(seconds: float, language: Language = Language.CHINESE) -> str:
    """What is left of a limit, or by how much it is over: «剩 06:53», «剩 1:46:40», «剩 2 天», «超 04:40».

    Exactly nothing left still reads «剩 00:00»; fractions count towards the limit, so a limit passed by half
    a second reads «超 00:00».
    """
    span = _span(seconds, language)
    if seconds < 0:
        return _pick(language, f"超 {span}", f"over {span}")
    return _pick(language, f"剩 {span}", f"{span} left")


def limit(seconds: float, language: Language = Language.CHINESE) -> str:
    """The length of a limit in its largest whole unit: «15 分», «2 小时», «5 天»; mixed lengths keep both,
    «1 小时 30 分».
    """
    whole = int(seconds)
    if whole >= DAY and whole % DAY == 0:
        return days(whole // DAY, language)
    hours, minutes = whole // HOUR, whole // 60 % 60
    parts = []
    if hours:
        parts.append(_pick(language, f"{hours} 小时", f"{hours} h"))
    if minutes or not hours:
        parts.append(_pick(language, f"{minutes} 分", f"{minutes} min"))
    return " ".join(parts)


def ago(seconds: float, language: Language = Language.CHINESE) -> str:
    """Roughly how long ago: «2 秒前», «6 分前», «3 小时前», «2 天前»."""
    whole = max(0, int(seconds))
    for size, chinese, english in (
        (DAY, "天前", "d ago"),
        (HOUR, "小时前", "h ago"),
        (60, "分前", "min ago"),
    ):
        if whole >= size:
            return _pick(language, f"{whole // size} {chinese}", f"{whole // size} {english}")
    return _pick(language, f"{whole} 秒前", f"{whole} s ago")


def local(moment: datetime, zone: tzinfo = SHANGHAI) -> datetime:
    """The moment on the wall clock of `zone`. Raises ValueError for a naive moment: nobody knows what it
    means.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be shown")
    return moment.astimezone(zone)


def clock(moment: datetime, zone: tzinfo = SHANGHAI) -> str:
    """`14:32:07`."""
    return f"{local(moment, zone):%H:%M:%S}"


def hour_minute(moment: datetime, zone: tzinfo = SHANGHAI) -> str:
    """`14:32`."""
    return f"{local(moment, zone):%H:%M}"


def month_day(day: date) -> str:
    """`11-18`."""
    return f"{day:%m-%d}"


def weekday(day: date, language: Language = Language.CHINESE) -> str:
    """«周三», «Wed»."""
    return _WEEKDAYS[language][day.weekday()]


def day_of(moment: datetime, language: Language = Language.CHINESE, zone: tzinfo = SHANGHAI) -> str:
    """`11-18 周三`, the date beside the clock."""
    day = local(moment, zone).date()
    return f"{month_day(day)} {weekday(day, language)}"


def moment_near(moment: datetime, *, now: datetime, zone: tzinfo = SHANGHAI) -> str:
    """A moment as short as it stays clear: `14:29` today, `11-02 14:29` this year, `2025-11-02 14:29`
    before.
    """
    told, here = _to_the_minute(moment, zone), local(now, zone).date()
    if told.startswith(f"{here}"):
        return told[len("2026-11-18 ") :]
    return told[len("2026-") :] if told.startswith(f"{here.year}-") else told


def earlier_day(moment: datetime, *, now: datetime, zone: tzinfo = SHANGHAI) -> date | None:
    """Today, where the moment is not of today; None where it is, and its clock time says enough."""
    today = local(now, zone).date()
    return None if local(moment, zone).date() == today else today


def time_of_data(moment: datetime, today: date | None = None, zone: tzinfo = SHANGHAI) -> str:
    """The time of data: `14:32:07`, and where it is of another day than `today` with its date, `11-16 14:32`."""
    if today is None:
        return clock(moment, zone)
    told = _to_the_minute(moment, zone)
    return told[len("2026-") :] if told.startswith(f"{today.year}-") else told


@lru_cache(maxsize=4096)
def _to_the_minute(moment: datetime, zone: tzinfo) -> str:
    """Kept: a page of a list tells the same moments each time it is painted."""
    return f"{local(moment, zone):%Y-%m-%d %H:%M}"


def full_moment(moment: datetime, zone: tzinfo = SHANGHAI) -> str:
    """`2026-11-18 14:32:07`, for tool tips and papers."""
    return f"{local(moment, zone):%Y-%m-%d %H:%M:%S}"


def week(number: int, language: Language = Language.CHINESE) -> str:
    """«第 46 周», «week 46» (ISO week)."""
    return _pick(language, f"第 {number} 周", f"week {number}")


def clock_offset(seconds: float) -> str:
    """The server's clock against ours, signed: `+0.2 s`."""
    return f"{seconds:+.1f} s"


def number(value: float, digits: int = 0) -> str:
    """A number with groups of three, a real minus sign, and «—» where there is none (NaN)."""
    if value != value:
        return MISSING
    return f"{value:,.{digits}f}".replace("-", "−")


def signed(value: float, digits: int = 0) -> str:
    """A change: `+19.0`, `−3`, `0`."""
    shown = number(value, digits)
    return f"+{shown}" if value > 0 else shown


def per_cent(share: float, digits: int = 0) -> str:
    """A share of 1 as `98.6 %`."""
    return MISSING if share != share else f"{number(share * 100, digits)} %"


def file_size(count: int) -> str:
    """Bytes in the unit that keeps the figure short: `840 B`, `1.2 MB`."""
    if count < 1000:
        return f"{count} B"
    size = float(count)
    for unit in ("kB", "MB", "GB", "TB"):
        size /= 1000
        if size < 999.95 or unit == "TB":
            break
    return f"{size:.1f} {unit}"


def distance(metres: float, language: Language = Language.CHINESE) -> str:
    """«350 米», «1.2 公里»."""
    if metres < 1000:
        return _pick(language, f"{round(metres)} 米", f"{round(metres)} m")
    return _pick(language, f"{metres / 1000:.1f} 公里", f"{metres / 1000:.1f} km")
