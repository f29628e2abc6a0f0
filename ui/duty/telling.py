"""How lines of the log and handovers are told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from app.desk.words import Words
from app.domain.duty import Handover, HandoverItem, HandoverState, LogNote
from app.domain.roster import Shift
from ui.common.formatting import hour_minute, moment_near
from ui.queue.telling import short_number

SORTS = ("critical", "overdue", "promised", "due", "supervised", "snoozed", "unsent", "refused", "note")


class DutyTelling:
    """Words of the log, in the language set last."""

    def __init__(self, words: Words, now: Callable[[], datetime]) -> None:
        self.words = words
        self._now = now

    def moment(self, moment: datetime | None) -> str:
        """A moment as short as it stays clear, empty for none."""
        return moment_near(moment, now=self._now()) if moment is not None else ""

    def note(self, note: LogNote) -> str:
        """A line of the log on one line."""
        return " ".join(note.text.split())

    def shift(self, shift: Shift | None) -> str:
        """«早班 08:30–17:30»."""
        if shift is None:
            return QCoreApplication.translate("Duty", "当前无班次")
        name = self.words.name("shifts", shift.name)
        return f"{name} {hour_minute(shift.starts)}–{hour_minute(shift.ends)}"

    def sort(self, sort: str) -> str:
        """What kind of thing is handed over."""
        translate = QCoreApplication.translate
        return {
            "critical": self.words.name("severities", "critical"),
            "overdue": translate("Duty", "超时"),
            "promised": translate("Duty", "承诺到场"),
            "due": translate("Duty", "下一班到期"),
            "supervised": translate("Duty", "督办"),
            "snoozed": translate("Duty", "暂搁"),
            "unsent": translate("Duty", "待发"),
            "refused": translate("Duty", "冲突"),
        }.get(sort, translate("Duty", "其他"))

    def item(self, item: HandoverItem) -> str:
        """The thing itself: the number as people say it, the act by its word, what it is about."""
        act = self.words.command(item.command) if item.command else ""
        return " ".join(part for part in (short_number(item.number), act, *item.text.split()) if part)

    def counts(self, items: tuple[HandoverItem, ...]) -> str:
        """«特急 3 · 超时 2», empty for nothing."""
        counted = Counter(item.sort for item in items)
        known = [sort for sort in SORTS if counted[sort]]
        return " · ".join(f"{self.sort(sort)} {counted[sort]}" for sort in known)

    def change(self, held: Handover) -> str:
        """«王芳 → 李敏», or who still waits to be relieved."""
        comer = held.comer_name
        if held.state is HandoverState.SIGNED_OUT:
            comer = QCoreApplication.translate("Duty", "待接班")
        return f"{held.leaver_name} → {comer}"

    def under(self, held: Handover) -> str:
        """When, how much, and the words that went with it."""
        words = " ".join(held.note.split())
        return " · ".join(part for part in (self.facts(held), words) if part)

    def facts(self, held: Handover) -> str:
        """When and how much."""
        translate = QCoreApplication.translate
        parts = [self.moment(held.left_at)]
        if held.offline:
            parts.append(translate("Duty", "离线交班"))
        if held.taken_at is not None:
            taken = translate("Duty", "{time} 离线接班") if held.taken_offline else translate("Duty", "{time} 接班")
            parts.append(taken.format(time=self.moment(held.taken_at)))
        parts.append(translate("Duty", "{count} 项").format(count=len(held.items)))
        if held.unsent or held.refusals:
            left = translate("Duty", "待发 {unsent}、冲突 {refusals} 已确认")
            parts.append(left.format(unsent=held.unsent, refusals=held.refusals))
        return " · ".join(parts)

    def told(self, held: Handover) -> str:
        """Everything about a handover, line by line."""
        items = [f"{self.sort(item.sort)}  {self.item(item)}" for item in held.items]
        return "\n".join((self.change(held), self.under(held), *items))
