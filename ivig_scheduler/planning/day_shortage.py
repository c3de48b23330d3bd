"""A day whose bookings already ask more of the nurses than they can give: what it lacks, and where.

The visits of the day as it stands are shared out among its nurses so that as few as possible are
left without one. Each of these is a time in which a pair of hands is missing. A plan may miss them
there too and nowhere else: it is planned with one more pair of hands for each, there for that time
only and for one start. Besides, at no moment may there be more patients, acuity points or starts
beyond what all nurses together can take than there are now. The day itself is such a plan. Where
nurses hand over, hands are missing for starts only, and patients and points are counted together.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from ivig_scheduler.planning.day.answer import PlacedVisit
from ivig_scheduler.planning.day.fitting import fit_day
from ivig_scheduler.planning.day.instance import (
    MOST_OF_NUMBER,
    DayChair,
    DayInstance,
    DayNurse,
    DayVisit,
)
from ivig_scheduler.planning.day.together import DayCeiling, ask

#: Begins the names of the hands that are missing; nurses are named by their ids.
MISSING = "missing "


def lend_hands(day: DayInstance, starts: Mapping[str, int]) -> DayInstance:
    """Return the day with a pair of hands for each visit that lacks a nurse at those starts."""
    lacking = find_lacking(day, starts)
    hands = (_hand(day.visit(name), starts[name], bool(day.carers)) for name in lacking)
    ceiling = _ceiling(day, starts)
    return replace(day, nurses=(*day.nurses, *hands), ceiling=ceiling, carers=())


def find_lacking(day: DayInstance, starts: Mapping[str, int]) -> tuple[str, ...]:
    """Return the visits left without a nurse, as few as possible, if they start so; chairs aside.

    Hands that were lent do not count as nurses.
    """
    nurses = tuple(each for each in day.nurses if not each.name.startswith(MISSING))
    visits = tuple(_standing(each, starts[each.name]) for each in day.visits)
    chairs = tuple(DayChair(each.name) for each in visits)
    ends = (starts[each.name] + each.slots for each in visits)
    slots = max(day.slots, *ends)
    alone = DayInstance(day.name, slots, chairs, nurses, visits)
    found = fit_day(alone, counts_visits=True)
    return tuple(each.name for each in visits) if found is None else found.left_out


def starts_of(visits: Iterable[PlacedVisit]) -> dict[str, int]:
    """Return the starts of a plan by the visits' names."""
    return {each.name: each.start for each in visits}


def _ceiling(day: DayInstance, starts: Mapping[str, int]) -> DayCeiling:
    """Return, for each slot, what the nurses can take or else what they are asked for already."""
    width = max((each.spacing for each in day.nurses), default=1) or 1
    asked, slots = ask(day, starts.items(), width), range(day.slots)
    carers = day.carers or day.nurses
    return DayCeiling(
        _greater(asked.patients, (_sum(carers, at, 1, _patients) for at in slots)),
        _greater(asked.points, (_sum(carers, at, 1, _points) for at in slots)),
        _greater(asked.starts, (_sum(day.nurses, at, width, _starts(width)) for at in slots)),
        width,
    )


def _greater(asked: Iterable[int], can: Iterable[int]) -> tuple[int, ...]:
    return tuple(max(pair) for pair in zip(asked, can, strict=True))


def _sum(nurses: Iterable[DayNurse], slot: int, width: int, of: Callable[[DayNurse], int]) -> int:
    """Return what the nurses present in one of the `width` slots from one on can take."""
    return sum(
        of(nurse)
        for nurse in nurses
        if any(first < slot + width and slot < after for first, after in nurse.spans)
    )


def _patients(nurse: DayNurse) -> int:
    return nurse.patients


def _points(nurse: DayNurse) -> int:
    return MOST_OF_NUMBER if nurse.points is None else nurse.points


def _starts(width: int) -> Callable[[DayNurse], int]:
    """Return how many starts a nurse can make in so many slots."""
    return lambda nurse: -(-width // nurse.spacing) if nurse.spacing else MOST_OF_NUMBER


def _hand(visit: DayVisit, start: int, only_starts: bool) -> DayNurse:
    after = start + 1 if only_starts else start + visit.slots
    points = None if only_starts else visit.points
    name = f"{MISSING}{visit.name}"
    return DayNurse(name, ((start, after),), 1, points, visit.slots, only_starts)


def _standing(visit: DayVisit, start: int) -> DayVisit:
    return DayVisit(visit.name, visit.slots, start, None, points=visit.points, locked_start=start)
