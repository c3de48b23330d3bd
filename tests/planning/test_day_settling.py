"""A planned day made quieter: every limit kept, as good as before, nobody moved for nothing."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings

from ivig_scheduler.planning.day import (
    DayChair,
    DayInstance,
    DayNurse,
    DayPlan,
    DayStatus,
    DayVisit,
    Objective,
    plan_day,
)
from ivig_scheduler.planning.day_keeping import better_of, can_stand, keep_chairs, keep_places
from ivig_scheduler.planning.day_settling import Stand, settle
from tests.planning.day_brute import breaks_a_limit
from tests.planning.test_day_properties import days

NURSES = (DayNurse("N1", ((0, 12),), 4, None, 0),)


def quiet_plan(day: DayInstance, objective: Objective, stands: dict[str, Stand]) -> DayPlan:
    plan = plan_day(day, objective)

    def solve(locked: DayInstance) -> DayPlan:
        return plan_day(locked, objective, explains=False)

    return settle(day, keep_places(day, plan, stands, solve), stands)


def moves(plan: DayPlan, stands: dict[str, Stand]) -> int:
    return sum(1 for each in plan.visits if (each.start, each.chair) != stands[each.name])


def a_day(*visits: DayVisit) -> DayInstance:
    return DayInstance("day", 12, (DayChair("C1"), DayChair("C2")), NURSES, visits)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(days())
def test_a_quieter_plan_keeps_every_limit_and_its_worth(day: DayInstance) -> None:
    plan = plan_day(day, Objective.WAIT, explains=False)
    other = plan_day(day, Objective.FINISH, explains=False)
    if plan.value is None or other.value is None:
        return
    stands = {each.name: Stand(each.start, each.chair) for each in other.visits}
    quiet = quiet_plan(day, Objective.WAIT, stands)
    assert not breaks_a_limit(day, quiet.visits)
    assert quiet.value == plan.value == (quiet.figures and quiet.figures.total_wait)
    assert moves(quiet, stands) <= moves(plan, stands)


def test_visits_that_stand_best_already_all_stay() -> None:
    day = a_day(*(DayVisit(name, 4) for name in "abcd"))
    stands = {"a": Stand(4, "C2"), "b": Stand(4, "C1"), "c": Stand(0, "C1"), "d": Stand(0, "C2")}
    assert moves(quiet_plan(day, Objective.WAIT, stands), stands) == 0


def test_only_the_visit_that_ends_too_late_is_moved() -> None:
    day = a_day(*(DayVisit(name, 4) for name in "abc"))
    stands = {"a": Stand(1, "C1"), "b": Stand(0, "C2"), "c": Stand(6, "C1")}
    quiet = quiet_plan(day, Objective.FINISH, stands)
    assert quiet.value == 8
    moved = {each.name for each in quiet.visits if each.start != stands[each.name].start}
    assert moved == {"c"}


def test_a_day_can_stand_where_it_breaks_no_limit() -> None:
    day = a_day(DayVisit("a", 4), DayVisit("b", 4, earliest=2))

    def solve(locked: DayInstance) -> DayPlan:
        return plan_day(locked, Objective.WAIT, explains=False)

    assert can_stand(day, {"a": Stand(0, "C1"), "b": Stand(4, "C1")}, solve)
    assert not can_stand(day, {"a": Stand(0, "C1"), "b": Stand(3, "C1")}, solve)
    assert not can_stand(day, {"a": Stand(0, "C1"), "b": Stand(1, "C2")}, solve)


def test_chairs_that_all_went_round_for_nothing_go_back_together() -> None:
    day = a_day(
        *(
            DayVisit(name, 4, locked_start=start)
            for name, start in zip("abcd", (0, 1, 5, 6), strict=True)
        )
    )
    stands = {"a": Stand(0, "C1"), "b": Stand(1, "C2"), "c": Stand(5, "C1"), "d": Stand(6, "C2")}
    plan = plan_day(day, Objective.FINISH)
    swapped = {"a": "C2", "b": "C1", "c": "C2", "d": "C1"}
    round_about = replace(
        plan, visits=tuple(replace(each, chair=swapped[each.name]) for each in plan.visits)
    )
    kept = keep_chairs(day, round_about, stands, lambda each: plan_day(each, Objective.FINISH))
    assert moves(kept, stands) == 0
    assert kept.value == plan.value


def test_the_day_as_it_stands_is_taken_before_a_stopped_plan_that_is_no_better() -> None:
    day = a_day(DayVisit("a", 4), DayVisit("b", 4))
    stands = {"a": Stand(0, "C2"), "b": Stand(1, "C1")}

    def solve(locked: DayInstance) -> DayPlan:
        return plan_day(locked, Objective.WAIT, explains=False)

    late = {"a": Stand(1, "C1"), "b": Stand(2, "C2")}
    stopped = replace(
        solve(_locked(day, late)), status=DayStatus.FEASIBLE, bound=0, objective=Objective.WAIT
    )
    taken = better_of(day, stopped, stands, solve)
    assert (taken.status, taken.value, taken.bound) == (DayStatus.FEASIBLE, 1, 0)
    assert moves(taken, stands) == 0
    assert better_of(day, plan_day(day, Objective.WAIT), stands, solve).value == 0


def _locked(day: DayInstance, stands: dict[str, Stand]) -> DayInstance:
    visits = (replace(each, locked_start=stands[each.name].start) for each in day.visits)
    return replace(day, visits=tuple(visits))


def test_a_plan_that_is_stopped_is_left_as_it_is() -> None:
    day = a_day(DayVisit("a", 4), DayVisit("b", 4))
    stands = {"a": Stand(0, "C2"), "b": Stand(0, "C1")}
    plan = plan_day(day, Objective.WAIT)
    swapped = {"C1": "C2", "C2": "C1"}
    other = replace(
        plan, visits=tuple(replace(each, chair=swapped[each.chair]) for each in plan.visits)
    )
    for each in (plan, other):
        assert settle(day, each, stands, lambda: True).visits == each.visits
