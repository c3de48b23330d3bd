"""Repairing the calendar after trouble: who moves where, so that as few as possible are disturbed.

Each day is repaired exactly (see `planning.repair`). Who cannot stay the day moves to the nearest
day of the due window, one visit after the other; who has no place there either is left to a person,
who may put the visit on the work list.
"""

from datetime import datetime

from ivig_scheduler.domain.changes import ChangeSet
from ivig_scheduler.domain.errors import refuse
from ivig_scheduler.domain.records import Appointment
from ivig_scheduler.services.applying import apply_moves
from ivig_scheduler.services.dispatcher import Work
from ivig_scheduler.services.proposals import Proposal
from ivig_scheduler.services.repair.telling import IN_TREATMENT
from ivig_scheduler.services.repair.troubles import Trouble, runs_long
from ivig_scheduler.services.repair.turns import RepairTurns
from ivig_scheduler.services.searches import search_through
from ivig_scheduler.storage.reader import Reader


def propose_repair(store: Reader, trouble: Trouble, now: datetime) -> Proposal:
    """Return how the calendar can be mended after a trouble; nothing is placed before `now`.

    Patients moved are those whose day, start or chair changes; minutes are the sum of the changes
    of start of those who keep their day.
    """
    return search_through(RepairTurns(store, trouble, now), store)


def extend_visit(work: Work, before: Appointment, minutes: int) -> ChangeSet:
    """Let a visit under way end later than planned.

    Raises RuleBrokenError where nobody is in its chair, or it would run into the next visit.
    """
    if before.status not in IN_TREATMENT:
        raise refuse("status", f"the visit is {before.status}: only one under way can run long")
    if minutes <= 0:
        raise refuse("minutes", "say by how many minutes it runs longer")
    trouble = runs_long(before, minutes)
    return apply_moves(work, trouble.label, (), trouble.extra)
