"""What is known about this seat, as lines of label and value."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from ui.common.text import PlainLabel
from ui.common.theme import Theme
from ui.common.tokens import Space

LABEL = 108


class FactsPanel(QWidget):
    """Values can be selected and copied."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines: list[tuple[PlainLabel, PlainLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(*(theme.px(16),) * 4)
        self._grid.setHorizontalSpacing(theme.px(Space.INSET))
        self._grid.setVerticalSpacing(theme.px(Space.GAP))
        self._grid.setColumnMinimumWidth(0, theme.px(LABEL))
        self._grid.setColumnStretch(1, 1)

    @property
    def facts(self) -> dict[str, str]:
        """What is shown, by label."""
        return {label.text(): value.text() for label, value in self._lines}

    def show_facts(self, facts: tuple[tuple[str, str], ...]) -> None:
        """Shows these lines in this order; their number does not change."""
        while len(self._lines) < len(facts):
            line = PlainLabel(tone="second"), PlainLabel(wrap=True, selectable=True)
            self._grid.addWidget(line[0], len(self._lines), 0)
            self._grid.addWidget(line[1], len(self._lines), 1)
            self._lines.append(line)
        self._grid.setRowStretch(len(self._lines), 1)
        for (label, value), (name, text) in zip(self._lines, facts, strict=True):
            label.setText(name)
            value.setText(text)
            value.setAccessibleName(name)
