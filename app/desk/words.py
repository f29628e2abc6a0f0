"""The words of the field in the language of the screen."""

from __future__ import annotations

from app.contract.reference import CHINESE, Reference
from app.domain.catalogue import Severity, Tier
from app.domain.incident import Channel, Outcome, State, Verb
from app.domain.people import Source, Trade
from app.domain.problems import Problem
from app.domain.roster import Duty
from app.domain.terms import Timer


class Words:
    """Names and sentences in one language; made anew when the language is switched."""

    def __init__(self, reference: Reference, language: str = CHINESE) -> None:
        self.reference = reference
        self.language = language

    @property
    def english(self) -> bool:
        """Whether the language is English."""
        return self.language != CHINESE

    def say(self, problem: Problem) -> str:
        """The problem as one sentence with its number."""
        return self.reference.say(problem, self.language)

    def tell(self, number: int, data: dict[str, str] | None) -> str:
        """The sentence of a problem number with its facts, names put in place of codes."""
        return self.reference.tell(number, data or {}, self.language)

    def name(self, table: str, key: str) -> str:
        """What people call a key of a table."""
        return self.reference.name(table, key, self.language)

    def state(self, state: State) -> str:
        """已上报, 已派遣 …"""
        return self.name("state", state.value)

    def severity(self, severity: Severity) -> str:
        """特急, 紧急, 重要, 一般."""
        return self.name("severities", severity.value)

    def tier(self, tier: Tier) -> str:
        """自治, 共治, 牵头."""
        return self.name("tier", tier.value)

    def channel(self, channel: Channel) -> str:
        """巡查, 12345 …"""
        return self.name("sources", channel.value)

    def verb(self, verb: Verb) -> str:
        """上报, 派遣 …"""
        return self.name("verb", verb.value)

    def command(self, command: str) -> str:
        """The act that a command's name stands for."""
        return self.name("command", command)

    def timer(self, timer: Timer) -> str:
        """核实时限 …"""
        return self.name("timer", timer.value)

    def outcome(self, outcome: Outcome) -> str:
        """已解决 …"""
        return self.name("outcome", outcome.value)

    def duty(self, duty: Duty) -> str:
        """可派, 途中, 在场, 离岗."""
        return self.name("duty", duty.value)

    def source(self, source: Source) -> str:
        """The name of one of the four forces."""
        return self.name("source", source.value)

    def trade(self, trade: Trade) -> str:
        """The name of a kind of force."""
        return self.name("trade", trade.value)

    def event_class(self, code: str) -> str:
        """The name of a class of events."""
        return self.reference.catalogue.name(code, english=self.english)
