"""The states a pane can be in, as data, and the words each is told in.

States that leave something to read keep the content on screen (stale, offline, reconnecting, partial, clock
off, read-only); the others stand in its place (loading, empty, failed, no right, conflict).
"""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct
from PySide6.QtCore import QCoreApplication

from ui.common.formatting import clock, number, time_of_data


class Ready(Struct, frozen=True):
    """The content is complete and fresh."""


class Loading(Struct, frozen=True):
    """Content is on its way: a skeleton after 300 ms, words and a way to cancel after 5 s."""


class EmptyGood(Struct, frozen=True):
    """There is nothing, and that is good news: what is absent, translated, and when it was last checked.

    `away` says that the link is down: nobody can say whether there is still nothing. `today` as in `Stale`.
    """

    words: str
    checked_at: datetime
    away: bool = False
    today: date | None = None


class EmptyByFilter(Struct, frozen=True):
    """There is something, but the filter hides it: the filter in words, and the key that clears it.

    `stale` is the time of the data while the link is down.
    """

    filter_words: str
    key: str = "Esc"
    stale: Stale | None = None


class Stale(Struct, frozen=True):
    """No message for 15 s: the content is as of this moment. `today` is given where the moment is of an earlier day."""

    as_of: datetime
    today: date | None = None


def nothing(words: str, *, now: datetime, stale: Stale | None) -> EmptyGood:
    """That there is nothing: as of now, or as of the last word of the centre while it cannot be reached."""
    if stale is None:
        return EmptyGood(words=words, checked_at=now)
    return EmptyGood(words=words, checked_at=stale.as_of, away=True, today=stale.today)


class Offline(Struct, frozen=True):
    """No link: content as of this moment, and how many commands wait in the outbox. Timers run on the local
    clock.
    """

    as_of: datetime
    pending: int = 0


class Reconnecting(Struct, frozen=True):
    """Trying again: the number of the attempt and the seconds to the next."""

    as_of: datetime
    attempt: int
    seconds: int


class Partial(Struct, frozen=True):
    """Some sources failed: their names, translated; the rest is shown."""

    missing: tuple[str, ...]


class Failed(Struct, frozen=True):
    """It did not work: what, what to do about it, and the trace id for those who help."""

    what: str
    remedy: str
    trace: str = ""


class NoRight(Struct, frozen=True):
    """The person may not see this: whom to ask."""

    ask: str


class Conflicting(Struct, frozen=True):
    """Two versions of the same thing, each in words; nothing is chosen yet."""

    mine: str
    theirs: str


class ClockOff(Struct, frozen=True):
    """This computer's clock is more than 30 s off; positive when it is ahead of the centre's."""

    seconds: float


class ReadOnly(Struct, frozen=True):
    """One may look but not act: the reason, translated (wall screen, licence, hand-over)."""

    reason: str


PaneState = (
    Ready
    | Loading
    | EmptyGood
    | EmptyByFilter
    | Stale
    | Offline
    | Reconnecting
    | Partial
    | Failed
    | NoRight
    | Conflicting
    | ClockOff
    | ReadOnly
)


class Wording(Struct, frozen=True):
    """How a state is told: tag in the pane head (a shorter one where there is little room), strip under it, headline and
    detail in place of the content, one button.
    """

    tag: str = ""
    short_tag: str = ""
    strip: str = ""
    headline: str = ""
    detail: str = ""
    button: str = ""
    key: str = ""
    icon: str = ""
    calm: bool = False

    @property
    def covers(self) -> bool:
        """Whether the state stands in place of the content."""
        return bool(self.headline)

    @property
    def spoken(self) -> str:
        """All of it in one line, for the accessible description."""
        return " ".join(part for part in (self.tag, self.strip, self.headline, self.detail) if part)


def wording(state: PaneState) -> Wording:
    """The words for a state, in the language of the screen."""
    beside = _beside(state)
    return beside if beside is not None else _instead(state)


