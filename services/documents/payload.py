"""A document made ready for a writer: cleaned of what no paper can show, and as JSON for the templates."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import msgspec

from app.desk.document import (
    Attendees,
    Block,
    Cell,
    Chart,
    Column,
    Document,
    Imprint,
    Para,
    Profile,
    Run,
    Table,
)
from app.domain.problems import Code, Problem
from services.documents.drawing import drawing
from services.documents.fonts import FontChain

SAMPLE_MARK = "示例文稿 · 内容虚构"
PAPER_ZONE = ZoneInfo("Asia/Shanghai")
TEXT_LENGTH = 20_000
_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs"})
_BLANKS = frozenset("\t\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029")
# A row of more lines may break over pages; widths in mm.
_LONG_ROW, _REST_WIDTH, _CELL_CHARACTER = 24, 40.0, 4.4
# The text width of each profile, mm.
TEXT_WIDTH = {Profile.GBT9704: 156.0, Profile.REPORT: 163.0}


def printable(text: str) -> str:
    """The text in NFC without control and format characters, variation selectors and noncharacters; line breaks stay."""
    normal = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = (" " if c in _BLANKS else c for c in normal if _is_printable(c))
    return "".join(kept)


def _is_printable(c: str) -> bool:
    if c == "\n" or c in _BLANKS:
        return True
    noncharacter = ord(c) & 0xFFFE == 0xFFFE or "\ufdd0" <= c <= "\ufdef"
    return not noncharacter and unicodedata.category(c) not in _UNPRINTABLE and not "\ufe00" <= c <= "\ufe0f"


def cleaned(document: Document) -> Document:
    """The same document with every string printable, and paragraphs and cells split at line breaks.

    Raises TEXT_REFUSED where one text has more than 20,000 characters: no page is laid out for that.
    """
    # Surrogates cannot pass through JSON types, so strings are cleaned in the plain form and the form is checked again.
    plain = _clean_value(msgspec.to_builtins(document, builtin_types=(date, datetime)))
    whole = msgspec.convert(plain, Document, builtin_types=(date, datetime))
    return msgspec.structs.replace(whole, blocks=tuple(one for block in whole.blocks for one in _split(block)))


def _clean_value(value: object) -> object:
    if isinstance(value, str):
        if len(value) > TEXT_LENGTH:
            raise Problem(Code.TEXT_REFUSED, field="文稿", length=len(value), limit=TEXT_LENGTH)
        return printable(value)
    if isinstance(value, dict):
        return {key: _clean_value(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_clean_value(one) for one in value]
    return value


def _split(block: Block) -> Iterator[Block]:
    if isinstance(block, Para):
        yield from _paragraphs(block)
    elif isinstance(block, Table):
        yield msgspec.structs.replace(block, rows=tuple(tuple(_cell_lines(cell) for cell in row) for row in block.rows))
    else:
        yield block


def _cell_lines(cell: Cell) -> Cell:
    return tuple(cell.split("\n")) if isinstance(cell, str) and "\n" in cell else cell


def _paragraphs(block: Para) -> Iterator[Para]:
    runs: list[Run] = []
    for run in block.runs:
        first, *others = run.text.split("\n")
        runs.append(Run(first, run.face))
        for text in others:
            yield Para(tuple(runs))
            runs = [Run(text, run.face)]
    yield Para(tuple(runs))


def date_text(day: date) -> str:
    """A date as papers print it: 2026年7月8日, without padding."""
    return f"{day.year}年{day.month}月{day.day}日"


def moment_text(moment: datetime) -> str:
    """A moment in the time of the paper's place: 2026年7月6日06:00."""
    local = moment.astimezone(PAPER_ZONE)
    return f"{date_text(local.date())}{local:%H:%M}"


def people_texts(group: Attendees) -> list[str]:
    """Each person with post, so that a line breaks only between them."""
    return [f"{one.name}（{one.post}）" if one.post else one.name for one in group.people]


def copy_text(imprint: Imprint) -> str:
    """Who gets copies, in one sentence."""
    return "，".join(imprint.copy_to) + "。" if imprint.copy_to else ""


def subtitle_parts(document: Document) -> list[str]:
    """The line under the title of a report: who, which period, how fresh."""
    fresh = f"数据截至{moment_text(document.data_cutoff)}" if document.data_cutoff else ""
    fresh = fresh.replace(f"{document.date.year}年", "")
    snapshot = f"快照{document.digest[:8]}" if document.digest else ""
    last = "，".join(part for part in (fresh, snapshot) if part)
    return [part for part in (document.issuer, document.issue, last or date_text(document.date)) if part]


def property_words(document: Document) -> list[str]:
    """What the file says about its figures: the data package and how fresh it is."""
    cutoff = f"数据截至{moment_text(document.data_cutoff)}" if document.data_cutoff else ""
    digest = f"数据包{document.digest}" if document.digest else ""
    return [part for part in (digest, cutoff) if part]


def paper_json(document: Document, fonts: FontChain) -> str:
    """A cleaned document as the templates read it."""
    imprint = document.imprint
    return _json(
        _common(document, fonts)
        | {
            "profile": document.profile,
            "date": date_text(document.date),
            "sample": SAMPLE_MARK if document.sample else "",
            "mark": document.mark,
            "issue": document.issue,
            "subtitle": subtitle_parts(document),
            "running_foot": document.running_foot or document.issuer,
            "blocks": [_block(block) for block in document.blocks],
            "attendees": [{"label": group.label, "people": people_texts(group)} for group in document.attendees],
            "imprint": imprint and {"copy_to": copy_text(imprint), "issuer": imprint.issuer, "date": date_text(imprint.date)},
        }
    )


def sheet_json(document: Document, fonts: FontChain) -> str:
    """The charts of a cleaned document alone, one a page."""
    charts = [_block(block) for block in document.blocks if isinstance(block, Chart)]
    return _json(_common(document, fonts) | {"charts": charts, "sheet_width": TEXT_WIDTH[document.profile]})


def _common(document: Document, fonts: FontChain) -> dict[str, object]:
    return {
        "title": document.title,
        "issuer": document.issuer,
        "keywords": property_words(document),
        "description": fonts.statement,
        "fonts": fonts.families,
    }


def _block(block: Block) -> object:
    if isinstance(block, Chart):
        return {"type": "chart", "alt": block.alt, "plot": drawing(block.plot)}
    plain: dict[str, object] = msgspec.to_builtins(block)
    return plain | {"long": [is_long(row, block.columns) for row in block.rows]} if isinstance(block, Table) else plain


def is_long(row: tuple[Cell, ...], columns: tuple[Column, ...]) -> bool:
    """Whether a row is too high to be kept on one page, by an estimate of its lines."""
    return any(_lines(cell, column) > _LONG_ROW for cell, column in zip(row, columns, strict=True))


def _lines(cell: Cell, column: Column) -> float:
    characters = max(((column.width_mm or _REST_WIDTH) - 3) / _CELL_CHARACTER, 1)
    texts = cell if isinstance(cell, tuple) else (cell,)
    return sum(len(text) / characters + 1 for text in texts if isinstance(text, str))


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
