"""Every screen, in both languages and at both ends of the text scale, on the smallest screen that is served."""

from __future__ import annotations

from itertools import product

import pytest
from PySide6.QtWidgets import QApplication

from tests.support import stage as support
from tests.ui.gallery.chapters import CHAPTERS
from tests.ui.gallery.cuts import Cut, seen
from tests.ui.gallery.pictures import SIZES, Look, play
from tests.ui.gallery.scenes import Chapter
from tests.ui.gallery.speech import foreign, nameless, names_in, untranslated
from tests.ui.gallery.stage import GalleryStage
from ui.common import follower
from ui.common.tokens import Mode

SHORTENED_BY_DESIGN = {
    "ForceColumn/FittingLabel": "names of who can be sent, as many as there is room for",
    "Pane/FittingLabel": "the name of a grid that the list is kept to",
    "RefusalPage/ElidedLabel": "title and place of a case",
    "_Bar/ElidedLabel": "the title of a case in the head of a form",
    "_Bar/FittingLabel": "the place of a case in the head of a form",
    "ListDialog/ElidedLabel": "which number of a panel a list stands behind",
    "_Rail/ElidedLabel": "a line of the course of a case",
    "CaseHead/ElidedLabel": "place, official number and reporter of a case",
    "queue/columns._paint_summary": "what a case is about",
    "common/row_delegate.paint": "a cell whose column has a hint",
    "pending/tall_table.write_lines": "an order that waits or was refused",
    "dispatch/ranking._paint_name": "a force, its source and size",
    "roster/columns._paint_name": "a force",
    "grid_tree/columns._paint_name": "a grid",
    "common/marks.paint_pending": "an act that waits, in place of a state",
    "common/line_breaks.in_lines": "the sentence of a panel, a decision under its tile, a head: whole in the panel or tool tip",
    "charts/heat._paint_head": "kinds over cells that say them in full",
    "charts/heat._paint_labels": "kinds and grids beside cells that say them in full",
    "charts/bars.<listcomp>": "labels of bars that say them in full",
    "incident/attachments.paintEvent": "the name of a file",
}
"""Where data may be shortened: each is a text that people or the catalogue wrote, whole in its tool tip and when read out."""

OWN_NAME = frozenset({"中文", "城管", "队", "派", "席"})
KEYS = frozenset({"Ctrl", "Alt", "Enter", "Return", "Esc", "Tab", "Shift", "Space", "Home", "End", "Del", "PgUp", "PgDn"})
FORMATS = frozenset({"PDF", "Word", "English", "https", "centre", "example", "zhang", "wang", "Jiading", "GridPlus"})

DIALOGS = ("form-", "panel-")

LOOKS = [
    Look(language=language, mode=Mode.DARK if (language == "en") is (scale == 100) else Mode.LIGHT, scale=scale, size=SIZES[0])
    for language, scale in product(("zh", "en"), (100, 150))
]
"""Both languages at both scales, and each of them in both modes once: what has room does not depend on the mode."""


def _of_scale(chapter: Chapter, scale: int) -> Chapter:
    """Dialogs look alike at every scale: the largest is enough."""
    scenes = {name: scene for name, scene in chapter.scenes.items() if scale > 100 or not name.startswith(DIALOGS)}
    return Chapter(chapter.day, scenes)


@pytest.fixture(params=LOOKS, ids=lambda look: f"{look.language}-{look.scale}-{look.mode.value}")
def look(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Look:
    monkeypatch.setattr(follower, "PAUSE", 0.0)
    monkeypatch.setattr(support, "PATIENCE", 30.0)  # half a year is read and a paper set on a machine that may be busy
    found: Look = request.param
    return found


def test_no_screen_cuts_its_words_is_mute_or_speaks_two_languages(qapp: QApplication, look: Look) -> None:
    cut: dict[Cut, str] = {}
    mute: dict[str, str] = {}
    strange: dict[str, str] = {}
    sizes: set[tuple[int, int]] = set()

    def see(name: str, stage: GalleryStage) -> None:
        front = stage.front
        sizes.add((front.width(), front.height()))
        cut.update(dict.fromkeys((found for found in seen(front) if found.where not in SHORTENED_BY_DESIGN), name))
        for window in stage.dialogs or (front,):
            mute.update(dict.fromkeys(nameless(window), name))
            if look.language == "en":
                names = names_in(stage.cache.all()) | OWN_NAME
                strange.update(dict.fromkeys(untranslated(window, names), name))
            else:
                strange.update(dict.fromkeys(foreign(window, KEYS | FORMATS), name))

    for chapter in CHAPTERS:
        play(qapp, _of_scale(chapter, look.scale), look, see)

    assert sizes == {look.size}, "the window does not fit the screen"
    assert not cut, "\n".join(f"{name}: {found.where} {found.how}: {found.text}" for found, name in sorted(cut.items()))
    assert not mute, "\n".join(f"{name}: {found}" for found, name in sorted(mute.items()))
    assert not strange, "\n".join(f"{name}: {found!r}" for found, name in sorted(strange.items()))
