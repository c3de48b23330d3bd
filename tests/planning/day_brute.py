"""Every plan of a small day, one by one: what the planner's answers are compared with."""

from collections.abc import Iterator
from itertools import product

from ivig_scheduler.planning.day import (
    DayChair,
    DayInstance,
    DayNurse,
    DayVisit,
    Objective,
    PlacedVisit,
)

Place = tuple[DayVisit, int, DayChair, DayNurse]


def best_values(day: DayInstance) -> dict[Objective, int]:
    """Return the least value of each objective over all plans; empty where there is no plan."""
    best: dict[Objective, int] = {}
    for plan in _plans(day, list(day.visits), []):
        for objective, value in _values(day, plan).items():
            best[objective] = min(value, best.get(objective, value))
    return best


def breaks_a_limit(day: DayInstance, plan: tuple[PlacedVisit, ...]) -> bool:
    """Return whether a plan of all visits breaks any limit."""
    chairs = {chair.name: chair for chair in day.chairs}
    nurses = {nurse.name: nurse for nurse in day.nurses}
    placed: list[Place] = []
    for each in plan:
        place = day.visit(each.name), each.start, chairs[each.chair], nurses[each.nurse]
        if not _fits(day, place, placed):
            return True
        placed.append(place)
    if not _has_care(day, placed):
        return True
    return {visit.name for visit, *_ in placed} != {visit.name for visit in day.visits}


def _plans(day: DayInstance, left: list[DayVisit], placed: list[Place]) -> Iterator[list[Place]]:
    if not left:
        if _has_care(day, placed):
            yield placed
        return
    for start, chair, nurse in product(range(day.slots), day.chairs, day.nurses):
        place = left[0], start, chair, nurse
        if _fits(day, place, placed):
            yield from _plans(day, left[1:], [*placed, place])


def _fits(day: DayInstance, place: Place, placed: list[Place]) -> bool:
    visit, start, chair, nurse = place
    end = start + visit.slots
    if start < visit.earliest or end > min(day.slots, visit.latest_end or day.slots):
        return False
    if visit.locked_start not in {None, start} or visit.locked_chair not in {None, chair.name}:
        return False
    if visit.features - chair.features:
        return False
    last = start + 1 if nurse.only_starts else end
    if not any(first <= start and last <= after for first, after in nurse.spans):
        return False
    return _has_chair(day, place, placed) and _has_nurse(place, placed)


def _has_chair(day: DayInstance, place: Place, placed: list[Place]) -> bool:
    visit, start, chair, _ = place
    taken = [slot for span in chair.blocked for slot in range(*span)]
    for other, begin, seat, _ in placed:
        if seat is chair:
            taken += range(begin, begin + other.slots + other.turnover)
    held = range(start, min(start + visit.slots + visit.turnover, day.slots))
    return not set(taken) & set(held)


def _has_nurse(place: Place, placed: list[Place]) -> bool:
    visit, start, _, nurse = place
    hers = [(other, begin) for other, begin, _, who in placed if who is nurse]
    if any(abs(begin - start) < nurse.spacing for _, begin in hers):
        return False
    for slot in range(start, start + visit.slots if not nurse.only_starts else start):
        there = [other for other, begin in hers if begin <= slot < begin + other.slots]
        if len(there) + 1 > nurse.patients:
            return False
        points = visit.points + sum(other.points for other in there)
        if nurse.points is not None and points > nurse.points:
            return False
    return True


def _has_care(day: DayInstance, placed: list[Place]) -> bool:
    """Return whether carers, if there are any, can share out the patients of each slot."""
    return not day.carers or all(
        _can_care(
            [nurse for nurse in day.carers if any(a <= slot < b for a, b in nurse.spans)],
            [v.points for v, begin, *_ in placed if begin <= slot < begin + v.slots],
        )
        for slot in range(day.slots)
    )


def _can_care(nurses: list[DayNurse], points: list[int]) -> bool:
    for shares in product(range(len(nurses)), repeat=len(points)):
        theirs = [
            [each for each, whose in zip(points, shares, strict=True) if whose == place]
            for place in range(len(nurses))
        ]
        if all(
            len(mine) <= nurse.patients and (nurse.points is None or sum(mine) <= nurse.points)
            for nurse, mine in zip(nurses, theirs, strict=True)
        ):
            return True
    return False


def _values(day: DayInstance, plan: list[Place]) -> dict[Objective, int]:
    slots = range(day.slots)
    chairs = [
        sum(begin <= slot < begin + visit.slots + visit.turnover for visit, begin, *_ in plan)
        for slot in slots
    ]
    starts = [sum(begin == slot for _, begin, *_ in plan) for slot in slots]
    return {
        Objective.WAIT: sum(begin - visit.earliest for visit, begin, *_ in plan),
        Objective.FINISH: max(begin + visit.slots for visit, begin, *_ in plan),
        Objective.LEVEL: max(chairs) + max(starts),
    }
