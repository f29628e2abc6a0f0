"""Pictures of every screen in both languages, both modes, two text scales and two sizes, to look at.

    QT_QPA_PLATFORM=offscreen .venv/bin/python -m tests.ui.gallery.pictures build/gallery [scenes...] [looks...]

Looks are any of zh en light dark 100 150 1366 1920; none of a group means all of it. Names and figures are invented.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

from msgspec import Struct
from PySide6.QtWidgets import QApplication

from tests.support import stage as support
from tests.ui.gallery.chapters import CHAPTERS
from tests.ui.gallery.scenes import Chapter
from tests.ui.gallery.stage import GalleryStage
from ui.common import follower
from ui.common.formatting import Language
from ui.common.theme import Theme
from ui.common.tokens import Mode
from ui.common.translation import Translation

SIZES = ((1366, 768), (1920, 1080))


class Look(Struct, frozen=True):
    """How everything is shown."""

    language: str = "zh"
    mode: Mode = Mode.LIGHT
    scale: int = 100
    size: tuple[int, int] = SIZES[0]

    @property
    def words(self) -> tuple[str, ...]:
        """The words by which it is chosen."""
        return self.language, self.mode.value, str(self.scale), str(self.size[0])


def looks() -> Iterator[Look]:
    """All of them."""
    for language, mode, scale, size in product(("zh", "en"), Mode, (100, 150), SIZES):
        yield Look(language, mode, scale, size)


def play(application: QApplication, chapter: Chapter, look: Look, see: Callable[[str, GalleryStage], None]) -> None:
    """Opens a window with a look and shows `see` each scene of a chapter."""
    theme = Theme(mode=look.mode, scale=look.scale)
    theme.dress(application)
    translation = Translation(application)
    translation.switch(Language(look.language))
    stage = GalleryStage(application, chapter.day(), theme=theme, language=look.language)
    try:
        stage.enter(size=look.size)
        for name, scene in chapter.scenes.items():
            scene(stage)
            see(name, stage)
            stage.clear()
    finally:
        stage.close()
        translation.remove()
        theme.deleteLater()


def main(folder: Path, *chosen: str) -> None:
    """Writes the pictures of the scenes and looks chosen, all without a choice."""
    found = QApplication.instance() or QApplication(sys.argv)
    assert isinstance(found, QApplication)
    follower.PAUSE = 0.0
    support.PATIENCE = 60.0  # pictures may be made on a machine that is busy
    known = {word for look in looks() for word in look.words}
    scenes = {word for word in chosen if word not in known}
    wanted = known & set(chosen)
    for look in looks():
        groups = [{other.words[place] for other in looks()} for place in range(len(look.words))]
        if not all(word in wanted or not group & wanted for word, group in zip(look.words, groups, strict=True)):
            continue

        def see(name: str, stage: GalleryStage, look: Look = look) -> None:
            if not scenes or name in scenes:
                stage.shoot(folder / f"{name}-{'-'.join(look.words)}.png")

        for chapter in CHAPTERS:
            if not scenes or scenes & set(chapter.scenes):
                play(found, chapter, look, see)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
