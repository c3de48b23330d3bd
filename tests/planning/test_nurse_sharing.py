"""The solver and the search share visits out among nurses alike."""

from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import MonkeyPatch

from ivig_scheduler.domain.nurse_search import SharingProblem, search_all
from ivig_scheduler.domain.nursing import Attended, NurseDuty, attendance, keepers_of
from ivig_scheduler.planning import nurse_sharing
from ivig_scheduler.planning.nurse_sharing import share_with_solver, solve_by_program
from tests.domain.nurse_cases import a_duty, a_visit, some_duties, some_visits


def a_problem(visits: list[Attended], duties: list[NurseDuty], spacing: int) -> SharingProblem:
    attended = tuple(attendance(each.start, each.end, each.points) for each in visits)
    return SharingProblem(attended, keepers_of(duties), spacing * 60)


@settings(max_examples=120, deadline=None)
@given(some_visits(9), some_duties(), st.sampled_from([0, 15, 30]))
def test_solver_and_search_agree(
    visits: list[Attended], duties: list[NurseDuty], spacing: int
) -> None:
    problem = a_problem(visits, duties, spacing)
    by_program, by_search = solve_by_program(problem), search_all(problem)
    assert (by_program is None) == (by_search is None)
    if by_program is not None:
        for place, duty in enumerate(problem.nurses):
            theirs = [
                visit
                for visit, nurse in zip(problem.visits, by_program, strict=True)
                if nurse == place
            ]
            alone = SharingProblem(tuple(theirs), (duty,), problem.spacing)
            assert search_all(alone) == (0,) * len(theirs)


def test_what_the_search_leaves_undecided_the_solver_decides() -> None:
    """Six nurses have room for all points together, but three of nobody fit beside three."""
    nurses = [a_duty((0, 12), patients=4, points=5) for _ in range(6)]
    visits = [a_visit(start, 12, 3) for start in (0, 1, 2, 3, 4, 5)]
    visits += [a_visit(6 + number % 3, 12, 2 + number % 2) for number in range(6)]
    problem = a_problem(visits, nurses, 0)
    assert share_with_solver(problem) is None
    assert solve_by_program(problem) is None
    lighter = a_problem([*visits[:6], *(a_visit(6, 12, 2) for _ in range(6))], nurses, 0)
    assert share_with_solver(lighter) is not None


def test_a_search_that_gives_up_hands_over_to_the_solver(monkeypatch: MonkeyPatch) -> None:
    problem = a_problem([a_visit(0, 4), a_visit(2, 6), a_visit(3, 5)], [a_duty((0, 12))], 0)
    asked: list[SharingProblem] = []

    def ask(given: SharingProblem) -> tuple[int, ...] | None:
        asked.append(given)
        return None

    monkeypatch.setattr(nurse_sharing, "solve_by_program", ask)
    assert share_with_solver(problem) is None
    assert asked == []
    monkeypatch.setattr(nurse_sharing, "BUDGET", 1)
    assert share_with_solver(problem) is None
    assert asked == [problem]
