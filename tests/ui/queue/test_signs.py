"""A case that should be merged says so in its row, in a sign and in words, and the sheet of F1 explains every sign."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.domain.incident import Entry, Incident, Verb
from tests.pages.duty import DutyDesk
from tests.support.builders import AREA, NOW
from ui.common.chips import Chip
from ui.common.formatting import Language
from ui.common.text import PlainLabel
from ui.common.translation import Translation
from ui.queue.columns import FLAGS
from ui.queue.signs import legend
from ui.queue.telling import Telling
from ui.shell.shortcuts import ShortcutSheet


def report_twice(desk: DutyDesk) -> None:
    """The report of 1026 comes in from another seat, an hour after it was taken there."""
    model = desk.stage.cache.get(Incident, "i-1026")
    assert model is not None
    first = replace(model, number="NX3-20261118-1026", created_seat="seat-1")
    second = replace(model, id="i-3000", number="NX3-20261118-1300", title="下匝道又报积水", created_seat="seat-2")
    at = model.occurred_at
    entries = [
        Entry(
            id=f"e-{case.id}",
            area=AREA,
            incident=case.id,
            at=at,
            recorded_at=at + late,
            seat=case.created_seat,
            verb=Verb.REPORTED,
        )
        for case, late in ((first, timedelta()), (second, timedelta(hours=1)))
    ]
    desk.stage.act(lambda: desk.stage.central.hear(first, second, *entries))


def test_the_row_has_the_sign_and_its_tool_tip_the_number(desk: DutyDesk) -> None:
    report_twice(desk)
    row = desk.queue.row("1300")

    assert Telling(desk.stage.words, lambda: NOW).flags(row.row)[0] == "并"
    model = desk.queue.view.table.model()
    column = next(n for n, found in enumerate(desk.queue.view._model.columns) if found.key == FLAGS)
    tip = str(model.data(model.index(row.place, column), Qt.ItemDataRole.ToolTipRole))
    assert "与 1026 疑为同一件，建议并案" in tip
    assert "疑为同一件" in row.cell(FLAGS)
    summary = next(n for n, found in enumerate(desk.queue.view._model.columns) if found.key == "summary")
    told = str(model.data(model.index(row.place, summary), Qt.ItemDataRole.ToolTipRole))
    assert "疑为同一件" in told  # where a narrow screen has no room for the signs
    assert "疑为同一件" not in desk.queue.row("1026").cell(FLAGS)

    desk.open_case("i-3000")
    proposed = desk.detail.view.detail
    assert proposed is not None
    assert proposed.nearby.proposed is not None
    assert proposed.nearby.proposed.id == "i-1026"


@pytest.mark.parametrize("language", [Language.CHINESE, Language.ENGLISH])
def test_f1_explains_every_sign(desk: DutyDesk, qapp: QApplication, language: Language) -> None:
    translation = Translation(qapp)
    translation.switch(language)
    desk.hands.press("F1")
    sheet = next(one for one in desk.stage.window.findChildren(ShortcutSheet) if one.isVisible())

    chips = {chip.words() for chip in sheet.findChildren(Chip)}
    told = {label.text() for label in sheet.findChildren(PlainLabel)}
    assert {sign for sign, _ in legend()} == chips
    assert {words for _, words in legend()} <= told
    report_twice(desk)
    shown = Telling(desk.stage.words, lambda: NOW).flags(desk.queue.known("i-3000"))
    assert set(shown) <= chips

    desk.stage.act(sheet.accept)
    translation.remove()
