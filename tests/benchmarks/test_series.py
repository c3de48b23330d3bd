"""Prints how long the best places of a whole course take, by load, visits, chairs and nurses.

Run with: python -m pytest -m benchmark_table tests/benchmarks/test_series.py
Times are of the processor, so that what else a computer does counts less.
"""

from dataclasses import replace
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from time import process_time

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.planning.series import PlannedCycle, SeriesRequest, plan_series
from ivig_scheduler.services.courses.courses import SeriesPlan, plan_course
from tests.benchmarks.full_calendar import a_full_calendar, with_nurses
from tests.benchmarks.stored_calendar import make_stored_calendar
from tests.planning.small import FIRST, a_planner

pytestmark = [pytest.mark.benchmark_table, pytest.mark.benchmark(timer=process_time)]

DAYS = 420


def _measure(
    benchmark: BenchmarkFixture, clinic: ClinicFacts, visits: int = 13, interval: int = 28
) -> None:
    """Plan the course from each of twenty days in turn, each day looked at anew by its nurses."""
    planner = a_planner(interval_days=interval)
    starts = cycle(FIRST + timedelta(days=off) for off in range(20))

    def plan() -> tuple[PlannedCycle, ...]:
        request = SeriesRequest(planner, next(starts), number_of_cycles=visits)
        return plan_series(request, replace(clinic))

    assert len(benchmark(plan)) == visits


@pytest.mark.parametrize("load", [0.5, 0.7, 0.85])
def test_a_course_by_load(benchmark: BenchmarkFixture, load: float) -> None:
    _measure(benchmark, a_full_calendar(40, DAYS, load))


@pytest.mark.parametrize("load", [0.5, 0.7, 0.85])
def test_a_course_from_the_database_by_load(
    benchmark: BenchmarkFixture, tmp_path: Path, load: float
) -> None:
    clinic = make_stored_calendar(tmp_path, 40, DAYS, load)
    sheet = clinic.sheet(clinic.osei)
    days = (FIRST + timedelta(days=off) for off in range(20))
    drafts = cycle([clinic.draft(clinic.osei, first_day=day, cycles=13) for day in days])

    def plan() -> SeriesPlan:
        with clinic.database.read() as store:
            return plan_course(store, next(drafts), sheet, now=clinic.clock.local)

    assert len(benchmark(plan).cycles) == 13
    clinic.close()


@pytest.mark.parametrize(("load", "nurses"), [(0.5, 20), (0.5, 10), (0.7, 20), (0.85, 20)])
def test_a_course_with_nurses_on_shift(
    benchmark: BenchmarkFixture, load: float, nurses: int
) -> None:
    """Most visits begin at opening, and so more than so many nurses can start."""
    _measure(benchmark, with_nurses(a_full_calendar(40, DAYS, load), nurses))


@pytest.mark.parametrize(("visits", "interval"), [(13, 28), (26, 14), (52, 7)])
def test_a_course_by_visits(benchmark: BenchmarkFixture, visits: int, interval: int) -> None:
    _measure(benchmark, a_full_calendar(40, DAYS, 0.7), visits, interval)


@pytest.mark.parametrize("chairs", [10, 20, 40, 80])
def test_a_course_by_chairs(benchmark: BenchmarkFixture, chairs: int) -> None:
    _measure(benchmark, a_full_calendar(chairs, DAYS, 0.7))
