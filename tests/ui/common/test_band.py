"""The band across the window while there is no link."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.common.band import LinkBand, LostLink
from ui.common.text import PlainLabel
from ui.common.theme import Theme

AT = datetime(2026, 11, 18, 6, 25, 55, tzinfo=UTC)


@pytest.fixture
def band(qtbot: QtBot, theme: Theme) -> Iterator[LinkBand]:
    window = QWidget()
    qtbot.addWidget(window)
    made = LinkBand(theme)
    QVBoxLayout(window).addWidget(made)
    window.resize(1366, 60)
    window.show()
    yield made
    window.close()


def told(band: LinkBand) -> list[str]:
    return [label.text() for label in band.findChildren(PlainLabel) if label.isVisible()]


def test_it_is_hidden_while_the_link_holds(band: LinkBand) -> None:
    assert not band.isVisible()
    band.show_link(LostLink(seconds=372, as_of=AT))
    assert band.isVisible()
    band.show_link(None)
    assert not band.isVisible()


def test_it_tells_since_when_as_of_when_and_what_waits(band: LinkBand) -> None:
    band.show_link(LostLink(seconds=372, as_of=AT, pending=5, attempt=7, next_in=12))
    words = told(band)
    assert "离线 06:12" in words
    assert "数据截至 14:25:55" in words
    assert "第 7 次重连，12 秒后" in words
    assert any("5 条命令待发" in text for text in words)


def test_long_absences_show_hours(band: LinkBand) -> None:
    band.show_link(LostLink(seconds=7384, as_of=AT))
    assert "离线 02:03:04" in told(band)


def test_data_of_another_day_are_told_with_the_date(band: LinkBand) -> None:
    band.show_link(LostLink(seconds=200_000, as_of=AT, today=date(2026, 11, 20)))
    assert "数据截至 11-18 14:25" in told(band)


def test_retry_is_asked_for(band: LinkBand, qtbot: QtBot) -> None:
    band.show_link(LostLink(seconds=1, as_of=AT))
    button = band.findChild(QPushButton)
    assert button is not None
    with qtbot.waitSignal(band.retry_asked):
        button.click()


def test_made_and_shown_before_its_window_it_is_no_window(qtbot: QtBot, theme: Theme) -> None:
    band = LinkBand(theme)
    qtbot.addWidget(band)
    band.show_link(LostLink(seconds=1, as_of=AT))
    assert not band.isVisible()
