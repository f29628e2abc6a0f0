"""A shift and its end: a log of the day, a handover the night before, one that waits at the seat."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from app.commands.duty import HandOver
from app.domain.delegation import Grant, Lent
from app.domain.duty import Handover, HandoverItem, HandoverState, LogNote
from app.domain.ids import SHANGHAI
from app.domain.people import Office, Posting, Role, Secondment, Source, Trade
from app.domain.record import Record
from app.domain.roster import Duty, Force
from tests.support.builders import AREA, CHIEF, DEPUTY, NOW, OFFICER, SECOND_OFFICER, TOWN, TOWN_CHIEF
from tests.support.screen import ScreenStage

LINES = (
    (20, OFFICER, "王芳", "惠平路地库倒灌：城运1组已到场，水泵两台在抽，每十五分钟报一次水位。", "i-1029"),
    (75, OFFICER, "王芳", "12345 回访：古猗园路北口水果摊，来电人表示满意。", ""),
    (190, SECOND_OFFICER, "李敏", "街道通报：明日 8:00 起沪宜公路断头施工，早高峰加派一组。", ""),
    (420, SECOND_OFFICER, "李敏", "夜间打桩第三次来电，已约工地负责人 9:30 面谈。", "i-1011"),
)

BEGAN = datetime(2026, 1, 1, tzinfo=SHANGHAI)


def notes() -> list[Record]:
    """Four lines of the log."""
    return [
        LogNote(
            id=f"n-{minutes:04d}",
            town=TOWN,
            area=AREA,
            at=NOW - timedelta(minutes=minutes),
            by=person,
            by_name=name,
            seat="seat-1",
            text=text,
            incident=incident,
        )
        for minutes, person, name, text, incident in LINES
    ]


def handover(*, taken: bool, leaver: str = SECOND_OFFICER) -> Handover:
    """The handover of the shift before, taken over or not."""
    left = NOW - timedelta(hours=6 if taken else 0, minutes=4)
    return Handover(
        id="h-morning" if taken else "h-now",
        town=TOWN,
        area=AREA,
        seat="seat-1",
        state=HandoverState.TAKEN_OVER if taken else HandoverState.SIGNED_OUT,
        leaver=leaver,
        leaver_name="李敏" if leaver == SECOND_OFFICER else "王芳",
        left_at=left,
        comer=OFFICER if taken else "",
        comer_name="王芳" if taken else "",
        taken_at=left + timedelta(minutes=6) if taken else None,
        items=(
            HandoverItem(sort="critical", number="NX3-20261118-1027", text="陈翔公路慢车道下陷", incident="i-1027", due=NOW),
            HandoverItem(
                sort="due",
                number="NX3-20261118-987",
                text="德园路菜场后门垃圾外溢",
                incident="i-987",
                due=NOW + timedelta(hours=2),
            ),
            HandoverItem(sort="unsent", number="NX3-20261118-998", command="AddNote", text="惠平绿地西侧残枝堆积"),
        ),
        unsent=1,
        unsent_confirmed=True,
        note="水泵还在借，记得归还。",
    )


def people_of_the_area() -> list[Record]:
    """Posts, roles and loans of a year, and a force sent down."""
    term = (datetime(2026, 9, 1, tzinfo=SHANGHAI), datetime(2027, 3, 1, tzinfo=SHANGHAI))
    common: dict[str, Any] = {"town": TOWN, "area": AREA}
    return [
        Posting(
            id="post-0",
            grid=AREA,
            person=TOWN_CHIEF,
            office=Office.AREA_CHIEF,
            since=term[0].replace(year=2025),
            until=BEGAN,
            **common,
        ),
        Posting(id="post-2", grid=AREA, person=DEPUTY, office=Office.AREA_DEPUTY, since=BEGAN, **common),
        Grant(
            id="g-2",
            grid=AREA,
            giver=CHIEF,
            receiver=Role.AREA_DEPUTY,
            acts=(Lent.ISSUE_MINUTES,),
            since=term[0],
            until=term[1],
            **common,
        ),
        Grant(
            id="g-3",
            grid=AREA,
            giver=CHIEF,
            receiver=Role.DUTY,
            acts=(Lent.DISPATCH_AREA,),
            since=BEGAN,
            revoked_at=term[0],
            **common,
        ),
        Force(
            id="f-water",
            name="水务抢修班",
            source=Source.TOWN_SPONSOR,
            trade=Trade.ENFORCEMENT,
            size=5,
            duty=Duty.AVAILABLE,
            seconded=Secondment(sent_by="water", since=term[0], until=term[1], basis="赋能清单第 7 项"),
            **common,
        ),
    ]


def hear(stage: ScreenStage, *records: Record) -> None:
    """Records come in from the centre."""
    stage.act(lambda: stage.central.hear(*records))


def log_of_the_day(stage: ScreenStage) -> None:
    """The log, and the handover of the morning."""
    hear(stage, *notes(), handover(taken=True))


def handed_over(stage: ScreenStage) -> None:
    """The one before has signed out and waits to be relieved."""
    hear(stage, *notes(), handover(taken=True), handover(taken=False))


def hand_over_command(stage: ScreenStage) -> HandOver:
    """Somebody at this seat signs out."""
    return HandOver(handover=stage.desk.new_id(), area=AREA, seat="seat-1")
