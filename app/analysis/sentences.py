"""One generated sentence a panel, in both languages, from the numbers of the panel and nothing else."""

from __future__ import annotations

from app.analysis import chinese, english
from app.analysis.actions import ActionsPanel
from app.analysis.completeness import Completeness
from app.analysis.figures import Sentence
from app.analysis.heat import HeatPanel
from app.analysis.mix import MixPanel
from app.analysis.repeats import RepeatsPanel
from app.analysis.timeliness import TimelinessPanel
from app.analysis.volume import VolumePanel
from app.analysis.workload import WorkloadPanel

Panel = ActionsPanel | VolumePanel | MixPanel | HeatPanel | TimelinessPanel | RepeatsPanel | WorkloadPanel
"""A panel of the weekly meeting."""


def sentence(panel: Panel | Completeness) -> Sentence:
    """What the panel says; "本周无信号" is a full answer."""
    match panel:
        case ActionsPanel():
            return Sentence(chinese.actions(panel), english.actions(panel))
        case VolumePanel():
            return Sentence(chinese.volume(panel), english.volume(panel))
        case MixPanel():
            return Sentence(chinese.mix(panel), english.mix(panel))
        case HeatPanel():
            return Sentence(chinese.heat(panel), english.heat(panel))
        case TimelinessPanel():
            return Sentence(chinese.timeliness(panel), english.timeliness(panel))
        case RepeatsPanel():
            return Sentence(chinese.repeats(panel), english.repeats(panel))
        case WorkloadPanel():
            return Sentence(chinese.workload(panel), english.workload(panel))
        case Completeness():
            return Sentence(chinese.completeness(panel), english.completeness(panel))
