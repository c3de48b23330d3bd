"""The plans of a course's visits along the chain: each follows from the visits before it."""

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date, timedelta

from ivig_scheduler.domain.naive import EarlierVisit, is_naive_like
from ivig_scheduler.domain.visit_plans import ComputedVisit, VisitPlanner


class PlanChain:
    """Gives the plan of a visit from the last visit of the course and how many there were.

    `earlier` are the patient's other visits, of whatever course and day. Two ways to the same last
    day with as many infusions (counted up to what the rate tables ask for) have the same future.
    """

    def __init__(self, planner: VisitPlanner, earlier: Iterable[EarlierVisit]) -> None:
        self._planner = planner
        self._product_id = planner.context.product.id
        self._gap = planner.context.settings.whole("naive.gap")
        self._by_day: dict[date, EarlierVisit] = {}
        own = []
        for visit in earlier:
            self._by_day.setdefault(visit.day, visit)
            if visit.product_id == self._product_id:
                own.append(visit.day)
        self._days = sorted(self._by_day)
        self._own = sorted(own)
        self.most_counted = self._find_most_counted()
        self._alone: dict[tuple[timedelta, int], ComputedVisit] = {}
        self._made: dict[tuple[bool, int], ComputedVisit] = {}

    def plan_on(self, day: date, last: date | None, infusions: int) -> ComputedVisit:
        """Return the plan of a visit on `day`, after `infusions` of the course, the last on `last`.

        Raises RuleBrokenError as `VisitPlanner.plan_on` does.
        """
        if last is None or self._days:
            return self._plan(
                self._is_naive_like(day, last), bisect_left(self._own, day), infusions
            )
        # Without other visits it only matters how long ago the last one is.
        key = day - last, infusions
        if key not in self._alone:
            self._alone[key] = self._plan(self._is_naive_like(day, last), 0, infusions)
        return self._alone[key]

    def _plan(self, naive: bool, earlier: int, infusions: int) -> ComputedVisit:
        given = min(earlier + infusions, self.most_counted)
        if (naive, given) not in self._made:
            self._made[naive, given] = self._planner.plan(
                is_naive_like=naive, infusions_before=given
            )
        return self._made[naive, given]

    def _is_naive_like(self, day: date, last: date | None) -> bool:
        before: list[EarlierVisit] = []
        place = bisect_left(self._days, day)
        if place:
            before.append(self._by_day[self._days[place - 1]])
        if last is not None:
            before.append(EarlierVisit(last, self._product_id))
        return is_naive_like(day, self._product_id, before, self._gap)

    def _find_most_counted(self) -> int:
        """Return the number of infusions from which on one more makes no difference."""
        context = self._planner.context
        asked = (
            table.tolerated_infusions_before or 0
            for table in context.tables
            if table.product_id == context.product.id
        )
        return max(asked, default=0)
