"""Planning a long course in a busy clinic keeps up with the person who looks at it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import time, timedelta
from time import process_time

import pytest

from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.records import Appointment, Chair, Nurse, Shift
from ivig_scheduler.planning.series import SeriesRequest, plan_series
from tests.planning.small import FIRST, a_planner, a_stay, facts, local

CHAIRS = tuple(Chair(name=f"Chair {number}", position=number) for number in range(1, 13))
LENGTHS = (150, 165, 180, 135)


def a_year(*, has_room: bool) -> ClinicFacts:
    """Return a year with some thirty visits a day in twelve chairs, one of them free or none."""
    nurses = tuple(Nurse(name=f"Nurse {number}", patients_at_once=4) for number in range(4))
    shifts = tuple(
        Shift(nurse_id=nurse.id, weekday=weekday, starts=time(8), ends=time(17))
        for nurse in nurses
        for weekday in range(5)
    )
    clinic = facts(_visits(has_room), chairs=CHAIRS)
    return replace(clinic, nurses=nurses, shifts=shifts)


def _visits(has_room: bool) -> Iterator[Appointment]:
    for day in range(420):
        for number, chair in enumerate(CHAIRS):
            start = local(FIRST + timedelta(days=day), 8)
            is_free = has_room and (number + day) % 12 == 0
            visits = 1 if is_free else 2 + (number + day) % 2
            for turn in range(visits):
                minutes = LENGTHS[(number + turn + day) % 4]
                yield a_stay(chair, start, minutes)
                start += timedelta(minutes=minutes + 15)


@pytest.mark.parametrize("has_room", [True, False])
@pytest.mark.parametrize(("cycles", "interval"), [(18, 21), (52, 7)])
def test_a_year_is_planned_in_half_a_second(cycles: int, interval: int, has_room: bool) -> None:
    clinic = a_year(has_room=has_room)
    planner = a_planner(interval_days=interval, window_days=2)
    request = SeriesRequest(planner, FIRST, number_of_cycles=cycles)
    began = process_time()
    planned = plan_series(request, clinic)
    assert process_time() - began < 0.5
    assert [bool(cycle.visits) for cycle in planned] == [has_room] * cycles
