"""Repairing the calendar after trouble: who moves where, so that as few as possible are disturbed.

Each day is repaired exactly (see `planning.repair`). Who cannot stay the day moves to the nearest
day of the due window, one visit after the other; who has no place there either is left to a person,
who may put the visit on the work list.
"""

from dataclasses import replace
from datetime import datetime

from ivig_scheduler.domain.changes import ChangeSet
from ivig_scheduler.domain.errors import refuse
from ivig_scheduler.domain.records import Appointment
from ivig_scheduler.planning.day import Progress
from ivig_scheduler.planning.repair import repair_day
from ivig_scheduler.planning.repair_terms import RepairAnswer
from ivig_scheduler.services.applying import apply_moves
from ivig_scheduler.services.dispatcher import Work
from ivig_scheduler.services.proposals import Proposal
from ivig_scheduler.services.repair.days import DayToRepair
from ivig_scheduler.services.repair.runs import IN_TREATMENT, RepairRun
from ivig_scheduler.services.repair.troubles import Trouble, runs_long
from ivig_scheduler.storage.reader import Reader


def propose_repair(
    store: Reader, trouble: Trouble, now: datetime, *, seconds: float | None = None
) -> Proposal:
    """Return how the calendar can be mended after a trouble; nothing is placed before `now`.

    Patients moved are those whose day, start or chair changes; minutes are the sum of the changes
    of start of those who keep their day. A day is given `seconds`, see `search_day`.
    """
    run = RepairRun.begin(store, trouble, now)
    while run.days:
        problem = run.load_day(store)
        run.take(store, problem, search_day(problem, seconds=seconds))
    return run.as_proposal(store)


def search_day(
    problem: DayToRepair,
    *,
    seconds: float | None = None,
    progress: Progress | None = None,
) -> RepairAnswer | None:
    """Return the least repair of a day, or the best found in `seconds` or until `progress` says no.

    Without `seconds` it is looked for as long as the site's settings say.

    Pure: it reads nothing. Others' seats are gathered only where they matter.
    """
    from ivig_scheduler.planning.day.solver import Watch  # noqa: PLC0415 - brings numpy

    patience = float(problem.facts.settings.whole("repair.seconds"))
    watch = Watch(progress, patience if seconds is None else seconds)
    alone = repair_day(problem.as_problem(others_move=False), watch=watch)
    is_least = alone is not None and alone.is_proved and not alone.cost.left
    if is_least and not problem.overloaded:
        return alone
    if problem.facts.calendar.open_hours(problem.day) is None:
        return alone
    if watch.is_stopped():
        return replace(alone, is_proved=False) if alone is not None else None
    known = alone if is_least else None
    whole = repair_day(problem.as_problem(others_move=True), watch=watch, known=known)
    if whole is not None and whole.is_proved:
        return whole
    found = (replace(each, is_proved=False) for each in (alone, whole) if each is not None)
    return min(found, key=lambda each: each.cost, default=None)


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
