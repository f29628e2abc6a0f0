"""Charts: what is settled before they are drawn, and what they say on paper."""

from __future__ import annotations

import pytest

from app.desk.document import (
    Bar,
    Chart,
    Flow,
    HBars,
    Heat,
    Mix,
    MixRow,
    Plot,
    Profile,
    Signal,
    Spark,
    Sparks,
    Xmr,
)
from services.documents.chart_numbers import chart_numbers
from services.documents.drawing import drawing, number_text
from services.documents.scale import round_scale, spread
from tests.documents.conftest import Printer
from tests.documents.sample_blocks import flow_chart, heat_chart, load_bars, place_bars, source_mix, volume_chart
from tests.documents.samples import paper

CHARTS = {
    "xmr": volume_chart(),
    "heat": heat_chart(),
    "flow": flow_chart(),
    "places": place_bars(),
    "load": load_bars(),
    "mix": source_mix(),
}


@pytest.mark.parametrize(
    ("values", "zero", "ticks"),
    [
        ((97, 168, 113, 157), False, (80, 100, 120, 140, 160, 180)),
        ((133, 168, 21, 62), True, (0, 50, 100, 150, 200)),
        ((0, 3, 1), False, (0, 1, 2, 3)),
        ((), False, (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)),
        ((5, 5), False, (4.8, 5.0, 5.2, 5.4, 5.6, 5.8, 6.0)),
        ((93.4, 97.9), False, (93, 94, 95, 96, 97, 98)),
    ],
)
def test_ticks_are_round_and_hold_every_value(values: tuple[float, ...], zero: bool, ticks: tuple[float, ...]) -> None:
    scale = round_scale(values, zero=zero)

    assert scale.ticks == pytest.approx(ticks)
    assert (scale.low, scale.high) == (scale.ticks[0], scale.ticks[-1])
    assert all(scale.low <= value <= scale.high for value in values)


def test_labels_of_close_limits_move_apart_in_order() -> None:
    moved = spread([5.0, 5.1, 4.9], gap=1.0)

    assert moved[2] < moved[0] < moved[1]
    assert sorted(moved)[1] - sorted(moved)[0] == pytest.approx(1.0)
    assert sum(moved) == pytest.approx(15.0)


def test_numbers_are_printed_with_the_decimals_asked() -> None:
    assert [number_text(94.0, 1), number_text(-0.04, 1), number_text(168.0, 0)] == ["94.0", "0.0", "168"]


@pytest.mark.parametrize("profile", list(Profile))
@pytest.mark.parametrize("kind", CHARTS)
def test_a_chart_prints_its_figures(printed: Printer, kind: str, profile: Profile) -> None:
    expected = {
        "xmr": ["上限157", "均值135", "下限113", "春节", "168", "27周"],
        "heat": ["11▲", "12▲", "7▲", "合计", "27", "汇泾新村二村"],
        "flow": ["在办62", "16周", "200"],
        "places": ["1汇泾新村二村7至12号", "11件重复5"],
        "load": ["98/80时", "其余5个网格"],
        "mix": ["72（43%）", "61（36%）", "网格巡查", "部门吹哨"],
    }[kind]

    found = printed(paper(CHARTS[kind], profile=profile)).text()

    assert [words for words in expected if words not in found] == []


