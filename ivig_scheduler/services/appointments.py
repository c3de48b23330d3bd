"""What a user does with a booked visit: move it, call it off, step its status forward."""

from datetime import datetime
from uuid import UUID

from ivig_scheduler.domain.changes import ChangeSet, changed
from ivig_scheduler.domain.clearance import Conflict
from ivig_scheduler.domain.clearance.overriding import Override
from ivig_scheduler.domain.errors import refuse
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.progress import stamp_step
from ivig_scheduler.domain.records import Appointment, Chair
from ivig_scheduler.domain.terms import (
    FORWARD,
    MOVABLE,
    Asker,
    CancelReason,
    Status,
)
from ivig_scheduler.domain.wording import show_day, show_moment, show_time
from ivig_scheduler.services.call_offs import give_up_place
from ivig_scheduler.services.clock.holds import hold_when_done
from ivig_scheduler.services.dispatcher import Work
from ivig_scheduler.services.moves import MovingVisit, plan_move
from ivig_scheduler.services.placed_visits import place_visit
from ivig_scheduler.services.visit_file import VisitFile

#: From here on the patient is being treated: the visit can no longer be called off.
CANCELLABLE = MOVABLE | {Status.ARRIVED, Status.SET_ASIDE}


def next_status(status: Status) -> Status | None:
    """Return the status a visit steps to next, or None where it has come to its end."""
    if status is Status.HELD:
        return Status.BOOKED
    if status not in FORWARD or status is FORWARD[-1]:
        return None
    return FORWARD[FORWARD.index(status) + 1]


def check_move(
    facts: ClinicFacts, visit: VisitFile | MovingVisit, chair_id: UUID, start: datetime
) -> tuple[Conflict, ...]:
    """Return every reason against a visit at a chair and local start. Pure, well under 2 ms.

    `plan_move` also tells how long the visit would be there.
    """
    moving = visit.moving if isinstance(visit, VisitFile) else visit
    return plan_move(facts, moving, chair_id, start).conflicts


def move_appointment(
    work: Work,
    before: Appointment,
    chair_id: UUID,
    start: datetime,
    override: Override | None = None,
) -> ChangeSet:
    """Move a visit to a chair and local start.

    Raises RuleBrokenError with every blocking reason that is not let pass by `override`, also where
    the patient has come already.
    """
    if before.status not in MOVABLE:
        raise refuse("status", f"the visit is {before.status}: it can no longer be moved")
    if start.date() < work.today:
        raise refuse("start", f"{show_day(start)} is past: a visit can be moved to today or later")
    placed = place_visit(work.store, before, chair_id, start, override)
    return placed.as_act(_move_label(work, before, placed.after))


def cancel_appointment(
    work: Work,
    before: Appointment,
    reason: CancelReason,
    note: str = "",
    asked_by: Asker | None = None,
) -> ChangeSet:
    """Call a visit off as somebody asked: the chair is free, the cycle goes to the work list.

    Raises RuleBrokenError where the patient is in the chair already, or for another reason that
    is not told.
    """
    if before.status not in CANCELLABLE:
        raise refuse("status", f"the visit is {before.status}: it can no longer be cancelled")
    if reason is CancelReason.OTHER and not note.strip():
        raise refuse("note", "say in a word what the other reason is")
    after = before.model_copy(
        update={
            "status": Status.CANCELLED,
            "status_since": work.now,
            "cancel_reason": reason,
            "cancel_note": note.strip(),
            "cancel_asked_by": asked_by,
        }
    )
    told = f"{reason}: {note.strip()}" if note.strip() else str(reason)
    told += f", asked by {asked_by}" if asked_by else ""
    why = f"cancelled on {show_day(before.start)}, {told}"
    return give_up_place(work.store, before, after, f"Cancel a visit: {reason}", why)


def mark_no_show(work: Work, before: Appointment) -> ChangeSet:
    """Note that the patient did not come; the cycle goes to the work list.

    Raises RuleBrokenError where the patient has come, or the visit's day has not.
    """
    if before.status not in MOVABLE:
        raise refuse("status", f"the visit is {before.status}: it is no no-show")
    if before.start.date() > work.today:
        raise refuse("status", f"the visit is only on {show_day(before.start)}: cancel it instead")
    after = before.model_copy(update={"status": Status.NO_SHOW, "status_since": work.now})
    why = f"no-show on {show_day(before.start)}"
    return give_up_place(work.store, before, after, "Mark a visit as no-show", why)


def advance_status(work: Work, before: Appointment) -> ChangeSet:
    """Step a visit to its next status, stamped with the moment (see `domain.progress.stamps`).

    Once it is done it holds its chair for as long as it really took (see `clock.holds`).

    Raises RuleBrokenError at the end of the way, or where the visit's day has not come.
    """
    status = next_status(before.status)
    if status is None:
        raise refuse("status", f"the visit is {before.status}: there is no next step")
    is_there = status in FORWARD[FORWARD.index(Status.ARRIVED) :]
    if is_there and before.start.date() > work.today:
        raise refuse("status", f"the visit is only on {show_day(before.start)}")
    stamps = stamp_step(before, status, work.local)
    update: dict[str, object] = {"status": status, "status_since": work.now, **stamps}
    left = stamps.get("actual_end")
    if isinstance(left, datetime):
        update |= hold_when_done(work.store, before, left)
    return ChangeSet(f"Mark a visit as {status}", changed(before, before.model_copy(update=update)))


def _move_label(work: Work, before: Appointment, after: Appointment) -> str:
    chair = work.store.get(Chair, after.chair_id)
    is_same_day = before.start.date() == after.start.date()
    when = show_time(after.start) if is_same_day else show_moment(after.start)
    return f"Move a visit to {chair.name if chair else 'another chair'}, {when}"
