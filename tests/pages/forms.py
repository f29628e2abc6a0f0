"""The dialog that has the word, by what stands in it."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from tests.pages.hands import Hands
from tests.pages.lists import records
from tests.support.stage import Stage
from ui.common.buttons import ActButton
from ui.incident.dispatch.dialog import DispatchDialog
from ui.incident.dispatch.offer import Choice
from ui.incident.forms.act_dialog import ActDialog
from ui.incident.forms.classing import Duplicates
from ui.incident.forms.inputs import MomentInput, PickInput, SeverityInput


class FormPage:
    """A form: fields are named as commands name them."""

    def __init__(self, stage: Stage, hands: Hands) -> None:
        self._stage, self._hands = stage, hands

    @property
    def is_open(self) -> bool:
        return self._hands.dialog is not None

    @property
    def dialog(self) -> ActDialog:
        found = self._hands.dialog
        assert isinstance(found, ActDialog), f"no form is open but {found}"
        return found

    @property
    def kind(self) -> str:
        return type(self.dialog).__name__

    def fill(self, **values: object) -> None:
        """Puts values into fields, as typing and choosing would."""
        for name, value in values.items():
            self._stage.act(partial(put, self.dialog.fields[name].control, value))

    def text(self, name: str) -> str:
        """What stands in a field."""
        return text_of(self.dialog.fields[name].control)

    def beside(self, name: str) -> str:
        """What is said beside a field."""
        return self.dialog.fields[name].message

    @property
    def problem(self) -> str:
        """What is said above the buttons."""
        return self.dialog.problem

    def submit(self) -> None:
        """Presses the main button."""
        self._hands.click(self.dialog.submit_button)

    def press(self, words: str) -> None:
        """Presses another button, by what stands on it."""
        self._hands.click(next(button for button in self.dialog.findChildren(ActButton) if button.text() == words))

    @property
    def likely_duplicates(self) -> int:
        """How many open cases are shown that may be the same one."""
        found = self.dialog.findChild(Duplicates)
        assert found is not None, f"{self.kind} looks for none"
        return found.count

    def cancel(self) -> None:
        self._stage.act(self.dialog.reject)
        self._hands.look()


class DispatchPage(FormPage):
    """The dispatch dialog."""

    @property
    def ranking(self) -> DispatchDialog:
        found = self.dialog
        assert isinstance(found, DispatchDialog)
        return found

    @property
    def rows(self) -> tuple[Choice, ...]:
        return tuple(records(self.ranking.table).rows)

    @property
    def names(self) -> list[str]:
        return [row.name for row in self.rows]

    def tick(self, name: str) -> None:
        """Ticks a force by name."""
        force = next(row.id for row in self.rows if row.name == name)
        self._stage.act(lambda: self.ranking.table.toggled.emit(force))


def put(control: QWidget, value: object) -> None:
    """Puts a value into a control of a form."""
    if isinstance(control, PickInput):
        control.setText(str(value))
        control.textEdited.emit(str(value))
        control.settle()
    elif isinstance(control, QLineEdit):
        control.setText(str(value))
    elif isinstance(control, QPlainTextEdit):
        control.setPlainText(str(value))
    elif isinstance(control, QComboBox):
        place = control.findData(value)
        control.setCurrentIndex(place if place >= 0 else control.findText(str(value)))
    elif isinstance(control, QCheckBox):
        control.setChecked(bool(value))
    elif isinstance(control, QSpinBox):
        assert isinstance(value, int)
        control.setValue(value)
    elif isinstance(control, MomentInput):
        assert isinstance(value, datetime)
        control.set_moment(value)
    else:
        raise TypeError(type(control).__name__)


def text_of(control: QWidget) -> str:
    """What stands in a control of a form."""
    if isinstance(control, QLineEdit):
        return control.text()
    if isinstance(control, QPlainTextEdit):
        return control.toPlainText()
    if isinstance(control, QComboBox):
        return control.currentText()
    if isinstance(control, QLabel):
        return control.text()
    if isinstance(control, SeverityInput):
        return control.severity.value
    raise TypeError(type(control).__name__)
