"""The words of the weekly workspace: phases, panels, plots, facts."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from app.desk.meeting import WeekRow, Workspace
from app.desk.panel_facts import Fact
from app.desk.words import Words
from app.domain.meeting import Meeting, Stage
from ui.common.formatting import Language, hour_minute, local, month_day, number, week
from ui.common.steps import Stand, Step

PHASES = (
    Stage.PREPARING,
    Stage.FROZEN,
    Stage.HELD,
    Stage.DRAFTED,
    Stage.CHECKED,
    Stage.ISSUED,
    Stage.FOLLOWED,
    Stage.ARCHIVED,
)


def language_of(words: Words) -> Language:
    """The language of times and numbers."""
    return Language(words.language)


def week_words(row: WeekRow, words: Words) -> str:
    """«第 46 周 11-09 至 11-15»."""
    text = QCoreApplication.translate("Meeting", "{week}  {first} 至 {last}")
    number_words = week(int(row.week[-2:]), language_of(words))
    return text.format(week=number_words, first=month_day(row.first_day), last=month_day(row.last_day))


def phases(found: Workspace, words: Words) -> tuple[Step, ...]:
    """The eight phases; the current one is the next to be reached, with what it waits for under it."""
    stage = found.stage
    reached = -1 if stage is None else PHASES.index(Stage.PREPARING if stage is Stage.FREEZING else stage)
    steps = []
    for place, phase in enumerate(PHASES):
        stand = Stand.DONE if place <= reached else Stand.CURRENT if place == reached + 1 else Stand.AHEAD
        note = _when(found.meeting, phase) if stand is Stand.DONE else ""
        if stage is Stage.FREEZING and phase is Stage.FROZEN:
            note = words.name("stage", Stage.FREEZING.value)
        steps.append(Step(words.name("stage", phase.value), stand, note))
    return tuple(steps)


def _when(meeting: Meeting | None, phase: Stage) -> str:
    if meeting is None:
        return ""
    moments = {
        Stage.PREPARING: meeting.opened_at,
        Stage.FROZEN: meeting.frozen_at,
        Stage.HELD: meeting.held_at,
        Stage.DRAFTED: meeting.drafted_at,
        Stage.CHECKED: meeting.checked_at,
        Stage.ISSUED: meeting.issued_at,
    }
    moment = moments.get(phase)
    return moment_words(moment) if moment else ""


def moment_words(moment: datetime) -> str:
    """`11-18 12:00`."""
    return f"{month_day(local(moment).date())} {hour_minute(moment)}"


PANELS = ("actions", "volume", "mix", "heat", "timeliness", "repeats", "workload")
"""The panels of a week in the order of the gallery."""


def panel_name(key: str) -> str:
    """What a panel is called."""
    translate = QCoreApplication.translate
    names = {
        "actions": translate("Meeting", "上次决定"),
        "volume": translate("Meeting", "件量"),
        "mix": translate("Meeting", "类别来源"),
        "heat": translate("Meeting", "网格×类别"),
        "timeliness": translate("Meeting", "时限"),
        "repeats": translate("Meeting", "重复高发"),
        "workload": translate("Meeting", "力量负荷"),
    }
    return names.get(key, key)


def plot_name(name: str) -> str:
    """What a plot shows."""
    translate = QCoreApplication.translate
    names = {
        "weeks": translate("Meeting", "每周件数"),
        "days": translate("Meeting", "每日件数"),
        "classes": translate("Meeting", "类别，竖线为前一周"),
        "sources": translate("Meeting", "来源，竖线为前一周"),
        "severities": translate("Meeting", "等级，竖线为前一周"),
        "cells": translate("Meeting", "网格×类别件数"),
        "rates": translate("Meeting", "每周按时率 %"),
        "ages": translate("Meeting", "逾期件，按天数"),
        "places": translate("Meeting", "高发点位件数"),
        "chains": translate("Meeting", "未解决的重复，天数"),
        "forces": translate("Meeting", "案件时，竖线为中位数"),
    }
    return names.get(name, name)


def fact_name(name: str) -> str:
    """What a number of a panel is."""
    return _whole_facts().get(name) or _part_facts().get(name) or name


def _whole_facts() -> dict[str, str]:
    translate = QCoreApplication.translate
    return {
        "received": translate("Meeting", "本周受理"),
        "withdrawn": translate("Meeting", "不予立案或作废"),
        "week_before": translate("Meeting", "前一周"),
        "year_before": translate("Meeting", "去年同周"),
        "on_time": translate("Meeting", "按时办结"),
        "owed": translate("Meeting", "应结"),
        "late_closed": translate("Meeting", "逾期后办结"),
        "late_open": translate("Meeting", "逾期未结"),
        "suspended": translate("Meeting", "缓办"),
        "untold": translate("Meeting", "办结时间不明"),
        "on_time_before": translate("Meeting", "前一周按时"),
        "owed_before": translate("Meeting", "前一周应结"),
        "first_time": translate("Meeting", "一次办成"),
        "closed": translate("Meeting", "本周办结"),
        "median_hours": translate("Meeting", "半数办结用时"),
        "still_open": translate("Meeting", "近四周未结"),
        "recent_withdrawn": translate("Meeting", "近四周不予立案或作废"),
        "recent_untold": translate("Meeting", "近四周办结时间不明"),
        "overdue": translate("Meeting", "现有逾期，含历史未结"),
        "oldest_days": translate("Meeting", "逾期最久"),
        "repeats": translate("Meeting", "重复"),
        "placed": translate("Meeting", "写明地点"),
        "repeats_before": translate("Meeting", "前一周重复"),
        "at_places": translate("Meeting", "高发点位合计"),
        "handled": translate("Meeting", "本周办结"),
        "in_hand": translate("Meeting", "在办，含历史未结"),
        "case_hours": translate("Meeting", "案件时"),
        "complete": translate("Meeting", "类别和网格齐全"),
        "actions_total": translate("Meeting", "待查的决定和行动项"),
        "actions_done": translate("Meeting", "办结"),
        "actions_running": translate("Meeting", "进行"),
        "actions_overdue": translate("Meeting", "逾期"),
        "actions_cancelled": translate("Meeting", "取消"),
        "actions_to_quarterly": translate("Meeting", "提交季度联席会议"),
        "gap_class": translate("Meeting", "缺类别"),
        "gap_unit": translate("Meeting", "缺网格"),
        "gap_micro": translate("Meeting", "缺小微网格"),
        "gap_place": translate("Meeting", "缺地点"),
        "gap_due": translate("Meeting", "缺时限"),
        "gap_closing": translate("Meeting", "缺办结时间"),
    }


def _part_facts() -> dict[str, str]:
    translate = QCoreApplication.translate
    return {
        "day": translate("Meeting", "当日"),
        "period": translate("Meeting", "当周"),
        "class": translate("Meeting", "类别"),
        "class_before": translate("Meeting", "类别，前一周"),
        "source": translate("Meeting", "来源"),
        "source_before": translate("Meeting", "来源，前一周"),
        "severity": translate("Meeting", "等级"),
        "severity_before": translate("Meeting", "等级，前一周"),
        "grid": translate("Meeting", "网格"),
        "cell": translate("Meeting", "网格和类别"),
        "age": translate("Meeting", "逾期天数"),
        "class_on_time": translate("Meeting", "类别，按时"),
        "class_owed": translate("Meeting", "类别，应结"),
        "class_median": translate("Meeting", "类别，半数办结用时"),
        "week_on_time": translate("Meeting", "当周按时"),
        "week_owed": translate("Meeting", "当周应结"),
        "place": translate("Meeting", "点位"),
        "place_repeats": translate("Meeting", "点位，重复"),
        "micro": translate("Meeting", "小微网格"),
        "chain": translate("Meeting", "重复链"),
        "chain_open": translate("Meeting", "重复链，未结"),
        "chain_age": translate("Meeting", "重复链，已有"),
        "force_hours": translate("Meeting", "力量，案件时"),
        "force_new": translate("Meeting", "力量，新增"),
        "force_handled": translate("Meeting", "力量，办结"),
        "force_open": translate("Meeting", "力量，在办"),
        "force_overdue": translate("Meeting", "力量，逾期"),
        "per_duty_hour": translate("Meeting", "力量，每在岗时案件时"),
        "per_person": translate("Meeting", "力量，人均新增"),
    }


def fact_words(fact: Fact) -> str:
    """What a number is, of which thing."""
    name = fact_name(fact.name)
    return f"{name} · {fact.label}" if fact.label else name


def fact_value(fact: Fact) -> str:
    """The number as printed: a measure with its unit, a count with its share."""
    if fact.unit:
        return measure_words(fact.measure, fact.unit)
    share = f" · {number(fact.percent, 1)} %" if fact.percent is not None else ""
    return f"{number(fact.count)}{share}"


def measure_words(value: float | None, unit: str) -> str:
    """«58 小时», «12.3 天», a dash where it cannot be said."""
    translate = QCoreApplication.translate
    units = {"hours": translate("Meeting", "{value} 小时"), "days": translate("Meeting", "{value} 天")}
    if value is None:
        return "—"
    digits = 0 if value == int(value) else 1 if unit in units else 2
    return units.get(unit, "{value}").format(value=number(value, digits))
