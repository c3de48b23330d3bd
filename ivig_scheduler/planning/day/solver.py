"""HiGHS, run the same way each time: one thread, one seed, quiet, and stopped when asked to.

Imports numpy and highspy: import this module where it is used, not with the window.
"""

import math
import time
from dataclasses import dataclass, replace

import highspy
import numpy as np
from numpy.typing import NDArray

from ivig_scheduler.planning.day.answer import DayProgress, Progress

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
#: Between two questions whether to go on; being asked costs more than searching.
SECONDS_BETWEEN_QUESTIONS = 0.05
_INFEASIBLE = {
    highspy.HighsModelStatus.kInfeasible,
    highspy.HighsModelStatus.kUnboundedOrInfeasible,
}
_SOLVED = {highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kObjectiveTarget}


class QuietHighs(highspy.Highs):
    """A solver that keeps silent from the start; HiGHS greets on standard output otherwise."""

    def enableCallbacks(self) -> None:  # noqa: N802 - the first thing a new solver does
        """Silence the solver before anything can make it speak."""
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]


class Watch:
    """Knows how far the search is and whether it is to stop: out of time, or told to."""

    def __init__(self, progress: Progress | None = None, seconds: float | None = None) -> None:
        self._progress = progress
        self._deadline = None if seconds is None else time.monotonic() + seconds
        self._asked = 0.0
        self._is_stopped = False
        self.value: int | None = None
        self.bound = 0

    @property
    def is_needed(self) -> bool:
        """Return whether anybody could want to stop."""
        return self._progress is not None or self._deadline is not None

    @property
    def seconds_left(self) -> float:
        """Return how long the search may go on."""
        return math.inf if self._deadline is None else max(self._deadline - time.monotonic(), 0.0)

    def tell(self, *, value: int | None = None, bound: int | None = None) -> None:
        """Take a better plan's value or a better bound, and tell it."""
        known = self.value, self.bound
        if value is not None:
            self.value = value if self.value is None else min(self.value, value)
        self.bound = max(self.bound, bound or 0)
        if known != (self.value, self.bound):
            self._ask()

    def is_stopped(self) -> bool:
        """Return whether the search is to stop."""
        now = time.monotonic()
        if self._deadline is not None and now >= self._deadline:
            self._is_stopped = True
        if now - self._asked >= SECONDS_BETWEEN_QUESTIONS:
            self._ask()
        return self._is_stopped

    def _ask(self) -> None:
        self._asked = time.monotonic()
        if self._progress is not None and not self._progress(DayProgress(self.value, self.bound)):
            self._is_stopped = True


@dataclass(frozen=True, slots=True)
class Program:
    """Least cost over whole numbers: rows of counts, entry by entry, in any order."""

    cost: Floats
    lower: Floats
    upper: Floats
    row_lower: Floats
    row_upper: Floats
    rows: Ints
    columns: Ints
    weights: Floats
    #: Tie-breaks between equal costs, one number per column each, too small to change the best.
    ties: tuple[Floats, ...] = ()

    def as_lp(self) -> highspy.HighsLp:
        """Return it as HiGHS wants it, column by column."""
        order = np.argsort(self.columns, kind="stable")
        counts = np.bincount(self.columns, minlength=len(self.cost))
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.cost), len(self.row_lower)
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = self.cost, self.lower, self.upper
        lp.row_lower_, lp.row_upper_ = self.row_lower, self.row_upper
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_ = np.concatenate(([0], np.cumsum(counts))).astype(np.int32)
        lp.a_matrix_.index_ = self.rows[order].astype(np.int32)
        lp.a_matrix_.value_ = self.weights[order]
        return lp


@dataclass(frozen=True, slots=True)
class Solved:
    """What HiGHS found: a proof that there is nothing, or a bound and (unless stopped) values."""

    is_infeasible: bool = False
    is_stopped: bool = False
    bound: float = -np.inf
    values: Floats | None = None

    @property
    def broken(self) -> float:
        """Return how many values are no whole numbers; infinite where there are none at all."""
        return math.inf if self.values is None else float(are_broken(self.values).sum())

    @property
    def is_whole(self) -> bool:
        """Return whether there are values and all of them are whole numbers."""
        return self.broken == 0


def are_broken(values: Floats) -> NDArray[np.bool_]:
    """Return which values are no whole numbers."""
    return np.abs(values - np.round(values)) >= 1e-6


def relax(program: Program, watch: Watch) -> Solved:
    """Return the best of the program where fractions are allowed.

    Its tie-breaks are tried in turn until one leads to whole numbers, as most do.
    """
    solver = _prepare(program, watch)
    columns = np.arange(len(program.cost), dtype=np.int32)
    best = Solved()
    for tie in program.ties or (np.zeros(len(columns)),):
        solver.changeColsCost(len(columns), columns, program.cost + tie)
        solver.run()
        status = solver.getModelStatus()
        if status in _INFEASIBLE:
            return Solved(is_infeasible=True)
        if status not in _SOLVED:
            return replace(best, is_stopped=True)
        bound = max(best.bound, solver.getInfo().objective_function_value)
        found = Solved(bound=bound, values=np.array(solver.getSolution().col_value))
        best = replace(min(best, found, key=lambda each: each.broken), bound=bound)
        if best.is_whole:
            break
    return best


def solve(
    program: Program,
    watch: Watch,
    *,
    target: float = -np.inf,
    gap: float = 0.0,
    nodes: int | None = None,
) -> Solved:
    """Return the best in whole numbers, or one at most `target`, or within the relative `gap`.

    It stops after so many `nodes` of its search tree, if they are given.
    """
    solver = _prepare(program, watch)
    whole = np.full(len(program.cost), highspy.HighsVarType.kInteger.value, dtype=np.uint8)
    columns = np.arange(len(program.cost), dtype=np.int32)
    solver.changeColsIntegrality(len(columns), columns, whole)
    solver.setOptionValue("mip_rel_gap", gap)
    solver.setOptionValue("mip_abs_gap", 0.5)
    solver.setOptionValue("objective_target", target)
    if nodes is not None:
        solver.setOptionValue("mip_max_nodes", nodes)
    solver.run()
    status, info = solver.getModelStatus(), solver.getInfo()
    if status in _INFEASIBLE:
        return Solved(is_infeasible=True)
    has_values = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    return Solved(
        is_stopped=status not in _SOLVED,
        bound=info.mip_dual_bound,
        values=np.array(solver.getSolution().col_value) if has_values else None,
    )


def _prepare(program: Program, watch: Watch) -> highspy.Highs:
    solver = QuietHighs()  # type: ignore[no-untyped-call]
    for option, value in (("threads", 1), ("random_seed", 1)):
        solver.setOptionValue(option, value)
    solver.setOptionValue("time_limit", watch.seconds_left)
    solver.passModel(program.as_lp())
    if watch.is_needed:
        _listen(solver, watch)
    return solver


def _listen(solver: highspy.Highs, watch: Watch) -> None:
    def ask(event: highspy.HighsCallbackEvent) -> None:
        if watch.is_stopped():
            event.interrupt()

    solver.cbSimplexInterrupt.subscribe(ask)
    solver.cbMipInterrupt.subscribe(ask)
