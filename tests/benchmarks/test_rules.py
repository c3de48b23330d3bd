"""Prints how long the checks of a full day take: one candidate, a drag, the nurses of the day.

Run with: python -m pytest -m benchmark_table tests/benchmarks/test_rules.py
"""

from collections.abc import Callable
from dataclasses import replace
from itertools import cycle, product
from statistics import quantiles
from time import process_time

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

#: Chairs, quarters of an hour of a visit, nurses; of each two days the last has too few nurses.
DAYS = {
    "40 chairs, 16 nurses": (40, (10, 14), 16),
    "60 chairs, 26 nurses": (60, (6, 9), 26),
    "80 chairs, 33 nurses": (80, (6, 9), 33),
    "40 chairs, 13 nurses": (40, (10, 14), 13),
    "60 chairs, 20 nurses": (60, (6, 9), 20),
    "80 chairs, 28 nurses": (80, (6, 9), 28),
}
ENOUGH, TOO_FEW = list(DAYS)[:3], list(DAYS)[3:]
#: At sixty pictures a second a drag has this long, in seconds.
A_FRAME = 0.016
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


@of_each_day
def test_nearly_every_place_of_a_drag_is_judged_within_a_frame(name: str) -> None:
    """Each place for the first time, nurses and reasons and all, by the time of the process."""
    day = make_full_day(*DAYS[name])
    clinic = shared_once(day.clinic)
    chairs = day.clinic.chairs[:: len(day.clinic.chairs) // 10]
    took = []
    for start, chair in product(day.starts, chairs):
        candidate, began = day.at(start, chair), process_time()
        find_conflicts(candidate, clinic)
        took.append(process_time() - began)
    firsts = sorted(took[:: len(chairs)])
    median, late = (firsts[round(share * (len(firsts) - 1))] for share in (0.5, 0.95))
    told = f"{median * 1000:.2f} ms in the median, {late * 1000:.2f} ms at the 95th percentile"
    print(f"\n{name}, {len(day.visits)} visits: a new start takes {told}")  # noqa: T201
    assert quantiles(took, n=20)[-1] < A_FRAME


@pytest.mark.parametrize("decide", [search, solve_by_program], ids=["search", "HiGHS"])
@pytest.mark.parametrize("name", ENOUGH[:2])
def test_the_nurse_of_each_visit_of_a_full_day(
    benchmark: BenchmarkFixture, name: str, decide: Callable[[SharingProblem], object]
) -> None:
    problem = a_problem(make_full_day(*DAYS[name]))
    assert benchmark(decide, problem) is not None


@pytest.mark.parametrize("name", TOO_FEW)
def test_that_no_nurses_can_be_found_for_a_full_day(benchmark: BenchmarkFixture, name: str) -> None:
    problem = a_problem(make_full_day(*DAYS[name]))
    assert benchmark(solve_by_program, problem) is None
