"""The `plan-day` command: a day from a file, planned, with what is proved about the plan."""

import json
from typing import Any

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.quantities import clock, show_minutes
from ivig_scheduler.options import PlanDayOptions, complain, tell
from ivig_scheduler.planning.day import DayInstance, DayPlan, DayStatus, Objective, plan_day
from ivig_scheduler.services.day_plans.files import read_day

#: The day has no plan, or none was found in time.
EXIT_NO_PLAN = 1
MOST_PROBLEMS = 3


def run_plan_day(options: PlanDayOptions) -> int:
    """Print the plan of a day and return the exit code: 1 where there is none."""
    try:
        day = read_day(options.path)
    except RuleBrokenError as error:
        return complain(f"{options.path}: {_problems(error)}")
    plan = plan_day(day, Objective(options.objective), seconds=options.seconds)
    shown = json.dumps(_as_json(plan), indent=2) if options.is_json else _as_text(day, plan)
    tell(shown)
    return EXIT_NO_PLAN if plan.value is None else 0


def _problems(error: RuleBrokenError) -> str:
    told = [
        f"{problem.field}: {problem.message}" if problem.field else problem.message
        for problem in error.problems[:MOST_PROBLEMS]
    ]
    more = len(error.problems) - len(told)
    return "; ".join([*told, f"and {more} more"] if more else told)


def _as_json(plan: DayPlan) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "status": plan.status.value,
        "objective": plan.objective.value,
        "value": plan.value,
        "bound": plan.bound,
        "gap": plan.gap,
        "visits": [
            {"name": place.name, "start": place.start, "chair": place.chair, "nurse": place.nurse}
            for place in plan.visits
        ],
    }
    if plan.status is DayStatus.IMPOSSIBLE:
        answer["conflict"] = list(plan.conflict)
    return answer


def _as_text(day: DayInstance, plan: DayPlan) -> str:
    heading = (
        f"{day.name}: {len(day.visits)} visits, {len(day.chairs)} chairs, {len(day.nurses)} nurses"
    )
    if plan.figures is None:
        return f"{heading}\n{_no_plan(plan)}"
    figures = plan.figures
    return "\n".join(
        [
            heading,
            f"Finish {_when(day, figures.finish)}, wait {_long(day, figures.total_wait)} in all, "
            f"at most {figures.peak_chairs} chairs in use, {figures.peak_starts} starts at once",
            f"{_bound(day, plan)}; {_proof(plan)}",
            "",
            *_table(day, plan),
        ]
    )


def _no_plan(plan: DayPlan) -> str:
    if plan.status is DayStatus.UNKNOWN:
        return "no plan was found in time; there may be one"
    kind = "these visits" if plan.is_conflict_minimal else "not all of these visits"
    ending = "cannot all have a place" if plan.is_conflict_minimal else "can have a place"
    if len(plan.conflict) == 1:
        return f"impossible: there is no place for {plan.conflict[0]}"
    return f"impossible: {kind} {ending}: {', '.join(plan.conflict)}"


def _bound(day: DayInstance, plan: DayPlan) -> str:
    bound = plan.bound or 0
    if plan.objective is Objective.FINISH:
        return f"No plan can finish before {_when(day, bound)}"
    if plan.objective is Objective.WAIT:
        return f"No plan waits less than {_long(day, bound)}"
    return f"No plan has fewer than {bound} chairs in use and starts at once together"


def _proof(plan: DayPlan) -> str:
    if plan.status is DayStatus.OPTIMAL:
        return "this one is proved best"
    return f"this one has {plan.value}, at most {100 * (plan.gap or 0):.1f} % more than the best"


def _table(day: DayInstance, plan: DayPlan) -> list[str]:
    width = max([5, *(len(place.name) for place in plan.visits)])
    seat = max([5, *(len(place.chair) for place in plan.visits)])
    lines = [f"{'from':>6} {'to':>6}  {'visit':<{width}}  {'chair':<{seat}}  nurse"]
    for place in sorted(plan.visits, key=lambda each: (each.start, day.number(each.name))):
        end = place.start + day.visit(place.name).slots
        lines.append(
            f"{_slot(day, place.start):>6} {_slot(day, end):>6}  {place.name:<{width}}  "
            f"{place.chair:<{seat}}  {place.nurse}"
        )
    return lines


def _slot(day: DayInstance, slot: int) -> str:
    """Return a slot as time since the day's start, where the file tells how long slots are."""
    return str(slot) if day.grid_minutes is None else clock(slot * day.grid_minutes)


def _when(day: DayInstance, slot: int) -> str:
    return f"slot {slot}" if day.grid_minutes is None else f"slot {slot} ({_slot(day, slot)})"


def _long(day: DayInstance, slots: int) -> str:
    told = "1 slot" if slots == 1 else f"{slots} slots"
    if day.grid_minutes is None:
        return told
    return f"{told} ({show_minutes(slots * day.grid_minutes)})"
