"""Where a case stands: seven steps, three tiers, the clocks that run."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.desk.incident import CaseDetail
from app.desk.words import Words
from app.domain.catalogue import Tier
from app.domain.incident import ENDED
from ui.common.due_bar import DueBar, over_sign
from ui.common.formatting import hour_minute, remainder
from ui.common.marks import level_word, paint_level
from ui.common.steps import Stand, Step, StepLine, word_size
from ui.common.text import ElidedLabel, PlainLabel, tooltip
from ui.common.theme import Theme
from ui.common.tokens import Size, Space
from ui.incident.telling import Clockwork, clocks, language_of, steps, tier_moment

STEPS, BRIEF_STEPS = 62, 42
MOST_CLOCKS = 3
BAR = 100


class Progress(QWidget):
    """Steps, tiers and clocks of one case.

    Signals: `tier_asked(str)` with LeadUp or LetDown.
    """

    tier_asked = Signal(str)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = StepLine(theme)
        self._here = ElidedLabel(size="section")
        self._told: tuple[Step, ...] = ()
        self._theme = theme
        self._tiers = TierBar(theme)
        self._clocks = [ClockRow(theme) for _ in range(MOST_CLOCKS)]
        self.decree = PlainLabel(tone="note", size="note", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.px(Space.GAP))
        column.setSpacing(theme.px(Space.GAP))
        column.addWidget(self._steps)
        column.addWidget(self._here)
        column.addWidget(self._tiers)
        for clock in self._clocks:
            column.addWidget(clock)
        column.addWidget(self.decree)
        self._tiers.tier_asked.connect(self.tier_asked)

    @property
    def tiers(self) -> TierBar:
        return self._tiers

    def show_case(self, detail: CaseDetail, words: Words, now: datetime) -> None:
        """Shows where the case stands."""
        self._told = steps(detail.case, detail.entries, words)
        self._tell_steps()
        self._tiers.show_case(detail, words)
        found = clocks(detail.case, words)
        for place, row in enumerate(self._clocks):
            row.setVisible(place < len(found))
            if place < len(found):
                row.show_clock(found[place], words, main=place == 0)
        shown = self._clocks[: len(found)]
        for row in shown:
            row.line_up(name=max(each.name_width for each in shown), limit=max(each.limit_width for each in shown))
        years = (", " if words.english else "、").join(str(year) for year in detail.undecreed)
        self.decree.setVisible(bool(years))
        self.decree.setText(self.tr("{years} 年放假安排未公布，工作日按周一至周五计").format(years=years))
        self.tick(now)

    def tick(self, now: datetime) -> None:
        """A second has passed."""
        for row in self._clocks:
            row.tick(now)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_steps()

    def _tell_steps(self) -> None:
        """Where the words of seven steps have no room, only the one being worked on is named, on a line of its own."""
        narrow = bool(self._told) and word_size(self._told, self.width() / len(self._told), self._theme) is None
        told = tuple(_brief(step) for step in self._told) if narrow else self._told
        self._steps.show_steps(told)
        self._steps.setFixedHeight(self._theme.px(BRIEF_STEPS if narrow else STEPS))
        here = next(((n, step) for n, step in enumerate(self._told, start=1) if step.stand is Stand.CURRENT), None)
        self._here.setVisible(narrow and here is not None)
        if here is not None:
            self._here.setText(f"{here[0]}  {here[1].word}  {here[1].note}")


def _brief(step: Step) -> Step:
    return Step(word="" if step.stand is Stand.CURRENT else step.note, stand=step.stand)


class ClockRow(QWidget):
    """One clock: name, bar, what is left, and the limit."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock: Clockwork | None = None
        self._words: Words | None = None
        self._name = PlainLabel(tone="second")
        self._bar = DueBar(theme, width=BAR)
        self._left = PlainLabel(bold=True)
        self._limit = PlainLabel(tone="note", size="secondary")
        self._left.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._limit.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        row.addWidget(self._name)
        row.addWidget(self._bar)
        row.addWidget(self._left, 1)
        row.addWidget(self._limit)

    @property
    def name_width(self) -> int:
        """What the name needs, px."""
        return self._name.sizeHint().width()

    @property
    def limit_width(self) -> int:
        """What the limit needs, px."""
        return self._limit.sizeHint().width()

    def line_up(self, *, name: int, limit: int) -> None:
        """Stands under the other clocks in the same columns."""
        self._name.setFixedWidth(name)
        self._limit.setFixedWidth(limit)

    def show_clock(self, clock: Clockwork, words: Words, *, main: bool) -> None:
        """Shows another clock; the main one is larger."""
        self._clock, self._words = clock, words
        self._name.setText(clock.name)
        self._limit.setText(clock.limit)
        self._left.setProperty("textSize", "title" if main else "section")
        self._left.style().unpolish(self._left)
        self._left.style().polish(self._left)

    def tick(self, now: datetime) -> None:
        """A second has passed."""
        if self._clock is None or self._words is None:
            return
        used = self._clock.used(now)
        left = remainder((self._clock.due - now).total_seconds(), language_of(self._words))
        self._bar.show_used(used)
        self._left.setText(f"{left} {over_sign(used)}".strip())
        self._left.set_tone("critical" if used > 1.5 else "over" if used > 1 else "")


