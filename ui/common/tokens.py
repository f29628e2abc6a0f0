"""The colours and measures of the product, light and dark.

Every value has a role; screens name the role, never the colour. Saturated colour stands for the abnormal
only: selection, buttons, links and progress are grey.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Mode(StrEnum):
    """Which of the two sets is on: light for lit rooms, dark for the night shift."""

    LIGHT = "light"
    DARK = "dark"


class PriorityColours(Struct, frozen=True):
    """One severity: the mark and text on a pane, the text on a selected row, what is written on a filled
    chip.
    """

    mark: str
    on_selection: str
    on_chip: str


class TriColours(Struct, frozen=True):
    """One state of the three-colour layer: fill of the mark, its outline, its letter, and the zone behind
    score charts.
    """

    fill: str
    line: str
    letter: str
    zone: str


class Tokens(Struct, frozen=True):
    """Every colour of one mode as `#RRGGBB`, by role. Contrast of text on its ground is 4.5:1 or more, of
    controls 3:1.
    """

    mode: Mode
    canvas: str
    bar: str
    pane: str
    head: str
    field: str
    edge: str
    line: str
    hair: str
    control: str
    text: str
    text2: str
    text3: str
    off: str
    selection: str
    selection_bar: str
    primary: str
    on_primary: str
    track: str
    low: str
    mid: str
    priorities: tuple[PriorityColours, PriorityColours, PriorityColours, PriorityColours]
    critical_row: str
    critical_rule: str
    stale: str
    stale_text: str
    stale_tag: str
    band: str
    on_band: str
    available: str
    red: TriColours
    yellow: TriColours
    green: TriColours
    lacking: TriColours
    ramp: tuple[str, str, str, str, str, str]
    shadow: str

    @property
    def over(self) -> str:
        """Over the limit: the colour of the second severity."""
        return self.priorities[1].mark

    @property
    def far_over(self) -> str:
        """Over one and a half times the limit: the colour of the first severity."""
        return self.priorities[0].mark


LIGHT = Tokens(
    mode=Mode.LIGHT,
    canvas="#DFE3E6",
    bar="#D3D8DC",
    pane="#F4F5F6",
    head="#E9ECEE",
    field="#FFFFFF",
    edge="#C3CAD0",
    line="#CFD5DA",
    hair="#E3E6E9",
    control="#848E98",
    text="#1A2026",
    text2="#434D57",
    text3="#5B6570",
    off="#6E7882",
    selection="#D3DCE4",
    selection_bar="#26323E",
    primary="#26323E",
    on_primary="#FFFFFF",
    track="#D5DADF",
    low="#98A2AB",
    mid="#4A545E",
    priorities=(
        PriorityColours(mark="#A4123F", on_selection="#A4123F", on_chip="#FFFFFF"),
        PriorityColours(mark="#B84A00", on_selection="#963B00", on_chip="#FFFFFF"),
        PriorityColours(mark="#0B5CAD", on_selection="#0B5CAD", on_chip="#FFFFFF"),
        PriorityColours(mark="#5B6570", on_selection="#434D57", on_chip="#FFFFFF"),
    ),
    critical_row="#FBE3E9",
    critical_rule="#F6D3DC",
    stale="#C98A1B",
    stale_text="#8A5300",
    stale_tag="#F6E3BE",
    band="#47525D",
    on_band="#FFFFFF",
    available="#236340",
    red=TriColours(fill="#9C2A22", line="#9C2A22", letter="#FFFFFF", zone="#F1DEDC"),
    yellow=TriColours(fill="#F0C63C", line="#8A6A00", letter="#1A2026", zone="#F7EED2"),
    green=TriColours(fill="#F4F5F6", line="#5B8A70", letter="#47735C", zone="#E7EEE9"),
    lacking=TriColours(fill="#F4F5F6", line="#848E98", letter="#5B6570", zone="#F4F5F6"),
    ramp=("#F3F3E0", "#D5E5CB", "#A5D0BF", "#6DAFB4", "#3D83A3", "#26597F"),
    shadow="#1A2026",
)

DARK = Tokens(
    mode=Mode.DARK,
    canvas="#111417",
    bar="#181C1F",
    pane="#1E2226",
    head="#252A2F",
    field="#15181B",
    edge="#2F363C",
    line="#353C43",
    hair="#292F34",
    control="#6C7782",
    text="#E3E7EA",
    text2="#B4BDC5",
    text3="#97A1AB",
    off="#7C8690",
    selection="#34424F",
    selection_bar="#D3DCE4",
    primary="#C8D2DB",
    on_primary="#14181C",
    track="#39424A",
    low="#77828C",
    mid="#B4BDC5",
    priorities=(
        PriorityColours(mark="#FF6B8B", on_selection="#FF6B8B", on_chip="#000000"),
        PriorityColours(mark="#FFB347", on_selection="#FFB347", on_chip="#000000"),
        PriorityColours(mark="#6CB6FF", on_selection="#6CB6FF", on_chip="#000000"),
        PriorityColours(mark="#A3ADB8", on_selection="#B4BDC5", on_chip="#000000"),
    ),
    critical_row="#43222C",
    critical_rule="#562A37",
    stale="#E0A23C",
    stale_text="#E0A23C",
    stale_tag="#46381D",
    band="#4B5661",
    on_band="#FFFFFF",
    available="#6FBF8F",
    red=TriColours(fill="#D9635A", line="#D9635A", letter="#14181C", zone="#432F30"),
    yellow=TriColours(fill="#E3BB3C", line="#F3D67A", letter="#14181C", zone="#45412A"),
    green=TriColours(fill="#1E2226", line="#5F9B7A", letter="#8CBFA2", zone="#2B3A37"),
    lacking=TriColours(fill="#1E2226", line="#6C7782", letter="#97A1AB", zone="#1E2226"),
    ramp=("#23302F", "#27463F", "#2C6157", "#3A8077", "#5AA3A0", "#93CDC6"),
    shadow="#000000",
)


def tokens_of(mode: Mode) -> Tokens:
    """The set of this mode."""
    return DARK if mode is Mode.DARK else LIGHT


class Density(StrEnum):
    """How high rows are: compact 22, normal 26, large 32 px at 100 %."""

    COMPACT = "compact"
    NORMAL = "normal"
    LARGE = "large"


class Size:
    """Text sizes in px at 100 %; nothing is smaller than a note except map names and key caps."""

    DISPLAY = 104
    PAGE = 24
    TITLE = 19
    CLOCK = 20
    BODY = 14
    SECONDARY = 13
    NOTE = 12
    CAP = 11


class Space:
    """Measures in px at 100 % on the 8 px grid."""

    GAP = 8
    INSET = 12
    PAIR = 4
    PINNED_ROW = 32
    TALL_ROW = 48
    TABLE_HEAD = 26
    PANE_HEAD = 32
    BAR = 40
    BAND = 40
    STATUS = 24
    TABS = 36
    BUTTON = 32
    BUTTON_TALL = 40
    INPUT = 30
    RADIUS = 4
    CARD_RADIUS = 6
    MARK_RADIUS = 2
    SELECTION_BAR = 3
    FOCUS_RING = 2
    ICON = 16
    MARK = 18
