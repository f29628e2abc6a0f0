"""A clock that is off by a day is said in a sentence with its number, once, until somebody has read it or it is right."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from app.domain.problems import Code
from tests.pages.duty import DutyDesk
from ui.common.notices import Kind

DAY = 86_400.0
SENTENCES = {
    "zh": "本机时钟与中心相差 86400 秒，请校准〔5018〕",
    "en": "This machine's clock is 86400 s off the centre's; set it right [5018]",
}


def pulled(desk: DutyDesk, offset: float | None) -> None:
    """A pull has ended at this difference of clocks."""
    off = offset is not None and abs(offset) > 30
    data = {"seconds": str(round(abs(offset or 0)))} if off else None
    link = replace(desk.stage.desk.link, clock_offset=offset, problem=Code.CLOCK_OFF.value if off else 0, data=data)
    desk.stage.act(lambda: desk.stage.central._set(link))


@pytest.mark.parametrize("language", SENTENCES)
@pytest.mark.parametrize("offset", [DAY, -DAY])
def test_a_clock_off_by_a_day_is_told_although_the_centre_answers(desk: DutyDesk, language: str, offset: float) -> None:
    desk.stage.switch_language(language)
    pulled(desk, offset)
    (notice,) = desk.stage.notices.standing
    assert (notice.kind, notice.text, notice.left) == (Kind.PROBLEM, SENTENCES[language], 0)
    assert desk.stage.window.top._offset.property("tone") == "over"


def test_once_closed_it_is_not_said_again_at_every_pull(desk: DutyDesk) -> None:
    pulled(desk, DAY)
    desk.stage.act(lambda: desk.stage.notices.retract("clock"))
    pulled(desk, DAY + 1)
    assert desk.stage.notices.standing == ()
    pulled(desk, 0.2)
    pulled(desk, DAY)
    assert len(desk.stage.notices.standing) == 1, "off again is news again"


def test_a_clock_set_right_takes_the_notice_away_and_a_lost_link_does_not(desk: DutyDesk) -> None:
    pulled(desk, DAY)
    desk.stage.act(desk.stage.central.unplug)
    assert any("5018" in notice for notice in desk.notices)
    pulled(desk, 0.2)
    assert desk.stage.notices.standing == ()
    assert desk.stage.window.top._offset.property("tone") == "second"


def test_half_a_minute_is_let_pass(desk: DutyDesk) -> None:
    pulled(desk, 29.0)
    assert desk.stage.notices.standing == ()
