"""A visit at another place and time: what it would become, and everything against it. Pure."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from ivig_scheduler.domain.clearance import Candidate, Conflict, find_conflicts
from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.hand_lengths import keep_length
from ivig_scheduler.domain.naive import EarlierVisit
from ivig_scheduler.domain.records import Appointment, Plan, RateTable, Weight
from ivig_scheduler.domain.terms import Severity
from ivig_scheduler.domain.visit_plans import VisitPlanner


@dataclass(frozen=True)
class MovingVisit:
    """A visit with what is needed to check it anywhere. `earlier` are the patient's other visits.

    `weights` are newest first. The weight is checked only for the patient's next visit, since at
    each visit it is taken anew.
    """

    appointment: Appointment
    plan: Plan
    table: RateTable
    planner: VisitPlanner
    earlier: tuple[EarlierVisit, ...]
    due_day: date | None
    weights: tuple[Weight, ...]
    is_weight_checked: bool


class Place(Protocol):
    """A chair and a local start, when the patient leaves and when the chair is clean again."""

    @property
    def chair_id(self) -> UUID: ...
    @property
    def start(self) -> datetime: ...
    @property
    def end(self) -> datetime: ...
    @property
    def held_until(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class PlannedMove:
    """Where a visit would stand, by which plan, and every check it fails there."""

    chair_id: UUID
    start: datetime
    end: datetime
    held_until: datetime
    plan: Plan
    conflicts: tuple[Conflict, ...]


def stand_at(visit: Appointment, place: Place, plan: Plan) -> Appointment:
    """Return a visit as it stands at a place, given by a plan.

    What was let pass for it was so for the place it had.
    """
    update = {
        "chair_id": place.chair_id,
        "start": place.start,
        "end": place.end,
        "held_until": place.held_until,
        "plan_id": plan.id,
        "acuity_points": plan.acuity_points,
    }
    if (visit.chair_id, visit.start) != (place.chair_id, place.start):
        update |= {"overridden": (), "override_reason": "", "override_by": ""}
    return visit.model_copy(update=update)


def plan_move(
    facts: ClinicFacts, visit: MovingVisit, chair_id: UUID, start: datetime
) -> PlannedMove:
    """Return what the visit becomes at a chair and local start, with every reason against it.

    The plan it was booked with stays, unless the new day makes it naive-like or no longer so.
    """
    plan, table, refusals = plan_there(visit, start.date())
    there = place_plan(facts, visit, plan, table, chair_id, start)
    return replace(there, conflicts=refusals + there.conflicts)


def place_plan(
    facts: ClinicFacts,
    visit: MovingVisit,
    plan: Plan,
    table: RateTable,
    chair_id: UUID,
    start: datetime,
) -> PlannedMove:
    """Return a visit by the plan given at a chair and local start, with every reason against it."""
    candidate = candidate_at(visit, plan, table, chair_id, start, facts.zone)
    conflicts = find_conflicts(candidate, facts)
    return PlannedMove(chair_id, start, candidate.end, candidate.held_until, plan, conflicts)


def candidate_at(
    visit: MovingVisit, plan: Plan, table: RateTable, chair_id: UUID, start: datetime, zone: str
) -> Candidate:
    """Return a visit by a plan at a chair and local start of the IANA zone, for the checks."""
    return Candidate.at(
        visit.planner.context,
        plan,
        table,
        chair_id,
        start,
        zone,
        due_day=visit.due_day,
        weight=next(iter(visit.weights), None),
        is_weight_checked=visit.is_weight_checked,
        appointment_id=visit.appointment.id,
    )


def plan_there(visit: MovingVisit, day: date) -> tuple[Plan, RateTable, tuple[Conflict, ...]]:
    """Return the plan of a visit on a day, its table, and what forbids that it is computed.

    The plan it was booked with stays, unless the day makes it naive-like or no longer so.
    """
    try:
        there = visit.planner.plan_on(day, visit.earlier)
        here = visit.planner.plan_on(visit.appointment.start.date(), visit.earlier)
    except RuleBrokenError as error:
        reasons = tuple(
            Conflict("draft_table", Severity.BLOCK, problem.message) for problem in error.problems
        )
        return visit.plan, visit.table, reasons
    is_same_kind = there is here and there.plan.is_naive_like == visit.plan.is_naive_like
    if is_same_kind:
        return visit.plan, visit.table, ()
    return keep_length(visit.appointment, visit.plan, there.plan), there.table, ()
