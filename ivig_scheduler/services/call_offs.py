"""Visits that lose their place by a change: called off, and their cycles put on the work list."""

from collections.abc import Iterable
from datetime import datetime

from ivig_scheduler.domain.changes import Change, changed
from ivig_scheduler.domain.limits import TEXT_LENGTH
from ivig_scheduler.domain.records import Appointment, Cycle
from ivig_scheduler.domain.terms import CancelReason, CycleState, Status
from ivig_scheduler.domain.wording import show_day
from ivig_scheduler.services.proposals import StuckVisit
from ivig_scheduler.storage.reader import Reader


def call_off(
    store: Reader,
    stuck: Iterable[StuckVisit],
    stamp: datetime,
    why: str,
    reason: CancelReason = CancelReason.OTHER,
) -> tuple[Change, ...]:
    """Return the changes that call visits without a place off, at the aware moment `stamp`.

    `why` is what took their place; each cycle waits on the work list with its own reasons.
    """
    changes: tuple[Change, ...] = ()
    cycles: dict[object, tuple[Cycle, list[str]]] = {}
    for each in stuck:
        visit = each.appointment
        off = {
            "status": Status.CANCELLED,
            "status_since": stamp,
            "cancel_reason": reason,
            "cancel_note": why,
        }
        changes += changed(visit, visit.model_copy(update=off))
        cycle = store.get(Cycle, visit.cycle_id)
        if cycle is not None:
            told = "; ".join(dict.fromkeys(found.message for found in each.reasons))
            lost = f"lost its place on {show_day(visit.start)}"
            said = cycles.setdefault(cycle.id, (cycle, []))[1]
            said.append(f"{lost}: {told}" if told else lost)
    for cycle, said in cycles.values():
        waited = f"{why}; {'; '.join(dict.fromkeys(said))}"[:TEXT_LENGTH]
        waits = {"state": CycleState.NEEDS_BOOKING, "reason": waited}
        changes += changed(cycle, cycle.model_copy(update=waits))
    return changes


def taken_off(visits: Iterable[Appointment]) -> tuple[Change, ...]:
    """Return changes that free the visits' chairs, to look at the calendar without them.

    They are for an AsIf only: nothing is stamped, and the cycles stay as they are.
    """
    off = {"status": Status.CANCELLED}
    return tuple(Change(each, each.model_copy(update=off)) for each in visits)
