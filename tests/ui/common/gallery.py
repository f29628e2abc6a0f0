"""Every shared widget on one page, to look at in both modes and both languages.

    QT_QPA_PLATFORM=offscreen .venv/bin/python -m tests.ui.common.gallery build/gallery

writes one picture a page, mode and language. Names and figures are invented.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from tests.ui.common.gallery_charts import charts_page, lists_page
from tests.ui.common.gallery_map import map_page
from ui.common.band import LinkBand, LostLink
from ui.common.buttons import ActButton, IconLabel, LockedAct
from ui.common.chips import Chip, PriorityChip, paint_chip
from ui.common.due_bar import DueBar, due_colour, over_sign, paint_due_bar
from ui.common.fields import FieldForm, SearchField
from ui.common.formatting import Language, age, remainder
from ui.common.icons import icon_names
from ui.common.key_cap import KeyCap
from ui.common.marks import (
    LevelMark,
    PendingMark,
    Presence,
    PresenceMark,
    Priority,
    PriorityMark,
    Tri,
    TriMark,
    level_word,
    paint_level,
    paint_pending,
    paint_priority,
    paint_tri,
    presence_word,
    priority_word,
)
from ui.common.pane import Pane
from ui.common.pane_states import (
    ClockOff,
    Conflicting,
    EmptyByFilter,
    EmptyGood,
    Failed,
    Loading,
    NoRight,
    Offline,
    PaneState,
    Partial,
    ReadOnly,
    Ready,
    Reconnecting,
    Stale,
)
from ui.common.steps import Stand, Step, StepLine
from ui.common.text import ElidedLabel, PlainLabel
from ui.common.theme import Theme
from ui.common.tokens import Mode
from ui.common.translation import Translation

AT = datetime(2026, 11, 18, 6, 25, 55, tzinfo=UTC)


class Sample(Struct, frozen=True):
    """One invented row of the queue."""

    priority: Priority
    number: int
    kind: str
    summary: str
    grid: str
    state: str
    level: int
    seconds: int
    used: float
    left: int
    flag: str = ""


ROWS = (
    Sample(Priority.URGENT, 1012, "占用消防通道", "388弄东门被渣土车占用", "惠平 01", "已退回", 2, 2515, 1.58, -280, "返1"),
    Sample(Priority.URGENT, 1018, "污水井盖缺失", "德园路近众仁路，已放锥桶", "华猗 01", "已派遣", 2, 1990, 1.22, -190, "哨"),
    Sample(Priority.URGENT, 1024, "架空线缆脱落", "真南路1080号西侧线缆垂落近车道", "金通 02", "派遣", 2, 800, 0.55, 413),
    Sample(Priority.IMPORTANT, 987, "暴露生活垃圾", "德园路菜场后门垃圾外溢", "华猗 01", "已立案", 1, 13267, 0.8, 1290),
    Sample(Priority.IMPORTANT, 998, "绿地脏乱", "惠平绿地西侧残枝堆积", "惠平 03", "已派遣", 1, 10550, 0.3, 4800),
    Sample(Priority.NORMAL, 1008, "公共座椅损坏", "东翔口袋公园2处木条断", "东翔 01", "已派遣", 1, 6026, 0.08, 172801),
)


class QueueSample(QWidget):
    """Rows painted with the pure functions, as a delegate would."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setMinimumSize(1160, theme.row_height * len(ROWS))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for index, row in enumerate(ROWS):
            self._paint_row(painter, QRectF(0, index * self._theme.row_height, self.width(), self._theme.row_height), row)
        painter.end()

    def _paint_row(self, painter: QPainter, area: QRectF, row: Sample) -> None:
        theme, tokens = self._theme, self._theme.tokens
        selected = row.number == 1024
        if selected:
            painter.fillRect(area, QColor(tokens.selection))
            painter.fillRect(QRectF(area.x(), area.y(), 3, area.height()), QColor(tokens.selection_bar))
        else:
            painter.setPen(QPen(QColor(tokens.hair), 1))
            painter.drawLine(area.bottomLeft(), area.bottomRight())
        colours = tokens.priorities[row.priority - 1]
        high = row.priority < Priority.IMPORTANT

        def cell(x: float, width: float, text: str, ink: str, *, bold: bool = False, right: bool = False) -> None:
            painter.setFont(theme.font(bold=bold))
            painter.setPen(QColor(ink))
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            painter.drawText(QRectF(x, area.y(), width, area.height()), side | Qt.AlignmentFlag.AlignVCenter, text)

        def box(x: float, width: float) -> QRectF:
            return QRectF(x, area.y(), width, area.height())

        paint_priority(painter, box(12, 18), row.priority, tokens, selected=selected)
        cell(34, 40, priority_word(row.priority), colours.on_selection if selected else colours.mark, bold=high)
        cell(64, 40, str(row.number), tokens.text2, right=True, bold=selected)
        cell(118, 100, row.kind, tokens.text, bold=high)
        cell(118 + 98, 260, row.summary, tokens.text2)
        cell(478, 80, row.grid, tokens.text)
        if row.state == "派遣":
            painter.setFont(theme.font())
            paint_pending(painter, box(562, 120), row.state, tokens)
        else:
            cell(562, 100, row.state, tokens.text, bold=row.state == "已退回")
        paint_level(painter, QRectF(702, area.y() + 6, 14, 12), row.level, tokens)
        cell(720, 60, level_word(row.level), tokens.text2)
        cell(852, 80, age(row.seconds), tokens.text, right=True)
        paint_due_bar(painter, box(948, 84), row.used, tokens)
        due = due_colour(row.used, tokens, selected=selected)
        cell(1010, 84, remainder(row.left), due, right=True, bold=row.used > 1)
        cell(1097, 12, over_sign(row.used), due, bold=True)
        if row.flag:
            paint_chip(painter, box(1112, 32), row.flag, theme)
        paint_tri(painter, box(1150, 18), Tri.YELLOW, tokens)


