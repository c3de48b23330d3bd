"""Prints how long the best places of a whole course take, by load, visits and chairs.

Run with: python -m pytest -m benchmark_table tests/benchmarks/test_series.py
"""

from datetime import timedelta
from itertools import cycle

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from ivig_scheduler.planning.series import PlannedCycle, SeriesRequest, plan_series
from tests.benchmarks.full_calendar import a_full_calendar
from tests.planning.small import FIRST, a_planner

pytestmark = pytest.mark.benchmark_table


def _measure(
    benchmark: BenchmarkFixture, chairs: int, load: float, visits: int, interval: int
) -> None:
    """Plan the course from each of twenty days in turn."""
    clinic = a_full_calendar(chairs, 420, load)
    planner = a_planner(interval_days=interval)
    starts = cycle(FIRST + timedelta(days=off) for off in range(20))

    def plan() -> tuple[PlannedCycle, ...]:
        return plan_series(SeriesRequest(planner, next(starts), number_of_cycles=visits), clinic)

    assert len(benchmark(plan)) == visits


@pytest.mark.parametrize("load", [0.5, 0.7, 0.85])
def test_a_course_by_load(benchmark: BenchmarkFixture, load: float) -> None:
    _measure(benchmark, 40, load, 13, 28)


@pytest.mark.parametrize(("visits", "interval"), [(13, 28), (26, 14), (52, 7)])
def test_a_course_by_visits(benchmark: BenchmarkFixture, visits: int, interval: int) -> None:
    _measure(benchmark, 40, 0.7, visits, interval)


@pytest.mark.parametrize("chairs", [10, 20, 40, 80])
def test_a_course_by_chairs(benchmark: BenchmarkFixture, chairs: int) -> None:
    _measure(benchmark, chairs, 0.7, 13, 28)
