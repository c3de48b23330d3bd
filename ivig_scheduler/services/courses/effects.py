"""What a change of facts does to coming visits where they stand, batch by batch in time order.

A batch is read at once; what the change does to it is computed beside the database.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from ivig_scheduler.domain.changes import Change
from ivig_scheduler.domain.clearance import Conflict, blocking
from ivig_scheduler.domain.clearance.conflict import worsened
from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.hand_lengths import keep_length
from ivig_scheduler.domain.naive import EarlierVisit
from ivig_scheduler.domain.occupancy import Occupancy
from ivig_scheduler.domain.records import Appointment, Patient, Plan, RateTable
from ivig_scheduler.domain.terms import Status
from ivig_scheduler.domain.visit_plans import ComputedVisit
from ivig_scheduler.services.clinic_facts import gather_facts
from ivig_scheduler.services.courses.plan_content import has_same_content
from ivig_scheduler.services.moves import MovingVisit, place_plan
from ivig_scheduler.services.moving_visits import load_moving_visits
from ivig_scheduler.services.patient_calendar import Calendars, CalendarVisit, load_calendars
from ivig_scheduler.services.proposals import ProposedMove
from ivig_scheduler.storage.as_if import AsIf
from ivig_scheduler.storage.reader import Reader


@dataclass(frozen=True)
class Batch:
    """Visits of some whole days: how they stand, how they do by the facts, and who else is there.

    `then` and `calendars` are by the changed facts; `facts` are those of all the days together.
    """

    visits: tuple[Appointment, ...]
    stands: Mapping[UUID, MovingVisit]
    then: Mapping[UUID, MovingVisit]
    calendars: Calendars
    facts: ClinicFacts


class Batches:
    """Reads batches of visits as they stand and as they are by `changes`; calendars only once."""

    def __init__(self, changes: Sequence[Change]) -> None:
        self._changes = changes
        self._now: dict[UUID, tuple[CalendarVisit, ...]] = {}
        #: The same ones, unless the facts change visits.
        touches = any(isinstance(each.record, Appointment | Plan) for each in changes)
        self._then = {} if touches else self._now

    def load(self, store: Reader, visits: Sequence[Appointment]) -> Batch:
        """Return a batch of visits, which are in time order."""
        then = AsIf(store, self._changes)
        patients = {each.patient_id for each in visits}
        self._now |= load_calendars(store, patients - self._now.keys())
        self._then |= load_calendars(then, patients - self._then.keys())
        return Batch(
            tuple(visits),
            load_moving_visits(store, visits, self._now),
            load_moving_visits(then, visits, self._then),
            {patient_id: self._then[patient_id] for patient_id in patients},
            self._load_facts(then, visits),
        )

    def _load_facts(self, then: Reader, visits: Sequence[Appointment]) -> ClinicFacts:
        days = sorted({each.start.date() for each in visits})
        stays = [each for day in days for each in then.stays_between(*_span(day))]
        patients = then.some(Patient, (each.patient_id for each in stays))
        return gather_facts(then, days[0], days[-1], stays, patients)


class Effects:
    """What was found so far.

    `in_place` are the visits that change where they stand; `collisions` those that no longer fit
    there, with what is against them and as they would stand; `kept` counts all others. A look that
    `renews` also changes visits that were planned by older facts than those of today.
    """

    def __init__(self, *, renews: bool = False) -> None:
        self._renews = renews
        self.in_place: dict[UUID, ProposedMove] = {}
        self.collisions: dict[UUID, tuple[ProposedMove, tuple[Conflict, ...]]] = {}
        self.kept = 0
        self._plans: list[Plan] = []
        #: Products of visits that are given another one.
        self._products: dict[UUID, UUID] = {}

    def look(self, batch: Batch, is_stopped: Callable[[], bool]) -> None:
        """Look at the visits of a batch; nothing is read.

        Raises RuleBrokenError where one could be computed before and no longer can.
        """
        days: dict[date, _DayFacts] = {}
        for visit in batch.visits:
            if is_stopped():
                return
            day = visit.start.date()
            if day not in days:
                days[day] = _DayFacts(batch.facts, day)
            self._look_at(batch, visit, days[day])

    def _look_at(self, batch: Batch, visit: Appointment, day: "_DayFacts") -> None:
        stands = batch.stands[visit.id]
        moving = replace(batch.then[visit.id], earlier=self._earlier(batch, visit))
        plan, table = self._plan_of(visit, stands, moving)
        here = place_plan(day.then, moving, plan, table, visit.chair_id, visit.start)
        against = _new_reasons(stands, here.conflicts, day.now)
        if against:
            self.collisions[visit.id] = (ProposedMove.of(moving, here), against)
            day.take_off(visit)
        elif plan.id != visit.plan_id:
            self.in_place[visit.id] = ProposedMove.of(moving, here)
            day.put(self.in_place[visit.id].after)
        else:
            self.kept += 1
        self._products[visit.id] = plan.product_id

    def _earlier(self, batch: Batch, visit: Appointment) -> tuple[EarlierVisit, ...]:
        """Return the patient's other visits, each with the product it is given by then."""
        return tuple(
            EarlierVisit(
                each.appointment.start.date(),
                self._products.get(each.appointment.id, each.plan.product_id),
            )
            for each in batch.calendars[visit.patient_id]
            if each.appointment.id != visit.id
        )

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
        plan = keep_length(visit, stands.plan, needed.plan)
        is_untouched = not self._renews and has_same_content(needed.plan, was.plan)
        if is_untouched or has_same_content(plan, stands.plan):
            return stands.plan, stands.table
        return self._shared(plan), needed.table

    def _shared(self, plan: Plan) -> Plan:
        """Return one plan for all visits that are alike."""
        known = next((each for each in self._plans if has_same_content(each, plan)), None)
        if known is None:
            self._plans.append(plan)
        return known or plan


class _DayFacts:
    """The clinic's facts of one day as it stands, and with what was found so far."""

    def __init__(self, facts: ClinicFacts, day: date) -> None:
        stays = facts.occupancy.between(*_span(day))
        self.now = self.then = replace(facts, occupancy=Occupancy(stays))

    def put(self, visit: Appointment) -> None:
        """Let a visit stand as it is given."""
        self.then = self.then.with_visits((visit,))

    def take_off(self, visit: Appointment) -> None:
        """Let a visit stand nowhere."""
        self.put(visit.model_copy(update={"status": Status.CANCELLED}))


def _span(day: date) -> tuple[datetime, datetime]:
    midnight = datetime.combine(day, time())
    return midnight, midnight + timedelta(days=1)


def _new_reasons(
    stands: MovingVisit, found: Sequence[Conflict], now: ClinicFacts
) -> tuple[Conflict, ...]:
    """Return what forbids the visit's place by the change and did not before."""
    against = blocking(found)
    if not against:
        return ()
    visit = stands.appointment
    before = place_plan(now, stands, stands.plan, stands.table, visit.chair_id, visit.start)
    return worsened(against, before.conflicts)


def _computed(visit: MovingVisit, day: date) -> ComputedVisit | None:
    try:
        return visit.planner.plan_on(day, visit.earlier)
    except RuleBrokenError:
        # A draft table computed nothing before either: the visit keeps the plan it has.
        return None
