"""A paper as data: what it says, in which order, and nothing about how it is set.

One `Document` feeds every writer (PDF and page pictures by typst, DOCX by python-docx), so the three agree. All figures in it
are final: writers place and print them, they never count, average or compare.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct


class DocumentKind(StrEnum):
    """What the paper is."""

    MINUTES = "minutes"
    WEEKLY = "weekly"
    SUPERVISION = "supervision"
    DUTY = "duty"


class Profile(StrEnum):
    """How the page is built: GB/T 9704-2012 (22 lines of 28 characters) or a report without a grid."""

    GBT9704 = "gbt9704"
    REPORT = "report"


class Face(StrEnum):
    """The face of a run of text: 仿宋, 黑体 or 楷体."""

    BODY = "body"
    HEI = "hei"
    KAI = "kai"


class Align(StrEnum):
    """Where the text of a column stands."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"


class ChipColour(StrEnum):
    """A colour of the three-colour scheme, or no data; printed with its character so that it survives a grey printer."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    NONE = "none"


class Tone(StrEnum):
    """What a mark in a legend stands for; a writer knows its colour and line."""

    SERIES = "series"
    BAR = "bar"
    INFLOW = "inflow"
    OTHER = "other"
    LIMIT = "limit"
    SIGNAL = "signal"
    OVER = "over"
    REFERENCE = "reference"


class Run(Struct, frozen=True):
    """A stretch of text in one face."""

    text: str
    face: Face = Face.BODY


class Heading(Struct, frozen=True, tag="heading"):
    """A heading with its own numbering in the text (一、 （一） 1.); level 1 is the highest of 3."""

    text: str
    level: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.level <= 3:
            raise ValueError(f"a heading has level 1, 2 or 3, not {self.level}")


class Para(Struct, frozen=True, tag="para"):
    """A paragraph; a line break inside a run begins a new one."""

    runs: tuple[Run, ...]

    @classmethod
    def plain(cls, text: str) -> Para:
        """A paragraph in the body face alone."""
        return cls((Run(text),))


class Column(Struct, frozen=True):
    """A column of a table; without `width_mm` it shares what the others leave."""

    title: str
    width_mm: float | None = None
    align: Align = Align.LEFT


class Chips(Struct, frozen=True, tag="chips"):
    """One colour chip, or the way from one colour to the next ones."""

    colours: tuple[ChipColour, ...]


Cell = str | tuple[str, ...] | Chips
"""Text, several lines of text, or chips."""


class Table(Struct, frozen=True, tag="table"):
    """A table whose head repeats on every page; rows never break."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("every row of a table has one cell a column")


class KpiItem(Struct, frozen=True):
    """One number that leads: its name, value and unit as printed, and up to three short lines of comparison."""

    label: str
    value: str
    unit: str = ""
    notes: tuple[str, ...] = ()
    alarm: bool = False


class Kpi(Struct, frozen=True, tag="kpi"):
    """A band of leading numbers, at most six."""

    items: tuple[KpiItem, ...]


class Sentence(Struct, frozen=True, tag="sentence"):
    """The one generated sentence that stands above a chart or table."""

    text: str


class Note(Struct, frozen=True, tag="note"):
    """Small print: source, baseline, how it was counted."""

    text: str


class LegendItem(Struct, frozen=True):
    """One mark of a legend and its meaning."""

    text: str
    tone: Tone = Tone.SERIES


class Legend(Struct, frozen=True, tag="legend"):
    """What the marks of the chart above it mean."""

    items: tuple[LegendItem, ...]


class SignLine(Struct, frozen=True, tag="sign_line"):
    """A place to sign and date by hand."""

    label: str = "签名"


class PageBreak(Struct, frozen=True, tag="page_break"):
    """What follows begins on a new page."""


class Signal(Struct, frozen=True):
    """A point of a series (counted from 0) that is no random fluctuation, with a word on it; without one its value is printed."""

    index: int
    note: str = ""


class Xmr(Struct, frozen=True, tag="xmr"):
    """A series on its process limits: mean and natural limits (mean ± 2.66 × mean moving range) as computed.

    A value of None is a gap. `decimals` is how values, mean and limits are printed.
    """

    labels: tuple[str, ...]
    values: tuple[float | None, ...]
    mean: float | None = None
    lower: float | None = None
    upper: float | None = None
    signals: tuple[Signal, ...] = ()
    unit: str = ""
    decimals: int = 0

    def __post_init__(self) -> None:
        _same_length(labels=self.labels, values=self.values)
        if any(not 0 <= signal.index < len(self.values) for signal in self.signals):
            raise ValueError("a signal points at a value of the series")


