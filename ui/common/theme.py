"""The look of the whole program at run time: mode, text scale, row density, fonts, palette and style sheet.

One `Theme` is made at start and passed as an argument; nothing looks it up. Whoever paints by hand connects
to `changed`.
"""

from __future__ import annotations

from string import Template

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from ui.common.assets import asset
from ui.common.tokens import Density, Mode, Size, Space, Tokens, tokens_of

FAMILIES = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "sans-serif",
)
SMALLEST_SCALE = 90
LARGEST_SCALE = 150
SCALE_STEP = 10
_ROW_HEIGHTS = {Density.COMPACT: 22, Density.NORMAL: 26, Density.LARGE: 32}


class Theme(QObject):
    """Mode, text scale and density, and what follows from them.

    Signals: `changed()` after mode, scale or density changed and the application was restyled.
    """

    changed = Signal()

    def __init__(
        self,
        *,
        mode: Mode = Mode.LIGHT,
        scale: int = 100,
        density: Density = Density.NORMAL,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._mode = mode
        self._scale = _clamped(scale)
        self._density = density

    @property
    def mode(self) -> Mode:
        return self._mode

    @property
    def tokens(self) -> Tokens:
        return tokens_of(self._mode)

    @property
    def scale(self) -> int:
        """Per cent of text and rows, 90 to 150."""
        return self._scale

    @property
    def density(self) -> Density:
        return self._density

    @property
    def row_height(self) -> int:
        """Height of a table row in logical px."""
        return self.px(_ROW_HEIGHTS[self._density])

    def px(self, value: float) -> int:
        """A measure of the design (px at 100 %) at the scale chosen."""
        return round(value * self._scale / 100)

    def font(self, size: float = Size.BODY, *, bold: bool = False) -> QFont:
        """The interface font with tabular digits; `size` in px at 100 %."""
        return font(self.px(size), bold=bold)

    def set_mode(self, mode: Mode) -> None:
        if mode is not self._mode:
            self._mode = mode
            self._restyle()

    def set_scale(self, scale: int) -> None:
        """Sets the text scale in per cent; values outside 90 to 150 are moved to the nearer end."""
        if _clamped(scale) != self._scale:
            self._scale = _clamped(scale)
            self._restyle()

    def set_density(self, density: Density) -> None:
        if density is not self._density:
            self._density = density
            self._restyle()

    def dress(self, application: QApplication) -> None:
        """Puts style, palette, font and style sheet on the application. Called once at start, then at every
        change.
        """
        if application.style().name() != "fusion":
            application.setStyle("Fusion")
        application.setPalette(palette(self.tokens))
        application.setFont(self.font())
        application.setStyleSheet(style_sheet(self))

    def _restyle(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            self.dress(application)
        self.changed.emit()


def font(pixels: int, *, bold: bool = False) -> QFont:
    """The interface font at a size in logical px: sans CJK, digits of one width."""
    made = QFont(list(FAMILIES))
    made.setPixelSize(max(1, pixels))
    made.setBold(bold)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def palette(tokens: Tokens) -> QPalette:
    """The colours of standard widgets."""
    made = QPalette()
    roles = QPalette.ColorRole
    pairs = {
        roles.Window: tokens.pane,
        roles.WindowText: tokens.text,
        roles.Base: tokens.field,
        roles.AlternateBase: tokens.pane,
        roles.Text: tokens.text,
        roles.Button: tokens.field,
        roles.ButtonText: tokens.text,
        roles.BrightText: tokens.on_primary,
        roles.Light: tokens.field,
        roles.Midlight: tokens.hair,
        roles.Mid: tokens.line,
        roles.Dark: tokens.control,
        roles.Shadow: tokens.edge,
        roles.Highlight: tokens.selection,
        roles.HighlightedText: tokens.text,
        roles.Link: tokens.text2,
        roles.LinkVisited: tokens.text2,
        roles.PlaceholderText: tokens.text3,
        roles.ToolTipBase: tokens.field,
        roles.ToolTipText: tokens.text,
        roles.Accent: tokens.primary,
    }
    for role, value in pairs.items():
        made.setColor(role, QColor(value))
    for role in (roles.WindowText, roles.Text, roles.ButtonText, roles.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.off))
    return made


def style_sheet(theme: Theme) -> str:
    """The style sheet of `resources/styles/desk.qss` with this theme's colours and measures filled in."""
    tokens = theme.tokens
    values = {name: value for name in tokens.__struct_fields__ if isinstance(value := getattr(tokens, name), str)}
    values |= {
        "over": tokens.over,
        "critical": tokens.priorities[0].mark,
        "on_critical": tokens.priorities[0].on_chip,
        "images": asset("styles", tokens.mode.value).as_posix(),
    }
    measures = {
        f"px_{name.lower()}": f"{theme.px(value)}px"
        for table in (Size, Space)
        for name, value in vars(table).items()
        if isinstance(value, int)
    }
    for name, height in (("input", Space.INPUT), ("button", Space.BUTTON), ("menu", 20)):
        measures[f"px_{name}_inner"] = f"{theme.px(height) - 2}px"
        measures[f"px_{name}_focus"] = f"{theme.px(height) - 4}px"
    measures["px_tabs_inner"] = f"{theme.px(Space.TABS) - 3}px"
    return Template(asset("styles", "desk.qss").read_text("utf-8")).substitute(measures | values)


def _clamped(scale: int) -> int:
    return max(SMALLEST_SCALE, min(LARGEST_SCALE, scale))
