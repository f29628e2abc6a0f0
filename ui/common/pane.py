"""The pane every screen is built of: a head, a body, and one place that tells the state the body is in."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QStackedLayout, QTabBar, QVBoxLayout, QWidget

from ui.common.buttons import ActButton, IconLabel
from ui.common.chips import Chip, ChipKind
from ui.common.pane_states import (
    Conflicting,
    EmptyByFilter,
    EmptyGood,
    Failed,
    Loading,
    Offline,
    PaneState,
    Partial,
    Ready,
    Reconnecting,
    Stale,
    Wording,
    wording,
)
from ui.common.state_page import Skeleton, StatePage
from ui.common.text import FittingLabel, PlainLabel
from ui.common.theme import Theme
from ui.common.tokens import Space

SKELETON_AFTER = 300
WORDS_AFTER = 5000
STALE_EDGE = 3


class Pane(QWidget):
    """Title, note and right-hand widgets in a head of 32 px, the content below.

    Signals: `cancelled()` while loading, `retry_asked()` for reconnecting and partial, `filter_cleared()`,
    `conflict_opened()`, `details_copied(str)` with the trace id after the details went to the clipboard.
    """

    cancelled = Signal()
    retry_asked = Signal()
    filter_cleared = Signal()
    conflict_opened = Signal()
    details_copied = Signal(str)

    def __init__(
        self,
        theme: Theme,
        title: str,
        content: QWidget,
        *,
        note: str = "",
        tabs: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`tabs` stand in the head in place of the title, which then only names the pane."""
        super().__init__(parent)
        self._theme = theme
        self._tabs = tabs
        self._state: PaneState = Ready()
        self._title = PlainLabel(title, size="section")
        self._note = FittingLabel(note, tone="second", size="secondary")
        self._tag = Chip(theme, "", kind="stale")
        self._head = QWidget()
        self._head_row = QHBoxLayout(self._head)
        self._strip = _Strip(theme)
        self._page = StatePage(theme)
        self._skeleton = Skeleton(theme)
        self._column = QVBoxLayout(self)
        self._body = QStackedLayout()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._assemble(content)
        self._patience.timeout.connect(self._on_patience_ended)
        self._page.pressed.connect(self._on_button_pressed)
        self._strip.pressed.connect(self._on_button_pressed)
        theme.changed.connect(self._on_theme_changed)
        self.set_title(title, note=note)
        self.show_state(Ready())

    @property
    def state(self) -> PaneState:
        return self._state

    @property
    def wording(self) -> Wording:
        """What is said about the state now."""
        return wording(self._state)

    def set_title(self, title: str, *, note: str = "", shorter: tuple[str, ...] = ()) -> None:
        """New words in the head, already translated; `shorter` notes stand in where the first does not fit."""
        self._title.setText(title)
        self._note.say(note, *(shorter or (("",) if self._tabs is not None else ())))
        self._note.setMinimumWidth(2 * Space.ICON if note else 1)
        self.setAccessibleName(title)

    def lead_with(self, tabs: QWidget | None) -> None:
        """Puts tabs of somebody else at the left of the head in place of the title; None gives the title its place back."""
        if self._tabs is not None and self._tabs is not tabs:
            self._head_row.removeWidget(self._tabs)
        self._tabs = tabs
        if tabs is not None:
            _keep_whole(tabs)
            self._head_row.insertWidget(0, tabs)
            tabs.show()
        self._title.setVisible(tabs is None)
        self._fit_head()

    def add_to_head(self, widget: QWidget) -> None:
        """Puts a widget at the right end of the head."""
        self._head_row.addWidget(widget)

    def show_state(self, state: PaneState) -> None:
        """Tells another state; the content stays where it can still be read."""
        if isinstance(state, Loading) and isinstance(self._state, Loading):
            return
        self._state = state
        self._patience.stop()
        words = self.wording
        self._tag.setVisible(bool(words.tag))
        self._fit_tag()
        self._column.setContentsMargins(STALE_EDGE if self._is_old() else 1, 1, 1, 1)
        self._strip.show_words(words)
        if isinstance(state, Loading):
            self._patience.start(SKELETON_AFTER)
        elif words.covers:
            mine, theirs = (state.mine, state.theirs) if isinstance(state, Conflicting) else ("", "")
            self._page.show_words(words, mine=mine, theirs=theirs)
            self._body.setCurrentWidget(self._page)
        else:
            self._body.setCurrentIndex(0)
        self.setAccessibleDescription("" if isinstance(state, Loading) else words.spoken)
        self.update()

    @property
    def is_covered(self) -> bool:
        """Whether something stands in place of the content."""
        return self._body.currentIndex() != 0

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange and not isinstance(self._state, Loading):
            self.show_state(self._state)
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_tag()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(box, Space.RADIUS, Space.RADIUS)
        painter.fillPath(shape, QColor(tokens.pane))
        painter.save()
        painter.setClipPath(shape)
        head = QRectF(0, 0, self.width(), self._head.geometry().bottom() + 1)
        painter.fillRect(head, QColor(tokens.head))
        painter.fillRect(QRectF(0, head.bottom(), self.width(), 1), QColor(tokens.line))
        if self._is_old():
            painter.fillRect(QRectF(0, 0, STALE_EDGE, self.height()), QColor(tokens.stale))
        painter.restore()
        painter.setPen(QPen(QColor(tokens.edge), 1))
        painter.drawPath(shape)
        painter.end()

    @property
    def _head_height(self) -> int:
        return Space.PANE_HEAD if self._tabs is None else Space.TABS

    def _is_old(self) -> bool:
        match self._state:
            case Stale() | Offline() | Reconnecting() | Partial():
                return True
            case EmptyGood(away=away):
                return away
            case EmptyByFilter(stale=stale):
                return stale is not None
        return False

    def _assemble(self, content: QWidget) -> None:
        self._fit_head()
        self._head_row.setSpacing(self._theme.px(Space.GAP))
        if self._tabs is not None:
            _keep_whole(self._tabs)
            self._head_row.addWidget(self._tabs)
            self._title.hide()
        self._head_row.addWidget(self._title)
        self._head_row.addWidget(self._note, 1)
        self._head_row.addWidget(self._tag)
        column = self._column
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addSpacing(1)
        column.addWidget(self._strip)
        column.addLayout(self._body, 1)
        for layer in (content, self._page, self._skeleton):
            self._body.addWidget(layer)

    def _fit_tag(self) -> None:
        """The tag in full, short where the head would not hold it, else the edge and the band alone say it."""
        words = self.wording
        if not words.tag:
            return
        kind: ChipKind = "flag" if words.calm else "stale"
        for text in (words.tag, words.short_tag, ""):
            self._tag.setVisible(bool(text))
            self._tag.show_text(text, kind=kind)
            self._head_row.invalidate()
            if self._head_row.totalMinimumSize().width() <= self.width() or not words.short_tag:
                return

    def _fit_head(self) -> None:
        px = self._theme.px
        self._head.setFixedHeight(px(self._head_height))
        self._head_row.setContentsMargins(px(Space.INSET if self._tabs is None else Space.PAIR), 0, px(Space.INSET) - 4, 0)

    @Slot()
    def _on_theme_changed(self) -> None:
        self._fit_head()
        self.update()

    @Slot()
    def _on_patience_ended(self) -> None:
        if self._body.currentWidget() is not self._skeleton and not self._page.isVisible():
            self._body.setCurrentWidget(self._skeleton)
            self._patience.start(WORDS_AFTER - SKELETON_AFTER)
        else:
            self._page.show_words(self.wording)
            self._body.setCurrentWidget(self._page)
            self.setAccessibleDescription(self.wording.spoken)

    @Slot()
    def _on_button_pressed(self) -> None:
        match self._state:
            case Loading():
                self.cancelled.emit()
            case Reconnecting() | Partial():
                self.retry_asked.emit()
            case EmptyByFilter():
                self.filter_cleared.emit()
            case Conflicting():
                self.conflict_opened.emit()
            case Failed(trace=trace):
                QApplication.clipboard().setText(f"{self.wording.headline}\n{self.wording.detail}")
                self.details_copied.emit(trace)


def _keep_whole(tabs: QWidget) -> None:
    """Tabs in a head never scroll: what stands beside them gives way."""
    if isinstance(tabs, QTabBar):
        tabs.setUsesScrollButtons(False)
        tabs.setElideMode(Qt.TextElideMode.ElideNone)
        tabs.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)


class _Strip(QWidget):
    """One line under the head of a pane that keeps its content: icon, words, and a button where one helps."""

    pressed = Signal()

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = IconLabel(theme, "info", tone="text2")
        self._words = PlainLabel(size="secondary", wrap=True)
        self._button = ActButton(theme, "", height=26)
        self._button.clicked.connect(self.pressed)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(Space.INSET), 3, theme.px(8), 4)
        row.setSpacing(theme.px(8))
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        row.addWidget(self._button)

    def show_words(self, words: Wording) -> None:
        self.setVisible(bool(words.strip))
        if words.strip:
            self._icon.show_icon(words.icon)
            self._words.setText(words.strip)
            self._button.show_act(words.button)
            self._button.setVisible(bool(words.button))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.tokens.selection))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(self._theme.tokens.line))
        painter.end()
