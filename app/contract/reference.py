"""The shipped reference data: catalogue, limits, names and sentences, read once at start and handed on as an argument."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from app.domain.catalogue import PART, Catalogue, ClassKind, EventClass, Reason, Severity, Tier
from app.domain.deadline import Clock, Term
from app.domain.ids import SHANGHAI
from app.domain.problems import Problem
from app.domain.terms import Terms, Timer

RESOURCES = Path(__file__).resolve().parents[2] / "resources"

CHINESE = "zh"
ENGLISH = "en"


class Limit(Struct, frozen=True):
    """A limit as the tables write it: clock, amount, unit."""

    kind: Clock
    amount: float
    unit: str = "hour"

    def term(self) -> Term:
        """The limit in the hours or days of its clock."""
        return Term(self.kind, self.amount / 60 if self.unit == "minute" else self.amount)


class NamedRow(Struct, frozen=True):
    """A row of any code table: a key with its Chinese and English name."""

    key: str = ""
    name: str = ""
    name_en: str = ""
    id: str = ""
    code: str = ""
    act: str = ""
    needs_note: bool = False


class _EventRow(Struct, frozen=True):
    scheme: str
    code: str
    major: str
    name: str
    name_en: str
    key: str
    severity: Severity
    level: Tier
    limit: Limit | None = None
    public_safety: bool = False
    department: str | None = None
    skills: tuple[str, ...] = ()
    assumption: bool = False


class _Events(Struct, frozen=True):
    rows: list[_EventRow]
    majors: list[NamedRow]


class _Keyed(Struct, frozen=True):
    key: str
    limit: Limit


class _TermRow(Struct, frozen=True):
    key: str
    limits: dict[Severity, Limit | None]


class _Bound(Struct, frozen=True):
    key: str
    value: float


class _TermsFile(Struct, frozen=True):
    windows: list[_Keyed]
    bounds: list[_Bound]
    rows: list[_TermRow]


class _Nature(Struct, frozen=True):
    key: str
    overall: Limit | None = None


class _Natures(Struct, frozen=True):
    rows: list[_Nature]


class _Rows(Struct, frozen=True):
    rows: list[NamedRow]


class Sentence(Struct, frozen=True):
    """The words of a problem in both languages, with places for its facts."""

    key: str
    zh: str
    en: str


class Reference(Struct, frozen=True, kw_only=True):
    """All shipped reference data. `names` maps table -> key -> (Chinese, English); `reasons` the coded reasons by act."""

    catalogue: Catalogue
    terms: Terms
    names: dict[str, dict[str, tuple[str, str]]]
    reasons: dict[str, tuple[NamedRow, ...]]
    sentences: dict[int, Sentence]

    def say(self, problem: Problem, language: str = CHINESE) -> str:
        """The problem as one sentence for people, with its number."""
        return self.tell(problem.code.value, problem.data, language)

    def tell(self, number: int, data: dict[str, str], language: str = CHINESE) -> str:
        """The sentence of a problem number with these facts; facts that are missing are left blank."""
        found = self.sentences.get(number)
        if found is None:
            return f"〔{number}〕{'，'.join(data.values())}"
        facts = _Blank({fact: self._spoken(fact, value, language) for fact, value in data.items()})
        if language == ENGLISH:
            return f"{found.en.format_map(facts)} [{number}]"
        return f"{found.zh.format_map(facts)}〔{number}〕"

    def _spoken(self, fact: str, value: str, language: str) -> str:
        """The fact in words: moments as wall time, codes of the tables that it may come from by their names, one by one."""
        if fact in MOMENTS:
            return _wall_time(value)
        tables = SPOKEN.get(fact, ())
        if not tables:
            return value
        parts = [self._first_name(tables, part, language) for part in value.split("、")]
        return (", " if language == ENGLISH else "、").join(parts)

    def _first_name(self, tables: tuple[str, ...], key: str, language: str) -> str:
        named = (self.name(table, key, language) for table in tables if key in self.names.get(table, {}))
        return next(named, key)

    def name(self, table: str, key: str, language: str = CHINESE) -> str:
        """What people call a key of a table; the key itself where nobody named it."""
        found = self.names.get(table, {}).get(key)
        if found is None:
            return key
        return found[1] if language == ENGLISH and found[1] else found[0]


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def _wall_time(value: str) -> str:
    """An ISO moment with its zone as Shanghai wall time; anything else as it is."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" if moment.tzinfo else value


# The facts of a problem that are moments.
MOMENTS = frozenset({"until", "since", "starts", "claimed"})

# The facts of a problem that are codes, and the tables that name them.
SPOKEN: dict[str, tuple[str, ...]] = {
    "roles": ("role",),
    "role": ("role",),
    "state": ("state",),
    "step": ("verb",),
    "tier": ("tier",),
    "level": ("level",),
    "stage": ("stage",),
    "wanted": ("stage", "progress"),
    "saw": ("state", "duty", "progress", "tier", "handover"),
    "now": ("state", "duty", "progress", "tier", "handover"),
    "command": ("command",),
    "act": ("lent",),
    "field": ("field",),
    "kind": ("kind", "grid_kinds"),
}

