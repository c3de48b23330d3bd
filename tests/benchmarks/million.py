"""Prints how long all conflicts among a million appointments take, in memory, rule by rule.

Run with: python -m tests.benchmarks.million [VISITS]
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from statistics import median
from time import process_time
from uuid import uuid4

import numpy as np

from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.records import Chair, Nurse, Shift
from ivig_scheduler.planning.sweep import SWEPT, CalendarColumns, sweep
from ivig_scheduler.planning.sweep.columns import MINUTES_OF_DAY, day_number
from tests.planning.small import FIRST, facts, local

CHAIRS = tuple(
    Chair(name=f"Chair {number}", position=number, features=("bed",) if number % 8 == 0 else ())
    for number in range(40)
)
NURSES = tuple(Nurse(name=f"Nurse {number}", patients_at_once=4) for number in range(12))
A_CHAIR_AND_DAY = 3
RUNS = 5


def a_clinic() -> ClinicFacts:
    """Return forty chairs and a dozen nurses in two shifts a day."""
    shifts = tuple(
        Shift(
            nurse_id=nurse.id,
            weekday=weekday,
            starts=local(FIRST, 8 if number % 2 else 7).time(),
            ends=local(FIRST, 18).time(),
        )
        for number, nurse in enumerate(NURSES)
        for weekday in range(7)
    )
    clinic = facts(chairs=CHAIRS, weekdays=range(7))
    return replace(clinic, nurses=NURSES, shifts=shifts)


def a_calendar(visits: int) -> CalendarColumns:
    """Return visits day after day, three in each chair; a few are too long, and collide."""
    row = np.arange(visits)
    a_day = len(CHAIRS) * A_CHAIR_AND_DAY
    day = day_number(FIRST) + row // a_day
    chair, turn = row % a_day // A_CHAIR_AND_DAY, row % A_CHAIR_AND_DAY
    start = day * MINUTES_OF_DAY + 8 * 60 + turn * 150 + chair // 12 * 30
    length = np.where(row % 9973 == 0, 200, 125 + chair % 3 * 5)
    return CalendarColumns(
        ids=[uuid4()] * visits,
        chairs=[chair.id for chair in CHAIRS],
        needs=[frozenset(), frozenset({"bed"})],
        patient=row % (28 * a_day),
        chair=chair,
        need=(row % 5000 == 0).astype(np.int64),
        start=start,
        end=start + length,
        held_until=start + length + 10,
        points=np.ones(visits, np.int64),
        is_naive_like=row % 400 == 0,
        due_day=day + row % 3 - 1,
        window_days=np.full(visits, 4),
        valid_from=np.full(visits, day_number(FIRST)),
        valid_to=day + 300,
    )


def time_of(work: Callable[[], object]) -> float:
    """Return the median seconds of CPU that some work takes."""
    times = []
    for _ in range(RUNS):
        begun = process_time()
        work()
        times.append(process_time() - begun)
    return median(times)


def main() -> None:
    """Print the table."""
    visits = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    clinic, calendar = a_clinic(), a_calendar(visits)
    last = FIRST + timedelta(days=visits // (len(CHAIRS) * A_CHAIR_AND_DAY))
    print(f"{visits:,} visits to {last:%Y}, medians of {RUNS} runs, seconds of CPU")  # noqa: T201
    found = sweep(calendar, clinic)
    for rule, flag in SWEPT.items():
        seconds = time_of(lambda flag=flag: flag(calendar, replace(clinic)))  # type: ignore[misc]
        print(f"{rule:<16} {seconds:6.3f}  {len(found.get(rule, ())):>8,} found")  # noqa: T201
    print(f"{'all of them':<16} {time_of(lambda: sweep(calendar, replace(clinic))):6.3f}")  # noqa: T201


if __name__ == "__main__":
    main()
