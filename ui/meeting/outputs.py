"""What becomes of the minutes: pages for the preview, a file, paper from a printer."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog

from app.desk.meeting import Workspace
from app.desk.panels import WeeklyPackage
from app.domain.problems import Problem
from ui.common.pane_states import EmptyGood, Failed, Loading
from ui.incident.means import Means
from ui.meeting.preview import MinutesPreview
from ui.meeting.printing import PPI, a4_printer, print_pages, written
from ui.meeting.work import MeetingWork

KINDS = {"pdf": "PDF (*.pdf)", "docx": "Word (*.docx)"}


class Outputs(QObject):
    """Sets the preview anew whenever the paper says something else; one setting at a time, the newest state wins."""

    def __init__(self, means: Means, work: MeetingWork, preview: MinutesPreview) -> None:
        super().__init__(preview)
        self._means, self._work, self._preview = means, work, preview
        self._found: Workspace | None = None
        self._trial: WeeklyPackage | None = None
        self._known = ""
        self._due = False
        self._running = False
        preview.print_asked.connect(self.print)
        preview.export_asked.connect(self.export)

    @property
    def file_name(self) -> str:
        """The name offered for a file, without its ending."""
        found = self._found
        return f"{found.area_name}工作例会纪要-{found.week.week}" if found else ""

    def set_means(self, means: Means) -> None:
        self._means = means

    def forget(self) -> None:
        """Another week: what is on screen is not its paper."""
        self._found, self._known = None, ""
        self._preview.show_pages(())
        self._preview.show_state(Loading())

    def show_workspace(self, found: Workspace, trial: WeeklyPackage | None) -> None:
        """The meeting has changed: sets its paper anew if that changes what it says."""
        self._found, self._trial = found, trial
        if found.meeting is None:
            self._known = ""
            words = self.tr("筹备例会以后，这里是纪要")
            self._preview.show_state(EmptyGood(words=words, checked_at=self._means.desk.now()))
            return
        self._due = True
        if not self._running:
            self._running = True
            self._means.tasks.start(self, self._set(), name="preview")

    @Slot()
    def print(self) -> None:
        """Opens the print dialog; the pages are set at 300 points per inch once it was accepted."""
        printer = a4_printer()
        dialog = QPrintDialog(printer, self._preview.window())
        dialog.setWindowTitle(self.tr("打印纪要"))
        dialog.accepted.connect(partial(self._on_printer_chosen, printer))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)  # its own open() wants a slot by name

    @Slot(str)
    def export(self, kind: str) -> None:
        """Asks where to and writes the minutes there."""
        dialog = QFileDialog(self._preview.window(), self.tr("保存纪要"), f"{self.file_name}.{kind}", KINDS[kind])
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(kind)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.fileSelected.connect(partial(self.save, kind))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save(self, kind: str, file: str) -> None:
        """Writes the minutes into a file."""
        self._means.tasks.start(self, self._save(kind, file), name=f"save {kind}")

    async def print_on(self, printer: QPrinter) -> int:
        """Prints the minutes; the count of pages."""
        if self._found is None:
            return 0
        pages = await self._work.print_ready(self._found, self._trial, ppi=PPI)
        count = await print_pages(printer, pages)
        self._means.notices.info(self.tr("已送打印 {count} 页").format(count=count))
        return count

    async def _save(self, kind: str, file: str) -> None:
        if self._found is None:
            return
        data = await self._work.file(self._found, self._trial, kind=kind)
        await self._means.desk.lanes.network(lambda: written(file, data))
        self._means.notices.info(self.tr("已保存 {file}").format(file=file))

    async def _set(self) -> None:
        try:
            while self._due and self._found is not None:
                self._due = False
                await self._set_once(self._found, self._trial)
        finally:
            self._running = False

    async def _set_once(self, found: Workspace, trial: WeeklyPackage | None) -> None:
        self._preview.show_state(Loading())
        try:
            printed = await self._work.pages(found, trial, known=self._known)
        except Problem as problem:
            self._known = ""
            self._preview.show_state(Failed(what=self.tr("纪要没有排成"), remedy=self._means.words.say(problem)))
            return
        if self._found is not found and self._due:
            return
        if printed is not None:
            self._known = printed.digest
            self._preview.show_pages(tuple(QImage.fromData(page) for page in printed.pages))
        else:
            self._preview.stay()

    def _on_printer_chosen(self, printer: QPrinter) -> None:
        self._means.tasks.start(self, self.print_on(printer), name="print")
