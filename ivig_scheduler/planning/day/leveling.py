"""The flattest load of a day: fewest chairs in use at once plus starts in one slot.

How many start at once and how many chairs are in use are settled first: with both given, a plan is
found as the one of least wait is, with fewer chairs and nurses. The relaxation tells for each
number of starts the fewest chairs; sums below the least of these have no plan. From there on the
pairs of each sum are tried, so that the first that has a plan is the best. Imports numpy.
"""

from collections.abc import Iterator
from dataclasses import replace

from ivig_scheduler.planning.day.answer import measure
from ivig_scheduler.planning.day.engine import Engine, Outcome

#: Starts at once and chairs in use at once.
Peaks = tuple[int, int]


def flattest_load(engine: Engine, gap: float) -> Outcome:
    """Return the plan with the least sum; of the equal ones one that waits little.

    Its wait is within the relative `gap` of the least for the peaks it has.
    """
    best = engine.minimise(engine.goal(), gap=gap, is_told=False)
    if best.is_impossible:
        return best
    best = _tell(engine, replace(best, bound=0, value=None), 0)
    floors = dict(_least_chairs(engine))
    if engine.watch.is_stopped():
        return best
    total = min((starts + chairs for starts, chairs in floors.items()), default=0)
    while not engine.watch.is_stopped() and (best.value is None or total < best.value):
        best = _tell(engine, best, total)
        found = _try_all(engine, floors, total, gap)
        if found.plan is not None:
            return _tell(engine, replace(found, value=None), total)
        if not found.is_impossible:
            break
        total += 1
    return best if engine.watch.is_stopped() else _tell(engine, best, total)


def _least_chairs(engine: Engine) -> Iterator[Peaks]:
    """Give, for each number of starts at once, the fewest chairs the relaxation allows."""
    most = len(engine.day.visits)
    seated = engine.least_chairs(most)
    for starts in range(1, most + 1):
        chairs = engine.least_chairs(starts)
        if chairs is not None:
            yield starts, chairs
        if engine.watch.is_stopped():
            return
        if chairs == seated:
            yield from ((more, seated) for more in range(starts + 1, most + 1) if seated)
            return


def _try_all(engine: Engine, floors: dict[int, int], total: int, gap: float) -> Outcome:
    """Return the plan of a sum that waits least; impossible where no pair of that sum has one."""
    plans: list[Outcome] = []
    is_impossible = True
    for starts, least in floors.items():
        if total - starts < least:
            continue
        goal = replace(engine.goal(), most_starts=starts, most_chairs=total - starts)
        found = engine.minimise(goal, gap=gap, is_told=False)
        is_impossible = is_impossible and found.is_impossible
        if found.plan is not None:
            plans.append(found)
    if plans:
        return min(plans, key=lambda each: measure(engine.day, each.plan or ()).total_wait)
    return Outcome(is_impossible=is_impossible)


def _tell(engine: Engine, best: Outcome, bound: int) -> Outcome:
    """Return the outcome with its sum and what no plan is below, and tell both."""
    value = None
    if best.plan is not None:
        figures = measure(engine.day, best.plan)
        value = figures.peak_chairs + figures.peak_starts
    engine.watch.tell(value=value, bound=bound)
    return replace(best, value=value, bound=max(best.bound or 0, bound))
