"""How decisions, actions and people stand in the lists under the gallery."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QPainter

from app.desk.words import Words
from app.domain.meeting import ActionItem, Attendee, Decision, Progress
from ui.common.columns import CellLook, Column
from ui.common.formatting import MISSING, month_day
from ui.common.icons import paint_icon
from ui.meeting.telling import panel_name

SIGN = 14
PANEL = "panel"
UNFINISHED = (Progress.OPEN, Progress.DOING)
ICONS = {Progress.DOING: "clock", Progress.DONE: "check", Progress.VERIFIED: "check-circle", Progress.CANCELLED: "minus"}


class LineColumns:
    """Columns in the language and on the day asked for."""

    def __init__(self, words: Callable[[], Words], today: Callable[[], date]) -> None:
        self._words, self._today = words, today

    def actions(self, *, earlier: bool) -> tuple[Column[ActionItem], ...]:
        """Action items; those of earlier meetings bear the week in their number."""
        translate = QCoreApplication.translate
        number: Callable[[ActionItem], str] = _week_number if earlier else (lambda action: str(action.no))
        return (
            Column(key="no", header=lambda: translate("Meeting", "号"), text=number, width=56, side="right"),
            Column(
                key="text",
                header=lambda: translate("Meeting", "做什么"),
                text=lambda action: action.text,
                width=160,
                elastic=True,
                bold=lambda _action: True,
                hint=lambda action: action.text,
            ),
            Column(key="owner", header=lambda: translate("Meeting", "谁"), text=lambda action: action.owner, width=150),
            Column(key="others", header=lambda: translate("Meeting", "协同"), text=_others, width=130, drops=2),
            Column(
                key="due",
                header=lambda: translate("Meeting", "哪天"),
                text=lambda action: month_day(action.due),
                width=64,
                side="right",
                paint=self._paint_due,
            ),
            Column(
                key="state",
                header=lambda: translate("Meeting", "状态"),
                text=self.state,
                width=150,
                paint=self._paint_state,
            ),
            Column(
                key=PANEL,
                header=lambda: translate("Meeting", "面板"),
                text=_panel,
                width=100,
                drops=3,
                hint=_panel_hint,
            ),
            Column(
                key="evidence",
                header=lambda: translate("Meeting", "依据"),
                text=lambda action: action.evidence or MISSING,
                width=110,
                drops=1,
                hint=lambda action: action.evidence,
            ),
        )

    def decisions(self) -> tuple[Column[Decision], ...]:
        """Decisions with their headings."""
        translate = QCoreApplication.translate
        return (
            Column(key="no", header=lambda: translate("Meeting", "号"), text=lambda d: str(d.no), width=56, side="right"),
            Column(
                key="heading",
                header=lambda: translate("Meeting", "议定事项"),
                text=lambda decision: decision.heading,
                width=260,
                bold=lambda _decision: True,
                hint=lambda decision: decision.heading,
            ),
            Column(
                key="text",
                header=lambda: translate("Meeting", "内容"),
                text=lambda decision: decision.text or MISSING,
                width=200,
                elastic=True,
                hint=lambda decision: decision.text,
            ),
            Column(
                key=PANEL,
                header=lambda: translate("Meeting", "面板"),
                text=_panel,
                width=100,
                drops=1,
                hint=_panel_hint,
            ),
        )

    def people(self) -> tuple[Column[Attendee], ...]:
        """Who was there."""
        translate = QCoreApplication.translate
        return (
            Column(
                key="name",
                header=lambda: translate("Meeting", "姓名"),
                text=lambda one: one.name,
                width=140,
                bold=lambda _one: True,
            ),
            Column(
                key="post",
                header=lambda: translate("Meeting", "职务"),
                text=lambda one: one.post or MISSING,
                width=200,
                elastic=True,
            ),
            Column(
                key="presence",
                header=lambda: translate("Meeting", "到会"),
                text=lambda one: self._words().name("presence", one.presence.value),
                width=100,
            ),
        )

    def days_late(self, action: ActionItem) -> int:
        """Days past the day given, 0 for what is in time or through."""
        return max((self._today() - action.due).days, 0) if action.progress in UNFINISHED else 0

    def state(self, action: ActionItem) -> str:
        """«进行», «逾期 3 天», «已核验»."""
        words, late = self._words(), self.days_late(action)
        if late:
            text = QCoreApplication.translate("Meeting", "{state} {days} 天")
            return text.format(state=words.name("progress", "overdue"), days=late)
        return words.name("progress", action.progress.value)

    def _paint_due(self, painter: QPainter, cell: QRectF, action: ActionItem, look: CellLook) -> None:
        late = bool(self.days_late(action))
        ink = self._late_ink(look) if late else look.tokens.text
        look.write(painter, cell, month_day(action.due), ink=ink, bold=late, side="right")

    def _paint_state(self, painter: QPainter, cell: QRectF, action: ActionItem, look: CellLook) -> None:
        late = bool(self.days_late(action))
        ink = self._late_ink(look) if late else look.tokens.text
        edge = look.theme.px(SIGN)
        name = "warning" if late else ICONS.get(action.progress, "")
        if name:
            paint_icon(painter, QRectF(cell.x() + 4, cell.y(), edge, cell.height()), name, ink if late else look.tokens.text2)
        look.write(painter, cell.adjusted(edge + 10, 0, 0, 0), self.state(action), ink=ink, bold=late)

    @staticmethod
    def _late_ink(look: CellLook) -> str:
        return look.tokens.priorities[1].on_selection if look.selected else look.tokens.over


def _week_number(action: ActionItem) -> str:
    return f"{action.week[-2:]}-{action.no}"


def _panel(line: ActionItem | Decision) -> str:
    return panel_name(line.panel) if line.panel else MISSING


def _panel_hint(line: ActionItem | Decision) -> str:
    told = QCoreApplication.translate("Meeting", "点一下或按 Alt+P 打开面板「{panel}」")
    return told.format(panel=_panel(line)) if line.panel else ""


def _others(action: ActionItem) -> str:
    return QCoreApplication.translate("Meeting", "、").join(action.co_owners) or MISSING
