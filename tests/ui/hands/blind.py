"""A blind run: what a person does with keys alone, how many keys, how many dialogs and how long it took."""

from __future__ import annotations

import sys
import time
from types import TracebackType

from PySide6.QtWidgets import QWidget

from tests.support.central import PASSWORD
from tests.ui.hands.seat import SeatStage
from ui.incident.view import IncidentView

MOST_STEPS = 16


class Run:
    """Counts from its beginning to its end, then tells one line."""

    def __init__(self, seat: SeatStage, name: str) -> None:
        self._seat, self._name = seat, name
        hands = seat.hands
        self._keys, self._letters, self._dialogs = hands.keys, hands.letters, hands.dialogs
        self._began = time.monotonic()
        self.seconds = 0.0

    @property
    def keys(self) -> int:
        """All keys pressed, letters of text and of the input method among them."""
        return self._seat.hands.keys - self._keys

    @property
    def letters(self) -> int:
        """The keys that were text."""
        return self._seat.hands.letters - self._letters

    @property
    def dialogs(self) -> int:
        return self._seat.hands.dialogs - self._dialogs

    def __enter__(self) -> Run:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.seconds = time.monotonic() - self._began
        if error is None:
            told = f"{self.keys} keys ({self.letters} of them text), {self.dialogs} dialogs, {self.seconds:.1f} s"
            sys.stdout.write(f"\nby keys alone | {self._name}: {told}\n")


class Officer:
    """Somebody at a seat who looks at the screen and has a keyboard."""

    def __init__(self, seat: SeatStage) -> None:
        self.seat = seat
        self.hands = seat.hands

    def run(self, name: str) -> Run:
        return Run(self.seat, name)

    def enrols(self, code: str) -> None:
        """Types the code of the seat on the first page; the address stands there already."""
        self.hands.type(code)
        self.hands.press("Return")
        self.seat.until(lambda: self.seat.front.window is not None, "the desk after enrolling")

    def signs_in(self, account: str) -> None:
        """Types account and password over what stands there."""
        entrance = self.seat.desk.entrance
        self.seat.until(entrance.isVisible, "the way in")
        if entrance.fields["password"].control.hasFocus():  # it remembers who was here
            self.hands.press("Shift+Tab")
        self.hands.type(account)
        self.hands.press("Tab")
        self.hands.type(PASSWORD)
        self.hands.press("Return")
        self.seat.until(lambda: not entrance.isVisible(), f"{account} at the desk")

    def reaches(self, control: QWidget, *, pane: QWidget | None = None, back: bool = False) -> None:
        """Goes by F6 to a pane and by Tab to a control, `back` to one before, as somebody does who hears where the keys are."""
        for _ in range(MOST_STEPS):
            if pane is None or pane.isAncestorOf(self._focus()):
                break
            self.hands.press("F6")
        for _ in range(MOST_STEPS):
            if self._focus() is control:
                return
            self.hands.press("Shift+Tab" if back else "Tab")
        raise AssertionError(f"{type(control).__name__} {control.accessibleName()} is not reached; {self.seat.standing}")

    def _focus(self) -> QWidget:
        found = self.hands.focus
        assert found is not None, f"nothing has the keys; {self.seat.standing}"
        return found

    @property
    def detail(self) -> IncidentView:
        """The case on the right."""
        return self.seat.desk.desk_page.detail

    def sees(self, state: str) -> None:
        """Waits until the case on the right is in a state."""
        self.seat.until(
            lambda: self.detail.detail is not None and self.detail.detail.case.state.value == state, f"the case {state}"
        )

    def acts(self, command: str) -> None:
        """Presses the digit that stands beside the act in the case on the right, after going there if the keys are elsewhere."""
        if self._focus() is not self.detail and not self.detail.isAncestorOf(self._focus()):
            self.hands.press("F4")
        self.seat.until(lambda: command in self.detail.acts.keyed, f"{command} among the acts")
        self.hands.press(str(self.detail.acts.keyed.index(command) + 1))

    def pending(self) -> int:
        """How many commands wait in the outbox."""
        return len(self.seat.house.lanes.store_now(self.seat.house.cache.waiting))

    def sent(self) -> None:
        """Waits until nothing is pending."""
        self.seat.until(lambda: not self.pending(), "everything sent")

    def synced(self) -> None:
        """Waits until the first pull has ended."""
        self.seat.until(lambda: self.seat.house.desk.link.as_of is not None, "the first pull")
