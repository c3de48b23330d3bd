"""Which visits a change of facts may touch, and from which cycle on its due days move."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from ivig_scheduler.domain.changes import Change
from ivig_scheduler.domain.limits import FAR_AHEAD_DAYS
from ivig_scheduler.domain.records import (
    Appointment,
    Course,
    Cycle,
    Order,
    Patient,
    RateTable,
    Record,
    Weight,
)
from ivig_scheduler.services.orders.contexts import load_orders
from ivig_scheduler.storage.as_if import AsIf
from ivig_scheduler.storage.reader import Reader

FAR = timedelta(days=FAR_AHEAD_DAYS)


@dataclass(frozen=True, slots=True)
class PlannedAnew:
    """Cycles of a course that are planned anew: from the `first` number on, or some of them only.

    Those `given_otherwise` are given over the days of another order.
    """

    first: int
    given_otherwise: frozenset[UUID] = frozenset()
    is_only: bool = False

    @property
    def only(self) -> frozenset[UUID] | None:
        """The cycles besides which none is planned; None where it is all that follow."""
        return self.given_otherwise if self.is_only else None

    def has(self, visit: Appointment) -> bool:
        """Return whether the visit is planned anew with its cycle."""
        is_among = self.only is None or visit.cycle_id in self.only
        return is_among and visit.cycle_number >= self.first


def moved_from(facts: Sequence[Change]) -> dict[UUID, int]:
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


def given_otherwise(store: Reader, facts: Sequence[Change]) -> dict[UUID, tuple[Cycle, ...]]:
    """Return, by course, the cycles that the facts give by another order, over other days.

    Nothing for a course whose cycles are all given over as many days as before.
    """
    courses = {
        change.record.course_id if isinstance(change.record, Cycle) else change.record.id
        for change in facts
        if change.before is not None and isinstance(change.record, Course | Cycle)
    }
    then = AsIf(store, facts)
    found: dict[UUID, tuple[Cycle, ...]] = {}
    for course_id in courses:
        cycles = store.where(Cycle, course_id=course_id)
        before = load_orders(store, cycles)
        after = load_orders(then, then.where(Cycle, course_id=course_id))
        other = [each for each in cycles if after[each.id].id != before[each.id].id]
        if any(after[each.id].days_per_cycle != before[each.id].days_per_cycle for each in other):
            found[course_id] = tuple(other)
    return found


def replanned_by(store: Reader, facts: Sequence[Change]) -> dict[UUID, PlannedAnew]:
    """Return, by course, the cycles that are planned anew by the facts.

    Where due days move, it is those from there on; where only the days of cycles change, those.
    """
    found = {course_id: PlannedAnew(first) for course_id, first in moved_from(facts).items()}
    for course_id, cycles in given_otherwise(store, facts).items():
        ids = frozenset(each.id for each in cycles)
        first = min(each.number for each in cycles)
        known = found.get(course_id)
        found[course_id] = (
            PlannedAnew(first, ids, is_only=True)
            if known is None
            else PlannedAnew(min(first, known.first), ids)
        )
    return found


def visits_of(store: Reader, facts: Sequence[Change], now: datetime) -> tuple[Appointment, ...]:
    """Return the visits of the patients that the facts are about."""
    patients = {found for change in facts for found in _patients_of(change.record)}
    products = {
        change.record.product_id for change in facts if isinstance(change.record, RateTable)
    }
    if products:
        # Stays are quick to read; a calendar of years has tens of thousands.
        coming = {each.patient_id for each in store.stays_between(now, now + FAR)}
        orders = store.where_in(Order, "patient_id", coming)
        patients |= {each.patient_id for each in orders if each.product_id in products}
    return store.where_in(Appointment, "patient_id", patients)


def _patients_of(record: Record) -> tuple[UUID, ...]:
    if isinstance(record, Patient):
        return (record.id,)
    if isinstance(record, Weight | Order | Course | Cycle | Appointment):
        return (record.patient_id,)
    return ()