def _beside(state: PaneState) -> Wording | None:
    translate = QCoreApplication.translate
    match state:
        case Stale(as_of=as_of, today=today):
            return Wording(tag=_age(as_of, today), short_tag=_short_age(as_of, today))
        case Offline(as_of=as_of, pending=pending):
            tag = translate("PaneState", "数据截至 {time} · 按本地时钟").format(time=clock(as_of))
            strip = translate("PaneState", "离线。可读全部缓存，待发命令 {count} 条。").format(count=number(pending))
            return Wording(tag=tag, strip=strip, icon="link-off")
        case Reconnecting(as_of=as_of, attempt=attempt, seconds=seconds):
            tag = _age(as_of)
            strip = translate("PaneState", "第 {attempt} 次重连，{seconds} 秒后").format(attempt=attempt, seconds=seconds)
            return Wording(tag=tag, strip=strip, button=translate("PaneState", "立即重试"), icon="retry")
        case Partial(missing=missing):
            names = translate("PaneState", "、").join(missing)
            strip = translate("PaneState", "未取到：{names}。其余照常显示。").format(names=names)
            return Wording(
                tag=translate("PaneState", "数据不全"),
                strip=strip,
                button=translate("PaneState", "重取"),
                icon="warning",
            )
        case ClockOff(seconds=seconds):
            ahead = translate("PaneState", "本机时钟比服务器快 {span}，计时以服务器为准。")
            behind = translate("PaneState", "本机时钟比服务器慢 {span}，计时以服务器为准。")
            strip = (ahead if seconds > 0 else behind).format(span=_span(abs(seconds)))
            return Wording(tag=translate("PaneState", "时钟未同步"), strip=strip, icon="clock")
        case ReadOnly(reason=reason):
            return Wording(tag=translate("PaneState", "只读"), strip=reason, icon="lock", calm=True)
    return None


def _instead(state: PaneState) -> Wording:
    translate = QCoreApplication.translate
    match state:
        case Loading():
            return Wording(
                headline=translate("PaneState", "仍在加载"),
                button=translate("PaneState", "取消"),
                icon="hourglass",
            )
        case EmptyGood(words=words, checked_at=checked_at, away=True, today=today):
            detail = translate("PaneState", "连不上中心，之后的变化还不知道；数据截至 {time}")
            return Wording(
                tag=_age(checked_at, today),
                short_tag=_short_age(checked_at, today),
                headline=words,
                detail=detail.format(time=time_of_data(checked_at, today)),
                icon="link-off",
            )
        case EmptyGood(words=words, checked_at=checked_at):
            detail = translate("PaneState", "上次检查 {time}").format(time=clock(checked_at))
            return Wording(headline=words, detail=detail, icon="check")
        case EmptyByFilter(filter_words=filter_words, key=key, stale=stale):
            detail = translate("PaneState", "筛选条件：{filter}").format(filter=filter_words)
            headline = translate("PaneState", "没有符合筛选的记录")
            return Wording(
                tag=_age(stale.as_of, stale.today) if stale else "",
                short_tag=_short_age(stale.as_of, stale.today) if stale else "",
                headline=headline,
                detail=detail,
                button=translate("PaneState", "清除筛选"),
                key=key,
                icon="filter",
            )
        case Failed(what=what, remedy=remedy, trace=trace):
            number_line = translate("PaneState", "追踪号 {trace}").format(trace=trace) if trace else ""
            detail = "\n".join(part for part in (remedy, number_line) if part)
            return Wording(headline=what, detail=detail, button=translate("PaneState", "复制详情"), icon="warning")
        case NoRight(ask=ask):
            detail = translate("PaneState", "需要时请找：{ask}").format(ask=ask)
            return Wording(headline=translate("PaneState", "你没有查看此栏的权限"), detail=detail, icon="lock")
        case Conflicting():
            headline = translate("PaneState", "同一内容有两个版本")
            detail = translate("PaneState", "未处理前不覆盖任何一方。")
            return Wording(headline=headline, detail=detail, button=translate("PaneState", "去处理"), icon="conflict")
    return Wording()


def _age(as_of: datetime, today: date | None = None) -> str:
    return QCoreApplication.translate("PaneState", "数据截至 {time}").format(time=time_of_data(as_of, today))


def _short_age(as_of: datetime, today: date | None = None) -> str:
    told = time_of_data(as_of, today) if today else clock(as_of)[:5]
    return QCoreApplication.translate("PaneState", "截至 {time}").format(time=told)


def _span(seconds: float) -> str:
    if seconds < 120:
        return QCoreApplication.translate("PaneState", "{count} 秒").format(count=round(seconds))
    if seconds < 7200:
        return QCoreApplication.translate("PaneState", "{count} 分").format(count=round(seconds / 60))
    return QCoreApplication.translate("PaneState", "{count} 小时").format(count=round(seconds / 3600))
