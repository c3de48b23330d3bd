"""Visits that lose their place by a change: called off, and their cycles put on the work list."""

from collections.abc import Iterable
from datetime import datetime

from ivig_scheduler.domain.changes import Change, ChangeSet, changed
from ivig_scheduler.domain.limits import TEXT_LENGTH
from ivig_scheduler.domain.records import Appointment, Cycle
from ivig_scheduler.domain.terms import CHAIR_FREE, CancelReason, CycleState, Status
from ivig_scheduler.domain.wording import count, show_day
from ivig_scheduler.services.courses.due_days import rechain_due_days
from ivig_scheduler.services.proposals import StuckVisit
from ivig_scheduler.services.replanning import changes_of, find_replanned
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


def give_up_place(
    store: Reader, before: Appointment, after: Appointment, label: str, reason: str
) -> ChangeSet:
    """Return the change of a visit that gives up its place; `reason` is told on the work list.

    The cycle goes to the work list; one that a visit set aside has left already stays as it is. A
    visit of the patient that becomes naive-like by this is planned anew where it fits; where it
    does not, it stays and its checks say what it needs.
    """
    freed = changed(before, after) + _reopened(store, before, reason)
    following = find_replanned(store, before.patient_id, freed)
    fitting = [each for each in following if not each.new_conflicts]
    stuck = len(following) - len(fitting)
    if stuck:
        label += f"; {count(stuck, 'visit needs', 'visits need')} another place"
    changes = rechain_due_days(store, before.course_id, freed + changes_of(fitting))
    return ChangeSet(label, changes)


def _reopened(store: Reader, visit: Appointment, reason: str) -> tuple[Change, ...]:
    """Return the change that puts the visit's cycle on the work list.

    A visit that holds no chair has put it there before: since then it may have been booked anew,
    or skipped on purpose.
    """
    cycle = store.get(Cycle, visit.cycle_id)
    is_settled = cycle is not None and cycle.state is not CycleState.NEEDS_BOOKING
    if cycle is None or (visit.status in CHAIR_FREE and is_settled):
        return ()
    update = {"state": CycleState.NEEDS_BOOKING, "reason": reason}
    return changed(cycle, cycle.model_copy(update=update))
