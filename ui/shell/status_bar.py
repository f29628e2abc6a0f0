"""The bar at the bottom: link, what waits, conflicts, the time of the data, seat, shift, and the keys of the page."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, QRect, QSize, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from app.desk.ports import Link, LinkState
from app.desk.words import Words
from ui.common.buttons import IconLabel
from ui.common.chips import Chip
from ui.common.formatting import DAY, Language, ago, earlier_day, time_of_data
from ui.common.key_cap import KeyCap
from ui.common.text import PlainLabel
from ui.common.theme import Theme
from ui.common.tokens import Size, Space
from ui.shell.standing import AWAY, Standing

ROOM_FOR_KEYS = 1100
ALL_KEYS_FROM = 1500


class StatusBar(QWidget):
    """Everything in words; the numbers of what waits and what was refused can be pressed.

    Signals: `conflicts_asked()`.
    """

    conflicts_asked = Signal()

    def __init__(self, theme: Theme, words: Words, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._words = theme, words
        self._standing = Standing()
        self._link: Link | None = None
        self._seat = ""
        self._icon = IconLabel(theme, "check", tone="text2", size=14)
        self._link_words = PlainLabel(size="note", tone="second")
        self._pending = QToolButton()
        self._conflicts = QToolButton()
        self._as_of = PlainLabel(size="note", tone="second")
        self._old = Chip(theme, "", kind="stale")
        self._place = PlainLabel(size="note", tone="second")
        self._clock = PlainLabel(size="note", tone="second")
        self._keys: list[tuple[KeyCap, PlainLabel]] = []
        self._assemble()
        self.retranslate()

    @property
    def text(self) -> str:
        """All that the bar says, left to right."""
        before, after = (self._link_words, self._pending, self._conflicts), (self._as_of, self._place, self._clock)
        told = (*(part.text() for part in before), self.old, *(part.text() for part in after))
        return " ".join(part for part in told if part)

    @property
    def old(self) -> str:
        """The tag in the colour of what is stale: of what time the data are, where they are old or the centre is out of reach."""
        return self._old.words() if not self._old.isHidden() else ""

    def set_words(self, words: Words) -> None:
        self._words = words
        self.retranslate()

    def show_seat(self, seat: str) -> None:
        """Names the seat."""
        self._seat = seat
        self._tell()

    def show_standing(self, standing: Standing) -> None:
        """Shows what waits and what was refused."""
        self._standing = standing
        self._tell()

    def tick(self, link: Link, now: datetime) -> None:
        """A second has passed, or the link has changed."""
        self._link = link
        away = link.state in AWAY
        self._icon.show_icon("link-off" if away else "refresh" if link.state is LinkState.CATCHING_UP else "check")
        self._link_words.setText(self._link_text(link, now))
        self._link_words.setProperty("textSize", "note")
        self._tell_as_of(link, now)
        self._clock.setText(self.tr("时钟按本机") if link.clock_offset is None else "")

    def sizeHint(self) -> QSize:
        return QSize(600, self._theme.px(Space.STATUS))

    def retranslate(self) -> None:
        words = (
            ("F2", self.tr("新建")),
            ("F3", self.tr("下一未确认")),
            ("F6", self.tr("换栏")),
            ("F7", self.tr("力量")),
            ("F8", self.tr("地图")),
            ("/", self.tr("命令")),
            ("F1", self.tr("全部快捷键")),
        )
        for (cap, label), (key, word) in zip(self._keys, words, strict=True):
            cap.setObjectName(key)
            label.setText(word)
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for place, (cap, label) in enumerate(self._keys):
            some = place in (0, 1, 6)
            room = self.width() > self._theme.px(ALL_KEYS_FROM) or (some and self.width() > self._theme.px(ROOM_FOR_KEYS))
            cap.setVisible(room)
            label.setVisible(room)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.bar))
        painter.fillRect(QRect(0, 0, self.width(), 1), QColor(tokens.edge))
        painter.end()

    @Slot()
    def _restyle(self) -> None:
        self.setFixedHeight(self._theme.px(Space.STATUS))
        self._tell()

    def _assemble(self) -> None:
        px = self._theme.px
        self._theme.changed.connect(self._restyle)
        self.setFixedHeight(px(Space.STATUS))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(Space.INSET), 1, px(Space.INSET), 0)
        row.setSpacing(px(16))
        row.addWidget(self._icon)
        row.addWidget(self._link_words)
        for widget in (self._pending, self._conflicts, self._old, self._as_of, self._place, self._clock):
            row.addWidget(widget)
        for button in (self._pending, self._conflicts):
            button.setAutoRaise(True)
            button.setFont(self._theme.font(Size.NOTE))
            button.clicked.connect(self.conflicts_asked)
        row.addStretch(1)
        for key in ("F2", "F3", "F6", "F7", "F8", "/", "F1"):
            cap, label = KeyCap(self._theme, key), PlainLabel(size="note", tone="second")
            self._keys.append((cap, label))
            pair = QHBoxLayout()
            pair.setSpacing(px(6))
            pair.addWidget(cap)
            pair.addWidget(label)
            row.addLayout(pair)

    def _tell(self) -> None:
        found = self._standing
        self._pending.setText(self.tr("待发 {count}").format(count=found.pending))
        self._conflicts.setText(self.tr("冲突箱 {count}").format(count=found.conflicts))
        bold = found.conflicts > 0
        self._conflicts.setFont(self._theme.font(Size.NOTE, bold=bold))
        self._pending.setFont(self._theme.font(Size.NOTE, bold=found.pending > 0))
        self._place.setText("  ".join(part for part in (self._seat, found.shift.name if found.shift else "") if part))

    def _tell_as_of(self, link: Link, now: datetime) -> None:
        """Of what time the data are: with the date where that is not today, with the age where they are older than a day."""
        told, old = self.tr("还没有数据"), False
        if link.as_of is not None:
            told = self.tr("数据截至 {time}").format(time=time_of_data(link.as_of, earlier_day(link.as_of, now=now)))
            seconds = (now - link.as_of).total_seconds()
            old = link.state in AWAY or seconds >= DAY
            if seconds >= DAY:
                told = self.tr("{as_of}，{ago}").format(as_of=told, ago=ago(seconds, Language(self._words.language)))
        self._as_of.setText("" if old else told)
        self._as_of.setVisible(not old)
        if told != self._old.words():
            self._old.show_text(told)
        self._old.setVisible(old)

    def _link_text(self, link: Link, now: datetime) -> str:
        if link.state is LinkState.REFUSED:
            return self._words.tell(link.problem, link.data)
        if link.state is LinkState.OFFLINE:
            return self.tr("离线")
        if link.state is LinkState.CATCHING_UP:
            return self.tr("正在补取 {done}/{total}").format(done=link.done, total=link.total)
        since = (now - link.as_of).total_seconds() if link.as_of else 0
        return self.tr("已同步 {ago}").format(ago=ago(since, Language(self._words.language)))
