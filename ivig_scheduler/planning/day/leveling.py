"""The flattest load of a day: fewest chairs in use at once plus starts in one slot.

How many start at once and how many chairs are in use are settled first: with both given, a plan is
found as the one of least wait is, with fewer chairs and nurses. The relaxation tells for each
number of starts the fewest chairs; sums below the least of these have no plan. From there on the
pairs of each sum are tried, so that the first that has a plan is the best. Imports numpy.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ivig_scheduler.planning.day.answer import measure
from ivig_scheduler.planning.day.engine import Engine, Outcome

#: Starts at once and chairs in use at once.
Peaks = tuple[int, int]


def flattest_load(engine: Engine, gap: float) -> Outcome:
    """Return the plan with the least sum; of the equal ones one that waits little.

    Its wait is within the relative `gap` of the least for the peaks it has.
    """
    floors = dict(_least_chairs(engine))
    if not floors and not engine.watch.is_stopped():
        return Outcome(is_impossible=True)
    total = min((starts + chairs for starts, chairs in floors.items()), default=0)
    engine.watch.tell(bound=total)
    found = _try_all(engine, floors, total, gap)
    if found.plan is not None or engine.watch.is_stopped():
        return _told(engine, found, total)
    return _go_on(engine, floors, total, gap)


def _go_on(engine: Engine, floors: Mapping[int, int], total: int, gap: float) -> Outcome:
    """Return the best plan of those above the least sum, which has turned out to have none."""
    best = engine.minimise(engine.goal(), gap=gap, is_told=False)
    if best.is_impossible:
        return best
    best = _told(engine, best, total)
    while not engine.watch.is_stopped() and (best.value is None or total < best.value):
        total += 1
        found = _try_all(engine, floors, total, gap)
        if found.plan is not None or not found.is_impossible:
            return _told(engine, found if found.plan is not None else best, total)
        best = _told(engine, best, total)
    return best


def _least_chairs(engine: Engine) -> Iterator[Peaks]:
    """Give, for each number of starts at once, the fewest chairs the relaxation allows."""
    most = len(engine.day.visits)
    seated = engine.least_chairs(most)
    if seated is None:
        return
    for starts in range(1, most + 1):
        chairs = engine.least_chairs(starts)
        if engine.watch.is_stopped():
            return
        if chairs is not None:
            yield starts, chairs
        if chairs == seated:
            yield from ((more, seated) for more in range(starts + 1, most + 1))
            return


def _try_all(engine: Engine, floors: Mapping[int, int], total: int, gap: float) -> Outcome:
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


def _told(engine: Engine, found: Outcome, bound: int) -> Outcome:
    """Return an outcome with its sum and with what no plan is below, and tell both."""
    value = None
    if found.plan is not None:
        figures = measure(engine.day, found.plan)
        value = figures.peak_chairs + figures.peak_starts
    engine.watch.tell(value=value, bound=bound)
    return Outcome(bound=bound, value=value, plan=found.plan)
