"""Visits set aside: off the calendar for a while, with what they need to be put back.

A visit that is set aside frees its chair, and its cycle waits on the work list, so that nobody is
lost; whoever books the cycle there has booked the visit.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from ivig_scheduler.domain.changes import Change, ChangeSet, changed
from ivig_scheduler.domain.clearance.overriding import Override
from ivig_scheduler.domain.errors import refuse
from ivig_scheduler.domain.records import Appointment, Cycle, Patient
from ivig_scheduler.domain.terms import CHAIR_FREE, MOVABLE, CycleState, Status
from ivig_scheduler.domain.wording import show_day, show_moment
from ivig_scheduler.services.call_offs import give_up_place
from ivig_scheduler.services.day import DayVisit, as_day_visits
from ivig_scheduler.services.dispatcher import Work
from ivig_scheduler.services.moving_visits import order_of
from ivig_scheduler.services.placed_visits import place_visit
from ivig_scheduler.storage.reader import Reader


def load_strip(store: Reader) -> tuple[DayVisit, ...]:
    """Return the visits that are set aside and wait for a place, the first set aside first."""
    aside = store.where(Appointment, status=Status.SET_ASIDE)
    waiting = [each for each in aside if not _standing(store, each, day_of_cycle=each.day_of_cycle)]
    waiting.sort(key=lambda each: (str(each.status_since), each.start, each.id))
    patients = store.some(Patient, (each.patient_id for each in waiting))
    return as_day_visits(store, waiting, patients)


def set_aside(work: Work, before: Appointment) -> ChangeSet:
    """Take a visit off the calendar and keep it at hand; its cycle waits on the work list.

    Raises RuleBrokenError where the patient has come already.
    """
    if before.status not in MOVABLE:
        raise refuse("status", f"the visit is {before.status}: it can no longer be set aside")
    after = before.model_copy(update={"status": Status.SET_ASIDE, "status_since": work.now})
    why = f"set aside, stood on {show_day(before.start)}"
    return give_up_place(work.store, before, after, "Set a visit aside", why)


def put_back(
    work: Work,
    before: Appointment,
    chair_id: UUID,
    start: datetime,
    override: Override | None = None,
) -> ChangeSet:
    """Put a visit that was set aside into a chair at a local start.

    Raises RuleBrokenError with every blocking reason that is not let pass by `override`, and where
    its cycle has been booked meanwhile.
    """
    _refuse_placed(work.store, before)
    if start < work.local and start.date() <= work.today:
        raise refuse("start", f"{show_moment(start)} is past: choose a later start")
    placed = place_visit(
        work.store,
        before,
        chair_id,
        start,
        override,
        update={"status": Status.BOOKED, "status_since": work.now},
        besides=_close_cycle(work.store, before),
    )
    return placed.as_act(f"Put a visit back, {show_moment(start)}")


def _refuse_placed(store: Reader, visit: Appointment) -> None:
    if visit.status is not Status.SET_ASIDE:
        raise refuse("status", f"the visit is {visit.status}: only one set aside is put back")
    standing = _standing(store, visit, day_of_cycle=visit.day_of_cycle)
    if standing:
        day = show_day(standing[0].start)
        raise refuse("status", f"the cycle was booked meanwhile, on {day}: let the visit go")


def _standing(
    store: Reader, visit: Appointment, *, day_of_cycle: int | None = None
) -> Sequence[Appointment]:
    """Return the other visits of the visit's cycle that hold a chair, all or those of one day."""
    return [
        each
        for each in store.where(Appointment, cycle_id=visit.cycle_id)
        if each.id != visit.id
        and each.status not in CHAIR_FREE
        and day_of_cycle in {None, each.day_of_cycle}
    ]


def _close_cycle(store: Reader, visit: Appointment) -> tuple[Change, ...]:
    """Return the change that takes the cycle off the work list, where no other day is missing."""
    cycle = store.get(Cycle, visit.cycle_id)
    days = {each.day_of_cycle for each in _standing(store, visit)} | {visit.day_of_cycle}
    if cycle is None or len(days) < order_of(store, visit).days_per_cycle:
        return ()
    update = {"state": CycleState.BOOKED, "reason": ""}
    return changed(cycle, cycle.model_copy(update=update))
