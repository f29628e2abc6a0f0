"""How the desk looks and speaks: language, light or dark, size of text. What is chosen holds at once."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QSlider, QVBoxLayout, QWidget

from ui.common.buttons import ActButton
from ui.common.fields import FieldForm
from ui.common.formatting import Language
from ui.common.text import PlainLabel
from ui.common.theme import LARGEST_SCALE, SCALE_STEP, SMALLEST_SCALE, Theme
from ui.common.tokens import Mode, Space

USUAL = 100
SLIDER = 220
FOCUS_ROOM = 8  # the ring that says where the keys are takes room from the words


class LookPanel(QWidget):
    """Names of languages stand in their own language. Signals: `language_chosen(str)` with zh or en."""

    language_chosen = Signal(str)

    def __init__(self, theme: Theme, language: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.languages = {Language.CHINESE: QRadioButton("中文"), Language.ENGLISH: QRadioButton("English")}
        self.modes = {Mode.LIGHT: QRadioButton(), Mode.DARK: QRadioButton()}
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self._scale = PlainLabel()
        self._usual = ActButton(theme, "", key="Ctrl+0", height=28)
        form = FieldForm(theme, label_width=96)
        self._language = form.add("", _row(theme, *self.languages.values()))
        self._mode = form.add("", _row(theme, *self.modes.values()))
        self._size = form.add("", _row(theme, self.slider, self._scale, self._usual))
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(16),) * 4)
        column.addWidget(form)
        column.addStretch(1)
        self._connect()
        self.show_language(language)
        self._show_theme()
        self.retranslate()

    @property
    def scale_words(self) -> str:
        """The size of text as told beside the slider."""
        return self._scale.text()

    def show_language(self, language: str) -> None:
        """Marks the language that the screen speaks."""
        self.languages[Language(language)].setChecked(True)

    def retranslate(self) -> None:
        self._language.rename(self.tr("语言"))
        self._mode.rename(self.tr("主题"), hint=self.tr("夜班可用深色；颜色之外都有形状和文字。"))
        self._size.rename(self.tr("字号"), hint=self.tr("文字与行高一起缩放，Ctrl+加号、Ctrl+减号随时可调。"))
        self.modes[Mode.LIGHT].setText(self.tr("浅色"))
        self.modes[Mode.DARK].setText(self.tr("深色"))
        self.slider.setAccessibleName(self.tr("字号"))
        for button in (*self.languages.values(), *self.modes.values()):
            button.setMinimumWidth(button.sizeHint().width() + FOCUS_ROOM)
        self._usual.show_act(self.tr("恢复 100 %"))

    def _connect(self) -> None:
        speech, modes = QButtonGroup(self), QButtonGroup(self)
        for button in self.languages.values():
            speech.addButton(button)
        for button in self.modes.values():
            modes.addButton(button)
        self.slider.setRange(SMALLEST_SCALE // SCALE_STEP, LARGEST_SCALE // SCALE_STEP)
        self.slider.setPageStep(1)
        self.slider.setFixedWidth(self._theme.px(SLIDER))
        self.slider.valueChanged.connect(self._on_scale_chosen)
        self._usual.clicked.connect(self._on_usual_asked)
        speech.buttonClicked.connect(self._on_language_chosen)
        modes.buttonClicked.connect(self._on_mode_chosen)
        self._theme.changed.connect(self._show_theme)

    @Slot()
    def _show_theme(self) -> None:
        self.modes[self._theme.mode].setChecked(True)
        self.slider.setValue(self._theme.scale // SCALE_STEP)
        self._scale.setText(f"{self._theme.scale} %")
        self._scale.setMinimumWidth(self._theme.px(52))

    @Slot()
    def _on_language_chosen(self) -> None:
        chosen = next(language for language, button in self.languages.items() if button.isChecked())
        self.language_chosen.emit(chosen.value)

    @Slot()
    def _on_mode_chosen(self) -> None:
        self._theme.set_mode(next(mode for mode, button in self.modes.items() if button.isChecked()))

    @Slot(int)
    def _on_scale_chosen(self, step: int) -> None:
        self._theme.set_scale(step * SCALE_STEP)

    @Slot()
    def _on_usual_asked(self) -> None:
        self._theme.set_scale(USUAL)


def _row(theme: Theme, *widgets: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(Space.INSET * 2))
    holder.setMinimumHeight(theme.px(Space.INPUT))
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return holder
