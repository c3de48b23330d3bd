"""Of the equally good plans of a day, one that leaves as many visits as it can where they stand.

The planner counts equal visits and does not know which of them stood where. Here visits are locked
to the starts they have, then to the chairs, many together where that goes: as long as the day so
locked has a plan of the same value, they stay locked.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ivig_scheduler.planning.day.answer import DayPlan, DayStatus
from ivig_scheduler.planning.day.instance import DayInstance, DayVisit
from ivig_scheduler.planning.day.kinds import last_start
from ivig_scheduler.planning.day_settling import Stand

#: Days with some visits locked that are planned at most, for the starts and for the chairs.
MOST_TRIALS = 60
#: Plans a day with visits locked.
Solve = Callable[[DayInstance], DayPlan]
Stopped = Callable[[], bool]
#: A start slot, and a chair where that is locked too.
Lock = tuple[int, str | None]


def keep_places(
    day: DayInstance,
    plan: DayPlan,
    stands: Mapping[str, Stand],
    solve: Solve,
    is_stopped: Stopped = lambda: False,
) -> DayPlan:
    """Return a plan of the same value in which more visits have the start and chair of `stands`."""
    if plan.value is None:
        return plan
    can_stay = [name for name, stand in stands.items() if _can_start(day.visit(name), stand, day)]
    starts: dict[str, Lock] = {
        name: (stands[name].start, day.visit(name).locked_chair) for name in can_stay
    }
    kept = _Keeping(day, plan, starts, solve, is_stopped).keep_all()
    # What is proved is proved of the day without the locks.
    started = replace(plan, visits=kept.visits, figures=kept.figures)
    return keep_chairs(day, started, stands, solve, is_stopped)


def keep_chairs(
    day: DayInstance,
    plan: DayPlan,
    stands: Mapping[str, Stand],
    solve: Solve,
    is_stopped: Stopped = lambda: False,
) -> DayPlan:
    """Return a plan with the same starts in which more visits have the chair of `stands`."""
    started = _with_locks(day, {each.name: (each.start, None) for each in plan.visits})
    chairs: dict[str, Lock] = {
        each.name: (each.start, stands[each.name].chair)
        for each in plan.visits
        if each.name in stands
    }
    kept = _Keeping(started, plan, chairs, solve, is_stopped).keep_all()
    return replace(plan, visits=kept.visits, figures=kept.figures)


def can_stand(day: DayInstance, stands: Mapping[str, Stand], solve: Solve) -> bool:
    """Return whether the day keeps all its limits with every visit where it stands."""
    return _standing(day, stands, solve) is not None


def better_of(
    day: DayInstance, plan: DayPlan, stands: Mapping[str, Stand], solve: Solve
) -> DayPlan:
    """Return a plan, or the day as it stands where that is a plan no worse; the bound is kept."""
    standing = _standing(day, stands, solve)
    if standing is None or standing.value is None:
        return plan
    if plan.value is not None and plan.value < standing.value:
        return plan
    bound = min(plan.bound or 0, standing.value)
    status = DayStatus.OPTIMAL if bound == standing.value else DayStatus.FEASIBLE
    return replace(standing, status=status, bound=bound)


def _standing(day: DayInstance, stands: Mapping[str, Stand], solve: Solve) -> DayPlan | None:
    """Return the day as it stands as a plan; None where it keeps not all limits."""
    if not all(_can_start(day.visit(name), stand, day) for name, stand in stands.items()):
        return None
    locks: dict[str, Lock] = {name: (stand.start, stand.chair) for name, stand in stands.items()}
    found = solve(_with_locks(day, locks))
    return None if found.value is None else found


class _Keeping:
    """The locks found so far and the plan that keeps them."""

    def __init__(
        self,
        day: DayInstance,
        plan: DayPlan,
        locks: Mapping[str, Lock],
        solve: Solve,
        is_stopped: Stopped,
    ) -> None:
        self._plan = plan
        self._worth = plan.value or 0
        self._day = day
        self._locks = locks
        self._solve = solve
        self._is_stopped = is_stopped
        self._trials = 0

    def keep_all(self) -> DayPlan:
        """Lock as many of the visits as stay possible and return the plan that keeps them."""
        self._keep(sorted(self._locks, key=lambda name: (self._locks[name][0], name)))
        return self._plan

    def _keep(self, names: Sequence[str]) -> None:
        """Lock the visits together, or else each half of them by itself."""
        if not names or self._trials >= MOST_TRIALS or self._is_stopped():
            return
        if self._stays(names) or self._lock(names) or len(names) == 1:
            return
        middle = len(names) // 2
        self._keep(names[:middle])
        self._keep(names[middle:])

    def _stays(self, names: Sequence[str]) -> bool:
        """Lock visits that the plan has already where they are to stay: it needs no trial."""
        there = {each.name: (each.start, each.chair) for each in self._plan.visits}
        is_kept = all(_suits(there[name], self._locks[name]) for name in names)
        if is_kept:
            self._day = self._locked(names)
        return is_kept

    def _lock(self, names: Sequence[str]) -> bool:
        self._trials += 1
        day = self._locked(names)
        found = self._solve(day)
        if found.value is None or found.value > self._worth:
            return False
        self._day, self._plan = day, found
        return True

    def _locked(self, names: Sequence[str]) -> DayInstance:
        return _with_locks(self._day, {name: self._locks[name] for name in names})


def _suits(there: tuple[int, str], lock: Lock) -> bool:
    start, chair = lock
    return there[0] == start and chair in {None, there[1]}


def _with_locks(day: DayInstance, locks: Mapping[str, Lock]) -> DayInstance:
    visits = tuple(
        _lock_one(each, locks[each.name]) if each.name in locks else each for each in day.visits
    )
    return replace(day, visits=visits)


def _lock_one(visit: DayVisit, lock: Lock) -> DayVisit:
    start, chair = lock
    return replace(visit, locked_start=start, locked_chair=chair or visit.locked_chair)


def _can_start(visit: DayVisit, stand: Stand, day: DayInstance) -> bool:
    return visit.earliest <= stand.start <= last_start(visit, day.slots)
