"""Each of the twelve days proved, beside a bare HiGHS model, two rules of thumb and PyJobShop.

`python -m tests.benchmarks.days [--without-pyjobshop]` prints seconds of processor time (of the
wall clock for PyJobShop, which uses as many threads as `interval_model.WORKERS`), medians, and ours
in relation to the bare model. The flattest load has no bare model and no known best value; days of
several kinds of chairs, shifts, locks and acuity, made by chance, have neither.
The bare model has the same counts and nothing else: no tie-breaks, no names, chairs or nurses.
PyJobShop, an interval model for general solvers, comes with `pip install '.[bench]'`.
"""

import json
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import highspy
import numpy as np

from ivig_scheduler.planning.day import DayInstance, Objective, plan_day
from ivig_scheduler.planning.day.answer import measure
from ivig_scheduler.planning.day.board import place_first_fit
from ivig_scheduler.planning.day.solver import QuietHighs
from ivig_scheduler.services.day_plans.files import read_day
from tests.benchmarks.interval_model import solve_as_intervals
from tests.planning.mixed_days import mixed_day

DAYS = sorted((Path(__file__).parent.parent / "data" / "days").glob("*.json"))
OBJECTIVES = (Objective.WAIT, Objective.FINISH)
#: Seeds and visits of the mixed days.
MIXED = tuple((seed, visits) for visits in (24, 60) for seed in range(8))
REPEATS = 3
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Run:
    """One method on one day: seconds, its value and whether that is proved best."""

    seconds: float
    value: int | None
    is_proved: bool

    def __str__(self) -> str:
        value = "-" if self.value is None else str(self.value)
        return f"{self.seconds:8.3f} {value:>6}{'*' if self.is_proved else ' '}"


def main(arguments: list[str]) -> int:
    """Print the table of each objective."""
    has_intervals = "--without-pyjobshop" not in arguments and find_spec("pyjobshop") is not None
    if not has_intervals:
        print("PyJobShop is left out or not installed: no interval model is run")  # noqa: T201
    plan_day(read_day(DAYS[0]))  # loads the solver
    for objective in OBJECTIVES:
        _print_table(objective, has_intervals=has_intervals)
    _print_proofs("flattest load", [read_day(path) for path in DAYS], (Objective.LEVEL,))
    _print_proofs("mixed days", [mixed_day(*each) for each in MIXED], tuple(Objective))
    return 0


def _print_proofs(title: str, days: list[DayInstance], objectives: tuple[Objective, ...]) -> None:
    print(f"\n{title}: seconds and value, * proved (- impossible)")  # noqa: T201
    print(f"{'day':<14} " + " ".join(f"{each.value:>16}" for each in objectives))  # noqa: T201
    runs = []
    for day in days:
        found = [_ours(day, objective) for objective in objectives]
        print(f"{day.name:<14} " + " ".join(map(str, found)))  # noqa: T201
        runs += found
    seconds = [run.seconds for run in runs]
    print(  # noqa: T201
        f"median {statistics.median(seconds):.3f} s, worst {max(seconds):.3f} s; "
        f"{sum(run.is_proved for run in runs)} of {len(runs)} proved"
    )


def _print_table(objective: Objective, *, has_intervals: bool) -> None:
    print(f"\n{objective.value}: seconds and value, * proved")  # noqa: T201
    print(f"{'day':<14} {'ours':>16} {'bare HiGHS':>16} {'first':>7} {'longest':>7}  intervals")  # noqa: T201
    ours, bare = [], []
    for path in DAYS:
        day, found = read_day(path), json.loads(path.read_text(encoding="utf-8"))
        ours.append(_median(lambda day=day: _ours(day, objective)))  # type: ignore[misc]
        bare.append(_median(lambda found=found: _bare(found, objective)))  # type: ignore[misc]
        rules = [_by_hand(day, objective, is_longest) for is_longest in (False, True)]
        intervals = solve_as_intervals(found, objective.value) if has_intervals else None
        shown = "not run" if intervals is None else str(Run(*intervals))
        print(f"{day.name:<14} {ours[-1]} {bare[-1]} {rules[0]:>7} {rules[1]:>7}  {shown}")  # noqa: T201
    _print_summary(ours, bare)


