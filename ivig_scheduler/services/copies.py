"""Another visit like one that stands: the next cycle of its course that waits for a place."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

from ivig_scheduler.domain.changes import ChangeSet
from ivig_scheduler.domain.errors import Problem, RuleBrokenError, refuse
from ivig_scheduler.domain.records import Appointment, Cycle
from ivig_scheduler.domain.terms import CycleState
from ivig_scheduler.domain.wording import show_moment
from ivig_scheduler.planning.placing import Wish
from ivig_scheduler.services.dispatcher import Work
from ivig_scheduler.services.moves import MovingVisit
from ivig_scheduler.services.moving_visits import load_moving_visit
from ivig_scheduler.services.patient_calendar import as_earlier, load_calendar
from ivig_scheduler.services.work_list import book_cycle, plan_cycle
from ivig_scheduler.storage.reader import Reader


def find_next_unplaced(store: Reader, visit: Appointment) -> Cycle | None:
    """Return the first cycle of a visit's course that has no place, or None where all have."""
    waiting = (
        each
        for each in store.where(Cycle, course_id=visit.course_id)
        if each.state is CycleState.NEEDS_BOOKING
    )
    return min(waiting, key=lambda each: each.number, default=None)


def load_copy(store: Reader, visit: Appointment) -> MovingVisit:
    """Return what a copied visit would be anywhere: the next cycle that waits, not the visit.

    Raises RuleBrokenError where every cycle of the course has its place.
    """
    cycle = _next_unplaced(store, visit)
    update = {"id": uuid4(), "cycle_id": cycle.id, "cycle_number": cycle.number, "day_of_cycle": 1}
    moving = load_moving_visit(store, visit)
    return replace(
        moving,
        appointment=visit.model_copy(update=update),
        earlier=as_earlier(load_calendar(store, visit.patient_id)),
        due_day=cycle.due_day,
    )


def book_like(work: Work, visit: Appointment, chair_id: UUID, start: datetime) -> ChangeSet:
    """Book the next cycle of a visit's course that waits for a place at a chair and local start.

    No dose is given twice: where every cycle has its place there is nothing to copy. Raises
    RuleBrokenError then, and with every reason against the place.
    """
    cycle = _next_unplaced(work.store, visit)
    if start < work.local:
        raise refuse("start", f"{show_moment(start)} is past: choose a later start")
    wish = Wish(start.date(), start.time(), chair_id)
    planned = plan_cycle(work.store, cycle.id, wish, now=work.local)
    if not planned.visits:
        raise RuleBrokenError(*(Problem(each.rule, each.message) for each in planned.reasons))
    booked = book_cycle(work, cycle.id, planned)
    return ChangeSet(f"Book cycle {cycle.number}, {show_moment(start)}", booked.changes)


def _next_unplaced(store: Reader, visit: Appointment) -> Cycle:
    cycle = find_next_unplaced(store, visit)
    if cycle is None:
        raise refuse(
            "cycles", "every cycle of this course has its place: the order gives no further dose"
        )
    return cycle
