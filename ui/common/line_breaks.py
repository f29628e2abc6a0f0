"""Text in a few lines of a given width: broken between words, never inside one; what does not fit ends in «…»."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout, QTextOption


def in_lines(text: str, font: QFont, width: int, *, most: int) -> tuple[str, ...]:
    """The lines, at most `most`; a word that is wider than the line is shortened, Chinese breaks anywhere."""
    layout, option = QTextLayout(text, font), QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    starts: list[int] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        starts.append(line.textStart())
    layout.endLayout()
    found = [text[start:end].strip() for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    if len(found) > most:
        found[most - 1 :] = [text[starts[most - 1] :]]
    metrics = QFontMetrics(font)
    for place, words in enumerate(found):
        found[place] = metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)
    return tuple(found)
