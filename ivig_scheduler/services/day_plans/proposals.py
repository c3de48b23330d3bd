"""A planned day told as a proposal: the moves, the figures before and after, and what is proved."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from ivig_scheduler.domain.changes import ChangeSet
from ivig_scheduler.domain.clearance import Conflict, brought
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.quantities import show_minutes, whole_minutes
from ivig_scheduler.domain.records import Appointment
from ivig_scheduler.domain.terms import Severity
from ivig_scheduler.domain.wording import (
    count,
    listed,
    show_full_day,
    show_hours,
    show_near_day,
    show_time,
)
from ivig_scheduler.planning.day import DayPlan, DayStatus, Objective, PlacedVisit
from ivig_scheduler.services.applying import apply_moves
from ivig_scheduler.services.day import Day
from ivig_scheduler.services.day_plans.instances import name_of
from ivig_scheduler.services.day_plans.planning import DayProblem, PlannedDay
from ivig_scheduler.services.dispatcher import Work
from ivig_scheduler.services.moves import plan_move
from ivig_scheduler.services.proposals import Proposal, ProposedMove, StuckVisit, move_label

Figure = tuple[str, str, str]


def as_proposal(problem: DayProblem, planned: PlannedDay) -> Proposal:
    """Return a planned day as the moves a person may accept, or why the day is impossible."""
    plan = planned.plan
    moves = _find_moves(problem, plan)
    return Proposal(
        title=f"Plan {show_full_day(problem.day.day)}",
        moves=moves,
        stuck=tuple(_stuck(problem, name) for name in plan.conflict),
        figures=tell_figures(problem, moves) if plan.visits else (),
        note=tell_quality(problem, planned),
    )


def day_after(day: Day, moves: Iterable[ProposedMove]) -> Day:
    """Return the day as it would stand with those moves made."""
    after = {each.before.id: each.after for each in moves}
    visits = tuple(
        replace(each, appointment=after.get(each.appointment.id, each.appointment))
        for each in day.visits
    )
    return replace(day, visits=visits, facts=day.facts.with_visits(after.values()))


def tell_quality(problem: DayProblem, planned: PlannedDay) -> str:
    """Return in words how good a plan is and what no plan can do."""
    plan = planned.plan
    if plan.status is DayStatus.IMPOSSIBLE:
        return _tell_impossible(problem, plan)
    if plan.status is DayStatus.UNKNOWN or plan.bound is None:
        return "Stopped before any plan was found."
    told = [tell_bound(problem, plan.objective, plan.bound)]
    if plan.status is DayStatus.FEASIBLE:
        told = [f"The best found until it was stopped; {_lowered(told[0])}"]
    if planned.mends:
        told.append(
            "As it stands the day breaks a limit of chairs or nurses; this plan keeps them."
        )
    if planned.is_lenient:
        told.append(_tell_lacking(planned))
    return " ".join(told)


def _tell_lacking(planned: PlannedDay) -> str:
    now, then = planned.lacking, planned.still_lacking
    if not now:
        return (
            "No plan keeps every nurse's limits; this one breaks none more than the day does now."
        )
    changed = f"it leaves {then}" if then < now else "it leaves no more"
    visits, have = count(now, "visit"), "has" if now == 1 else "have"
    return (
        f"No plan keeps every nurse's limits: as the day stands {visits} {have} no nurse with room"
        f" for them, and this plan breaks no limit more than that: {changed}, at no other time."
    )


def tell_bound(problem: DayProblem, objective: Objective, bound: int) -> str:
    """Return what the bound says, in a sentence."""
    if objective is Objective.FINISH:
        return f"No plan can finish before {show_time(problem.slots.moment(bound))}."
    if objective is Objective.WAIT:
        return f"No plan can wait less than {show_minutes(bound * problem.slots.grid)} in all."
    return f"In no plan do {told_level(problem)} add up to less than {bound}."


def tell_value(problem: DayProblem, objective: Objective, value: int) -> str:
    """Return what a plan of that value does, in a few words."""
    if objective is Objective.FINISH:
        return f"finishes at {show_time(problem.slots.moment(value))}"
    if objective is Objective.WAIT:
        return f"waits {show_minutes(value * problem.slots.grid)} in all"
    return f"{told_level(problem)} add up to {value}"


def told_level(problem: DayProblem) -> str:
    """Return how the load that is to be flat is counted."""
    return f"chairs in use at once and starts within {problem.slots.grid} min"


def accept_day_plan(work: Work, day: date, moves: Sequence[ProposedMove]) -> ChangeSet:
    """Make the moves accepted of a planned day, in one act. Raises as `apply_moves` does."""
    return apply_moves(work, f"{move_label(moves)} to plan {show_near_day(day)}", moves)


def _find_moves(problem: DayProblem, plan: DayPlan) -> tuple[ProposedMove, ...]:
    moved = [each for each in plan.visits if _is_moved(problem, each)]
    after = {UUID(each.name): _after(problem, each, problem.day.facts) for each in moved}
    facts = problem.day.facts.with_visits(each.after for each in after.values())
    found = (_after(problem, each, facts) for each in moved)
    return tuple(sorted(found, key=lambda each: (each.after.start, each.patient.full_name)))


def _is_moved(problem: DayProblem, place: PlacedVisit) -> bool:
    free = problem.free.get(place.name)
    if free is None:
        return False
    stands = free.appointment
    there = problem.slots.moment(place.start), UUID(place.chair)
    return there != (stands.start, stands.chair_id)


def _after(problem: DayProblem, place: PlacedVisit, facts: ClinicFacts) -> ProposedMove:
    """Return the move of a visit; of what is against its new place only what it brings."""
    visit, start = problem.free[place.name], problem.slots.moment(place.start)
    move = ProposedMove.of(visit, plan_move(facts, visit, UUID(place.chair), start))
    return replace(move, conflicts=brought(move.conflicts, problem.here[place.name].conflicts))


def tell_figures(problem: DayProblem, moves: Sequence[ProposedMove]) -> tuple[Figure, ...]:
    """Return what those moves change on the day: name, before and after of each figure."""
    before, after = problem.day, day_after(problem.day, moves)
    return (
        ("Last patient leaves", _finish(before), _finish(after)),
        ("Waiting in all", _wait(problem, before), _wait(problem, after)),
        ("Chairs in use at most", str(_most_chairs(before)), str(_most_chairs(after))),
        _starts_figure(problem, before, after),
        ("Nurse minutes, busiest quarter", _most_nursed(before), _most_nursed(after)),
    )


def _starts_figure(problem: DayProblem, before: Day, after: Day) -> Figure:
    name = f"Starts within {problem.slots.grid} min"
    return name, _most_starts(problem, before), _most_starts(problem, after)


def _most_starts(problem: DayProblem, day: Day) -> str:
    slots = [problem.slots.floor(each.appointment.start) for each in day.seated]
    return str(max(slots.count(slot) for slot in slots))


def _finish(day: Day) -> str:
    return show_time(max(each.appointment.end for each in day.seated))


def _wait(problem: DayProblem, day: Day) -> str:
    waited = (
        whole_minutes(each.appointment.start - problem.earliest(name_of(each.appointment)))
        for each in day.seated
        if name_of(each.appointment) in problem.free
    )
    return show_minutes(sum(waited))


def _most_chairs(day: Day) -> int:
    visits = [each.appointment for each in day.seated]
    return max(
        sum(1 for other in visits if other.start <= each.start < other.end) for each in visits
    )


def _most_nursed(day: Day) -> str:
    """Return the most hands-on minutes of nurses in a quarter of an hour of the clock."""
    minutes: dict[datetime, int] = {}
    for visit in day.seated:
        start = visit.appointment.start
        for first, last in visit.plan.nurse:
            for minute in range(first, last):
                moment = start + timedelta(minutes=minute)
                quarter = moment.replace(minute=moment.minute // 15 * 15)
                minutes[quarter] = minutes.get(quarter, 0) + 1
    return show_minutes(max(minutes.values(), default=0))


def _tell_impossible(problem: DayProblem, plan: DayPlan) -> str:
    reach = show_minutes(problem.reach_minutes)
    if not plan.conflict:
        return f"No plan keeps every visit within {reach} of its time."
    if len(plan.conflict) == 1:
        needed = "; without it the others have" if plan.is_conflict_minimal else ""
        return f"One visit has no place within {reach} of its time{needed}."
    visits = count(len(plan.conflict), "visit")
    needed = "; without any one of them the others have" if plan.is_conflict_minimal else ""
    return f"{visits} cannot all have a place within {reach} of their times{needed}."


def _stuck(problem: DayProblem, name: str) -> StuckVisit:
    """Return a visit of those that cannot all have a place, with what it needs."""
    visit = next(each for each in problem.day.seated if name_of(each.appointment) == name)
    reason = Conflict("day_plan", Severity.BLOCK, _needs(problem, visit.appointment, name))
    return StuckVisit(visit.appointment, visit.patient, (reason,))


def _needs(problem: DayProblem, visit: Appointment, name: str) -> str:
    if name not in problem.free:
        chair = problem.day.facts.chair(visit.chair_id)
        where = chair.name if chair else "its chair"
        return f"stays in {where}, {show_hours(visit.start, visit.end)}"
    slots, needs = problem.slots, problem.instance.visit(name)
    chair = problem.day.facts.chair(visit.chair_id) if needs.locked_chair else None
    where = f" in {chair.name}, where it is kept" if chair else ""
    if needs.features:
        where += f", a chair with {listed(sorted(needs.features))}"
    latest = slots.count if needs.latest_end is None else needs.latest_end
    times = f"{show_time(slots.moment(needs.earliest))} and {show_time(slots.moment(latest))}"
    return f"needs {show_minutes(needs.slots * slots.grid)}{where}, between {times}"


def _lowered(text: str) -> str:
    return text[0].lower() + text[1:]
