"""The bar at the bottom says of what time the data are so that nobody takes last week's for today's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desk.ports import Link, LinkState
from app.desk.words import Words
from tests.support.desk import REFERENCE
from ui.common.chips import Chip
from ui.common.formatting import Language
from ui.common.theme import Theme
from ui.common.translation import Translation
from ui.shell.status_bar import StatusBar

NOW = datetime(2026, 11, 18, 1, 31, 5, tzinfo=UTC)
"""09:31:05 in Shanghai."""


@pytest.fixture
def bar(qtbot: QtBot, theme: Theme) -> Iterator[StatusBar]:
    made = StatusBar(theme, Words(REFERENCE, "zh"))
    qtbot.addWidget(made)
    made.resize(1366, 24)
    made.show()
    yield made
    made.close()


def told(bar: StatusBar, before: timedelta, state: LinkState = LinkState.OFFLINE) -> str:
    """What the bar says with data of so long ago."""
    bar.tick(Link(state=state, since=NOW, as_of=NOW - before), NOW)
    return bar.text


def is_tinted(bar: StatusBar, theme: Theme) -> bool:
    """Whether the colour of what is stale is seen on the bar."""
    picture, wanted = bar.grab().toImage(), QColor(theme.tokens.stale_tag)
    row = picture.height() // 2
    return any(picture.pixelColor(x, row) == wanted for x in range(picture.width()))


def test_data_of_today_are_told_by_the_clock(bar: StatusBar, theme: Theme) -> None:
    assert "数据截至 09:31:03" in told(bar, timedelta(seconds=2), LinkState.ONLINE)
    assert bar.old == ""
    assert not is_tinted(bar, theme)


def test_while_the_centre_is_out_of_reach_they_stand_in_the_colour_of_what_is_stale(bar: StatusBar, theme: Theme) -> None:
    told(bar, timedelta(minutes=6))
    assert bar.old == "数据截至 09:25:05"
    assert is_tinted(bar, theme)


def test_data_of_another_day_in_shanghai_are_told_with_the_date(bar: StatusBar) -> None:
    told(bar, timedelta(hours=9, minutes=31))
    assert bar.old == "数据截至 00:00:05"  # the day before by UTC
    told(bar, timedelta(hours=9, minutes=32))
    assert bar.old == "数据截至 11-17 23:59"


def test_data_older_than_a_day_tell_their_age_in_words_and_of_a_past_year_the_year(bar: StatusBar) -> None:
    told(bar, timedelta(days=3, hours=2))
    assert bar.old == "数据截至 11-15 07:31，3 天前"
    told(bar, timedelta(days=350))
    assert bar.old == "数据截至 2025-12-03 09:31，350 天前"


def test_while_they_are_fetched_again_old_data_are_still_old(bar: StatusBar, theme: Theme) -> None:
    told(bar, timedelta(days=2), LinkState.CATCHING_UP)
    assert bar.old == "数据截至 11-16 09:31，2 天前"
    assert is_tinted(bar, theme)


def test_english_tells_it_too_and_the_tag_fits_its_words(bar: StatusBar, qapp: QApplication) -> None:
    translation = Translation(qapp)
    translation.switch(Language.ENGLISH)
    bar.set_words(Words(REFERENCE, "en"))
    told(bar, timedelta(days=3))
    assert bar.old == "Data as of 11-15 09:31, 3 d ago"
    tag = bar.findChild(Chip)
    assert tag is not None
    assert tag.width() >= tag.sizeHint().width()
    translation.remove()
