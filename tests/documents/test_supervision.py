"""The sheet of a supervision says which case, what, until when; and no more of a resident than a paper may."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from app.commands.leading import Supervise
from app.desk.incident import CaseDetail, detail
from app.desk.ports import LinkState
from app.desk.supervision import supervision_sheet
from app.domain.catalogue import Severity, Tier
from app.domain.incident import TierStep, Verb
from app.domain.machine import seen
from tests.documents.conftest import Printer
from tests.support.builders import AREA, CHIEF, NOW, quiet_day
from tests.support.desk import REFERENCE, DictCache, SteadyClock


def shown(*, supervised: bool = True) -> CaseDetail:
    day = quiet_day()
    case = day.case(1015, "0508", "弱电线缆垂落", Severity.URGENT, "金通 02", minutes=30, steps="take file")
    if supervised:
        saw, ends = seen(day.found(case)), NOW + timedelta(days=2)
        day.does(Supervise(incident=case, saw=saw, deadline=ends, demand="两日内恢复，联系人13800138000"), CHIEF)
    found = detail(DictCache(day.world, SteadyClock(NOW)), case, act=None, link=LinkState.OFFLINE, now=NOW)
    assert found is not None
    assert found.case.area == AREA
    return found


def test_the_sheet_says_what_is_demanded_until_when(printed: Printer) -> None:
    document = supervision_sheet(shown(), REFERENCE, area_name="南翔镇第三片区", today=NOW.date())

    text = printed(document).text()

    for words in (
        "南翔镇第三片区督办单",
        "NX3-20261118-1015",
        "关于弱电线缆垂落的督办单",
        "两日内恢复",
        "周建国",
        "2026年11月20日",
        "承办人签名",
    ):
        assert words in text, words
    assert "13800138000" not in text


def test_the_sheet_shows_the_way_through_the_levels_with_its_times(printed: Printer) -> None:
    found = shown()
    up = TierStep(tier=Tier.L2, at=NOW - timedelta(minutes=20), acknowledged_at=NOW - timedelta(minutes=12))
    town = TierStep(tier=Tier.L3, at=NOW - timedelta(minutes=5))
    line = replace(found.entries[0], id="z-raised", verb=Verb.RAISED, before="L1", after="L2", at=up.at)
    raised = replace(found, case=replace(found.case, tier=Tier.L3, tiers=(up, town)), entries=(line, *found.entries))

    paper = printed(supervision_sheet(raised, REFERENCE, area_name="南翔镇第三片区", today=NOW.date()))

    told = "自治2026年11月18日14:02→共治2026年11月18日14:12，2026年11月18日14:20确认→牵头2026年11月18日14:27"
    assert told in paper.text()


def test_a_case_without_supervision_has_no_sheet() -> None:
    with pytest.raises(ValueError, match="without supervision"):
        supervision_sheet(shown(supervised=False), REFERENCE, area_name="x", today=NOW.date())
