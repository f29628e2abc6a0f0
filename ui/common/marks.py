"""The small signs that carry meaning without colour: severity, three-colour state, level, force state,
pending.

Each is a pure painting function, for delegates and the map, and a small widget that says in words what it
shows. A mark fills the largest square in the middle of the rectangle it is given; 18 px is its usual edge.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum
from functools import partial

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from ui.common.icons import paint_icon
from ui.common.mark_shapes import paint_letter, polygon, stamp
from ui.common.painted import Painted
from ui.common.theme import Theme
from ui.common.tokens import Space, Tokens, TriColours


class Priority(IntEnum):
    """The four severities; the number is the digit in the mark."""

    CRITICAL = 1
    URGENT = 2
    IMPORTANT = 3
    NORMAL = 4


class Tri(StrEnum):
    """The states of the three-colour layer, and «not enough data»."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    LACKING = "lacking"


class Presence(StrEnum):
    """What a force is doing now."""

    AVAILABLE = "available"
    ON_SCENE = "on_scene"
    ON_THE_WAY = "on_the_way"
    OFF_DUTY = "off_duty"


TRI_LETTERS = {Tri.RED: "红", Tri.YELLOW: "黄", Tri.GREEN: "绿", Tri.LACKING: "缺"}


def priority_word(priority: Priority) -> str:
    """特急, 紧急, 重要 or 一般, in the language of the screen."""
    return {
        Priority.CRITICAL: QCoreApplication.translate("Marks", "特急"),
        Priority.URGENT: QCoreApplication.translate("Marks", "紧急"),
        Priority.IMPORTANT: QCoreApplication.translate("Marks", "重要"),
        Priority.NORMAL: QCoreApplication.translate("Marks", "一般"),
    }[priority]


def tri_word(tri: Tri) -> str:
    """The word for a three-colour state, in the language of the screen."""
    return {
        Tri.RED: QCoreApplication.translate("Marks", "红"),
        Tri.YELLOW: QCoreApplication.translate("Marks", "黄"),
        Tri.GREEN: QCoreApplication.translate("Marks", "绿"),
        Tri.LACKING: QCoreApplication.translate("Marks", "数据不足"),
    }[tri]


def presence_word(presence: Presence) -> str:
    """可派, 在场, 途中 or 离岗, in the language of the screen."""
    return {
        Presence.AVAILABLE: QCoreApplication.translate("Marks", "可派"),
        Presence.ON_SCENE: QCoreApplication.translate("Marks", "在场"),
        Presence.ON_THE_WAY: QCoreApplication.translate("Marks", "途中"),
        Presence.OFF_DUTY: QCoreApplication.translate("Marks", "离岗"),
    }[presence]


def level_word(level: int) -> str:
    """自治, 共治 or 牵头 for levels 1 to 3, in the language of the screen."""
    return (
        QCoreApplication.translate("Marks", "自治"),
        QCoreApplication.translate("Marks", "共治"),
        QCoreApplication.translate("Marks", "牵头"),
    )[level - 1]


def priority_path(box: QRectF, priority: Priority) -> QPainterPath:
    """The outline of a severity mark in `box`: octagon, triangle, diamond or circle."""
    path = QPainterPath()
    if priority is Priority.CRITICAL:
        path.addPolygon(
            polygon(
                box,
                (0.31, 0.04),
                (0.69, 0.04),
                (0.96, 0.31),
                (0.96, 0.69),
                (0.69, 0.96),
                (0.31, 0.96),
                (0.04, 0.69),
                (0.04, 0.31),
            )
        )
    elif priority is Priority.URGENT:
        path.addPolygon(polygon(box, (0.5, 0.03), (1.0, 0.95), (0.0, 0.95)))
    elif priority is Priority.IMPORTANT:
        path.addPolygon(polygon(box, (0.5, 0.02), (0.98, 0.5), (0.5, 0.98), (0.02, 0.5)))
    else:
        path.addEllipse(box.center(), box.width() * 0.43, box.height() * 0.43)
    path.closeSubpath()
    return path


def paint_priority(
    painter: QPainter,
    rect: QRectF,
    priority: Priority,
    tokens: Tokens,
    *,
    selected: bool = False,
    on_chip: bool = False,
) -> None:
    """The severity mark with its digit; `selected` on a selected row, `on_chip` reversed on a filled chip."""
    look = f"{tokens.mode.value}-{int(priority)}-{selected:d}{on_chip:d}"
    stamp(painter, rect, look, partial(_draw_priority, priority, tokens, selected, on_chip))


