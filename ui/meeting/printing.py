"""Minutes on a printer and in files."""

from __future__ import annotations

import asyncio
from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from app.domain.problems import Code, Problem

PPI = 300


def a4_printer() -> QPrinter:
    """A printer set to whole A4 pages at the resolution of the page pictures."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    return printer


async def print_pages(printer: QPrinter, pages: tuple[bytes, ...]) -> int:
    """Draws the pictures of pages onto the printer, those of its page range; the count of pages printed.

    Other events get their turn between two pages. Raises `Problem` PAPER_FAILED when the printer does not begin.
    """
    first = printer.fromPage() or 1
    last = printer.toPage() or len(pages)
    chosen = pages[first - 1 : last]
    painter = QPainter()
    if not chosen or not painter.begin(printer):
        raise Problem(Code.PAPER_FAILED, why=printer.printerName())
    try:
        for place, picture in enumerate(chosen):
            if place:
                printer.newPage()
            area = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
            painter.drawImage(QRectF(0, 0, area.width(), area.height()), QImage.fromData(picture))
            await asyncio.sleep(0)
    finally:
        painter.end()
    return len(chosen)


def written(file: str, data: bytes) -> str:
    """Writes the paper into a file and gives its name. Network lane. Raises `Problem` OUTPUT_UNWRITABLE."""
    try:
        Path(file).write_bytes(data)
    except OSError:
        raise Problem(Code.OUTPUT_UNWRITABLE, file=file) from None
    return file
