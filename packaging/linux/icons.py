"""Draws the icon from its SVG at the sizes that desktops ask for: `icons.py FOLDER`; with --ico also one for Windows."""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWING = Path(__file__).parent / "gridplus.svg"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256)


def drawn(size: int) -> QImage:
    """The icon at one size, on nothing."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(DRAWING)).render(painter)
    painter.end()
    return image


def save(image: QImage, file: Path) -> None:
    """Write it, or end with the name of what could not be written."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if not image.save(str(file)):
        raise SystemExit(f"cannot write {file}")


if __name__ == "__main__":
    application = QGuiApplication(sys.argv[:1])
    folder = Path(sys.argv[1])
    for size in SIZES:
        save(drawn(size), folder / f"{size}x{size}" / "apps" / "gridplus.png")
    if "--ico" in sys.argv[2:]:
        save(drawn(256), folder / "gridplus.ico")
