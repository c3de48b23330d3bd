"""Moving a visit of a course: alone, with the days of its cycle, or with the visits after it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from ivig_scheduler.domain.changes import ChangeSet, changed, merged
from ivig_scheduler.domain.records import Appointment, Cycle
from ivig_scheduler.domain.wording import count
from ivig_scheduler.services.applying import apply_moves
from ivig_scheduler.services.appointments import move_appointment
from ivig_scheduler.services.call_offs import call_off
from ivig_scheduler.services.courses.compared_cycles import FollowingPlan
from ivig_scheduler.services.courses.cycle_days import move_alone
from ivig_scheduler.services.courses.due_days import forget_rhythm, rechain_due_days
from ivig_scheduler.services.courses.move_outlook import keeping
from ivig_scheduler.services.courses.other_places import moved as moves_made
from ivig_scheduler.services.dispatcher import Work
from ivig_scheduler.services.proposals import ProposedMove
from ivig_scheduler.storage.as_if import AsIf


def move_visit(
    work: Work,
    before: Appointment,
    chair_id: UUID,
    start: datetime,
    *,
    keeps_rhythm: bool | None = None,
    along: Sequence[ProposedMove] = (),
    following: FollowingPlan | None = None,
) -> ChangeSet:
    """Move a visit; with `along` other days of its cycle, with `following` the visits after it.

    Both are as they were foreseen. `keeps_rhythm` is recorded with the visit's cycle where it was
    asked for. Raises RuleBrokenError with every blocking reason, and naming each visit that lost
    its place since it was shown.
    """
    if following is None and not along:
        return _move_alone(work, before, chair_id, start, keeps_rhythm)
    after_it = following or FollowingPlan()
    why = "no place after the visit before moved"
    off = call_off(work.store, after_it.stuck, work.now, why)
    others = (*along, *after_it.moves)
    # Whether the visit is naive-like is seen from where the other visits will stand.
    then = AsIf(work.store, (*off, *moves_made(others)))
    own = move_alone(then, before, chair_id, start).own
    moves = (own, *others)
    extra = (*off, *forget_rhythm(work.store, after_it.moves))
    if keeps_rhythm is not None:
        extra += keeping(AsIf(work.store, off), before, keeps_rhythm=keeps_rhythm)
    return apply_moves(work, _label(along, following), moves, merged(extra))


def set_rhythm(work: Work, cycle: Cycle, keeps_rhythm: bool) -> ChangeSet:
    """Say whether the cycle after this one is due in the old rhythm or from the day given."""
    changes = changed(cycle, cycle.model_copy(update={"keeps_rhythm": keeps_rhythm}))
    kept = "from its due day" if keeps_rhythm else "from its visit"
    return ChangeSet(
        f"Set the cycles after cycle {cycle.number} due {kept}",
        rechain_due_days(work.store, cycle.course_id, changes),
    )


def _move_alone(
    work: Work, before: Appointment, chair_id: UUID, start: datetime, keeps_rhythm: bool | None
) -> ChangeSet:
    moved = move_appointment(work, before, chair_id, start)
    if keeps_rhythm is None:
        return moved
    then = AsIf(work.store, moved.changes)
    changes = merged((*moved.changes, *keeping(then, before, keeps_rhythm=keeps_rhythm)))
    return ChangeSet(moved.label, rechain_due_days(work.store, before.course_id, changes))


def _label(along: Sequence[ProposedMove], following: FollowingPlan | None) -> str:
    own = f"Move {count(len(along) + 1, 'day')} of a cycle" if along else "Move a visit"
    if following is None:
        return own
    return f"{own}, plan the {count(following.visits, 'visit')} after it anew"
