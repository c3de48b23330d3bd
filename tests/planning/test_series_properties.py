"""What holds for every series, whatever stands on the calendar."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from ivig_scheduler.domain.clearance import Candidate, find_conflicts, is_blocked
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.naive import EarlierVisit, is_naive_like
from ivig_scheduler.domain.records import Appointment, Chair
from ivig_scheduler.domain.visit_plans import VisitPlanner
from ivig_scheduler.planning.series import (
    PlannedCycle,
    SeriesRequest,
    plan_series,
)
from tests.planning.small import CHAIRS, FIRST, PATIENT, a_planner, a_stay, facts, local, visits

#: A chair, days after the first, quarters of an hour after midnight, and how long.
Taken = tuple[Chair, int, int, int]

stays = st.lists(
    st.tuples(
        st.sampled_from(CHAIRS),
        st.integers(0, 70),
        st.integers(8 * 4, 16 * 4),
        st.integers(1, 20),
    ),
    max_size=40,
)


def _standing(taken: list[Taken], unit_minutes: int) -> list[Appointment]:
    """Return stays whose lengths are in units of so many minutes."""
    return [
        a_stay(
            chair,
            local(FIRST + timedelta(days=day), 0) + timedelta(minutes=15 * at),
            unit_minutes * units,
        )
        for chair, day, at, units in taken
    ]


@settings(max_examples=60, deadline=None)
@given(
    stays,
    st.integers(1, 3),
    st.sampled_from([7, 14, 21, 28]),
    st.integers(0, 6),
    st.one_of(st.none(), st.integers(0, 6)),
    st.sets(st.integers(0, 70), max_size=12),
)
def test_a_planned_series_is_never_blocked_and_never_double_booked(
    taken: list[Taken],
    days_per_cycle: int,
    interval: int,
    window: int,
    weekday: int | None,
    closed: set[int],
) -> None:
    patient = PATIENT.model_copy(update={"preferred_weekday": weekday})
    planner = a_planner(
        patient, interval_days=interval, window_days=window, days_per_cycle=days_per_cycle
    )
    holidays = {FIRST + timedelta(days=day): "closed" for day in closed}
    clinic = facts(_standing(taken, 15), holidays=holidays)
    request = SeriesRequest(
        planner, FIRST, number_of_cycles=5, earliest=datetime.combine(FIRST, time())
    )
    planned = plan_series(request, clinic)
    earlier: list[EarlierVisit] = []
    for cycle in planned:
        assert len(cycle.visits) in {0, days_per_cycle}
        assert bool(cycle.visits) != bool(cycle.reasons)
        for visit in cycle.visits:
            day, product_id = visit.start.date(), planner.context.product.id
            assert not is_blocked(visit.conflicts)
            assert visit.computed.plan.is_naive_like == is_naive_like(day, product_id, earlier, 56)
            assert not clinic.occupancy.in_chair(visit.chair_id, visit.start, visit.held_until)
            assert local(day, 8) <= visit.start <= visit.end <= local(day, 17)
            assert day not in holidays
            earlier.append(EarlierVisit(day, product_id))
        if cycle.visits:
            assert abs(cycle.days_off) <= window
    given_days = [visit.start.date() for visit in visits(planned)]
    assert all(one < other for one, other in pairwise(given_days))


@settings(max_examples=40, deadline=None)
@given(stays, st.integers(0, 3), st.sets(st.integers(0, 70), max_size=12))
def test_a_cycle_is_given_up_only_where_every_place_of_its_window_is_blocked(
    taken: list[Taken], window: int, closed: set[int]
) -> None:
    planner = a_planner(interval_days=7, window_days=window)
    holidays = {FIRST + timedelta(days=day): "closed" for day in closed}
    clinic = facts(_standing(taken, 60), holidays=holidays)
    planned = plan_series(SeriesRequest(planner, FIRST, number_of_cycles=6), clinic)
    earlier: list[EarlierVisit] = []
    for cycle in planned:
        if cycle.visits:
            earlier.append(EarlierVisit(cycle.visits[0].start.date(), planner.context.product.id))
        else:
            last = earlier[-1].day if earlier else FIRST - timedelta(days=1)
            assert not _any_place(planner, clinic, cycle, earlier, last)


def _any_place(
    planner: VisitPlanner,
    clinic: ClinicFacts,
    cycle: PlannedCycle,
    earlier: list[EarlierVisit],
    last: date,
) -> bool:
    """Try every day, quarter of an hour and chair of a cycle's window."""
    window = planner.context.order.window_days
    for off in range(-window, window + 1):
        day = cycle.due_day + timedelta(days=off)
        computed = planner.plan_on(day, earlier)
        for quarter in range(36):
            start = local(day, 8) + timedelta(minutes=15 * quarter)
            end = start + timedelta(minutes=computed.plan.booked_minutes)
            held_until = end + timedelta(minutes=computed.plan.turnover_minutes)
            for chair in CHAIRS:
                candidate = Candidate(
                    patient=PATIENT,
                    order=planner.context.order,
                    product=planner.context.product,
                    table=computed.table,
                    is_naive_like=computed.plan.is_naive_like,
                    chair_id=chair.id,
                    start=start,
                    end=end,
                    held_until=held_until,
                    is_weight_checked=False,
                )
                if day > last and not is_blocked(find_conflicts(candidate, clinic)):
                    return True
    return False
