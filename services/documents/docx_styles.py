"""The paragraph styles of a Word paper: official font names, exact line heights, indents in characters.

Every style sets its East Asian font, or Word picks its own; body styles have an exact line height, or a font standing in for
仿宋 doubles a line on the grid. `linesAndChars` grids are not used: other programs then set half the characters a line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from docx.document import Document as Paper
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph
from msgspec import Struct
from msgspec.structs import replace

from app.desk.document import Face

LATIN = "Times New Roman"
FANGSONG, KAI, HEI, SONG, TITLE = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"
FACE_FONTS = {Face.BODY: FANGSONG, Face.KAI: KAI, Face.HEI: HEI}

GRID_LINE = 29.6
GRID_PITCH_TWIPS = 592
# 16 pt set on a pitch of 156 mm / 28, in twentieths of a point.
GRID_TRACKING = -5


class PaperStyle(StrEnum):
    """The paragraph styles of a paper by the name that Word shows."""

    @property
    def id(self) -> str:
        """Word's key of the style: its own for body and headings, ours for the rest."""
        own = self is PaperStyle.NORMAL or self.name.startswith("HEADING")
        return self.value.title().replace(" ", "") if own else "Gp" + self.name.title().replace("_", "")

    NORMAL = "Normal"
    HEADING_1 = "heading 1"
    HEADING_2 = "heading 2"
    HEADING_3 = "heading 3"
    ISSUE = "期号"
    ISSUER = "编印单位"
    TITLE = "公文标题"
    ATTENDEES = "出席"
    IMPRINT = "版记"
    TABLE_TITLE = "表题"
    TABLE = "表文"
    TABLE_HEAD = "表头"
    SENTENCE = "判断句"
    NOTE = "注"
    KPI = "指标"
    LEGEND = "图例"
    NUMBERS = "图表数据"
    NUMBERS_HEAD = "图表数据表头"
    GAP = "间隔"
    SAMPLE = "示例标记"
    PAGE = "页码"
    FOOT = "页脚文字"
    MARK = "纪要标志"


class TypeStyle(Struct, frozen=True, kw_only=True):
    """One paragraph style. Sizes, line and spaces in pt, indents in hundredths of a character."""

    style: PaperStyle
    font: str
    size: float
    line: float
    before: float = 0
    after: float = 0
    first: int = 0
    left: int = 0
    right: int = 0
    hanging: int = 0
    align: str = "both"
    bold: bool = False
    colour: str = "000000"
    keep_next: bool = False
    outline: int | None = None
    tracking: int = 0
    shade: str = ""
    rule: str = ""


_BODY = TypeStyle(style=PaperStyle.NORMAL, font=FANGSONG, size=16, line=GRID_LINE, first=200, tracking=GRID_TRACKING)
_FLUSH = replace(_BODY, first=0)


def gbt9704_styles() -> tuple[TypeStyle, ...]:
    """Styles on the grid of 22 lines of 28 characters."""
    return (
        _BODY,
        replace(_BODY, style=PaperStyle.HEADING_1, font=HEI, keep_next=True, outline=0),
        replace(_BODY, style=PaperStyle.HEADING_2, font=KAI, keep_next=True, outline=1),
        replace(_BODY, style=PaperStyle.HEADING_3, keep_next=True, outline=2),
        replace(_FLUSH, style=PaperStyle.ISSUE, align="center"),
        replace(_FLUSH, style=PaperStyle.ISSUER, left=100, right=100, after=GRID_LINE / 2),
        TypeStyle(style=PaperStyle.TITLE, font=TITLE, size=22, line=GRID_LINE, align="center", keep_next=True),
        replace(_FLUSH, style=PaperStyle.ATTENDEES, left=500, hanging=300, align="left"),
        TypeStyle(style=PaperStyle.IMPRINT, font=FANGSONG, size=14, line=23, align="left"),
        TypeStyle(style=PaperStyle.TABLE_TITLE, font=HEI, size=14, line=GRID_LINE, align="center", keep_next=True),
        TypeStyle(style=PaperStyle.TABLE, font=FANGSONG, size=12, line=18.4, align="left"),
        TypeStyle(style=PaperStyle.TABLE_HEAD, font=HEI, size=12, line=18.4, align="center", keep_next=True),
        *_small_styles(sentence_line=18.4),
    )


