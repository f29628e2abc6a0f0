"""What is wrong with the centre is said once in a sentence with its number, in the language of the screen."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from app.desk.ports import Link, LinkState
from app.domain.problems import Code
from tests.pages.duty import DutyDesk
from ui.common.notices import Kind

SENTENCES = {
    "zh": "中心的数据换了一代（从备份恢复过），这台席位随之重新对齐；本机受理的命令都保留，会再次送到〔5004〕",
    "en": "The centre has begun a new generation of its data (it was restored from a backup); "
    "this seat is aligned with it anew, and the commands accepted here are kept and handed in again [5004]",
}


def says(desk: DutyDesk, link: Link) -> None:
    desk.stage.act(lambda: desk.stage.central._set(link))


@pytest.mark.parametrize("language", SENTENCES)
def test_a_centre_of_another_generation_is_told_until_somebody_has_read_it(desk: DutyDesk, language: str) -> None:
    desk.stage.switch_language(language)
    link = desk.stage.desk.link
    says(desk, replace(link, problem=Code.NEW_GENERATION.value))
    says(desk, link)
    (notice,) = desk.stage.notices.standing
    assert (notice.kind, notice.text, notice.left) == (Kind.PROBLEM, SENTENCES[language], 0)
    desk.stage.act(lambda: desk.stage.notices.retract(notice.key))
    says(desk, link)
    assert desk.stage.notices.standing == ()


def test_what_answers_in_the_place_of_the_centre_is_told_as_long_as_it_does(desk: DutyDesk) -> None:
    link = desk.stage.desk.link
    away = replace(link, state=LinkState.OFFLINE, problem=Code.CENTRAL_NOT_OURS.value, data={"server": "https://centre.example"})
    says(desk, away)
    (notice,) = desk.stage.notices.standing
    assert notice.text == "网络被拦截：https://centre.example 的回答不是城运中心的〔5002〕"
    says(desk, replace(away, problem=Code.CENTRAL_UNREACHABLE.value))
    assert desk.stage.notices.standing == (), "the band across the window says that already"
    says(desk, away)
    says(desk, link)
    assert desk.stage.notices.standing == ()
