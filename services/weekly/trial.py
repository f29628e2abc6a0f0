"""本地试算: the week as this desk can tell it from its cache, by the same rules as the centre's package."""

from __future__ import annotations

from datetime import UTC, datetime

from app.analysis.behind import select
from app.analysis.columns import ActionColumns, IncidentColumns
from app.analysis.figures import ActionsBehind, Behind
from app.analysis.frame import WeekFrame
from app.analysis.weekly import WeeklyPackage
from app.contract.reference import Reference
from app.desk.ports import Cache
from app.domain.ids import SHANGHAI, is_week, week_range
from app.domain.meeting import ActionItem
from app.domain.problems import Code, Problem
from services.records.figures import action_of, case_of, package_of, weekly_input

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class TrialFigures:
    """Fulfils the desk's `Figures`. Store lane only."""

    def __init__(self, cache: Cache, reference: Reference) -> None:
        self._cache = cache
        self._reference = reference

    def trial(self, area: str, week: str) -> WeeklyPackage:
        """The figures of the week as of now, marked provisional.

        WEEK_UNKNOWN for a week that does not exist, WEEK_NOT_KEPT for one of which this desk has let cases go.
        """
        if not is_week(week):
            raise Problem(Code.WEEK_UNKNOWN, week=week)
        now = datetime.now(UTC)
        kept = self._cache.kept_since(area)
        since = None if kept is None else kept.astimezone(SHANGHAI).date()
        if kept is not None and week_range(week)[0] < kept:
            raise Problem(Code.WEEK_NOT_KEPT, week=week, since=since)
        cases = self._cache.cases_between(area, EPOCH, now)
        given = weekly_input(
            self._cache, self._reference, area=area, week=week, cutoff=now, provisional=True, cases=cases, since=since
        )
        return package_of(given)

    def behind(self, package: WeeklyPackage, behind: Behind) -> tuple[str, ...]:
        """The ids of the cases (or actions) behind a number, as the cache knows them now, in the order of occurrence."""
        frame = WeekFrame(
            area=package.area,
            week=package.week,
            cutoff=package.cutoff,
            zone=package.zone,
            since=package.since,
            provisional=package.provisional,
            parameters=package.parameters,
        )
        if isinstance(behind, ActionsBehind):
            items = [action_of(item) for item in self._cache.find(ActionItem, area=frame.area)]
            columns = ActionColumns(tuple(items))
            return tuple(items[index].id for index in select(columns, behind, frame))
        incidents = self._cache.cases_between(frame.area, EPOCH, frame.cutoff)
        cases = IncidentColumns.of(case_of(incident, self._reference, frame.cutoff) for incident in incidents)
        return tuple(str(cases.ids[index]) for index in select(cases, behind, frame))