TABLES = ("severities", "sources", "natures", "levels", "roles", "grid_kinds", "departments", "towns", "forces", "shifts")


def load_reference(folder: Path = RESOURCES / "codes") -> Reference:
    """All tables of the folder; a broken table is a defect of the installation and raises at once."""
    events, parts = (msgspec.json.decode((folder / file).read_bytes(), type=_Events) for file in ("events.json", "parts.json"))
    reasons = msgspec.json.decode((folder / "reasons.json").read_bytes(), type=_Rows).rows
    return Reference(
        catalogue=_catalogue(events, parts, reasons),
        terms=_terms(folder),
        names={table: _names(folder / f"{table}.json") for table in TABLES} | _words(folder),
        reasons={act: tuple(row for row in reasons if row.act == act) for act in sorted({row.act for row in reasons})},
        sentences=_sentences(folder / "problems"),
    )


def _catalogue(events: _Events, parts: _Events, reasons: list[NamedRow]) -> Catalogue:
    tables = ((events, "", ClassKind.EVENT), (parts, PART, ClassKind.PART))
    classes = (_class(row, mark, kind) for table, mark, kind in tables for row in table.rows)
    majors = {mark + row.code: (row.name, row.name_en) for table, mark, _ in tables for row in table.majors}
    coded = {
        act: tuple(Reason(row.key, row.needs_note) for row in reasons if row.act == act) for act in {row.act for row in reasons}
    }
    return Catalogue({row.code: row for row in classes}, majors, coded)


def _class(row: _EventRow, mark: str, kind: ClassKind) -> EventClass:
    """A class of the catalogue; the one limit of a part is picked by us from those that the table has by condition."""
    return EventClass(
        scheme=row.scheme,
        code=mark + row.code,
        major=mark + row.major,
        name=row.name,
        kind=kind,
        name_en=row.name_en,
        key=row.key,
        term=row.limit.term() if row.limit else None,
        severity=row.severity,
        tier=row.level,
        public_safety=row.public_safety,
        department=row.department or "",
        skills=row.skills,
        assumed=row.assumption or kind is ClassKind.PART,
    )


def _terms(folder: Path) -> Terms:
    file = msgspec.json.decode((folder / "terms.json").read_bytes(), type=_TermsFile)
    natures = msgspec.json.decode((folder / "natures.json").read_bytes(), type=_Natures).rows
    windows = {row.key: row.limit.term() for row in file.windows}
    bounds = {row.key: row.value for row in file.bounds}
    known = {timer.value for timer in Timer}
    steps = {
        Timer(row.key): {severity: limit.term() for severity, limit in row.limits.items() if limit is not None}
        for row in file.rows
        if row.key in known
    }
    return Terms(
        steps=steps,
        hotline={row.key: row.overall.term() for row in natures if row.overall is not None},
        evaluation=steps[Timer.EVALUATE][Severity.NORMAL],
        reopening=windows["reopen_window"],
        merge_undo=windows["merge_undo"],
        ledger_review=windows["ledger_review"],
        reported_within=windows["reported_within"],
        waits_at_most=int(bounds["suspend_limit"]),
        longest_wait=windows["longest_wait"],
        extension_share=bounds["extend_percent"] / 100,
        extensions_at_most=int(bounds["extend_limit"]),
        reopenings_at_most=int(bounds["reopen_limit"]),
        unconfirmed_days=int(bounds["unconfirmed_days"]),
        returns_at_most=int(bounds["bounce_limit"]),
        snooze_least=int(bounds["snooze_minutes_min"]),
        snooze_longest=int(bounds["snooze_minutes_max"]),
    )


def _names(file: Path) -> dict[str, tuple[str, str]]:
    tables = msgspec.json.decode(file.read_bytes(), type=dict[str, msgspec.Raw])
    named: dict[str, tuple[str, str]] = {}
    for raw in tables.values():
        for row in _named_rows(raw):
            key = row.key or row.id or row.code
            if key and row.name:
                named[key] = (row.name, row.name_en)
    return named


def _named_rows(raw: msgspec.Raw) -> list[NamedRow]:
    try:
        return msgspec.json.decode(raw, type=list[NamedRow])
    except msgspec.ValidationError:
        return []  # a note, a flag or a plain list beside the rows


def _words(folder: Path) -> dict[str, dict[str, tuple[str, str]]]:
    """The names of states, verbs, outcomes and the like, which no official table gives."""
    words = msgspec.json.decode((folder / "words.json").read_bytes(), type=dict[str, dict[str, tuple[str, str]]])
    return words


def _sentences(folder: Path) -> dict[int, Sentence]:
    found: dict[int, Sentence] = {}
    for file in sorted(folder.glob("*.json")):
        rows = msgspec.json.decode(file.read_bytes(), type=dict[str, Sentence])
        found.update({int(number): sentence for number, sentence in rows.items()})
    return found
