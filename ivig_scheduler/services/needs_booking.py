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
from ivig_scheduler.domain.terms import CHAIR_FREE, Status
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
        return Urgency.WEEK if -self.days_late < DAYS_A_WEEK else Urgency.LATER


def load_needs(store: Reader, today: date) -> tuple[BookingNeed, ...]:
    """Return everybody who needs a place on the site's day `today`, the longest due first."""
    aside = store.where(Appointment, status=Status.SET_ASIDE)
    items = load_work_list(store, today)
    visits = _visits_of(store, (each.cycle.id for each in items))
    needs = [
        _cycle_need(each, visits[each.cycle.id])
        for each in items
        if not _is_all_aside(each, visits[each.cycle.id])
    ]
    needs += _visit_needs(store, aside, NeedKind.SET_ASIDE, today)
    needs += _visit_needs(store, _left_open(store, today), NeedKind.LEFT_OPEN, today)
    return tuple(sorted(needs, key=lambda each: (each.due_day, each.patient.full_name)))


def _visits_of(store: Reader, cycle_ids: Iterable[UUID]) -> Mapping[UUID, Sequence[Appointment]]:
    found: defaultdict[UUID, list[Appointment]] = defaultdict(list)
    for each in store.where_in(Appointment, "cycle_id", cycle_ids):
        found[each.cycle_id].append(each)
    return found


def _is_all_aside(item: WorkItem, visits: Sequence[Appointment]) -> bool:
    """Return whether every missing day of a cycle is a visit that was set aside."""
    aside = {each.day_of_cycle for each in visits if each.status is Status.SET_ASIDE}
    there = {each.day_of_cycle for each in visits if each.status not in CHAIR_FREE}
    return bool(aside) and len(there | aside) >= item.order.days_per_cycle


def _cycle_need(item: WorkItem, visits: Sequence[Appointment]) -> BookingNeed:
    off = [each for each in visits if each.status in {Status.CANCELLED, Status.NO_SHOW}]
    last = max(off, key=lambda each: each.start, default=None)
    kind = NeedKind.NO_PLACE if last is None else NeedKind(last.status)
    return BookingNeed(
        kind,
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
        order = orders[cycle.id]
        is_open = kind is NeedKind.LEFT_OPEN
        due = each.start.date() if is_open else cycle.due_day + timedelta(each.day_of_cycle - 1)
        late = (today - due).days
        found.append(
            BookingNeed(
                kind,
                patients[each.patient_id],
                cycle,
                order,
                products[order.product_id],
                due,
                late,
                visit=each,
            )
        )
    return found
