"""Sharing visits out among nurses: exactly those days that can be are."""

from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivig_scheduler.domain.nurse_day import NurseDay
from ivig_scheduler.domain.nurse_hours import counted_first
from ivig_scheduler.domain.nurse_pool import pool_of
from ivig_scheduler.domain.nurse_search import SharingProblem, search, search_all
from ivig_scheduler.domain.nursing import (
    Attended,
    NurseDuty,
    attendance,
    is_pooled_count_exact,
    keepers_of,
    second_of,
    share_out,
)
from ivig_scheduler.domain.occupancy import ChairStay
from ivig_scheduler.domain.terms import Status
from tests.domain.nurse_cases import (
    SLOT,
    SLOTS,
    a_duty,
    a_visit,
    can_be_handed_over,
    can_be_kept,
    in_order,
    is_kept_by_one,
    is_over_by_count,
    some_duties,
    some_visits,
)

spacings = st.sampled_from([0, 15, 30, 45])


def shared(
    visits: list[Attended], duties: list[NurseDuty], spacing: int = 0, *, hands_over: bool = False
) -> bool:
    return share_out(visits, duties, spacing_minutes=spacing, hands_over=hands_over) is not None


def a_problem(visits: list[Attended], duties: list[NurseDuty], spacing: int) -> SharingProblem:
    attended = tuple(attendance(each.start, each.end, each.points) for each in visits)
    return SharingProblem(attended, keepers_of(duties), spacing * 60)


def test_a_nurse_keeps_a_patient_from_start_to_end_unless_the_site_hands_over() -> None:
    visit = a_visit(2, 8)
    early, late = a_duty((0, 6)), a_duty((4, 12))
    assert not shared([visit], [early, late])
    assert shared([visit], [early, late], hands_over=True)
    assert shared([visit], [early, a_duty((0, 12))])


def test_a_break_parts_the_presence_of_a_nurse() -> None:
    nurse = a_duty((0, 4), (5, 12))
    assert shared([a_visit(0, 4), a_visit(5, 12)], [nurse])
    assert not shared([a_visit(3, 6)], [nurse])


def test_room_for_all_together_is_not_room_for_each() -> None:
    """Two points are left at each of two nurses, and three are needed at one."""
    nurses = [a_duty((0, 12), points=5), a_duty((0, 12), points=5)]
    visits = [a_visit(0, 8, 3), a_visit(0, 8, 3)]
    assert shared([*visits, a_visit(2, 6, 2)], nurses)
    assert not shared([*visits, a_visit(2, 6, 3)], nurses)


def test_one_nurse_starts_once_in_a_spacing() -> None:
    nurse = a_duty((0, 12), patients=4)
    assert not shared([a_visit(0, 4), a_visit(1, 4)], [nurse], 30)
    assert shared([a_visit(0, 4), a_visit(2, 4)], [nurse], 30)
    assert shared([a_visit(0, 4), a_visit(0, 4)], [nurse], 0)
    assert not shared([a_visit(0, 4), a_visit(0, 4)], [nurse], 15, hands_over=True)


def test_no_visits_can_be_shared_out_among_nobody() -> None:
    assert share_out([], [], spacing_minutes=30, hands_over=False) == {}
    assert not shared([a_visit(0, 4)], [])


@settings(max_examples=400, deadline=None)
@given(some_visits(), some_duties(), spacings)
def test_a_sharing_is_found_whenever_trying_everything_finds_one(
    visits: list[Attended], duties: list[NurseDuty], spacing: int
) -> None:
    shares = share_out(visits, duties, spacing_minutes=spacing, hands_over=False)
    assert (shares is not None) == can_be_kept(visits, duties, spacing)
    if shares is not None:
        assert is_kept_by_one(visits, duties, in_order(visits, duties, shares), spacing)


@settings(max_examples=300, deadline=None)
@given(some_visits(5), some_duties(), spacings)
def test_handing_over_is_decided_moment_by_moment(
    visits: list[Attended], duties: list[NurseDuty], spacing: int
) -> None:
    known = can_be_handed_over(visits, duties, spacing)
    assert shared(visits, duties, spacing, hands_over=True) == known


@settings(max_examples=300, deadline=None)
@given(some_visits(8), some_duties(), spacings)
def test_a_search_stopped_early_says_so_and_never_guesses(
    visits: list[Attended], duties: list[NurseDuty], spacing: int
) -> None:
    problem = a_problem(visits, duties, spacing)
    hurried, patient = search(problem, 3), search(problem)
    assert patient.is_decided
    if hurried.is_decided:
        assert (hurried.nurses is None) == (patient.nurses is None)


@settings(max_examples=300, deadline=None)
@given(some_visits(7), st.integers(1, 3), st.integers(1, 3))
def test_the_pooled_count_is_exact_where_it_claims_to_be(
    visits: list[Attended], nurses: int, patients: int
) -> None:
    """Alike nurses, present all the time, points to spare, a start on each slot."""
    duties = [a_duty((0, SLOTS), patients=patients) for _ in range(nurses)]
    problem = a_problem(visits, duties, 15)
    assert is_pooled_count_exact(problem)
    pool = pool_of(problem.visits, problem.nurses)
    assert (search_all(problem) is None) == pool.is_over(problem.spacing)


