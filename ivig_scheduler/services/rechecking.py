"""Checking planned visits again inside the transaction that books them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from ivig_scheduler.domain.clearance import Candidate, blocking, find_conflicts
from ivig_scheduler.domain.errors import Problem, RuleBrokenError
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.naive import EarlierVisit
from ivig_scheduler.domain.quantities import show_minutes
from ivig_scheduler.domain.records import Appointment, Cycle, Plan
from ivig_scheduler.domain.recurrence import due_day_of
from ivig_scheduler.domain.visit_plans import ComputedVisit, VisitPlanner, stay_of
from ivig_scheduler.domain.wording import show_moment
from ivig_scheduler.planning.series import PlannedCycle, PlannedVisit


class Recheck:
    """Computes planned visits anew from the facts of now and compares them with what was shown.

    `facts` fill up with each visit, so that two visits of one booking cannot take one chair.
    """

    def __init__(
        self,
        facts: ClinicFacts,
        planner: VisitPlanner,
        earlier: Iterable[EarlierVisit],
        now: datetime,
    ) -> None:
        self._facts = facts
        self._planner = planner
        self._now = now
        self._earlier = list(earlier)
        self._plans: dict[UUID, Plan] = {}
        self._booked: list[Appointment] = []
        self._problems: list[Problem] = []

    @property
    def plans(self) -> tuple[Plan, ...]:
        """The plans the booked visits stand by, each once."""
        return tuple(self._plans.values())

    def book(
        self, planned: Sequence[PlannedCycle], cycles: Sequence[Cycle]
    ) -> tuple[Appointment, ...]:
        """Return the appointments of the planned visits.

        Raises RuleBrokenError naming each visit that lost its place since it was planned.
        """
        product_id = self._planner.context.product.id
        for shown in planned:
            self._earlier += [
                EarlierVisit(visit.start.date(), product_id) for visit in shown.visits
            ]
        for shown, cycle in zip(planned, cycles, strict=True):
            for visit in shown.visits:
                self._book_one(visit, cycle)
        if self._problems:
            raise RuleBrokenError(*self._problems)
        return tuple(self._booked)

    def _book_one(self, visit: PlannedVisit, cycle: Cycle) -> None:
        name = f"cycle {cycle.number}"
        if self._planner.context.order.days_per_cycle > 1:
            name += f", day {visit.day_of_cycle}"
        name += f" on {show_moment(visit.start)}"
        computed = self._planner.plan_on(visit.start.date(), self._earlier)
        appointment = self._as_appointment(visit, cycle, computed)
        for message in self._find_problems(visit, appointment, computed, cycle):
            self._problems.append(Problem("cycles", f"{name}: {message}"))
        self._plans[computed.plan.id] = computed.plan
        self._booked.append(appointment)
        self._facts.occupancy.add((appointment,))

    def _as_appointment(
        self, visit: PlannedVisit, cycle: Cycle, computed: ComputedVisit
    ) -> Appointment:
        plan = computed.plan
        end, held_until = stay_of(plan, visit.start, self._facts.zone)
        return Appointment(
            patient_id=cycle.patient_id,
            course_id=cycle.course_id,
            cycle_id=cycle.id,
            plan_id=plan.id,
            chair_id=visit.chair_id,
            cycle_number=cycle.number,
            day_of_cycle=visit.day_of_cycle,
            start=visit.start,
            end=end,
            held_until=held_until,
            acuity_points=plan.acuity_points,
        )

    def _find_problems(
        self, visit: PlannedVisit, appointment: Appointment, computed: ComputedVisit, cycle: Cycle
    ) -> list[str]:
        problems = []
        if visit.start.date() < self._now.date():
            problems.append("that day is past")
        if appointment.held_until != visit.held_until:
            minutes = show_minutes(computed.plan.booked_minutes)
            problems.append(f"the visit now takes {minutes}: plan the series again")
        candidate = Candidate.at(
            self._planner.context,
            computed.plan,
            computed.table,
            visit.chair_id,
            appointment.start,
            self._facts.zone,
            due_day=due_day_of(cycle.due_day, visit.day_of_cycle),
        )
        found = find_conflicts(candidate, self._facts)
        return problems + [each.message for each in blocking(found)]
