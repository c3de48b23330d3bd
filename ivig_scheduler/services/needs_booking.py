"""Everybody who needs a place, so that nobody is lost.

These are the cycles without a place (called off, missed, never booked), the visits that were set
aside, and visits of past days that nobody closed: they may not have taken place.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from ivig_scheduler.domain.records import Appointment, Cycle, Order, Patient, Product
from ivig_scheduler.domain.terms import CHAIR_FREE, CycleState, Status
from ivig_scheduler.services.orders.contexts import load_orders
from ivig_scheduler.services.site_settings import load_settings
from ivig_scheduler.services.work_list import WorkItem, load_work_list
from ivig_scheduler.storage.reader import Reader

DAYS_A_WEEK = 7


class NeedKind(StrEnum):
    """Why somebody needs a place."""

    NO_PLACE = "no place yet"
    CANCELLED = "cancelled"
    NO_SHOW = "no-show"
    SET_ASIDE = "set aside"
    LEFT_OPEN = "left open"


class Urgency(StrEnum):
    """How soon a place is needed, the soonest first."""

    OVERDUE = "overdue"
    WEEK = "within 7 days"
    LATER = "later"


_KINDS = {
    Status.CANCELLED: NeedKind.CANCELLED,
    Status.NO_SHOW: NeedKind.NO_SHOW,
    Status.SET_ASIDE: NeedKind.SET_ASIDE,
}


@dataclass(frozen=True)
class BookingNeed:
    """Somebody who needs a place; `days_late` is negative before the due day.

    `visit` is the one that was set aside, left open, missed or called off last; `item` the cycle on
    the work list, where it is there.
    """

    kind: NeedKind
    patient: Patient
    cycle: Cycle
    order: Order
    product: Product
    due_day: date
    days_late: int
    reason: str = ""
    visit: Appointment | None = None
    item: WorkItem | None = None

    @property
    def key(self) -> tuple[NeedKind, UUID]:
        """What tells this need from all others."""
        return self.kind, self.visit.id if self.item is None and self.visit else self.cycle.id

    @property
    def urgency(self) -> Urgency:
        """How soon a place is needed."""
        if self.days_late > 0:
            return Urgency.OVERDUE
        return Urgency.WEEK if -self.days_late <= DAYS_A_WEEK else Urgency.LATER


def load_needs(store: Reader, today: date) -> tuple[BookingNeed, ...]:
    """Return everybody who needs a place on the site's day `today`, the longest due first."""
    items = load_work_list(store, today)
    listed = {each.cycle.id for each in items}
    aside = [
        each
        for each in store.where(Appointment, status=Status.SET_ASIDE)
        if each.cycle_id not in listed
    ]
    visits = _visits_of(store, (*listed, *(each.cycle_id for each in aside)))
    needs = [_cycle_need(each, visits[each.cycle.id]) for each in items]
    forgotten = [each for each in aside if not _stands(each, visits[each.cycle_id])]
    needs += _visit_needs(store, forgotten, NeedKind.SET_ASIDE, today)
    needs += _visit_needs(store, _left_open(store, today), NeedKind.LEFT_OPEN, today)
    return tuple(sorted(needs, key=lambda each: (each.due_day, each.patient.full_name)))


def _visits_of(store: Reader, cycle_ids: Iterable[UUID]) -> Mapping[UUID, Sequence[Appointment]]:
    found: defaultdict[UUID, list[Appointment]] = defaultdict(list)
    for each in store.where_in(Appointment, "cycle_id", cycle_ids):
        found[each.cycle_id].append(each)
    return found


def _stands(visit: Appointment, visits: Iterable[Appointment]) -> bool:
    """Return whether a visit's day of the cycle has its place after all."""
    return any(
        each.day_of_cycle == visit.day_of_cycle and each.status not in CHAIR_FREE for each in visits
    )


def _cycle_need(item: WorkItem, visits: Sequence[Appointment]) -> BookingNeed:
    """Return a cycle of the work list: by the visit that is set aside, or was called off last."""
    off = [each for each in visits if each.status in _KINDS and not _stands(each, visits)]
    last = max(off, key=lambda each: (each.status is Status.SET_ASIDE, each.start), default=None)
    return BookingNeed(
        _KINDS[last.status] if last else NeedKind.NO_PLACE,
        item.patient,
        item.cycle,
        item.order,
        item.product,
        item.due_day,
        item.days_late,
        item.reason,
        last,
        item,
    )


def _left_open(store: Reader, today: date) -> Sequence[Appointment]:
    """Return the visits of the last days that are neither done nor called off."""
    back = timedelta(days=load_settings(store).whole("lists.left_open"))
    midnight = datetime.combine(today, time())
    return store.unfinished_between(midnight - back, midnight)


def _visit_needs(
    store: Reader, visits: Sequence[Appointment], kind: NeedKind, today: date
) -> list[BookingNeed]:
    cycles = store.some(Cycle, (each.cycle_id for each in visits))
    orders = load_orders(store, cycles.values())
    patients = store.some(Patient, (each.patient_id for each in visits))
    products = store.some(Product, (each.product_id for each in orders.values()))
    found = []
    for each in visits:
        cycle = cycles[each.cycle_id]
        if cycle.state is CycleState.SKIPPED and kind is NeedKind.SET_ASIDE:
            continue
        order = orders[cycle.id]
        off = timedelta(days=each.day_of_cycle - 1)
        due = each.start.date() if kind is NeedKind.LEFT_OPEN else cycle.due_day + off
        of, product = patients[each.patient_id], products[order.product_id]
        late = (today - due).days
        found.append(BookingNeed(kind, of, cycle, order, product, due, late, visit=each))
    return found
