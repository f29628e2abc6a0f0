"""What the window sends while the centre is out of reach: the area's own forces, none of the whole town."""

from __future__ import annotations

from app.commands.dispatching import Dispatch
from app.domain.incident import Incident, State
from app.domain.machine import seen
from app.domain.people import Source, Trade
from app.domain.roster import Duty, Force
from tests.pages.duty import DutyDesk
from tests.support.builders import TOWN

FILED = "i-1009"


def case(desk: DutyDesk) -> Incident:
    found = desk.stage.cache.get(Incident, FILED)
    assert found is not None
    return found


def test_a_force_of_the_town_is_sent_only_while_the_centre_is_there(desk: DutyDesk) -> None:
    force = Force(
        id="f-town", town=TOWN, area="", name="镇应急队", source=Source.TOWN_SPONSOR, trade=Trade.SERVICE, duty=Duty.AVAILABLE
    )
    desk.stage.act(lambda: desk.stage.central.hear(force))
    desk.stage.act(desk.stage.central.unplug)
    desk.stage.do(Dispatch(incident=FILED, saw=seen(case(desk)), force="f-town"))
    assert case(desk).state is State.FILED
    assert any("2030" in notice for notice in desk.notices)
    own = Dispatch(incident=FILED, saw=seen(case(desk)), force="f-cg1", helpers=("f-town",))
    desk.stage.do(own)
    assert case(desk).state is State.FILED, "not as a helper either"
    desk.stage.do(Dispatch(incident=FILED, saw=seen(case(desk)), force="f-cg1"))
    assert case(desk).holder == "f-cg1"
