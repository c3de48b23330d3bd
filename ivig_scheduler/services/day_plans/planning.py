"""Planning a day anew: the visits that nobody has confirmed, within reach of their times.

A visit that is confirmed, or whose patient has come or should have by now, stays where it is. The
others may start earlier or later than they stand, as far as the reach allows; a patient's waiting
counts from the earliest time they could be asked to come.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ivig_scheduler.domain.errors import refuse
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.records import Appointment
from ivig_scheduler.domain.terms import Severity, Status
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
from ivig_scheduler.planning.day_keeping import can_stand, keep_places
from ivig_scheduler.planning.day_settling import Stand, settle
from ivig_scheduler.services.day import Day, load_day
from ivig_scheduler.services.day_plans.instances import (
    FreeVisit,
    make_instance,
    name_of,
    without_nurses,
    without_spacing,
)
from ivig_scheduler.services.day_plans.slots import DaySlots
from ivig_scheduler.services.moves import MovingVisit, PlannedMove, plan_move
from ivig_scheduler.services.moving_visits import load_moving_visit
from ivig_scheduler.storage.reader import Reader

#: Statuses of visits that nobody has confirmed: their patients can still be asked to come earlier
#: or later.
UNCONFIRMED = frozenset({Status.HELD, Status.BOOKED})


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


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """A plan of the day; `set_aside` says which limits of the nurses it could not keep.

    `mends` tells that the day as it stands breaks a limit which the plan keeps.
    """

    plan: DayPlan
    set_aside: str = ""
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
    moving = [load_moving_visit(store, each) for each in visits if _may_move(each, now)]
    opens = max(now, hours[0])
    bounds = _Bounds(facts, slots, opens, hours[1], timedelta(minutes=reach))
    return _make_problem(loaded, moving, bounds, reach)


def plan_problem(
    problem: DayProblem, objective: Objective, progress: Progress | None = None
) -> PlannedDay:
    """Return the best plan of a day, with as few moves as its steps find. Pure; may take seconds.

    Where the day has no plan and the site only warns of nurses' limits, the spacing of starts, and
    then the nurses altogether, are set aside; it is told.
    """
    told = _Stopper(progress)
    days = _with_limits(problem)
    for day, set_aside in days:
        is_last = day is days[-1][0]
        plan = plan_day(day, objective, progress=told, explains=is_last)
        if plan.status is not DayStatus.IMPOSSIBLE or told.is_stopped:
            return _quieten(problem, day, plan, set_aside, told)
    # Whatever is set aside it has no plan: what is left against it are the chairs.
    return PlannedDay(plan)


def _quieten(
    problem: DayProblem, day: DayInstance, plan: DayPlan, set_aside: str, told: "_Stopper"
) -> PlannedDay:
    """Return a plan as good with fewer moves: nobody is to be called for nothing."""
    stands = problem.stands

    def solve(locked: DayInstance) -> DayPlan:
        return plan_day(locked, plan.objective, progress=told.go_on, explains=False)

    kept = keep_places(day, plan, stands, solve, lambda: told.is_stopped)
    quiet = settle(day, kept, stands, lambda: told.is_stopped)
    mends = not told.is_stopped and not can_stand(day, stands, solve)
    return PlannedDay(quiet, set_aside, mends)


def _with_limits(problem: DayProblem) -> Sequence[tuple[DayInstance, str]]:
    day = problem.instance
    if problem.day.facts.settings.severity("nurse_capacity") is Severity.BLOCK:
        return ((day, ""),)
    return (
        (day, ""),
        (without_spacing(day), "the distance between two starts of one nurse"),
        (without_nurses(day), "the nurses' limits"),
    )


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


def _may_move(visit: Appointment, now: datetime) -> bool:
    return visit.status in UNCONFIRMED and visit.start >= now


@dataclass(frozen=True, slots=True)
class _Bounds:
    """Between which moments visits may be moved."""

    facts: ClinicFacts
    slots: DaySlots
    opens: datetime
    closes: datetime
    reach: timedelta

    def free_visit(self, moving: MovingVisit, here: PlannedMove) -> FreeVisit | None:
        """Return the visit with the slots it may take; None where it finds no room in reach."""
        settings, slots = self.facts.settings, self.slots
        start, length = moving.appointment.start, slots.slots_of(here.plan.booked_minutes)
        earliest = max(slots.ceil(max(self.opens, start - self.reach)), 0)
        latest = slots.floor(self.closes) - length
        latest = min(latest, slots.floor(start + self.reach))
        naive = slots.floor(self._latest_naive(start))
        is_checked = settings.severity("naive_start") is not Severity.OFF
        if here.plan.is_naive_like and is_checked and naive >= earliest:
            latest = min(latest, naive)
        if latest < earliest:
            return None
        is_minded = settings.severity("chair_feature") is not Severity.OFF
        needed = moving.planner.context.patient.features_needed if is_minded else ()
        return FreeVisit(
            moving.appointment, here.plan, earliest, latest + length, frozenset(needed)
        )

    def _latest_naive(self, start: datetime) -> datetime:
        hour = self.facts.settings.whole("naive.latest_hour")
        return datetime.combine(start.date(), time()) + timedelta(hours=hour)


def _make_problem(
    day: Day, moving: Sequence[MovingVisit], bounds: _Bounds, reach_minutes: int
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
