"""A visit under way that takes longer than planned."""

from ivig_scheduler.domain.changes import ChangeSet
from ivig_scheduler.domain.errors import refuse
from ivig_scheduler.domain.records import Appointment
from ivig_scheduler.services.applying import apply_moves
from ivig_scheduler.services.dispatcher import Work
from ivig_scheduler.services.repair.telling import IN_TREATMENT
from ivig_scheduler.services.repair.troubles import runs_long


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
