"""What one change does to a patient's other visits: some become naive-like, others no longer.

Whether a visit is naive-like follows from the visits before it, so booking, moving, missing or
calling off one visit can make another one longer or shorter.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from ivig_scheduler.domain.changes import Change, added, changed
from ivig_scheduler.domain.clearance import Conflict, blocking
from ivig_scheduler.domain.clearance.conflict import worsened
from ivig_scheduler.domain.errors import Problem, RuleBrokenError
from ivig_scheduler.domain.hand_lengths import keep_length
from ivig_scheduler.domain.quantities import show_minutes
from ivig_scheduler.domain.records import Appointment, Patient, Plan
from ivig_scheduler.domain.terms import CHAIR_FREE, MOVABLE
from ivig_scheduler.domain.visit_plans import ComputedVisit, VisitPlanner
from ivig_scheduler.domain.wording import show_day
from ivig_scheduler.services.clinic_facts import load_facts
from ivig_scheduler.services.moves import PlannedMove, place_plan, stand_at
from ivig_scheduler.services.moving_visits import load_moving_visit, order_of
from ivig_scheduler.services.orders.contexts import load_context
from ivig_scheduler.services.patient_calendar import CalendarVisit, as_earlier, load_calendar
from ivig_scheduler.storage.reader import Reader


@dataclass(frozen=True)
class Replanned:
    """A visit whose plan changes with the calendar, and what stands against that where it is."""

    before: Appointment
    patient: Patient
    move: PlannedMove
    new_conflicts: tuple[Conflict, ...]

    @property
    def after(self) -> Appointment:
        """The visit with its new plan, in its chair at its start."""
        return stand_at(self.before, self.move, self.move.plan)

    def tell(self, whose: str = "the patient") -> str:
        """Return in one sentence why the visit cannot stay where it is; `whose` visit it is."""
        why = "; ".join(conflict.message for conflict in self.new_conflicts)
        kind = "counts as a first infusion" if self.move.plan.is_naive_like else "is a usual one"
        return (
            f"{whose}'s visit on {show_day(self.before.start)} then {kind} and takes "
            f"{show_minutes(self.move.plan.booked_minutes)}: {why}"
        )


def find_replanned(
    store: Reader,
    patient_id: UUID,
    changes: Sequence[Change],
    plans: Mapping[UUID, Plan] | None = None,
) -> tuple[Replanned, ...]:
    """Return the patient's standing visits whose plan follows from `changes` of other visits.

    `plans` are those that `changes` bring along.
    """
    before = load_calendar(store, patient_id)
    own = {change.record.id for change in changes if isinstance(change.record, Appointment)}
    known = {each.plan.id: each.plan for each in before} | dict(plans or {})
    after = _with_changes(before, _of_patient(patient_id, changes), known)
    planners: dict[UUID, VisitPlanner] = {}
    found = []
    for each in before:
        visit = each.appointment
        if visit.id in own or visit.status not in MOVABLE:
            continue
        order = order_of(store, visit)
        if order.id not in planners:
            planners[order.id] = VisitPlanner(load_context(store, order))
        there = _needs_another(planners[order.id], each, before, after)
        if there is not None:
            found.append(_check_there(store, visit, there, changes))
    return tuple(found)


def changes_of(replanned: Sequence[Replanned]) -> tuple[Change, ...]:
    """Return the new plans, each once, and the visits that stand by them."""
    plans = {each.move.plan.id: each.move.plan for each in replanned}
    visits = (changed(each.before, each.after) for each in replanned)
    return added(*plans.values()) + tuple(change for group in visits for change in group)


def refuse_collisions(
    replanned: Sequence[Replanned], field: str, *, names_patients: bool = False
) -> None:
    """Raise RuleBrokenError naming each visit that would no longer fit where it is.

    `names_patients` where the visits may be of several patients.
    """
    stuck = [each for each in replanned if each.new_conflicts]
    if stuck:
        told = (
            each.tell(each.patient.identified) if names_patients else each.tell() for each in stuck
        )
        raise RuleBrokenError(*(Problem(field, words) for words in told))


def _of_patient(patient_id: UUID, changes: Sequence[Change]) -> list[Appointment]:
    """Return how the patient's own visits stand after `changes`, which may be of many patients."""
    after = (change.after for change in changes)
    return [
        each for each in after if isinstance(each, Appointment) and each.patient_id == patient_id
    ]


def _with_changes(
    calendar: Sequence[CalendarVisit],
    changed_visits: Sequence[Appointment],
    plans: Mapping[UUID, Plan],
) -> tuple[CalendarVisit, ...]:
    visits = {each.appointment.id: each for each in calendar}
    for visit in changed_visits:
        visits.pop(visit.id, None)
        if visit.status not in CHAIR_FREE and visit.plan_id in plans:
            visits[visit.id] = CalendarVisit(visit, plans[visit.plan_id])
    return tuple(visits.values())


def _needs_another(
    planner: VisitPlanner,
    visit: CalendarVisit,
    before: Sequence[CalendarVisit],
    after: Sequence[CalendarVisit],
) -> ComputedVisit | None:
    """Return the plan a visit needs where the change asks for another one than it has."""
    day = visit.appointment.start.date()
    try:
        was = planner.plan_on(day, as_earlier(before, besides=visit.appointment.id))
        needed = planner.plan_on(day, as_earlier(after, besides=visit.appointment.id))
    except RuleBrokenError:
        # A draft table computes nothing: the visit keeps the plan it was booked with.
        return None
    is_right = (
        needed.plan.is_naive_like == visit.plan.is_naive_like
        and needed.table.id == visit.plan.rate_table_id
    )
    return None if needed is was or is_right else needed


def _check_there(
    store: Reader, visit: Appointment, needed: ComputedVisit, changes: Sequence[Change]
) -> Replanned:
    day = visit.start.date()
    moving = load_moving_visit(store, visit)
    facts = load_facts(store, day, day)
    now = place_plan(facts, moving, moving.plan, moving.table, visit.chair_id, visit.start)
    visits = [each.after for each in changes if isinstance(each.after, Appointment)]
    then = facts.with_visits(visits)
    plan = keep_length(visit, moving.plan, needed.plan)
    move = place_plan(then, moving, plan, needed.table, visit.chair_id, visit.start)
    new = worsened(blocking(move.conflicts), now.conflicts)
    return Replanned(visit, moving.planner.context.patient, move, new)
