"""Looking at every coming visit that a change of facts may touch, one after the other in time."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from ivig_scheduler.domain.changes import Change
from ivig_scheduler.domain.clearance import Conflict, blocking, brought
from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.records import (
    Appointment,
    Course,
    Cycle,
    Order,
    Patient,
    Plan,
    RateTable,
    Record,
    Weight,
)
from ivig_scheduler.domain.visit_plans import ComputedVisit
from ivig_scheduler.services.call_offs import taken_off
from ivig_scheduler.services.clinic_facts import load_facts
from ivig_scheduler.services.courses.ahead import visits_ahead
from ivig_scheduler.services.courses.following import FollowingPlan, plan_following
from ivig_scheduler.services.courses.other_places import find_other_day, find_place_that_day, moved
from ivig_scheduler.services.courses.plan_content import has_same_content
from ivig_scheduler.services.moves import MovingVisit, PlannedMove, place_plan
from ivig_scheduler.services.moving_visits import load_moving_visit
from ivig_scheduler.services.proposals import ProposedMove, StuckVisit
from ivig_scheduler.storage.as_if import AsIf
from ivig_scheduler.storage.reader import Reader

#: No calendar reaches further.
FAR = timedelta(days=3660)


class Effects:
    """What changes of facts do to the visits of the patients they are about.

    `collisions` are the reasons against visits where they stand, by the visit's id.
    """

    def __init__(self, store: Reader, facts: Sequence[Change], now: datetime) -> None:
        self._store, self._facts, self._now = store, tuple(facts), now
        self._moves: dict[UUID, ProposedMove] = {}
        self._stuck: dict[UUID, StuckVisit] = {}
        self._plans: list[Plan] = []
        #: Placed, or given up, together with another day of their cycle.
        self._settled: set[UUID] = set()
        self.collisions: dict[UUID, tuple[Conflict, ...]] = {}
        self.kept = 0

    @property
    def moves(self) -> tuple[ProposedMove, ...]:
        """The visits that change, in time order."""
        return tuple(sorted(self._moves.values(), key=lambda each: each.before.start))

    @property
    def stuck(self) -> tuple[StuckVisit, ...]:
        """The visits without a place, in time order."""
        return tuple(sorted(self._stuck.values(), key=lambda each: each.appointment.start))

    def look(self) -> None:
        """Look at every coming visit; where due days move, all from there on are planned."""
        visits = visits_ahead(_visits_of(self._store, self._facts, self._now), self._now)
        from_number = _moved_from(self._facts)
        for visit in visits:
            first = from_number.get(visit.course_id)
            if (first is None or visit.cycle_number < first) and visit.id not in self._settled:
                self._look_at(visit)
        for course_id, number in from_number.items():
            self._take(plan_following(self._then(), course_id, number, self._now))

    def _take(self, found: FollowingPlan) -> None:
        self._moves |= {each.before.id: each for each in found.moves}
        self._stuck |= {each.appointment.id: each for each in found.stuck}
        self.collisions |= {each.appointment.id: each.reasons for each in found.stuck}
        self.kept += found.kept

    def _then(self) -> Reader:
        """Return the calendar as it is by the facts and by all that was found so far."""
        off = taken_off(each.appointment for each in self._stuck.values())
        return AsIf(self._store, (*self._facts, *moved(self._moves.values()), *off))

    def _look_at(self, visit: Appointment) -> None:
        then = self._then()
        stands, moving = load_moving_visit(self._store, visit), load_moving_visit(then, visit)
        plan, table = self._plan_of(visit, stands, moving)
        day = visit.start.date()
        facts = load_facts(then, day, day)
        here = place_plan(facts, moving, plan, table, visit.chair_id, visit.start)
        against = self._new(stands, here)
        if against:
            self.collisions[visit.id] = against
            self._place_elsewhere(then, visit, moving, plan, table)
        elif plan.id != visit.plan_id:
            self._moves[visit.id] = ProposedMove.of(moving, here)
        else:
            self.kept += 1

    def _place_elsewhere(
        self, then: Reader, visit: Appointment, moving: MovingVisit, plan: Plan, table: RateTable
    ) -> None:
        day = visit.start.date()
        facts = load_facts(then, day, day)
        there = find_place_that_day(facts, moving, plan, table, day, self._now)
        if there is not None:
            self._moves[visit.id] = ProposedMove.of(moving, there)
            return
        together = self._days_of_cycle(visit)
        found = find_other_day(then, together, self._now)
        for each in together:
            self._settled.add(each.id)
            self._moves.pop(each.id, None)
        if found:
            self._moves |= {each.before.id: each for each in found}
            return
        reasons = self.collisions[visit.id]
        patient = moving.planner.context.patient
        self._stuck |= {each.id: StuckVisit(each, patient, reasons) for each in together}

    def _days_of_cycle(self, visit: Appointment) -> tuple[Appointment, ...]:
        """Return the days of the visit's cycle that are still to come: they move together."""
        return visits_ahead(self._store.where(Appointment, cycle_id=visit.cycle_id), self._now)

    def _plan_of(
        self, visit: Appointment, stands: MovingVisit, moving: MovingVisit
    ) -> tuple[Plan, RateTable]:
        """Return the plan a visit has after the change: its own where the change is not about it.

        Raises RuleBrokenError where it could be computed before and no longer can.
        """
        day = visit.start.date()
        was = _computed(stands, day)
        if was is None:
            return stands.plan, stands.table
        needed = moving.planner.plan_on(day, moving.earlier)
        is_right = has_same_content(needed.plan, was.plan) or has_same_content(
            needed.plan, stands.plan
        )
        if is_right:
            return stands.plan, stands.table
        return self._shared(needed.plan), needed.table

    def _shared(self, plan: Plan) -> Plan:
        """Return one plan for all visits that are alike."""
        known = next((each for each in self._plans if has_same_content(each, plan)), None)
        if known is None:
            self._plans.append(plan)
        return known or plan

    def _new(self, stands: MovingVisit, here: PlannedMove) -> tuple[Conflict, ...]:
        """Return what forbids the visit's place by the change and did not before."""
        found = blocking(here.conflicts)
        if not found:
            return ()
        visit, day = stands.appointment, here.start.date()
        facts = load_facts(self._store, day, day)
        before = place_plan(
            facts, stands, stands.plan, stands.table, visit.chair_id, visit.start
        ).conflicts
        return brought(found, before)


