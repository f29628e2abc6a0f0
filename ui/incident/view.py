"""The right of the duty page: one case in full, with what may be done next on the keys 1 to 5."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from app.desk.desk import Desk
from app.desk.incident import CaseDetail, detail
from app.desk.ports import Archive, Blobs, Cache
from app.desk.words import Words
from app.domain.problems import Problem
from ui.common.follower import Follower
from ui.common.notices import Notices
from ui.common.pane import Pane
from ui.common.pane_states import Failed, Loading, Ready, Stale, Wording
from ui.common.state_page import StatePage
from ui.common.tasks import Tasks
from ui.common.theme import Theme
from ui.common.tokens import Space
from ui.incident.acts_panel import ActsPanel
from ui.incident.attachments import AttachmentsSection, file_picker
from ui.incident.facts import ForcesSection, NearbySection, PathSection
from ui.incident.files import Offered, offered
from ui.incident.head import CaseHead
from ui.incident.lent import Lent
from ui.incident.progress import Progress

PATTERNS = "*.jpg *.jpeg *.png *.webp *.pdf *.txt *.mp3 *.wav *.mp4"
LETTERS: dict[int, str] = {
    Qt.Key.Key_D: "Dispatch",
    Qt.Key.Key_N: "AddNote",
    Qt.Key.Key_Space: "Acknowledge",
}


class IncidentView(QWidget):
    """Shows one case and keeps it in step. Files are added by dragging them here or with Ctrl+V.

    Signals: `act_asked(str, object)` with a command's name and the `CaseDetail` on screen;
    `withdraw_asked(str)` with an order; `contact_asked(object)` with the detail;
    `sheet_asked(str, object)` with print or pdf and the detail;
    `files_offered(str, object)` with the case and a tuple of `Offered`; `case_chosen(str)` with another case;
    `history_asked(str)` with a class; `left()` after Esc.
    """

    act_asked = Signal(str, object)
    withdraw_asked = Signal(str)
    contact_asked = Signal(object)
    sheet_asked = Signal(str, object)
    files_offered = Signal(str, object)
    case_chosen = Signal(str)
    history_asked = Signal(str)
    left = Signal()

    def __init__(
        self,
        desk: Desk,
        words: Words,
        theme: Theme,
        tasks: Tasks,
        notices: Notices,
        parent: QWidget | None = None,
        *,
        blobs: Blobs | None = None,
        archive: Archive | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._words, self._theme = desk, words, theme
        self._lent = Lent(self, desk, tasks, archive, found=self._read_again, failed=self._fail)
        self._incident = ""
        self._reading = False
        self._detail: CaseDetail | None = None
        self._problem: Problem | None = None
        self._stale: Stale | None = None
        self._head = CaseHead(theme)
        self._progress = Progress(theme)
        self._acts = ActsPanel(theme, words)
        self._forces = ForcesSection(theme)
        self._path = PathSection(theme)
        self._nearby = NearbySection(theme)
        self._files = AttachmentsSection(desk, theme, tasks, blobs)
        self._nothing = StatePage(theme)
        self._scroll = QScrollArea()
        self._body = QStackedLayout()
        holder = QWidget()
        holder.setLayout(self._body)
        self._pane = Pane(theme, "", holder)
        self._follower: Follower[tuple[str, CaseDetail | None]] = Follower(
            self,
            desk,
            tasks,
            name="case",
            kinds=("incident", "entry", "attachment", "force", "contact", "appointment", "grant", "posting", "person"),
            ask=self._ask,
            show=self._show,
            fail=self._fail,
        )
        self._assemble()
        self.retranslate()

    @property
    def detail(self) -> CaseDetail | None:
        """The case on screen."""
        return self._detail

    @property
    def acts(self) -> ActsPanel:
        return self._acts

    @property
    def path(self) -> PathSection:
        return self._path

    @property
    def head(self) -> CaseHead:
        return self._head

    @property
    def tiers(self) -> Progress:
        return self._progress

    def open(self) -> None:
        self._follower.open()

    def close_down(self) -> None:
        self._follower.close()

    def set_words(self, words: Words) -> None:
        self._words = words
        self.retranslate()

    def show_case(self, incident: str) -> None:
        """Shows another case, none with an empty id."""
        if incident != self._incident:
            self._incident = incident
            self._detail = None
            self._problem = None
            self._reading = bool(incident)
            self._lent.forget()
            self._tell_nothing()
            self._tell_state()
        self._follower.read_again()

    def show_contact(self, incident: str, text: str) -> None:
        """Shows the reporter of the case in clear, if it is still the one on screen."""
        if incident == self._incident:
            self._head.show_contact(incident, text)

    def tell_link(self, stale: Stale | None) -> None:
        """Says of what time the case is while the link is lost; what may be done is asked again."""
        self._stale = stale
        self._tell_state()
        self._follower.read_again()

    def tick(self) -> None:
        """A second has passed."""
        if self._detail is not None:
            self._progress.tick(self._desk.now())

    def retranslate(self) -> None:
        self._pane.set_title(self.tr("事件详情"))
        self.setAccessibleName(self.tr("事件详情"))
        self._tell_nothing()
        if self._detail is not None:
            self._fill(self._detail, fresh=True)
        self._tell_state()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self._offer(offered(QApplication.clipboard().mimeData()))
            return
        if event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return
            if self._acts.press(event.key() - int(Qt.Key.Key_0)) or self._letter(event.key()):
                return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._detail is not None and offered(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self._offer(offered(event.mimeData()))
        event.acceptProposedAction()

    def _letter(self, key: int) -> bool:
        if key in LETTERS and self._detail is not None and not self._detail.row.elsewhere:
            self.act_asked.emit(LETTERS[key], self._detail)
            return True
        return False

    def _assemble(self) -> None:
        px = self._theme.px
        content = QWidget()
        content.setObjectName("case")
        column = QVBoxLayout(content)
        column.setContentsMargins(px(16), 0, px(16), px(Space.GAP))
        column.setSpacing(0)
        for part in (self._head, self._progress, self._acts, self._forces, self._path, self._nearby, self._files):
            column.addWidget(part)
        column.addStretch(1)
        self._scroll.setWidget(content)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body.addWidget(self._nothing)
        self._body.addWidget(self._scroll)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pane)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self._acts.act_asked.connect(self._on_act_asked)
        self._progress.tier_asked.connect(self._on_act_asked)
        self._path.note_asked.connect(self._on_note_asked)
        self._head.withdraw_asked.connect(self.withdraw_asked)
        self._head.contact_asked.connect(self._on_contact_asked)
        self._head.sheet_asked.connect(self._on_sheet_asked)
        self._nearby.case_chosen.connect(self.case_chosen)
        self._nearby.all_asked.connect(self.history_asked)
        self._nearby.act_asked.connect(self._on_act_asked)
        self._files.files_asked.connect(self._on_files_asked)

    def _ask(self) -> Callable[[Cache], tuple[str, CaseDetail | None]]:
        incident, link, now = self._incident, self._desk.link.state, self._desk.now()
        act, lent = self._desk.acting(), self._lent.found(incident)

        def query(cache: Cache) -> tuple[str, CaseDetail | None]:
            found = detail(cache, incident, act=act, link=link, now=now) if incident else None
            return incident, found or lent(cache)

        return query

    def _show(self, answer: tuple[str, CaseDetail | None]) -> None:
        incident, found = answer
        if incident != self._incident:
            return
        if found is None and self._lent.ask(self._incident):
            self._detail, self._reading = None, True  # not kept here: what the centre has of it is shown to be read
            self._tell_state()
            return
        fresh = self._detail is None
        self._detail, self._problem, self._reading = found, None, False
        if found is not None:
            self._fill(found, fresh=fresh)
            if fresh:
                self._scroll.verticalScrollBar().setValue(0)
        elif self._incident:
            gone = Wording(headline=self.tr("此件已不在"), detail=self.tr("已被移走，或不再属于可见范围"), icon="info")
            if self._lent.away:
                gone = Wording(headline=self.tr("本机没有这件"), detail=self.tr("联机后可向中心查看"), icon="info")
            self._nothing.show_words(gone)
        self._tell_state()

    def _fail(self, problem: Problem) -> None:
        self._problem, self._reading = problem, False
        self._tell_state()

    def _read_again(self) -> None:
        self._follower.read_again()

    def _fill(self, found: CaseDetail, *, fresh: bool) -> None:
        words, now = self._words, self._desk.now()
        self._head.show_case(found, words, now)
        self._progress.show_case(found, words, now)
        self._acts.show_case(found, words)
        self._forces.show_case(found, words)
        self._path.show_case(found, words, now, fresh=fresh)
        self._nearby.show_case(found, words, now)
        self._files.show_case(found, words)
        for part in (self._acts, self._forces, self._nearby):
            part.setVisible(not found.row.elsewhere)

    def _tell_nothing(self) -> None:
        self._nothing.show_words(Wording(headline=self.tr("选一件事件查看"), detail=self.tr("F2 新建"), icon="list"))

    def _tell_state(self) -> None:
        self._body.setCurrentIndex(int(self._detail is not None))
        if self._problem is not None:
            self._pane.show_state(Failed(what=self.tr("没有取到这件事件"), remedy=self._words.say(self._problem)))
        elif self._reading:
            self._pane.show_state(Loading())
        else:
            self._pane.show_state(self._stale or Ready())

    def _offer(self, files: tuple[Offered, ...]) -> None:
        if files and self._detail is not None and not self._detail.row.read_only:
            self.files_offered.emit(self._incident, files)

    @Slot(str)
    def _on_act_asked(self, command: str) -> None:
        if self._detail is not None:
            self.act_asked.emit(command, self._detail)

    @Slot()
    def _on_note_asked(self) -> None:
        self._on_act_asked("AddNote")

    @Slot()
    def _on_contact_asked(self) -> None:
        if self._detail is not None:
            self.contact_asked.emit(self._detail)

    @Slot(str)
    def _on_sheet_asked(self, kind: str) -> None:
        if self._detail is not None:
            self.sheet_asked.emit(kind, self._detail)

    @Slot()
    def _on_files_asked(self) -> None:
        kinds = self.tr("照片、文书、录音 ({patterns})").format(patterns=PATTERNS)
        picker = file_picker(self, self.tr("添加附件"), kinds)
        picker.filesSelected.connect(self._on_files_selected)
        picker.open()

    @Slot(list)
    def _on_files_selected(self, paths: list[str]) -> None:
        self._offer(tuple(Offered.at(path) for path in paths))
