"""Planning a day anew: the visits that nobody has confirmed, within reach of their times.

A visit that is confirmed, or whose patient has come or is on the way by now, stays where it is. The
others may start earlier or later than they stand, as far as the reach allows, and never sooner than
the patient can be told and come: the site's notice and the check-in lie before the new start. A
patient's waiting counts from the earliest time they could be asked to come.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ivig_scheduler.domain.errors import refuse
from ivig_scheduler.domain.records import Appointment
from ivig_scheduler.domain.terms import Severity
from ivig_scheduler.domain.wording import show_day
from ivig_scheduler.planning.day import (
    DayInstance,
    DayPlan,
    DayProgress,
    DayStatus,
    Objective,
    Progress,
    plan_day,
)
from ivig_scheduler.planning.day_keeping import better_of, can_stand, keep_chairs, keep_places
from ivig_scheduler.planning.day_settling import Stand, settle
from ivig_scheduler.planning.day_shortage import find_lacking, lend_hands, starts_of
from ivig_scheduler.services.day import Day, load_day
from ivig_scheduler.services.day_plans.bounds import Bounds, may_move, notice_of
from ivig_scheduler.services.day_plans.instances import make_instance, name_of
from ivig_scheduler.services.day_plans.slots import DaySlots
from ivig_scheduler.services.moves import MovingVisit, PlannedMove, plan_move
from ivig_scheduler.services.moving_visits import load_moving_visit
from ivig_scheduler.storage.reader import Reader

#: How a search ends that was stopped.
UNPROVED = frozenset({DayStatus.FEASIBLE, DayStatus.UNKNOWN})


@dataclass(frozen=True)
class DayProblem:
    """A day to plan. `free` are the visits that may move, by their names in `instance`.

    `here` is each of them where it stands, by the plan it needs that day.
    """

    day: Day
    slots: DaySlots
    instance: DayInstance
    free: Mapping[str, MovingVisit]
    here: Mapping[str, PlannedMove]
    staying: tuple[Appointment, ...]
    reach_minutes: int

    def earliest(self, name: str) -> datetime:
        """Return the earliest time a patient could be asked to come."""
        return self.slots.moment(self.instance.visit(name).earliest)

    @property
    def stands(self) -> Mapping[str, Stand]:
        """Where each visit that may move stands, as near as the grid tells."""
        return {
            name: Stand(self.slots.floor(each.appointment.start), str(each.appointment.chair_id))
            for name, each in self.free.items()
        }

    @property
    def starts(self) -> Mapping[str, int]:
        """The slot in which each visit starts as the day stands."""
        fixed = {each.name: each.locked_start or 0 for each in self.instance.visits}
        return fixed | {name: stand.start for name, stand in self.stands.items()}


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """A plan of the day, and how many visits are left without a nurse within the limits.

    `is_lenient` tells that no plan keeps the nurses' limits, and that this one breaks none of them
    more than the day does as it stands. `lacking` counts them as the day stands, `still_lacking` in
    the plan: never more, and none at a time at which none is now. `mends` tells that the day as it
    stands breaks a limit of chairs or nurses and the plan breaks none.
    """

    plan: DayPlan
    is_lenient: bool = False
    lacking: int = 0
    still_lacking: int = 0
    mends: bool = False


def load_day_problem(
    store: Reader, day: date, now: datetime, reach_minutes: int | None = None
) -> DayProblem:
    """Return a day as it can be planned at the site's wall clock `now`.

    Visits stay within `reach_minutes` of their times (None: the site's setting). Raises
    RuleBrokenError where the day is past or the site is closed.
    """
    if day < now.date():
        raise refuse("day", f"{show_day(day)} is past")
    loaded = load_day(store, day)
    facts = loaded.facts
    hours = facts.calendar.open_hours(day)
    if hours is None:
        raise refuse("day", f"the site is closed that day: {loaded.closed_reason}")
    if not facts.chairs:
        raise refuse("day", "there are no chairs yet")
    reach = facts.settings.whole("plan_day.reach") if reach_minutes is None else reach_minutes
    visits = [each.appointment for each in loaded.seated]
    grid = facts.settings.whole("calendar.grid")
    held = [(each.start, each.held_until) for each in visits]
    slots = DaySlots.covering([hours, *held], grid)
    soonest = now + notice_of(facts)
    moving = [load_moving_visit(store, each) for each in visits if may_move(each, soonest)]
    opens = max(soonest, hours[0])
    bounds = Bounds(facts, slots, opens, hours[1], timedelta(minutes=reach))
    return _make_problem(loaded, moving, bounds, reach)


def plan_problem(
    problem: DayProblem, objective: Objective, progress: Progress | None = None
) -> PlannedDay:
    """Return the best plan of a day, with as few moves as its steps find. Pure; may take seconds.

    Where no plan keeps the nurses' limits and the site only warns of them, the plan breaks none of
    them more than the day does as it stands; it is told.
    """
    told = _Stopper(progress)
    day, is_strict = problem.instance, _is_strict(problem)
    plan = plan_day(day, objective, progress=told, explains=is_strict)
    if is_strict or plan.status is not DayStatus.IMPOSSIBLE or told.is_stopped:
        return PlannedDay(_quieten(problem, day, plan, told), mends=_mends(problem, told))
    lent = lend_hands(day, problem.starts)
    plan = _quieten(problem, lent, plan_day(lent, objective, progress=told), told)
    if not plan.visits:
        return PlannedDay(plan)
    return PlannedDay(
        plan,
        is_lenient=True,
        lacking=len(lent.nurses) - len(day.nurses),
        still_lacking=len(find_lacking(day, starts_of(plan.visits))),
    )


def _is_strict(problem: DayProblem) -> bool:
    return problem.day.facts.settings.severity("nurse_capacity") is Severity.BLOCK


def _quieten(problem: DayProblem, day: DayInstance, plan: DayPlan, told: "_Stopper") -> DayPlan:
    """Return a plan as good with fewer moves: nobody is to be called for nothing."""
    stands = problem.stands
    if plan.status in UNPROVED:
        # Nobody is to be called for a plan no better than the day as it is.
        return better_of(
            day, plan, stands, lambda each: plan_day(each, plan.objective, explains=False)
        )
    solve = _locked_by(plan.objective, told)
    kept = keep_places(day, plan, stands, solve, lambda: told.is_stopped)
    settled = settle(day, kept, stands, lambda: told.is_stopped)
    # Two who changed their times may have left the reason for their chairs behind.
    return keep_chairs(day, settled, stands, solve, lambda: told.is_stopped)


def _mends(problem: DayProblem, told: "_Stopper") -> bool:
    """Return whether the day as it stands breaks a limit."""
    if told.is_stopped:
        return False
    solve = _locked_by(Objective.WAIT, told)
    return not can_stand(problem.instance, problem.stands, solve)


def _locked_by(objective: Objective, told: "_Stopper") -> Callable[[DayInstance], DayPlan]:
    def solve(locked: DayInstance) -> DayPlan:
        return plan_day(locked, objective, progress=told.go_on, explains=False)

    return solve


class _Stopper:
    """Passes progress on and remembers that the search was stopped."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._newest = DayProgress(None, 0)
        self.is_stopped = False

    def __call__(self, progress: DayProgress) -> bool:
        self._newest = progress
        goes_on = self._progress is None or self._progress(progress)
        self.is_stopped = self.is_stopped or not goes_on
        return goes_on

    def go_on(self, _progress: DayProgress) -> bool:
        """Ask whether to go on where the plan is found already and only made quieter."""
        return self(self._newest)


def _make_problem(
    day: Day, moving: Sequence[MovingVisit], bounds: Bounds, reach_minutes: int
) -> DayProblem:
    facts = day.facts
    here = {
        name_of(each.appointment): plan_move(
            facts, each, each.appointment.chair_id, each.appointment.start
        )
        for each in moving
    }
    found = {name_of(each.appointment): each for each in moving}
    free = {name: bounds.free_visit(each, here[name]) for name, each in found.items()}
    able = [each for each in free.values() if each is not None]
    staying = tuple(
        each.appointment for each in day.seated if free.get(name_of(each.appointment)) is None
    )
    return DayProblem(
        day=day,
        slots=bounds.slots,
        instance=make_instance(facts, day.day, bounds.slots, staying, able),
        free={name: each for name, each in found.items() if free[name] is not None},
        here=here,
        staying=staying,
        reach_minutes=reach_minutes,
    )
