"""The planner of a day against every plan there is, on small days of all sorts."""

from dataclasses import replace
from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ivig_scheduler.planning.day import (
    DayChair,
    DayInstance,
    DayNurse,
    DayStatus,
    DayVisit,
    Objective,
    Span,
    plan_day,
)
from tests.planning.day_brute import best_values, breaks_a_limit

FEATURES = st.sets(st.sampled_from(("bed", "window")), max_size=2).map(frozenset)


@st.composite
def days(draw: st.DrawFn) -> DayInstance:
    """Return a day of up to six slots and four visits, by no means always possible."""
    slots = draw(st.integers(3, 6))
    chairs = tuple(
        DayChair(f"C{number}", draw(FEATURES), draw(_blocked(slots)))
        for number in range(draw(st.integers(1, 3)))
    )
    nurses = draw(st.lists(_nurses(slots), min_size=1, max_size=2))
    if draw(st.booleans()):
        nurses = [nurses[0]] * len(nurses)
    visits = draw(st.lists(_visits(slots, chairs), min_size=1, max_size=4))
    return DayInstance(
        "small",
        slots,
        chairs,
        tuple(replace(nurse, name=f"N{number}") for number, nurse in enumerate(nurses)),
        tuple(replace(visit, name=f"V{number}") for number, visit in enumerate(visits)),
    )


@st.composite
def hand_over_days(draw: st.DrawFn) -> DayInstance:
    """Return a day on which nurses hand patients over."""
    day = draw(days())
    carers = day.nurses
    starters = (replace(each, patients=99, points=None, only_starts=True) for each in carers)
    return replace(day, nurses=tuple(starters), carers=carers)


def _blocked(slots: int) -> st.SearchStrategy[tuple[Span, ...]]:
    start = st.integers(0, slots - 1)
    return st.one_of(st.just(()), start.map(lambda first: ((first, first + 1),)))


@st.composite
def _nurses(draw: st.DrawFn, slots: int) -> DayNurse:
    gap = draw(st.one_of(st.none(), st.integers(1, slots - 2)))
    return DayNurse(
        "",
        ((0, slots),) if gap is None else ((0, gap), (gap + 1, slots)),
        patients=draw(st.integers(1, 3)),
        points=draw(st.one_of(st.none(), st.integers(2, 4))),
        spacing=draw(st.integers(0, 3)),
    )


@st.composite
def _visits(draw: st.DrawFn, slots: int, chairs: tuple[DayChair, ...]) -> DayVisit:
    length = draw(st.integers(1, 3))
    earliest = draw(st.integers(0, slots - length))
    rarely = draw(st.integers(0, 5)) == 0
    locks = draw(st.booleans()), draw(st.booleans())
    return DayVisit(
        "",
        length,
        earliest,
        draw(st.one_of(st.none(), st.integers(earliest + length, slots))),
        draw(FEATURES) if rarely else frozenset(),
        points=draw(st.integers(0, 3)),
        locked_start=earliest if rarely and locks[0] else None,
        locked_chair=draw(st.sampled_from(chairs)).name if rarely and locks[1] else None,
        turnover=draw(st.integers(0, 1)),
    )


@settings(max_examples=90, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(days(), hand_over_days()))
def test_no_plan_is_better_and_impossible_means_there_is_none(day: DayInstance) -> None:
    best = best_values(day)
    for objective in Objective:
        plan = plan_day(day, objective)
        if best:
            assert plan.status is DayStatus.OPTIMAL
            assert plan.value == plan.bound == best[objective]
            assert not breaks_a_limit(day, plan.visits)
        else:
            assert plan.status is DayStatus.IMPOSSIBLE


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(days().filter(lambda day: not best_values(day)))
def test_the_conflict_of_an_impossible_day_is_a_smallest_one(day: DayInstance) -> None:
    conflict = plan_day(day).conflict
    assert conflict and not _has_plan(day, conflict)
    names = [visit.name for visit in day.visits]
    assert all(
        _has_plan(day, fewer)
        for size in range(len(conflict))
        for fewer in combinations(names, size)
    )


def _has_plan(day: DayInstance, names: tuple[str, ...]) -> bool:
    kept = tuple(visit for visit in day.visits if visit.name in names)
    return not kept or bool(best_values(replace(day, visits=kept)))
