"""Parts of the workspace by themselves: sentences cut to a card, charts without limits, a page range on a printer."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from app.desk.document import Bar, Flow, HBars, Xmr
from app.desk.panels import Drawn
from app.domain.problems import Code, Problem
from tests.pages.screens import MakeScreen
from tests.support.builders import quiet_day
from ui.common.charts.bars import BarChart, ColumnChart
from ui.common.charts.xmr import XmrChart
from ui.common.theme import Theme
from ui.meeting.few_lines import FewLines
from ui.meeting.plots import chart_of
from ui.meeting.printing import a4_printer, print_pages, written

SENTENCE = "本周应结86件，按时77件，按时率89.5%（逾期未结计为未按时），比前一周降1.8个百分点；现有逾期18件，最久184天。"


def nothing(_key: str) -> None:
    """What a mark leads to does not matter here."""


def test_a_sentence_that_fits_is_shown_whole(qtbot: QtBot, theme: Theme) -> None:
    label = FewLines(theme, SENTENCE, most=6)
    qtbot.addWidget(label)
    label.resize(260, 100)
    assert "".join(label.lines) == SENTENCE
    assert len(label.lines) > 2
    assert label.heightForWidth(2000) < label.heightForWidth(260)


def test_a_sentence_that_does_not_fit_ends_in_dots_and_is_told_whole(qtbot: QtBot, theme: Theme) -> None:
    label = FewLines(theme, SENTENCE, most=2)
    qtbot.addWidget(label)
    label.resize(200, 100)
    assert len(label.lines) == 2
    assert label.lines[-1].endswith("…")
    assert SENTENCE in label.toolTip()
    assert label.accessibleName() == SENTENCE


def test_hostile_words_stay_words(qtbot: QtBot, theme: Theme) -> None:
    label = FewLines(theme, "<img src='file://x'>\x07 & <b>粗</b>", most=2)
    qtbot.addWidget(label)
    label.resize(400, 40)
    assert "<b>" in "".join(label.lines)
    assert "<b>" not in label.toolTip()


def test_a_series_with_limits_is_a_control_chart_without_them_columns(qtbot: QtBot, theme: Theme) -> None:
    bare = Xmr(labels=("45", "46"), values=(3.0, 4.0))
    drawn = Xmr(labels=("45", "46"), values=(3.0, None), mean=3.0, lower=1.0, upper=5.0)
    charts = [chart_of(theme, Drawn(name="weeks", plot=p, lists=()), on_mark=nothing, small=False) for p in (bare, drawn)]
    for chart in charts:
        qtbot.addWidget(chart)
    assert isinstance(charts[0], ColumnChart)
    assert isinstance(charts[1], XmrChart)
    assert charts[1].keys() == ("0",), "a week without a value has no point"


def test_a_card_holds_the_first_bars_only(qtbot: QtBot, theme: Theme) -> None:
    plot = HBars(tuple(Bar(f"类{n}", n, str(n)) for n in range(9, 0, -1)))
    small, whole = (
        chart_of(theme, Drawn(name="sources", plot=plot, lists=()), on_mark=nothing, small=small) for small in (True, False)
    )
    for chart in (small, whole):
        qtbot.addWidget(chart)
    assert isinstance(small, BarChart)
    assert isinstance(whole, BarChart)
    assert (len(small.keys()), len(whole.keys())) == (3, 9)


def test_what_only_papers_know_is_no_chart(theme: Theme) -> None:
    flow = Flow(labels=("46",), inflow=(1.0,), outflow=(1.0,), in_hand=(1.0,))
    with pytest.raises(TypeError, match="Flow"):
        chart_of(theme, Drawn(name="flow", plot=flow, lists=()), on_mark=nothing, small=False)


def page(folder: Path, colour: str) -> bytes:
    """A page picture of one colour."""
    image = QImage(210, 297, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    file = folder / f"{colour}.png"
    assert image.save(str(file))
    return file.read_bytes()


def test_a_page_range_is_kept(make_screen: MakeScreen, tmp_path: Path) -> None:
    stage = make_screen(quiet_day())
    printer = a4_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "some.pdf"))
    printer.setFromTo(2, 3)
    count = stage.loop.run_until_complete(print_pages(printer, tuple(page(tmp_path, c) for c in ("red", "green", "blue"))))
    assert count == 2


def test_nothing_to_print_is_said(make_screen: MakeScreen) -> None:
    stage = make_screen(quiet_day())
    with pytest.raises(Problem) as caught:
        stage.loop.run_until_complete(print_pages(a4_printer(), ()))
    assert caught.value.code is Code.PAPER_FAILED


def test_a_file_that_cannot_be_written_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(Problem) as caught:
        written(str(tmp_path / "no" / "where.pdf"), b"x")
    assert caught.value.code is Code.OUTPUT_UNWRITABLE
