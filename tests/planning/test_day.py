"""Planning a day: cases with a proof, what is told on the way, and what does not fit."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.options import OBJECTIVES
from ivig_scheduler.planning.day import (
    DayChair,
    DayInstance,
    DayNurse,
    DayProgress,
    DayStatus,
    DayVisit,
    Objective,
    fit_day,
    plan_day,
)
from ivig_scheduler.services.day_plans.files import read_day
from tests.planning.day_brute import breaks_a_limit
from tests.planning.mixed_days import mixed_day

DATA = Path(__file__).parent.parent / "data"
ALONE = DayNurse("N1", ((0, 44),), patients=8)


def case(number: str) -> dict[str, Any]:
    """Return a planning case with its proof."""
    cases = json.loads((DATA / "planning_cases.json").read_text(encoding="utf-8"))["cases"]
    found: dict[str, Any] = next(each for each in cases if each["id"] == number)
    return found


def chairs(count: int) -> tuple[DayChair, ...]:
    """Return so many chairs that are alike."""
    return tuple(DayChair(f"C{number}") for number in range(1, count + 1))


def test_starts_one_after_the_other_bound_the_finish() -> None:
    data, expected = case("P2")["data"], case("P2")["expect"]
    nurse = DayNurse(
        "N1", ((0, 40),), data["patients_per_nurse"], spacing=data["starts_per_nurse_per_slot"]
    )
    visits = [DayVisit(f"V{at}", slots) for at, slots in enumerate(data["durations_slots"])]
    day = DayInstance("P2", 40, chairs(data["chairs"]), (nurse,), tuple(visits))
    plan = plan_day(day, Objective.FINISH)
    assert plan.status is DayStatus.OPTIMAL
    assert plan.value == plan.bound == expected["min_makespan_slots"]


def test_the_day_is_packed_around_a_pinned_visit() -> None:
    data, expected = case("P3")["data"], case("P3")["expect"]
    (start, end) = data["pinned"][0]
    pinned = DayVisit("pinned", end - start, start, locked_start=start, locked_chair="C1")
    asked = [DayVisit(name, slots) for name, slots in data["requests_slots"].items()]
    day = DayInstance("P3", data["open_slots"], chairs(1), (ALONE,), (pinned, *asked))
    fit = fit_day(day)
    assert fit is not None and fit.is_proved
    assert fit.slots - pinned.slots == expected["max_booked_slots"]
    assert fit.left_out == ("A",)
    starts = {place.name: place.start for place in fit.visits}
    assert {starts["C"], starts["D"]} == {0, 4} and starts["B"] in {10, 11}
    assert plan_day(day).status is DayStatus.IMPOSSIBLE


def test_a_chair_stays_empty_for_a_visit_that_must_end_early() -> None:
    data, expected = case("P6")["data"], case("P6")["expect"]
    visits = [
        DayVisit(name, times["dur"], times["ready"], times.get("must_end_by"))
        for name, times in data["patients"]
    ]
    plan = plan_day(DayInstance("P6", 12, chairs(data["chairs"]), (ALONE,), tuple(visits)))
    assert (plan.status, plan.value) == (DayStatus.OPTIMAL, expected["min_total_wait_slots"])
    starts = {place.name: place.start for place in plan.visits}
    assert starts == {"A": expected["A_start"], "B": expected["B_start"]}


def test_a_day_without_visits_is_planned_at_once() -> None:
    plan = plan_day(DayInstance("empty", 10, chairs(1), (ALONE,), ()))
    assert (plan.status, plan.value, plan.bound, plan.visits) == (DayStatus.OPTIMAL, 0, 0, ())


@pytest.mark.parametrize("seats", [(), chairs(1)])
def test_a_day_without_nurses_or_chairs_is_impossible(seats: tuple[DayChair, ...]) -> None:
    nurses = () if seats else (ALONE,)
    plan = plan_day(DayInstance("bare", 10, seats, nurses, (DayVisit("V1", 2),)))
    assert (plan.status, plan.value, plan.conflict) == (DayStatus.IMPOSSIBLE, None, ("V1",))


def test_two_visits_locked_to_one_place_are_the_conflict() -> None:
    locked = DayVisit("one", 4, 2, locked_start=2, locked_chair="C1")
    others = [DayVisit(f"V{number}", 3) for number in range(9)]
    other = replace(locked, name="other", slots=2, locked_start=4)
    day = DayInstance("locks", 44, chairs(3), (ALONE,), (locked, *others, other))
    assert plan_day(day).conflict == ("one", "other")


def test_an_overfull_day_names_visits_of_which_each_is_needed() -> None:
    visits = tuple(DayVisit(f"V{number}", 4) for number in range(60))
    day = DayInstance("full", 40, chairs(5), (replace(ALONE, spacing=0),), visits)
    plan = plan_day(day)
    assert plan.status is DayStatus.IMPOSSIBLE and plan.is_conflict_minimal
    assert len(plan.conflict) == 51


@pytest.mark.parametrize("seed", [2, 5])
@pytest.mark.parametrize("objective", list(Objective))
def test_a_day_with_kinds_of_chairs_shifts_locks_and_acuity_is_proved(
    seed: int, objective: Objective
) -> None:
    day = mixed_day(seed, 24)
    plan = plan_day(day, objective)
    assert plan.status is DayStatus.OPTIMAL
    assert not breaks_a_limit(day, plan.visits)


def test_the_flattest_load_of_a_full_day_is_proved_with_a_short_wait() -> None:
    plan = plan_day(read_day(DATA / "days" / "ivig-60-1.json"), Objective.LEVEL)
    assert plan.value == plan.bound == 22
    assert plan.figures is not None and plan.figures.total_wait <= 800


def test_the_answer_depends_on_nothing_but_the_day() -> None:
    day = read_day(DATA / "days" / "ivig-80-1.json")
    assert plan_day(day, Objective.FINISH) == plan_day(day, Objective.FINISH)


def test_progress_tells_bounds_that_hold_and_can_stop_the_search() -> None:
    day = read_day(DATA / "days" / "uniform-120-1.json")
    told: list[DayProgress] = []

    def stop_at_once(progress: DayProgress) -> bool:
        told.append(progress)
        return False

    plan = plan_day(day, Objective.LEVEL, progress=stop_at_once)
    assert told
    assert plan.status is DayStatus.FEASIBLE
    assert plan.value is not None and plan.bound is not None and plan.bound < plan.value
    assert plan.gap == (plan.value - plan.bound) / plan.value
    assert not breaks_a_limit(day, plan.visits)


def test_a_search_out_of_time_still_gives_a_plan_and_a_bound() -> None:
    day = read_day(DATA / "days" / "uniform-100-1.json")
    for objective in Objective:
        plan = plan_day(day, objective, seconds=1e-9)
        assert plan.status is DayStatus.FEASIBLE
        assert plan.value is not None and plan.bound is not None and plan.bound <= plan.value
        assert not breaks_a_limit(day, plan.visits)


def test_the_solver_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    plan_day(read_day(DATA / "days" / "chemo44-60-1.json"))
    assert capfd.readouterr() == ("", "")


def test_the_command_offers_every_objective() -> None:
    assert set(OBJECTIVES) == set(Objective)


def test_a_day_that_contradicts_itself_is_refused_with_everything_that_is_wrong() -> None:
    with pytest.raises(RuleBrokenError) as refused:
        DayInstance(
            "wrong",
            10,
            (DayChair("C1"), DayChair("C1", blocked=((4, 2),))),
            (replace(ALONE, patients=-1),),
            (DayVisit("V1", 0, locked_start=10, locked_chair="C9"),),
        )
    assert [problem.field for problem in refused.value.problems] == [
        "chairs[1].name",
        "chairs[1].blocked",
        "nurses[0].patients",
        "visits[0].slots",
        "visits[0].locked_start",
        "visits[0].locked_chair",
    ]
