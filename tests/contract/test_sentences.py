"""Every problem has its sentence in both languages; every name that a screen shows has both."""

from __future__ import annotations

import re

import pytest

from app.commands import COMMANDS
from app.contract.reference import ENGLISH, load_reference
from app.domain.catalogue import Severity, Tier
from app.domain.incident import Channel, Nature, Outcome, State, Verb
from app.domain.meeting import Presence, Progress, Stage
from app.domain.people import Role, Source, Trade
from app.domain.problems import Code, Problem
from app.domain.roster import Duty
from app.domain.terms import Timer

REFERENCE = load_reference()
HAN = re.compile(r"[\u4e00-\u9fff]")
PLACE = re.compile(r"\{(\w+)\}")


@pytest.mark.parametrize("code", list(Code), ids=lambda code: code.name.lower())
def test_every_problem_speaks_both_languages(code: Code) -> None:
    sentence = REFERENCE.sentences[code.value]
    assert HAN.search(sentence.zh)
    assert sentence.en
    assert not HAN.search(sentence.en)
    assert set(PLACE.findall(sentence.en)) == set(PLACE.findall(sentence.zh))


def test_a_sentence_bears_its_number_and_its_facts() -> None:
    problem = Problem(Code.TARGET_OFF_DUTY, force="城管2队")
    assert REFERENCE.say(problem) == "城管2队 离岗；确要派，请写明理由〔2007〕"
    assert REFERENCE.say(problem, ENGLISH) == "城管2队 is off duty; to send it all the same, give the reason [2007]"


def test_moments_are_said_as_people_here_read_the_clock() -> None:
    locked = Problem(Code.ACCOUNT_LOCKED, until="2026-11-18T06:45:00+00:00")
    assert REFERENCE.say(locked) == "账号已锁定，2026-11-18 14:45 后可再试〔1002〕"
    assert REFERENCE.say(locked, ENGLISH) == "The account is locked; try again after 2026-11-18 14:45 [1002]"
    overlap = Problem(Code.SHIFT_OVERLAP, shift="夜班", starts="2026-11-18T12:00:00.000+00:00")
    assert "2026-11-18 20:00 起" in REFERENCE.say(overlap)
    assert "15:00 后可再试" in REFERENCE.say(Problem(Code.ACCOUNT_LOCKED, until="15:00")), "what is no moment stays as it is"


@pytest.mark.parametrize(
    ("table", "keys"),
    [
        ("state", [state.value for state in State]),
        ("severities", [severity.value for severity in Severity]),
        ("tier", [tier.value for tier in Tier]),
        ("sources", [channel.value for channel in Channel]),
        ("natures", [nature.value for nature in Nature]),
        ("verb", [verb.value for verb in Verb]),
        ("outcome", [outcome.value for outcome in Outcome]),
        ("duty", [duty.value for duty in Duty]),
        ("source", [source.value for source in Source]),
        ("trade", [trade.value for trade in Trade]),
        ("role", [role.value for role in Role]),
        ("stage", [stage.value for stage in Stage]),
        ("progress", [progress.value for progress in Progress]),
        ("presence", [presence.value for presence in Presence]),
        ("timer", [timer.value for timer in Timer]),
        ("command", [command.__name__ for command in COMMANDS]),
    ],
)
def test_every_name_on_a_screen_has_both_languages(table: str, keys: list[str]) -> None:
    for key in keys:
        chinese, english = REFERENCE.names[table][key]
        assert chinese
        assert english