def _print_summary(ours: list[Run], bare: list[Run]) -> None:
    mine, theirs = ([run.seconds for run in runs] for runs in (ours, bare))
    print(  # noqa: T201
        f"median {statistics.median(mine):.3f} s, worst {max(mine):.3f} s; bare HiGHS median "
        f"{statistics.median(theirs):.3f} s, worst {max(theirs):.3f} s; ours in relation to it: "
        f"median {statistics.median(mine) / statistics.median(theirs):.2f}, "
        f"worst {max(mine) / max(theirs):.2f}; {sum(run.is_proved for run in ours)} of "
        f"{len(ours)} proved"
    )


def _median(run: Callable[[], Run]) -> Run:
    runs = sorted((run() for _ in range(REPEATS)), key=lambda each: each.seconds)
    return runs[REPEATS // 2]


def _ours(day: DayInstance, objective: Objective) -> Run:
    start = time.process_time()
    plan = plan_day(day, objective, explains=False)
    return Run(time.process_time() - start, plan.value, plan.value == plan.bound)


def _by_hand(day: DayInstance, objective: Objective, is_longest: bool) -> int | str:
    """Return the value of placing each visit at once: as they can come, or longest first."""
    order = sorted(day.visits, key=lambda each: -each.slots if is_longest else each.earliest)
    plan = place_first_fit(day, order)
    return "none" if plan is None else measure(day, plan).value(objective)


def _bare(day: Json, objective: Objective) -> Run:
    start = time.process_time()
    if objective is Objective.WAIT:
        value = _solve_bare(day, day["slots"])
        return Run(time.process_time() - start, value, value is not None)
    # The horizon grows from the longest visit's end: the first one that has a plan is the earliest.
    horizon = max(visit["earliest"] + visit["slots"] for visit in day["visits"])
    while _solve_bare(day, horizon, is_any=True) is None:
        horizon += 1
    return Run(time.process_time() - start, horizon, True)


def _solve_bare(day: Json, horizon: int, *, is_any: bool = False) -> int | None:
    """Return the least total wait with every end by `horizon`, or None where there is none."""
    kinds = Counter((visit["slots"], visit["earliest"]) for visit in day["visits"])
    chairs = min(len(day["chairs"]), sum(nurse["patients"] for nurse in day["nurses"]))
    columns = [
        (row, slots, start, start - earliest)
        for row, (slots, earliest) in enumerate(kinds)
        for start in range(earliest, horizon - slots + 1)
    ]
    first = len(kinds)
    entries = [
        [row, first + horizon + start, *range(first + start, first + start + slots)]
        for row, slots, start, _ in columns
    ]
    counts = np.array(list(kinds.values()), dtype=np.float64)
    limits = np.repeat([chairs, len(day["nurses"])], horizon).astype(np.float64)
    solver = QuietHighs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("mip_rel_gap", 1.0 if is_any else 0.0)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(columns), first + 2 * horizon
    lp.col_cost_ = np.array([wait for *_, wait in columns], dtype=np.float64)
    lp.col_lower_, lp.col_upper_ = np.zeros(len(columns)), np.full(len(columns), np.inf)
    lp.row_lower_ = np.concatenate((counts, np.zeros(2 * horizon)))
    lp.row_upper_ = np.concatenate((counts, limits))
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = np.cumsum([0, *(len(each) for each in entries)], dtype=np.int32)
    lp.a_matrix_.index_ = np.array([row for each in entries for row in each], dtype=np.int32)
    lp.a_matrix_.value_ = np.ones(sum(len(each) for each in entries))
    lp.integrality_ = [highspy.HighsVarType.kInteger] * len(columns)
    solver.passModel(lp)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return round(solver.getInfo().objective_function_value)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
