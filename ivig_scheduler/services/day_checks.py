"""What is against the visits of a day that have not begun, for the signs on the schedule.

Reads for the whole day at once: one visit after the other would keep the database busy too long.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from ivig_scheduler.domain.clearance import Candidate, Conflict, OrderedVisit, find_conflicts
from ivig_scheduler.domain.records import Cycle, Order, RateTable, Weight
from ivig_scheduler.domain.recurrence import due_day_of
from ivig_scheduler.domain.terms import MOVABLE
from ivig_scheduler.services.day import Day, DayVisit
from ivig_scheduler.services.orders.contexts import load_orders
from ivig_scheduler.storage.reader import Reader

#: Concerns the hour and not the visit: the curve above the day shows it once for all.
OF_THE_HOUR = "nurse_capacity"


@dataclass(frozen=True)
class _Papers:
    """What the visits of a day are checked by, read together; orders are by cycle."""

    orders: Mapping[UUID, Order]
    tables: Mapping[UUID, RateTable]
    weights: Mapping[UUID, Weight]
    coming_earlier: frozenset[UUID]


def find_troubles(store: Reader, day: Day, today: date) -> Mapping[UUID, tuple[Conflict, ...]]:
    """Return the checks each visit fails where it stands, by its appointment's id.

    Visits that have begun, and those against which there is nothing, are left out; so is every
    visit of a day before `today`.
    """
    if day.day < today:
        return {}
    visits = tuple(visit for visit in day.seated if visit.appointment.status in MOVABLE)
    papers = _read_papers(store, visits, day.day, today)
    found = {visit.appointment.id: _conflicts(visit, day, papers) for visit in visits}
    return {key: conflicts for key, conflicts in found.items() if conflicts}


def _read_papers(store: Reader, visits: Sequence[DayVisit], day: date, today: date) -> _Papers:
    cycles = store.some(Cycle, (visit.appointment.cycle_id for visit in visits))
    patients = frozenset(visit.patient.id for visit in visits)
    before = store.stays_between(datetime.combine(today, time()), datetime.combine(day, time()))
    return _Papers(
        orders=load_orders(store, cycles.values()),
        tables=store.some(RateTable, (visit.plan.rate_table_id for visit in visits)),
        weights=_newest(store.where_in(Weight, "patient_id", patients)),
        coming_earlier=frozenset(stay.patient_id for stay in before if stay.start.date() < day),
    )


def _newest(weights: Iterable[Weight]) -> Mapping[UUID, Weight]:
    by_patient: defaultdict[UUID, list[Weight]] = defaultdict(list)
    for weight in weights:
        by_patient[weight.patient_id].append(weight)
    return {
        patient: max(those, key=lambda weight: weight.day) for patient, those in by_patient.items()
    }


def _conflicts(visit: DayVisit, day: Day, papers: _Papers) -> tuple[Conflict, ...]:
    appointment = visit.appointment
    order = papers.orders.get(appointment.cycle_id)
    if order is None:
        return ()
    due = visit.cycle_due
    candidate = Candidate.standing(
        OrderedVisit(visit.patient, order, visit.product),
        visit.plan,
        papers.tables.get(visit.plan.rate_table_id),
        appointment,
        due_day=due_day_of(due, appointment.day_of_cycle) if due else None,
        weight=papers.weights.get(visit.patient.id),
        is_weight_checked=visit.patient.id not in papers.coming_earlier,
    )
    found = find_conflicts(candidate, day.facts)
    return tuple(conflict for conflict in found if conflict.rule != OF_THE_HOUR)
