"""The bar at the top: place, person and shift, clock, link, the pages, and the command box."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, QRect, QSize, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QTabBar, QToolButton, QWidget

from app.desk.ports import Link, LinkState, Seat, Session
from app.desk.reading import Ground
from app.desk.words import Words
from ui.common.buttons import IconLabel
from ui.common.formatting import DAY, Language, age, ago, clock, clock_offset, day_of, days, hour_minute
from ui.common.icons import icon
from ui.common.text import ElidedLabel, PlainLabel
from ui.common.theme import Theme
from ui.common.tokens import Space
from ui.shell.area_choice import AreaChoice
from ui.shell.standing import AWAY, Standing, is_off

WIDE = 1600
COMMAND_WIDTH = 330
NARROW_COMMAND_WIDTH = 236
SMALL_COMMAND_WIDTH = 110
PAGES = ("desk", "meeting", "conflicts", "duty", "settings")


class TopBar(QWidget):
    """Says where and who one is; nothing in it blinks.

    Signals: `page_chosen(str)` with one of `PAGES`; `area_chosen(str)` with the code of another area.
    """

    page_chosen = Signal(str)
    area_chosen = Signal(str)

    def __init__(self, theme: Theme, words: Words, command: QWidget, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._words, self._command = theme, words, command
        self._standing = Standing()
        self._seat: Seat | None = None
        self._session: Session | None = None
        self._link: Link | None = None
        self._area = AreaChoice()
        self._centre = PlainLabel(tone="second", size="secondary")
        self._person = PlainLabel(bold=True)
        self._shift = PlainLabel(tone="second", size="secondary")
        self._clock = PlainLabel(size="clock")
        self._day = PlainLabel(tone="second", size="secondary")
        self._offset = PlainLabel(tone="second", size="secondary")
        self._link_icon = IconLabel(theme, "link", tone="text")
        self._link_words = PlainLabel(bold=True)
        self._link_age = ElidedLabel(tone="second", size="secondary")
        self._pages = QTabBar()
        self._menu = QToolButton()
        self._rules: list[QFrame] = []
        self._row = QHBoxLayout(self)
        self._assemble()
        self.retranslate()
        theme.changed.connect(self._on_theme_changed)

    @property
    def pages(self) -> QTabBar:
        return self._pages

    @property
    def area(self) -> AreaChoice:
        return self._area

    def show_areas(self, grounds: tuple[Ground, ...], area: str) -> None:
        """The areas that may be had in view, and the one that is."""
        self._area.show_areas(grounds, area)
        self._fit()

    @property
    def menu(self) -> QToolButton:
        """The button of the menu that lists every act with its key."""
        return self._menu

    def set_words(self, words: Words) -> None:
        self._words = words
        self.retranslate()

    def show_who(self, seat: Seat | None, session: Session | None) -> None:
        """Names seat and acting person."""
        self._seat, self._session = seat, session
        self._fit()

    def show_standing(self, standing: Standing) -> None:
        """Names area and shift, and how many refusals wait."""
        self._standing = standing
        self._tell_pages()
        self._fit()

    def show_page(self, page: str) -> None:
        """Marks the page on screen."""
        self._pages.setCurrentIndex(PAGES.index(page))

    def tick(self, link: Link, now: datetime) -> None:
        """A second has passed, or the link has changed."""
        changed = self._link is None or link.state is not self._link.state
        self._link = link
        language = Language(self._words.language)
        self._clock.setText(clock(now))
        self._day.setText(day_of(now, language))
        offset = link.clock_offset
        told = self.tr("时差 {offset}").format(offset=clock_offset(offset)) if offset is not None else ""
        self._offset.setText(self.tr("本地时钟") if link.state in AWAY or offset is None else told)
        self._offset.set_tone("over" if is_off(link) else "second")
        away = link.state in AWAY
        self._link_icon.show_icon("link-off" if away else "link")
        if away:
            seconds = (now - link.since).total_seconds()
            since = days(int(seconds // DAY), language) if seconds >= DAY else age(seconds, language)
            self._link_words.setText(self.tr("离线"))
            self._link_age.setText(since.removeprefix("00:"))
        elif link.state is LinkState.CATCHING_UP:
            self._link_words.setText(self.tr("补取中"))
            self._link_age.setText(f"{link.done}/{link.total}")
        else:
            self._link_words.setText(self.tr("在线"))
            self._link_age.setText(ago((now - link.as_of).total_seconds(), language) if link.as_of else "")
        if changed:
            self._fit()

    def retranslate(self) -> None:
        self._centre.setText(self.tr("城运分中心"))
        self._area.retranslate()
        self._menu.setAccessibleName(self.tr("菜单"))
        self._menu.setToolTip(self.tr("全部功能与快捷键"))
        self._pages.setAccessibleName(self.tr("页面"))
        self._tell_pages()
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(800, self._theme.px(Space.BAR))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leaves out what there is no room for, the least needed first; clock, person and pages always stay."""
        px = self._theme.px
        wide = self.width() >= px(WIDE)
        self._tell_who()
        self._command.setFixedWidth(px(COMMAND_WIDTH if wide else NARROW_COMMAND_WIDTH))
        optional = (self._offset, self._centre, self._day, self._link_age, self._shift, self._area)
        for part in optional:
            part.setVisible(bool(part.text()))
        for narrower in (*optional[:4], SMALL_COMMAND_WIDTH, *optional[4:]):
            if self._needed() <= self.width():
                return
            if isinstance(narrower, QWidget):
                narrower.hide()
            else:
                self._command.setFixedWidth(px(narrower))

    def _needed(self) -> int:
        """The least width of all that is shown now, and of the command box even before it is."""
        self._row.invalidate()
        waiting = self._command.minimumWidth() + self._row.spacing() if self._command.isHidden() else 0
        return self._row.totalMinimumSize().width() + waiting

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.bar))
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), QColor(tokens.edge))
        painter.end()

    def _assemble(self) -> None:
        px = self._theme.px
        self.setFixedHeight(px(Space.BAR))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = self._row
        row.setContentsMargins(px(Space.INSET), 0, px(Space.INSET), 1)
        row.setSpacing(px(Space.GAP))
        groups: tuple[tuple[QWidget, ...], ...] = (
            (IconLabel(self._theme, "brand", tone="text", size=20), self._area, self._centre),
            (IconLabel(self._theme, "person"), self._person, self._shift),
            (self._clock, self._day, self._offset),
            (self._link_icon, self._link_words, self._link_age),
        )
        for place, group in enumerate(groups):
            if place:
                row.addWidget(self._rule())
            for widget in group:
                row.addWidget(widget)
        self._link_age.setFixedWidth(px(72))
        for _ in PAGES:
            self._pages.addTab("")
        self._pages.setUsesScrollButtons(False)
        row.addStretch(1)
        row.addWidget(self._pages)
        row.addStretch(1)
        row.addWidget(self._menu)
        row.addWidget(self._command)
        self._menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu.setIcon(icon("menu", self._theme.tokens))
        self._menu.setStyleSheet("QToolButton { padding: 0 6px; } QToolButton::menu-indicator { image: none; }")
        self._pages.currentChanged.connect(self._on_page_changed)
        self._area.chosen.connect(self.area_chosen)

    def _rule(self) -> QFrame:
        rule = QFrame()
        rule.setFrameShape(QFrame.Shape.VLine)
        rule.setFixedHeight(self._theme.px(20))
        rule.setStyleSheet(f"color: {self._theme.tokens.control}")
        self._rules.append(rule)
        return rule

    def _tell_who(self) -> None:
        self._area.show_name(self._standing.area)
        seat = self._seat.name if self._seat else ""
        person = self._session.name if self._session else self.tr("未登录")
        self._person.setText(f"{seat} {person}".strip())
        shift = self._standing.shift
        hours = f"{hour_minute(shift.starts)}–{hour_minute(shift.ends)}" if shift else ""
        wide = self.width() >= self._theme.px(WIDE)
        short = self.tr("至 {time}").format(time=hour_minute(shift.ends)) if shift else ""
        self._shift.setText(f"{shift.name} {hours if wide else short}" if shift else "")

    def _tell_pages(self) -> None:
        conflicts = f" {self._standing.conflicts}" if self._standing.conflicts else ""
        words = (
            self.tr("值守"),
            self.tr("例会"),
            self.tr("冲突箱") + conflicts,
            self.tr("日志"),
            self.tr("设置"),
        )
        for place, word in enumerate(words):
            self._pages.setTabText(place, word)
            self._pages.setTabToolTip(place, f"Ctrl+{place + 1}")

    @Slot(int)
    def _on_page_changed(self, place: int) -> None:
        self.page_chosen.emit(PAGES[place])

    @Slot()
    def _on_theme_changed(self) -> None:
        self.setFixedHeight(self._theme.px(Space.BAR))
        self._fit()
        self._menu.setIcon(icon("menu", self._theme.tokens))
        for rule in self._rules:
            rule.setStyleSheet(f"color: {self._theme.tokens.control}")
