"""The days a cycle is given over, changed: visits that come besides, and those that fall away."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from ivig_scheduler.domain.changes import Change, added, changed
from ivig_scheduler.domain.errors import refuse
from ivig_scheduler.domain.records import Appointment, Cycle
from ivig_scheduler.domain.terms import CHAIR_FREE, CancelReason, CycleState, Status
from ivig_scheduler.domain.wording import count
from ivig_scheduler.services.call_offs import taken_off
from ivig_scheduler.services.orders.contexts import load_orders
from ivig_scheduler.services.proposals import DayChanges
from ivig_scheduler.storage.as_if import AsIf
from ivig_scheduler.storage.reader import Reader


def days_made(days: DayChanges) -> tuple[Change, ...]:
    """Return changes that make the days, to look at the calendar with them: for an AsIf only."""
    plans = {each.plan.id: each.plan for each in days.added}
    gone = taken_off(each.appointment for each in days.dropped)
    return (*added(*plans.values()), *gone, *added(*(each.after for each in days.added)))


def make_days(store: Reader, days: DayChanges, stamp: datetime) -> tuple[Change, ...]:
    """Return the changes that call off the days that go and book those that come.

    `stamp` is an aware moment. A cycle that waited for a day it no longer needs is booked.
    """
    off = {
        "status": Status.CANCELLED,
        "status_since": stamp,
        "cancel_reason": CancelReason.PRESCRIBER,
        "cancel_note": "the cycle is given over fewer days",
    }
    gone = (
        changed(each.appointment, each.appointment.model_copy(update=off)) for each in days.dropped
    )
    plans = {each.plan.id: each.plan for each in days.added}
    return (
        *added(*plans.values()),
        *(change for group in gone for change in group),
        *_booked(store, days),
        *added(*(each.after for each in days.added)),
    )


def refuse_partial(store: Reader, changes: Sequence[Change], days: DayChanges) -> None:
    """Raise RuleBrokenError where, by the changes, a cycle has some of its order's days only."""
    then = AsIf(store, changes)
    cycles = then.some(Cycle, _cycles_of(days)).values()
    for cycle_id, order in load_orders(then, cycles).items():
        visits = then.where(Appointment, cycle_id=cycle_id)
        standing = sorted(each.day_of_cycle for each in visits if each.status not in CHAIR_FREE)
        if standing and standing != list(range(1, order.days_per_cycle + 1)):
            needed = count(order.days_per_cycle, "day")
            told = f"a cycle would have {count(len(standing), 'visit')} for {needed}: look again"
            raise refuse("days_per_cycle", told)


def _cycles_of(days: DayChanges) -> Iterable[UUID]:
    gained = {each.after.cycle_id for each in days.added}
    return gained | {each.appointment.cycle_id for each in days.dropped}


def _booked(store: Reader, days: DayChanges) -> tuple[Change, ...]:
    cycles = store.some(Cycle, _cycles_of(days)).values()
    update = {"state": CycleState.BOOKED, "reason": ""}
    booked = (changed(each, each.model_copy(update=update)) for each in cycles)
    return tuple(change for group in booked for change in group)