def report_styles() -> tuple[TypeStyle, ...]:
    """Styles of the weekly report: no grid, body 12 pt on 19.5 pt."""
    return (
        TypeStyle(style=PaperStyle.NORMAL, font=FANGSONG, size=12, line=19.5, first=200),
        TypeStyle(
            style=PaperStyle.HEADING_1,
            font=HEI,
            size=14,
            line=20,
            before=10,
            after=5,
            bold=True,
            keep_next=True,
            outline=0,
            align="left",
        ),
        TypeStyle(style=PaperStyle.HEADING_2, font=KAI, size=12, line=19.5, before=5, keep_next=True, outline=1, align="left"),
        TypeStyle(style=PaperStyle.HEADING_3, font=FANGSONG, size=12, line=19.5, keep_next=True, outline=2, align="left"),
        TypeStyle(style=PaperStyle.TITLE, font=TITLE, size=20, line=28, after=6, align="center", keep_next=True),
        TypeStyle(style=PaperStyle.ISSUER, font=FANGSONG, size=10.5, line=18, after=8, rule="E60012", align="left"),
        TypeStyle(style=PaperStyle.ATTENDEES, font=FANGSONG, size=12, line=19.5, left=300, hanging=300, align="left"),
        TypeStyle(style=PaperStyle.TABLE_TITLE, font=HEI, size=12, line=19.5, align="center", keep_next=True),
        TypeStyle(style=PaperStyle.TABLE, font=SONG, size=10.5, line=15, align="left"),
        TypeStyle(style=PaperStyle.TABLE_HEAD, font=HEI, size=10.5, line=15, align="left", keep_next=True),
        *_small_styles(sentence_line=19.5),
    )


def _small_styles(*, sentence_line: float) -> tuple[TypeStyle, ...]:
    return (
        TypeStyle(style=PaperStyle.SENTENCE, font=KAI, size=12, line=sentence_line, before=4, keep_next=True, shade="F2F2F2"),
        TypeStyle(style=PaperStyle.NOTE, font=SONG, size=9, line=13.5, before=2, align="left", colour="434D57"),
        TypeStyle(style=PaperStyle.KPI, font=HEI, size=15, line=20, align="left"),
        TypeStyle(style=PaperStyle.LEGEND, font=HEI, size=8, line=13, align="left"),
        TypeStyle(style=PaperStyle.NUMBERS, font=SONG, size=9, line=12.5, align="left"),
        TypeStyle(style=PaperStyle.NUMBERS_HEAD, font=HEI, size=9, line=12.5, align="left", keep_next=True),
        TypeStyle(style=PaperStyle.GAP, font=SONG, size=2, line=3, align="left"),
        TypeStyle(style=PaperStyle.SAMPLE, font=HEI, size=8, line=12, align="right", colour="808080"),
        # The footer line is exact, or it pushes the body up and 21 lines remain.
        TypeStyle(style=PaperStyle.PAGE, font=SONG, size=14, line=14, align="left"),
        TypeStyle(style=PaperStyle.FOOT, font=SONG, size=9, line=14, align="left", colour="5B6570"),
    )


def mark_style(size: float) -> TypeStyle:
    """The red mark: with its spaces 5.5 lines high, its ink 35 mm under the type area's top (baseline at 4/5 of the line)."""
    line, whole = 56.0, 5.5 * GRID_LINE
    before = 106.2 + 0.86 * size - 0.8 * line
    return TypeStyle(
        style=PaperStyle.MARK, font=TITLE, size=size, line=line, before=before, after=whole - before - line,
        align="center", colour="E60012",
    )  # fmt: skip