def _computed(visit: MovingVisit, day: date) -> ComputedVisit | None:
    try:
        return visit.planner.plan_on(day, visit.earlier)
    except RuleBrokenError:
        # A draft table computed nothing before either: the visit keeps the plan it has.
        return None


def _moved_from(facts: Sequence[Change]) -> dict[UUID, int]:
    """Return, by course, the first cycle whose due day the facts move."""
    first: dict[UUID, int] = {}
    for change in facts:
        before, after = change.before, change.after
        if not (isinstance(before, Cycle) and isinstance(after, Cycle)):
            continue
        if before.due_day != after.due_day:
            known = first.get(after.course_id, after.number)
            first[after.course_id] = min(known, after.number)
    return first


def _visits_of(store: Reader, facts: Sequence[Change], now: datetime) -> tuple[Appointment, ...]:
    """Return the visits of the patients that the facts are about."""
    patients = {found for change in facts for found in _patients_of(change.record)}
    products = {
        change.record.product_id for change in facts if isinstance(change.record, RateTable)
    }
    if products:
        coming = store.appointments_between(now, now + FAR)
        plans = store.some(Plan, (each.plan_id for each in coming))
        patients |= {
            each.patient_id for each in coming if plans[each.plan_id].product_id in products
        }
    return store.where_in(Appointment, "patient_id", patients)


def _patients_of(record: Record) -> tuple[UUID, ...]:
    if isinstance(record, Patient):
        return (record.id,)
    if isinstance(record, Weight | Order | Course | Cycle | Appointment):
        return (record.patient_id,)
    return ()
