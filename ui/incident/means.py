"""What every form of a case is given: the desk and what speaks, looks, runs and tells."""

from __future__ import annotations

from dataclasses import dataclass

from app.desk.desk import Desk
from app.desk.ports import Archive, Paper
from app.desk.words import Words
from ui.common.notices import Notices
from ui.common.tasks import Tasks
from ui.common.theme import Theme


@dataclass(frozen=True)
class Means:
    """The five that the screens are built from, in one hand, and what prints and what asks the centre, where there are such."""

    desk: Desk
    words: Words
    theme: Theme
    tasks: Tasks
    notices: Notices
    paper: Paper | None = None
    archive: Archive | None = None