def _draw_priority(priority: Priority, tokens: Tokens, selected: bool, on_chip: bool, painter: QPainter, box: QRectF) -> None:
    colours = tokens.priorities[priority - 1]
    ink = QColor(colours.on_chip if on_chip else colours.on_selection if selected else colours.mark)
    filled = priority in (Priority.CRITICAL, Priority.URGENT)
    width = box.width() * 0.05 if filled else max(1.2, box.width() * 0.085)
    painter.setPen(QPen(ink, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    if filled:
        painter.setBrush(ink)
    inset = width / 2
    painter.drawPath(priority_path(box.adjusted(inset, inset, -inset, -inset), priority))
    digit = QColor(colours.mark if on_chip else colours.on_chip) if filled else ink
    drop = 0.14 if priority is Priority.URGENT else 0.0
    paint_letter(painter, box.translated(0, box.height() * drop), str(int(priority)), digit, size=0.56 if filled else 0.54)


def tri_colours(tri: Tri, tokens: Tokens) -> TriColours:
    """The colours of one three-colour state."""
    return {
        Tri.RED: tokens.red,
        Tri.YELLOW: tokens.yellow,
        Tri.GREEN: tokens.green,
        Tri.LACKING: tokens.lacking,
    }[tri]


def tri_path(box: QRectF, tri: Tri) -> QPainterPath:
    """The outline of a three-colour mark: square, square with a cut corner, ring, square (drawn dashed)."""
    path = QPainterPath()
    if tri is Tri.GREEN:
        path.addEllipse(box)
    elif tri is Tri.YELLOW:
        path.addPolygon(polygon(box, (0.0, 0.0), (0.72, 0.0), (1.0, 0.28), (1.0, 1.0), (0.0, 1.0)))
        path.closeSubpath()
    else:
        path.addRoundedRect(box, Space.MARK_RADIUS, Space.MARK_RADIUS)
    return path


def paint_tri(painter: QPainter, rect: QRectF, tri: Tri, tokens: Tokens) -> None:
    """The three-colour mark: a character in a shape of its own, red solid, yellow cut, green ring, lacking
    dashed.
    """
    stamp(painter, rect, f"{tokens.mode.value}-{tri.value}", partial(_draw_tri, tri, tokens))


def _draw_tri(tri: Tri, tokens: Tokens, painter: QPainter, area: QRectF) -> None:
    box = area.adjusted(0.5, 0.5, -0.5, -0.5)
    colours = tri_colours(tri, tokens)
    pen = QPen(QColor(colours.line), max(1.0, box.width() * 0.06))
    if tri is Tri.LACKING:
        pen.setDashPattern([2.0, 2.0])
    painter.setPen(pen)
    painter.setBrush(QColor(colours.fill) if tri in (Tri.RED, Tri.YELLOW) else Qt.BrushStyle.NoBrush)
    painter.drawPath(tri_path(box, tri))
    size = 0.66 if tri in (Tri.RED, Tri.YELLOW) else 0.58
    paint_letter(painter, box, TRI_LETTERS[tri], QColor(colours.letter), size=size)


def paint_level(painter: QPainter, rect: QRectF, level: int, tokens: Tokens, *, on_primary: bool = False) -> None:
    """Three rising bars, the first `level` of them (1 to 3) filled."""
    key = f"{tokens.mode.value}-level-{level}{on_primary:d}"
    stamp(painter, rect, key, partial(_draw_level, level, tokens, on_primary))


def _draw_level(level: int, tokens: Tokens, on_primary: bool, painter: QPainter, box: QRectF) -> None:
    full = QColor(tokens.on_primary if on_primary else tokens.mid)
    rest = QColor(tokens.low if on_primary else tokens.track)
    width, gap = box.width() * 0.26, box.width() * 0.11
    for index, height in enumerate((0.34, 0.62, 0.9)):
        left = box.x() + index * (width + gap)
        bar = QRectF(left, box.bottom() - box.height() * height, width, box.height() * height)
        painter.fillRect(bar.toRect(), full if index < level else rest)


def paint_presence(painter: QPainter, rect: QRectF, presence: Presence, tokens: Tokens) -> None:
    """A force's state: disc available, square on scene, open triangle on the way, ring off duty."""
    stamp(painter, rect, f"{tokens.mode.value}-{presence.value}", partial(_draw_presence, presence, tokens))


def _draw_presence(presence: Presence, tokens: Tokens, painter: QPainter, box: QRectF) -> None:
    calm = tokens.text3 if presence is Presence.OFF_DUTY else tokens.mid
    ink = QColor(tokens.available if presence is Presence.AVAILABLE else calm)
    if presence is Presence.AVAILABLE:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawEllipse(box.center(), box.width() * 0.36, box.width() * 0.36)
    elif presence is Presence.ON_SCENE:
        edge = round(box.width() * 0.68)
        painter.fillRect(QRectF(round(box.center().x() - edge / 2), round(box.center().y() - edge / 2), edge, edge), ink)
    else:
        width = max(1.2, box.width() * 0.11)
        painter.setPen(QPen(ink, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        if presence is Presence.ON_THE_WAY:
            painter.drawPolygon(polygon(box, (0.12, 0.14), (0.96, 0.5), (0.12, 0.86)))
        else:
            painter.drawEllipse(box.center(), box.width() * 0.32, box.width() * 0.32)


def pending_words(verb: str) -> str:
    """«派遣 · 待发», in the language of the screen; the verb comes translated."""
    return QCoreApplication.translate("Marks", "{verb} · 待发").format(verb=verb)


def paint_pending(painter: QPainter, rect: QRectF, verb: str, tokens: Tokens) -> None:
    """The mark of a command not yet answered, a clock with an arrow and the verb, in place of the state text.

    Where there is little room the clock alone says that it waits.
    """
    edge = min(rect.height(), painter.fontMetrics().height() * 0.75)
    paint_icon(painter, QRectF(rect.x(), rect.y(), edge, rect.height()), "pending", tokens.text)
    text = QRectF(rect).adjusted(edge + Space.PAIR, 0, 0, 0)
    painter.save()
    bold = painter.font()
    bold.setBold(True)
    painter.setFont(bold)
    painter.setPen(QColor(tokens.text))
    room, metrics = int(text.width()), painter.fontMetrics()
    told = pending_words(verb)
    words = told if metrics.horizontalAdvance(told) <= room else verb
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
    painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
    painter.restore()


class PriorityMark(Painted):
    """A severity mark by itself."""

    def __init__(self, theme: Theme, priority: Priority, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, width=Space.MARK, height=Space.MARK, parent=parent)
        self._priority = priority
        self.retranslate()

    def show_priority(self, priority: Priority) -> None:
        self._priority = priority
        self.retranslate()
        self.update()

    def words(self) -> str:
        return priority_word(self._priority)

    def paint(self, painter: QPainter, rect: QRectF, tokens: Tokens) -> None:
        paint_priority(painter, rect, self._priority, tokens)


class TriMark(Painted):
    """A three-colour mark by itself; `size` in px at 100 %."""

    def __init__(self, theme: Theme, tri: Tri, *, size: int = Space.MARK, parent: QWidget | None = None) -> None:
        super().__init__(theme, width=size, height=size, parent=parent)
        self._tri = tri
        self.retranslate()

    def show_tri(self, tri: Tri) -> None:
        self._tri = tri
        self.retranslate()
        self.update()

    def words(self) -> str:
        return tri_word(self._tri)

    def paint(self, painter: QPainter, rect: QRectF, tokens: Tokens) -> None:
        paint_tri(painter, rect, self._tri, tokens)


class LevelMark(Painted):
    """The three bars of a level, 1 to 3."""

    def __init__(self, theme: Theme, level: int, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, width=14, height=14, parent=parent)
        self._level = level
        self.retranslate()

    def show_level(self, level: int) -> None:
        self._level = level
        self.retranslate()
        self.update()

    def words(self) -> str:
        return level_word(self._level)

    def paint(self, painter: QPainter, rect: QRectF, tokens: Tokens) -> None:
        paint_level(painter, rect, self._level, tokens)


class PresenceMark(Painted):
    """The sign of what a force is doing; the word stands beside it, never left out."""

    def __init__(self, theme: Theme, presence: Presence, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, width=14, height=14, parent=parent)
        self._presence = presence
        self.retranslate()

    def show_presence(self, presence: Presence) -> None:
        self._presence = presence
        self.retranslate()
        self.update()

    def words(self) -> str:
        return presence_word(self._presence)

    def paint(self, painter: QPainter, rect: QRectF, tokens: Tokens) -> None:
        paint_presence(painter, rect, self._presence, tokens)


class PendingMark(Painted):
    """Says that a command has been given and not yet been answered by the centre."""

    def __init__(self, theme: Theme, verb: str, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, width=112, height=20, parent=parent)
        self._verb = verb
        self.retranslate()

    def words(self) -> str:
        return pending_words(self._verb)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.theme.font(bold=True))
        width = round(metrics.height() * 0.75) + Space.PAIR + metrics.horizontalAdvance(self.words()) + 4
        return QSize(width, self.theme.px(20))

    def paint(self, painter: QPainter, rect: QRectF, tokens: Tokens) -> None:
        painter.setFont(self.theme.font())
        paint_pending(painter, rect, self._verb, tokens)
