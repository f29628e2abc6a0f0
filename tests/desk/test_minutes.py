"""The minutes of the weekly meeting: what stands in them, where their figures come from, and how they look on paper."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import replace

from app.analysis.figures import Count
from app.analysis.weekly import WeeklyPackage
from app.desk.document import Chart, Document, Heading, Note, Para, Sentence, Table
from app.desk.meeting import Workspace
from app.desk.minutes import minutes, paper_digest, title_lines
from app.domain.ids import SHANGHAI
from app.domain.meeting import AgendaPoint, Stage
from tests.desk.conftest import Shows
from tests.desk.weeks import TrialFigures, held_meeting
from tests.support.builders import AREA, CHIEF, NOW

TODAY = date(2026, 11, 18)
TOLD = {
    "title": "研究渣土偷倒整治、惠平路沿线秩序和下周重点工作",
    "opinion": "增量主要来自渣土偷倒，集中在惠平社区",
    "demand": "会议要求，需部门支撑的及时吹哨。",
    "copy_to": ("镇党政办公室", "镇城运中心"),
}


def paper(shows: Shows, package: WeeklyPackage, **told: Any) -> Document:
    return minutes(shows(held_meeting(package, **{**TOLD, **told})), today=TODAY)


def text_of(document: Document) -> str:
    found: list[str] = []
    for block in document.blocks:
        match block:
            case Para(runs=runs):
                found.append("".join(run.text for run in runs))
            case Heading(text=text) | Sentence(text=text) | Note(text=text):
                found.append(text)
            case Table(rows=rows):
                found += [str(cell) for row in rows for cell in row]
    return "\n".join(found)


def headings(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading)]


def test_the_run_sheet_stands_before_the_figures(shows: Shows, package: WeeklyPackage) -> None:
    agenda = (AgendaPoint(title="检查上次行动项：夜查（李某）", panel="actions"), AgendaPoint(title="来电13800138000"))
    text = text_of(paper(shows, package, agenda=agenda))
    assert "会议议程：（一）检查上次行动项：夜查（李某）；（二）来电138****8000。" in text
    assert text.index("会议议程") < text.index("一、网格运行情况")
    assert "会议议程" not in text_of(paper(shows, package, agenda=()))


def test_the_paper_is_headed_as_minutes_of_its_area_and_week(shows: Shows, package: WeeklyPackage) -> None:
    found = paper(shows, package)
    assert (found.mark, found.issue) == ("南翔镇第三片区工作例会纪要", "第46期（草稿）")
    assert (found.issuer, found.date) == ("南翔镇第三片区城运分中心", TODAY)
    assert found.title == ("研究渣土偷倒整治、", "惠平路沿线秩序和下周重点工作")
    assert found.digest == package.digest
    assert found.data_cutoff == package.cutoff
    assert found.sample


def test_sections_follow_one_another(shows: Shows, package: WeeklyPackage) -> None:
    assert headings(paper(shows, package)) == [
        "一、网格运行情况",
        "二、议定事项",
        "（一）开展渣土偷倒专项整治",
        "（二）规范惠平路388弄周边秩序",
        "三、行动项安排",
    ]
    assert headings(paper(shows, package, panels=("volume",)))[-1] == "四、运行分析图表"


def test_every_figure_comes_from_the_package(shows: Shows, package: WeeklyPackage) -> None:
    """The numbers of the situation are counts, percentages or differences that stand in the package."""
    situation = next(line for line in text_of(paper(shows, package)).splitlines() if line.startswith("会议指出"))
    said = {float(number) for number in re.findall(r"\d+(?:\.\d+)?", situation.replace("12345热线", "").replace("110/119", ""))}
    assert said <= set(numbers(package)) | {26.0}
    assert "受理各类事件92件，比前一周增加34件，高于近26周正常波动上限73件" in situation
    assert "12345热线" in situation
    assert "上次例会的4项行动项，办结2项，进行中1项，逾期1项" in situation


def numbers(value: object) -> list[float]:
    if isinstance(value, Count):
        return [float(value.value)]
    if isinstance(value, Struct):
        return [number for field in value.__struct_fields__ for number in numbers(getattr(value, field))]
    if isinstance(value, tuple):
        return [number for item in value for number in numbers(item)]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return [abs(float(value))]
    return []


def test_chosen_panels_bring_their_sentence_and_chart(shows: Shows, package: WeeklyPackage) -> None:
    found = paper(shows, package, panels=("volume", "mix", "gone"))
    sentences = [block.text for block in found.blocks if isinstance(block, Sentence)]
    assert sentences == [package.panels[1].sentence.zh, package.panels[2].sentence.zh]
    alts = [block.alt for block in found.blocks if isinstance(block, Chart)]
    assert len(alts) == 3
    assert alts[0].startswith("每周受理量：均值57.9，正常波动43至73件")
    assert not [block for block in paper(shows, package).blocks if isinstance(block, Chart)]


def test_actions_stand_in_the_table_with_those_carried_over(shows: Shows, package: WeeklyPackage) -> None:
    table = next(block for block in paper(shows, package).blocks if isinstance(block, Table))
    assert table.title == "2026年第46周例会行动项清单"
    first, second, *_ = table.rows
    assert first[2:] == (("城管1队 顾海", "惠平社区 沈蔚"), "11月21日", ("1108-001", "等3件"))
    assert second[4] == "1109-004"
    assert [row[4] for row in table.rows[3:]] == ["第45期结转"] * 3


def test_residents_are_masked(shows: Shows, package: WeeklyPackage) -> None:
    found = text_of(paper(shows, package))
    assert "138****8000" in found
    assert "13812348000" not in found


def test_attendance_is_in_three_groups_and_a_shared_post_stands_once(shows: Shows, package: WeeklyPackage) -> None:
    present, excused, guests = paper(shows, package).attendees
    assert [(one.name, one.post) for one in present.people] == [
        ("张磊", "片区专职副网格长"),
        ("王芳", "分中心"),
        ("何勇", ""),
        ("沈蔚", "单元网格长"),
        ("顾海", "城管1队"),
    ]
    assert (excused.label, guests.label) == ("请假", "列席")


def test_words_that_are_there_already_are_not_said_twice(shows: Shows, package: WeeklyPackage) -> None:
    found = text_of(paper(shows, package))
    assert found.count("会议要求，") == 1
    assert "会议认为，增量主要来自渣土偷倒，集中在惠平社区。" in found


def test_the_opening_says_when_and_who(shows: Shows, package: WeeklyPackage) -> None:
    opening = text_of(paper(shows, package)).splitlines()[0]
    assert opening.startswith("2026年11月18日上午，片区专职副网格长张磊在片区城运分中心主持召开2026年第46周片区治理领域工作例会")
    assert "（11月9日至11月15日）" in opening


def test_a_checked_paper_is_no_draft_and_its_digest_is_that_of_the_issued_one(shows: Shows, package: WeeklyPackage) -> None:
    checked = paper(shows, package, stage=Stage.CHECKED)
    assert checked.issue == "第46期"
    assert paper_digest(checked) != paper_digest(paper(shows, package, stage=Stage.DRAFTED))
    issued = paper(shows, package, stage=Stage.ISSUED, issued_by=CHIEF, issued_name="周建国", issued_at=NOW)
    assert paper_digest(issued) == paper_digest(checked)


def test_an_issued_paper_keeps_its_date(shows: Shows, package: WeeklyPackage) -> None:
    issued = shows(held_meeting(package, stage=Stage.ISSUED, issued_at=NOW))
    assert minutes(issued, today=date(2026, 12, 24)).date == TODAY


def test_a_trial_says_that_it_is_one(shows: Shows, package: WeeklyPackage, figures: TrialFigures) -> None:
    opened = held_meeting(package, stage=Stage.PREPARING, package="")[1:2]
    trial = figures.trial(AREA, "2026-W46")
    found = minutes(shows(opened), today=TODAY, trial=trial)
    assert "本地试算，数据截至11月18日14:32" in text_of(found)
    assert "本地试算" not in text_of(minutes(shows(held_meeting(package)), today=TODAY, trial=trial))


def test_without_figures_the_minutes_still_stand(shows: Shows, package: WeeklyPackage) -> None:
    found = minutes(shows(held_meeting(package, stage=Stage.PREPARING, package="")[1:2]), today=TODAY)
    assert (found.digest, found.data_cutoff) == ("", None)
    with pytest.raises(ValueError, match="without a meeting"):
        minutes(_unopened(shows), today=TODAY)


def _unopened(shows: Shows) -> Workspace:
    return replace(shows(), meeting=None)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("研究汛期值守工作", ("研究汛期值守工作",)),
        ("研究飞线充电整治、沿街经营秩序和汛期值守等工作", ("研究飞线充电整治、", "沿街经营秩序和汛期值守等工作")),
        ("研究" + "很长" * 10 + "工作", ("研究" + "很长" * 5, "很长" * 5 + "工作")),
    ],
)
def test_long_titles_break_where_they_may(title: str, lines: tuple[str, ...]) -> None:
    assert title_lines(title) == lines


def test_the_printed_paper_can_be_searched(shows: Shows, package: WeeklyPackage, tmp_path: Path) -> None:
    press = pytest.importorskip("services.documents.press")
    fonts = pytest.importorskip("services.documents.fonts")
    stamp = datetime(2026, 11, 18, 15, tzinfo=SHANGHAI)
    document = paper(shows, package, panels=("volume", "heat", "workload"))
    file = tmp_path / "minutes.pdf"
    file.write_bytes(press.Press(fonts.find_fonts()).pdf(document, stamp=stamp))
    reader = shutil.which("pdftotext")
    assert reader is not None, "poppler-utils is not installed"
    printed = subprocess.run([reader, "-layout", str(file), "-"], check=True, capture_output=True, text=True).stdout
    plain = re.sub(r"\s", "", printed)
    for words in (
        "南翔镇第三片区工作例会纪要",
        "网格运行情况",
        "示例文稿",
        "受理各类事件92件",
        "出席：张磊（片区专职副网格长）",
        "抄送：",
    ):
        assert words in plain
