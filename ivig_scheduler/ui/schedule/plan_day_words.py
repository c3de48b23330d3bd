"""What the sheet that plans a day says about the visits and about how far the search is."""

from ivig_scheduler.domain.wording import count
from ivig_scheduler.planning.day import DayProgress, Objective
from ivig_scheduler.services.day_plans.planning import DayProblem
from ivig_scheduler.services.day_plans.proposals import tell_bound, tell_value


def tell_free(problem: DayProblem) -> str:
    """Return how many visits may move and how many stay."""
    free, staying = len(problem.free), len(problem.staying)
    if not free and not staying:
        return ""
    moving = f"{count(free, 'visit')} not yet confirmed may move"
    return f"{moving}, {staying} stay" if staying else moving


def tell_nothing(problem: DayProblem) -> str:
    """Return why there is nothing to plan; "" where there is."""
    if problem.free:
        return ""
    if not problem.staying:
        return "No visits on this day."
    return "Nothing to plan: every visit is confirmed, has begun, or starts too soon."


def tell_progress(
    problem: DayProblem, objective: Objective, progress: DayProgress | None, seconds: int
) -> str:
    """Return how far the search is: the best so far, what no plan can do, the gap, the time."""
    told = []
    if progress is None or progress.value is None:
        told.append("Looking for a plan.")
    else:
        told.append(f"Best so far {tell_value(problem, objective, progress.value)}.")
    if progress is not None and progress.bound:
        told.append(tell_bound(problem, objective, progress.bound))
        if progress.value:
            gap = max(progress.value - progress.bound, 0) / progress.value
            told.append(f"Gap {gap:.0%}." if gap else "No gap: making as few moves as needed.")
    told.append(f"{seconds} s")
    return " ".join(told)
