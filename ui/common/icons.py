"""The icons of `resources/icons`: one colour, recoloured by putting the colour in place of `currentColor`.

Rendered icons are kept in Qt's own pixmap cache under name, colour and size, so painting one in a delegate
is cheap.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from ui.common.assets import asset
from ui.common.tokens import Space, Tokens


@cache
def _drawing(name: str) -> str:
    return asset("icons", f"{name}.svg").read_text("utf-8")


def icon_names() -> tuple[str, ...]:
    """The names of all icons, sorted, without the application's own."""
    return tuple(sorted(path.stem for path in asset("icons").glob("*.svg") if path.stem != "gridplus"))


def icon_pixmap(name: str, *, size: float, colour: str, ratio: float = 1.0) -> QPixmap:
    """One icon as a pixmap: `size` in logical px, `ratio` the device pixel ratio of where it is painted."""
    edge = max(1, round(size * ratio))
    key = f"gridplus:{name}:{colour}:{edge}:{ratio}"
    made = QPixmap()
    if not QPixmapCache.find(key, made):
        made = QPixmap(edge, edge)
        made.fill(Qt.GlobalColor.transparent)
        svg = _drawing(name).replace("currentColor", QColor(colour).name())
        painter = QPainter(made)
        QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, edge, edge))
        painter.end()
        made.setDevicePixelRatio(ratio)
        QPixmapCache.insert(key, made)
    return made


def paint_icon(painter: QPainter, rect: QRectF, name: str, colour: str) -> None:
    """Paints one icon into the largest square in the middle of `rect`, on whole pixels."""
    size = min(rect.width(), rect.height())
    device = painter.device()
    ratio = device.devicePixelRatio() if device is not None else 1.0
    pixmap = icon_pixmap(name, size=size, colour=colour, ratio=ratio)
    corner = QPoint(round(rect.center().x() - size / 2), round(rect.center().y() - size / 2))
    painter.drawPixmap(corner, pixmap)


def icon(name: str, tokens: Tokens, *, colour: str | None = None, size: int = Space.ICON) -> QIcon:
    """An icon for buttons and menus in the text colour of this mode, with its disabled twin, for ratios 1 to
    3.

    A `QIcon` keeps its colours; whoever holds one makes it again when the theme changes.
    """
    made = QIcon()
    for mode, shade in ((QIcon.Mode.Normal, colour or tokens.text), (QIcon.Mode.Disabled, tokens.off)):
        for ratio in (1.0, 2.0, 3.0):
            made.addPixmap(icon_pixmap(name, size=size, colour=shade, ratio=ratio), mode)
    return made


def application_icon() -> QIcon:
    """The icon of windows and the task bar."""
    made = QIcon()
    renderer = QSvgRenderer(asset("icons", "gridplus.svg").as_posix())
    for edge in (16, 24, 32, 48, 64, 128, 256):
        pixmap = QPixmap(QSize(edge, edge))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter)
        painter.end()
        made.addPixmap(pixmap)
    return made
