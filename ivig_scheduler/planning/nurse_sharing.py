"""Sharing out visits among nurses where the search alone would take long: HiGHS decides."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ivig_scheduler.domain.nurse_search import Attendance, Keeper, SharingProblem, search

#: Choices the search looks at before the solver is asked: less than a hundredth of a second.
BUDGET = 100


def share_with_solver(problem: SharingProblem) -> tuple[int, ...] | None:
    """Return the nurse of each visit, or None where the visits cannot be shared out. Exact."""
    answer = search(problem, BUDGET)
    return answer.nurses if answer.is_decided else solve_by_program(problem)


def solve_by_program(problem: SharingProblem) -> tuple[int, ...] | None:
    """Return the nurse of each visit by a whole-number program, or None where there is none.

    Nurses who are alike are first taken together: what they cannot share out together cannot be
    shared out at all, and the program is far smaller. Then each nurse stands alone.
    """
    visits: defaultdict[Attendance, list[int]] = defaultdict(list)
    for number, visit in enumerate(problem.visits):
        visits[visit].append(number)
    alike: defaultdict[Keeper, list[int]] = defaultdict(list)
    for place, nurse in enumerate(problem.nurses):
        alike[nurse].append(place)
    equal = list(visits.values())
    crews = list(alike.values())
    if len(crews) < len(problem.nurses) and _Program(problem, equal, crews).solve() is None:
        return None
    single = [[place] for place in range(len(problem.nurses))]
    counts = _Program(problem, equal, single).solve()
    if counts is None:
        return None
    chosen = [0] * len(problem.visits)
    for numbers, per_nurse in zip(equal, counts, strict=True):
        nurses = (place for place, count in per_nurse.items() for _ in range(count))
        for number, place in zip(numbers, nurses, strict=True):
            chosen[number] = place
    return tuple(chosen)


@dataclass(frozen=True, slots=True)
class _Row:
    """The columns of a row with their weights, and what they may add up to."""

    weights: Mapping[int, int]
    most: int
    least: int = 0


class _Program:
    """How many of some equal visits go to some nurses who are alike.

    All of them have nurses who are there all their time. At no start are the visits of nurses over
    the patients and points they take, and of the starts within one spacing each nurse has one.
    """

    def __init__(
        self,
        problem: SharingProblem,
        visits: Sequence[Sequence[int]],
        crews: Sequence[Sequence[int]],
    ) -> None:
        self._spacing = problem.spacing
        self._visits = [problem.visits[numbers[0]] for numbers in visits]
        self._counts = [len(numbers) for numbers in visits]
        self._crews = [(problem.nurses[places[0]], len(places)) for places in crews]
        choices = (
            (visit, crew)
            for visit, each in enumerate(self._visits)
            for crew, (nurse, _) in enumerate(self._crews)
            if nurse.present_until(each.start, each.end) is not None
        )
        self._columns = {choice: column for column, choice in enumerate(choices)}

    def solve(self) -> list[dict[int, int]] | None:
        """Return, for each of the visits, how many of it go to whom; None where it cannot be."""
        having: list[dict[int, int]] = [{} for _ in self._visits]
        for (visit, crew), column in self._columns.items():
            having[visit][crew] = column
        if not all(having):
            return None
        values = self._run([*self._one_nurse_each(having), *self._limits()])
        if values is None:
            return None
        return [{crew: round(values[column]) for crew, column in each.items()} for each in having]

    def _one_nurse_each(self, having: Iterable[Mapping[int, int]]) -> Iterator[_Row]:
        for columns, count in zip(having, self._counts, strict=True):
            yield _Row(dict.fromkeys(columns.values(), 1), count, count)

    def _limits(self) -> Iterator[_Row]:
        """Give the rows that can be broken."""
        for crew, (nurse, number) in enumerate(self._crews):
            theirs = [
                (each, self._columns[visit, crew], self._counts[visit])
                for visit, each in enumerate(self._visits)
                if (visit, crew) in self._columns
            ]
            for row in _rows_of(nurse, number, theirs, self._spacing):
                counts = {column: count for _, column, count in theirs}
                if sum(weight * counts[at] for at, weight in row.weights.items()) > row.most:
                    yield row

    def _run(self, rows: Sequence[_Row]) -> Sequence[float] | None:
        if not self._columns:
            return []
        # These cost more to import than the whole window.
        import numpy as np  # noqa: PLC0415

        from ivig_scheduler.planning.day.solver import Program, Watch, solve  # noqa: PLC0415

        number = len(self._columns)
        upper = [self._counts[visit] for visit, _ in self._columns]
        entries = [entry for row in rows for entry in row.weights.items()]
        found = solve(
            Program(
                cost=np.zeros(number),
                lower=np.zeros(number),
                upper=np.array(upper, dtype=np.float64),
                row_lower=np.array([row.least for row in rows], dtype=np.float64),
                row_upper=np.array([row.most for row in rows], dtype=np.float64),
                rows=np.repeat(np.arange(len(rows)), [len(row.weights) for row in rows]),
                columns=np.array([column for column, _ in entries], dtype=np.int64),
                weights=np.array([weight for _, weight in entries], dtype=np.float64),
            ),
            Watch(),
        )
        if found.is_infeasible:
            return None
        if found.values is None:
            raise RuntimeError("the sharing of nurses was left undecided")
        return list(found.values)


def _rows_of(
    nurse: Keeper, number: int, theirs: Sequence[tuple[Attendance, int, int]], spacing: int
) -> Iterator[_Row]:
    """Give what `number` such nurses take of the visits they could have, each with its column."""
    starts = sorted({visit.start for visit, _, _ in theirs})
    ends = {visit.end for visit, _, _ in theirs}
    for start, following in pairwise([*starts, max(ends, default=0)]):
        # Until somebody leaves, the next start only adds to those who are there.
        if any(start < end <= following for end in ends):
            there = {at: visit for visit, at, _ in theirs if visit.start <= start < visit.end}
            yield _Row(dict.fromkeys(there, 1), nurse.patients * number)
            yield _Row({at: each.points for at, each in there.items()}, nurse.points * number)
        begun = [at for visit, at, _ in theirs if start <= visit.start < start + spacing]
        yield _Row(dict.fromkeys(begun, 1), number)
