"""Keeping a visit in its chair when visits are seated anew."""

from ivig_scheduler.domain.changes import ChangeSet, changed
from ivig_scheduler.domain.errors import refuse
from ivig_scheduler.domain.records import Appointment, Chair
from ivig_scheduler.domain.terms import RESEATABLE
from ivig_scheduler.services.dispatcher import Work


def lock_chair(work: Work, before: Appointment, is_locked: bool) -> ChangeSet:
    """Keep a visit in its chair, or let the chair change again, when visits are seated anew.

    Raises RuleBrokenError where the patient sits in it, or the visit no longer holds a chair.
    """
    if before.status not in RESEATABLE:
        raise refuse("status", f"the visit is {before.status}: its chair does not change any more")
    chair = work.store.get(Chair, before.chair_id)
    name = chair.name if chair else "its chair"
    label = f"Keep a visit in {name}" if is_locked else "Let the chair of a visit change"
    return ChangeSet(
        label, changed(before, before.model_copy(update={"is_chair_locked": is_locked}))
    )
