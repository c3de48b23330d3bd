"""What the search foresees of a day never promises less than the rules then find there."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from ivig_scheduler.planning.costs import NEVER
from ivig_scheduler.planning.cycle_places import CyclePlacer, Past
from ivig_scheduler.planning.placing import CycleTerms
from ivig_scheduler.planning.plan_chain import PlanChain
from ivig_scheduler.planning.series import SeriesRequest
from ivig_scheduler.planning.visit_places import PlaceFinder
from tests.planning.small import FIRST
from tests.planning.test_series_brute_force import LAST_OFF, World, requests


def _placer(world: World, request: SeriesRequest) -> CyclePlacer:
    context = request.planner.context
    finder = PlaceFinder(context, world.clinic, request.earliest, request.usual_time)
    chain = PlanChain(request.planner, request.earlier)
    return CyclePlacer(finder, chain, context.patient, context.order.window_days)


@settings(max_examples=150, deadline=None)
@given(requests(), st.integers(0, LAST_OFF), st.integers(1, 3), st.integers(1, 9))
def test_no_cycle_costs_less_than_is_foreseen_of_it(
    case: tuple[World, SeriesRequest], due_off: int, number: int, gap: int
) -> None:
    world, request = case
    due = FIRST + timedelta(days=due_off)
    days = range(1, request.planner.context.order.days_per_cycle + 1)
    wishes = {day: request.wishes[number, day] for day in days if (number, day) in request.wishes}
    terms = CycleTerms(due, tuple(days), wishes, first_day=FIRST, last_day=request.last_day)
    before, after = _placer(world, request), _placer(world, request)
    for past in (Past(), Past(due - timedelta(days=gap), 1)):
        for first in before.days(terms):
            foreseen = before.foresee(terms, first, past)
            found = after.place(terms, first, past)
            assert (NEVER if foreseen is None else foreseen) <= (found.cost if found else NEVER)
            if found:
                assert before.after(terms, first, past).last == found.terms[-1].day
                assert after.foresee(terms, first, past) == found.cost


@settings(max_examples=60, deadline=None)
@given(requests(), st.integers(0, LAST_OFF))
def test_every_open_day_of_a_window_is_tried_from_the_cheapest_on(
    case: tuple[World, SeriesRequest], due_off: int
) -> None:
    world, request = case
    due = FIRST + timedelta(days=due_off)
    placer, terms = _placer(world, request), CycleTerms(due, (1,), first_day=FIRST)
    window = request.planner.context.order.window_days
    days = [due + timedelta(days=off) for off in range(-window, window + 1)]
    tried = list(placer.open_days(terms, Past()))
    assert tried == sorted(tried)
    assert sorted(day for _, day, _ in tried) == [
        day for day in days if not world.clinic.calendar.find_closure(day)
    ]
    assert sorted(placer.days(terms)) == days
