"""How a force is told: its state, where it was sent from, when somebody last confirmed it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.desk.roster import Column, ForceRow, Roster
from app.desk.words import Words
from app.domain.roster import Duty, Shift
from ui.common.formatting import SHANGHAI, hour_minute, local, month_day
from ui.common.marks import Presence
from ui.queue.telling import short_number
from ui.roster.board import ForceLine

PRESENCES = {
    Duty.AVAILABLE: Presence.AVAILABLE,
    Duty.ON_THE_WAY: Presence.ON_THE_WAY,
    Duty.ON_SCENE: Presence.ON_SCENE,
    Duty.OFF: Presence.OFF_DUTY,
}


class RosterTelling:
    """Words of the roster, in the language set last."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def state(self, line: ForceLine) -> str:
        """«可派 12人», «在场 1024», «途中 1020», «离岗»."""
        row = line.row
        state = self.words.duty(row.duty)
        if row.busy_number and row.duty in (Duty.ON_THE_WAY, Duty.ON_SCENE):
            return f"{state} {short_number(row.busy_number)}"
        if row.size > 1 and row.duty is Duty.AVAILABLE:
            return QCoreApplication.translate("Roster", "{state} {count}人").format(state=state, count=row.size)
        return state

    def seconded(self, row: ForceRow) -> str:
        """«下沉：区城管局，至 2026-12-31», empty for a force of its own."""
        if not row.seconded_by:
            return ""
        sender = self.words.name("departments", self.words.name("towns", row.seconded_by))
        if row.seconded_until is None:
            return QCoreApplication.translate("Roster", "下沉：{sender}").format(sender=sender)
        until = f"{local(row.seconded_until):%Y-%m-%d}"
        return QCoreApplication.translate("Roster", "下沉：{sender}，至 {until}").format(sender=sender, until=until)

    def told(self, line: ForceLine) -> str:
        """Everything about a force in one line, for tool tip and reading out."""
        translate = QCoreApplication.translate
        row = line.row
        parts = [row.name, self.state(line), self.words.trade(row.trade)]
        if row.size > 1:
            parts.append(translate("Roster", "{count} 人").format(count=row.size))
        if row.phone_masked:
            parts.append(row.phone_masked)
        if row.seconded_by:
            parts.append(self.seconded(row))
        if row.grey:
            parts.append(translate("Roster", "{days} 天以上没有人确认").format(days=row.unconfirmed_days))
        if line.pending:
            parts.append(translate("Roster", "已在本机生效，待发"))
        return " · ".join(parts)

    def posts(self, column: Column) -> str:
        """«编制 12 · 在编 10 · 在岗 8»: posts planned, filled, on duty."""
        text = QCoreApplication.translate("Roster", "编制 {planned} · 在编 {filled} · 在岗 {present}")
        return text.format(planned=column.planned, filled=column.in_post, present=column.on_duty)

    def shift(self, found: Roster) -> str:
        """The shift that runs."""
        return self._shift(found.shift) if found.shift else QCoreApplication.translate("Roster", "当前无班次")

    def shifts(self, found: Roster) -> str:
        """The shift that runs and the one that follows."""
        translate, now = QCoreApplication.translate, self.shift(found)
        if found.next_shift is None:
            return now
        following = self._shift(found.next_shift, dated=found.shift is None or self._other_day(found.shift, found.next_shift))
        return translate("Roster", "{now} · 下一班 {following}").format(now=now, following=following)

    def _shift(self, shift: Shift, *, dated: bool = False) -> str:
        span = f"{hour_minute(shift.starts)}–{hour_minute(shift.ends)}"
        name = self.words.name("shifts", shift.name)
        return f"{name} {month_day(local(shift.starts).date())} {span}" if dated else f"{name} {span}"

    def _other_day(self, one: Shift, other: Shift) -> bool:
        return one.starts.astimezone(SHANGHAI).date() != other.starts.astimezone(SHANGHAI).date()
