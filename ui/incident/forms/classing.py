"""Class, severity and grid, which several forms ask for together."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk.queue import QueueRow
from app.domain.catalogue import UNMAPPED, Catalogue, Severity
from app.domain.problems import Code, Problem
from ui.common.text import ElidedLabel, PlainLabel
from ui.common.theme import Theme
from ui.incident.facts import DuplicateRow, emptied
from ui.incident.forms.act_dialog import ActDialog
from ui.incident.forms.inputs import PickInput, SeverityInput
from ui.incident.material import Material


class Classing(QObject):
    """The three controls and what follows from them: a class brings its own severity until a person chooses one.

    Signals: `changed()`.
    """

    changed = Signal()

    def __init__(self, form: ActDialog, material: Material, *, event_class: str, severity: Severity | None, grid: str) -> None:
        super().__init__(form)
        self._catalogue: Catalogue = form.means.desk.reference.catalogue
        self._chosen = severity is not None and event_class not in ("", UNMAPPED)
        known = event_class if event_class != UNMAPPED else ""
        self.event_class = PickInput(material.classes, picked=known)
        self.severity = SeverityInput(form.means.theme, severity or Severity.NORMAL)
        self.grid = PickInput(material.grids, picked=grid)
        self.event_class.picked_changed.connect(self._on_class_picked)
        self.severity.severity_chosen.connect(self._on_severity_chosen)
        self.grid.picked_changed.connect(self.changed)
        if not self._chosen:
            self._on_class_picked(known)

    def settle(self) -> None:
        """Takes what was typed but not left yet; raises FIELD_MISSING for a class or grid that nobody knows."""
        for field, control in (("event_class", self.event_class), ("grid", self.grid)):
            control.settle()
            if not control.picked:
                code = Code.FIELD_MISSING if not control.text().strip() else None
                if code is not None:
                    raise Problem(code, field=field)
                raise Problem(Code.CATEGORY_UNKNOWN if field == "event_class" else Code.GRID_UNKNOWN, **_asked(field, control))

    @property
    def public_safety(self) -> bool:
        """Whether the class touches public safety by itself."""
        found = self._catalogue.get(self.event_class.picked)
        return bool(found and found.public_safety)

    @Slot(str)
    def _on_class_picked(self, code: str) -> None:
        found = self._catalogue.get(code)
        if found is not None and not self._chosen:
            self.severity.show_severity(found.severity)
        self.changed.emit()

    @Slot()
    def _on_severity_chosen(self) -> None:
        self._chosen = True
        self.changed.emit()


def _asked(field: str, control: PickInput) -> dict[str, str]:
    text = control.text().strip()[:40]
    return {"code": text} if field == "event_class" else {"grid": text}


class Duplicates(QWidget):
    """Open cases that may be the same one. They are shown, never in the way.

    Signals: `case_chosen(str)`.
    """

    case_chosen = Signal(str)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._count = 0
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(theme.px(4))

    @property
    def count(self) -> int:
        """How many there are."""
        return self._count

    def show_rows(self, rows: tuple[QueueRow, ...], *, most: int = 3) -> None:
        """Shows at most so many, newest first."""
        emptied(self._rows)
        self._count = len(rows)
        if not rows:
            self._rows.addWidget(ElidedLabel(self.tr("疑似重复：无"), tone="note", size="secondary"))
            return
        self._rows.addWidget(PlainLabel(self.tr("疑似重复 {count} 件").format(count=len(rows)), bold=True))
        for row in rows[:most]:
            line = DuplicateRow(self._theme, row)
            line.chosen.connect(self.case_chosen)
            self._rows.addWidget(line)
