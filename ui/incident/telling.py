"""How a case is told in its pane: terms, steps, lines of its path, reasons."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct
from PySide6.QtCore import QCoreApplication

from app.commands.dispatching import RULED
from app.commands.handling import RECORDER_CHECKS
from app.desk.words import Words
from app.domain.beside import acknowledge_by
from app.domain.catalogue import Tier
from app.domain.deadline import Clock, Term
from app.domain.incident import ENDED, STEP_OF, Entry, Incident, Said, State, Verb
from app.domain.terms import Timer
from ui.common.formatting import Language, hour_minute, limit, moment_near
from ui.common.marks import level_word
from ui.common.steps import Stand, Step

STEPS = 7

# The step that is being worked on: the clock of a state runs towards it.
WORKED_ON: dict[State, int] = {
    State.DRAFT: 1,
    State.REPORTED: 2,
    State.VERIFYING: 2,
    State.FILED: 3,
    State.RETURNED: 3,
    State.DISPATCHED: 4,
    State.ACCEPTED: 4,
    State.HANDLING: 4,
    State.SUSPENDED: 4,
    State.FEEDBACK: 6,
    State.CHECKING: 6,
    State.CLOSED: 7,
}
WHO_SAYS = {
    Verb.RETURNED: "return",
    Verb.REJECTED: "reject",
    Verb.REJECTION_PROPOSED: "reject",
    Verb.ANNULLED: "annul",
    Verb.REOPENED: "reopen",
}


def language_of(words: Words) -> Language:
    """The language of times and numbers."""
    return Language(words.language)


def reason_name(words: Words, act: str, key: str) -> str:
    """What people call a coded reason; text that is no code stays as it is."""
    found = next((row for row in words.reference.reasons.get(act, ()) if row.key == key), None)
    if found is None:
        return key
    return found.name_en if words.english and found.name_en else found.name


def term_words(term: Term, words: Words) -> str:
    """«限 15 分», «限 2 小时», «限 5 个工作日»."""
    translate = QCoreApplication.translate
    if term.clock is Clock.WORK_DAY:
        return translate("Incident", "限 {amount} 个工作日").format(amount=f"{term.amount:g}")
    if term.clock is Clock.NATURAL_DAY:
        return translate("Incident", "限 {amount} 天").format(amount=f"{term.amount:g}")
    span = limit(term.amount * 3600, language_of(words))
    if term.clock is Clock.WORK_HOUR:
        return translate("Incident", "限工时 {span}").format(span=span)
    return translate("Incident", "限 {span}").format(span=span)


class Clockwork(Struct, frozen=True):
    """One clock of a case: its name, share used, due moment and its limit in words."""

    name: str
    start: datetime
    due: datetime
    limit: str

    def used(self, now: datetime) -> float:
        """The used share by the wall clock."""
        whole = (self.due - self.start).total_seconds()
        return (now - self.start).total_seconds() / whole if whole > 0 else 2.0


def clocks(case: Incident, words: Words) -> tuple[Clockwork, ...]:
    """The clock of the step, that of a tier which has yet to acknowledge the case, and that of the whole, as far as they run.

    While a case waits its whole term stands still.
    """
    found: list[Clockwork] = []
    if case.state in ENDED and case.timer not in (Timer.EVALUATE, Timer.REVIEW):
        return ()
    if case.timer is not None and case.step_start is not None and case.step_due is not None:
        told = term_words(case.step_term, words) if case.step_term else ""
        found.append(Clockwork(words.timer(case.timer), case.step_start, case.step_due, told))
    if (answer := acknowledge_by(case)) is not None:
        found.append(Clockwork(words.timer(Timer.ACKNOWLEDGE), case.tiers[-1].at, answer, ""))
    if case.overall_due is not None and case.state not in ENDED and case.state is not State.SUSPENDED:
        told = term_words(case.overall_terms[0], words) if len(case.overall_terms) == 1 else ""
        name = QCoreApplication.translate("Incident", "总时限")
        found.append(Clockwork(name, case.reported_at, case.overall_due, told))
    return tuple(found)


def steps(case: Incident, entries: tuple[Entry, ...], words: Words) -> tuple[Step, ...]:
    """The seven steps with the time each was reached; the current one says until when."""
    here = WORKED_ON.get(case.state, STEP_OF[case.state])
    over = case.state not in WORKED_ON
    reached = _reached(case, entries)
    found: list[Step] = []
    for number in range(1, STEPS + 1):
        stand = Stand.DONE if number < here or (over and number == here) else Stand.AHEAD
        if number == here and not over:
            stand = Stand.CURRENT
        note = hour_minute(reached[number]) if number in reached else ""
        if stand is Stand.CURRENT and case.step_due is not None and case.state not in ENDED:
            until = QCoreApplication.translate("Incident", "至 {time}")
            note = until.format(time=hour_minute(case.step_due))
        found.append(Step(word=words.name("step", str(number)), stand=stand, note=note))
    return tuple(found)


_STEP_OF_VERB = {
    Verb.REPORTED: 1,
    Verb.FILED: 2,
    Verb.DISPATCHED: 3,
    Verb.ACCEPTED: 4,
    Verb.SELF_HANDLED: 4,
    Verb.DONE: 5,
    Verb.CLOSED: 6,
    Verb.EVALUATED: 7,
}


def _reached(case: Incident, entries: tuple[Entry, ...]) -> dict[int, datetime]:
    found = {1: case.reported_at}
    for entry in sorted(entries, key=lambda entry: entry.at):
        step = _STEP_OF_VERB.get(entry.verb)
        if step is not None:
            found[step] = entry.at
    return found


class Line(Struct, frozen=True):
    """One line of the path: time, who, what, and a short note at the right; `role` is that by which it was done."""

    time: str
    who: str
    what: str
    note: str
    role: str = ""


def path(entries: tuple[Entry, ...], words: Words, now: datetime) -> tuple[Line, ...]:
    """The time line, newest first."""
    return tuple(_line(entry, words, now) for entry in entries)


def _line(entry: Entry, words: Words, now: datetime) -> Line:
    who = entry.by_name or QCoreApplication.translate("Incident", "系统")
    role = words.name("role", entry.role) if entry.role else ""
    return Line(time=moment_near(entry.at, now=now), who=who, what=_what(entry, words), note=_note(entry, words), role=role)


def _what(entry: Entry, words: Words) -> str:
    verb = words.verb(entry.verb)
    arrow = {
        Verb.DISPATCHED: _sending(entry),
        Verb.MERGED: f"→ {entry.after}" if entry.after else f"← {entry.before}",
        Verb.RAISED: _tiers(entry),
        Verb.LOWERED: _tiers(entry),
        Verb.FILED: _filing(entry, words),
        Verb.OVERDUE: words.name("timer", entry.after),
        Verb.CLOSED: words.name("outcome", entry.after),
        Verb.REVIEWED: words.name("outcome", entry.after),
        Verb.RECLASSIFIED: _filing(entry, words),
        Verb.REPORTED: words.name("sources", entry.after),
        Verb.RETURNED: f"{entry.before} {reason_name(words, 'return', entry.reason)}".strip(),
    }.get(entry.verb, "")
    if entry.verb in (
        Verb.ACCEPTED,
        Verb.WAIT_ASKED,
        Verb.WAIT_GRANTED,
        Verb.EXTENSION_GRANTED,
        Verb.SUPERVISED,
        Verb.REMINDED,
        Verb.SNOOZED,
    ):
        arrow = _until(entry.after)
    if entry.verb in WHO_SAYS and not arrow:
        arrow = reason_name(words, WHO_SAYS[entry.verb], entry.reason)
    if entry.verb in (Verb.REJECTED, Verb.REJECTION_DECLINED) and entry.before:
        first = QCoreApplication.translate("Incident", "{reason}（{name} 提请）")
        arrow = first.format(reason=arrow, name=entry.before)
    if entry.verb is Verb.REJECTED and entry.after:  # of the time when he was named by the first
        second = QCoreApplication.translate("Incident", "{reason}（{name} 确认）")
        arrow = second.format(reason=arrow, name=entry.after)
    if entry.verb is Verb.DONE:
        arrow = _doing(entry)
    text = entry.text if entry.verb not in (Verb.REPORTED, Verb.FILED) else ""
    return " ".join(part for part in (verb, arrow, text) if part)


def _sending(entry: Entry) -> str:
    if entry.before != RULED:
        return f"→ {entry.after}"
    return QCoreApplication.translate("Incident", "→ {names}（裁定：{ground}）").format(names=entry.after, ground=entry.reason)


def _doing(entry: Entry) -> str:
    """When it was done, where that was earlier than told, and where the evidence lies that is not attached."""
    translate = QCoreApplication.translate
    parts: list[str] = []
    if entry.after and datetime.fromisoformat(entry.after).replace(second=0) < entry.at.replace(second=0, microsecond=0):
        when = hour_minute(datetime.fromisoformat(entry.after))
        parts.append(translate("Incident", "（{time} 完成）").format(time=when))
    if entry.reason:
        parts.append(translate("Incident", "（证据存 {place}）").format(place=entry.reason))
    return "".join(parts)


def _until(moment: str) -> str:
    try:
        found = datetime.fromisoformat(moment)
    except ValueError:
        return ""
    return QCoreApplication.translate("Incident", "至 {time}").format(time=f"{hour_minute(found)}")


def _tiers(entry: Entry) -> str:
    return f"{_tier(entry.before)}→{_tier(entry.after)}"


def _tier(value: str) -> str:
    return level_word(Tier(value).rank) if value in tuple(Tier) else value


def _filing(entry: Entry, words: Words) -> str:
    parts = entry.after.split()
    if len(parts) < 2:
        return entry.text
    return f"{words.event_class(parts[0])} {words.name('severities', parts[1])}"


def _note(entry: Entry, words: Words) -> str:
    if entry.offline:
        return QCoreApplication.translate("Incident", "离线补传")
    if entry.said is not Said.SELF:
        told = QCoreApplication.translate("Incident", "{channel}代录")
        return told.format(channel=words.name("said", entry.said.value))
    if entry.verb is Verb.CLOSED and entry.reason == RECORDER_CHECKS:
        return QCoreApplication.translate("Incident", "代录人核查")
    if entry.verb is Verb.SNOOZED:
        return reason_name(words, "snooze", entry.reason)
    if entry.verb is Verb.RAISED and entry.reason:
        return reason_name(words, "raise", entry.reason)
    return ""


def tier_moment(case: Incident, tier: Tier) -> datetime | None:
    """When the case came to this tier last; at 自治 it began with the report."""
    found = [step.at for step in case.tiers if step.tier is tier]
    if found:
        return found[-1]
    return case.reported_at if tier is Tier.L1 and (not case.tiers or case.tiers[0].tier is not Tier.L1) else None
