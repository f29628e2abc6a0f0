"""«出了点问题»: says that a defect was met, that work is kept, and where the trace lies."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.common.buttons import ActButton
from ui.common.text import PlainLabel
from ui.common.theme import Theme
from ui.common.tokens import Space


class CrashDialog(QDialog):
    """Opened with `open()` after `CrashBook.dialog_due`; at most one at a time by its owner's care."""

    def __init__(self, theme: Theme, line: str, file: Path, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line, self._file = line, file
        self.setWindowTitle(self.tr("出了点问题"))
        what = self.tr("程序遇到一处缺陷，已记入本机文件。已受理的命令都在待发箱里，不会丢失；可以继续使用。")
        report = self.tr("请把这份文件交给管理员：")
        copy = ActButton(theme, self.tr("复制详情"), icon="copy")
        close = ActButton(theme, self.tr("继续使用"), key="Enter", role="primary")
        close.setDefault(True)
        copy.clicked.connect(self._on_copy_pressed)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(copy)
        row.addWidget(close)
        column = QVBoxLayout(self)
        edge = theme.px(24)
        column.setContentsMargins(edge, edge, edge, theme.px(16))
        column.setSpacing(theme.px(Space.INSET))
        column.addWidget(PlainLabel(self.tr("出了点问题"), size="title"))
        column.addWidget(PlainLabel(what, wrap=True))
        column.addWidget(PlainLabel(line, tone="second", size="secondary", wrap=True, selectable=True))
        column.addWidget(PlainLabel(report, size="secondary"))
        column.addWidget(PlainLabel(str(file), tone="second", size="secondary", wrap=True, selectable=True))
        column.addLayout(row)
        self.setMinimumWidth(theme.px(480))

    @Slot()
    def _on_copy_pressed(self) -> None:
        QApplication.clipboard().setText(f"{self._line}\n{self._file}")
