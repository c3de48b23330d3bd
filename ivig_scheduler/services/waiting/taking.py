"""Taking an earlier place: the visit moves there and its entry leaves the waiting list."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from ivig_scheduler.domain.changes import ChangeSet, removed
from ivig_scheduler.domain.errors import refuse
from ivig_scheduler.domain.records import Appointment, Chair, WaitingEntry
from ivig_scheduler.domain.wording import show_near_day, show_time
from ivig_scheduler.services.courses.compared_cycles import FollowingPlan
from ivig_scheduler.services.courses.moves import move_visit
from ivig_scheduler.services.dispatcher import Work
from ivig_scheduler.services.proposals import ProposedMove


def take_place(
    work: Work,
    entry: WaitingEntry,
    before: Appointment,
    chair_id: UUID,
    start: datetime,
    *,
    keeps_rhythm: bool | None = None,
    along: Sequence[ProposedMove] = (),
    following: FollowingPlan | None = None,
) -> ChangeSet:
    """Move an entry's visit to an earlier place and take the entry off the list, in one act.

    `keeps_rhythm`, `along` and `following` are as `move_visit` takes them. Raises RuleBrokenError
    with every blocking reason, and where the place is not earlier or its time has come.
    """
    if before.cycle_id != entry.cycle_id:
        raise refuse("cycle", "the visit is not the one the patient waits with")
    if start >= before.start:
        raise refuse("start", "the place is not earlier than the visit's own")
    if start < work.local:
        raise refuse("start", f"{show_time(start)} is past")
    moved = move_visit(
        work, before, chair_id, start, keeps_rhythm=keeps_rhythm, along=along, following=following
    )
    chair = work.store.get(Chair, chair_id)
    where = f"{chair.name if chair else 'another chair'}, {show_near_day(start)} {show_time(start)}"
    label = f"Move a visit from the waiting list to {where}"
    return ChangeSet(label, (*moved.changes, *removed([entry])))
