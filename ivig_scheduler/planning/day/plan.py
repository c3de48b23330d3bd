"""Planning a day: the least wait, the earliest finish or the flattest load, and what is proved."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from ivig_scheduler.planning.day.answer import (
    DayPlan,
    DayStatus,
    Objective,
    PlacedVisit,
    Progress,
    measure,
)
from ivig_scheduler.planning.day.board import place_first_fit
from ivig_scheduler.planning.day.instance import DayInstance, DayVisit

if TYPE_CHECKING:
    from ivig_scheduler.planning.day.engine import Engine, Outcome

#: FINISH and LEVEL are content with a plan that waits this share more than the least.
GAP_OF_SECOND_AIM = 0.02


def plan_day(
    day: DayInstance,
    objective: Objective = Objective.WAIT,
    *,
    progress: Progress | None = None,
    seconds: float | None = None,
    explains: bool = True,
) -> DayPlan:
    """Return the best plan of a day with its proof, or the best known when stopped.

    It stops when `progress` returns False or `seconds` have passed; else the answer depends on
    nothing but the day. An impossible day is told with visits that cannot all have a place: as few
    as possible where that can be found within a bounded search, else a set of which each visit is
    needed, else (stopped) some set. Unless it `explains`, no such set is sought: it can take longer
    than the proof that there is no plan.
    """
    # The solver costs more to import than the window: only who plans pays for it.
    from ivig_scheduler.planning.day.engine import Engine  # noqa: PLC0415
    from ivig_scheduler.planning.day.impossible import find_conflict  # noqa: PLC0415
    from ivig_scheduler.planning.day.solver import Watch  # noqa: PLC0415

    watch = Watch(progress, seconds)
    if not day.visits:
        return _told(day, objective, (), 0)
    engine = Engine(day, watch)
    found = _SEARCHES[objective](engine)
    if found.is_impossible and not explains:
        return DayPlan(DayStatus.IMPOSSIBLE, objective, is_conflict_minimal=False)
    if found.is_impossible:
        names, is_minimal = find_conflict(day, watch)
        return DayPlan(
            DayStatus.IMPOSSIBLE, objective, conflict=names, is_conflict_minimal=is_minimal
        )
    plan = found.plan or _place_by_hand(day)
    if plan is None:
        return DayPlan(DayStatus.UNKNOWN, objective, bound=found.bound or 0)
    return _told(day, objective, plan, found.bound or 0)


def _told(
    day: DayInstance, objective: Objective, plan: tuple[PlacedVisit, ...], bound: int
) -> DayPlan:
    figures = measure(day, plan)
    value = figures.value(objective)
    status = DayStatus.OPTIMAL if value <= bound else DayStatus.FEASIBLE
    ordered = tuple(sorted(plan, key=lambda place: day.number(place.name)))
    return DayPlan(status, objective, value, min(bound, value), ordered, figures)


def _least_wait(engine: "Engine") -> "Outcome":
    return engine.minimise(engine.goal())


def _earliest_finish(engine: "Engine") -> "Outcome":
    """Return the plan of the first horizon that has one; every earlier one is proved empty."""
    day = engine.day
    first = max(visit.earliest + visit.slots for visit in day.visits)
    horizon = _first_possible(engine, first)
    while horizon <= day.slots:
        engine.watch.tell(bound=horizon)
        found = engine.minimise(engine.goal(horizon=horizon), gap=GAP_OF_SECOND_AIM, is_told=False)
        if not found.is_impossible:
            return replace(found, bound=horizon, value=None)
        horizon += 1
    return _impossible()


def _first_possible(engine: "Engine", first: int) -> int:
    """Return the first horizon from `first` on that the relaxation allows, by halving."""
    least, after = first, engine.day.slots + 1
    tried = least
    while least < after:
        if engine.is_relaxed_possible(engine.goal(horizon=tried)):
            after = tried
        else:
            least = tried + 1
        tried = (least + after) // 2
    return after


def _flattest_load(engine: "Engine") -> "Outcome":
    from ivig_scheduler.planning.day.leveling import flattest_load  # noqa: PLC0415 - see plan_day

    return flattest_load(engine, GAP_OF_SECOND_AIM)


def _impossible() -> "Outcome":
    from ivig_scheduler.planning.day.engine import Outcome  # noqa: PLC0415 - see plan_day

    return Outcome(is_impossible=True)


def _place_by_hand(day: DayInstance) -> tuple[PlacedVisit, ...] | None:
    """Return the first plan found by placing visits in turn, in some orders that often work."""
    plans = (place_first_fit(day, order) for order in _orders(day))
    return next((plan for plan in plans if plan is not None), None)


def _orders(day: DayInstance) -> Iterator[list[DayVisit]]:
    yield sorted(day.visits, key=lambda visit: (visit.earliest, -visit.slots))
    yield sorted(day.visits, key=lambda visit: -visit.slots)
    yield sorted(day.visits, key=lambda visit: visit.latest_end or day.slots)


_SEARCHES = {
    Objective.WAIT: _least_wait,
    Objective.FINISH: _earliest_finish,
    Objective.LEVEL: _flattest_load,
}
