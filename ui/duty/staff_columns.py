"""The columns of the lists of posts, of forces sent down, and of posts against plan."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.desk.staff import Holding, Post, SentForce, Stand
from ui.common.columns import Column
from ui.duty.staff_telling import StaffTelling

INSET = 6
TERM = 268
"""Room for two days with their times in either language: numbers are never shortened."""


def holding_columns(told: StaffTelling) -> tuple[Column[Holding], ...]:
    """What kind, what, who, where, for which term, whether it holds."""
    translate = QCoreApplication.translate
    return (
        Column("inset", _no_head, _nothing, INSET),
        Column("sort", lambda: translate("Staff", "类"), told.sort, 92),
        Column("what", lambda: translate("Staff", "内容"), told.what, 140, elastic=True, hint=told.what, bold=_running),
        Column("holder", lambda: translate("Staff", "由谁"), told.holder, 220, hint=told.holder),
        Column("place", lambda: translate("Staff", "在哪里"), told.place, 130, drops=1, hint=told.place),
        Column("term", lambda: translate("Staff", "期限"), told.term, TERM, drops=2, hint=told.term),
        Column("stand", lambda: translate("Staff", "状态"), told.stand, 84),
    )


def sent_columns(told: StaffTelling) -> tuple[Column[SentForce], ...]:
    """The force, who has sent it, for which term, on what basis."""
    translate = QCoreApplication.translate
    return (
        Column("inset", _no_head, _nothing, INSET),
        Column("name", lambda: translate("Staff", "力量"), lambda sent: sent.name, 140, elastic=True, bold=_running),
        Column("size", lambda: translate("Staff", "人数"), lambda sent: str(sent.size), 66, side="right"),
        Column("sender", lambda: translate("Staff", "派出单位"), told.sender, 160, drops=3, hint=told.sender),
        Column("term", lambda: translate("Staff", "期限"), told.term, TERM, hint=told.term),
        Column("basis", lambda: translate("Staff", "依据"), lambda sent: sent.basis, 150, drops=1, hint=lambda s: s.basis),
        Column("stand", lambda: translate("Staff", "状态"), told.stand, 84, drops=2),
    )


def post_columns(told: StaffTelling) -> tuple[Column[Post], ...]:
    """The kind of post, planned, in post, on duty, what is lacking."""
    translate = QCoreApplication.translate
    return (
        Column("inset", _no_head, _nothing, INSET),
        Column("source", lambda: translate("Staff", "来源"), lambda post: told.words.source(post.source), 150, elastic=True),
        Column("trade", lambda: translate("Staff", "类别"), lambda post: told.words.trade(post.trade), 150, elastic=True),
        Column("planned", lambda: translate("Staff", "编制"), told.figure, 72, side="right"),
        Column("in_post", lambda: translate("Staff", "在编"), lambda post: str(post.in_post), 72, side="right"),
        Column("on_duty", lambda: translate("Staff", "在岗"), lambda post: str(post.on_duty), 72, side="right"),
        Column("lacking", lambda: translate("Staff", "差额"), told.lacking, 84, side="right", bold=lambda _post: True),
    )


def _running(row: Holding | SentForce) -> bool:
    return row.stand is Stand.RUNNING


def _no_head() -> str:
    return ""


def _nothing(_row: object) -> str:
    return ""