def _row(*widgets: QWidget | int, spacing: int = 8) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(spacing)
    for widget in widgets:
        if isinstance(widget, int):
            row.addStretch(widget)
        else:
            row.addWidget(widget)
    return row


def _body(*parts: QWidget | QHBoxLayout | int) -> QWidget:
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(14, 12, 14, 12)
    column.setSpacing(10)
    for part in parts:
        if isinstance(part, int):
            column.addStretch(part)
        elif isinstance(part, QWidget):
            column.addWidget(part)
        else:
            column.addLayout(part)
    return body


def marks_page(theme: Theme) -> QWidget:
    """Marks, chips, bars, steps, keys and the sample of queue rows."""
    legend = [item for p in Priority for item in (PriorityMark(theme, p), PlainLabel(priority_word(p)))]
    colours = [TriMark(theme, tri) for tri in Tri] + [TriMark(theme, tri, size=48) for tri in Tri]
    forces = [item for p in Presence for item in (PresenceMark(theme, p), PlainLabel(presence_word(p), size="secondary"))]
    levels = [item for n in (1, 2, 3) for item in (LevelMark(theme, n), PlainLabel(level_word(n)))]
    bars = [DueBar(theme, used) for used in (0.2, 0.55, 0.9, 1.2, 1.6)]
    chips = [PriorityChip(theme, p) for p in Priority]
    flags = [
        Chip(theme, "返1"),
        Chip(theme, "哨"),
        Chip(theme, "照3", kind="plain"),
        Chip(theme, "数据截至 14:25:55", kind="stale"),
    ]
    keys = [KeyCap(theme, key) for key in ("F3", "空格", "Ctrl K", "↑", "1")]
    words = ("信息收集", "案卷建立", "任务派遣", "任务处理", "处理反馈", "核查结案", "综合评价")
    notes = ("14:18", "14:24", "至 14:39", "", "", "", "")
    stands = (Stand.DONE, Stand.DONE, Stand.CURRENT, *(Stand.AHEAD,) * 4)
    steps = StepLine(theme, tuple(Step(word=w, stand=s, note=n) for w, s, n in zip(words, stands, notes, strict=True)))
    icons = [IconLabel(theme, name) for name in icon_names()]
    return _page(
        theme,
        Pane(
            theme,
            "标记",
            _body(_row(*legend, 1), _row(*colours, 1), _row(*forces, 1), _row(*levels, 1), 1),
            note="灰度也分得清",
        ),
        Pane(
            theme,
            "短签",
            _body(
                _row(*bars, 1, spacing=16),
                _row(*chips, 1),
                _row(*flags, 1),
                _row(*keys, PendingMark(theme, "派遣"), 1),
                1,
            ),
        ),
        Pane(
            theme,
            "步骤",
            _body(
                steps,
                _row(*icons[:30], 1, spacing=4),
                _row(*icons[30:60], 1, spacing=4),
                _row(*icons[60:], 1, spacing=4),
                1,
            ),
        ),
        Pane(theme, "待办", QueueSample(theme), note="18 件"),
    )


