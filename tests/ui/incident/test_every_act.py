"""Every step of the machine that people take is offered, and every act that is offered can be begun."""

from __future__ import annotations

import pytest

from app.commands import NAMED
from app.desk.acts import AT_HAND, BESIDE, OFFERED
from app.domain.incident import Incident
from app.domain.people import Role
from app.domain.transitions import TABLE
from tests.support.builders import busy_day
from ui.incident.actions import DISPATCHING, FORMS, WITH_MATERIAL
from ui.incident.acts import LOOKS, direct

ACTS = sorted({command for command, _ in OFFERED} | {*BESIDE, *AT_HAND, "Acknowledge"})
REPORTED_ANEW = "I1"  # a draft begins with the form of a new report


def test_every_step_that_people_take_is_offered() -> None:
    by_people = {row.number for row in TABLE if row.roles - {Role.SYSTEM}}
    assert by_people - {step.number for _, step in OFFERED} == {REPORTED_ANEW}


@pytest.mark.parametrize("command", ACTS)
def test_what_is_offered_can_be_begun(command: str) -> None:
    case = busy_day().world.find(Incident)[0]
    ways = [command in FORMS, command in WITH_MATERIAL, command in DISPATCHING, direct(command, case) is not None]
    assert ways.count(True) == 1, f"{command} has {ways.count(True)} ways to begin it"
    assert command in LOOKS
    assert command in NAMED


def test_no_form_waits_for_an_act_that_nobody_offers() -> None:
    assert FORMS.keys() | WITH_MATERIAL.keys() | set(DISPATCHING) <= set(ACTS)
    assert LOOKS.keys() == set(ACTS)