@settings(max_examples=300, deadline=None)
@given(some_visits(6), some_duties(), st.sampled_from([0, 15, 30]))
def test_visits_that_are_too_many_by_count_cannot_be_shared_out(
    visits: list[Attended], duties: list[NurseDuty], spacing: int
) -> None:
    problem = a_problem(visits, duties, spacing)
    shared = search_all(problem) is not None
    assert (counted_first(search_all)(problem) is not None) == shared
    assert not (shared and pool_of(problem.visits, problem.nurses).is_over(problem.spacing))


@pytest.mark.parametrize(
    ("visits", "duties", "spacing"),
    [
        ([a_visit(0, 4), a_visit(1, 4)], [a_duty((0, 12)), a_duty((0, 12))], 30),
        ([a_visit(0, 4, 3)], [a_duty((0, 12), points=5)], 15),
        ([a_visit(0, 4)], [a_duty((0, 12)), a_duty((0, 11))], 15),
        ([a_visit(0, 4)], [a_duty((1, 12)), a_duty((1, 12))], 15),
        ([a_visit(0, 4)], [], 15),
    ],
    ids=["starts too near", "points bind", "not alike", "not there all the time", "nobody"],
)
def test_the_pooled_count_is_not_trusted_elsewhere(
    visits: list[Attended], duties: list[NurseDuty], spacing: int
) -> None:
    assert not is_pooled_count_exact(a_problem(visits, duties, spacing))


def a_day(visits: list[Attended], duties: list[NurseDuty], spacing: int, over: bool) -> NurseDay:
    stays = [
        ChairStay(
            each.id, uuid4(), uuid4(), each.start, each.end, each.end, each.points, Status.BOOKED
        )
        for each in visits
    ]
    return NurseDay(stays, duties, spacing_minutes=spacing, hands_over=over, solve=search_all)


def not_too_many(
    visits: list[Attended], duties: list[NurseDuty], spacing: int, over: bool
) -> list[Attended]:
    """Return the visits that can be shared out with those before them that can."""
    kept: list[Attended] = []
    for each in sorted(visits, key=lambda visit: (visit.start, -visit.points, -slots_of(visit))):
        if shared([*kept, each], duties, spacing, hands_over=over):
            kept.append(each)
    return kept


def slots_of(visit: Attended) -> int:
    return (visit.end - visit.start) // SLOT


@settings(max_examples=400, deadline=None)
@given(some_visits(7), some_duties(), spacings, st.booleans(), st.booleans())
def test_one_more_has_room_where_it_is_shared_out_with_those_not_too_many(
    visits: list[Attended], duties: list[NurseDuty], spacing: int, over: bool, is_known: bool
) -> None:
    if not visits:
        return
    one, *others = visits
    day = a_day(visits if is_known else others, duties, spacing, over)
    visit = attendance(one.start, one.end, one.points)
    besides = one.id if is_known else None
    kept = not_too_many(others, duties, spacing, over)
    has_room = shared([*kept, one], duties, spacing, hands_over=over)
    has_room = has_room and not is_over_by_count(others, one, duties, spacing)
    assert day.has_room(visit, besides) == has_room
    assert day.can_share_out(besides) == (len(kept) == len(others))
    shortage = day.find_shortage(visit, besides)
    assert (shortage is None) == has_room
    if shortage is not None and not shortage.is_pooled:
        before = [each for each in (*kept, one) if second_of(each.start) < shortage.moment]
        until = [each for each in (*kept, one) if second_of(each.start) <= shortage.moment]
        assert shared(before, duties, spacing, hands_over=over)
        assert one in until and not shared(until, duties, spacing, hands_over=over)
    afresh = a_day(visits if is_known else others, duties, spacing, over)
    assert has_room or not afresh.has_plain_room(visit, besides)


@settings(max_examples=150, deadline=None)
@given(some_visits(7), some_duties(), spacings, st.booleans(), st.integers(1, 5))
def test_a_day_asked_again_and_again_answers_as_if_asked_once(
    visits: list[Attended], duties: list[NurseDuty], spacing: int, over: bool, slots: int
) -> None:
    """What is known of one place must not be held against another."""
    day = a_day(visits, duties, spacing, over)
    for start in range(SLOTS - slots + 1):
        moment = a_visit(start, start + slots)
        visit = attendance(moment.start, moment.end, 1)
        assert day.has_room(visit) == a_day(visits, duties, spacing, over).has_room(visit)


@pytest.mark.parametrize("over", [True, False])
def test_a_day_in_trouble_elsewhere_does_not_blame_a_visit_that_has_room(over: bool) -> None:
    duties = [a_duty((0, 12), patients=1)]
    day = a_day([a_visit(8, 10), a_visit(8, 10)], duties, 0, over)
    assert not day.can_share_out()
    assert day.has_room(attendance(a_visit(0, 4).start, a_visit(0, 4).end, 1))
    assert not day.has_room(attendance(a_visit(9, 11).start, a_visit(9, 11).end, 1))
