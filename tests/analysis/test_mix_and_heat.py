"""The make-up of the week: classes, sources, and where they are."""

from __future__ import annotations

from msgspec import structs

from app.analysis.columns import Case, Label
from app.analysis.frame import Parameters
from app.analysis.heat import HeatPanel
from app.analysis.mix import MixPanel
from tests.analysis.cases import at, case, package, panel, weeks_of


def grown() -> list[Case]:
    return [
        *weeks_of([10, 10, 23], class_code="2132", unit="U2", source="hotline"),
        *weeks_of([12, 12, 10], class_code="0110", unit="U1", source="patrol"),
        *weeks_of([1, 1, 9], class_code="0405", unit="U1", source="patrol"),
    ]


def test_the_classes_that_moved_the_total_are_named_and_the_rest_adds_up() -> None:
    found = panel(package(grown()), MixPanel)
    assert (found.total.value, found.difference) == (42, 19)
    assert [(driver.key, driver.difference) for driver in found.drivers] == [("2132", 13), ("0405", 8)]
    assert found.rest_difference == -2
    assert "比前一周多19件：飞线充电多13件、0405多8件，其余合计少2件" in found.sentence.zh
    assert "来源以市民热线最多，23件，占54.8%" in found.sentence.zh


def test_rows_come_by_number_then_code_and_hold_shares() -> None:
    found = panel(package(grown()), MixPanel)
    assert [(row.key, row.share.part.value, row.share.percent) for row in found.classes] == [
        ("2132", 23, 54.8),
        ("0110", 10, 23.8),
        ("0405", 9, 21.4),
    ]
    assert found.classes[0].name == Label("飞线充电", "Fly-wire charging")


def test_a_class_that_vanished_is_still_a_row() -> None:
    found = panel(package([case("a", at("11-03 09:00"), class_code="0110"), case("b", at("11-10 09:00"))]), MixPanel)
    gone = next(row for row in found.classes if row.key == "0110")
    assert (gone.share.part.value, gone.difference) == (0, -1)
    assert next(row for row in found.classes if row.key == "").name.zh == "未定类别"


def test_a_small_base_has_no_percentage() -> None:
    found = panel(package(weeks_of([9], class_code="0110")), MixPanel)
    assert found.classes[0].share.percent is None
    assert "%" not in found.sentence.zh


def test_a_class_above_its_own_limit_is_a_signal_though_the_total_is_not() -> None:
    steady = weeks_of([30, 31, 29] * 8 + [30, 31, 12], class_code="0110")
    risen = weeks_of([8, 9, 8] * 8 + [8, 9, 28], class_code="2132")
    found = panel(package([*steady, *risen]), MixPanel)
    assert {row.key: row.side for row in found.classes} == {"2132": 1, "0110": -1}
    assert found.signal is True
    assert "飞线充电28件，超过上限" in found.sentence.zh


def test_the_table_of_grids_and_classes_adds_up_in_both_directions() -> None:
    found = panel(package(grown()), HeatPanel)
    assert [(line.key, line.total.value) for line in found.grids] == [("U2", 23), ("U1", 19)]
    assert [(line.key, line.total.value) for line in found.classes] == [("2132", 23), ("0110", 10), ("0405", 9)]
    assert {(cell.row, cell.column): cell.count.value for cell in found.cells} == {(0, 0): 23, (1, 1): 10, (1, 2): 9}
    assert found.total.value == 42
    assert "最集中的是嘉绣苑·飞线充电，23件，占54.8%" in found.sentence.zh


def test_what_has_no_line_of_its_own_is_in_the_rest() -> None:
    cases = [case(f"{unit}{code}", at("11-10 09:00"), unit=unit, class_code=code) for unit in "ABC" for code in "XYZ"]
    narrow = structs.replace(Parameters(), heat_grids=1, heat_classes=2)
    found = panel(package(cases, parameters=narrow), HeatPanel)
    assert [(line.name.zh, line.total.value, line.rest) for line in found.grids] == [("A", 3, False), ("其余", 6, True)]
    assert [(line.key, line.rest) for line in found.classes] == [("X", False), ("Y", False), ("", True)]
    assert sum(cell.count.value for cell in found.cells) == 9


def test_a_cell_above_its_own_weeks_is_marked() -> None:
    found = panel(package(weeks_of([6, 7, 6] * 8 + [7, 6, 30], class_code="0110", unit="U1")), HeatPanel)
    assert [(cell.above, cell.count.value) for cell in found.cells] == [(True, 30)]
    assert found.above == 1
    assert "1格高于自身上限：新裕一村·暴露垃圾30件" in found.sentence.zh


def test_an_empty_week_says_so() -> None:
    found = package([])
    assert "本周无信号" in panel(found, MixPanel).sentence.zh
    assert "本周无信号" in panel(found, HeatPanel).sentence.zh
