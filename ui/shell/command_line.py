"""What a line in the command box means: a case to show, forces to send, a state to set. Pure functions.

`1024` shows a case; `派 1024 城管2队 市政养护组/协` sends; `状 城管2队 到场` sets a duty state; `确 1031` acknowledges;
`备 1024 已联系物业` writes a note; anything else is looked for in history.
"""

from __future__ import annotations

from msgspec import Struct

from app.desk.pinyin import keys_of
from app.desk.queue import QueueRow
from app.desk.roster import ForceRow
from app.domain.roster import Duty
from ui.queue.telling import short_number

HELPER = ("/协", "/h")
MOST = 8


class ShowCase(Struct, frozen=True):
    """Show this case."""

    incident: str


class Send(Struct, frozen=True):
    """Send these forces, the first in the lead."""

    case: QueueRow
    forces: tuple[ForceRow, ...]


class SetState(Struct, frozen=True):
    """This force is now so."""

    force: ForceRow
    duty: Duty


class Confirm(Struct, frozen=True):
    """Acknowledge this case."""

    case: QueueRow


class Write(Struct, frozen=True):
    """Write a note to this case."""

    case: QueueRow
    text: str


class LookFor(Struct, frozen=True):
    """Look for these words in history."""

    text: str


class Unclear(Struct, frozen=True):
    """What could not be understood: `what` is case, force, forces (several fit), state or rest; `said` the words."""

    what: str
    said: str


Meaning = ShowCase | Send | SetState | Confirm | Write | LookFor | Unclear

VERBS = {
    "派": "send",
    "send": "send",
    "状": "state",
    "state": "state",
    "确": "confirm",
    "ack": "confirm",
    "备": "write",
    "note": "write",
}
STATES = {
    "可派": Duty.AVAILABLE,
    "available": Duty.AVAILABLE,
    "途中": Duty.ON_THE_WAY,
    "way": Duty.ON_THE_WAY,
    "到场": Duty.ON_SCENE,
    "在场": Duty.ON_SCENE,
    "scene": Duty.ON_SCENE,
    "离岗": Duty.OFF,
    "off": Duty.OFF,
}


class Field(Struct, frozen=True):
    """What a line may speak of: the cases that are open, the forces of the area."""

    cases: tuple[QueueRow, ...] = ()
    forces: tuple[ForceRow, ...] = ()


def meaning(line: str, field: Field) -> Meaning:
    """What the line means."""
    words = line.split()
    if not words:
        return Unclear("rest", "")
    verb = VERBS.get(words[0].casefold())
    if verb is None:
        found = case_named(line.strip(), field.cases)
        return ShowCase(found.id) if found else LookFor(line.strip())
    rest = words[1:]
    if verb == "state":
        return _state(rest, field)
    found = case_named(rest[0], field.cases) if rest else None
    if found is None:
        return Unclear("case", rest[0] if rest else "")
    if verb == "confirm":
        return Confirm(found)
    if verb == "write":
        return Write(found, " ".join(rest[1:])) if rest[1:] else Unclear("rest", "")
    return _send(found, rest[1:], field)


def case_named(number: str, cases: tuple[QueueRow, ...]) -> QueueRow | None:
    """The case with this number, official or provisional, whole or the part that people say."""
    wanted = number.casefold()
    fits = (row for row in cases if wanted in (row.number.casefold(), short_number(row.number).casefold(), row.id))
    return next(fits, None)


def forces_named(name: str, forces: tuple[ForceRow, ...]) -> tuple[ForceRow, ...]:
    """The forces that a name fits: exactly, else as a part, else by pinyin initials."""
    wanted = "".join(name.casefold().split())
    keys = [(force, keys_of(force.name)) for force in forces]
    for fits in (
        lambda key: key[0] == wanted,
        lambda key: wanted in key[0],
        lambda key: key[2].startswith(wanted) or key[1].startswith(wanted),
    ):
        found = tuple(force for force, key in keys if fits(key))
        if found:
            return found
    return ()


def suggestions(line: str, field: Field) -> tuple[str, ...]:
    """Whole lines that the line could become, at most eight."""
    words = line.split()
    open_end = line.endswith(" ")
    if not words:
        return ()
    verb = VERBS.get(words[0].casefold())
    if verb is None:
        lines = [_case_line(row) for row in field.cases if _case_fits(row, line)]
        return tuple(sorted(lines, key=lambda found: not found.casefold().startswith(line.strip().casefold())))[:MOST]
    last = "" if open_end else words[-1]
    head = " ".join(words if open_end else words[:-1])
    place = len(words) + (1 if open_end else 0)
    if place == 2 and verb != "state":
        return tuple(f"{head} {short_number(row.number)}" for row in field.cases if _case_fits(row, last))[:MOST]
    if verb == "send" or (verb == "state" and place == 2):
        found = forces_named(last, field.forces) if last else field.forces
        return tuple(f"{head} {force.name.replace(' ', '')}" for force in found)[:MOST]
    if verb == "state":
        return tuple(f"{head} {word}" for word in ("可派", "途中", "到场", "离岗") if word.startswith(last))
    return ()


def _case_line(row: QueueRow) -> str:
    return f"{short_number(row.number)} {row.title[:40]}"


def _case_fits(row: QueueRow, said: str) -> bool:
    wanted = "".join(said.casefold().split())
    return not wanted or any(wanted in key for key in (row.number.casefold(), *keys_of(row.title)))


def _send(case: QueueRow, names: list[str], field: Field) -> Meaning:
    lead: list[ForceRow] = []
    helpers: list[ForceRow] = []
    for name in names:
        mark = next((mark for mark in HELPER if name.endswith(mark)), "")
        found = forces_named(name.removesuffix(mark), field.forces)
        if len(found) != 1:
            return Unclear("forces" if found else "force", name)
        (helpers if mark or lead else lead).append(found[0])
    if not lead:
        return Unclear("force", "")
    return Send(case, (*lead, *helpers))


def _state(words: list[str], field: Field) -> Meaning:
    if len(words) < 2:
        return Unclear("state", "")
    duty = STATES.get(words[-1].casefold())
    if duty is None:
        return Unclear("state", words[-1])
    name = "".join(words[:-1])
    found = forces_named(name, field.forces)
    if len(found) != 1:
        return Unclear("forces" if found else "force", name)
    return SetState(found[0], duty)
