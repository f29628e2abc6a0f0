"""All keys of the window in one table, each with a menu entry, and the sheet that lists them (F1)."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QMenu, QVBoxLayout, QWidget

from ui.common.buttons import ActButton
from ui.common.chips import Chip
from ui.common.key_cap import KeyCap
from ui.common.room import Scrolled, within
from ui.common.text import PlainLabel
from ui.common.theme import Theme
from ui.common.tokens import Space
from ui.queue.signs import legend

CAPS = 96


class Key(Struct, frozen=True):
    """One key: what it is called inside, its sequences, the group it stands in."""

    name: str
    sequences: tuple[str, ...]
    group: str


KEYS: tuple[Key, ...] = (
    Key("report", ("F2",), "case"),
    Key("next", ("F3",), "case"),
    Key("undo", ("Ctrl+Z",), "case"),
    Key("search", ("Ctrl+F",), "case"),
    Key("detail", ("F4",), "panes"),
    Key("next_pane", ("F6",), "panes"),
    Key("previous_pane", ("Shift+F6",), "panes"),
    Key("roster", ("F7",), "panes"),
    Key("map", ("F8",), "panes"),
    Key("command", ("Ctrl+K", "/"), "panes"),
    Key("desk", ("Ctrl+1",), "pages"),
    Key("meeting", ("Ctrl+2",), "pages"),
    Key("conflicts", ("Ctrl+3",), "pages"),
    Key("duty", ("Ctrl+4",), "pages"),
    Key("settings", ("Ctrl+5",), "pages"),
    Key("retry", ("Ctrl+R",), "window"),
    Key("larger", ("Ctrl++", "Ctrl+="), "window"),
    Key("smaller", ("Ctrl+-",), "window"),
    Key("normal_size", ("Ctrl+0",), "window"),
    Key("sign_out", ("Ctrl+Shift+L",), "window"),
    Key("help", ("F1",), "window"),
)

# Keys that views keep for themselves while they have the focus; listed at F1 beside the others.
LOCAL: tuple[tuple[str, str], ...] = (
    ("Space", "acknowledge"),
    ("D", "dispatch"),
    ("S", "snooze"),
    ("N", "note"),
    ("X", "close"),
    ("1 – 5", "acts"),
    ("Enter", "open"),
    ("Esc", "back"),
    ("Ctrl+V", "paste"),
)


def key_words() -> dict[str, str]:
    """What each key does, in the language of the screen."""
    translate = QCoreApplication.translate
    return {
        "report": translate("Shortcuts", "新建事件"),
        "next": translate("Shortcuts", "下一件未确认"),
        "undo": translate("Shortcuts", "撤回最近一条待发命令"),
        "search": translate("Shortcuts", "搜索历史"),
        "detail": translate("Shortcuts", "事件详情"),
        "next_pane": translate("Shortcuts", "下一栏"),
        "previous_pane": translate("Shortcuts", "上一栏"),
        "roster": translate("Shortcuts", "力量值班表"),
        "map": translate("Shortcuts", "地图"),
        "command": translate("Shortcuts", "命令或搜索"),
        "desk": translate("Shortcuts", "值守台"),
        "meeting": translate("Shortcuts", "每周例会"),
        "conflicts": translate("Shortcuts", "待发与冲突箱"),
        "duty": translate("Shortcuts", "值班日志与交接班"),
        "settings": translate("Shortcuts", "设置"),
        "retry": translate("Shortcuts", "立即重连"),
        "larger": translate("Shortcuts", "放大文字"),
        "smaller": translate("Shortcuts", "缩小文字"),
        "normal_size": translate("Shortcuts", "文字原大"),
        "sign_out": translate("Shortcuts", "锁定 / 换人"),
        "help": translate("Shortcuts", "全部快捷键"),
        "acknowledge": translate("Shortcuts", "确认（列表、详情中）"),
        "dispatch": translate("Shortcuts", "派遣（列表、详情中）"),
        "snooze": translate("Shortcuts", "暂搁列表中选中的事件"),
        "note": translate("Shortcuts", "备注（列表、详情中）"),
        "close": translate("Shortcuts", "结案（列表中）"),
        "acts": translate("Shortcuts", "下一步动作（详情中）"),
        "open": translate("Shortcuts", "打开详情"),
        "back": translate("Shortcuts", "返回列表"),
        "paste": translate("Shortcuts", "粘贴截图为附件（详情中）"),
    }


class Keyboard:
    """The actions of the window: made once, renamed with the language, listed in the menu by group."""

    def __init__(self, window: QWidget, acts: dict[str, Callable[[], object]]) -> None:
        """`acts` says what each key of the table does; a key without an act is left out."""
        self._menu = QMenu(window)
        self._actions: dict[str, QAction] = {}
        group = ""
        for key in KEYS:
            if key.name not in acts:
                continue
            action = QAction(window)
            action.setShortcuts([QKeySequence(sequence) for sequence in key.sequences])
            action.triggered.connect(_without_checked(acts[key.name]))
            window.addAction(action)
            if group and key.group != group:
                self._menu.addSeparator()
            group = key.group
            self._menu.addAction(action)
            self._actions[key.name] = action
        self.retranslate()

    @property
    def menu(self) -> QMenu:
        return self._menu

    def action(self, name: str) -> QAction:
        """The action of a key. Raises KeyError."""
        return self._actions[name]

    def enable_all_but(self, always: tuple[str, ...], on: bool) -> None:
        """Switches the keys on or off, as before and after signing in; those of `always` stay on."""
        for name, action in self._actions.items():
            action.setEnabled(on or name in always)

    def retranslate(self) -> None:
        """New words after the language changed."""
        words = key_words()
        for name, action in self._actions.items():
            action.setText(words[name])


def _without_checked(act: Callable[[], object]) -> Callable[[bool], None]:
    def run(_checked: bool = False) -> None:
        act()

    return run


class ShortcutSheet(QDialog):
    """Every key with what it does, in two columns, and below them the signs that the rows of the queue may have."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = key_words()
        title = QCoreApplication.translate("Shortcuts", "快捷键与标记")
        self.setWindowTitle(title)
        rows = [(" / ".join(key.sequences), words[key.name]) for key in KEYS]
        rows += [(cap, words[name]) for cap, name in LOCAL]
        signs = legend()
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(16))
        column.addLayout(_columns(theme, [(KeyCap(theme, cap), told) for cap, told in rows]))
        column.addWidget(PlainLabel(QCoreApplication.translate("Shortcuts", "列表中的标记"), size="section", bold=True))
        column.addLayout(_columns(theme, [(Chip(theme, sign), told) for sign, told in signs]))
        close = ActButton(theme, QCoreApplication.translate("Shortcuts", "返回"), key="Esc")
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(24), theme.px(20), theme.px(24), theme.px(16))
        layout.setSpacing(theme.px(16))
        layout.addWidget(PlainLabel(title, size="title"))
        layout.addWidget(Scrolled(page), 1)
        layout.addWidget(close)
        self.resize(within(parent, self.sizeHint()))


def _columns(theme: Theme, rows: list[tuple[QWidget, str]]) -> QGridLayout:
    """Things with what they mean, in two columns."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.px(Space.INSET))
    grid.setVerticalSpacing(theme.px(6))
    half = (len(rows) + 1) // 2
    for place, (thing, told) in enumerate(rows):
        column = 0 if place < half else 3
        grid.addWidget(thing, place % half, column, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(PlainLabel(told), place % half, column + 1)
    grid.setColumnMinimumWidth(0, theme.px(CAPS))
    grid.setColumnMinimumWidth(2, theme.px(32))
    grid.setColumnMinimumWidth(3, theme.px(CAPS))
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(4, 1)
    return grid
