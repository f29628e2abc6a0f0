"""The language of the screen: Chinese in the source, English in `resources/translations`, switched at run time.

Each folder of `ui` has an English file of its own. How to make that of `ui/queue`, from the root of the
repository (both tools come with PySide6_Essentials and need no display):

    .venv/bin/pyside6-lupdate -locations none -no-obsolete -source-language zh_CN -target-language en \\
        -extensions py ui/queue -ts resources/translations/queue_en.ts
    (translate what is marked unfinished, by hand or in pyside6-linguist)
    .venv/bin/pyside6-lrelease resources/translations/queue_en.ts -qm resources/translations/queue_en.qm

Write `self.tr("…")` in classes and `QCoreApplication.translate("Context", "…")` in functions, always with
one literal, and `.format(…)` after it. Never format inside: lupdate takes such a string and nothing finds it
at run time. Do not put `translate` and `self.tr` into one expression: lupdate then files the second under a
context that does not exist. A test holds all of it.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal

from ui.common.assets import asset
from ui.common.formatting import Language


class Translation(QObject):
    """Installs the translators of one language; Qt then sends every widget a LanguageChange event.

    Signals: `switched()` after the translators were exchanged, for what is not a widget.
    """

    switched = Signal()

    def __init__(self, application: QCoreApplication, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._application = application
        self._language = Language.CHINESE
        self._installed: list[QTranslator] = []
        self._install()

    @property
    def language(self) -> Language:
        return self._language

    def switch(self, language: Language) -> None:
        """Speaks another language from now on. Raises FileNotFoundError when its file is not there."""
        if language is not self._language:
            self._language = language
            self._install()
            self.switched.emit()

    def remove(self) -> None:
        """Takes the translators away again."""
        for translator in self._installed:
            self._application.removeTranslator(translator)
        self._installed = []

    def _install(self) -> None:
        wanted = [_qt_translator(self._language, self)]
        if self._language is Language.ENGLISH:
            wanted += [_own_translator(file, self) for file in sorted(asset("translations").glob("*_en.qm"))]
        self.remove()
        QLocale.setDefault(QLocale("en_GB" if self._language is Language.ENGLISH else "zh_CN"))
        for translator in wanted:
            self._application.installTranslator(translator)
            self._installed.append(translator)


def _own_translator(file: Path, parent: QObject) -> QTranslator:
    translator = QTranslator(parent)
    if not translator.load(file.as_posix()):
        raise FileNotFoundError(file)
    return translator


def _qt_translator(language: Language, parent: QObject) -> QTranslator:
    """The texts of Qt's own dialogs."""
    name = "qtbase_en" if language is Language.ENGLISH else "qtbase_zh_CN"
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    translator = QTranslator(parent)
    if not translator.load(name, folder):
        raise FileNotFoundError(f"{folder}/{name}.qm")
    return translator
