"""What the dispatch dialog is opened with, read in one go, and the choices made in it."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from app.desk.incident import CaseDetail, detail
from app.desk.pinyin import finds, keys_of
from app.desk.ports import Cache, LinkState
from app.desk.roster import Candidate, ranking
from app.desk.words import Words
from app.domain.act import Act
from app.domain.deadline import due
from app.domain.incident import Incident, State
from app.domain.machine import step_term
from app.domain.problems import Problem
from app.domain.roster import Duty
from app.domain.sending import may_dispatch, wants_ruling
from app.domain.starting import starting_tier, usual_tier
from app.domain.terms import Timer
from ui.incident.material import Material, material

SUGGESTED = 7
WITHOUT_REASON = 3


class Choice(Struct, frozen=True, kw_only=True):
    """A force in the list: its rank among those that can be sent (0 for none), and whether it is ticked.

    `finds` is what typing finds it by.
    """

    candidate: Candidate
    rank: int
    ticked: bool = False
    lead: bool = False
    nearest: bool = False
    finds: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return self.candidate.force.id

    @property
    def name(self) -> str:
        return self.candidate.force.name


class Offer(Struct, frozen=True, kw_only=True):
    """The case, its forces ranked, who says no to this person if anybody does, whether a sending is a ruling,
    and until when it is to be accepted.
    """

    detail: CaseDetail
    choices: tuple[Choice, ...]
    forbidden: Problem | None
    ruling: bool
    accept_by: datetime
    arrive_by: datetime
    material: Material


def offer(cache: Cache, incident: str, *, act: Act, link: LinkState, words: Words, at_once: bool) -> Offer | None:
    """All of it, or None if the case is gone. Store lane."""
    now = act.at
    found = detail(cache, incident, act=act, link=link, now=now)
    if found is None:
        return None
    candidates = ranking(cache, incident, catalogue=cache.catalogue(), act=act)
    return Offer(
        detail=found,
        choices=_choices(candidates, words),
        ruling=wants_ruling(found.case, cache),
        forbidden=_forbidden(cache, found.case, act, at_once=at_once),
        accept_by=_ends(cache, found.case, Timer.ACCEPT, now),
        arrive_by=_ends(cache, found.case, Timer.ARRIVE, now),
        material=material(cache, found.case.area, words=words, now=now),
    )


def _choices(candidates: tuple[Candidate, ...], words: Words) -> tuple[Choice, ...]:
    able = [candidate for candidate in candidates if not candidate.excluded]
    nearest = min((candidate.travel for candidate in able), default=0.0)
    ranks = {candidate.force.id: place for place, candidate in enumerate(able, start=1)}
    return tuple(
        Choice(
            candidate=candidate,
            rank=ranks.get(candidate.force.id, 0),
            nearest=bool(able) and candidate.travel == nearest,
            finds=_keys(candidate, words),
        )
        for candidate in candidates
    )


def _keys(candidate: Candidate, words: Words) -> tuple[str, ...]:
    names = (candidate.force.name, *(words.name("forces", skill) for skill in candidate.force.skills))
    return tuple(key for name in names for key in keys_of(name))


def _forbidden(cache: Cache, case: Incident, act: Act, *, at_once: bool) -> Problem | None:
    if at_once:
        usual = cache.catalogue().get(case.event_class)
        tier = starting_tier(case, usual_tier(case, usual.tier, cache)) if usual else case.tier
        case = replace(case, state=State.FILED, tier=tier)
    try:
        may_dispatch(case, act, cache)
    except Problem as problem:
        return problem
    return None


def _ends(cache: Cache, case: Incident, timer: Timer, now: datetime) -> datetime:
    return due(now, step_term(case, timer, cache), cache.calendar(case.town))


class Chosen(Struct, frozen=True):
    """The forces chosen, the first of them in the lead."""

    order: tuple[str, ...] = ()

    def toggled(self, force: str) -> Chosen:
        """With or without a force."""
        if force in self.order:
            return Chosen(tuple(key for key in self.order if key != force))
        return Chosen((*self.order, force))

    def led_by_the_next(self) -> Chosen:
        """The next force leads, the first goes to the end."""
        return Chosen((*self.order[1:], *self.order[:1]))


def marked(choices: tuple[Choice, ...], chosen: Chosen) -> tuple[Choice, ...]:
    """The choices with their ticks."""
    lead = chosen.order[0] if chosen.order else ""
    return tuple(replace(choice, ticked=choice.id in chosen.order, lead=choice.id == lead) for choice in choices)


def shown(choices: tuple[Choice, ...], query: str, *, whole: str) -> tuple[Choice, ...]:
    """What the list shows: `best` few, all `on_duty`, or `all`; what is ticked always stays."""
    found = [choice for choice in choices if choice.ticked or finds(query, choice.finds)]
    if whole == "all" or (query.strip() and whole == "best"):
        return tuple(found)
    on_duty = [c for c in found if c.ticked or (c.rank and c.candidate.force.duty is not Duty.OFF)]
    if whole == "on_duty":
        return tuple(on_duty)
    return tuple(choice for choice in on_duty if choice.ticked or choice.rank <= SUGGESTED)


def needs_reason(choices: tuple[Choice, ...], chosen: Chosen) -> bool:
    """Whether a sentence is asked for: a force outside the first three, or one that cannot be sent as it is."""
    picked = [choice for choice in choices if choice.id in chosen.order]
    return any(choice.rank == 0 or choice.rank > WITHOUT_REASON for choice in picked)


def off_duty(choices: tuple[Choice, ...], chosen: Chosen) -> bool:
    """Whether a force off duty is among the chosen."""
    return any(choice.candidate.excluded == "off" for choice in choices if choice.id in chosen.order)