EXTREMES: dict[str, Plot] = {
    "empty series": Xmr(labels=(), values=()),
    "gaps only": Xmr(labels=("1周", "2周"), values=(None, None)),
    "one value": Xmr(labels=("1周",), values=(0,), signals=(Signal(0),)),
    "a gap between": Xmr(
        labels=("1", "2", "3"), values=(1, None, 3), mean=2, lower=0, upper=4, unit="件/周", signals=(Signal(1, "缺"),)
    ),
    "narrow limits": Xmr(labels=tuple(map(str, range(60))), values=(*[3] * 59, 900), mean=3, lower=2.9, upper=3.1, decimals=1),
    "no cells": Heat(columns=(), rows=(), counts=()),
    "many rows": Heat(
        columns=tuple("甲乙丙丁戊己庚辛壬癸子丑"), rows=tuple(f"第{n}微网格" for n in range(80)), counts=((0,) * 12,) * 80
    ),
    "long names": Heat(columns=("很长的类别名称" * 3,), rows=("很长的网格名称" * 6,), counts=((10**6,),)),
    "no bars": HBars(()),
    "zero bars": HBars((Bar("甲", 0, "0件", reference=0, over=True),)),
    "long bars": HBars(tuple(Bar("Washington Street 1024, Roxbury Crossing " * 2, n, f"{n}件") for n in range(40))),
    "no parts": Mix(parts=(), rows=()),
    "eight parts": Mix(
        parts=tuple("甲乙丙丁戊己庚辛"), rows=(MixRow("本周", (1,) * 8, (0.125,) * 8), MixRow("上周", (0,) * 8, (0.0,) * 8))
    ),
    "no flow": Flow(labels=(), inflow=(), outflow=(), in_hand=()),
    "flat flow": Flow(labels=("1",), inflow=(0,), outflow=(0,), in_hand=(0,)),
    "flat spark": Sparks((Spark("平", (5, 5, 5), "5件"), Spark("一", (5,), "5件"), Spark("无", (), "—"))),
}


@pytest.mark.parametrize("profile", list(Profile))
@pytest.mark.parametrize("name", EXTREMES)
def test_extreme_series_are_drawn_without_a_fault(printed: Printer, name: str, profile: Profile) -> None:
    assert printed(paper(Chart(alt=name, plot=EXTREMES[name]), profile=profile)).pages()


def test_a_tall_heat_chart_goes_on_with_its_head_on_the_next_page(printed: Printer) -> None:
    found = printed(paper(Chart(alt="高", plot=EXTREMES["many rows"])))

    assert len(found.pages()) == 3
    assert all("甲乙丙丁" in "".join(page.split()) for page in found.pages())
    assert all(f"第{n}微网格" in found.text() for n in range(80))


def test_shades_grow_with_the_count_and_zero_is_a_dot() -> None:
    cells = drawing(Heat(columns=("甲", "乙", "丙"), rows=("一",), counts=((0, 1, 12),), signals=((0, 2),)))["cells"]

    assert cells == [
        [
            {"text": "·", "step": 0, "signal": False},
            {"text": "1", "step": 1, "signal": False},
            {"text": "12", "step": 6, "signal": True},
        ]
    ]


def test_the_numbers_of_a_chart_are_all_in_its_table() -> None:
    volume = chart_numbers(volume_chart().plot)
    cells = [cell for row in volume.rows for cell in row]
    assert cells[cells.index("27周") + 1] == "168▲"
    assert cells[cells.index("上限") + 1] == "157"
    assert chart_numbers(heat_chart().plot).rows[1] == ("汇泾新村二村", "4", "1", "11▲", "2", "4", "2", "1", "2", "27")
    assert chart_numbers(source_mix().plot).rows[0][:2] == ("本周", "72（43%）")
    assert chart_numbers(place_bars().plot).rows[0] == ("1 汇泾新村二村7至12号", "11件 重复5")
    assert chart_numbers(flow_chart().plot).rows[-1] == ("27周", "168", "150", "62")


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Xmr(labels=("1",), values=()),
        lambda: Xmr(labels=("1",), values=(1,), signals=(Signal(1),)),
        lambda: Heat(columns=("甲",), rows=("一",), counts=((1, 2),)),
        lambda: Flow(labels=("1",), inflow=(1,), outflow=(1,), in_hand=()),
        lambda: Mix(parts=("甲",), rows=(MixRow("一", (1, 2), (0.5, 0.5)),)),
        lambda: Mix(parts=tuple("甲乙丙丁戊己庚辛壬"), rows=()),
    ],
)
def test_series_that_do_not_fit_together_are_a_fault(wrong: object) -> None:
    assert callable(wrong)
    with pytest.raises(ValueError, match=r"one length|points at|one count|at most"):
        wrong()