def controls_page(theme: Theme) -> QWidget:
    """Buttons, inputs and text."""
    primary = ActButton(theme, "派遣…", icon="dispatch", key="1", role="primary")
    acts = [
        ActButton(theme, "一键吹哨…", icon="whistle", key="2"),
        ActButton(theme, "并案…", icon="merge", key="3"),
        ActButton(theme, "改类别、级别…", icon="edit", key="4"),
        ActButton(theme, "暂搁…", icon="snooze", key="5"),
    ]
    locked = ActButton(theme, "结案", icon="check", key="5")
    locked.lock("先有处理反馈")
    noted = [
        ActButton(theme, "保留我的", note="主办改城管1队", key="1"),
        ActButton(theme, "按合并结果提交", note="主办城管1队，协办两支", key="3", role="primary"),
        ActButton(theme, "确认", role="critical"),
        ActButton(theme, "取消", key="Esc"),
    ]
    plain = [QPushButton("取消"), QPushButton("保存"), QPushButton("删除"), QPushButton("不可用")]
    plain[1].setProperty("primary", True)
    plain[2].setProperty("critical", True)
    plain[3].setEnabled(False)
    form = FieldForm(theme)
    combo = QComboBox()
    combo.addItems(["15 分钟内　至 14:47", "30 分钟内"])
    form.add("接单", combo)
    spin = QSpinBox()
    spin.setValue(12)
    form.add("人数", spin, hint="在岗 17 人")
    wrong = form.add("地点", QLineEdit("真南路"))
    wrong.show_problem("地点要落到小微网格，或在地图上点选。")
    form.add("交代", QPlainTextEdit("弱电线缆，勿触碰；先核权属再剪。现场陈国栋对接。"))
    checks = [QCheckBox("登高作业"), QCheckBox("跨单元"), QRadioButton("城管1队"), QRadioButton("交警中队")]
    checks[0].setChecked(True)
    checks[2].setChecked(True)
    off = QCheckBox("不可用")
    off.setEnabled(False)
    tabs = QTabBar()
    for name in ("待办 18", "处置中 27", "今日办结 31", "历史"):
        tabs.addTab(name)
    labels = [
        PlainLabel("架空线缆脱落", size="page"),
        PlainLabel("架空线缆脱落 <b>不是</b> &amp;", size="title"),
        PlainLabel("正文：真南路1080号西侧，弱电线缆垂落至非机动车道上方约1.6米，有行人绕行。", wrap=True),
        PlainLabel("次要：巡查上报 · 张慧 · ±8 米", tone="second", size="secondary"),
        PlainLabel("注：成队出动，路程按现在位置计", tone="note", size="note"),
        ElidedLabel("很长的一行会以省略号结束：" + "真南路1080号西侧线缆垂落近车道，" * 8),
    ]
    return _page(
        theme,
        Pane(
            theme,
            "下一步",
            _body(
                primary,
                _row(acts[0], acts[1]),
                _row(acts[2], acts[3]),
                LockedAct(theme, "提级牵头", "先协调一次，由副网格长提出"),
                LockedAct(theme, "结案", "先有处理反馈，并由他人核查"),
                _row(locked, 1),
                _row(*noted),
                _row(*plain, 1),
                1,
            ),
            note="只列此刻合法的动作",
        ),
        Pane(
            theme,
            "要求",
            _body(
                SearchField(theme, "命令或搜索，如 派 1024 城管2队", key="Ctrl K"),
                SearchField(theme, "筛选：名称、拼音首字母", icon="filter"),
                form,
                _row(*checks, off, 1),
                1,
            ),
        ),
        Pane(theme, "文字", _body(tabs, *labels, 1)),
    )


