"""One screen on a dictionary desk with any person in front of it, for tests and pictures of screens that are no duty page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.commands.command import Command
from app.desk.words import Words
from app.domain.record import Record
from tests.support.builders import DEPUTY, PEOPLE, Day
from tests.support.desk import REFERENCE, Doorman
from tests.support.stage import PASSWORD, Stage
from ui.common.theme import Theme
from ui.shell.screens import Screen, widget_of

S = TypeVar("S", bound=Screen)
W = TypeVar("W", bound=QWidget)


class ScreenStage(Stage):
    """A desk with one screen of ours on it; the person acting can be changed."""

    def __init__(
        self,
        application: QApplication,
        day: Day,
        *,
        theme: Theme,
        person: str = DEPUTY,
        extra: Iterable[Record] = (),
        answers: bool = True,
        language: str = "zh",
    ) -> None:
        super().__init__(application, day, theme=theme, extra=extra, answers=answers, language=language)
        accounts = {key: (PASSWORD, key, name) for key, (name, _, _) in PEOPLE.items()}
        self.door = Doorman(self.door.seat(), self.clock, accounts)
        self.desk.access = self.door
        self.screen: Screen | None = None
        self.become(person)

    @property
    def widget(self) -> QWidget:
        """The screen as the widget that it is."""
        assert self.screen is not None, "no screen is shown"
        return widget_of(self.screen)

    def become(self, person: str) -> None:
        """Somebody else sits down."""
        self.door.sign_in(person, PASSWORD)

    def show(self, make: Callable[..., S], *more: Any, size: tuple[int, int], **told: Any) -> S:
        """Builds a screen from the usual five, opens it and waits for its first readings."""
        means = self.means

        def begin() -> S:
            made = make(means.desk, means.words, means.theme, means.tasks, means.notices, *more, **told)
            self.screen = made
            widget_of(made).resize(*size)
            widget_of(made).show()
            made.open()
            return made

        shown: S = self.act(begin)
        return shown

    def given(self, command: Command) -> None:
        """A command given elsewhere on this desk."""
        self.act(lambda: self.tasks.start(self.widget, self.desk.do(command), name="given"))

    def speak(self, language: str) -> None:
        """The screen speaks another language."""
        screen, self.words = self.screen, Words(REFERENCE, language)
        assert screen is not None, "no screen is shown"
        self.act(lambda: screen.set_words(self.words))

    def dialog(self, kind: type[W]) -> W:
        """The dialog that stands open."""
        found = [one for one in self.widget.window().findChildren(kind) if one.isVisible()]
        assert len(found) == 1, f"{len(found)} dialogs of {kind.__name__} are open"
        return found[0]

    def shoot(self, file: Path) -> None:
        """A picture of the screen on the canvas of the window, with the dialogs that stand over it."""
        picture = QPixmap(self.widget.size())
        picture.fill(QColor(self.theme.tokens.canvas))
        painter = QPainter(picture)
        painter.drawPixmap(0, 0, self.widget.grab())
        for dialog in self.widget.window().findChildren(QDialog):
            if dialog.isVisible():
                corner = QPoint((picture.width() - dialog.width()) // 2, (picture.height() - dialog.height()) // 2)
                painter.drawPixmap(corner, dialog.grab())
        painter.end()
        file.parent.mkdir(parents=True, exist_ok=True)
        picture.save(str(file))

    def close(self) -> None:
        if self.screen is not None:
            self.act(self.screen.close_down)
            self.widget.close()
            self.widget.deleteLater()
            self.screen = None
        super().close()
