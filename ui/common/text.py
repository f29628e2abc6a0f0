"""Text from outside, shown as text and nothing else.

Titles, addresses and notes come from citizens, imports and other desks. They never reach Qt's rich text:
labels here are plain for good, tool tips escape, and documents load no resource and follow no link.
"""

from __future__ import annotations

from html import escape
from typing import Literal

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QUrl
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QStyleOption, QTextBrowser, QToolTip, QWidget

from ui.common.tokens import Space

Tone = Literal["", "second", "note", "off", "critical", "over", "available", "band", "stale"]
TextSize = Literal["", "page", "title", "clock", "section", "secondary", "note"]
LONGEST_TOOLTIP = 2000


def tooltip(text: str) -> str:
    """A tool tip that shows `text` literally, whatever markup it holds; cut at 2,000 characters. Empty text:
    no tool tip.
    """
    if not text:
        return ""
    cut = text if len(text) <= LONGEST_TOOLTIP else text[: LONGEST_TOOLTIP - 1] + "…"
    return f'<p style="white-space:pre-wrap">{escape(cut)}</p>'


class PlainLabel(QLabel):
    """A label that never interprets its text. Its colour and size are roles of the style sheet, so they
    follow the theme.
    """

    def __init__(
        self,
        text: str = "",
        *,
        tone: Tone = "",
        size: TextSize = "",
        bold: bool = False,
        wrap: bool = False,
        selectable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("tone", tone)
        self.setProperty("textSize", size)
        if bold:
            self.setStyleSheet("font-weight: bold")
        self.setWordWrap(wrap)
        if selectable:
            self.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        self.setText(text)

    def set_tone(self, tone: Tone) -> None:
        """Gives the label another colour role."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)


class ElidedLabel(PlainLabel):
    """One line that shortens itself with «…»; the whole text is its tool tip only while something is hidden.

    Numbers never elide: give them a plain label and their width.
    """

    def __init__(
        self,
        text: str = "",
        *,
        tone: Tone = "",
        size: TextSize = "",
        bold: bool = False,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", tone=tone, size=size, bold=bold, parent=parent)
        self._mode = mode
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(2 * Space.ICON)
        self.setText(text)

    def event(self, event: QEvent) -> bool:
        """Shows the whole text as tool tip where something is hidden."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and not self.toolTip():
            hidden = self.shown_text != self.line
            QToolTip.showText(event.globalPos(), tooltip(self.text()) if hidden else "", self)
            return True
        return super().event(event)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance(self.line) + 2, hint.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(2 * Space.ICON, super().minimumSizeHint().height())

    @property
    def line(self) -> str:
        """The whole text as one line: line breaks become spaces."""
        return " ".join(self.text().split())

    @property
    def shown_text(self) -> str:
        """What fits at the present width."""
        return self.fontMetrics().elidedText(self.line, self._mode, self.contentsRect().width())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), self.alignment(), self.shown_text)


class FittingLabel(ElidedLabel):
    """One line in several wordings, the fullest first: shows the first that fits, the last one shortened if none does.

    An empty last wording leaves the place empty rather than say half of it.
    """

    def __init__(self, *wordings: str, tone: Tone = "", size: TextSize = "", bold: bool = False) -> None:
        super().__init__("", tone=tone, size=size, bold=bold)
        self._wordings: tuple[str, ...] = ()
        self.say(*wordings)

    def say(self, *wordings: str) -> None:
        """Other words, the fullest first."""
        self._wordings = wordings or ("",)
        self._choose()
        self.updateGeometry()

    @property
    def full(self) -> str:
        """The fullest wording, whatever is shown."""
        return self._wordings[0]

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance(self._wordings[0]) + 2, hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_wordings"):
            self._choose()

    def _choose(self) -> None:
        room, metrics = self.contentsRect().width(), self.fontMetrics()
        fitting = (words for words in self._wordings if metrics.horizontalAdvance(words) <= room)
        chosen = next(fitting, self._wordings[-1])
        if chosen != self.text():
            self.setText(chosen)
        self.setToolTip(tooltip(self._wordings[0]) if chosen != self._wordings[0] else "")


class SafeDocument(QTextDocument):
    """A rich text document of our own making that fetches nothing: no file, no picture, no style sheet, no
    network.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setUndoRedoEnabled(False)

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Answers every request with nothing."""
        return b""


class SafeBrowser(QTextBrowser):
    """Shows longer text read-only: plain text as it is, or our own HTML on a `SafeDocument`. No links, no
    resources.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDocument(SafeDocument(self))
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFrameShape(QTextBrowser.Shape.NoFrame)

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Answers every request with nothing."""
        return b""
