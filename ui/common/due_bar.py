"""The due bar: how much of a limit is used, readable without colour.

The limit's tick stands at two thirds of the width, a gap at half of the limit. Under 50 % a thin grey bar,
up to 100 % a thick dark one, past the tick an orange one, past 150 % a crimson one doubled after the tick.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, QSize
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.common.painted import Painted
from ui.common.theme import Theme
from ui.common.tokens import Tokens
from ui.common.writing import colour

HALF = 0.5
LIMIT = 1.0
FAR = 1.5
TICK_AT = 2 / 3
THIN = 5
THICK = 7
LEAST = 28


def over_sign(used: float) -> str:
    """«›» over the limit, «»» over one and a half times, else nothing; it stands after the remainder."""
    return "»" if used > FAR else "›" if used > LIMIT else ""


def due_colour(used: float, tokens: Tokens, *, selected: bool = False) -> str:
    """The colour of the remainder's text: plain until the limit, then that of the bar."""
    if used > FAR:
        return tokens.priorities[0].on_selection if selected else tokens.far_over
    if used > LIMIT:
        return tokens.priorities[1].on_selection if selected else tokens.over
    return tokens.text


def paint_due_bar(painter: QPainter, rect: QRectF, used: float, tokens: Tokens) -> None:
    """Paints the bar for the used share of the limit (1.0 is the limit) in the vertical middle of `rect`.

    84 px is its usual width; anything beyond half as much again as the limit fills it to the end.
    """
    left, width = round(rect.left()), round(rect.width())
    middle = round(rect.y() + rect.height() / 2)
    tick = left + round(width * TICK_AT)
    gap = left + round(width * TICK_AT * HALF)
    end = left + min(width, round(width * TICK_AT * max(0.0, used)))

    painter.fillRect(left, middle - 2, tick - left, THIN, colour(tokens.track))
    if used > FAR:
        _over(painter, left, tick, left + width, middle, colour(tokens.far_over), doubled=True)
    elif used > LIMIT:
        _over(painter, left, tick, max(end, tick + 3), middle, colour(tokens.over), doubled=False)
    elif used > HALF:
        painter.fillRect(left, middle - 3, end - left, THICK, colour(tokens.mid))
    else:
        painter.fillRect(left, middle - 2, end - left, THIN, colour(tokens.low))
    if used <= LIMIT:
        painter.fillRect(gap, middle - 3, 2, THICK, colour(tokens.pane))
    painter.fillRect(tick - 1, middle - 5, 2, 11, colour(tokens.mid if used <= LIMIT else tokens.text2))


def _over(painter: QPainter, left: int, tick: int, end: int, middle: int, ink: QColor, *, doubled: bool) -> None:
    painter.fillRect(left, middle - 3, tick - left, THICK, ink)
    if doubled:
        painter.fillRect(tick, middle - 4, end - tick, 3, ink)
        painter.fillRect(tick, middle + 2, end - tick, 3, ink)
    else:
        painter.fillRect(tick, middle - 3, end - tick, THICK, ink)


class DueBar(Painted):
    """A due bar by itself, for heads and dialogs."""

    def __init__(self, theme: Theme, used: float = 0.0, *, width: int = 84, parent: QWidget | None = None) -> None:
        super().__init__(theme, width=width, height=14, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._used = used
        self.retranslate()

    def show_used(self, used: float) -> None:
        """Sets the used share of the limit; repaints only when the picture would differ by a pixel or a
        class.
        """
        if abs(used - self._used) * self.width() >= 0.5 or over_sign(used) != over_sign(self._used):
            self._used = used
            self.retranslate()
            self.update()

    def minimumSizeHint(self) -> QSize:
        """Where there is little room the bar gives way before the words."""
        return QSize(self.theme.px(LEAST), super().minimumSizeHint().height())

    def words(self) -> str:
        return QCoreApplication.translate("DueBar", "时限已用 {percent} %").format(percent=round(self._used * 100))

    def paint(self, painter: QPainter, rect: QRectF, tokens: Tokens) -> None:
        paint_due_bar(painter, rect, self._used, tokens)
