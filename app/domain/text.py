"""Text that people type: cleaned once, measured, masked."""

from __future__ import annotations

import re
import unicodedata

from app.domain.problems import Code, Problem

TITLE_LENGTH = 120
PLACE_LENGTH = 200
TEXT_LENGTH = 4000
_KEEP = "\n"
_BETWEEN_NAMES = re.compile(r"[\s、，,；;/]+")


def clean(text: str) -> str:
    """The text in NFC without control characters, bidirectional overrides and surrounding blanks; lines stay."""
    normal = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " "))
    kept = (c for c in normal if c in _KEEP or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co"} or c == "\u200d")
    return "".join(kept).strip()


def line(text: str, *, field: str, limit: int = TITLE_LENGTH, needed: bool = True) -> str:
    """One clean line of at most `limit` characters, or the problem that says what is wrong with it."""
    whole = " ".join(clean(text).split())
    if needed and not whole:
        raise Problem(Code.FIELD_MISSING, field=field)
    if len(whole) > limit:
        raise Problem(Code.TEXT_REFUSED, field=field, length=len(whole), limit=limit)
    return whole


def passage(text: str, *, field: str, limit: int = TEXT_LENGTH, needed: bool = False) -> str:
    """Clean text of several lines of at most `limit` characters, or the problem that says what is wrong with it."""
    whole = clean(text)
    if needed and not whole:
        raise Problem(Code.FIELD_MISSING, field=field)
    if len(whole) > limit:
        raise Problem(Code.TEXT_REFUSED, field=field, length=len(whole), limit=limit)
    return whole


def names(text: str) -> frozenset[str]:
    """The names in a line that says who it was: the whole, and each of several that stand in it."""
    return frozenset((text.strip(), *_BETWEEN_NAMES.split(text))) - {""}


def mask_name(name: str) -> str:
    """First character kept: 张*."""
    return name[:1] + "*" * min(len(name) - 1, 2) if name else ""


def mask_phone(phone: str) -> str:
    """First three and last four digits kept: 138****8000. Shorter numbers keep the last two."""
    digits = "".join(c for c in phone if c.isdigit())
    if not digits:
        return ""
    if len(digits) < 8:
        return "*" * max(len(digits) - 2, 0) + digits[-2:]
    return f"{digits[:3]}****{digits[-4:]}"
