"""Prints how long the checks of a full day take: one candidate, a drag, the nurses of the day.

Run with: python -m pytest -m benchmark_table tests/benchmarks/test_rules.py
"""

from collections.abc import Callable
from dataclasses import replace
from itertools import cycle, product

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from ivig_scheduler.domain.clearance import Candidate, find_conflicts
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.nurse_search import SharingProblem, search
from ivig_scheduler.domain.nursing import attendance, keepers_of
from ivig_scheduler.planning.nurse_sharing import solve_by_program
from tests.benchmarks.full_day import FullDay, make_full_day
from tests.planning.small import FIRST

pytestmark = pytest.mark.benchmark_table

#: Chairs, quarters of an hour of a visit, nurses; the last two have too few nurses.
DAYS = {
    "40 chairs, 16 nurses": (40, (10, 14), 16),
    "60 chairs, 26 nurses": (60, (6, 9), 26),
    "40 chairs, 13 nurses": (40, (10, 14), 13),
    "60 chairs, 20 nurses": (60, (6, 9), 20),
}
of_each_day = pytest.mark.parametrize("name", DAYS)


def a_problem(day: FullDay) -> SharingProblem:
    visits = tuple(attendance(each.start, each.end, each.acuity_points) for each in day.visits)
    return SharingProblem(visits, keepers_of(day.clinic.duties(FIRST)), 30 * 60)


def shared_once(clinic: ClinicFacts) -> ClinicFacts:
    """Return the facts with nothing known of candidates, the day itself shared out."""
    fresh = replace(clinic)
    fresh.can_share_out(FIRST)
    return fresh


@of_each_day
def test_one_candidate_against_all_rules(benchmark: BenchmarkFixture, name: str) -> None:
    """Each place for the first time, with what is free next."""
    day = make_full_day(*DAYS[name])
    places = cycle(product(day.clinic.chairs, day.starts))

    def next_place() -> tuple[tuple[Candidate, ClinicFacts], dict[str, object]]:
        chair, start = next(places)
        return (day.at(start, chair), shared_once(day.clinic)), {}

    benchmark.pedantic(  # type: ignore[no-untyped-call]
        find_conflicts, setup=next_place, rounds=60
    )


@of_each_day
def test_a_drag_through_all_places(benchmark: BenchmarkFixture, name: str) -> None:
    """Place after place, chair by chair, among the same facts."""
    day = make_full_day(*DAYS[name])
    clinic = shared_once(day.clinic)
    candidates = cycle(
        [day.at(start, chair) for chair, start in product(day.clinic.chairs, day.starts)]
    )
    benchmark(lambda: find_conflicts(next(candidates), clinic))


@pytest.mark.parametrize("decide", [search, solve_by_program], ids=["search", "HiGHS"])
@pytest.mark.parametrize("name", list(DAYS)[:2])
def test_the_nurse_of_each_visit_of_a_full_day(
    benchmark: BenchmarkFixture, name: str, decide: Callable[[SharingProblem], object]
) -> None:
    problem = a_problem(make_full_day(*DAYS[name]))
    assert benchmark(decide, problem) is not None


@pytest.mark.parametrize("name", list(DAYS)[2:])
def test_that_no_nurses_can_be_found_for_a_full_day(benchmark: BenchmarkFixture, name: str) -> None:
    problem = a_problem(make_full_day(*DAYS[name]))
    assert benchmark(solve_by_program, problem) is None
