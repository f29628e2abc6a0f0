"""How a waiting order and a refused command are told: standing, times, and both sides field by field."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from enum import Enum
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QCoreApplication

from app.desk.pending import WaitingRow
from app.desk.ports import Standing
from app.desk.words import Words
from app.domain.catalogue import Severity
from app.domain.incident import Channel
from app.domain.refusal import RefusalState
from ui.common.formatting import moment_near
from ui.pending.box import RefusedLine, Told
from ui.queue.telling import short_number

NOTHING = "—"
STANDING_ICONS = {
    Standing.WAITING: "pending",
    Standing.SENT: "outbox",
    Standing.PROVISIONAL: "lock",
    Standing.LIKELY_REFUSED: "warning",
}
# A field of a command and the field of the case that it would have set.
SAME = {"force": "holder", "micro": "grid"}
SKIPPED = frozenset({"saw", "saw_tier", "saw_class", "saw_severity", "incident", "lon", "lat"})
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
LONGEST = 400


class Fact(Struct, frozen=True):
    """One line of the comparison: what it is about, what was there when the command was given, and both sides."""

    label: str
    before: str
    mine: str
    now: str

    @property
    def differs(self) -> bool:
        """Whether both sides say something, and not the same."""
        return bool(self.mine and self.now) and self.mine != self.now


class PendingTelling:
    """Words of the outbox and the box, in the language set last."""

    def __init__(self, words: Words, now: Callable[[], datetime]) -> None:
        self.words = words
        self._now = now

    def waiting(self, line: WaitingRow) -> str:
        """«1024 派遣»."""
        return f"{short_number(line.number)} {self.words.command(line.command)}".strip()

    def standing(self, line: WaitingRow) -> str:
        """Where the order stands, in words."""
        translate = QCoreApplication.translate
        return {
            Standing.WAITING: translate("Pending", "待发"),
            Standing.SENT: translate("Pending", "已发出，等答复"),
            Standing.PROVISIONAL: translate("Pending", "联机后重新确认"),
            Standing.LIKELY_REFUSED: translate("Pending", "可能被拒"),
        }[line.standing]

    def kept(self, line: WaitingRow) -> str:
        """Why the order cannot be taken back here, empty if it can."""
        return self.words.tell(line.kept, line.why_kept) if line.kept else ""

    def reason(self, line: WaitingRow) -> str:
        """Why the order will likely be refused, empty for no reason."""
        return self.words.tell(line.problem, _short(line.data or {}, {})) if line.problem else ""

    def under(self, line: WaitingRow) -> str:
        """The second line of an order: when, what about, or why it will likely be refused."""
        if line.standing is Standing.LIKELY_REFUSED:
            return " ".join(part for part in (self.standing(line), self.reason(line)) if part)
        parts = (self.moment(line.since), line.subject, self.standing(line))
        return " · ".join(part for part in parts if part)

    def moment(self, moment: datetime) -> str:
        """A moment as short as it stays clear."""
        return moment_near(moment, now=self._now())

    def verb(self, line: RefusedLine) -> str:
        """The act that was refused."""
        return self.words.command(line.row.refusal.verb)

    def subject(self, line: RefusedLine) -> str:
        """What it was about: the case's class or title, else the first name that the command holds."""
        case = line.row.case
        named = self.words.event_class(case.event_class) if case and case.event_class else ""
        return named or line.row.title or next(iter(line.names.values()), "")

    def sentence(self, line: RefusedLine) -> str:
        """The refusal in words, names in place of ids."""
        refusal = line.row.refusal
        return self.words.tell(refusal.problem, _short(refusal.data, line.names))

    def tell(self, told: Told, line: RefusedLine) -> str:
        """Another problem in words."""
        return self.words.tell(told.number, _short(told.data, line.names))

    def who(self, line: RefusedLine) -> str:
        """Who gave the command and when."""
        refusal = line.row.refusal
        name = refusal.author_name or line.names.get(refusal.author, refusal.author)
        return f"{name} {self.moment(refusal.occurred_at)}"

    def under_refused(self, line: RefusedLine) -> str:
        """The second line of a refusal: who gave it and when it was refused."""
        text = QCoreApplication.translate("Pending", "{who}，{time} 被拒")
        return text.format(who=self.who(line), time=self.moment(line.row.refusal.refused_at))

    def settled(self, line: RefusedLine, became: RefusalState, note: str = "") -> str:
        """«派遣 1024 已放弃», with the note if there is one."""
        translate = QCoreApplication.translate
        told = {
            RefusalState.DONE_AGAIN: translate("Pending", "{act} {number} 已重新办理"),
            RefusalState.HANDED_OVER: translate("Pending", "{act} {number} 已移交"),
            RefusalState.DISCARDED: translate("Pending", "{act} {number} 已放弃"),
        }[became]
        words = " ".join(told.format(act=self.verb(line), number=short_number(line.row.number)).split())
        return translate("Pending", "{what}：{note}").format(what=words, note=note) if note else words

    def facts(self, line: RefusedLine) -> tuple[Fact, ...]:
        """Both sides, the step first, then the fields of the command, then what else is there now."""
        given, saw, now = line.given, line.saw, dict(line.now)
        head = next((key for key in ("state", "duty", "progress") if key in now or key in saw), "state")
        found = (
            []
            if head != "state"
            else [
                Fact(
                    self.label(head),
                    self.value(head, saw.get(head), line),
                    self.verb(line),
                    self.value(head, now.pop(head, None), line),
                )
            ]
        )
        for name in given.__struct_fields__ if given is not None else ():
            other = SAME.get(name, name)
            mine = self.value(name, getattr(given, name), line)
            if name in SKIPPED or not mine or (name == "force" and "duty" in line.now):
                continue
            there = self.value(other, now.pop(other, None), line)
            found.append(Fact(self.label(other), self.value(other, saw.get(other), line), mine, there))
        for name, value in now.items():
            if there := self.value(name, value, line):
                found.append(Fact(self.label(name), self.value(name, saw.get(name), line), "", there))
        return tuple(found)

    def label(self, field: str) -> str:
        """What people call a field."""
        translate = QCoreApplication.translate
        named = {
            "state": translate("Pending", "步骤"),
            "duty": translate("Pending", "值守状态"),
            "progress": translate("Pending", "进展"),
            "holder": translate("Pending", "主办"),
            "helpers": translate("Pending", "协办"),
            "severity": translate("Pending", "等级"),
            "tier": translate("Pending", "层级"),
            "event_class": translate("Pending", "类别"),
            "grid": translate("Pending", "网格"),
            "promised_at": translate("Pending", "承诺时间"),
            "arrive_by": translate("Pending", "到场时限"),
            "until": translate("Pending", "截至"),
            "deadline": translate("Pending", "期限"),
            "into": translate("Pending", "并入"),
            "override": translate("Pending", "破例理由"),
            "said": translate("Pending", "报告方式"),
            "outcome": translate("Pending", "结果"),
            "items": translate("Pending", "交接事项"),
        }
        name = named.get(field) or self.words.name("field", field)
        return f"{name[:1].upper()}{name[1:]}"

    def value(self, field: str, value: Any, line: RefusedLine) -> str:
        """A value in words; empty for what says nothing to a person."""
        if value is None or isinstance(value, bool | Struct) or value in ("", ()):
            return ""
        if isinstance(value, datetime):
            return self.moment(value)
        if isinstance(value, Severity):
            return self.words.severity(value)
        if isinstance(value, Channel):
            return self.words.channel(value)
        if isinstance(value, Enum):
            return self.words.name(type(value).__name__.lower(), str(value.value))
        if isinstance(value, tuple):
            return self._several(value, line)
        if field == "event_class":
            return self.words.event_class(str(value))
        return self._text(str(value), line)

    def _several(self, values: tuple[Any, ...], line: RefusedLine) -> str:
        if all(isinstance(value, str) for value in values):
            comma = ", " if self.words.english else "、"
            return comma.join(line.names.get(value, value) for value in values)
        return QCoreApplication.translate("Pending", "{count} 项").format(count=len(values))

    def _text(self, text: str, line: RefusedLine) -> str:
        if text in line.names:
            return short_number(line.names[text])
        if _ID.fullmatch(text):
            return ""
        for rows in self.words.reference.reasons.values():
            for row in rows:
                if row.key == text:
                    return row.name_en if self.words.english and row.name_en else row.name
        return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _short(data: dict[str, str], names: dict[str, str]) -> dict[str, str]:
    """The facts of a problem with names in place of ids and numbers as people say them."""
    return {fact: short_number(value) if fact == "number" else names.get(value, value) for fact, value in data.items()}
