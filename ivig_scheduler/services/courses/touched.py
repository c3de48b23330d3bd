"""Which visits a change of facts may touch, and from which cycle on its due days move."""

from collections.abc import Sequence
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
from ivig_scheduler.storage.reader import Reader

FAR = timedelta(days=FAR_AHEAD_DAYS)


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
