"""The files of a case: small pictures, the others by name, and a place to add more."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from app.desk.desk import Desk
from app.desk.incident import CaseDetail
from app.desk.ports import Blobs
from app.desk.words import Words
from app.domain.incident import Attachment
from ui.common.buttons import ActButton
from ui.common.formatting import file_size
from ui.common.icons import paint_icon
from ui.common.tasks import Tasks
from ui.common.text import ElidedLabel, tooltip
from ui.common.theme import Theme
from ui.common.tokens import Size, Space
from ui.incident.facts import emptied
from ui.incident.section import Section

SHOWN = 3
THUMB = (92, 56)
LARGEST_SIDE = 20_000


class AttachmentsSection(Section):
    """「附件」. Pictures are decoded small; a file that is not here yet shows as its name.

    Signals: `files_asked()` after the person wants to pick files.
    """

    files_asked = Signal()

    def __init__(self, desk: Desk, theme: Theme, tasks: Tasks, blobs: Blobs | None, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._desk, self._file_theme, self._tasks, self._blobs = desk, theme, tasks, blobs
        self._shown: tuple[str, ...] = ()
        self._add = ActButton(theme, "", icon="attach", height=26)
        self._row = QHBoxLayout()
        self._row.setSpacing(theme.px(6))
        self._hint = ElidedLabel(tone="note", size="note")
        self.add_to_head(self._add)
        self.column.addLayout(self._row)
        self.column.addWidget(self._hint)
        self._add.clicked.connect(self.files_asked)

    def show_case(self, detail: CaseDetail, words: Words) -> None:
        """Shows the files of a case."""
        files = detail.attachments
        pictures = sum(file.media.startswith("image/") for file in files)
        note = self.tr("照片 {pictures} · 其他 {others}").format(pictures=pictures, others=len(files) - pictures)
        self.entitle(self.tr("附件"), note if files else "")
        self._add.show_act(self.tr("添加…"), icon="attach")
        self._add.setVisible(not detail.row.read_only)
        if self._blobs is None:
            self._add.lock(self.tr("本机没有打开附件库"))
        self._hint.setText("" if detail.row.read_only else self.tr("拖入文件，或用 Ctrl+V 粘贴截图"))
        ids = tuple(file.id for file in files)
        if ids != self._shown:
            self._shown = ids
            self._fill(files)

    def _fill(self, files: tuple[Attachment, ...]) -> None:
        emptied(self._row)
        for file in sorted(files, key=lambda f: f.added_at, reverse=True)[:SHOWN]:
            thumb = Thumb(self._file_theme, file)
            self._row.addWidget(thumb)
            if self._blobs is not None and file.media.startswith("image/"):
                self._tasks.start(thumb, self._load(thumb, file, self._blobs), name="read picture")
        self._row.addStretch(1)

    async def _load(self, thumb: Thumb, file: Attachment, blobs: Blobs) -> None:
        data = await self._desk.lanes.store(lambda: blobs.get(file.sha256))
        if data is not None:
            thumb.show_picture(small_picture(data, thumb.sizeHint()))


def small_picture(data: bytes, size: QSize) -> QImage | None:
    """The picture decoded no larger than needed; None for what is no picture or claims to be enormous."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    whole = reader.size()
    if not whole.isValid() or max(whole.width(), whole.height()) > LARGEST_SIDE:
        return None
    reader.setScaledSize(whole.scaled(size, Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    image = reader.read()
    return None if image.isNull() else image


class Thumb(QWidget):
    """One file: its picture, or an icon with its name and size."""

    def __init__(self, theme: Theme, file: Attachment, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._file = theme, file
        self._picture: QImage | None = None
        self.setFixedSize(self.sizeHint())
        self.setAccessibleName(file.name)
        self.setAccessibleDescription(f"{file.media} {file_size(file.size)}")
        self.setToolTip(tooltip(f"{file.name}\n{file_size(file.size)}"))

    @property
    def has_picture(self) -> bool:
        return self._picture is not None

    def show_picture(self, picture: QImage | None) -> None:
        """Shows the decoded picture."""
        self._picture = picture
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(THUMB[0]), self._theme.px(THUMB[1]))

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self._picture is not None:
            spare = self._picture.size() - self.size()
            source = QRectF(spare.width() / 2, spare.height() / 2, self.width(), self.height())
            painter.drawImage(QRectF(self.rect()), self._picture, source)
        else:
            painter.fillRect(box, QColor(tokens.field))
            paint_icon(painter, QRectF(0, self._theme.px(6), self.width(), self._theme.px(Space.ICON)), "document", tokens.text2)
            painter.setFont(self._theme.font(Size.NOTE))
            painter.setPen(QColor(tokens.text2))
            name = painter.fontMetrics().elidedText(self._file.name, Qt.TextElideMode.ElideMiddle, self.width() - 8)
            painter.drawText(box.adjusted(4, self._theme.px(26), -4, 0), Qt.AlignmentFlag.AlignHCenter, name)
        painter.setPen(QPen(QColor(tokens.edge), 1))
        painter.drawRect(box)
        painter.end()


def file_picker(parent: QWidget, title: str, kinds: str) -> QFileDialog:
    """A dialog for several files, to be opened and heard by `filesSelected`; it closes itself for good."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilter(kinds)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog
