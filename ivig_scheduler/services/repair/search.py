"""The search for the repair of one day, beside the database."""

from dataclasses import replace

from ivig_scheduler.planning.day import Progress
from ivig_scheduler.planning.repair import repair_day
from ivig_scheduler.planning.repair_terms import RepairAnswer
from ivig_scheduler.services.repair.days import DayToRepair


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
