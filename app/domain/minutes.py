"""What the minutes of a meeting say of other records, kept as it was read by who checked them, and the digest of the whole."""

from __future__ import annotations

import hashlib
from datetime import UTC
from typing import Any

import msgspec

from app.domain.grid import Grid
from app.domain.incident import Incident
from app.domain.meeting import UNFINISHED, ActionItem, Decision, ListedAction, Meeting, Package, Printed
from app.domain.world import World


def listed_actions(world: World, *, area: str, week: str, meeting: str = "") -> tuple[ListedAction, ...]:
    """The table of actions as it stands now: those the meeting gave in their order, then earlier ones that are not through."""
    given = sorted(world.find(ActionItem, meeting=meeting), key=lambda a: (a.no, a.id)) if meeting else []
    earlier = [a for a in world.find(ActionItem, area=area) if a.week < week and a.progress in UNFINISHED]
    carried = sorted(earlier, key=lambda a: (a.due, a.week, a.no))
    return tuple(_listed(action, world) for action in (*given, *carried))


def _listed(action: ActionItem, world: World) -> ListedAction:
    cases = [world.get(Incident, key) for key in action.incidents]
    return ListedAction(
        action=action.id,
        text=action.text,
        owners=(action.owner, *action.co_owners),
        due=action.due,
        week=action.week,
        cases=tuple(case.called for case in cases if case is not None),
    )


def printed(meeting: Meeting, world: World) -> Printed:
    """What the minutes print of other records: what was kept of them at the check, else as they are now."""
    if meeting.printed is not None:
        return meeting.printed
    grid = world.get(Grid, meeting.area)
    listed = listed_actions(world, area=meeting.area, week=meeting.week, meeting=meeting.id)
    return Printed(place=grid.name if grid else meeting.area, actions=listed)


def minutes_digest(meeting: Meeting, world: World) -> str:
    """SHA-256 (hex) of everything that the minutes say; who checked and issued them, and when, is not part of it."""
    return hashlib.sha256(msgspec.json.encode(_said(meeting, world), order="deterministic")).hexdigest()


def _said(meeting: Meeting, world: World) -> dict[str, Any]:
    package = world.get(Package, meeting.package) if meeting.package else None
    others = printed(meeting, world)
    decisions = sorted(world.find(Decision, meeting=meeting.id), key=lambda d: (d.no, d.id))
    return {
        "area": meeting.area,
        "place": others.place,
        "week": meeting.week,
        "sample": meeting.sample,
        "figures": package.digest if package else "",
        "held_at": meeting.held_at.astimezone(UTC).isoformat() if meeting.held_at else "",
        "chair": (meeting.chair, meeting.chair_name),
        "attendees": meeting.attendees,
        "agenda": meeting.agenda,
        "title": meeting.title,
        "opinion": meeting.opinion,
        "decisions": [(decision.heading, decision.text) for decision in decisions],
        "actions": others.actions,
        "demand": meeting.demand,
        "panels": meeting.panels,
        "copy_to": meeting.copy_to,
    }
