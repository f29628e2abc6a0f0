"""Charts: what they mark, what they say, and what a click leads to."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.common.gallery_charts import heat, mix, xmr
from tests.ui.common.pictures import colours
from ui.common.charts.bars import Bar, BarChart, ColumnChart
from ui.common.charts.base import Chart
from ui.common.charts.heat import Heat, HeatGrid
from ui.common.charts.mix import Mix, MixChart
from ui.common.charts.xmr import Xmr, XmrChart, round_steps
from ui.common.theme import Theme
from ui.common.tokens import DARK, LIGHT, Mode

BARS = (Bar("k0", "渣土", 31, expected=12, limit=22, stands_out=True), Bar("k1", "占道", 14), Bar("k2", "噪声", 9))


def made(chart: Chart | HeatGrid, qtbot: QtBot) -> None:
    qtbot.addWidget(chart)
    chart.resize(640, 320)
    chart.show()
    qtbot.waitExposed(chart)


def click(chart: Chart, key: str) -> None:
    QTest.mouseClick(chart.plot.viewport(), Qt.MouseButton.LeftButton, pos=chart.to_pixels(chart.place(key)).toPoint())


@pytest.mark.parametrize("key", ["w21", "w33", "w46"])
def test_a_click_on_a_point_leads_to_the_week(qtbot: QtBot, theme: Theme, key: str) -> None:
    chart = XmrChart(theme, xmr(), name="件量")
    made(chart, qtbot)
    with qtbot.waitSignal(chart.mark_chosen) as chosen:
        click(chart, key)
    assert chosen.args == [key]


def test_a_click_beside_all_marks_leads_nowhere(qtbot: QtBot, theme: Theme) -> None:
    chart = XmrChart(theme, xmr(), name="件量")
    made(chart, qtbot)
    with qtbot.assertNotEmitted(chart.mark_chosen):
        QTest.mouseClick(chart.plot.viewport(), Qt.MouseButton.LeftButton, pos=QPointF(300, 40).toPoint())


def test_points_say_week_value_and_signal(qtbot: QtBot, theme: Theme) -> None:
    chart = XmrChart(theme, xmr(), name="件量")
    made(chart, qtbot)
    assert chart.words("w21") == "21周：58"
    assert chart.words("w41") == "41周：68，连续在均值一侧"
    assert chart.words("w46") == "46周：92，超出界限"


def test_only_a_signal_is_coloured(qtbot: QtBot, theme: Theme) -> None:
    chart = XmrChart(theme, xmr(), name="件量")
    made(chart, qtbot)
    assert LIGHT.over in colours(chart.grab().toImage())
    quiet = xmr()
    chart.show_series(Xmr(points=quiet.points[:19], mean=61, upper=75, lower=48))
    assert LIGHT.over not in colours(chart.grab().toImage())


def test_the_keyboard_walks_through_the_marks_and_opens_one(qtbot: QtBot, theme: Theme) -> None:
    chart = XmrChart(theme, xmr(), name="件量")
    made(chart, qtbot)
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.current == "w21"
    QTest.keyClick(chart, Qt.Key.Key_Right)
    QTest.keyClick(chart, Qt.Key.Key_Right)
    QTest.keyClick(chart, Qt.Key.Key_Left)
    with qtbot.waitSignal(chart.mark_chosen) as chosen:
        QTest.keyClick(chart, Qt.Key.Key_Return)
    assert chosen.args == ["w22"]


def test_a_chart_is_recoloured_with_the_mode(qtbot: QtBot, theme: Theme) -> None:
    chart = BarChart(theme, BARS, name="异常")
    made(chart, qtbot)
    assert LIGHT.over in colours(chart.grab().toImage())
    theme.set_mode(Mode.DARK)
    after = colours(chart.grab().toImage())
    assert DARK.over in after
    assert LIGHT.over not in after


def test_the_whole_row_of_a_bar_leads_to_it(qtbot: QtBot, theme: Theme) -> None:
    chart = BarChart(theme, BARS, name="异常")
    made(chart, qtbot)
    end = chart.to_pixels(QPointF(30, -2))
    assert chart.key_at(end) == "k2"
    assert chart.words("k0") == "渣土 31，预期 12"
    assert chart.words("k1") == "占道 14"


def test_the_whole_height_of_a_column_leads_to_it(qtbot: QtBot, theme: Theme) -> None:
    chart = ColumnChart(theme, BARS, name="按日")
    made(chart, qtbot)
    assert chart.key_at(chart.to_pixels(QPointF(2, 30))) == "k2"
    assert chart.key_at(QPointF(-50, 30)) == ""


def test_each_piece_of_a_mix_leads_to_its_part_and_week(qtbot: QtBot, theme: Theme) -> None:
    data = mix()
    chart = MixChart(theme, data, name="来源构成")
    made(chart, qtbot)
    for key in ("s0|w35", "s2|w40", "s4|w46"):
        with qtbot.waitSignal(chart.mark_chosen) as chosen:
            click(chart, key)
        assert chosen.args == [key]
    assert chart.words("s0|w35").startswith("35周 12345：")


def test_shares_of_a_week_make_one_and_an_empty_week_none() -> None:
    data = mix()
    for week in range(12):
        assert sum(data.share(part, week) for part in range(5)) == pytest.approx(1)
    empty = Mix(parts=(("a", "甲"),), weeks=(("w1", "1周"),), counts=((0.0,),))
    assert empty.share(0, 0) == 0.0


def test_charts_without_data_are_blank_and_stay_so(qtbot: QtBot, theme: Theme) -> None:
    for chart in (
        XmrChart(theme, name="甲"),
        BarChart(theme, name="乙"),
        ColumnChart(theme, name="丙"),
        MixChart(theme, name="丁"),
    ):
        made(chart, qtbot)
        assert chart.key_at(QPointF(100, 100)) == ""
        chart.setFocus()
        QTest.keyClick(chart, Qt.Key.Key_Right)
        assert chart.current == ""


def test_a_cell_of_the_heat_grid_leads_to_its_kind_and_grid(qtbot: QtBot, theme: Theme) -> None:
    grid = HeatGrid(theme, heat(), name="类别 × 网格")
    made(grid, qtbot)
    with qtbot.waitSignal(grid.mark_chosen) as chosen:
        QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=grid.cell_rect(2, 7).center().toPoint())
    assert chosen.args == ["k2|g7"]
    assert grid.words(1, 0) == "占道，华丰：5"
    assert grid.words(4, 6) == "垃圾，新裕村：数据不足"


def test_the_keyboard_walks_through_the_heat_grid(qtbot: QtBot, theme: Theme) -> None:
    grid = HeatGrid(theme, heat(), name="类别 × 网格")
    made(grid, qtbot)
    grid.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        QTest.keyClick(grid, key)
    with qtbot.waitSignal(grid.mark_chosen) as chosen:
        QTest.keyClick(grid, Qt.Key.Key_Return)
    assert chosen.args == ["k1|g1"]


def test_cells_are_shaded_by_the_ramp_and_hatched_without_data(qtbot: QtBot, theme: Theme) -> None:
    grid = HeatGrid(theme, heat(), name="类别 × 网格")
    made(grid, qtbot)
    picture = grid.grab().toImage()
    corner = grid.cell_rect(1, 1).topLeft().toPoint()
    assert picture.pixelColor(corner.x() + 3, corner.y() + 3).name().upper() == LIGHT.ramp[5]
    lacking = picture.copy(grid.cell_rect(4, 6).toRect())
    assert len(colours(lacking)) > 3
    assert not colours(lacking) & set(LIGHT.ramp)


@pytest.mark.parametrize(("count", "step"), [(0, 0), (1, 1), (2, 2), (3, 3), (4, 3), (5, 4), (6, 5), (90, 5)])
def test_steps_of_the_ramp(count: int, step: int) -> None:
    assert Heat().step(count) == step


@pytest.mark.parametrize(
    ("low", "high", "steps"),
    [(0, 100, [0, 50, 100]), (40, 100, [40, 60, 80, 100]), (0, 0.9, [0, 0.5]), (5, 5, [5]), (0, 21, [0, 10, 20])],
)
def test_axis_words_stand_at_round_values(low: float, high: float, steps: list[float]) -> None:
    assert round_steps(low, high) == pytest.approx(steps)
