"""What makes the sheet of a supervision (督办单): asks for a printer or a file, and has it set."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from app.desk.document import Document
from app.desk.incident import CaseDetail
from app.desk.ports import Paper
from app.desk.supervision import supervision_sheet
from app.desk.words import Words
from app.domain.grid import Grid
from app.domain.ids import SHANGHAI
from app.domain.problems import Code, Problem
from ui.incident.means import Means

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class SupervisionSheets(QObject):
    """Makes the sheet of a case on screen: to a printer or into a file, offline as well."""

    def __init__(self, means: Means, window: QWidget) -> None:
        super().__init__(window)
        self._means, self._window = means, window

    def set_words(self, words: Words) -> None:
        self._means = replace(self._means, words=words)

    @Slot(str, object)
    def give(self, kind: str, shown: object) -> None:
        """Asks for a printer or a file."""
        if not isinstance(shown, CaseDetail):
            return
        if kind == "print":
            # Loaded here: the first window should not wait for what only a printer needs.
            from PySide6.QtPrintSupport import QPrintDialog

            from ui.meeting.printing import a4_printer

            printer = a4_printer()
            dialog = QPrintDialog(printer, self._window)
            dialog.setWindowTitle(self.tr("打印督办单"))
            dialog.accepted.connect(partial(self._on_printer_chosen, shown, printer))
            dialog.finished.connect(dialog.deleteLater)
            QDialog.open(dialog)  # its own open() wants a slot by name
            return
        name = self.tr("督办单-{number}").format(number=shown.case.called)
        picker = QFileDialog(self._window, self.tr("保存督办单"), f"{name}.pdf", "PDF (*.pdf)")
        picker.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        picker.setDefaultSuffix("pdf")
        picker.setOption(QFileDialog.Option.DontUseNativeDialog)
        picker.fileSelected.connect(partial(self.save, shown))
        picker.finished.connect(picker.deleteLater)
        picker.open()

    @property
    def _paper(self) -> Paper:
        if self._means.paper is None:
            raise Problem(Code.PAPER_FAILED, reason="—")
        return self._means.paper

    def save(self, shown: CaseDetail, file: str) -> None:
        """Writes the sheet into a file."""
        self._means.tasks.start(self, self._save(shown, file), name="save sheet")

    async def print_on(self, shown: CaseDetail, printer: QPrinter) -> int:
        """Prints the sheet; the count of pages."""
        from ui.meeting.printing import PPI, print_pages

        paper, document = self._paper, await self._document(shown)
        pages = await self._means.desk.lanes.network(lambda: paper.pages(document, ppi=PPI))
        count = await print_pages(printer, pages)
        self._means.notices.info(self.tr("已送打印 {count} 页").format(count=count))
        return count

    async def _save(self, shown: CaseDetail, file: str) -> None:
        from ui.meeting.printing import written

        paper, document, now = self._paper, await self._document(shown), self._means.desk.now()
        await self._means.desk.lanes.network(lambda: written(file, paper.pdf(document, stamp=now)))
        self._means.notices.info(self.tr("已保存 {file}").format(file=file))

    async def _document(self, shown: CaseDetail) -> Document:
        desk, area = self._means.desk, shown.case.area
        grid = await desk.read(lambda cache: cache.get(Grid, area))
        today = desk.now().astimezone(SHANGHAI).date()
        return supervision_sheet(shown, desk.reference, area_name=grid.name if grid else area, today=today)

    def _on_printer_chosen(self, shown: CaseDetail, printer: QPrinter) -> None:
        self._means.tasks.start(self, self.print_on(shown, printer), name="print sheet")
