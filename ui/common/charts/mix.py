"""The mix of parts over weeks: columns stacked to 100 % in greys, labelled at the right end."""

from __future__ import annotations

import pyqtgraph as pg
from msgspec import Struct
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from ui.common.charts.base import Chart
from ui.common.formatting import number, per_cent
from ui.common.theme import Theme

SMALLEST_LABEL = 0.045


class Mix(Struct, frozen=True):
    """Counts of each part (rows) in each week (columns); keys of cells are `part|week`."""

    parts: tuple[tuple[str, str], ...] = ()
    weeks: tuple[tuple[str, str], ...] = ()
    counts: tuple[tuple[float, ...], ...] = ()

    def share(self, part: int, week: int) -> float:
        """The share of a part in a week, 0 to 1; 0 in a week without any."""
        total = sum(row[week] for row in self.counts)
        return self.counts[part][week] / total if total else 0.0

    def below(self, part: int, week: int) -> float:
        """The shares stacked under a part."""
        return sum(self.share(other, week) for other in range(part))


class MixChart(Chart):
    """Parts in the order given, the first at the bottom; at most eight can be told apart, group the rest
    before.
    """

    def __init__(self, theme: Theme, mix: Mix | None = None, *, name: str, every: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(theme, name=name, parent=parent)
        self._mix, self._every = mix or Mix(), every
        self.plot.showAxis("right")
        self.redraw()

    def show_mix(self, mix: Mix) -> None:
        self._mix = mix
        self.redraw()

    def keys(self) -> tuple[str, ...]:
        return tuple(f"{part}|{week}" for week, _ in self._mix.weeks for part, _ in self._mix.parts)

    def words(self, key: str) -> str:
        part, week = self._cell(key)
        text = self.tr("{week} {part}：{count}，占 {share}")
        return text.format(
            week=self._mix.weeks[week][1],
            part=self._mix.parts[part][1],
            count=number(self._mix.counts[part][week]),
            share=per_cent(self._mix.share(part, week)),
        )

    def place(self, key: str) -> QPointF:
        part, week = self._cell(key)
        return QPointF(week, self._mix.below(part, week) + self._mix.share(part, week) / 2)

    def key_at(self, point: QPointF) -> str:
        """The piece of a column under the point."""
        data = self.to_data(point)
        week = round(data.x())
        if not 0 <= week < len(self._mix.weeks):
            return ""
        for part, (key, _) in enumerate(self._mix.parts):
            below = self._mix.below(part, week)
            if below <= data.y() < below + self._mix.share(part, week):
                return f"{key}|{self._mix.weeks[week][0]}"
        return ""

    def draw(self) -> None:
        mix, tokens = self._mix, self.theme.tokens
        weeks = range(len(mix.weeks))
        for part in range(len(mix.parts)):
            bars = pg.BarGraphItem(
                x=list(weeks),
                y0=[mix.below(part, week) for week in weeks],
                height=[mix.share(part, week) for week in weeks],
                width=0.78,
                brush=pg.mkBrush(self._shade(part)),
                pen=self.pen(tokens.pane),
            )
            self.plot.addItem(bars)
        self.plot.setXRange(-0.5, len(mix.weeks) - 0.5)
        self.plot.setYRange(0, 1)
        last = len(mix.weeks) - 1
        self.ticks("bottom", [(float(i), mix.weeks[i][1]) for i in sorted(range(last, -1, -self._every))])
        self.ticks("left", [(share, per_cent(share)) for share in (0.0, 0.5, 1.0)])
        self.ticks("right", self._labels(last))

    def _labels(self, week: int) -> list[tuple[float, str]]:
        """The name of each part at the middle of its last piece; pieces too thin for a line stay without."""
        found = []
        for part, (_, name) in enumerate(self._mix.parts):
            share = self._mix.share(part, week)
            if share >= SMALLEST_LABEL:
                found.append((self._mix.below(part, week) + share / 2, f"{name} {per_cent(share)}"))
        return found

    def _shade(self, part: int) -> QColor:
        """Greys from dark to pale, neighbours far enough apart."""
        tokens, count = self.theme.tokens, max(1, len(self._mix.parts) - 1)
        dark, pale = QColor(tokens.mid), QColor(tokens.track)
        share = part / count
        return QColor(
            round(dark.red() + (pale.red() - dark.red()) * share),
            round(dark.green() + (pale.green() - dark.green()) * share),
            round(dark.blue() + (pale.blue() - dark.blue()) * share),
        )

    def _cell(self, key: str) -> tuple[int, int]:
        part, week = key.split("|")
        parts = [name for name, _ in self._mix.parts]
        weeks = [name for name, _ in self._mix.weeks]
        return parts.index(part), weeks.index(week)