class Heat(Struct, frozen=True, tag="heat"):
    """Counts by row and column, with signals as (row, column) and row totals, if any, as computed."""

    columns: tuple[str, ...]
    rows: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    totals: tuple[int, ...] = ()
    signals: tuple[tuple[int, int], ...] = ()

    def __post_init__(self) -> None:
        _same_length(rows=self.rows, counts=self.counts, totals=self.totals or self.rows)
        if any(len(row) != len(self.columns) for row in self.counts):
            raise ValueError("every row of a heat chart has one count a column")


class Flow(Struct, frozen=True, tag="flow"):
    """In, out and work in hand by period."""

    labels: tuple[str, ...]
    inflow: tuple[float, ...]
    outflow: tuple[float, ...]
    in_hand: tuple[float, ...]
    unit: str = ""

    def __post_init__(self) -> None:
        _same_length(labels=self.labels, inflow=self.inflow, outflow=self.outflow, in_hand=self.in_hand)


class Bar(Struct, frozen=True):
    """One bar: its length, the text at its end, a reference tick if any, and whether it is over what it may be."""

    label: str
    value: float
    text: str
    reference: float | None = None
    over: bool = False


class HBars(Struct, frozen=True, tag="hbars"):
    """Horizontal bars from zero: places, ages, load against capacity."""

    bars: tuple[Bar, ...]


class MixRow(Struct, frozen=True):
    """One whole and its parts: counts, and shares from 0 to 1 as computed."""

    label: str
    counts: tuple[int, ...]
    shares: tuple[float, ...]


class Mix(Struct, frozen=True, tag="mix"):
    """Whole bars divided into the same parts, one row a period or place; at most eight parts."""

    parts: tuple[str, ...]
    rows: tuple[MixRow, ...]

    def __post_init__(self) -> None:
        if len(self.parts) > MIX_PARTS:
            raise ValueError(f"a mix has at most {MIX_PARTS} parts; join the small ones")
        for row in self.rows:
            _same_length(parts=self.parts, counts=row.counts, shares=row.shares)


MIX_PARTS = 8


class Spark(Struct, frozen=True):
    """A small line without axes, its name above and its last value as text."""

    title: str
    values: tuple[float, ...]
    text: str


class Sparks(Struct, frozen=True, tag="spark"):
    """A row of small lines."""

    items: tuple[Spark, ...]


Plot = Xmr | Heat | Flow | HBars | Mix | Sparks


class Chart(Struct, frozen=True, tag="chart"):
    """A chart with the text that stands for it where it cannot be seen."""

    alt: str
    plot: Plot


Block = Heading | Para | Table | Chart | Kpi | Sentence | Note | Legend | SignLine | PageBreak


class Person(Struct, frozen=True):
    """Someone who attended; the post follows the name in brackets and may stand for the names before it."""

    name: str
    post: str = ""


class Attendees(Struct, frozen=True):
    """People under one label: 出席, 请假, 列席."""

    label: str
    people: tuple[Person, ...]


class Imprint(Struct, frozen=True):
    """The foot of the last page: who gets copies, who issued it and when."""

    copy_to: tuple[str, ...]
    issuer: str
    date: date


class Document(Struct, frozen=True):
    """A whole paper.

    `title` holds its lines as the author broke them; `mark` is the red head (“×××纪要”) and `issue` what stands under it
    (“第28期”, or the period of a report). `sample` prints 示例文稿 on every page: demo and drill papers must never pass for real
    ones. `digest` names the data package the figures came from and `data_cutoff` (aware) its last moment; both go into the
    file's properties, and into the head of a report. `running_foot` stands at the foot of a report's pages.
    """

    kind: DocumentKind
    profile: Profile
    title: tuple[str, ...]
    issuer: str
    date: date
    blocks: tuple[Block, ...]
    sample: bool = False
    mark: str = ""
    issue: str = ""
    attendees: tuple[Attendees, ...] = ()
    imprint: Imprint | None = None
    digest: str = ""
    data_cutoff: datetime | None = None
    running_foot: str = ""


def _same_length(**parts: tuple[object, ...]) -> None:
    lengths = {name: len(part) for name, part in parts.items()}
    if len(set(lengths.values())) > 1:
        raise ValueError(f"these belong together and have one length: {lengths}")
