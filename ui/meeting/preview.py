"""The minutes as pages: what will be printed, one page at a time at the ratio of A4."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.common.buttons import ActButton
from ui.common.pane import Pane
from ui.common.pane_states import Loading, PaneState, Ready
from ui.common.theme import Theme
from ui.common.tokens import Space

RATIO = 297 / 210
SHADE = 3


class PageSheet(QWidget):
    """One page picture on the canvas, as large as there is room. Paper stays white in both themes.

    Signals: `turned(int)`, +1 or -1, after PgDn, PgUp, arrows or the wheel.
    """

    turned = Signal(int)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._page = QImage()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def show_page(self, page: QImage, *, words: str) -> None:
        """Shows another page; `words` say which."""
        self._page = page
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(420), round(self._theme.px(420) * RATIO))

    def sheet(self) -> QRectF:
        """Where the page lies."""
        room = QRectF(self.rect()).adjusted(Space.GAP, Space.GAP, -Space.GAP, -Space.GAP)
        width = min(room.width(), room.height() / RATIO)
        height = width * RATIO
        return QRectF(room.center().x() - width / 2, room.y() + (room.height() - height) / 2, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        sheet, tokens = self.sheet(), self._theme.tokens
        painter.fillRect(sheet.translated(SHADE, SHADE), QColor(tokens.edge))
        painter.fillRect(sheet, QColor("#FFFFFF"))
        if not self._page.isNull():
            painter.drawImage(sheet, self._page)
        painter.setPen(QPen(QColor(tokens.selection_bar if self.hasFocus() else tokens.line), 2 if self.hasFocus() else 1))
        painter.drawRect(sheet)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ahead = (Qt.Key.Key_PageDown, Qt.Key.Key_Down, Qt.Key.Key_Right)
        back = (Qt.Key.Key_PageUp, Qt.Key.Key_Up, Qt.Key.Key_Left)
        key = Qt.Key(event.key())
        if key in ahead or key in back:
            self.turned.emit(1 if key in ahead else -1)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.turned.emit(-1 if event.angleDelta().y() > 0 else 1)
        event.accept()


class MinutesPreview(QWidget):
    """Pages, and what can be done with them.

    Signals: `edit_asked()`, `print_asked()`, `export_asked(str)` with pdf or docx.
    """

    edit_asked = Signal()
    print_asked = Signal()
    export_asked = Signal(str)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pages: tuple[QImage, ...] = ()
        self._place = 0
        self.sheet = PageSheet(theme)
        self._back = ActButton(theme, "", key="PgUp", height=26)
        self._on = ActButton(theme, "", key="PgDn", height=26)
        self.print = ActButton(theme, "", icon="print")
        self.pdf = ActButton(theme, "", icon="export")
        self.docx = ActButton(theme, "", icon="document")
        self.edit = ActButton(theme, "", icon="edit", role="primary")
        self.pane = Pane(theme, "", self._content())
        self._assemble()
        self.retranslate()

    @property
    def page_count(self) -> int:
        return len(self._pages)

    @property
    def page(self) -> int:
        """The page on screen, from 1; 0 without any."""
        return self._place + 1 if self._pages else 0

    def show_pages(self, pages: tuple[QImage, ...]) -> None:
        """Shows other pages and stays at the same one where there still is one."""
        self._pages = pages
        self._place = min(self._place, max(len(pages) - 1, 0))
        self.pane.show_state(Ready())
        self._tell()

    def stay(self) -> None:
        """The paper says what it said before: the pages stay."""
        self.pane.show_state(Ready())

    def show_state(self, state: PaneState) -> None:
        """Tells why there are no pages; while others are on their way the old ones stay."""
        if not isinstance(state, Loading):
            self._pages = ()
        if not self._pages:
            self.pane.show_state(state)
        self._tell()

    def lock_edit(self, reason: str) -> None:
        """Says why the words cannot be changed; empty: they can."""
        if reason:
            self.edit.lock(reason)
        else:
            self.edit.unlock()

    @Slot(int)
    def turn(self, by: int) -> None:
        """Goes so many pages on."""
        if self._pages:
            self._place = max(0, min(len(self._pages) - 1, self._place + by))
            self._tell()

    def retranslate(self) -> None:
        self._back.show_act(self.tr("上一页"))
        self._on.show_act(self.tr("下一页"))
        self.print.show_act(self.tr("打印…"), icon="print")
        self.pdf.show_act("PDF", icon="export")
        self.docx.show_act("Word", icon="document")
        self.edit.show_act(self.tr("编辑纪要…"), icon="edit", role="primary")
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _content(self) -> QWidget:
        px = self._theme.px
        content = QWidget()
        acts = QHBoxLayout()
        acts.setSpacing(px(Space.GAP))
        for button in (self.pdf, self.docx, self.print):
            acts.addWidget(button)
        acts.addStretch(1)
        acts.addWidget(self.edit)
        column = QVBoxLayout(content)
        column.setContentsMargins(px(Space.GAP), px(Space.GAP), px(Space.GAP), px(Space.GAP))
        column.setSpacing(px(Space.GAP))
        column.addWidget(self.sheet, 1)
        column.addLayout(acts)
        return content

    def _assemble(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pane)
        self.pane.add_to_head(self._back)
        self.pane.add_to_head(self._on)
        self.sheet.turned.connect(self.turn)
        self._back.clicked.connect(self._on_back)
        self._on.clicked.connect(self._on_ahead)
        self.print.clicked.connect(self.print_asked)
        self.pdf.clicked.connect(self._on_pdf)
        self.docx.clicked.connect(self._on_docx)
        self.edit.clicked.connect(self.edit_asked)
        for one, other in pairwise((self._back, self._on, self.sheet, self.pdf, self.docx, self.print, self.edit)):
            self.setTabOrder(one, other)

    def _tell(self) -> None:
        note = self.tr("第 {page} 页，共 {count} 页").format(page=self.page, count=len(self._pages)) if self._pages else ""
        self.pane.set_title(self.tr("纪要预览"), note=note)
        shown = self._pages[self._place] if self._pages else QImage()
        self.sheet.show_page(shown, words=note or self.tr("纪要预览"))
        self._back.setEnabled(self._place > 0)
        self._on.setEnabled(self._place + 1 < len(self._pages))
        for button in (self.pdf, self.docx, self.print):
            button.setEnabled(bool(self._pages))

    @Slot()
    def _on_back(self) -> None:
        self.turn(-1)

    @Slot()
    def _on_ahead(self) -> None:
        self.turn(1)

    @Slot()
    def _on_pdf(self) -> None:
        self.export_asked.emit("pdf")

    @Slot()
    def _on_docx(self) -> None:
        self.export_asked.emit("docx")
