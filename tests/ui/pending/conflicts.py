"""An afternoon without a link: orders that wait, and what the centre would not take when it came back."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from app.commands.dispatching import Dispatch
from app.commands.intake import FileCase
from app.commands.notes import Acknowledge, AddNote
from app.commands.staffing import SetDuty
from app.domain.catalogue import Severity
from app.domain.incident import Incident, State
from app.domain.machine import Seen
from app.domain.roster import Duty, Force
from tests.support.builders import OFFICER
from tests.support.screen import ScreenStage

CABLE, FLOOD, STALL = "i-1024", "i-1026", "i-1009"


def cut_off(stage: ScreenStage) -> None:
    """The link goes; four orders are given and wait."""
    stage.central.answers = False
    stage.act(lambda: stage.central.unplug(minutes_ago=6))
    stage.given(Acknowledge(incident="i-1027"))
    stage.given(
        Dispatch(incident=CABLE, saw=Seen(state=State.FILED), force="f-cg1", helpers=("f-works",), instruction="弱电线缆，勿触碰")
    )
    stage.given(
        FileCase(
            incident=FLOOD,
            saw=Seen(state=State.VERIFYING),
            event_class="0506",
            severity=Severity.URGENT,
            duplicates_reviewed=True,
        )
    )
    stage.given(AddNote(incident="i-998", text="残枝已堆至路口，待车"))


def elsewhere(stage: ScreenStage) -> None:
    """Meanwhile the deputy has sent the traffic police to the cable, and a force has gone off duty."""
    case, force = stage.cache.get(Incident, CABLE), stage.cache.get(Force, "f-hui")
    truth = stage.cache._truth[(Incident.kind, CABLE)]
    assert case is not None
    assert force is not None
    assert isinstance(truth, Incident)
    sent = replace(
        truth,
        state=State.DISPATCHED,
        state_since=stage.clock.now + timedelta(minutes=2),
        holder="f-traffic",
        instruction="封闭慢车道，引导绕行",
    )
    stage.clock.pass_(minutes=3)
    stage.act(lambda: stage.central.hear(sent))


def come_back(stage: ScreenStage) -> None:
    """The link is there again and the centre answers."""
    stage.central.answers = True
    stage.act(stage.central.plug)


def conflict(stage: ScreenStage) -> None:
    """The whole story: one dispatch is refused, the rest has passed; a stale state of a force is refused besides."""
    cut_off(stage)
    elsewhere(stage)
    stage.given(SetDuty(force="f-hui", saw=Duty.AVAILABLE, duty=Duty.OFF))
    force = stage.cache._truth[(Force.kind, "f-hui")]
    assert isinstance(force, Force)
    stage.act(lambda: stage.central.hear(replace(force, duty=Duty.ON_SCENE)))
    come_back(stage)


PERSON = OFFICER
