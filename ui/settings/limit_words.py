"""A town's limits in words, and the amount that people type in the unit that the limit is spoken of in."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.desk.limits import SHARE, LimitRow, Rests
from app.domain.deadline import Clock, Term
from app.domain.problems import Code, Problem
from app.domain.town_terms import Limit, bounds

MINUTES, PERCENT = 60, 100


def limit_words(row: LimitRow, limit: Limit) -> str:
    """«10 分钟（昼夜）», «4 工作小时», «5 个工作日», «50 %», «2 次»."""
    return unit_words(row).format(amount=amount_words(row, limit))


def range_words(row: LimitRow) -> str:
    """«1 – 8 工作小时»."""
    lowest, highest = (amount_words(row, limit) for limit in bounds(row.shipped))
    return unit_words(row).format(amount=f"{lowest} – {highest}")


def amount_words(row: LimitRow, limit: Limit) -> str:
    """The number that stands before the unit."""
    amount = limit.amount if isinstance(limit, Term) else limit
    return f"{round(amount * _factor(row), 4):g}"


def typed_limit(row: LimitRow, text: str) -> Limit | None:
    """The limit that was typed, None for an empty line; `Problem` AMOUNT_WRONG for what is no number."""
    if not text.strip():
        return None
    try:
        amount = float(text.strip().replace("，", ".").replace(",", ".").removesuffix("%")) / _factor(row)
    except ValueError:
        raise Problem(Code.AMOUNT_WRONG, field="amount", value=text.strip()[:40]) from None
    if isinstance(row.shipped, Term):
        return Term(row.shipped.clock, amount)
    if isinstance(row.shipped, int):
        if amount != int(amount):
            raise Problem(Code.AMOUNT_WRONG, field="amount", value=text.strip()[:40])
        return int(amount)
    return amount


def unit_words(row: LimitRow) -> str:
    """The unit with a place for the amount."""
    translate = QCoreApplication.translate
    if not isinstance(row.shipped, Term):
        if row.place == SHARE:
            return "{amount} %"
        return translate("Limits", "{amount} 天") if row.place.endswith("_days") else translate("Limits", "{amount} 次")
    if row.shipped.clock is Clock.WORK_DAY:
        return translate("Limits", "{amount} 个工作日")
    if row.shipped.clock is Clock.NATURAL_DAY:
        return translate("Limits", "{amount} 天")
    if row.shipped.clock is Clock.WORK_HOUR:
        return translate("Limits", "{amount} 工作小时")
    if _factor(row) == MINUTES:
        return translate("Limits", "{amount} 分钟（昼夜）")
    return translate("Limits", "{amount} 小时（昼夜）")


def rests_words(rests: Rests) -> str:
    """What a shipped limit rests on."""
    translate = QCoreApplication.translate
    return {
        Rests.TABLE: translate("Limits", "外地公布的表，未核对国标"),
        Rests.RULE: translate("Limits", "本市别镇公布的规定"),
        Rests.OURS: translate("Limits", "本产品建议"),
    }[rests]


def _factor(row: LimitRow) -> float:
    """What the stored amount is multiplied by to be spoken of."""
    if row.place == SHARE:
        return PERCENT
    shipped = row.shipped
    short = isinstance(shipped, Term) and shipped.clock is Clock.URGENT_HOUR and shipped.amount < 1
    return MINUTES if short else 1
