"""The signs of a row: short words in frames, each with what it means in whole words, and the legend of them all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from app.desk.queue import QueueRow

Sign = tuple[str, str]
"""The sign as painted, and what is read out of it."""


def signs(row: QueueRow, *, twin: str, now: datetime) -> tuple[Sign, ...]:
    """To be merged (into the case that people call `twin`), over its whole term, returned so often and the rest."""
    over = row.is_wholly_over(now)
    asked = row.wait_asked or row.extension_asked or row.rejection_asked
    if not (over or asked or row.twin or row.bounces or row.supervised or row.hung_up or row.drill or row.replay):
        return ()
    return tuple(_signs(row, twin, over=over))


def remark(row: QueueRow) -> Sign | None:
    """How many photos and papers the case has."""
    if not row.evidence:
        return None
    translate = QCoreApplication.translate
    said = translate("Queue", "照片、材料 {count} 份").format(count=row.evidence)
    return translate("Queue", "照{count}").format(count=row.evidence), said


def legend() -> tuple[Sign, ...]:
    """Every sign and what it means, in the order in which they stand in a row."""
    translate = QCoreApplication.translate
    return (
        (translate("Queue", "并"), translate("Queue", "两席接到同一件，建议并案")),
        (translate("Queue", "总逾"), translate("Queue", "已过总时限")),
        (translate("Queue", "返{count}").format(count=2), translate("Queue", "退回的次数")),
        (translate("Queue", "请缓"), translate("Queue", "申请缓办，待批")),
        (translate("Queue", "请延"), translate("Queue", "申请延期，待批")),
        (translate("Queue", "待复核"), translate("Queue", "提请不予立案，待第二人复核")),
        (translate("Queue", "督"), translate("Queue", "督办")),
        (translate("Queue", "挂"), translate("Queue", "挂账")),
        (translate("Queue", "演"), translate("Queue", "演练")),
        (translate("Queue", "回放"), translate("Queue", "回放数据")),
        (translate("Queue", "照{count}").format(count=3), translate("Queue", "照片、材料的份数")),
    )


def _signs(row: QueueRow, twin: str, *, over: bool) -> Iterator[Sign]:
    translate = QCoreApplication.translate
    if twin:
        told = translate("Queue", "与 {number} 疑为同一件，建议并案").format(number=twin)
        yield translate("Queue", "并"), told
    if over:
        yield translate("Queue", "总逾"), translate("Queue", "已过总时限")
    if row.bounces:
        count = translate("Queue", "退回 {count} 次").format(count=row.bounces)
        yield translate("Queue", "返{count}").format(count=row.bounces), count
    if row.wait_asked:
        yield translate("Queue", "请缓"), translate("Queue", "申请缓办，待批")
    if row.extension_asked:
        yield translate("Queue", "请延"), translate("Queue", "申请延期，待批")
    if row.rejection_asked:
        yield translate("Queue", "待复核"), translate("Queue", "提请不予立案，待第二人复核")
    if row.supervised:
        yield translate("Queue", "督"), translate("Queue", "督办")
    if row.hung_up:
        yield translate("Queue", "挂"), translate("Queue", "挂账")
    if row.drill:
        yield translate("Queue", "演"), translate("Queue", "演练")
    if row.replay:
        yield translate("Queue", "回放"), translate("Queue", "回放数据")
