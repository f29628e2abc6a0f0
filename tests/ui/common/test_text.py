"""Text from outside is shown as text: never markup, never a link, never fetched."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from ui.common.text import ElidedLabel, PlainLabel, SafeBrowser, SafeDocument, tooltip
from ui.common.theme import Theme

HOSTILE = '<b onclick="x">架空</b> <img src="file:///etc/passwd"> &amp;'


def test_a_plain_label_shows_markup_as_it_is(qtbot: QtBot, theme: Theme) -> None:
    label, same = PlainLabel(HOSTILE), PlainLabel("x" * len(HOSTILE))
    qtbot.addWidget(label)
    qtbot.addWidget(same)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.sizeHint().height() == same.sizeHint().height()
    assert label.text() == HOSTILE


def test_a_tooltip_shows_markup_as_it_is(qtbot: QtBot) -> None:
    document = QTextDocument()
    document.setHtml(tooltip(HOSTILE))
    assert document.toPlainText() == HOSTILE


def test_a_tooltip_of_plain_words_is_not_shown_escaped(qtbot: QtBot) -> None:
    document = QTextDocument()
    document.setHtml(tooltip("a & b\nc"))
    assert document.toPlainText() == "a & b\nc"
    assert tooltip("") == ""


def test_an_endless_tooltip_is_cut(qtbot: QtBot) -> None:
    document = QTextDocument()
    document.setHtml(tooltip("长" * 1_000_000))
    assert len(document.toPlainText()) == 2000
    assert document.toPlainText().endswith("…")


def test_an_elided_label_fits_its_width_and_keeps_the_whole_text(qtbot: QtBot, theme: Theme) -> None:
    label = ElidedLabel("真南路1080号西侧\n弱电线缆垂落至非机动车道上方约1.6米")
    qtbot.addWidget(label)
    label.resize(120, 20)
    assert label.shown_text.endswith("…")
    assert "\n" not in label.line
    assert label.text().startswith("真南路1080号西侧\n")
    label.resize(label.sizeHint())
    assert label.shown_text == label.line


def test_an_elided_label_may_be_narrower_than_its_text(qtbot: QtBot, theme: Theme) -> None:
    label = ElidedLabel("很长" * 100)
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() < 100


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "secret.css"
    file.write_text("body { color: red }")
    return file


def test_a_safe_document_fetches_nothing(qtbot: QtBot, secret: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> None:
        raise AssertionError("a document went to the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    document = SafeDocument()
    head = f'<head><link rel="stylesheet" type="text/css" href="{secret.as_uri()}"></head>'
    document.setHtml(f'<html>{head}<body><img src="http://127.0.0.1:9/x.png">文字</body></html>')
    document.setTextWidth(200)
    assert document.toPlainText().endswith("文字")
    answer = document.resource(QTextDocument.ResourceType.StyleSheetResource.value, QUrl(secret.as_uri()))
    assert not answer


def test_a_safe_browser_follows_no_link(qtbot: QtBot, theme: Theme, secret: Path) -> None:
    browser = SafeBrowser()
    qtbot.addWidget(browser)
    browser.setHtml(f'<a href="{secret.as_uri()}">案卷</a>')
    assert not browser.openLinks()
    assert not browser.openExternalLinks()
    flags = browser.textInteractionFlags()
    assert not flags & (Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard)