class TierBar(QWidget):
    """自治, 共治, 牵头 with the time of each; a press on the next tier leads the case up, on a lower one lets it down.

    Signals: `tier_asked(str)` with LeadUp or LetDown.
    """

    tier_asked = Signal(str)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._buttons = [TierButton(theme, tier) for tier in Tier]
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(2)
        for button in self._buttons:
            row.addWidget(button, 1)
            button.clicked.connect(self._on_pressed)
        self._current = Tier.L1

    @property
    def buttons(self) -> list[TierButton]:
        return self._buttons

    def show_case(self, detail: CaseDetail, words: Words) -> None:
        """Shows the tiers of a case; what may not be pressed says why."""
        case = detail.case
        self._current = case.tier
        acts = {act.command: act for act in detail.acts}
        for button in self._buttons:
            moment = tier_moment(case, button.tier)
            note = hour_minute(moment) if moment is not None else ""
            steps_away = button.tier.rank - case.tier.rank
            act = acts.get("LeadUp" if steps_away > 0 else "LetDown")
            why = ""
            if case.state in ENDED:
                why = self.tr("已结束的事件不再改层级")
            elif abs(steps_away) > 1:
                why = self.tr("逐级提级") if steps_away > 0 else self.tr("逐级回落")
            elif act is not None and act.locked:
                why = words.tell(act.locked, act.data)
            button.show_tier(note, current=button.tier is case.tier, reason=why)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.edge), 1))
        painter.setBrush(QColor(tokens.field))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), Space.RADIUS, Space.RADIUS)
        painter.end()

    @Slot()
    def _on_pressed(self) -> None:
        button = self.sender()
        if isinstance(button, TierButton) and button.tier is not self._current:
            self.tier_asked.emit("LeadUp" if button.tier.rank > self._current.rank else "LetDown")


class TierButton(QPushButton):
    """One tier as a segment."""

    def __init__(self, theme: Theme, tier: Tier) -> None:
        super().__init__()
        self.tier = tier
        self._theme = theme
        self._note, self._current = "", False
        self.setProperty("drawn", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_tier(self, note: str, *, current: bool, reason: str) -> None:
        """Shows its time; with a reason it cannot be pressed."""
        self._note, self._current = note, current
        self.setEnabled(current or not reason)
        self.setToolTip(tooltip(reason))
        self.setAccessibleName(f"{level_word(self.tier.rank)} {note}".strip())
        self.setAccessibleDescription(reason)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(104), self._theme.px(28))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(84), self._theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, px = self._theme.tokens, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self._current or self.hasFocus():
            painter.setPen(QPen(QColor(tokens.selection_bar), Space.FOCUS_RING if self.hasFocus() else 1))
            painter.setBrush(QColor(tokens.primary) if self._current else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), Space.RADIUS - 1, Space.RADIUS - 1)
        word = level_word(self.tier.rank)
        painter.setFont(self._theme.font(bold=self._current))
        word_width = painter.fontMetrics().horizontalAdvance(word)
        left = (self.width() - px(20) - word_width - (px(42) if self._note else 0)) / 2
        ink = tokens.on_primary if self._current else tokens.text if self.isEnabled() else tokens.text2
        painter.save()
        paint_level(
            painter, QRectF(left, (self.height() - px(12)) / 2, px(12), px(12)), self.tier.rank, tokens, on_primary=self._current
        )
        painter.restore()
        painter.setPen(QColor(ink))
        across = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(left + px(20), 0, word_width + 2, self.height()), across, word)
        if self._note:
            painter.setFont(self._theme.font(Size.NOTE))
            painter.setPen(QColor(tokens.on_primary if self._current else tokens.text3))
            painter.drawText(QRectF(left + px(26) + word_width, 0, px(48), self.height()), across, self._note)
        painter.end()
