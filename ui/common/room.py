"""Room on a small screen: dialogs that stay inside the window they stand over, content that scrolls where it does not fit."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

MARGIN = 32
LEAST_HEIGHT = 120


def within(parent: QWidget | None, wanted: QSize) -> QSize:
    """A size in px that leaves a margin of the window in which `parent` is; without one the size as wanted."""
    if parent is None:
        return wanted
    return wanted.boundedTo(parent.window().size() - QSize(MARGIN, MARGIN))


class Scrolled(QScrollArea):
    """Content at its full height where there is room for it, scrolled up and down where there is not, never sideways."""

    def __init__(self, content: QWidget, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = content
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setWidget(content)
        for ground in (content, self.viewport()):
            ground.setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        hint = self._content.sizeHint().expandedTo(self._least())
        width = max(hint.width(), self.width() if self.isVisible() else 0)
        height = self._content.heightForWidth(width) if self._content.hasHeightForWidth() else hint.height()
        return QSize(hint.width(), max(height, hint.height()))

    def minimumSizeHint(self) -> QSize:
        least = self._least()
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(least.width() + bar, min(least.height(), LEAST_HEIGHT))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Content that has changed wants another height."""
        if watched is self._content and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def _least(self) -> QSize:
        return self._content.minimumSizeHint().expandedTo(self._content.minimumSize())
