"""The ranked list of forces: what each would cost, in minutes, and why."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from app.desk.words import Words
from ui.common.columns import CellLook, Column
from ui.common.formatting import number
from ui.common.hatching import hatch
from ui.common.icons import paint_icon
from ui.common.line_breaks import in_lines
from ui.common.marks import Presence, paint_presence
from ui.common.table_model import TableModel
from ui.common.table_view import RecordTable
from ui.common.theme import Theme
from ui.common.tokens import Size, Space, Tokens
from ui.incident.dispatch.offer import WITHOUT_REASON, Choice
from ui.incident.facts import PRESENCE
from ui.queue.telling import short_number

LEADING = 18
COST_WIDTH = 126
LONGEST_COST = 60.0
DIRECT_KEYS = range(int(Qt.Key.Key_1), int(Qt.Key.Key_7) + 1)


class RankingColumns:
    """How a force is told in the list; the bars are drawn to the `longest` cost, at least an hour."""

    def __init__(self, words: Words, *, longest: float) -> None:
        self._words = words
        self._longest = max(longest, LONGEST_COST)

    def all(self) -> tuple[Column[Choice], ...]:
        """Left to right, on 808 px."""
        translate = QCoreApplication.translate
        return (
            Column(
                key="rank", header=lambda: translate("Dispatch", "序"), text=rank_text, width=40, side="right", paint=_paint_rank
            ),
            Column(key="tick", header=lambda: "", text=_tick_words, width=32, spoken=_tick_words, paint=_paint_tick),
            Column(key="name", header=lambda: translate("Dispatch", "力量"), text=self.name, width=176, paint=self._paint_name),
            Column(
                key="state",
                header=lambda: translate("Dispatch", "状态"),
                text=self.state,
                width=112,
                hint=self.state,
                paint=self._paint_state,
            ),
            Column(key="travel", header=lambda: translate("Dispatch", "路程"), text=travel_text, width=62, side="right", drops=2),
            Column(
                key="cost",
                header=lambda: translate("Dispatch", "代价构成"),
                text=self.cost,
                width=COST_WIDTH + 12,
                drops=1,
                hint=self.cost,
                spoken=self.cost,
                paint=self._paint_cost,
            ),
            Column(
                key="total",
                header=lambda: translate("Dispatch", "合计"),
                text=total_text,
                width=48,
                side="right",
                bold=lambda choice: True,
            ),
            Column(
                key="reason",
                header=lambda: translate("Dispatch", "理由"),
                text=self.reason,
                width=120,
                elastic=True,
                hint=self.reason,
                paint=self._paint_reason,
            ),
        )

    def name(self, choice: Choice) -> str:
        """Name, source and size, for reading out."""
        return f"{choice.name} {self.about(choice)}"

    def about(self, choice: Choice) -> str:
        """«执法力量 · 3 人，登高作业»."""
        force = choice.candidate.force
        people = QCoreApplication.translate("Dispatch", "{count} 人").format(count=force.size)
        return f"{self._words.source(force.source)} · {people}"

    def state(self, choice: Choice) -> str:
        """What the force does now, with the number of the case it is at."""
        force = choice.candidate.force
        return f"{self._words.duty(force.duty)} {short_number(force.busy_number)}".strip()

    def cost(self, choice: Choice) -> str:
        """The parts of the cost in words."""
        parts, translate = choice.candidate, QCoreApplication.translate
        told = translate("Dispatch", "路程 {travel}，不匹配 {mismatch}，负荷 {load}，离岗 {duty}（分钟）")
        return told.format(
            travel=number(parts.travel),
            mismatch=number(parts.mismatch),
            load=number(parts.load_cost),
            duty=number(parts.duty_cost),
        )

    def reason(self, choice: Choice) -> str:
        """Why it stands where it stands."""
        parts, translate = choice.candidate, QCoreApplication.translate
        lacking = translate("Dispatch", "、").join(self._words.name("forces", skill) for skill in parts.missing)
        told = (
            (parts.excluded == "outside", translate("Dispatch", "不在你可派的村居内")),
            (parts.excluded == "returned", translate("Dispatch", "已退回过此件，不能再派")),
            (parts.excluded == "off", translate("Dispatch", "离岗；要派须写明理由")),
            (choice.nearest, translate("Dispatch", "最近")),
            (bool(lacking), translate("Dispatch", "缺{skills}").format(skills=lacking)),
            (not parts.missing and bool(parts.force.skills), translate("Dispatch", "技能齐")),
            (parts.load > 0, translate("Dispatch", "手头 {count} 件").format(count=parts.load)),
            (parts.load == 0 and not parts.excluded, translate("Dispatch", "空闲")),
        )
        return translate("Dispatch", "；").join(words for stands, words in told if stands)

    def _paint_name(self, painter: QPainter, cell: QRectF, choice: Choice, look: CellLook) -> None:
        half = cell.height() / 2
        look.write(painter, QRectF(cell.x(), cell.y() + 3, cell.width(), half), choice.name, bold=True)
        below = QRectF(cell.x(), cell.y() + half, cell.width(), half - 3)
        look.writer.write(painter, below, self.about(choice), ink=look.tokens.text2, size=Size.NOTE)

    def _paint_reason(self, painter: QPainter, cell: QRectF, choice: Choice, look: CellLook) -> None:
        """In one line where it fits, else in two smaller ones."""
        told = self.reason(choice)
        if look.writer.advance(told, size=Size.SECONDARY) <= cell.width():
            look.writer.write(painter, cell, told, ink=look.tokens.text, size=Size.SECONDARY)
            return
        half = cell.height() / 2
        for place, line in enumerate(in_lines(told, look.theme.font(Size.NOTE), int(cell.width()), most=2)):
            box = QRectF(cell.x(), cell.y() + (3 if place == 0 else half - 3), cell.width(), half)
            look.writer.write(painter, box, line, ink=look.tokens.text, size=Size.NOTE)

    def _paint_cost(self, painter: QPainter, cell: QRectF, choice: Choice, look: CellLook) -> None:
        paint_cost(painter, cell, choice, look.tokens, scale=look.theme.px(COST_WIDTH) / self._longest)

    def _paint_state(self, painter: QPainter, cell: QRectF, choice: Choice, look: CellLook) -> None:
        edge = look.theme.px(14)
        presence = PRESENCE[choice.candidate.force.duty]
        paint_presence(painter, QRectF(cell.x(), cell.y(), edge, cell.height()), presence, look.tokens)
        ink = look.tokens.available if presence is Presence.AVAILABLE else look.tokens.text2
        words = cell.adjusted(edge + 4, 0, 4, 0)
        look.writer.write(painter, words, self.state(choice), ink=ink, size=Size.SECONDARY)


class RankingTable(RecordTable[Choice]):
    """Rows of two lines. Space ticks, 1 to 7 tick the force of that rank, Enter sends.

    Signals: `toggled(str)` with the force's id.
    """

    toggled = Signal(str)

    def __init__(self, theme: Theme, model: TableModel[Choice], *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, model, name=name, parent=parent)
        model.setParent(self)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() == Qt.KeyboardModifier.NoModifier:
            force = self._meant(event.key())
            if force:
                self.toggled.emit(force)
                return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keeps Space and digits for the list."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._meant(event.key()):
            event.accept()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self._records.columns[index.column()].key == "tick":
            self.toggled.emit(str(self._records.id_at(index.row())))

    def _meant(self, key: int) -> str:
        """The force that a key is about, empty for none."""
        if key == Qt.Key.Key_Space:
            return str(self.chosen or "")
        if key in DIRECT_KEYS:
            rank = key - int(Qt.Key.Key_0)
            return next((choice.id for choice in self._records.rows if choice.rank == rank), "")
        return ""

    def _restyle(self) -> None:
        super()._restyle()
        self.verticalHeader().setDefaultSectionSize(self._theme.px(Space.TALL_ROW))


def rank_text(choice: Choice) -> str:
    """The rank, a dash for what cannot be sent."""
    return str(choice.rank) if choice.rank else "–"


def travel_text(choice: Choice) -> str:
    """Minutes to the place."""
    return QCoreApplication.translate("Dispatch", "{count} 分").format(count=number(choice.candidate.travel))


def total_text(choice: Choice) -> str:
    """The sum of the parts, minutes."""
    return number(choice.candidate.total)


def _tick_words(choice: Choice) -> str:
    translate = QCoreApplication.translate
    if choice.lead:
        return translate("Dispatch", "已选，主办")
    return translate("Dispatch", "已选，协办") if choice.ticked else translate("Dispatch", "未选")


def _paint_rank(painter: QPainter, cell: QRectF, choice: Choice, look: CellLook) -> None:
    leading = 0 < choice.rank <= WITHOUT_REASON
    ink = look.tokens.text if choice.rank else look.tokens.text3
    size = LEADING if leading else Size.BODY
    look.writer.write(painter, cell, rank_text(choice), ink=ink, bold=leading, size=size, side="right")


def _paint_tick(painter: QPainter, cell: QRectF, choice: Choice, look: CellLook) -> None:
    tokens, edge = look.tokens, look.theme.px(16)
    box = QRectF(round(cell.center().x() - edge / 2), round(cell.center().y() - edge / 2), edge, edge)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(tokens.primary if choice.ticked else tokens.control))
    painter.setBrush(QColor(tokens.primary if choice.ticked else tokens.field))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    if choice.ticked:
        paint_icon(painter, box.adjusted(2, 2, -2, -2), "check", tokens.on_primary)
    painter.restore()


def paint_cost(painter: QPainter, cell: QRectF, choice: Choice, tokens: Tokens, *, scale: float) -> None:
    """Travel dark, mismatch hatched, load light, off duty framed; `scale` in px a minute, never wider than the cell."""
    parts = choice.candidate
    left, top, height = cell.x(), round(cell.center().y() - 6), 12
    for minutes, kind in (
        (parts.travel, "travel"),
        (parts.mismatch, "mismatch"),
        (parts.load_cost, "load"),
        (parts.duty_cost, "duty"),
    ):
        width = min(minutes * scale, cell.right() - left)
        if width < 1:
            continue
        paint_part(painter, QRectF(round(left), top, round(width), height), kind, tokens)
        left += width


def paint_part(painter: QPainter, box: QRectF, kind: str, tokens: Tokens) -> None:
    """One part of the cost, as in the list and in its legend."""
    if kind in ("travel", "load"):
        painter.fillRect(box, QColor(tokens.mid if kind == "travel" else tokens.low))
        return
    if kind == "mismatch":
        painter.fillRect(box, hatch(tokens.mid))
    painter.setPen(QColor(tokens.mid))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
