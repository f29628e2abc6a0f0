"""How posts, roles, lent acts, forces sent down and figures of posts are told."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from app.desk.staff import Holding, Post, SentForce, Sort, Stand
from app.desk.words import Words
from ui.common.formatting import MISSING, local


class StaffTelling:
    """Words of the three lists, in the language set last."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def sort(self, held: Holding) -> str:
        """任职, 角色, 委托."""
        translate = QCoreApplication.translate
        return {
            Sort.POST: translate("Staff", "任职"),
            Sort.ROLE: translate("Staff", "角色"),
            Sort.LOAN: translate("Staff", "委托"),
        }[held.sort]

    def what(self, held: Holding) -> str:
        """The office, the role, or the lent acts."""
        table = {Sort.POST: "office", Sort.ROLE: "role", Sort.LOAN: "lent"}[held.sort]
        told = self._comma().join(self.words.name(table, key) for key in held.keys)
        return f"{told[:1].upper()}{told[1:]}"

    def holder(self, held: Holding) -> str:
        """The person; of a loan who lends to which role: «周建国 → 值守员»."""
        if held.sort is not Sort.LOAN:
            return held.holder
        return f"{held.giver} → {self.words.name('role', held.holder)}"

    def place(self, held: Holding) -> str:
        """Where it holds."""
        return held.place_name

    def term(self, held: Holding | SentForce) -> str:
        """«2026-01-01 起», «2026-01-01 至 2026-12-31»."""
        translate = QCoreApplication.translate
        if held.until is None:
            return translate("Staff", "{since} 起").format(since=self._day(held.since))
        return translate("Staff", "{since} 至 {until}").format(since=self._day(held.since), until=self._day(held.until))

    def stand(self, held: Holding | SentForce) -> str:
        """Whether it holds now."""
        translate = QCoreApplication.translate
        return {
            Stand.RUNNING: translate("Staff", "现行"),
            Stand.COMING: translate("Staff", "未到期初"),
            Stand.ENDED: translate("Staff", "已到期"),
            Stand.REVOKED: translate("Staff", "已撤销"),
        }[held.stand]

    def in_a_line(self, held: Holding) -> str:
        """«委托：片区派遣，周建国 → 值守员»."""
        translate = QCoreApplication.translate
        told = translate("Staff", "{sort}：{what}，{holder}")
        return told.format(sort=self.sort(held), what=self.what(held), holder=self.holder(held))

    def sender(self, sent: SentForce) -> str:
        """The department or town that has sent it."""
        return self.department(sent.sent_by)

    def department(self, key: str) -> str:
        """What people call a department or a town."""
        return self.words.name("departments", self.words.name("towns", key))

    def figure(self, post: Post) -> str:
        """How many are planned, a dash while nobody has set it."""
        return MISSING if post.planned is None else str(post.planned)

    def lacking(self, post: Post) -> str:
        """How many are missing or over: «缺 3», «超 1», empty when it is even or nothing is planned."""
        translate = QCoreApplication.translate
        if post.planned is None or post.planned == post.in_post:
            return ""
        short = post.planned - post.in_post
        text = translate("Staff", "缺 {count}") if short > 0 else translate("Staff", "超 {count}")
        return text.format(count=abs(short))

    def _comma(self) -> str:
        return ", " if self.words.english else "、"

    @staticmethod
    def _day(moment: datetime) -> str:
        wall = local(moment)
        return f"{wall:%Y-%m-%d}" if (wall.hour, wall.minute) == (0, 0) else f"{wall:%Y-%m-%d %H:%M}"
