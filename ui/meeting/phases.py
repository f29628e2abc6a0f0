"""The top of the workspace: which week, where its meeting is, what may be done next, what the figures rest on."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QTabBar, QVBoxLayout, QWidget

from app.desk.meeting import WeekRow, Workspace
from app.desk.panels import WeeklyPackage
from app.domain.meeting import Stage
from ui.common.buttons import ActButton, IconLabel
from ui.common.chips import Chip
from ui.common.formatting import number
from ui.common.kept_keys import holder_in, land
from ui.common.steps import Stand, StepLine
from ui.common.text import PlainLabel
from ui.common.tokens import Space
from ui.incident.means import Means
from ui.meeting.telling import moment_words, phases, week_words

HEIGHT = 72
STRIP = 12
"""What the strip with the reason has above and below its words."""
WEEKS, NARROW_WEEKS = 248, 150
FACES = 3
ICONS = {
    "OpenMeeting": "meeting",
    "FreezeMeeting": "lock",
    "HoldMeeting": "people",
    "DraftMinutes": "edit",
    "CheckMinutes": "eye",
    "IssueMinutes": "check-circle",
    "FileMeeting": "flag",
}
FORMS = ("HoldMeeting", "DraftMinutes")


class PhaseBar(QWidget):
    """Week, steps, the state of the figures, the next act and the other ones.

    Signals: `week_chosen(str)`; `act_asked(str)` with the command's name; `trial_asked()`.
    """

    week_chosen = Signal(str)
    act_asked = Signal(str)
    trial_asked = Signal()

    def __init__(self, means: Means, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._means = means
        self._found: Workspace | None = None
        self._package: WeeklyPackage | None = None
        theme = means.theme
        self.weeks = QComboBox()
        self.steps = StepLine(theme)
        self._mark = Chip(theme, "", kind="stale")
        self._rests = PlainLabel(tone="second", size="secondary")
        self._complete = PlainLabel(tone="second", size="secondary")
        self.trial = ActButton(theme, "", icon="chart")
        self.second = ActButton(theme, "")
        self.next = ActButton(theme, "", role="primary")
        self._why = QWidget()
        self._reason = PlainLabel(tone="note", size="secondary", wrap=True)
        self.faces = QTabBar()
        self._here = PlainLabel(size="section")
        self._figures = QWidget()
        self._small = False
        self._parked: QWidget | None = None
        """Where the keys wait for the next act, put there because the last one went away under them."""
        self._assemble()
        self.retranslate()

    @property
    def mark(self) -> str:
        """The tag of figures that are no frozen ones, empty for none."""
        return self._mark.words() if not self._mark.isHidden() else ""

    @property
    def rests(self) -> str:
        """What the figures rest on, in both lines."""
        return f"{self._rests.text()} {self._complete.text()}".strip()

    @property
    def reason(self) -> str:
        """Why the next act cannot be done now, empty if it can."""
        return self._reason.text() if not self._why.isHidden() else ""

    def set_small(self, small: bool) -> None:
        """In a small window the steps give their place to the faces of the workspace, of which one shows at a time."""
        self._small = small
        self.steps.setVisible(not small)
        self._figures.setVisible(not small)
        self._here.setVisible(small)
        self.faces.setVisible(small)
        self.weeks.setMinimumWidth(self._means.theme.px(NARROW_WEEKS if small else WEEKS))
        self.weeks.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def set_means(self, means: Means) -> None:
        self._means = means
        self.retranslate()

    def show_weeks(self, rows: tuple[WeekRow, ...], *, chosen: str) -> None:
        """Offers the weeks and marks one."""
        with QSignalBlocker(self.weeks):
            self.weeks.clear()
            for row in rows:
                told = row.stage is not None and not self._small  # a small window tells it beside the weeks
                stage = f"  {self._means.words.name('stage', row.stage.value)}" if told and row.stage else ""
                self.weeks.addItem(f"{week_words(row, self._means.words)}{stage}", row.week)
            self.weeks.setCurrentIndex(self.weeks.findData(chosen))

    def show_workspace(self, found: Workspace, package: WeeklyPackage | None) -> None:
        """Shows where the meeting is and on which figures, frozen ones or the desk's own trial."""
        self._found, self._package = found, package
        holder = holder_in(self)
        self.retranslate()
        if holder is None:
            self._parked = None
            return
        stops = (self.next, self.second, self.trial, self.faces, self.weeks)
        if holder is self._parked:
            landed = land(self.next, holder, *stops)
            self._parked = None if landed is self.next else landed
        else:
            landed = land(holder, *stops)
            self._parked = landed if landed not in (holder, self.next) else None

    def retranslate(self) -> None:
        self.weeks.setAccessibleName(self.tr("例会的周"))
        self.trial.show_act(self.tr("本地试算"), icon="chart")
        for place, word in enumerate((self.tr("面板"), self.tr("决定"), self.tr("纪要"))):
            self.faces.setTabText(place, word)
        self.faces.setAccessibleName(self.tr("例会的三面"))
        if self._found is not None:
            steps = phases(self._found, self._means.words)
            self.steps.show_steps(steps)
            here = next((at for at, step in enumerate(steps) if step.stand is Stand.CURRENT), None)
            self._here.setText(f"{here + 1}/{len(steps)} {steps[here].word}" if here is not None else "")
        self._tell_figures()
        self._tell_acts()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._means.theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.edge), 1))
        painter.setBrush(QColor(tokens.pane))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), Space.RADIUS, Space.RADIUS)
        painter.end()

    def _tell_figures(self) -> None:
        found, package = self._found, self._package
        freezing = found is not None and found.stage is Stage.FREEZING
        trial = package is not None and package.provisional
        self._mark.setVisible(freezing or trial)
        if freezing:
            self._mark.show_text(self.tr("冻结中，等中心算出"))
        elif package is not None and trial:
            self._mark.show_text(self.tr("本地试算，数据截至 {moment}").format(moment=moment_words(package.cutoff)))
        self._rests.setText("")
        self._complete.setText("")
        if package is not None and found is not None:
            if not trial:
                text = self.tr("快照 {digest}，冻结后变化 {late} 件")
                self._rests.setText(text.format(digest=package.digest[:8], late=number(found.late)))
            percent = package.completeness.complete.percent
            rate = self.tr("完整率 {percent} %").format(percent=number(percent, 1)) if percent is not None else ""
            same = self.tr("与打印件同源") if not trial else self.tr("以中心冻结的为准")
            self._complete.setText(" · ".join(part for part in (rate, same) if part))
        self._rests.setVisible(bool(self._rests.text()))
        self._complete.setVisible(bool(self._complete.text()))
        self.trial.setVisible(found is not None and found.package is None and not freezing)

    def _tell_acts(self) -> None:
        acts = self._found.acts if self._found else ()
        self.next.setVisible(bool(acts))
        self.second.setVisible(len(acts) > 1)
        self._reason.setText("")
        self._why.hide()
        for button, act, role in ((self.next, acts[:1], "primary"), (self.second, acts[1:2], "plain")):
            if not act:
                continue
            command = act[0].command
            word = self._word(command)
            button.setProperty("command", command)
            button.show_act(word, icon=ICONS[command], role="primary" if role == "primary" else "plain")
            reason = self._means.words.tell(act[0].locked, act[0].data) if act[0].locked else ""
            if reason:
                button.lock(reason)
            else:
                button.unlock()
            if role == "primary" and reason:
                self._reason.setText(self.tr("{act}：{reason}").format(act=word.rstrip("…"), reason=reason))
                self._why.show()
        self._fit_height()

    def _fit_height(self) -> None:
        """The strip below the steps takes as many lines as the reason needs across the whole bar."""
        px = self._means.theme.px
        height = px(HEIGHT)
        if not self._why.isHidden():
            across = self.width() - 2 * px(Space.INSET) - px(Space.ICON + Space.GAP)
            height += self._reason.heightForWidth(max(across, 1)) + px(STRIP)
        self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height()

    def _word(self, command: str) -> str:
        if command == "FileMeeting" and self._found is not None:
            following = Stage.FOLLOWED if self._found.stage is Stage.ISSUED else Stage.ARCHIVED
            return self._means.words.name("stage", following.value)
        if command == "HoldMeeting" and self._found is not None and self._found.stage is not Stage.FROZEN:
            return self.tr("出席…")
        word = self._means.words.command(command)
        return self.tr("{act}…").format(act=word) if command in FORMS else word

    def _assemble(self) -> None:
        px = self._means.theme.px
        for _ in range(FACES):
            self.faces.addTab("")
        self.faces.setUsesScrollButtons(False)
        figures = QVBoxLayout(self._figures)
        figures.setContentsMargins(0, 0, 0, 0)
        figures.setSpacing(px(2))
        figures.addStretch(1)
        figures.addWidget(self._mark)
        figures.addWidget(self._rests)
        figures.addWidget(self._complete)
        figures.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(Space.GAP))
        for button in (self.trial, self.second, self.next):
            buttons.addWidget(button)
        row = QHBoxLayout()
        row.setContentsMargins(px(Space.INSET), 0, px(Space.INSET), 0)
        row.setSpacing(px(16))
        row.addWidget(self.weeks)
        row.addWidget(self._here)
        row.addWidget(self.faces)
        row.addWidget(self.steps, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._figures)
        row.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addWidget(self._why)
        self._assemble_strip()
        self.set_small(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for one, other in pairwise((self.weeks, self.faces, self.trial, self.second, self.next)):
            self.setTabOrder(one, other)
        self.weeks.activated.connect(self._on_week_activated)
        self.trial.clicked.connect(self.trial_asked)
        self.next.clicked.connect(self._on_pressed)
        self.second.clicked.connect(self._on_pressed)

    def _assemble_strip(self) -> None:
        px = self._means.theme.px
        strip = QHBoxLayout(self._why)
        strip.setContentsMargins(px(Space.INSET), 0, px(Space.INSET), px(STRIP))
        strip.setSpacing(px(Space.GAP))
        strip.addWidget(IconLabel(self._means.theme, "lock", tone="text3"), 0, Qt.AlignmentFlag.AlignTop)
        strip.addWidget(self._reason, 1)
        self._why.hide()

    @Slot(int)
    def _on_week_activated(self, _place: int) -> None:
        self._parked = None
        self.week_chosen.emit(str(self.weeks.currentData()))

    @Slot()
    def _on_pressed(self) -> None:
        button = self.sender()
        if isinstance(button, ActButton):
            self.act_asked.emit(str(button.property("command")))