def set_style(line: Paragraph, style: PaperStyle) -> Paragraph:
    """Gives the line its style by key: by name, python-docx would search all styles for every line."""
    line._p.style = style.id
    return line


def install_styles(paper: Paper, styles: Iterable[TypeStyle]) -> None:
    """Puts the styles in place of those of the same id, and the first one's font and size under everything."""
    root = paper.styles.element
    wanted = tuple(styles)
    for defaults in root.findall(qn("w:docDefaults")):
        root.replace(defaults, parse_xml(_defaults_xml(wanted[0])))
    for style in wanted:
        for old in root.findall(qn("w:style")):
            if old.get(qn("w:styleId")) == style.style.id:
                root.remove(old)
        root.append(parse_xml(_style_xml(style)))


def fonts_xml(font: str) -> str:
    """The fonts element of a run: official East Asian font, Latin in Times New Roman."""
    return f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{font}" w:cs="{LATIN}"/>'


def _defaults_xml(normal: TypeStyle) -> str:
    half_points = round(normal.size * 2)
    return (
        f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr>{fonts_xml(normal.font)}"
        f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault><w:pPr/></w:pPrDefault></w:docDefaults>"
    )


def _style_xml(style: TypeStyle) -> str:
    """A style element in the order of the schema; all its values are ours."""
    normal = style.style.id == "Normal"
    head = '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/>' if not normal else ""
    attributes = 'w:default="1"' if normal else ('w:customStyle="1"' if style.style.id.startswith("Gp") else "")
    return (
        f'<w:style {nsdecls("w")} w:type="paragraph" {attributes} w:styleId="{style.style.id}"><w:name w:val="{style.style}"/>'
        f"{head}<w:qFormat/><w:pPr>{''.join(_paragraph_parts(style))}</w:pPr>"
        f"<w:rPr>{''.join(_run_parts(style))}</w:rPr></w:style>"
    )


def _paragraph_parts(style: TypeStyle) -> Sequence[str]:
    def hundredths(name: str, chars: int) -> str:
        return f'w:{name}Chars="{chars}" w:{name}="{round(chars * style.size / 5)}"'

    first = hundredths("hanging", style.hanging) if style.hanging else hundredths("firstLine", style.first)
    rule = f'<w:pBdr><w:bottom w:val="single" w:sz="10" w:space="3" w:color="{style.rule}"/></w:pBdr>'
    return (
        f'<w:keepNext w:val="{int(style.keep_next)}"/>',
        '<w:widowControl w:val="0"/>',
        rule if style.rule else "",
        f'<w:shd w:val="clear" w:color="auto" w:fill="{style.shade}"/>' if style.shade else "",
        # Otherwise Word spaces digits from characters, and 7月17日 wraps in its cell.
        '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>',
        f'<w:snapToGrid w:val="{int(style.line == GRID_LINE)}"/>',
        f'<w:spacing w:before="{round(style.before * 20)}" w:after="{round(style.after * 20)}"'
        f' w:line="{round(style.line * 20)}" w:lineRule="exact"/>',
        f"<w:ind {hundredths('left', style.left)} {hundredths('right', style.right)} {first}/>",
        f'<w:jc w:val="{style.align}"/>',
        "" if style.outline is None else f'<w:outlineLvl w:val="{style.outline}"/>',
    )


def _run_parts(style: TypeStyle) -> Sequence[str]:
    half_points = round(style.size * 2)
    return (
        fonts_xml(style.font),
        f'<w:b w:val="{int(style.bold)}"/>',
        '<w:i w:val="0"/>',
        f'<w:color w:val="{style.colour}"/>',
        f'<w:spacing w:val="{style.tracking}"/>',
        '<w:kern w:val="0"/>',
        f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>',
    )
