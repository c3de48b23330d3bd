"""A calendar that is full to a given share, for the figures of the series planner."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from random import Random
from uuid import UUID

from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.records import Appointment, Chair, Nurse, NurseBreak, Shift
from ivig_scheduler.planning.nurse_sharing import share_with_solver
from tests.planning.small import FIRST, a_stay, facts, local

OPEN_MINUTES = 9 * 60
TURNOVER = 10
#: Lengths of visits as the usual orders have them, in minutes.
LENGTHS = (120, 150, 165, 180, 210, 240)


def some_chairs(count: int) -> tuple[Chair, ...]:
    return tuple(Chair(name=f"Chair {number}", position=number) for number in range(1, count + 1))


def a_full_calendar(chairs: int, days: int, load: float, seed: int = 1) -> ClinicFacts:
    """Return so many chairs and days from 08:00 to 17:00, chair minutes taken to the load given.

    The site keeps no shifts; see `with_nurses`.
    """
    places = some_chairs(chairs)
    return facts(full_calendar_visits(places, days, load, seed), chairs=places)


def with_nurses(clinic: ClinicFacts, count: int) -> ClinicFacts:
    """Return a clinic with so many nurses on shift: every third comes and goes an hour later."""
    nurses = tuple(Nurse(name=f"Nurse {number}") for number in range(count))
    shifts = tuple(
        Shift(
            nurse_id=nurse.id,
            weekday=weekday,
            starts=time(8 if place % 3 else 9),
            ends=time(17 if place % 3 else 18),
        )
        for place, nurse in enumerate(nurses)
        for weekday in range(5)
    )
    breaks = tuple(
        NurseBreak(
            nurse_id=nurse.id,
            weekday=weekday,
            starts=time(11 + place % 3),
            ends=time(11 + place % 3, 30),
        )
        for place, nurse in enumerate(nurses)
        for weekday in range(5)
        if place % 4 == 0
    )
    return replace(clinic, nurses=nurses, shifts=shifts, breaks=breaks, solve=share_with_solver)


def full_calendar_visits(
    chairs: tuple[Chair, ...], days: int, load: float, seed: int = 1
) -> tuple[Appointment, ...]:
    """Return the visits of so many days.

    They stand on the grid of a quarter of an hour, at random, though rather in a narrow gap than in
    a wide one.
    """
    return tuple(visit for day in _weekdays(days) for visit in _a_day(day, chairs, load, seed))


def _weekdays(count: int) -> Iterator[date]:
    days = (FIRST + timedelta(days=off) for off in range(-14, count - 14))
    return (day for day in days if day.weekday() < 5)


def _a_day(day: date, chairs: tuple[Chair, ...], load: float, seed: int) -> Iterator[Appointment]:
    chance = Random(f"{seed} {day}")
    free = {chair.id: [(0, OPEN_MINUTES)] for chair in chairs}
    left = load * OPEN_MINUTES * len(chairs)
    while left > 0:
        length = chance.choice(LENGTHS)
        spans = [
            (chair, span)
            for chair in chairs
            for span in free[chair.id]
            if span[1] - span[0] >= length + TURNOVER
        ]
        if not spans:
            return
        chair, span = min(chance.choices(spans, k=4), key=lambda each: each[1][1] - each[1][0])
        yield _a_visit(day, chair, span, length, free, chance)
        left -= length + TURNOVER


def _a_visit(
    day: date,
    chair: Chair,
    span: tuple[int, int],
    length: int,
    free: dict[UUID, list[tuple[int, int]]],
    chance: Random,
) -> Appointment:
    """Take a visit at either end of a free span, as coordinators do who leave no odd gaps."""
    held = -(-(length + TURNOVER) // 15) * 15
    at_start = span[1] - span[0] < held + 15 or chance.random() < 0.7
    start = span[0] if at_start else (span[1] - held) // 15 * 15
    free[chair.id].remove(span)
    free[chair.id] += [(span[0], start), (start + held, span[1])]
    return a_stay(chair, local(day, 8) + timedelta(minutes=start), length).model_copy(
        update={"held_until": local(day, 8) + timedelta(minutes=start + length + TURNOVER)}
    )
