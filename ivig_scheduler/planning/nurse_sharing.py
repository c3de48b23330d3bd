"""Sharing out visits among nurses where the search alone would take long: HiGHS decides."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from ivig_scheduler.domain.nurse_search import Keeper, SharingProblem, search

#: Choices the search looks at before the solver is asked: less than a hundredth of a second.
BUDGET = 200

#: The column of each visit with each nurse who is there all its time.
_Columns = dict[tuple[int, int], int]


class _Row(NamedTuple):
    """The columns of a row with their weights, and what they may add up to."""

    weights: Mapping[int, int]
    most: int
    least: int = 0


def share_with_solver(problem: SharingProblem) -> tuple[int, ...] | None:
    """Return the nurse of each visit, or None where the visits cannot be shared out. Exact."""
    answer = search(problem, BUDGET)
    return answer.nurses if answer.is_decided else solve_by_program(problem)


def solve_by_program(problem: SharingProblem) -> tuple[int, ...] | None:
    """Return the nurse of each visit by a mixed-integer program, or None where there is none.

    Each visit has one nurse who is there all its time. The visits a nurse has at the start of one
    of them are within the patients and points they take, and of the starts within one spacing a
    nurse has one.
    """
    columns: _Columns = {}
    for number, visit in enumerate(problem.visits):
        able = [
            place
            for place, nurse in enumerate(problem.nurses)
            if nurse.present_until(visit.start, visit.end) is not None
        ]
        if not able:
            return None
        for place in able:
            columns[number, place] = len(columns)
    values = _run(problem, columns) if columns else []
    if values is None:
        return None
    nurse_of = {number: place for (number, place), at in columns.items() if values[at] > 0.5}
    return tuple(nurse_of[number] for number in range(len(problem.visits)))


def _run(problem: SharingProblem, columns: _Columns) -> Sequence[float] | None:
    # These cost more to import than the whole window.
    import numpy as np  # noqa: PLC0415

    from ivig_scheduler.planning.day.solver import Program, Watch, solve  # noqa: PLC0415

    rows = [*_limits(problem, columns), *_one_nurse_each(columns)]
    sizes = [len(row.weights) for row in rows]
    entries = [entry for row in rows for entry in row.weights.items()]
    count = len(columns)
    found = solve(
        Program(
            cost=np.zeros(count),
            lower=np.zeros(count),
            upper=np.ones(count),
            row_lower=np.array([float(row.least) for row in rows]),
            row_upper=np.array([float(row.most) for row in rows]),
            rows=np.repeat(np.arange(len(rows)), sizes),
            columns=np.array([column for column, _ in entries], dtype=np.int64),
            weights=np.array([float(weight) for _, weight in entries]),
        ),
        Watch(),
    )
    if found.is_infeasible:
        return None
    if found.values is None:
        raise RuntimeError("the sharing of nurses was left undecided")
    return list(found.values)


def _one_nurse_each(columns: _Columns) -> Iterator[_Row]:
    for _, group in groupby(columns, key=lambda key: key[0]):
        yield _Row(dict.fromkeys((columns[key] for key in group), 1), 1, 1)


def _limits(problem: SharingProblem, columns: _Columns) -> Iterator[_Row]:
    """Give the rows that can be broken: patients, points and starts of each nurse."""
    for place, nurse in enumerate(problem.nurses):
        for moment in sorted({visit.start for visit in problem.visits}):
            for row in _limits_at(problem, columns, place, nurse, moment):
                if sum(row.weights.values()) > row.most:
                    yield row


def _limits_at(
    problem: SharingProblem, columns: _Columns, place: int, nurse: Keeper, moment: int
) -> Iterator[_Row]:
    theirs = [
        (visit, columns[number, place])
        for number, visit in enumerate(problem.visits)
        if (number, place) in columns
    ]
    present = [(visit, at) for visit, at in theirs if visit.start <= moment < visit.end]
    yield _Row({at: 1 for _, at in present}, nurse.patients)
    yield _Row({at: visit.points for visit, at in present}, nurse.points)
    begun = [at for visit, at in theirs if moment <= visit.start < moment + problem.spacing]
    yield _Row(dict.fromkeys(begun, 1), 1)
