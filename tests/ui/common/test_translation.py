"""The interface is complete in both languages, and stays so: every folder of `ui` is held to it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from ui.common.assets import asset
from ui.common.formatting import Language
from ui.common.marks import Priority, PriorityMark, priority_word
from ui.common.theme import Theme
from ui.common.translation import Translation

ROOT = Path(__file__).parents[3]
SOURCES = sorted((ROOT / "ui").rglob("*.py"))
MESSAGE = re.compile(r"<source>(.*?)</source>\s*<translation( type=\"unfinished\")?>(.*?)</translation>", re.S)


def _speaks(folder: Path) -> bool:
    return any("translate(" in text or ".tr(" in text for file in folder.rglob("*.py") for text in [file.read_text("utf-8")])


FOLDERS = sorted(folder.name for folder in (ROOT / "ui").iterdir() if folder.is_dir() and _speaks(folder))


def extracted(folder: str, target: Path) -> str:
    """What lupdate finds in a folder now."""
    tool = Path(sys.executable).with_name("pyside6-lupdate")
    options = ["-silent", "-locations", "none", "-source-language", "zh_CN", "-target-language", "en", "-extensions", "py"]
    subprocess.run([tool, *options, ROOT / "ui" / folder, "-ts", target], check=True, capture_output=True, timeout=60)
    return target.read_text("utf-8")


def messages(text: str) -> dict[tuple[str, str], str]:
    """(context, source) of each message, with its translation."""
    found = {}
    for context in re.findall(r"<context>(.*?)</context>", text, re.S):
        name = re.search(r"<name>(.*?)</name>", context)
        assert name is not None
        for source, unfinished, translation in MESSAGE.findall(context):
            found[name[1], source] = "" if unfinished else translation
    return found


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_text_of_a_folder_is_translated(folder: str, tmp_path: Path) -> None:
    found = messages(extracted(folder, tmp_path / "now.ts"))
    kept = messages(asset("translations", f"{folder}_en.ts").read_text("utf-8"))
    assert found.keys() == kept.keys(), "run lupdate again (see ui/common/translation.py)"
    missing = [source for (_, source), translation in kept.items() if not translation]
    assert missing == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_context_is_a_name_that_is_looked_up(folder: str, tmp_path: Path) -> None:
    """`other.tr(...)` and mixed expressions are filed under contexts nobody asks for at run time."""
    text = "\n".join(file.read_text("utf-8") for file in (ROOT / "ui" / folder).rglob("*.py"))
    known = set(re.findall(r"^class (\w+)", text, re.M)) | set(re.findall(r"(?:translate|_NOOP)\(\s*\"(\w+)\"", text))
    contexts = {context for context, _ in messages(extracted(folder, tmp_path / "now.ts"))}
    assert contexts <= known


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_compiled_file_is_that_of_the_source(folder: str, qtbot: QtBot) -> None:
    translator = QTranslator()
    assert translator.load(asset("translations", f"{folder}_en.qm").as_posix())
    for (context, source), translation in messages(asset("translations", f"{folder}_en.ts").read_text("utf-8")).items():
        if "<numerusform>" not in translation:
            assert translator.translate(context, _plain(source)) == _plain(translation)


def _plain(text: str) -> str:
    for mark, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(mark, character)
    return text


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_translation_keeps_every_placeholder(folder: str) -> None:
    for (_, source), translation in messages(asset("translations", f"{folder}_en.ts").read_text("utf-8")).items():
        for form in re.findall(r"<numerusform>(.*?)</numerusform>", translation, re.S) or [translation]:
            assert set(re.findall(r"\{\w*\}|%\d", form)) == set(re.findall(r"\{\w*\}|%\d", source)), source


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_nothing_is_formatted_inside_a_translation(file: Path) -> None:
    text = file.read_text("utf-8")
    assert not re.search(r"\btr\(\s*f[\"']", text), "tr(f…) is extracted and never found"
    assert not re.search(r"\btranslate\([^()]*?,\s*f[\"']", text)


@pytest.fixture
def translation(qapp: QApplication) -> Iterator[Translation]:
    made = Translation(qapp)
    yield made
    made.switch(Language.CHINESE)
    made.remove()
    made.deleteLater()


def test_the_language_is_switched_while_widgets_stand(translation: Translation, qtbot: QtBot, theme: Theme) -> None:
    mark = PriorityMark(theme, Priority.CRITICAL)
    qtbot.addWidget(mark)
    assert mark.accessibleName() == "特急"
    with qtbot.waitSignal(translation.switched):
        translation.switch(Language.ENGLISH)
    QApplication.sendPostedEvents()
    assert mark.accessibleName() == "Critical"
    translation.switch(Language.CHINESE)
    QApplication.sendPostedEvents()
    assert mark.accessibleName() == "特急"
    assert priority_word(Priority.NORMAL) == "一般"


@pytest.mark.parametrize(("language", "word"), [(Language.CHINESE, "取消"), (Language.ENGLISH, "Cancel")])
def test_dialogs_of_qt_speak_the_same_language(translation: Translation, qtbot: QtBot, language: Language, word: str) -> None:
    translation.switch(language)
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text().replace("&", "").startswith(word)


def test_the_same_language_again_is_no_switch(translation: Translation, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(translation.switched):
        translation.switch(Language.CHINESE)


def test_removed_translators_answer_no_more(qapp: QApplication) -> None:
    made = Translation(qapp)
    made.switch(Language.ENGLISH)
    assert QCoreApplication.translate("Marks", "紧急") == "Urgent"
    made.remove()
    assert QCoreApplication.translate("Marks", "紧急") == "紧急"
    made.deleteLater()
