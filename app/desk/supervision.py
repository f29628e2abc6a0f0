"""The order of a supervision as a paper (督办单, I25): which case, what is demanded, until when, and room for the answer."""

from __future__ import annotations

from datetime import date, datetime

from app.contract.reference import CHINESE, Reference
from app.desk.document import Align, Block, Column, Document, DocumentKind, Heading, Para, Profile, SignLine, Table
from app.desk.incident import CaseDetail
from app.desk.masking import masked
from app.domain.catalogue import Tier
from app.domain.ids import SHANGHAI
from app.domain.incident import Verb


def supervision_sheet(found: CaseDetail, reference: Reference, *, area_name: str, today: date) -> Document:
    """The sheet as of today. ValueError for a case that is not under supervision."""
    supervision = found.case.supervision
    if supervision is None:
        raise ValueError("a case without supervision has no sheet")
    blocks: tuple[Block, ...] = (
        _facts(found, reference),
        Heading("一、督办要求"),
        Para.plain(masked(supervision.demand)),
        Heading("二、办结期限"),
        Para.plain(f"请于{_moment(supervision.deadline)}前办结并反馈。{_reminded(found)}"),
        Heading("三、办理情况"),
        Para.plain("（由承办单位填写，附佐证材料）"),
        SignLine("承办人签名"),
        SignLine("督办人签名"),
    )
    return Document(
        kind=DocumentKind.SUPERVISION,
        profile=Profile.GBT9704,
        mark=f"{area_name}督办单",
        issue=found.case.called,
        issuer=f"{area_name}城运分中心",
        date=today,
        title=(f"关于{masked(found.case.title)[:30]}的督办单",),
        blocks=blocks,
        sample=found.case.drill,
    )


def _facts(found: CaseDetail, reference: Reference) -> Table:
    case, supervision = found.case, found.case.supervision
    place = " ".join(part for part in (found.row.grid_name, masked(case.place)) if part)
    rows = (
        ("案卷编号", case.called),
        (
            "类别、级别",
            f"{reference.catalogue.name(case.event_class)}、{reference.name('severities', case.severity.value, CHINESE)}",
        ),
        ("地点", place),
        ("上报时间", _moment(case.reported_at)),
        ("现状", reference.name("state", case.state.value, CHINESE)),
        ("层级", _chain(found, reference)),
        ("承办", " ".join(part for part in (found.row.holder_name, case.handler) if part) or "尚未派遣"),
        ("片区网格长", found.accountable or "空缺"),
        ("督办人、时间", f"{supervision.by_name}、{_moment(supervision.at)}" if supervision else ""),
    )
    return Table(columns=(Column("项目", 36, Align.LEFT), Column("内容")), rows=rows)


def _chain(found: CaseDetail, reference: Reference) -> tuple[str, ...]:
    """自治→共治→牵头 with the time of each step and of its acknowledgement (workflow, 5)."""
    case = found.case
    moves = [entry for entry in found.entries if entry.verb in (Verb.RAISED, Verb.LOWERED) and entry.before]
    first = min(moves, key=lambda entry: (entry.at, entry.id), default=None)
    began = Tier(first.before) if first else case.tier
    later = [(step.tier, step.at, step.acknowledged_at) for step in case.tiers]
    steps = later if later and later[0][0] is began else [(began, case.reported_at, None), *later]
    lines = []
    for place, (tier, at, acknowledged) in enumerate(steps):
        arrow, seen = "→" if place else "", f"，{_moment(acknowledged)}确认" if acknowledged else ""
        lines.append(f"{arrow}{reference.name('tier', tier.value, CHINESE)} {_moment(at)}{seen}")
    return tuple(lines)


def _reminded(found: CaseDetail) -> str:
    step = found.case.step_due
    return f"本环节时限至{_moment(step)}，督办不改变原时限。" if step is not None else "督办不改变原时限。"


def _moment(moment: datetime) -> str:
    local = moment.astimezone(SHANGHAI)
    return f"{local.year}年{local.month}月{local.day}日{local:%H:%M}"
