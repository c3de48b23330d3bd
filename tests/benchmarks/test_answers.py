"""Prints how long the answers take that a person waits for with a hand on the mouse or the keys.

Run with: python -m pytest -m benchmark_table tests/benchmarks/test_answers.py
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import time, timedelta
from itertools import cycle
from pathlib import Path
from uuid import uuid4

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.records import Appointment, Chair, Nurse, Shift
from ivig_scheduler.planning.series import SeriesRequest, plan_series
from ivig_scheduler.services.appointments import check_move
from ivig_scheduler.services.day import load_day
from ivig_scheduler.services.orders.drafts import check_draft
from ivig_scheduler.services.visit_file import load_visit
from tests.clinics import SmallClinic, make_small_clinic
from tests.planning.small import FIRST, a_planner, a_stay, facts, local

pytestmark = pytest.mark.benchmark_table

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


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[SmallClinic]:
    small = make_small_clinic(tmp_path)
    yield small
    small.close()


@pytest.mark.parametrize("has_room", [True, False], ids=["with room", "every chair full"])
@pytest.mark.parametrize(("cycles", "interval"), [(18, 21), (52, 7)])
def test_planning_a_year(
    benchmark: BenchmarkFixture, cycles: int, interval: int, has_room: bool
) -> None:
    clinic = a_year(has_room=has_room)
    planner = a_planner(interval_days=interval, window_days=2)
    request = SeriesRequest(planner, FIRST, number_of_cycles=cycles)
    planned = benchmark(plan_series, request, clinic)
    assert [bool(each.visits) for each in planned] == [has_room] * cycles


def test_checking_an_order_at_a_key_stroke(
    benchmark: BenchmarkFixture, clinic: SmallClinic
) -> None:
    sheet, draft = clinic.sheet(clinic.osei), clinic.draft(clinic.osei)
    doses = cycle(f"{tenth / 10}" for tenth in range(10, 30))
    check = benchmark(
        lambda: check_draft(replace(draft, dose=next(doses), accepted_dose_g=""), sheet)
    )
    assert check.usual is not None


def test_checking_a_move_among_120_visits(benchmark: BenchmarkFixture, clinic: SmallClinic) -> None:
    visit = clinic.visits(clinic.book_course(clinic.osei, cycles=1))[0]
    day = clinic.read(lambda store: load_day(store, visit.start.date()))
    file = clinic.read(lambda store: load_visit(store, visit.id))
    crowd = [
        visit.model_copy(
            update={
                "id": uuid4(),
                "patient_id": uuid4(),
                "chair_id": chair_id,
                "start": visit.start + timedelta(hours=3 * turn),
                "end": visit.start + timedelta(hours=3 * turn + 2),
                "held_until": visit.start + timedelta(hours=3 * turn + 3),
            }
        )
        for chair_id in [clinic.chairs[1].id, *(uuid4() for _ in range(39))]
        for turn in range(3)
    ]
    crowded = replace(day.facts, occupancy=day.facts.occupancy.without(()))
    crowded.occupancy.add(crowd)
    quarters = cycle(timedelta(minutes=15 * quarter) for quarter in range(20))
    benchmark(lambda: check_move(crowded, file, clinic.chairs[1].id, visit.start + next(quarters)))