def states_page(theme: Theme) -> QWidget:
    """One pane in each of the twelve states."""
    states: tuple[tuple[str, PaneState], ...] = (
        ("待办", Loading()),
        ("待办", EmptyGood(words="当前无待办", checked_at=AT)),
        ("待办", EmptyByFilter(filter_words="紧急 · 金通 02")),
        ("网格树", Stale(as_of=AT)),
        ("力量值班表", Offline(as_of=AT, pending=5)),
        ("地图", Reconnecting(as_of=AT, attempt=7, seconds=12)),
        ("周边", Partial(missing=("视频", "物联"))),
        (
            "事件详情",
            Failed(what="没有取到事件 1024", remedy="稍后重试；一直不行时把追踪号告诉管理员。", trace="7c1e-2046"),
        ),
        ("评价", NoRight(ask="片区网格长 张磊")),
        ("主办", Conflicting(mine="城管1队", theirs="交警中队")),
        ("计时", ClockOff(seconds=42)),
        ("大屏", ReadOnly(reason="大屏席位，只看不办。")),
    )
    panes: list[Pane] = []
    for title, state in states:
        pane = Pane(theme, title, _body(PlainLabel("内容照常可读：1024 架空线缆脱落"), 1))
        pane.show_state(state)
        panes.append(pane)
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 8)
    band = LinkBand(theme)
    band.show_link(LostLink(seconds=372, as_of=AT, attempt=7, next_in=12))
    column.addWidget(band)
    for start in range(0, 12, 3):
        row = _row(*panes[start : start + 3])
        row.setContentsMargins(8, 0, 8, 0)
        column.addLayout(row, 1)
    return _ground(theme, page)


def _page(theme: Theme, *panes: Pane) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(8, 8, 8, 8)
    column.setSpacing(8)
    for pane in panes:
        pane.show_state(Ready())
        column.addWidget(pane)
    return _ground(theme, page)


def _ground(theme: Theme, page: QWidget) -> QWidget:
    palette = page.palette()
    palette.setColor(page.backgroundRole(), QColor(theme.tokens.canvas))
    page.setPalette(palette)
    page.setAutoFillBackground(True)
    return page


PAGES: dict[str, tuple[Callable[[Theme], QWidget], tuple[int, int]]] = {
    "marks": (marks_page, (1220, 800)),
    "controls": (controls_page, (760, 980)),
    "charts": (lambda theme: _ground(theme, charts_page(theme)), (1280, 860)),
    "lists": (lambda theme: _ground(theme, lists_page(theme)), (1100, 640)),
    "map": (lambda theme: _ground(theme, map_page(theme)), (1100, 420)),
    "states": (states_page, (1200, 900)),
}


def shoot(folder: Path, names: tuple[str, ...] = ()) -> None:
    """Writes a picture of each page in both modes and both languages."""
    application = QApplication.instance() or QApplication(sys.argv)
    assert isinstance(application, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    theme, translation = Theme(), Translation(application)
    for language in Language:
        translation.switch(language)
        for mode in Mode:
            theme.set_mode(mode)
            theme.dress(application)
            for name, (make, (width, height)) in PAGES.items():
                if not names or name in names:
                    page = make(theme)
                    page.resize(width, height)
                    page.show()
                    QTest.qWait(250)
                    page.grab().save(str(folder / f"{name}-{mode.value}-{language.value}.png"))
                    page.close()
                    page.deleteLater()


if __name__ == "__main__":
    shoot(Path(sys.argv[1]), tuple(sys.argv[2:]))
